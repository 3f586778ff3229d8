"""Take it along in the states a person can meet it in: a plan, none, an example, a typed name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests import visits
from tests.visits import Log, fine, press, said, stopped

visit = visits.visit
Visit = Callable[..., AppTest]


def files(test: AppTest) -> list[str]:
    """What can be downloaded of the card for paper."""
    return [button.label for button in test.get("download_button") if button.key == "take_file"]


def summary(test: AppTest) -> AppTest:
    return fine(test.radio(key="take_what").set_value("summary").run())


def test_the_page_is_made_at_a_press_and_then_offered_as_a_file(visit: Visit) -> None:
    page = visit("take_along", Log().answers(3).session(2))
    assert files(page) == []

    page.text_input(key="take_name").input("Zoë *Ann*\u202e")
    page.toggle(key="take_large").set_value(True)
    page = press(page, "Make the page")

    assert files(page) == ["Download my plan"]
    assert "PDF, A4, large print, for Zoë \\*Ann\\*" in said(page)


def test_letters_that_no_typeface_has_are_told_before_the_file_is_taken(visit: Visit) -> None:
    page = visit("take_along", Log().answers(3))

    page.text_input(key="take_name").input("李 Bo")
    page = press(page, "Make the page")

    assert "has a box for each: 李" in said(page)


def test_the_summary_has_its_own_form_and_what_was_typed_stays_while_one_looks_at_the_other(
    visit: Visit,
) -> None:
    page = summary(visit("take_along", Log().answers(3)))
    page.text_area(key="take_questions").input("May I run?")
    page = press(page, "Make the page")
    assert files(page) == ["Download my summary"]

    page = fine(page.radio(key="take_what").set_value("plan").run())
    assert files(page) == []
    page = summary(page)

    assert page.text_area(key="take_questions").value == "May I run?"
    assert files(page) == ["Download my summary"]


def test_nothing_that_is_typed_here_reaches_the_journal(visit: Visit) -> None:
    log = Log().answers(3)
    before = dict(log.files)
    page = summary(visit("take_along", log))
    page.text_input(key="take_name").input("Anna")
    page.text_area(key="take_questions").input("May I run?")

    press(page, "Make the page")

    assert page.session_state["guest_journal"] == before


@pytest.mark.parametrize(
    ("log", "why"),
    [
        (stopped(), "sessions are stopped"),
        (Log().answers(rd_heart=True), "a clinician has to have a look"),
        (Log().answers(60), "some answers are missing"),
    ],
    ids=["stopped", "see a clinician", "long ago"],
)
def test_without_a_plan_a_sentence_stands_there_and_the_summary_can_be_taken(
    visit: Visit, log: Log, why: str
) -> None:
    page = visit("take_along", log)
    assert why in said(page)
    assert files(page) == []

    page = press(summary(page), "Make the page")

    assert files(page) == ["Download my summary"]


def test_an_emergency_sign_leads_to_help_and_offers_no_page(visit: Visit) -> None:
    page = visit("take_along", Log().answers(rf_chest=True))

    assert page.title[0].value != "Take it along"
    assert files(page) == []


def test_the_plan_of_an_example_can_be_taken_along_too(visit: Visit) -> None:
    page = press(visit("take_along", example="desk_worker"), "Make the page")

    assert files(page) == ["Download my plan"]
    assert [box.key for box in page.checkbox if box.key == "take_code"] == []
    assert "for Example: Petra" in said(page)


def test_plan_and_progress_lead_here(visit: Visit) -> None:
    for name in ("plan", "progress"):
        page = visit(name, Log().answers(3).session(2))

        links = [link.proto.page for link in page.get("page_link")]
        assert "take_along" in links


def test_before_the_first_check_in_it_says_what_will_be_here(visit: Visit) -> None:
    page = visit("take_along")

    assert "summary for your next appointment" in said(page)
    assert files(page) == []
