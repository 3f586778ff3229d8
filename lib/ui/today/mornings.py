"""What the journal says about the mornings after session days; saving one, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
import streamlit as st

from lib import journal
from lib.journal import Store
from lib.model import Decision, Knowledge, Row, SessionDay
from lib.ui import clock, here

KIND = "next_morning"
_TROUBLE = "morning_trouble"


@dataclass(frozen=True, slots=True)
class Answer:
    """One morning as answered; `at` is when. Without pain it is not remembered."""

    id: str
    day: date
    at: datetime
    pain_0_10: int | None


def answers(since: date) -> dict[date, Answer]:
    """The answer that counts for each morning: the last one that says how much it hurt.

    Of mornings from `since` on, and of what has been answered since then.
    """
    frame = here.log().frames["checkins"]
    of_then = frame["checkin_date"] >= pd.Timestamp(since)
    given_then = frame["checkin_at"] >= pd.Timestamp(since, tz="UTC")
    recent = frame[(frame["kind"] == KIND) & (of_then | given_then)]
    found = [_answer(row) for row in journal.rows(recent)]
    found.sort(key=lambda answer: (answer.pain_0_10 is not None, answer.at))
    return {answer.day: answer for answer in found}


def _answer(row: Row) -> Answer:
    id, day, at = row["checkin_id"], row["checkin_date"], row["checkin_at"]
    pain = row.get("pain_now_0_10")
    assert isinstance(id, str)
    assert isinstance(day, date)
    assert isinstance(at, datetime)
    assert pain is None or isinstance(pain, int)
    return Answer(id, day, at, pain)


def of_today() -> tuple[Answer, ...]:
    """What has been answered today, oldest morning first."""
    now = clock.now()
    recent = answers(_earliest(now, here.known())).values()
    given = [a for a in recent if a.at.astimezone(now.tzinfo).date() == now.date()]
    return tuple(sorted(given, key=lambda answer: answer.day))


def still_open(decision: Decision) -> tuple[date, ...]:
    """The mornings that can still be answered, newest first."""
    now, known = here.now(), here.known()
    answered = answers(_earliest(now, known))
    return waiting(decision.progress.session_days, answered.keys(), now, known)


def waiting(
    session_days: Sequence[SessionDay], answered: Collection[date], now: datetime, known: Knowledge
) -> tuple[date, ...]:
    """The mornings after these days that wait for an answer at that moment, newest first.

    From when the night lies between, and for a few days more: we do not rely on memory further
    back. `answered` are those with an answer, "I do not remember" among them.
    """
    earliest = _earliest(now, known)
    rest = timedelta(hours=known.whole("morning_rest_h"))
    open_ = {
        morning
        for done in session_days
        if earliest <= (morning := done.day + timedelta(days=1)) <= now.date()
        and now - done.last_at >= rest
    }
    return tuple(sorted(open_ - set(answered), reverse=True))


def _earliest(now: datetime, known: Knowledge) -> date:
    return now.date() - timedelta(days=known.whole("morning_asked_back_days"))


def save(day: date, pain_0_10: int | None) -> None:
    """Saves the answer for that morning, over the one there is; None: not remembered."""
    if not here.is_own():
        return

    def write(store: Store) -> None:
        there = answers(day).get(day)
        row: Row = {
            "checkin_id": there.id if there else f"c{day:%Y%m%d}-morning",
            "checkin_at": clock.now(),
            "checkin_date": day,
            "kind": KIND,
            "pain_now_0_10": pain_0_10,
        }
        journal.put(store, "checkins", row)

    _note(day, here.attempt(write))


def take_back(answer: Answer) -> None:
    """Removes an answer, so that its morning is open again."""
    if here.is_own():
        _note(answer.day, here.attempt(lambda store: store.delete("checkins", answer.id)))


def trouble(day: date) -> str:
    """Why the last answer for that morning, or taking it back, is not saved; empty when it is."""
    noted: tuple[date, str] | None = st.session_state.get(_TROUBLE)
    return noted[1] if noted is not None and noted[0] == day else ""


def _note(day: date, problem: str) -> None:
    st.session_state[_TROUBLE] = (day, problem)
