"""A guest's copy in the browser: off until one clear yes, shown for what it is, erased by one press."""

from __future__ import annotations

import streamlit as st

from lib import journal
from lib.model import InputError
from lib.ui import blocks, browser_store, here, modes
from lib.ui.browser_store import Memory, State, Write
from lib.ui.browser_store.memory import LONGEST
from lib.ui.modes import Mode

_JOIN = "my_data_join"

MEANS = """
- It stays in this browser, on this device. The server keeps nothing.
- Whoever uses this browser can see it. Do not do this on a shared computer.
- It is brought up to date each time you save something.
- The browser may clear it, for example with its history. An export is the safer copy.
"""
TROUBLE = {
    Write.STALE: "**Another window saved something newer in this browser.** So that nothing is "
    "lost, this window no longer changes the copy.",
    Write.FULL: "**The browser has no room for all of it.** What you entered last is not in the "
    "copy. Export a file instead.",
    Write.BLOCKED: "**The browser refused.** The copy in it was not changed. Export a file "
    "instead, or look at the browser's settings for this site.",
}


def keep_here() -> None:
    """The card of a guest's copy; nothing on one's own computer, where a folder holds it all."""
    if modes.current() is Mode.LOCAL:
        return
    _join()
    memory = browser_store.current()
    with blocks.card("A copy in this browser", key="keep"):
        _trouble(memory)
        if memory.state is State.UNAVAILABLE:
            _unavailable()
        elif memory.write is Write.PENDING:
            st.caption("Keeping a copy…")
        elif memory.keeps:
            _kept()
        elif memory.write is not Write.STALE:
            _offered()


def offer() -> None:
    """Where something is about to be done that would be missed: what a guest loses when, and how to
    keep it. Nothing once a copy is kept, or where none can be."""
    memory = browser_store.current()
    if modes.current() is Mode.LOCAL or memory.state is not State.EMPTY:
        return
    with st.container(key="keep_offer", gap="xxsmall"):
        if memory.write is Write.PENDING:
            st.caption("Keeping a copy…")
            return
        st.caption(
            "Your plan and your answers are only in this page: a reload loses them. A session under "
            "way stays in this tab until you close it."
        )
        with blocks.why("Keep a copy in this browser", key="keep_offer"):
            st.markdown(f"Nothing is kept unless you say so. If you do:\n{MEANS}")
            st.button("Keep a copy in this browser", key="keep_offer_yes", on_click=_keep)
        _trouble(memory)


def _trouble(memory: Memory) -> None:
    """Why the copy is not what is shown here, and what can be done."""
    too_large = memory.keeps and len(here.pack(here.own_store())) > LONGEST
    trouble = TROUBLE.get(memory.write) or (TROUBLE[Write.FULL] if too_large else "")
    if trouble:
        st.markdown(f":material/warning: {trouble}")
    if memory.write is Write.STALE:
        st.button(
            "Bring both together", type="primary", key="my_data_join_now", on_click=_ask_to_join
        )


def _unavailable() -> None:
    st.markdown(
        "This browser does not let the page keep anything, perhaps because the window is private "
        "or the settings forbid it. Export a file instead; it can be brought in again later."
    )


def _offered() -> None:
    st.markdown(f"Off. Nothing is kept unless you say so. If you do:\n{MEANS}")
    st.button("Keep a copy in this browser", key="my_data_keep", on_click=_keep)


def _kept() -> None:
    st.markdown(f"On. A copy is in this browser.\n{MEANS}")
    st.button("Erase the copy in this browser", key="my_data_forget", on_click=_forget)


def _keep() -> None:
    text = here.pack(here.own_store())
    if len(text) > LONGEST:
        here.tell("This is too much for a browser to keep. Export a file instead.", is_error=True)
        return
    browser_store.keep(text)


def _forget() -> None:
    browser_store.erase()


# --- two windows ---------------------------------------------------------------------------


def _ask_to_join() -> None:
    st.session_state[_JOIN] = True
    browser_store.look_again()


def _join() -> None:
    """Once the browser has told what it holds: adds what is new in it, and keeps both."""
    memory = browser_store.current()
    if memory.state is State.LOOKING or not st.session_state.pop(_JOIN, False):
        return
    if memory.state is not State.FOUND:
        return
    there = journal.MemoryStore(questions=here.known().question_kinds)
    try:
        here.unpack(memory.text or "", there)
        incoming = journal.preview(here.own_store(), journal.export(there))
    except InputError as error:
        here.tell(f"The copy in this browser could not be read. {error}", is_error=True)
        st.rerun()
    if here.saved(lambda store: journal.add(store, incoming)):
        here.tell("Done. Both windows' rows are here, and in the copy.")
    st.rerun()
