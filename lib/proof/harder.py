"""What comes first in a phase, and what takes the place of an exercise that worse answers leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lib.model import Phase
from lib.proof.circuit import Bit
from lib.proof.claims import Claim, Property, World


def jobs(world: World) -> Property:
    """The slots of each phase, and what somebody gets whom nothing speaks against."""
    c, s = world.c, world.steps
    kit = s.facts["kit"]
    free = c.both(
        s.planned,
        *(c.neg(bit) for bit in s.cautions.values()),
        *(
            c.neg(s.held[rule.id].fires)
            for rule in world.knowledge.rules_for("select.")
            if "prefer" in rule.then
        ),
        kit.known,
        *kit.several.values(),
    )
    claims, possible = [], []
    for phase, draft in s.drafts.items():
        rows = world.demands.content["jobs"][phase.id]
        order = [slot.id for slot in world.knowledge.phases[phase].slots]
        about = f"the slots of {phase.id} in their order"
        possible.append((about, c.const(order == [row["slot"] for row in rows])))
        first = {row["slot"]: row["first"] for row in rows}
        for slot, taken in draft.taken:
            others = [bit for id, bit in taken.items() if id != first.get(slot.id)]
            if slot.id in order:
                never = c.both(free, s.start[phase], c.some(*others))
                premise = c.both(free, s.start[phase])
                claims.append(Claim(f"{first.get(slot.id)} first in {slot.id}", never, premise))
    return Property(
        "jobs",
        "Each phase has its jobs in the order that was written down by hand, and whoever has all kit and "
        "nothing that speaks against an exercise gets the first exercise of each job that has room.",
        tuple(claims),
        tuple(possible),
    )


def no_harder(world: World) -> Property:
    """More pain or more ticks, and what comes for what goes."""
    c, s, w = world.c, world.steps, world.worse
    both = c.both(s.planned, w.planned)
    claims: list[Claim] = []
    for phase in Phase:
        here = c.both(both, s.start[phase], w.start[phase])
        before, after = s.drafts[phase].lines, w.drafts[phase].lines
        goes = {id: c.both(before[id], c.neg(after[id])) for id in before}
        for id in s.fits:
            comes = c.both(here, after[id], c.neg(before[id]))
            never = c.both(comes, c.neg(c.some(*_as_hard(id, goes, world))))
            claims.append(
                Claim(f"{id} comes in {phase.id} for one that asks for less", never, here)
            )
        for earlier in Phase:
            if earlier < phase:
                claims += _earlier(phase, earlier, world)
        claims += _of_later_phases(phase, world)
    return Property(
        "no_harder",
        "More pain or more ticks never bring in an exercise that asks for more effort than one that goes "
        "for it. Where they lead to an earlier phase, nothing there asks for more than the hardest of the "
        "plan that it takes the place of. Nothing is of a later phase.",
        tuple(claims),
        tuple(_rated(world)),
    )


def _rated(world: World) -> Iterator[tuple[str, Bit]]:
    """That each exercise has the effort that was written down by hand."""
    asked = world.demands.content["effort"]
    by_hand = {id: int(effort) for effort, ids in asked.items() for id in ids}
    for id, exercise in world.knowledge.exercises.items():
        yield (
            f"{id} asks for the effort written down",
            world.c.const(exercise.effort == by_hand.get(id)),
        )


def _as_hard(id: str, of: Mapping[str, Bit], world: World) -> list[Bit]:
    """Those of these that ask for at least as much effort."""
    known = world.knowledge.exercises
    return [bit for other, bit in of.items() if known[other].effort >= known[id].effort]


def _earlier(phase: Phase, earlier: Phase, world: World) -> Iterator[Claim]:
    """What an earlier phase holds, beside the plan that it takes the place of."""
    c, s, w = world.c, world.steps, world.worse
    moved = c.both(s.planned, w.planned, s.start[phase], w.start[earlier])
    before = s.drafts[phase].lines
    for id, line in w.drafts[earlier].lines.items():
        never = c.both(moved, line, c.neg(c.some(*_as_hard(id, before, world))))
        about = f"{id} comes in {earlier.id} and asks for more than all of {phase.id}"
        yield Claim(about, never, moved)


def _of_later_phases(phase: Phase, world: World) -> Iterator[Claim]:
    """What neither this phase nor one before it has among its candidates."""
    slots = (slot for one in Phase if one <= phase for slot in world.knowledge.phases[one].slots)
    own = {id for slot in slots for id in slot.candidates}
    for id, line in world.worse.drafts[phase].lines.items():
        if id not in own:
            yield Claim(f"{id} of a later phase in {phase.id}", line, world.worse.start[phase])
