"""Who the simulated people are: how their backs go, and how they do and answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import inf
from random import Random
from types import MappingProxyType

from lib.simulation.backs import Back


@dataclass(frozen=True, slots=True)
class Ways:
    """How one person does and answers; shares are from 0 to 1."""

    does: float = 0.9
    """Of the planned session days."""
    finishes: float = 0.92
    """Of the exercises of a session."""
    good_form: float = 0.9
    mornings: float = 0.9
    """Of the next mornings answered."""
    weeks: float = 0.95
    """Of the weekly questions answered when they are asked; asked again on the next visit."""
    again: float = 0.7
    """Of the days on which the safety questions are asked again, those on which they are answered."""
    tests: float = 0.4
    """Of the people who do the strength tests when the app offers them."""
    answers: str = "true"
    """`true`, `well` (always fine, whatever it was like) or `random`."""
    rounds: int = 1
    """Times what the plan asks for a day."""
    away: tuple[tuple[int, int], ...] = ()
    """From and up to which day nothing is done and nothing answered."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of people."""

    id: str
    says: str
    make: Callable[[Random], tuple[Back, Ways]]


def _back(random: Random, level: tuple[float, float], **more: float) -> Back:
    at = random.uniform(*level)
    usual = Back(
        level=at,
        floor=at,
        fades_in_days=inf,
        wander=random.uniform(0.5, 1.1),
        flare_every_days=inf,
        flare_size=0,
        flare_days=5,
        legs_in_flares=0,
        capacity=random.uniform(0.9, 1.5),
    )
    return replace(usual, **more)


def _settling(random: Random) -> tuple[Back, Ways]:
    back = _back(
        random, (3.5, 6.5), floor=random.uniform(0.3, 2), fades_in_days=random.uniform(20, 70)
    )
    return back, Ways(does=random.uniform(0.75, 1))


def _persistent(random: Random) -> tuple[Back, Ways]:
    return _back(random, (2, 6.5)), Ways(does=random.uniform(0.7, 1))


def _flaring(random: Random) -> tuple[Back, Ways]:
    back = _back(
        random,
        (1.5, 4),
        flare_every_days=random.uniform(30, 120),
        flare_size=random.uniform(2.5, 4.5),
        flare_days=random.uniform(3, 7),
        legs_in_flares=0.1,
    )
    return back, Ways(does=random.uniform(0.7, 1))


def _dropping_out(random: Random) -> tuple[Back, Ways]:
    back, ways = random.choice([_settling, _persistent, _flaring])(random)
    away, day = [], 0
    while day < 365:
        begins = day + random.randint(10, 70)
        day = 999 if random.random() < 0.25 else begins + random.randint(5, 60)
        away.append((begins, day))
    return back, replace(ways, away=tuple(away), mornings=0.7)


def _answers_well(random: Random) -> tuple[Back, Ways]:
    back = _back(random, (3, 6.5))
    return back, Ways(answers="well", does=1, mornings=1, weeks=1, again=1)


def _answers_at_random(random: Random) -> tuple[Back, Ways]:
    return _back(random, (2, 6)), Ways(answers="random", does=0.8, mornings=0.8)


def _does_more(random: Random) -> tuple[Back, Ways]:
    back = _back(random, (2, 5), capacity=random.uniform(0.8, 1.2))
    return back, Ways(does=1, rounds=random.choice([2, 3]))


def _skips_mornings(random: Random) -> tuple[Back, Ways]:
    return _back(random, (1, 5)), Ways(mornings=0)


def _skips_weeks(random: Random) -> tuple[Back, Ways]:
    return _back(random, (1, 5)), Ways(weeks=0)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            Kind("settling", "Pain of 3.5 to 6.5 that fades over weeks to months", _settling),
            Kind(
                "persistent",
                "Pain of 2 to 6.5 that stays at its level all year",
                _persistent,
            ),
            Kind("flaring", "Pain of 1.5 to 4 with three to twelve flares a year", _flaring),
            Kind(
                "dropping_out", "Any of these, away again and again, some for good", _dropping_out
            ),
            Kind("does_more", "Two or three times the plan every day", _does_more),
            Kind(
                "skips_mornings",
                "Never answers the next-morning question",
                _skips_mornings,
            ),
            Kind("skips_weeks", "Never answers the weekly question", _skips_weeks),
            Kind(
                "answers_well",
                "Says that all is well whatever it is like",
                _answers_well,
            ),
            Kind("answers_at_random", "Answers at random", _answers_at_random),
        )
    }
)
