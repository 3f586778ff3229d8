"""Shows how to get help: the call block, the signs, a bad spell, what to say. For three pages."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.model import Mark, Urgency
from lib.ui import help_content
from lib.ui.blocks import card
from lib.ui.help_content import Country, Sign

_CHOSEN = "help_country"
_MOBILE = "112"
"""Reaches help from most mobile phones in most countries."""

SAY_AT_ONCE: tuple[str, str] = (
    "I have back pain, and since\u00a0… I also have\u00a0…",
    "I was told this can be an emergency: can someone see me now?",
)
"""Two sentences for a call when no particular sign is known."""


def country() -> Country:
    """Where the visitor is: as chosen, else by the browser's time zone, else anywhere."""
    known = help_content.load()
    if _CHOSEN in st.session_state:
        return known.country(st.session_state[_CHOSEN])
    return known.country_at(st.context.timezone)


def call_block(
    lead: str,
    *,
    title: str = "",
    say: Sequence[str] = SAY_AT_ONCE,
    listed: Sequence[str] = (),
    key: str = "now",
) -> None:
    """The red block: why, the number to tap, what to say, and another country to choose."""
    with st.container(key="stop", gap=None, width=720), card(title, key=f"stop_{key}"):
        st.markdown(lead)
        _number(key, main=True)
        say_block(say, listed)
        _country_choice(key)


def call_line(key: str) -> None:
    """The emergency number to tap, quietly, with another country to choose."""
    _number(key, main=False)
    _country_choice(key)


def say_block(
    say: Sequence[str], listed: Sequence[str] = (), *, title: str = "Say or show this"
) -> None:
    """The sentences to say or show; where they name only the first of a list, the whole list."""
    lines = [f"**{title}**", *(f"“{sentence}”" for sentence in say)]
    st.markdown("  \n".join(lines))
    if listed:
        st.markdown("\n".join(["**The whole list**", "", *(f"- {part}" for part in listed)]))
    if any(" or " in part for part in (say[0], *listed)):
        st.caption("Leave out what is not so for you.")


def _number(key: str, *, main: bool) -> None:
    here = country()
    st.link_button(
        f"Call {here.number}",
        f"tel:{here.number}",
        type="primary" if main else "secondary",
        width="stretch" if main else "content",
        icon=":material/call:",
        key=f"call_{key}",
    )
    st.caption(how_sure(here))


def how_sure(here: Country) -> str:
    """Whose number it is, and how far we know it."""
    if here.says:
        return here.says
    if here.mark is Mark.VERIFIED:
        return f"{here.name}."
    if here.mark is Mark.SECONDARY:
        return f"{here.name}. From public pages, not from an official list."
    other = "" if here.number == _MOBILE else f" If it does not answer, call {_MOBILE}."
    return f"{here.name}. We could not check this number.{other}"


def _country_choice(key: str) -> None:
    known = help_content.load()
    widget = f"country_{key}"
    if widget not in st.session_state:
        st.session_state[widget] = country().id
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
