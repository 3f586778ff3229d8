"""Turns the bytes of one CSV file into a typed frame; a row that does not fit is set aside.

Frames have one column for each column of the table, in that order, then the foreign ones:

    whole     Int64             number    float64, unanswered is NaN
    truth     boolean           moment    datetime64[us, UTC]
    date      datetime64[s]     words     tuples, unanswered is None
    word, text and foreign      str, unanswered is NaN
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.journal import split
from lib.journal.cells import unguard
from lib.journal.columns import convert
from lib.journal.write import write_header
from lib.model import Column, InputError, Table

HEADER_BYTES = 64 * 1024
MAY_BE_INFERRED = frozenset({"whole", "number", "truth"})


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be read. `line` is its line number in the file; the header is line 1."""

    file: str
    line: int
    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class Header:
    """How a file is written: its separator, its columns, and whether that is how we write it."""

    separator: bytes
    names: tuple[str, ...]
    canonical: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as a typed frame, and as the cells we would write for it (same index)."""

    frame: pd.DataFrame
    cells: pd.DataFrame
    set_aside: tuple[SetAside, ...]


def read_header(table: Table, start: bytes) -> Header:
    """The header at the start of a file; InputError when the file is not this table at all."""
    line = start.removeprefix(split.BOM).split(b"\n", 1)[0].removesuffix(b"\r")
    separator = max(split.SEPARATORS, key=lambda s: _known(table, _names(table, line, s)))
    names = _names(table, line, separator)
    missing = [c.name for c in table.columns if c.needed and c.name not in names]
    twice = [name for name in table.names if names.count(name) > 1]
    if missing or twice:
        what = f"has no column {missing[0]}" if missing else f"has the column {twice[0]} twice"
        raise InputError(
            f"{table.file} is not a file of Even Keel that can be read: its first line {what}. "
            "Nothing in it was changed. Move the file to another folder, "
            "or put back the first line it had, as comma-separated text in UTF-8."
        )
    canonical = (
        separator == b","
        and names[: len(table.names)] == table.names
        and start.startswith(write_header(names))
    )
    return Header(separator, names, canonical)


def _known(table: Table, names: Sequence[str]) -> int:
    return sum(name in table.names for name in names)


def _names(table: Table, line: bytes, separator: bytes) -> tuple[str, ...]:
    """The column names of a header line; a foreign one that is empty or there already gets one."""
    names: list[str] = []
    for number, cell in enumerate(split.cells_of(line, separator) or [], start=1):
        name = unguard(cell.decode("utf-8", "replace").strip())
        if not name or (name in names and name not in table.names):
            name = f"{name}_{number}"
        names.append(name)
    return tuple(names)


def parse(table: Table, data: bytes) -> Parsed:
    """The rows of a file. No row is dropped: what does not fit is set aside, with the reason.

    Several rows with one key: the last counts, so that saving again is safe. Earlier ones that
    say something else are set aside. InputError when the file is not this table at all.
    """
    data = data.removeprefix(split.BOM)
    if not data[:HEADER_BYTES].strip():
        return _empty(table)
    return _parse(table, data)


def _empty(table: Table) -> Parsed:
    found = _parse_header_alone(table)
    return Parsed(found.frame.copy(), found.cells.copy(), ())


@functools.cache
def _parse_header_alone(table: Table) -> Parsed:
    return _parse(table, write_header(table.names))


def _parse(table: Table, data: bytes) -> Parsed:
    header = read_header(table, data[:HEADER_BYTES])
    records = split.split(data, header.separator, len(header.names))
    texts = _texts(table, header, records)
    foreign = (Column(name, "text", "") for name in header.names if name not in table.names)
    frame, cells, wrong = _converted(
        (*table.columns, *foreign), texts, comma=header.separator != b","
    )
    blank = _find_empty(table, frame, cells, wrong)
    good = frame.drop(index=[*wrong, *blank]) if wrong or blank else frame
    repeated = _find_repeated(table, good, cells, wrong)
    left_out = [*blank, *repeated, *wrong]
    if left_out:
        frame = frame.drop(index=left_out).reset_index(drop=True)
        cells = cells.drop(index=left_out).reset_index(drop=True)
    return Parsed(frame, cells, _set_aside(table, records, wrong))


def _texts(table: Table, header: Header, records: split.Records) -> pd.DataFrame:
    """The cells as they stand in the file; numbers and truths may be read as such already.

    pandas is left to infer, which is several times faster than asking for texts; a column that
    must be texts and was taken for numbers is read again.
    """
    options: dict[str, Any] = {
        "sep": header.separator.decode(),
        "names": list(header.names),
        "keep_default_na": False,
        "skip_blank_lines": False,
        "low_memory": False,  # infer from the whole column, not from a part of it
        "engine": "c",
    }
    texts: pd.DataFrame = pd.read_csv(records.text(), **options)
    free = {c.name for c in table.columns if c.kind in MAY_BE_INFERRED}
    again = [name for name in header.names if name not in free and texts[name].dtype != "str"]
    if again:
        every = pd.read_csv(records.text(), usecols=again, dtype="str", **options)
        texts[again] = every[again]
    return texts


def _converted(
    columns: Sequence[Column], texts: pd.DataFrame, comma: bool
) -> tuple[pd.DataFrame, pd.DataFrame, dict[int, str]]:
    """Values, canonical cells, and for each row that does not fit what is wrong with it."""
    values: dict[str, Any] = {}
    cells: dict[str, Any] = {}
    wrong: dict[int, str] = {}
    empty = pd.Series("", index=texts.index, dtype="str")
    moments = next((texts[c.name] for c in columns if c.kind == "moment"), empty)
    for column in columns:
        found = convert(column, texts.get(column.name, empty), moments, comma)
        values[column.name], cells[column.name] = found.values, found.cells
        for row, problem in found.wrong.items():
            wrong.setdefault(row, problem)
    return _framed(values, texts.index), _framed(cells, texts.index), wrong


def _framed(columns: Mapping[str, Any], index: pd.Index[int]) -> pd.DataFrame:
    return pd.DataFrame(columns, index=index, copy=False)  # nothing else holds these columns


def _find_empty(
    table: Table, frame: pd.DataFrame, cells: pd.DataFrame, wrong: dict[int, str]
) -> list[int]:
    """Adds the rows without a needed cell to `wrong`; returns those without any cell at all."""
    blank: dict[int, None] = {}
    for column in table.columns:
        if not column.needed:
            continue
        for row in frame.index[frame[column.name].isna()]:
            if not any(cells.loc[row]):
                blank[row] = None
            else:
                wrong.setdefault(row, f"{column.name} is empty")
    return list(blank)


def _find_repeated(
    table: Table, frame: pd.DataFrame, cells: pd.DataFrame, wrong: dict[int, str]
) -> list[int]:
    """Rows whose key stands again further down; those that say something else are `wrong`."""
    key = list(table.key)
    if len(key) == 1 and _in_strict_order(frame[key[0]]):
        return []
    again = frame.index[frame.duplicated(key, keep="last")]
    if again.empty:
        return []
    every = cells.loc[frame.index[frame.duplicated(key, keep=False)]].astype("str")
    same = every.index[every.duplicated(keep="last")]
    for row in again.difference(same):
        wrong[row] = f"the same {' and '.join(key)} stands again further down; that row counts"
    return list(again)


def _in_strict_order(ids: pd.Series[Any]) -> bool:
    """Whether each is greater than the one before, as our ids are, which begin with the moment.

    That no two are the same is then seen many times faster than by looking for pairs.
    """
    return bool((ids.array[1:] > ids.array[:-1]).all())


def _set_aside(
    table: Table, records: split.Records, wrong: Mapping[int, str]
) -> tuple[SetAside, ...]:
    """Broken records and rows that do not fit, by line."""
    starts = records.starts if wrong else []
    broken = [
        *records.broken,
        *(split.Broken(starts[r] + 1, records.raw(starts[r]), wrong[r]) for r in wrong),
    ]
    return tuple(
        SetAside(table.file, record.line, _shown(record.raw), record.reason)
        for record in sorted(broken, key=lambda record: record.line)
    )


def _shown(raw: bytes) -> str:
    """The raw text; bytes that are no text are spelled out, like \\xff."""
    return raw.removesuffix(b"\r").decode("utf-8", "backslashreplace").replace("\0", "\\x00")
