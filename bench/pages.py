"""Each page's script time beside an empty Streamlit page, and the time from start to first paint."""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

from bench.timing import cpu_seconds, line
from lib import journal, knowledge, people
from lib.ui.browser_store import Memory, State

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

import chrome  # noqa: E402  it lies beside the browser tests, which are not a package
import server  # noqa: E402

PERSON = "desk_worker"
PERSON_OF = {"stop": "emergency_sign", "wait": "pregnant"}
"""Who sees the pages that most people never see."""
EMPTY = "import streamlit as st\nst.title('Empty')\n"
RUNS = 15
RUNS_ANEW = 5
STARTS = 3
WITHIN_S = 30
"""A page or a start that takes longer ends the benchmark."""


def run(_rows: int) -> None:
    """Times every page for a person with weeks of log, then some starts in a real browser.

    Pages go by processor time, starts by the clock.
    """
    logging.disable(logging.WARNING)  # Streamlit misses the browser of a script that is only timed
    empty = AppTest.from_string(EMPTY, default_timeout=WITHIN_S)
    yardstick = cpu_seconds(empty.run, RUNS)
    line("an empty Streamlit page", yardstick)
    known = knowledge.load()
    persons = people.load(people.FOLDER, known)
    for page in sorted((ROOT / "pages").glob("*.py")):
        lived = people.live(persons[PERSON_OF.get(page.stem, PERSON)], known)
        _page(page, lived, known.question_kinds, yardstick)
    _first_paint()


def _page(page: Path, lived: people.Lived, questions: Mapping[str, str], yardstick: float) -> None:
    """One page as a guest sees it whose log is this: again, and after something was saved."""
    os.environ["EVEN_KEEL_TODAY"] = lived.today.isoformat()
    files = _files(lived, questions)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=WITHIN_S)
    app.session_state["browser_store_memory"] = Memory(state=State.EMPTY)
    app.session_state["guest_journal"] = files
    app.switch_page(f"pages/{page.name}")

    def run_after_a_save() -> None:
        files["saved"] = files.get("saved", b"") + b"."
        app.run()

    again = cpu_seconds(app.run, RUNS)
    if app.exception or not app.title:
        raise RuntimeError(f"pages/{page.name} did not show what it has to: {app.exception}")
    line(f"pages/{page.name}", again, "empty page", yardstick)
    anew = cpu_seconds(run_after_a_save, RUNS_ANEW)
    line("    after something was saved", anew, "empty page", yardstick)


def _files(lived: people.Lived, questions: Mapping[str, str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    store = journal.MemoryStore(files, questions)
    answers = [
        {"answered_at": row.answered_at, "answers_date": row.day, **row.raw} for row in lived.rows
    ]
    store.append("answers", answers)
    for table in ("sets", "sessions", "checkins"):
        store.append(table, journal.rows(lived.frames[table]))
    return files


def _first_paint() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "empty.py"
        app.write_text(EMPTY, encoding="utf-8")
        theirs = statistics.median(_start(app, folder) for _ in range(STARTS))
        ours = statistics.median(_start(ROOT / "app.py", folder) for _ in range(STARTS))
    line("server start → first heading in the browser, empty app", theirs)
    line("server start → first heading in the browser, Even Keel", ours, "empty app", theirs)


def _start(app: Path, folder: str) -> float:
    """Seconds from starting the server to the first heading, in a browser that is open already."""
    with sync_playwright() as playwright, chrome.launch(playwright) as browser:
        page = browser.new_page()
        began = time.perf_counter()
        with server.serving(app, environment={"EVEN_KEEL_JOURNAL": folder}) as address:
            page.goto(address)
            page.wait_for_selector(".stMain h1", timeout=WITHIN_S * 1000)
            return time.perf_counter() - began
