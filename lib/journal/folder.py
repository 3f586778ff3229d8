"""The journal's files on disk: locked for threads and processes, flushed before anything returns.

The only module that touches the disk. Whatever goes wrong while writing becomes `NotSaved`, and
then nothing has changed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from lib.journal.files import BUSY, WAIT_S, Ends, NotSaved, held
from lib.journal.split import TAIL_BYTES
from lib.model import InputError

LOCK = ".lock"
BEFORE = ".before"

_thread_locks: dict[str, threading.RLock] = {}
_thread_locks_lock = threading.Lock()
_file_locks: set[str] = set()
"""The places whose file this process has locked; touched by the one thread that holds the place."""


def _thread_lock(place: str) -> threading.RLock:
    """One lock a place, for all visitors of this process."""
    with _thread_locks_lock:
        return _thread_locks.setdefault(place, threading.RLock())


class FolderFiles:
    """Files in a folder on disk. Reading makes nothing; the folder comes with the first file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Holds off the other threads of this process, then the other processes.

        A thread that holds it already may ask again: the file is locked once.
        """
        place = str(self.folder.resolve())
        with held(_thread_lock(place)), _as_not_saved():
            if place in _file_locks:
                yield
                return
            _make_folder(self.folder)
            try:
                with FileLock(self.folder / LOCK, timeout=WAIT_S, is_singleton=False):
                    _file_locks.add(place)
                    try:
                        yield
                    finally:
                        _file_locks.remove(place)
            except Timeout:
                raise NotSaved(BUSY) from None

    def version(self) -> Hashable:
        """Name, time of change and size of each file."""
        try:
            with os.scandir(self.folder) as entries:
                stats = [(e.name, e.stat()) for e in entries if not e.name.startswith(".")]
        except OSError:
            return ()
        return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))

    def read(self, name: str) -> bytes | None:
        """The content of a file, None when there is none; InputError when it cannot be read."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError(
                f"{name} in your journal folder cannot be read: {_why(error)}. Nothing was changed."
            ) from error

    def ends(self, name: str) -> Ends | None:
        """The ends of a file, None when there is none; the rest is not read."""
        try:
            with (self.folder / name).open("rb") as file:
                head = file.read(TAIL_BYTES)
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - TAIL_BYTES))
                return Ends(head, file.read(TAIL_BYTES), size)
        except FileNotFoundError:
            return None

    def append(self, name: str, data: bytes) -> None:
        """One write at the end of the file, flushed to the disk. On failure it is cut back."""
        with _opened(self.folder / name) as file:
            size = os.fstat(file).st_size
            try:
                _write_all(file, data)
                os.fsync(file)
            except BaseException:
                os.ftruncate(file, size)
                os.fsync(file)
                raise

    def truncate(self, name: str, size: int) -> None:
        """Cuts a file back to a size it had."""
        with _opened(self.folder / name) as file:
            os.ftruncate(file, size)
            os.fsync(file)

    def save(self, contents: Mapping[str, bytes | None]) -> None:
        """Writes all new files beside the old ones, then puts them in place.

        Several files: the old ones stay as `*.before` until all new ones stand, and come back
        if one cannot. Only a crash in that instant can leave some old and some new; the old
        ones then still lie beside them.
        """
        self._remove_leftovers()
        targets = {name: (self.folder / name).resolve() for name in contents}
        with contextlib.ExitStack() as undo:
            new: dict[str, Path] = {}
            for name, data in contents.items():
                if data is not None:
                    new[name] = _temporary(targets[name], data)
                    undo.callback(new[name].unlink, missing_ok=True)
            kept: list[Path | None] = []
            for path in targets.values() if len(targets) > 1 else ():
                kept.append(_keep(path))
                undo.callback(_put_back, kept[-1], path)
            for name, path in targets.items():
                _put(new.get(name), path)
            for folder in {path.parent for path in targets.values()}:
                _flush_folder(folder)
            undo.pop_all()  # it stands
        for before in kept:
            _put(None, before)

    def erase(self, names: Iterable[str]) -> None:
        """Removes files and what was kept of them; the empty lock file stays."""
        self._remove_leftovers()
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
            (self.folder / (name + BEFORE)).unlink(missing_ok=True)
        _flush_folder(self.folder)

    def _remove_leftovers(self) -> None:
        """Half-written files of a process that was killed; the lock is held, so nobody's."""
        for path in self.folder.glob(".*.tmp"):
            path.unlink(missing_ok=True)


# --- the disk -------------------------------------------------------------------------


@contextlib.contextmanager
def _as_not_saved() -> Iterator[None]:
    """Says in a person's words what the operating system refused."""
    try:
        yield
    except OSError as error:
        why = _why(error)
        raise NotSaved(f"{why[0].upper()}{why[1:]}. {_what_to_do(error)}") from error


_WHY: Mapping[int, str] = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk space you may use is full",
    errno.EFBIG: "the file may not grow any further",
    errno.EACCES: "this program may not write to the journal folder",
    errno.EPERM: "this program may not write to the journal folder",
    errno.EROFS: "the journal folder is read-only",
    errno.ENOTDIR: "where the journal folder should be there is a file",
    errno.EEXIST: "where the journal folder should be there is a file",
}


def _why(error: OSError) -> str:
    return _WHY.get(
        error.errno or 0, f"the computer says “{error.strerror or type(error).__name__}”"
    )


def _what_to_do(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "Make room on the disk, then save again."
    return "Check the folder, or choose another one, then save again."


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _flush_folder(folder.parent)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags)
    try:
        yield file
    finally:
        os.close(file)


def _write_all(file: int, data: bytes) -> None:
    """One write; where the disk takes only a part, the next one says why."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _temporary(target: Path, data: bytes) -> Path:
    """A new file beside the target, on the disk, that nobody reads yet."""
    file, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        _write_all(file, data)
        os.fsync(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    finally:
        os.close(file)
    return Path(name)


def _put(file: Path | None, path: Path | None) -> None:
    """Puts a file in its place; None leaves that place empty."""
    if path and file:
        file.replace(path)
    elif path:
        path.unlink(missing_ok=True)


def _put_back(before: Path | None, path: Path) -> None:
    _put(before, path)
    _put(None, before)  # two names of one file are still there: renaming did nothing


def _keep(path: Path) -> Path | None:
    """A second name, or else a copy, of the file as it is now; None when there is no file."""
    before = path.with_name(path.name + BEFORE)
    before.unlink(missing_ok=True)
    if not path.exists():
        return None
    try:
        before.hardlink_to(path)
    except OSError:
        shutil.copy2(path, before)
    return before


def _flush_folder(folder: Path) -> None:
    """Makes new names in the folder last; Windows has no way to ask for that."""
    if os.name == "nt":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
