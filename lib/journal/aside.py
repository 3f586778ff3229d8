"""Keeps rows that could not be read beside their table, as they were, in `<table>.set_aside.csv`.

They go there when their table is next rewritten, so that a cut-off row never stands between
good ones; every read still counts and shows them.
"""

from __future__ import annotations

from collections.abc import Iterable

from lib.journal.parse import SetAside, parse
from lib.journal.write import write_header, write_line, write_row
from lib.model import Column, Table

COLUMNS = (
    Column("line", "whole", "Where it stood in the file", at_least=1, needed=True),
    Column("reason", "text", "Why it could not be read"),
    Column("raw", "text", "What stood there", needed=True),
)


def aside_file(table: Table) -> str:
    """The name of the file that keeps a table's unreadable rows."""
    return _aside(table).file


def read_aside(table: Table, data: bytes) -> list[SetAside]:
    """The unreadable rows in such a file, each as it stood in its table."""
    if not data:
        return []
    parsed = parse(_aside(table), data)
    rows = zip(parsed.frame["line"], parsed.frame["raw"], parsed.frame["reason"], strict=True)
    moved = (SetAside(table.file, int(line), raw, str(reason)) for line, raw, reason in rows)
    return [*moved, *parsed.set_aside]


def write_aside(table: Table, rows: Iterable[SetAside]) -> bytes:
    """The file for those rows; none stands there twice."""
    aside = _aside(table)
    distinct = {row.raw: row for row in rows}.values()
    lines = (
        write_row(aside, aside.names, {"line": r.line, "reason": r.reason, "raw": r.raw})
        for r in distinct
    )
    return write_header(aside.names) + b"".join(map(write_line, lines))


def _aside(table: Table) -> Table:
    names = ("line", "reason", "raw")
    return Table(f"{table.name}.set_aside", "these rows", names, COLUMNS)
