"""The exercise figures in a real browser: which picture it takes, the switch, the width."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import chrome
import pytest
from playwright.sync_api import Locator, Page, expect
from walks import check_in

from lib import figures, knowledge
from lib.figures import svg
from lib.ui.figures import as_image

KNOWN = knowledge.load()
MOVING = "animate"
"""What only the address of a moving figure holds."""

TAKEN = """image => image.decode().then(() => ({
    address: image.currentSrc, drawn: image.naturalWidth, wide: image.clientWidth
}))"""
SHAPES = "images => images.map(image => [image.clientWidth, image.clientHeight])"
WIDER = """() => {
    const main = document.querySelector(".stMain")
    return main.scrollWidth - main.clientWidth
}"""

AT_TOP = "() => document.querySelector('.stMain').scrollTop === 0"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desk on which pictures move."""
    return new_page(reduced_motion="no-preference")


@pytest.fixture
def answered(folder: Path, first_day: date) -> Path:
    """A journal with a check-in of the first day."""
    return check_in(folder, first_day)


def opened(page: Page, address: str, id: str = "bird_dog") -> Page:
    """The page of one exercise."""
    page.goto(f"{address}/exercises")
    chrome.settled(page).locator(f".st-key-open_{id}").get_by_role("button").click()
    expect(page.locator(".stMain h1")).to_have_text(KNOWN.exercises[id].name)
    return chrome.settled(page)


def large(page: Page) -> Locator:
    return page.locator(".ek-detail figure > img, .ek-detail figure > picture > img")


def taken(image: Locator) -> str:
    """The address the browser has chosen, once its picture is decoded and has a size."""
    found = image.evaluate(TAKEN)
    assert found["drawn"] > 0
    assert found["wide"] > 0
    address: str = found["address"]
    return address


def test_a_figure_moves_where_the_system_says_nothing(page: Page, app: str) -> None:
    assert MOVING in taken(large(opened(page, app)))


def test_a_system_set_to_less_motion_gets_the_still(
    new_page: Callable[..., Page], app: str
) -> None:
    calm = opened(new_page(reduced_motion="reduce"), app)
    still = svg.thumbnail(figures.draw("bird_dog", KNOWN), dark=False)

    assert taken(large(calm)) == as_image(still).address


def test_the_switch_stills_every_page(page: Page, app: str) -> None:
    opened(page, app).get_by_text("Moving pictures").click()
    assert MOVING not in taken(large(chrome.settled(page)))

    page.get_by_role("button", name="All exercises").click()
    chrome.settled(page).locator(".st-key-open_cat_cow").get_by_role("button").click()
    expect(page.locator(".stMain h1")).to_have_text(KNOWN.exercises["cat_cow"].name)
    assert MOVING not in taken(large(chrome.settled(page)))

    page.get_by_text("Moving pictures").click()
    assert MOVING in taken(large(chrome.settled(page)))


@pytest.mark.parametrize("id", ["hamstring_stretch", "loaded_bridge"])
def test_an_exercise_opens_at_its_top(phone: Page, app: str, id: str) -> None:
    opened(phone, app, id).wait_for_function(AT_TOP)

    expect(phone.locator(".stMain h1")).to_be_in_viewport()


def test_figures_keep_their_shape_and_nothing_scrolls_sideways(
    page: Page, app: str, answered: Path
) -> None:
    for where in ("plan", "", "log_session", "exercises", "exercises one"):
        if where == "exercises one":
            opened(page, app, "glute_bridge")
        else:
            page.goto(f"{app}/{where}")
            chrome.settled(page)
        for width in (1280, 390, 195):
            page.set_viewport_size({"width": width, "height": 844})
            chrome.settled(page)
            assert page.evaluate(WIDER) <= 0, (where, width)
            stills = page.locator(".ek-still img").evaluate_all(SHAPES)
            assert len(stills) >= 2, where
            for wide, high in stills:
                assert wide > 60, (where, width)
                assert wide / high == pytest.approx(1.5, rel=0.05), (where, width)
