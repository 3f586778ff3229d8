"""What stands on each slide of a plan: how often, the exercises, when to stop and get help. Pure."""

from __future__ import annotations

from typing import Any

from lib import plan_words, words
from lib.model import Decision, Knowledge, Plan, Prescription

Slide = dict[str, Any]


def of(decision: Decision, known: Knowledge, number: str) -> list[Slide]:
    """The slides in order; `number` is the one to call in an emergency. Needs a plan and a course."""
    plan, course = decision.plan, decision.course
    if plan is None or course is None:
        raise ValueError("there is no plan to present")
    phase = known.phases[course.phase]
    names = [plan_words.name(line, known) for line in plan.lines]
    first = {
        "title": phase.title,
        "under": plan_words.often(plan),
        "lines": [phase.purpose],
        "list": names,
    }
    *rules, at_once = plan_words.stop_rules(course.phase, known)
    stop = {"title": "When to stop", "rules": [list(rule) for rule in rules]}
    call = f"Call {number}." if number else ""
    help_now = {
        "title": "Get help at once",
        "lines": [at_once[0].rstrip(":") + ".", call],
        "is_stop": True,
    }
    return [first, *(_exercise(line, known) for line in plan.lines), stop, help_now]


def _exercise(line: Prescription, known: Knowledge) -> Slide:
    place = plan_words.sentence(plan_words.place(line, known))
    return {
        "title": plan_words.name(line, known),
        "under": f"{plan_words.sentence(words.of_dose(line.dose))} · {place.lower()}",
        "figure": plan_words.figure_of_line(line, known),
        "lines": [*(limit.cue for _, limit in line.limits), *plan_words.cues(line, known)],
    }


def figures_of(plan: Plan | None, known: Knowledge) -> tuple[str, ...]:
    """The figures on the slides, each once."""
    lines = plan.lines if plan is not None else ()
    found = (plan_words.figure_of_line(line, known) for line in lines)
    return tuple(dict.fromkeys(id for id in found if id is not None))
