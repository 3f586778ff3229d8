"""The card for paper: handout or summary, size of paper and print, a name, and the download."""

from __future__ import annotations

import streamlit as st

from lib.model import Decision, Knowledge
from lib.ui import blocks


def show(decision: Decision, known: Knowledge) -> None:
    """What can be printed."""
    with blocks.card("On paper", key="take_paper"):
        st.markdown("Your plan on one page, and a summary for your next appointment.")
