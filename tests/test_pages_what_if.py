"""The What if page: two sets of answers, what differs, what it would take; nothing of it is kept."""

from __future__ import annotations

import copy

from streamlit.testing.v1 import AppTest

from tests.visits import (
    Log,
    answer,
    at,
    buttons,
    cards,
    fine,
    press,
    press_key,
    said,
    visit,
)

__all__ = ["visit"]

SORE = {"pain_now_0_10": 6, "pain_worst_7d_0_10": 7}


def picked(test: AppTest, id: str) -> AppTest:
    return answer(test, "what_if_question", id)


def answered(test: AppTest, id: str, value: object) -> AppTest:
    """Picks a question and answers it."""
    picked(test, id)
    number = test.session_state["what_if_try"].number
    return answer(test, f"what_if{number}_{id}", value)


def changes(test: AppTest) -> dict[str, object]:
    return dict(test.session_state["what_if_try"].changes)


def try_buttons(test: AppTest) -> list[str]:
    return [button.key for button in test.button if button.label == "Try this"]


def test_both_sides_begin_equal_and_one_answer_shows_what_would_differ(visit) -> None:
    test = visit("what_if", Log().answers(0, **SORE))
    assert cards(test)[:3] == ["Change an answer", "Your answers", "Tried"]
    assert "The same so far." in said(test)
    assert "What would be different" not in cards(test)

    answered(test, "pain_now_0_10", 3)

    words = said(test)
    assert "Because “Pain right now” is now 3, not 6" in words
    assert "Phase: Rebuild instead of Ease" in words
    assert "**Held before:** You start in Ease because of the pain you have now" in words
    assert "“Pain right now”: **3**  \n:small[before: 6]" in words


def test_each_change_has_its_undo_and_a_widget_does_not_bring_it_back(visit) -> None:
    test = visit("what_if", Log().answers(0, **SORE))
    answered(test, "pain_now_0_10", 3)
    answered(test, "days_per_week", 2)
    assert changes(test) == {"pain_now_0_10": 3, "days_per_week": 2}

    press_key(test, "undo_days_per_week")
    assert changes(test) == {"pain_now_0_10": 3}
    fine(test.run())
    assert changes(test) == {"pain_now_0_10": 3}

    press_key(test, "undo_pain_now_0_10")
    assert changes(test) == {}
    assert "Undo all" not in buttons(test)


def test_the_answer_there_was_is_no_change(visit) -> None:
    test = visit("what_if", Log().answers(0, **SORE))

    answered(test, "pain_now_0_10", 6)

    assert changes(test) == {}


def test_a_sentence_can_be_tried_and_then_the_next_one_stands_there(visit) -> None:
    test = visit("what_if", Log().answers(0, **SORE))
    assert "If “Pain right now” were 4 or less, you would start in Rebuild." in said(test)

    press_key(test, "take_rebuild-pain_now_0_10-proceed")

    assert changes(test) == {"pain_now_0_10": 4}
    assert "If “Worst pain, past week” were 4 or 5, you would start in Strengthen." in said(test)


def test_a_sentence_that_leads_back_to_the_answer_there_was_is_no_change(visit) -> None:
    test = visit("what_if", Log().answers(0, pain_now_0_10=5, pain_worst_7d_0_10=7))
    answered(test, "pain_now_0_10", 4)

    press_key(test, "take_ease-pain_now_0_10-proceed")

    assert changes(test) == {}


def test_a_question_that_comes_with_another_is_asked_there(visit) -> None:
    test = visit("what_if", Log().answers(0))
    answered(test, "pain_duration", "over_12_weeks")
    assert "This is asked as well now:" in said(test)
    assert "Some answers are still needed before a plan" in said(test)
    assert "What it would take" not in cards(test)

    for id in INFLAMMATORY:
        number = test.session_state["what_if_try"].number
        answer(test, f"what_if{number}_{id}", False)

    assert "You can start" in said(test)
    assert "What it would take" in cards(test)
    press_key(test, "undo_pain_duration")
    assert "This is asked as well now:" not in said(test)


INFLAMMATORY = (
    "inflam_before_40",
    "inflam_crept_on",
    "inflam_better_with_exercise",
    "inflam_not_better_with_rest",
    "inflam_night_eases_when_up",
)


def test_a_sign_that_is_tried_leads_to_help_and_offers_no_way_to_untick_it(visit) -> None:
    test = visit("what_if", Log().answers(0))

    answered(test, "rf_chest", True)

    words = said(test)
    assert "**Get emergency help now**" in words
    assert "If this is so for you now, do not try things out here." in words
    assert "What decides here: “Chest pain or breathlessness: now, new or worse” is ticked" in words
    assert "Safety answers have to be true." in words
    assert try_buttons(test) == []


def test_nothing_that_is_tried_reaches_the_journal_or_another_page(visit) -> None:
    log = Log().answers(0, **SORE)
    before = copy.deepcopy(log.files)
    test = visit("plan", log)
    told = said(test)

    press(test, "Try other answers")
    at(test, "what_if")  # a run of AppTest goes back to the page it was on
    assert test.title[0].value == "What if"
    answered(test, "rd_heart", True)
    answered(test, "pain_now_0_10", 1)

    assert test.session_state["guest_journal"] == before
    assert said(at(test, "plan")) == told
    assert "save" not in " ".join(buttons(at(test, "what_if"))).lower()


def test_what_was_tried_stays_for_the_session_and_begins_anew_with_new_answers(visit) -> None:
    log = Log().answers(0, **SORE)
    test = visit("what_if", log)
    answered(test, "pain_now_0_10", 1)
    at(test, "plan")
    assert changes(at(test, "what_if")) == {"pain_now_0_10": 1}

    log.answers(0, hour=8)
    test.session_state["guest_journal"] = log.files

    assert changes(at(test, "what_if")) == {}


def test_without_a_check_in_there_is_nothing_to_try(visit) -> None:
    test = visit("what_if")

    assert "Start the check-in" in buttons(test)


def test_with_a_sign_of_ones_own_the_page_for_help_comes_first(visit) -> None:
    test = visit("what_if", Log().answers(0, rf_chest=True))

    assert test.title[0].value == "Please get help now"


def test_an_example_is_tried_with_its_own_answers(visit) -> None:
    test = visit("what_if", Log().answers(0), "acute_irritable")
    assert cards(test)[1] == "Jonas's answers"
    assert "- You start in Ease because the pain is under six weeks old." in said(test)

    press(at(test, "for_therapists"), "What if …")

    assert cards(at(test, "what_if"))[1] == "Jonas (example)"
    assert "Back to For therapists" in [link.label for link in test.get("page_link")]


def test_the_rule_behind_a_line_stands_under_how_it_works(visit) -> None:
    test = visit("what_if", Log().answers(0, **SORE))
    answered(test, "pain_now_0_10", 3)

    press_key(test, "rule_0_phase.start_ease_pain_now")

    assert test.title[0].value == "How it works"
    assert "1 rule" in said(test)
    assert "Is the pain now high?" in said(test)
