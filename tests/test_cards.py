"""The five cards: what they say, which comes first, which comes again, and for how long."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import cards
from lib.model import Action, Clearance, DayDecision, Phase, Reason
from lib.ui import here
from tests.visits import (
    KNOWN,
    TODAY,
    Log,
    ago,
    at,
    buttons,
    fine,
    main_buttons,
    opened,
    press,
    said,
)
from tests.visits import visit as visit

WORDS_A_MINUTE = 150
"""A slow reader."""
PLAN = "Show my plan"


def decided(days_ago: int, *rule_ids: str) -> DayDecision:
    reasons = tuple(Reason(id) for id in rule_ids)
    return DayDecision(ago(days_ago), Action.STEP_BACK, Phase.EASE, Phase.EASE, reasons)


def again(*decisions: DayDecision) -> str:
    """The id of the card that comes again; empty when none does."""
    found = cards.again(decisions, TODAY, KNOWN)
    return "" if found is None else found.card.id


# --- what they say --------------------------------------------------------------------------------


def test_five_cards_are_read_in_under_a_minute() -> None:
    words = [len(f"{card.title} {card.says}".split()) for card in KNOWN.cards.values()]

    assert list(KNOWN.cards) == [
        "little_ache",
        "sharp_or_spreading",
        "little_and_often",
        "form_before_amount",
        "sore_not_damaged",
    ]
    assert sum(words) < WORDS_A_MINUTE


@pytest.mark.parametrize("card", KNOWN.cards.values(), ids=lambda card: card.id)
def test_a_card_is_one_sentence(card: Any) -> None:
    assert len(re.findall(r"[.?!]", card.says)) == 1


# --- which comes first ------------------------------------------------------------------------------


@pytest.mark.parametrize(("worry", "first"), [(4, False), (5, True), (10, True), (None, False)])
def test_worry_from_five_puts_the_last_card_first_and_loses_none(worry: Any, first: bool) -> None:
    answers = {} if worry is None else {"movement_worry_0_10": worry}
    ids = [card.id for card in cards.in_order(answers, KNOWN)]

    assert (ids[0] == "sore_not_damaged") is first
    assert sorted(ids) == sorted(KNOWN.cards)


# --- which comes again ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule_id", "card"),
    [
        ("progress.step_back_after_sore_morning", "sore_not_damaged"),
        ("progress.stop_weekly_flare", "little_and_often"),
        ("progress.stop_raised_mornings", "little_and_often"),
        ("progress.missed_one_level", "little_and_often"),
        ("progress.missed_two_levels", "little_and_often"),
        ("progress.exercise_above_ceiling", "little_ache"),
        ("progress.phase_back_unsettled", "little_ache"),
        ("phase.back_mean", "little_ache"),
        ("progress.exercise_poor_form", "form_before_amount"),
        ("progress.exercise_sharp", "sharp_or_spreading"),
        ("progress.exercise_step_up", ""),
        ("progress.hold_not_easy", ""),
    ],
)
def test_what_happened_brings_the_card_that_fits(rule_id: str, card: str) -> None:
    assert again(decided(0, rule_id)) == card


def step_backs() -> Iterable[str]:
    """Every rule that takes something back, or says that there was a flare."""
    for id, rule in KNOWN.rules.items():
        is_flare = bool(rule.then.get("comfort")) and "action" in rule.then
        if rule.then.get("action") == "STEP_BACK" or is_flare:
            yield id


@pytest.mark.parametrize("rule_id", list(step_backs()))
def test_no_step_back_is_without_a_card_but_the_one_for_the_legs(rule_id: str) -> None:
    assert bool(again(decided(0, rule_id))) is (rule_id != "phase.back_legs")


def test_a_card_goes_after_two_days() -> None:
    sore = "progress.step_back_after_sore_morning"

    assert [bool(again(decided(days, sore))) for days in range(5)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_days_count_from_the_latest_decision_of_its_kind() -> None:
    sore = "progress.step_back_after_sore_morning"

    assert again(decided(9, sore), decided(1, sore), decided(0, "progress.hold_not_easy"))
    assert cards.days_since([decided(9, sore), decided(1, sore)], TODAY, KNOWN) == {
        "days_since_sore_morning": 1
    }
    spread = decided(1, "progress.stop_spreading")
    assert cards.days_since([decided(9, "progress.exercise_sharp"), spread], TODAY, KNOWN) == {
        "days_since_sharp_pain": 1
    }


def test_of_two_cards_the_graver_one_comes() -> None:
    both = decided(0, "progress.missed_one_level"), decided(1, "progress.exercise_sharp")

    assert again(*both) == "sharp_or_spreading"


# --- before the first plan ------------------------------------------------------------------------------


def test_the_first_plan_is_the_first_only_until_there_is_a_second_check_in_or_a_session() -> None:
    assert cards.is_first_plan(Log().answers().decision())
    assert not cards.is_first_plan(Log().answers(1).answers(0).decision())
    assert not cards.is_first_plan(Log().answers(1).session(0).decision())
    assert not cards.is_first_plan(Log().decision())


def test_a_plan_after_a_wait_is_a_first_plan_too() -> None:
    waited = Log().answers(3, rd_heart=True).answers(0)

    assert waited.decision(1).clearance is Clearance.SEE_CLINICIAN
    assert cards.is_first_plan(waited.decision())


def due(log: Log) -> AppTest:
    """Today as somebody sees it who has just finished this check-in."""
    test = opened("check_in", log.files)
    test.session_state["cards_due"] = True
    return at(test, "today")


@pytest.mark.parametrize("button", [PLAN, "Skip"])
def test_one_tap_leads_to_the_plan_and_the_cards_do_not_come_back(visit: Any, button: str) -> None:
    test = due(Log().answers())

    assert all(card.says in said(test) for card in KNOWN.cards.values())
    assert main_buttons(test) == [PLAN]
    assert "Start" not in buttons(test)

    test = press(test, button)
    assert "Start" in buttons(test)
    assert PLAN not in buttons(at(at(test, "plan"), "today"))


def test_who_comes_without_finishing_a_check_in_sees_the_plan_at_once(visit: Any) -> None:
    assert PLAN not in buttons(visit("today", Log().answers()))


def test_worry_changes_the_order_on_the_screen(visit: Any) -> None:
    shown = said(due(Log().answers(movement_worry_0_10=7)))
    first, last = KNOWN.cards["sore_not_damaged"], KNOWN.cards["little_ache"]

    assert shown.index(first.says) < shown.index(last.says)


# --- on Today and in How it works ---------------------------------------------------------------------------


def test_a_sore_morning_brings_its_card_on_today_and_takes_it_away(visit: Any) -> None:
    log = Log().answers(5).session(4).checkin(3, "next_morning", pain_now_0_10=6)
    card = KNOWN.cards["sore_not_damaged"].says

    assert card not in said(visit("today", log))

    recent = Log().answers(5).session(1).checkin(0, "next_morning", pain_now_0_10=6)
    shown = said(visit("today", recent))
    assert card in shown
    assert "A morning was clearly worse than before the session." in shown


def test_a_stop_comes_before_every_card(visit: Any) -> None:
    log = Log().answers(5).session(0, kind="spreading")

    assert "Worth reading again" not in said(visit("today", log))


def test_days_away_bring_their_card(visit: Any) -> None:
    log = Log().answers(20).session(15)

    assert KNOWN.cards["little_and_often"].says in said(visit("today", log))


def in_how_it_works(test: AppTest) -> str:
    test.button_group(key="rules_section").set_value("Five things to know")
    return said(fine(test.run()))


def test_how_it_works_holds_all_cards_with_why(visit: Any) -> None:
    shown = in_how_it_works(visit("how_it_works"))

    assert all(card.says in shown and card.why in shown for card in KNOWN.cards.values())
    assert shown.count("<img") == len(KNOWN.cards)


def test_how_it_works_shows_no_figure_to_somebody_who_needs_help_first(visit: Any) -> None:
    shown = in_how_it_works(visit("how_it_works", Log().answers(rf_ces_bladder=True)))

    assert all(card.says in shown for card in KNOWN.cards.values())
    assert "<img" not in shown


def test_an_example_never_begins_with_the_cards(visit: Any) -> None:
    test = opened("today", example=next(iter(here.examples())))
    test.session_state["cards_due"] = True

    assert PLAN not in buttons(at(test, "today"))
