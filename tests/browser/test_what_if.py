"""Somebody tries other answers in a real browser, and nothing of it is kept anywhere."""

from __future__ import annotations

from pathlib import Path

import chrome
from playwright.sync_api import expect
from walks import Person


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def picks_question(person: Person, typed: str, name: str) -> None:
    field = person.page.locator(".st-key-what_if_question input")
    field.click()
    field.fill(typed)
    person.page.get_by_role("option", name=name).click()
    person.settles()


def takes(person: Person, words: str) -> None:
    """Presses the button beside a sentence."""
    row = person.page.locator("[class*=st-key-takes_]").filter(has_text=words)
    row.get_by_role("button", name="Try this").click()
    person.settles()


def test_answers_are_tried_undone_and_forgotten(person: Person, answered: Path) -> None:
    before = files_in(answered)
    page = person.opens("plan").page
    person.presses("Try other answers")
    person.sees("What if")
    expect(person.card("what_if_after")).to_contain_text("The same so far.")

    takes(person, "you would start in Rebuild")
    expect(person.card("what_if_after")).to_contain_text("Phase: Rebuild")
    expect(person.card("what_if_before")).to_contain_text("Phase: Ease")
    different = person.card("what_if_different")
    expect(different).to_contain_text("“10-second bridge: on your back, hips up” is now “Yes”")
    expect(different).to_contain_text("Added: Bridge")

    picks_question(person, "days", "Your week: Days a week")
    person.types("days_per_week", "2")
    expect(person.card("what_if_changed")).to_contain_text("“Days a week”: 2")
    expect(different).to_contain_text("How often: 2 days a week")
    page.set_viewport_size(chrome.PHONE)
    person.settles()
    assert chrome.sideways(page) <= 0
    page.emulate_media(media="print")
    expect(person.card("what_if_after")).to_be_visible()
    expect(person.card("what_if_change")).to_be_hidden()  # it only asks
    page.emulate_media(media="screen")

    person.page.locator(".st-key-undo_days_per_week button").click()
    person.settles()
    expect(page.locator(".st-key-ask_days_per_week input")).to_have_value("5")
    expect(person.card("what_if_changed")).not_to_contain_text("Days a week")

    different.get_by_text("The rule behind this").first.click()
    person.presses("See this rule")
    person.sees("How it works")
    expect(page.get_by_text("phase.start_ease_bridge")).to_have_count(1)

    person.opens("what_if").sees("What if")
    expect(person.card("what_if_changed")).to_have_count(0)
    assert files_in(answered) == before
