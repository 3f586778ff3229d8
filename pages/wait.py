"""Before you start: whom to ask, how soon, what one may go on doing, a note to take along."""

import streamlit as st

from lib.model import Clearance, Decision
from lib.ui import blocks, check_in, here, screens
from lib.ui.check_in import clearing, clearing_form, say, state


def no_wait(decision: Decision) -> None:
    """For somebody who came here without a reason to wait, or before any answer."""
    blocks.empty_state(
        "You have not checked in yet. The check-in says whether someone should see you first."
        if decision.profile is None
        else "Nothing in your answers asks you to wait for a clinician.",
        key="no_wait",
        button="Go to Today",
        to=screens.TODAY,
    )


def about(decision: Decision) -> None:
    """What it is about, how soon, what one may go on doing, and a way to change an answer."""
    found = clearing.withholding(decision)
    with blocks.card(say.how_soon(found, here.known()), key="wait_about"):
        for sentence in say.sentences(found, here.known()):
            st.markdown(sentence)
    with blocks.card("Until then", key="wait_meanwhile"):
        st.markdown(
            "Go on with your usual gentle movement: everyday things at your own pace, and short "
            "walks as far as they feel comfortable. Try not to stay in bed for longer than a day or "
            "two. Stop when something hurts or you feel unwell."
        )
        blocks.way_to(screens.EXERCISES, "Read about the exercises")
        blocks.way_to(screens.GET_HELP, "If it gets worse: Get help")
    if here.is_own():
        with blocks.card("Something not right?", key="wait_change"):
            if st.button("Change an answer", icon=":material/edit:", key="wait_change_answer"):
                check_in.start_change()
                check_in.go()


def ways_on(decision: Decision) -> None:
    """A note to take along, and what the clinician said."""
    with blocks.card("A note to take along", key="wait_note"):
        st.code(
            say.note(clearing.withholding(decision), here.known()), language=None, wrap_lines=True
        )
        st.caption("To copy it, press the sign in its corner. Or show this page.")
    if here.is_own():
        clearing_form.show(decision)


decision = state.decided()
if decision is not None and decision.clearance.hides_exercises:  # settled, but not finished yet
    blocks.go(screens.STOP)
if decision is not None:
    blocks.title(screens.WAIT.title)
    if decision.clearance is Clearance.SEE_CLINICIAN:
        main, side = st.columns([3, 2], gap="small")
        with main:
            about(decision)
        with side:
            ways_on(decision)
    else:
        no_wait(decision)
