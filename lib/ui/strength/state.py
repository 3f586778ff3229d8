"""What this visit knows about testing: the open test, pain just now, what was tried and saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from lib import strength
from lib.model import Decision, Facts, Knowledge, Offer, StrengthTest
from lib.ui import clock, here, widgets

_OPEN, _TRIED, _SAVED = "strength_open", "strength_tried", "strength_saved"
_PAIN, _PAIN_ASKED = "strength_pain", "strength_pain_now"
FIRST = "first_"
"""Begins the id under which a hold of the first sessions is opened, before the id of its test."""
PAIN_HOLDS_FOR = timedelta(hours=1)


def open_one(id: str | None) -> None:
    """Opens one test in place of the list; None goes back to the list."""
    st.session_state[_OPEN] = id
    st.session_state[_SAVED] = None


def open_id() -> str:
    """What is open: the id of a test, or of a hold of the first sessions; empty for the list."""
    return st.session_state.get(_OPEN) or ""


def opened(known: Knowledge) -> StrengthTest | None:
    """The test that is open, if any."""
    return known.tests.get(open_id().removeprefix(FIRST))


def ask_pain() -> None:
    """Asks for pain just now; what was said in the last hour stands there already."""
    widgets.scale_0_10(
        "Your pain right now",
        key=_PAIN_ASKED,
        saved=pain_now(),
        low="no pain",
        high="worst pain you can think of",
    )


def take_pain() -> None:
    """Takes what was answered just now, before anything is decided by it; it holds for an hour."""
    if _PAIN_ASKED in st.session_state:
        pain = st.session_state[_PAIN_ASKED]
        if pain != pain_now():
            st.session_state[_PAIN] = None if pain is None else (pain, clock.now())


def pain_now() -> int | None:
    """Pain on 0–10 as said within the last hour; None when it was not asked since."""
    said = st.session_state.get(_PAIN)
    if said is None or clock.now() - said[1] > PAIN_HOLDS_FOR:
        return None
    pain: int = said[0]
    return pain


def try_once(id: str) -> None:
    """Notes that a test was tried for practice."""
    st.session_state[_TRIED] = {*st.session_state.get(_TRIED, ()), id}


def has_tried(id: str) -> bool:
    """Whether a test was tried for practice in this visit."""
    return id in st.session_state.get(_TRIED, ())


def was_saved(id: str) -> None:
    """Notes that a result of this test has just been saved; its page then shows what came of it."""
    st.session_state[_SAVED] = id


def is_just_saved() -> bool:
    """Whether the last thing done was to save a result of what is open."""
    return bool(open_id()) and st.session_state.get(_SAVED) == open_id()


def once_more() -> None:
    """Goes back to measuring."""
    st.session_state[_SAVED] = None


def offers(decision: Decision, known: Knowledge) -> Mapping[str, Offer]:
    """Every test by id with the reasons why not now; pain as said last."""
    facts: Facts = strength.facts_now(decision, clock.now(), known)
    pain = pain_now()
    if pain is not None:
        facts = {**facts, "pain_now_0_10": pain}
    return {offer.test.id: offer for offer in strength.offers(facts, known)}


def pain_alone(offer: Offer) -> bool:
    """Whether nothing but pain, as far as it is known, speaks against a test."""
    return all(reason.rule_id == "strength.not_now_pain" for reason in offer.reasons)


def is_offered(offer: Offer) -> bool:
    """Whether the test can be done now, by whoever is looking."""
    return here.is_own() and offer.open
