"""Before you start: whom to ask, how soon, what one may go on doing, a note to take along."""

import streamlit as st

from lib.model import Clearance, Decision
from lib.ui import blocks, check_in, here, screens
from lib.ui.check_in import clearing, clearing_form, say, state


def no_wait() -> None:
    """For somebody who came here without a reason to wait."""
    blocks.empty_state(
        "Nothing in your answers asks you to wait for a clinician.",
        key="no_wait",
        button="Go to Today",
        to=screens.TODAY,
    )


def about(decision: Decision) -> None:
    """What it is about, how soon, and what one may go on doing."""
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


def ways_on(decision: Decision) -> None:
    """A note to take along, what the clinician said, and a way to change an answer."""
    with blocks.card("A note to take along", key="wait_note"):
        st.code(
            say.note(clearing.withholding(decision), here.known()), language=None, wrap_lines=True
        )
        st.caption("The sign in its corner copies it. Or show this page.")
    if not here.is_own():
        return
    clearing_form.show(decision)
    with blocks.card("Something not right?", key="wait_change"):
        if st.button("Change an answer", icon=":material/edit:", key="wait_change_answer"):
            check_in.start_change()
            check_in.go()


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
        no_wait()
