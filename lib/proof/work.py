"""What a run of the proof consists of, in pieces that several processes can share.

Every piece is called with the folder of the rules and plain values, so that a process needs nothing
else; what it has built from a folder it keeps for its next piece.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lib import knowledge
from lib.model import Knowledge
from lib.proof import agree, answers, mutants, properties, steps
from lib.proof.agree import Difference
from lib.proof.circuit import Bit
from lib.proof.claims import Broken, Outcome, World
from lib.proof.examples import examples
from lib.proof.logic import Prover
from lib.proof.simplest import holds, simplest

AT_ONCE = 2_500
"""Drawn answer sets in one piece."""
_SEED = 2026

Piece = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function of this module and what it is called with."""


@cache
def _world(folder: Path) -> World:
    known = knowledge.load(folder)
    return World(steps.build(known), known)


@cache
def _prover(folder: Path) -> Prover:
    return Prover(_world(folder).c)


# --- the circuit beside the steps -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """The circuit beside the steps: on how many answers, and where they differ."""

    people: int
    examples: int
    reread: int
    differences: tuple[Difference, ...]
    misread: int

    @property
    def holds(self) -> bool:
        """Whether there was no difference at all."""
        return not self.differences and not self.misread

    def __add__(self, other: Agreement) -> Agreement:
        """Both together."""
        return Agreement(
            self.people + other.people,
            self.examples + other.examples,
            self.reread + other.reread,
            self.differences + other.differences,
            self.misread + other.misread,
        )


def comparisons(folder: Path, count: int, reread: int) -> list[Piece]:
    """The pieces that compare the circuit on `count` drawn answer sets and every example person.

    `reread` of the drawn sets are read by z3 as well.
    """
    places = list(range(0, count, AT_ONCE))
    found: list[Piece] = [(_on_examples, (folder,))]
    for number, at in enumerate(places):
        share = reread * (number + 1) // len(places) - reread * number // len(places)
        found.append((_on_drawn, (folder, _SEED + number, min(AT_ONCE, count - at), share)))
    return found


def _on_examples(folder: Path) -> Agreement:
    world = _world(folder)
    raws = [example.raw for example in examples(folder, world.knowledge)]
    if not raws:
        return Agreement(0, 0, 0, (), 0)
    given = agree.as_given(raws, world.steps)
    found = tuple(agree.differences(world.steps, given, world.knowledge))
    return Agreement(0, len(raws), 0, found, 0)


def _on_drawn(folder: Path, seed: int, count: int, reread: int) -> Agreement:
    world = _world(folder)
    drawn = answers.drawn(world.knowledge, count, seed)
    with without_collecting():
        found = tuple(agree.differences(world.steps, drawn, world.knowledge))
    again = {name: array[:reread] for name, array in drawn.items()}
    misread = sum(1 for _ in agree.misread(world.steps, again, _prover(folder))) if reread else 0
    return Agreement(count, 0, reread, found, misread)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Decisions hold no cycles; looking for some takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


# --- the sentences, and the mutants ----------------------------------------------------------------


SHOWN = 3
"""So many ways in which a sentence does not hold are shown."""


def proved(folder: Path, name: str) -> Outcome:
    """One property, proved or not; the answers that are shown are nearly those of somebody with a plan."""
    world = _world(folder)
    outcome = properties.prove(world, name, _prover(folder))
    never = {claim.about: claim.never for claim in outcome.said.claims}
    shown = [_plain(one, never, folder) for one in outcome.broken[:SHOWN]]
    return replace(outcome, broken=(*shown, *outcome.broken[SHOWN:]))


def _plain(broken: Broken, never: Mapping[str, Bit], folder: Path) -> Broken:
    world = _world(folder)
    if broken.example is None or broken.about not in never:
        return broken
    bases = [one.raw for one in examples(folder, world.knowledge)]
    given = agree.assignments(agree.as_given(bases, world.steps)) if bases else []
    ordinary = holds(world.c, world.steps.planned, given) if given else []
    given = [one for one, has_plan in zip(given, ordinary, strict=True) if has_plan]
    plain, _ = simplest(world.c, never[broken.about], broken.example, given)
    return replace(broken, example=plain)


def waiting(folder: Path) -> list[str]:
    """The exercises that are in no first plan of any phase."""
    return properties.waiting(_world(folder))


def mutants_tried(folder: Path, part: int, of: int) -> list[tuple[str, str]]:
    """One of `of` equal parts of the mutants: id, and what became of it."""
    known = knowledge.load(folder)
    return [(mutant.id, became) for mutant, became in mutants.tried(known, part=part, of=of)]


def how_many_mutants(known: Knowledge) -> int:
    """How many mutants there are to try."""
    return sum(1 for _ in mutants.mutants(known))


# --- sharing ---------------------------------------------------------------------------------------


def done(pieces: Sequence[Piece], workers: int) -> Iterator[Any]:
    """What each piece gives back, in order; with one worker or one piece, in this process."""
    if workers == 1 or len(pieces) == 1:
        yield from (work(*what) for work, what in pieces)
        return
    with ProcessPoolExecutor(workers) as pool:
        found = [pool.submit(work, *what) for work, what in pieces]
        for one in found:
            yield one.result()
