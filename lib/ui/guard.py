"""Decides, once for all pages, whether a page may be shown, and what stands there instead."""

from __future__ import annotations

import streamlit as st

from lib import words
from lib.model import Clearance, Decision, InputError
from lib.screening import UNANSWERED
from lib.ui import blocks, here, screens
from lib.ui.ending import end_page
from lib.ui.screens import Screen


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
        _ask_again(decision)
        end_page()
    return decision


def own_only(what_cannot: str, to: Screen, label: str) -> None:
    """Goes on for the visitor's own journal; for an example says what cannot be done, and ends."""
    if here.is_own():
        return
    with blocks.card(key="example"):
        st.markdown(f"This is an example: {what_cannot}")
        blocks.way_to(to, label)
    end_page()


def _ask_again(decision: Decision) -> None:
    """Why there is no plan for now; the way back to it, or out of an example's last day."""
    found = [one for one in decision.findings if one.clearance is Clearance.ASK_AGAIN]
    away = [words.of_reason(one.reason, here.known()) for one in found if one.rule_id != UNANSWERED]
    if not here.is_own():
        blocks.empty_state(
            "There has been no session and no check-in for so long that this person is asked to "
            "check in again. Then the plan is back.",
            key="ask_again",
            title="The example ends here",
            button="See how it went",
            to=screens.PROGRESS,
        )
        return
    blocks.empty_state(
        f"{away[0] if away else 'Some answers are missing.'} Then your plan is back.",
        key="ask_again",
        title="Please check in again",
        button="Check in",
        to=screens.CHECK_IN,
    )
