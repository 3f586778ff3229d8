"""What stands behind a decision: what was asked for, the rows it was judged by, what is missing.

    rows       a fact → the rows of the log it was counted from
    terms      what a rule asks for, in plain words with its limits
    changes    what in those rows would have to be different for a rule not to apply
    missing    what is not there yet, in numbers
    near       what came close for a line of the plan, and why it did not

Everything is worked out again from the log as it is now; nothing of it is stored. How well an
exercise is supported by research is another thing (`model.Evidence`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from lib import words
from lib.course import CHOSEN
from lib.evidence import changes, missing, rows, terms
from lib.evidence.changes import Change
from lib.evidence.rows import UsedRow, View
from lib.model import (
    Action,
    Course,
    DayDecision,
    Decision,
    GateLine,
    Knowledge,
    Phase,
    Reason,
    Rule,
)

__all__ = ["Change", "Evidence", "UsedRow", "of_decision", "of_gate", "of_note"]

STEP_UP = "progress.exercise_step_up"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One rule behind a decision, with what it looked at.

    `requirement` is what the rule asks for with its limits, then what its terms mean. Each of
    `would_change` alone would have been enough for the rule not to apply.
    """

    rule_id: str
    asks: str
    requirement: tuple[str, ...]
    used: tuple[UsedRow, ...]
    missing: tuple[str, ...]
    would_change: tuple[Change, ...]


def of_decision(
    made: DayDecision, decision: Decision, knowledge: Knowledge
) -> tuple[Evidence, ...]:
    """One piece of evidence a rule, in the order of the reasons; never empty.

    Where no rule asked for a change, it is the rule for a step up, with what it lacks. `made` is one
    of the decisions of `decision.course` (ValueError when there is no course).
    """
    course = _course(decision)
    reasons = [reason for reason in made.reasons if reason.rule_id in knowledge.rules]
    chosen = tuple(_of_choice(one, knowledge) for one in made.reasons if one.rule_id == CHOSEN)
    if chosen and not reasons:
        return chosen
    if not reasons:
        return (_of_nothing_asked(made, course, decision, knowledge),)
    merged = {
        reason.rule_id: [r for r in reasons if r.rule_id == reason.rule_id] for reason in reasons
    }
    return chosen + tuple(
        _joined([one for r in alike for one in _of_reason(r, made, course, decision, knowledge)])
        for alike in merged.values()
    )


def of_gate(line: GateLine, decision: Decision, knowledge: Knowledge) -> Evidence:
    """A requirement of the next phase as it stands today; `line` is one of the open gate's."""
    view = _today(line.facts, decision, knowledge)
    rule = knowledge.rules[line.rule_id]
    lacks = () if line.met or line.fell_away else missing.of_gate(rule, view)
    return _evidence(rule, view, words.of_gate(line, knowledge), lacks)


def of_note(note: Reason, decision: Decision, knowledge: Knowledge) -> Evidence:
    """One of the sentences that the course has to say today."""
    return _evidence(knowledge.rules[note.rule_id], _today(note.facts, decision, knowledge))


def _today(facts: tuple[tuple[str, Any], ...], decision: Decision, knowledge: Knowledge) -> View:
    """Where to look for what stands today."""
    course, today = _course(decision), decision.today
    return View(decision, knowledge, today, today, course.phase, dict(facts), course.decisions)


def _course(decision: Decision) -> Course:
    if decision.course is None:
        raise ValueError("without a course nothing was decided")
    return decision.course


def _of_choice(reason: Reason, knowledge: Knowledge) -> Evidence:
    """A phase that somebody chose: nothing was asked for but who chose it, and why."""
    return Evidence(reason.rule_id, "", (words.of_reason(reason, knowledge),), (), (), ())


# --- one reason ------------------------------------------------------------------------------


def _of_reason(
    reason: Reason, made: DayDecision, course: Course, decision: Decision, knowledge: Knowledge
) -> tuple[Evidence, ...]:
    """One, or one for each day on which a stop was caused that ended on this day."""
    rule = knowledge.rules[reason.rule_id]
    view = _view(reason, made, course, decision, knowledge)
    action = rule.then.get("action")
    if "gate" in rule.then:
        title = knowledge.phases[made.phase_before].title
        found = _evidence(rule, view, words.of_reason(reason, knowledge))
        stay = Change("", view.day, "", None, f"Without this you would have stayed in {title}.")
        return (replace(found, would_change=(stay,)),)
    if action != Action.STOP.name:
        return (_evidence(rule, view, lacks=missing.of_rule(rule, view)),)
    stands = course.stopped and reason in course.reasons
    lacks = (AGAIN,) if stands else ()
    found_on = [
        _evidence(rule, there, lacks=lacks) for there in _caused(reason, rule, view, course)
    ]
    if len(found_on) > 1:  # to change one of them would not have been enough
        found_on = [replace(one, would_change=()) for one in found_on]
    return tuple(found_on)


AGAIN = "The emergency questions and the one about your legs, answered again."


def _view(
    reason: Reason, made: DayDecision, course: Course, decision: Decision, knowledge: Knowledge
) -> View:
    """Where to look: a rule over sessions judges yesterday's, but for what ends a session at once."""
    rule = knowledge.rules[reason.rule_id]
    before = _before(made, course)
    moved = dict.fromkeys(c.exercise_id for c in made.changes if c.reason == reason)
    facts = dict(reason.facts)
    phase = Phase.of(facts["phase"]) if "phase" in facts else made.phase_before
    view = View(decision, knowledge, made.day, made.day, phase, facts, before, tuple(moved))
    at_once = rule.over == "exercise_day" and rule.then.get("action") == Action.STEP_BACK.name
    if rule.over in ("session_day", "exercise_day") and not at_once:
        return replace(view, judged=made.day - timedelta(days=1))
    return view


def _before(made: DayDecision, course: Course) -> tuple[DayDecision, ...]:
    """What was decided on earlier days."""
    return tuple(one for one in course.decisions if one.day < made.day)


def _caused(reason: Reason, rule: Rule, view: View, course: Course) -> tuple[View, ...]:
    """The days that caused a stop, latest first: it is named again on the day it ends."""
    found = []
    for one in reversed([one for one in course.decisions if one.day <= view.day]):
        if reason not in one.reasons:
            continue
        if one.day != view.day and one.action is not Action.STOP:
            break  # there an earlier one ended
        there = replace(view, day=one.day, judged=one.day, exercises=())
        if changes.reason_on(rule, there) == reason:
            found.append(there)
    return tuple(found) or (replace(view, judged=view.day, exercises=()),)


def _of_nothing_asked(
    made: DayDecision, course: Course, decision: Decision, knowledge: Knowledge
) -> Evidence:
    before = _before(made, course)
    yesterday = made.day - timedelta(days=1)
    view = View(decision, knowledge, made.day, yesterday, made.phase_before, {}, before)
    rule = knowledge.rules[STEP_UP]
    used = rows.merged(rows.of_session_judged(view))
    return Evidence(
        rule.id, rule.asks, terms.requirement(rule, knowledge), used, missing.of_step_up(view), ()
    )


def _evidence(rule: Rule, view: View, says: str = "", lacks: tuple[str, ...] = ()) -> Evidence:
    asked = terms.requirement(rule, view.knowledge)
    return Evidence(
        rule_id=rule.id,
        asks=rule.asks,
        requirement=(says, *asked[1:]) if says else asked,
        used=rows.of_rule(rule, view),
        missing=lacks,
        would_change=changes.of_rule(rule, view),
    )


def _joined(alike: list[Evidence]) -> Evidence:
    """The same rule more than once that day, about other exercises or with other values."""
    return replace(
        alike[0],
        used=rows.merged(row for found in alike for row in found.used),
        missing=tuple(dict.fromkeys(says for found in alike for says in found.missing)),
        would_change=tuple(dict.fromkeys(one for found in alike for one in found.would_change)),
    )
