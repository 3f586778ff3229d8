"""Answers that show something, made as plain as they can be: as an example person's but for a few.

What z3 finds answers every question somehow. What a reader needs is what matters: the rest is taken
back to what somebody known has said, as long as it still shows the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import numpy as np

from lib.proof.circuit import Bit, Circuit, on_arrays

Assignment = dict[str, int | bool]


def simplest(
    circuit: Circuit, wanted: Bit, found: Assignment, bases: Sequence[Mapping[str, int | bool]]
) -> tuple[Assignment, int]:
    """An assignment for which `wanted` still holds, and the place of the base it is nearest to.

    Of the bases that are most alike the one with the fewest questions answered otherwise. Variables that a base does not
    have are taken to no or to their least.
    """
    plain = {
        name: False if node.op == "flag" else node.low for name, node in circuit.variables().items()
    }
    whole = plain | found
    full = [{**plain, **base} for base in bases] or [plain]
    order = sorted(range(len(full)), key=lambda place: len(_differing(whole, full[place])))
    best: tuple[Assignment, int] | None = None
    least = len(plain)
    for place in order[:_NEAREST]:
        tried = _reduced(circuit, wanted, whole, full[place])
        many = len(_differing(tried, full[place]))
        if best is None or many < least:
            best, least = (tried, place), many
        if least <= 1:
            break
    return best or (whole, 0)


_NEAREST = 6
"""So many bases are tried, those with the most answers alike first."""


def _reduced(circuit: Circuit, wanted: Bit, found: Assignment, base: Assignment) -> Assignment:
    """As near to the base as it goes."""
    now, before = found, None
    while now != before:
        before = now
        now = _nearer(circuit, wanted, _taken_back(circuit, wanted, now, base), base)
    return now


def _taken_back(circuit: Circuit, wanted: Bit, found: Assignment, base: Assignment) -> Assignment:
    """Question after question as the base has it, wherever `wanted` does not mind."""
    now, open_ = found, _differing(found, base)
    while open_:
        steps = list(accumulate(open_, lambda so_far, id: _with(so_far, base, id), initial=now))
        still = holds(circuit, wanted, steps)
        kept = next((place for place, one in enumerate(still) if not one), len(steps))
        now, open_ = steps[kept - 1], open_[kept:]
    return now


def _nearer(circuit: Circuit, wanted: Bit, found: Assignment, base: Assignment) -> Assignment:
    """Numbers moved towards those of the base, as far as `wanted` holds."""
    now = found
    for name, value in found.items():
        if isinstance(value, bool) or value == base[name]:
            continue
        towards = range(int(base[name]), value, 1 if value > base[name] else -1)
        tried = [now | {name: number} for number in towards]
        still = holds(circuit, wanted, tried)
        now = next((one for one, does in zip(tried, still, strict=True) if does), now)
    return now


def holds(circuit: Circuit, wanted: Bit, tried: Sequence[Mapping[str, int | bool]]) -> list[bool]:
    """For which of these assignments of every variable `wanted` holds, in order."""
    given = {
        name: np.array([one[name] for one in tried], dtype=bool if node.op == "flag" else np.int32)
        for name, node in circuit.variables().items()
    }
    return [bool(one) for one in on_arrays(circuit, given, [wanted])[wanted]]


def _differing(found: Assignment, base: Assignment) -> list[str]:
    """The questions that are answered otherwise than in the base, in order."""
    names = (name for name, value in found.items() if value != base[name])
    return list(dict.fromkeys(_question(name) for name in names))


def _with(found: Assignment, base: Assignment, id: str) -> Assignment:
    return found | {name: base[name] for name in _names(found, id)}


def _names(found: Assignment, id: str) -> Iterator[str]:
    return (name for name in found if _question(name) == id)


def _question(variable: str) -> str:
    """What a variable belongs to: its question, or what a worse check-in has more."""
    return variable.removesuffix("?").split(":")[0]
