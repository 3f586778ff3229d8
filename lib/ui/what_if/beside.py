"""The two outcomes beside each other: what the safety questions allow, the phase, the exercises."""

from __future__ import annotations

import streamlit as st

from lib import words
from lib.difference import Side, says
from lib.model import Plan
from lib.plan_words import name, often
from lib.ui import blocks, screens
from lib.ui.what_if.state import Try


def show(tried: Try, before: Side, after: Side) -> None:
    """Two cards, below each other on a phone."""
    left, right = st.columns(2, gap="small")
    with left, blocks.card(tried.who, key="what_if_before"):
        _outcome(before, set())
    with right, blocks.card("Tried", key="what_if_after"):
        if tried.changes:
            _outcome(after, _exercises(before))
        else:
            st.markdown("The same so far. Change an answer above, or take a sentence from below.")


def _outcome(side: Side, known_already: set[str]) -> None:
    decision, known = side.decision, side.knowledge
    outcome = f"**{says.OF_CLEARANCE[decision.clearance]}**"
    if decision.plan is None:
        st.markdown(f"{outcome}  \nNo plan for now")
        _no_plan(side)
        return
    assert side.phase is not None
    st.markdown(f"{outcome}  \nPhase: **{known.phases[side.phase].title}**")
    st.caption(often(decision.plan))
    _lines(decision.plan, side, known_already)


def _lines(plan: Plan, side: Side, known_already: set[str]) -> None:
    """The exercises with their doses; bold what the other side does not have."""
    listed = []
    for line in plan.lines:
        named = name(line, side.knowledge)
        is_new = known_already and line.exercise_id not in known_already
        listed.append(
            f"- {f'**{named}**' if is_new else named}  \n  :small[{words.of_dose(line.dose)}]"
        )
    st.markdown("\n".join(listed))


def _no_plan(side: Side) -> None:
    decision = side.decision
    found = [one for one in decision.findings if one.clearance is decision.clearance]
    for sentence in dict.fromkeys(words.of_finding(one, side.knowledge) for one in found):
        st.markdown(blocks.plain(sentence))
    if decision.clearance.hides_exercises:
        st.markdown("**If this is so for you now, do not try things out here.**")
        blocks.way_to(screens.GET_HELP, "Get help", icon=screens.GET_HELP.icon)


def _exercises(side: Side) -> set[str]:
    plan = side.decision.plan
    return set() if plan is None else {line.exercise_id for line in plan.lines}
