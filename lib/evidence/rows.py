"""A fact → the rows of the log it was counted from, each with its day and its value in words.

All rows of a kind on one day count once (the rounds of a session by the worst of them, else the
last), so kind and day name what was used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from lib import rules, words
from lib.course import ability, day_facts
from lib.evidence import terms
from lib.model import (
    Action,
    CheckIn,
    DayDecision,
    Decision,
    ExerciseDay,
    Facts,
    Knowledge,
    Morning,
    Phase,
    Reason,
    Rule,
    SessionDay,
    Truth,
    Weekly,
)

SESSION, MORNING, WEEKLY, CHECK_IN, TEST = "session", "next_morning", "weekly", "check_in", "test"
KINDS: Mapping[str, str] = MappingProxyType(
    {
        SESSION: "Session",
        MORNING: "Next morning",
        WEEKLY: "Weekly answer",
        CHECK_IN: "Check-in",
        TEST: "Strength test",
    }
)
TABLES: Mapping[str, str] = MappingProxyType(
    {
        SESSION: "sessions",
        MORNING: "checkins",
        WEEKLY: "checkins",
        CHECK_IN: "answers",
        TEST: "tests",
    }
)
"""Kind of row → the table of the journal it stands in."""


@dataclass(frozen=True, slots=True)
class UsedRow:
    """What was used of one day: `kind` is one of `KINDS`, `says` the values in words."""

    kind: str
    day: date
    says: str

    @property
    def what(self) -> str:
        """The kind in words."""
        return KINDS[self.kind]

    @property
    def table(self) -> str:
        """The journal's table it stands in."""
        return TABLES[self.kind]


@dataclass(frozen=True, slots=True)
class View:
    """What there is to look at for one rule: `judged` is the day whose session it is about.

    `facts` are those the rule saw, `made` the decisions before, `exercises` those that moved.
    """

    decision: Decision
    knowledge: Knowledge
    day: date
    judged: date
    phase: Phase
    facts: Facts
    made: tuple[DayDecision, ...] = ()
    exercises: tuple[str, ...] = ()
    asked: Any = None
    """What the rule compares the fact with whose rows are being looked for."""

    @property
    def session(self) -> SessionDay | None:
        """The session that was judged."""
        days = self.decision.progress.session_days
        return next((day for day in days if day.day == self.judged), None)

    @property
    def check_ins(self) -> tuple[CheckIn, ...]:
        """Those given by the day of the decision, oldest first."""
        return tuple(one for one in self.decision.check_ins if one.day <= self.day)

    @property
    def start(self) -> CheckIn:
        """The check-in the course began with."""
        course = self.decision.course
        assert course is not None
        return next(one for one in self.decision.check_ins if one.day == course.start)

    @property
    def means(self) -> tuple[Weekly, ...]:
        """The weekly answers with a mean by the day of the decision, oldest first."""
        rows = self.decision.progress.weekly
        return tuple(row for row in rows if row.day <= self.day and row.mean_0_10 is not None)

    def weekly(self) -> Weekly | None:
        """The weekly answer of the very day."""
        rows = self.decision.progress.weekly
        return next((row for row in rows if row.day == self.day), None)

    def morning(self, day: date) -> Morning | None:
        """The morning of a day."""
        rows = self.decision.progress.mornings
        return next((row for row in rows if row.day == day), None)

    def entered(self) -> tuple[date, date]:
        """The day the phase was entered, and the day from which session days count in it."""
        course = self.decision.course
        assert course is not None
        for made in reversed(self.made):
            ids = {reason.rule_id for reason in made.reasons} & set(self.knowledge.rules)
            if made.phase != made.phase_before or self._began_again(made, ids):
                actions = {self.knowledge.rules[id].then.get("action") for id in ids}
                after_a_stop = Action.STOP.name in actions  # that day's session is used up
                return made.day, made.day + timedelta(days=int(after_a_stop))
        return course.start, course.start

    def _began_again(self, made: DayDecision, ids: set[str]) -> bool:
        """Whether the same phase began again with a check-in after a long time away."""
        given = any(one.day == made.day for one in self.decision.check_ins)
        return given and terms.AWAY in ids

    def in_phase(self) -> tuple[SessionDay, ...]:
        """Session days of this phase whose next morning has come, oldest first."""
        since = self.entered()[1]
        days = self.decision.progress.session_days
        return tuple(day for day in days if since <= day.day < self.day)

    def number(self, fact: str) -> int:
        """A fact that counts; 0 when it is not known."""
        value = self.facts.get(fact, 0)
        return value if isinstance(value, int) else 0

    def truth(self, named: str, facts: Facts) -> Truth:
        """The truth of a named condition."""
        return rules.is_true(named, facts, self.knowledge)


Finder = Callable[[View], Iterable[UsedRow]]


def of_rule(rule: Rule, view: View) -> tuple[UsedRow, ...]:
    """The rows behind every fact that decided, oldest first."""
    return merged(
        row
        for test in terms.deciding(rule.when, view.facts, view.knowledge)
        for row in of_fact(test.fact, replace(view, asked=test.value))
    )


def of_fact(fact: str, view: View) -> Iterable[UsedRow]:
    """The rows behind one fact. KeyError for a counted fact that nobody has said where to find."""
    if fact in view.knowledge.questions:
        return _answer(fact, view)
    return FINDERS[fact](view)


def merged(rows: Iterable[UsedRow]) -> tuple[UsedRow, ...]:
    """One row a kind and day, oldest first, with all that was used of it."""
    found: dict[tuple[date, str], dict[str, None]] = {}
    for row in rows:
        found.setdefault((row.day, row.kind), {})[row.says] = None
    order = list(KINDS)
    return tuple(
        UsedRow(kind, day, "; ".join(found[day, kind]))
        for day, kind in sorted(found, key=lambda one: (one[0], order.index(one[1])))
    )


# --- sessions ------------------------------------------------------------------------------------


def before(day: SessionDay) -> Iterator[UsedRow]:
    """The pain a session began with."""
    if day.before_0_10 is not None:
        yield UsedRow(SESSION, day.day, f"pain {day.before_0_10} before")


def most(day: SessionDay) -> Iterator[UsedRow]:
    """The most pain of a session day."""
    if day.most_0_10 is not None:
        yield UsedRow(SESSION, day.day, f"pain {day.most_0_10} at most")


def morning_after(day: SessionDay) -> Iterator[UsedRow]:
    """The next morning of a session, where it was answered."""
    if day.morning_0_10 is not None:
        yield UsedRow(MORNING, day.day + timedelta(days=1), f"pain {day.morning_0_10}")


def settled(day: SessionDay) -> Iterator[UsedRow]:
    """What tells whether a session settled."""
    yield from before(day)
    yield from morning_after(day)


def of_session_judged(view: View) -> Iterator[UsedRow]:
    """All that a session is judged by for a step up."""
    if view.session is not None:
        yield from _ready(view.session, view.session.exercises)


def _ready(day: SessionDay, exercises: Iterable[ExerciseDay]) -> Iterator[UsedRow]:
    yield from before(day)
    yield from most(day)
    exercises = tuple(exercises)
    undone = any(not one.all_done for one in exercises)
    yield UsedRow(SESSION, day.day, "not all done" if undone else "all done")
    forms = {
        str(form)
        for one in exercises
        if (form := day_facts.exercise(day, one, Phase.EASE).get("form"))
    }
    if forms:
        worst = next(form for form in ("poor", "mostly", "good") if form in forms)
        yield UsedRow(SESSION, day.day, f"form {FORMS[worst]}")
    yield from morning_after(day)


FORMS = {"good": "good", "mostly": "mostly good", "poor": "poor"}
_KINDS_OF_PAIN = {
    "none": "no pain",
    "ache": "an ache",
    "sharp": "sharp pain",
    "spreading": "pain spread down a leg",
}


def exercise_name(id: str, knowledge: Knowledge) -> str:
    """Its name; a journal may hold an id that is no longer in the library."""
    known = knowledge.exercises.get(id)
    return id if known is None else known.name


def moved(view: View) -> tuple[ExerciseDay, ...]:
    """The exercises that moved, as they were done in the session that was judged."""
    if view.session is None:
        return ()
    return tuple(one for one in view.session.exercises if one.exercise_id in view.exercises)


def _judged(rows_of: Callable[[SessionDay], Iterable[UsedRow]]) -> Finder:
    return lambda view: rows_of(view.session) if view.session is not None else ()


def _most(view: View) -> Iterator[UsedRow]:
    day = view.session
    if day is None:
        return
    asked = [one for one in moved(view) if one.pain_0_10 is not None]
    for one in asked:
        name = exercise_name(one.exercise_id, view.knowledge)
        yield UsedRow(SESSION, day.day, f"{name}: pain {one.pain_0_10} at most")
    if not asked or len(asked) < len(moved(view)):
        yield from most(day)


def _rise(view: View) -> Iterator[UsedRow]:
    if view.session is not None:
        yield from before(view.session)
    yield from _most(view)


def _kind(day: SessionDay) -> Iterator[UsedRow]:
    if day.kind is not None:
        yield UsedRow(SESSION, day.day, _KINDS_OF_PAIN[day.kind])


def undone(view: View) -> tuple[str, ...]:
    """The names of what was not done in full in the session that was judged."""
    exercises = view.session.exercises if view.session is not None else ()
    return tuple(
        exercise_name(one.exercise_id, view.knowledge) for one in exercises if not one.all_done
    )


def _done(view: View) -> Iterator[UsedRow]:
    if view.session is not None:
        names = undone(view)
        says = f"not done in full: {', '.join(names)}" if names else "all done"
        yield UsedRow(SESSION, view.session.day, says)


def _answered(view: View) -> Iterator[UsedRow]:
    if view.session is not None:
        answered = view.session.morning_0_10 is not None
        says = "a session was done" if answered else "a session was done; its next morning is open"
        yield UsedRow(SESSION, view.session.day, says)
        yield from morning_after(view.session)


def last_with(id: str, view: View, count: int) -> tuple[tuple[SessionDay, ExerciseDay], ...]:
    """The last so many session days with this exercise, back from the one that was judged."""
    found = [
        (day, done)
        for day in view.decision.progress.session_days
        if day.day <= view.judged
        for done in day.exercises
        if done.exercise_id == id
    ]
    return tuple(found[-count:]) if count else ()


def _ready_days(view: View) -> Iterator[UsedRow]:
    for id in view.exercises:
        for day, done in last_with(id, view, view.number("ready_days_running")):
            yield from _ready(day, [done])


def _poor_days(view: View) -> Iterator[UsedRow]:
    for id in view.exercises:
        for day, _ in last_with(id, view, view.number("poor_form_days_running")):
            says = f"{exercise_name(id, view.knowledge)}: form poor"
            yield UsedRow(SESSION, day.day, says)


def unsettled(view: View) -> tuple[SessionDay, ...]:
    """The session days that had not settled, as many as the rule counted."""
    days = view.decision.progress.session_days
    found = [
        day
        for day in days
        if day.day <= view.judged
        and view.truth("fact.settled", day_facts.session(day, view.phase)) is Truth.QUIET
    ]
    count = view.number("unsettled_days_close")
    return tuple(found[-count:]) if count else ()


def _unsettled(view: View) -> Iterator[UsedRow]:
    for day in unsettled(view):
        yield from settled(day)


def last_before(view: View) -> SessionDay | None:
    """The last session before the day of the decision."""
    days = [day for day in view.decision.progress.session_days if day.day < view.day]
    return days[-1] if days else None


def _missed(view: View) -> Iterator[UsedRow]:
    last = last_before(view)
    if last is not None:
        yield UsedRow(SESSION, last.day, "the last one before the days away")
    if any(day.day == view.day for day in view.decision.progress.session_days):
        yield UsedRow(SESSION, view.day, "the first one after them")
    elif any(one.day == view.day for one in view.check_ins):
        yield UsedRow(CHECK_IN, view.day, "answered again")


def _too_much(view: View) -> Iterator[UsedRow]:
    count = view.number("too_much_days_running")
    for day in view.decision.progress.session_days[-count:] if count else ():
        yield UsedRow(SESSION, day.day, "clearly more done than planned")


def _contact(view: View) -> Iterator[UsedRow]:
    last = last_before(view)
    if last is not None:
        yield UsedRow(SESSION, last.day, "the last one")
    yield UsedRow(CHECK_IN, view.check_ins[-1].day, "the last one")


# --- running in a phase -------------------------------------------------------------------------


def _run(view: View, fact: str) -> tuple[SessionDay, ...]:
    """The session days running that a fact counted: as many as asked, else with the one before them."""
    days, count = view.in_phase(), view.number(fact)
    shown = int(view.asked) if count >= view.asked else count + 1
    return days[-shown:]


def _settled_run(view: View) -> Iterator[UsedRow]:
    for day in _run(view, "settled_days_running"):
        yield from settled(day)


def _easy_settled_run(view: View) -> Iterator[UsedRow]:
    for day in _run(view, "easy_settled_days_running"):
        yield from before(day)
        yield from most(day)
        yield from morning_after(day)


def _all_settled(view: View) -> Iterator[UsedRow]:
    for day in view.in_phase():
        yield from settled(day)


def asked_about_form(view: View) -> tuple[SessionDay, ...]:
    """The session days of this phase on which the form of anything was asked, today's included."""
    since = view.entered()[1]
    return tuple(
        day
        for day in view.decision.progress.session_days
        if since <= day.day <= view.day and any(done.form for done in day.exercises)
    )


def _form_run(view: View) -> Iterator[UsedRow]:
    count = view.number("form_good_days_running")
    shown = int(view.asked) if count >= view.asked else count + 1
    for day in asked_about_form(view)[-shown:]:
        worst = next(
            form for form in ("poor", "mostly", "good") if form in {d.form for d in day.exercises}
        )
        yield UsedRow(SESSION, day.day, f"form {FORMS[worst]}")


# --- weekly answers and mornings -----------------------------------------------------------------


def mean(row: Weekly) -> UsedRow:
    """The average pain of a weekly answer."""
    return UsedRow(WEEKLY, row.day, f"average pain {row.mean_0_10}")


def _latest_mean(view: View) -> Iterator[UsedRow]:
    yield from map(mean, view.means[-1:])


def _since_start(view: View) -> Iterator[UsedRow]:
    began = view.start.profile.facts.get("pain_average_7d_0_10")
    yield UsedRow(CHECK_IN, view.start.day, f"average pain {began} when the course began")
    yield from _latest_mean(view)


def week_before(view: View) -> Weekly | None:
    """The weekly answer with a mean before that of the day."""
    earlier = [row for row in view.means if row.day < view.day]
    return earlier[-1] if earlier else None


def _mean_change(view: View) -> Iterator[UsedRow]:
    for row in (week_before(view), view.weekly()):
        if row is not None:
            yield mean(row)


def _means_in_phase(view: View) -> tuple[Weekly, ...]:
    return tuple(row for row in view.means if row.day >= view.entered()[0])


def _steady(view: View) -> Iterator[UsedRow]:
    weeks = view.knowledge.whole(f"{view.phase.id}_steady_weeks")
    yield from map(mean, _means_in_phase(view)[-weeks:])


def _low_weeks(view: View) -> Iterator[UsedRow]:
    count = view.number("weekly_low_running")
    shown = int(view.asked) if count >= view.asked else count + 1
    yield from map(mean, _means_in_phase(view)[-shown:])


def _flare(view: View) -> Iterator[UsedRow]:
    row = view.weekly()
    if row is not None and row.flare is not None:
        yield UsedRow(WEEKLY, row.day, "a flare" if row.flare else "no flare")


def _leg_worse(view: View) -> Iterator[UsedRow]:
    row = view.weekly()
    if row is not None and row.leg_worse is not None:
        yield UsedRow(WEEKLY, row.day, "a leg is worse" if row.leg_worse else "no leg is worse")


def _legs_quiet(view: View) -> Iterator[UsedRow]:
    """The last day a leg was worse; without one, where counting began."""
    progress = view.decision.progress
    found = [UsedRow(CHECK_IN, view.start.day, "the course began")]
    found += [
        UsedRow(WEEKLY, row.day, "a leg is worse")
        for row in progress.weekly
        if row.leg_worse and row.day <= view.day
    ]
    found += [
        row
        for day in progress.session_days
        if day.kind == "spreading" and day.day <= view.day
        for row in _kind(day)
    ]
    yield max(found, key=lambda row: row.day)


def usual(view: View) -> tuple[int, UsedRow] | None:
    """Usual pain on that day and where it comes from: a fresh weekly mean, else the check-in's."""
    for row in view.means[-1:]:
        age = {"weekly_mean_age_days": (view.day - row.day).days}
        if view.truth("fact.weekly_fresh", age) is Truth.FIRES:
            return int(row.mean_0_10 or 0), mean(row)
    last = view.check_ins[-1]
    average = last.profile.facts.get("pain_average_7d_0_10")
    if not isinstance(average, int):
        return None
    return average, UsedRow(CHECK_IN, last.day, f"average pain {average}")


def _raised(view: View) -> Iterator[UsedRow]:
    for back in range(view.number("raised_mornings_running")):
        on = replace(view, day=view.day - timedelta(days=back))
        morning, compared = on.morning(on.day), usual(on)
        if morning is not None:
            yield UsedRow(MORNING, morning.day, f"pain {morning.pain_0_10}")
        if compared is not None:
            yield compared[1]


FLARES = ("progress.stop_weekly_flare", "progress.stop_raised_mornings")


def _flares(view: View) -> Iterator[UsedRow]:
    """What was counted as a flare within a month."""
    month = timedelta(days=view.knowledge.whole("many_flares_within_days"))
    for made in view.made:
        if view.day - made.day < month:
            on = replace(view, day=made.day)
            for reason in made.reasons:
                if reason.rule_id not in FLARES:
                    continue
                if (row := on.weekly()) is not None and row.flare:
                    yield UsedRow(WEEKLY, row.day, "a flare")
                yield from _raised(replace(on, facts=dict(reason.facts)))


def _bad_week(view: View) -> Iterator[UsedRow]:
    """What made the week a bad one: the flare or clear rise from which the days are counted."""
    began = view.day - timedelta(days=view.number("days_since_bad_week"))
    course = view.decision.course
    for made in course.decisions if course is not None else ():
        if made.day == began:
            for reason in made.reasons:
                yield from _what_was_bad(reason, replace(view, day=began))


def _what_was_bad(reason: Reason, view: View) -> Iterator[UsedRow]:
    if reason.rule_id in FLARES:
        if (row := view.weekly()) is not None and row.flare:
            yield UsedRow(WEEKLY, row.day, "a flare")
        yield from _raised(replace(view, facts=dict(reason.facts)))
    elif reason.rule_id == "progress.stop_weekly_rise" and view.weekly() is not None:
        yield from _mean_change(view)


def _backs(view: View) -> Iterator[UsedRow]:
    """What led back a phase after moving up, the last times it did."""
    went_up, backs = False, []
    for made in view.made:
        if made.phase != made.phase_before:
            if went_up and made.phase < made.phase_before:
                backs.append(made)
            went_up = made.phase > made.phase_before
    within = timedelta(days=view.knowledge.whole("another_try_within_days"))
    for made in backs:
        if view.day - made.day < within:
            for reason in made.reasons:
                if reason.rule_id in view.knowledge.rules:  # else the person's own choice
                    yield from _that_led_back(reason, made, view)


def _that_led_back(reason: Reason, made: DayDecision, view: View) -> Iterable[UsedRow]:
    """The rows of a reason; a stop is named again on the day it ends, and its rows are of its own."""
    rule = view.knowledge.rules[reason.rule_id]
    day = made.day
    if rule.then.get("action") == Action.STOP.name:
        told = [one for one in view.made if one.day < day and reason in one.reasons]
        if told and told[-1].action is Action.STOP:
            day = told[-1].day
    judged = day - timedelta(days=1) if rule.over == "session_day" and day == made.day else day
    before = tuple(one for one in view.made if one.day < day)
    facts = dict(reason.facts)
    return of_rule(
        rule,
        replace(view, day=day, judged=judged, phase=made.phase_before, facts=facts, made=before),
    )


# --- check-ins and tests -----------------------------------------------------------------------


def _answer(id: str, view: View) -> Iterator[UsedRow]:
    """An answer of the check-in that counts that day; a hold that shows the same goes before it."""
    shown = _shown_by_a_hold(id, view)
    if shown is not None:
        yield shown
        return
    last = view.check_ins[-1]
    if id in last.profile.facts:
        yield UsedRow(CHECK_IN, last.day, in_words(id, last, view.knowledge))


def in_words(id: str, check_in: CheckIn, knowledge: Knowledge) -> str:
    """The question and its answer."""
    value = words.of_answer(id, check_in.profile.facts.get(id), knowledge)
    return f"{words.of_fact(id, knowledge)}: {value}"


def _shown_by_a_hold(id: str, view: View) -> UsedRow | None:
    results = [one for one in view.decision.progress.tests if one.day <= view.day]
    for result in reversed(results):
        if ability.shown([result], view.phase, view.knowledge).get(id) == "yes":
            name = view.knowledge.tests[result.test].name
            return UsedRow(TEST, result.day, f"{name}: {result.value} seconds")
    return None


def _answers(id: str) -> Finder:
    """This check-in's answer and that of the one before."""
    return lambda view: (
        UsedRow(CHECK_IN, one.day, in_words(id, one, view.knowledge)) for one in view.check_ins[-2:]
    )


def _entered(view: View) -> Iterator[UsedRow]:
    """Where the first phase began; a later one begins with a decision, which is no row."""
    if view.entered()[0] == view.start.day:
        yield UsedRow(CHECK_IN, view.start.day, "the course began")


def _began(view: View) -> Iterator[UsedRow]:
    yield UsedRow(CHECK_IN, view.start.day, "the course began")


def _named_activities(view: View) -> Iterator[UsedRow]:
    if not view.facts.get("activities_named"):
        yield UsedRow(CHECK_IN, view.check_ins[-1].day, "no activity named and scored")
    for check_in in view.check_ins:
        scores = [check_in.profile.facts.get(f"activity_{number}_0_10") for number in (1, 2, 3)]
        if any(score is not None for score in scores):
            says = _scores(score for score in scores if score is not None)
            yield UsedRow(CHECK_IN, check_in.day, says)
    rows = [row for row in view.decision.progress.weekly if row.activities and row.day <= view.day]
    for row in rows[-1:]:
        yield UsedRow(WEEKLY, row.day, _scores(row.activities))


def _scores(scores: Iterable[object]) -> str:
    return f"your activities: {', '.join(map(str, scores))}"


# --- strength ----------------------------------------------------------------------------------


def _tested(area: str) -> Finder:
    def find(view: View) -> Iterator[UsedRow]:
        target = f"rebuild_{area}_s"
        for test in view.knowledge.tests.values():
            if test.area != area or test.target != target:
                continue
            for side in test.sides:
                done = [
                    one
                    for one in view.decision.progress.tests
                    if (one.test, one.side) == (test.id, side)
                    and one.is_test
                    and one.day <= view.day
                ]
                for one in done[-1:]:
                    where = f", {side}" if side else ""
                    yield UsedRow(TEST, one.day, f"{test.name}{where}: {one.value} seconds")

    return find


def _done_well(area: str) -> Finder:
    """The last session days with the exercise of this area that stands highest."""

    def find(view: View) -> Iterator[UsedRow]:
        days = view.knowledge.whole("good_form_days")
        here = replace(view, judged=view.day)
        levels: dict[str, int] = {}
        for id, known in view.knowledge.exercises.items():
            done = last_with(id, here, days)
            if area in known.areas and len(done) == days and all(_well(*one) for one in done):
                levels[id] = min(exercise.level for _, exercise in done)
        if levels:
            best = max(levels, key=lambda id: levels[id])
            for day, exercise in last_with(best, here, days):
                name = exercise_name(best, view.knowledge)
                yield UsedRow(SESSION, day.day, f"{name}: level {exercise.level}, done well")

    return find


def _well(day: SessionDay, done: ExerciseDay) -> bool:
    facts = day_facts.exercise(day, done, Phase.EASE)
    return facts.get("form") == "good" and done.all_done


def _no_row(view: View) -> Iterable[UsedRow]:
    """It comes from the course or the plan, not from a row."""
    return ()


AREAS = ("back", "side", "front")
FINDERS: Mapping[str, Finder] = MappingProxyType(
    {
        "phase": _no_row,
        "days_left_out": _no_row,
        "pain_before_0_10": _judged(before),
        "pain_most_0_10": _rise,
        "pain_rise_in_session_0_10": _rise,
        "pain_next_morning_rise_0_10": _judged(settled),
        "morning_answered": _answered,
        "pain_kind": _judged(_kind),
        "all_done": _done,
        "poor_form_days_running": _poor_days,
        "ready_days_running": _ready_days,
        "unsettled_days_close": _unsettled,
        "too_much_days_running": _too_much,
        "days_missed": _missed,
        "days_since_contact": _contact,
        "easy_settled_days_running": _easy_settled_run,
        "settled_days_running": _settled_run,
        "settled_percent": _all_settled,
        "form_good_days_running": _form_run,
        "raised_mornings_running": _raised,
        "weekly_flare": _flare,
        "weekly_leg_worse": _leg_worse,
        "weekly_mean_change_0_10": _mean_change,
        "weekly_mean_0_10": _latest_mean,
        "weekly_mean_age_days": _latest_mean,
        "weekly_drop_0_10": _since_start,
        "weekly_drop_percent": _since_start,
        "weekly_rise_over_start_0_10": _since_start,
        "weekly_steady": _steady,
        "weekly_low_running": _low_weeks,
        "days_without_leg_worse": _legs_quiet,
        "days_since_bad_week": _bad_week,
        "backs_close": _backs,
        "days_since_flare": _flares,
        "flares_in_a_month": _flares,
        "days_in_phase": _entered,
        "days_since_start": _began,
        "pain_now_change_0_10": _answers("pain_now_0_10"),
        "pain_mean_change_0_10": _answers("pain_average_7d_0_10"),
        "pain_worst_change_0_10": _answers("pain_worst_7d_0_10"),
        "settles_changed_worse": _answers("pain_settles"),
        "trend_changed_worse": _answers("pain_trend"),
        "legs_newly_below_or_both": _answers("leg_symptoms"),
        "activities_named": _named_activities,
        "activity_rise_0_10": _named_activities,
        "activity_mean_0_10": _named_activities,
        **{f"{area}_test_s": _tested(area) for area in AREAS},
        **{f"{area}_good_level": _done_well(area) for area in AREAS},
        **{f"{area}_offered": _no_row for area in AREAS},
    }
)
"""A counted fact → where its rows are. Answers are found under their question."""
