"""Finds a Chromium-like browser and opens it without calls home."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MISSING = (
    "The browser tests need Chrome, Chromium or Edge, and none was found. Install one of them, or "
    "run `python -m playwright install chromium`, or name one in EVEN_KEEL_BROWSER."
)


def find(playwright: Playwright) -> str:
    """The path of a browser: named, Playwright's own, or the system's. RuntimeError if none."""
    candidates = [os.environ.get("EVEN_KEEL_BROWSER"), playwright.chromium.executable_path]
    candidates += [shutil.which(command) for command in _COMMANDS]
    candidates += list(_PLACES)
    for candidate in candidates:
        if candidate and Path(candidate).is_file():
            return candidate
    raise RuntimeError(MISSING)


def launch(playwright: Playwright) -> Browser:
    """A headless browser; RuntimeError with what to do when there is none that runs."""
    try:
        return playwright.chromium.launch(executable_path=find(playwright), args=QUIET)
    except Error as error:
        raise RuntimeError(f"{MISSING}\n{error}") from error


_SETTLED = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    return app !== null
        && app.dataset.testScriptState === "notRunning"
        && app.dataset.testConnectionState === "CONNECTED"
        && document.querySelector(".stMain h1, .stMain h2, .stMain h3, .stException") !== null
        && document.querySelector("[data-testid=stSkeleton], .st-key-guest_looking") === null;
}"""


def settled(page: Page) -> Page:
    """The page once it is drawn and nothing is under way; AssertionError if it shows a failure."""
    page.wait_for_function(_SETTLED)
    failures = page.locator("[data-testid=stException]").all_text_contents()
    assert not failures, failures
    return page
