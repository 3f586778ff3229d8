"""The person's own choices in words: what was chosen, by whom and why, and why one does not count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lib import overrides, rules, words
from lib.model import (
    Decision,
    Dose,
    Exercise,
    Knowledge,
    Override,
    Phase,
    Prescription,
    Profile,
    Standing,
)

_MOVED_ON = "You have moved to another phase since."


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that speaks against an exercise: the caution in a few words, and what it rests on."""

    id: str
    caution: str
    because: str
    answers: tuple[str, ...]


def of_line(line: Prescription, knowledge: Knowledge) -> tuple[str, ...]:
    """Who chose this line to be as it is, and why; nothing where the rules alone did."""
    return tuple(dict.fromkeys(words.of_choice(one, knowledge) for one in line.chosen))


def what(chosen: Override, knowledge: Knowledge) -> str:
    """What was chosen, in a few words."""
    name = _name(chosen.exercise_id, knowledge)
    if chosen.kind in ("stay", "phase"):
        title = knowledge.phases[Phase.of(chosen.phase)].title if chosen.phase else ""
        return f"Stay in {title}" if chosen.kind == "stay" else f"Go to {title}"
    if chosen.kind == "swap":
        return f"{_name(chosen.to_exercise_id, knowledge)} instead of {name}"
    if chosen.kind == "dose":
        return f"{name}: {words.of_dose(_dose(chosen))}"
    return f"{name} {'added' if chosen.kind == 'add' else 'left out'}"


def _dose(chosen: Override) -> Dose:
    return Dose(chosen.sets, chosen.reps, chosen.hold_s, chosen.minutes)


def _name(id: str, knowledge: Knowledge) -> str:
    exercise = knowledge.exercises.get(id)
    return id if exercise is None else exercise.name


def why_not(standing: Standing, decision: Decision, knowledge: Knowledge) -> str:
    """Why a choice does not count today, or counts in part; empty where it counts as it was made."""
    said, one = knowledge.own_choices, standing.override
    if not standing.counts:
        id = one.to_exercise_id or one.exercise_id
        profile = decision.profile
        about = ", ".join(
            caution(rule_id, knowledge.exercises.get(id), profile, knowledge)
            for rule_id in standing.about
        )
        says = said.states.get(standing.state, standing.state)
        return words.filled(says, {"name": _name(id, knowledge), "about": about})
    if standing.smaller:
        return said.smaller
    if one.kind == "phase" and decision.course and decision.course.phase.id != one.phase:
        return _MOVED_ON
    lines = decision.plan.lines if decision.plan is not None else ()
    level = next((line.level for line in lines if one in line.chosen), 0)
    if one.kind == "dose" and one.level is not None and level > one.level:
        return words.filled(said.grown, {"level": level})
    return ""


# --- what speaks against an exercise ------------------------------------------------------------------


def against(exercise: Exercise, profile: Profile, knowledge: Knowledge) -> tuple[Against, ...]:
    """What has to be confirmed before this exercise can be added: each caution, and the answers behind it."""
    return tuple(
        _against(id, exercise, profile, knowledge)
        for id in overrides.against(exercise, profile, knowledge)
    )


def _against(id: str, exercise: Exercise, profile: Profile, knowledge: Knowledge) -> Against:
    short = caution(id, exercise, profile, knowledge)
    rule = knowledge.rules.get(id)
    if rule is None:
        has = words.of_answer("kit", profile.facts.get("kit"), knowledge)
        return Against(id, short, "It needs something you do not have.", (f"Your kit: {has}",))
    reason = rules.reason(rule, profile.facts, knowledge)
    answers = (
        f"Your answer to {words.of_fact(fact, knowledge)}: {words.of_answer(fact, value, knowledge)}"
        for fact, value in reason.facts
        if fact in knowledge.questions
    )
    said = tuple(dict.fromkeys(answers)) or ("A question about it is not answered yet.",)
    return Against(id, short, words.of_reason(reason, knowledge), said)


def caution(
    id: str, exercise: Exercise | None, profile: Profile | None, knowledge: Knowledge
) -> str:
    """A caution rule, or missing kit, in a few words: those of its cautions that are about this exercise."""
    rule = knowledge.rules.get(id)
    if rule is None:
        return words.of_caution(id, knowledge)
    tags: Iterable[str] = rule.then["cautions"]
    if exercise is not None and profile is not None:
        tags = [tag for tag in tags if tag in profile.fits[exercise.id].blocked_by] or tags
    return ", ".join(dict.fromkeys(words.of_caution(tag, knowledge) for tag in tags))
