"""Results in the journal: read, saved once, and how long to rest before the next test."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from lib.model import EASY, Knowledge, Row, StrengthTest, TestResult
from lib.ui import clock, here, stopwatch
from lib.ui.stopwatch import Asked, Hold, Result
from lib.ui.strength import state

_ROW = "t"
"""Ids of rows: this letter, the id of the measuring, the first letter of the side if there is one."""
_MEASURED = re.compile(_ROW + r"([0-9a-f]{16})[lr]?")
_REMEMBERED = timedelta(days=1)


def asked(test: StrengthTest, known: Knowledge) -> Asked:
    """The test as the stopwatch needs it."""
    return Asked(test.id, test.name, test.sides, test.measure, known.limit(test.cap))


def taken(results: Sequence[TestResult]) -> list[str]:
    """Ids of what was measured lately and is in the journal."""
    since = clock.now() - _REMEMBERED
    found = (_MEASURED.fullmatch(result.id) for result in results if result.at >= since)
    return sorted({match[1] for match in found if match is not None})


def take(sent: object) -> None:
    """Saves what the stopwatch sent, once; says why when it cannot be."""
    with here.telling():
        known = here.known()
        offers = state.offers(here.decision(), known)
        open_tests = {
            id: asked(offer.test, known) for id, offer in offers.items() if state.is_offered(offer)
        }
        take_one_of(open_tests, sent)


def take_one_of(tests: Mapping[str, Asked], sent: object) -> None:
    """Saves what the stopwatch sent about one of these tests, once.

    InputError when that is no result, or the journal cannot be read; then the stopwatch keeps it.
    """
    result = stopwatch.read(sent, tests)
    if result.id not in taken(here.decision().progress.tests):
        save(result)


def save(result: Result) -> bool:
    """Adds the rows of one measuring; True when they are saved."""
    now = clock.now()
    rows = [_row(result, hold, now) for hold in result.holds]
    is_saved = here.save_rows("tests", *rows)
    if is_saved:
        state.was_saved(result.test)
        here.tell("Saved.")
    return is_saved


def _row(result: Result, hold: Hold, now: datetime) -> Row:
    is_first = result.test.startswith(state.FIRST)
    return {
        "test_id": f"{_ROW}{result.id}{hold.side[:1]}",
        "tested_at": now,
        "tested_date": now.date(),
        "test": result.test.removeprefix(state.FIRST),
        "side": hold.side or None,
        "seconds": math.floor(hold.seconds) if is_first and hold.seconds else hold.seconds,
        "count": hold.count,
        "pain_0_10": hold.pain_0_10,
        "stopped": EASY if is_first else hold.stopped or None,
    }


def rest_s(results: Sequence[TestResult], now: datetime, known: Knowledge) -> int:
    """Seconds still to rest since the last test; 0 after the rest."""
    if not results:
        return 0
    rested = now - max(result.at for result in results)
    left = timedelta(minutes=known.limit("test_rest_min")) - rested
    return max(0, int(left.total_seconds()))


def pain_at_most(pain_now: int, known: Knowledge) -> int:
    """Up to this much pain on 0–10 a test may go on: the rule "when to stop" as a number."""
    return min(
        known.whole("test_stop_pain_0_10"), pain_now + known.whole("test_stop_rise_0_10") - 1
    )
