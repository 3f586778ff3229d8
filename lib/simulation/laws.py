"""What must never happen in a year, each law with its numbers. A broken law names the day.

up          an exercise steps up, or a phase begins that is later than the one before
down        an exercise steps back, is lowered or left out, or a phase begins that is earlier
bad week    the seven days after a weekly answer with a flare or a mean 2 or more above the one
            before, or after the second of two raised mornings
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

from lib.model import Action, DayDecision, Knowledge, LevelChange, Reason, SessionDay
from lib.simulation.lives import Year

STEP_UP = "progress.exercise_step_up"
OF_THE_DAY_ITSELF = frozenset(
    {
        "progress.exercise_above_ceiling",
        "progress.exercise_sharp",
        "progress.exercise_poor_form",
        "progress.stop_spreading",
    }
)
"""Steps back for a day's own session, which is done after the morning's step up was shown."""
BAD_WEEK = frozenset(
    {"progress.stop_weekly_rise", "progress.stop_weekly_flare", "progress.stop_raised_mornings"}
)
NOTE_EASE, NOTE_NO_CHANGE = "progress.note_long_in_ease", "progress.note_no_change"

TURNS, TURNS_WITHIN_DAYS = 4, 91
"""Oscillation: more than so many turns within a quarter of a year. A turn is a phase change the other
way than the one before: back and up again are two."""


@dataclass(frozen=True, slots=True)
class Law:
    """One thing that must never happen. `check` gives the days on which it did."""

    id: str
    says: str
    check: Callable[[Year, Knowledge], Iterator[date]]


def broken(year: Year, knowledge: Knowledge) -> dict[str, tuple[date, ...]]:
    """Law to the days on which this year breaks it; laws that are kept are not in it."""
    found = {law.id: tuple(law.check(year, knowledge)) for law in LAWS.values()}
    return {id: days for id, days in found.items() if days}


# --- what a year is made of ------------------------------------------------------------------------


def decisions(year: Year) -> tuple[DayDecision, ...]:
    """Every decision of the year; none for somebody who never got a plan."""
    return year.course.decisions if year.course is not None else ()


def phase_changes(year: Year) -> list[DayDecision]:
    """The decisions that moved the phase."""
    return [made for made in decisions(year) if made.phase != made.phase_before]


def turns(year: Year) -> list[date]:
    """The days on which the phase changed the other way than before."""
    changes = phase_changes(year)
    return [
        after.day
        for before, after in pairwise(changes)
        if (after.phase > after.phase_before) != (before.phase > before.phase_before)
    ]


def is_up(change: LevelChange) -> bool:
    """Whether this moved an exercise up."""
    return change.reason.rule_id == STEP_UP


def moved_up(made: DayDecision) -> bool:
    """Whether anything went up on this day."""
    return made.phase > made.phase_before or any(is_up(change) for change in made.changes)


def _sessions(year: Year) -> dict[date, SessionDay]:
    return {day.day: day for day in year.progress.session_days} if year.progress else {}


def bad_weeks(year: Year) -> list[date]:
    """The days on which a bad week was seen; a stop names its reasons again when it is answered."""
    unanswered: set[Reason] = set()
    found = []
    for made in decisions(year):
        bad = {reason for reason in made.reasons if reason.rule_id in BAD_WEEK}
        if bad - unanswered:
            found.append(made.day)
        unanswered = unanswered | bad if made.action is Action.STOP else unanswered - bad
    return found


# --- the laws ---------------------------------------------------------------------------------------


def _up_and_down(year: Year, _: Knowledge) -> Iterator[date]:
    for made in decisions(year):
        morning = [c for c in made.changes if c.reason.rule_id not in OF_THE_DAY_ITSELF]
        down = made.phase < made.phase_before or any(not is_up(change) for change in morning)
        if moved_up(made) and down:
            yield made.day


def _twice_for_one_session(year: Year, knowledge: Knowledge) -> Iterator[date]:
    """Between two moves of an exercise there are as many session days with it as a step needs."""
    needed = knowledge.whole("step_up_days")
    days: dict[str, list[date]] = {}
    for session in year.progress.session_days if year.progress else ():
        for done in session.exercises:
            days.setdefault(done.exercise_id, []).append(session.day)
    moved: dict[str, date] = {}
    for made in decisions(year):
        for change in made.changes:
            with_it = days.get(change.exercise_id, [])
            since = moved.get(change.exercise_id, year.start)
            used = bisect_left(with_it, made.day) - bisect_left(with_it, since)
            if is_up(change) and used < needed:
                yield made.day
            moved[change.exercise_id] = moved[change.to_exercise] = made.day


def _up_without_data(year: Year, knowledge: Knowledge) -> Iterator[date]:
    """A step needs the session days behind it answered; a phase also a fresh weekly answer."""
    sessions = _sessions(year)
    fresh = timedelta(days=knowledge.whole("weekly_mean_fresh_days"))
    rows = year.progress.weekly if year.progress else ()
    weeks = [row.day for row in rows if row.mean_0_10 is not None]
    for made in decisions(year):
        if any(is_up(change) for change in made.changes):
            day = sessions.get(made.day - timedelta(days=1))
            if day is None or None in (day.before_0_10, day.most_0_10, day.morning_0_10):
                yield made.day
        if made.phase > made.phase_before:
            answered = [day for day in weeks if day <= made.day]
            if not answered or made.day - answered[-1] > fresh:
                yield made.day


def _up_on_a_bad_week(year: Year, _: Knowledge) -> Iterator[date]:
    bad = bad_weeks(year)
    for made in decisions(year):
        if moved_up(made) and any(0 <= (made.day - day).days < 7 for day in bad):
            yield made.day


def _up_while_unsettled(year: Year, knowledge: Knowledge) -> Iterator[date]:
    """Nothing goes up on the morning after a session day that had not settled."""
    sessions = _sessions(year)
    rise = knowledge.limit("sore_morning_rise_0_10")
    for made in decisions(year):
        day = sessions.get(made.day - timedelta(days=1))
        if day is None or day.before_0_10 is None or day.morning_0_10 is None:
            continue
        if moved_up(made) and day.morning_0_10 - day.before_0_10 >= rise:
            yield made.day


def _up_while_stopped(year: Year, _: Knowledge) -> Iterator[date]:
    """Where a visit found sessions stopped, nothing went up that day and none could be started."""
    by_day = {made.day: made for made in decisions(year)}
    for visit in year.visits:
        if visit.stopped:
            made = by_day.get(visit.day)
            if visit.may_start or (made is not None and moved_up(made)):
                yield visit.day


def _stop_loses(year: Year, _: Knowledge) -> Iterator[date]:
    """What stops wins on its day, unless the questions were answered after it."""
    answered = {check_in.day for check_in in year.check_ins}
    for made in decisions(year):
        stops = any(reason.rule_id.startswith("progress.stop_") for reason in made.reasons)
        if stops and made.action is not Action.STOP and made.day not in answered:
            yield made.day


def _not_told_in_ease(year: Year, knowledge: Knowledge) -> Iterator[date]:
    days = knowledge.whole("ease_long_days")
    for visit in year.visits:
        long = visit.phase.id == "ease" and (visit.day - visit.entered_on).days >= days
        if long and NOTE_EASE not in visit.notes:
            yield visit.day


def _not_told_no_change(year: Year, knowledge: Knowledge) -> Iterator[date]:
    """From six weeks on, while the latest weekly mean is not clearly below the first answer."""
    if year.progress is None or not year.check_ins:
        return
    began = year.check_ins[0].profile.facts["pain_average_7d_0_10"]
    if not isinstance(began, int):
        return
    days, drop = knowledge.whole("no_change_days"), knowledge.limit("clear_drop_0_10")
    percent = knowledge.limit("clear_drop_percent")
    for visit in year.visits:
        rows = [row for row in year.progress.weekly if row.day <= visit.day]
        mean = rows[-1].mean_0_10 if rows else None
        if (visit.day - year.start).days < days or mean is None:
            continue
        down = began - mean >= drop or (
            began > 0 and round(100 * (began - mean) / began) >= percent
        )
        if not down and NOTE_NO_CHANGE not in visit.notes:
            yield visit.day


def _stuck_untold(year: Year, _: Knowledge) -> Iterator[date]:
    """No two visits running find a phase open, nothing missing, and nothing said about why not."""
    silent = False
    for visit in year.visits:
        open_phase = visit.phase.id != "keep" and not visit.stopped
        told = visit.notes or visit.missing or visit.held or visit.clearance.withholds_plan
        if open_phase and not told and silent:
            yield visit.day
        silent = open_phase and not told


def _asks_what_is_not_offered(year: Year, _: Knowledge) -> Iterator[date]:
    yield from (visit.day for visit in year.visits if visit.not_offered)


def _oscillates(year: Year, _: Knowledge) -> Iterator[date]:
    days = turns(year)
    for place in range(TURNS, len(days)):
        if (days[place] - days[place - TURNS]).days < TURNS_WITHIN_DAYS:
            yield days[place]


LAWS: Mapping[str, Law] = MappingProxyType(
    {
        law.id: law
        for law in (
            Law("up_and_down", "Never up and down at once", _up_and_down),
            Law("twice", "Never two moves up for one session day", _twice_for_one_session),
            Law("no_data", "Never up on missing data", _up_without_data),
            Law("bad_week", "Nothing goes up in a bad week", _up_on_a_bad_week),
            Law(
                "unsettled",
                "Nothing goes up after a morning that was clearly worse",
                _up_while_unsettled,
            ),
            Law(
                "stopped", "A stop always wins: nothing starts, nothing goes up", _up_while_stopped
            ),
            Law(
                "stop_loses", "A stop is the decision of its day until it is answered", _stop_loses
            ),
            Law(
                "ease_untold", "21 days or more in Ease are said on every visit", _not_told_in_ease
            ),
            Law(
                "no_change_untold",
                "No clear change after six weeks is said on every visit",
                _not_told_no_change,
            ),
            Law(
                "stuck",
                "Nobody stays in a phase without a note or a named requirement",
                _stuck_untold,
            ),
            Law(
                "not_offered",
                "No gate asks for strength for which the plan offers no exercise",
                _asks_what_is_not_offered,
            ),
            Law(
                "oscillates",
                f"Never more than {TURNS} turns between phases within {TURNS_WITHIN_DAYS} days",
                _oscillates,
            ),
        )
    }
)
