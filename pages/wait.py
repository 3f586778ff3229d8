"""Before you start: whom to ask, how soon, what one may go on doing, a note to take along."""

import streamlit as st

from lib.model import Clearance, Decision
from lib.ui import blocks, check_in, guard, help_blocks, here, printing, screens
from lib.ui.check_in import clearing, clearing_form, doubt, say, state, stop_blocks
from lib.ui.check_in.reasons import load


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
    """What it is about, how soon, what to say, and what one may go on doing."""
    found = clearing.withholding(decision)
    with blocks.card(say.how_soon(found, here.known()), key="wait_about"):
        for sentence in say.sentences(found, here.known(), load()):
            st.markdown(sentence)
        if help_blocks.country().advice is not None:
            help_blocks.advice_line()
        help_blocks.say_block(
            say.to_say(found, here.known(), load()),
            say.rest_of_list(found, load()),
            title="To ask for an appointment, say or show this",
        )
    stop_blocks.until_then(found)
    with blocks.card("If it gets worse", key="wait_worse"):
        st.markdown(
            "Do not wait for the appointment when it turns sudden or severe, or an emergency sign "
            "appears. Call at once."
        )
        help_blocks.call_line("number")
        with printing.off_paper("elsewhere"):
            blocks.way_to(screens.GET_HELP, "The emergency signs")
            blocks.way_to(screens.EXERCISES, "Read about the exercises meanwhile")


def ways_on(decision: Decision) -> None:
    """A note to take along, what the clinician said, and a way to change an answer."""
    found = clearing.withholding(decision)
    stop_blocks.note(found)
    if not here.is_own():
        return
    with printing.off_paper("ways_on"):
        clearing_form.show(decision)
        doubt.show(found, decision)
        with blocks.card("Another answer to change?", key="wait_change"):
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
        stop_blocks.printed_on(decision)
    elif decision.clearance is Clearance.ASK_AGAIN and decision.profile is not None:
        guard.with_plan("")
    else:
        no_wait(decision)
