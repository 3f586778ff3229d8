"""Text size and read aloud in a real browser, on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from walks import Person

from lib import knowledge

KNOWN = knowledge.load()
LARGER = 1.4
PAGES = ("", "plan", "progress", "strength", "exercises", "get_help", "my_data", "how_it_works",
         "more", "check_in", "log_session", "session", "sessions")  # fmt: skip

CUT = """() => {
    const cut = []
    const main = document.querySelector(".stMain")
    if (main.scrollWidth > main.clientWidth) cut.push("the page scrolls sideways")
    for (const shown of main.querySelectorAll("p, h1, h2, h3, li, label, button, a, td, th")) {
        const box = shown.getBoundingClientRect()
        const hidden = !box.width || getComputedStyle(shown).visibility === "hidden"
        if (hidden || shown.closest(".stDataFrame, .st-key-style, .st-key-store")) continue
        if (box.left < 0 || box.right > innerWidth + 1) cut.push(shown.textContent)
        else if (shown.scrollWidth > shown.clientWidth + 1 && getComputedStyle(shown).overflow !== "visible")
            cut.push(shown.textContent)
    }
    return cut
}"""


@pytest.fixture
def person(phone: Page, app: str, answered: Path) -> Person:
    return Person(phone, app)


# --- text size --------------------------------------------------------------------------------------


def size(page: Page) -> float:
    return page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")


def switch(person: Person, name: str) -> Locator:
    return person.page.get_by_role("button", name=name, exact=True)


def test_larger_text_stays_on_other_pages_and_through_a_reload_and_goes_back(
    person: Person,
) -> None:
    page = person.opens("plan").page
    usual = size(page)
    switch(person, "Larger").click()
    assert size(page) == pytest.approx(LARGER * usual)
    expect(switch(person, "Larger")).to_have_attribute("aria-pressed", "true")

    page.get_by_role("link", name="More").last.click()
    person.sees("More")
    assert size(page) == pytest.approx(LARGER * usual)
    page.reload()
    person.settles()
    expect(switch(person, "Larger")).to_have_attribute("aria-pressed", "true")
    assert size(page) == pytest.approx(LARGER * usual)

    switch(person, "Usual").click()
    assert size(page) == usual
    assert page.evaluate("Object.keys(localStorage).filter(n => n.includes('text-size'))") == []


def test_it_is_chosen_with_the_keyboard(person: Person) -> None:
    usual = size(person.opens("more").page)
    switch(person, "Large").focus()
    person.page.keyboard.press("Enter")

    assert size(person.page) == pytest.approx(1.2 * usual)


def test_the_largest_text_is_nowhere_cut_on_a_phone(person: Person) -> None:
    person.page.add_init_script("localStorage.setItem('even-keel.text-size', 'larger')")
    cut = {}
    for where in PAGES:
        person.opens(where)
        expect(switch(person, "Larger")).to_have_attribute("aria-pressed", "true")
        cut[where] = person.page.evaluate(CUT)

    assert {where: words for where, words in cut.items() if words} == {}


def test_what_others_wrote_into_the_storage_changes_nothing(person: Person) -> None:
    person.page.add_init_script("localStorage.setItem('even-keel.text-size', '__proto__')")
    person.opens("more")

    expect(switch(person, "Usual")).to_have_attribute("aria-pressed", "true")
    assert size(person.page) == 18


# --- read aloud ------------------------------------------------------------------------------------------

VOICE = """
    window.spoken = []
    speechSynthesis.speak = said => window.spoken.push(said)
    speechSynthesis.cancel = () => {
        const ended = [...window.spoken]
        window.quiet = (window.quiet || 0) + 1
        setTimeout(() => ended.forEach(said => said.onerror && said.onerror()))
    }
"""
"""No machine of these tests has a voice: what it is told is written down instead."""


def spoken(page: Page) -> list[str]:
    return page.evaluate("window.spoken.map(said => said.text)")


@pytest.fixture
def listener(person: Person) -> Person:
    person.page.add_init_script(VOICE)
    return person


def test_questions_are_read_on_a_press_and_stop_on_the_next(listener: Person) -> None:
    page = listener.opens("check_in").page
    assert spoken(page) == []
    switch(listener, "Read aloud").click()

    assert spoken(page)[0] == "Your back."
    assert "Under 6 weeks." in spoken(page)
    assert set(page.evaluate("window.spoken.map(said => said.lang)")) == {"en"}
    switch(listener, "Stop reading").click()
    expect(switch(listener, "Read aloud")).to_be_visible()

    switch(listener, "Read aloud").click()
    before = page.evaluate("window.quiet")
    page.get_by_role("link", name="Plan").last.click()
    listener.sees("Your plan")
    assert page.evaluate("window.quiet") > before


def test_it_says_so_when_it_has_come_to_its_end(listener: Person) -> None:
    page = listener.opens("check_in").page
    switch(listener, "Read aloud").click()
    page.evaluate("window.spoken.forEach(said => said.onend())")

    expect(switch(listener, "Read aloud")).to_be_visible()


def test_an_exercise_and_the_cards_are_read(listener: Person) -> None:
    page = listener.opens("plan").page
    page.get_by_text("How it goes").first.click()
    listener.settles()
    page.get_by_role("button", name="Read aloud").first.click()
    assert KNOWN.exercises["pelvic_tilt"].steps[0] in spoken(page)

    listener.opens("how_it_works")
    page.get_by_text("Five things to know", exact=True).click()
    listener.settles()
    switch(listener, "Read aloud").click()
    assert spoken(page) == [f"{card.title}. {card.says}" for card in KNOWN.cards.values()]


def test_without_a_voice_there_is_no_button(person: Person) -> None:
    person.page.add_init_script("delete window.SpeechSynthesisUtterance")
    person.opens("check_in").sees("Your back")

    expect(person.page.get_by_role("button", name="Read aloud")).to_have_count(0)
