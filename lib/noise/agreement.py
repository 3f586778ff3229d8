"""Whether the control chart says the same when the app speaks of a change most would notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.noise.rules import day_after, noticeable
from lib.noise.series import CHANGE_DAY, END, Series, diaries
from lib.usual import Limit, PainWeek, pain_weeks
from lib.usual.xmr import agrees_on_large, control_limits


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of people, the share who were told of a noticeable change after week 8; of these, at the
    first time, the share whose control chart says the same, and the share where it has one of the
    two weeks outside on the other side."""

    told: float
    same: float
    opposite: float


def agreement(series: Series, people: int, seed: int, limit: Limit) -> Agreement:
    """People with a long gap are looked at as if they had none; hardly any have one."""
    same: list[bool] = []
    opposite: list[bool] = []
    for days in diaries(series, people, seed):
        weeks = pain_weeks(days, END, limit)
        first = next(
            ((day, side) for day, side in noticeable(days, weeks, limit) if side and day > CHANGE_DAY),
            None,
        )  # fmt: skip
        if first is None:
            continue
        until, side = first
        counted = [week for week in weeks if week.mean is not None and day_after(week) <= until]
        same.append(agrees_on_large(counted, limit) is True)
        opposite.append(_is_opposite(counted, side or 0, limit))
    told = len(same) / people
    return Agreement(told, _share(same), _share(opposite))


def _is_opposite(weeks: Sequence[PainWeek], side: int, limit: Limit) -> bool:
    running = int(limit("usual_weeks_running"))
    limits = control_limits(weeks[:-running], limit)
    last = weeks[-running:]
    return limits is not None and any(limits.side(week.mean or 0) == -side for week in last)


def _share(yes: Sequence[bool]) -> float:
    return sum(yes) / max(1, len(yes))
