"""The person's journal: reads it whole, adds rows, corrects and deletes them by id.

`FolderStore` keeps it on disk, `MemoryStore` in memory; both are a `Store`. Whatever writes
returns only when it is saved, and otherwise raises `NotSaved`.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from lib.journal.aside import aside_file, read_aside, write_aside
from lib.journal.cells import parse_cell, write_cell
from lib.journal.files import Ends, Files, MemoryFiles, NotSaved
from lib.journal.folder import FolderFiles
from lib.journal.grown import Reading, read_again
from lib.journal.parse import Header, Parsed, SetAside, parse, read_header
from lib.journal.split import BOM, last_record
from lib.journal.write import write_header, write_line, write_row, write_table
from lib.model import NOTHING, InputError, Row, Table, Value, journal_tables

DRAFT = "draft.json"

Key = Value | tuple[Value, ...]
"""The value of a table's key column, or all of them in order where there are several."""


@dataclass(frozen=True, slots=True)
class Journal:
    """Everything in the journal at one moment. Columns and types of a frame: `lib.journal.parse`.

    `sets` holds only sets whose session is there. `version` differs after every change.

    `after` is the version of the journal it has only grown from, and `new_rows` how many rows at the
    end of each table have come since; without them it was read whole.
    """

    frames: Mapping[str, pd.DataFrame]
    set_aside: tuple[SetAside, ...]
    version: Hashable
    after: Hashable = None
    new_rows: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    readings: Mapping[str, Reading] = field(default_factory=lambda: NOTHING)
    """The tables as they were read, for the next reading."""

    @property
    def has_no_orphans(self) -> bool:
        """Whether every set that was read has its session."""
        found = self.readings.get("sets")
        return found is not None and self.frames["sets"] is found.frame


@dataclass(frozen=True, slots=True)
class _Addition:
    """Rows ready to be added to a file; `size` is what it has now, None when there is none."""

    file: str
    data: bytes
    size: int | None


class Store:
    """A journal in some files. `questions` maps the id of each question to its kind."""

    def __init__(self, files: Files, questions: Mapping[str, str] = NOTHING) -> None:
        self.files = files
        self.tables = journal_tables(questions)

    def version(self) -> Hashable:
        """Differs after every change; cheap, for the key of a cache."""
        return self.files.version()

    def read(self, before: Journal | None = None) -> Journal:
        """The whole journal; InputError when one of its files is not ours at all.

        After a journal that was read `before`, only what has been added to a file is read anew; what
        comes out is the same.
        """
        for _ in range(3):  # again, if somebody saves just now
            version = self.version()
            journal = self._read(version, before)
            if version == self.version():
                break
        return journal

    def _read(self, version: Hashable, before: Journal | None) -> Journal:
        readings: dict[str, Reading] = {}
        set_aside: list[SetAside] = []
        for name, table in self.tables.items():
            known = before.readings.get(name) if before is not None else None
            found = read_again(table, self.files.read(table.file) or b"", known)
            readings[name] = found
            set_aside += [*self.moved_aside(table), *found.set_aside]
        frames = {name: found.frame for name, found in readings.items()}
        new_rows = {n: f.new_rows for n, f in readings.items() if f.new_rows is not None}
        sets = frames["sets"]
        had_none = before is not None and before.has_no_orphans and "sessions" in new_rows
        unchecked = new_rows.get("sets", len(sets)) if had_none else len(sets)
        frames["sets"] = _without_orphans(sets, frames["sessions"], unchecked)
        is_grown = len(new_rows) == len(readings) and frames["sets"] is readings["sets"].frame
        return Journal(
            MappingProxyType(frames),
            tuple(set_aside),
            version,
            before.version if before is not None and is_grown else None,
            MappingProxyType(new_rows if is_grown else {}),
            MappingProxyType(readings),
        )

    def append(self, table: str, rows: Iterable[Row]) -> None:
        """Adds rows; they are saved when this returns, and NotSaved says when they are not.

        What it costs does not grow with the file: only its two ends are read.
        """
        with self.saving(self.tables[table].a_row):
            self._write(self._addition(self.tables[table], rows))

    def append_session(self, session: Row, sets: Iterable[Row]) -> None:
        """Adds a session and its sets, all or nothing. The sets get the session's id."""
        id = session.get("session_id")
        with self.saving(self.tables["sessions"].a_row):
            first = self._addition(self.tables["sets"], [{**s, "session_id": id} for s in sets])
            then = self._addition(self.tables["sessions"], [session])
            self._write(first)
            try:
                self._write(then)
            except BaseException:
                self._take_back(first)
                raise

    def replace(self, table: str, key: Key, row: Row) -> None:
        """Puts a row in the place of the one with that key; the key and foreign columns stay.

        InputError (NotSaved) when there is no such row.
        """
        found = self.tables[table]
        with self.saving(found.a_row):
            row = {**row, **dict(zip(found.key, _parts(key), strict=True))}
            cells = dict(zip(found.names, write_row(found, found.names, row), strict=True))
            parsed = self.parsed(found)
            rows = _rows_with(found, parsed.frame, key)
            for name in found.names:
                if name not in found.key:
                    parsed.cells.loc[rows, name] = cells[name]
            self.save({found: (parsed.cells, parsed.set_aside)})

    def delete(self, table: str, key: Key) -> None:
        """Removes the row with that key; InputError (NotSaved) when there is none."""
        found = self.tables[table]
        with self.saving(found.a_row):
            parsed = self.parsed(found)
            rows = _rows_with(found, parsed.frame, key)
            self.save({found: (parsed.cells.drop(index=rows), parsed.set_aside)})

    def delete_session(self, session_id: str) -> None:
        """Removes a session, then its sets; InputError (NotSaved) when there is none."""
        self.delete("sessions", session_id)
        sets = self.tables["sets"]
        with self.saving(sets.a_row):
            parsed = self.parsed(sets)
            rows = parsed.frame.index[parsed.frame["session_id"] == session_id]
            self.save({sets: (parsed.cells.drop(index=rows), parsed.set_aside)})

    def save_draft(self, draft: Mapping[str, Any]) -> None:
        """Keeps a half-done check-in; it comes back as JSON has it: lists, dates as texts."""
        data = json.dumps(dict(draft), default=str).encode()
        with self.saving("what you have typed so far"):
            self.files.save({DRAFT: data})

    def load_draft(self) -> dict[str, Any] | None:
        """The half-done check-in; None when there is none that can be read."""
        try:
            draft = json.loads(self.files.read(DRAFT) or b"null")
        except (ValueError, InputError):
            return None
        return draft if isinstance(draft, dict) else None

    def clear_draft(self) -> None:
        """Forgets the half-done check-in."""
        if self.files.read(DRAFT) is not None:
            with self.saving("that the draft is done"):
                self.files.erase([DRAFT])

    def erase_all(self) -> None:
        """Removes every file of the journal for good; nothing else in the folder."""
        tables = self.tables.values()
        with self.saving("that everything is erased"):
            self.files.erase([*(t.file for t in tables), *(aside_file(t) for t in tables), DRAFT])

    # --- for this package ---------------------------------------------------------------

    def parsed(self, table: Table) -> Parsed:
        """One file, read afresh."""
        return parse(table, self.files.read(table.file) or b"")

    def moved_aside(self, table: Table) -> list[SetAside]:
        """The rows that were set aside when the file was last rewritten."""
        return read_aside(table, self.files.read(aside_file(table)) or b"")

    def save(self, changes: Mapping[Table, tuple[pd.DataFrame, Sequence[SetAside]]]) -> None:
        """Writes whole tables, all or none. Rows set aside move to a file of their own, first."""
        contents: dict[str, bytes | None] = {}
        for table, (cells, set_aside) in changes.items():
            if set_aside:
                contents[aside_file(table)] = write_aside(
                    table, [*self.moved_aside(table), *set_aside]
                )
            contents[table.file] = write_table(cells)
        self.files.save(contents)

    @contextlib.contextmanager
    def saving(self, what: str) -> Iterator[None]:
        """Holds the lock; whatever goes wrong becomes NotSaved and names what is not saved."""
        try:
            with self.files.locked():
                yield
        except (InputError, ValueError) as error:
            raise NotSaved(f"Not saved: {what}. {_sentence(error)}") from error

    def _addition(self, table: Table, rows: Iterable[Row]) -> _Addition:
        """The rows as bytes that fit the file; a file that we would not write so is rewritten."""
        names, size = self._made_ready(table)
        data = b"".join(write_line(write_row(table, names, row)) for row in rows)
        return _Addition(table.file, data if size else write_header(names) + data, size)

    def _made_ready(self, table: Table) -> tuple[Sequence[str], int | None]:
        ends = self.files.ends(table.file)
        if ends is None or not ends.head.removeprefix(BOM).strip():
            return table.names, None
        header = read_header(table, ends.head)
        if header.canonical and _ends_whole(table, header, ends):
            return header.names, ends.size
        parsed = self.parsed(table)
        if not header.canonical or parsed.set_aside or not ends.tail.endswith(b"\n"):
            self.save({table: (parsed.cells, parsed.set_aside)})
            ends = self.files.ends(table.file) or ends
        return list(parsed.cells.columns), ends.size

    def _write(self, addition: _Addition) -> None:
        if addition.size is None:
            self.files.save({addition.file: addition.data})
        else:
            self.files.append(addition.file, addition.data)

    def _take_back(self, addition: _Addition) -> None:
        if addition.size is None:
            self.files.save({addition.file: None})
        else:
            self.files.truncate(addition.file, addition.size)


class FolderStore(Store):
    """The journal in a folder on this computer, which need not be there yet."""

    def __init__(
        self, folder: str | os.PathLike[str], questions: Mapping[str, str] = NOTHING
    ) -> None:
        super().__init__(FolderFiles(Path(folder)), questions)


class MemoryStore(Store):
    """The journal of a guest or an example. `files` maps file name to content and is changed."""

    def __init__(
        self, files: dict[str, bytes] | None = None, questions: Mapping[str, str] = NOTHING
    ) -> None:
        super().__init__(MemoryFiles({} if files is None else files), questions)


def _ends_whole(table: Table, header: Header, ends: Ends) -> bool:
    """True when the last record is one of ours, and whole."""
    if ends.size == len(write_header(header.names)):
        return True
    record = last_record(ends.tail, header.separator, len(header.names))
    if record is None:
        return False
    cells = dict(zip(header.names, record, strict=True))
    try:
        return all(
            parse_cell(column, cells[column.name].decode()) is not None
            for column in table.columns
            if column.needed
        )
    except ValueError:
        return False


def _without_orphans(sets: pd.DataFrame, sessions: pd.DataFrame, unchecked: int) -> pd.DataFrame:
    """The sets whose session is there: a session exists when its row does.

    Only of the last `unchecked` is it not known yet.
    """
    there = set(sessions["session_id"].tolist())  # where isin takes 8 ms, this takes one
    if there.issuperset(sets["session_id"].tail(unchecked).tolist()):
        return sets
    return sets[sets["session_id"].isin(sessions["session_id"])].reset_index(drop=True)


def _parts(key: Key) -> tuple[Value, ...]:
    return key if isinstance(key, tuple) else (key,)


def _rows_with(table: Table, frame: pd.DataFrame, key: Key) -> pd.Index[Any]:
    """The rows with a key, compared as values: one moment may be written with two offsets."""
    fits = pd.Series(True, index=frame.index)
    for name, part in zip(table.key, _parts(key), strict=True):
        column = next(column for column in table.columns if column.name == name)
        fits &= frame[name] == parse_cell(column, write_cell(column, part))
    if not fits.any():
        raise InputError("It is no longer there; another window may have deleted it.")
    return frame.index[fits]


def _sentence(error: Exception) -> str:
    """An error as a sentence; a value that does not fit comes without one."""
    text = str(error)
    return text if isinstance(error, InputError) else f"{text}. Correct it, then save again."
