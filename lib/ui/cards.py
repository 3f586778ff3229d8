"""The five cards on Today: once before the first plan, one again after what has happened.

That they come once needs nothing stored: they come when the check-in that gave the first plan ends.
Whoever goes on, skips them or loads the page again has had them; How it works keeps them.
"""

from __future__ import annotations

import streamlit as st

from lib import cards
from lib.model import Card, Decision, Knowledge
from lib.ui import aloud, blocks, figures, here, screens

_DUE = "cards_due"


def after_check_in() -> None:
    """Has the cards shown on the next Today, if this check-in gave the first plan."""
    if here.is_own() and cards.is_first_plan(here.decision()):
        st.session_state[_DUE] = True


def are_due(decision: Decision) -> bool:
    """Whether Today begins with the cards."""
    return bool(st.session_state.get(_DUE)) and here.is_own() and cards.is_first_plan(decision)


def _go_on() -> None:
    st.session_state.pop(_DUE, None)


def before_first_plan(decision: Decision) -> None:
    """All cards with one button to the plan, and the same above them for whoever skips."""
    known = here.known()
    assert decision.profile is not None
    with blocks.card("Five things first", key="five_cards"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("Your plan is ready. This takes under a minute.", width="content")
            st.button("Skip", key="cards_skip", type="tertiary", on_click=_go_on)
        shown = cards.in_order(decision.profile.facts, known)
        aloud.button((f"{card.title}. {card.says}" for card in shown), key="cards")
        for card in shown:
            one(card, known)
    st.button("Show my plan", key="cards_done", type="primary", on_click=_go_on)
    st.caption(f"They stay under More, in {screens.HOW_IT_WORKS.title}.")


def again(decision: Decision) -> None:
    """The card that the decisions of the last days bring back, with why; nothing without one."""
    if decision.course is None:
        return
    found = cards.again(decision.course.decisions, decision.today, here.known())
    if found is not None:
        with blocks.card(key="again"):
            st.caption(f"{found.rule.says} Worth reading again:")
            one(found.card, here.known())


def one(card: Card, known: Knowledge) -> None:
    """Its figure, and its sentence beside it."""
    with figures.listed(card.figure, known, key=f"card_{card.id}"):
        st.markdown(f"**{card.title}.** {card.says}")
