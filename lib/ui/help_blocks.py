"""Shows how to get help: the call block, the signs, a bad spell, what to say. For three pages."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.model import Mark, Urgency
from lib.ui import help_content
from lib.ui.blocks import card
from lib.ui.help_content import Country, Sign

_CHOSEN = "help_country"

SAY_AT_ONCE: tuple[str, str] = (
    "I have back pain, and since\u00a0… I also have\u00a0…",
    "I was told this can be an emergency. I need to be seen now.",
)
"""Two sentences for a call when no particular sign is known."""


def country() -> Country:
    """Where the visitor is: as chosen, else by the browser's time zone, else anywhere."""
    known = help_content.load()
    if _CHOSEN in st.session_state:
        return known.country(st.session_state[_CHOSEN])
    return known.country_at(st.context.timezone)


def call_block(
    lead: str, *, title: str = "", say: Sequence[str] = SAY_AT_ONCE, key: str = "now"
) -> None:
    """The red block: why, the number to tap, what to say, and another country to choose."""
    here = country()
    with st.container(key="stop", gap=None, width=720), card(title, key=f"stop_{key}"):
        st.markdown(lead)
        st.link_button(
            f"Call {here.number}",
            f"tel:{here.number}",
            type="primary",
            width="stretch",
            icon=":material/call:",
            key=f"call_{key}",
        )
        _how_sure(here)
        st.markdown("  \n".join(["**Say or show this**", *(f"“{sentence}”" for sentence in say)]))
        _country_choice(here, key)


def _how_sure(here: Country) -> None:
    if here.says:
        st.caption(here.says)
    elif here.mark is Mark.UNVERIFIED:
        st.caption(
            f"We have not checked this number for {here.name}. If it does not answer, call 112."
        )


def _country_choice(here: Country, key: str) -> None:
    known = help_content.load()
    widget = f"country_{key}"
    if widget not in st.session_state:
        st.session_state[widget] = here.id
    st.selectbox(
        "You are in",
        ["", *known.countries],
        format_func=lambda id: known.country(id).name,
        key=widget,
        on_change=_choose,
        args=(widget,),
        width=320,
    )


def _choose(widget: str) -> None:
    st.session_state[_CHOSEN] = st.session_state[widget]


def advice_line() -> None:
    """A number for advice that is not an emergency, where one is known; else whom to ask."""
    line = country().advice
    if line is None:
        st.markdown("Call your doctor's practice, or the out-of-hours service where you live.")
        return
    st.markdown(f"**{line.name}.** {line.says}")
    st.link_button(f"Call {line.number}", f"tel:{line.number}", icon=":material/call:")


def signs(urgency: Urgency) -> None:
    """The signs of one urgency, as a list in plain words."""
    st.markdown("\n".join(_line(sign) for sign in help_content.load().of(urgency)))


def _line(sign: Sign) -> str:
    return f"- {sign.says}" + (f"  \n  :small[{sign.detail}]" if sign.detail else "")


def bad_spell() -> None:
    """What to do when the back has flared up and none of the signs is there."""
    ease, after = st.columns(2, gap="medium")
    ease.markdown(
        "**Find a position of ease.** Lie on your back with your lower legs up on a chair, hips and "
        "knees bent. Or on your side, a pillow between the knees. Stay some minutes and breathe "
        "slowly."
    )
    ease.markdown(
        "**Then keep moving, gently.** Short walks, often. Try not to stay in bed longer than a day "
        "or two."
    )
    after.markdown(
        "**For two or three days do half**: only the easy exercises of your plan. Then take up one "
        "step at a time, once the pain has settled. Nothing needs catching up."
    )
    after.markdown(
        "Feeling sore when you start again is common. It does not mean that something is damaged. "
        "No easier after two weeks, or a third bad spell within a month? Let a doctor or "
        "physiotherapist have a look."
    )


def print_hint() -> None:
    """How to get the page onto paper; left out on the paper itself."""
    with st.container(key="print_hint"):
        st.caption(
            ":material/print: To take this page along, print it: Ctrl and P, or ⌘ and P on a Mac. "
            "On a phone, take a screenshot."
        )
