"""The main job in one go: first visit, check-in, plan, three sessions, progress, a changed answer."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chrome
import server
import test_check_in
import test_session
from playwright.sync_api import Page, expect

START = date(2026, 11, 16)  # a Monday


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan_lines(page: Page, address: str) -> list[str]:
    """The names of the exercises on the plan page, top to bottom."""
    page.goto(f"{address}/plan")
    chrome.settled(page)
    return page.locator("[class*=st-key-card_line_] h3").all_inner_texts()


def test_from_the_first_visit_to_a_changed_plan(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    folder, today = tmp_path / "journal", tmp_path / "today"
    today.write_text(START.isoformat(), encoding="utf-8")
    environment = {"EVEN_KEEL_JOURNAL": str(folder), "EVEN_KEEL_TODAY_FILE": str(today)}
    page = new_page()
    with server.serving(environment=environment) as address:
        asked = test_check_in.Person(page, address)
        logged = test_session.Person(page, address)

        # a stranger finds one button, answers, and has a plan
        page.goto(address)
        chrome.settled(page)
        asked.presses("Start the check-in")
        asked.your_back().none_of_these().behaviour().abilities().week().sees("Today")
        before = plan_lines(page, address)
        assert 3 <= len(before) <= 6

        # three sessions on three days, each morning answered
        for number, (pain, most) in enumerate([(3, 3), (2, 3), (3, 4)]):
            today.write_text((START + timedelta(days=number)).isoformat(), encoding="utf-8")
            logged.logs(pain, most, note=f"day {number + 1}")
        saved = rows(folder, "sessions")
        assert [row["session_date"] for row in saved] == [
            (START + timedelta(days=number)).isoformat() for number in range(3)
        ]
        assert [(row["pain_before_0_10"], row["pain_most_0_10"], row["note"]) for row in saved] == [
            ("3", "3", "day 1"),
            ("2", "3", "day 2"),
            ("3", "4", "day 3"),
        ]

        # progress shows them, and says that it is early
        logged.opens("progress")
        expect(page.get_by_text("Too little data yet")).not_to_have_count(0)
        expect(page.locator("[data-testid=stVegaLiteChart]")).not_to_have_count(0)

        # one answer changed: arching hurts too now, and the plan follows
        logged.opens("plan").presses("Change my answers")
        asked.sees("Your back").your_back()
        asked.none_of_these().sees("How it behaves")
        asked.picks("leg_symptoms", "None").picks("pain_trend", "Better")
        asked.picks("worse_with", "Arching back").presses("Next")
        asked.sees("What you can do").presses("Next").sees("Your week").presses("Finish")
        after = plan_lines(page, address)

        assert after != before
        assert len(rows(folder, "answers")) == 2
