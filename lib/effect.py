"""Two decisions, before and after a change of the journal → what differs, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lib import words
from lib.model import (
    Course,
    DayDecision,
    Decision,
    GateLine,
    Knowledge,
    LevelChange,
    Phase,
    Prescription,
)
from lib.phrases import joined

NOTHING = "It changes nothing in your plan."
DAYS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the journal does: to the plan as it stands, and besides."""

    plan: tuple[str, ...]
    besides: tuple[str, ...] = ()

    def says(self) -> tuple[str, ...]:
        """All of it; where the plan stays, a sentence that says so comes first."""
        return (*(self.plan or (NOTHING,)), *self.besides)


def of_change(before: Decision, after: Decision, knowledge: Knowledge) -> Effect:
    """What differs: plan, stop, phase, exercises, levels, gate and notes; then counts and history.

    Both decisions are for the same day.
    """
    plan = [
        *_whether_there_is_one(before, after, knowledge),
        *_stopped(before.course, after.course),
        *_phase(before.course, after.course, knowledge),
        *_exercises(before, after, knowledge),
        *_how_often(before, after),
        *_gate(before.course, after.course, knowledge),
        *_notes(before.course, after.course, knowledge),
    ]
    return Effect(tuple(plan), (*_counts(before, after), *_history(before, after)))


# --- the plan ------------------------------------------------------------------------------


def _whether_there_is_one(before: Decision, after: Decision, knowledge: Knowledge) -> Iterator[str]:
    if before.plan is not None and after.plan is None:
        yield "There is no plan for now."
    if before.plan is None and after.plan is not None:
        yield "Your plan is back."
    old = {words.of_finding(finding, knowledge) for finding in before.findings}
    for finding in after.findings:
        if (says := words.of_finding(finding, knowledge)) not in old:
            yield says


def _stopped(before: Course | None, after: Course | None) -> Iterator[str]:
    was, is_ = (course is not None and course.stopped for course in (before, after))
    if is_ and not was:
        yield "Sessions are **stopped** until you have answered the emergency questions again."
    if was and not is_:
        yield "Sessions are **no longer stopped**."


def _phase(before: Course | None, after: Course | None, knowledge: Knowledge) -> Iterator[str]:
    if before is None or after is None:
        return
    new = _title(after.phase, knowledge)
    if before.phase != after.phase:
        yield f"You are in {new} instead of {_title(before.phase, knowledge)}."
    elif before.entered_on != after.entered_on:
        yield f"You are in {new} since {_day(after.entered_on)} instead of {_day(before.entered_on)}."
    if before.comfort != after.comfort:
        yield f"The comfort set {'holds for now' if after.comfort else 'no longer holds'}."


def _title(phase: Phase, knowledge: Knowledge) -> str:
    return f"**{knowledge.phases[phase].title}**"


def _exercises(before: Decision, after: Decision, knowledge: Knowledge) -> Iterator[str]:
    old, new = _lines(before), _lines(after)
    if old and new:
        if come := [id for id in new if id not in old]:
            yield f"Comes into your plan: {_named(come, knowledge)}."
        if gone := [id for id in old if id not in new]:
            yield f"Leaves your plan: {_named(gone, knowledge)}."
    for id in new:
        if id in old:
            yield from _line(old[id], new[id], knowledge)
    elsewhere = _moved_elsewhere(before.course, after.course, {*old, *new})
    if elsewhere:
        yield f"Not in today's plan, but at another step: {_named(elsewhere, knowledge)}."


def _how_often(before: Decision, after: Decision) -> Iterator[str]:
    if before.plan is None or after.plan is None:
        return
    for was, is_, says in (
        (before.plan.days_per_week, after.plan.days_per_week, "days a week"),
        (before.plan.times_per_day, after.plan.times_per_day, "rounds a day"),
    ):
        if was != is_:
            yield f"Your plan asks for {is_} {says} instead of {was}."


def _lines(decision: Decision) -> Mapping[str, Prescription]:
    return {} if decision.plan is None else {line.exercise_id: line for line in decision.plan.lines}


def _line(old: Prescription, new: Prescription, knowledge: Knowledge) -> Iterator[str]:
    name = _name(new.exercise_id, knowledge)
    if old.level != new.level:
        yield f"{name}: level {new.level} instead of {old.level}."
    elif old.dose != new.dose:
        yield f"{name}: {words.of_dose(new.dose)}, instead of {words.of_dose(old.dose)}."
    elif old.surface != new.surface:
        yield f"{name}: done in another place."


def _moved_elsewhere(
    before: Course | None, after: Course | None, said: set[str]
) -> tuple[str, ...]:
    """The exercises that stand elsewhere on the ladder and are in neither plan."""
    if before is None or after is None:
        return ()

    def steps(course: Course) -> Mapping[str, tuple[object, ...]]:
        ids = {*course.levels, *course.instead, *course.one_set, *course.left_out}
        return {
            id: (
                course.levels.get(id, 1),
                course.instead.get(id),
                id in course.one_set,
                id in course.left_out,
            )
            for id in ids
        }

    old, new, at_first = steps(before), steps(after), (1, None, False, False)
    return tuple(
        sorted(id for id in {*old, *new} - said if old.get(id, at_first) != new.get(id, at_first))
    )


def _gate(before: Course | None, after: Course | None, knowledge: Knowledge) -> Iterator[str]:
    """What the next phase asks for and no longer has, or now has; another phase asks other things."""
    if before is None or after is None or before.phase != after.phase or not after.gate:
        return
    title = _title(Phase(after.phase + 1), knowledge)
    old = {line.rule_id: line for line in before.gate}
    for line in after.gate:
        was = old.get(line.rule_id)
        if was is not None and (says := _requirement(was, line, knowledge)):
            yield f"Towards {title}: {says}."


def _requirement(was: GateLine, now: GateLine, knowledge: Knowledge) -> str:
    old, new = words.of_gate(was, knowledge), words.of_gate(now, knowledge)
    if was.met == now.met and old == new:
        return ""
    state = ""
    if was.met != now.met:
        state = " (not known then)" if now.met is None else " (met)" if now.met else " (not met)"
    start, _, end = new.rpartition(": ")
    old_start, _, old_end = old.rpartition(": ")
    if old != new and start and start == old_start:
        new = f"{start}: {end}, instead of {old_end}"
    return new + state


def _notes(before: Course | None, after: Course | None, knowledge: Knowledge) -> Iterator[str]:
    old, new = (
        [words.of_reason(note, knowledge) for note in course.notes] if course else []
        for course in (before, after)
    )
    for says in new:
        if says not in old:
            yield f"You are told: “{says.rstrip('.')}.”"
    for says in old:
        if says not in new:
            yield f"No longer said: “{says.rstrip('.')}.”"


# --- besides -----------------------------------------------------------------------------------


def _counts(before: Decision, after: Decision) -> Iterator[str]:
    """Rounds of today and session days of this week, which decide whether a session is due."""
    for count, says in ((_rounds_today, "round"), (_days_this_week, "session day")):
        was, is_ = count(before), count(after)
        if was != is_:
            when = "Today" if count is _rounds_today else "This week"
            yield f"{when} counts {is_} {says}{'' if is_ == 1 else 's'} instead of {was}."


def _rounds_today(decision: Decision) -> int:
    return sum(d.rounds for d in decision.progress.session_days if d.day == decision.today)


def _days_this_week(decision: Decision) -> int:
    monday = decision.today.toordinal() - decision.today.weekday()
    return sum(1 for d in decision.progress.session_days if d.day.toordinal() >= monday)


def _history(before: Decision, after: Decision) -> Iterator[str]:
    old, new = _by_day(before.course), _by_day(after.course)
    days = sorted(day for day in {*old, *new} if old.get(day) != new.get(day))
    if not days:
        return
    if len(days) > DAYS_NAMED:
        yield f"Progress shows other decisions for {len(days)} days, {_day(days[0])} the first."
        return
    yield f"Progress shows other decisions for {joined([_day(day) for day in days])}."


def _by_day(course: Course | None) -> Mapping[date, list[tuple[object, ...]]]:
    found: dict[date, list[tuple[object, ...]]] = {}
    for made in course.decisions if course is not None else ():
        found.setdefault(made.day, []).append(_decided(made))
    return found


def _decided(made: DayDecision) -> tuple[object, ...]:
    changes = tuple(map(_step, made.changes))
    return (made.action, made.phase, tuple(r.rule_id for r in made.reasons), changes)


def _step(change: LevelChange) -> tuple[object, ...]:
    return (change.exercise_id, change.from_level, change.to_exercise, change.to_level)


# --- words ---------------------------------------------------------------------------------------


def _name(id: str, knowledge: Knowledge) -> str:
    exercise = knowledge.exercises.get(id)
    return id if exercise is None else exercise.name


def _named(ids: tuple[str, ...] | list[str], knowledge: Knowledge) -> str:
    return "; ".join(_name(id, knowledge) for id in ids)  # some names have a comma


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
