"""From a decision on Progress to the rows it used and back; a corrected row changes the decision."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import chrome
from playwright.sync_api import Page, expect
from walks import Person, rows

WHY = "Why, and from what"


def test_an_example_s_decision_leads_to_the_day_it_came_from(page: Page, app: str) -> None:
    person = Person(page, app).opens()
    page.get_by_text("Look at an example first").click()
    person.settles()
    person.presses("Look at this example")
    page.locator(".stAppHeader").get_by_role("link", name="Progress").click()
    person.sees("Progress")
    card = person.card("decisions")
    card.get_by_text(WHY).first.click()
    person.settles()
    expect(card.get_by_text("The rule.").first).to_be_visible()

    session = card.get_by_role("button", name=re.compile("^Session, ")).first
    day = session.inner_text().partition("Session, ")[2].partition(":")[0]
    session.click()

    expect(page.locator(".stMain h1")).to_contain_text(day)
    person.settles()
    expect(page.locator("[class*=st-key-card_session_]")).not_to_have_count(0)
    expect(page.get_by_role("button", name="Edit")).to_have_count(0)
    page.get_by_role("link", name="Back to Progress").click()
    person.sees("Progress")


def test_a_corrected_session_changes_the_decision(
    page: Page, app: str, answered: Path, day: Path, first_day: date
) -> None:
    person = Person(page, app)
    person.logs(2, 6)  # above the ceiling of Ease
    day.write_text((first_day + timedelta(days=1)).isoformat(), encoding="utf-8")
    card = person.opens("progress").card("decisions")
    expect(card.get_by_text("16 November: A step back.")).to_be_visible()
    card.get_by_text(WHY).last.click()
    person.settles()
    expect(card.get_by_text("With pain of 3 or less at most, instead of 6")).to_be_visible()

    card.get_by_role("button", name=re.compile("^Session, 16 November")).click()
    person.sees("16 November 2026").presses("Edit").sees("Correct a session")
    person.chooses("The most pain while you did it", "3")
    person.presses("Save the correction").sees("16 November 2026")
    assert rows(answered, "sessions")[0]["pain_most_0_10"] == "3"

    page.get_by_role("link", name="Back to Progress").click()
    person.sees("Progress")
    expect(person.page.get_by_text("A step back.")).to_have_count(0)


def test_nothing_scrolls_sideways(
    new_page, app: str, answered: Path, day: Path, first_day: date
) -> None:
    person = Person(new_page(viewport=chrome.PHONE), app)
    person.logs(2, 6)
    day.write_text((first_day + timedelta(days=1)).isoformat(), encoding="utf-8")
    person.opens("progress").card("decisions").get_by_text(WHY).first.click()
    person.settles()
    assert chrome.sideways(person.page, 390, 320) <= 0
    person.page.get_by_role("button", name=re.compile("^Session, ")).first.click()
    person.sees("16 November 2026")
    assert chrome.sideways(person.page, 390, 320) <= 0
