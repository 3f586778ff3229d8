"""Each page's script time beside an empty Streamlit page, and the time from start to first paint."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

from bench.timing import line, seconds
from lib import journal, knowledge, people

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

import chrome  # noqa: E402  it lies beside the browser tests, which are not a package
import server  # noqa: E402

PERSON = "desk_worker"
EMPTY = "import streamlit as st\nst.title('Empty')\n"


def run(_rows: int) -> None:
    """Times every page for an example with weeks of log, then three starts in a real browser."""
    with tempfile.TemporaryDirectory() as folder:
        day = _fill(Path(folder))
        os.environ |= {"EVEN_KEEL_JOURNAL": folder, "EVEN_KEEL_TODAY": day}
        empty = AppTest.from_string(EMPTY, default_timeout=60)
        yardstick = seconds(empty.run, 20)
        line("an empty Streamlit page", yardstick)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        app.session_state["example"] = PERSON
        for page in sorted((ROOT / "pages").glob("*.py")):
            app.switch_page(f"pages/{page.name}")
            line(f"pages/{page.name}", seconds(app.run, 10), "empty page", yardstick)
        _first_paint()


def _fill(folder: Path) -> str:
    known = knowledge.load()
    lived = people.live(people.load(knowledge.DATA / "people", known)[PERSON], known)
    store = journal.FolderStore(folder, known.question_kinds)
    for row in lived.rows:
        store.append(
            "answers", [{"answered_at": row.answered_at, "answers_date": row.day, **row.raw}]
        )
    for table in ("sets", "sessions", "checkins"):
        store.append(table, journal.rows(lived.frames[table]))
    return lived.today.isoformat()


def _first_paint() -> None:
    ours = [_start(ROOT / "app.py") for _ in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "empty.py"
        app.write_text(EMPTY, encoding="utf-8")
        theirs = [_start(app) for _ in range(3)]
    line("server start → first heading in the browser, empty app", statistics.median(theirs))
    line(
        "server start → first heading in the browser, Even Keel",
        statistics.median(ours),
        "empty app",
        statistics.median(theirs),
    )


def _start(app: Path) -> float:
    with sync_playwright() as playwright:
        browser = chrome.launch(playwright)
        began = time.perf_counter()
        with server.serving(app) as address:
            page = browser.new_page()
            page.goto(address)
            page.wait_for_selector(".stMain h1", timeout=60_000)
            took = time.perf_counter() - began
        browser.close()
    return took
