"""The main job in one go: first visit, check-in, plan, three sessions, progress, a changed answer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chrome
from playwright.sync_api import Page, expect
from walks import Person, rows


def plan_lines(page: Page, address: str) -> list[str]:
    """The names of the exercises on the plan page, top to bottom."""
    page.goto(f"{address}/plan")
    chrome.settled(page)
    return page.locator("[class*=st-key-card_line_] h3").all_inner_texts()


def test_from_the_first_visit_to_a_changed_plan(
    page: Page, app: str, folder: Path, day: Path, first_day: date
) -> None:
    person = Person(page, app)

    # a stranger finds one button, answers, and has a plan
    page.goto(app)
    chrome.settled(page)
    person.presses("Start the check-in")
    person.your_back().none_of_these().behaviour().abilities().week().sees("Today")
    cards = person.card("five_cards")
    expect(cards).to_be_visible()
    before = plan_lines(page, app)
    assert 3 <= len(before) <= 6
    person.opens().sees("Today")
    expect(person.card("session")).to_be_visible()
    expect(cards).to_have_count(0)  # going elsewhere has skipped them

    # three sessions on three days, each morning answered
    for number, (pain, most) in enumerate([(3, 3), (2, 3), (3, 4)]):
        day.write_text((first_day + timedelta(days=number)).isoformat(), encoding="utf-8")
        person.logs(pain, most, note=f"day {number + 1}")
    saved = rows(folder, "sessions")
    assert [row["session_date"] for row in saved] == [
        (first_day + timedelta(days=number)).isoformat() for number in range(3)
    ]
    assert [(row["pain_before_0_10"], row["pain_most_0_10"], row["note"]) for row in saved] == [
        ("3", "3", "day 1"),
        ("2", "3", "day 2"),
        ("3", "4", "day 3"),
    ]

    # progress shows them, and says that it is early
    person.opens("progress")
    expect(page.get_by_text("Too little data yet")).not_to_have_count(0)
    expect(page.locator("[data-testid=stVegaLiteChart]")).not_to_have_count(0)

    # one answer changed: arching hurts too now, and the plan follows
    person.opens("plan").presses("Change my answers")
    person.sees("Your back").your_back()
    person.none_of_these().sees("How it behaves")
    person.picks("leg_symptoms", "None").picks("pain_trend", "Better")
    person.picks("worse_with", "Arching back").presses("Next")
    person.sees("What you can do").presses("Next").sees("Your week").presses("Finish").sees("Today")
    expect(person.card("session")).to_be_visible()
    expect(cards).to_have_count(0)
    after = plan_lines(page, app)

    assert after != before
    assert len(rows(folder, "answers")) == 2
