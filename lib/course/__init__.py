"""Day by day: check-ins and facts turn into decisions, and these into phase and levels.

    replay      the fold over days (this file)
    record      what has been seen so far, counted as it comes
    day_facts   what the rules may look at on one day
    judge       rules over facts, each answer worked out once
    ladder      one exercise, one step up or back
    ability     what holds have shown
    kept        the same course after a save, from the days that have not changed
    gate        what is there and what is missing for the next phase

The course is recomputed from the journal under today's rules; nothing of it is stored. A fold never
looks back through the days: what it has to know of them is counted as they come, so ten years cost
ten times one year.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from math import ceil
from types import MappingProxyType

from lib import overrides as choices
from lib import rules
from lib.course import day_facts, gate
from lib.course.judge import Judge
from lib.course.ladder import Ladder
from lib.course.record import POOR_FORM, READY, Record
from lib.model import (
    COUNTS,
    Action,
    CheckIn,
    Course,
    DayDecision,
    ExerciseDay,
    Facts,
    GateLine,
    Knowledge,
    LevelChange,
    Morning,
    Override,
    Phase,
    Profile,
    Progress,
    Reason,
    Rule,
    SessionDay,
    Standing,
    TestResult,
    Truth,
    Value,
    Weekly,
)

Offer = Callable[[Profile, Course, Sequence[TestResult]], frozenset[str]]
"""The areas for which this person's plan offers something at this point of the course, by these tests."""

Replay = Callable[[Iterable[CheckIn], Progress, Iterable[Override], Knowledge, date, Offer], Course]
"""The signature of `replay`."""

_NEXT_GATE = {
    Phase.EASE: "phase.ease_to_rebuild.",
    Phase.REBUILD: "phase.rebuild_to_strengthen.",
    Phase.STRENGTHEN: "phase.strengthen_to_keep.",
}
GATE_WEEKS = 7
"""So many weeks back one is told how a gate stood; with today's it makes eight marks."""
CHOSEN = "choice.phase"
"""The reason of a phase that somebody chose; its facts say who and why."""
_GRAVITY = ("nothing", "exercise", "all", "phase", "to_ease")


def replay(
    history: Iterable[CheckIn],
    progress: Progress,
    overrides: Iterable[Override],
    knowledge: Knowledge,
    today: date,
    offer: Offer,
) -> Course:
    """Phase, levels, decisions and the open gate on `today`.

    `history` needs at least one check-in (ValueError else) and may hold later ones, which are left
    out. With an empty log the course is the start phase at level 1 and action `HOLD`. A phase that was
    chosen and taken back since counts as never chosen.
    """
    known = tuple(check_in for check_in in history if check_in.day <= today)
    if not known:
        raise ValueError("a course begins with a check-in")
    fold = Fold(known[0], choices.lasting(overrides, today), knowledge, offer)
    *over, last = days_of(known, progress, today)
    told = {today - timedelta(weeks=back) for back in range(1, GATE_WEEKS + 1)}
    then: list[tuple[date, Course]] = []
    for day in over:
        if day.date in told:
            then.append((day.date, fold.course(day)))
        fold.live(day)
    lived = fold.course(last)
    return replace(lived, gate_weeks=of_this_phase(then, lived))


def of_this_phase(
    then: Iterable[tuple[date, Course]], lived: Course
) -> tuple[tuple[date, tuple[GateLine, ...]], ...]:
    """The gate on those days, as far as they are of the phase one is in."""
    now = (lived.phase, lived.entered_on)
    return tuple((day, one.gate) for day, one in then if (one.phase, one.entered_on) == now)


@dataclass(frozen=True, slots=True)
class Day:
    """What one day has brought so far. `yesterday` is the session day before, its morning now known.

    Check-ins are those after the course's first. Weekly answers and tests from before the course
    come with its first day.
    """

    date: date
    check_ins: tuple[CheckIn, ...] = ()
    earlier: tuple[Weekly, ...] = ()
    weekly: Weekly | None = None
    morning: Morning | None = None
    tests: tuple[TestResult, ...] = ()
    yesterday: SessionDay | None = None
    session: SessionDay | None = None


def days_of(history: Sequence[CheckIn], progress: Progress, today: date) -> list[Day]:
    """Every day from the first check-in to `today`, each with what the journal says it brought."""
    first = history[0].day
    check_ins: dict[date, list[CheckIn]] = defaultdict(list)
    for check_in in history[1:]:
        check_ins[check_in.day].append(check_in)
    tests: dict[date, list[TestResult]] = defaultdict(list)
    for test in progress.tests:
        tests[max(test.day, first)].append(test)
    weekly = {row.day: row for row in progress.weekly}
    mornings = {row.day: row for row in progress.mornings}
    sessions = {row.day: row for row in progress.session_days if row.day >= first}
    found: list[Day] = []
    yesterday: SessionDay | None = None
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        session = sessions.get(day)
        found.append(
            Day(
                date=day,
                check_ins=tuple(check_ins.get(day, ())),
                weekly=weekly.get(day),
                morning=mornings.get(day),
                tests=tuple(tests.get(day, ())),
                yesterday=yesterday,
                session=session,
            )
        )
        yesterday = session
    earlier = tuple(row for row in progress.weekly if row.day < first)
    found[0] = replace(found[0], earlier=earlier)
    return found


@dataclass(slots=True)
class _Stop:
    """Why sessions are stopped, and what follows once the questions are answered again."""

    at: datetime
    moves: str = "nothing"
    comfort: bool = False
    exercises: tuple[tuple[str, date], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class _Today:
    """What one day has brought so far."""

    phase_before: Phase
    actions: list[Action] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    changes: list[LevelChange] = field(default_factory=list)


class Fold:
    """A course that is lived day by day: `live` a day that is over, ask for the `course` on the next.

    What it keeps follows from the days it has lived and from nothing else. A `judge` may be shared by
    courses under the same knowledge.
    """

    def __init__(
        self,
        first: CheckIn,
        overrides: Iterable[Override],
        knowledge: Knowledge,
        offer: Offer,
        judge: Judge | None = None,
    ) -> None:
        self.first = self.check_in = first
        self.knowledge = knowledge
        self.overrides = tuple(sorted(overrides, key=lambda one: one.day))
        self.offer = offer
        self.judge = judge or Judge(knowledge)
        self.record = Record(first, self.judge)
        self.phase = first.start.phase
        self.entered_on = self.counts_from = self.unsettled_from = first.day
        self.ladder = Ladder(knowledge)
        self.comfort_from: date | None = None
        self.flares: list[date] = []
        self.bad_week_from: date | None = None
        """When a flare or a clear rise was last seen."""
        self.raised: set[date] = set()
        self.stop: _Stop | None = None
        self.asked_again = False
        self.decisions: list[DayDecision] = []
        self.went_up = False
        """Whether the last change of the phase was to a later one."""
        self.backs: list[date] = []
        """The days on which a phase back came after a phase up."""
        self.offered: list[tuple[CheckIn, Course, tuple[TestResult, ...], frozenset[str]]] = []
        """What the plan offered when it was last asked, and what that followed from; copies of this
        fold share it, since it follows from nothing else."""
        self.standing: tuple[int, tuple[Override, ...]] = (0, ())
        """How many choices had been made when this was last asked, and which of them stood."""
        self.phases_chosen: list[Standing] = []
        self.day = _Today(self.phase)

    def course(self, last: Day) -> Course:
        """The course on a day that is not over, after all it has brought so far; not lived for good."""
        fold = self.twin()
        fold._live(last, comes_back=True)
        return fold._course(last.date)

    def asks_again(self, day: Day) -> bool:
        """Whether on such a day sessions are stopped, or a check-in is due, until questions are answered."""
        fold = self.twin()
        fold._live(day, comes_back=True)
        return fold.stop is not None or fold.asked_again or fold._no_contact(day.date)

    def live(self, day: Day) -> None:
        """One day that is over. Days have to come one after the other."""
        self._live(day, comes_back=day.session is not None)

    def twin(self) -> Fold:
        """The same fold, to go on from alone. A stop is never changed, only replaced."""
        twin = copy(self)
        twin.phases_chosen = list(self.phases_chosen)
        twin.record = self.record.copy()
        twin.ladder = self.ladder.copy()
        twin.flares, twin.raised = list(self.flares), set(self.raised)
        twin.decisions, twin.backs = list(self.decisions), list(self.backs)
        return twin

    # --- one day ------------------------------------------------------------------------

    def _live(self, day: Day, comes_back: bool) -> None:
        today = day.date
        self.day = _Today(self.phase)
        self._hear(day)
        if comes_back:
            self._come_back(today, is_back=day.session is not None)
        if day.weekly is not None:
            self._look_at_week(day.weekly)
        if day.morning is not None:
            self._look_at_morning(day.morning)
        if day.yesterday is not None:
            self._look_at_yesterday(day.yesterday, today)
        if day.session is not None:
            self.record.session(day.session)
        self._try_gate(today)
        if day.session is not None:
            self._look_at_session(day.session)
        self._resolve(today)
        self._follow_choices(day)
        self._write_down(today)

    def _hear(self, day: Day) -> None:
        """Tests and check-ins, before anything is judged."""
        self.record.tests += day.tests
        for row in day.earlier:
            self.record.week(row)
        for check_in in day.check_ins:
            self._answer_again(check_in)
            self.record.answer(check_in)

    def _write_down(self, today: date) -> None:
        if self.phase != self.day.phase_before:
            is_up = self.phase > self.day.phase_before
            if self.went_up and not is_up:
                self.backs.append(today)
            self.went_up = is_up
        if self.day.actions or self.day.changes or self.phase != self.day.phase_before:
            self.decisions.append(
                DayDecision(
                    day=today,
                    action=max(self.day.actions, default=Action.HOLD),
                    phase=self.phase,
                    phase_before=self.day.phase_before,
                    reasons=tuple(dict.fromkeys(self.day.reasons)),
                    changes=tuple(self.day.changes),
                )
            )

    def _note(self, rule: Rule, facts: Facts) -> Reason:
        reason = self.judge.reason(rule, facts)
        self.day.reasons.append(reason)
        self.day.actions.append(Action[rule.then.get("action", "HOLD")])
        return reason

    @property
    def _steps_back(self) -> bool:
        """Whether something has gone back on this day, or stopped: then nothing goes up."""
        return max(self.day.actions, default=Action.HOLD) > Action.HOLD

    def _enter(self, phase: Phase, today: date, counts_from: date | None = None) -> None:
        if phase != self.phase:
            self.phase = phase
            self.entered_on = today
            self.counts_from = self.unsettled_from = counts_from or today

    # --- check-ins --------------------------------------------------------------------------

    def _answer_again(self, check_in: CheckIn) -> None:
        facts = {**check_in.profile.facts, **check_in.changed}
        fired = rules.firing(self.knowledge.rules_for("phase.back_"), facts, self.knowledge)
        for rule in fired:
            self._note(rule, facts)
        if self._is_away_too_long(check_in.day):
            self._begin_again(check_in)
        moves = {rule.then["moves"] for rule in fired}
        if "to_ease" in moves:
            self._enter(Phase.EASE, check_in.day)
        elif moves:
            self._enter(self._one_back(), check_in.day)
        self.check_in = check_in
        self.asked_again = False

    def _begin_again(self, check_in: CheckIn) -> None:
        """The first check-in since the last session says so; a later one only when it changes more."""
        today, is_first = check_in.day, not self._checked_in_while_away(check_in.day)
        phase = min(self.phase, check_in.start.phase)
        if is_first or phase != self.phase:
            self._start_over(today)
        self._enter(phase, today)
        if is_first:
            self.entered_on = self.counts_from = self.unsettled_from = today

    def _start_over(self, today: date, is_told: bool = True) -> None:
        """Every exercise back to level 1 after a long time away, and the reason for it."""
        rule = self.knowledge.rules["progress.missed_check_in"]
        facts: dict[str, Value] = {}
        day_facts.put(facts, "days_missed", self._days_missed(today))
        lowered = self.ladder.reset(self.judge.reason(rule, facts), today)
        if is_told:
            self._note(rule, facts)
            self.day.changes += lowered

    def _one_back(self) -> Phase:
        return Phase(max(Phase.EASE, self.phase - 1))

    def _resolve(self, today: date) -> None:
        """A stop ends with a check-in given after what caused it."""
        stop = self.stop
        if stop is None or self.check_in.answered_at <= stop.at:
            return
        self.stop = None
        after = today + timedelta(days=1)
        if stop.moves == "to_ease":
            self._enter(Phase.EASE, today, after)
        elif stop.moves == "phase" and self.phase >= self.day.phase_before:
            self._enter(self._one_back(), today, after)
        for id, day in stop.exercises:
            if not self._is_used_up(id, day):
                self._step_back(id, stop.reasons[0], after)
        if stop.comfort:
            self.comfort_from = today
        self.day.reasons += stop.reasons
        self.day.actions = [action for action in self.day.actions if action is not Action.STOP]
        self.day.actions.append(Action.HOLD if stop.moves == "nothing" else Action.STEP_BACK)

    def _stop_for(
        self, rule: Rule, facts: Facts, at: datetime, exercises: Iterable[tuple[str, date]] = ()
    ) -> None:
        reason = self._note(rule, facts)
        before = self.stop or _Stop(at)
        moves = max(before.moves, rule.then.get("moves", "nothing"), key=_GRAVITY.index)
        self.stop = _Stop(
            at=max(before.at, at),
            moves=moves,
            comfort=before.comfort or bool(rule.then.get("comfort")),
            exercises=(*before.exercises, *exercises),
            reasons=(*before.reasons, reason),
        )

    # --- coming back ----------------------------------------------------------------------------

    def _days_missed(self, today: date) -> int | None:
        """Days without a session beyond the planned gap; None before the first session."""
        last = self.record.last_session_before(today)
        if last is None:
            return None
        per_week = self.knowledge.whole(self.knowledge.phases[self.phase].days_per_week)
        planned = min(self.check_in.profile.days_per_week, per_week)
        return max(0, (today - last).days - ceil(7 / max(1, planned)))

    def _is_away_too_long(self, today: date) -> bool:
        missed = self._days_missed(today)
        if missed is None:
            return False
        rule = self.knowledge.rules["progress.missed_check_in"]
        return self.judge.fires(rule, {"days_missed": missed})

    def _come_back(self, today: date, is_back: bool) -> None:
        """`is_back`: with a session; without one the day only asks for a check-in."""
        missed = self._days_missed(today)
        if missed is None:
            return
        facts: dict[str, Value] = {"days_missed": missed}
        if self._is_away_too_long(today):
            if not self._checked_in_while_away(today):
                self.asked_again = True
                self._start_over(today, is_told=is_back)
            return
        for id in ("progress.missed_two_levels", "progress.missed_one_level"):
            rule = self.knowledge.rules[id]
            if self.judge.fires(rule, facts):
                reason = self._note(rule, facts)
                self.day.changes += self.ladder.lower_all(rule.then["levels"], reason, today)
                return

    def _checked_in_while_away(self, today: date) -> bool:
        last = self.record.last_session_before(today)
        return any(
            self._is_away_too_long(check_in.day)
            for check_in in self.record.check_ins
            if last is None or check_in.day > last
        )

    # --- weekly answers and mornings ---------------------------------------------------------------

    def _look_at_week(self, row: Weekly) -> None:
        before = self.record.means[-1] if self.record.means else None
        self.record.week(row)
        facts = day_facts.weekly(row, before)
        for rule in self.judge.firing("weekly", facts):
            self._stop_for(rule, facts, row.at)
            if rule.then["moves"] != "to_ease":  # there everything begins anew
                self.bad_week_from = row.day
            if rule.then.get("comfort"):
                self.flares.append(row.day)

    def _look_at_morning(self, morning: Morning) -> None:
        today = morning.day
        facts: dict[str, Value] = {}
        usual = self._usual(today)
        if usual is not None:
            facts["morning_over_usual_0_10"] = morning.pain_0_10 - usual
        if self.judge.truth("fact.raised_morning", facts) is Truth.FIRES:
            self.raised.add(today)
        facts["raised_mornings_running"] = self._raised_running(today)
        for rule in self.judge.firing("morning", facts):
            self._stop_for(rule, facts, morning.at)
            self.bad_week_from = today
            self.flares.append(today)

    def _usual(self, today: date) -> int | None:
        """The latest weekly mean, or before there is one the check-in's average."""
        if self.record.means:
            latest = self.record.means[-1]
            age = {"weekly_mean_age_days": (today - latest.day).days}
            if self.judge.truth("fact.weekly_fresh", age) is Truth.FIRES:
                return latest.mean_0_10
        mean = self.check_in.profile.facts.get("pain_average_7d_0_10")
        return mean if isinstance(mean, int) else None

    def _raised_running(self, today: date) -> int:
        running = 0
        used_up = self.flares[-1] if self.flares else date.min
        while (day := today - timedelta(days=running)) in self.raised and day > used_up:
            running += 1
        return running

    # --- the session day before ------------------------------------------------------------------------

    def _look_at_yesterday(self, session: SessionDay, today: date) -> None:
        self.record.morning_after(session, self.phase)
        facts = day_facts.session(session, self.phase)
        facts["unsettled_days_close"] = self._unsettled_close(session.day)
        for rule in self.judge.firing("session_day", facts):
            if rule.then["action"] != "STOP":
                reason = self._note(rule, facts)
                self._move(rule.then["moves"], reason, session, today)
        if self._in_bad_week(today):
            self._note(self.knowledge.rules["progress.hold_bad_week"], self._bad_week(today))
        elif not (self.stop or self._steps_back or self._in_comfort(session.day)):
            self._step_up(session, today)
        if not self.day.actions:
            self.day.actions.append(Action.HOLD)

    def _move(self, moves: str, reason: Reason, session: SessionDay, today: date) -> None:
        if moves == "all":
            for exercise in session.exercises:
                if not self._is_used_up(exercise.exercise_id, session.day):
                    self._step_back(exercise.exercise_id, reason, today)
        elif moves == "phase":
            self.unsettled_from = today
            self._enter(self._one_back(), today)

    def _is_used_up(self, id: str, day: date) -> bool:
        """Whether this day has already changed where the exercise stands."""
        return self.ladder.counts_from.get(id, day) > day

    def _step_back(self, id: str, reason: Reason, counts_from: date) -> None:
        change = self.ladder.step_back(id, reason, counts_from, self.check_in.profile.fits)
        self.day.changes.append(change)

    def _unsettled_close(self, last: date) -> int:
        within = timedelta(days=self.knowledge.whole("unsettled_within_days") - 1)
        since = max(self.unsettled_from, last - within)
        return self.record.unsettled_since(since)

    def _step_up(self, session: SessionDay, today: date) -> None:
        rule = self.knowledge.rules["progress.exercise_step_up"]
        for exercise in session.exercises:
            running = self._running(READY, exercise.exercise_id)
            facts: dict[str, Value] = {"ready_days_running": running}
            if self.judge.fires(rule, facts):
                reason = self.judge.reason(rule, facts)
                change = self.ladder.step_up(
                    exercise.exercise_id, reason, today, self.check_in.profile.fits, self.phase
                )
                if change is not None:
                    self._note(rule, facts)
                    self.day.changes.append(change)

    def _running(self, what: str, id: str) -> int:
        """Session days running with this exercise, back from its last, that are not used up."""
        since = max(self.counts_from, self.ladder.counts_from.get(id, self.counts_from))
        return self.record.runs.length(since, what, id)

    # --- today's session ------------------------------------------------------------------------------------

    def _look_at_session(self, session: SessionDay) -> None:
        facts = day_facts.session(session, self.phase)
        for rule in self.judge.firing("session_day", facts):
            if rule.then["action"] == "STOP":
                hurt = [(done.exercise_id, session.day) for done in day_facts.hurting(session)]
                self._stop_for(rule, facts, session.last_at, hurt)
        for exercise in session.exercises:
            self._look_at_exercise(session, exercise)

    def _look_at_exercise(self, session: SessionDay, exercise: ExerciseDay) -> None:
        id = exercise.exercise_id
        facts = day_facts.exercise(session, exercise, self.phase)
        facts["poor_form_days_running"] = self._running(POOR_FORM, id)
        for rule in self.judge.firing("exercise_day", facts):
            if rule.then["action"] == "STEP_BACK":
                reason = self._note(rule, facts)
                self._step_back(id, reason, session.day + timedelta(days=1))
                return

    # --- the gate ------------------------------------------------------------------------------------------------

    def _try_gate(self, today: date) -> None:
        if self.stop is not None or self.phase != self.day.phase_before or self._stays(today):
            return
        if self._in_bad_week(today):
            return
        if self.phase is Phase.KEEP or self._steps_back:
            return
        first = next(iter(self.knowledge.rules_for(_NEXT_GATE[self.phase])))
        if not self.judge.fires(first, {"days_in_phase": (today - self.entered_on).days}):
            return
        if gate.is_open(_NEXT_GATE[self.phase], self._view(today)):
            lines = self._gate_lines(today)
            self.day.actions = [Action.STEP_UP]  # a HOLD of yesterday's session is about levels
            self.day.reasons = [Reason(line.rule_id, line.facts) for line in lines]
            self._enter(Phase(self.phase + 1), today)

    def _stays(self, today: date) -> bool:
        return choices.stays_in(self._chosen(today), self.phase)

    def _gate_lines(self, today: date) -> tuple[GateLine, ...]:
        if self.phase is Phase.KEEP:
            return ()
        return gate.lines(_NEXT_GATE[self.phase], gate.facts(self._view(today)), self.knowledge)

    def _view(self, today: date) -> gate.View:
        return gate.View(
            today=today,
            phase=self.phase,
            entered_on=self.entered_on,
            counts_from=self.counts_from,
            start=self.first,
            check_in=self.check_in,
            record=self.record,
            backs=tuple(self.backs),
            offered=lambda: self._offered(today),
            knowledge=self.knowledge,
        )

    def _offered(self, today: date) -> frozenset[str]:
        """What the plan offers as if nothing were eased or left out: a bad day must not open a gate."""
        undisturbed = replace(
            self._snapshot(today),
            comfort=False,
            left_out=frozenset(),
            instead=MappingProxyType(self.ladder.risen),
        )
        tests = tuple(self.record.tests)
        for check_in, course, tested, offered in self.offered:
            if check_in is self.check_in and tested == tests and course == undisturbed:
                return offered
        offered = self.offer(self.check_in.profile, undisturbed, tests)
        self.offered[:] = [(self.check_in, undisturbed, tests, offered)]
        return offered

    # --- what the person chose ------------------------------------------------------------------------------------

    def _chosen(self, today: date) -> tuple[Override, ...]:
        """The choices that stand; worked out anew on days on which one was made."""
        made = bisect_right(self.overrides, today, key=lambda one: one.day)
        if made != self.standing[0]:
            self.standing = (made, choices.in_force(self.overrides[:made], today))
        return self.standing[1]

    def _follow_choices(self, day: Day) -> None:
        """The phase that somebody chose on this day, entered after all that the day has brought.

        It was chosen by what then stood on the screen. From here on the rules go on as after any other
        change of phase: evidence of before is used up, so that no gate and no hold undoes it at once.
        """
        phase, followed = self.phase, []
        for one in self._chosen(day.date):
            if one.kind == "phase" and one.day == day.date:
                state = self._why_not(one, phase, day.date)
                self.phases_chosen.append(Standing(one, state))
                if state == COUNTS:
                    phase = Phase.of(one.phase)
                    followed.append(one)
        if phase != self.phase:
            self.day.actions = [action for action in self.day.actions if action > Action.HOLD]
            self.day.actions.append(Action.STEP_UP if phase > self.phase else Action.STEP_BACK)
            self.day.reasons[:0] = [_of_choice(one) for one in followed]
            after = day.date + timedelta(days=1) if day.session is not None else day.date
            self._enter(phase, day.date, after)

    def _why_not(self, chosen: Override, phase: Phase, today: date) -> str:
        """A stop always wins, and so does a check-in that is due or that gives no plan."""
        if self.stop is not None:
            return "stopped"
        due = self.asked_again or self._no_contact(today)
        if due or self.check_in.screening.clearance.withholds_plan:
            return "withheld"
        return choices.why_not_there(chosen, phase)

    # --- the course ------------------------------------------------------------------------------------------------

    def _in_comfort(self, today: date) -> bool:
        if self.comfort_from is None:
            return False
        rule = self.knowledge.rules["progress.comfort_set"]
        days = (today - self.comfort_from).days
        return days >= 0 and self.judge.fires(rule, {"days_since_flare": days})

    def _bad_week(self, today: date) -> Facts:
        since = self.bad_week_from
        return {} if since is None else {"days_since_bad_week": (today - since).days}

    def _in_bad_week(self, today: date) -> bool:
        rule = self.knowledge.rules["progress.hold_bad_week"]
        return self.judge.fires(rule, self._bad_week(today))

    def _snapshot(self, today: date) -> Course:
        chosen = self._chosen(today)
        return Course(
            phase=self.phase,
            entered_on=self.entered_on,
            start=self.first.day,
            levels=MappingProxyType(dict(self.ladder.levels)),
            instead=MappingProxyType(dict(self.ladder.instead)),
            one_set=frozenset(self.ladder.one_set),
            left_out=self.ladder.left_out_on(today),
            comfort=self._in_comfort(today),
            stopped=self.stop is not None,
            check_in_again=self.asked_again,
            action=Action.HOLD,
            reasons=(),
            gate=(),
            notes=(),
            decisions=(),
            swaps=MappingProxyType(choices.swaps(chosen)),
            chosen=chosen,
        )

    def _course(self, today: date) -> Course:
        """The course as it stands on the last day lived."""
        last = self.decisions[-1] if self.decisions else None
        action, reasons = (last.action, last.reasons) if last else (Action.HOLD, ())
        if self.stop is not None:
            action, reasons = Action.STOP, self.stop.reasons
        return replace(
            self._snapshot(today),
            check_in_again=self.asked_again or self._no_contact(today),
            action=action,
            reasons=reasons,
            gate=self._gate_lines(today),
            notes=self._notes(today),
            decisions=tuple(self.decisions),
            phases_chosen=tuple(self.phases_chosen),
        )

    def _no_contact(self, today: date) -> bool:
        last = max([self.check_in.day, *self.record.days[-1:]])
        rule = self.knowledge.rules["progress.away_too_long"]
        return self.judge.fires(rule, {"days_since_contact": (today - last).days})

    def _notes(self, today: date) -> tuple[Reason, ...]:
        facts = day_facts.notes(
            phase=self.phase,
            today=today,
            entered_on=self.entered_on,
            start=self.first,
            last_weekly=self.record.last_weekly,
            sessions=self.record.sessions,
            flares=self.flares,
            knowledge=self.knowledge,
        )
        fired = rules.firing(self.knowledge.rules_for("progress.note_"), facts, self.knowledge)
        return tuple(rules.reason(rule, facts, self.knowledge) for rule in fired)


def _of_choice(chosen: Override) -> Reason:
    facts = (("by", chosen.by), ("reason", chosen.reason), ("reason_text", chosen.reason_text))
    return Reason(CHOSEN, facts, ())
