"""Which answer sets an edit reaches, how many of the drawn ones, and the plainest of them.

Looked at are drawn answer sets, every check-in of the example people of both versions, and each of
these with every single answer changed to every other that is allowed: so the step beside every limit
is there. Where none of them differs z3 is asked: it finds somebody, or shows that there is nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lib.compare.both import Both
from lib.compare.outcome import GROUPS, Apart
from lib.proof import agree, answers
from lib.proof.circuit import Array, Bit, on_arrays
from lib.proof.examples import Example
from lib.proof.logic import Prover
from lib.proof.simplest import simplest
from lib.proof.steps import Steps

DRAWN = 20_000
SEED = 11
SECONDS = 30.0
"""How long z3 may look for an answer set."""
_AT_ONCE = 2_000
_MOST = 150
"""Of more answers than this to one question only the first and the last are tried: days."""

Assignment = dict[str, int | bool]


@dataclass(frozen=True, slots=True)
class Reached:
    """What was found of one difference.

    `any_of_drawn` and `among` count drawn answer sets, the latter by what differs; `example` is None where nobody was found, and
    `settled` says whether that is because nobody exists.
    """

    any_of_drawn: int
    among: Mapping[str, int]
    example: Assignment | None
    base: Example | None
    settled: bool


class Search:
    """Many answer sets, to be asked about several differences over one set of variables."""

    def __init__(
        self, both: Both, first: Steps, people: Sequence[Example], count: int = DRAWN
    ) -> None:
        self.both = both
        self.people = people
        merged = replace(first, variables=both.variables)
        given = agree.as_given([one.raw for one in people], merged)
        self.bases = agree.assignments(given) if people else []
        self.known = [*self.bases, *_one_changed(self.bases, both)]
        self.drawn = answers.drawn(both.merged, count, SEED)

    def reached(self, differences: Sequence[Apart]) -> list[Reached]:
        """Of each difference how many of the drawn answer sets it reaches, and somebody whom it does."""
        wanted = [bit for one in differences for bit in _asked(one).values()]
        drawn = self._seen(self.drawn, wanted)
        known = self._seen(_columns(self.known), [one.anything for one in differences])
        return [self._one(one, drawn, known) for one in differences]

    def _one(self, apart: Apart, drawn: Mapping[int, Array], known: Mapping[int, Array]) -> Reached:
        asked, anything = _asked(apart), apart.anything
        among = {name: int(drawn[bit].sum()) for name, bit in asked.items()}
        share, settled = among.pop(ANYTHING), True
        found = self._first(drawn[anything], known[anything])
        if found is None and anything != apart.circuit.no:
            found, settled = _by_z3(apart)
        return Reached(share, among, found, None, settled)

    def plainest(self, apart: Apart, found: Reached) -> Reached:
        """The same with an example as like one of the example people as it can be."""
        if found.example is None:
            return found
        plain, place = simplest(apart.circuit, apart.anything, found.example, self.bases)
        return replace(found, example=plain, base=self.people[place] if self.people else None)

    def _first(self, drawn: Array, known: Array) -> Assignment | None:
        """Of the people who are known first, then with one answer changed, then of the drawn ones."""
        if known.any():
            return self.known[int(known.argmax())]
        if drawn.any():
            row = int(drawn.argmax())
            return agree.assignments({n: a[row : row + 1] for n, a in self.drawn.items()})[0]
        return None

    def _seen(self, given: Mapping[str, Array], wanted: Sequence[Bit]) -> dict[int, Array]:
        length = len(next(iter(given.values())))
        wanted = list(dict.fromkeys(wanted))
        parts = [
            on_arrays(
                self.both.circuit, {n: a[at : at + _AT_ONCE] for n, a in given.items()}, wanted
            )
            for at in range(0, length, _AT_ONCE)
        ]
        return {place: np.concatenate([part[place] for part in parts]) for place in wanted}


ANYTHING = "anything"


def _asked(apart: Apart) -> dict[str, Bit]:
    """What is counted of a difference: anything, and each group of what a reader is told."""
    c, by = apart.circuit, apart.by_kind
    groups = {
        name: c.some(*(by[kind] for kind in kinds if kind in by)) for name, kinds in GROUPS.items()
    }
    return {ANYTHING: apart.anything, **groups}


def _one_changed(bases: Sequence[Assignment], both: Both) -> Iterator[Assignment]:
    """Each base with one answer changed, for every question and every answer it allows."""
    for base in bases:
        for id, variable in both.variables.items():
            answered = f"{id}?"
            yield base | {answered: not base[answered]}
            if variable.value is not None:
                node = both.circuit.nodes[variable.value]
                every = range(node.low, node.high + 1)
                values = every if len(every) <= _MOST else (node.low, node.high)
                yield from (base | {answered: True, id: n} for n in values if n != base[id])
            elif "" in variable.bits:
                yield base | {answered: True, id: not base[id]}
            else:
                for word in variable.bits:
                    name = f"{id}:{word}"
                    yield base | {answered: True, name: not base[name]}


def _columns(rows: Sequence[Assignment]) -> dict[str, Array]:
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _by_z3(apart: Apart) -> tuple[Assignment | None, bool]:
    """Answers that z3 finds, and whether it could tell in time."""
    try:
        return Prover(apart.circuit).example(apart.anything, seconds=SECONDS), True
    except TimeoutError:
        return None, False
