"""Please get help now: whom to call, what to say, and a way back from a tick made by mistake."""

import streamlit as st

from lib.model import Decision, Finding
from lib.ui import blocks, here, printing, screens
from lib.ui.check_in import clearing_form, doubt, say, state, stop_blocks


def show(found: tuple[Finding, ...], decision: Decision) -> None:
    """The stop, what helps until somebody has looked, a page to print, and two ways back."""
    urgency = say.urgency(found, here.known())
    with st.container(width=720):
        stop_blocks.help_first(found)
        stop_blocks.until_help_comes(urgency)
        printing.button(key="stop")
        if here.is_own():
            with printing.off_paper("ways_back"):
                clearing_form.show(decision)
                doubt.show(found, decision)
        stop_blocks.printed_on(decision)


def no_stop(decision: Decision) -> None:
    """For somebody who came here without an urgent sign, or before any answer."""
    blocks.title("There is no stop")
    blocks.empty_state(
        "You have not checked in yet, so this page cannot know. If a sign worries you, see Get help."
        if decision.profile is None
        else "Nothing in your answers asks for help today. If a sign is new, see Get help.",
        key="no_stop",
        button="Go to Today",
        to=screens.TODAY,
    )


decision = state.seen()
found = () if decision is None else state.unsettled(decision)
if decision is not None and found:
    show(found, decision)
elif decision is not None:
    no_stop(decision)
