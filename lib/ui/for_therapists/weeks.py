"""The slider over an example's weeks, the days of a week, and playing them one after another.

While the weeks play, a part of the page asks the server for the next one every few seconds. Paused,
at the last week, and on every other page there is no such part, and nothing is asked for.
"""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from lib import replay
from lib.people import Person
from lib.phrases import counted
from lib.ui import blocks, example

A_WEEK_S = 3.0
"""Time to look at a week: our own choice."""
_PLAYS, _FRESH = "therapists_plays", "therapists_fresh"


def show(person: Person) -> None:
    """The slider with what plays it; nothing to move for somebody with one day only."""
    last = replay.weeks(person)
    if last == 0:
        return
    day = example.day_of(person)
    week = replay.week_of(person, day)
    if day >= person.as_of and st.session_state.get(_PLAYS):
        st.session_state[_PLAYS] = False  # the log ends here
    with blocks.card(key="weeks"):
        _slider(person, week, last)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            _days(person, week, day)
            st.toggle("Play the weeks", key=_PLAYS, on_change=_pressed, args=(person,))


def _slider(person: Person, week: int, last: int) -> None:
    key = f"therapists_week_{person.id}"
    st.session_state[key] = week
    st.select_slider(
        "Time that has passed",
        range(last + 1),
        format_func=_after,
        key=key,
        on_change=_to_week,
        args=(person, key),
    )


def _after(week: int) -> str:
    return "First day" if week == 0 else counted(week, "week")


def _to_week(person: Person, key: str) -> None:
    example.look_at(person.id, replay.day_after(person, st.session_state[key]))


def _days(person: Person, week: int, day: date) -> None:
    """The days of the week, each to be looked at."""
    if week == 0:
        return
    after = replay.day_after(person, week - 1)
    days = [
        after + timedelta(days=n + 1) for n in range((replay.day_after(person, week) - after).days)
    ]
    key = f"therapists_day_{person.id}_{week}"
    st.session_state[key] = day
    st.pills(
        "Day",
        days,
        format_func=lambda one: f"{one:%a} {one.day}",
        required=True,
        wrap=True,
        key=key,
        on_change=_to_day,
        args=(person, key),
    )


def _to_day(person: Person, key: str) -> None:
    example.look_at(person.id, st.session_state[key])


# --- playing -----------------------------------------------------------------------------------


def _pressed(person: Person) -> None:
    """Begins anew where the log has ended."""
    if st.session_state.get(_PLAYS) and example.day_of(person) >= person.as_of:
        example.look_at(person.id, replay.first_day(person))


def play(person: Person) -> None:
    """While the weeks play: the part that moves on. Last on the page, so that all of it is there."""
    if st.session_state.get(_PLAYS):
        st.session_state[_FRESH] = True
        _next_week(person)


@st.fragment(run_every=A_WEEK_S)
def _next_week(person: Person) -> None:
    """Waits through the run of the page that has just begun to show a week, then moves on."""
    if st.session_state.pop(_FRESH, False):
        return
    week = replay.week_of(person, example.day_of(person))
    example.look_at(person.id, replay.day_after(person, week + 1))
    st.rerun()
