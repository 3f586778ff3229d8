"""One test: how it goes, when to stop, what comes before, the stopwatch, or times typed instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from lib import strength
from lib.model import Decision, Knowledge, Offer, StrengthTest, TestResult
from lib.ui import blocks, clock, figures, here, scroll, stopwatch, typed, widgets
from lib.ui.stopwatch import Hold, Result
from lib.ui.strength import overview, results, state
from lib.ui.typed import Form

NO_PAIN, WORST_PAIN = "no pain", "worst pain you can think of"


def how(test: StrengthTest, known: Knowledge, pain_at_most: int | None = None) -> None:
    """The figure, the steps, and when to stop; with the pain limit of exercise where one is given."""
    stops = strength.stops(test, known)
    if pain_at_most is not None:  # the first is about how much pain, in every test
        stops = (f"Your pain goes above {pain_at_most} of 10.", *stops[1:])
    with blocks.card("How it goes", key="how"):
        if test.figure is not None:
            figures.moving(test.figure, known)
            figures.switch("test")
        st.markdown("\n".join(f"{place}. {step}" for place, step in enumerate(test.how, start=1)))
        listed = "\n".join(f"- {line}" for line in stops)
        st.markdown(f"**Stop when**\n\n{listed}")


def measuring(offer: Offer, done: Sequence[TestResult], known: Knowledge) -> bool:
    """What comes before, then the stopwatch; or why not now. True when the stopwatch is there."""
    if not here.is_own():
        overview.is_example_line()
        return False
    if state.pain_alone(offer):  # else the pain of this moment would change nothing
        _before(offer.test, done)
    if not offer.open:
        _why_not(offer, known)
        return False
    pain = state.pain_now()
    if pain is None or not _is_practised(offer.test, done):
        st.caption("Then the stopwatch opens here.")
        return False
    with blocks.card("Measure it", key="measure"):
        watch(offer.test, done, known, pain)
    with blocks.why("Type it instead", key="typed"):
        _typed(offer.test, known)
    return True


def _why_not(offer: Offer, known: Knowledge) -> None:
    with blocks.card("Not for now", key="refused"):
        for reason in offer.reasons:
            st.markdown(overview.reason_words(reason, known))


def _before(test: StrengthTest, done: Sequence[TestResult]) -> None:
    with blocks.card("Before you start", key="before"):
        state.ask_pain()
        tried = st.checkbox(
            "**I have tried it once for practice.**  \n:small[In position for about five seconds, "
            "then down again. It does not count.]",
            value=_is_practised(test, done),
            key=f"tried_{test.id}",
        )
        if tried:
            state.try_once(test.id)


def _is_practised(test: StrengthTest, done: Sequence[TestResult]) -> bool:
    return state.has_tried(test.id) or any(result.test == test.id for result in done)


def watch(
    test: StrengthTest | None, done: Sequence[TestResult], known: Knowledge, pain_now: int = 0
) -> None:
    """The stopwatch for this test; without one, what was left unfinished, if anything was."""
    stopwatch.mount(
        None if test is None else results.asked(test, known),
        taken=results.taken(done),
        on_result=results.take,
        on_reopen=_reopen,
        rest_s=results.rest_s(done, clock.now(), known),
        side_rest_s=known.whole("test_side_rest_s"),
        pain_at_most_0_10=results.pain_at_most(pain_now, known),
    )


def _reopen(id: str) -> None:
    if id.removeprefix(state.FIRST) in here.known().tests:
        state.try_once(id)  # it was under way already
        state.open_one(id)


# --- typed instead -------------------------------------------------------------------------------


def _typed(test: StrengthTest, known: Knowledge) -> None:
    form = typed.opened(f"test_{test.id}", "t")
    for side in test.sides:
        _amount(form, test, side, known)
    widgets.scale_0_10(
        "Pain during it, if it hurt (optional)",
        key=form.key("pain"),
        saved=form.saved("pain"),
        low=NO_PAIN,
        high=WORST_PAIN,
    )
    st.button("Save", key=f"save_{test.id}", on_click=_save, args=(form.id, test.id))
    if form.saved("tried") and not _holds(form, test):
        st.markdown(":material/info: **Not saved yet.** Please type a number.")


def _amount(form: Form, test: StrengthTest, side: str, known: Knowledge) -> None:
    counts = test.measure == "count"
    what = "Times you stood up fully" if counts else "Seconds held"
    widgets.whole(
        f"{what}, {side} side" if side else what,
        key=form.key(f"much_{side}"),
        saved=form.saved(f"much_{side}"),
        at_least=0,
        at_most=stopwatch.MOST_STANDS if counts else known.whole(test.cap),
    )


def _holds(form: Form, test: StrengthTest) -> tuple[Hold, ...]:
    """What was typed; a side that was left empty was not done."""
    counts, pain = test.measure == "count", form.saved("pain")
    much: list[tuple[str, Any]] = [(side, form.saved(f"much_{side}")) for side in test.sides]
    return tuple(
        Hold(
            side,
            None if counts else float(value),
            value if counts else None,
            pain,
            "pain" if pain else "",
        )
        for side, value in much
        if value is not None
    )


def _save(form_id: str, test_id: str) -> None:
    form = typed.opened(f"test_{test_id}", "t")
    if form.id != form_id:  # already saved
        return
    form.values["tried"] = True
    holds = _holds(form, here.known().tests[test_id])
    if holds and results.save(Result(form.id.removeprefix("t"), test_id, holds)):
        typed.close(form)


# --- after it was saved ----------------------------------------------------------------------------


def what_next(
    test: StrengthTest, decision: Decision, done: Sequence[TestResult], known: Knowledge
) -> None:
    """The next test that has not been done today, the same once more, or the list."""
    today = {result.test for result in done if result.day == decision.today}
    offers = state.offers(decision, known)
    ahead = [id for id, offer in offers.items() if state.is_offered(offer) and id not in today]
    with blocks.card("What next", key="next"):
        minutes = known.whole("test_rest_min")
        st.markdown(f"Rest for about {minutes} minutes before another one. Or leave it at that.")
        if ahead:
            st.button(
                f"Next: {known.tests[ahead[0]].name}",
                key="next_test",
                type="primary",
                on_click=state.open_one,
                args=(ahead[0],),
            )
        st.button("This one once more", key="once_more", on_click=state.once_more)


def top(test: StrengthTest) -> None:
    """The title, the way back, and the page at its top."""
    blocks.title(test.name)
    st.button(
        "All tests",
        icon=":material/arrow_back:",
        on_click=state.open_one,
        args=(None,),
        key="all_tests",
    )
    scroll.to(f"test {test.id} {state.is_just_saved()}")
