"""The five cards on a phone: once after the first check-in, left by keyboard, and not again."""

from __future__ import annotations

import chrome
from playwright.sync_api import Page, expect
from walks import Person

from lib import knowledge

CARDS = knowledge.load().cards
PLAN = "Show my plan"


def sentences(person: Person) -> list[str]:
    return person.card("five_cards").locator(".stMarkdown p strong").all_inner_texts()


def test_they_come_once_in_order_with_a_figure_each(phone: Page, app: str) -> None:
    person = Person(phone, app).all_of_it().sees("Today")
    cards = person.card("five_cards")
    expect(cards).to_be_visible()
    assert sentences(person) == [f"{card.title}." for card in CARDS.values()]
    figures = cards.locator(".ek-still img")
    assert figures.count() == len(CARDS)
    assert all(figure.get_attribute("alt") for figure in figures.all())
    assert chrome.sideways(person.page) <= 0
    expect(person.page.get_by_role("button", name="Skip", exact=True)).to_be_in_viewport()

    goes_on_by_the_keyboard(person)
    expect(cards).to_have_count(0)
    expect(person.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    person.opens().sees("Today")
    expect(cards).to_have_count(0)


def goes_on_by_the_keyboard(person: Person) -> None:
    skip = person.page.get_by_role("button", name="Skip", exact=True)
    main = person.page.get_by_role("button", name=PLAN, exact=True)
    skip.focus()
    for _ in range(3):  # read aloud may stand between
        if main.evaluate("button => button === document.activeElement"):
            break
        person.page.keyboard.press("Tab")
    expect(main).to_be_focused()
    person.page.keyboard.press("Enter")
    person.settles()
