"""Somebody in a guided session, with the page's clock in the hand."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import walks
from playwright.sync_api import Locator, Page, expect
from walks import Person

from lib import knowledge
from tests.given import IN_EASE

KNOWN = knowledge.load()
WATCH = """(() => {
    window.beeps = 0
    window.spoken = []
    window.locks = []
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
        window.beeps += 1
        return start.apply(this, when)
    }
    speechSynthesis.speak = said => window.spoken.push(said.text)
    navigator.wakeLock.request = async kind => {
        window.locks.push(kind)
        return { release: () => window.locks.push("released") }
    }
})()"""


def check_in(folder: Path, day: date, **changes: Any) -> Path:
    """A journal with a check-in of that day, in Ease."""
    return walks.check_in(folder, day, **{**IN_EASE, **changes})


class Player(Person):
    """Somebody in a session; `after` moves the page's clock and fires what is due."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page, address)
        self.sent = 0
        self.errors: list[str] = []
        page.on("websocket", self._listen)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.add_init_script(WATCH)
        page.clock.install()

    def _listen(self, socket: Any) -> None:
        socket.on("framesent", lambda _: setattr(self, "sent", self.sent + 1))

    def enters(self) -> Player:
        self.opens("session")
        return self

    def begins(self, before: int = 2) -> Player:
        self.taps_on(str(before)).holds_the_clock()
        return self.taps_on("Start the session")

    def holds_the_clock(self) -> Player:
        self.page.clock.pause_at(self.page.evaluate("Date.now() / 1000") + 1)
        return self

    def lets_the_clock_go(self) -> Player:
        self.page.clock.resume()
        return self

    def after(self, seconds: float) -> Player:
        self.page.clock.run_for(int(seconds * 1000))
        return self

    def taps_on(self, name: str) -> Player:
        self.button(name).click()
        return self

    def button(self, name: str) -> Locator:
        called = re.compile(rf"^{re.escape(name)}( on| off)?$")
        return self.inside.get_by_role("button", name=called)

    def says_it_hurts(self, pain: int, kind: str) -> Player:
        self.taps_on("This hurts").taps_on(str(pain))
        self.inside.get_by_role("button", name=kind).click()
        return self

    def goes_to_the_log(self, press: str) -> Player:
        self.lets_the_clock_go()
        self.taps_on(press)
        expect(self.page.get_by_text("What you did is filled in.")).to_be_visible()
        self.settles()
        return self

    def says_how_it_felt(self) -> Player:
        self.chooses("The most pain while you did it", "2")
        self.card("felt").get_by_text("An ache, a pull or stiffness", exact=True).click()
        self.settles()
        return self

    def reloads(self) -> Player:
        self.lets_the_clock_go()
        self.page.reload()
        self.settles()
        return self

    @property
    def inside(self) -> Locator:
        return self.page.locator(".player")

    @property
    def view(self) -> str | None:
        return self.inside.get_attribute("data-view")

    def text(self, what: str) -> str:
        return self.inside.locator(what).inner_text()

    @property
    def stands(self) -> tuple[str, str, str]:
        return self.text("h2"), self.text(".word"), self.text(".number")

    @property
    def kept(self) -> dict[str, Any] | None:
        found = self.page.evaluate(
            "Object.entries(localStorage).find(([name]) => name.startsWith('even-keel.session.'))"
        )
        kept: dict[str, Any] | None = None if found is None else json.loads(found[1])
        return kept
