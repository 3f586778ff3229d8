"""What is counted of a rule's verdicts over one kind of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_high

from lib.noise.rules import Rule, Verdicts
from lib.noise.series import CHANGE_DAY, END, Series, diaries
from lib.usual import Limit, pain_weeks

NEVER = 10**6
SOON_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """One rule on one kind of people, over the year from week 9 on.

    a_year        verdicts a person and year; one that stands when the year begins counts too
    share         share of people with at least one
    weeks         median weeks from the change to the right verdict; None: most never got it
    soon          share of people with it within 8 weeks
    held          share of the looks after that at which it is still said
    wrong         share of people with a verdict in the other direction at some time
    """

    a_year: float
    share: float
    weeks: int | None
    soon: float
    held: float
    wrong: float


def count(
    rules: Mapping[str, Rule], series: Series, people: int, seed: int, limit: Limit
) -> dict[str, Counted]:
    """Each rule on the same diaries."""
    verdicts: dict[str, list[Verdicts]] = {name: [] for name in rules}
    for days in diaries(series, people, seed):
        weeks = pain_weeks(days, END, limit)
        for name, rule in rules.items():
            verdicts[name].append(rule(days, weeks, limit))
    return {name: counted(told, series.direction) for name, told in verdicts.items()}


def counted(told: Sequence[Verdicts], direction: int) -> Counted:
    """`told` has one list a person."""
    spoken = [list(_begun(one)) for one in told]
    found = [_weeks_until(one, direction) for one in told]
    middle = median_high(found)
    return Counted(
        a_year=sum(len(one) for one in spoken) / len(told),
        share=_share(bool(one) for one in spoken),
        weeks=None if middle == NEVER else middle,
        soon=_share(weeks <= SOON_WEEKS for weeks in found),
        held=_share(held for one in told for held in _held(one, direction)),
        wrong=_share(-direction in one for one in spoken) if direction else 0.0,
    )


def _begun(verdicts: Verdicts) -> Iterable[int]:
    """The side of each verdict that begins in the year, or stands when it begins."""
    standing = [side for day, side in verdicts if day <= CHANGE_DAY][-1:]
    later = [side for day, side in verdicts if day > CHANGE_DAY]
    before: int | None = None
    for side in [*standing, *later]:
        if side and side != before:
            yield side
        before = side


def _held(verdicts: Verdicts, direction: int) -> Iterable[bool]:
    """Of the times it was looked at after it was found: whether it is still said."""
    later = [side for day, side in verdicts if day > CHANGE_DAY and side is not None]
    found = later.index(direction) if direction and direction in later else len(later)
    return (side == direction for side in later[found + 1 :])


def _weeks_until(verdicts: Verdicts, direction: int) -> int:
    for day, side in verdicts:
        if day > CHANGE_DAY and side == direction and direction:
            return -(-(day - CHANGE_DAY) // 7)
    return NEVER


def _share(yes: Iterable[bool]) -> float:
    each = list(yes)
    return sum(each) / max(1, len(each))
