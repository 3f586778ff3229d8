"""How the places of a plan are filled, as a circuit: `lib.planning` for a course that has just begun.

One draft for every phase a plan may be made for, whoever it is made for, so that a sentence about
"any phase" needs no answers that lead there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import product

from lib.model import Dose, Knowledge, Phase, Slot
from lib.proof.circuit import Bit, Circuit, Num
from lib.proof.conditions import Conditions, Fact
from lib.proof.doses import Cases, Clock, Way, at_most, one_more

Taken = tuple[Slot, Mapping[str, Bit]]
"""A slot, and which of its candidates stands there: at most one."""


@dataclass(frozen=True, slots=True)
class FitBits:
    """How one exercise suits. `used` says which of its ways is taken: at most one."""

    allowed: Bit
    ways: tuple[Way, ...]
    used: tuple[Bit, ...]
    doses: Cases


@dataclass(frozen=True, slots=True)
class Person:
    """What a plan needs to know of the person."""

    fits: Mapping[str, FitBits]
    unticked: Mapping[str, FitBits]
    """As it would be with nothing ticked in the safety lists."""
    ticked: Bit
    """Whether something ticked there sets a caution."""
    reorder: tuple[tuple[Mapping[str, tuple[str, ...]], Bit], ...]
    """What profile rules prefer and put off, in their order, and whether each fires."""
    short: Bit
    limit: Num
    """The minutes of a session, in the unit of time."""
    weak: Fact
    """The area that stands out by its quick check."""


@dataclass(frozen=True, slots=True)
class Room:
    """The places of one phase, as they are with nothing ticked."""

    taken: tuple[Taken, ...]
    """What would stand in each slot; a slot with nothing is closed."""
    lines: Mapping[str, Bit]
    sets: Mapping[int, Bit]
    """So many sets are the most of any exercise; none of these where no set is cut."""
    minutes: Mapping[str, Num]
    """What an open place has room for, by slot; meant only where `one_set` does not hold."""
    extra: Mapping[str, Mapping[str, Bit]]
    """Slot to area to whether one more set for the area belongs there."""
    extra_minutes: Num
    instead: Num
    """The time there is in place of whatever may be left out; meant as `minutes` is."""

    @property
    def one_set(self) -> Bit:
        """Whether there is one set of everything."""
        return self.sets[1]


@dataclass(frozen=True, slots=True)
class Draft:
    """The plan of one phase: slot by slot what is taken, and the doses."""

    taken: tuple[Taken, ...]
    """What stands in the open places, slot by slot."""
    instead: tuple[Mapping[str, Bit], ...]
    """What stands in where places stayed empty, in the order in which it comes."""
    lines: Mapping[str, Bit]
    """Exercise to whether it is in the plan."""
    enough: Bit
    """Whether there are enough lines for a plan."""
    most: int
    """No plan has more lines."""
    one_set: Bit
    doses: Mapping[str, Cases]
    """Exercise to the doses it may have here, as the person sees them."""
    time: Num
    """What the session takes."""
    no_more: Mapping[str, Mapping[int, Bit]]
    """Exercise to whether this session gives, or would give, at most so many sets of it."""
    hardest: Mapping[int, Bit]
    """Whether no exercise asks for more effort than this."""

    @property
    def order(self) -> tuple[Mapping[str, Bit], ...]:
        """Everything that is taken, in the order of the plan."""
        return (*(here for _, here in self.taken), *self.instead)


@dataclass(slots=True)
class _Filling:
    """A plan while its places are being filled."""

    lines: dict[str, Bit]
    count: list[Bit]
    """At place n: at least n lines."""

    def add(self, taken: Mapping[str, Bit], c: Circuit) -> None:
        any_ = c.some(*taken.values())
        for id, bit in taken.items():
            self.lines[id] = c.some(self.lines[id], bit)
        for number in range(len(self.count) - 1, 0, -1):
            more = c.both(any_, self.count[number - 1])
            self.count[number] = c.some(self.count[number], more)


class Filler:
    """Fills the places of any phase for one person."""

    def __init__(
        self, circuit: Circuit, knowledge: Knowledge, person: Person, clock: Clock
    ) -> None:
        self.circuit = circuit
        self.knowledge = knowledge
        self.person = person
        self.clock = clock
        self.least = knowledge.whole("least_exercises")
        self.most = knowledge.whole("most_exercises")
        self.most_sets = max(one.levels[0].sets or 1 for one in knowledge.exercises.values())
        self.rooms, self.draft = cache(self._room), cache(self._draft)
        self._fitting: dict[tuple[Num, str, int, bool], Bit] = {}
        self.ticked_out = {
            id: circuit.both(person.unticked[id].allowed, circuit.neg(fit.allowed))
            for id, fit in person.fits.items()
        }

    def _draft(self, phase: Phase) -> Draft:
        """The plan for this phase; what ticks leave out gives way to something that asks for no more."""
        c, room = self.circuit, self.rooms(phase)
        filling = self._empty()
        later = [self.draft(other) for other in Phase if other > phase]
        suits = {
            id: c.both(fit.allowed, self._easy_enough(id, later))
            for id, fit in self.person.fits.items()
        }
        taken: list[Taken] = []
        too_much: dict[str, Bit] = {}
        open_: dict[str, Bit] = {}
        open_for: dict[str, Bit] = {}
        for slot, free in room.taken:
            has_room = partial(self._has_room, room, room.minutes[slot.id])
            picked = self._picked(slot, filling.lines, suits, has_room)
            open_[slot.id] = c.some(*free.values())
            here = {id: c.both(open_[slot.id], bit) for id, bit in picked.items()}
            open_for |= {id: c.some(open_for.get(id, c.no), open_[slot.id]) for id in here}
            filling.add(here, c)
            taken.append((slot, here))
            self._pass_over(
                slot.candidates, c.both(open_[slot.id], c.neg(c.some(*here.values()))), too_much
            )
        gentler = self._gentler(phase, suits, too_much, open_for)
        stands_in = c.neg(filling.count[self.least])
        has_room = partial(self._has_room, room, room.instead)
        instead = [self._stand_in(gentler, filling, has_room) for _ in range(self.least)]
        too_few = c.neg(filling.count[self.least])
        if too_few != c.no:
            instead += [self._stand_in(gentler, filling, None) for _ in range(self.least)]
        doses = _Doses(self, phase, room, c.some(room.one_set, too_few), later)
        for slot, standing in taken:
            doses.add(standing, room.minutes[slot.id], room.extra.get(slot.id, {}))
        for one in instead:
            doses.add(one, room.instead, {})
        return Draft(
            taken=tuple(taken),
            instead=tuple(instead),
            lines=filling.lines,
            enough=filling.count[self.least],
            most=self.most,
            one_set=doses.one_set,
            doses=doses.shown(),
            time=c.sum(doses.times),
            no_more={id: doses.no_more(id, taken, open_, stands_in) for id in filling.lines},
            hardest=self._hardest(filling.lines),
        )

    def _hardest(self, lines: Mapping[str, Bit]) -> dict[int, Bit]:
        """Effort to whether no line asks for more."""
        c = self.circuit
        effort = {id: self.knowledge.exercises[id].effort for id in lines}
        return {
            most: c.neg(c.some(*(bit for id, bit in lines.items() if effort[id] > most)))
            for most in range(max(effort.values()))
        }

    def _easy_enough(self, id: str, later: Iterable[Draft]) -> Bit:
        """Whether each later session holds something that asks for as much, or nothing is ticked."""
        effort, c = self.knowledge.exercises[id].effort, self.circuit
        return c.some(
            c.neg(self.person.ticked),
            c.both(
                *(
                    c.neg(all_easier)
                    for draft in later
                    for most, all_easier in draft.hardest.items()
                    if most == effort - 1
                )
            ),
        )

    def _empty(self) -> _Filling:
        c = self.circuit
        return _Filling(dict.fromkeys(self.knowledge.exercises, c.no), [c.yes, *[c.no] * self.most])

    def _slots(self, phase: Phase) -> Iterator[tuple[Phase, Slot]]:
        for source in range(phase, -1, -1):
            for slot in self.knowledge.phases[Phase(source)].slots:
                yield Phase(source), slot

    # --- what stands in a place -----------------------------------------------------------------

    def _picked(
        self,
        slot: Slot,
        lines: Mapping[str, Bit],
        suits: Mapping[str, Bit],
        has_room: Callable[[str], Bit] | None = None,
    ) -> dict[str, Bit]:
        """The first candidate that can be taken, in whatever order the profile rules put them.

        With `has_room`, only what has room, and nothing that asks for more than what is ticked out.
        """
        c = self.circuit
        can = {id: c.both(suits[id], c.neg(lines[id])) for id in slot.candidates}
        if has_room is not None:
            can = {id: c.both(bit, has_room(id)) for id, bit in can.items()}
        picked = dict.fromkeys(slot.candidates, c.no)
        for order, holds in self._orders(slot).items():
            before: list[Bit] = []
            for place, id in enumerate(order):
                now = can[id]
                if has_room is not None:
                    passed = {other: self.ticked_out[other] for other in order[:place]}
                    now = c.both(now, c.neg(self._asks_more(id, passed)))
                picked[id] = c.some(picked[id], c.both(holds, now, *before))
                before.append(c.neg(now))
        return picked

    def _asks_more(self, id: str, too_much: Mapping[str, Bit]) -> Bit:
        """Whether one of these is too much that asks for less, or that this one is built upon."""
        known, easier = self.knowledge.exercises, self._easier_ones(id)
        return self.circuit.some(
            *(
                bit
                for other, bit in too_much.items()
                if known[id].effort > known[other].effort or other in easier
            )
        )

    def _easier_ones(self, id: str) -> set[str]:
        found: set[str] = set()
        easier = self.knowledge.exercises[id].easier
        while easier is not None and easier not in found:
            found.add(easier)
            easier = self.knowledge.exercises[easier].easier
        return found

    def _gentler(
        self,
        phase: Phase,
        suits: Mapping[str, Bit],
        too_much: Mapping[str, Bit],
        open_for: Mapping[str, Bit],
    ) -> dict[str, Bit]:
        """What could stand in where places stay empty, the gentlest first: what asks for no more."""
        c = self.circuit
        passed = dict(too_much)
        ids = dict.fromkeys(id for _, slot in self._slots(phase) for id in slot.candidates)
        found: dict[str, Bit] = {}
        for id in sorted(ids, key=lambda id: self.knowledge.exercises[id].effort):
            elsewhere = c.neg(open_for.get(id, c.no))
            found[id] = c.both(elsewhere, suits[id], c.neg(self._asks_more(id, passed)))
            self._pass_over((id,), elsewhere, passed)
        return found

    def _pass_over(self, ids: Iterable[str], when: Bit, too_much: dict[str, Bit]) -> None:
        c = self.circuit
        for id in ids:
            too_much[id] = c.some(too_much.get(id, c.no), c.both(when, self.ticked_out[id]))

    def _stand_in(
        self,
        gentler: Mapping[str, Bit],
        filling: _Filling,
        has_room: Callable[[str], Bit] | None,
    ) -> dict[str, Bit]:
        """The first of them that is not in the plan yet and has room, where there are too few."""
        c = self.circuit
        open_ = c.neg(filling.count[self.least])
        here: dict[str, Bit] = {}
        for id, bit in gentler.items():
            room = c.yes if has_room is None else has_room(id)
            here[id] = c.both(open_, bit, c.neg(filling.lines[id]), room)
            open_ = c.both(open_, c.neg(here[id]))
        filling.add(here, c)
        return here

    def _has_room(self, room: Room, minutes: Num, id: str) -> Bit:
        """Whether one set fits into these minutes, or there is one set of everything anyway."""
        return self.circuit.some(room.one_set, self.fits_in(minutes, id, 1))

    def fits_in(self, minutes: Num, id: str, sets: int, *, more: bool = False) -> Bit:
        """Whether so many sets of an exercise, as they are with nothing ticked, take no longer."""
        key = (minutes, id, sets, more)
        if key not in self._fitting:
            c = self.circuit
            doses = ((bit, at_most(dose, sets)) for bit, dose in self.person.unticked[id].doses)
            said = ((bit, one_more(dose) if more else dose) for bit, dose in doses)
            self._fitting[key] = c.some(
                *(
                    c.both(bit, c.at_least(minutes, c.whole(self.clock.units(dose))))
                    for bit, dose in said
                )
            )
        return self._fitting[key]

    def _orders(self, slot: Slot) -> dict[tuple[str, ...], Bit]:
        c = self.circuit
        rules = [
            (then, bit)
            for then, bit in self.person.reorder
            if set(slot.candidates) & {*then.get("prefer", ()), *then.get("put_off", ())}
        ]
        found: dict[tuple[str, ...], Bit] = {}
        for mix in product((False, True), repeat=len(rules)):
            order = list(slot.candidates)
            for (then, _), fires in zip(rules, mix, strict=True):
                order = _reordered(order, then) if fires else order
            bits = [bit if on else c.neg(bit) for (_, bit), on in zip(rules, mix, strict=True)]
            found[tuple(order)] = c.some(found.get(tuple(order), c.no), c.both(*bits))
        return found

    # --- the room of a session --------------------------------------------------------------------

    def _room(self, phase: Phase) -> Room:
        c = self.circuit
        suits = {id: fit.allowed for id, fit in self.person.unticked.items()}
        filling = self._empty()
        taken: list[Taken] = []
        time, open_, before = c.whole(0), c.yes, phase
        for source, slot in self._slots(phase):
            if source != before:
                open_, before = c.neg(filling.count[self.least]), source
            picked = self._picked(slot, filling.lines, suits)
            longer = c.sum((time, self._length(picked, self.most_sets)))
            full = c.pick(self.person.short, filling.count[self.least], filling.count[self.most])
            too_long = c.both(filling.count[self.least], self._is_over(longer))
            free = c.both(open_, c.neg(full), c.neg(too_long))
            here = {id: c.both(free, bit) for id, bit in picked.items()}
            time = c.choose(c.some(*here.values()), longer, time)
            filling.add(here, c)
            taken.append((slot, here))
        sets, time = self._most_sets(taken, time)
        extra, extra_minutes = self._extra(phase, taken, time, sets)
        spare = c.less(self.person.limit, c.sum((time, extra_minutes)))
        minutes, spare = self._minutes(taken, sets, spare)
        instead = c.sum((self._smallest(taken, minutes), spare))
        return Room(tuple(taken), filling.lines, sets, minutes, extra, extra_minutes, instead)

    def _smallest(self, taken: Iterable[Taken], minutes: Mapping[str, Num]) -> Num:
        """The time of the open place that has least."""
        c = self.circuit
        found = self.person.limit
        for slot, here in taken:
            less = c.both(c.some(*here.values()), c.at_least(found, minutes[slot.id]))
            found = c.choose(less, minutes[slot.id], found)
        return found

    def _is_over(self, time: Num) -> Bit:
        return self.circuit.neg(self.circuit.at_least(self.person.limit, time))

    def _length(self, taken: Mapping[str, Bit], sets: int) -> Num:
        """How long it takes to do what stands in a place with at most so many sets."""
        c = self.circuit
        cases = (
            (c.both(bit, holds), c.whole(self.clock.units(at_most(dose, sets))))
            for id, bit in taken.items()
            for holds, dose in self.person.unticked[id].doses
        )
        return c.first(cases, c.whole(0))

    def _most_sets(self, taken: Iterable[Taken], time: Num) -> tuple[dict[int, Bit], Num]:
        """Whether sets are cut to so many, and the time it takes then."""
        c = self.circuit
        found: dict[int, Bit] = {}
        cut, spent = self._is_over(time), time
        for sets in range(self.most_sets - 1, 0, -1):
            fewer = c.sum(self._length(here, sets) for _, here in taken)
            found[sets] = c.both(cut, c.neg(self._is_over(fewer))) if sets > 1 else cut
            spent = c.choose(found[sets], fewer, spent)
            cut = c.both(cut, c.neg(found[sets]))
        return found, spent

    def _minutes(
        self, taken: Iterable[Taken], sets: Mapping[int, Bit], spare: Num
    ) -> tuple[dict[str, Num], Num]:
        """The time of each open place, with what it needs of the spare time, and what is left."""
        c = self.circuit
        found = {}
        for slot, here in taken:
            time = self._length(here, self.most_sets)
            for most, bit in sets.items():
                time = c.choose(bit, self._length(here, most), time)
            needs = c.choose(c.some(*here.values()), self._longest(slot), c.whole(0))
            more = c.lesser(spare, c.less(needs, time))
            spare = c.less(spare, more)
            found[slot.id] = c.sum((time, more))
        return found, spare

    def _longest(self, slot: Slot) -> Num:
        """How long one set of anything that could stand here may take."""
        c = self.circuit
        cases = [
            (self.clock.units(at_most(dose, 1)), holds)
            for id in slot.candidates
            for holds, dose in self.person.unticked[id].doses
        ]
        ordered = sorted(cases, reverse=True)
        return c.first(((holds, c.whole(units)) for units, holds in ordered), c.whole(0))

    # --- one more set ---------------------------------------------------------------------------

    def _extra(
        self, phase: Phase, taken: Iterable[Taken], time: Num, sets: Mapping[int, Bit]
    ) -> tuple[dict[str, dict[str, Bit]], Num]:
        """One more set in the first place that trains the weak area and has room for it."""
        c = self.circuit
        found: dict[str, dict[str, Bit]] = {}
        done = c.some(*sets.values())
        minutes = c.whole(0)
        for area, fires in self._extra_rules(phase):
            for slot, here in taken:
                for id, bit in here.items():
                    if area not in self.knowledge.exercises[id].areas:
                        continue
                    for holds, dose in self.person.unticked[id].doses:
                        if dose.sets is None:
                            continue
                        longer = c.whole(self.clock.units(one_more(dose)) - self.clock.units(dose))
                        fits_in = c.neg(self._is_over(c.sum((time, longer))))
                        now = c.both(fires, bit, holds, fits_in, c.neg(done))
                        areas = found.setdefault(slot.id, {})
                        areas[area] = c.some(areas.get(area, c.no), now)
                        minutes = c.choose(now, longer, minutes)
                        done = c.some(done, now)
        return found, minutes

    def _extra_rules(self, phase: Phase) -> list[tuple[str, Bit]]:
        c = self.circuit
        facts = {
            "phase": Fact(c.yes, number=c.whole(phase), words=tuple(one.id for one in Phase)),
            "weak_area": self.person.weak,
            "weak_by": Fact(self.person.weak.known, number=c.whole(0), words=("answer", "test")),
        }
        conditions = Conditions(c, facts, self.knowledge.named)
        return [
            (rule.then["extra_for"], conditions.held(rule.when).fires)
            for rule in self.knowledge.rules_for("strength.extra_")
        ]


class _Doses:
    """The doses in a plan of one phase, place by place."""

    def __init__(
        self,
        filler: Filler,
        phase: Phase,
        room: Room,
        one_set: Bit,
        later: Iterable[Draft],
    ) -> None:
        self.c, self.filler, self.phase = filler.circuit, filler, phase
        self.room, self.one_set, self.later = room, one_set, tuple(later)
        self.times: list[Num] = []
        self._shown: dict[str, dict[Dose, Bit]] = {id: {} for id in filler.knowledge.exercises}

    def shown(self) -> dict[str, Cases]:
        """Exercise to the doses it has, as the person sees them."""
        return {
            id: tuple((bit, dose) for dose, bit in cases.items() if bit != self.c.no)
            for id, cases in self._shown.items()
        }

    def add(self, taken: Mapping[str, Bit], minutes: Num, extra: Mapping[str, Bit]) -> None:
        """The doses of what stands in a place with so many minutes, and the time they take."""
        c = self.c
        timed: list[tuple[Bit, Num]] = []
        for id, bit in taken.items():
            areas = self.filler.knowledge.exercises[id].areas
            asked = c.some(*(on for area, on in extra.items() if area in areas))
            for holds, dose in self.filler.person.fits[id].doses if bit != c.no else ():
                for only, sets in self._sets(minutes, id, dose.sets or 1):
                    here, fewer = c.both(bit, holds, only), at_most(dose, sets)
                    longer = c.no
                    if fewer.sets is not None and asked != c.no:
                        more = c.sum((minutes, self.room.extra_minutes))
                        room = self.filler.fits_in(more, id, sets, more=True)
                        longer = c.both(asked, room, c.neg(self.one_set))
                    self._put(id, fewer, c.both(here, c.neg(longer)), timed)
                    self._put(id, one_more(fewer), c.both(here, longer), timed)
        self.times.append(c.first(timed, c.whole(0)))

    def _sets(self, minutes: Num, id: str, most: int) -> Iterator[tuple[Bit, int]]:
        """How many sets there is room for, of so many, and when it is so many."""
        c = self.c
        open_ = c.yes
        for sets in range(most, 0, -1):
            can = c.yes
            if sets > 1:
                can = self._can_have(minutes, id, sets)
            yield c.both(open_, can), sets
            open_ = c.both(open_, c.neg(can))

    def _can_have(self, minutes: Num, id: str, sets: int) -> Bit:
        """Whether there is room for so many sets, two or more, and later phases give as many."""
        cut = (draft.no_more[id][sets - 1] for draft in self.later)
        return self.c.both(
            self._has_room(minutes, id, sets), self.c.neg(self.c.some(self.one_set, *cut))
        )

    def no_more(
        self, id: str, taken: Iterable[Taken], open_: Mapping[str, Bit], stands_in: Bit
    ) -> dict[int, Bit]:
        """Whether there are at most so many sets of it, where it stands or as what stands in."""
        c = self.c
        here = [
            (bits[id], self.room.minutes[slot.id], open_[slot.id])
            for slot, bits in taken
            if id in bits
        ]
        elsewhere = c.both(stands_in, *(c.neg(bit) for bit, _, _ in here))
        closed = c.neg(c.some(*(is_open for _, _, is_open in here)))
        found = {}
        for most in range(1, self.filler.most_sets):
            fewer = [
                c.both(bit, c.neg(self._can_have(minutes, id, most + 1)))
                for bit, minutes, _ in here
            ]
            could = [
                c.both(is_open, self._has_room(minutes, id, most + 1))
                for _, minutes, is_open in here
            ]
            could.append(c.both(closed, self._has_room(self.room.instead, id, most + 1)))
            fewer.append(c.both(elsewhere, c.some(self.one_set, c.neg(c.some(*could)))))
            found[most] = c.some(*fewer)
        return found

    def _has_room(self, minutes: Num, id: str, sets: int) -> Bit:
        cut = (bit for fewer, bit in self.room.sets.items() if fewer < sets)
        return self.c.both(self.filler.fits_in(minutes, id, sets), self.c.neg(self.c.some(*cut)))

    def _put(self, id: str, dose: Dose, bit: Bit, timed: list[tuple[Bit, Num]]) -> None:
        if bit == self.c.no:
            return
        timed.append((bit, self.c.whole(self.filler.clock.units(dose))))
        if self.phase is not Phase.EASE:
            dose = replace(dose, times_per_day=1)
        cases = self._shown[id]
        cases[dose] = self.c.some(cases.get(dose, self.c.no), bit)


def _reordered(order: list[str], then: Mapping[str, tuple[str, ...]]) -> list[str]:
    prefer = [id for id in then.get("prefer", ()) if id in order]
    put_off = [id for id in then.get("put_off", ()) if id in order]
    return prefer + [id for id in order if id not in prefer and id not in put_off] + put_off
