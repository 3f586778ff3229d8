"""Tells change in pain from ordinary up and down: days → weeks → own usual range → verdict.

    day         one number for a local day: the mean of all that was said about pain that day
    week        Monday to Sunday; counts once it is over and enough of its days were answered
    usual range the mean of the first counted weeks, plus and minus what their days vary by
    verdict     the last two counted weeks against that range: too early, no clear change, better,
                worse

A day without an answer is missing, never 0; a week with too few is missing too. What a person
recalls once a week is never mixed with days: it stands in, as a whole, where days are too few.
How often this rule errs is in docs/signal-and-noise.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from lib.model import Progress
from lib.usual import verdict as _verdict
from lib.usual import weeks as _weeks
from lib.usual.kinds import BETTER, NO_CLEAR_CHANGE, TOO_EARLY, WORSE
from lib.usual.ranges import UsualRange, judged_weeks, usual_ranges
from lib.usual.verdict import PainVerdict
from lib.usual.weeks import DAYS, WEEKLY, DayPain, Limit, PainWeek, day_pains, pain_weeks

__all__ = [
    "BETTER",
    "DAYS",
    "NO_CLEAR_CHANGE",
    "TOO_EARLY",
    "WEEKLY",
    "WORSE",
    "DayPain",
    "Limit",
    "PainHistory",
    "PainVerdict",
    "PainWeek",
    "UsualRange",
    "day_pains",
    "judged_weeks",
    "pain_history",
    "pain_weeks",
    "usual_ranges",
]


@dataclass(frozen=True, slots=True)
class PainHistory:
    """All that a chart of pain draws, and the verdict that stands above it.

    days     each answered day, oldest first, whatever the verdict rests on
    weeks    every week from the first answer to this one; without a mean where it does not count
    ranges   the usual range of each stretch without a long gap, oldest first; often one, or none
    verdict  its `basis` says whether `weeks` and `ranges` come from days or from weekly answers
    """

    days: tuple[DayPain, ...]
    weeks: tuple[PainWeek, ...]
    ranges: tuple[UsualRange, ...]
    verdict: PainVerdict


def pain_history(
    progress: Progress,
    limit: Limit,
    check_in_pains: Sequence[tuple[date, int]] = (),
    anew: Collection[date] = (),
) -> PainHistory:
    """Weeks, ranges and verdict by days; by weekly answers where only those suffice for a verdict.

    While both are too few, the one with more weeks is shown. `check_in_pains` is day and pain now
    of each check-in, `anew` the Mondays from which one asked for the usual range to begin anew.
    """
    days = day_pains(progress, check_in_pains)
    today = progress.today
    chosen = by_day = _verdict.judge(pain_weeks(days, today, limit), today, limit, anew)
    if by_day.verdict.kind == TOO_EARLY:
        by_week = _verdict.judge(_weeks.weekly_weeks(progress), today, limit, anew)
        had = by_week.verdict.weeks_had
        if by_week.verdict.kind != TOO_EARLY or had > by_day.verdict.weeks_had:
            chosen = by_week
    return PainHistory(days, chosen.weeks, chosen.ranges, chosen.verdict)
