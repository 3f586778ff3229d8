"""Turns a `Profile` and a `Course` into a `Plan`: first candidate that fits, slot by slot."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields

from lib import overrides, rules
from lib.model import (
    Course,
    Dose,
    EmptySlot,
    Facts,
    FirstHold,
    Knowledge,
    NothingFits,
    Phase,
    PhaseChoice,
    Plan,
    Prescription,
    Profile,
    Reason,
    Standing,
    Truth,
)
from lib.planning.doses import limited, minutes_of, one_set
from lib.planning.filling import filled, lines_of, standing
from lib.planning.picking import ADDED, Picker, follow

__all__ = [
    "ADDED",
    "build_plan",
    "choose_phase",
    "follow",
    "limited",
    "minutes_of",
    "offered",
    "one_set",
]


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


def build_plan(profile: Profile, course: Course, knowledge: Knowledge) -> Plan | NothingFits:
    """The plan for this profile at this point of the course, or `NothingFits`.

    Slots are filled in order while the minutes allow: at least three exercises (then with fewer sets)
    and at most six; three when confidence is low. A phase with fewer than three fills from the phase
    before it. The person's own choices come last.

    What is ticked in the safety lists only takes away: the places, their minutes and their sets are
    those of somebody who has ticked nothing (`lib.planning.room`).
    """
    picker = _picker(profile, course, knowledge)
    done = filled(picker)
    empty = tuple(done.draft.empty)
    if len(done.draft.lines) < knowledge.whole("least_exercises"):
        return NothingFits(empty)
    planned = lines_of(done)
    lines, choices = overrides.on_lines(planned, profile, course, knowledge, picker.added)
    return _finish(tuple(lines), empty, choices, picker)


def _first_holds(picker: Picker) -> tuple[FirstHold, ...]:
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
    lines = standing(picker).lines
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


def _picker(profile: Profile, course: Course, knowledge: Knowledge) -> Picker:
    phase = Phase.EASE if course.comfort else course.phase
    reorder = rules.firing(knowledge.rules_for("select."), profile.facts, knowledge)
    return Picker(profile, course, knowledge, phase, reorder)


def _finish(
    lines: tuple[Prescription, ...],
    empty: tuple[EmptySlot, ...],
    choices: tuple[Standing, ...],
    picker: Picker,
) -> Plan:
    minutes = sum(minutes_of(line.dose, picker.knowledge) for line in lines)
    return Plan(
        id=_plan_id(picker, lines),
        phase=picker.course.phase,
        comfort=picker.course.comfort,
        days_per_week=picker.days_per_week,
        times_per_day=max(line.dose.times_per_day for line in lines),
        minutes=minutes,
        lines=lines,
        empty=empty,
        rules_version=picker.knowledge.rules_version,
        holds=_first_holds(picker),
        choices=choices,
    )


def _plan_id(picker: Picker, lines: tuple[Prescription, ...]) -> str:
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
