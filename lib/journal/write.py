"""Turns rows into the bytes of a CSV file: UTF-8, commas, one `\\n` after each record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from lib.journal.cells import guard, write_cell
from lib.model import Row, Table

_SPECIAL = r'[,"\r\n]'


def write_line(cells: Iterable[str]) -> bytes:
    """One record with its line end."""
    return (",".join(map(_quoted, cells)) + "\n").encode()


def write_header(names: Iterable[str]) -> bytes:
    """The first line of a file."""
    return write_line(map(guard, names))


def write_row(table: Table, names: Sequence[str], row: Row) -> list[str]:
    """The cells of a row under a header; foreign columns stay empty.

    ValueError when a needed value is missing, a value does not fit its column, or a column is
    not one of the table's.
    """
    unknown = row.keys() - set(table.names)
    if unknown:
        raise ValueError(f"{table.name} has no column {sorted(unknown)[0]}")
    cells = {}
    for column in table.columns:
        try:
            cells[column.name] = write_cell(column, row.get(column.name))
        except ValueError as error:
            raise ValueError(f"{column.name} {error}") from None
        if column.needed and not cells[column.name]:
            raise ValueError(f"{column.name} is empty")
    return [cells.get(name, "") for name in names]


def write_table(cells: pd.DataFrame) -> bytes:
    """A whole file: the frame's columns as header, its cells as they are."""
    columns = (_quoted_column(cells[name]) for name in cells.columns)
    lines = "".join(",".join(record) + "\n" for record in zip(*columns, strict=True))
    return write_header(cells.columns) + lines.encode()


def _quoted_column(cells: pd.Series[Any]) -> list[str]:
    texts: list[str] = cells.tolist()  # many times faster than iterating the column
    if cells.str.contains(_SPECIAL).any():
        return list(map(_quoted, texts))
    return texts


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search(_SPECIAL, cell) else cell
