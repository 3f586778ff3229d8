"""Decides, once for all pages, whether a page may be shown, and what stands there instead."""

from __future__ import annotations

import streamlit as st

from lib.model import Clearance, Decision, InputError
from lib.ui import blocks, here, screens
from lib.ui.ending import end_page


def decided() -> Decision:
    """Today's decision, once the journal is there and readable; else says so and stops the page."""
    if here.is_looking():
        st.caption("Looking for your plan…")
        end_page()
    here.show_told()
    try:
        decision = here.decision()
    except InputError as error:
        with blocks.card("Your journal could not be read", key="unreadable"):
            st.markdown(f"{error} Nothing was changed.")
            blocks.way_to(screens.MY_DATA, "Go to My data")
        end_page()
    if decision.clearance.hides_exercises:
        blocks.go(screens.STOP)
    return decision


def with_check_in(what_will_be_here: str) -> Decision:
    """Today's decision of somebody who has checked in; else an empty state, and the page stops."""
    decision = decided()
    if decision.profile is None:
        blocks.empty_state(
            what_will_be_here,
            key="no_check_in",
            button="Start the check-in",
            to=screens.CHECK_IN,
        )
        end_page()
    return decision


def with_plan(what_will_be_here: str) -> Decision:
    """Today's decision of somebody who has a plan; else what comes first, and the page stops."""
    decision = with_check_in(what_will_be_here)
    if decision.clearance is Clearance.SEE_CLINICIAN:
        blocks.go(screens.WAIT)
    if decision.plan is None:
        blocks.empty_state(
            "Your answers are too old, or some are missing. Check in again, then your plan is back.",
            key="ask_again",
            title="Please check in again",
            button="Check in",
            to=screens.CHECK_IN,
        )
        end_page()
    return decision
