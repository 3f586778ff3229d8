"""What is there and what is missing for the next phase, as facts and as lines with their truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from string import Formatter

from lib import rules
from lib.course import ability, day_facts
from lib.model import (
    CheckIn,
    Facts,
    GateLine,
    Knowledge,
    Phase,
    Rule,
    SessionDay,
    TestResult,
    Truth,
    Value,
    Weekly,
)

AREAS = ("back", "side", "front")


@dataclass(frozen=True, slots=True)
class View:
    """Everything a gate looks at on one day. Session days before `counts_from` are used up.

    `check_ins` are those of the course up to this day, the last being `check_in`.
    """

    today: date
    phase: Phase
    entered_on: date
    counts_from: date
    start: CheckIn
    check_in: CheckIn
    check_ins: Sequence[CheckIn]
    sessions: Sequence[SessionDay]
    weekly: Sequence[Weekly]
    offered: frozenset[str]
    knowledge: Knowledge
    tests: Sequence[TestResult] = ()

    def in_phase(self) -> tuple[SessionDay, ...]:
        """Session days of this phase whose next morning has come, oldest first."""
        return tuple(day for day in self.sessions if self.counts_from <= day.day < self.today)

    def weekly_in_phase(self) -> tuple[Weekly, ...]:
        """Weekly answers with a mean given since the phase was entered."""
        return tuple(
            row
            for row in self.weekly
            if self.entered_on <= row.day <= self.today and row.mean_0_10 is not None
        )


def lines(prefix: str, facts: Facts, knowledge: Knowledge) -> tuple[GateLine, ...]:
    """One line a requirement; a requirement whose data are missing is not met and says so."""
    return tuple(_line(rule, facts, knowledge) for rule in knowledge.rules_for(prefix))


def _line(rule: Rule, facts: Facts, knowledge: Knowledge) -> GateLine:
    truth = rules.holds(rule, facts, knowledge)
    used = rules.reason(rule, facts, knowledge).facts
    read = {name for name, _ in used}
    named = dict.fromkeys(name for _, name, _, _ in Formatter().parse(rule.says) if name)
    used += tuple((name, facts[name]) for name in named if name in facts and name not in read)

    def holds(key: str) -> bool:
        fact = rule.then.get(key)
        return fact is not None and rules.is_true(fact, facts, knowledge) is Truth.FIRES

    return GateLine(rule.id, _MET[truth], used, holds("falls_away"), holds("replaced"))


_MET = {Truth.FIRES: True, Truth.QUIET: False, Truth.UNKNOWN: None}


def facts(view: View) -> Facts:
    """All facts a gate may ask for on this day."""
    found: dict[str, Value] = dict(view.check_in.profile.facts)
    found["phase"] = view.phase.id
    found["days_in_phase"] = (view.today - view.entered_on).days
    found |= _weekly_facts(view)
    found |= _session_facts(view)
    found |= _strength_facts(view)
    found |= _activity_facts(view)
    found["days_without_leg_worse"] = _days_without_leg_worse(view)
    return found


# --- weekly answers ----------------------------------------------------------------------------


def _weekly_facts(view: View) -> dict[str, Value]:
    rows = [row for row in view.weekly if row.day <= view.today and row.mean_0_10 is not None]
    if not rows:
        return {}
    latest = rows[-1]
    found: dict[str, Value] = {"weekly_mean_age_days": (view.today - latest.day).days}
    day_facts.put(found, "weekly_mean_0_10", latest.mean_0_10)
    found |= day_facts.since_start(view.start, latest)
    found["weekly_steady"] = _steady(view)
    found["weekly_low_running"] = _running(
        view.weekly_in_phase(),
        lambda row: rules.is_true("fact.weekly_low", day_facts.weekly(row, None), view.knowledge),
    )
    return found


def _steady(view: View) -> bool:
    """Enough weekly means in this phase, the last not above the first, none clearly above it."""
    weeks = view.knowledge.whole(f"{view.phase.id}_steady_weeks")
    means = [row.mean_0_10 or 0 for row in view.weekly_in_phase()][-weeks:]
    if len(means) < weeks:
        return False
    rise = view.knowledge.limit("weekly_mean_rise_0_10")
    return means[-1] <= means[0] and all(mean < means[0] + rise for mean in means)


def _running(items: Sequence[object], truth: Callable[..., Truth]) -> int:
    """How many of the last items running fire."""
    running = 0
    for item in reversed(items):
        if truth(item) is not Truth.FIRES:
            break
        running += 1
    return running


# --- session days ----------------------------------------------------------------------------------


def _session_facts(view: View) -> dict[str, Value]:
    days = view.in_phase()

    def truth(named: str) -> Callable[[SessionDay], Truth]:
        return lambda day: rules.is_true(named, day_facts.session(day, view.phase), view.knowledge)

    settled = truth("fact.settled")
    found: dict[str, Value] = {
        "easy_settled_days_running": _running(days, truth("fact.easy_and_settled")),
        "settled_days_running": _running(days, settled),
        "form_good_days_running": _form_good_running(view),
    }
    if days:
        share = sum(1 for day in days if settled(day) is Truth.FIRES) / len(days)
        found["settled_percent"] = int(100 * share)
    return found


def _form_good_running(view: View) -> int:
    asked = [
        forms
        for day in view.sessions
        if view.counts_from <= day.day <= view.today
        and (forms := {done.form for done in day.exercises} - {None})
    ]
    return _running(asked, lambda forms: Truth.FIRES if forms == {"good"} else Truth.QUIET)


def _days_without_leg_worse(view: View) -> int:
    worse = [row.day for row in view.weekly if row.leg_worse and row.day <= view.today]
    spread = [day.day for day in view.sessions if day.kind == "spreading" and day.day <= view.today]
    return (view.today - max([view.start.day, *worse, *spread])).days


# --- strength ------------------------------------------------------------------------------------------


def _strength_facts(view: View) -> dict[str, Value]:
    found: dict[str, Value] = {}
    results = [result for result in view.tests if result.day <= view.today]
    for area in AREAS:
        ids = {id for id, known in view.knowledge.exercises.items() if area in known.areas}
        found[f"{area}_offered"] = not ids.isdisjoint(view.offered)
        found[f"{area}_good_level"] = max((_good_level(id, view) for id in ids), default=0)
        held = ability.held_s(area, results, view.knowledge)
        found[f"{area}_test_s"] = held or 0  # no test counts like one of 0 s
        found[f"{area}_test_says"] = "not tested yet" if held is None else f"yours: {held} seconds"
        level = found[f"{area}_good_level"]
        found[f"{area}_good_says"] = f"so far level {level}" if level else "not yet"
    return found | ability.shown(results, view.phase, view.knowledge)


def _good_level(id: str, view: View) -> int:
    """The level at which this exercise was done in full and well on its last session days."""
    needed = view.knowledge.whole("good_form_days")
    with_it = (
        (day, exercise)
        for day in reversed(view.sessions)
        if day.day <= view.today and (exercise := day_facts.exercise_in(day, id)) is not None
    )
    done = list(islice(with_it, needed))
    if len(done) < needed:
        return 0
    for day, exercise in done:
        facts = day_facts.exercise(day, exercise, view.phase)
        if facts.get("form") != "good" or not exercise.all_done:
            return 0
    return min(exercise.level for _, exercise in done)


# --- activities ----------------------------------------------------------------------------------------


def _activity_facts(view: View) -> dict[str, Value]:
    began = _began(view)
    if not began:
        return {"activities_named": False}
    weekly = (row.activities for row in reversed(view.weekly) if row.activities)
    later = next(weekly, tuple(_scores(view.check_in).values()))
    mean = sum(later) / len(later)
    return {
        "activities_named": True,
        "activity_rise_0_10": round(mean - sum(began) / len(began), 1),
        "activity_mean_0_10": round(mean, 1),
    }


def _began(view: View) -> tuple[int, ...]:
    """How well each activity that is named now could be done when it was first scored.

    They are optional and mostly named after the course has begun, so its first check-in will not do.
    """
    first: dict[tuple[int, Value], int] = {}
    for check_in in view.check_ins:
        for named, score in _scores(check_in).items():
            first.setdefault(named, score)
    return tuple(first[named] for named in _scores(view.check_in))


def _scores(check_in: CheckIn) -> dict[tuple[int, Value], int]:
    """Place and name of an activity to its score; without a name or a score it is left out."""
    facts = check_in.profile.facts
    return {
        (number, facts[f"activity_{number}"]): score
        for number in (1, 2, 3)
        if f"activity_{number}" in facts
        and isinstance(score := facts.get(f"activity_{number}_0_10"), int)
    }
