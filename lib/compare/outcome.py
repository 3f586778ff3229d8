"""Everything a first check-in shows, as bits by name: laid beside another version's bit by bit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.model import Phase
from lib.proof.circuit import Bit, Circuit
from lib.proof.plans import Draft
from lib.proof.steps import Steps

Name = tuple[object, ...]

CLEARANCE, FINDING, PHASE = "clearance", "finding", "phase"
EXERCISE, DOSE, WAY, CUE, DAYS, PLACE = "exercise", "dose", "way", "cue", "days", "place"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "another clearance": (CLEARANCE,),
    "another note": (FINDING,),
    "another phase to start in": (PHASE,),
    "another exercise": (EXERCISE,),
    "another dose, version or cue": (DOSE, WAY, CUE),
    "other days or another order": (DAYS, PLACE),
}
"""What a reader is told of a difference, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Where two versions differ: kind of what is shown to the bit that says so."""

    circuit: Circuit
    by_kind: Mapping[str, Bit]

    @property
    def anything(self) -> Bit:
        """Whether anything at all differs."""
        return self.circuit.some(*self.by_kind.values())


def apart(one: Steps, other: Steps) -> Apart:
    """Where two versions over the same answers differ, kind by kind.

    What belongs to a plan counts only for those who have one on both sides.
    """
    c = one.circuit
    before, now = _shown(one), _shown(other)
    found: dict[str, list[Bit]] = {}
    for name in dict.fromkeys((*before, *now)):
        was, is_ = before.get(name, c.no), now.get(name, c.no)
        differs = c.no if was == is_ else c.neg(c.same(was, is_))  # one node says the same
        found.setdefault(str(name[0]), []).append(differs)
    planned = c.both(one.planned, other.planned)
    return Apart(
        c,
        {
            kind: c.some(*bits) if kind in (CLEARANCE, FINDING) else c.both(planned, c.some(*bits))
            for kind, bits in found.items()
        },
    )


def _shown(steps: Steps) -> dict[Name, Bit]:
    """Whether each thing is shown; what may be shown for several reasons, for any of them."""
    found: dict[Name, Bit] = {}
    for name, bit in _parts(steps):
        found[name] = steps.circuit.some(found.get(name, steps.circuit.no), bit)
    return found


def _parts(steps: Steps) -> Iterator[tuple[Name, Bit]]:
    c = steps.circuit
    yield from (((CLEARANCE, level), bit) for level, bit in steps.clearance.items())
    yield from (
        ((FINDING, id, level), bit)
        for id, finding in steps.findings.items()
        for level, bit in finding.items()
    )
    for phase, here in steps.start.items():
        yield (PHASE, phase), here
        draft = steps.drafts[phase]
        for name, bit in (*_doses(steps, phase), *_places(draft, c), *_days(steps, phase)):
            yield name, c.both(here, bit)
        for id, line in draft.lines.items():
            shown = c.both(here, line)
            yield (EXERCISE, id), shown
            yield from _ways(steps, id, shown)


def _doses(steps: Steps, phase: Phase) -> Iterator[tuple[Name, Bit]]:
    for id, cases in steps.drafts[phase].doses.items():
        yield from (((DOSE, id, dose), bit) for bit, dose in cases)


def _days(steps: Steps, phase: Phase) -> Iterator[tuple[Name, Bit]]:
    c, days = steps.circuit, steps.days[phase]
    low, high = c.nodes[days].low, c.nodes[days].high
    yield from (((DAYS, n), c.equal(days, c.whole(n))) for n in range(low, high + 1))


def _places(draft: Draft, c: Circuit) -> Iterator[tuple[Name, Bit]]:
    """Which exercise is the first, the second and so on."""
    filled = [c.yes] + [c.no] * draft.most
    found: dict[Name, Bit] = {}
    for taken in draft.order:
        for id, bit in taken.items():
            for place, here in enumerate(filled):
                name = (PLACE, place, id)
                found[name] = c.some(found.get(name, c.no), c.both(here, bit))
        any_ = c.some(*taken.values())
        filled = [c.pick(any_, filled[n - 1] if n else c.no, here) for n, here in enumerate(filled)]
    yield from found.items()


def _ways(steps: Steps, id: str, line: Bit) -> Iterator[tuple[Name, Bit]]:
    c, fit = steps.circuit, steps.fits[id]
    for way, used in zip(fit.ways, fit.used, strict=True):
        here = c.both(line, used)
        yield (WAY, id, way.id), here
        for tag, limit in way.limit_if.items():
            yield (CUE, id, limit.cue), c.both(here, steps.cautions.get(tag, c.no))
