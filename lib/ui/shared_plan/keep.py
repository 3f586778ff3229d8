"""The way from a link to a plan of one's own: asked first, saved as the check-in it was."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lib import dates
from lib.decide import AnswersRow
from lib.model import Decision
from lib.ui import blocks, browser_store, cards, here, modes, screens
from lib.ui.browser_store import State
from lib.ui.modes import Mode
from lib.ui.my_data.keep import MEANS

_TAKEN, _SURE = "shared_plan_taken", "shared_plan_sure"


def was_taken() -> bool:
    """True once after the answers were saved."""
    return bool(st.session_state.pop(_TAKEN, False))


def card(row: AnswersRow, own: Decision) -> None:
    """Whose plan this is, and the button that makes it one's own; `own` is what is here already."""
    with blocks.card("Is this plan yours?", key="shared_keep"):
        if not here.is_own():
            st.markdown("You are looking at an example. Leave it, and you can use this plan.")
            return
        last = own.check_ins[-1] if own.check_ins else None
        if last is not None and last.answered_at >= row.answered_at:
            _is_older(row, own)
            return
        whose, go = st.columns([3, 2])
        with whose:
            st.markdown(
                "It was made from one person's answers. Use it only if they are **your own**. A plan "
                "made for somebody else may be wrong for your back."
            )
            sure = last is None or _is_sure(row, last.day)
        with go:
            _button(row, disabled=not sure)
            blocks.way_to(screens.CHECK_IN, "Not mine: start the check-in")


def _is_older(row: AnswersRow, own: Decision) -> None:
    last = own.check_ins[-1]
    if any(one.answered_at == row.answered_at for one in own.check_ins):
        st.markdown("These are answers you have here already.")
    else:
        st.markdown(
            f"You have a plan of your own here, from your answers of {dates.full_date(last.day)}. They "
            "are newer than the ones in this link, so yours stay."
        )
    blocks.way_to(screens.PLAN, "Go to your plan")


def _is_sure(row: AnswersRow, own_day: date) -> bool:
    st.markdown(
        f"**You have a plan of your own here**, from your answers of {dates.full_date(own_day)}. If "
        f"you go on, the answers in this link become your check-in of {dates.full_date(row.day)}. Your "
        "plan goes on with them from where it is now, so it may stay different from the one shown "
        "here. Everything you have logged stays."
    )
    return st.checkbox("Yes, these are my own answers", key=_SURE)


def _button(row: AnswersRow, *, disabled: bool) -> None:
    keeps = _can_keep()
    st.button(
        "Keep in this browser" if keeps else "Use as my answers",
        type="primary",
        key="shared_use",
        disabled=disabled,
        on_click=_use,
        args=(row, keeps),
    )
    day = dates.full_date(row.day)
    if modes.current() is Mode.LOCAL:
        st.caption(f"They are saved on this computer, as your check-in of {day}.")
    elif not keeps:
        st.caption(
            f"As your check-in of {day}. This browser does not let the page keep anything: it is gone "
            "when you close this page."
        )
    else:
        with blocks.why("What that means", key="shared_keep"):
            st.markdown(f"They become your check-in of {day}. You can log your sessions.\n{MEANS}")


def _can_keep() -> bool:
    """Whether this is a guest whose browser can hold a copy."""
    store = browser_store.current()
    return modes.current() is Mode.GUEST and store.state is not State.UNAVAILABLE


def _use(row: AnswersRow, keeps: bool) -> None:
    given = {"answered_at": row.answered_at, "answers_date": row.day, **row.raw}
    if not here.save_rows("answers", given):
        return
    if keeps:
        browser_store.keep(here.pack(here.own_store()))
    cards.after_check_in()
    here.tell(f"Saved as your check-in of {dates.full_date(row.day)}.")
    st.session_state[_TAKEN] = True
