"""The plan and the summary as files, with what was typed last on them."""

from __future__ import annotations

from pathlib import Path

import chrome
from playwright.sync_api import Page, expect
from walks import Person

from tests import on_paper


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    return Path(waiting.value.path()).read_bytes()


def test_a_name_typed_last_is_on_the_file_and_no_picture_is_cut_on_a_phone(
    person: Person, phone: Page, app: str
) -> None:
    page = person.opens("plan").page
    page.get_by_role("link", name="Take it along").click()
    person.sees("Take it along")
    name = page.get_by_role("textbox", name="Name on the page")

    for typed in (on_paper.NAMES["Greek"], on_paper.NAMES["Arabic"]):
        name.fill(typed)
        person.presses("Make the page")
        expect(page.get_by_text(f"for {typed}")).to_be_visible()
        plan = downloaded(page, "Download my plan")
        assert typed in on_paper.text_by_pdfium(plan)
        assert len(on_paper.reader(plan).pages) == 1

    page.get_by_text("A summary for my next appointment").click()
    person.settles()
    page.get_by_role("textbox", name="What I want to ask").fill("May I run?\nAnd swim?")
    person.presses("Make the page")
    summary = on_paper.text_by_pdfium(downloaded(page, "Download my summary"))
    assert "May I run?" in summary
    assert "And swim?" in summary
    assert on_paper.NAMES["Arabic"] in summary

    phone.goto(f"{app}/take_along")
    chrome.settled(phone)
    wide = phone.evaluate("document.querySelector('.stMain').scrollWidth")
    assert wide <= chrome.PHONE["width"]
