"""Progress in a real browser: charts are drawn, a day can be chosen on one, nothing scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import chrome
import pytest
import server
from playwright.sync_api import Page, expect

from lib import journal, knowledge
from tests import long_logs

KNOWN = knowledge.load()
DAYS = 70


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a log of ten weeks, on its last day."""
    folder: Path = tmp_path_factory.mktemp("journal")
    today = long_logs.written(journal.FolderStore(folder, KNOWN.question_kinds), DAYS)
    environment = {"EVEN_KEEL_JOURNAL": str(folder), "EVEN_KEEL_TODAY": today.isoformat()}
    with server.serving(environment=environment) as address:
        yield address


EVERY_CHART = "Show every chart"
FIRST_S = 60
"""The first page of a server reads, decides and builds every chart."""


def opened(page: Page, home: str, *, every_chart: bool = True) -> Page:
    page.set_default_timeout(FIRST_S * 1000)
    page.goto(f"{home}/progress")
    chrome.settled(page)
    if every_chart:
        page.get_by_text(EVERY_CHART).click()
        chrome.settled(page)
    return page


def test_every_chart_is_drawn_with_its_answer_as_its_name(page: Page, home: str) -> None:
    opened(page, home)

    charts = page.locator("[data-testid=stVegaLiteChart]")
    expect(charts.locator("svg")).to_have_count(charts.count())
    pain = page.locator(".st-key-card_pain")
    answer = pain.get_by_role("heading").inner_text()
    expect(pain.locator("[role=graphics-document]")).to_have_attribute(
        "aria-label", re.compile(f"^{re.escape(answer)}")
    )


def test_on_a_phone_nothing_scrolls_sideways(phone: Page, home: str) -> None:
    opened(phone, home)

    expect(phone.locator("[data-testid=stVegaLiteChart] svg").last).to_be_attached()
    widths = phone.evaluate(
        "[document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth]"
    )
    assert widths == [chrome.PHONE["width"]] * 2


def test_a_day_pressed_on_the_chart_is_the_day_that_is_shown(page: Page, home: str) -> None:
    opened(page, home)
    card = page.locator(".st-key-card_response")
    before = card.get_by_role("combobox").input_value()
    columns = card.locator("svg .mark-rect.role-mark").last.locator("path")  # on top of all others

    columns.nth(3).click(force=True)
    chrome.settled(page)

    chosen = card.get_by_role("combobox")
    expect(chosen).not_to_have_value(before)
    assert "Pain before" in card.inner_text()


def test_the_chosen_day_is_found_in_the_log(page: Page, home: str) -> None:
    opened(page, home)
    card = page.locator(".st-key-card_response")
    day = card.get_by_role("combobox").input_value()

    card.get_by_role("button", name="See it in your log").click()
    chrome.settled(page)

    expect(page.locator(".stMain h1")).to_contain_text(" ".join(day.split()[1:]))


def test_the_numbers_behind_a_chart_open(page: Page, home: str) -> None:
    opened(page, home)
    card = page.locator(".st-key-card_pain")

    card.get_by_text("Numbers behind this chart").click()

    expect(card.locator("[data-testid=stDataFrame]").first).to_be_visible()


def test_a_chart_that_waits_opens_under_its_answer(page: Page, home: str) -> None:
    opened(page, home, every_chart=False)
    card = page.locator(".st-key-card_doing")
    expect(card.get_by_role("heading")).to_be_visible()
    expect(card.locator("[data-testid=stVegaLiteChart]")).to_have_count(0)

    card.get_by_text("Show the chart").click()
    chrome.settled(page)

    expect(card.locator("[data-testid=stVegaLiteChart] svg")).to_have_count(2)


def test_the_browser_has_nothing_to_say_against_a_chart(page: Page, home: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    opened(page, home)

    expect(page.locator("[data-testid=stVegaLiteChart] svg").last).to_be_attached()
    assert [words for words in said if words.startswith("WARN")] == []


def test_only_a_mark_with_something_to_tell_brings_up_a_tooltip(page: Page, home: str) -> None:
    opened(page, home, every_chart=False)
    drawn = page.locator(".st-key-card_pain svg")
    tooltip = page.locator("#vg-tooltip-element.visible")

    drawn.locator(".mark-symbol path").last.hover(force=True)
    expect(tooltip).to_contain_text("Average pain")
    drawn.get_by_text("sessions", exact=True).hover(force=True)

    expect(tooltip).to_have_count(0)


def test_on_a_phone_every_answer_is_within_five_screens(phone: Page, home: str) -> None:
    opened(phone, home, every_chart=False)

    expect(phone.locator("[data-testid=stVegaLiteChart] svg").last).to_be_attached()
    answers = phone.locator(".stMain h3").last.bounding_box()
    assert answers is not None
    assert answers["y"] < 5 * chrome.PHONE["height"]
