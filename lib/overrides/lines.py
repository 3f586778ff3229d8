"""A plan's lines as the person's choices leave them, and what became of each choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lib import rules
from lib.model import (
    COUNTS,
    Course,
    Exercise,
    Knowledge,
    Override,
    Prescription,
    Profile,
    Standing,
    Truth,
)
from lib.overrides.dose import with_numbers

Added = Callable[[str], Prescription]
"""The line that adding an exercise makes: the exercise, or the easier one that took its place."""


def on_lines(
    lines: Sequence[Prescription],
    profile: Profile,
    course: Course,
    knowledge: Knowledge,
    added: Added,
) -> tuple[tuple[Prescription, ...], tuple[Standing, ...]]:
    """The lines as the person's choices leave them, and what became of each choice about a line.

    One exercise always stays. An exercise that an answer speaks against comes in only where
    everything against it was confirmed.
    """
    if not course.chosen:
        return tuple(lines), ()
    work = _Work(list(lines), profile, course, knowledge, added)
    became = {one: work.follow(one) for kind in _ORDER for one in course.chosen if one.kind == kind}
    became |= {one: work.of_stay(one) for one in course.chosen if one.kind == "stay"}
    return tuple(work.lines), tuple(became[one] for one in course.chosen if one in became)


_ORDER = ("swap", "remove", "add", "dose")


class _Work:
    """A plan's lines while choices are being followed."""

    def __init__(
        self,
        lines: list[Prescription],
        profile: Profile,
        course: Course,
        knowledge: Knowledge,
        added: Added,
    ) -> None:
        self.lines = lines
        self.profile = profile
        self.course = course
        self.knowledge = knowledge
        self.added = added
        latest = {_about(one): one for one in course.chosen}
        self.later = {one for one in course.chosen if latest[_about(one)] != one}

    def follow(self, one: Override) -> Standing:
        """Follows one choice, or says why it cannot be followed."""
        named = (one.exercise_id, one.to_exercise_id) if one.kind == "swap" else (one.exercise_id,)
        if any(id not in self.knowledge.exercises for id in named):
            return Standing(one, "unknown_exercise")
        if one in self.later:
            return Standing(one, "later_choice")
        return {
            "swap": self._swapped,
            "remove": self._removed,
            "add": self._added,
            "dose": self._dosed,
        }[one.kind](one)

    def of_stay(self, one: Override) -> Standing:
        """Whether staying is about the phase of today."""
        return Standing(one, COUNTS if one.phase == self.course.phase.id else "other_phase")

    def _place(self, id: str) -> int | None:
        return next((n for n, line in enumerate(self.lines) if line.exercise_id == id), None)

    def _swapped(self, one: Override) -> Standing:
        """A swap is followed where a line is picked; here is only told whether it was."""
        if any(one in line.chosen for line in self.lines):
            return Standing(one, COUNTS)
        exercise = self.knowledge.exercises[one.to_exercise_id]
        if not self.profile.fits[exercise.id].allowed:
            return Standing(one, "swap_excluded", against(exercise, self.profile, self.knowledge))
        if exercise.id in self.course.left_out:
            return Standing(one, "left_out")
        return Standing(one, "not_in_plan")

    def _removed(self, one: Override) -> Standing:
        place = self._place(one.exercise_id)
        if place is None:
            return Standing(one, "not_in_plan")
        if len(self.lines) == 1:
            return Standing(one, "only_one")
        del self.lines[place]
        return Standing(one, COUNTS)

    def _added(self, one: Override) -> Standing:
        if self.course.comfort:
            return Standing(one, "comfort")
        line = self.added(one.exercise_id)
        if self._place(line.exercise_id) is not None:
            return Standing(one, "already_in_plan")
        if {one.exercise_id, line.exercise_id} & self.course.left_out:
            return Standing(one, "left_out")
        exercise = self.knowledge.exercises[line.exercise_id]
        speaks = against(exercise, self.profile, self.knowledge)
        new = tuple(id for id in speaks if id not in one.confirmed)
        if new or (speaks and line.exercise_id != one.exercise_id):
            return Standing(one, "excluded", new or speaks)
        self.lines.append(replace(line, chosen=(*line.chosen, one)))
        return Standing(one, COUNTS)

    def _dosed(self, one: Override) -> Standing:
        place = self._place(one.exercise_id)
        if place is None:
            return Standing(one, "not_in_plan")
        if self.course.comfort:
            return Standing(one, "comfort")
        line = self.lines[place]
        fell = one.level is not None and line.level < one.level
        smaller = fell or line.exercise_id in self.course.one_set
        dose = with_numbers(line, one, smaller=smaller)
        if dose is None:
            return Standing(one, "does_not_fit")
        self.lines[place] = replace(line, dose=dose, chosen=(*line.chosen, one))
        return Standing(one, COUNTS, smaller=smaller)


def _about(one: Override) -> tuple[str, str]:
    """Of the choices about the same only the latest counts; each choice of a phase has its own day."""
    if one.kind in ("add", "remove"):
        return "there", one.exercise_id
    return one.kind, one.id if one.kind == "phase" else one.phase or one.exercise_id


# --- what speaks against an exercise ---------------------------------------------------------------


def against(exercise: Exercise, profile: Profile, knowledge: Knowledge) -> tuple[str, ...]:
    """What an exercise that is left out has against it: caution rules and missing kit, by id.

    Every rule that holds is named, not the first alone, so that a new reason for the same caution is
    seen to be new. Nothing where the exercise fits in some way of doing it.
    """
    fit = profile.fits[exercise.id]
    if fit.allowed:
        return ()
    tags = set(fit.blocked_by)
    cautions = [
        rule.id
        for rule in knowledge.rules_for("caution.")
        if tags.intersection(rule.then["cautions"])
        and rules.holds(rule, profile.facts, knowledge) is not Truth.QUIET
    ]
    return (*cautions, *(tag for tag in fit.blocked_by if tag.startswith("kit_")))
