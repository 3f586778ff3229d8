"""A saved session as the form of Log a session shows it, and what differs once it was changed.

Only what was changed is written. What the form cannot show (sets done differently, say) stays as
it is in the file as long as nobody touches that exercise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from lib import session_log
from lib.model import Decision, Knowledge, Phase, Plan, Row, Surface, Value
from lib.ui.log import fields, saving
from lib.ui.log.shown import Shown
from lib.ui.sessions.history import Logged

COLUMNS: Mapping[str, str] = {
    "before": "pain_before_0_10",
    "most": "pain_most_0_10",
    "after": "pain_after_0_10",
    "kind": "pain_kind",
    "effort": "effort_0_10",
    "minutes": "minutes",
    "note": "note",
}
"""Field of the form → column of the journal."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A saved session: `first` is what the form begins with, `what` what it is drawn from."""

    logged: Logged
    what: Shown
    first: Mapping[str, Any]
    unknown: tuple[str, ...]
    """Exercises that are no longer in the library: their sets stay as they are."""


def of(logged: Logged, decision: Decision, known: Knowledge) -> Stored:
    """The session with everything the form needs."""
    in_library = {id: rows for id, rows in logged.sets.items() if id in known.exercises}
    lines = tuple(
        session_log.line_of(rows, _surface(id, rows[0].get("surface"), known))
        for id, rows in in_library.items()
    )
    entries = {id: session_log.entry_of(rows) for id, rows in in_library.items()}
    row = logged.row
    plan = Plan(
        id=str(row.get("plan_id", "")),
        phase=_phase(row.get("phase"), decision),
        comfort=False,
        days_per_week=0,
        times_per_day=1,
        minutes=0,
        lines=lines,
        empty=(),
        rules_version=str(row.get("rules_version", "")),
    )
    before = tuple(day for day in decision.progress.session_days if day.day < logged.day)
    then = replace(decision, progress=replace(decision.progress, session_days=before))
    what = Shown(
        then,
        logged.day,
        plan,
        lines,
        frozenset(),
        is_saved=True,
        form_of=tuple(id for id, entry in entries.items() if entry.form is not None),
    )
    first: dict[str, Any] = {name: row.get(column) for name, column in COLUMNS.items()}
    first |= {"date": logged.day, "minutes": _minutes(row.get("minutes"))}
    for id, entry in entries.items():
        part = None if entry.part is None else int(entry.part)
        if part is not None and session_log.unit(_dose(lines, id)) == "sets":
            first[f"part_{id}"] = str(part)  # chosen among words there, typed elsewhere
        else:
            first[f"part_{id}"] = part
        first |= {f"done_{id}": entry.outcome, f"pain_{id}": entry.pain_0_10}
        first[f"form_{id}"] = entry.form
    return Stored(logged, what, first, tuple(id for id in logged.sets if id not in in_library))


def _dose(lines: tuple[Any, ...], id: str) -> Any:
    return next(line.dose for line in lines if line.exercise_id == id)


def _surface(id: str, surface: Value | None, known: Knowledge) -> Surface | None:
    return next((one for one in known.exercises[id].surfaces if one.id == surface), None)


def _phase(id: Value | None, decision: Decision) -> Phase:
    """The phase shown that day; today's where the row does not say."""
    found = next((phase for phase in Phase if phase.id == id), None)
    if found is None:
        found = decision.course.phase if decision.course is not None else Phase.EASE
    return found


def _minutes(value: Value | None) -> int | None:
    """Whole minutes, where the form can show them."""
    if not isinstance(value, int | float):
        return None
    minutes = round(value)
    return minutes if 1 <= minutes <= fields.MINUTES_AT_MOST else None


# --- what was changed ------------------------------------------------------------------------------


def problem(stored: Stored, values: Mapping[str, Any], today: date, first_day: date) -> str:
    """Why this cannot be saved; empty when it can. What was never said need not be said now."""
    day = values.get("date")
    if day is None:
        return "Please say which day it was."
    if day != stored.logged.day and day > today:
        return "That day is still to come. Please choose the day on which it was done."
    if day != stored.logged.day and day < first_day:
        return (
            f"Your plan began on {first_day.day} {first_day:%B %Y}. A session cannot be moved to "
            "a day before that."
        )
    return saving.found_problem(values, stored.what, stored.first)


def changes(
    stored: Stored, values: Mapping[str, Any], now: datetime
) -> tuple[dict[str, Value | None], tuple[Row, ...]]:
    """The cells of the session that differ, and the sets of the exercises that do."""
    cells: dict[str, Value | None] = {}
    for name, column in COLUMNS.items():
        typed = values.get(name)
        if typed == "":
            typed = None
        if typed != stored.first.get(name):
            cells[column] = float(typed) if name == "minutes" and typed is not None else typed
    day = values.get("date")
    if isinstance(day, date) and day != stored.logged.day:
        cells |= {"session_date": day, "started_at": _moved(stored, day, now)}
    return cells, _sets(stored, values)


def _moved(stored: Stored, day: date, now: datetime) -> datetime:
    """The same time on another day, never later than now: a check-in after it must stay after it."""
    at = stored.logged.row["started_at"]
    assert isinstance(at, datetime)
    return min(at + timedelta(days=(day - stored.logged.day).days), now)


def _sets(stored: Stored, values: Mapping[str, Any]) -> tuple[Row, ...]:
    was = dict(_entries(stored, stored.first))
    found: list[Row] = []
    for id, entry in _entries(stored, values):
        if entry != was[id]:
            found += session_log.corrected(stored.logged.sets[id], entry)
    return tuple(found)


def _entries(stored: Stored, values: Mapping[str, Any]) -> list[tuple[str, session_log.Entry]]:
    return [(line.exercise_id, entry) for line, entry in saving.entries(values, stored.what)]
