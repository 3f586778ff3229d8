"""What judged weeks amount to: the kind of a verdict, and whether most people would notice."""

from __future__ import annotations

from collections.abc import Sequence

from lib.usual.ranges import TOUCH, JudgedWeek, noticeable_size
from lib.usual.weeks import Limit

TOO_EARLY, NO_CLEAR_CHANGE, BETTER, WORSE = "too_early", "no_clear_change", "better", "worse"


def kind_of(judged: Sequence[JudgedWeek], limit: Limit) -> str:
    """The kind after the last of these weeks, which are those of one stretch."""
    needed = int(limit("usual_weeks_running"))
    if len(judged) < needed:
        return TOO_EARLY
    if judged[-1].running < needed:
        return NO_CLEAR_CHANGE
    return BETTER if judged[-1].side < 0 else WORSE


def is_noticeable(judged: Sequence[JudgedWeek], limit: Limit) -> bool:
    """Better or worse, with each of the weeks that make it so far enough from the centre."""
    if kind_of(judged, limit) not in (BETTER, WORSE):
        return False
    centre = judged[-1].band.centre
    size = noticeable_size(centre, limit) - TOUCH
    last = judged[-int(limit("usual_weeks_running")) :]
    return all(abs(one.mean - centre) >= size for one in last)
