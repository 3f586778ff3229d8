"""What `python -m lib prove` does: the circuit is compared with the steps, then every sentence proved."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from lib import knowledge, people
from lib.model import Knowledge
from lib.proof import agree, answers, mutants, properties, steps
from lib.proof.agree import Difference
from lib.proof.logic import Prover
from lib.proof.properties import Broken, Outcome, World

PEOPLE = 100_000
"""How many drawn answer sets the circuit is compared with the steps on."""
REREAD = 1_000
"""How many of them z3 reads as well."""

_SEED = 2026
_AT_ONCE = 2_500
_SHOWN = 3
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The circuit beside the steps: on how many answers, and where they differ."""

    people: int
    examples: int
    reread: int
    differences: tuple[Difference, ...]
    misread: int

    @property
    def holds(self) -> bool:
        """Whether there was no difference at all."""
        return not self.differences and not self.misread


def agreement(folder: Path, count: int, reread: int, workers: int = 1) -> Agreement:
    """The circuit of the rules in `folder` beside the steps, on `count` drawn answers and all examples."""
    known = knowledge.load(folder)
    built = steps.build(known)
    raws = examples(folder, known)
    found = list(agree.differences(built, agree.as_given(raws, built), known)) if raws else []
    parts = [
        (_SEED + n, min(_AT_ONCE, count - at)) for n, at in enumerate(range(0, count, _AT_ONCE))
    ]
    for differences in _each(partial(_differences, folder), parts, workers):
        found += differences
    drawn = answers.drawn(known, reread, _SEED)
    misread = sum(1 for _ in agree.misread(built, drawn, Prover(built.circuit)))
    return Agreement(count, len(raws), reread, tuple(found), misread)


def _each(
    work: Callable[[tuple[int, int]], list[Difference]],
    parts: Sequence[tuple[int, int]],
    workers: int,
) -> Iterator[list[Difference]]:
    if workers == 1:
        yield from map(work, parts)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, parts)


def _differences(folder: Path, part: tuple[int, int]) -> list[Difference]:
    known = knowledge.load(folder)
    built = steps.build(known)
    seed, count = part
    return list(agree.differences(built, answers.drawn(known, count, seed), known))


def examples(folder: Path, known: Knowledge) -> list[Mapping[str, Any]]:
    """The answers of every check-in of every example person, as given on the day of the proof."""
    texts = {question.id for question in known.questions.values() if question.kind == "text"}
    found: list[Mapping[str, Any]] = []
    for person in people.load(folder / "people", known).values():
        for row in person.check_ins:
            said = {id: value for id, value in row.raw.items() if id not in texts}
            if said.get("cleared_on") is not None:
                cleared_on = date.fromisoformat(str(said["cleared_on"]))
                said["cleared_on"] = steps.DAY - (row.day - cleared_on)
            found.append(said)
    return found


# --- the sentences ------------------------------------------------------------------------------


def outcomes(known: Knowledge, names: Sequence[str]) -> Iterator[Outcome]:
    """Each property of these names, proved or not."""
    world = World(steps.build(known), known)
    prover = Prover(world.c)
    for name in names:
        yield properties.prove(world, name, prover)


def report(folder: Path, names: Sequence[str], count: int, workers: int, tell: Tell) -> bool:
    """Tells how everything came out; whether all of it holds."""
    known = knowledge.load(folder)
    space = answers.how_many(known)
    tell(
        f"{len(known.questions)} questions, {len(known.rules)} rules, {len(known.exercises)} exercises "
        f"(rules version {known.rules_version}); {_in_words(space)} sets of answers."
    )
    holds = True
    if count:
        began = time.perf_counter()
        found = agreement(folder, count, min(count, REREAD), workers)
        holds = found.holds
        tell(_agreement(found, time.perf_counter() - began))
    for outcome in outcomes(known, names or list(properties.PROPERTIES)):
        holds = holds and outcome.holds
        tell(_outcome(outcome, known))
    waiting = properties.waiting(World(steps.build(known), known))
    tell(f"In no first plan, only later in a course: {', '.join(waiting) or 'nothing'}.")
    tell(f"Not proved yet: {NOT_PROVED}")
    return holds


NOT_PROVED = (
    "sentences about logs (steps up and back, gates); that worse answers bring in no harder exercise, "
    "which is not so everywhere; and that the rules themselves are right, which needs clinicians."
)
"""Said wherever the proof is shown."""


def _in_words(number: int) -> str:
    digits, power = f"{number:.1e}".split("e+")
    return f"about {digits} × 10^{int(power)}"


def _agreement(found: Agreement, seconds: float) -> str:
    lines = [
        f"The circuit beside the steps of the app: {found.people} drawn answer sets and "
        f"{found.examples} of example people, {found.reread} read by z3 too: "
        f"{len(found.differences)} differences, {found.misread} misread ({seconds:.0f} s)."
    ]
    for one in found.differences[:_SHOWN]:
        lines.append(f"  {one.part}: the circuit says {one.circuit}, the steps say {one.steps}")
        lines += [f"    {line}" for line in as_yaml(one.raw).splitlines()]
    return "\n".join(lines)


def _outcome(outcome: Outcome, known: Knowledge) -> str:
    said = outcome.said
    verdict = "proved" if outcome.holds else f"NOT TRUE ({len(outcome.broken)} ways)"
    many = len(said.claims) + len(said.possible)
    lines = [f"{said.name}: {verdict}, {many} claims, {outcome.seconds:.1f} s. {said.says}"]
    for one in outcome.broken[:_SHOWN]:
        lines += _broken(one, known)
    return "\n".join(lines)


def _broken(one: Broken, known: Knowledge) -> Iterator[str]:
    rules = f" Rules: {', '.join(one.rules)}." if one.rules else ""
    yield f"  {one.about}.{rules}"
    if one.example is not None:
        yield "  An example, for python -m lib plan:"
        raw = answers.raw(one.example, known, steps.DAY)
        yield from (f"    {line}" for line in as_yaml(raw).splitlines())
        worse = answers.raw(worse_of(one.example), known, steps.DAY)
        changed = {id: value for id, value in worse.items() if raw.get(id) != value}
        if changed:
            yield "  compared with:"
            yield from (f"    {line}" for line in as_yaml(changed).splitlines())


def report_mutants(folder: Path, tell: Tell) -> bool:
    """Tells what became of every mutant; whether none was missed."""
    became = Counter[str]()
    for mutant, name in mutants.tried(knowledge.load(folder)):
        became[name] += 1
        if name == mutants.MISSED:
            tell(f"missed: {mutant.id}")
    said = ", ".join(f"{count} {name}" for name, count in became.most_common())
    tell(f"{became.total()} mutants of screening, cautions, starts and exclusions: {said}.")
    return not became[mutants.MISSED]


def worse_of(example: Mapping[str, int | bool]) -> dict[str, int | bool]:
    """The answers that a sentence about worse answers compares an example with."""
    found = dict(example)
    for name, value in example.items():
        if name.endswith(steps.WORSE):
            first = name.removesuffix(steps.WORSE)
            found[first] = max(example[first], value)
    return found


def as_yaml(raw: Mapping[str, Any]) -> str:
    """Answers as a file that `python -m lib plan` reads."""
    return "".join(f"{id}: {_value(value)}\n" for id, value in raw.items())


def _value(value: Any) -> str:
    if isinstance(value, date):
        value = value.isoformat()
    return json.dumps(value, ensure_ascii=False)
