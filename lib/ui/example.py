"""Which example person is on show, on which day and with which answers: for this session only.

Nothing of it is ever stored: it stands in the session beside one's own journal, under other names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from lib import knowledge, people, replay
from lib.model import Knowledge
from lib.people import Lived, Person

_WHO, _DAY, _ANSWERS, _MADE = "example", "example_day", "example_answers", "example_made"


@st.cache_resource(show_spinner=False)
def everyone(version: str, _known: Knowledge) -> Mapping[str, Person]:
    """The example people by id; the same for every visitor."""
    return people.load(knowledge.DATA / "people", _known)


@st.cache_resource(show_spinner="Making the example …", max_entries=20)
def _whole(id: str, version: str, _known: Knowledge) -> Lived:
    return people.live(everyone(version, _known)[id], _known)


@st.cache_resource(show_spinner=False, max_entries=200)
def _until(id: str, day: date, version: str, _known: Knowledge) -> Lived:
    return replay.until(_whole(id, version, _known), day, _known)


# --- what is chosen -------------------------------------------------------------------------------


def chosen() -> str | None:
    """The id of the person who is on show; None while it is about oneself."""
    id: str | None = st.session_state.get(_WHO)
    return id


def look_at(id: str | None, day: date | None = None) -> None:
    """Shows that person, as on that day or at the end of the log; None leaves the example."""
    for key in (_DAY, _ANSWERS, _MADE):
        st.session_state[key] = None
    st.session_state[_WHO] = id
    if day is not None:
        st.session_state[_DAY] = day


def day_of(person: Person) -> date:
    """The day that is "today" wherever the person is shown."""
    day: date | None = st.session_state.get(_DAY)
    first = replay.first_day(person)
    return person.as_of if day is None else min(max(day, first), person.as_of)


# --- other answers ------------------------------------------------------------------------------------


def answers() -> Mapping[str, Any] | None:
    """The answers that were changed for this example; None while they are the person's own."""
    found: Mapping[str, Any] | None = st.session_state.get(_ANSWERS)
    return found


def answer(raw: Mapping[str, Any] | None) -> None:
    """Goes on with these answers; None goes back to the person's own."""
    st.session_state[_ANSWERS] = None if raw is None else dict(raw)


# --- what follows ---------------------------------------------------------------------------------------


def last_answers(person: Person, known: Knowledge) -> Mapping[str, Any]:
    """The answers that are in force: the changed ones, or those of the latest check-in."""
    raw = answers()
    return own(person, known).rows[-1].raw if raw is None else raw


def own(person: Person, known: Knowledge) -> Lived:
    """The person on the day that is shown, with the answers of the file."""
    day = day_of(person)
    if day == person.as_of:
        return _whole(person.id, known.rules_version, known)
    return _until(person.id, day, known.rules_version, known)


def is_changed(person: Person, known: Knowledge) -> bool:
    """Whether an answer is not the person's own."""
    raw = answers()
    return raw is not None and raw != own(person, known).rows[-1].raw


def shown(person: Person, known: Knowledge) -> Lived:
    """The same with the changed answers, where there are any; InputError when they do not fit."""
    lived, raw = own(person, known), answers()
    if raw is None or not is_changed(person, known):
        return lived
    key = (person.id, lived.today, known.rules_version, dict(raw))
    kept: tuple[Any, Lived] | None = st.session_state.get(_MADE)
    if kept is None or kept[0] != key:
        kept = (key, replay.with_answers(lived, raw, known))
        st.session_state[_MADE] = kept
    return kept[1]
