"""An example person put back to an earlier day sees what was there by then, and nothing later."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

from lib import decide, people, replay
from lib.model import Clearance, InputError
from tests.given import shipped

PEOPLE = people.load(people.FOLDER, shipped())
EACH = pytest.mark.parametrize("id", PEOPLE)
DATES = {
    "answers": "answers_date",
    "sessions": "session_date",
    "checkins": "checkin_date",
    "overrides": "override_date",
    "tests": "tested_date",
}


@cache
def lived(id: str) -> people.Lived:
    return people.live(PEOPLE[id], shipped())


def days(id: str) -> list[date]:
    return [replay.day_after(PEOPLE[id], week) for week in range(replay.weeks(PEOPLE[id]) + 1)]


@cache
def shown_on(id: str, day: date) -> people.Lived:
    return replay.until(lived(id), day, shipped())


@EACH
def test_a_week_is_what_somebody_sees_who_has_lived_no_longer(id: str) -> None:
    ends = days(id)
    for day in sorted({ends[0], ends[len(ends) // 2], ends[-1]}):
        shown = shown_on(id, day)

        alone = people.live(PEOPLE[id], shipped(), day)  # the days after it have not happened
        assert shown.decision == alone.decision
        assert shown.rows == alone.rows
        for table, frame in alone.frames.items():
            pd.testing.assert_frame_equal(shown.frames[table], frame)


@EACH
def test_what_happens_later_changes_nothing_that_is_shown(id: str) -> None:
    person = PEOPLE[id]
    day = replay.day_after(person, replay.weeks(person) // 2)
    now = lived(id)
    worse = {table: frame.copy() for table, frame in now.frames.items()}
    for table, column in DATES.items():
        later = worse[table][column] > pd.Timestamp(day)
        for pain in [c for c in worse[table].columns if c.endswith("_0_10")]:
            worse[table].loc[later, pain] = 10
    of_later = worse["sets"]["session_id"].isin(
        worse["sessions"].loc[worse["sessions"]["session_date"] > pd.Timestamp(day), "session_id"]
    )
    worse["sets"].loc[of_later, "pain_0_10"] = 10
    rows = tuple(
        row
        if row.day <= day
        else decide.AnswersRow(row.answered_at, row.day, {**row.raw, "rf_ces_saddle": True})
        for row in now.rows
    )
    other = people.Lived(id, rows, worse, (), now.today, now.decision)

    assert replay.until(other, day, shipped()).decision == shown_on(id, day).decision


@EACH
def test_no_row_of_a_week_is_dated_later_than_its_day(id: str) -> None:
    for day in days(id):
        shown = shown_on(id, day)
        frames = shown.frames

        for table, column in DATES.items():
            assert not (frames[table][column] > pd.Timestamp(day)).any()
        assert set(frames["sets"]["session_id"]) <= set(frames["sessions"]["session_id"])
        assert all(row.day <= day for row in shown.rows)
        assert shown.decision.today == shown.today == day


@EACH
def test_the_last_week_is_the_whole_log(id: str) -> None:
    person = PEOPLE[id]

    assert days(id)[0] == person.check_ins[0].day
    assert days(id)[-1] == person.as_of
    assert shown_on(id, person.as_of).decision == lived(id).decision


@EACH
def test_every_day_lies_in_the_week_that_ends_with_it_or_later(id: str) -> None:
    person = PEOPLE[id]
    day = replay.first_day(person)
    while day <= person.as_of:
        week = replay.week_of(person, day)
        assert day <= replay.day_after(person, week)
        assert week == 0 or replay.day_after(person, week - 1) < day
        day += timedelta(days=1)


def test_the_decisions_of_a_week_are_those_after_the_week_before() -> None:
    person = PEOPLE["acute_irritable"]
    decision = lived("acute_irritable").decision
    ends = days("acute_irritable")

    by_week = [
        replay.made_in(shown_on(person.id, end).decision, before) for before, end in pairwise(ends)
    ]

    together = [one for made in by_week for one in reversed(made)]
    assert together == [one for one in decision.course.decisions if one.day > ends[0]]


# --- other answers --------------------------------------------------------------------------


@EACH
def test_the_same_answers_on_the_first_day_make_the_same_plan(id: str) -> None:
    first = replay.until(lived(id), days(id)[0], shipped())

    again = replay.with_answers(first, first.rows[-1].raw, shipped())

    assert len(again.rows) == 1
    assert again.decision.clearance is first.decision.clearance
    assert again.decision.plan == first.decision.plan


def test_one_other_answer_changes_the_plan_and_keeps_the_log() -> None:
    now = replay.until(lived("bending_hurts"), days("bending_hurts")[2], shipped())
    raw = {**now.rows[-1].raw, "worse_with": ["arching"], "eases_with": "bending"}

    other = replay.with_answers(now, raw, shipped())

    before = {line.exercise_id for line in now.decision.plan.lines}
    assert {line.exercise_id for line in other.decision.plan.lines} != before
    assert other.decision.progress == now.decision.progress
    assert len(other.rows) == len(now.rows) + 1
    assert list(other.frames["answers"]["worse_with"])[-1] == ("arching",)
    pd.testing.assert_frame_equal(other.frames["sessions"], now.frames["sessions"])


def test_an_emergency_sign_takes_the_plan_away_and_nonsense_is_an_error() -> None:
    now = lived("desk_worker")
    raw = dict(now.rows[-1].raw)

    stopped = replay.with_answers(now, {**raw, "rf_ces_saddle": True}, shipped())

    assert stopped.decision.clearance is Clearance.EMERGENCY
    assert stopped.decision.plan is None
    with pytest.raises(InputError):
        replay.with_answers(now, {**raw, "pain_now_0_10": 11}, shipped())
    assert now.rows[-1].raw == raw
