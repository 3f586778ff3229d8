"""What a run found, in words for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lib import knowledge, rules, words
from lib.model import Knowledge, Truth
from lib.proof import agree, answers, steps
from lib.proof.claims import Broken, Outcome
from lib.proof.examples import Example
from lib.proof.work import SHOWN, Agreement


def of_agreement(found: Agreement) -> str:
    """The circuit beside the app: on how many answers, and the first differences."""
    lines = [
        f"The circuit beside the app: {found.people:,} drawn answer sets and {found.examples} of "
        f"example people, {found.reread:,} read by z3 too: {len(found.differences)} differences, "
        f"{found.misread} misread."
    ]
    for one in found.differences[:SHOWN]:
        lines.append(f"  {one.part}: the circuit says {one.circuit}, the app says {one.steps}")
        lines += [f"    {line}" for line in as_yaml(one.raw).splitlines()]
    return "\n".join(lines)


def of_outcome(outcome: Outcome, known: Knowledge, people: Sequence[Example], folder: Path) -> str:
    """Whether a sentence holds of the rules in `folder`; where it does not, answers that show it."""
    said = outcome.said
    verdict = f"checked on {said.checked_on}" if said.checked_on else "proved"
    if not outcome.holds:
        verdict = f"NOT TRUE ({len(outcome.broken)} ways)"
    many = len(said.claims) + len(said.possible)
    lines = [f"{said.name}: {verdict}, {many} claims, {outcome.seconds:.1f} s. {said.says}"]
    for one in outcome.broken[:SHOWN]:
        lines += _broken(one, known, people, plan_command(folder))
    return "\n".join(lines)


def plan_command(folder: Path) -> str:
    """How to see what the rules in `folder` make of answers on the day the proof is about."""
    data = "" if folder == knowledge.DATA else f" --data {folder}"
    return f"python -m lib plan answers.yaml --today {steps.DAY}{data}"


def _broken(
    one: Broken, known: Knowledge, people: Sequence[Example], command: str
) -> Iterator[str]:
    yield f"  {one.about}."
    if one.example is None:
        if one.rules:
            yield f"  Rules: {', '.join(one.rules)}."
        return
    raw = answers.raw(one.example, known, steps.DAY)
    base = nearest(raw, people)
    involved = dict.fromkeys((*one.rules, *_holding_otherwise(raw, base, known)))
    yield f"  Rules: {', '.join(involved) or 'none holds'}."
    yield f"  What comes out: {decided(raw, known)}"
    yield f"  To look at it, save this as answers.yaml: {command}"
    yield from (f"    {line}" for line in beside(raw, base, known))
    worse = answers.raw(worse_of(one.example), known, steps.DAY)
    changed = {id: value for id, value in worse.items() if raw.get(id) != value}
    if changed:
        yield "  compared with the same and"
        yield from (f"    {line}" for line in commented(changed, known))
        yield f"  where comes out: {decided(worse, known)}"


def nearest(raw: Mapping[str, Any], people: Sequence[Example]) -> Example:
    """The example person whose answers are most like these; nobody where there is none."""
    return min(people, key=lambda one: len(otherwise(raw, one.raw)), default=Example("", "", {}))


def otherwise(raw: Mapping[str, Any], base: Mapping[str, Any]) -> list[str]:
    """The questions that are answered in another way than in the base."""
    return [id for id in dict.fromkeys((*raw, *base)) if raw.get(id) != base.get(id)]


def beside(raw: Mapping[str, Any], base: Example, known: Knowledge) -> Iterator[str]:
    """Answers as a file that `plan` reads; what differs from an example person first, with its question."""
    differs = otherwise(raw, base.raw)
    matter = {id: raw[id] for id in differs if id in raw}
    rest = {id: value for id, value in raw.items() if id not in matter}
    who = f"{base.name} ({base.person_id})" if base.person_id else "nobody"
    if not differs:
        yield f"# exactly as {who}"
    else:
        yield from commented(matter, known)
        for id in differs:
            if id not in raw:
                yield f"# not answered: {id}, {known.questions[id].asks}"
        yield f"# the rest as {who}"
    yield from as_yaml(rest).splitlines()


def commented(raw: Mapping[str, Any], known: Knowledge) -> Iterator[str]:
    """A line an answer, with what was asked."""
    for id, value in raw.items():
        yield f"{id}: {_value(value)}  # {known.questions[id].asks}"


def _holding_otherwise(raw: Mapping[str, Any], base: Example, known: Knowledge) -> Iterator[str]:
    """The rules that hold for these answers and not for the example person, or the other way round."""
    facts = _facts(raw, known)
    before = _facts(base.raw, known) if base.person_id else None
    for prefix in steps.RULES:
        for rule in known.rules_for(prefix):
            now = rules.holds(rule, facts, known)
            was = Truth.QUIET if before is None else rules.holds(rule, before, known)
            if Truth.FIRES in (now, was) and (now is not was or not otherwise(raw, base.raw)):
                yield rule.id


def _facts(raw: Mapping[str, Any], known: Knowledge) -> Mapping[str, Any]:
    profile = agree.decision_of(raw, known).profile
    return {} if profile is None else profile.facts


def decided(raw: Mapping[str, Any], known: Knowledge) -> str:
    """What the app makes of a first check-in with these answers, on one line."""
    decision = agree.decision_of(raw, known)
    clearance = decision.clearance.name.replace("_", " ").lower()
    if decision.plan is None or decision.course is None:
        return f"{clearance}, no plan."
    lines = [
        f"{known.exercises[line.exercise_id].name}"
        + (f" ({line.surface.name})" if line.surface else "")
        + f", {words.of_dose(line.dose)}"
        for line in decision.plan.lines
    ]
    return f"{clearance}; {known.phases[decision.course.phase].title}: {'; '.join(lines)}."


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
