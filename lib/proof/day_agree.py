"""The circuit of a day beside the course: days are drawn and lived, and both have to say the same.

Courses of a few weeks are drawn day by day, in moods so that gates open and stops come, and moved now
and then to a day on which something is close. `_Watched` is the course of the app, with a pencil: it
notes what it looked at and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import numpy as np

from lib import course, decide
from lib.course import day_facts, gate
from lib.course.judge import Judge
from lib.course.record import EASY_AND_SETTLED, POOR_FORM, READY, SETTLED
from lib.model import (
    Action,
    CheckIn,
    ExerciseDay,
    Knowledge,
    Morning,
    Phase,
    PhaseChoice,
    SessionDay,
    TestResult,
    Weekly,
)
from lib.proof.circuit import Array, Circuit, on_arrays
from lib.proof.days import COMFORT, GRAVITY, MISSED, POOR_RUN, Day, Inputs
from lib.proof.log_facts import Assignment

START = date(2026, 3, 2)
DAYS = 40
"""So long is a drawn course."""
OUTCOMES = ("up_exercise", "up_phase", "back_today", "stopped", "step_back", "phase")
_EXERCISES = ("glute_bridge", "dead_bug", "side_bridge", "cat_cow")
_NOT_AWAY = 0.97
_WELL = (0.97, 0.7, 0.2)
"""How likely each mood answers well."""


@dataclass(frozen=True, slots=True)
class Lived:
    """One exercise on one drawn day: what was looked at, as variables, and what the app decided."""

    given: Assignment
    said: Mapping[str, int | bool]


@dataclass(slots=True)
class _Seen:
    """What a day looked at."""

    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    ups: set[str] = field(default_factory=set)
    poor: dict[str, int] = field(default_factory=dict)
    gates: bool = False


class _Watched(course.Fold):
    """A course that notes what it looks at."""

    def watch(self, day: course.Day) -> _Seen:
        """Lives a day and gives back what it looked at."""
        self.seen = seen = _Seen()
        self._before(day)
        self.live(day)
        return seen

    def _before(self, day: course.Day) -> None:
        seen, record = self.seen, self.record
        seen.numbers = {"phase": int(self.phase), "start": int(self.phase), "moves_before": 0}
        seen.numbers |= dict.fromkeys(("unsettled", "ready"), 0)
        seen.numbers["easy_settled_days_running"] = record.runs.length(
            self.counts_from, EASY_AND_SETTLED
        )
        seen.numbers["settled_days_running"] = record.runs.length(self.counts_from, SETTLED)
        if self.stop is not None:
            seen.numbers["moves_before"] = GRAVITY.index(self.stop.moves)
        seen.flags = {
            "check_in": bool(day.check_ins),
            "week": day.weekly is not None,
            "morning": day.morning is not None,
            "yesterday": day.yesterday is not None,
            "session": day.session is not None,
            "comes_back": day.session is not None,
            "stopped_before": self.stop is not None,
        }
        facts = seen.facts
        facts["before"] = {**self._bad_week(day.date)}
        for check_in in day.check_ins:
            facts["check_in"] = {**check_in.profile.facts, **check_in.changed}
        if day.weekly is not None:
            before = record.means[-1] if record.means else None
            facts["week"] = day_facts.weekly(day.weekly, before)
        if day.yesterday is not None:
            self._before_yesterday(day.yesterday)
        if day.session is not None:
            facts["today"] = day_facts.session(day.session, self.phase)

    def _before_yesterday(self, session: SessionDay) -> None:
        seen = self.seen
        seen.facts["yesterday"] = day_facts.session(session, self.phase)
        seen.numbers["unsettled"] = self._unsettled_close(session.day)
        seen.flags["unsettled_counts"] = self.unsettled_from <= session.day
        seen.flags["phase_counts"] = self.counts_from <= session.day
        if self.comfort_from is not None and session.day >= self.comfort_from:
            seen.facts["before"][COMFORT] = (session.day - self.comfort_from).days

    def run_before(self, id: str, session: SessionDay) -> tuple[int, bool]:
        """Days running on which the exercise was ready, and whether yesterday's adds to them."""
        since = max(self.counts_from, self.ladder.counts_from.get(id, self.counts_from))
        return self.record.runs.length(since, READY, id), since <= session.day

    # --- noted on the way ------------------------------------------------------------------------

    def _begin_again(self, check_in: CheckIn) -> None:
        many = len(self.day.actions)
        self.seen.flags["begins_away"] = True
        self.seen.numbers["start"] = int(check_in.start.phase)
        super()._begin_again(check_in)
        self.seen.flags["starts_over"] = len(self.day.actions) > many

    def _come_back(self, today: date, is_back: bool) -> None:
        missed = self._days_missed(today)
        if missed is not None:
            self.seen.facts["before"][MISSED] = missed
            self.seen.flags["checked_in_away"] = self._checked_in_while_away(today)
        super()._come_back(today, is_back)

    def _raised_running(self, today: date) -> int:
        running = super()._raised_running(today)
        self.seen.facts["morning"] = {"raised_mornings_running": running}
        return running

    def _step_up(self, session: SessionDay, today: date) -> None:
        rule = self.knowledge.rules["progress.exercise_step_up"]
        for done in session.exercises:
            facts = {"ready_days_running": self._running(READY, done.exercise_id)}
            if self.judge.fires(rule, facts):
                self.seen.ups.add(done.exercise_id)
        super()._step_up(session, today)

    def _try_gate(self, today: date) -> None:
        self.seen.flags["stays"] = self._stays(today)
        if self.phase is not Phase.KEEP:
            self.seen.facts["gate"] = dict(gate.facts(self._view(today)))
        was = self.phase
        super()._try_gate(today)
        self.seen.gates = self.phase != was

    def _look_at_exercise(self, session: SessionDay, exercise: ExerciseDay) -> None:
        id = exercise.exercise_id
        self.seen.poor[id] = self._running(POOR_FORM, id)
        super()._look_at_exercise(session, exercise)

    def _resolve(self, today: date) -> None:
        if self.stop is not None:
            self.seen.flags["answered_last"] = self.check_in.answered_at > self.stop.at
        super()._resolve(today)


# --- drawn days ----------------------------------------------------------------------------------


class _Course:
    """One drawn course."""

    def __init__(self, dice: Random, check_ins: Sequence[CheckIn], judge: Judge) -> None:
        self.dice, self.judge, self.check_ins = dice, judge, check_ins
        phase = dice.choice(list(Phase))
        first = replace(dice.choice(check_ins), start=PhaseChoice(phase, check_ins[0].start.reason))
        areas = [area for area in gate.AREAS if dice.random() < 0.4]
        self.fold = _Watched(
            _on(first, START, 6), (), judge.knowledge, lambda *_: frozenset(areas), judge
        )
        self.often = dice.choice((0.3, 0.6, 1.0))
        self.well = dice.choice(_WELL)
        self.level = dice.randint(0, 6)
        self.last: SessionDay | None = None

    def _is_well(self) -> bool:
        return self.dice.random() < self.well

    def _pain(self) -> int:
        return min(10, max(0, self.level + (0 if self._is_well() else self.dice.randint(-2, 4))))

    def _maybe(self, value: Any) -> Any:
        return value if self.dice.random() < 0.95 else None

    def day(self, number: int) -> course.Day:
        dice, today = self.dice, START + timedelta(days=number)
        if dice.random() < 0.1:
            self.well, self.level = dice.choice(_WELL), dice.randint(0, 6)
        day = course.Day(today)
        if self.last is not None and self.last.day == today - timedelta(days=1):
            pain = self._pain() if dice.random() < 0.9 else None
            day = replace(day, yesterday=replace(self.last, morning_0_10=pain))
            if pain is not None:
                day = replace(day, morning=Morning(_at(today, 7), today, pain))
        if dice.random() < 0.2:
            day = replace(day, weekly=self._week(today))
        if dice.random() < (0.5 if self.fold.stop is not None else 0.04):
            day = replace(
                day, check_ins=(_on(dice.choice(self.check_ins), today, dice.choice((6, 8, 20))),)
            )
        if dice.random() < 0.05:
            held = TestResult(
                f"t{number}", _at(today, 8), today, "supine_bridge", "", 65, None, None, ""
            )
            day = replace(day, tests=(held,))
        if dice.random() < self.often:
            self.last = self._session(today)
            day = replace(day, session=self.last)
        return day

    def _week(self, today: date) -> Weekly:
        mean = self._maybe(self._pain())
        odd = not self._is_well() and self.dice.random() < 0.4
        return Weekly(
            at=_at(today, self.dice.choice((7, 19))),
            day=today,
            mean_0_10=mean,
            worst_0_10=mean,
            flare=self._maybe(odd and self.dice.random() < 0.5),
            leg_worse=self._maybe(odd and self.dice.random() < 0.3),
            activities=self._maybe((8, 9, 9)) or (),
        )

    def _session(self, today: date) -> SessionDay:
        dice, before = self.dice, self._maybe(self._pain())
        done = dice.sample(_EXERCISES, dice.randint(1, len(_EXERCISES)))
        kinds = ("none", "ache") if self._is_well() else ("ache", "sharp", "spreading")
        return SessionDay(
            day=today,
            last_at=_at(today, 9),
            rounds=1,
            phase=self.fold.phase.id,
            before_0_10=before,
            most_0_10=self._maybe(self._pain()),
            after_0_10=before,
            kind=self._maybe(dice.choice(kinds)),
            effort_0_10=4,
            minutes=10,
            exercises=tuple(self._done(id) for id in done),
            morning_0_10=None,
        )

    def _done(self, id: str) -> ExerciseDay:
        dice, well = self.dice, self._is_well()
        form = dice.choice(("good", "good", None)) if well else dice.choice(("mostly", "poor"))
        hurt = None if well else dice.choice((None, 4, 8))
        stopped = "pain" if hurt == 8 else "none"
        return ExerciseDay(id, dice.choice((1, 2, 2)), well, 1.0, 1, hurt, form, stopped)

    def jump(self) -> None:
        """Longer in the phase than the days lived: gates ask for weeks."""
        fold, many = self.fold, timedelta(days=self.dice.choice((7, 14, 42)))
        fold.entered_on = fold.entered_on - many
        fold.counts_from = min(fold.counts_from, fold.entered_on)
        fold.record.legs_worse_on = min(fold.record.legs_worse_on, START - timedelta(days=9))


def _on(check_in: CheckIn, day: date, hour: int) -> CheckIn:
    return replace(check_in, day=day, answered_at=_at(day, hour))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def lived(
    inputs: Inputs, raws: Sequence[Mapping[str, Any]], knowledge: Knowledge, count: int, seed: int
) -> Iterator[Lived]:
    """At least `count` drawn exercises on drawn days, whole courses of them."""
    dice, judge = Random(seed), Judge(knowledge)
    check_ins = _check_ins(raws, knowledge)
    found = 0
    while found < count:
        one = _Course(dice, check_ins, judge)
        number = 0
        while number < DAYS:
            number += 1 if dice.random() < _NOT_AWAY else dice.choice((9, 12, 18, 33))
            if dice.random() < 0.06:
                one.jump()
            for row in _of_day(one, one.day(number), inputs):
                found += 1
                yield row


def _check_ins(raws: Sequence[Mapping[str, Any]], knowledge: Knowledge) -> list[CheckIn]:
    """Check-ins that allow a plan, each the second of two: the same again, or somewhat worse."""
    found = []
    for before in raws:
        for more in _WORSE:
            after = {**before, **more}
            rows = [
                decide.AnswersRow(_at(START, hour), START, raw)
                for hour, raw in ((1, before), (2, after))
            ]
            last = decide.check_ins_of(rows, knowledge, START)[-1]
            if not last.screening.clearance.withholds_plan:
                found.append(last)
    return found


_WORSE: tuple[Mapping[str, Any], ...] = (
    {},
    {"pain_now_0_10": 7, "pain_worst_7d_0_10": 8},
    {"pain_average_7d_0_10": 7, "pain_worst_7d_0_10": 9},
    {"pain_settles": "next_day_or_later"},
    {"pain_trend": "worse"},
    {"leg_symptoms": "below_one_knee"},
)


def _of_day(one: _Course, day: course.Day, inputs: Inputs) -> Iterator[Lived]:
    fold = one.fold
    pairs = _pairs(day)
    runs = {
        done.exercise_id: fold.run_before(done.exercise_id, day.yesterday)
        for done, _ in pairs
        if done is not None and day.yesterday is not None
    }
    seen = fold.watch(day)
    stepped = {
        change.exercise_id
        for change in (
            fold.decisions[-1].changes
            if fold.decisions and fold.decisions[-1].day == day.date
            else ()
        )
        if change.reason.rule_id.startswith("progress.exercise_")
        and not change.reason.rule_id.endswith("step_up")
    }
    action = max(fold.day.actions, default=Action.HOLD)
    for before, now in pairs:
        facts = dict(seen.facts)
        numbers, flags = dict(seen.numbers), dict.fromkeys(inputs.flags, False) | seen.flags
        if before is not None and day.yesterday is not None:
            facts["exercise"] = day_facts.exercise(day.yesterday, before, fold.phase)
            numbers["ready"], flags["run_counts"] = runs[before.exercise_id]
        if now is not None and day.session is not None:
            facts["now"] = day_facts.exercise(day.session, now, fold.phase)
            facts["now"][POOR_RUN] = seen.poor.get(now.exercise_id)
        back = now is not None and now.exercise_id in stepped
        flags["others_back"] = bool(stepped - ({now.exercise_id} if now is not None else set()))
        yield Lived(
            _assigned(inputs, facts, numbers, flags),
            {
                "up_exercise": before is not None and before.exercise_id in seen.ups,
                "up_phase": seen.gates,
                "back_today": back,
                "stopped": fold.stop is not None,
                "step_back": fold.stop is None and action is Action.STEP_BACK,
                "phase": int(fold.phase),
            },
        )


def _pairs(day: course.Day) -> list[tuple[ExerciseDay | None, ExerciseDay | None]]:
    """Each exercise of yesterday's session beside one of today's; at least one pair."""
    first = list(day.yesterday.exercises) if day.yesterday is not None else []
    second = list(day.session.exercises) if day.session is not None else []
    many = max(len(first), len(second), 1)
    return [
        (first[n] if n < len(first) else None, second[n] if n < len(second) else None)
        for n in range(many)
    ]


def _assigned(
    inputs: Inputs,
    facts: Mapping[str, Mapping[str, Any]],
    numbers: Mapping[str, int],
    flags: Mapping[str, bool],
) -> Assignment:
    found: Assignment = {f"day/{name}": value for name, value in {**numbers, **flags}.items()}
    for name, group in inputs.groups.items():
        found |= group.given(facts.get(name, {}))
    return found


# --- the two beside each other ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """How many drawn days were compared, how often each outcome came, and where the two differ."""

    compared: int
    came: Counter[str]
    differ: tuple[tuple[str, Lived], ...]


def beside(c: Circuit, inputs: Inputs, day: Day, rows: Sequence[Lived]) -> Beside:
    """The circuit and the app on these days; what a day may ask is also counted by rule."""
    wanted = {name: getattr(day, name) for name in OUTCOMES}
    rules = {id: held.fires for id, held in day.held.items()}
    names = rows[0].given
    given: dict[str, Array] = {name: np.array([row.given[name] for row in rows]) for name in names}
    found = on_arrays(c, given, list({*wanted.values(), *rules.values()}))
    differ, came = [], Counter[str]()
    for place, row in enumerate(rows):
        for name, node in wanted.items():
            if found[node][place] != row.said[name]:
                differ.append((name, row))
        came.update(name for name in OUTCOMES if row.said[name])
    for id, bit in rules.items():
        came[id] = int(found[bit].sum())
    return Beside(len(rows), came, tuple(differ))
