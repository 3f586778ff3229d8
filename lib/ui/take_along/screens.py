"""The parts of the page in their order. Each is a card of its own."""

from __future__ import annotations

import streamlit as st

from lib.model import Decision, Knowledge
from lib.ui.take_along import calendar, link, paper


def show(decision: Decision, known: Knowledge) -> None:
    """Everything that can be taken along by somebody who has checked in."""
    left, right = st.columns(2, gap="small")
    with left:
        paper.show(decision, known)
    with right:
        calendar.show(decision)
        link.show(decision, known)
