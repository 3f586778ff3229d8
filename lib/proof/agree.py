"""The circuit beside the steps the app runs: the same answers have to give the same of everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, TypeVar

import numpy as np

from lib import decide, rules
from lib.model import Clearance, Decision, Dose, Knowledge, Phase, Prescription, Progress, Truth
from lib.proof import answers
from lib.proof.circuit import Array, Circuit, Num, on_arrays
from lib.proof.logic import Prover
from lib.proof.plans import Draft
from lib.proof.steps import DAY, Steps, dose_number

Told = Mapping[str, Any]
"""What came out, part by part: "clearance" to Clearance and so on."""

_AT_ONCE = 2000
_Name = TypeVar("_Name")
_TRUTHS = {(True, False): Truth.FIRES, (False, True): Truth.QUIET, (False, False): Truth.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Difference:
    """Answers for which circuit and steps disagree, and in what."""

    raw: Mapping[str, Any]
    part: str
    circuit: Any
    steps: Any


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of some drawn answers are cleared, start in each phase, and make each rule fire."""

    people: int
    cleared: int
    planned: int
    nothing_fits: int
    """Of those whom the screening clears."""
    phases: Mapping[Phase, int]
    fires: Mapping[str, int]
    quiet: Mapping[str, int]


# --- what the circuit says ---------------------------------------------------------------


class Reader:
    """Reads everything the circuit says about many answers."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        c = steps.circuit
        self.doses = {
            (phase, id): list(dict.fromkeys(dose for _, dose in cases))
            for phase, draft in steps.drafts.items()
            for id, cases in draft.doses.items()
        }
        self.dose_numbers = {
            (phase, id): dose_number(c, steps.drafts[phase].doses[id], doses)
            for (phase, id), doses in self.doses.items()
        }
        self.picks = {phase: list(_picks(draft, c)) for phase, draft in steps.drafts.items()}
        self.wanted = list(dict.fromkeys(self._nodes()))

    def _nodes(self) -> Iterator[int]:
        s = self.steps
        for held in s.held.values():
            yield from (held.fires, held.quiet)
        for finding in s.findings.values():
            yield from finding.values()
        yield from (*s.missing.values(), *s.clearance.values(), *s.cautions.values())
        for fit in s.fits.values():
            yield from fit.used
        yield from (*s.start.values(), *s.days.values(), s.planned, *self.dose_numbers.values())
        for picks in self.picks.values():
            yield from (pick for _, pick in picks)

    def read(self, given: Mapping[str, Array]) -> Iterator[Told]:
        """What came out for each assignment, in order."""
        found = on_arrays(self.steps.circuit, given, self.wanted)
        for row in _rows(found):
            yield self._row(row)

    def _row(self, of: Mapping[int, Any]) -> Told:
        s = self.steps
        (phase,) = (phase for phase, bit in s.start.items() if of[bit])
        return {
            "unanswered": tuple(id for id, bit in s.missing.items() if of[bit]),
            "rules": {id: _TRUTHS[of[held.fires], of[held.quiet]] for id, held in s.held.items()},
            "findings": {
                id: level
                for id, finding in s.findings.items()
                for level, bit in finding.items()
                if of[bit]
            },
            "clearance": max(level for level, bit in s.clearance.items() if of[bit]),
            "cautions": {tag for tag, bit in s.cautions.items() if of[bit]},
            "ways": {
                id: next((n for n, bit in enumerate(fit.used) if of[bit]), None)
                for id, fit in s.fits.items()
            },
            "phase": phase,
            "plan": tuple(self._lines(phase, of)) if of[s.planned] else None,
        }

    def _lines(self, phase: Phase, of: Mapping[int, Any]) -> Iterator[tuple[Any, ...]]:
        for candidates, pick in self.picks[phase]:
            if of[pick]:
                slot, id = candidates[of[pick] - 1]
                dose = self.doses[phase, id][of[self.dose_numbers[phase, id]] - 1]
                yield slot, id, dose, of[self.steps.days[phase]]


def _picks(draft: Draft, c: Circuit) -> Iterator[tuple[list[tuple[str, str]], Num]]:
    """Place by place: the slot and exercise of each line that may stand there, and which one does."""
    named = [({(slot.id, id): bit for id, bit in taken.items()}) for slot, taken in draft.taken]
    named += [{(f"instead_{id}", id): bit for id, bit in taken.items()} for taken in draft.instead]
    for lines in named:
        numbered = ((bit, c.whole(n + 1)) for n, bit in enumerate(lines.values()))
        yield list(lines), c.first(numbered, c.whole(0))


# --- what the steps say ---------------------------------------------------------------------


def decision_of(raw: Mapping[str, Any], knowledge: Knowledge) -> Decision:
    """What the app decides for a first check-in with these answers and nothing logged."""
    row = decide.AnswersRow(datetime.combine(DAY, time.min, UTC), DAY, raw)
    return decide.decide_from([row], Progress(DAY, (), (), ()), (), knowledge)


def told(raw: Mapping[str, Any], steps: Steps, knowledge: Knowledge) -> Told:
    """The same parts as the circuit's, from the steps of the app."""
    decision = decision_of(raw, knowledge)
    profile, start, plan = decision.profile, decision.start, decision.plan
    if profile is None or start is None:
        raise ValueError("a check-in has a profile")
    screened = {
        one.rule_id: one.clearance for one in decision.findings if one.rule_id in steps.findings
    }
    return {
        "unanswered": decision.unanswered,
        "rules": {
            id: rules.holds(knowledge.rules[id], profile.facts, knowledge) for id in steps.held
        },
        "findings": screened,
        "clearance": decision.clearance,
        "cautions": set(profile.cautions),
        "ways": {
            id: _way(id, fit.allowed, fit.surface, knowledge) for id, fit in profile.fits.items()
        },
        "phase": start.phase,
        "plan": None if plan is None else tuple(_line(line) for line in plan.lines),
    }


def _way(id: str, allowed: bool, surface: Any, knowledge: Knowledge) -> int | None:
    if not allowed:
        return None
    return 0 if surface is None else 1 + knowledge.exercises[id].surfaces.index(surface)


def _line(line: Prescription) -> tuple[str, str, Dose, int]:
    return line.slot_id, line.exercise_id, line.dose, line.days_per_week


# --- the two beside each other ------------------------------------------------------------------


def differences(
    steps: Steps, given: Mapping[str, Array], knowledge: Knowledge
) -> Iterator[Difference]:
    """Where circuit and steps disagree on these assignments."""
    reader = Reader(steps)
    for part in _parts(given):
        for assignment, read in zip(assignments(part), reader.read(part), strict=True):
            raw = answers.raw(assignment, knowledge, DAY)
            yield from _compared(raw, read, told(raw, steps, knowledge))


def _compared(raw: Mapping[str, Any], read: Told, said: Told) -> Iterator[Difference]:
    for part, value in read.items():
        if value != said[part]:
            yield Difference(raw, part, value, said[part])


def misread(steps: Steps, given: Mapping[str, Array], prover: Prover) -> Iterator[int]:
    """The places of assignments of which z3 reads any output otherwise than the arrays do."""
    reader = Reader(steps)
    found = on_arrays(steps.circuit, given, reader.wanted)
    for place, (assignment, expected) in enumerate(zip(_rows(given), _rows(found), strict=True)):
        if not prover.reads(assignment, expected):
            yield place


def counted(steps: Steps, given: Mapping[str, Array]) -> Counted:
    """What some drawn answers cover, as the circuit tells."""
    s = steps
    nodes = [s.screened[Clearance.ASK_AGAIN], s.planned, s.nothing_fits, *s.start.values()]
    nodes += [bit for held in s.held.values() for bit in (held.fires, held.quiet)]
    total: dict[int, int] = dict.fromkeys(nodes, 0)
    cleared = nothing = people = 0
    for part in _parts(given):
        found = on_arrays(s.circuit, part, list(total))
        open_ = ~found[s.screened[Clearance.ASK_AGAIN]]
        people += len(open_)
        cleared += int(open_.sum())
        nothing += int((open_ & found[s.nothing_fits]).sum())
        for place, array in found.items():
            total[place] += int(array.sum())
    return Counted(
        people=people,
        cleared=cleared,
        planned=total[s.planned],
        nothing_fits=nothing,
        phases={phase: total[bit] for phase, bit in s.start.items()},
        fires={id: total[held.fires] for id, held in s.held.items()},
        quiet={id: total[held.quiet] for id, held in s.held.items()},
    )


def _parts(given: Mapping[str, Array]) -> Iterator[dict[str, Array]]:
    length = len(next(iter(given.values())))
    for start in range(0, length, _AT_ONCE):
        yield {name: array[start : start + _AT_ONCE] for name, array in given.items()}


def assignments(given: Mapping[str, Array]) -> list[dict[str, int | bool]]:
    """One assignment a row."""
    return list(_rows(given))


def _rows(columns: Mapping[_Name, Array]) -> Iterator[dict[_Name, Any]]:
    """Arrays of the same length, row by row, as plain numbers and truths."""
    for row in zip(*(array.tolist() for array in columns.values()), strict=True):
        yield dict(zip(columns, row, strict=True))


def as_given(raws: Sequence[Mapping[str, Any]], steps: Steps) -> dict[str, Array]:
    """Answers written by hand as assignments of the variables: the way back of `answers.raw`."""
    rows = [_from_raw(raw, steps) for raw in raws]
    return {name: np.array([row[name] for row in rows]) for name in steps.circuit.variables()}


def _from_raw(raw: Mapping[str, Any], steps: Steps) -> dict[str, int | bool]:
    found: dict[str, int | bool] = {
        name: False if node.op == "flag" else node.low
        for name, node in steps.circuit.variables().items()
    }
    for id, variable in steps.variables.items():
        value = raw.get(id)
        if value is None:
            continue
        found[f"{id}?"] = True
        if variable.question.kind in ("several", "ids"):
            found |= {f"{id}:{word}": True for word in value}
        elif variable.question.kind == "choice":
            found[id] = [choice.id for choice in variable.question.choices].index(value)
        elif variable.question.kind == "date":
            found[id] = (DAY - value).days
        else:
            found[id] = value
    return found
