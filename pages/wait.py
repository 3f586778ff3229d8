"""Before you start: whom to ask, how soon, what one may go on doing, a note to take along."""

import streamlit as st

from lib.model import Clearance
from lib.ui import blocks, check_in, guard, here, screens
from lib.ui.check_in import clearing, clearing_form, say

decision = guard.decided()
knowledge = here.known()
found = clearing.withholding(decision)
blocks.title(screens.WAIT.title)
if decision.clearance is not Clearance.SEE_CLINICIAN:
    blocks.empty_state(
        "Nothing in your answers asks you to wait for a clinician.",
        key="no_wait",
        button="Go to Today",
        to=screens.TODAY,
    )
    st.stop()

main, side = st.columns([3, 2], gap="small")
with main:
    with blocks.card(say.how_soon(found, knowledge), key="wait_about"):
        for sentence in say.sentences(found, knowledge):
            st.markdown(sentence)
    with blocks.card("Until then", key="wait_meanwhile"):
        st.markdown(
            "Go on with your usual gentle movement: everyday things at your own pace, and short "
            "walks as far as they feel comfortable. Try not to stay in bed for longer than a day or "
            "two. Stop when something hurts or you feel unwell."
        )
        blocks.way_to(screens.EXERCISES, "Read about the exercises")
        blocks.way_to(screens.GET_HELP, "If it gets worse: Get help")
with side:
    with blocks.card("A note to take along", key="wait_note"):
        st.code(say.note(found, knowledge), language=None, wrap_lines=True)
        st.caption("The sign in its corner copies it. Or show this page.")
    clearing_form.show(decision)
    if here.is_own():
        with blocks.card("Something not right?", key="wait_change"):
            if st.button("Change an answer", icon=":material/edit:", key="wait_change_answer"):
                check_in.start_change()
                check_in.go()
