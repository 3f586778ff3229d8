"""What a stopwatch in somebody's browser sends, checked as if a stranger had sent it. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.model import InputError

COUNT, SECONDS = "count", "seconds"
CAP, PAIN = "cap", "pain"
STOPPED = ("", CAP, PAIN)
"""Why a hold ended: the person just ended it, it reached the most that counts, it hurt."""
MOST_STANDS = 99
_ID = re.compile(r"[0-9a-f]{16}")
_AGAIN = "Nothing was saved. Please measure again, or type the time."


@dataclass(frozen=True, slots=True)
class Asked:
    """One test as the stopwatch needs it: `sides` is left and right in turn, or one empty word."""

    test: str
    name: str
    sides: tuple[str, ...]
    measure: str
    cap_s: float


@dataclass(frozen=True, slots=True)
class Hold:
    """One side, or the whole of a test without sides: `seconds`, or how often (`count`)."""

    side: str
    seconds: float | None
    count: int | None
    pain_0_10: int | None
    stopped: str


@dataclass(frozen=True, slots=True)
class Result:
    """All sides measured in one go. The id is the same however often it is delivered."""

    id: str
    test: str
    holds: tuple[Hold, ...]


def read(sent: object, tests: Mapping[str, Asked]) -> Result:
    """What was measured; InputError, with a sentence for the person, when it cannot be that."""
    if not isinstance(sent, Mapping):
        raise _wrong("The stopwatch sent nothing that can be read.")
    id, test = sent.get("id"), sent.get("test")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise _wrong("The stopwatch sent a result without its id.")
    asked = tests.get(test) if isinstance(test, str) else None
    if asked is None:
        raise _wrong("The stopwatch measured a test that is not offered here.")
    rows = sent.get("holds")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise _wrong("The stopwatch sent no time.")
    holds = tuple(_hold(row, asked) for row in rows)
    sides = tuple(hold.side for hold in holds)
    if sides != asked.sides[: len(sides)]:
        raise _wrong("The sides that were measured are not those of this test.")
    return Result(id, asked.test, holds)


def _hold(row: Any, asked: Asked) -> Hold:
    if not isinstance(row, Mapping):
        raise _wrong("The stopwatch sent nothing that can be read.")
    side, stopped = row.get("side"), row.get("stopped")
    if not isinstance(side, str) or not isinstance(stopped, str) or stopped not in STOPPED:
        raise _wrong("The stopwatch sent words that do not belong to this test.")
    pain = row.get("pain_0_10")
    if pain is not None and not _is_whole(pain, 10):
        raise _wrong("Pain is a whole number from 0 to 10.")
    seconds, count = row.get("seconds"), row.get("count")
    if asked.measure == COUNT:
        if seconds is not None or not _is_whole(count, MOST_STANDS):
            raise _wrong(f"This test is counted: a whole number from 0 to {MOST_STANDS}.")
        return Hold(side, None, count, pain, stopped)
    held = _seconds(seconds)
    if count is not None or held is None or not 0 <= held <= asked.cap_s:
        raise _wrong(f"This test is timed: from 0 to {asked.cap_s:g} seconds.")
    return Hold(side, round(held, 1), None, pain, stopped)


def _is_whole(value: object, at_most: int) -> bool:
    return type(value) is int and 0 <= value <= at_most


def _seconds(value: object) -> float | None:
    """A number of seconds, else None; a truth is none, though Python counts with it."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        seconds = float(value)
    except OverflowError:  # whole numbers have no end
        return None
    return seconds if math.isfinite(seconds) else None


def _wrong(what: str) -> InputError:
    return InputError(f"{what} {_AGAIN}")
