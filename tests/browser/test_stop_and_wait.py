"""Every kind of stop and wait page on a phone and on paper: number, country, print, mistakes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import chrome
import pytest
import server
import walks
from playwright.sync_api import Page, expect
from walks import Person

from lib import knowledge

KNOWN = knowledge.load()
TODAY = date(2026, 11, 22)
EMERGENCIES = tuple(q.id for q in KNOWN.questions.values() if q.list == "emergency")
A4 = (594, 597, 840, 844)
"""Width and height in points, from and to: browsers round."""


@pytest.fixture
def first_day() -> date:
    return TODAY


@pytest.fixture
def person(phone: Page, app: str) -> Person:
    return Person(phone, app)


PEOPLE: Mapping[str, tuple[str, dict[str, Any], str]] = {
    "one emergency sign": ("stop", {"rf_ces_saddle": True}, "numbness or tingling between my legs"),
    "every emergency sign": ("stop", dict.fromkeys(EMERGENCIES, True), "My leg or foot is"),
    "today": ("stop", {"rf_infection": True}, "I have had fever, shivers or night sweats"),
    "in the next days": ("wait", {"rf_cancer": True}, "Does this pain need a closer look"),
    "from the legs": ("wait", {"leg_symptoms": "both_legs_other"}, "Why do I feel it in both"),
    "to ask first": ("wait", {"rd_heart": True}, "Is there a pulse, a blood pressure or a sign"),
    "much to ask first": (
        "wait",
        dict.fromkeys(("rd_heart", "rd_meds", "rd_surgery", "rd_preg", "rd_dizzy"), True),
        "From when on may I bend, twist, lift",
    ),
    "under 18": ("wait", {"age_years": 17, "first_episode": True}, "I am under 18"),
}
each = pytest.mark.parametrize("who", PEOPLE)


def answered(folder: Path, who: str) -> str:
    """Puts that person's check-in into the journal; the page it leads to comes back."""
    page, answers, _ = PEOPLE[who]
    walks.check_in(folder, TODAY, **answers)
    return page


@each
def test_the_number_follows_the_time_zone_and_it_prints_on_few_pages(
    person: Person, folder: Path, who: str
) -> None:
    person.opens(answered(folder, who))

    has_the_number(person, who)
    on_paper_stand_the_number_and_the_words_and_no_buttons(person.page, who)
    prints_on_few_pages_of_a4(person.page, who)


def has_the_number(person: Person, who: str) -> None:
    call = person.page.get_by_role("link", name=re.compile(r"^Call \d+"))
    expect(call).to_have_attribute("href", "tel:112")
    if PEOPLE[who][0] == "stop" and who != "today":
        expect(call).to_be_in_viewport()

    lives_in(person, "Switzerland")
    expect(call).to_have_attribute("href", "tel:144")
    expect(person.page.locator(".stMain")).to_contain_text("Switzerland. From public pages")
    lives_in(person, "Germany")


def lives_in(person: Person, country: str) -> None:
    where = person.page.get_by_label("You are in")
    where.click()
    where.fill(country)
    person.page.get_by_role("option", name=country).click()
    person.settles()


def shown_on_paper(page: Page) -> str:
    page.emulate_media(media="print")
    return page.locator(".stApp").inner_text()


def on_paper_stand_the_number_and_the_words_and_no_buttons(page: Page, who: str) -> None:
    text = shown_on_paper(page)

    assert "Call 112" in text
    assert PEOPLE[who][2] in text
    assert "From Even Keel, Sunday 22 November 2026" in text
    for gone in ("mistake", "Print", "You are in", "seen you since", "Change an answer", "More"):
        assert gone not in text, gone
    if PEOPLE[who][0] == "wait":
        assert text.count("☐") == 3
        assert "Name, date:" in text


def prints_on_few_pages_of_a4(page: Page, who: str) -> None:
    paper = page.pdf(prefer_css_page_size=True)

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert 1 <= len(boxes) <= (1 if PEOPLE[who][0] == "stop" else 3)
    for width, height in boxes:
        assert A4[0] <= float(width) <= A4[1]
        assert A4[2] <= float(height) <= A4[3]


def test_paper_is_black_on_white_in_the_dark_too(
    new_page: Callable[..., Page], app: str, folder: Path
) -> None:
    page = new_page(viewport=chrome.PHONE, color_scheme="dark")
    Person(page, app).opens(answered(folder, "to ask first"))

    shown_on_paper(page)

    colours = page.evaluate(
        """() => [...document.querySelectorAll(".stMain :is(h1, h3, p, li), .stMain a")]
            .map(each => getComputedStyle(each).color)"""
    )
    assert set(colours) == {"rgb(20, 20, 20)"}
    grounds = ("body", ".stApp", ".stMain", "[class*=st-key-card]")
    for ground in grounds:
        first = page.locator(ground).first
        assert first.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"


def test_the_print_button_prints(person: Person, folder: Path) -> None:
    person.page.add_init_script("window.print = () => { window.printed = true }")
    for who in ("one emergency sign", "to ask first"):
        shutil.rmtree(folder, ignore_errors=True)
        person.opens(answered(folder, who))
        prints(person, who)
    person.opens("get_help")
    prints(person, "help")


def prints(person: Person, what: str) -> None:
    person.page.get_by_role("button", name="Print this page").click()

    assert person.page.evaluate("window.printed") is True, what


def test_a_mistaken_tick_on_a_wait_page_is_asked_again_and_opens_the_plan(
    person: Person, folder: Path
) -> None:
    person.opens(answered(folder, "to ask first")).presses("I ticked this by mistake")
    asked = person.page.locator(".st-key-card_doubt")
    expect(asked.get_by_role("heading", name=KNOWN.questions["rd_heart"].asks)).to_be_visible()

    person.presses("No, that was a mistake").sees("Today")

    assert [row["rd_heart"] for row in walks.rows(folder, "answers")] == ["true", "false"]


def test_a_guests_mistaken_tick_is_asked_again_and_the_check_in_goes_on(
    phone: Page, guests: server.Standing
) -> None:
    person = Person(phone, guests.address).opens("check_in").your_back().sees("Emergency signs")
    for id in ("rf_ces_saddle", "rf_neuro_prog"):
        person.ticks(KNOWN.questions[id].asks)
    person.presses("Next").sees("Please get help now")

    for id in ("rf_neuro_prog", "rf_ces_saddle"):
        several = id == "rf_neuro_prog"
        person.presses(KNOWN.questions[id].asks if several else "I ticked this by mistake")
        person.presses("No, that was a mistake")

    person.sees("Illness, injury")
