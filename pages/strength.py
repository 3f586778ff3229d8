"""Strength: timed tests to do oneself, when not to, and what came of them on all sides."""

import streamlit as st

from lib.ui import blocks, guard, here
from lib.ui.ending import end_page
from lib.ui.strength import first_holds, one_test, outcome, overview, state

known, test = here.known(), None
if not here.is_looking():
    test = state.opened(known)
if test is None:
    blocks.title("Strength", "How long you hold, on all sides. You measure it yourself.")
else:
    one_test.top(test)
decision = guard.with_check_in(
    "Timed tests for front, back and both sides will be here, with a stopwatch. Which of them suit "
    "you now follows from a check-in of about four minutes."
)
dark = st.context.theme.type == "dark"
state.take_pain()
offers, done = state.offers(decision, known), decision.progress.tests

if test is not None:
    main, side = st.columns(2, gap="small")
    hold = first_holds.of_plan(decision).get(state.open_id()) if here.is_own() else None
    is_first_hold = state.open_id().startswith(state.FIRST)
    if is_first_hold and hold is not None and not state.is_just_saved():
        with main:
            first_holds.how(hold, decision, known)
        with side:
            first_holds.measuring(state.open_id(), hold, decision, known)
    elif is_first_hold:
        with main:
            first_holds.tried(decision, known)
            one_test.watch(None, done, known)
    elif state.is_just_saved():
        with main:  # on a phone it is what is seen first
            outcome.card(test, decision, done, known, dark=dark)
            one_test.what_next(test, decision, done, known)
            one_test.watch(None, done, known)
        with side:
            one_test.how(test, known)
    else:
        with main:
            one_test.how(test, known)
        with side:
            one_test.measuring(offers[test.id], done, known)
            outcome.card(test, decision, done, known, dark=dark)
    end_page()

if here.is_own():
    one_test.watch(None, done, known)
overview.is_example_line()
main, side = st.columns([2, 1], gap="small")
with main:
    overview.balance_card(decision, done, known, dark=dark)
    first_holds.card(decision, known)
    is_none = overview.none_now(offers, known)
    overview.tests(offers, done, decision.today, known)
    overview.earlier(offers, done, decision.today, known)
with side:
    if not is_none:
        overview.not_now(offers, known)
    overview.what_they_say(known)
