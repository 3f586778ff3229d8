"""A real browser and a real server for the tests in this folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import chrome
import server

expect.set_options(timeout=20_000)  # a shared machine may be slow; what never comes still fails


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chrome.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app as shipped, with a journal folder of its own."""
    journal = tmp_path_factory.mktemp("journal")
    with server.serving(environment={"EVEN_KEEL_JOURNAL": str(journal)}) as address:
        yield address


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser profile of its own; all are closed after the test."""
    opened: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        options.setdefault("viewport", chrome.DESK)
        options.setdefault("timezone_id", "Europe/Berlin")
        options.setdefault("locale", "en-GB")
        context = browser.new_context(**options)
        context.set_default_timeout(20_000)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desk: 1280 × 800."""
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A phone: 390 × 844, touch."""
    return new_page(viewport=chrome.PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
