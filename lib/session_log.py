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

from lib.model import Dose, Plan, Prescription, Progress, Row, Surface, Value

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


# --- a saved session again ---------------------------------------------------------------------

MEASURES = ("reps", "hold_s", "minutes", "distance_m", "load_kg")


def line_of(rows: Sequence[Row], surface: Surface | None = None) -> Prescription:
    """What was prescribed, from the saved sets of one exercise in one session."""
    asked = [_asked_in(row) for row in _one_a_set(rows)]
    first = asked[0]
    reps = tuple(int(one["reps"]) for one in asked if "reps" in one)
    return Prescription(
        exercise_id=str(rows[0]["exercise_id"]),
        slot_id="",
        level=int(rows[0].get("level") or 1),  # type: ignore[arg-type]
        dose=Dose(
            sets=len(asked),
            reps=None if not reps else reps if len(set(reps)) > 1 else reps[0],
            hold_s=_whole(first.get("hold_s")),
            minutes=first.get("minutes"),
            distance_m=_whole(first.get("distance_m")),
            load_kg=first.get("load_kg"),
            each_side=any(row.get("side") != "both" for row in rows),
        ),
        days_per_week=0,
        surface=surface,
        limits=(),
        why=(),
    )


def entry_of(rows: Sequence[Row]) -> Entry:
    """What was typed about an exercise, from its saved sets, as near as the form can say it."""
    dose = line_of(rows).dose
    form = next((str(row["form"]) for row in rows if row.get("form") is not None), None)
    part = _part_of(dose, rows)
    if any(row.get("stopped") == "pain" for row in rows):
        hurt = [int(row["pain_0_10"]) for row in rows if row.get("pain_0_10") is not None]  # type: ignore[arg-type]
        return Entry("hurt", part, max(hurt, default=None), form)
    if all(_is_complete(row) for row in rows):
        return Entry("all", form=form)
    done = [row[f"{name}_done"] for row in rows for name in MEASURES if _has(row, f"{name}_done")]
    if done and not any(done):
        return Entry("none", form=form)
    return Entry("less", part, form=form)


def corrected(rows: Sequence[Row], entry: Entry) -> tuple[Row, ...]:
    """The same sets with what was done as it is now said. What was prescribed stays."""
    dose = line_of(rows).dose
    numbers = sorted({_number_of(row) for row in rows})
    ended_in = _ended_in(dose, entry)
    found = []
    for row in rows:
        number = numbers.index(_number_of(row)) + 1
        asked = _asked_in(row)
        done = _done(dose, entry, number, asked)
        here = number == ended_in
        changed: dict[str, Value | None] = {
            **{name: row[name] for name in ("exercise_id", "set_no", "side")},
            **{f"{name}_done": done.get(name) for name in asked},
            "pain_0_10": entry.pain_0_10 if here else None,
            "form": entry.form,
            "stopped": "pain" if here else "none" if entry.outcome == "all" else None,
        }
        found.append(changed)
    return tuple(found)


def _one_a_set(rows: Sequence[Row]) -> list[Row]:
    sets = {_number_of(row): row for row in reversed(rows)}
    return [sets[number] for number in sorted(sets)]


def _number_of(row: Row) -> int:
    return int(row["set_no"])  # type: ignore[arg-type]


def _asked_in(row: Row) -> dict[str, int | float]:
    asked = {
        name: row[f"{name}_prescribed"] for name in MEASURES if _has(row, f"{name}_prescribed")
    }
    return {name: value for name, value in asked.items() if isinstance(value, int | float)}


def _part_of(dose: Dose, rows: Sequence[Row]) -> float | None:
    """How much was done, in the dose's unit; None when it was not said."""
    counted = unit(dose)
    if not any(_has(row, f"{name}_done") for row in rows for name in MEASURES):
        return None
    if counted == "sets":
        undone = {_number_of(row) for row in rows if not _is_complete(row)}
        return float(number_of_sets(dose) - len(undone))
    done = rows[0].get(f"{counted}_done")
    return float(done) if isinstance(done, int | float) else None


def _is_complete(row: Row) -> bool:
    """Whether each thing asked for in this set was reached; what is not said was not."""
    done = {name: row.get(f"{name}_done") for name in MEASURES}
    return all(
        isinstance(reached := done[name], int | float) and reached >= asked
        for name, asked in _asked_in(row).items()
    )


def _has(row: Row, name: str) -> bool:
    return row.get(name) is not None


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


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
