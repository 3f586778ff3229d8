"""The last two counted weeks against the usual range: the kind of answer and its evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from lib.usual import words
from lib.usual.anew import parted, ranges_of
from lib.usual.kinds import TOO_EARLY, is_noticeable, kind_of
from lib.usual.ranges import (
    Stretch,
    UsualRange,
    goes_on,
    judged_weeks,
    range_of,
    stretches,
)
from lib.usual.weeks import DAYS, Limit, PainWeek


@dataclass(frozen=True, slots=True)
class PainVerdict:
    """The answer to "is my pain changing?", and what it rests on.

    kind          TOO_EARLY, NO_CLEAR_CHANGE, BETTER or WORSE (than the person's usual)
    says          the one sentence above the chart
    details       sentences below it: what it is compared with, and what it cannot tell
    noticeable    better or worse by an amount most people would notice
    basis         DAYS, or WEEKLY: by recalled averages, for which the rule has not been tried out
    last          the counted weeks that were compared, oldest first: up to two
    usual         the range they were compared with; None while there is none
    weeks_had     counted weeks, of the `weeks_needed` there must be before a verdict
    """

    kind: str
    says: str
    details: tuple[str, ...]
    noticeable: bool
    basis: str
    last: tuple[PainWeek, ...]
    usual: UsualRange | None
    weeks_had: int
    weeks_needed: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Weeks of one basis with their ranges and the verdict."""

    weeks: tuple[PainWeek, ...]
    ranges: tuple[UsualRange, ...]
    verdict: PainVerdict


def judge(
    weeks: Sequence[PainWeek], today: date, limit: Limit, anew: Collection[date] = ()
) -> Judged:
    """The verdict for `today` of weeks of one basis, oldest first, none or all of them counted.

    `anew` are the Mondays from which one asked for the range to begin anew.
    """
    parts = parted(weeks, anew)
    ranges = ranges_of(parts, today, limit)
    now = stretches(parts[-1].weeks, limit)
    stretch = now[-1] if now and goes_on(now[-1], today, limit) else None
    is_begun = len(now) == 1 and stretch is not None
    asked = parts[-1].asked if is_begun or not now else None
    last = now or stretches(parts[-2].weeks if len(parts) > 1 else (), limit)
    return Judged(tuple(weeks), ranges, _verdict(stretch, last, today, limit, asked))


def _verdict(
    stretch: Stretch | None,
    parts: Sequence[Stretch],
    today: date,
    limit: Limit,
    asked: date | None = None,
) -> PainVerdict:
    first, running = int(limit("usual_first_weeks")), int(limit("usual_weeks_running"))
    basis = parts[0].weeks[0].basis if parts else DAYS
    counted = stretch.counted if stretch else ()
    judged, band = judged_weeks(counted, limit)
    usual = range_of(stretch, band, today, limit) if stretch and band else None
    compared = judged[-running:]
    old = _too_old(compared[-1].week if compared else None, today, limit)
    kind = TOO_EARLY if old else kind_of(judged, limit)
    said = words.Said(
        kind=kind,
        noticeable=not old and is_noticeable(judged, limit),
        basis=basis,
        last=tuple(one.week for one in compared),
        side=compared[-1].side if compared else 0,
        usual=usual,
        counted=len(counted),
        first_weeks=first,
        running=running,
        least_days=int(limit("usual_days_a_week")),
        old=old,
        ended=parts[-1].last if parts and stretch is None else None,
        anew=(stretch.first, stretch.gap_days) if stretch and stretch.gap_days else None,
        asked=asked,
        today=today,
    )
    return PainVerdict(
        kind=kind,
        says=words.sentence(said),
        details=words.details(said),
        noticeable=said.noticeable,
        basis=basis,
        last=said.last,
        usual=usual,
        weeks_had=len(counted),
        weeks_needed=first + running,
    )


def _too_old(week: PainWeek | None, today: date, limit: Limit) -> date | None:
    """The last day of that week when it says nothing about now any more, else None."""
    if week is None or (today - week.sunday).days <= limit("usual_gap_days"):
        return None
    return week.sunday
