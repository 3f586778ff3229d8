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
    _takes(tried, after, known)
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


def _takes(tried: Try, after: Side, known: Knowledge) -> None:
    """The smallest change, where outcome and plan say the same: not while answers are missing, nor
    where too few exercises fit, which a plan alone finds."""
    now = what_if.outcome(tried.tried, tried.basis, known)
    is_found_by_plan = (now.phase is None) != (after.decision.plan is None)
    if now.clearance is not Clearance.ASK_AGAIN and not is_found_by_plan:
        takes.show(tried, now, known)


def _ways_on(tried: Try) -> None:
    with st.container(horizontal=True, gap="small"):
        if tried.is_here:
            blocks.way_to(screens.PLAN, "Back to the plan", icon=":material/arrow_back:")
        else:
            blocks.way_to(
                screens.FOR_THERAPISTS, "Back to For therapists", icon=":material/arrow_back:"
            )
