"""Rules that turn a diary into verdicts: the app's own, and some that one might take instead.

Each gives (day, side) whenever it has something new to look at: the number of days since the start
and −1 lower, 0 no change, 1 higher, or None while it cannot say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import fmean

from lib.noise.series import LENGTH, START
from lib.usual import BETTER, NO_CLEAR_CHANGE, WEEKLY, WORSE, DayPain, Limit, PainWeek
from lib.usual.kinds import is_noticeable, kind_of
from lib.usual.ranges import JudgedWeek, judged_weeks, noticeable_size, stretches
from lib.usual.xmr import PER_MOVING_RANGE, control_limits

Verdicts = list[tuple[int, int | None]]
Rule = Callable[[Sequence[DayPain], Sequence[PainWeek], Limit], Verdicts]

SIDE_OF = {BETTER: -1, NO_CLEAR_CHANGE: 0, WORSE: 1}
FIRST_WEEKS = 4
AWAY = 1.5
RUNNING = 2


def own(days: Sequence[DayPain], weeks: Sequence[PainWeek], limit: Limit) -> Verdicts:
    """The app's rule by the app's code: what it says after each week, as long as that is fresh."""
    return _own(weeks, limit, lambda judged: SIDE_OF.get(kind_of(judged, limit)))


def noticeable(days: Sequence[DayPain], weeks: Sequence[PainWeek], limit: Limit) -> Verdicts:
    """When the app adds that most people would notice."""
    return _own(weeks, limit, lambda judged: judged[-1].side if is_noticeable(judged, limit) else 0)


def noticeable_anywhere(
    days: Sequence[DayPain], weeks: Sequence[PainWeek], limit: Limit
) -> Verdicts:
    """The same without its two guards: 2 points or 30 %, however little that is, in the range or
    outside it."""

    def side(judged: Sequence[JudgedWeek]) -> int:
        last = judged[-RUNNING:]
        away = [one.mean - one.band.centre for one in last]
        sizes = [noticeable_size(one.band.centre, no_least) for one in last]
        far = all(abs(points) >= size for points, size in zip(away, sizes, strict=True))
        if len(last) < RUNNING or not far:
            return 0
        return -1 if max(away) < 0 else 1 if min(away) > 0 else 0

    def no_least(id: str) -> float:
        return 0.0 if id == "noticeable_least_0_10" else limit(id)

    return _own(weeks, limit, side)


def _own(
    weeks: Sequence[PainWeek],
    limit: Limit,
    say: Callable[[Sequence[JudgedWeek]], int | None],
) -> Verdicts:
    said: Verdicts = []
    for stretch in stretches(weeks, limit):
        judged, _ = judged_weeks(stretch.counted, limit)
        for count, one in enumerate(judged, start=1):
            end = day_after(one.week)
            said += _grown_old(said, end - 1, limit)
            said.append((end, say(judged[:count])))
    return [*said, *_grown_old(said, LENGTH, limit)]


def _grown_old(said: Verdicts, by: int, limit: Limit) -> Verdicts:
    """Nothing is said any more once the last week is too long ago, if that is so by that day."""
    if not said or said[-1][0] + limit("usual_gap_days") > by:
        return []
    return [(said[-1][0] + int(limit("usual_gap_days")), None)]


def mean_of_four(days: Sequence[DayPain], weeks: Sequence[PainWeek], limit: Limit) -> Verdicts:
    """Mean of the first four weeks ± 1.5, two weeks running."""
    first = _means(weeks)[:FIRST_WEEKS]
    centre = fmean(first) if first else 0
    return _two_running(weeks, centre - AWAY, centre + AWAY)


def span_of_four(days: Sequence[DayPain], weeks: Sequence[PainWeek], limit: Limit) -> Verdicts:
    """Lowest to highest of the first four weeks, two weeks running."""
    first = _means(weeks)[:FIRST_WEEKS]
    return _two_running(weeks, min(first, default=0), max(first, default=0))


def weeks_xmr(days: Sequence[DayPain], weeks: Sequence[PainWeek], limit: Limit) -> Verdicts:
    """XmR of week means, limits from the first eight, one week outside."""
    counted = [week for week in weeks if week.mean is not None]
    up_to = int(limit("control_weeks_up_to"))
    limits = control_limits(counted, limit) if len(counted) >= up_to else None
    if limits is None:
        return []
    return [(day_after(week), limits.side(week.mean or 0)) for week in counted[up_to:]]


def days_xmr(days: Sequence[DayPain], weeks: Sequence[PainWeek], limit: Limit) -> Verdicts:
    """XmR of days, limits from those answered in the first four weeks, one day outside."""
    until = START + timedelta(weeks=FIRST_WEEKS)
    first = [pain for day, pain in days if day < until]
    centre = fmean(first)
    away = PER_MOVING_RANGE * fmean(abs(after - before) for before, after in pairwise(first))
    return [
        ((day - START).days + 1, (pain > centre + away) - (pain < centre - away))
        for day, pain in days[len(first) :]
    ]


def recalled(weeks: Sequence[PainWeek]) -> list[PainWeek]:
    """The same weeks as somebody would recall them who is only asked once: the mean, rounded.

    Real recall is less exact: it leans towards the worst and the latest days.
    """
    return [
        PainWeek(week.monday, ((week.sunday, float(round(week.mean))),), float(round(week.mean)), True, WEEKLY)
        for week in weeks
        if week.mean is not None
    ]  # fmt: skip


def day_after(week: PainWeek) -> int:
    """Days from the start until that week was over."""
    return (week.monday - START).days + 7


def _two_running(weeks: Sequence[PainWeek], low: float, high: float) -> Verdicts:
    later = [week for week in weeks if week.mean is not None][FIRST_WEEKS:]
    means = [week.mean or 0 for week in later]
    outside = [(mean > high) - (mean < low) for mean in means]
    return [
        (day_after(week), side if side == before else 0)
        for week, before, side in zip(later[1:], outside, outside[1:], strict=False)
    ]


def _means(weeks: Sequence[PainWeek]) -> list[float]:
    return [week.mean for week in weeks if week.mean is not None]
