"""What comes first in a phase, and what takes the place of an exercise that worse answers leave out."""

from __future__ import annotations

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


def instead(world: World, phase: Phase) -> dict[tuple[str, str, str], Bit]:
    """Slot, exercise that goes and harder one that comes: for whom, in a plan of this phase.

    The one that goes is in no slot of the second plan, and the one that comes in none of the first.
    """
    c, s, w = world.c, world.steps, world.worse
    before, after = s.drafts[phase], w.drafts[phase]
    both = c.both(s.planned, w.planned, s.start[phase], w.start[phase])
    own = {slot.id for slot in world.knowledge.phases[phase].slots}
    later = {slot.id: taken for slot, taken in after.taken}
    effort = {id: one.effort for id, one in world.knowledge.exercises.items()}
    found = {}
    for slot, taken in before.taken:
        for goes, was in taken.items() if slot.id in own else ():
            for comes, is_ in later[slot.id].items():
                if effort[comes] > effort[goes]:
                    new = c.both(c.neg(before.lines[comes]), c.neg(after.lines[goes]))
                    found[slot.id, goes, comes] = c.both(both, was, is_, new)
    return found


def no_harder(world: World) -> Property:
    """More pain or more ticks, and what comes for what goes."""
    c, asked = world.c, world.demands.content["harder_instead"]
    effort = {id: one.effort for id, one in world.knowledge.exercises.items()}
    named = {(row["slot"], row["goes"], row["comes"]) for row in asked["but"]}
    claims, possible = [], []
    for phase in Phase:
        for (slot, goes, comes), bit in instead(world, phase).items():
            about = f"{comes} comes for {goes} in {slot}"
            if effort[comes] <= asked["light_up_to"]:
                continue
            if (slot, goes, comes) in named:
                possible.append((about, bit))
            elif bit != c.no:
                premise = c.both(world.steps.planned, world.steps.start[phase])
                claims.append(Claim(about, bit, premise))
    return Property(
        "no_harder",
        "More pain or more ticks never put a more demanding exercise in the place of an easier one, "
        "beyond stretches and easy movement. What remains is named: there everything gentler is left out "
        "as well.",
        tuple(claims),
        tuple(possible),
    )
