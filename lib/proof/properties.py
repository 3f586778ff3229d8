"""Sentences about every possible answer, each proved or refuted with answers that break it.

A sentence is a set of claims: each says that some bits are never all yes. Its premise is shown to be
possible, so that nothing is true only because it never happens. Sentences that say that something does
happen are shown by answers for which it does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import numpy as np

from lib.model import Clearance, Dose, Phase
from lib.proof.circuit import Array, Bit, on_arrays, others_of
from lib.proof.claims import Assignment, Broken, Claim, Outcome, Property, World
from lib.proof.days import in_words
from lib.proof.doses import Way
from lib.proof.harder import jobs, no_harder
from lib.proof.log_properties import LOG_PROPERTIES
from lib.proof.logic import Prover
from lib.proof.steps import Steps
from lib.proof.ways_up import ways_up

__all__ = [
    "PROPERTIES",
    "Broken",
    "Claim",
    "Outcome",
    "Property",
    "World",
    "breaks",
    "prove",
    "waiting",
]

SECONDS = 300.0
"""How long one question to z3 may take, on a machine that is busy with other things too."""


# --- proving ---------------------------------------------------------------------------------------


def prove(world: World, name: str, prover: Prover) -> Outcome:
    """Whether the property holds, with every way in which it does not."""
    began = time.perf_counter()
    said = PROPERTIES[name](world)
    broken = [*_disproved(said, world, prover), *_never(said, world, prover)]
    return Outcome(said, tuple(broken), time.perf_counter() - began)


def _disproved(said: Property, world: World, prover: Prover) -> Iterator[Broken]:
    """All claims in one question first: where none can be broken, one answer is enough."""
    for claims in [(claim,) for claim in said.claims] if said.apart else [said.claims]:
        together = world.c.some(*(claim.never for claim in claims))
        if together == world.c.no or prover.example(together, seconds=SECONDS) is None:
            continue
        for claim in claims:
            example = _readable(claim.never, world, prover)
            if example is not None and said.about_logs:
                about = f"{claim.about}: not so with {in_words(world.day[0], example)}"
                yield Broken(about, None, claim.rules)
            elif example is not None:
                yield Broken(claim.about, example, claim.rules)


def breaks(world: World, name: str, prover: Prover) -> bool:
    """Whether some answers break the property: the question without the search for every way.

    Of what is said to happen, only what never can is looked at.
    """
    said = PROPERTIES[name](world)
    if any(bit == world.c.no for _, bit in said.possible):
        return True
    together = world.c.some(*(claim.never for claim in said.claims))
    return together != world.c.no and prover.example(together, seconds=SECONDS) is not None


def _readable(never: Bit, world: World, prover: Prover) -> Assignment | None:
    """Answers for which this is the case; where it can be, of someone whom no clinician has seen."""
    if never == world.c.no:
        return None
    example = prover.example(never)
    if example is None:
        return None
    nobody_asked = world.c.neg(world.steps.variables["cleared_flags"].answered)
    return prover.example(never, nobody_asked) or example


def _never(said: Property, world: World, prover: Prover) -> Iterator[Broken]:
    """Premises that never hold and things that never happen: drawn answers first, then z3."""
    wanted = [(f"the premise of: {claim.about}", claim.premise) for claim in said.claims]
    wanted += said.possible
    seen = on_arrays(world.c, world.drawn, list({bit for _, bit in wanted}))
    for about, bit in wanted:
        if not seen[bit].any() and (bit == world.c.no or prover.example(bit) is None):
            yield Broken(f"never happens: {about}", None)


# --- a: signs and missing answers --------------------------------------------------------------------


def signs(world: World) -> Property:
    """Signs and unanswered questions."""
    c, s, d = world.c, world.steps, world.demands
    claims = []
    for row in d.content["clearances"]:
        least = Clearance[row["least"]]
        cleared = d.said_yes(row["unless"], urgent=least >= Clearance.SAME_DAY)
        premise = c.both(d.when(row["when"]), c.neg(cleared))
        kept = s.screened[least]  # whether or not exercises fit too, which can only be graver
        rules = tuple(
            rule.id
            for rule in world.knowledge.rules_for("screen.")
            if _reads(rule.flags, row["when"]) or set(rule.flags) & set(row["unless"])
        )
        about = f"{_words(row['when'])} asks for {row['least']} or graver"
        claims.append(Claim(about, c.both(premise, c.neg(kept)), premise, rules))
    return Property(
        "signs",
        "Whoever gives an answer that calls for help is told to get that help, or more urgent help. Where "
        "no plan may be shown, there is no exercise. Only a recent yes of a clinician changes that.",
        tuple(claims),
    )


def _reads(flags: tuple[str, ...], when: Mapping[str, object]) -> bool:
    return bool(set(flags) & set(when))


def _words(when: Mapping[str, object]) -> str:
    return " and ".join(f"{id} {value}" for id, value in when.items())


def unanswered(world: World) -> Property:
    """Needed questions without an answer."""
    c, s, d = world.c, world.steps, world.demands
    needed = d.content["needed"]
    rows = [(id, c.yes) for id in needed["always"]]
    rows += [(id, d.when(row["when"])) for row in needed["sometimes"] for id in row["ids"]]
    claims = []
    for id, asked in rows:
        premise = c.both(asked, c.neg(s.variables[id].answered))
        never = c.both(premise, c.neg(s.screened[Clearance.ASK_AGAIN]))
        claims.append(Claim(f"{id} unanswered gives no plan", never, premise))
    return Property(
        "unanswered",
        "Nobody gets a plan while a question that they have to answer is open, whatever else they say "
        "and whatever a clinician has said.",
        tuple(claims),
    )


# --- b: nothing that an answer speaks against ---------------------------------------------------------------


def exclusions(world: World) -> Property:
    """Cautions and what they leave out."""
    c, s, d = world.c, world.steps, world.demands
    asked = d.cautions()
    claims = []
    for id, fit in s.fits.items():
        exercise = world.knowledge.exercises[id]
        for way, used in zip(fit.ways, fit.used, strict=True):
            out, changed = d.against(exercise, way)
            for tag in sorted(out | changed):
                never = c.both(asked[tag], used)
                if tag not in out and tag in way.limit_if:
                    never = c.both(never, c.neg(s.cautions.get(tag, c.no)))
                where = "as usual" if way is exercise else f"on {way.id}"
                about = f"{tag} leaves out or changes {id} {where}"
                claims.append(Claim(about, never, asked[tag], _setting(tag, world)))
            claims += _kit(id, way, used, world)
    return Property(
        "exclusions",
        "Nobody gets an exercise, or a way of doing it, that one of their answers speaks against. What "
        "has to be left out is left out, what may stay only with a change is changed, and what needs a "
        "ball, a band, a weight or a step is given only to those who have one.",
        tuple(claims),
    )


def _kit(id: str, way: Way, used: Bit, world: World) -> Iterator[Claim]:
    """Nothing is given that needs kit which is not there."""
    c, d = world.c, world.demands
    if way.id in d.content["kit_free"].get(id, ()):
        return
    for thing in d.content["exercises"][id].get("kit", ()):
        lacks = c.neg(d.when({"kit": {"says": thing}}))
        yield Claim(f"{id} ({way.id}) needs the {thing}", c.both(used, lacks), lacks)


def _setting(tag: str, world: World) -> tuple[str, ...]:
    return tuple(
        rule.id for rule in world.knowledge.rules_for("caution.") if tag in rule.then["cautions"]
    )


def lines(world: World) -> Property:
    """Every line of every plan fits."""
    c, s = world.c, world.steps
    claims = []
    for phase, draft in s.drafts.items():
        some_line = c.some(*draft.lines.values())
        for id, line in draft.lines.items():
            never = c.both(line, c.neg(c.some(*s.fits[id].used)))
            claims.append(Claim(f"{id} in {phase.id} fits", never, some_line))
    return Property(
        "lines",
        "Every exercise of every plan, in whatever phase, suits this person in the way it is given.",
        tuple(claims),
    )


# --- where one starts -----------------------------------------------------------------------------------------


def start(world: World) -> Property:
    """The phase to start in, once more by hand."""
    c, s, d = world.c, world.steps, world.demands
    rows = d.content["starts"]
    ease = c.some(*(d.when(when) for when in rows["ease"]))
    keep = c.both(c.neg(ease), d.when(rows["keep"]))
    strengthen = c.both(c.neg(ease), c.neg(keep), d.when(rows["strengthen"]))
    asked = {Phase.EASE: ease, Phase.KEEP: keep, Phase.STRENGTHEN: strengthen}
    asked[Phase.REBUILD] = c.neg(c.some(ease, keep, strengthen))
    claims = []
    for phase, bit in asked.items():
        premise = c.both(c.neg(s.screened[Clearance.ASK_AGAIN]), bit)
        rules = tuple(rule.id for rule in world.knowledge.rules_for(f"phase.start_{phase.id}"))
        about = f"starts in {phase.id} where the answers ask for it"
        claims.append(Claim(about, c.both(premise, c.neg(s.start[phase])), premise, rules))
    return Property(
        "start",
        "Everyone with a plan starts in the phase that was written down by hand for their answers.",
        tuple(claims),
    )


# --- c: worse answers -----------------------------------------------------------------------------------------


def no_milder(world: World) -> Property:
    """More pain or more ticks, clearance and phase.

    What the screening asks for: that exercises never fail to fit as well is `in_any_phase`.
    """
    c, s, w = world.c, world.steps, world.worse
    claims = [
        Claim(
            f"{level.name} stays {level.name} or graver",
            c.both(bit, c.neg(w.screened[level])),
            bit,
        )
        for level, bit in s.screened.items()
        if level is not Clearance.PROCEED
    ]
    for phase in Phase:
        later = c.some(*(bit for other, bit in w.start.items() if other > phase))
        claims.append(
            Claim(
                f"{phase.id} becomes no later phase", c.both(s.start[phase], later), s.start[phase]
            )
        )
    return Property(
        "no_milder",
        "More pain, or more ticks in the safety lists, or both at once, never makes the advice about "
        "getting help milder, and never lets anyone start in a later phase.",
        tuple(claims),
    )


def no_more(world: World) -> Property:
    """More pain or more ticks, what is done of an exercise."""
    c = world.c
    claims = []
    for id in world.steps.fits:
        before, after = _shown_doses(world.steps, id), _shown_doses(world.worse, id)
        both = c.both(c.some(*before.values()), c.some(*after.values()))
        more = [
            c.both(one, other)
            for dose, one in before.items()
            for harder, other in after.items()
            if _is_more(harder, dose)
        ]
        claims.append(Claim(f"{id} becomes no more", c.some(*more), c.some(both, c.neg(both))))
    return Property(
        "no_more",
        "More pain or more ticks never mean more of an exercise that is in both plans: no more sets times "
        "repetitions times seconds, no longer walk, no heavier load, as the person sees it.",
        tuple(claims),
    )


def _shown_doses(steps: Steps, id: str) -> dict[Dose, Bit]:
    """The doses of an exercise in the plan that is shown."""
    c = steps.circuit
    found: dict[Dose, Bit] = {}
    for phase, draft in steps.drafts.items():
        for bit, dose in draft.doses[id]:
            here = c.both(steps.planned, steps.start[phase], bit)
            found[dose] = c.some(found.get(dose, c.no), here)
    return found


def _is_more(one: Dose, other: Dose) -> bool:
    return _work(one) > _work(other) or (one.load_kg or 0) > (other.load_kg or 0)


def _work(dose: Dose) -> float:
    """Repetitions, seconds, minutes or metres of a round, whatever the exercise is counted in."""
    sets = dose.sets or 1
    reps = sum(dose.reps) if isinstance(dose.reps, tuple) else (dose.reps or 1) * sets
    return reps * (dose.hold_s or 1) * (dose.minutes or 1) * (dose.distance_m or 1)


# --- d: everyone gets a plan ------------------------------------------------------------------------------------


_LEAST, _MOST = 3, 6


def enough(world: World) -> Property:
    """Three to six exercises that fit the minutes."""
    c, s = world.c, world.steps
    claims = []
    cleared = c.neg(s.screened[Clearance.ASK_AGAIN])
    for phase, draft in s.drafts.items():
        premise = c.both(s.start[phase], cleared)
        count = c.count(draft.lines.values())
        few, three = c.at_least(c.whole(_LEAST - 1), count), c.at_least(c.whole(_LEAST), count)
        many = c.at_least(count, c.whole(_MOST + 1))
        too_long = c.neg(c.at_least(s.limit, draft.time))
        unsure = c.both(premise, world.demands.when({"confidence_0_10": {"to": 6}}))
        cut = c.both(three, draft.one_set)
        where = phase.id
        claims += [
            Claim(f"at least {_LEAST} exercises in {where}", c.both(premise, few), premise),
            Claim(f"at most {_MOST} exercises in {where}", c.both(premise, many), premise),
            Claim(f"three when unsure in {where}", c.both(unsure, c.neg(three)), unsure),
            Claim(
                f"within the minutes in {where}, or three with one set",
                c.both(premise, too_long, c.neg(cut)),
                premise,
            ),
        ]
    return Property(
        "enough",
        "Everyone who may have a plan gets three to six exercises, three when they are unsure. They fit "
        "into the minutes, or they are three with one set each.",
        tuple(claims),
        apart=True,
    )


def in_any_phase(world: World) -> Property:
    """Enough exercises wherever the course may have led."""
    c, s = world.c, world.steps
    cleared = c.neg(s.screened[Clearance.ASK_AGAIN])
    claims = [
        Claim(f"enough in {phase.id}", c.both(cleared, c.neg(draft.enough)), cleared)
        for phase, draft in s.drafts.items()
    ]
    return Property(
        "in_any_phase",
        "Everyone who may have a plan finds at least three exercises in every phase, wherever their "
        "weeks have led them.",
        tuple(claims),
    )


# --- e: nothing is there for nothing -----------------------------------------------------------------------------


def nothing_dead(world: World) -> Property:
    """Rules, candidates and cautions that are for nobody."""
    c, s = world.c, world.steps
    cleared = c.neg(s.screened[Clearance.ASK_AGAIN])
    possible = []
    for id, held in s.held.items():
        possible += [(f"{id} fires", held.fires), (f"{id} is quiet", held.quiet)]
    for phase, bit in s.start.items():
        possible.append((f"a plan that starts in {phase.id}", c.both(bit, s.planned)))
    for content in world.knowledge.phases.values():
        possible += [
            (f"{id} for {slot.id}, those before it left out", c.both(cleared, s.fits[id].allowed))
            for slot in content.slots
            for id in slot.able
        ]
    possible += [(f"the caution {tag}", c.both(cleared, bit)) for tag, bit in s.cautions.items()]
    return Property(
        "nothing_dead",
        "Nothing is there for nobody: every rule about answers holds for some and not for others, every "
        "phase is where someone starts, and every exercise and every caution is there for someone who "
        "may have a plan.",
        possible=tuple(possible),
    )


def no_contradiction(world: World) -> Property:
    """Two profile rules that pull one exercise both ways."""
    c, s = world.c, world.steps
    reorder = [rule for rule in world.knowledge.rules_for("select.") if rule.then.get("prefer")]
    claims = []
    for one, other in combinations(reorder, 2):
        both = c.both(s.held[one.id].fires, s.held[other.id].fires)
        torn = set(one.then["prefer"]) & set(other.then.get("put_off", ()))
        torn |= set(other.then["prefer"]) & set(one.then.get("put_off", ()))
        for id in sorted(torn):
            about = f"{id} preferred and put off at once"
            never = c.both(both, s.fits[id].allowed)
            claims.append(Claim(about, never, s.held[one.id].fires, (one.id, other.id)))
    return Property(
        "no_contradiction",
        "No exercise that suits somebody is moved up by one rule and moved down by another.",
        tuple(claims),
    )


def outcomes(steps: Steps) -> list[int]:
    """Everything of clearance and plan that a person would see."""
    found: list[int] = [*steps.clearance.values()]
    for phase, draft in steps.drafts.items():
        shown = steps.circuit.both(steps.planned, steps.start[phase])
        for taken in draft.order:
            found += [steps.circuit.both(shown, bit) for bit in taken.values()]
        for cases in draft.doses.values():
            found += [steps.circuit.both(shown, bit) for bit, _ in cases]
        days = steps.days[phase]
        found.append(steps.circuit.choose(shown, days, steps.circuit.whole(0)))
    return list(dict.fromkeys(found))


def waiting(world: World) -> list[str]:
    """Exercises that no first plan of any phase holds: they come when others are left out or go up."""
    s, c = world.steps, world.c
    lines = {id: c.some(*(draft.lines[id] for draft in s.drafts.values())) for id in s.fits}
    seen = on_arrays(c, world.drawn, list(lines.values()))
    unseen = [id for id, bit in lines.items() if not seen[bit].any()]
    prover = Prover(c)
    return [id for id in unseen if lines[id] == c.no or prover.example(lines[id]) is None]


_FEW = 300
"""So many people are looked at first; all of them only for a question that changes nothing there."""


def idle_questions(world: World) -> list[str]:
    """The questions for which no drawn person's clearance or plan changes with their answer.

    Each drawn person keeps their other answers and takes this one from somebody else.
    """
    wanted, dice = outcomes(world.steps), np.random.default_rng(8)
    found = list(world.steps.variables)
    few = {name: array[:_FEW] for name, array in world.drawn.items()}
    for people in (few, world.drawn):
        before = on_arrays(world.c, people, world.c.cone(wanted))
        other = dice.permutation(len(next(iter(people.values()))))
        found = [
            id
            for id in found
            if others_of(world.c, before, _exchanged(id, people, other)).keys().isdisjoint(wanted)
        ]
    return found


def _exchanged(id: str, people: Mapping[str, Array], other: Array) -> dict[str, Array]:
    """The answers of others to this question."""
    names = [name for name in people if name.rstrip("?").split(":")[0] == id]
    return {name: people[name][other] for name in names}


def every_question(world: World) -> Property:
    """Questions that change something."""
    named = world.demands.content["changes_nothing"]
    idle = set(idle_questions(world))
    possible = tuple(
        (f"{id} changes a clearance or a plan", world.c.const(id not in idle))
        for id in world.steps.variables
        if id not in named
    )
    return Property(
        "every_question",
        f"Every question changes what somebody is told or given, but for {len(named)} that are kept for "
        "later or for a clinician.",
        possible=possible,
    )


PROPERTIES: Mapping[str, Callable[[World], Property]] = {
    "signs": signs,
    "unanswered": unanswered,
    "exclusions": exclusions,
    "lines": lines,
    "start": start,
    "no_milder": no_milder,
    "no_more": no_more,
    "no_harder": no_harder,
    "enough": enough,
    "in_any_phase": in_any_phase,
    "jobs": jobs,
    "nothing_dead": nothing_dead,
    "every_question": every_question,
    "no_contradiction": no_contradiction,
    **LOG_PROPERTIES,
    "ways_up": ways_up,
}
