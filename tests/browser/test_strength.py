"""Strength in a real browser: what was measured by the page's clock is what stands on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import chrome
import pytest
import server
import walks
from playwright.sync_api import Page, expect

from lib import knowledge

pytestmark = pytest.mark.own_profile  # its clock is moved

KNOWN = knowledge.load()
READY_S = 3
WITHIN_S = 0.3


@pytest.fixture
def first_day() -> date:
    return date(2026, 11, 25)


@pytest.fixture
def answered(folder: Path, first_day: date) -> Path:
    """The journal of somebody who may do every test of the rebuild phase."""
    return walks.check_in(folder, first_day)


class Somebody:
    """Somebody who tests their strength; the page's clock is moved by hand."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.clock.install()
        page.goto(f"{address}/strength")
        chrome.settled(page)

    def opens(self, test: str) -> Somebody:
        self.page.locator(f".st-key-open_{test} button").click()
        return self.settles()

    def is_ready(self) -> Somebody:
        self.says_pain().page.get_by_text("I have tried it once").click()
        return self.settles()

    def says_pain(self) -> Somebody:
        pain = self.page.get_by_role("radiogroup", name="Your pain right now")
        pain.get_by_role("radio", name="1", exact=True).click()
        return self.settles()

    def settles(self) -> Somebody:
        chrome.settled(self.page)
        return self

    def holds(self, seconds: float, side: str = "") -> Somebody:
        """Starts, holds and leaves the stopwatch running; time as the page's own clock has it."""
        start = self.page.evaluate("Date.now() / 1000")
        self.page.clock.pause_at(start + 1)
        self.presses(f"Start: {side} side" if side else "Start")
        self.page.clock.run_for(READY_S * 1000)
        began = self.page.evaluate("performance.now()")
        self.page.clock.run_for(int(seconds * 1000))
        self.held_s = (self.page.evaluate("performance.now()") - began) / 1000
        return self

    def presses(self, name: str) -> Somebody:
        self.page.locator(".stopwatch").get_by_role("button", name=name, exact=True).click()
        return self

    def keeps(self) -> Somebody:
        self.page.clock.resume()
        self.presses("Keep")
        expect(self.page.get_by_text("What next")).to_be_visible()
        return self.settles()

    def reloads(self) -> Somebody:
        self.page.clock.resume()
        self.page.reload()
        return self.settles()


def test_the_row_on_disk_is_what_was_measured(
    page: Page, app: str, answered: Path, first_day: date
) -> None:
    somebody = Somebody(page, app).opens("supine_bridge").is_ready().holds(37.4)
    page.keyboard.press("Space")
    somebody.keeps()

    (row,) = walks.rows(answered, "tests")
    assert abs(float(row["seconds"]) - somebody.held_s) <= WITHIN_S
    assert (row["test"], row["side"], row["count"], row["pain_0_10"]) == (
        "supine_bridge",
        "",
        "",
        "",
    )
    assert row["tested_date"] == first_day.isoformat()
    expect(page.get_by_text("Last: 37 s, today.")).to_be_visible()


def test_both_sides_with_a_reload_in_the_middle(page: Page, app: str, answered: Path) -> None:
    somebody = Somebody(page, app).opens("side_bridge_knees").is_ready()
    somebody.holds(22.3, "left").presses("Stop").reloads()
    assert walks.rows(answered, "tests") == []

    expect(page.get_by_text("Not finished: Side bridge on the knees")).to_be_visible()
    somebody.presses("Go on with it").settles().says_pain()
    somebody.holds(41.2, "right").presses("It hurt").presses("2").keeps()

    left, right = walks.rows(answered, "tests")
    assert (left["side"], float(left["seconds"]), left["pain_0_10"]) == ("left", 22.3, "")
    assert right["side"] == "right"
    assert abs(float(right["seconds"]) - 41.2) <= WITHIN_S
    assert (right["pain_0_10"], right["stopped"]) == ("2", "pain")


def test_at_the_cap_it_ends_by_itself(page: Page, app: str, answered: Path) -> None:
    cap = KNOWN.limit("hold_cap_s")
    Somebody(page, app).opens("supine_bridge").is_ready().holds(cap + 5).keeps()

    (row,) = walks.rows(answered, "tests")
    assert (float(row["seconds"]), row["stopped"]) == (cap, "cap")


def test_stands_are_counted_on_a_phone(
    new_page: Callable[..., Page], app: str, answered: Path
) -> None:
    phone = new_page(viewport=chrome.PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    somebody = Somebody(phone, app).opens("chair_stand_30s").is_ready().holds(12)
    stop = phone.locator(".stopwatch").get_by_role("button", name="Stop", exact=True)
    box, bar = stop.bounding_box(), phone.locator(".st-key-bar").bounding_box()
    assert box is not None
    assert bar is not None
    assert 0 <= box["y"] <= bar["y"] - box["height"]  # above the bar, without scrolling
    phone.clock.run_for(20_000)
    phone.get_by_label("How many times did you stand up fully?").fill("14")
    somebody.presses("Take it").keeps()

    (row,) = walks.rows(answered, "tests")
    assert (row["count"], row["seconds"]) == ("14", "")
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") == chrome.PHONE["width"]


def test_what_was_kept_is_saved_once_however_often_the_page_is_loaded(
    page: Page, app: str, answered: Path
) -> None:
    Somebody(page, app).opens("supine_bridge").is_ready().holds(30).presses(
        "Stop"
    ).keeps().reloads()

    assert len(walks.rows(answered, "tests")) == 1
    expect(page.get_by_text("Not finished")).to_have_count(0)
    assert page.evaluate("sessionStorage.getItem('even-keel.stopwatch')") is None


def test_a_result_that_cannot_be_saved_is_not_lost(page: Page, app: str, answered: Path) -> None:
    somebody = Somebody(page, app).opens("supine_bridge").is_ready().holds(30).presses("Stop")
    file = answered / "tests.csv"
    file.mkdir()  # nothing can be written there
    page.clock.resume()
    somebody.presses("Keep")
    expect(page.get_by_text("Your journal could not be read")).to_be_visible()
    file.rmdir()
    somebody.reloads()

    expect(page.get_by_text("Not finished: Bridge hold")).to_be_visible()
    somebody.presses("Go on with it").settles().says_pain().keeps()

    (row,) = walks.rows(answered, "tests")
    assert float(row["seconds"]) == 30


def test_a_first_hold_ends_early_and_is_saved_as_exercise(
    page: Page, app: str, answered: Path, first_day: date
) -> None:
    walks.check_in(answered, first_day, time(7), can_bridge_10s="not_tried")
    page.clock.install()
    page.goto(app)
    chrome.settled(page)
    page.get_by_role("button", name="Try it").click()
    page.wait_for_url("**/strength")
    somebody = Somebody.__new__(Somebody)
    somebody.page = page
    somebody.settles().holds(30)
    page.clock.resume()
    somebody.presses("Keep")
    expect(page.get_by_text("because you held it for 20 seconds")).to_be_visible()

    (saved,) = walks.rows(answered, "tests")
    assert (saved["test"], float(saved["seconds"]), saved["stopped"]) == (
        "supine_bridge",
        20,
        "easy",
    )


def test_a_guest_s_result_is_there_on_the_page_and_not_on_disk(
    page: Page, answered: Path, guests: server.Standing
) -> None:
    guest = walks.Person(page, guests.address).opens("my_data").brings(answered)
    guest.page.locator(".stAppHeader").get_by_text("Strength", exact=True).click()
    page.wait_for_url("**/strength")
    chrome.settled(page)
    somebody = Somebody.__new__(Somebody)
    somebody.page = page
    page.clock.install()
    page.locator(".st-key-open_supine_bridge button").click()
    somebody.settles().is_ready().holds(18).presses("Stop").keeps()

    expect(page.get_by_text("Last: 18")).to_be_visible()
    assert walks.rows(answered, "tests") == []
