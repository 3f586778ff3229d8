"""The next morning on a phone: one tap and it is on disk; undone, late, not remembered, not saved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import chrome
import pytest
from filelock import FileLock
from playwright.sync_api import Page, expect
from walks import Person, rows

from lib import journal, knowledge, session_log
from lib.session_log import Entry, Session
from tests import visits

WORDS = "How much did it hurt when you got up?"


@pytest.fixture
def person(phone: Page, app: str, answered: Path, first_day: date) -> Person:
    """Somebody with a phone who has checked in and done a session on the first day."""
    known = knowledge.load()
    store = journal.FolderStore(answered, known.question_kinds)
    plan = visits.decided(store, first_day).plan
    assert plan is not None
    at = datetime.combine(first_day, time(9), UTC)
    session = Session("s1", at, before_0_10=2, most_0_10=3, kind="ache")
    done = [(line, Entry("all", form="good")) for line in plan.lines]
    store.append_session(*session_log.rows(plan, session, done))
    return Person(phone, app)


@pytest.fixture
def later(day: Path, first_day: date):
    """Moves the server on by so many days."""

    def move(days: int) -> None:
        day.write_text((first_day + timedelta(days=days)).isoformat(), encoding="utf-8")

    return move


def mornings(folder: Path) -> list[tuple[str, str]]:
    return [(row["checkin_date"], row["pain_now_0_10"]) for row in rows(folder, "checkins")]


def number(person: Person, pain: int):
    return person.card("morning").get_by_role("radio", name=str(pain), exact=True)


def test_one_tap_is_the_answer_and_a_reload_changes_nothing(
    person: Person, later, answered: Path
) -> None:
    later(1)
    person.opens()
    expect(person.card("morning")).to_contain_text("How was this morning?")
    assert person.group(WORDS).locator("[aria-checked=true]").count() == 0

    number(person, 0).tap()
    expect(person.page.get_by_text("Saved: 0 of 10 this morning.")).to_be_visible()
    assert mornings(answered) == [("2026-11-17", "0")]

    person.settles().opens()
    expect(person.card("morning")).to_have_count(0)
    expect(person.page.get_by_text("Saved: 0 of 10 this morning.")).to_be_visible()
    assert mornings(answered) == [("2026-11-17", "0")]


def test_a_tap_that_went_wrong_is_undone(person: Person, later, answered: Path) -> None:
    later(1)
    person.opens()
    number(person, 9).dblclick()
    person.settles()
    assert mornings(answered) == [("2026-11-17", "9")]
    expect(person.card("follows")).to_contain_text("goes one level back")

    person.presses("Undo")
    assert mornings(answered) == []
    expect(person.card("follows")).to_have_count(0)

    number(person, 1).tap()
    person.settles()
    assert mornings(answered) == [("2026-11-17", "1")]


def test_a_late_answer_is_of_its_morning_and_one_forgotten_is_asked_no_more(
    person: Person, later, answered: Path
) -> None:
    later(2)
    person.logs(2, 3)
    later(4)
    person.opens()
    asked = person.card("morning")
    expect(asked).to_contain_text("How was yesterday morning?")
    expect(asked).to_contain_text("On Thursday morning, 19 November, the day after your session")
    person.presses("I do not remember")
    expect(person.page.get_by_text("Saved: you do not remember yesterday morning.")).to_be_visible()
    expect(asked).to_contain_text("How was Tuesday morning?")

    number(person, 2).tap()
    person.settles()
    assert mornings(answered) == [("2026-11-19", ""), ("2026-11-17", "2")]

    person.opens()
    expect(person.card("session")).to_be_visible()
    expect(asked).to_have_count(0)


def test_the_keyboard_answers_with_one_key_and_moving_about_answers_nothing(
    person: Person, later, answered: Path
) -> None:
    later(1)
    person.opens()
    number(person, 0).focus()
    for _ in range(3):
        person.page.keyboard.press("ArrowRight")
    person.settles()
    assert mornings(answered) == []

    person.page.keyboard.press("Space")
    person.settles()
    assert mornings(answered) == [("2026-11-17", "3")]

    person.page.get_by_role("button", name="Undo").focus()
    person.page.keyboard.press("Enter")
    expect(person.card("morning")).to_be_visible()
    person.settles()
    assert mornings(answered) == []


def test_what_cannot_be_saved_just_now_stays_and_is_saved_again(
    person: Person, later, answered: Path
) -> None:
    later(1)
    person.opens()
    trouble = person.page.get_by_text("Another window is saving at the moment.")
    with FileLock(answered / ".lock"):  # longer than anybody waits for it
        number(person, 4).tap()
        expect(trouble).to_be_visible()
    assert person.has_chosen(WORDS) == "4"
    expect(person.page.get_by_text("of 10 this morning")).to_have_count(0)
    assert mornings(answered) == []

    person.presses("Save it again")
    expect(trouble).to_have_count(0)
    assert mornings(answered) == [("2026-11-17", "4")]


@pytest.mark.parametrize("width", [390, 195])
def test_the_question_fits_and_its_numbers_are_large(person: Person, later, width: int) -> None:
    later(3)
    person.page.set_viewport_size({"width": width, "height": 844})
    person.opens()
    assert chrome.sideways(person.page) <= 0
    for pain in range(11):
        box = number(person, pain).bounding_box()
        assert box is not None
        assert box["height"] >= 44
    if width == 390:  # the question comes first, and leaves the main button on the first screen
        start = person.page.get_by_role("button", name="Start", exact=True).bounding_box()
        assert start is not None
        assert start["y"] + start["height"] < 844 - 80
