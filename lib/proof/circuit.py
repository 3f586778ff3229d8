"""A small language of yes/no and whole numbers, built once and read by several readers.

A node is a number: its place in the circuit. The same expression is the same node, so two parts that
mean the same are compared by comparing numbers. What follows from constants and from the ranges of
whole numbers is simplified while building.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NewType

import numpy as np
from numpy.typing import NDArray

Bit = NewType("Bit", int)
"""A node that is yes or no."""
Num = NewType("Num", int)
"""A node that is a whole number of at least 0."""

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Node:
    """One expression. `of` are nodes; `name` is a variable's; `low` and `high` bound a number."""

    op: str
    of: tuple[int, ...] = ()
    name: str = ""
    value: int = 0
    low: int = 0
    high: int = 1


class Circuit:
    """Expressions over named variables, each kept once."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._places: dict[tuple[str, tuple[int, ...], str, int], int] = {}
        self.no = self._bit("no")
        self.yes = self._bit("yes")

    def _put(self, node: Node) -> int:
        key = (node.op, node.of, node.name, node.value)
        if key not in self._places:
            self._places[key] = len(self.nodes)
            self.nodes.append(node)
        return self._places[key]

    def _bit(self, op: str, *of: int) -> Bit:
        return Bit(self._put(Node(op, of)))

    # --- yes and no ------------------------------------------------------------------

    def flag(self, name: str) -> Bit:
        """A variable that is yes or no."""
        return Bit(self._put(Node("flag", name=name)))

    def const(self, value: bool) -> Bit:
        """Yes or no, always."""
        return self.yes if value else self.no

    def neg(self, one: Bit) -> Bit:
        """Not."""
        if one in (self.yes, self.no):
            return self.no if one == self.yes else self.yes
        node = self.nodes[one]
        return Bit(node.of[0]) if node.op == "not" else self._bit("not", one)

    def both(self, *bits: Bit) -> Bit:
        """And, of any number; of none it is yes."""
        parts: set[Bit] = set()
        for bit in bits:
            node = self.nodes[bit]
            parts |= {Bit(part) for part in node.of} if node.op == "and" else {bit}
        parts.discard(self.yes)
        if self.no in parts or any(self.neg(part) in parts for part in parts):
            return self.no
        if len(parts) < 2:
            return next(iter(parts), self.yes)
        return self._bit("and", *sorted(parts))

    def some(self, *bits: Bit) -> Bit:
        """Or, of any number; of none it is no."""
        return self.neg(self.both(*(self.neg(bit) for bit in bits)))

    def implies(self, one: Bit, other: Bit) -> Bit:
        """If the one, then the other."""
        return self.some(self.neg(one), other)

    def same(self, one: Bit, other: Bit) -> Bit:
        """Both or neither."""
        return self.both(self.implies(one, other), self.implies(other, one))

    def pick(self, when: Bit, then: Bit, other: Bit) -> Bit:
        """`then` where `when` holds, else `other`."""
        return self.some(self.both(when, then), self.both(self.neg(when), other))

    # --- whole numbers ---------------------------------------------------------------

    def number(self, name: str, low: int, high: int) -> Num:
        """A variable from `low` to `high`."""
        return Num(self._put(Node("number", name=name, low=low, high=high)))

    def whole(self, value: int) -> Num:
        """A number that is always the same."""
        return Num(self._put(Node("whole", value=value, low=value, high=value)))

    def choose(self, when: Bit, then: Num, other: Num) -> Num:
        """`then` where `when` holds, else `other`."""
        if when in (self.yes, self.no) or then == other:
            return other if when == self.no else then
        low = min(self.nodes[then].low, self.nodes[other].low)
        high = max(self.nodes[then].high, self.nodes[other].high)
        return Num(self._put(Node("choose", (when, then, other), low=low, high=high)))

    def first(self, cases: Iterable[tuple[Bit, Num]], other: Num) -> Num:
        """The number of the first case that holds, else `other`."""
        for when, then in reversed(list(cases)):
            other = self.choose(when, then, other)
        return other

    def sum(self, parts: Iterable[Num]) -> Num:
        """All of them together."""
        return reduce(self._add, parts, self.whole(0))

    def _add(self, one: Num, other: Num) -> Num:
        a, b = self.nodes[one], self.nodes[other]
        if a.op == b.op == "whole":
            return self.whole(a.value + b.value)
        if 0 in (a.high, b.high):
            return other if a.high == 0 else one
        node = Node("add", (one, other), low=a.low + b.low, high=a.high + b.high)
        return Num(self._put(node))

    def less(self, one: Num, other: Num) -> Num:
        """The one without the other, and 0 where that leaves nothing."""
        a, b = self.nodes[one], self.nodes[other]
        if a.op == b.op == "whole" or a.high <= b.low:
            return self.whole(max(0, a.high - b.low))
        if b.high == 0:
            return one
        node = Node("less", (one, other), low=max(0, a.low - b.high), high=a.high - b.low)
        return Num(self._put(node))

    def lesser(self, one: Num, other: Num) -> Num:
        """The smaller of the two."""
        return self.choose(self.at_least(one, other), other, one)

    def count(self, bits: Iterable[Bit]) -> Num:
        """How many of them are yes."""
        one, none = self.whole(1), self.whole(0)
        return self.sum(self.choose(bit, one, none) for bit in bits)

    def at_least(self, one: Num, other: Num) -> Bit:
        """Whether the one is no less than the other."""
        a, b = self.nodes[one], self.nodes[other]
        if one == other or a.low >= b.high:
            return self.yes
        return self.no if a.high < b.low else self._bit("at_least", one, other)

    def equal(self, one: Num, other: Num) -> Bit:
        """Whether they are the same number."""
        a, b = self.nodes[one], self.nodes[other]
        if one == other or a.low == a.high == b.low == b.high:
            return self.yes
        if a.high < b.low or b.high < a.low:
            return self.no
        return self._bit("equal", *sorted((one, other)))

    def cone(self, wanted: Iterable[int]) -> list[int]:
        """Every node these follow from, themselves included, in the order to work them out."""
        found: set[int] = set()
        open_ = list(wanted)
        while open_:
            place = open_.pop()
            if place not in found:
                found.add(place)
                open_ += self.nodes[place].of
        return sorted(found)

    def variables(self) -> dict[str, Node]:
        """Every variable by name."""
        return {node.name: node for node in self.nodes if node.name}


# --- the reader for arrays -------------------------------------------------------------

_ON_ARRAYS: Mapping[str, Any] = {
    "not": lambda a: ~a,
    "and": lambda *of: reduce(np.logical_and, of),
    "choose": np.where,
    "add": lambda a, b: a + b,
    "less": lambda a, b: np.maximum(a - b, 0),
    "at_least": lambda a, b: a >= b,
    "equal": lambda a, b: a == b,
}


def on_arrays(
    circuit: Circuit, given: Mapping[str, Array], wanted: Sequence[int]
) -> dict[int, Array]:
    """What the wanted nodes are for many assignments at once: variable name to array, one each."""
    length = len(next(iter(given.values())))
    found: dict[int, Array] = {}
    for place in circuit.cone(wanted):
        node = circuit.nodes[place]
        if node.name:
            found[place] = given[node.name]
        elif node.op in ("yes", "no"):
            found[place] = np.full(length, node.op == "yes")
        elif node.op == "whole":
            found[place] = np.full(length, node.value, dtype=np.int32)
        else:
            found[place] = _ON_ARRAYS[node.op](*(found[part] for part in node.of))
    return {place: found[place] for place in wanted}


def others_of(
    circuit: Circuit, before: Mapping[int, Array], changed: Mapping[str, Array]
) -> dict[int, Array]:
    """The nodes that come out otherwise for anybody when these variables change.

    `before` is a whole cone, as `on_arrays` found it in the order to work it out.
    """
    found: dict[int, Array] = {}
    for place, was in before.items():
        node = circuit.nodes[place]
        if node.name in changed:
            now = changed[node.name]
        elif found.keys().isdisjoint(node.of):
            continue
        else:
            now = _ON_ARRAYS[node.op](*(found.get(part, before[part]) for part in node.of))
        if not np.array_equal(was, now):
            found[place] = now
    return found
