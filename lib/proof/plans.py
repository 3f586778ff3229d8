"""How the slots of a plan are filled, as a circuit: `lib.planning` for a course that has just begun.

One draft for every phase a plan may be made for, whoever it is made for, so that a sentence about
"any phase" needs no answers that lead there. Time is counted in the smallest unit in which every dose
is a whole number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from itertools import product
from math import lcm

from lib.model import Dose, Exercise, Knowledge, Limit, Phase, Slot, Surface
from lib.proof.circuit import Bit, Circuit, Num
from lib.proof.conditions import Conditions, Fact

Way = Exercise | Surface
"""An exercise as usual, or on one of its surfaces."""

Cases = tuple[tuple[Bit, Dose], ...]
"""Doses and when each is the one; at most one holds."""


@dataclass(frozen=True, slots=True)
class FitBits:
    """How one exercise suits. `used` says which of its ways is taken: at most one."""

    allowed: Bit
    ways: tuple[Way, ...]
    used: tuple[Bit, ...]
    doses: Cases


@dataclass(frozen=True, slots=True)
class Draft:
    """The plan of one phase: slot by slot what is taken, and what follows for the doses."""

    taken: tuple[tuple[Slot, Mapping[str, Bit]], ...]
    lines: Mapping[str, Bit]
    """Exercise to whether it is in the plan."""
    enough: Bit
    """Whether there are enough lines for a plan."""
    count: tuple[Bit, ...]
    """At place n: at least n lines."""
    one_set: Bit
    extra: Mapping[str, Bit]
    time: Num
    """Before doses are cut to one set, and without the extra one."""


@dataclass(frozen=True, slots=True)
class Person:
    """What a plan needs to know of the person."""

    fits: Mapping[str, FitBits]
    reorder: tuple[tuple[Mapping[str, tuple[str, ...]], Bit], ...]
    """What profile rules prefer and put off, in their order, and whether each fires."""
    short: Bit
    limit: Num
    """The minutes of a session, in the unit of time."""
    weak: Fact
    """The area that stands out by its quick check."""


# --- time -----------------------------------------------------------------------------------


class Clock:
    """Doses as whole numbers of a unit of time."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        seconds = [_seconds(dose, knowledge) for dose in _every_dose(knowledge)]
        self.parts = lcm(*(time.denominator for time in seconds))
        """How many units a second has."""

    def units(self, dose: Dose) -> int:
        """How long a round of this dose takes."""
        return int(_seconds(dose, self.knowledge) * self.parts)

    def of_minutes(self, circuit: Circuit, minutes: Num) -> Num:
        """So many minutes, in units."""
        times, parts = 60 * self.parts, []
        while times:
            if times % 2:
                parts.append(minutes)
            minutes, times = circuit.sum((minutes, minutes)), times // 2
        return circuit.sum(parts)


def _seconds(dose: Dose, knowledge: Knowledge) -> Fraction:
    sets = dose.sets or 1
    reps = sum(dose.reps) if isinstance(dose.reps, tuple) else (dose.reps or 1) * sets
    work = Fraction(reps * (dose.hold_s or 0))
    if dose.reps is not None:
        work += reps * _exactly(knowledge, "rep_s")
    if dose.minutes is not None:
        work += sets * Fraction(str(dose.minutes)) * 60
    if dose.distance_m is not None:
        work += sets * dose.distance_m * 60 / _exactly(knowledge, "walk_m_per_min")
    if dose.each_side:
        work *= 2
    rests = (sets - 1) * _exactly(knowledge, "rest_between_sets_s")
    return work + rests + _exactly(knowledge, "change_exercise_s")


def _exactly(knowledge: Knowledge, threshold: str) -> Fraction:
    return Fraction(str(knowledge.limit(threshold)))


def _every_dose(knowledge: Knowledge) -> Iterable[Dose]:
    for exercise in knowledge.exercises.values():
        ways: tuple[Way, ...] = (exercise, *exercise.surfaces)
        for way in ways:
            for _, dose in _limited(exercise.levels[0], way.limit_if):
                yield dose
                yield _one_more(dose)


# --- doses ------------------------------------------------------------------------------------


def _limited(
    dose: Dose, limit_if: Mapping[str, Limit]
) -> list[tuple[tuple[tuple[str, bool], ...], Dose]]:
    """The dose under every mix of the limits that change it: caution to whether it holds."""
    tags = [tag for tag, limit in limit_if.items() if limit.dose]
    found = []
    for mix in product((False, True), repeat=len(tags)):
        held = tuple(zip(tags, mix, strict=True))
        changed = reduce(
            lambda so_far, tag: replace(so_far, **limit_if[tag].dose),
            (tag for tag, holds in held if holds),
            dose,
        )
        found.append((held, changed))
    return found


def dose_cases(
    circuit: Circuit,
    exercise: Exercise,
    used: Iterable[tuple[Way, Bit]],
    cautions: Mapping[str, Bit],
) -> Cases:
    """Every first-level dose of an exercise and when it is the one."""
    found: dict[Dose, Bit] = {}
    for way, holds in used:
        for mix, dose in _limited(exercise.levels[0], way.limit_if):
            tags = [(cautions.get(tag, circuit.no), wanted) for tag, wanted in mix]
            bits = [bit if wanted else circuit.neg(bit) for bit, wanted in tags]
            found[dose] = circuit.some(found.get(dose, circuit.no), circuit.both(holds, *bits))
    return tuple((bit, dose) for dose, bit in found.items())


def _one_more(dose: Dose) -> Dose:
    if dose.sets is None:
        return dose
    reps = (*dose.reps, dose.reps[-1]) if isinstance(dose.reps, tuple) else dose.reps
    return replace(dose, sets=dose.sets + 1, reps=reps)


def _only_one(dose: Dose) -> Dose:
    if dose.sets is None:
        return dose
    return replace(dose, sets=1, reps=dose.reps[0] if isinstance(dose.reps, tuple) else dose.reps)


def shown_doses(
    circuit: Circuit, id: str, draft: Draft, phase: Phase, fits: Mapping[str, FitBits]
) -> Cases:
    """The doses an exercise may have in this draft, as the person sees them."""
    extra = draft.extra.get(id, circuit.no)
    found: list[tuple[Bit, Dose]] = []
    for holds, dose in fits[id].doses:
        if phase is not Phase.EASE:
            dose = replace(dose, times_per_day=1)
        line = circuit.both(draft.lines[id], holds)
        cut = circuit.both(line, draft.one_set)
        more = circuit.both(line, circuit.neg(draft.one_set), extra)
        plain = circuit.both(line, circuit.neg(draft.one_set), circuit.neg(extra))
        found += [(plain, dose), (cut, _only_one(dose)), (more, _one_more(dose))]
    return tuple((bit, dose) for bit, dose in found if bit != circuit.no)


# --- slots --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Filling:
    """A draft while its slots are being filled."""

    lines: dict[str, Bit]
    count: list[Bit]
    time: Num
    taken: list[tuple[Slot, Mapping[str, Bit]]] = field(default_factory=list)


class Filler:
    """Fills the slots of any phase for one person."""

    def __init__(
        self, circuit: Circuit, knowledge: Knowledge, person: Person, clock: Clock
    ) -> None:
        self.circuit = circuit
        self.knowledge = knowledge
        self.person = person
        self.clock = clock
        self.least = knowledge.whole("least_exercises")
        self.most = knowledge.whole("most_exercises")
        self.length = {id: self._length(fit.doses) for id, fit in person.fits.items()}

    def _length(self, doses: Cases) -> Num:
        c = self.circuit
        return c.first(((bit, c.whole(self.clock.units(dose))) for bit, dose in doses), c.whole(0))

    def draft(self, phase: Phase) -> Draft:
        """The plan for this phase; too short of lines, it fills from the phases before."""
        c = self.circuit
        lines = dict.fromkeys(self.knowledge.exercises, c.no)
        filling = _Filling(lines, [c.yes, *[c.no] * self.most], c.whole(0))
        for source in range(phase, -1, -1):
            open_ = c.yes if source == phase else c.neg(filling.count[self.least])
            for slot in self.knowledge.phases[Phase(source)].slots:
                self._fill(slot, open_, filling)
        over = self._is_over(filling.time)
        return Draft(
            taken=tuple(filling.taken),
            lines=filling.lines,
            enough=filling.count[self.least],
            count=tuple(filling.count),
            one_set=over,
            extra=self._extra(phase, filling, over),
            time=filling.time,
        )

    def _is_over(self, time: Num) -> Bit:
        return self.circuit.neg(self.circuit.at_least(self.person.limit, time))

    def _fill(self, slot: Slot, open_: Bit, filling: _Filling) -> None:
        c, count = self.circuit, filling.count
        full = c.pick(self.person.short, count[self.least], count[self.most])
        picked = self._picked(slot, filling)
        longer = c.sum(
            (
                filling.time,
                c.first(((bit, self.length[id]) for id, bit in picked.items()), c.whole(0)),
            )
        )
        too_long = c.both(count[self.least], self._is_over(longer))
        free = c.both(open_, c.neg(full), c.neg(too_long))
        taken = {id: c.both(free, bit) for id, bit in picked.items()}
        any_ = c.some(*taken.values())
        for id, bit in taken.items():
            filling.lines[id] = c.some(filling.lines[id], bit)
        for number in range(self.most, 0, -1):
            count[number] = c.some(count[number], c.both(any_, count[number - 1]))
        filling.time = c.choose(any_, longer, filling.time)
        filling.taken.append((slot, taken))

    def _picked(self, slot: Slot, filling: _Filling) -> dict[str, Bit]:
        """The first candidate that can be taken, in whatever order the profile rules put them."""
        c = self.circuit
        can = {
            id: c.both(self.person.fits[id].allowed, c.neg(filling.lines[id]))
            for id in slot.candidates
        }
        picked = dict.fromkeys(slot.candidates, c.no)
        for order, holds in self._orders(slot).items():
            before: list[Bit] = []
            for id in order:
                picked[id] = c.some(picked[id], c.both(holds, can[id], *before))
                before.append(c.neg(can[id]))
        return picked

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

    # --- one more set ---------------------------------------------------------------------------

    def _extra(self, phase: Phase, filling: _Filling, over: Bit) -> dict[str, Bit]:
        """One more set in the first line that trains the weak area and has room for it."""
        c = self.circuit
        found: dict[str, Bit] = {}
        done = over
        for area, fires in self._extra_rules(phase):
            for _, taken in filling.taken:
                for id, bit in taken.items():
                    if area not in self.knowledge.exercises[id].areas:
                        continue
                    fits_in = c.neg(self._is_over(c.sum((filling.time, self._set_more(id)))))
                    now = c.both(fires, bit, self._has_sets(id), fits_in, c.neg(done))
                    found[id] = c.some(found.get(id, c.no), now)
                    done = c.some(done, now)
        return found

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

    def _set_more(self, id: str) -> Num:
        c, units = self.circuit, self.clock.units
        cases = (
            (bit, c.whole(units(_one_more(dose)) - units(dose)))
            for bit, dose in self.person.fits[id].doses
        )
        return c.first(cases, c.whole(0))

    def _has_sets(self, id: str) -> Bit:
        doses = self.person.fits[id].doses
        return self.circuit.some(*(bit for bit, dose in doses if dose.sets is not None))


def _reordered(order: list[str], then: Mapping[str, tuple[str, ...]]) -> list[str]:
    prefer = [id for id in then.get("prefer", ()) if id in order]
    put_off = [id for id in then.get("put_off", ()) if id in order]
    return prefer + [id for id in order if id not in prefer and id not in put_off] + put_off
