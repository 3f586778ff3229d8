"""Turns the texts of one column into typed values.

Every distinct text is read once, by the careful `parse_cell`. In a long file texts, ids and
moments, which hardly repeat, are read as a whole column.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from lib.journal.cells import (
    FORMULA_STARTS,
    MOMENT,
    guard,
    parse_cell,
    spreadsheet_date,
    unguard,
    write_cell,
)
from lib.model import Column

DTYPES: dict[str, Any] = {
    "whole": "Int64",
    "number": "float64",
    "truth": "boolean",
    "word": "str",
    "words": "object",
    "text": "str",
    "date": "datetime64[s]",
    "moment": "datetime64[us, UTC]",
}
STRICT_ISO: Any = "timestamp[us, tz=UTC][pyarrow]"
"""Reading texts as this is several times faster than `to_datetime`, and fails at the first odd one."""
SHOWN = 40
FIRST, LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
"""Beyond these the same moment in UTC may be in no year that Python has."""
FEW = 1000
"""Up to so many rows every column is read by its distinct texts."""


@dataclass(frozen=True, slots=True)
class Converted:
    """One column: typed values, the cells we would write for them, and row → what is wrong."""

    values: Any
    cells: Any
    wrong: dict[int, str]


def convert(
    column: Column, texts: pd.Series[Any], moments: pd.Series[Any], comma: bool
) -> Converted:
    """The column as values. `moments` are the texts that tell the day of each row.

    Texts may come as numbers or truths already, where all of them are.
    """
    if len(texts) > FEW and column.kind == "moment":
        return _moments(column, texts)
    if len(texts) > FEW and (
        column.kind == "text" or (column.kind == "word" and not column.allowed)
    ):
        return _free_texts(texts.str.strip() if column.kind == "word" else texts)
    found = _by_distinct_text(column, texts, comma)
    if found.wrong and column.kind == "date":
        _read_spreadsheet_dates(found, moments)
    return found


def _by_distinct_text(column: Column, texts: pd.Series[Any], comma: bool = False) -> Converted:
    codes, distinct = pd.factorize(texts, use_na_sentinel=False)
    read = [_read(column, _as_text(text), comma) for text in distinct]
    values = pd.array([value for value, _, _ in read], dtype=DTYPES[column.kind]).take(codes)
    cells = pd.array([cell for _, cell, _ in read], dtype="str").take(codes)
    problems = [problem for _, _, problem in read]
    wrong = {}
    if any(problems):
        wrong = {row: problems[code] for row, code in enumerate(codes) if problems[code]}
    return Converted(values, cells, wrong)


def _as_text(cell: Any) -> str:
    """What stood in the file; a whole column of numbers has been read as numbers already."""
    return str(cell).removesuffix(".0") if isinstance(cell, float) else str(cell)


def _read(column: Column, text: str, comma: bool) -> tuple[Any, str, str]:
    """Value, canonical cell and problem of one text."""
    try:
        value = parse_cell(column, text, comma)
        if column.kind in {"date", "moment"}:
            return value, text.strip(), ""  # the offset is kept, which a value in UTC has lost
        return value, write_cell(column, value), ""
    except ValueError as error:
        shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        return None, text, f"{column.name} is “{shown}” and {error}"


def _read_spreadsheet_dates(found: Converted, moments: pd.Series[Any]) -> None:
    """Mends the dates that a spreadsheet has saved in its own way."""
    for row in list(found.wrong):
        day = spreadsheet_date(found.cells[row], moments.iloc[row])
        if day:
            found.values[row], found.cells[row] = pd.Timestamp(day), day.isoformat()
            del found.wrong[row]


# --- whole columns at once, where distinct texts are too many -----------------------------


def _moments(column: Column, texts: pd.Series[Any]) -> Converted:
    values = _read_moments(texts)
    unclear = ~values.between(FIRST, LAST) & (texts != "")
    if not unclear.any():
        return Converted(values, texts, {})
    cells, rest = texts.copy(), _by_distinct_text(column, texts[unclear])
    values[unclear], cells[unclear] = rest.values, rest.cells
    rows = texts.index[unclear]
    return Converted(values, cells, {int(rows[row]): why for row, why in rest.wrong.items()})


def _read_moments(texts: pd.Series[Any]) -> pd.Series[Any]:
    """The moments in UTC; NaT where the text needs a closer look."""
    is_plain = texts.str.fullmatch(MOMENT)
    if is_plain.all():
        with contextlib.suppress(ValueError):  # one of them is not of the calendar
            in_utc = texts.astype(STRICT_ISO).dt.tz_convert(None)
            return in_utc.astype("datetime64[us]").dt.tz_localize("UTC")
    values = pd.to_datetime(texts.where(is_plain), format="ISO8601", utc=True, errors="coerce")
    return values.astype(DTYPES["moment"])


def _free_texts(texts: pd.Series[Any]) -> Converted:
    values, cells = texts, texts
    odd = texts.str.startswith(FORMULA_STARTS)
    if odd.any():
        values, cells = texts.copy(), texts.copy()
        values[odd] = texts[odd].map(unguard)
        cells[odd] = values[odd].map(guard)
    return Converted(values.mask(values == ""), cells, {})
