"""A control chart of week means (XmR), the independent check of the usual range.

Limits are the mean of the first weeks, plus and minus 2.66 times the mean of the moving ranges,
which are the steps from each week to the next. 2.66 is 3 ÷ d₂, with d₂ = 2 ÷ √π for ranges of two
(Wheeler, Understanding Variation, appendix; the manuals of SAS/QC and JMP).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, pi, sqrt

from lib.usual.kinds import is_noticeable
from lib.usual.ranges import judged_weeks
from lib.usual.weeks import Limit, PainWeek

PER_MOVING_RANGE = 3 * sqrt(pi) / 2


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """Natural process limits of week means: centre, low and high, not cut at 0 and 10."""

    centre: float
    low: float
    high: float
    weeks: int

    def side(self, mean: float) -> int:
        """−1 below, 0 inside, 1 above."""
        return (mean > self.high) - (mean < self.low)


def control_limits(weeks: Sequence[PainWeek], limit: Limit) -> ControlLimits | None:
    """Limits from the first counted weeks of a stretch, up to eight; None with fewer than four."""
    first, up_to = int(limit("usual_first_weeks")), int(limit("control_weeks_up_to"))
    means = [week.mean for week in weeks if week.mean is not None][:up_to]
    if len(means) < first:
        return None
    centre = fsum(means) / len(means)
    steps = [abs(after - before) for before, after in pairwise(means)]
    away = PER_MOVING_RANGE * fsum(steps) / len(steps)
    return ControlLimits(centre, centre - away, centre + away, len(means))


def agrees_on_large(weeks: Sequence[PainWeek], limit: Limit) -> bool | None:
    """Whether the control chart says the same of a noticeable change in the last two weeks.

    True when at least one of them lies beyond its limits on the side the verdict names, and none
    on the other. None when there is no such change. `weeks` are the counted ones of one stretch;
    the two that are compared do not make the limits.
    """
    judged, _ = judged_weeks(weeks, limit)
    if not is_noticeable(judged, limit):
        return None
    last = judged[-int(limit("usual_weeks_running")) :]
    limits = control_limits(weeks[: -len(last)], limit)
    sides = {limits.side(one.mean) for one in last} if limits else set()
    return sides - {0} == {last[-1].side}
