"""Every gate can be met by everyone: for each kind of person a log that meets all of them.

What a gate asks of a person depends on few things: which exercises of an area the plan of that phase
holds, what was said of that area's hold and of rising from a chair, and whether the hold may be tried.
All mixes of these that somebody cleared can have are found: by drawn answers, and then by z3, until it
finds no other. Somebody of each mix lives a course from Ease on, as if it had led them back there:
does what is planned, answers what is asked, has pain that stays, up to 4 of 10, and takes no strength test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np

from lib import course, decide
from lib.course.judge import Judge
from lib.model import (
    EASY,
    CheckIn,
    Clearance,
    ExerciseDay,
    Knowledge,
    Morning,
    Phase,
    PhaseChoice,
    Plan,
    Progress,
    SessionDay,
    TestResult,
    Weekly,
)
from lib.proof import answers
from lib.proof.circuit import Bit, on_arrays
from lib.proof.claims import Assignment, Property, World
from lib.proof.logic import Prover
from lib.proof.steps import DAY

PAIN, MEAN = 3, 4
"""Pain before, during and after every session, and the mean of every week, for somebody whose answers
say as much or more; else as they say."""
LONGEST_DAYS = 400
_LOOKED_AT = 20_000
_IN_A_TEST, _MORE = 10, 200
_AREAS = {
    "back": ("can_bridge_10s",),
    "side": ("can_side_prop_left_10s", "can_side_prop_right_10s"),
    "front": ("can_knee_plank_10s",),
}
_RISES = "can_rise_from_chair_5x"
_ASKING = (Phase.EASE, Phase.REBUILD)
"""The phases whose gate asks for strength."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a gate's strength depends on, for one phase and area: some bits, and which of them hold."""

    phase: Phase
    area: str
    bits: tuple[Bit, ...]


# --- who there is ----------------------------------------------------------------------------------


def kinds(world: World) -> list[Kind]:
    """What has to be told apart."""
    found = []
    for phase in _ASKING:
        for area, holds in _AREAS.items():
            if area != "back" and phase is Phase.EASE:
                continue
            lines = [
                bit
                for id, bit in world.steps.drafts[phase].lines.items()
                if area in world.knowledge.exercises[id].areas
            ]
            said = [bit for id in (*holds, _RISES) for bit in _words(world, id)]
            found.append(Kind(phase, area, (*lines, *said, *_unsafe(world, area))))
    return found


def _words(world: World, id: str) -> Iterator[Bit]:
    c, fact = world.c, world.steps.facts[id]
    if fact.number is None:
        raise NotImplementedError(f"{id} is not a choice")
    for place in range(len(fact.words)):
        yield c.both(fact.known, c.equal(fact.number, c.whole(place)))


def _unsafe(world: World, area: str) -> Iterator[Bit]:
    """Whether something speaks against the first hold of this area."""
    for test in world.knowledge.tests.values():
        if test.first_hold and test.area == area:
            cautions = world.steps.cautions
            yield world.c.some(*(cautions.get(tag, world.c.no) for tag in sorted(test.cautions)))


def somebody_of_each(world: World) -> tuple[int, list[Assignment]]:
    """How many mixes there are, and answers so that every mix has somebody; z3 knows of no other."""
    c = world.c
    wanted = kinds(world)
    cleared = c.neg(world.steps.screened[Clearance.ASK_AGAIN])
    drawn = answers.drawn(world.knowledge, _LOOKED_AT, seed=11)
    bits = list(dict.fromkeys([cleared, *(bit for kind in wanted for bit in kind.bits)]))
    read = on_arrays(c, drawn, bits)
    people: list[Assignment] = []
    seen: dict[int, set[bytes]] = {}
    found: dict[int, dict[bytes, int]] = {}
    for place, kind in enumerate(wanted):
        mixes = np.stack([read[bit] for bit in kind.bits], axis=1)
        found[place] = {}
        for row in np.flatnonzero(read[cleared]):
            found[place].setdefault(mixes[row].tobytes(), int(row))
        seen[place] = set(found[place])
    rows = _covering(wanted, read, found)
    people += [{name: array[row].item() for name, array in drawn.items()} for row in rows]
    prover = Prover(c)
    for place, kind in enumerate(wanted):
        while (other := prover.example(cleared, *_none_of(world, kind, seen[place]))) is not None:
            people.append(other)
            given = {name: np.array([value]) for name, value in other.items()}
            values = on_arrays(c, given, list(kind.bits))
            seen[place].add(np.array([values[bit][0] for bit in kind.bits]).tobytes())
    return sum(len(one) for one in seen.values()), people


def _none_of(world: World, kind: Kind, mixes: set[bytes]) -> Iterator[Bit]:
    c = world.c
    for mix in mixes:
        holds = np.frombuffer(mix, dtype=bool)
        yield c.neg(
            c.both(*(bit if on else c.neg(bit) for bit, on in zip(kind.bits, holds, strict=True)))
        )


def _covering(
    wanted: Sequence[Kind], read: Mapping[int, Any], found: Mapping[int, Mapping[bytes, int]]
) -> list[int]:
    """Few drawn people who have all mixes between them: whoever adds the most of the rest comes next."""
    candidates = sorted({row for mixes in found.values() for row in mixes.values()})
    has = {
        row: {
            (place, np.array([read[bit][row] for bit in kind.bits]).tobytes())
            for place, kind in enumerate(wanted)
        }
        for row in candidates
    }
    open_ = {(place, mix) for place, mixes in found.items() for mix in mixes}
    chosen = []
    while open_:
        best = max(candidates, key=lambda row: len(has[row] & open_))
        open_ -= has[best]
        chosen.append(best)
    return chosen


# --- a course ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Climbed:
    """How far somebody came: the day on which each phase began, and what was missing at the end."""

    began: Mapping[Phase, int]
    missing: tuple[str, ...]


class _Life:
    """Somebody who does what is planned."""

    def __init__(self, raw: Mapping[str, Any], knowledge: Knowledge, judge: Judge) -> None:
        self.knowledge = knowledge
        rows = [decide.AnswersRow(_at(DAY, 0), DAY, raw)]
        (first,) = decide.check_ins_of(rows, knowledge, DAY)
        self.check_in: CheckIn = replace(first, start=PhaseChoice(Phase.EASE, first.start.reason))
        usual = first.profile.facts["pain_average_7d_0_10"]
        if not isinstance(usual, int):
            raise ValueError("somebody cleared has said how much it hurts")
        self.pain, self.mean = min(PAIN, usual), min(MEAN, usual)
        self.fold = course.Fold(self.check_in, (), knowledge, decide.offer_of(knowledge), judge)
        self.sessions: list[SessionDay] = []
        self.weekly: list[Weekly] = []
        self.mornings: list[Morning] = []
        self.tests: list[TestResult] = []

    def climbed(self) -> Climbed:
        """How far it goes."""
        often = self.check_in.profile.days_per_week
        began = {self.fold.phase: 0}
        for number in range(LONGEST_DAYS):
            day = self._answered(number)
            if (number * often) % 7 < often:
                plan = self._plan(day)
                if plan is None:
                    return Climbed(began, (f"no plan on day {number}",))
                often = plan.days_per_week
                day = self._done(plan, day)
            self.fold.live(day)
            began.setdefault(self.fold.phase, number)
            if self.fold.phase is Phase.KEEP:
                return Climbed(began, ())
        lived = self.fold.course(course.Day(DAY + timedelta(days=LONGEST_DAYS)))
        return Climbed(began, tuple(line.rule_id for line in lived.gate if not line.met))

    def _answered(self, number: int) -> course.Day:
        today = DAY + timedelta(days=number)
        day = course.Day(today)
        last = self.sessions[-1] if self.sessions else None
        if last is not None and last.day == today - timedelta(days=1):
            self.sessions[-1] = replace(last, morning_0_10=self.pain)
            self.mornings.append(Morning(_at(today, 7), today, self.pain))
            day = replace(day, yesterday=self.sessions[-1], morning=self.mornings[-1])
        if number and number % 7 == 0:
            week = Weekly(
                at=_at(today, 7),
                day=today,
                mean_0_10=self.mean,
                worst_0_10=self.mean,
                flare=False,
                leg_worse=False,
                activities=(9, 9, 9),
                activity_places=(1, 2, 3),
            )
            self.weekly.append(week)
            day = replace(day, weekly=week)
        return day

    def _plan(self, day: course.Day) -> Plan | None:
        facts = Progress(
            day.date,
            tuple(self.sessions),
            tuple(self.weekly),
            tuple(self.mornings),
            tuple(self.tests),
        )
        decision = decide.conclude((self.check_in,), self.fold.course(day), facts, self.knowledge)
        return decision.plan if decide.may_start(decision) else None

    def _done(self, plan: Plan, day: course.Day) -> course.Day:
        today, rounds = day.date, plan.times_per_day
        session = SessionDay(
            day=today,
            last_at=_at(today, 9),
            rounds=rounds,
            phase=plan.phase.id,
            before_0_10=self.pain,
            most_0_10=self.pain,
            after_0_10=self.pain,
            kind="ache",
            effort_0_10=4,
            minutes=plan.minutes * rounds,
            exercises=tuple(
                ExerciseDay(
                    line.exercise_id, line.level, True, float(rounds), rounds, None, "good", "none"
                )
                for line in plan.lines
            ),
            morning_0_10=None,
        )
        held = tuple(
            _held(hold.test, side, hold.stop_s, today) for hold in plan.holds for side in hold.sides
        )
        self.sessions.append(session)
        self.tests += held
        return replace(day, session=session, tests=held)


def _held(test: str, side: str, seconds: int, today: date) -> TestResult:
    id = f"{today}-{test}-{side}"
    return TestResult(id, _at(today, 8), today, test, side, seconds, None, None, EASY)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def climb(raw: Mapping[str, Any], knowledge: Knowledge, judge: Judge) -> Climbed:
    """How far somebody with these answers comes who does what is planned."""
    return _Life(raw, knowledge, judge).climbed()


# --- the sentence ----------------------------------------------------------------------------------------


def ways_up(world: World) -> Property:
    """Every gate can be met."""
    known, c = world.knowledge, world.c
    many, people = somebody_of_each(world)
    every = max(1, len(people) // _IN_A_TEST)
    shown = [*people, *_others(world)] if world.thorough else people[::every]
    judge = Judge(known)
    possible = []
    for person in shown:
        raw = answers.raw(person, known, DAY)
        found = climb(raw, known, judge)
        said = f"from Ease to Keep: not with {', '.join(found.missing)} for {raw}"
        possible.append((said, c.const(Phase.KEEP in found.began)))
    having = f", among them each of the {many} mixes" if world.thorough else f" of {len(people)}"
    return Property(
        "ways_up",
        "Everyone who may have a plan can get to every phase by doing what is planned, without a "
        "strength test and with pain that stays where it is, up to 4 of 10. What does not suit somebody "
        "is replaced or falls away.",
        possible=tuple(possible),
        checked_on=f"{len(shown)} people{having} of what a gate asks of somebody",
    )


def _others(world: World) -> list[Assignment]:
    """Some more drawn people who are cleared."""
    drawn = answers.drawn(world.knowledge, 3 * _MORE, seed=12)
    cleared = world.c.neg(world.steps.screened[Clearance.ASK_AGAIN])
    rows = np.flatnonzero(on_arrays(world.c, drawn, [cleared])[cleared])[:_MORE]
    return [{name: array[row].item() for name, array in drawn.items()} for row in rows]
