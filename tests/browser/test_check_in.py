"""The check-in, stop and wait pages on a phone, with what stands in the CSV file afterwards."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import chrome
import pytest
import server
import walks
from playwright.sync_api import Page, expect
from walks import LISTS, PAINS, Person

from lib import knowledge

KNOWN = knowledge.load()
TODAY = date(2026, 11, 22)
MOST_WORDS, MOST_TAPS = 650, 28


@pytest.fixture
def first_day() -> date:
    return TODAY


def rows(folder: Path) -> list[dict[str, str]]:
    """The check-ins on disk, each without its empty cells."""
    return [{k: v for k, v in row.items() if v} for row in walks.rows(folder, "answers")]


def answers(folder: Path) -> dict[str, str]:
    """The last check-in on disk, without when it was given."""
    return {k: v for k, v in rows(folder)[-1].items() if not k.startswith("answer")}


TICKS = tuple(question.id for question in KNOWN.questions.values() if question.kind == "tick")


@pytest.fixture
def person(phone: Page, app: str) -> Person:
    return Person(phone, app)


# --- the required path ---------------------------------------------------------------


def test_the_row_on_disk_is_what_was_tapped_within_650_words_and_28_taps(
    person: Person, folder: Path
) -> None:
    person.all_of_it()

    assert answers(folder) == {
        "age_years": "45",
        "pain_duration": "6_to_12_weeks",
        "pain_now_0_10": "3",
        "pain_average_7d_0_10": "4",
        "pain_worst_7d_0_10": "6",
        **dict.fromkeys(TICKS, "false"),
        "leg_symptoms": "none",
        "pain_settles": "same_day",
        "pain_trend": "better",
        "worse_with": "bending|sitting",
        "eases_with": "neither",
        "can_rise_from_chair_5x": "yes",
        "can_get_up_from_floor": "yes",
        "can_bridge_10s": "not_tried",
        "can_side_prop_left_10s": "not_tried",
        "can_side_prop_right_10s": "not_tried",
        "can_knee_plank_10s": "not_tried",
        "can_stand_one_leg_10s": "not_tried",
        "kit": "none",
        "days_per_week": "5",
        "minutes_per_session": "15",
    }
    assert len(rows(folder)) == 1
    assert not (folder / "draft.json").exists()
    assert 550 < person.words <= MOST_WORDS
    assert person.taps <= MOST_TAPS


def test_even_with_every_question_that_can_be_called_for_it_stays_within_650_words_and_28_taps(
    person: Person, folder: Path
) -> None:
    person.opens("check_in").types("age_years", "60").picks("pain_duration", "Over 12 weeks")
    person.picks("first_episode", "No")
    for id in PAINS:
        person.picks(id, "2")
    person.reads().presses("Next").none_of_these().sees("How it behaves")
    person.picks("leg_symptoms", "None").picks("pain_settles", "Same day")
    person.picks("pain_trend", "Same").picks("worse_with", "None").picks("eases_with", "Unsure")
    person.picks("inflam_before_40", "Came on slowly", "Not better with rest")
    person.reads().presses("Next").abilities().week()

    person.page.wait_for_url(re.compile(f"^{person.address}/?$"))
    saved = answers(folder)
    assert saved["first_episode"] == "false"
    assert {k: v for k, v in saved.items() if k.startswith("inflam")} == {
        "inflam_before_40": "false",
        "inflam_crept_on": "true",
        "inflam_better_with_exercise": "false",
        "inflam_not_better_with_rest": "true",
        "inflam_night_eases_when_up": "false",
    }
    assert saved["worse_with"] == "none"
    assert person.taps <= MOST_TAPS
    assert person.words <= MOST_WORDS


# --- Back, reload, what is open ----------------------------------------------------------


def chosen(person: Person, id: str) -> list[str]:
    """The labels of the buttons that are filled."""
    return person.question(id).locator('button[data-selected="true"]').all_inner_texts()


def test_back_loses_nothing_not_even_on_a_screen_that_is_not_done_and_each_begins_at_its_top(
    person: Person,
) -> None:
    person.opens("check_in").your_back().sees("Emergency signs")
    expect(person.page.locator(".stMain h1")).to_be_in_viewport()
    person.ticks("None of these").presses("Next").sees("Illness, injury")
    expect(person.page.locator(".stMain h1")).to_be_in_viewport()
    person.ticks("Constant pain no position eases, also at night")

    person.presses("Back").sees("Emergency signs")
    none = person.page.get_by_role("checkbox", name="None of these")
    expect(none).to_be_checked()
    person.presses("Back").sees("Your back")
    expect(person.question("age_years").locator("input")).to_have_value("45")
    expect(person.page.get_by_role("radio", name="6–12 weeks")).to_be_checked()
    assert [chosen(person, id) for id in PAINS] == [["3"], ["4"], ["6"]]

    person.presses("Next").sees("Emergency signs").presses("Next").sees("Illness, injury")
    night = person.page.get_by_role("checkbox", name="Constant pain no position eases")
    expect(night).to_be_checked()


def test_a_reload_and_a_new_server_go_on_where_it_was_left_and_another_day_asks_anew(
    phone: Page, own: server.Standing, day: Path
) -> None:
    person = Person(phone, own.address).opens("check_in").your_back().none_of_these()
    person.sees("How it behaves").picks("pain_trend", "Worse").picks("worse_with", "Twisting")

    person.opens("check_in").sees("How it behaves")
    assert chosen(person, "pain_trend") == ["Worse"]
    own.starts_anew()
    person.opens("check_in").sees("How it behaves")
    assert chosen(person, "pain_trend") == ["Worse"]
    assert chosen(person, "worse_with") == ["Twisting"]

    for title in (*reversed(LISTS), "Your back"):
        person.presses("Back").sees(title)
    assert chosen(person, "pain_worst_7d_0_10") == ["6"]

    # how it is now, and about safety
    day.write_text((TODAY + timedelta(days=1)).isoformat(), encoding="utf-8")
    person.opens("check_in").sees("Your back")
    expect(person.question("age_years").locator("input")).to_have_value("45")
    assert [chosen(person, id) for id in PAINS] == [[], [], []]
    for id in PAINS:
        person.picks(id, "2")
    person.presses("Next").sees("Emergency signs")
    expect(person.page.get_by_role("checkbox", name="None of these")).not_to_be_checked()


def test_what_is_open_is_named_in_place_and_brought_into_view(person: Person) -> None:
    person.opens("check_in").types("age_years", "45").picks("pain_now_0_10", "3")
    person.presses("Next").sees("Your back")

    duration = person.question("pain_duration")
    expect(duration).to_contain_text("“How long have you had this pain” is still open.")
    expect(duration).to_be_in_viewport()
    expect(person.question("pain_now_0_10")).not_to_contain_text("is still open")
    expect(person.page.get_by_role("alert")).to_contain_text(
        "Still open: “How long have you had this pain”, “Average pain, past week”, “Worst pain, past week”."
    )
    person.picks("pain_duration", "6–12 weeks").picks("pain_average_7d_0_10", "0")
    person.picks("pain_worst_7d_0_10", "10").presses("Next").sees("Emergency signs")

    person.presses("Next").sees("Emergency signs")
    expect(person.question("rf_ces_bladder")).to_contain_text(
        "Tick what is so, or “None of these”."
    )


# --- a stop --------------------------------------------------------------------------------

WEAKER = "A leg or foot getting weaker"
HELP_NOW, HELP_TODAY = "Please get help now", "Please speak to a doctor today"
NO_EXERCISE_ON = ("", "plan", "log_session", "progress", "exercises", "check_in", "wait")


def with_an_emergency_sign(person: Person) -> Person:
    person.opens("check_in").your_back().sees("Emergency signs").ticks(WEAKER).presses("Next")
    return person.sees(HELP_NOW)


def test_an_emergency_sign_stops_everything_at_once(person: Person, folder: Path) -> None:
    with_an_emergency_sign(person)

    saved = answers(folder)
    assert saved["rf_neuro_prog"] == "true"
    assert saved["age_years"] == "45"
    assert not any(id in saved for id in ("rf_infection", "rd_heart", "leg_symptoms", "kit"))
    call = person.page.get_by_role("link", name="Call 112")
    expect(call).to_be_in_viewport()
    expect(call).to_have_attribute("href", "tel:112")
    page = person.page.locator(".stMain")
    expect(page).to_contain_text("“I have back pain, and my leg or foot is getting weaker.”")
    names = [exercise.name for exercise in KNOWN.exercises.values()]
    for where in NO_EXERCISE_ON:
        person.opens(where)
        if where in ("check_in", "wait"):
            person.sees(HELP_NOW)
        text = page.inner_text()
        assert not [name for name in names if name in text], where
        expect(person.page.get_by_role("button", name=re.compile("Start"))).to_have_count(0)


def test_a_mistaken_tick_is_asked_again_and_the_check_in_goes_on(
    person: Person, folder: Path
) -> None:
    with_an_emergency_sign(person).presses("I ticked this by mistake")
    asked = person.page.locator(".st-key-card_doubt")
    expect(asked.get_by_role("heading", name=WEAKER)).to_be_visible()
    expect(asked).to_contain_text("foot slaps, knee buckles")

    person.presses("Yes, that is so").sees(HELP_NOW)
    person.presses("I ticked this by mistake").presses("No, that was a mistake")

    person.sees("Illness, injury")
    for where in ("stop", "wait", "plan"):  # nothing opens before the check-in is finished
        person.opens(where).sees("Illness, injury")
    person.ticks("None of these").presses("Next").sees("Your health").ticks("None of these")
    person.presses("Next").behaviour().abilities().week()
    person.page.wait_for_url(re.compile(f"^{person.address}/?$"))
    assert [row["rf_neuro_prog"] for row in rows(folder)] == ["true", "false"]
    person.opens("stop").sees("There is no stop")


def test_of_two_ticks_one_taken_back_the_other_still_stops(person: Person) -> None:
    person.opens("check_in").your_back().sees("Emergency signs").ticks(WEAKER)
    person.ticks("New numbness or tingling between your legs").presses("Next").sees(HELP_NOW)

    person.presses(WEAKER).presses("No, that was a mistake").sees(HELP_NOW)

    page = person.page.locator(".stMain")
    expect(page).to_contain_text("New numbness or tingling between the legs needs emergency help")
    expect(page).not_to_contain_text("weaker")


def test_a_same_day_sign_says_today_and_can_be_cleared_from_tomorrow_on(
    person: Person, folder: Path, day: Path
) -> None:
    fever = "Fever, shivers or night sweats with this pain"
    person.opens("check_in").your_back().none_of_these(1).sees("Illness, injury").ticks(fever)
    person.presses("Next").sees(HELP_TODAY)
    expect(person.page.get_by_text("From Monday on you can say here")).to_be_visible()
    expect(
        person.page.get_by_role("button", name="The clinician said exercise is fine")
    ).to_have_count(0)

    tomorrow = TODAY + timedelta(days=1)
    day.write_text(tomorrow.isoformat(), encoding="utf-8")
    person.opens("stop").sees(HELP_TODAY).presses("The clinician said exercise is fine")
    expect(person.page.get_by_role("alert")).to_contain_text("Choose what the clinician knows")
    person.ticks(fever).presses("The clinician said exercise is fine")
    expect(person.page.get_by_role("alert")).to_contain_text("Enter the day")
    enter_day(person, tomorrow)
    person.presses("The clinician said exercise is fine")

    person.sees("Your back")  # the check-in was not finished: safety is asked anew
    for id in PAINS:
        person.picks(id, "3")
    person.presses("Next").none_of_these(1).sees("Illness, injury").ticks(fever).presses("Next")
    person.sees("Your health").ticks("None of these").presses("Next")
    person.behaviour().abilities().week()
    person.page.wait_for_url(re.compile(f"^{person.address}/?$"))
    saved = answers(folder)
    assert (saved["cleared_flags"], saved["cleared_on"]) == ("rf_infection", tomorrow.isoformat())
    assert saved["rf_infection"] == "true"


def enter_day(person: Person, when: date) -> None:
    """Types a day into the only date field on the page."""
    parts = person.page.get_by_test_id("stDateInput").get_by_role("spinbutton")
    for part, digits in zip(parts.all(), (f"{when:%d}", f"{when:%m}", f"{when:%Y}"), strict=True):
        part.click()
        part.press_sequentially(digits)
    person.page.keyboard.press("Escape")
    chrome.settled(person.page)


# --- waiting ----------------------------------------------------------------------------------


def test_somebody_pregnant_waits_is_cleared_and_gets_a_plan(person: Person, folder: Path) -> None:
    pregnant = "Pregnant, or birth within 12 weeks"
    person.opens("check_in").your_back().none_of_these(2).sees("Your health").ticks(pregnant)
    person.presses("Next").behaviour().abilities()
    person.sees("Your week").picks("kit", "None").presses("Finish").sees("Before you start")
    page = person.page.locator(".stMain")
    expect(page).to_contain_text("ask your midwife or doctor before you start")
    expect(page).to_contain_text("I am pregnant, or gave birth in the last 12 weeks")

    person.ticks(pregnant)
    enter_day(person, TODAY)
    person.presses("The clinician said exercise is fine")

    person.page.wait_for_url(re.compile(f"^{person.address}/?$"))
    saved = answers(folder)
    assert (saved["cleared_flags"], saved["cleared_on"]) == ("rd_preg", TODAY.isoformat())
    assert saved["rd_preg"] == "true"
    assert saved["pain_worst_7d_0_10"] == "6"


def test_under_18_is_asked_about_safety_only_and_cannot_be_cleared(
    person: Person, folder: Path
) -> None:
    person.opens("check_in").types("age_years", "17").picks("pain_duration", "6–12 weeks")
    person.picks("first_episode", "No")
    for id in PAINS:
        person.picks(id, "3")
    person.presses("Next").none_of_these().sees("Before you start")

    page = person.page.locator(".stMain")
    expect(page).to_contain_text("Even Keel is for adults only.")
    expect(page).not_to_contain_text("said that exercise is fine")
    assert answers(folder)["age_years"] == "17"
    person.presses("Change an answer").sees("Your back")
    expect(person.question("age_years").locator("input")).to_have_value("17")


def test_changing_answers_keeps_the_old_row_and_asks_about_safety_anew(
    person: Person, folder: Path
) -> None:
    walks.check_in(folder, TODAY, worse_with=("bending", "sitting"))
    (before,) = rows(folder)
    person.opens("check_in").sees("Your back")
    assert chosen(person, "pain_now_0_10") == ["3"]
    person.picks("pain_now_0_10", "5").presses("Next").sees("Emergency signs")
    expect(person.page.get_by_role("checkbox", name="None of these")).not_to_be_checked()
    person.none_of_these().sees("How it behaves").presses("Next").sees("What you can do")
    person.presses("Next").sees("Your week").presses("Finish")
    person.page.wait_for_url(re.compile(f"^{person.address}/?$"))

    first, changed = rows(folder)
    assert first == before
    assert [first["pain_now_0_10"], changed["pain_now_0_10"]] == ["3", "5"]
    assert changed["worse_with"] == "bending|sitting"
    assert changed["rf_chest"] == "false"


def test_what_no_longer_applies_is_dropped(person: Person, folder: Path) -> None:
    person.opens("check_in").types("age_years", "60").picks("pain_duration", "6–12 weeks")
    person.picks("first_episode", "Yes").types("age_years", "45")
    expect(person.question("first_episode")).to_have_count(0)
    for id in PAINS:
        person.picks(id, "3")
    person.presses("Next").none_of_these(2).sees("Your health")
    joint = "A joint or neck problem exercise could worsen"
    person.ticks(joint).picks("rd_joint_where", "Wrist", "Neck").ticks("None of these")
    expect(person.question("rd_joint_where")).to_have_count(0)
    person.presses("Next").behaviour().abilities().week()
    person.page.wait_for_url(re.compile(f"^{person.address}/?$"))

    assert "first_episode" not in answers(folder)
    assert "rd_joint_where" not in answers(folder)


# --- later, if you like ---------------------------------------------------------------------------


def test_optional_answers_are_added_and_the_week_asks_by_their_name(
    person: Person, answered: Path, folder: Path, day: Path
) -> None:
    required = answers(folder)
    person.opens("plan").presses("Answer them").sees("A few optional questions")
    person.types("activity_1", "putting on *socks*").picks("activity_1_0_10", "3")
    person.types("activity_2", "stairs").types("sleep_disturbed_nights", "2")

    person.opens().presses("Go on").sees("A few optional questions")  # nothing was lost
    person.presses("Finish").sees("Your plan")

    expect(person.page.get_by_text("Saved.")).to_be_visible()
    expect(person.card("later")).to_have_count(0)
    assert answers(folder) == required | {
        "activity_1": "putting on *socks*",
        "activity_1_0_10": "3",
        "activity_2": "stairs",
        "sleep_disturbed_nights": "2",
    }
    assert len(rows(folder)) == 2
    day.write_text((TODAY + timedelta(days=7)).isoformat(), encoding="utf-8")
    week = person.opens().card("week")
    for named in ("putting on *socks*", "stairs"):
        expect(week.get_by_text(f"How well can you do this now: {named}")).to_be_visible()


# --- guests -------------------------------------------------------------------------------------


def test_a_guests_half_done_check_in_survives_other_pages(
    phone: Page, guests: server.Standing
) -> None:
    person = Person(phone, guests.address).opens("check_in").your_back().sees("Emergency signs")
    bar = phone.locator(".st-key-bar")
    bar.get_by_role("link", name="Help").click()
    person.sees("Get help")
    phone.go_back()
    person.sees("Emergency signs").presses("Back").sees("Your back")

    assert chosen(person, "pain_now_0_10") == ["3"]
