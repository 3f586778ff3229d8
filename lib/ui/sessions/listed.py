"""The list of sessions: a short row each, Edit and Delete, and the last deleted one to bring back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lib.model import Decision, Knowledge
from lib.ui import blocks, here, screens
from lib.ui.sessions import history, rows, state
from lib.ui.sessions.history import Logged

_PAGE = "sessions_page"


def show(decision: Decision, known: Knowledge) -> None:
    """One page of the list, and the ways to the others."""
    bring_back()
    frames = here.log().frames
    pages = history.pages(frames)
    if not pages:
        _empty()
        return
    number = min(st.session_state.get(_PAGE, 0), pages - 1)
    for logged in history.page(frames, number):
        card(logged, decision, known)
    if pages > 1:
        rows.turn(number, pages, len(frames["sessions"]), history.ON_A_PAGE, _go)


def card(logged: Logged, decision: Decision, known: Knowledge) -> None:
    """One session, with Edit and Delete where it is one's own."""
    with blocks.card(key=f"session_{logged.id}"):
        _row(logged, decision, known)


def _empty() -> None:
    blocks.empty_state(
        "Each session you log will be here, newest first, to look at, correct or delete.",
        key="no_sessions",
        title="No session logged yet",
        button="Go to Today",
        to=screens.TODAY,
    )


def _row(logged: Logged, decision: Decision, known: Knowledge) -> None:
    what, how, buttons = st.columns([9, 8, 4], gap="small")
    with what:
        st.markdown(
            f"**{history.heading(logged, decision.today)}**  \n{history.did(logged, known)}"
        )
    with how:
        st.markdown(history.felt(logged))
    if not here.is_own():
        return
    with buttons:
        rows.edit_and_delete(logged.id, state.correct, state.ask)
    if state.asked() == logged.id:
        rows.sure(
            "session",
            partial(state.of_deleting, logged.id),
            partial(state.delete, logged.id),
            partial(state.ask, None),
        )


def bring_back() -> None:
    """The session that was deleted last, with the way back."""
    taken = state.taken()
    if taken is not None and here.is_own():
        rows.taken("session", "bring_back", partial(state.bring_back, taken.session_id))


def _go(number: int) -> None:
    st.session_state[_PAGE] = number
    state.ask(None)
