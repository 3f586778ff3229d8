"""Where the journal's files are: what a store needs of such a place, and the one in memory."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from lib.journal.split import TAIL_BYTES
from lib.model import InputError

WAIT_S = 10.0
BUSY = "Another window is saving at the moment. Wait a little, then save again."


class NotSaved(InputError):  # noqa: N818  the word a person reads
    """It is not on the disk. The text says why and what to do."""


class Ends(NamedTuple):
    """The first and the last bytes of a file, and its size."""

    head: bytes
    tail: bytes
    size: int


class Files(Protocol):
    """What a store needs from the place where its files are."""

    def locked(self) -> AbstractContextManager[None]:
        """Nobody else writes while this is held; NotSaved when it takes too long to get."""

    def version(self) -> Hashable:
        """Differs after every change."""

    def read(self, name: str) -> bytes | None:
        """The content of a file, None when there is none; InputError when it cannot be read."""

    def ends(self, name: str) -> Ends | None:
        """The ends of a file, None when there is none."""

    def append(self, name: str, data: bytes) -> None:
        """Adds to the end of a file, on the disk when this returns."""

    def truncate(self, name: str, size: int) -> None:
        """Cuts a file back to a size it had."""

    def save(self, contents: Mapping[str, bytes | None]) -> None:
        """Puts whole files in place of the old ones, all or none; None removes one."""

    def erase(self, names: Iterable[str]) -> None:
        """Removes files for good."""


@contextlib.contextmanager
def held(lock: threading.RLock) -> Iterator[None]:
    """Holds a lock of this process; NotSaved when it takes too long to get."""
    if not lock.acquire(timeout=WAIT_S):
        raise NotSaved(BUSY)
    try:
        yield
    finally:
        lock.release()


class MemoryFiles:
    """Files in memory: for guests and examples. `files` maps name to content."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self._lock = threading.RLock()

    def locked(self) -> AbstractContextManager[None]:
        """Holds off the other threads of this session."""
        return held(self._lock)

    def version(self) -> Hashable:
        """The content itself, in short: another store may have changed the same files."""
        return tuple(sorted((name, hash(data)) for name, data in self.files.items()))

    def read(self, name: str) -> bytes | None:
        """The content of a file, None when there is none."""
        return self.files.get(name)

    def ends(self, name: str) -> Ends | None:
        """The ends of a file, None when there is none."""
        data = self.files.get(name)
        return None if data is None else Ends(data[:TAIL_BYTES], data[-TAIL_BYTES:], len(data))

    def append(self, name: str, data: bytes) -> None:
        """Adds to the end of a file."""
        self.save({name: self.files[name] + data})

    def truncate(self, name: str, size: int) -> None:
        """Cuts a file back to a size it had."""
        self.save({name: self.files[name][:size]})

    def save(self, contents: Mapping[str, bytes | None]) -> None:
        """Puts whole files in place of the old ones; None removes one."""
        for name, data in contents.items():
            if data is None:
                self.files.pop(name, None)
            else:
                self.files[name] = data

    def erase(self, names: Iterable[str]) -> None:
        """Removes files for good."""
        self.save(dict.fromkeys(names))
