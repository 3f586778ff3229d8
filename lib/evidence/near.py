"""What came close for a line of the plan and did not: another exercise, the next level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from lib import planning, rules, words
from lib.evidence import missing
from lib.evidence.rows import View, exercise_name
from lib.model import Course, Decision, Dose, Knowledge, Phase, Prescription, Profile, Slot


def of_line(line: Prescription, decision: Decision, knowledge: Knowledge) -> tuple[str, ...]:
    """The rules that came close to another line here, and why they did not; a sentence each.

    `line` is one of the decision's own plan; without course or profile there is nothing to say.
    """
    course, profile = decision.course, decision.profile
    if course is None or profile is None:
        return ()
    return (
        *_another(line, decision, course, profile, knowledge),
        *_more(line, decision, course, knowledge),
    )


# --- another exercise --------------------------------------------------------------------------


def _another(
    line: Prescription, decision: Decision, course: Course, profile: Profile, knowledge: Knowledge
) -> Iterator[str]:
    """The first candidate of this place that stood before the one that was taken."""
    slot = _slot(line.slot_id, knowledge)
    if slot is None:
        return
    for id in slot.candidates:
        if id == line.exercise_id:
            return
        why = _why_not(id, line, decision, course, profile, knowledge)
        if why:
            yield f"Not chosen: {exercise_name(id, knowledge)} ({why})."
            return


def _slot(id: str, knowledge: Knowledge) -> Slot | None:
    slots = (slot for content in knowledge.phases.values() for slot in content.slots)
    return next((slot for slot in slots if slot.id == id), None)


def _why_not(
    id: str,
    line: Prescription,
    decision: Decision,
    course: Course,
    profile: Profile,
    knowledge: Knowledge,
) -> str:
    fit = profile.fits[id]
    if not fit.allowed:
        return ", ".join(words.of_caution(tag, knowledge) for tag in fit.blocked_by)
    if id in course.left_out:
        return "left out for a week"
    if course.swaps.get(id) == line.exercise_id:
        return f"you chose {exercise_name(line.exercise_id, knowledge)} instead"
    if id in course.instead:
        other = exercise_name(course.instead[id], knowledge)
        return f"{other} has taken its place for now"
    plan = decision.plan
    if plan is not None and id in {other.exercise_id for other in plan.lines}:
        return "it has another place in your plan"
    for rule in rules.firing(knowledge.rules_for("select."), profile.facts, knowledge):
        is_put_off = id in rule.then.get("put_off", ())
        if is_put_off or line.exercise_id in rule.then.get("prefer", ()):
            return f"your answers: {_inside(rule.says)}"
    return ""


def _inside(says: str) -> str:
    """A whole sentence as a part of another one."""
    return f"{says[0].lower()}{says[1:].rstrip('.')}"


# --- more of it ------------------------------------------------------------------------------------


def _more(
    line: Prescription, decision: Decision, course: Course, knowledge: Knowledge
) -> Iterator[str]:
    """The rule for one level more, and how far it is from applying."""
    levels = knowledge.exercises[line.exercise_id].levels
    is_eased = line.exercise_id in course.one_set
    if line.level >= len(levels) and not is_eased:
        return
    if course.comfort:
        yield "Not more for now: the comfort set is on."
        return
    view = View(
        decision,
        knowledge,
        decision.today,
        decision.today - timedelta(days=1),
        course.phase,
        {},
        course.decisions,
    )
    needed = knowledge.whole("step_up_days")
    so_far = missing.ready_run(line.exercise_id, view)
    what = (
        "all sets again" if is_eased else f"level {line.level + 1} ({_dose(line, course, levels)})"
    )
    yield (
        f"Not yet: {what}. It takes {needed} session days running that are easy, settled, done in "
        f"full and with good form; so far {min(so_far, needed)}."
    )


def _dose(line: Prescription, course: Course, levels: Sequence[Dose]) -> str:
    """The next level as the plan would have it."""
    dose = planning.limited(levels[line.level], line.limits)
    if course.phase is not Phase.EASE:
        dose = replace(dose, times_per_day=1)
    return words.of_dose(dose)
