"""Turns one CSV cell into a value and back, by the kind of its column.

An empty cell is unanswered (None). An answered empty list is `none`. A text that a spreadsheet
would take for a formula carries a leading `'` in the file and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from lib.model import Column, Value

FORMULA_STARTS = ("=", "+", "-", "@", "'", "\t", "\r")

_WHOLE = re.compile(r"([+-]?[0-9]{1,9})(\.0+)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,17})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_FIRST_OR_MONTH_FIRST = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
MOMENT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_MOMENT = re.compile(MOMENT)


def guard(text: str) -> str:
    """The text as it stands in the file: no spreadsheet takes it for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def unguard(cell: str) -> str:
    """What `guard` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def clean(text: str) -> str:
    """The text as it can be saved: NUL characters go, half characters become U+FFFD."""
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def parse_cell(column: Column, cell: str, decimal_comma: bool = False) -> Any:
    """The value of a cell, None when it is empty; ValueError says what it must be instead.

    Moments come back in UTC, lists as tuples. A number with a comma counts only where the file
    separates its cells by something else.
    """
    if column.kind == "text":
        return unguard(cell) or None
    cell = unguard(cell.strip())
    if not cell:
        return None
    if decimal_comma and column.kind in {"whole", "number"}:
        cell = cell.replace(",", ".")
    value = _PARSE[column.kind](cell)
    if column.allowed and value not in column.allowed:
        raise ValueError(f"must be one of {', '.join(column.allowed)}")
    if not _within(column, value):
        raise ValueError(f"must be {_range(column)}")
    return value


def write_cell(column: Column, value: Value | None) -> str:
    """The canonical cell for a value; ValueError when reading it back would fail.

    What the file cannot hold is changed here, before anything is saved: texts as in `clean`,
    numbers keep four decimals.
    """
    if not isinstance(value, tuple | list) and pd.isna(value):
        return ""
    cell = guard(clean(_text_of(column, value)))
    parse_cell(column, cell)
    return cell


def spreadsheet_date(cell: str, moment: str) -> date | None:
    """A date as a spreadsheet saved it (22.11.2026, 11/22/2026), or None.

    Where day and month could be either, the moment in the same row decides.
    """
    match = _DAY_FIRST_OR_MONTH_FIRST.fullmatch(cell.strip())
    if not match:
        return None
    first, mark, second, year = match.groups()
    orders = [(first, second)] if mark == "." else [(first, second), (second, first)]
    days = {day for d, m in orders if (day := _day(int(year), int(m), int(d)))}
    beside = {day for day in days if day.isoformat() == moment[:10]}
    fitting = beside or days
    return fitting.pop() if len(fitting) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _text_of(column: Column, value: Any) -> str:
    if column.kind == "words" and not isinstance(value, str):
        if any("|" in word or not word for word in value):
            raise ValueError("must be words without a |")
        return "|".join(value) or "none"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool) or column.kind == "truth":
        return str(value).lower()
    if isinstance(value, float):
        return f"{value + 0.0:.4f}".rstrip("0").rstrip(".")
    return str(value)


def _within(column: Column, value: Any) -> bool:
    low_enough = column.at_most is None or value <= column.at_most
    return low_enough and (column.at_least is None or value >= column.at_least)


def _range(column: Column) -> str:
    if column.at_most is None:
        return f"{column.at_least:g} or more"
    return f"from {column.at_least:g} to {column.at_most:g}"


def _whole(cell: str) -> int:
    match = _WHOLE.fullmatch(cell)
    if not match:
        raise ValueError("must be a whole number")
    return int(match[1])


def _number(cell: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise ValueError("must be a number")
    return float(cell)


def _truth(cell: str) -> bool:
    if cell.lower() not in {"true", "false"}:
        raise ValueError("must be true or false")
    return cell.lower() == "true"


def _words(cell: str) -> tuple[str, ...]:
    words = () if cell == "none" else tuple(cell.split("|"))
    if not all(words):
        raise ValueError("must be words joined by |")
    return words


def _date(cell: str) -> date:
    if not _DATE.fullmatch(cell):
        raise ValueError("must be a date like 2026-11-22")
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _moment(cell: str) -> datetime:
    if not _MOMENT.fullmatch(cell):
        raise ValueError("must be a moment like 2026-11-22T07:30:00+01:00")
    try:
        return datetime.fromisoformat(cell).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("is not a moment of the calendar") from None


_PARSE: Mapping[str, Callable[[str], Any]] = {
    "whole": _whole,
    "number": _number,
    "truth": _truth,
    "word": str,
    "words": _words,
    "date": _date,
    "moment": _moment,
}
