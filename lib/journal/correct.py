"""A session corrected, taken out or put back with its sets, all or nothing; a row put by its key.

Every write reads the files afresh under the lock and changes nothing else in them, so what another
window has saved in the meantime stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib.journal.cells import write_cell
from lib.journal.parse import Parsed
from lib.journal.store import MemoryStore, Store
from lib.journal.write import write_row
from lib.model import InputError, Row, Table

_GONE = "It is no longer there; another window may have deleted it."
_SET_KEY = ("exercise_id", "set_no", "side")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A session and its sets as they stood in their files: table name to cells."""

    session_id: str
    cells: Mapping[str, pd.DataFrame]


def put(store: Store, name: str, *rows: Row) -> None:
    """Adds rows to a table, or writes each over the one with its key: put twice, it is there once.

    NotSaved when a value does not fit; then none is written.
    """
    table = store.tables[name]
    with store.saving(table.a_row):
        if not any(_may_hold(store, table, row) for row in rows):
            store.append(name, rows)
            return
        parsed = store.parsed(table)
        cells, new = parsed.cells, []
        for row in rows:
            there = pd.Series(True, index=parsed.frame.index)
            for key in table.key:
                there &= parsed.frame[key] == row[key]
            written = dict(zip(table.names, write_row(table, table.names, row), strict=True))
            if there.any():
                for column in table.names:
                    cells.loc[there, column] = written[column]
            else:
                new.append(written)
        added = pd.DataFrame(new, columns=table.names)
        whole = pd.concat([cells, added], ignore_index=True).fillna("")
        store.save({table: (whole, parsed.set_aside)})


def put_session(store: Store, session: Row, sets: Iterable[Row]) -> None:
    """Adds a session with its sets, or writes it over the one with its id, all or nothing.

    A press can reach us twice (Streamlit takes a callback up again that a second press broke off),
    so what was saved is looked up in the file and not remembered. NotSaved when a value does not fit.
    """
    id = str(session["session_id"])
    with store.saving(store.tables["sessions"].a_row):
        if not _may_hold(store, store.tables["sessions"], session):
            store.append_session(session, sets)
            return
        changed = {}
        for table, rows in (
            (store.tables["sets"], [{**row, "session_id": id} for row in sets]),
            (store.tables["sessions"], [session]),
        ):
            parsed = store.parsed(table)
            others = parsed.cells.drop(index=_rows_of(parsed, id))
            added = pd.DataFrame(
                [write_row(table, table.names, row) for row in rows], columns=table.names
            )
            whole = pd.concat([others, added], ignore_index=True).fillna("")
            changed[table] = (whole, parsed.set_aside)
        store.save(changed)


def _may_hold(store: Store, table: Table, row: Row) -> bool:
    """False when the table has no row with that key; a quick look at its bytes, without parsing."""
    data = store.files.read(table.file) or b""
    columns = [column for column in table.columns if column.name in table.key]
    return all(
        column.kind != "word" or write_cell(column, row[column.name]).encode() in data
        for column in columns
    )


def correct_session(store: Store, session_id: str, changes: Row, sets: Iterable[Row]) -> None:
    """Writes the given cells of a session and of its sets; all others stay as they are.

    A row of `sets` names its set by exercise, number and side. NotSaved when the session or one of
    the sets is not there, or a value does not fit.
    """
    sessions_table, sets_table = store.tables["sessions"], store.tables["sets"]
    with store.saving(sessions_table.a_row):
        sessions, all_sets = store.parsed(sessions_table), store.parsed(sets_table)
        row = _rows_of(sessions, session_id)
        if row.empty:
            raise InputError(_GONE)
        _write(sessions_table, sessions, row, changes)
        of_session = all_sets.frame.loc[_rows_of(all_sets, session_id)]
        for changed in sets:
            fits = pd.Series(True, index=of_session.index)
            for name in _SET_KEY:
                fits &= of_session[name] == changed[name]
            if not fits.any():
                raise InputError(_GONE)
            cells = {name: value for name, value in changed.items() if name not in _SET_KEY}
            _write(sets_table, all_sets, of_session.index[fits], cells)
        store.save(
            {
                sets_table: (all_sets.cells, all_sets.set_aside),
                sessions_table: (sessions.cells, sessions.set_aside),
            }
        )


def take_out_session(store: Store, session_id: str) -> TakenOut:
    """Removes a session with its sets, and gives back what `put_back_session` needs.

    NotSaved when it is not there.
    """
    tables = (store.tables["sessions"], store.tables["sets"])
    with store.saving("that this session is deleted"):
        taken, left = {}, {}
        for table in tables:
            parsed = store.parsed(table)
            rows = _rows_of(parsed, session_id)
            if table.name == "sessions" and rows.empty:
                raise InputError(_GONE)
            taken[table.name] = parsed.cells.loc[rows]
            left[table] = (parsed.cells.drop(index=rows), parsed.set_aside)
        store.save(left)
    return TakenOut(session_id, taken)


def put_back_session(store: Store, taken: TakenOut) -> None:
    """Adds a session that was taken out again, cell by cell; nothing where it is there already."""
    with store.saving(store.tables["sessions"].a_row):
        if not _rows_of(store.parsed(store.tables["sessions"]), taken.session_id).empty:
            return
        whole = {}
        for name, cells in taken.cells.items():
            parsed = store.parsed(store.tables[name])
            together = pd.concat([parsed.cells, cells], ignore_index=True).fillna("")
            whole[store.tables[name]] = (together, parsed.set_aside)
        store.save(whole)


def copy(store: Store) -> MemoryStore:
    """The same journal in memory: what is written to it changes nothing on disk."""
    contents = {table.file: store.files.read(table.file) for table in store.tables.values()}
    copied = MemoryStore({file: data for file, data in contents.items() if data is not None})
    copied.tables = store.tables
    return copied


def _rows_of(parsed: Parsed, session_id: str) -> pd.Index[Any]:
    return parsed.frame.index[parsed.frame["session_id"] == session_id]


def _write(table: Table, parsed: Parsed, rows: pd.Index[Any], changes: Row) -> None:
    columns = {column.name: column for column in table.columns}
    for name, value in changes.items():
        try:
            parsed.cells.loc[rows, name] = write_cell(columns[name], value)
        except ValueError as error:
            raise ValueError(f"{name} {error}") from None
