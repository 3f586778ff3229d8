"""What the journal says about pain, as one number a day, and as weeks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

from lib.dates import monday
from lib.model import Progress

Limit = Callable[[str], float]
"""Threshold id to number: `knowledge.limit`."""

DayPain = tuple[date, float]
"""A local day and its pain, 0–10."""

DAYS, WEEKLY = "days", "weekly"
"""What weeks are made of: single days, or what a person recalls once a week."""

ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class PainWeek:
    """One week: its answered days and their mean; None when it does not count.

    A week counts when it is over and enough of its days were answered. Made of weekly answers,
    it has one entry, the last answer given in that week, and counts at once.
    """

    monday: date
    days: tuple[DayPain, ...]
    mean: float | None
    over: bool
    basis: str = DAYS

    @property
    def answered(self) -> int:
        """How many of its days have an answer."""
        return len(self.days)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + ONE_WEEK - timedelta(days=1)


def day_pains(
    progress: Progress, check_in_pains: Sequence[tuple[date, int]] = ()
) -> tuple[DayPain, ...]:
    """One value for each day something was said, oldest first: the mean of all that was said.

    That is the next-morning pain, the pain before the day's first session, and the pain now of a
    weekly row and of a check-in. None of them wins, for how they mix changes with the number of
    sessions a week: if mornings won, doing fewer sessions would move the mean of a week although
    the pain had not changed. The mean over the last 7 days is not pain of a day and stays out.
    """
    said: list[tuple[date, int]] = [
        *((row.day, row.pain_0_10) for row in progress.mornings),
        *((row.day, row.before_0_10) for row in progress.session_days if row.before_0_10 is not None),
        *((row.day, row.pain_now_0_10) for row in progress.weekly if row.pain_now_0_10 is not None),
        *check_in_pains,
    ]  # fmt: skip
    by_day: dict[date, list[int]] = {}
    for day, pain in said:
        by_day.setdefault(day, []).append(pain)
    return tuple((day, fsum(by_day[day]) / len(by_day[day])) for day in sorted(by_day))


def pain_weeks(days: Sequence[DayPain], today: date, limit: Limit) -> tuple[PainWeek, ...]:
    """Every week from the first answered day to today's, those without an answer too.

    `days` are oldest first, one entry a day. The running week never counts: its days still come.
    """
    least = limit("usual_days_a_week")
    by_week: dict[date, list[DayPain]] = {}
    for day in days:
        by_week.setdefault(monday(day[0]), []).append(day)
    found = []
    for week in _every_week(by_week, today):
        answered, over = tuple(by_week.get(week, ())), week + ONE_WEEK <= today
        counts = over and len(answered) >= least
        mean = fsum(pain for _, pain in answered) / len(answered) if counts else None
        found.append(PainWeek(week, answered, mean, over))
    return tuple(found)


def weekly_weeks(progress: Progress) -> tuple[PainWeek, ...]:
    """The same from what was recalled once a week: the last such answer of each week is its mean."""
    by_week = {
        monday(row.day): (row.day, float(row.mean_0_10))
        for row in progress.weekly
        if row.mean_0_10 is not None
    }
    found = []
    for week in _every_week(by_week, progress.today):
        answer = by_week.get(week)
        over = answer is not None or week + ONE_WEEK <= progress.today
        mean = None if answer is None else answer[1]
        found.append(PainWeek(week, () if answer is None else (answer,), mean, over, WEEKLY))
    return tuple(found)


def _every_week(answered: Collection[date], today: date) -> list[date]:
    if not answered:
        return []
    first = min(answered)
    return [first + n * ONE_WEEK for n in range((monday(today) - first) // ONE_WEEK + 1)]
