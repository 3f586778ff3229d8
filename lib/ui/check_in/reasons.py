"""Turns data/stops.yaml into what the stop and wait pages say for each reason to see somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lib import knowledge
from lib.model import ContentError, Finding, Urgency

FILE = knowledge.DATA / "stops.yaml"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to go on with, or to leave out for now."""

    id: str
    says: str
    source: tuple[str, ...]
    instead_of: tuple[str, ...] = ()
    """Lines that are not shown beside this one."""


@dataclass(frozen=True, slots=True)
class HowSoon:
    """What is said by how soon somebody should look, whatever the reason."""

    several: str
    i_ask: str
    means: str
    source: tuple[str, ...]
    meanwhile: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """The words around a note to take along. `boxes` are for the clinician to tick."""

    to: str
    wish: str
    first: str
    last: str
    boxes: tuple[str, ...]
    sign: str


@dataclass(frozen=True, slots=True)
class Why:
    """A reason to see somebody. Before an urgent reason nothing is advised and nothing asked."""

    rule_id: str
    i_say: str
    """Follows on "I have back pain, and"."""
    meanwhile: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everything in data/stops.yaml."""

    how_soon: Mapping[Urgency, HowSoon]
    note: Note
    lines: Mapping[str, Line]
    by_rule: Mapping[str, Why]

    def of(self, findings: Iterable[Finding]) -> tuple[Why, ...]:
        """The reasons behind these findings, in their order; each finding has one (tested)."""
        return tuple(self.by_rule[finding.rule_id] for finding in findings)

    def until_help_comes(self, urgency: Urgency) -> tuple[Line, ...]:
        """What helps while help is on its way."""
        return self._together(self.how_soon[urgency].meanwhile)

    def meanwhile(self, whys: Sequence[Why]) -> tuple[Line, ...]:
        """What one may go on doing with all of these reasons together."""
        return self._together(id for why in whys for id in why.meanwhile)

    def leave(self, whys: Sequence[Why]) -> tuple[Line, ...]:
        """What is left out for now with any of these reasons."""
        return self._together(id for why in whys for id in why.leave)

    def _together(self, ids: Iterable[str]) -> tuple[Line, ...]:
        found = [self.lines[id] for id in dict.fromkeys(ids)]
        replaced = {id for line in found for id in line.instead_of}
        return tuple(line for line in found if line.id not in replaced)


@cache
def load(file: Path = FILE) -> Reasons:
    """The checked content of stops.yaml; ContentError names what is wrong."""
    content = knowledge.read(file, "stops")
    for key, rows, id in (
        ("urgencies", content["urgencies"], "urgency"),
        ("lines", content["lines"], "id"),
        ("reasons", content["reasons"], "id"),
    ):
        knowledge.each_once(file, key, [row[id] for row in rows])
    lines = {row["id"]: _line(row) for row in content["lines"]}
    whys = {row["id"]: _why(row) for row in content["reasons"]}
    for line in lines.values():
        _all_there(file, line.id, "instead_of", line.instead_of, lines)
    for why in whys.values():
        _all_there(file, why.rule_id, "meanwhile", why.meanwhile, lines)
        _all_there(file, why.rule_id, "leave", why.leave, lines)
    soon = {Urgency(row["urgency"]): _how_soon(row) for row in content["urgencies"]}
    for urgency, what in soon.items():
        _all_there(file, urgency.value, "meanwhile", what.meanwhile, lines)
    note = Note(**content["note"] | {"boxes": tuple(content["note"]["boxes"])})
    return Reasons(soon, note, lines, whys)


def _all_there(
    file: Path, id: str, key: str, named: Iterable[str], lines: Mapping[str, Line]
) -> None:
    for name in named:
        if name not in lines:
            where = f"{file.parent.name}/{file.name} · {id} · {key}"
            raise ContentError(f"{where}: there is no line “{name}”.")


def _line(row: Mapping[str, Any]) -> Line:
    return Line(row["id"], row["says"], tuple(row["source"]), tuple(row.get("instead_of", ())))


def _how_soon(row: Mapping[str, Any]) -> HowSoon:
    meanwhile = tuple(row.get("meanwhile", ()))
    return HowSoon(row["several"], row["i_ask"], row["means"], tuple(row["source"]), meanwhile)


def _why(row: Mapping[str, Any]) -> Why:
    return Why(
        row["id"],
        row["i_say"],
        *(tuple(row.get(key, ())) for key in ("meanwhile", "leave", "asks")),
    )
