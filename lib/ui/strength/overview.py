"""The list: the four sides as one picture, the tests for now, and those not for now with why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from lib import charts, strength, words
from lib.model import Balance, Decision, Knowledge, Offer, Reason, TestResult
from lib.ui import blocks, figures, here, screens, sources
from lib.ui.strength import outcome, state

_WITHHELD, _THERAPIST = "strength.not_now_plan_withheld", "strength.not_now_therapist_only"
AREA_WORDS = {"front": "Front", "back": "Back", "side": "Sides", "legs": "Legs"}


def balance_card(
    decision: Decision, results: Sequence[TestResult], known: Knowledge, *, dark: bool
) -> None:
    """Front, back, left and right with the sentence about them; nothing before the first test."""
    if not any(known.tests[result.test].target for result in results if result.test in known.tests):
        return
    age, sex = outcome.age_and_sex(decision)
    found = strength.balance(results, known, age, sex)
    with blocks.card(key="balance"):
        st.caption("Is one side of you weaker than the others?")
        st.subheader(found.says, anchor=False)
        frame = charts.balance_frame(found, known.tests)
        outcome.drawn(
            "balance", (found, dark), lambda: charts.balance_chart(frame, found.says, dark)
        )
        if found.profile:
            st.caption(found.profile)
        with blocks.why("Numbers behind this chart", key="numbers_balance"):
            st.caption(_targets(found, known))
            st.dataframe(charts.numbers(frame), hide_index=True)


def _targets(found: Balance, known: Knowledge) -> str:
    compared = any(row.usual for row in found.rows)
    published = " Published: the middle half of a group whose age fits." if compared else ""
    return f"The targets are those the plan asks for on the way to its later phases.{published}"


def tests(
    offers: Mapping[str, Offer], results: Sequence[TestResult], today: date, known: Knowledge
) -> None:
    """The tests that can be done now, one a row; the first that is due has the main button."""
    now = [offer for offer in offers.values() if offer.open]
    if not now:
        return
    due = strength.retest_due(results, known, today)
    done = {result.test for result in results}
    first = next((o.test.id for o in now if o.test.id in due or o.test.id not in done), "")
    minutes = known.whole("test_rest_min")
    with blocks.card("Tests for now", key="tests"):
        st.caption(
            f"In any order, with {minutes} minutes of rest between two. None of them is a must."
        )
        with st.grid(3, min_column_width=140, gap="small") as grid:
            for offer in now:
                with grid.cell():
                    _tile(offer, results, today, known, is_first=offer.test.id == first)


def _tile(
    offer: Offer,
    results: Sequence[TestResult],
    today: date,
    known: Knowledge,
    *,
    is_first: bool = False,
) -> None:
    test = offer.test
    last = outcome.last_words(test, results, today)
    is_due = test.id in strength.retest_due(results, known, today)
    again = "  \n:small[Worth doing again]" if is_due else ""
    with st.container(gap="xxsmall", key=f"test_{test.id}"):
        if test.figure is not None:
            figures.thumbnail(test.figure, known)
        st.markdown(f"**{test.name}**  \n:small[{AREA_WORDS[test.area]} · {last}]{again}")
        st.button(
            "Do this test" if state.is_offered(offer) else "How it goes",
            key=f"open_{test.id}",
            type="primary" if is_first and state.is_offered(offer) else "secondary",
            on_click=state.open_one,
            args=(test.id,),
        )


def none_now(offers: Mapping[str, Offer], known: Knowledge) -> bool:
    """Where no test can be done: what speaks against all of them, said once. False where one can."""
    own = [offer for offer in offers.values() if not offer.test.therapist_only]
    if any(offer.open for offer in own):
        return False
    for_all = [reason for reason in own[0].reasons if all(_is_against(o, reason) for o in own)]
    with blocks.card("No strength tests for now", key="none_now"):
        for reason in for_all:
            st.markdown(reason_words(reason, known))
        if not for_all:
            for reason, names in _by_reason(own).items():
                st.markdown(f"{reason_words(reason, known)}  \n:small[{names}]")
        if here.is_own() and any(state.pain_alone(offer) for offer in own):
            state.ask_pain()
        elif any(reason.rule_id == _WITHHELD for reason in for_all):
            blocks.way_to(screens.TODAY, "What comes first")
        else:
            st.markdown("When that has changed, the tests that suit you will be here.")
    return True


def not_now(offers: Mapping[str, Offer], known: Knowledge) -> None:
    """The tests that are not offered, under each reason; those for a therapist on their own."""
    closed = [o for o in offers.values() if not o.open and not o.test.therapist_only]
    with blocks.card("Not for now", key="not_now"):
        for reason, names in _by_reason(closed).items():
            st.markdown(f"{reason_words(reason, known)}  \n:small[{names}]")
        _for_therapists(offers, known)


def _for_therapists(offers: Mapping[str, Offer], known: Knowledge) -> None:
    """The tests that are only marked: they need somebody who watches."""
    theirs = [offer for offer in offers.values() if offer.test.therapist_only]
    names = ", ".join(offer.test.name for offer in theirs)
    why = known.rules[_THERAPIST].why
    st.markdown(f":material/person: Only with a therapist. {why}  \n:small[{names}]")


def earlier(
    offers: Mapping[str, Offer], results: Sequence[TestResult], today: date, known: Knowledge
) -> None:
    """What came of tests that are not offered now."""
    done = {result.test for result in results if result.is_test}
    closed = [offer for offer in offers.values() if not offer.open and offer.test.id in done]
    if not closed:
        return
    with blocks.card("Tested before", key="earlier"):
        for offer in closed:
            st.button(
                f"{offer.test.name}: {outcome.last_words(offer.test, results, today)}",
                key=f"open_{offer.test.id}",
                type="tertiary",
                on_click=state.open_one,
                args=(offer.test.id,),
            )


def _is_against(offer: Offer, reason: Reason) -> bool:
    return any(other.rule_id == reason.rule_id for other in offer.reasons)


def _by_reason(closed: Sequence[Offer]) -> Mapping[Reason, str]:
    """Each reason with the names of the tests it speaks against, in the order in which they came."""
    found: dict[str, tuple[Reason, list[str]]] = {}
    for offer in closed:
        for reason in offer.reasons:
            found.setdefault(reason.rule_id, (reason, []))[1].append(offer.test.name)
    return {reason: ", ".join(names) for reason, names in found.values()}


def reason_words(reason: Reason, known: Knowledge) -> str:
    """Why a test is not offered: the rule's sentence, or what is not known when it cannot tell."""
    rule = known.rules.get(reason.rule_id)
    if rule is not None and not reason.facts:
        return f":material/help: Not known yet: {rule.asks}"
    return f":material/block: {words.of_reason(reason, known)}"


def what_they_say(known: Knowledge) -> None:
    """What such tests are good for, and what they cannot tell."""
    with blocks.card("What these tests can tell", key="tell"):
        st.markdown(
            "They compare you with yourself, and show which side to build. They do not find the "
            "cause of pain: in people with back pain such holds told little about it. Two days can "
            "differ a lot by chance, so a single better or worse day means nothing."
        )
        with blocks.why("Sources", key="tell"):
            sources.listed(("S51", "S61", "S54"), known)


def is_example_line() -> None:
    """Says, in an example, that nothing can be measured."""
    if not here.is_own():
        st.caption("This is an example: nothing can be measured here.")
