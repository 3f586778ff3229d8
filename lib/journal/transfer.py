"""Takes the journal out as one ZIP of plain CSV files, and brings such a ZIP back in."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lib.journal.aside import aside_file, read_aside, write_aside
from lib.journal.parse import Parsed, SetAside, parse
from lib.journal.store import Store
from lib.journal.write import write_line, write_table
from lib.model import InputError, Table

MANIFEST = "manifest.json"
DICTIONARY = "dictionary.csv"
APP = "Even Keel"
FORMAT = 1

MOST_BYTES = 256 * 1024 * 1024
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
CHUNK = 64 * 1024
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same journal gives the same bytes

NOT_OURS = "This file is not a journal that Even Keel exported. Nothing was changed. "
PICK = "Choose the ZIP file that “Export” on My data gave you."


@dataclass(frozen=True, slots=True)
class Preview:
    """What a ZIP would bring, table by table; nothing has changed yet."""

    parsed: Mapping[str, Parsed]
    moved_aside: Mapping[str, tuple[SetAside, ...]]
    new: Mapping[str, int]
    """Rows that are not in the journal yet."""
    known: Mapping[str, int]
    """Rows that are there already, by their ids."""
    first: date | None
    last: date | None

    @property
    def rows(self) -> Mapping[str, int]:
        """How many rows there are in each table."""
        return {name: len(parsed.frame) for name, parsed in self.parsed.items()}

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The rows in it that cannot be read; they come along, set aside."""
        return tuple(
            row
            for name, parsed in self.parsed.items()
            for row in (*self.moved_aside[name], *parsed.set_aside)
        )


def export(store: Store) -> bytes:
    """The whole journal as a ZIP: a CSV file a table, unreadable rows, and a data dictionary."""
    contents = {
        MANIFEST: json.dumps({"app": APP, "format": FORMAT}).encode(),
        DICTIONARY: dictionary(store.tables.values()),
    }
    for table in store.tables.values():
        parsed = store.parsed(table)
        contents[table.file] = write_table(parsed.cells)
        unreadable = [*store.moved_aside(table), *parsed.set_aside]
        if unreadable:
            contents[aside_file(table)] = write_aside(table, unreadable)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def dictionary(tables: Iterable[Table]) -> bytes:
    """The data dictionary as CSV: what every column of every file means."""
    lines = [("file", "column", "kind", "unit", "allowed", "says")]
    for table in tables:
        for c in table.columns:
            allowed = "|".join(c.allowed) or _between(c.at_least, c.at_most)
            lines.append((table.file, c.name, c.kind, c.unit, allowed, c.says))
    return b"".join(map(write_line, lines))


def _between(at_least: float | None, at_most: float | None) -> str:
    if at_least is None:
        return ""
    return f"{at_least:g} or more" if at_most is None else f"{at_least:g} to {at_most:g}"


def preview(store: Store, data: bytes) -> Preview:
    """What a ZIP would bring to this journal; InputError when it cannot be one of ours."""
    tables = store.tables
    allowed = {MANIFEST, DICTIONARY}
    allowed |= {file for table in tables.values() for file in (table.file, aside_file(table))}
    members = _members(data, allowed)
    _check_manifest(members)
    incoming = {name: parse(t, members.get(t.file, b"")) for name, t in tables.items()}
    fresh = {name: _fresh(store, table, incoming[name]) for name, table in tables.items()}
    return Preview(
        parsed=incoming,
        moved_aside={
            name: tuple(read_aside(table, members.get(aside_file(table), b"")))
            for name, table in tables.items()
        },
        new={name: int(rows.sum()) for name, rows in fresh.items()},
        known={name: int((~rows).sum()) for name, rows in fresh.items()},
        first=min(_days(store, incoming), default=None),
        last=max(_days(store, incoming), default=None),
    )


def add(store: Store, incoming: Preview) -> None:
    """Adds the rows that are not there yet, all tables or none; adding twice adds nothing."""
    with store.saving("the journal from that file"):
        changes = {}
        for name, table in store.tables.items():
            here, there = store.parsed(table), incoming.parsed[name]
            fresh = there.cells[_fresh(store, table, there)]
            unreadable = (*here.set_aside, *incoming.moved_aside[name], *there.set_aside)
            if len(fresh) or unreadable:
                cells = pd.concat([here.cells, fresh], ignore_index=True).fillna("")
                changes[table] = (cells, unreadable)
        store.save(changes)


def replace(store: Store, incoming: Preview) -> None:
    """Puts the ZIP in the place of the journal, all tables or none."""
    with store.saving("the journal from that file"):
        contents: dict[str, bytes | None] = {}
        for name, table in store.tables.items():
            there = incoming.parsed[name]
            unreadable = (*incoming.moved_aside[name], *there.set_aside)
            contents[aside_file(table)] = write_aside(table, unreadable) if unreadable else None
            contents[table.file] = write_table(there.cells)
        store.files.save(contents)


def _fresh(store: Store, table: Table, incoming: Parsed) -> pd.Series[bool]:
    """Which incoming rows are new. The sets of a session that is here are here with it."""
    here = set(_keys(table, store.parsed(table).frame))
    sessions: set[Any] = set()
    if table.name == "sets":
        frame = store.parsed(store.tables["sessions"]).frame
        sessions = set(frame["session_id"].tolist())
    fresh = [key not in here and key[0] not in sessions for key in _keys(table, incoming.frame)]
    return pd.Series(fresh, dtype="bool")


def _keys(table: Table, frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(zip(*(frame[name].tolist() for name in table.key), strict=True))


def _days(store: Store, parsed: Mapping[str, Parsed]) -> list[date]:
    """The first and the last day of each table that has rows."""
    columns = [
        parsed[name].frame[column.name]
        for name, table in store.tables.items()
        for column in table.columns
        if column.kind == "date" and column.needed
    ]
    return [day.date() for column in columns if len(column) for day in (column.min(), column.max())]


# --- the ZIP, which anybody may have made -------------------------------------------------


def _members(data: bytes, allowed: set[str]) -> dict[str, bytes]:
    """The files in a ZIP by name; none but the allowed names, none larger than it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_names(infos, allowed)
            room = MOST_BYTES
            members = {}
            for info in infos:
                members[info.filename] = _read_member(archive, info, room)
                room -= len(members[info.filename])
            return members
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise InputError(f"{NOT_OURS}It is no ZIP file, or it is damaged. {PICK}") from error


def _check_names(infos: list[zipfile.ZipInfo], allowed: set[str]) -> None:
    names = [info.orig_filename for info in infos]
    strange = [name for name in names if name not in allowed]
    if strange or len(set(names)) < len(names):
        what = f"It holds “{strange[0][:80]}”." if strange else "It holds one file twice."
        raise InputError(f"{NOT_OURS}{what} {PICK}")


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    """One file, counted while it is read: what the ZIP says about its size is not trusted."""
    most = min(room, max(RATIO_COUNTS_FROM, MOST_RATIO * info.compress_size))
    content = bytearray()
    with archive.open(info) as member:
        while chunk := member.read(CHUNK):
            content += chunk
            if len(content) > most:
                raise InputError(f"{NOT_OURS}{info.filename} in it is far too large. {PICK}")
    return bytes(content)


def _check_manifest(members: Mapping[str, bytes]) -> None:
    try:
        manifest = json.loads(members.get(MANIFEST, b""))
        app, format = manifest["app"], int(manifest["format"])
    except (ValueError, TypeError, KeyError):
        raise InputError(f"{NOT_OURS}{PICK}") from None
    if app != APP:
        raise InputError(f"{NOT_OURS}{PICK}")
    if format > FORMAT:
        raise InputError(
            "This file was exported by a newer Even Keel. Nothing was changed. "
            "Update Even Keel, then import it again."
        )
