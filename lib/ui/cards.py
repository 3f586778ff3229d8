"""The five cards: once before the first plan, one again after what has happened, all in How it works.

That they come once needs nothing stored: they come when the check-in that gave the first plan ends.
Whoever goes on, skips them or loads the page again has had them.
"""

from __future__ import annotations

import streamlit as st

from lib import cards
from lib.model import Card, Decision, Knowledge
from lib.ui import blocks, figures, here, screens, sources
from lib.ui.rules_view import rule

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
        for card in cards.in_order(decision.profile.facts, known):
            _one(card, known)
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
            _one(found.card, here.known())


def in_how_it_works(known: Knowledge) -> None:
    """All cards, each with why and its sources."""
    with blocks.card("Five things to know", key="know"):
        for card in known.cards.values():
            _one(card, known, grounds=True)


def _one(card: Card, known: Knowledge, *, grounds: bool = False) -> None:
    with figures.listed(card.figure, known, key=f"card_{card.id}"):
        st.markdown(f"**{card.title}.** {card.says}")
        if grounds:
            with blocks.why(key=f"card_{card.id}"):
                st.markdown(_grounds(card, known))


def _grounds(card: Card, known: Knowledge) -> str:
    """Why, how sure, and the sources, as markdown."""
    listed = "\n".join(f"- {sources.as_line(known.sources[id])}" for id in card.source)
    return f"{card.why} :small[({rule.MARKS[card.mark]})]\n\n{listed}"
