"""Rules deleted or weakened one at a time: a sentence that is proved has to break with each of them.

A mutant that no sentence catches either makes no difference to anybody, or shows something that is not
watched. `known_mutants.yaml` lists the former with the reason; the rest are misses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from lib import plain_yaml
from lib.model import Clearance, Exercise, Knowledge, Phase, Rule, Surface, Urgency
from lib.proof import properties, steps
from lib.proof.logic import Prover
from lib.proof.plans import Way
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
}
"""Kind of mutant to the properties that could catch it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of the content. `id` names what was changed and how."""

    id: str
    kind: str
    content: Knowledge


def mutants(known: Knowledge) -> Iterator[Mutant]:
    """Every mutant of screening, cautions, starts and exclusions."""
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


def caught_by(mutant: Mutant) -> str:
    """The first property that breaks with this mutant; empty when none does."""
    try:
        world = World(steps.build(mutant.content), mutant.content, people=1)
    except KeyError as error:
        return f"loading ({error})"
    prover = Prover(world.c)
    watched = _WATCH[mutant.kind]
    return next((name for name in watched if properties.breaks(world, name, prover)), "")


def makes_a_difference(mutant: Mutant, first: steps.Steps) -> bool:
    """Whether anybody's clearance, or the way a cleared person does any exercise, changes with it."""
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
    differs = c.some(*(c.both(when, c.neg(c.same(one, two))) for when, one, two in pairs))
    return differs != c.no and Prover(c).example(differs) is not None


def tried(
    known: Knowledge, kinds: tuple[str, ...] = (), part: int = 0, of: int = 1
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what became of it: a property's name, or one of the words below, or missed.

    Of `of` equal parts only this one, so that several processes can share the work.
    """
    reasons = listed()
    for mutant in islice(mutants(known), part, None, of):
        if kinds and mutant.kind not in kinds:
            continue
        name = caught_by(mutant)
        if not name and mutant.id in reasons:
            name = LISTED
        elif not name:
            name = MISSED if makes_a_difference(mutant, steps.build(known)) else NO_DIFFERENCE
        yield mutant, name


NO_DIFFERENCE, LISTED, MISSED = "changes nothing", "listed", "MISSED"


def listed() -> Mapping[str, str]:
    """The mutants that make no difference, and why."""
    rows = plain_yaml.read(FILE)["mutants"]
    return {id: row["because"] for row in rows for id in row["ids"]}
