"""One exercise, one step: the level goes up or down, an easier or harder exercise takes over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lib import rules
from lib.model import Exercise, Fit, Knowledge, LevelChange, Phase, Reason, Truth


class Ladder:
    """Where every exercise stands. `counts_from` says from when its session days count again."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.levels: dict[str, int] = {}
        self.instead: dict[str, str] = {}
        self.one_set: set[str] = set()
        self.left_out: dict[str, date] = {}
        self.counts_from: dict[str, date] = {}

    def copy(self) -> Ladder:
        """The same ladder, to go on from alone."""
        twin = Ladder(self.knowledge)
        twin.levels, twin.instead = dict(self.levels), dict(self.instead)
        twin.one_set, twin.left_out = set(self.one_set), dict(self.left_out)
        twin.counts_from = dict(self.counts_from)
        return twin

    def level(self, id: str) -> int:
        """The level of an exercise: 1 until it has moved."""
        return self.levels.get(id, 1)

    @property
    def risen(self) -> dict[str, str]:
        """Exercise to the harder one that has taken its place; those that were eased are not in it."""
        known = self.knowledge.exercises
        return {id: other for id, other in self.instead.items() if known[id].harder == other}

    def reset(self, reason: Reason, today: date) -> list[LevelChange]:
        """Everything back to level 1, as after a long time away; what stood above it."""
        above = sorted((id, level) for id, level in self.levels.items() if level > 1)
        self.counts_from = dict.fromkeys([*self.levels, *self.counts_from], today)
        self.levels.clear()
        self.instead.clear()
        self.one_set.clear()
        self.left_out.clear()
        return [LevelChange(id, level, id, 1, reason) for id, level in above]

    def left_out_on(self, today: date) -> frozenset[str]:
        """The exercises that are left out on this day."""
        rule = self.knowledge.rules["progress.left_out"]
        return frozenset(
            id
            for id, since in self.left_out.items()
            if rules.holds(rule, {"days_left_out": (today - since).days}, self.knowledge)
            is Truth.FIRES
        )

    def lower_all(self, by: int, reason: Reason, today: date) -> list[LevelChange]:
        """Every exercise above level 1 goes down by so many levels, at most to level 1."""
        changes = []
        for id, level in sorted(self.levels.items()):
            if level > 1:
                changes.append(LevelChange(id, level, id, max(1, level - by), reason))
                self.levels[id] = max(1, level - by)
                self.counts_from[id] = today
        return changes

    def step_up(
        self, id: str, reason: Reason, today: date, fits: Mapping[str, Fit], phase: Phase
    ) -> LevelChange | None:
        """One step up; None when there is nowhere to go in this phase.

        Full sets come back first, then the next level, then the exercise it stands in for, then the
        harder exercise's first level where this phase offers it and nothing excludes it.
        """
        exercise = self.knowledge.exercises.get(id)
        if exercise is None:
            return None
        level = self.level(id)
        if id in self.one_set:
            self.one_set.discard(id)
            return self._changed(id, level, id, level, reason, today)
        if level < len(exercise.levels):
            self.levels[id] = level + 1
            return self._changed(id, level, id, level + 1, reason, today)
        harder = self._harder(exercise, fits, phase)
        if harder is None:
            return None
        self._hand_over(id, harder)
        self.levels[harder] = 1
        return self._changed(id, level, harder, 1, reason, today)

    def _harder(self, exercise: Exercise, fits: Mapping[str, Fit], phase: Phase) -> str | None:
        for other, stand_in in self.instead.items():
            gave_way = self.knowledge.exercises[other].easier == stand_in == exercise.id
            if gave_way and fits[other].allowed:
                return other
        harder = exercise.harder
        for slot in self.knowledge.phases[phase].slots if harder is not None else ():
            if exercise.id in slot.candidates and harder in slot.candidates:
                return harder if fits[harder].allowed else None
        return None

    def step_back(
        self, id: str, reason: Reason, counts_from: date, fits: Mapping[str, Fit]
    ) -> LevelChange:
        """One step back: a lower level, else the easier exercise, else one set, else a week's rest."""
        level = self.level(id)
        if level > 1:
            self.levels[id] = level - 1
            return self._changed(id, level, id, level - 1, reason, counts_from)
        exercise = self.knowledge.exercises.get(id)
        easier = exercise.easier if exercise is not None else None
        if easier is not None and fits[easier].allowed:
            self._hand_over(id, easier)
            self.levels[easier] = 1
            return self._changed(id, level, easier, 1, reason, counts_from)
        if id in self.one_set:
            self.left_out[id] = counts_from
        self.one_set.add(id)
        return self._changed(id, level, id, level, reason, counts_from)

    def _hand_over(self, id: str, other: str) -> None:
        """`other` takes the place of `id`, or gets its own place back."""
        if self.instead.get(other) == id:
            del self.instead[other]
        else:
            self.instead.pop(other, None)
            self.instead[id] = other

    def _changed(
        self, id: str, level: int, other: str, new: int, reason: Reason, counts_from: date
    ) -> LevelChange:
        self.counts_from[id] = self.counts_from[other] = counts_from
        return LevelChange(id, level, other, new, reason)
