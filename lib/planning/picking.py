"""Which candidate a place of a phase takes, and the line that stands in the plan for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lib import overrides, rules
from lib.model import (
    Course,
    Dose,
    EmptySlot,
    Knowledge,
    Phase,
    Prescription,
    Profile,
    Reason,
    Rule,
    Slot,
    Truth,
)
from lib.planning.doses import (
    Limits,
    at_most,
    fewer_sets,
    limited,
    minutes_of,
    one_set,
    one_set_more,
)

ADDED = "choice.added"
"""The reason of a line that somebody added."""
INSTEAD = "select.stands_in"
"""The reason of a line that stands in for what is left out."""


@dataclass(frozen=True, slots=True)
class Pick:
    """What stands in a place: the candidate, the exercise that it is for this person, and its dose."""

    slot: Slot | None
    """None for what stands in for something left out."""
    candidate: str
    exercise_id: str
    dose: Dose
    preferred: Rule | None = None
    """The profile rule that moved the candidate up."""
    extra: Reason | None = None
    """Why it has one more set."""

    @property
    def slot_id(self) -> str:
        """The place in the plan: of a slot, or one of its own."""
        return self.slot.id if self.slot is not None else f"instead_{self.exercise_id}"


@dataclass(slots=True)
class Draft:
    """A plan being filled: picks in order, slots that stayed empty, minutes so far."""

    lines: list[Pick] = field(default_factory=list)
    empty: list[EmptySlot] = field(default_factory=list)
    minutes: float = 0.0

    def has(self, exercise_id: str) -> bool:
        """Whether this exercise is in it."""
        return any(line.exercise_id == exercise_id for line in self.lines)


@dataclass(frozen=True, slots=True)
class Place:
    """What one place of a session has room for: sets and minutes, each None for as much as there is."""

    sets: int | None = None
    minutes: float | None = None

    def with_more(self, minutes: float) -> Place:
        """The same with so many minutes more."""
        return self if self.minutes is None else replace(self, minutes=self.minutes + minutes)

    def most_sets(self, dose: Dose, knowledge: Knowledge) -> int | None:
        """The most sets of this dose that there is room for, 1 where it has none; None for not one."""
        most = dose.sets or 1
        for sets in range(most if self.sets is None else min(most, self.sets), 0, -1):
            minutes = minutes_of(at_most(dose, sets), knowledge)
            if self.minutes is None or minutes <= self.minutes + ROUNDING:
                return sets
        return None


ANY = Place()
ROUNDING = 1e-6
"""Minutes are sums of parts of a minute: what differs by less is the same."""


@dataclass(frozen=True, slots=True)
class Picker:
    """Picks what stands in the places of one phase, for one person at one point of the course."""

    profile: Profile
    course: Course
    knowledge: Knowledge
    phase: Phase
    reorder: tuple[Rule, ...]
    """The profile rules that hold: they prefer candidates or put them off."""
    hardest: int | None = None
    """No candidate that asks for more effort comes; None for any."""

    @property
    def short(self) -> bool:
        """Whether the plan has three exercises, because confidence is low."""
        rule = self.knowledge.rules["select.short_plan"]
        return rules.holds(rule, self.profile.facts, self.knowledge) is Truth.FIRES

    @property
    def is_ticked(self) -> bool:
        """Whether something that is ticked in the safety lists sets a caution."""
        return self.profile.fits is not self.profile.fits_unticked

    def closed(self, rule_id: str) -> Reason:
        """Why a place is not open."""
        facts = (("minutes_per_session", self.profile.minutes_per_session),)
        return Reason(rule_id, facts, ("design",))

    def pick(self, slot: Slot, draft: Draft, place: Place = ANY) -> Pick | None:
        """The first candidate that can be taken and that the place has room for.

        None that asks for more than one that was too much, or that the safety lists speak against.
        """
        ordered, preferred = self._ordered(slot)
        passed: list[str] = []
        for candidate in ordered:
            id = self._in_place_of(candidate)
            dose = self._dose_there(candidate, id, passed, draft, place)
            if dose is not None:
                return Pick(slot, candidate, id, dose, preferred.get(candidate))
            passed += (candidate, id)
        return None

    def stand_in(
        self, left: Iterable[Slot], gentle: Iterable[str], draft: Draft, place: Place
    ) -> Pick | None:
        """The first of these that asks for no more than what is left out in the slots left empty."""
        passed = [id for slot in left for id in slot.candidates]
        for candidate in gentle:
            id = self._in_place_of(candidate)
            dose = self._dose_there(candidate, id, passed, draft, place)
            if dose is not None:
                return Pick(None, candidate, id, dose)
            passed += (candidate, id)
        return None

    def _dose_there(
        self, candidate: str, id: str, passed: Sequence[str], draft: Draft, place: Place
    ) -> Dose | None:
        """The dose of an exercise that suits, asks for no more, and for which the place has room.

        What a tick takes from a dose makes no room: sets are counted as they are without it.
        """
        if not self._can_take(id, draft) or self._is_too_hard(candidate):
            return None
        if self._asks_more(candidate, id, passed):
            return None
        dose = self._dose(id, self.profile.fits[id].limits)
        if place is ANY:
            return dose
        sets = place.most_sets(self.unticked_dose(id), self.knowledge)
        return None if sets is None else at_most(dose, sets)

    def unticked_dose(self, id: str) -> Dose:
        """The dose of an exercise as it is for somebody who has ticked nothing."""
        return self._dose(id, self.profile.fits_unticked[id].limits)

    def doses(self, slot: Slot) -> list[Dose]:
        """The dose of every candidate that could stand in this slot."""
        ids = [self._in_place_of(candidate) for candidate in slot.candidates]
        fits = [(id, self.profile.fits[id]) for id in ids]
        return [self._dose(id, fit.limits) for id, fit in fits if fit.allowed]

    def nothing_for(self, slot: Slot, draft: Draft) -> Reason:
        """Why a slot stays empty: what keeps each candidate from it."""
        blocked = [(id, self._why_not(id, slot, draft)) for id in slot.candidates]
        return Reason("select.nothing_for_slot", tuple(blocked), ("design",))

    def _why_not(self, id: str, slot: Slot, draft: Draft) -> str:
        fit, too_much = self.profile.fits[id], filter(self._was_too_much, slot.candidates)
        ticked_out = filter(self._is_ticked_out, slot.candidates)
        said = (
            ("already in the plan", draft.has(id)),
            ("left out for now", id in self.course.left_out),
            (", ".join(fit.blocked_by), not fit.allowed),
            ("too much for now", self._was_too_much(id)),
            ("asks for more than what was too much", self._is_above(id, too_much)),
            ("asks for more than what is left out", self._is_above(id, ticked_out)),
            ("asks for more than the phases after this one would", self._is_too_hard(id)),
            ("already in the plan", draft.has(self._in_place_of(id))),
            ("takes more time than there is here", True),
        )
        return next(why for why, holds in said if holds)

    def _is_ticked_out(self, id: str) -> bool:
        """Whether it would suit, were it not for what is ticked in the safety lists."""
        return self.profile.fits_unticked[id].allowed and not self.profile.fits[id].allowed

    def _was_too_much(self, id: str) -> bool:
        """Whether it has lately been left out, or given its place to the easier exercise."""
        easier = self.knowledge.exercises[id].easier
        gave_way = easier is not None and self.course.instead.get(id) == easier
        return id in self.course.left_out or (gave_way and not self.course.comfort)

    def _asks_more(self, candidate: str, id: str, passed: Sequence[str]) -> bool:
        """Whether it asks for more than something passed over that was too much or is ticked out.

        What somebody has gone up to or chosen for themselves is judged, beside ticks, as what it came for.
        """
        was_too_much = filter(self._was_too_much, passed)
        ticked_out = filter(self._is_ticked_out, passed)
        return self._is_above(id, was_too_much) or self._is_above(candidate, ticked_out)

    def _is_above(self, id: str, others: Iterable[str]) -> bool:
        """Whether it is harder than one of these, or is built upon it."""
        known = self.knowledge.exercises
        below = _easier_ones(id, self.knowledge)
        return any(known[id].effort > known[other].effort or other in below for other in others)

    def _is_too_hard(self, candidate: str) -> bool:
        return (
            self.hardest is not None and self.knowledge.exercises[candidate].effort > self.hardest
        )

    def _can_take(self, id: str, draft: Draft) -> bool:
        return (
            self.profile.fits[id].allowed and id not in self.course.left_out and not draft.has(id)
        )

    def _in_place_of(self, id: str) -> str:
        """The swap a person chose, else the easier or harder exercise the course has moved to."""
        wanted = self.course.swaps.get(id, id)
        return self._moved_to(id) if wanted == id else self._where_it_suits(wanted, id)

    def _moved_to(self, id: str) -> str:
        if self.course.comfort:
            return id
        return self._where_it_suits(follow(id, self.course.instead), id)

    def _where_it_suits(self, wanted: str, id: str) -> str:
        fit = self.profile.fits.get(wanted)
        return wanted if fit is not None and fit.allowed else id

    def _ordered(self, slot: Slot) -> tuple[list[str], Mapping[str, Rule]]:
        """The slot's candidates as the profile rules reorder them, and the rule behind a move."""
        order = list(slot.candidates)
        moved: dict[str, Rule] = {}
        for rule in self.reorder:
            prefer = [id for id in rule.then.get("prefer", ()) if id in order]
            put_off = [id for id in rule.then.get("put_off", ()) if id in order]
            order = (
                prefer + [id for id in order if id not in prefer and id not in put_off] + put_off
            )
            moved.update(dict.fromkeys(prefer, rule))
        return order, moved

    def line(self, pick: Pick) -> Prescription:
        """The line of the plan for a pick, with the reasons."""
        id = pick.exercise_id
        fit = self.profile.fits[id]
        limits = [
            self.profile.cautions[tag] for tag, _ in fit.limits if tag in self.profile.cautions
        ]
        extra = [pick.extra] if pick.extra is not None else []
        return Prescription(
            exercise_id=id,
            slot_id=pick.slot_id,
            level=self._level(id),
            dose=pick.dose,
            days_per_week=self.days_per_week,
            surface=fit.surface,
            limits=fit.limits,
            why=(
                *self._chosen_by(pick),
                *limits,
                *self._skipped(pick),
                *self._last_step(id),
                *extra,
            ),
            chosen=overrides.swap_behind(self.course.chosen, pick.candidate, id),
        )

    def _chosen_by(self, pick: Pick) -> Iterable[Reason]:
        if pick.slot is None:
            yield Reason(INSTEAD, (), ("design",))
            return
        exercise = self.knowledge.exercises[pick.exercise_id]
        yield Reason(f"select.{pick.slot.id}", (("phase", self.phase.id),), exercise.source)
        if pick.preferred is not None:
            yield rules.reason(pick.preferred, self.profile.facts, self.knowledge)

    def added(self, exercise_id: str) -> Prescription:
        """The line for an exercise that somebody adds, whether it suits or not; as usual where not."""
        id = self._moved_to(exercise_id)
        exercise, fit = self.knowledge.exercises[id], self.profile.fits[id]
        limits = fit.limits or tuple(
            (tag, limit) for tag, limit in exercise.limit_if.items() if tag in self.profile.cautions
        )
        return Prescription(
            exercise_id=id,
            slot_id=f"own_{exercise_id}",
            level=self._level(id),
            dose=self._dose(id, limits),
            days_per_week=self.days_per_week,
            surface=fit.surface,
            limits=limits,
            why=(Reason(ADDED, (), ()), *self._last_step(id)),
        )

    def more_of(self, line: Pick, area: str) -> Dose | None:
        """The dose of this with one more set, its level kept: a level has to be reached by doing well.

        None when it does not train the area, or when something has lately eased it.
        """
        exercise = self.knowledge.exercises[line.exercise_id]
        if area not in exercise.areas or self._is_eased(exercise.id) or line.dose.sets is None:
            return None
        return one_set_more(line.dose)

    def _is_eased(self, id: str) -> bool:
        """Whether the last thing that moved this exercise was not a step up."""
        if id in self.course.one_set:
            return True
        last = self._last_step(id)
        return bool(last) and last[0].rule_id != "progress.exercise_step_up"

    def _level(self, id: str) -> int:
        if self.course.comfort:
            return 1
        highest = len(self.knowledge.exercises[id].levels)
        return max(1, min(self.course.levels.get(id, 1), highest))

    def _skipped(self, pick: Pick) -> list[Reason]:
        """Why the candidates before the one taken were not."""
        if pick.slot is None:
            return []
        candidates = pick.slot.candidates
        before = candidates[: candidates.index(pick.candidate)]
        tags = {tag for id in before for tag in self.profile.fits[id].blocked_by}
        reasons = (self.profile.cautions[tag] for tag in sorted(tags & set(self.profile.cautions)))
        return list(dict.fromkeys(reasons))

    def _last_step(self, id: str) -> list[Reason]:
        for decision in reversed(self.course.decisions):
            for change in decision.changes:
                if change.to_exercise == id:
                    return [change.reason]
        return []

    @property
    def days_per_week(self) -> int:
        """The smaller of the days somebody has and those of the phase."""
        allowed = self.knowledge.whole(self.knowledge.phases[self.phase].days_per_week)
        return min(self.profile.days_per_week, allowed)

    def _dose(self, id: str, limits: Limits) -> Dose:
        dose = limited(self.knowledge.exercises[id].levels[self._level(id) - 1], limits)
        if id in self.course.one_set:
            dose = one_set(dose)
        if self.course.comfort:
            dose = fewer_sets(dose, self.knowledge.limit("comfort_sets_percent") / 100)
        if self.phase is Phase.EASE or dose.times_per_day == 1:
            return dose
        return replace(dose, times_per_day=1)


def _easier_ones(id: str, knowledge: Knowledge) -> list[str]:
    """The exercises that lead to this one, from the next easier down."""
    found: list[str] = []
    easier = knowledge.exercises[id].easier
    while easier is not None and easier not in found:
        found.append(easier)
        easier = knowledge.exercises[easier].easier
    return found


def follow(id: str, instead: Mapping[str, str]) -> str:
    """The exercise that has taken this one's place, however often it moved on."""
    seen = {id}
    while id in instead and instead[id] not in seen:
        id = instead[id]
        seen.add(id)
    return id
