"""The course again after a save: days before the first one that changed are not lived anew.

What comes out is what `replay` gives. What is kept only says how it stood on earlier days, and is
looked at only as far as nothing those days rest on has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from lib import overrides as choices
from lib.course import GATE_WEEKS, Day, Fold, Offer, days_of, of_this_phase
from lib.model import CheckIn, Course, Knowledge, Override, Progress

A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Kept:
    """A course as it was lived up to a day, and where it stood on some days before."""

    first: CheckIn
    overrides: tuple[Override, ...]
    knowledge: Knowledge
    days: tuple[Day, ...]
    folds: Mapping[int, Fold]
    """How many days had been lived → the fold after them, which is never lived further itself."""
    told: Mapping[date, Course]
    """The course as it was told on days before the last, for the weeks of its gate."""


def again(
    history: Iterable[CheckIn],
    progress: Progress,
    overrides: Iterable[Override],
    knowledge: Knowledge,
    today: date,
    offer: Offer,
    before: Kept | None = None,
) -> tuple[Course, Kept]:
    """The course on `today` as `replay` gives it, and what the next time may begin from."""
    known = tuple(check_in for check_in in history if check_in.day <= today)
    if not known:
        raise ValueError("a course begins with a check-in")
    lasting = tuple(choices.lasting(overrides, today))
    days = days_of(known, progress, today)
    told_on = [today - timedelta(weeks=back) for back in range(GATE_WEEKS, 0, -1)]
    folds: dict[int, Fold] = {0: Fold(known[0], lasting, knowledge, offer)}
    told: dict[date, Course] = {}
    if before is not None and _is_of(before, known[0], lasting, knowledge):
        same = _same_days(before.days, days)
        folds |= {lived: fold for lived, fold in before.folds.items() if lived <= same}
        until = days[same - 1].date if same else date.min
        told = {day: one for day, one in before.told.items() if day in told_on and day <= until}
    over = len(days) - 1
    open_ = [number for number in range(over) if days[number].date in set(told_on) - set(told)]
    start = max(lived for lived in folds if lived <= min([over, *open_]))
    fold = folds[start].twin()
    for number in range(start, over):
        if number in open_:
            told[days[number].date] = fold.course(days[number])
        fold.live(days[number])
        if _is_kept(number + 1, over):
            folds[number + 1] = fold.twin()
    lived = fold.course(days[-1])
    then = [(day, told[day]) for day in told_on if day in told]
    weeks_back = max(number for number in folds if number <= max(0, over - 7 * GATE_WEEKS))
    left = {n: one for n, one in folds.items() if n == weeks_back or _is_kept(n, over)}
    kept = Kept(
        known[0], lasting, knowledge, tuple(days), MappingProxyType(left), MappingProxyType(told)
    )
    return replace(lived, gate_weeks=of_this_phase(then, lived)), kept


def _is_of(
    before: Kept, first: CheckIn, overrides: tuple[Override, ...], knowledge: Knowledge
) -> bool:
    same = before.knowledge is knowledge and before.overrides == overrides
    return same and before.first == first


def _same_days(before: Sequence[Day], now: Sequence[Day]) -> int:
    """How many days from the first on are as they were."""
    pairs = enumerate(zip(before, now, strict=False))
    changed = (number for number, (old, new) in pairs if old != new)
    return next(changed, min(len(before), len(now)))


def _is_kept(lived: int, over: int) -> bool:
    """A fold is kept for each year, for the day the weeks that are told begin, and for the last days."""
    return lived % A_YEAR == 0 or over - lived in (0, 1, 7, 7 * GATE_WEEKS)
