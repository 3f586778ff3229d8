"""What the course has seen so far, counted as it comes, so that no day has to look through all others."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from copy import copy
from datetime import date

from lib.course import ability, day_facts
from lib.course.judge import Judge
from lib.model import CheckIn, ExerciseDay, Phase, SessionDay, TestResult, Truth, Value, Weekly

EASY_AND_SETTLED, SETTLED = "fact.easy_and_settled", "fact.settled"
READY, POOR_FORM = "ready", "poor form"
GOOD_FORM, LOW_WEEKS = "good form", "low weeks"


class Runs:
    """The days running, back from the last, on which something held; for as many things as needed.

    A day that is not noted neither counts nor breaks the run.
    """

    def __init__(self) -> None:
        self.days: dict[tuple[str, str], list[date]] = {}

    def note(self, day: date, held: bool, what: str, of: str = "") -> None:
        """One more day, later than all before it for the same thing."""
        run = self.days.setdefault((what, of), [])
        if held:
            run.append(day)
        else:
            run.clear()

    def length(self, since: date, what: str, of: str = "") -> int:
        """How many days running, back from the last and not before `since`."""
        run = self.days.get((what, of), [])
        return len(run) - bisect_left(run, since)

    def copy(self) -> Runs:
        """The same runs, to go on from alone."""
        twin = Runs()
        twin.days = {key: list(run) for key, run in self.days.items()}
        return twin


class Record:
    """Session days, weekly answers, tests and check-ins so far, and what follows from them alone."""

    def __init__(self, start: CheckIn, judge: Judge) -> None:
        self.judge = judge
        self.check_ins: list[CheckIn] = []
        self.sessions: list[SessionDay] = []
        self.days: list[date] = []
        """The days of `sessions`."""
        self.settled: list[date] = []
        self.unsettled: list[date] = []
        self.runs = Runs()
        self.last_weekly: Weekly | None = None
        self.means: list[Weekly] = []
        """The weekly answers that have a mean."""
        self.activities: tuple[int, ...] = ()
        """The scores of the latest weekly answer that has any."""
        self.began: dict[tuple[int, Value], int] = {}
        """Place and name of an activity to the score it was first given."""
        self.legs_worse_on = start.day
        """The last day a leg was worse; without one, the day the course began."""
        self.done: dict[str, deque[tuple[bool, int]]] = {}
        """Exercise to its last session days: whether done in full and well, and at which level."""
        self.tests: list[TestResult] = []
        self._shown: dict[tuple[int, Phase], dict[str, str]] = {}
        self._held: dict[tuple[int, str], int | None] = {}
        self.answer(start)

    def copy(self) -> Record:
        """The same record, to go on from alone."""
        twin = copy(self)
        for name in ("check_ins", "sessions", "days", "settled", "unsettled", "means", "tests"):
            setattr(twin, name, list(getattr(self, name)))
        twin.began = dict(self.began)
        twin.done = {id: deque(last, last.maxlen) for id, last in self.done.items()}
        twin.runs = self.runs.copy()
        twin._shown, twin._held = {}, {}
        return twin

    # --- as it comes --------------------------------------------------------------------------

    def answer(self, check_in: CheckIn) -> None:
        """A check-in. Activities are mostly named after the course has begun: each counts from then."""
        self.check_ins.append(check_in)
        for named, score in day_facts.activity_scores(check_in).items():
            self.began.setdefault(named, score)

    def week(self, row: Weekly) -> None:
        """A weekly answer."""
        self.last_weekly = row
        if row.activities:
            self.activities = row.activities
        if row.leg_worse:
            self.legs_worse_on = max(self.legs_worse_on, row.day)
        if row.mean_0_10 is not None:
            self.means.append(row)
            low = self.judge.truth("fact.weekly_low", day_facts.weekly(row, None))
            self.runs.note(row.day, low is Truth.FIRES, LOW_WEEKS)

    def session(self, session: SessionDay) -> None:
        """A session on its own day: what does not need the next morning."""
        self.sessions.append(session)
        self.days.append(session.day)
        if session.kind == "spreading":
            self.legs_worse_on = max(self.legs_worse_on, session.day)
        forms = {done.form for done in session.exercises} - {None}
        if forms:
            self.runs.note(session.day, forms == {"good"}, GOOD_FORM)
        for exercise in session.exercises:
            form = day_facts.form(session, exercise)
            self.runs.note(session.day, form == "poor", POOR_FORM, exercise.exercise_id)
            last = self.done.get(exercise.exercise_id)
            if last is None:
                days = self.judge.knowledge.whole("good_form_days")
                last = self.done[exercise.exercise_id] = deque(maxlen=days)
            last.append((form == "good" and exercise.all_done, exercise.level))

    def morning_after(self, session: SessionDay, phase: Phase) -> None:
        """The same session when its next morning has come, answered or not.

        Judged in the phase of that morning: whatever happened before a phase was entered is used up.
        """
        facts = day_facts.session(session, phase)
        settled = self.judge.truth(SETTLED, facts)
        easy = self.judge.truth(EASY_AND_SETTLED, facts)
        if settled is Truth.FIRES:
            self.settled.append(session.day)
        elif settled is Truth.QUIET:
            self.unsettled.append(session.day)
        self.runs.note(session.day, settled is Truth.FIRES, SETTLED)
        self.runs.note(session.day, easy is Truth.FIRES, EASY_AND_SETTLED)
        for exercise in session.exercises:
            ready = self._is_ready(session, exercise, phase)
            self.runs.note(session.day, ready, READY, exercise.exercise_id)

    def _is_ready(self, session: SessionDay, exercise: ExerciseDay, phase: Phase) -> bool:
        facts = day_facts.exercise(session, exercise, phase)
        return self.judge.truth("fact.ready", facts) is Truth.FIRES

    # --- what follows -----------------------------------------------------------------------------

    def last_session_before(self, day: date) -> date | None:
        """The last day with a session before this one."""
        place = bisect_left(self.days, day)
        return self.days[place - 1] if place else None

    def unsettled_since(self, day: date) -> int:
        """How many session days from this one on had not settled by the next morning."""
        return len(self.unsettled) - bisect_left(self.unsettled, day)

    def good_level(self, id: str) -> int:
        """The level at which this exercise was done in full and well on its last session days."""
        last = self.done.get(id)
        if last is None or len(last) < (last.maxlen or 0) or not all(well for well, _ in last):
            return 0
        return min(level for _, level in last)

    def shown(self, phase: Phase) -> dict[str, str]:
        """What the tests so far have shown one can do, as `ability.shown` says it."""
        key = (len(self.tests), phase)
        if key not in self._shown:
            self._shown[key] = ability.shown(self.tests, phase, self.judge.knowledge)
        return self._shown[key]

    def held_s(self, area: str) -> int | None:
        """How long the tests so far were held, as `ability.held_s` says it."""
        key = (len(self.tests), area)
        if key not in self._held:
            self._held[key] = ability.held_s(area, self.tests, self.judge.knowledge)
        return self._held[key]
