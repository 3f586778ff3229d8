"""What both lists share: Edit and Delete, the question before deleting, bringing back, turning pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from lib.journal import NotSaved
from lib.ui import blocks


def edit_and_delete(id: str, edit: Callable[..., None], delete: Callable[..., None]) -> None:
    """The two buttons of a row; each is called with its id."""
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        for label, key, icon, act in (
            ("Edit", "edit", ":material/edit:", edit),
            ("Delete", "delete", ":material/delete:", delete),
        ):
            st.button(
                label, key=f"{key}_{id}", type="tertiary", icon=icon, on_click=act, args=(id,)
            )


def effects(says: Sequence[str]) -> None:
    """What a change does, in sentences."""
    st.markdown("\n".join(f"- {one}" for one in says))


def sure(
    what: str,
    of_deleting: Callable[[], tuple[str, ...]],
    delete: Callable[[tuple[str, ...]], None],
    keep: Callable[[], None],
) -> None:
    """What deleting does, and then the question; `delete` gets the sentences that were shown."""
    with st.container(key="sure", border=True):
        try:
            says = of_deleting()
        except NotSaved as error:
            st.markdown(str(error))
            return
        st.markdown(f"**Delete this {what}?** What that does:")
        effects(says)
        with st.container(horizontal=True, gap="small"):
            st.button("Delete it", key="sure_yes", on_click=delete, args=(says,))
            st.button("Keep it", key="sure_no", type="tertiary", on_click=keep)


def taken(what: str, key: str, bring_back: Callable[[], None]) -> None:
    """That one is deleted, with the way back."""
    with (
        blocks.card(key="taken"),
        st.container(horizontal=True, vertical_alignment="center", gap="medium"),
    ):
        st.markdown(f":material/check: The {what} is deleted.", width="content")
        st.button("Bring it back", key=key, on_click=bring_back)


def turn(number: int, pages: int, count: int, on_a_page: int, go: Callable[[int], None]) -> None:
    """The ways to newer and older pages of a list."""
    first = number * on_a_page + 1
    last = min(first + on_a_page - 1, count)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="pages"):
        st.button("Newer", key="newer", disabled=number == 0, on_click=go, args=(number - 1,))
        st.caption(f"{first} to {last} of {count}", width="content")
        is_last = number == pages - 1
        st.button("Older", key="older", disabled=is_last, on_click=go, args=(number + 1,))
