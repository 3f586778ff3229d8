"""A usual range begun anew because one asked for it: weeks before that Monday and from it on, apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from lib.usual.ranges import UsualRange, usual_ranges
from lib.usual.weeks import Limit, PainWeek

ASKED = "asked"
"""Why a range begins: beside those of `ranges`."""


@dataclass(frozen=True, slots=True)
class Part:
    """The answered weeks between two such Mondays. `asked` is the one it begins with; None: the first."""

    weeks: tuple[PainWeek, ...]
    asked: date | None


def parted(weeks: Sequence[PainWeek], anew: Collection[date]) -> tuple[Part, ...]:
    """The weeks in parts, oldest first; only the last may have no week yet."""
    mondays = [date.min, *sorted(set(anew)), date.max]
    found: list[Part] = []
    for begins, ends in pairwise(mondays):
        part = tuple(week for week in weeks if week.days and begins <= week.monday < ends)
        if part or ends == date.max:
            found.append(Part(part, begins if found else None))
    return tuple(found)


def ranges_of(parts: Sequence[Part], today: date, limit: Limit) -> tuple[UsualRange, ...]:
    """The range of each stretch of each part; one that was left ends with its last answer."""
    found = []
    for part in parts:
        for made in usual_ranges(part.weeks, today, limit):
            if part is not parts[-1]:
                made = replace(made, last=min(made.last, part.weeks[-1].days[-1][0]))
            if part.asked is not None and made.first == part.weeks[0].days[0][0]:
                made = replace(made, reason=ASKED)
            found.append(made)
    return tuple(found)
