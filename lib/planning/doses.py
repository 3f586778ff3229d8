"""What becomes of a dose, and how long it takes."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from lib.model import Dose, Knowledge, Limit

Limits = tuple[tuple[str, Limit], ...]


def limited(dose: Dose, limits: Limits) -> Dose:
    """The dose with what cautions make of it."""
    for _, limit in limits:
        dose = replace(dose, **limit.dose)
    return dose


def at_most(dose: Dose, sets: int | None) -> Dose:
    """The dose with no more than its first so many sets; the same where it has no sets, or for None."""
    if sets is None or dose.sets is None or dose.sets <= sets:
        return dose
    reps = dose.reps
    if isinstance(reps, tuple):
        reps = reps[:sets] if sets > 1 else reps[0]
    return replace(dose, sets=sets, reps=reps)


def one_set(dose: Dose) -> Dose:
    """The dose with its first set alone; the same where it has no sets."""
    return at_most(dose, 1)


def one_set_more(dose: Dose) -> Dose:
    """The same with another set; where sets fall, another like the last."""
    reps = (*dose.reps, dose.reps[-1]) if isinstance(dose.reps, tuple) else dose.reps
    return replace(dose, sets=(dose.sets or 0) + 1, reps=reps)


def fewer_sets(dose: Dose, share: float) -> Dose:
    """The dose with this share of its sets, rounded, and at least one."""
    if dose.sets is None:
        return dose
    return at_most(dose, max(1, ceil(dose.sets * share - 0.5)))


def minutes_of(dose: Dose, knowledge: Knowledge) -> float:
    """How long one round of this dose takes, in minutes: an estimate from four thresholds.

    A repetition takes `rep_s` plus its hold; a carry goes at `walk_m_per_min`; after each set but
    the last there is `rest_between_sets_s`, and getting into position takes `change_exercise_s`.
    """
    sets = dose.sets or 1
    reps = sum(dose.reps) if isinstance(dose.reps, tuple) else (dose.reps or 1) * sets
    work_s = float(reps * (dose.hold_s or 0))
    if dose.reps is not None:
        work_s += reps * knowledge.limit("rep_s")
    if dose.minutes is not None:
        work_s += sets * dose.minutes * 60
    if dose.distance_m is not None:
        work_s += sets * dose.distance_m / knowledge.limit("walk_m_per_min") * 60
    if dose.each_side:
        work_s *= 2
    rest_s = (sets - 1) * knowledge.limit("rest_between_sets_s")
    return (work_s + rest_s + knowledge.limit("change_exercise_s")) / 60
