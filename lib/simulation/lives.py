"""One person's year, day by day, in closed loop with the real rules.

What the app asks is answered, what it plans is done. Each visit sees the decision a page would show:
the course of `lib.course`, the plan and the findings of `lib.decide`. A day that is over is lived in
the fold and never again, so a year takes a fraction of a second instead of a replay each day; a test
shows that the two come out the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from lib import course, decide
from lib.course.judge import Judge
from lib.decide import AnswersRow
from lib.model import (
    EASY,
    CheckIn,
    Clearance,
    Course,
    Decision,
    ExerciseDay,
    Knowledge,
    Morning,
    Phase,
    Plan,
    Prescription,
    Progress,
    SessionDay,
    TestResult,
    Value,
    Weekly,
)
from lib.simulation.backs import Pain
from lib.simulation.kinds import Kind

START = date(2026, 1, 5)
DAYS = 365
MORNING, WEEKLY, CHECK_IN, TESTED, SESSION = time(7), time(7, 30), time(8), time(8, 20), time(9)
"""The order of a day."""

PHASE_ASKS = {Phase.EASE: 0.5, Phase.REBUILD: 0.8, Phase.STRENGTHEN: 1.1, Phase.KEEP: 1.0}
LEVEL_ASKS = 0.12
"""The load of a session: its phase's, and so much more for each level above the first on average."""
HURTS_FROM = 1.5
"""A session that adds so much has one exercise that hurts and is ended."""
SHARP, SPREADS = 0.15, 0.05
"""Of those, the share in which the pain is sharp, or spreads down a leg."""
MORE_ROUNDS_ASK = 0.25
"""So much more for each time the plan is done again on the same day."""
TESTED_EVERY_DAYS = 30
HELD = "progress.hold_bad_week"

Watch = Callable[[Decision, tuple[AnswersRow, ...], Progress], None]
"""Sees each decision that was shown, with all that had been answered and logged by then."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the app said on one visit, in the morning, before that day's session."""

    day: date
    phase: Phase
    entered_on: date
    stopped: bool
    may_start: bool
    clearance: Clearance
    notes: frozenset[str]
    missing: frozenset[str]
    """The requirements of the open gate that are not met, or not known."""
    not_offered: frozenset[str]
    """Those of them that ask for strength of an area for which the plan offers no exercise."""
    held: bool
    """Whether the app said that nothing goes up after a bad week."""


@dataclass(slots=True)
class Year:
    """What one person's year has brought: everything the laws look at."""

    kind: Kind
    seed: int
    start: date
    visits: list[Visit] = field(default_factory=list)
    progress: Progress | None = None
    course: Course | None = None
    check_ins: tuple[CheckIn, ...] = ()
    flared_on: list[date] = field(default_factory=list)
    """The days on which the hidden pain flared up."""


def live(
    kind: Kind,
    seed: int,
    knowledge: Knowledge,
    judge: Judge | None = None,
    days: int = DAYS,
    watch: Watch | None = None,
) -> Year:
    """One year of one person of this kind. The same seed gives the same year under the same rules."""
    life = _Life(kind, seed, knowledge, judge or Judge(knowledge), watch)
    for number in range(days):
        life.live(number)
    return life.over()


class _Life:
    def __init__(
        self, kind: Kind, seed: int, knowledge: Knowledge, judge: Judge, watch: Watch | None
    ) -> None:
        self.knowledge, self.judge, self.watch = knowledge, judge, watch
        self.random = Random(f"{kind.id}:{seed}")
        back, self.ways = kind.make(self.random)
        self.pain = Pain(back, Random(f"{kind.id}:{seed}:pain"))
        self.does_tests = self.random.random() < self.ways.tests
        self.year = Year(kind, seed, START)
        self.rows: list[AnswersRow] = []
        self.check_ins: tuple[CheckIn, ...] = ()
        self.fold: course.Fold | None = None
        self.sessions: list[SessionDay] = []
        self.weekly: list[Weekly] = []
        self.mornings: list[Morning] = []
        self.tests: list[TestResult] = []
        self.days_per_week = self.random.choice((3, 4, 5, 5, 7))
        self.stays = self._what_stays()
        self.last_tested = START

    # --- a day -----------------------------------------------------------------------------------

    def live(self, number: int) -> None:
        """One day: the app is opened when it has a question or when a session is planned."""
        today = START + timedelta(days=number)
        self.pain.wake()
        if self.pain.flared_on == number:
            self.year.flared_on.append(today)
        away = any(first <= number < last for first, last in self.ways.away)
        brought = course.Day(today, yesterday=self._yesterday(today))
        if not away:
            brought = self._visit(number, brought)
        if self.fold is not None:
            self.fold.live(brought)

    def _visit(self, number: int, brought: course.Day) -> course.Day:
        if number == 0:
            return self._plan_and_do(self._answer_again(brought))
        planned = self._is_planned(number)
        if brought.yesterday is None and not planned and not self._week_is_due(brought.date):
            return brought
        brought = self._answer_week(self._answer_morning(brought))
        if planned and self.does_tests:
            brought = self._test(brought)
        if self._is_asked_again(brought) and self._answers_again():
            brought = self._answer_again(brought)
        return self._plan_and_do(brought) if planned else brought

    def _plan_and_do(self, brought: course.Day) -> course.Day:
        """The decision of that day is looked at, and its session is done if it may be."""
        if self.fold is None:
            return brought
        lived = self.fold.course(brought)
        facts = self._progress(brought.date)
        decision = decide.conclude(self.check_ins, lived, facts, self.knowledge)
        self._seen(decision, lived)
        if decision.plan is None:
            return brought
        self.days_per_week = decision.plan.days_per_week
        return self._exercise(decision.plan, brought) if decide.may_start(decision) else brought

    def _is_asked_again(self, brought: course.Day) -> bool:
        """Whether the app asks for a check-in: none has allowed a plan yet, or sessions are stopped."""
        withheld = self.check_ins[-1].screening.clearance.withholds_plan
        return self.fold is None or withheld or self.fold.asks_again(brought)

    def _seen(self, decision: Decision, lived: Course) -> None:
        if self.watch is not None:
            self.watch(decision, tuple(self.rows), decision.progress)
        missing = [line for line in lived.gate if not line.met]
        self.year.visits.append(
            Visit(
                day=decision.today,
                phase=lived.phase,
                entered_on=lived.entered_on,
                stopped=lived.stopped,
                may_start=decide.may_start(decision),
                clearance=decision.clearance,
                notes=frozenset(note.rule_id for note in lived.notes),
                missing=frozenset(line.rule_id for line in missing),
                not_offered=frozenset(
                    line.rule_id
                    for line in missing
                    if any(fact.endswith("_offered") and not there for fact, there in line.facts)
                ),
                held=any(reason.rule_id == HELD for reason in lived.reasons),
            )
        )

    def _is_planned(self, number: int) -> bool:
        evenly = (number * self.days_per_week) % 7 < self.days_per_week
        return evenly and self.random.random() < self.ways.does

    def _progress(self, today: date) -> Progress:
        return Progress(
            today,
            tuple(self.sessions),
            tuple(self.weekly),
            tuple(self.mornings),
            tuple(self.tests),
        )

    def over(self) -> Year:
        """The year, with the course on its last day."""
        year = self.year
        last = START + timedelta(days=self.pain.day)
        year.check_ins = self.check_ins
        year.progress = self._progress(last)
        if self.fold is not None:
            year.course = self.fold.course(course.Day(last, yesterday=self._yesterday(last)))
        return year

    # --- answers ------------------------------------------------------------------------------------

    def _answers_again(self) -> bool:
        return self.random.random() < self.ways.again

    def _yesterday(self, today: date) -> SessionDay | None:
        if not self.sessions or self.sessions[-1].day != today - timedelta(days=1):
            return None
        return self.sessions[-1]

    def _answer_morning(self, brought: course.Day) -> course.Day:
        session = brought.yesterday
        if session is None or self.random.random() >= self.ways.mornings:
            return brought
        pain = self._says(self.pain.days[-1], well=min(1, session.before_0_10 or 0))
        morning = Morning(_at(brought.date, MORNING), brought.date, pain)
        self.mornings.append(morning)
        self.sessions[-1] = replace(session, morning_0_10=pain)
        return replace(brought, morning=morning, yesterday=self.sessions[-1])

    def _week_is_due(self, today: date) -> bool:
        last = self.weekly[-1].day if self.weekly else START
        return (today - last).days >= 7

    def _answer_week(self, brought: course.Day) -> course.Day:
        if not self._week_is_due(brought.date) or self.random.random() >= self.ways.weeks:
            return brought
        week, number = self.pain.week(), self.pain.day - 1
        truth = self.ways.answers == "true"
        mean = self._says(sum(week) / len(week), well=1)
        row = Weekly(
            at=_at(brought.date, WEEKLY),
            day=brought.date,
            mean_0_10=mean,
            worst_0_10=max(mean, self._says(max(week), well=2)),
            flare=number - self.pain.flared_on < 7 if truth else self._now_and_then(0.1),
            leg_worse=number - self.pain.legs_on < 7 if truth else self._now_and_then(0.03),
        )
        self.weekly.append(row)
        return replace(brought, weekly=row)

    def _says(self, pain: float, well: int) -> int:
        """The number this person gives for such a pain; `well` is what a person says who is fine."""
        if self.ways.answers == "random":
            return self.random.randint(0, 8)
        return well if self.ways.answers == "well" else _round(pain)

    def _now_and_then(self, share: float) -> bool:
        return self.ways.answers == "random" and self.random.random() < share

    def _answer_again(self, brought: course.Day) -> course.Day:
        """A check-in: the same answers as before, with what has changed since."""
        row = AnswersRow(_at(brought.date, CHECK_IN), brought.date, {**self.stays, **self._now()})
        self.rows.append(row)
        *_, latest = decide.check_ins_of(self.rows[-2:], self.knowledge, brought.date)
        self.check_ins = (*self.check_ins, latest)
        if self.fold is not None:
            return replace(brought, check_ins=(latest,))
        if not latest.screening.clearance.withholds_plan:
            offer = decide.offer_of(self.knowledge)
            self.fold = course.Fold(latest, (), self.knowledge, offer, self.judge)
        return brought

    def _what_stays(self) -> dict[str, Value]:
        """Answers that are the same at every check-in. Nobody here ticks a warning sign."""
        random, questions = self.random, self.knowledge.questions
        return {
            **{id: False for id, asked in questions.items() if asked.kind == "tick"},
            **{
                id: "yes" if random.random() < 0.6 else "not_tried"
                for id in questions
                if id.startswith("can_")
            },
            "age_years": random.randint(25, 54),
            "pain_duration": random.choice(("under_6_weeks", "6_to_12_weeks", "over_12_weeks")),
            **{id: False for id in questions if id.startswith("inflam_")},
            "worse_with": random.choice(((), ("bending",), ("arching",), ("sitting",))),
            "eases_with": "neither",
            "kit": random.choice(((), ("ball",), ("ball", "band", "weight", "step"))),
            "days_per_week": self.days_per_week,
            "minutes_per_session": random.choice((10, 15, 15, 20, 30)),
        }

    def _now(self) -> dict[str, Value]:
        """Answers about the pain of now and of the last weeks."""
        days, week, number = self.pain.days, self.pain.week(), self.pain.day - 1
        average = self._says(sum(week) / len(week), well=1)
        recent = [day for day in self.sessions[-2:] if day.morning_0_10 is not None]
        unsettled = sum((day.morning_0_10 or 0) > (day.before_0_10 or 0) + 1 for day in recent)
        before = days[-28:-14] or days[:1]
        change = sum(week) / len(week) - sum(before) / len(before)
        truth = self.ways.answers == "true"
        legs = truth and number - self.pain.legs_on < 14
        return {
            "pain_now_0_10": self._says(days[-1], well=1),
            "pain_average_7d_0_10": average,
            "pain_worst_7d_0_10": max(average, self._says(max(week), well=2)),
            "leg_symptoms": "above_knee" if legs else "none",
            "pain_settles": "next_day_or_later" if truth and unsettled == 2 else "same_day",
            "pain_trend": "same" if not truth or abs(change) < 1.5 else _trend(change),
        }

    # --- what is done -------------------------------------------------------------------------------

    def _test(self, brought: course.Day) -> course.Day:
        """The holds a gate asks for, now and then, when pain is low."""
        today, limit = brought.date, self.knowledge.limit
        if (today - self.last_tested).days < TESTED_EVERY_DAYS:
            return brought
        if self.pain.days[-1] > limit("test_pain_up_to_0_10"):
            return brought
        self.last_tested = today
        strong = self.pain.capacity
        held = {
            ("supine_bridge", ""): 45 * strong,
            ("knee_plank", ""): 18 * strong,
            ("side_bridge_knees", "left"): 18 * strong,
            ("side_bridge_knees", "right"): 19 * strong,
        }
        found = tuple(
            self._held(today, test, side, seconds * self.random.uniform(0.85, 1.15))
            for (test, side), seconds in held.items()
        )
        self.tests += found
        return replace(brought, tests=(*brought.tests, *found))

    def _held(
        self, today: date, test: str, side: str, seconds: float, stopped: str = ""
    ) -> TestResult:
        id = f"t{today}-{test}-{side}-{stopped}"
        at = _at(today, TESTED)
        return TestResult(id, at, today, test, side, int(seconds), None, None, stopped)

    def _exercise(self, plan: Plan, brought: course.Day) -> course.Day:
        """All rounds of a day, and the first holds that belong to them."""
        today, rounds = brought.date, plan.times_per_day * self.ways.rounds
        before_true = self.pain.days[-1]
        before = self._says(before_true, well=1)
        if before >= self.knowledge.limit("no_session_from_0_10"):
            return brought
        adds = self.pain.do(_load(plan) * (1 + MORE_ROUNDS_ASK * (self.ways.rounds - 1)))
        most = max(before, self._says(before_true + adds, well=before))
        hurts = self.ways.answers == "true" and adds >= HURTS_FROM
        asked = self._asked(plan)
        session = SessionDay(
            day=today,
            last_at=_at(today, SESSION) + timedelta(hours=rounds - 1),
            rounds=rounds,
            phase=plan.phase.id,
            before_0_10=before,
            most_0_10=most,
            after_0_10=most,
            kind=self._kind_of_hurt() if hurts else "ache" if most else "none",
            effort_0_10=min(10, 3 + _round(2 * _load(plan) / self.pain.capacity)),
            minutes=plan.minutes * rounds,
            exercises=tuple(
                self._done(line, rounds, most if hurts and place == 0 else None, line in asked)
                for place, line in enumerate(plan.lines)
            ),
            morning_0_10=None,
        )
        self.sessions.append(session)
        found = tuple(
            self._held(today, hold.test, side, hold.stop_s, EASY)
            for hold in plan.holds
            for side in hold.sides
        )
        self.tests += found
        return replace(brought, session=session, tests=(*brought.tests, *found))

    def _kind_of_hurt(self) -> str:
        drawn = self.random.random()
        return "spreading" if drawn < SPREADS else "sharp" if drawn < SPREADS + SHARP else "ache"

    def _asked(self, plan: Plan) -> tuple[Prescription, ...]:
        """The exercises whose form is asked: always the first, in turn one of the others."""
        first, *others = plan.lines
        return (first, others[len(self.sessions) % len(others)]) if others else (first,)

    def _done(
        self, line: Prescription, rounds: int, hurt_0_10: int | None, asked: bool
    ) -> ExerciseDay:
        whole = hurt_0_10 is None and self.random.random() < self.ways.finishes
        return ExerciseDay(
            exercise_id=line.exercise_id,
            level=line.level,
            all_done=whole,
            done_rounds=rounds * (1.0 if whole else 0.7),
            rounds=rounds,
            pain_0_10=hurt_0_10,
            form=self._form() if asked else None,
            stopped="pain" if hurt_0_10 is not None else "none" if whole else "time",
        )

    def _form(self) -> str:
        if self.ways.answers == "well":
            return "good"
        good = 1 / 3 if self.ways.answers == "random" else self.ways.good_form
        drawn = self.random.random()
        return "good" if drawn < good else "mostly" if drawn < good + (1 - good) * 0.8 else "poor"


def _load(plan: Plan) -> float:
    above = sum(line.level - 1 for line in plan.lines) / len(plan.lines)
    return PHASE_ASKS[plan.phase] * (0.6 if plan.comfort else 1) + LEVEL_ASKS * above


def _trend(change: float) -> str:
    return "worse" if change > 0 else "better"


def _round(pain: float) -> int:
    return min(10, max(0, int(pain + 0.5)))


def _at(day: date, when: time) -> datetime:
    return datetime.combine(day, when, UTC)
