"""What is there and what is missing for the next phase, as facts and as lines with their truth."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from string import Formatter

from lib import rules
from lib.course import day_facts
from lib.course.record import EASY_AND_SETTLED, GOOD_FORM, LOW_WEEKS, SETTLED, Record
from lib.model import CheckIn, Facts, GateLine, Knowledge, Phase, Rule, Truth, Value

AREAS = ("back", "side", "front")


@dataclass(frozen=True, slots=True)
class View:
    """Everything a gate looks at on one day. Session days before `counts_from` are used up.

    `check_in` is the latest one. `offered` works out, when it is asked, for which areas the plan
    offers something.
    """

    today: date
    phase: Phase
    entered_on: date
    counts_from: date
    start: CheckIn
    check_in: CheckIn
    record: Record
    backs: tuple[date, ...]
    """The days on which a phase back came after a phase up, oldest first."""
    offered: Callable[[], frozenset[str]]
    knowledge: Knowledge


def lines(prefix: str, facts: Facts, knowledge: Knowledge) -> tuple[GateLine, ...]:
    """One line a requirement; a requirement whose data are missing is not met and says so.

    A requirement that most people never meet with stands there only while it is not met.
    """
    found = ((rule, _line(rule, facts, knowledge)) for rule in knowledge.rules_for(prefix))
    return tuple(line for rule, line in found if not (line.met and rule.then.get("only_missing")))


def is_open(prefix: str, view: View) -> bool:
    """Whether every requirement is met.

    Most days one is not, and what is known soonest shows it: a condition that fires or is quiet on few
    facts does so on more of them.
    """
    open_ones = list(view.knowledge.rules_for(prefix))
    found: dict[str, Value] = {}
    for part in _PARTS:
        found |= part(view)
        truths = {rule.id: rules.holds(rule, found, view.knowledge) for rule in open_ones}
        if Truth.QUIET in truths.values():
            return False
        open_ones = [rule for rule in open_ones if truths[rule.id] is Truth.UNKNOWN]
    return not open_ones


@cache
def _named(says: str) -> tuple[str, ...]:
    """The facts that a sentence names."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(says) if name))


def _line(rule: Rule, facts: Facts, knowledge: Knowledge) -> GateLine:
    truth = rules.holds(rule, facts, knowledge)
    used = rules.reason(rule, facts, knowledge).facts
    read = {name for name, _ in used}
    used += tuple(
        (name, facts[name]) for name in _named(rule.says) if name in facts and name not in read
    )

    def holds(key: str) -> bool:
        fact = rule.then.get(key)
        return fact is not None and rules.is_true(fact, facts, knowledge) is Truth.FIRES

    return GateLine(rule.id, _MET[truth], used, holds("falls_away"), holds("replaced"))


_MET = {Truth.FIRES: True, Truth.QUIET: False, Truth.UNKNOWN: None}


def facts(view: View) -> Facts:
    """All facts a gate may ask for on this day."""
    found: dict[str, Value] = {}
    for part in _PARTS:
        found |= part(view)
    return found


def _answer_facts(view: View) -> dict[str, Value]:
    """The answers, with what the tests have shown since, and how long the phase has lasted."""
    found: dict[str, Value] = dict(view.check_in.profile.facts)
    found |= view.record.shown(view.phase)
    found["phase"] = view.phase.id
    found["days_in_phase"] = (view.today - view.entered_on).days
    return found


def _backs_facts(view: View) -> dict[str, Value]:
    """How often moving up did not hold lately, and from when on the next try may come."""
    within = timedelta(days=view.knowledge.whole("another_try_within_days"))
    close = [day for day in view.backs if view.today - day < within]
    found: dict[str, Value] = {"backs_close": len(close)}
    without_a_wait = view.knowledge.whole("another_try_backs_up_to")
    if len(close) > without_a_wait:
        found["another_try_says"] = _in_words(close[-without_a_wait - 1] + within, view.today)
    return found


def _in_words(day: date, today: date) -> str:
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


# --- weekly answers ----------------------------------------------------------------------------


def _weekly_facts(view: View) -> dict[str, Value]:
    found: dict[str, Value] = {
        "days_without_leg_worse": (view.today - view.record.legs_worse_on).days
    }
    if not view.record.means:
        return found
    latest = view.record.means[-1]
    found["weekly_mean_age_days"] = (view.today - latest.day).days
    day_facts.put(found, "weekly_mean_0_10", latest.mean_0_10)
    found |= day_facts.since_start(view.start, latest)
    found["weekly_steady"] = _steady(view)
    found["weekly_low_running"] = view.record.runs.length(view.entered_on, LOW_WEEKS)
    return found


def _steady(view: View) -> bool:
    """Enough weekly means in this phase, the last not above the first, none clearly above it."""
    weeks = view.knowledge.whole(f"{view.phase.id}_steady_weeks")
    rows = view.record.means[-weeks:]
    if len(rows) < weeks or rows[0].day < view.entered_on:
        return False
    means = [row.mean_0_10 or 0 for row in rows]
    rise = view.knowledge.limit("weekly_mean_rise_0_10")
    return means[-1] <= means[0] and all(mean < means[0] + rise for mean in means)


# --- session days ----------------------------------------------------------------------------------


def _session_facts(view: View) -> dict[str, Value]:
    """Of the session days of this phase whose next morning has come; form of today's too."""
    record, since = view.record, view.counts_from
    found: dict[str, Value] = {
        "easy_settled_days_running": record.runs.length(since, EASY_AND_SETTLED),
        "settled_days_running": record.runs.length(since, SETTLED),
        "form_good_days_running": record.runs.length(since, GOOD_FORM),
    }
    days = bisect_left(record.days, view.today) - bisect_left(record.days, since)
    if days > 0:
        settled = len(record.settled) - bisect_left(record.settled, since)
        found["settled_percent"] = int(100 * (settled / days))
    return found


# --- strength ------------------------------------------------------------------------------------------


def _strength_facts(view: View) -> dict[str, Value]:
    found: dict[str, Value] = {}
    offered = view.offered()
    for area in AREAS:
        ids = {id for id, known in view.knowledge.exercises.items() if area in known.areas}
        level = max((view.record.good_level(id) for id in ids), default=0)
        held = view.record.held_s(area)
        found[f"{area}_offered"] = area in offered
        found[f"{area}_good_level"] = level
        found[f"{area}_test_s"] = held or 0  # no test counts like one of 0 s
        found[f"{area}_test_says"] = "not tested yet" if held is None else f"yours: {held} seconds"
        found[f"{area}_good_says"] = f"so far level {level}" if level else "not yet"
    return found


# --- activities ----------------------------------------------------------------------------------------


def _activity_facts(view: View) -> dict[str, Value]:
    """How the activities named now are doing, against when each was first scored."""
    scored = day_facts.activity_scores(view.check_in)
    if not scored:
        return {"activities_named": False}
    began = [view.record.began[named] for named in scored]
    later = view.record.activities or tuple(scored.values())
    mean = sum(later) / len(later)
    return {
        "activities_named": True,
        "activity_rise_0_10": round(mean - sum(began) / len(began), 1),
        "activity_mean_0_10": round(mean, 1),
    }


_PARTS = (
    _answer_facts,
    _backs_facts,
    _weekly_facts,
    _session_facts,
    _activity_facts,
    _strength_facts,
)
"""The facts of a gate by what they rest on, those that are worked out soonest first."""
