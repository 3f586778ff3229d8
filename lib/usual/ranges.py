"""A person's usual range, and on which side of it each later week lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum, sqrt

from lib.usual.weeks import WEEKLY, Limit, PainWeek

LOWEST, HIGHEST = 0.0, 10.0
TOUCH = 1e-9
"""Two numbers as near as this are the same: sums of fractions differ in their last digits."""
FIRST_WEEKS, AFTER_GAP = "first_weeks", "after_gap"
"""Why a range begins: the first answers, or answers again after a long gap."""


@dataclass(frozen=True, slots=True)
class UsualRange:
    """The range of one stretch of answers without a long gap.

    first, last          the days it holds for: first answer of the stretch, and its last (today,
                         while the stretch goes on)
    centre, low, high    points of 10; low and high end at 0 and 10
    noticeable_low/high  a week from here on outwards is outside the range, and by an amount most
                         people would notice; None where that lies beyond 0 or 10
    weeks, days          how many counted weeks, and days of these, it was made of
    learned_until        the last day of those weeks
    reason               FIRST_WEEKS or AFTER_GAP; `gap_days` is then how long nothing was answered
    """

    first: date
    last: date
    centre: float
    low: float
    high: float
    noticeable_low: float | None
    noticeable_high: float | None
    weeks: int
    days: int
    learned_until: date
    reason: str
    gap_days: int
    basis: str


@dataclass(frozen=True, slots=True)
class Band:
    """Centre and half-width made of some weeks."""

    centre: float
    half: float
    weeks: int

    def side(self, mean: float) -> int:
        """−1 below, 0 inside (its edge too), 1 above."""
        edge = self.half + TOUCH
        return (mean > self.centre + edge) - (mean < self.centre - edge)


@dataclass(frozen=True, slots=True)
class JudgedWeek:
    """A counted week against the range as it was then: its side, and how many weeks in a row."""

    week: PainWeek
    band: Band
    side: int
    running: int

    @property
    def mean(self) -> float:
        """The mean of the week."""
        return _mean_of(self.week)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Weeks with answers that no gap interrupts, and how long the gap before them was (0: none)."""

    weeks: tuple[PainWeek, ...]
    gap_days: int = 0

    @property
    def first(self) -> date:
        """The first answered day."""
        return self.weeks[0].days[0][0]

    @property
    def last(self) -> date:
        """The last answered day."""
        return self.weeks[-1].days[-1][0]

    @property
    def counted(self) -> tuple[PainWeek, ...]:
        """The weeks that count."""
        return tuple(week for week in self.weeks if week.mean is not None)


def stretches(weeks: Sequence[PainWeek], limit: Limit) -> tuple[Stretch, ...]:
    """Weeks with any answer, parted where more days than the limit lie between two answers."""
    longest = limit("usual_gap_days")
    parts: list[tuple[int, list[PainWeek]]] = []
    for week in weeks:
        if not week.days:
            continue
        gap = (week.days[0][0] - parts[-1][1][-1].days[-1][0]).days if parts else 0
        if not parts or gap > longest:
            parts.append((gap, []))
        parts[-1][1].append(week)
    return tuple(Stretch(tuple(part), gap) for gap, part in parts)


def judged_weeks(
    weeks: Sequence[PainWeek], limit: Limit
) -> tuple[tuple[JudgedWeek, ...], Band | None]:
    """Each week after the first four against the range of its time, and the range as it is now.

    `weeks` are the counted weeks of one stretch. The range takes weeks five to eight in while the
    latest lies inside; an odd week before that one is then taken in too. No later week changes what
    was judged before it. None when there are too few weeks for a range.
    """
    first, up_to = int(limit("usual_first_weeks")), int(limit("usual_weeks_up_to"))
    if len(weeks) < first:
        return (), None
    band = _band(weeks[:first], limit)
    judged: list[JudgedWeek] = []
    for count, week in enumerate(weeks[first:], start=first + 1):
        side = band.side(_mean_of(week))
        goes_on = judged and judged[-1].side == side
        running = 0 if side == 0 else judged[-1].running + 1 if goes_on else 1
        judged.append(JudgedWeek(week, band, side, running))
        if side == 0 and count <= up_to:
            band = _band(weeks[:count], limit)
    return tuple(judged), band


def usual_ranges(weeks: Sequence[PainWeek], today: date, limit: Limit) -> tuple[UsualRange, ...]:
    """The range of each stretch that has one, oldest first."""
    found = []
    for stretch in stretches(weeks, limit):
        _, band = judged_weeks(stretch.counted, limit)
        if band is not None:
            found.append(range_of(stretch, band, today, limit))
    return tuple(found)


def range_of(stretch: Stretch, band: Band, today: date, limit: Limit) -> UsualRange:
    """The band of a stretch with its dates and what it is made of."""
    made_of = stretch.counted[: band.weeks]
    outwards = max(band.half, noticeable_size(band.centre, limit))
    low, high = band.centre - outwards, band.centre + outwards
    return UsualRange(
        first=stretch.first,
        last=today if goes_on(stretch, today, limit) else stretch.last,
        centre=band.centre,
        low=max(LOWEST, band.centre - band.half),
        high=min(HIGHEST, band.centre + band.half),
        noticeable_low=low if low >= LOWEST else None,
        noticeable_high=high if high <= HIGHEST else None,
        weeks=band.weeks,
        days=sum(week.answered for week in made_of),
        learned_until=made_of[-1].sunday,
        reason=AFTER_GAP if stretch.gap_days else FIRST_WEEKS,
        gap_days=stretch.gap_days,
        basis=stretch.weeks[0].basis,
    )


def goes_on(stretch: Stretch, today: date, limit: Limit) -> bool:
    """Whether an answer today would still belong to it."""
    return (today - stretch.last).days <= limit("usual_gap_days")


def noticeable_size(centre: float, limit: Limit) -> float:
    """Points from the centre that most people would notice: 2 or 30 %, but at least 1."""
    share = centre * limit("clear_drop_percent") / 100
    return max(limit("noticeable_least_0_10"), min(limit("clear_drop_0_10"), share))


def _band(weeks: Sequence[PainWeek], limit: Limit) -> Band:
    centre = fsum(_mean_of(week) for week in weeks) / len(weeks)
    if weeks[0].basis == WEEKLY:
        return Band(centre, limit("usual_weekly_half_0_10"), len(weeks))
    pains = [pain for week in weeks for _, pain in week.days]
    half = max(limit("usual_least_half_0_10"), limit("usual_sd_times") * _sd(pains))
    return Band(centre, half, len(weeks))


def _mean_of(week: PainWeek) -> float:
    if week.mean is None:
        raise ValueError("a week that does not count was given")
    return week.mean


def _sd(values: Sequence[float]) -> float:
    """Sample standard deviation; 0 for one value."""
    mean = fsum(values) / len(values)
    return sqrt(fsum((value - mean) ** 2 for value in values) / max(1, len(values) - 1))
