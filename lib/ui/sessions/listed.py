"""The list of sessions: a short row each, Edit and Delete, and the last deleted one to bring back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from lib.journal import NotSaved
from lib.model import Decision, Knowledge
from lib.ui import blocks, here, screens
from lib.ui.sessions import history, state
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
        turn(number, pages, len(frames["sessions"]), history.ON_A_PAGE, _go)


def card(logged: Logged, decision: Decision, known: Knowledge) -> None:
    """One session, with Edit and Delete where it is one's own."""
    with blocks.card(key=f"session_{logged.id}"):
        _row(logged, decision, known)


def effects(says: Sequence[str]) -> None:
    """What a change does, in sentences."""
    st.markdown("\n".join(f"- {one}" for one in says))


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
    id = logged.id
    with buttons, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        st.button(
            "Edit",
            key=f"edit_{id}",
            type="tertiary",
            icon=":material/edit:",
            on_click=state.correct,
            args=(id,),
        )
        st.button(
            "Delete",
            key=f"delete_{id}",
            type="tertiary",
            icon=":material/delete:",
            on_click=state.ask,
            args=(id,),
        )
    if state.asked() == id:
        _sure(id)


def _sure(id: str) -> None:
    """What deleting does, and then the question."""
    with st.container(key="sure", border=True):
        try:
            says = state.of_deleting(id)
        except NotSaved as error:
            st.markdown(str(error))
            return
        st.markdown("**Delete this session?** What that does:")
        effects(says)
        with st.container(horizontal=True, gap="small"):
            st.button("Delete it", key="sure_yes", on_click=state.delete, args=(id, says))
            st.button("Keep it", key="sure_no", type="tertiary", on_click=state.ask, args=(None,))


def bring_back() -> None:
    """The session that was deleted last, with the way back."""
    taken = state.taken()
    if taken is None or not here.is_own():
        return
    with (
        blocks.card(key="taken"),
        st.container(horizontal=True, vertical_alignment="center", gap="medium"),
    ):
        st.markdown(":material/check: The session is deleted.", width="content")
        st.button(
            "Bring it back", key="bring_back", on_click=state.bring_back, args=(taken.session_id,)
        )


def turn(number: int, pages: int, count: int, on_a_page: int, go: Callable[[int], None]) -> None:
    """The ways to newer and older pages of a list."""
    first = number * on_a_page + 1
    last = min(first + on_a_page - 1, count)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="pages"):
        st.button("Newer", key="newer", disabled=number == 0, on_click=go, args=(number - 1,))
        st.caption(f"{first} to {last} of {count}", width="content")
        is_last = number == pages - 1
        st.button("Older", key="older", disabled=is_last, on_click=go, args=(number + 1,))


def _go(number: int) -> None:
    st.session_state[_PAGE] = number
    state.ask(None)
