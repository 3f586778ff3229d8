"""The journal: an append at a thousand and a million rows, reading and summarising a million."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

from bench.timing import cpu_seconds, line, seconds
from lib import journal, progress

_BEGAN = datetime(2001, 1, 1, 8, tzinfo=UTC)
_NOTE = "A note of ordinary length, as people write them."


def run(rows: int) -> None:
    """Appends beside a bare write with fsync; reads beside a bare `pandas.read_csv`.

    Appends wait for the disk, so they go by the clock; reads by processor time.
    """
    with tempfile.TemporaryDirectory() as folder:
        for size in (1_000, rows):
            path = Path(folder) / str(size)
            _fill(path, size)
            _append(path, size)
        _read(path, rows)


def _session(number: int) -> dict[str, object]:
    at = _BEGAN + timedelta(minutes=13 * number)
    return {
        "session_id": f"b{number:07}",
        "started_at": at,
        "session_date": at.date(),
        "phase": "rebuild",
        "plan_id": "abc",
        "rules_version": "def",
        "pain_before_0_10": number % 5,
        "pain_most_0_10": number % 6,
        "pain_after_0_10": number % 5,
        "pain_kind": "ache",
        "effort_0_10": number % 8,
        "minutes": 15.0,
        "note": _NOTE,
    }


def _fill(path: Path, size: int) -> None:
    """One session through the store, so that the header is ours; the others as plain lines."""
    store = journal.FolderStore(path)
    store.append_session(_session(0), [])
    frame = pd.DataFrame([_session(number) for number in range(1, min(size, 20_000))])
    file = path / "sessions.csv"
    for first in range(1, size, len(frame)):
        part = frame.head(size - first)
        ids = [f"b{number:07}" for number in range(first, first + len(part))]
        moments = [
            _BEGAN + timedelta(minutes=13 * number) for number in range(first, first + len(part))
        ]
        part = part.assign(
            session_id=ids,
            started_at=[moment.isoformat() for moment in moments],
            session_date=[moment.date().isoformat() for moment in moments],
        )
        part.to_csv(file, mode="a", header=False, index=False)


def _append(path: Path, size: int) -> None:
    store = journal.FolderStore(path)
    numbers = iter(range(size, size + 1_000))
    took = seconds(lambda: store.append_session(_session(next(numbers)), []), 50)
    line(f"append a session to {size:,} rows", took, "bare write + fsync", _bare(path))


def _bare(path: Path) -> float:
    with (path / "bare.csv").open("ab") as file:

        def write() -> None:
            file.write(b"x" * 150 + b"\n")
            file.flush()
            os.fsync(file.fileno())

        return seconds(write, 50)


def _read(path: Path, size: int) -> None:
    file = path / "sessions.csv"
    bare = cpu_seconds(lambda: pd.read_csv(file), 5)
    line(f"pandas.read_csv of {size:,} rows, bare", bare)
    took = cpu_seconds(lambda: journal.read(path), 3)
    line(f"journal.read of {size:,} rows: checked and typed", took, "read_csv", bare)
    frames = journal.read(path).frames
    took = cpu_seconds(lambda: progress.summarise(frames, date(2100, 1, 1)), 3)
    line("summarise them to facts a day", took, "read_csv", bare)
