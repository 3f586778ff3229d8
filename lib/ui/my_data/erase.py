"""Everything deleted: said plainly, in two steps, for good."""

from __future__ import annotations

import streamlit as st

from lib.journal import Journal, NotSaved
from lib.ui import blocks, browser_store, here, modes
from lib.ui.modes import Mode
from lib.ui.my_data.whereabouts import is_empty

_SURE = "my_data_sure"
_STAYS = ("browser_store", "told", "restored")
"""What outlives the deletion: that the browser has to forget it too, and what is said about it."""


def delete_everything(log: Journal | None) -> None:
    """Deletes the person's own journal; `log` is None when it cannot be read."""
    guest = modes.current() is Mode.GUEST
    with blocks.card("Delete everything", key="erase"):
        if _nothing_there(log):
            st.markdown("There is nothing to delete.")
            return
        st.markdown(_what_goes(guest))
        sure = st.checkbox("Yes, delete it for good", key=_SURE)
        st.button("Delete everything", key="my_data_erase", disabled=not sure, on_click=_erase)


def _nothing_there(log: Journal | None) -> bool:
    return (
        log is not None and is_empty(log) and not here.draft() and not browser_store.current().keeps
    )


def _what_goes(guest: bool) -> str:
    what = "All check-ins, sessions, answers, a half-done check-in and a session under way"
    if guest:
        where = "here and in this browser's copy"
    else:
        where = "in the folder on this computer. Other files in that folder stay"
    return (
        f"{what}, {where}. Files you have exported stay where you put them. "
        "**It cannot be undone.**"
    )


def _erase() -> None:
    try:
        here.own_store().erase_all()
    except NotSaved as error:
        here.tell(str(error), is_error=True)
        return
    browser_store.forget()
    for key in [str(key) for key in st.session_state]:
        if not key.startswith(_STAYS):  # answers typed on other pages, and what was worked out
            del st.session_state[key]
    here.tell("Everything is deleted.")
