"""Day by day: check-ins and facts turn into decisions, and these into phase and levels.

    replay      the fold over days (this file)
    day_facts   what the rules may look at on one day
    ladder      one exercise, one step up or back
    ability     what holds have shown
    gate        what is there and what is missing for the next phase

The course is recomputed from the journal under today's rules; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from math import ceil
from types import MappingProxyType

from lib import rules
from lib.course import day_facts, gate
from lib.course.ladder import Ladder
from lib.model import (
    Action,
    CheckIn,
    Course,
    DayDecision,
    ExerciseDay,
    Facts,
    GateLine,
    Knowledge,
    LevelChange,
    Override,
    Phase,
    Profile,
    Progress,
    Reason,
    Rule,
    SessionDay,
    Truth,
    Value,
)

Offer = Callable[[Profile, Course], frozenset[str]]
"""Which exercises this person's plan offers at this point of the course."""

_NEXT_GATE = {
    Phase.EASE: "phase.ease_to_rebuild.",
    Phase.REBUILD: "phase.rebuild_to_strengthen.",
    Phase.STRENGTHEN: "phase.strengthen_to_keep.",
}
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
    out. With an empty log the course is the start phase at level 1 and action `HOLD`.
    """
    known = tuple(check_in for check_in in history if check_in.day <= today)
    if not known:
        raise ValueError("a course begins with a check-in")
    fold = _Fold(known, progress, tuple(overrides), knowledge, offer, today)
    for number in range((today - known[0].day).days + 1):
        fold.live(known[0].day + timedelta(days=number))
    return fold.course()


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


def _by_what_they_look_at(knowledge: Knowledge) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in knowledge.rules_for("progress."):
        if "action" in rule.then:
            found[rule.over] = (*found.get(rule.over, ()), rule)
    return found


class _Fold:
    def __init__(
        self,
        history: tuple[CheckIn, ...],
        progress: Progress,
        overrides: tuple[Override, ...],
        knowledge: Knowledge,
        offer: Offer,
        today: date,
    ) -> None:
        self.history = history
        self.knowledge = knowledge
        self.overrides = overrides
        self.offer = offer
        self.today = today
        self.rules_over = _by_what_they_look_at(knowledge)
        self.sessions = {s.day: s for s in progress.session_days if s.day >= history[0].day}
        self.session_list = tuple(self.sessions.values())
        self.weekly = progress.weekly
        self.tests = progress.tests
        self.mornings = {morning.day: morning for morning in progress.mornings}
        first = history[0]
        self.check_in = first
        self.phase = first.start.phase
        self.entered_on = self.counts_from = self.unsettled_from = first.day
        self.ladder = Ladder(knowledge)
        self.comfort_from: date | None = None
        self.flares: list[date] = []
        self.raised: set[date] = set()
        self.ready: dict[tuple[date, str, Phase], bool] = {}
        self.stop: _Stop | None = None
        self.asked_again = False
        self.decisions: list[DayDecision] = []
        self.day = _Today(self.phase)

    # --- one day ------------------------------------------------------------------------

    def live(self, today: date) -> None:
        self.day = _Today(self.phase)
        for check_in in self.history[1:]:
            if check_in.day == today:
                self._answer_again(check_in)
        if today in self.sessions or today == self.today:
            self._come_back(today)
        self._look_at_week(today)
        self._look_at_morning(today)
        self._look_at_yesterday(today)
        self._try_gate(today)
        if today in self.sessions:
            self._look_at_session(self.sessions[today])
        self._resolve(today)
        self._write_down(today)

    def _write_down(self, today: date) -> None:
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
        reason = rules.reason(rule, facts, self.knowledge)
        self.day.reasons.append(reason)
        self.day.actions.append(Action[rule.then.get("action", "HOLD")])
        return reason

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
            self._enter(min(self.phase, check_in.start.phase), check_in.day)
            self.ladder.reset(check_in.day)
        moves = {rule.then["moves"] for rule in fired}
        if "to_ease" in moves:
            self._enter(Phase.EASE, check_in.day)
        elif moves:
            self._enter(self._one_back(), check_in.day)
        self.check_in = check_in
        self.asked_again = False

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
        before = [session.day for session in self.session_list if session.day < today]
        if not before:
            return None
        per_week = self.knowledge.whole(self.knowledge.phases[self.phase].days_per_week)
        planned = min(self.check_in.profile.days_per_week, per_week)
        return max(0, (today - before[-1]).days - ceil(7 / max(1, planned)))

    def _is_away_too_long(self, today: date) -> bool:
        missed = self._days_missed(today)
        if missed is None:
            return False
        rule = self.knowledge.rules["progress.missed_check_in"]
        return self._fires(rule, {"days_missed": missed})

    def _come_back(self, today: date) -> None:
        missed = self._days_missed(today)
        if missed is None:
            return
        facts: dict[str, Value] = {"days_missed": missed}
        if self._is_away_too_long(today):
            if not self._checked_in_while_away(today):
                self.asked_again = True
                self.ladder.reset(today)
            return
        for id in ("progress.missed_two_levels", "progress.missed_one_level"):
            rule = self.knowledge.rules[id]
            if self._fires(rule, facts):
                reason = self._note(rule, facts)
                self.day.changes += self.ladder.lower_all(rule.then["levels"], reason, today)
                return

    def _checked_in_while_away(self, today: date) -> bool:
        return any(
            self._is_away_too_long(check_in.day)
            for check_in in self.history
            if check_in.day <= today and not self._sessions_between(check_in.day, today)
        )

    def _sessions_between(self, after: date, before: date) -> bool:
        return any(after <= session.day < before for session in self.session_list)

    # --- weekly answers and mornings ---------------------------------------------------------------

    def _look_at_week(self, today: date) -> None:
        place = next((i for i, row in enumerate(self.weekly) if row.day == today), None)
        if place is None:
            return
        row = self.weekly[place]
        before = [row for row in self.weekly[:place] if row.mean_0_10 is not None]
        facts = day_facts.weekly(row, before[-1] if before else None)
        for rule in self._rules_over("weekly"):
            if self._fires(rule, facts):
                self._stop_for(rule, facts, row.at)
                if rule.then.get("comfort"):
                    self.flares.append(today)

    def _look_at_morning(self, today: date) -> None:
        morning = self.mornings.get(today)
        if morning is None:
            return
        facts: dict[str, Value] = {}
        usual = self._usual(today)
        if usual is not None:
            facts["morning_over_usual_0_10"] = morning.pain_0_10 - usual
        if rules.is_true("fact.raised_morning", facts, self.knowledge) is Truth.FIRES:
            self.raised.add(today)
        facts["raised_mornings_running"] = self._raised_running(today)
        for rule in self._rules_over("morning"):
            if self._fires(rule, facts):
                self._stop_for(rule, facts, morning.at)
                self.flares.append(today)

    def _usual(self, today: date) -> int | None:
        """The latest weekly mean, or before there is one the check-in's average."""
        for row in reversed(self.weekly):
            if row.day <= today and row.mean_0_10 is not None:
                age = {"weekly_mean_age_days": (today - row.day).days}
                if rules.is_true("fact.weekly_fresh", age, self.knowledge) is Truth.FIRES:
                    return row.mean_0_10
                break
        mean = self.check_in.profile.facts.get("pain_average_7d_0_10")
        return mean if isinstance(mean, int) else None

    def _raised_running(self, today: date) -> int:
        running = 0
        used_up = self.flares[-1] if self.flares else date.min
        while (day := today - timedelta(days=running)) in self.raised and day > used_up:
            running += 1
        return running

    # --- the session day before ------------------------------------------------------------------------

    def _look_at_yesterday(self, today: date) -> None:
        session = self.sessions.get(today - timedelta(days=1))
        if session is None:
            return
        facts = day_facts.session(session, self.phase)
        facts["unsettled_days_close"] = self._unsettled_close(session.day)
        for rule in self._rules_over("session_day"):
            if rule.then["action"] != "STOP" and self._fires(rule, facts):
                reason = self._note(rule, facts)
                self._move(rule.then["moves"], reason, session, today)
        if self.stop is None and not self._in_comfort(session.day):
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
        return sum(
            1
            for session in self.session_list
            if since <= session.day <= last and self._settled(session) is Truth.QUIET
        )

    def _settled(self, session: SessionDay) -> Truth:
        facts = day_facts.session(session, self.phase)
        return rules.is_true("fact.settled", facts, self.knowledge)

    def _step_up(self, session: SessionDay, today: date) -> None:
        rule = self.knowledge.rules["progress.exercise_step_up"]
        for exercise in session.exercises:
            running = self._running(exercise.exercise_id, session.day, self._is_ready)
            facts: dict[str, Value] = {"ready_days_running": running}
            if self._fires(rule, facts):
                reason = rules.reason(rule, facts, self.knowledge)
                change = self.ladder.step_up(
                    exercise.exercise_id, reason, today, self.check_in.profile.fits, self.phase
                )
                if change is not None:
                    self._note(rule, facts)
                    self.day.changes.append(change)

    def _is_ready(self, session: SessionDay, exercise: ExerciseDay) -> bool:
        """Looked up day after day, so it is worked out once."""
        key = (session.day, exercise.exercise_id, self.phase)
        if key not in self.ready:
            facts = day_facts.exercise(session, exercise, self.phase)
            truth = rules.is_true("fact.ready", facts, self.knowledge)
            self.ready[key] = truth is Truth.FIRES
        return self.ready[key]

    def _is_poor(self, session: SessionDay, exercise: ExerciseDay) -> bool:
        return day_facts.exercise(session, exercise, self.phase).get("form") == "poor"

    def _running(
        self, id: str, last: date, counts: Callable[[SessionDay, ExerciseDay], bool]
    ) -> int:
        """Session days running with this exercise, back from `last`, for which `counts` holds."""
        since = max(self.counts_from, self.ladder.counts_from.get(id, self.counts_from))
        running = 0
        for session in reversed(self.session_list):
            if session.day > last:
                continue
            if session.day < since:
                break
            exercise = day_facts.exercise_in(session, id)
            if exercise is None:
                continue
            if not counts(session, exercise):
                break
            running += 1
        return running

    # --- today's session ------------------------------------------------------------------------------------

    def _look_at_session(self, session: SessionDay) -> None:
        facts = day_facts.session(session, self.phase)
        for rule in self._rules_over("session_day"):
            if rule.then["action"] == "STOP" and self._fires(rule, facts):
                hurt = [(done.exercise_id, session.day) for done in day_facts.hurting(session)]
                self._stop_for(rule, facts, session.last_at, hurt)
        for exercise in session.exercises:
            self._look_at_exercise(session, exercise)

    def _look_at_exercise(self, session: SessionDay, exercise: ExerciseDay) -> None:
        id = exercise.exercise_id
        facts = day_facts.exercise(session, exercise, self.phase)
        facts["poor_form_days_running"] = self._running(id, session.day, self._is_poor)
        for rule in self._rules_over("exercise_day"):
            if rule.then["action"] == "STEP_BACK" and self._fires(rule, facts):
                reason = self._note(rule, facts)
                self._step_back(id, reason, session.day + timedelta(days=1))
                return

    # --- the gate ------------------------------------------------------------------------------------------------

    def _try_gate(self, today: date) -> None:
        if self.stop is not None or self.phase != self.day.phase_before or self._stays(today):
            return
        if self.phase is Phase.KEEP or max(self.day.actions, default=Action.HOLD) > Action.HOLD:
            return
        first = next(iter(self.knowledge.rules_for(_NEXT_GATE[self.phase])))
        if not self._fires(first, {"days_in_phase": (today - self.entered_on).days}):
            return
        lines = self._gate_lines(today)
        if all(line.met for line in lines):
            self.day.actions = [Action.STEP_UP]  # a HOLD of yesterday's session is about levels
            self.day.reasons = [Reason(line.rule_id, line.facts) for line in lines]
            self._enter(Phase(self.phase + 1), today)

    def _stays(self, today: date) -> bool:
        stays = False
        for override in self.overrides:
            if override.day <= today and override.phase == self.phase.id:
                stays = override.kind == "stay"
        return stays

    def _gate_lines(self, today: date) -> tuple[GateLine, ...]:
        if self.phase is Phase.KEEP:
            return ()
        facts = gate.facts(
            gate.View(
                today=today,
                phase=self.phase,
                entered_on=self.entered_on,
                counts_from=self.counts_from,
                start=self.history[0],
                check_in=self.check_in,
                check_ins=[known for known in self.history if known.day <= today],
                sessions=self.session_list,
                weekly=self.weekly,
                offered=self.offer(self.check_in.profile, self._undisturbed(today)),
                knowledge=self.knowledge,
                tests=self.tests,
            )
        )
        return gate.lines(_NEXT_GATE[self.phase], facts, self.knowledge)

    # --- the course ------------------------------------------------------------------------------------------------

    def _rules_over(self, over: str) -> tuple[Rule, ...]:
        return self.rules_over.get(over, ())

    def _fires(self, rule: Rule, facts: Facts) -> bool:
        return rules.holds(rule, facts, self.knowledge) is Truth.FIRES

    def _in_comfort(self, today: date) -> bool:
        if self.comfort_from is None:
            return False
        rule = self.knowledge.rules["progress.comfort_set"]
        days = (today - self.comfort_from).days
        return days >= 0 and self._fires(rule, {"days_since_flare": days})

    def _snapshot(self, today: date) -> Course:
        swaps: dict[str, str] = {}
        for override in self.overrides:
            if override.exercise_id and override.day <= today:
                swaps[override.exercise_id] = override.to_exercise_id or override.exercise_id
        return Course(
            phase=self.phase,
            entered_on=self.entered_on,
            start=self.history[0].day,
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
            decisions=tuple(self.decisions),
            swaps=MappingProxyType(swaps),
        )

    def _undisturbed(self, today: date) -> Course:
        """The course as if nothing were eased or left out: a bad day must not open a gate."""
        return replace(
            self._snapshot(today), comfort=False, left_out=frozenset(), instead=MappingProxyType({})
        )

    def course(self) -> Course:
        """The course as it stands on the last day lived."""
        snapshot = self._snapshot(self.today)
        last = self.decisions[-1] if self.decisions else None
        action, reasons = (last.action, last.reasons) if last else (Action.HOLD, ())
        if self.stop is not None:
            action, reasons = Action.STOP, self.stop.reasons
        return replace(
            snapshot,
            check_in_again=self.asked_again or self._no_contact(),
            action=action,
            reasons=reasons,
            gate=self._gate_lines(self.today),
            notes=self._notes(),
        )

    def _no_contact(self) -> bool:
        days = [self.check_in.day, *(session.day for session in self.session_list)]
        rule = self.knowledge.rules["progress.away_too_long"]
        return self._fires(rule, {"days_since_contact": (self.today - max(days)).days})

    def _notes(self) -> tuple[Reason, ...]:
        facts = day_facts.notes(
            phase=self.phase,
            today=self.today,
            entered_on=self.entered_on,
            start=self.history[0],
            weekly=self.weekly,
            sessions=self.session_list,
            flares=self.flares,
            knowledge=self.knowledge,
        )
        fired = rules.firing(self.knowledge.rules_for("progress.note_"), facts, self.knowledge)
        return tuple(rules.reason(rule, facts, self.knowledge) for rule in fired)
