"""Doses in the circuit: which one somebody has, with fewer sets or one more, and how long it takes.

Time is counted in the smallest unit in which every dose is a whole number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from itertools import product
from math import lcm

from lib.model import Dose, Exercise, Knowledge, Limit, Surface
from lib.proof.circuit import Bit, Circuit, Num

Way = Exercise | Surface
"""An exercise as usual, or on one of its surfaces."""

Cases = tuple[tuple[Bit, Dose], ...]
"""Doses and when each is the one; at most one holds."""

# --- time -----------------------------------------------------------------------------------


class Clock:
    """Doses as whole numbers of a unit of time."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        seconds = [_seconds(dose, knowledge) for dose in _every_dose(knowledge)]
        self.parts = lcm(*(time.denominator for time in seconds))
        """How many units a second has."""

    def units(self, dose: Dose) -> int:
        """How long a round of this dose takes."""
        return int(_seconds(dose, self.knowledge) * self.parts)

    def of_minutes(self, circuit: Circuit, minutes: Num) -> Num:
        """So many minutes, in units."""
        times, parts = 60 * self.parts, []
        while times:
            if times % 2:
                parts.append(minutes)
            minutes, times = circuit.sum((minutes, minutes)), times // 2
        return circuit.sum(parts)


def _seconds(dose: Dose, knowledge: Knowledge) -> Fraction:
    sets = dose.sets or 1
    reps = sum(dose.reps) if isinstance(dose.reps, tuple) else (dose.reps or 1) * sets
    work = Fraction(reps * (dose.hold_s or 0))
    if dose.reps is not None:
        work += reps * _exactly(knowledge, "rep_s")
    if dose.minutes is not None:
        work += sets * Fraction(str(dose.minutes)) * 60
    if dose.distance_m is not None:
        work += sets * dose.distance_m * 60 / _exactly(knowledge, "walk_m_per_min")
    if dose.each_side:
        work *= 2
    rests = (sets - 1) * _exactly(knowledge, "rest_between_sets_s")
    return work + rests + _exactly(knowledge, "change_exercise_s")


def _exactly(knowledge: Knowledge, threshold: str) -> Fraction:
    return Fraction(str(knowledge.limit(threshold)))


def _every_dose(knowledge: Knowledge) -> Iterable[Dose]:
    for exercise in knowledge.exercises.values():
        ways: tuple[Way, ...] = (exercise, *exercise.surfaces)
        for way in ways:
            for _, dose in _limited(exercise.levels[0], way.limit_if):
                for fewer in range(1, (dose.sets or 1) + 1):
                    yield at_most(dose, fewer)
                    yield one_more(at_most(dose, fewer))


# --- doses ------------------------------------------------------------------------------------


def _limited(
    dose: Dose, limit_if: Mapping[str, Limit]
) -> list[tuple[tuple[tuple[str, bool], ...], Dose]]:
    """The dose under every mix of the limits that change it: caution to whether it holds."""
    tags = [tag for tag, limit in limit_if.items() if limit.dose]
    found = []
    for mix in product((False, True), repeat=len(tags)):
        held = tuple(zip(tags, mix, strict=True))
        changed = reduce(
            lambda so_far, tag: replace(so_far, **limit_if[tag].dose),
            (tag for tag, holds in held if holds),
            dose,
        )
        found.append((held, changed))
    return found


def dose_cases(
    circuit: Circuit,
    exercise: Exercise,
    used: Iterable[tuple[Way, Bit]],
    cautions: Mapping[str, Bit],
) -> Cases:
    """Every first-level dose of an exercise and when it is the one."""
    found: dict[Dose, Bit] = {}
    for way, holds in used:
        for mix, dose in _limited(exercise.levels[0], way.limit_if):
            tags = [(cautions.get(tag, circuit.no), wanted) for tag, wanted in mix]
            bits = [bit if wanted else circuit.neg(bit) for bit, wanted in tags]
            found[dose] = circuit.some(found.get(dose, circuit.no), circuit.both(holds, *bits))
    return tuple((bit, dose) for dose, bit in found.items())


def one_more(dose: Dose) -> Dose:
    """The dose with another set like its last; the same where it has no sets."""
    if dose.sets is None:
        return dose
    reps = (*dose.reps, dose.reps[-1]) if isinstance(dose.reps, tuple) else dose.reps
    return replace(dose, sets=dose.sets + 1, reps=reps)


def at_most(dose: Dose, sets: int) -> Dose:
    """The dose with its first so many sets; the same where it has no sets."""
    if dose.sets is None or dose.sets <= sets:
        return dose
    reps = dose.reps
    if isinstance(reps, tuple):
        reps = reps[0] if sets == 1 else reps[:sets]
    return replace(dose, sets=sets, reps=reps)
