"""A real browser and a real server for the tests in this folder."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import chrome
import server
from walks import Person, check_in

from tests.given import IN_EASE

expect.set_options(timeout=20_000)  # a shared machine may be slow; what never comes still fails


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chrome.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Iterator[chrome.Profiles]:
    """Browser profiles that are emptied and lent again: a fresh one has to read the app's code anew."""
    profiles = chrome.Profiles(browser)
    yield profiles
    profiles.close()


@pytest.fixture
def new_page(
    profiles: chrome.Profiles, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser profile of its own; all are closed after the test.

    A test that changes a whole profile (its clock, its permissions) says so with `own_profile`.
    """
    lent: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        options.setdefault("viewport", chrome.DESK)
        options.setdefault("timezone_id", "Europe/Berlin")
        options.setdefault("locale", "en-GB")
        options.setdefault("reduced_motion", "reduce")  # a moving figure takes a quarter of a core
        context = profiles.lend(**options)
        context.set_default_timeout(20_000)
        lent.append(context)
        return context.new_page()

    yield open_page
    changed = request.node.get_closest_marker("own_profile") is not None
    for context in lent:
        profiles.take_back(context, again=not changed)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desk: 1280 × 800."""
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A phone: 390 × 844, touch."""
    return new_page(viewport=chrome.PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


# --- a person's own server ----------------------------------------------------------------


@pytest.fixture
def first_day() -> date:
    """The day on which a test begins; a module may have another one."""
    return date(2026, 11, 16)  # a Monday


@pytest.fixture(scope="session")
def standing_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the standing servers keep the journal and take their date from."""
    return tmp_path_factory.mktemp("standing")


@pytest.fixture(scope="session")
def at_home(standing_home: Path) -> Iterator[server.Standing]:
    """One server on one's own computer for all tests of a process."""
    yield from standing(standing_home, EVEN_KEEL_JOURNAL=str(standing_home / "journal"))


@pytest.fixture(scope="session")
def hosted(standing_home: Path) -> Iterator[server.Standing]:
    """One server for guests for all tests of a process."""
    nobody = str(standing_home / "nobody")
    yield from standing(standing_home, EVEN_KEEL_JOURNAL=nobody, EVEN_KEEL_MODE="guest")


def standing(home: Path, **environment: str) -> Iterator[server.Standing]:
    one = server.Standing({"EVEN_KEEL_TODAY_FILE": str(home / "today"), **environment})
    yield one
    one.ends()


@pytest.fixture
def folder(standing_home: Path) -> Path:
    """Where the journal will lie; nothing is there when a test begins."""
    journal = standing_home / "journal"
    shutil.rmtree(journal, ignore_errors=True)
    return journal


@pytest.fixture
def day(standing_home: Path, first_day: date) -> Path:
    """The file a running server takes its date from."""
    file = standing_home / "today"
    file.write_text(first_day.isoformat(), encoding="utf-8")
    return file


@pytest.fixture
def answered(folder: Path, first_day: date) -> Path:
    """A journal with a check-in of the first day."""
    return check_in(folder, first_day, **IN_EASE)


@pytest.fixture
def own(folder: Path, day: Path, at_home: server.Standing) -> server.Standing:
    """The server with that journal, on that day."""
    at_home.starts()
    return at_home


@pytest.fixture
def app(own: server.Standing) -> str:
    """The address of the app with that journal, on that day."""
    return own.address


@pytest.fixture
def guests(standing_home: Path, day: Path, hosted: server.Standing) -> Iterator[server.Standing]:
    """The server for guests on that day; whatever they do, no file is written."""
    hosted.starts()
    yield hosted
    assert not (standing_home / "nobody").exists()


@pytest.fixture
def person(page: Page, app: str, answered: Path) -> Person:
    """Somebody at a desk who has checked in."""
    return Person(page, app)
