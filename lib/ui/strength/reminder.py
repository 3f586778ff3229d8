"""The quiet line on Today that a test done weeks ago is worth doing again."""

from __future__ import annotations

import streamlit as st

from lib import strength
from lib.model import Decision, Knowledge
from lib.phrases import counted
from lib.ui import blocks, here, screens
from lib.ui.strength import state


def due_card(decision: Decision, known: Knowledge) -> None:
    """A line that tests done before are worth doing again, where one of them can be done now."""
    if not here.is_own():
        return
    done = decision.progress.tests
    due = strength.retest_due(done, known, decision.today)
    offers = state.offers(decision, known) if due else {}
    names = [known.tests[id].name for id in due if offers[id].open]
    if not names:
        return
    last = max(result.day for result in done)
    weeks = (decision.today - last).days // 7
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    with blocks.card(key="retest"):
        st.caption(
            f"Your last strength test is {counted(weeks, 'week')} ago. If you like, do it again: "
            f"{names[0].lower()}{more}."
        )
        blocks.way_to(screens.STRENGTH, "To the tests")
