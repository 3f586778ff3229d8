"""What the browser gets to run a session by: every set and side of every exercise, in order. Pure.

lead    the time before a set: getting into position, the other side, or the rest
work    the set itself: so many repetitions at a pace, or so many seconds
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lib import session_log
from lib.model import Course, Dose, Knowledge, Prescription, Profile

SIDE_S = 5
"""Time to turn to the other side: short, since the position stays nearly the same."""


@dataclass(frozen=True, slots=True)
class Work:
    """One set on one side. Either `reps`, each with a hold of `hold_s`, or `seconds` in one go."""

    set: int
    side: str
    reps: int | None
    hold_s: int
    seconds: float


def works(dose: Dose, known: Knowledge) -> tuple[Work, ...]:
    """Every set and side of a dose, in the order in which they are done."""
    return tuple(
        _work(dose, number, side, known)
        for number in range(1, session_log.number_of_sets(dose) + 1)
        for side in (("left", "right") if dose.each_side else ("both",))
    )


def _work(dose: Dose, number: int, side: str, known: Knowledge) -> Work:
    reps = dose.reps[number - 1] if isinstance(dose.reps, tuple) else dose.reps
    hold = dose.hold_s or 0
    if reps is not None:
        return Work(number, side, reps, hold, reps * (hold + known.limit("rep_s")))
    if dose.distance_m is not None:
        return Work(number, side, None, 0, dose.distance_m / known.limit("walk_m_per_min") * 60)
    return Work(number, side, None, 0, float(hold or (dose.minutes or 0) * 60))


def seconds(dose: Dose, known: Knowledge) -> float:
    """How long the player takes for a dose when nobody touches it."""
    found = works(dose, known)
    return sum(work.seconds for work in found) + sum(_leads(found, known))


def _leads(found: Sequence[Work], known: Knowledge) -> Iterator[float]:
    yield known.limit("change_exercise_s")
    for before, work in pairwise(found):
        yield SIDE_S if before.set == work.set else known.limit("rest_between_sets_s")


def easier_line(
    line: Prescription,
    others: Sequence[Prescription],
    profile: Profile | None,
    course: Course,
    known: Knowledge,
) -> Prescription | None:
    """The easier neighbour at its first level, where it suits this person and is not planned anyway."""
    id = known.exercises[line.exercise_id].easier
    if id is None or profile is None or id in {other.exercise_id for other in others}:
        return None
    fit = profile.fits[id]
    if not fit.allowed or id in course.left_out or fit.limits:
        return None
    dose = known.exercises[id].levels[0]
    return Prescription(id, line.slot_id, 1, dose, line.days_per_week, fit.surface, (), ())
