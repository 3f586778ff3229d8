"""The smallest changes that would lead elsewhere, as sentences; some can be tried with one press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from lib import what_if, words
from lib.model import Knowledge, Phase
from lib.ui import blocks
from lib.ui.what_if import edit, state
from lib.ui.what_if.state import Try
from lib.what_if import Outcome, says
from lib.what_if.search import Change, Found, Kind, smallest

_FOUND = "what_if_found"
_AT_ONCE = 3
"""So many sentences of a kind stand there at once; the others one press away."""


def show(tried: Try, now: Outcome, known: Knowledge) -> None:
    """The card with the sentences about the answers as they are tried now."""
    found = _found(tried, known)
    phases = [one for one in found if one.goal.kind is Kind.PHASE]
    safety = [one for one in found if one.goal.kind is not Kind.PHASE]
    phase = now.phase
    if phase is None:
        with blocks.card("What decides", key="what_if_decides"):
            _no_plan(safety, tried, known)
        return
    with blocks.card("What it would take", key="what_if_takes"):
        st.caption("The smallest change of these answers that would lead to another phase.")
        for one in sorted(phases, key=lambda one: (one.goal.phase or 0) < phase):
            _sentences(one, one.changes, tried, known)
        if not phases:
            _what_leads_here(phase, tried, known)
        if safety:
            with blocks.why("What safety answers would change", key="what_if_safety"):
                for one in safety:
                    rest, signs = says.of_signs(one, known)
                    _sentences(one, rest, tried, known)
                    if signs:
                        st.markdown(signs)
                st.markdown(says.SAFETY_NOTE)


def _what_leads_here(phase: Phase, tried: Try, known: Knowledge) -> None:
    found = what_if.reasons_for(phase, tried.tried, tried.basis, known)
    reasons = [f"- {blocks.plain(words.of_reason(one, known))}" for one in found]
    st.markdown("\n".join([says.NOTHING_FOUND, "", *reasons]))


def _no_plan(found: Sequence[Found], tried: Try, known: Knowledge) -> None:
    for one in found:
        _sentences(one, one.changes, tried, known)
    if found:
        st.markdown(says.SAFETY_NOTE)
    else:
        st.markdown(says.MORE_THAN_TWO)


def _sentences(found: Found, changes: Sequence[Change], tried: Try, known: Knowledge) -> None:
    for change in changes[:_AT_ONCE]:
        _sentence(change, found, tried, known)
    more = changes[_AT_ONCE:]
    if more:
        with blocks.why(f"{len(more)} more", key=f"what_if_more_{_name(found)}"):
            for change in more:
                _sentence(change, found, tried, known)


def _sentence(change: Change, found: Found, tried: Try, known: Knowledge) -> None:
    sentence = blocks.plain(says.of_change(change, found, tried.tried, known))
    new: Mapping[str, Any] = {answer.id: answer.value for answer in change.answers}
    name = "-".join((_name(found), *new, change.outcome.clearance.name.lower()))
    with edit.row(f"takes_{name}"):
        st.markdown(sentence, width="stretch")
        if says.is_to_try(change, found, known):
            st.button("Try this", key=f"take_{name}", on_click=state.take, args=(new,))


def _name(found: Found) -> str:
    phase = found.goal.phase
    return found.goal.kind.name.lower() if phase is None else phase.id


def _found(tried: Try, known: Knowledge) -> tuple[Found, ...]:
    """The search is done once for the same answers; it is kept in the session alone."""
    key = (tried.answers, dict(tried.changes), tried.basis, known.rules_version)
    kept: tuple[Any, tuple[Found, ...]] | None = st.session_state.get(_FOUND)
    if kept is None or kept[0] != key:
        kept = (key, smallest(tried.tried, tried.basis, known))
        st.session_state[_FOUND] = kept
    return kept[1]
