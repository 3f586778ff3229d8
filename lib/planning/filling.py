"""What stands in each place of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.model import EmptySlot, Phase, Prescription, Slot
from lib.planning.doses import at_most, minutes_of, one_set_more
from lib.planning.picking import ROUNDING, Draft, Pick, Picker, Place
from lib.planning.room import FULL, Room, room_of

STAY_FREE = "select.minutes_stay_free"
"""The reason of a place for which there would be time only because something is left out."""
JUST_ONE = Place(sets=1)
"""Room for one set, however long that takes."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A session of one phase, before the extra set."""

    draft: Draft
    room: Room
    stood_in: Place | None
    """The place of what stands in for something left out; None where nothing has to."""
    picker: Picker

    def most_sets(self, id: str) -> int | None:
        """The most sets of an exercise that this session has, or would have; None for any number."""
        for line in self.draft.lines:
            if line.exercise_id == id and line.slot_id in self.room.places:
                return line.dose.sets
        if self.stood_in is None:
            return None
        if self.stood_in is JUST_ONE:
            return 1
        dose, known = self.picker.unticked_dose(id), self.picker.knowledge
        places = [self.room.places[slot.id] for slot in self.room.open_for(id)]
        return max(place.most_sets(dose, known) or 1 for place in places or [self.stood_in])

    @property
    def hardest(self) -> int:
        """The effort of the exercise that asks for most."""
        known = self.picker.knowledge.exercises
        return max((known[line.exercise_id].effort for line in self.draft.lines), default=0)


def filled(picker: Picker) -> Filled:
    """The open places in order, each with the first candidate that suits and that it has room for.

    Where that leaves fewer than three exercises, something that asks for no more stands in for what
    was left out: of the phase, then of the phases before it. Where none has room, it comes all the
    same, and everything has one set. Nothing asks for more than the phases after this one would, and
    nothing has more sets there: else more pain, which starts somebody earlier, would bring more.
    """
    return _filled(picker, _later(picker))


def standing(picker: Picker) -> Draft:
    """The same, whatever the sets."""
    return _filled(picker, _later(picker) if picker.is_ticked else ()).draft


def _later(picker: Picker) -> Sequence[Filled]:
    """The sessions of the phases after this one, for the same person; none in the comfort set."""
    found: list[Filled] = []
    for phase in reversed(Phase):
        if phase > picker.phase and not picker.course.comfort:
            found.append(_filled(replace(picker, phase=phase), tuple(found)))
    return found


def _filled(picker: Picker, later: Sequence[Filled]) -> Filled:
    """One phase, where these are the ones after it."""
    room = room_of(picker)
    hardest = min((one.hardest for one in later), default=None)
    picker = replace(picker, hardest=hardest if picker.is_ticked else None)
    draft, stood_in = room.uncut(), None
    if picker.is_ticked:
        draft, left = _with_ticks(picker, room)
        stood_in = _stand_in(draft, left, picker, room)
        if stood_in is JUST_ONE:
            room = replace(room, sets=1, extra=None)
    lines = _cut(draft.lines, later, room.sets)
    if picker.is_ticked:
        unticked = _cut(room.draft.lines, later, room.sets)
        draft.empty = _with_reasons(
            draft, picker, room, (_spare(unticked, picker), _spare(lines, picker))
        )
    return Filled(replace(draft, lines=lines), room, stood_in, picker)


def _cut(lines: Sequence[Pick], later: Sequence[Filled], sets: int | None) -> list[Pick]:
    """These with no more sets than the session and the ones of later phases have."""
    most = [_most(line.exercise_id, later, sets) for line in lines]
    return [replace(one, dose=at_most(one.dose, n)) for one, n in zip(lines, most, strict=True)]


def _most(id: str, later: Sequence[Filled], sets: int | None) -> int | None:
    found = [sets, *(one.most_sets(id) for one in later)]
    return min((one for one in found if one is not None), default=None)


def _spare(lines: Sequence[Pick], picker: Picker) -> float:
    """The minutes that these leave."""
    limit = picker.profile.minutes_per_session + ROUNDING
    return limit - sum(minutes_of(line.dose, picker.knowledge) for line in lines)


def _with_ticks(picker: Picker, room: Room) -> tuple[Draft, list[Slot]]:
    """What stands in the open places, and the slots of those that stay empty."""
    draft = Draft()
    left: list[Slot] = []
    closed = {empty.slot_id: empty for empty in room.draft.empty}
    for slot in room.slots:
        if slot.id not in room.places:
            draft.empty.append(closed[slot.id])
        elif (pick := picker.pick(slot, draft, room.places[slot.id])) is not None:
            draft.lines.append(pick)
        else:
            draft.empty.append(EmptySlot(slot.id, picker.nothing_for(slot, draft)))
            left.append(slot)
    return draft, left


def _stand_in(draft: Draft, left: Sequence[Slot], picker: Picker, room: Room) -> Place | None:
    """Adds what stands in where there are fewer than three, and returns the place that it has."""
    least, place = picker.knowledge.whole("least_exercises"), None
    if len(draft.lines) < least:
        gentle = _gentlest_first(picker, room)
        for place in (room.instead, JUST_ONE):
            for _ in range(least - len(draft.lines)):
                if (pick := picker.stand_in(left, gentle, draft, place)) is not None:
                    draft.lines.append(pick)
            if len(draft.lines) >= least:
                break
    return place


def _gentlest_first(picker: Picker, room: Room) -> list[str]:
    """What could stand in for something left out: of this phase and those before it, of no open place."""
    known = picker.knowledge
    slots = (slot for one in range(picker.phase, -1, -1) for slot in known.phases[Phase(one)].slots)
    ids = dict.fromkeys(id for slot in slots for id in slot.candidates if not room.open_for(id))
    return sorted(ids, key=lambda id: known.exercises[id].effort)


def _with_reasons(
    draft: Draft, picker: Picker, room: Room, spare: tuple[float, float]
) -> list[EmptySlot]:
    """Why slots are empty, where so many minutes are spare without ticks and with them.

    A closed slot of which something stands in elsewhere is not told as empty.
    """
    slots, found = {slot.id: slot for slot in room.slots}, []
    standing_in = {line.candidate for line in draft.lines if line.slot is None}
    for empty in draft.empty:
        if empty.slot_id not in room.places and standing_in & {*slots[empty.slot_id].candidates}:
            continue
        if empty.reason.rule_id == FULL:
            pick = picker.pick(slots[empty.slot_id], draft)
            if pick and spare[0] < minutes_of(pick.dose, picker.knowledge) <= spare[1]:
                empty = replace(empty, reason=picker.closed(STAY_FREE))
        found.append(empty)
    return found


def lines_of(done: Filled) -> list[Prescription]:
    """The lines, with the one more set that the weakest area asks for where there is room for it."""
    return [done.picker.line(_longer(pick, done)) for pick in done.draft.lines]


def _longer(pick: Pick, done: Filled) -> Pick:
    extra, picker = done.room.extra, done.picker
    if extra is None or pick.slot_id != extra.slot_id:
        return pick
    dose = picker.more_of(pick, extra.area)
    place = done.room.places[pick.slot_id].with_more(extra.minutes)
    unticked = at_most(picker.unticked_dose(pick.exercise_id), pick.dose.sets)
    if dose is None or place.most_sets(one_set_more(unticked), picker.knowledge) != dose.sets:
        return pick
    return replace(pick, dose=dose, extra=extra.why)
