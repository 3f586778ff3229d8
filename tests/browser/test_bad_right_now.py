""" "It is bad right now" on a phone: counted in taps and words, with flags, reload and tomorrow."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import chrome
import pytest
import server
import walks
from playwright.sync_api import Page, expect
from walks import LISTS, Person

TODAY = date(2026, 11, 22)
MOST_TAPS, MOST_WORDS = 15, 550
LABEL, GO_ON, SEE = "It is bad right now", "Go on with the check-in", "See what to do"


@pytest.fixture
def first_day() -> date:
    return TODAY


@pytest.fixture
def person(phone: Page, app: str) -> Person:
    return Person(phone, app)


def begins(person: Person) -> Person:
    return person.opens().presses(LABEL)


def says_how_it_is(
    person: Person, pain: str = "7", legs: str = "None", eases: str = "Bending", floor: str = "Yes"
) -> Person:
    person.sees("How it is right now").types("age_years", "45")
    person.picks("pain_duration", "Under 6 weeks").picks("pain_now_0_10", pain)
    person.picks("leg_symptoms", legs).picks("eases_with", eases)
    return person.picks("can_get_up_from_floor", floor).reads().presses(SEE)


def goes_through(person: Person, **answers: str) -> Person:
    says_how_it_is(begins(person).none_of_these(), **answers).sees("Today")
    expect(person.card("today_only")).to_be_visible()
    return person


def check_ins(folder: Path) -> list[dict[str, str]]:
    """The check-ins on disk; none where there is no file."""
    file = folder / "answers.csv"
    return walks.rows(folder, "answers") if file.exists() else []


# --- without a flag -----------------------------------------------------------------------------


def test_a_plan_for_today_within_15_taps_and_550_words(person: Person, folder: Path) -> None:
    goes_through(person)

    assert person.taps <= MOST_TAPS
    assert 400 < person.words <= MOST_WORDS
    plan = person.card("today_only")
    for part in ("1. A position of ease", "2. A small movement", "3. A short walk"):
        expect(plan.get_by_text(part)).to_be_visible()
    assert plan.locator(".ek-still img").count() == 3
    expect(plan.get_by_text("1. A position of ease")).to_be_in_viewport()
    assert check_ins(folder) == []
    assert not (folder / "sessions.csv").exists()


def test_even_where_it_may_be_the_first_time_it_stays_within_15_taps(person: Person) -> None:
    begins(person).none_of_these().sees("How it is right now").types("age_years", "60")
    person.picks("first_episode", "No").picks("pain_duration", "Over 12 weeks")
    person.picks("pain_now_0_10", "6").picks("leg_symptoms", "None")
    person.picks("eases_with", "Unsure").picks("can_get_up_from_floor", "No").reads().presses(SEE)

    expect(person.card("today_only")).to_contain_text("Breathing on the bed")
    expect(person.card("today_only_expect")).to_contain_text("Yours has lasted longer")
    assert person.taps <= MOST_TAPS
    assert person.words <= MOST_WORDS


def test_every_answer_is_large_enough_for_a_thumb(person: Person) -> None:
    begins(person).sees("Emergency signs")
    boxes = person.page.locator("[data-testid=stCheckbox] label")
    assert {box.bounding_box()["height"] >= 44 for box in boxes.all()} == {True}  # type: ignore[index]
    person.none_of_these().sees("How it is right now")

    answers = person.page.locator(
        "[data-testid=stRadio] [role=radiogroup] label, [data-testid=stButtonGroup] button, "
        "[class*=st-key-foot] button"
    )
    assert min(box.bounding_box()["height"] for box in answers.all()) >= 44  # type: ignore[index]
    assert chrome.sideways(person.page) <= 0


def test_how_a_part_goes_opens_in_place(person: Person) -> None:
    goes_through(person, eases="Arching back")

    plan = person.card("today_only")
    expect(plan).to_contain_text("Breathing lying on your front")
    plan.get_by_text("How it goes").first.click()
    person.settles()
    expect(plan.get_by_text("Lie on your front on a firm bed or the floor")).to_be_visible()


# --- with a flag ------------------------------------------------------------------------------------


def test_an_emergency_sign_stops_after_the_first_list(person: Person, folder: Path) -> None:
    begins(person).sees("Emergency signs").ticks("A leg or foot getting weaker").presses("Next")
    person.sees("Please get help now")

    assert [row["rf_neuro_prog"] for row in check_ins(folder)] == ["true"]
    person.opens().sees("Please get help now")


def test_a_same_day_sign_says_today(person: Person, folder: Path) -> None:
    fever = "Fever, shivers or night sweats with this pain"
    begins(person).none_of_these(1).sees("Illness, injury").ticks(fever).presses("Next")
    person.sees("Please speak to a doctor today")

    assert [row["rf_infection"] for row in check_ins(folder)] == ["true"]


def test_severe_leg_pain_waits_for_a_clinician(person: Person, folder: Path) -> None:
    says_how_it_is(begins(person).none_of_these(), pain="9", legs="One leg, below knee")
    person.sees("Before you start")

    assert [row["pain_worst_7d_0_10"] for row in check_ins(folder)] == ["9"]
    expect(person.page.locator(".stMain")).to_contain_text("needs a clinician in the next few days")


# --- reload and tomorrow ---------------------------------------------------------------------------


def test_a_reload_and_a_new_server_show_the_same_plan(phone: Page, own: server.Standing) -> None:
    person = goes_through(Person(phone, own.address), pain="9")
    before = person.card("today_only").inner_text()
    person.opens()
    assert person.card("today_only").inner_text() == before
    own.starts_anew()
    person.opens()
    assert person.card("today_only").inner_text() == before
    assert "At 9 of 10, begin with the first one alone." in before


def test_a_guests_plan_for_today_survives_other_pages(phone: Page, guests: server.Standing) -> None:
    person = goes_through(Person(phone, guests.address))
    phone.locator(".st-key-bar").get_by_role("link", name="Help").click()
    person.sees("Get help")
    phone.locator(".st-key-bar").get_by_role("link", name="Today").click()
    person.sees("Today")

    expect(person.card("today_only")).to_be_visible()


def test_tomorrow_the_rest_is_asked_and_then_the_course_begins(
    person: Person, folder: Path, day: Path
) -> None:
    goes_through(person)
    assert json.loads((folder / "draft.json").read_text(encoding="utf-8"))["bad"]["day"] == (
        TODAY.isoformat()
    )
    tomorrow = TODAY + timedelta(days=1)
    day.write_text(tomorrow.isoformat(), encoding="utf-8")

    person.opens()
    expect(person.card("today_only")).to_have_count(0)
    expect(person.card("first")).to_contain_text("was for that day only")
    person.presses(GO_ON).sees("Your back")
    expect(person.question("age_years").locator("input")).to_have_value("45")
    expect(person.page.get_by_role("radio", name="Under 6 weeks")).to_be_checked()
    for id, pain in zip(walks.PAINS, ("4", "5", "7"), strict=True):
        person.picks(id, pain)
    person.presses("Next")
    for title in LISTS:
        person.sees(title)
        expect(person.page.get_by_role("checkbox", name="None of these")).not_to_be_checked()
        person.ticks("None of these").presses("Next")
    person.sees("How it behaves").picks("leg_symptoms", "None").picks("pain_settles", "Same day")
    person.picks("pain_trend", "Better").picks("worse_with", "Sitting").presses("Next")
    person.sees("What you can do").picks("can_rise_from_chair_5x", "Yes").presses("Next")
    person.week()

    person.sees("Today").presses("Show my plan")  # the five cards come first
    expect(person.card("phase")).to_contain_text("Ease")
    assert [row["answers_date"] for row in check_ins(folder)] == [tomorrow.isoformat()]
    assert not (folder / "draft.json").exists()


def test_get_help_leads_there_before_there_is_a_plan(person: Person) -> None:
    person.opens("get_help").presses("I have no plan yet: what can I do today?")

    person.sees("Emergency signs")
