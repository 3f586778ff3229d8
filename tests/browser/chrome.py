"""Finds a Chromium-like browser and opens it without calls home."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Frame, Page, Playwright

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
FIRST_LOOK_MS = 60_000
"""A server that has just started draws every figure anew; on a busy machine that takes a while."""

_COMMANDS = (
    "chromium-headless-shell",  # without a window of its own it opens a page in a third of the time
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


_LISTEN = """(() => {
    // what the page asks the server to run, and how far that is, read off the wire: a press shows
    // on the page only once its run has begun
    const ASKS = 0x5a, HASH = 1, METADATA = 2, NEW = 4, FINISHED = 6, EARLY = 2
    window.evenKeelRun = "asked"
    window.evenKeelAsked = 0
    const number = (bytes, at) => {
        let value = 0, shift = 0, byte
        do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7 } while (byte & 128)
        return [value, at]
    }
    const heard = bytes => {
        let at = 0, tag, length
        while (at < bytes.length) {
            [tag, at] = number(bytes, at)
            const field = tag >> 3
            if (field === NEW) { window.evenKeelRun = "running"; return }
            if (field === FINISHED) {
                const early = number(bytes, at)[0] === EARLY  // another run follows
                if (early) window.evenKeelRun = "asked"
                else if (window.evenKeelRun === "running") window.evenKeelRun = "done"
                return
            }
            if (field !== HASH && field !== METADATA) return
            [length, at] = number(bytes, at)
            at += length
        }
    }
    const Plain = window.WebSocket
    window.WebSocket = class extends Plain {
        constructor(...where) {
            super(...where)
            this.addEventListener("message", event => {
                if (event.data instanceof ArrayBuffer) heard(new Uint8Array(event.data))
            })
        }
        send(message) {
            if (message[0] === ASKS) {
                window.evenKeelRun = "asked"
                window.evenKeelAsked += 1
            }
            super.send(message)
        }
    }
})()"""

_SETTLED = """since => {
    const app = document.querySelector("[data-testid=stApp]")
    const calm = (window.evenKeelRun || "done") === "done"
        && app !== null
        && app.dataset.testScriptState === "notRunning"
        && app.dataset.testConnectionState === "CONNECTED"
        && document.querySelector(".stMain h1, .stMain h2, .stMain h3, .stException") !== null
        && document.querySelector("[data-testid=stSkeleton], .st-key-guest_looking") === null
        && document.getAnimations().every(one =>  // what unfolds moves away from under a press
            one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)
    const before = window.evenKeelCalm
    const frames = calm ? (before && before.since === since ? before.frames : 0) + 1 : 0
    window.evenKeelCalm = { since, frames }
    return frames > 5  // a press is sent, and an answer drawn, one or two frames later
}"""
_since = itertools.count()
_SIDEWAYS = """() => Math.max(...[document.documentElement, document.querySelector(".stMain")]
    .map(e => e.scrollWidth - e.clientWidth))"""


class Profiles:
    """Browser profiles, each lent to one test at a time and empty whenever it is lent.

    What a profile has read of the app's code it keeps: that is half of what a first page costs.
    """

    def __init__(self, browser: Browser) -> None:
        """None is open yet."""
        self._browser = browser
        self._free: dict[str, list[_Profile]] = {}
        self._lent: dict[BrowserContext, _Profile] = {}

    def lend(self, **options: object) -> BrowserContext:
        """A watched profile with these options: one that is free, else a new one."""
        kind = repr(sorted(options.items()))
        free = self._free.get(kind)
        profile = free.pop() if free else _Profile(self._browser.new_context(**options), kind)
        self._lent[profile.context] = profile
        return profile.context

    def take_back(self, context: BrowserContext, again: bool) -> None:
        """Closes its pages and empties it; or closes it whole, if it must not be lent again."""
        profile = self._lent.pop(context)
        if again:
            profile.empty()
            self._free.setdefault(profile.kind, []).append(profile)
        else:
            context.close()

    def close(self) -> None:
        """Closes those that are free."""
        for profile in itertools.chain.from_iterable(self._free.values()):
            profile.context.close()
        self._free.clear()


class _Profile:
    """A profile, its options as one text, and the addresses it has been to."""

    def __init__(self, context: BrowserContext, kind: str) -> None:
        self.context, self.kind = watched(context), kind
        self._origins: set[str] = set()
        context.on("page", lambda page: page.on("framenavigated", self._note))

    def _note(self, frame: Frame) -> None:
        if frame.url.startswith("http"):
            self._origins.add("/".join(frame.url.split("/")[:3]))

    def empty(self) -> None:
        """Leaves no page, cookie or stored word; closing first, since an open page may still write."""
        for page in self.context.pages:
            page.close()
        blank = self.context.new_page()
        wire = self.context.new_cdp_session(blank)
        for origin in self._origins:
            wire.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        blank.close()
        self.context.clear_cookies()
        self._origins.clear()


def watched(context: BrowserContext) -> BrowserContext:
    """The context, whose pages from now on can tell when they are settled."""
    context.add_init_script(_LISTEN)
    return context


def settled(page: Page) -> Page:
    """The page once it is drawn and nothing is under way; AssertionError if it shows a failure.

    After a press too, in a watched context: no run that it has asked for is still to come.
    """
    page.wait_for_function(_SETTLED, arg=next(_since), timeout=FIRST_LOOK_MS)
    failures = page.locator("[data-testid=stException]").all_text_contents()
    assert not failures, failures
    return page


def sideways(page: Page, *widths: int) -> int:
    """By how many pixels the page can be scrolled sideways; of some widths in turn, the most."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
        found.append(int(settled(page).evaluate(_SIDEWAYS)))
    return max(found) if widths else int(page.evaluate(_SIDEWAYS))
