"""A link with answers after its #: made, scanned, opened elsewhere, kept; and nothing of it anywhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import chrome
import pytest
import server
import vobject
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from lib import share_link
from lib.decide import AnswersRow
from tests.given import IN_EASE, NO_FLAGS

DAY = date(2026, 11, 16)  # a Monday
PUBLIC = "https://keel.example.org"
AT = datetime.combine(DAY, time(20), timezone(timedelta(hours=-8)))  # in UTC it is Tuesday
HERE = share_link.pack(AnswersRow(AT, DAY, {**NO_FLAGS, **IN_EASE}))
EMERGENCY = share_link.pack(AnswersRow(AT, DAY, {**NO_FLAGS, "rf_chest": True}))
TRACES = (HERE[12:28], HERE[28:44], EMERGENCY[12:28])
"""Parts of the links that nothing else has by chance."""


def exercises(page: Page) -> list[str]:
    """The lines of the plan on the page: name, dose, place."""
    lines = page.locator("[class*=st-key-card_line_]")
    return [" ".join(text.split()) for text in lines.all_inner_texts()]


def opens(page: Page, link: str, title: str = "A shared plan") -> None:
    page.goto(link)
    expect(page.locator(".stMain h1")).to_have_text(title)
    expect(page.get_by_text("Opening the link…")).to_have_count(0)
    chrome.settled(page)


def scanned(page: Page) -> list[str]:
    """What a camera held on the screen would read, with the code in the middle of it."""
    code = page.get_by_alt_text("The same link as a code to scan")
    code.evaluate("code => code.scrollIntoView({ block: 'center', behavior: 'instant' })")
    chrome.settled(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.own_profile  # every request is heard
def test_a_link_goes_from_screen_to_phone_and_is_kept_and_the_server_knows_nothing(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    log, journal, asked = tmp_path / "log.txt", tmp_path / "journal", []
    environment = {
        "EVEN_KEEL_MODE": "guest",
        "EVEN_KEEL_TODAY": DAY.isoformat(),
        "EVEN_KEEL_JOURNAL": str(journal),
        "EVEN_KEEL_LINKS_TO": PUBLIC,
    }
    desk = new_page(accept_downloads=True)
    phone = new_page(
        viewport=chrome.PHONE,
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        color_scheme="dark",
    )
    for page in (desk, phone):
        page.context.on("request", lambda request: asked.append(request.url))
    with server.serving(environment=environment, log_to=log) as address:
        # on the desk: looked at, then kept
        opens(desk, f"{address}/shared_plan#{HERE}")
        plan = exercises(desk)
        assert len(plan) >= 4
        assert desk.evaluate("localStorage.getItem('even-keel.journal')") is None
        desk.get_by_role("button", name="Keep in this browser").click()
        expect(desk.get_by_text("Saved as your check-in of 16 November 2026.")).to_be_visible()
        chrome.settled(desk)
        desk.goto(f"{address}/plan")
        expect(desk.locator(".stMain h1")).to_have_text("Your plan")
        chrome.settled(desk)
        kept = exercises(desk)
        assert [line.split(" How it goes")[0] for line in kept] == [
            line.split(" How it goes")[0] for line in plan
        ]

        # taken along: a calendar file, and a link that says first what it reveals
        desk.goto(f"{address}/take_along")
        chrome.settled(desk)
        with desk.expect_download() as download:
            desk.get_by_role("button", name="Download for your calendar").click()
        calendar = vobject.readOne(Path(download.value.path()).read_text(encoding="utf-8"))
        assert calendar.vevent.dtstart.value.tzinfo is not None
        assert re.fullmatch(r"Even Keel: \d+ minutes", calendar.vevent.summary.value)
        expect(desk.get_by_text("Anyone with this link can read your answers")).to_be_visible()
        expect(desk.locator(".st-key-card_take_link code")).to_have_count(0)
        desk.get_by_role("button", name="Make the link").click()
        link = desk.locator(".st-key-card_take_link code").inner_text()
        assert link == f"{PUBLIC}/shared_plan#{HERE}"
        assert scanned(desk) == [link]

        # on the phone, where nothing is: the same plan; kept, it is there after a reload
        opens(phone, link.replace(PUBLIC, address))
        assert exercises(phone) == plan
        phone.get_by_role("button", name="Keep in this browser").click()
        expect(phone.get_by_text("Saved as your check-in of 16 November 2026.")).to_be_visible()
        chrome.settled(phone)
        phone.goto(f"{address}/take_along")
        chrome.settled(phone)
        phone.get_by_role("button", name="Make the link").click()
        assert scanned(phone) == [link]

        # another link in the same tab, and what becomes of bad ones
        opens(phone, f"{address}/shared_plan#{HERE}")
        expect(phone.get_by_text("These are answers you have here already.")).to_be_visible()
        phone.evaluate("link => { location.hash = link }", HERE[:-7])
        expect(phone.get_by_text("This link is damaged")).to_be_visible()
        assert exercises(phone) == []
        phone.evaluate("link => { location.hash = link }", EMERGENCY)
        expect(phone.locator(".stMain h1")).to_have_text("Please get help now")
        chrome.settled(phone)
        assert exercises(phone) == []
        assert phone.locator(".st-key-card_shared_keep").count() == 0
        stored = phone.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert "even-keel.journal" in stored
        assert not [trace for trace in TRACES if trace in stored]

    # nothing of it has gone anywhere
    assert asked
    assert not [url for url in asked for trace in TRACES if trace in url]
    written = log.read_text(encoding="utf-8")
    assert "You can now view" in written or "URL" in written
    assert not [trace for trace in TRACES if trace in written]
    assert not journal.exists()
