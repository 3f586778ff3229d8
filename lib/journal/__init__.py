"""The person's own CSV files: the only reader and writer of them.

    cells      one cell ↔ one value
    columns    one column of texts → typed values
    split      bytes → header and records; broken ones set aside
    parse      one file → typed frame, canonical cells, rows set aside
    grown      a file that has only grown: its new rows
    write      rows → bytes
    aside      rows that could not be read, kept beside their table
    files      where the files are: what a store needs, and files in memory
    folder     files on disk, locked and flushed
    store      the journal: read, append, correct, delete, draft, erase
    correct    one session with its sets: corrected, taken out, put back; one row put by its key
    transfer   export and import as a ZIP

In a notebook: `lib.journal.read("data/journal").frames["sessions"]`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from lib.journal.correct import (
    TakenOut,
    copy,
    correct_session,
    put,
    put_back_session,
    put_session,
    take_out_session,
)
from lib.journal.files import NotSaved
from lib.journal.parse import SetAside
from lib.journal.store import FolderStore, Journal, MemoryStore, Store
from lib.journal.transfer import Preview, add, dictionary, export, preview, replace
from lib.model import NOTHING

__all__ = [
    "FolderStore",
    "Journal",
    "MemoryStore",
    "NotSaved",
    "Preview",
    "SetAside",
    "Store",
    "TakenOut",
    "add",
    "copy",
    "correct_session",
    "dictionary",
    "export",
    "new_id",
    "preview",
    "put",
    "put_back_session",
    "put_session",
    "read",
    "replace",
    "rows",
    "take_out_session",
]


def read(folder: str | os.PathLike[str], questions: Mapping[str, str] = NOTHING) -> Journal:
    """The journal in a folder: the way in for a notebook. Nothing is written or locked.

    Without `questions` (id to kind) the answers are texts.
    """
    return FolderStore(folder, questions).read()


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain values: date, datetime in UTC, int … What is unanswered is left out."""
    return [
        {str(name): _plain(value) for name, value in record.items() if _is_answered(value)}
        for record in frame.to_dict("records")
    ]


def _is_answered(value: Any) -> bool:
    return isinstance(value, tuple) or not pd.isna(value)


def _plain(value: Any) -> date | datetime | Any:
    if isinstance(value, pd.Timestamp):
        return value.date() if value.tzinfo is None else value.to_pydatetime()
    return value


def new_id(prefix: str, at: datetime) -> str:
    """An id for a new row, like s20261122T073000-1f3a9c42: no spreadsheet takes it for a number."""
    return f"{prefix}{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
