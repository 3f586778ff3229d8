"""Asks one statement again, large, before a tick made by mistake is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from lib.model import Decision, Finding, Question
from lib.ui import blocks, here
from lib.ui.check_in import ask, reasons, say, state

_ASKED = "check_in_doubt"


def show(found: Sequence[Finding], decision: Decision) -> None:
    """A way back for every statement behind these findings."""
    asked = st.session_state.get(_ASKED)
    open_to_doubt = [finding for finding in found if finding.flags]
    for finding in open_to_doubt:
        if finding.rule_id == asked:
            _ask_again(finding, decision)
            return
    if open_to_doubt:
        with blocks.card("Ticked by mistake?", key="mistake"):
            _which(open_to_doubt)


def _which(found: Sequence[Finding]) -> None:
    several = len(found) > 1
    if several:
        st.markdown("Choose which. It is asked again, and both answers are kept.")
    for finding in found:
        st.button(
            _called(finding) if several else "I ticked this by mistake",
            key=f"doubt_{finding.rule_id}",
            on_click=_doubt,
            args=(finding.rule_id,),
        )


def _called(finding: Finding) -> str:
    """The statement that was ticked; what follows from several answers, as one would say it."""
    ticked = _ticked(finding)
    return say.as_statement(finding, reasons.load()) if ticked is None else ticked.asks


def _doubt(rule_id: str | None) -> None:
    st.session_state[_ASKED] = rule_id


def _ask_again(finding: Finding, decision: Decision) -> None:
    ticked = _ticked(finding)
    with blocks.card("Is this so?", key="doubt"):
        if ticked is None:
            st.header(_called(finding), anchor=False)
            _answers_again(finding, decision)
            return
        st.header(ticked.asks, anchor=False)
        if ticked.detail:
            st.markdown(ticked.detail)
        with st.container(horizontal=True):
            st.button("Yes, that is so", key="doubt_yes", on_click=_doubt, args=(None,))
            mistaken = st.button("No, that was a mistake", key="doubt_no")
    if mistaken:
        _take_back(finding, decision, {ticked.id: False})


def _ticked(finding: Finding) -> Question | None:
    """The one statement behind a finding; None when it follows from several answers."""
    facts = [fact for fact, _ in finding.reason.facts]
    question = here.known().questions.get(facts[0]) if len(facts) == 1 else None
    return question if question is not None and question.kind == "tick" else None


def _answers_again(finding: Finding, decision: Decision) -> None:
    """For a finding that follows from several answers: those questions, with what was said."""
    answers: dict[str, Any] = {}
    for fact, value in finding.reason.facts:
        question = here.known().questions.get(fact)
        if question is not None:
            answers[fact] = ask.one(question, value)
            if question.detail:
                st.caption(question.detail)
    with st.container(horizontal=True):
        st.button("Yes, that is so", key="doubt_yes", on_click=_doubt, args=(None,))
        corrected = st.button("Save the correction", key="doubt_no")
    if corrected and None not in answers.values():
        _take_back(finding, decision, answers)


def _take_back(finding: Finding, decision: Decision, answers: Mapping[str, Any]) -> None:
    _doubt(None)
    state.settle(decision, finding.flags, answers)
