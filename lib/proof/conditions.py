"""Conditions as pairs of bits, and facts as what they are known to be: Kleene's three values, twice.

The same as `lib.rules.evaluate`, for all facts at once. `fires` and `quiet` are never both yes; where
neither is, the condition is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any

from lib.model import Condition, Rule, Test
from lib.proof.circuit import Bit, Circuit, Num
from lib.rules import NAMED


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that may be unknown. One of `truth`, `number` and `several` says what it is.

    `words` are the words of a choice in order: `number` is the place of the one chosen. A number that
    may be negative or a fraction stands there as `number` = value × `scale` + `raised`.
    """

    known: Bit
    truth: Bit | None = None
    number: Num | None = None
    words: tuple[str, ...] = ()
    several: Mapping[str, Bit] = field(default_factory=dict)
    scale: int = 1
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What a condition says."""

    fires: Bit
    quiet: Bit


class Conditions:
    """Conditions over these facts."""

    def __init__(
        self, circuit: Circuit, facts: Mapping[str, Fact], named: Mapping[str, Rule]
    ) -> None:
        self.circuit = circuit
        self.facts = facts
        self.named = named

    def held(self, condition: Condition) -> Held:
        """Whether the condition fires or is quiet."""
        c = self.circuit
        tests = [self._test(test) for test in condition.tests]
        fires, quiet = [test.fires for test in tests], [test.quiet for test in tests]
        if condition.how == "all":
            return Held(c.both(*fires), c.some(*quiet))
        if condition.how == "any":
            return Held(c.some(*fires), c.both(*quiet))
        return Held(c.both(*quiet), c.some(*fires))

    def _test(self, test: Test) -> Held:
        c = self.circuit
        fact = self.facts.get(test.fact)
        if fact is None and test.fact.startswith(NAMED):
            inner = self.held(self.named[test.fact].when)
            fact = Fact(c.some(inner.fires, inner.quiet), truth=inner.fires)
        if fact is None:
            return Held(c.no, c.no)
        holds = self._compared(fact, test)
        return Held(c.both(fact.known, holds), c.both(fact.known, c.neg(holds)))

    def _compared(self, fact: Fact, test: Test) -> Bit:
        c = self.circuit
        if test.op == "is_not":
            return c.neg(self._is(fact, test.value))
        if test.op == "is":
            return self._is(fact, test.value)
        if test.op == "any_of":
            return c.some(*(self._is(fact, word) for word in test.value))
        if fact.number is None or fact.words:
            raise NotImplementedError(f"{test.fact}: {test.op} needs a number.")
        limit = Fraction(str(test.value)) * fact.scale + fact.raised
        if test.op == "at_least":
            return c.at_least(fact.number, c.whole(max(0, ceil(limit))))
        return c.neg(c.at_least(fact.number, c.whole(max(0, floor(limit) + 1))))

    def _is(self, fact: Fact, value: Any) -> Bit:
        c = self.circuit
        if fact.truth is not None and isinstance(value, bool):
            return fact.truth if value else c.neg(fact.truth)
        if fact.several or fact.words:
            return self._word(fact, str(value))
        raise NotImplementedError(f"{value!r} cannot be compared with this fact.")

    def _word(self, fact: Fact, word: str) -> Bit:
        c = self.circuit
        if fact.number is None:
            return fact.several.get(word, c.no)
        if word not in fact.words:
            return c.no
        return c.equal(fact.number, c.whole(fact.words.index(word)))
