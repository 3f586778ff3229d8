"""Sentences about every day of every course: for any facts of a log, known or unknown.

A day is the circuit of `lib.proof.days`; what has to come out stands in `demands.yaml` under `log`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from lib.model import Condition, Phase, Test
from lib.proof import answers, day_agree
from lib.proof.circuit import Bit, Circuit
from lib.proof.claims import Claim, Property, World
from lib.proof.conditions import Conditions
from lib.proof.days import GATES, READY_RUN, Day, Inputs, decided, masked
from lib.proof.steps import DAY

COMPARED, COMPARED_IN_A_TEST = 40_000, 3_000
"""Drawn days on which the circuit of a day is compared with the course."""
_SEED, _PEOPLE = 2026, 30
_FLAG = {"check_in": "check_in", "week": "week", "morning": "morning", "yesterday": "yesterday"}
_FLAG |= {"today": "session", "now": "session", "before": "comes_back"}


class Asked:
    """The demands on a log as bits over the facts of a day."""

    def __init__(self, world: World) -> None:
        self.c = world.c
        self.inputs, self.day = world.day
        self.content: Mapping[str, Any] = world.demands.content["log"]

    def when(self, group: str, wanted: Mapping[str, Any], also: Conditions | None = None) -> Bit:
        """Whether all these facts are known and so."""
        saw = also or self.day.saw[group]
        tests = tuple(test for fact, value in wanted.items() for test in _tests(fact, value))
        return saw.held(Condition("all", tests)).fires

    def given(self, group: str) -> Bit:
        """Whether the day has anything of this kind."""
        return self.inputs.flags[_FLAG[group]]

    def is_phase(self, phase: Phase) -> Bit:
        """Whether the day begins in this phase."""
        return self.c.equal(self.inputs.numbers["phase"], self.c.whole(phase))

    def need(self, group: str, row: Mapping[str, Any]) -> Bit:
        """Whether one of the ways is there in which this can be met."""
        return self.c.some(*(self.when(group, one) for one in row["any"]))


def _tests(fact: str, value: Any) -> list[Test]:
    if not isinstance(value, dict):
        return [Test(fact, "is", value)]
    ops = {"from": "at_least", "to": "at_most", "not": "is_not"}
    return [Test(fact, ops[key], limit) for key, limit in value.items()]


def _words(wanted: Mapping[str, Any]) -> str:
    return " and ".join(f"{fact} {value}" for fact, value in wanted.items())


# --- the circuit of a day -----------------------------------------------------------------------


def days(world: World) -> Property:
    """The circuit of a day beside the course."""
    c = world.c
    inputs, day = world.day
    count = COMPARED if world.thorough else COMPARED_IN_A_TEST
    rows = list(day_agree.lived(inputs, _people(world), world.knowledge, count, _SEED))
    found = day_agree.beside(c, inputs, day, rows)
    asked = [*day_agree.OUTCOMES, *day.held]
    return Property(
        "days",
        "What the logic says of a day of logging is what the app decides on it.",
        possible=(
            ("the same on every drawn day", c.const(not found.differ)),
            *((f"{name} on some drawn day", c.const(found.came[name] > 0)) for name in asked),
        ),
        checked_on=f"{found.compared:,} drawn exercises on drawn days of drawn courses",
    )


def _people(world: World) -> list[Mapping[str, Any]]:
    """Somebody's answers, for the check-ins of drawn courses."""
    drawn = answers.drawn(world.knowledge, _PEOPLE, _SEED)
    rows = (
        {name: array[place].item() for name, array in drawn.items()} for place in range(_PEOPLE)
    )
    return [answers.raw(row, world.knowledge, DAY) for row in rows]


# --- one way at a time ------------------------------------------------------------------------------


def one_way(world: World) -> Property:
    """Never up and back at once."""
    c = world.c
    inputs, day = world.day
    first = inputs.numbers["phase"]
    rose = c.at_least(day.phase, c.sum((first, c.whole(1))))
    rows = [
        ("no exercise steps up on a day that sends something back", day.back, day.up_exercise),
        ("no phase begins on a day that sends something back", day.back, day.up_phase),
        ("a phase that begins is not taken back the same day", day.up_phase, c.neg(rose)),
        ("a later phase begins through a gate alone", rose, c.neg(day.up_phase)),
        ("never two phases up", rose, c.at_least(day.phase, c.sum((first, c.whole(2))))),
    ]
    return Property(
        "one_way",
        "Nothing goes up on a day on which a check-in, days away or the session before send something "
        "back, and nobody goes up by more than one phase in a day. (Today's own session counts for the "
        "day after, but for an exercise that hurt.)",
        tuple(Claim(about, c.both(premise, never), premise) for about, premise, never in rows),
        about_logs=True,
    )


def stop_wins(world: World) -> Property:
    """What stops, stops."""
    c, asked = world.c, Asked(world)
    inputs, day = world.day
    up = c.some(day.up_exercise, day.up_phase)
    claims = [
        Claim("nothing goes up while sessions are stopped", c.both(day.stops_up, up), day.stops_up)
    ]
    no_answer = c.neg(inputs.flags["check_in"])
    only = c.neg(inputs.flags["stopped_before"])
    for row in asked.content["stops"]:
        on, about = row["on"], f"{_words(row['when'])} stops"
        premise = c.both(asked.given(on), asked.when(on, row["when"]))
        never = c.some(c.neg(day.stops), c.both(no_answer, c.neg(day.stopped)))
        never = never if on == "today" else c.some(never, up)
        claims.append(Claim(about, c.both(premise, never), premise, _asking(world, on)))
        kept = _kept(c, row["moves"], day, inputs)
        answered = c.both(premise, only, day.resolved)
        about = f"{about}; once answered it moves {row['moves']}"
        claims.append(Claim(about, c.both(answered, c.neg(kept)), answered, _asking(world, on)))
    rows = [
        c.both(asked.given(row["on"]), asked.when(row["on"], row["when"]))
        for row in asked.content["stops"]
    ]
    none = c.neg(c.some(inputs.flags["stopped_before"], *rows))
    claims.append(Claim("nothing else stops", c.both(day.stops, none), day.stops))
    return Property(
        "stop_wins",
        "A stop always wins: a leg that is worse, pain that spreads, a flare, two raised mornings or a "
        "clear rise of the week stop sessions, nothing goes up that day, and only a check-in given "
        "after it ends it, with what then goes back.",
        tuple(claims),
        about_logs=True,
    )


def _kept(c: Circuit, moves: str, day: Day, inputs: Inputs) -> Bit:
    first = inputs.numbers["phase"]
    if moves == "to_ease":
        return c.equal(day.phase, c.whole(Phase.EASE))
    if moves == "phase":
        lower = c.neg(c.at_least(day.phase, first))
        return c.both(day.step_back, c.some(lower, c.equal(first, c.whole(Phase.EASE))))
    return day.step_back if moves == "exercise" else c.yes


def _asking(world: World, on: str) -> tuple[str, ...]:
    over = {"week": "weekly", "morning": "morning", "today": "session_day", "now": "exercise_day"}
    over |= {"yesterday": "session_day", "before": "day", "check_in": "check_in"}
    return tuple(
        rule.id
        for prefix in ("progress.", "phase.back_")
        for rule in world.knowledge.rules_for(prefix)
        if rule.over == over[on] and "action" in rule.then
    )


# --- back and up ----------------------------------------------------------------------------------


def goes_back(world: World) -> Property:
    """What has to send something back."""
    c, asked = world.c, Asked(world)
    inputs, day = world.day
    first = inputs.numbers["phase"]
    claims = []
    for row in asked.content["back"]:
        on = row["on"]
        premise = c.both(asked.given(on), asked.when(on, row["when"]))
        if "unsettled_before" in row:
            many = c.whole(row["unsettled_before"])
            counts = inputs.flags["unsettled_counts"]
            kept = c.neg(c.some(inputs.flags["begins_away"], inputs.flags["check_in"]))
            premise = c.both(premise, c.equal(inputs.numbers["unsettled"], many), counts, kept)
        if "unless" in row:
            away = c.neg(inputs.flags["checked_in_away"])
            premise = c.both(premise, away, inputs.flags["session"])
        went = day.back
        if "phase" in row:
            least = c.whole(Phase.EASE) if row["phase"] == "ease" else None
            lower = c.some(c.neg(c.at_least(day.phase, first)), c.equal(day.phase, c.whole(0)))
            went = c.both(went, lower if least is None else c.equal(day.phase, least))
        about = f"{_words(row['when'])} goes back"
        claims.append(Claim(about, c.both(premise, c.neg(went)), premise, _asking(world, on)))
    rows = [
        c.both(asked.given(row["on"]), asked.when(row["on"], row["when"]))
        for row in asked.content["back"]
    ]
    other = c.both(day.back, c.neg(c.some(inputs.flags["starts_over"], *rows)))
    claims.append(Claim("nothing else sends back", other, day.back))
    hurt = [asked.when("now", wanted) for wanted in asked.content["back_today"]]
    more = c.both(day.back_today, c.neg(c.some(*hurt)))
    claims.append(Claim("nothing else eases an exercise", more, day.back_today))
    for wanted in asked.content["back_today"]:
        premise = c.both(asked.given("now"), asked.when("now", wanted))
        about = f"{_words(wanted)} eases the exercise"
        never = c.both(premise, c.neg(day.back_today))
        claims.append(Claim(about, never, premise, _asking(world, "now")))
    return Property(
        "goes_back",
        "What has to go back goes back on the day it is known: after a sore morning, two unsettled days, "
        "a check-in that is worse, or days away; and an exercise that hurt too much, hurt sharply, or "
        "was done badly twice.",
        tuple(claims),
        about_logs=True,
    )


def goes_up(world: World) -> Property:
    """What a step up and a gate need."""
    c, asked = world.c, Asked(world)
    inputs, day = world.day
    claims = []
    step = ("progress.exercise_step_up",)
    for row in asked.content["steps_up"]:
        about = f"an exercise steps up only when {row['asks']}"
        lacks = c.neg(asked.need("exercise", row))
        claims.append(Claim(about, c.both(day.up_exercise, lacks), day.up_exercise, step))
    needs = [
        asked.need("exercise", row)
        for row in asked.content["steps_up"]
        if READY_RUN not in row["any"][0]
    ]
    needs.append(c.at_least(inputs.numbers["ready"], c.whole(1)))
    needs += [inputs.flags["run_counts"], c.neg(inputs.flags["check_in"])]
    held = [
        asked.when("before", row["when"])
        for row in asked.content["nothing_up"]
        if "exercise" in row["of"]
    ]
    free = c.both(asked.given("yesterday"), *needs, c.neg(c.some(day.stops_up, day.back, *held)))
    never = c.both(free, c.neg(day.up_exercise))
    claims.append(Claim("a step up asks for nothing more", never, free, step))
    for row in asked.content["nothing_up"]:
        holds = asked.when("before", row["when"])
        ups = {"exercise": day.up_exercise, "phase": day.up_phase}
        up = c.some(*(ups[what] for what in row["of"]))
        claims.append(Claim(f"nothing up while {_words(row['when'])}", c.both(holds, up), holds))
    for phase, prefix in GATES.items():
        gate = {row["asks"]: asked.need("gate", row) for row in asked.content["gates"][phase.id]}
        open_ = c.both(day.up_phase, asked.is_phase(phase))
        rules = tuple(rule.id for rule in world.knowledge.rules_for(prefix))
        for asks, met in gate.items():
            about = f"{phase.id} ends only with {asks}"
            claims.append(Claim(about, c.both(open_, c.neg(met)), open_, rules))
        all_ = c.both(asked.is_phase(phase), *gate.values())
        more = c.both(all_, c.neg(day.gate[phase]), _as_begun(c, inputs, day))
        claims.append(Claim(f"{phase.id} asks for nothing more", more, all_, rules))
    return Property(
        "goes_up",
        "An exercise steps up, and a later phase begins, only when all is there that was written down "
        "by hand, each part of it known; and neither asks for anything else.",
        tuple(claims),
        about_logs=True,
    )


def _as_begun(c: Circuit, inputs: Inputs, day: Day) -> Bit:
    """The day has moved no phase before the gate is looked at."""
    return c.both(c.neg(day.back), c.neg(inputs.flags["check_in"]))


# --- what is not known --------------------------------------------------------------------------------


def missing(world: World) -> Property:
    """Unknown facts never lead up."""
    c, asked = world.c, Asked(world)
    inputs, day = world.day
    hidden = {
        (name, fact): c.flag(f"hide/{name}/{fact}")
        for name, group in inputs.groups.items()
        for fact in group.facts
    }
    world.fill()
    less = decided(c, world.knowledge, inputs, masked(c, inputs, hidden))
    warns = {
        (name, fact): hidden[name, fact]
        for name, row in asked.content["warnings"].items()
        for fact in row["facts"]
    }
    all_told = c.both(*(c.neg(bit) for bit in warns.values()))
    more = {
        "an exercise": c.both(less.up_exercise, c.neg(day.up_exercise)),
        "a phase": c.both(less.up_phase, c.neg(day.up_phase)),
    }
    claims = [
        Claim(f"no answer left out lets {what} go up", c.both(bit, all_told), all_told)
        for what, bit in more.items()
    ]
    others = {
        key: c.both(*(c.neg(bit) for other, bit in hidden.items() if other != key)) for key in warns
    }
    possible = tuple(
        (f"{fact} ({name}) can warn", c.both(c.some(*more.values()), warns[name, fact], rest))
        for (name, fact), rest in others.items()
    )
    return Property(
        "missing",
        "Leaving something out never lets anything go up that would not go up with it. The exceptions "
        "can only warn, and are named with the reason: what nobody has said cannot stop anybody.",
        tuple(claims),
        possible,
        about_logs=True,
    )


# --- to and fro ----------------------------------------------------------------------------------------


def no_swing(world: World) -> Property:
    """The same facts day after day lead one way."""
    c = world.c
    inputs, _ = world.day
    constant = _constant(world)
    lived: dict[Phase, Day] = {}
    for phase in Phase:
        numbers = {**inputs.numbers, "phase": c.whole(phase)}
        lived[phase] = decided(c, world.knowledge, replace(inputs, numbers=numbers))
    claims = []
    for lower, upper in combinations(Phase, 2):
        up = c.both(constant, lived[lower].up_phase)
        back = c.at_least(c.whole(lower), lived[upper].phase)
        about = f"from {lower.id} up and from {upper.id} back to it"
        claims.append(Claim(about, c.both(up, back), up))
    return Property(
        "no_swing",
        "While sessions, mornings, weeks and check-ins stay the same, nobody goes up from a phase and "
        "back to it: what lets somebody up on such days does not send them back from any later phase.",
        tuple(claims),
        about_logs=True,
    )


def _constant(world: World) -> Bit:
    """Every day as the one before: a session the day before, nothing changed, nobody away."""
    c, asked = world.c, Asked(world)
    inputs, _ = world.day
    f = inputs.flags
    facts = {name: Conditions(c, group.facts, {}) for name, group in inputs.groups.items()}
    changed = [
        asked.when("check_in", {fact: value}, facts["check_in"])
        for fact in inputs.groups["check_in"].facts
        for value in (({"from": 1}) if fact.endswith("_change_0_10") else True,)
        if "change" in fact or "newly" in fact
    ]
    changed.append(asked.when("week", {"weekly_mean_change_0_10": {"from": 1}}, facts["week"]))
    legs = asked.when("week", {"weekly_leg_worse": True}, facts["week"])
    quiet = asked.when("gate", {"days_without_leg_worse": {"from": 7}}, facts["gate"])
    return c.both(
        f["yesterday"],
        *(
            c.neg(bit)
            for bit in (*changed, f["begins_away"], f["stopped_before"], c.both(legs, quiet))
        ),
    )


LOG_PROPERTIES: Mapping[str, Callable[[World], Property]] = {
    "days": days,
    "one_way": one_way,
    "stop_wins": stop_wins,
    "goes_back": goes_back,
    "goes_up": goes_up,
    "missing": missing,
    "no_swing": no_swing,
}
