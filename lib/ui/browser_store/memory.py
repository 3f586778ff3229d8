"""What a session knows of its browser's storage, and how each report changes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

LONGEST = 6_000_000
"""Characters a browser can hold under one name, roughly; a longer text is not from us."""


class State(Enum):
    """What was found when the browser was asked."""

    LOOKING = "looking"
    EMPTY = "empty"
    FOUND = "found"
    UNAVAILABLE = "unavailable"


class Write(Enum):
    """How the last wish to keep a text ended."""

    NONE = "none"
    PENDING = "pending"
    WRITTEN = "written"
    STALE = "stale"
    FULL = "full"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the component is asked to do, once. `what` is read, write, erase or forget."""

    number: int
    what: str
    text: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """The session's side of the storage.

    `text` is what the browser was found to hold, or what it was last known to have written:
    untrusted, like everything a browser sends. `counter` is the last one this tab has seen.
    """

    state: State = State.LOOKING
    text: str | None = None
    write: Write = Write.NONE
    counter: int = 0
    command: Command | None = Command(1, "read")
    last_number: int = 1

    @property
    def keeps(self) -> bool:
        """True when a copy lies in the browser, as far as this session knows."""
        return self.state is State.FOUND

    @property
    def forgets(self) -> bool:
        """True while the browser is still to forget everything."""
        return self.command is not None and self.command.what == "forget"

    def wish(self, what: str, text: str = "") -> Memory:
        """The same, with a new command that takes the place of one not yet done."""
        number = self.last_number + 1
        return replace(self, command=Command(number, what, text, self.counter), last_number=number)

    def keep(self, text: str) -> Memory:
        """Wants `text` kept. Nothing new while looking, after a refusal, or for the same text."""
        if self.state in (State.LOOKING, State.UNAVAILABLE) or self.write is Write.STALE:
            return self
        under_way = self.command.text if self.command and self.command.what == "write" else None
        if text == (self.text if under_way is None else under_way) or len(text) > LONGEST:
            return self
        return replace(self.wish("write", text), write=Write.PENDING)

    def erase(self) -> Memory:
        """Wants nothing kept any more."""
        return replace(self.wish("erase"), write=Write.NONE)

    def forget(self) -> Memory:
        """Wants nothing of this app left in the browser, whatever part of it kept it."""
        return replace(self.wish("forget"), write=Write.NONE)

    def look_again(self) -> Memory:
        """Wants to know what lies there now, for instance after another tab was faster."""
        return replace(self.wish("read"), state=State.LOOKING, text=None, write=Write.NONE)

    def after(self, report: object) -> Memory:
        """What is known once the component has reported; the same when the report is no report."""
        command = self.command
        if command is None or not isinstance(report, Mapping):
            return self
        if report.get("number") != command.number:
            return self
        done = replace(self, command=None)
        match command.what:
            case "read":
                return _after_read(done, report)
            case "write":
                return _after_write(done, report, command.text)
            case _:
                return _after_erase(done, report)


def _after_read(memory: Memory, report: Mapping[str, Any]) -> Memory:
    found, counter = report.get("found"), _counter(report)
    if "found" not in report or counter is None:
        return replace(memory, state=State.UNAVAILABLE)
    if isinstance(found, str) and len(found) <= LONGEST:
        return replace(memory, state=State.FOUND, text=found, counter=counter)
    return replace(memory, state=State.EMPTY, text=None, counter=counter)


def _after_write(memory: Memory, report: Mapping[str, Any], text: str) -> Memory:
    counter = _counter(report)
    if "written" in report and counter is not None:
        return replace(memory, state=State.FOUND, text=text, counter=counter, write=Write.WRITTEN)
    if report.get("stale") is True:
        return replace(memory, write=Write.STALE)
    return replace(memory, write=Write.FULL if report.get("error") == "full" else Write.BLOCKED)


def _after_erase(memory: Memory, report: Mapping[str, Any]) -> Memory:
    if report.get("erased") is True:
        return replace(memory, state=State.EMPTY, text=None, counter=0, write=Write.NONE)
    return replace(memory, write=Write.BLOCKED)


def _counter(report: Mapping[str, Any]) -> int | None:
    counter = report.get("counter")
    return counter if type(counter) is int and counter >= 0 else None
