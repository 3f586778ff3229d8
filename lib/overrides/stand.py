"""Which choices stand on a day, and what follows from them for swaps and phases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from lib.model import COUNTS, Override, Phase


def in_force(made: Iterable[Override], today: date) -> tuple[Override, ...]:
    """The choices that stand at the end of `today`, oldest first."""
    known = sorted((one for one in made if one.day <= today), key=lambda one: (one.at, one.id))
    gone = {one.undoes for one in known if one.kind == "undo" and one.undoes}
    standing: list[Override] = []
    for one in known:
        if one.kind != "undo":
            standing.append(one)
        elif not one.undoes:
            standing = [kept for kept in standing if not _is_about_the_same(one, kept)]
    return tuple(one for one in standing if one.id not in gone)


def _is_about_the_same(undo: Override, kept: Override) -> bool:
    """What an undo without `undoes` takes back."""
    if kept.kind == "stay":
        return kept.phase == undo.phase
    return kept.kind == "swap" and kept.exercise_id == undo.exercise_id


def lasting(made: Iterable[Override], today: date) -> tuple[Override, ...]:
    """All of them but the phases that have been taken back by `today`.

    A course is lived as if those had never been chosen, so that taking one back brings back the very
    same plan. Staying is different: the days on which one stayed remain.
    """
    made = tuple(made)
    gone = {one.undoes for one in made if one.kind == "undo" and one.undoes and one.day <= today}
    return tuple(one for one in made if not (one.kind == "phase" and one.id in gone))


USUAL = "usual"
"""The kind of choice that is about the usual range of pain and not about the plan."""


def about_plan(made: Iterable[Override]) -> tuple[Override, ...]:
    """Those that are about the plan, with what takes them back."""
    made = tuple(made)
    others = {one.id for one in made if one.kind == USUAL}
    return tuple(one for one in made if one.kind != USUAL and one.undoes not in others)


def usual_anew(made: Iterable[Override], today: date) -> tuple[Override, ...]:
    """The choices that stand to let the usual range of pain begin anew, oldest first."""
    return tuple(one for one in in_force(made, today) if one.kind == USUAL)


def stays_in(standing: Iterable[Override], phase: Phase) -> bool:
    """Whether somebody chose to stay in this phase."""
    return any(one.kind == "stay" and one.phase == phase.id for one in standing)


def swaps(standing: Iterable[Override]) -> Mapping[str, str]:
    """Exercise to the one that was chosen instead; the latest counts."""
    return {
        one.exercise_id: one.to_exercise_id
        for one in standing
        if one.kind == "swap" and one.exercise_id and one.to_exercise_id
    }


def swap_behind(standing: Iterable[Override], before: str, after: str) -> tuple[Override, ...]:
    """The latest swap of one exercise for the other; none where nobody chose it."""
    found = [one for one in standing if one.kind == "swap" and one.exercise_id == before]
    return tuple(one for one in found[-1:] if one.to_exercise_id == after != before)


def why_not_there(chosen: Override, phase: Phase) -> str:
    """Whether one can go from this phase to the chosen one: a phase up is never left out."""
    try:
        wanted = Phase.of(chosen.phase)
    except ValueError:
        return "too_far"
    if wanted == phase:
        return "already_there"
    return "too_far" if wanted > phase + 1 else COUNTS
