"""Please get help now: whom to call, what to say, and a way back from a tick made by mistake."""

import streamlit as st

from lib.model import Decision, Finding, Urgency
from lib.ui import blocks, help_blocks, here, printing, screens
from lib.ui.check_in import clearing_form, doubt, say, state, stop_blocks
from lib.ui.check_in.reasons import load


def emergency(found: tuple[Finding, ...]) -> None:
    """The red block: why and what to do, the number, what to say."""
    blocks.title("Please get help now")
    help_blocks.call_block(
        "\n\n".join(say.sentences(found, here.known(), load())),
        say=say.to_say(found, here.known(), load()),
        listed=say.rest_of_list(found, load()),
        key="stop",
    )


def same_day(found: tuple[Finding, ...]) -> None:
    """How soon, a number for advice, and what would make it an emergency."""
    blocks.title("Please speak to a doctor today")
    with blocks.card("Today, not tomorrow", key="same_day"):
        for sentence in say.sentences(found, here.known(), load()):
            st.markdown(sentence)
        if help_blocks.country().advice is not None:  # else the sentences have said whom to call
            help_blocks.advice_line()
        help_blocks.say_block(
            say.to_say(found, here.known(), load()), say.rest_of_list(found, load())
        )
    with blocks.card("If it gets worse", key="stop_worse"):
        st.markdown("If it turns sudden or severe, or an emergency sign appears, call at once.")
        help_blocks.call_line("number")
        with printing.off_paper("signs"):
            blocks.way_to(screens.GET_HELP, "The emergency signs")


def show(found: tuple[Finding, ...], decision: Decision) -> None:
    """The stop, what helps until somebody has looked, a page to print, and two ways back."""
    urgency = say.urgency(found, here.known())
    with st.container(width=720):
        if urgency is Urgency.EMERGENCY:
            emergency(found)
        else:
            same_day(found)
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
