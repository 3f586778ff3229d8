"""Takes the pictures in docs/screenshots: every screen, desk and phone, light and dark.

    .venv/bin/python docs/make_screenshots.py

Each scene is the real app with a journal made from an example person, on that person's day.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

import chrome
import server
from walks import Person

from lib import knowledge, people
from lib.journal import FolderStore
from tests import long_logs

OUT = ROOT / "docs" / "screenshots"
SIZES = {"desk": chrome.DESK, "phone": chrome.PHONE}
TALLEST = 4200
TEN_YEARS = "ten_years"
"""Not an example person: a long log that is lived for the picture."""
KNOWN = knowledge.load()
PEOPLE = people.load(people.FOLDER, KNOWN)


@dataclass(frozen=True)
class Scene:
    """One picture: its name, what it shows, whose journal, the page, and what is pressed before."""

    name: str
    says: str
    person: str | None = None
    address: str = ""
    press: Callable[[Page], None] = lambda page: None
    tallest: int = TALLEST


def _check_in(page: Page) -> None:
    page.get_by_role("button", name="Start the check-in").click()
    page.get_by_role("button", name="Next").wait_for()
    chrome.settled(page)


def _bad_day(page: Page) -> None:
    person = Person(page, "")
    if page.locator(".st-key-card_today_only").count():  # answered for the picture before
        return
    person.presses("It is bad right now").none_of_these().types("age_years", "45")
    person.picks("pain_duration", "Under 6 weeks").picks("pain_now_0_10", "7")
    person.picks("leg_symptoms", "None").picks("eases_with", "Bending")
    person.picks("can_get_up_from_floor", "Yes").presses("See what to do")
    person.sees("Today")


def _open_exercise(page: Page) -> None:
    page.get_by_role("button", name="How it goes").nth(20).click()
    chrome.settled(page)


def _open_test(page: Page) -> None:
    page.locator(".st-key-open_side_bridge_knees button").click()
    chrome.settled(page)
    pain = page.get_by_role("radiogroup", name="Your pain right now")
    pain.get_by_role("radio", name="1", exact=True).click()
    chrome.settled(page)


def _start_session(page: Page) -> None:
    player = page.locator(".st-key-player")
    player.get_by_role("button", name="2", exact=True).click()
    page.get_by_role("button", name="Start the session").click()
    page.get_by_role("button", name="This hurts").wait_for()


def _show_example(page: Page) -> None:
    Person(page, "").presses("Show Aylin").sees("Aylin")


def _try_answers(page: Page) -> None:
    person = Person(page, "").presses("Try other answers").sees("What if")
    page.get_by_role("button", name="Try this").first.click()
    person.settles()


def _change_line(page: Page) -> None:
    line = page.locator("[class*=st-key-card_line_]").first
    for words in ("Change", "Numbers"):
        line.get_by_text(words, exact=True).first.click()
        chrome.settled(page)


def _every_chart(page: Page) -> None:
    page.get_by_text("Show every chart").click()
    chrome.settled(page)


def _present(page: Page) -> None:
    Person(page, "").presses("Present")
    page.keyboard.press("ArrowRight")


SCENES = (
    Scene("first-visit", "First visit"),
    Scene("check-in", "Check-in, the first step", press=_check_in),
    Scene("bad-day", "A bad day: a plan for today only", press=_bad_day),
    Scene("today", "Today", "acute_irritable"),
    Scene("plan", "Plan", "acute_irritable", "plan"),
    Scene("session", "The guided session", "acute_irritable", "session", _start_session),
    Scene("log-session", "Log a session", "acute_irritable", "log_session"),
    Scene("choice", "Another dose, by whom and why", "desk_worker", "plan", _change_line),
    Scene("progress", "Progress", "desk_worker", "progress"),
    Scene(
        "progress-ten-years",
        "Progress after ten years, with every chart",
        TEN_YEARS,
        "progress",
        _every_chart,
        tallest=8000,
    ),
    Scene("strength", "Strength", "desk_worker", "strength"),
    Scene("strength-test", "One strength test", "desk_worker", "strength", _open_test),
    Scene("exercises", "Exercises", "desk_worker", "exercises"),
    Scene("exercise", "One exercise", "desk_worker", "exercises", _open_exercise),
    Scene("take-along", "Take it along", "desk_worker", "take_along"),
    Scene("what-if", "What if", "arching_hurts", "plan", _try_answers),
    Scene("present", "Present", "desk_worker", "plan", _present),
    Scene("for-therapists", "For therapists", None, "for_therapists"),
    Scene("for-therapists-case", "One case, week by week", None, "for_therapists", _show_example),
    Scene("my-data", "My data", "desk_worker", "my_data"),
    Scene("how-it-works", "How it works", "desk_worker", "how_it_works"),
    Scene("get-help", "Get help", None, "get_help"),
    Scene("stop", "An emergency sign stops everything", "emergency_sign", "stop"),
    Scene("wait", "A clinician first", "pregnant_waiting", "wait"),
)


def main() -> None:
    """Takes all pictures, or those of the scenes named, and writes the page that shows them."""
    wanted = sys.argv[1:]
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = chrome.launch(playwright)
        for scene in SCENES:
            if not wanted or scene.name in wanted:
                _take(browser, scene)
        browser.close()
    _write_page()


def _take(browser: Browser, scene: Scene) -> None:
    with _journal() as folder:
        environment = {"EVEN_KEEL_JOURNAL": str(folder)}
        if scene.person is not None:
            environment["EVEN_KEEL_TODAY"] = _fill(folder, scene.person).isoformat()
        with server.serving(environment=environment) as address:
            for size, viewport in SIZES.items():
                for scheme in ("light", "dark"):
                    _picture(browser, scene, f"{address}/{scene.address}", size, viewport, scheme)


@contextmanager
def _journal() -> Iterator[Path]:
    """A folder for the length of a scene; My data shows its path, so it has the same name always."""
    folder = Path(tempfile.gettempdir()) / "even-keel"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _fill(folder: Path, person_id: str) -> date:
    """Writes the example's journal as if it were the person's own; its day."""
    if person_id == TEN_YEARS:
        store = FolderStore(folder, KNOWN.question_kinds)
        return long_logs.written(store, 3652, ask_plan_every_days=56)
    waiting = person_id == "pregnant_waiting"
    person = PEOPLE["pregnant" if waiting else person_id]
    day = person.check_ins[0].day if waiting else person.as_of
    lived = people.live(person, KNOWN, day)
    store = FolderStore(folder, KNOWN.question_kinds)
    for file, data in people.as_store(lived, KNOWN).files.files.items():
        store.files.save({file: data})
    return day


def _picture(
    browser: Browser, scene: Scene, url: str, size: str, viewport: dict[str, int], scheme: str
) -> None:
    context = browser.new_context(
        viewport=viewport, color_scheme=scheme, timezone_id="Europe/Berlin", locale="en-GB"
    )
    page = context.new_page()
    page.goto(url)
    chrome.settled(page)
    scene.press(page)
    height = page.evaluate("document.querySelector('.stMain').scrollHeight") + 40
    page.set_viewport_size(
        {**viewport, "height": max(viewport["height"], min(height, scene.tallest))}
    )
    chrome.settled(page)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.mouse.move(0, 0)
    page.screenshot(path=OUT / f"{scene.name}-{size}-{scheme}.png")
    context.close()


def _write_page() -> None:
    lines = ["# Every screen", "", "Made by `docs/make_screenshots.py` from the example people."]
    looks = [(size, scheme) for size in SIZES for scheme in ("light", "dark")]
    for scene in SCENES:
        pictures = [
            f"![{scene.says}: {size}, {scheme}]({scene.name}-{size}-{scheme}.png)"
            for size, scheme in looks
        ]
        lines += ["", f"## {scene.says}", ""]
        lines += ["| " + " | ".join(f"{size}, {scheme}" for size, scheme in looks) + " |"]
        lines += ["|" + " --- |" * len(looks), "| " + " | ".join(pictures) + " |"]
    (OUT / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
