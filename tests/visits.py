"""A visitor of the pages: a journal filled day by day, a page opened with it, what stands there.

AppTest has no request, so its visitor is a guest: the journal lies in memory, made by the same store.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import decide, journal, knowledge, people, session_log
from lib.model import Decision
from lib.session_log import Entry, Session
from lib.ui.browser_store import Memory
from tests.given import NO_FLAGS

KNOWN = knowledge.load()
PEOPLE = people.load(people.FOLDER, KNOWN)
APP = str(knowledge.DATA.parent / "app.py")
TODAY = date(2026, 11, 25)  # a Wednesday
NOTHING_KEPT = Memory().after({"number": 1, "found": None, "counter": 0})


# --- what is in the journal -----------------------------------------------------------------


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def store_of(files: dict[str, bytes]) -> journal.MemoryStore:
    return journal.MemoryStore(files, KNOWN.question_kinds)


def decided(store: journal.Store, day: date) -> Decision:
    """What the rules say on that day."""
    frames = store.read().frames
    rows = decide.answers_rows(journal.rows(frames["answers"]), KNOWN)
    overrides = decide.overrides_of(journal.rows(frames["overrides"]))
    return decide.decide(rows, frames, overrides, KNOWN, day)


class Log:
    """A journal in memory, filled day by day."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.store = store_of(self.files)

    def answers(self, days_ago: int = 0, hour: int = 6, **changes: Any) -> Log:
        at = moment(ago(days_ago), hour)
        row = {"answered_at": at, "answers_date": at.date(), **NO_FLAGS, **changes}
        self.store.append("answers", [row])
        return self

    def session(self, days_ago: int = 0, hour: int = 9, **more: Any) -> Log:
        felt = {"before_0_10": 2, "most_0_10": 2, "kind": "ache"} | more
        outcome = felt.pop("outcome", "all")
        plan = self.decision(days_ago).plan
        assert plan is not None
        session = Session(f"s{days_ago}-{hour}", moment(ago(days_ago), hour), **felt)
        entries = [(line, Entry(outcome, form="good")) for line in plan.lines]
        self.store.append_session(*session_log.rows(plan, session, entries))
        return self

    def checkin(self, days_ago: int, kind: str, **answers: Any) -> Log:
        at = moment(ago(days_ago), 7)
        row = {"checkin_id": f"c{days_ago}{kind}", "checkin_at": at, "checkin_date": at.date()}
        self.store.append("checkins", [{**row, "kind": kind, **answers}])
        return self

    def tested(self, days_ago: int, test: str, value: float, side: str = "", **more: Any) -> Log:
        at = moment(ago(days_ago), 7)
        row = {
            "test_id": f"x{days_ago}{test}{side}",
            "tested_at": at,
            "tested_date": at.date(),
            "test": test,
            "side": side or None,
            KNOWN.tests[test].measure: value,
        }
        self.store.append("tests", [row | more])
        return self

    def decision(self, days_ago: int = 0) -> Decision:
        return decided(self.store, ago(days_ago))

    def rows(self, table: str) -> list[dict[str, Any]]:
        return journal.rows(self.store.read().frames[table])


def stopped() -> Log:
    """Somebody whose pain spread down the leg today, so that there is no session for now."""
    return Log().answers(5).session(1).session(0, kind="spreading")


# --- a page ------------------------------------------------------------------------------------


def opened(
    page: str,
    files: dict[str, bytes] | None = None,
    example: str | None = None,
    memory: Memory = NOTHING_KEPT,
) -> AppTest:
    """A page as a visitor with this journal sees it; an example may be on show."""
    test = AppTest.from_file(APP, default_timeout=60)
    test.session_state["browser_store_memory"] = memory
    test.session_state["guest_journal"] = {} if files is None else files
    if example is not None:
        test.session_state["example"] = example
    return at(test, page)


@pytest.fixture
def visit(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page as a visitor with this log, on this module's day."""
    monkeypatch.setenv("EVEN_KEEL_JOURNAL", str(tmp_path))
    monkeypatch.setenv("EVEN_KEEL_TODAY", TODAY.isoformat())

    def open_page(page: str, log: Log | None = None, example: str | None = None) -> AppTest:
        return opened(page, log.files if log else None, example)

    return open_page


def at(test: AppTest, page: str) -> AppTest:
    return fine(test.switch_page(f"pages/{page}.py").run())


def fine(test: AppTest) -> AppTest:
    assert not test.exception, test.exception
    return test


# --- what stands there -------------------------------------------------------------------------


def said(test: AppTest) -> str:
    """All the words on the page but those on widgets and in tables of data."""
    kinds = (test.title, test.header, test.subheader, test.markdown, test.caption, test.text)
    kinds += (test.error, test.success, test.code)
    return "\n".join(element.value for kind in kinds for element in kind)


def cards(test: AppTest) -> list[str]:
    return [element.value for element in test.subheader]


def buttons(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def main_buttons(test: AppTest) -> list[str]:
    return [button.label for button in test.button if button.proto.type == "primary"]


# --- what the visitor does -----------------------------------------------------------------------


def press(test: AppTest, label: str) -> AppTest:
    (button,) = [button for button in test.button if button.label == label]
    return fine(button.click().run())


def press_key(test: AppTest, key: str) -> AppTest:
    """Presses one of several buttons of the same label."""
    return fine(test.button(key=key).click().run())


def field(test: AppTest, name: str) -> Any:
    """A widget by its key, or by form and field: "log.before"."""
    form, _, inside = name.partition(".")
    return test.get_by_key(test.session_state[f"form_{form}"].key(inside) if inside else name)


def answer(test: AppTest, name: str, value: Any) -> AppTest:
    return fine(field(test, name).set_value(value).run())


# --- what is then in the journal -----------------------------------------------------------------


def rows(test: AppTest, table: str) -> list[dict[str, Any]]:
    frames = store_of(test.session_state["guest_journal"]).read().frames
    return journal.rows(frames[table])


def now(test: AppTest) -> Decision:
    return decided(store_of(test.session_state["guest_journal"]), TODAY)
