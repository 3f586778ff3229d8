"""Asks somebody who has been seen since: about what, and when did the clinician say so."""

from __future__ import annotations

import streamlit as st

from lib import words
from lib.model import Decision
from lib.ui import blocks, here
from lib.ui.check_in import clearing, state


def show(decision: Decision) -> None:
    """The form, where a clinician's word can open the plan; from when on, where it is too early."""
    knowledge = here.known()
    if not here.is_own() or not clearing.can_be_cleared(decision):
        return
    first = clearing.from_day(decision, knowledge)
    with blocks.card("A clinician has seen you since?", key="cleared"):
        if first > decision.today:
            st.markdown(
                f"Good. From {first:%A} on you can say here what the clinician said about exercise."
            )
            return
        _form(decision)


def _form(decision: Decision) -> None:
    knowledge = here.known()
    st.markdown("If a clinician who knows about this has said that exercise is fine, say so here.")
    chosen = []
    with st.container(gap="small"):
        st.caption("The clinician knows about")
        for flag in clearing.flags(decision):
            label = words.of_flag(flag, knowledge)
            if st.checkbox(label, key=f"cleared_{flag}"):
                chosen.append(flag)
    day = st.date_input(
        "The clinician said so on",
        value=None,
        min_value=clearing.earliest(decision, knowledge),
        max_value=decision.today,
        format="DD/MM/YYYY",
        key="cleared_on",
        width=220,
    )
    if st.button("The clinician said exercise is fine", key="cleared_save"):
        found = clearing.problem(chosen, day, decision, knowledge)
        if not found:
            flags = tuple(chosen)
            state.settle(decision, flags, {"cleared_flags": flags, "cleared_on": day})
        st.warning(found, icon=":material/info:")
