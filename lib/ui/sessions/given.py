"""The mornings and weekly answers of the journal, newest first, each in a few words (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lib import journal, plan_words
from lib.model import Row, Value
from lib.phrases import joined

ON_A_PAGE = 20
_COUNTS = "counts"
MORNING, WEEKLY = "next_morning", "weekly"
KINDS: Mapping[str, str] = {MORNING: "Next morning", WEEKLY: "Weekly answer"}


@dataclass(frozen=True, slots=True)
class Given:
    """One morning or weekly answer; `counts` is False where a later one of that day took its place."""

    row: Row
    counts: bool

    @property
    def id(self) -> str:
        """Its id in the journal."""
        return str(self.row["checkin_id"])

    @property
    def kind(self) -> str:
        """`MORNING` or `WEEKLY`."""
        return str(self.row["kind"])

    @property
    def day(self) -> date:
        """The day it is about: the morning, or the last day of the week."""
        day = self.row["checkin_date"]
        assert isinstance(day, date)
        return day


def pages(frames: Mapping[str, pd.DataFrame]) -> int:
    """How many pages the list has; 0 when nothing was answered."""
    return -(-len(frames["checkins"]) // ON_A_PAGE)


def page(frames: Mapping[str, pd.DataFrame], number: int) -> tuple[Given, ...]:
    """One page of the list, newest first; `number` begins with 0."""
    ordered = _ordered(frames["checkins"])
    return _given(ordered.iloc[::-1].iloc[number * ON_A_PAGE : (number + 1) * ON_A_PAGE])


def on(frames: Mapping[str, pd.DataFrame], day: date) -> tuple[Given, ...]:
    """Those of one day, newest first."""
    ordered = _ordered(frames["checkins"])
    return _given(ordered[ordered["checkin_date"] == pd.Timestamp(day)].iloc[::-1])


def one(frames: Mapping[str, pd.DataFrame], id: str) -> Given | None:
    """The one with that id; None when it is not there."""
    ordered = _ordered(frames["checkins"])
    found = _given(ordered[ordered["checkin_id"] == id])
    return found[0] if found else None


def _ordered(checkins: pd.DataFrame) -> pd.DataFrame:
    ordered = checkins.sort_values(["checkin_date", "checkin_at"], kind="stable")
    is_later = ordered.duplicated(["checkin_date", "kind"], keep="last")
    return ordered.assign(**{_COUNTS: ~is_later})


def _given(checkins: pd.DataFrame) -> tuple[Given, ...]:
    rows = journal.rows(checkins.drop(columns=_COUNTS))
    return tuple(map(Given, rows, checkins[_COUNTS].astype(bool)))


# --- words --------------------------------------------------------------------------------------


def heading(given: Given) -> str:
    """What it is, and its day."""
    day = f"{given.day:%A} {given.day.day} {given.day:%B %Y}"
    counts = "" if given.counts else " · a later answer of that day counts instead"
    return f"{KINDS[given.kind]}, {day}{counts}"


def says(row: Row) -> str:
    """What was answered; nothing is left out that was said."""
    if row["kind"] == MORNING:
        pain = row.get("pain_now_0_10")
        return "Not remembered" if pain is None else f"Pain {pain}"
    parts = [
        f"{name} {row[column]}"
        for column, name in (
            ("pain_average_7d_0_10", "average pain"),
            ("pain_worst_7d_0_10", "worst"),
            ("pain_now_0_10", "now"),
        )
        if row.get(column) is not None
    ]
    parts += [
        words[bool(value)]
        for column, words in _TRUTHS.items()
        if (value := row.get(column)) is not None
    ]
    nights = row.get("sleep_disturbed_nights")
    if nights is not None:
        parts.append(f"{nights} disturbed night{'' if nights == 1 else 's'}")
    scores = [
        row[f"activity_{n}_0_10"] for n in (1, 2, 3) if row.get(f"activity_{n}_0_10") is not None
    ]
    if scores:
        parts.append(f"activities {joined([str(score) for score in scores])}")
    return plan_words.sentence(" · ".join(parts)) or "Nothing said"


_TRUTHS: Mapping[str, Sequence[str]] = {
    "flare": ("no flare", "a flare"),
    "leg_worse": ("no leg worse", "a leg is worse"),
}


def changes(given: Given, values: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """The cells that differ from what is saved."""
    return {name: value for name, value in values.items() if value != given.row.get(name)}


def problem(values: Mapping[str, Any]) -> str:
    """Why this cannot be saved; empty when it can."""
    average, worst = values.get("pain_average_7d_0_10"), values.get("pain_worst_7d_0_10")
    if average is not None and worst is not None and worst < average:
        return "Your worst pain cannot be below your average. Please change one."
    return ""
