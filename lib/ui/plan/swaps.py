"""Which other exercises could do the same job in a plan, found by making that plan. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from lib import planning
from lib.model import Course, Knowledge, NothingFits, Prescription, Profile, Slot


@dataclass(frozen=True, slots=True)
class Swap:
    """`to_exercise` takes the place that `exercise` has in the phase's list."""

    exercise: str
    to_exercise: str


def options(
    line: Prescription, profile: Profile, course: Course, known: Knowledge
) -> tuple[Swap, ...]:
    """The swaps that put another allowed exercise into this line, in the order of the slot."""
    slot = slot_of(line, known)
    if slot is None:
        return ()
    taken = _taken(profile, course, known)
    found = []
    for wanted in slot.able:
        free = profile.fits[wanted].allowed and wanted not in course.left_out
        if free and wanted not in taken.values():
            swap = _first_that_works(slot, wanted, line, profile, course, known)
            if swap is not None:
                found.append(swap)
    return tuple(found)


def in_force(line: Prescription, course: Course) -> Swap | None:
    """The swap that put this exercise into its line, if one did."""
    for exercise, to_exercise in course.swaps.items():
        if to_exercise == line.exercise_id != exercise:
            return Swap(exercise, to_exercise)
    return None


def slot_of(line: Prescription, known: Knowledge) -> Slot | None:
    """The slot a line fills."""
    slots = (slot for content in known.phases.values() for slot in content.slots)
    return next((slot for slot in slots if slot.id == line.slot_id), None)


def _first_that_works(
    slot: Slot,
    wanted: str,
    line: Prescription,
    profile: Profile,
    course: Course,
    known: Knowledge,
) -> Swap | None:
    """The candidate whose place `wanted` has to take so that this line, and no other, changes it."""
    before = _taken(profile, course, known)
    current = in_force(line, course)
    likely = line.exercise_id if current is None else current.exercise
    for candidate in sorted(slot.candidates, key=lambda id: id != likely):
        if candidate != wanted:
            swaps = MappingProxyType({**course.swaps, candidate: wanted})
            after = _taken(profile, replace(course, swaps=swaps), known)
            others = {id: after.get(id) for id in before if id != line.slot_id}
            same = all(after_id in (before[id], None) for id, after_id in others.items())
            if after.get(line.slot_id) == wanted and same:
                return Swap(candidate, wanted)
    return None


def _taken(profile: Profile, course: Course, known: Knowledge) -> dict[str, str]:
    """Slot to the exercise that fills it."""
    plan = planning.build_plan(profile, course, known)
    if isinstance(plan, NothingFits):
        return {}
    return {line.slot_id: line.exercise_id for line in plan.lines}
