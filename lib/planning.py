"""Turns a `Profile` and a `Course` into a `Plan`: first candidate that fits, slot by slot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from math import ceil
from string import Formatter

from lib import overrides, rules
from lib.model import (
    Course,
    Dose,
    EmptySlot,
    Facts,
    FirstHold,
    Knowledge,
    Limit,
    NothingFits,
    Phase,
    PhaseChoice,
    Plan,
    Prescription,
    Profile,
    Reason,
    Rule,
    Slot,
    Standing,
    Truth,
    Value,
)

ADDED = "choice.added"
"""The reason of a line that somebody added."""

Limits = tuple[tuple[str, Limit], ...]


def choose_phase(facts: Facts, knowledge: Knowledge) -> PhaseChoice:
    """Where a person starts: the first `phase.start_*` rule that holds, in the files' order.

    A rule that cannot be decided counts as holding when it leads to ease; so does no rule at all.
    """
    for rule in knowledge.rules_for("phase.start_"):
        truth = rules.holds(rule, facts, knowledge)
        phase = Phase.of(rule.then["phase"])
        if truth is Truth.FIRES or (truth is Truth.UNKNOWN and phase is Phase.EASE):
            return PhaseChoice(phase, rules.reason(rule, facts, knowledge))
    return PhaseChoice(Phase.EASE, Reason("phase.start_ease"))


# --- the plan ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """A plan being filled: lines in order, slots that stayed empty, minutes so far."""

    lines: list[Prescription] = field(default_factory=list)
    empty: list[EmptySlot] = field(default_factory=list)
    minutes: float = 0.0

    def has(self, exercise_id: str) -> bool:
        return any(line.exercise_id == exercise_id for line in self.lines)


def build_plan(profile: Profile, course: Course, knowledge: Knowledge) -> Plan | NothingFits:
    """The plan for this profile at this point of the course, or `NothingFits`.

    Slots are filled in order while the minutes allow: at least three exercises (then with one set)
    and at most six; three when confidence is low. A phase with fewer than three fills from the phase
    before it. The person's own choices come last.
    """
    picker = _picker(profile, course, knowledge)
    draft = _drafted(picker)
    if len(draft.lines) < knowledge.whole("least_exercises"):
        return NothingFits(tuple(draft.empty))
    if draft.minutes > profile.minutes_per_session:
        draft.lines = [replace(line, dose=one_set(line.dose)) for line in draft.lines]
    else:
        _add_extra(draft, picker)
    lines, choices = overrides.on_lines(draft.lines, profile, course, knowledge, picker.added)
    return _finish(replace(draft, lines=list(lines)), choices, picker)


# --- what strength tests change -----------------------------------------------------------


def _add_extra(draft: _Draft, picker: _Picker) -> None:
    """One more set where the first rule that holds says so and it fits in.

    The extra comes last, so that it never takes the place of another exercise.
    """
    facts: Facts = {**picker.course.strength, "phase": picker.phase.id}
    wanted = picker.knowledge.rules_for("strength.extra_")
    for rule in rules.firing(wanted, facts, picker.knowledge):
        for place, line in enumerate(draft.lines):
            more = picker.more_of(line, rule.then["extra_for"])
            if more is None:
                continue
            longer = draft.minutes - minutes_of(line.dose, picker.knowledge)
            longer += minutes_of(more.dose, picker.knowledge)
            if longer <= picker.profile.minutes_per_session:
                why = rules.reason(rule, facts, picker.knowledge)
                named = _named_in(rule, facts)
                why = replace(why, facts=(*why.facts, *named))
                draft.lines[place] = replace(more, why=(*more.why, why))
                return


def _named_in(rule: Rule, facts: Facts) -> tuple[tuple[str, Value], ...]:
    """The facts that the sentence of a rule names."""
    names = dict.fromkeys(name for _, name, _, _ in Formatter().parse(rule.says) if name)
    return tuple((name, facts[name]) for name in names if name in facts)


def _first_holds(picker: _Picker) -> tuple[FirstHold, ...]:
    """The holds that find out what has not been tried; none in the comfort set."""
    if picker.course.comfort:
        return ()
    known, facts = picker.knowledge, picker.course.strength
    stop_s = known.whole("first_hold_stop_s")
    return tuple(
        FirstHold(test.id, test.sides, stop_s, rules.reason(rule, facts, known))
        for rule in rules.firing(known.rules_for("strength.first_hold_"), facts, known)
        for test in (known.tests[rule.then["hold_for"]],)
    )


def offered(profile: Profile, course: Course, knowledge: Knowledge) -> frozenset[str]:
    """The areas for which this person's plan has an exercise; none when nothing fits.

    A first hold counts too where the next phase asks for what it shows: later phases ask for more.
    """
    picker = _picker(profile, course, knowledge)
    lines = _drafted(picker).lines
    if len(lines) < knowledge.whole("least_exercises"):
        return frozenset()
    by_exercise = (area for line in lines for area in knowledge.exercises[line.exercise_id].areas)
    asked = _asked_by_gate(course.phase, knowledge)
    holds = (knowledge.tests[hold.test] for hold in _first_holds(picker))
    by_hold = (test.area for test in holds if not asked.isdisjoint(test.answers))
    return frozenset((*by_exercise, *by_hold))


def _asked_by_gate(phase: Phase, knowledge: Knowledge) -> frozenset[str]:
    """The facts that the gate out of this phase reads."""
    return frozenset(
        fact
        for rule in knowledge.rules_for(f"phase.{phase.id}_to_")
        for fact in rules.facts_read(rule.when, knowledge.named)
    )


def _drafted(picker: _Picker) -> _Draft:
    """The slots filled in order, phase by phase downwards until there is enough."""
    knowledge = picker.knowledge
    least = knowledge.whole("least_exercises")
    most = least if picker.short else knowledge.whole("most_exercises")
    draft = _Draft()
    for source in _phases_from(picker.phase):
        for slot in knowledge.phases[source].slots:
            _fill(slot, draft, picker, most)
        if len(draft.lines) >= least:
            break
    return draft


def _phases_from(phase: Phase) -> Iterable[Phase]:
    return (Phase(number) for number in range(phase, -1, -1))


def _fill(slot: Slot, draft: _Draft, picker: _Picker, most: int) -> None:
    least = picker.knowledge.whole("least_exercises")
    if len(draft.lines) >= most:
        draft.empty.append(EmptySlot(slot.id, picker.closed("select.enough_exercises")))
        return
    line = picker.pick(slot, draft)
    if line is None:
        draft.empty.append(EmptySlot(slot.id, picker.nothing_for(slot, draft)))
        return
    longer = draft.minutes + minutes_of(line.dose, picker.knowledge)
    if len(draft.lines) >= least and longer > picker.profile.minutes_per_session:
        draft.empty.append(EmptySlot(slot.id, picker.closed("select.minutes_are_full")))
        return
    draft.lines.append(line)
    draft.minutes = longer


def _picker(profile: Profile, course: Course, knowledge: Knowledge) -> _Picker:
    phase = Phase.EASE if course.comfort else course.phase
    reorder = rules.firing(knowledge.rules_for("select."), profile.facts, knowledge)
    return _Picker(profile, course, knowledge, phase, reorder)


@dataclass(frozen=True, slots=True)
class _Picker:
    profile: Profile
    course: Course
    knowledge: Knowledge
    phase: Phase
    reorder: tuple[Rule, ...]
    """The profile rules that hold: they prefer candidates or put them off."""

    @property
    def short(self) -> bool:
        rule = self.knowledge.rules["select.short_plan"]
        return rules.holds(rule, self.profile.facts, self.knowledge) is Truth.FIRES

    def closed(self, rule_id: str) -> Reason:
        facts = (("minutes_per_session", self.profile.minutes_per_session),)
        return Reason(rule_id, facts, ("design",))

    def pick(self, slot: Slot, draft: _Draft) -> Prescription | None:
        """The first candidate that can be taken; none that asks for more than one that was too much."""
        ordered, preferred = self._ordered(slot)
        too_much: list[str] = []
        for candidate in ordered:
            exercise_id = self._stand_in(candidate)
            if self._can_take(exercise_id, draft) and not self._asks_more(exercise_id, too_much):
                return self._line(slot, candidate, exercise_id, preferred)
            too_much += [id for id in (candidate, exercise_id) if self._was_too_much(id)]
        return None

    def nothing_for(self, slot: Slot, draft: _Draft) -> Reason:
        too_much = [id for id in slot.candidates if self._was_too_much(id)]
        blocked = [(id, self._why_not(id, draft, too_much)) for id in slot.candidates]
        return Reason("select.nothing_for_slot", tuple(blocked), ("design",))

    def _why_not(self, id: str, draft: _Draft, too_much: Sequence[str]) -> str:
        if draft.has(id):
            return "already in the plan"
        if id in self.course.left_out:
            return "left out for now"
        if not self.profile.fits[id].allowed:
            return ", ".join(self.profile.fits[id].blocked_by)
        if id in too_much:
            return "too much for now"
        if self._asks_more(id, too_much):
            return "asks for more than what was too much"
        return "already in the plan"  # as what was swapped for it

    def _was_too_much(self, id: str) -> bool:
        """Whether it has lately been left out, or given its place to the easier exercise."""
        easier = self.knowledge.exercises[id].easier
        gave_way = easier is not None and self.course.instead.get(id) == easier
        return id in self.course.left_out or (gave_way and not self.course.comfort)

    def _asks_more(self, id: str, too_much: Iterable[str]) -> bool:
        """Whether it is harder than one of these, or is built upon it."""
        known = self.knowledge.exercises
        below = _easier_ones(id, self.knowledge)
        return any(known[id].effort > known[other].effort or other in below for other in too_much)

    def _can_take(self, id: str, draft: _Draft) -> bool:
        return (
            self.profile.fits[id].allowed and id not in self.course.left_out and not draft.has(id)
        )

    def _stand_in(self, id: str) -> str:
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

    def _line(
        self, slot: Slot, candidate: str, id: str, preferred: Mapping[str, Rule]
    ) -> Prescription:
        fit = self.profile.fits[id]
        exercise = self.knowledge.exercises[id]
        level = 1 if self.course.comfort else self._level(id)
        why = [Reason(f"select.{slot.id}", (("phase", self.phase.id),), exercise.source)]
        if candidate in preferred:
            why.append(rules.reason(preferred[candidate], self.profile.facts, self.knowledge))
        why += [self.profile.cautions[tag] for tag, _ in fit.limits if tag in self.profile.cautions]
        why += self._skipped(slot, candidate)
        why += self._last_step(id)
        return Prescription(
            exercise_id=id,
            slot_id=slot.id,
            level=level,
            dose=self._dose(id, level, fit.limits),
            days_per_week=self.days_per_week,
            surface=fit.surface,
            limits=fit.limits,
            why=tuple(why),
            chosen=overrides.swap_behind(self.course.chosen, candidate, id),
        )

    def added(self, exercise_id: str) -> Prescription:
        """The line for an exercise that somebody adds, whether it suits or not; as usual where not."""
        id = self._moved_to(exercise_id)
        exercise, fit = self.knowledge.exercises[id], self.profile.fits[id]
        limits = fit.limits or tuple(
            (tag, limit) for tag, limit in exercise.limit_if.items() if tag in self.profile.cautions
        )
        level = self._level(id)
        return Prescription(
            exercise_id=id,
            slot_id=f"own_{exercise_id}",
            level=level,
            dose=self._dose(id, level, limits),
            days_per_week=self.days_per_week,
            surface=fit.surface,
            limits=limits,
            why=(Reason(ADDED, (), ()), *self._last_step(id)),
        )

    def more_of(self, line: Prescription, area: str) -> Prescription | None:
        """This line with one more set, its level kept: a level has to be reached by doing well.

        None when it does not train the area, or when something has lately eased it.
        """
        exercise = self.knowledge.exercises[line.exercise_id]
        if area not in exercise.areas or self._is_eased(exercise.id) or line.dose.sets is None:
            return None
        return replace(line, dose=_one_set_more(line.dose))

    def _is_eased(self, id: str) -> bool:
        """Whether the last thing that moved this exercise was not a step up."""
        if id in self.course.one_set:
            return True
        last = self._last_step(id)
        return bool(last) and last[0].rule_id != "progress.exercise_step_up"

    def _level(self, id: str) -> int:
        highest = len(self.knowledge.exercises[id].levels)
        return max(1, min(self.course.levels.get(id, 1), highest))

    def _skipped(self, slot: Slot, taken: str) -> list[Reason]:
        """Why the candidates before the one taken were not."""
        before = slot.candidates[: slot.candidates.index(taken)]
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
        allowed = self.knowledge.whole(self.knowledge.phases[self.phase].days_per_week)
        return min(self.profile.days_per_week, allowed)

    def _dose(self, id: str, level: int, limits: Limits) -> Dose:
        dose = limited(self.knowledge.exercises[id].levels[level - 1], limits)
        if id in self.course.one_set:
            dose = one_set(dose)
        if self.course.comfort:
            dose = _fewer_sets(dose, self.knowledge.limit("comfort_sets_percent") / 100)
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


def limited(dose: Dose, limits: Limits) -> Dose:
    """The dose with what cautions make of it."""
    for _, limit in limits:
        dose = replace(dose, **limit.dose)
    return dose


def one_set(dose: Dose) -> Dose:
    """The dose with its first set alone; the same where it has no sets."""
    if dose.sets is None:
        return dose
    reps = dose.reps[0] if isinstance(dose.reps, tuple) else dose.reps
    return replace(dose, sets=1, reps=reps)


def _one_set_more(dose: Dose) -> Dose:
    """The same with another set; where sets fall, another like the last."""
    reps = (*dose.reps, dose.reps[-1]) if isinstance(dose.reps, tuple) else dose.reps
    return replace(dose, sets=(dose.sets or 0) + 1, reps=reps)


def _fewer_sets(dose: Dose, share: float) -> Dose:
    if dose.sets is None:
        return dose
    sets = max(1, ceil(dose.sets * share - 0.5)) if dose.sets > 1 else 1
    reps = dose.reps[:sets] if isinstance(dose.reps, tuple) else dose.reps
    return replace(dose, sets=sets, reps=reps)


def _finish(draft: _Draft, choices: tuple[Standing, ...], picker: _Picker) -> Plan:
    lines = tuple(draft.lines)
    minutes = sum(minutes_of(line.dose, picker.knowledge) for line in lines)
    return Plan(
        id=_plan_id(picker, lines),
        phase=picker.course.phase,
        comfort=picker.course.comfort,
        days_per_week=picker.days_per_week,
        times_per_day=max(line.dose.times_per_day for line in lines),
        minutes=minutes,
        lines=lines,
        empty=tuple(draft.empty),
        rules_version=picker.knowledge.rules_version,
        holds=_first_holds(picker),
        choices=choices,
    )


def _plan_id(picker: _Picker, lines: tuple[Prescription, ...]) -> str:
    said = [
        picker.course.phase.id,
        picker.knowledge.rules_version,
        *(_shown(line) for line in lines),
    ]
    return "p" + hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


def _shown(line: Prescription) -> tuple[object, ...]:
    surface = line.surface.id if line.surface is not None else None
    return (line.exercise_id, line.level, surface, _said(line.dose), line.days_per_week)


_DOSE = tuple(part.name for part in fields(Dose))


def _said(dose: Dose) -> dict[str, object]:
    return {name: getattr(dose, name) for name in _DOSE}


# --- time ---------------------------------------------------------------------------------


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
