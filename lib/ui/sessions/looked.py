"""The day of the log that somebody came to look at, from a decision that used it."""

from __future__ import annotations

from datetime import date

import streamlit as st

_DAY = "sessions_looked"


def at() -> date | None:
    """The day that is open; None for the whole list."""
    day: date | None = st.session_state.get(_DAY)
    return day


def look_at(day: date | None) -> None:
    """Opens a day; None goes back to the list."""
    st.session_state[_DAY] = day
