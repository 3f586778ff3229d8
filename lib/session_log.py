"""Turns a plan and what a person typed about a session into journal rows.

    entry     what was typed about one exercise
    outcome   all: as planned · less · none: not done · hurt: stopped because it hurt
    unit      what a part of an exercise is counted in: sets, minutes, reps, hold_s or distance_m

What was not asked or not answered stays empty: an empty cell never counts as done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lib.model import Dose, Plan, Prescription, Progress, Row, Value

OUTCOMES = ("all", "less", "none", "hurt")
FORM_CHECKS = 2
"""The form of so many exercises is asked after a session."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise as it was done. `part` is in the dose's unit; None when it was not said."""

    outcome: str
    part: float | None = None
    pain_0_10: int | None = None
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """What was typed about the session as a whole; None is not answered."""

    session_id: str
    started_at: datetime
    before_0_10: int | None
    most_0_10: int | None
    kind: str | None
    after_0_10: int | None = None
    effort_0_10: int | None = None
    minutes: float | None = None
    note: str | None = None


def rows(
    plan: Plan, session: Session, entries: Sequence[tuple[Prescription, Entry]]
) -> tuple[Row, tuple[Row, ...]]:
    """The session's row and the rows of its sets, one a set and side."""
    first: Row = {
        "session_id": session.session_id,
        "started_at": session.started_at,
        "session_date": session.started_at.date(),
        "phase": plan.phase.id,
        "plan_id": plan.id,
        "rules_version": plan.rules_version,
        "pain_before_0_10": session.before_0_10,
        "pain_most_0_10": session.most_0_10,
        "pain_after_0_10": session.after_0_10,
        "pain_kind": session.kind,
        "effort_0_10": session.effort_0_10,
        "minutes": session.minutes,
        "note": session.note or None,
    }
    return first, tuple(row for line, entry in entries for row in set_rows(line, entry))


# --- one exercise --------------------------------------------------------------------------


def unit(dose: Dose) -> str:
    """What a part of this dose is counted in."""
    if number_of_sets(dose) > 1:
        return "sets"
    measures = ("minutes", "reps", "hold_s", "distance_m")
    return next((name for name in measures if getattr(dose, name) is not None), "sets")


def whole_of(dose: Dose) -> float:
    """All of this dose in its unit."""
    counted = unit(dose)
    if counted == "sets":
        return number_of_sets(dose)
    return float(_prescribed(dose, 1)[counted])


def number_of_sets(dose: Dose) -> int:
    """The sets of a dose; one where it names none."""
    return len(dose.reps) if isinstance(dose.reps, tuple) else dose.sets or 1


def set_rows(line: Prescription, entry: Entry) -> tuple[Row, ...]:
    """One row a set and side. A stop for pain, and how much it hurt, stand where it ended."""
    dose = line.dose
    ended_in = _ended_in(dose, entry)
    found = []
    for number in range(1, number_of_sets(dose) + 1):
        asked = _prescribed(dose, number)
        done = _done(dose, entry, number, asked)
        here = number == ended_in
        for side in ("left", "right") if dose.each_side else ("both",):
            row: dict[str, Value | None] = {
                "exercise_id": line.exercise_id,
                "level": line.level,
                "set_no": number,
                "side": side,
                "surface": line.surface.id if line.surface is not None else None,
                **{f"{name}_prescribed": value for name, value in asked.items()},
                **{f"{name}_done": value for name, value in done.items()},
                "pain_0_10": entry.pain_0_10 if here else None,
                "form": entry.form,
                "stopped": "pain" if here else "none" if entry.outcome == "all" else None,
            }
            found.append(row)
    return tuple(found)


def _ended_in(dose: Dose, entry: Entry) -> int | None:
    """The set in which an exercise ended for pain: the first when it was not said which."""
    if entry.outcome != "hurt":
        return None
    if unit(dose) != "sets" or entry.part is None:
        return 1
    return min(int(entry.part) + 1, number_of_sets(dose))


def _prescribed(dose: Dose, number: int) -> dict[str, int | float]:
    """What the dose asks for in this set, without what does not apply."""
    reps = dose.reps[number - 1] if isinstance(dose.reps, tuple) else dose.reps
    asked = {
        "reps": reps,
        "hold_s": dose.hold_s,
        "minutes": dose.minutes,
        "distance_m": dose.distance_m,
        "load_kg": dose.load_kg,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _done(
    dose: Dose, entry: Entry, number: int, asked: Mapping[str, int | float]
) -> Mapping[str, int | float]:
    if entry.outcome == "all":
        return asked
    if entry.outcome == "none":
        return dict.fromkeys(asked, 0)
    if entry.part is None:
        return {}
    counted = unit(dose)
    if counted == "sets":
        return asked if number <= entry.part else dict.fromkeys(asked, 0)
    if not entry.part:
        return dict.fromkeys(asked, 0)
    part = entry.part if counted == "minutes" else int(entry.part)
    return {**asked, counted: part}


# --- the form check ----------------------------------------------------------------------------


def form_asked(
    lines: Sequence[Prescription], progress: Progress, left_undone: Sequence[str] = ()
) -> tuple[Prescription, ...]:
    """The exercises whose form is asked: those not asked for longest, then in the plan's order."""
    last: dict[str, date] = {}
    for day in progress.session_days:
        last |= {done.exercise_id: day.day for done in day.exercises if done.form is not None}
    can_be = [line for line in lines if line.exercise_id not in left_undone]
    longest = sorted(can_be, key=lambda line: last.get(line.exercise_id, date.min))
    return tuple(longest[:FORM_CHECKS])
