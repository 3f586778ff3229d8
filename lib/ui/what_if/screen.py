"""The page from top to bottom."""

from __future__ import annotations

import streamlit as st

from lib import what_if
from lib.difference import Side
from lib.model import Clearance, InputError, Knowledge
from lib.ui import blocks, guard, here, screens
from lib.ui.ending import end_page
from lib.ui.what_if import beside, different, edit, state, takes
from lib.ui.what_if.state import Try
from lib.what_if import Outcome


def show() -> None:
    """Everything below the title."""
    tried = _gathered()
    known = here.known()
    try:
        tried = edit.show(tried, known)
        before, after = _sides(tried, known)
    except InputError as error:
        with blocks.card("These answers cannot be tried", key="what_if_unreadable"):
            st.markdown(str(error))
        end_page()
    edit.changed(tried, before, after)
    beside.show(tried, before, after)
    if tried.changes:
        different.show(before, after)
    if after.decision.clearance is not Clearance.ASK_AGAIN:
        takes.show(tried, _outcome(after), known)
    _ways_on(tried)


def _gathered() -> Try:
    """What is tried; of the journal on show only for somebody who has checked in."""
    if not state.is_given():
        guard.with_check_in("Here you can try what other answers would do to your plan.")
    return state.current()


def _sides(tried: Try, known: Knowledge) -> tuple[Side, Side]:
    before, after = (
        Side(what_if.tried(raw, tried.basis, known), known) for raw in (tried.answers, tried.tried)
    )
    return before, after


def _outcome(side: Side) -> Outcome:
    plan = side.decision.plan
    return Outcome(side.decision.clearance, None if plan is None else side.phase)


def _ways_on(tried: Try) -> None:
    with st.container(horizontal=True, gap="small"):
        if tried.is_here:
            blocks.way_to(screens.PLAN, "Back to the plan", icon=":material/arrow_back:")
        else:
            blocks.way_to(
                screens.FOR_THERAPISTS, "Back to For therapists", icon=":material/arrow_back:"
            )
