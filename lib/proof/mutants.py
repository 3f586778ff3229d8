"""Rules deleted or weakened one at a time: a sentence that is proved has to break with each of them.

A mutant that no sentence catches either makes no difference to anybody, or shows something that is not
watched. `known_mutants.yaml` lists the former with the reason; the rest are misses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from lib import plain_yaml
from lib.model import Clearance, Exercise, Knowledge, Phase, Rule, Slot, Surface, Urgency
from lib.proof import properties, steps
from lib.proof.circuit import Bit, Circuit
from lib.proof.days import GATES, READY, decided, inputs
from lib.proof.doses import Way
from lib.proof.log_facts import Kinds
from lib.proof.logic import Prover
from lib.proof.properties import World

FILE = Path(__file__).parent / "known_mutants.yaml"

_DOWN = {
    Urgency.EMERGENCY: Urgency.SAME_DAY,
    Urgency.SAME_DAY: Urgency.DAYS,
    Urgency.DAYS: Urgency.ROUTINE,
    Urgency.CLEARANCE: Urgency.ROUTINE,
}
_WATCH = {
    "screen.": ("signs", "no_milder"),
    "caution.": ("exclusions",),
    "phase.start_": ("start",),
    "exercise": ("exclusions",),
    "order": ("jobs",),
    "effort": ("no_harder",),
    "log": ("goes_up", "goes_back", "stop_wins", "no_swing"),
}
"""Kind of mutant to the properties that could catch it."""
_OF_PLANS = ("order", "effort")
"""The kinds whose properties look at plans; for the others no plan is built."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of the content. `id` names what was changed and how."""

    id: str
    kind: str
    content: Knowledge


def mutants(known: Knowledge) -> Iterator[Mutant]:
    """Every mutant of screening, cautions, starts, exclusions, effort, of what comes first, and of the log."""
    for prefix in ("screen.", "caution.", "phase.start_"):
        for rule in known.rules_for(prefix):
            for how, changed in _rule_changes(rule):
                rules = {id: one for id, one in known.rules.items() if id != rule.id}
                if changed is not None:
                    rules = {**known.rules, rule.id: changed}
                yield Mutant(f"{rule.id} {how}", prefix, replace(known, rules=rules))
    for exercise in known.exercises.values():
        for how, other in _exercise_changes(exercise):
            exercises = {**known.exercises, exercise.id: other}
            yield Mutant(f"{exercise.id} {how}", "exercise", replace(known, exercises=exercises))
        if exercise.effort > 1:
            less = replace(exercise, effort=exercise.effort - 1)
            exercises = {**known.exercises, exercise.id: less}
            yield Mutant(
                f"{exercise.id} one less effort", "effort", replace(known, exercises=exercises)
            )
    yield from _orders(known)
    yield from _logs(known)


def _rule_changes(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    yield "deleted", None
    if "urgency" in rule.then:
        milder = _DOWN.get(Urgency(rule.then["urgency"]))
        if milder is not None:
            yield f"only {milder.value}", replace(rule, then={**rule.then, "urgency": milder.value})
    tags = rule.then.get("cautions", ())
    for tag in tags if len(tags) > 1 else ():
        fewer = tuple(other for other in tags if other != tag)
        yield f"without {tag}", replace(rule, then={**rule.then, "cautions": fewer})


def _exercise_changes(exercise: Exercise) -> Iterator[tuple[str, Exercise]]:
    for how, changes in _way_changes(exercise):
        yield how, replace(exercise, **changes)
    for place, surface in enumerate(exercise.surfaces):
        for how, changes in _way_changes(surface):
            others: list[Surface] = list(exercise.surfaces)
            others[place] = replace(surface, **changes)
            yield f"{surface.id} {how}", replace(exercise, surfaces=tuple(others))


def _way_changes(way: Way) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in ("avoid_if", "cautions"):
        tags: frozenset[str] = getattr(way, name)
        for tag in sorted(tags):
            yield f"{name} without {tag}", {name: tags - {tag}}
    for tag in way.limit_if:
        rest = {other: limit for other, limit in way.limit_if.items() if other != tag}
        yield f"limit_if without {tag}", {"limit_if": rest}
    for thing in way.kit:
        yield f"without kit {thing}", {"kit": tuple(one for one in way.kit if one != thing)}


def _orders(known: Knowledge) -> Iterator[Mutant]:
    """Two slots of a phase, or two candidates of a slot, change places; what is to choose comes by itself."""
    for phase, content in known.phases.items():
        for place, (one, other) in enumerate(pairwise(content.slots)):
            slots = _swapped(content.slots, place)
            phases = {**known.phases, phase: replace(content, slots=slots)}
            yield Mutant(f"{other.id} before {one.id}", "order", replace(known, phases=phases))
        for number, slot in enumerate(content.slots):
            for id, candidates in _candidates(slot):
                changed = list(content.slots)
                changed[number] = replace(slot, candidates=candidates)
                phases = {**known.phases, phase: replace(content, slots=tuple(changed))}
                yield Mutant(id, "order", replace(known, phases=phases))


def _candidates(slot: Slot) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Other candidates of a slot: id of the mutant, and the candidates."""
    for place, (first, second) in enumerate(pairwise(slot.candidates)):
        yield f"{slot.id} {second} before {first}", _swapped(slot.candidates, place)
    for id in slot.to_choose:
        yield f"{slot.id} {id} by itself", (*slot.candidates, id)


def _swapped(row: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return (*row[:place], row[place + 1], row[place], *row[place + 2 :])


def _logs(known: Knowledge) -> Iterator[Mutant]:
    """Rules of gates, of steps up and back and of stops, and the named conditions they are made of."""
    prefixes = (*GATES.values(), "phase.back_", "progress.")
    read = [rule for prefix in prefixes for rule in known.rules_for(prefix)]
    named = Kinds(known).named(read) | {READY}
    for rule in read:
        for how, changed in _log_changes(rule):
            rules = {id: one for id, one in known.rules.items() if id != rule.id}
            if changed is not None:
                rules = {**known.rules, rule.id: changed}
            yield Mutant(f"{rule.id} {how}", "log", replace(known, rules=rules))
    for id in sorted(named):
        for how, other in _shorter(known.named[id]):
            changed_names = {**known.named, id: other}
            yield Mutant(f"{id} {how}", "log", replace(known, named=changed_names))


def _log_changes(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    yield "deleted", None
    yield from _shorter(rule)
    if rule.then.get("action") not in (None, "HOLD"):
        yield "only HOLD", replace(rule, then={**rule.then, "action": "HOLD"})
    if rule.then.get("moves") in ("phase", "to_ease"):
        yield "moves nothing", replace(rule, then={**rule.then, "moves": "nothing"})


def _shorter(rule: Rule) -> Iterator[tuple[str, Rule]]:
    tests = rule.when.tests
    for place, test in enumerate(tests if len(tests) > 1 else ()):
        when = replace(rule.when, tests=(*tests[:place], *tests[place + 1 :]))
        yield (
            f"without {test.fact} {test.op} {test.threshold or test.value}",
            replace(rule, when=when),
        )


def caught_by(mutant: Mutant, known: Knowledge, first: steps.Steps) -> str:
    """The first property that breaks with this mutant of what is known; empty when none does.

    A mutant of the log needs no steps of its own: the `first` will do, those of the rules as they are.
    """
    if mutant.kind == "log":
        return _caught_in_a_log(mutant, known, first)
    watched = _WATCH[mutant.kind]
    try:
        phases = tuple(Phase) if mutant.kind in _OF_PLANS else ()
        world = World(steps.build(mutant.content, phases), mutant.content, people=1)
    except KeyError as error:
        return f"loading ({error})"
    if mutant.kind == "effort":
        _ = world.worse
    prover = Prover(world.c)
    return next((name for name in watched if properties.breaks(world, name, prover)), "")


def _caught_in_a_log(mutant: Mutant, known: Knowledge, first: steps.Steps) -> str:
    world = World(replace(first, circuit=Circuit()), mutant.content, people=1, facts_of=known)
    _ = world.day
    prover = Prover(world.c)
    watched = _WATCH[mutant.kind]
    return next((name for name in watched if properties.breaks(world, name, prover)), "")


def makes_a_difference(mutant: Mutant, known: Knowledge, first: steps.Steps) -> bool:
    """Whether it changes anything: in a log what some day decides, else what `_changes` says."""
    return _changes_a_day(mutant, known) if mutant.kind == "log" else _changes(mutant, first)


def _changes_a_day(mutant: Mutant, known: Knowledge) -> bool:
    c = Circuit()
    given = inputs(c, known)
    one, other = decided(c, known, given), decided(c, mutant.content, given)
    names = ("back", "up_exercise", "up_phase", "back_today", "stopped", "step_back")
    differs: list[Bit] = [c.neg(c.same(getattr(one, name), getattr(other, name))) for name in names]
    differs.append(c.neg(c.equal(one.phase, other.phase)))
    return Prover(c).example(c.some(*differs)) is not None


def _changes(mutant: Mutant, first: steps.Steps) -> bool:
    """Whether anybody's clearance, the way a cleared person does any exercise, or a plan changes with it."""
    c = first.circuit
    other = steps.build_other(mutant.content, first)
    cleared = c.neg(first.screened[Clearance.ASK_AGAIN])
    pairs = [(c.yes, first.clearance[level], other.clearance[level]) for level in Clearance]
    pairs += [(c.yes, first.start[phase], other.start[phase]) for phase in Phase]
    for id, fit in first.fits.items():
        changed = other.fits[id]
        pairs += [(cleared, *both) for both in zip(fit.used, changed.used, strict=True)]
        doses = {dose: bit for bit, dose in changed.doses}
        pairs += [(cleared, bit, doses.get(dose, c.no)) for bit, dose in fit.doses]
        pairs += [
            (
                c.both(cleared, used, first.cautions.get(tag, c.no)),
                c.yes,
                c.const(tag in way.limit_if),
            )
            for before, way, used in zip(fit.ways, changed.ways, fit.used, strict=True)
            for tag in before.limit_if
        ]
    pairs += [(cleared, *both) for both in _lines(first, other, c)]
    differs = c.some(*(c.both(when, c.neg(c.same(one, two))) for when, one, two in pairs))
    return differs != c.no and Prover(c).example(differs) is not None


def _lines(one: steps.Steps, other: steps.Steps, c: Circuit) -> Iterator[tuple[Bit, Bit]]:
    """What each slot has in the plans that are shown, under both."""
    for phase, start in one.start.items():
        both = [
            {slot.id: taken for slot, taken in built.drafts[phase].taken} for built in (one, other)
        ]
        for slot in both[0]:
            for id in both[0][slot]:
                first, second = (drafts[slot].get(id, c.no) for drafts in both)
                yield c.both(start, first), c.both(start, second)


def tried(
    known: Knowledge, kinds: tuple[str, ...] = (), part: int = 0, of: int = 1
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what became of it: a property's name, or one of the words below, or missed.

    Of `of` equal parts only this one, so that several processes can share the work.
    """
    reasons, built = listed(), steps.build(known)
    for mutant in islice(mutants(known), part, None, of):
        if kinds and mutant.kind not in kinds:
            continue
        name = caught_by(mutant, known, built)
        if not name and mutant.id in reasons:
            name = LISTED
        elif not name:
            name = MISSED if makes_a_difference(mutant, known, built) else NO_DIFFERENCE
        yield mutant, name


NO_DIFFERENCE, LISTED, MISSED = "changes nothing", "listed", "MISSED"


def listed() -> Mapping[str, str]:
    """The mutants that make no difference, and why."""
    rows = plain_yaml.read(FILE)["mutants"]
    return {id: row["because"] for row in rows for id in row["ids"]}
