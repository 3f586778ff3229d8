"""A file that has only grown since it was last read: what stood there is not read again.

What comes out is what reading the whole file gives. Where that is not certain, the whole is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import pandas as pd

from lib.journal.parse import SetAside, parse
from lib.model import Table


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as it was read. `size` and `digest` are of its bytes.

    `new_rows` is how many rows at the end have come since the reading before; None: not known.
    """

    frame: pd.DataFrame
    set_aside: tuple[SetAside, ...]
    size: int
    digest: bytes
    whole: bool
    """Whether it ends with a whole row and nothing had to be set aside."""
    new_rows: int | None = None


def read_again(table: Table, data: bytes, before: Reading | None) -> Reading:
    """The rows of a file, after a reading of it before there was one."""
    if before is not None and _begins_with(data, before):
        grown = _grown(table, data, before)
        if grown is not None:
            return grown
    parsed = parse(table, data)
    whole = not parsed.set_aside and (not data or data.endswith(b"\n"))
    was_empty = before is not None and before.size == 0
    new_rows = len(parsed.frame) if whole and was_empty else None
    return Reading(parsed.frame, parsed.set_aside, len(data), _digest(data), whole, new_rows)


def _begins_with(data: bytes, before: Reading) -> bool:
    is_long_enough = before.whole and before.size and len(data) >= before.size
    return bool(is_long_enough) and _digest(memoryview(data)[: before.size]) == before.digest


def _digest(data: bytes | memoryview) -> bytes:
    return blake2b(data, digest_size=16).digest()


def _grown(table: Table, data: bytes, before: Reading) -> Reading | None:
    """The frame with the rows after those; None when they cannot be looked at alone."""
    if len(data) == before.size:
        return Reading(before.frame, (), before.size, before.digest, True, 0)
    header, _, _ = data.partition(b"\n")
    more = parse(table, header + b"\n" + data[before.size :])
    frame, key = before.frame, table.key[0]
    if more.set_aside or frame.empty or more.frame.empty or not data.endswith(b"\n"):
        return None
    if not more.frame.dtypes.equals(frame.dtypes) or frame[key].isin(more.frame[key]).any():
        return None
    whole = pd.concat([frame, more.frame], ignore_index=True)
    return Reading(whole, (), len(data), _digest(data), True, len(more.frame))
