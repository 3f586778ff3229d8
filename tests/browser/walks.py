"""Somebody at a screen: answers the check-in, logs sessions, and counts taps and words."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import chrome
from playwright.sync_api import Locator, Page, expect

from lib import journal, knowledge
from tests.given import NO_FLAGS

PAINS = ("pain_now_0_10", "pain_average_7d_0_10", "pain_worst_7d_0_10")
LISTS = ("Emergency signs", "Illness, injury", "Your health")


def check_in(folder: Path, day: date, at: time = time(5), **changed: Any) -> Path:
    """Adds a check-in of that day and hour (UTC) to a journal, without a flag but for what is changed."""
    store = journal.FolderStore(folder, knowledge.load().question_kinds)
    row = {"answered_at": datetime.combine(day, at, UTC), "answers_date": day}
    store.append("answers", [{**row, **NO_FLAGS, **changed}])
    return folder


class Person:
    """Somebody who taps. Every step waits until what it asked for has been done."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.taps = 0
        self.words = 0

    def opens(self, where: str = "") -> Person:
        self.page.goto(f"{self.address}/{where}")
        return self.settles()

    def settles(self) -> Person:
        chrome.settled(self.page)
        return self

    def sees(self, title: str) -> Person:
        expect(self.page.locator(".stMain h1")).to_have_text(title)
        return self.settles()

    def presses(self, name: str) -> Person:
        self.page.get_by_role("button", name=name, exact=True).click()
        return self._tapped()

    def _tapped(self) -> Person:
        self.taps += 1
        return self.settles()

    def reads(self) -> Person:
        """Counts the words that stand on the screen, without the frame around it."""
        self.words += words_on(self.page)
        return self

    # --- the check-in ------------------------------------------------------------------

    def question(self, id: str) -> Locator:
        return self.page.locator(f".st-key-ask_{id}")

    def types(self, id: str, what: str) -> Person:
        field = self.question(id).locator("input")
        field.fill(what)
        field.press("Tab")
        return self._tapped()

    def picks(self, id: str, *labels: str) -> Person:
        """Chooses among buttons or radio rows, as they are called on the screen."""
        for label in labels:
            called = re.compile(f"^{re.escape(label)}$")
            inside = self.question(id)
            choice = inside.locator("button, label[data-baseweb=radio], [role=radiogroup] label")
            choice.filter(has_text=called).first.click()
            self._tapped()
        return self

    def ticks(self, headline: str) -> Person:
        self.page.get_by_text(headline, exact=True).click()
        return self._tapped()

    def your_back(
        self, age: str = "45", lasted: str = "6–12 weeks", pains=("3", "4", "6")
    ) -> Person:
        self.types("age_years", age).picks("pain_duration", lasted)
        for id, pain in zip(PAINS, pains, strict=True):
            self.picks(id, pain)
        return self.reads().presses("Next")

    def none_of_these(self, lists: int = 3) -> Person:
        for title in LISTS[:lists]:
            self.sees(title).ticks("None of these").reads().presses("Next")
        return self

    def behaviour(self) -> Person:
        self.sees("How it behaves")
        self.picks("leg_symptoms", "None").picks("pain_settles", "Same day")
        self.picks("pain_trend", "Better").picks("worse_with", "Sitting", "Bending")
        return self.picks("eases_with", "Neither").reads().presses("Next")

    def abilities(self) -> Person:
        self.sees("What you can do").picks("can_rise_from_chair_5x", "Yes")
        return self.picks("can_get_up_from_floor", "Yes").reads().presses("Next")

    def week(self, kit: str = "None") -> Person:
        self.sees("Your week").picks("kit", kit).reads()
        return self.presses("Finish")

    def all_of_it(self, **your_back: str) -> Person:
        self.opens("check_in").your_back(**your_back).none_of_these()
        self.behaviour().abilities().week()
        self.page.wait_for_url(re.compile(f"^{self.address}/?$"))
        return self

    # --- the log -----------------------------------------------------------------------

    def brings(self, folder: Path) -> Person:
        """On My data: a journal with one check-in, from a file."""
        store = journal.FolderStore(folder, knowledge.load().question_kinds)
        data = {"name": "j.zip", "mimeType": "application/zip", "buffer": journal.export(store)}
        chooser = self.page.locator(".st-key-card_bring_in input[type=file]")
        chooser.set_input_files(data)
        self.presses("Add 1 row")
        expect(self.page.get_by_text("Done. 1 row added.")).to_be_visible()
        self.settles()
        return self

    def card(self, key: str) -> Locator:
        return self.page.locator(f".st-key-card_{key}")

    def group(self, label: str) -> Locator:
        return self.page.get_by_role("radiogroup", name=label)

    def chooses(self, label: str, answer: str) -> Person:
        self.group(label).get_by_role("radio", name=answer, exact=True).click()
        return self._tapped()

    def has_chosen(self, label: str) -> str:
        chosen = self.group(label).locator("[aria-checked=true], :checked")
        return chosen.first.inner_text()

    def did(self, exercise: str, answer: str) -> Person:
        row = self.page.locator(f".st-key-did_{exercise}")
        row.get_by_role("radio", name=answer, exact=True).first.click()
        return self._tapped()

    def note(self) -> Locator:
        return self.card("note").get_by_role("textbox")

    def felt(self, before: int, most: int, kind: str = "An ache, a pull or stiffness") -> Person:
        self.chooses("Pain just before you began", str(before))
        self.chooses("The most pain while you did it", str(most))
        self.card("felt").get_by_text(kind, exact=True).click()
        return self._tapped()

    def logs(self, before: int, most: int, note: str = "") -> Person:
        """A whole session, done as planned."""
        self.opens("log_session").felt(before, most).presses("All done as planned")
        if note:
            self.note().fill(note)
        self.presses("Save the session")
        return self.sees("Today")


def words_on(page: Page) -> int:
    """Words to read: whatever stands in the page but the eleven buttons of a scale."""
    text = page.evaluate(
        """() => {
            const page = document.querySelector(".stMain").cloneNode(true)
            const frame = [".st-key-who", ".st-key-foot", ".st-key-bar", ".st-key-style",
                           ".st-key-store", "style", "[class*=st-key-scale] button"]
            page.querySelectorAll(frame.join(",")).forEach(e => e.remove())
            page.querySelectorAll("[data-testid=stIconMaterial]").forEach(e => e.remove())
            const holder = document.createElement("div")
            holder.append(page)
            document.body.append(holder)
            const text = page.innerText
            holder.remove()
            return text
        }"""
    )
    hints = page.locator(".stMain input[placeholder]").evaluate_all(
        "inputs => inputs.filter(i => !i.value).map(i => i.placeholder)"
    )
    return len(re.findall(r"\S*\w\S*", " ".join([text, *hints])))


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a CSV file as they stand on disk, none when it is not there."""
    file = folder / f"{table}.csv"
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
