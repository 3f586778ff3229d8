"""The facts of a log as variables: every value they may have, *unknown* included.

A fact belongs to a group, as it is asked about the week, the morning, one session day and so on; the
variable of `form` on yesterday's session day is "yesterday/form". Numbers of days and counts go up to a
bound above which no rule tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from lib import rules
from lib.model import PHASE_IDS, Knowledge, Rule, Test
from lib.proof.circuit import Circuit, Num
from lib.proof.conditions import Fact

_MANY = 4000
_PERCENT = 1000
_OTHER = "some other word"
_BOTH_WAYS = ("rise", "change", "drop", "over")
"""Points that may go either way: the fact's name says so."""

Assignment = dict[str, int | bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a fact may be: yes or no, one of some words, or a number × `scale` from `low` to `high`."""

    words: tuple[str, ...] = ()
    is_number: bool = False
    low: int = 0
    high: int = 0
    scale: int = 1

    def place(self, value: Any) -> int | bool:
        """The value as its variable has it."""
        if self.words:
            return self.words.index(value) if value in self.words else self.words.index(_OTHER)
        if not self.is_number:
            return bool(value)
        scaled = value * self.scale if isinstance(value, int) else _scaled(value, self.scale)
        return min(max(scaled, self.low), self.high) - self.low

    def value(self, place: int | bool) -> Any:
        """The value that a variable stands for."""
        if self.words:
            return self.words[int(place)]
        if not self.is_number:
            return bool(place)
        exact = Fraction(int(place) + self.low, self.scale)
        return int(exact) if exact.denominator == 1 else float(exact)


@cache
def _scaled(value: float, scale: int) -> int:
    exact = Fraction(str(value)) * scale
    if exact.denominator != 1:
        raise ValueError(f"{value} is finer than 1/{scale}")
    return int(exact)


class Kinds:
    """What each fact that some rule about the log reads may be."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._tests: dict[str, list[Test]] = {}
        for rule in (*knowledge.rules.values(), *knowledge.named.values()):
            for test in rule.when.tests:
                self._tests.setdefault(test.fact, []).append(test)

    def of(self, fact: str) -> Kind:
        """What this fact may be, as the tests on it and its name say."""
        if fact == "phase":
            return Kind(words=PHASE_IDS)
        tests = self._tests.get(fact, [])
        if any(test.op in ("at_least", "at_most") for test in tests):
            return _number(fact)
        said = [word for test in tests for word in _as_words(test.value)]
        return Kind(words=(*dict.fromkeys(said), _OTHER)) if said else Kind()

    def read(self, wanted: Iterable[Rule]) -> list[str]:
        """The plain facts that these rules look at."""
        named = self.knowledge.named
        return list(
            dict.fromkeys(fact for rule in wanted for fact in rules.facts_read(rule.when, named))
        )

    def named(self, wanted: Iterable[Rule]) -> set[str]:
        """The named conditions that these rules are made of, and those that these are made of."""
        found: set[str] = set()
        open_ = list(wanted)
        while open_:
            for test in open_.pop().when.tests:
                if test.fact in self.knowledge.named and test.fact not in found:
                    found.add(test.fact)
                    open_.append(self.knowledge.named[test.fact])
        return found


def _as_words(value: Any) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return () if isinstance(value, bool) or value is None else tuple(str(one) for one in value)


def _number(fact: str) -> Kind:
    if fact.endswith("percent"):
        return Kind((), True, -_PERCENT, _PERCENT)
    if not fact.endswith("_0_10"):
        return Kind((), True, 0, _MANY)
    scale = 10 if fact.startswith("activity_") else 1
    low = -10 if any(word in fact for word in _BOTH_WAYS) else 0
    return Kind((), True, low * scale, 10 * scale, scale)


class Group:
    """The facts of one group: a variable for each value, one for whether it is known."""

    def __init__(self, circuit: Circuit, kinds: Kinds, name: str, facts: Iterable[str]) -> None:
        self.name = name
        self.kinds = {fact: kinds.of(fact) for fact in facts}
        self.facts: dict[str, Fact] = {
            fact: _variable(circuit, f"{name}/{fact}", kind) for fact, kind in self.kinds.items()
        }
        self._unknown: Assignment = {}
        for fact, kind in self.kinds.items():
            self._unknown[f"{name}/{fact}?"] = False
            self._unknown[f"{name}/{fact}"] = 0 if kind.is_number or kind.words else False

    def given(self, facts: Mapping[str, Any]) -> Assignment:
        """The variables of this group for known facts; the rest is unknown."""
        found = dict(self._unknown)
        for fact, value in facts.items():
            if value is not None and fact in self.kinds:
                found[f"{self.name}/{fact}?"] = True
                found[f"{self.name}/{fact}"] = self.kinds[fact].place(value)
        return found

    def said(self, assignment: Mapping[str, int | bool]) -> dict[str, Any]:
        """The known facts that such variables stand for."""
        return {
            fact: kind.value(assignment[f"{self.name}/{fact}"])
            for fact, kind in self.kinds.items()
            if assignment.get(f"{self.name}/{fact}?") and f"{self.name}/{fact}" in assignment
        }


def _variable(c: Circuit, name: str, kind: Kind) -> Fact:
    known = c.flag(f"{name}?")
    if not kind.is_number and not kind.words:
        return Fact(known, truth=c.flag(name))
    if kind.words:
        return Fact(known, number=c.number(name, 0, len(kind.words) - 1), words=kind.words)
    number = c.number(name, 0, kind.high - kind.low)
    return Fact(known, number=number, scale=kind.scale, raised=-kind.low)


def counted(circuit: Circuit, number: Num) -> Fact:
    """A count that is always known."""
    return Fact(circuit.yes, number=number)
