"""The choices that stand: what, by whom and why, whether each counts today, and the way to take it back."""

from __future__ import annotations

import streamlit as st

from lib import chosen, dates, words
from lib.model import Decision, Knowledge, Standing
from lib.ui import blocks, here
from lib.ui.plan import choosing


def card(decision: Decision, known: Knowledge) -> None:
    """All of them, newest first; nothing when there are none."""
    if not decision.choices:
        return
    with blocks.card("Changed by choice", key="own_choices"):
        for standing in reversed(decision.choices):
            _one(standing, decision, known)


def _one(standing: Standing, decision: Decision, known: Knowledge) -> None:
    made = standing.override
    key = f"choice_{made.id}"
    with st.container(gap="xsmall", key=key):
        says = blocks.plain(chosen.what(made, known))
        by = blocks.plain(words.of_choice(made, known))
        when = dates.day_words(made.day, decision.today).replace(" ", "\u00a0")
        st.markdown(f"**{says}**  \n{by}. :small[{when}]")
        why_not = chosen.why_not(standing, decision, known)
        if why_not:
            st.markdown(f":material/info: {blocks.plain(why_not)}")
        if here.is_own():
            st.button(
                "Take back",
                key=f"take_back_{made.id}",
                type="tertiary",
                icon=":material/undo:",
                on_click=choosing.take_back,
                args=(made,),
            )
