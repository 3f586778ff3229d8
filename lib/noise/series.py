"""Made-up people: daily pain over 60 weeks, in whole numbers, with days missing.

A day is the person's level, plus what the series adds, plus noise that carries over from day to
day (AR(1): today's is φ times yesterday's plus something new). Level, and how much the days vary,
differ from person to person. These figures are assumed, not taken from diaries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lib.usual import DayPain

Numbers = NDArray[np.float64]
Shape = Callable[[Generator, int], Numbers]
"""People × days, in points to add to each person's level."""

START = date(2024, 1, 1)
"""A Monday."""
WEEKS = 60
LENGTH = WEEKS * 7
CHANGE_DAY = 8 * 7
"""The first day of week 9: changes begin here, and so does the year in which verdicts count."""
END = START + timedelta(weeks=WEEKS)
YEAR = [START + timedelta(days=n) for n in range(LENGTH)]
DAY = np.arange(LENGTH)
SINCE = np.maximum(0, DAY - CHANGE_DAY + 1)
"""Days since the change began; its first day is 1."""

A_MONTH = 30.4


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of people. `direction` is that of the change: 0 none, −1 less pain, 1 more."""

    id: str
    says: str
    shape: Shape
    direction: int = 0
    carry_over: float = 0.5
    missing: float = 0.15
    level: tuple[float, float] = (4.0, 7.0)
    day_sd: tuple[float, float] = (0.9, 1.6)


# --- what is added to the level -------------------------------------------------------------


def nothing(random: Generator, people: int) -> Numbers:
    """A stable level."""
    return np.zeros((people, LENGTH))


def weekly_cycle(random: Generator, people: int) -> Numbers:
    """±1.4 points in the course of each week; the worst day differs between people."""
    start = random.uniform(0, 7, (people, 1))
    return 1.4 * np.sin(2 * np.pi * (DAY + start) / 7)


def slow_wander(random: Generator, people: int) -> Numbers:
    """A level that wanders by itself, with an SD of 0.6 and two months until half of it is new."""
    return 0.6 * _carried(random, people, 0.5 ** (1 / 61))


def flares(random: Generator, people: int) -> Numbers:
    """Three a year, at chance: 3 points up for a week, then easing off over ten days."""
    one = np.concatenate([np.full(7, 3.0), np.linspace(3, 0, 12)[1:-1]])
    begins = random.random((people, LENGTH)) < 3 / 365.25
    begins[:, :CHANGE_DAY] = False
    raised = np.zeros((people, LENGTH))
    for person, day in np.argwhere(begins):
        until = min(LENGTH, day + len(one))
        raised[person, day:until] = np.maximum(raised[person, day:until], one[: until - day])
    return raised


def step(points: float) -> Shape:
    """From one day to the next, for good."""
    return lambda random, people: np.where(SINCE > 0, points, 0) + np.zeros((people, 1))


def drift(points_a_month: float) -> Shape:
    """A little every day, until 0 or 10 is reached."""
    return lambda random, people: points_a_month * SINCE / A_MONTH + np.zeros((people, 1))


def settling(random: Generator, people: int) -> Numbers:
    """3 points more at first, gone after six weeks: a new episode that eases by itself."""
    return 3 * np.exp(-DAY / 14) + np.zeros((people, 1))


def both(one: Shape, other: Shape) -> Shape:
    """The two added up."""
    return lambda random, people: one(random, people) + other(random, people)


# --- the series -----------------------------------------------------------------------------

STABLE = (
    Series("carry_03", "stable, φ 0.3", nothing, carry_over=0.3),
    Series("carry_05", "stable, φ 0.5", nothing),
    Series("carry_07", "stable, φ 0.7", nothing, carry_over=0.7),
    Series("cycle", "weekly cycle ±1.4", weekly_cycle),
    Series("gaps", "45 % of days missing", nothing, missing=0.45),
    Series("low", "low pain, 1 to 2.5", nothing, level=(1.0, 2.5)),
    Series("even", "even days, SD 0.3 to 0.7", nothing, day_sd=(0.3, 0.7)),
)
"""No change: every verdict is false."""

UNSTEADY = (
    Series("wander", "slow wander, SD 0.6", slow_wander),
    Series("flares", "3 flares a year", flares),
    Series("settling", "settling in the first weeks", settling),
)
"""Something does change, but nothing that lasts and began in week 9: no verdict here is plainly
right or wrong."""

CHANGING = (
    Series("step", "−2 at once", step(-2), -1),
    Series("step_up", "+2 at once", step(2), 1, level=(2.0, 5.0)),
    Series("step_gaps", "−2, 45 % missing", step(-2), -1, missing=0.45),
    Series("step_cycle", "−2, weekly cycle", both(step(-2), weekly_cycle), -1),
    Series("drift", "−1 a month", drift(-1), -1),
    Series("large", "−3 at once", step(-3), -1),
)
"""A change from week 9 on, to be found."""


def diaries(series: Series, people: int, seed: int) -> Iterator[list[DayPain]]:
    """The answered days of each person, oldest first."""
    random = np.random.default_rng([seed, *series.id.encode()])
    pains = _pains(series, people, random)
    answered = random.random((people, LENGTH)) >= series.missing
    for row, there in zip(pains.tolist(), answered.tolist(), strict=True):
        yield [(day, pain) for day, pain, yes in zip(YEAR, row, there, strict=True) if yes]


def _pains(series: Series, people: int, random: Generator) -> Numbers:
    level = random.uniform(*series.level, (people, 1))
    sd = random.uniform(*series.day_sd, (people, 1))
    noise = sd * _carried(random, people, series.carry_over)
    pains: Numbers = np.clip(np.rint(level + series.shape(random, people) + noise), 0, 10)
    return pains


def _carried(random: Generator, people: int, carry_over: float) -> Numbers:
    """AR(1) noise with an SD of 1 on every day."""
    new = random.standard_normal((people, LENGTH))
    new[:, 1:] *= np.sqrt(1 - carry_over**2)
    for day in range(1, LENGTH):
        new[:, day] += carry_over * new[:, day - 1]
    return new
