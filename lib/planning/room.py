"""What a session has room for: which places of a phase are open, with how many sets and minutes.

Nothing here depends on what is ticked in the safety lists. What a tick leaves out makes no room for
more of anything else: something that asks for no more takes its place, or the place stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Formatter

from lib import rules
from lib.model import EmptySlot, Facts, Phase, Reason, Rule, Slot, Value
from lib.planning.doses import at_most, minutes_of, one_set
from lib.planning.picking import ROUNDING, Draft, Picker, Place

FULL = "select.minutes_are_full"
"""The reason of a place for which there are no minutes left."""


@dataclass(frozen=True, slots=True)
class Extra:
    """One more set for an area, in the place of one slot, and the minutes kept for it."""

    slot_id: str
    area: str
    minutes: float
    why: Reason


@dataclass(frozen=True, slots=True)
class Room:
    """The places of a session, as they are for somebody who has ticked nothing."""

    slots: tuple[Slot, ...]
    """All that were looked at, in their order."""
    draft: Draft
    """What would stand in the open ones, before sets are cut, and why the others are closed."""
    sets: int | None
    """The most sets of an exercise; None for as many as its level says."""
    places: Mapping[str, Place]
    """The open ones, by slot."""
    extra: Extra | None
    instead: Place
    """What there is room for in place of whatever may be left out: the smallest place, and what is spare."""

    def uncut(self) -> Draft:
        """What is done where nothing is ticked."""
        return replace(self.draft, empty=list(self.draft.empty))

    def open_for(self, id: str) -> list[Slot]:
        """The slots of the open places that could take this exercise."""
        return [slot for slot in self.slots if slot.id in self.places and id in slot.candidates]


def room_of(picker: Picker) -> Room:
    """The room in a session of this person, were nothing ticked in the safety lists.

    Slots are filled in order while the minutes allow, at least three and at most six, three when
    confidence is low; a phase with fewer than three fills from the phase before it. Three that take
    too long are cut to two sets each, or to one.
    """
    profile = replace(picker.profile, fits=picker.profile.fits_unticked)
    free = replace(picker, profile=profile, hardest=None)
    slots, draft = _drafted(free)
    limit = picker.profile.minutes_per_session + ROUNDING
    sets, minutes = _most_sets(draft, limit, free)
    extra = _extra(draft, limit - minutes, free) if sets is None else None
    if extra is not None:
        minutes += extra.minutes
    if not picker.is_ticked:
        whole = {line.slot_id: Place(sets) for line in draft.lines}
        return Room(slots, draft, sets, whole, extra, Place(sets))
    places, spare = _places(draft, slots, sets, limit - minutes, free)
    smallest = min((place.minutes or 0.0 for place in places.values()), default=0.0)
    instead = Place(1) if sets == 1 else Place(sets, smallest + spare)
    return Room(slots, draft, sets, places, extra, instead)


def _drafted(picker: Picker) -> tuple[tuple[Slot, ...], Draft]:
    knowledge = picker.knowledge
    least = knowledge.whole("least_exercises")
    most = least if picker.short else knowledge.whole("most_exercises")
    draft = Draft()
    slots: list[Slot] = []
    for source in range(picker.phase, -1, -1):
        for slot in knowledge.phases[Phase(source)].slots:
            _fill(slot, draft, picker, most)
            slots.append(slot)
        if len(draft.lines) >= least:
            break
    return tuple(slots), draft


def _fill(slot: Slot, draft: Draft, picker: Picker, most: int) -> None:
    least = picker.knowledge.whole("least_exercises")
    if len(draft.lines) >= most:
        draft.empty.append(EmptySlot(slot.id, picker.closed("select.enough_exercises")))
        return
    line = picker.pick(slot, draft)
    if line is None:
        draft.empty.append(EmptySlot(slot.id, picker.nothing_for(slot, draft)))
        return
    longer = draft.minutes + minutes_of(line.dose, picker.knowledge)
    if len(draft.lines) >= least and longer > picker.profile.minutes_per_session + ROUNDING:
        draft.empty.append(EmptySlot(slot.id, picker.closed(FULL)))
        return
    draft.lines.append(line)
    draft.minutes = longer


def _most_sets(draft: Draft, limit: float, picker: Picker) -> tuple[int | None, float]:
    """The most sets with which the lines fit in, and the minutes they take then; one, if none do."""
    minutes = draft.minutes
    if minutes <= limit:
        return None, minutes
    largest = max((line.dose.sets or 1 for line in draft.lines), default=1)
    for sets in range(largest - 1, 0, -1):
        doses = (at_most(line.dose, sets) for line in draft.lines)
        minutes = sum(minutes_of(dose, picker.knowledge) for dose in doses)
        if minutes <= limit:
            return sets, minutes
    return 1, minutes


def _extra(draft: Draft, spare: float, picker: Picker) -> Extra | None:
    """One more set where the first rule that holds says so and the spare minutes allow it.

    The extra comes last, so that it never takes the place of another exercise.
    """
    facts: Facts = {**picker.course.strength, "phase": picker.phase.id}
    wanted = picker.knowledge.rules_for("strength.extra_")
    for rule in rules.firing(wanted, facts, picker.knowledge):
        area = rule.then["extra_for"]
        for line in draft.lines:
            dose = picker.more_of(line, area)
            if dose is None:
                continue
            minutes = minutes_of(dose, picker.knowledge) - minutes_of(line.dose, picker.knowledge)
            if minutes <= spare:
                why = rules.reason(rule, facts, picker.knowledge)
                why = replace(why, facts=(*why.facts, *_named_in(rule, facts)))
                return Extra(line.slot_id, area, minutes, why)
    return None


def _named_in(rule: Rule, facts: Facts) -> tuple[tuple[str, Value], ...]:
    """The facts that the sentence of a rule names."""
    names = dict.fromkeys(name for _, name, _, _ in Formatter().parse(rule.says) if name)
    return tuple((name, facts[name]) for name in names if name in facts)


def _places(
    draft: Draft, slots: tuple[Slot, ...], sets: int | None, spare: float, picker: Picker
) -> tuple[Mapping[str, Place], float]:
    """Each open place with the minutes of what would stand in it, and the minutes that are left.

    Spare minutes go, in order, to the places in which one set of something else would take longer.
    With one set of three exercises there is nothing left to divide.
    """
    if sets == 1:
        return {line.slot_id: Place(1) for line in draft.lines}, 0.0
    by_id = {slot.id: slot for slot in slots}
    found: dict[str, Place] = {}
    for line in draft.lines:
        minutes = minutes_of(at_most(line.dose, sets), picker.knowledge)
        longest = max(
            minutes_of(one_set(dose), picker.knowledge)
            for dose in picker.doses(by_id[line.slot_id])
        )
        more = min(spare, max(0.0, longest - minutes))
        spare -= more
        found[line.slot_id] = Place(sets, minutes + more)
    return found, spare
