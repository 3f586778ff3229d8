"""Puts an example person back to an earlier day, or on with other answers. Pure.

weeks         how many weeks of log there are to move through, and the day each ends with
until         the journal as it was on that day, decided anew from it: nothing later is known
with_answers  the same journal, with a check-in of that day by somebody who answers otherwise
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

import pandas as pd

from lib import decide, people
from lib.decide import AnswersRow
from lib.model import DayDecision, Decision, Knowledge
from lib.people import Lived, Person

_WEEK = 7
_DAY_OF = {
    "answers": "answers_date",
    "sessions": "session_date",
    "checkins": "checkin_date",
    "overrides": "override_date",
    "tests": "tested_date",
}
"""Table to the column of its day. Sets have none: they go with their session."""


# --- weeks ----------------------------------------------------------------------------------


def first_day(person: Person) -> date:
    """The day of the first check-in."""
    return person.check_ins[0].day


def weeks(person: Person) -> int:
    """Weeks of log, a begun one counted whole; 0 for somebody with one day only."""
    return week_of(person, person.as_of)


def day_after(person: Person, week: int) -> date:
    """The day on which so many weeks are over; the first day for 0, at the latest `as_of`."""
    return min(first_day(person) + timedelta(days=week * _WEEK), person.as_of)


def week_of(person: Person, day: date) -> int:
    """The week that ends with this day or later; 0 is the first day alone."""
    return -(-(day - first_day(person)).days // _WEEK)


def made_in(decision: Decision, after: date) -> tuple[DayDecision, ...]:
    """What was decided since that day, newest first."""
    made = decision.course.decisions if decision.course is not None else ()
    return tuple(one for one in reversed(made) if one.day > after)


# --- back, and otherwise --------------------------------------------------------------------------


def until(lived: Lived, day: date, knowledge: Knowledge) -> Lived:
    """The example at the end of that day, from the rows up to it and no others."""
    rows = tuple(row for row in lived.rows if row.day <= day)
    frames = _until(lived.frames, day)
    decision = decide.decide(rows, frames, (), knowledge, day)
    return Lived(lived.person_id, rows, frames, (), day, decision)


def _until(frames: Mapping[str, pd.DataFrame], day: date) -> Mapping[str, pd.DataFrame]:
    limit = pd.Timestamp(day)
    found = {
        table: frames[table][frames[table][column] <= limit].reset_index(drop=True)
        for table, column in _DAY_OF.items()
    }
    is_there = frames["sets"]["session_id"].isin(found["sessions"]["session_id"])
    found["sets"] = frames["sets"][is_there].reset_index(drop=True)
    return MappingProxyType({table: found[table] for table in frames})


def with_answers(lived: Lived, raw: Mapping[str, Any], knowledge: Knowledge) -> Lived:
    """The example with these answers on its day; what was logged before stays.

    They take the place of a check-in of the same day, and follow an earlier one as a new check-in
    would. InputError when an answer cannot be used.
    """
    noon = datetime.combine(lived.today, time(12), UTC)
    before = tuple(row for row in lived.rows if row.day < lived.today)
    rows = (*before, AnswersRow(noon, lived.today, dict(raw)))
    frames = MappingProxyType({**lived.frames, "answers": people.answers_frame(rows, knowledge)})
    decision = decide.decide(rows, frames, (), knowledge, lived.today)
    return replace(lived, rows=rows, frames=frames, decision=decision)
