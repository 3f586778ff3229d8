"""Please get help now: whom to call, what to say, and a way back from a tick made by mistake."""

import streamlit as st

from lib.model import Clearance, Decision, Finding
from lib.ui import blocks, help_blocks, here, screens
from lib.ui.check_in import clearing_form, doubt, say, state


def emergency(found: tuple[Finding, ...]) -> None:
    """The red block."""
    blocks.title("Please get help now")
    lead = "\n\n".join(say.sentences(found, here.known()))
    help_blocks.call_block(lead, say=say.to_say(found, here.known()), key="stop")


def same_day(found: tuple[Finding, ...]) -> None:
    """How soon, a number for advice, and what would make it an emergency."""
    blocks.title("Please speak to a doctor today")
    with st.container(width=720), blocks.card("Today, not tomorrow", key="same_day"):
        for sentence in say.sentences(found, here.known()):
            st.markdown(sentence)
        if help_blocks.country().advice is not None:  # else the sentences have said whom to call
            help_blocks.advice_line()
        first, second = say.to_say(found, here.known())
        st.markdown(f"**Say or show this**  \n“{first}”  \n“{second}”")
        st.markdown("If it turns sudden or severe, or an emergency sign appears, call at once.")
        number = help_blocks.country().number
        st.link_button(f"Call {number}", f"tel:{number}", icon=":material/call:", key="call_number")
        blocks.way_to(screens.GET_HELP, "The emergency signs")


def ways_on(found: tuple[Finding, ...], decision: Decision) -> None:
    """What comes after: there is no exercise here, and two ways back."""
    with st.container(width=720):
        help_blocks.print_hint()
        if here.is_own():
            doubt.show(found, decision)
            clearing_form.show(decision)


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
if decision is None or not found:
    if decision is not None:
        no_stop(decision)
else:
    if any(finding.clearance is Clearance.EMERGENCY for finding in found):
        emergency(found)
    else:
        same_day(found)
    ways_on(found, decision)
