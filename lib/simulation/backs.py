"""The pain behind the answers: a level, an ordinary up and down, flares, and what load does to it.

    level       where this back is on most days, 0–10; it may fade towards a lower one
    wander      the up and down of days around the level; part of it carries over to the next day
    flare       sudden, then fading over some days
    after       what a session leaves behind; most of it is gone within two days
    capacity    what a session may ask before it hurts more; it grows a little with each session done

The numbers are chosen to look like diaries of people with ordinary back pain: day to day standard
deviation about 0.6 to 1.2 points, one to eight flares a year where there are any. They are made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from random import Random

HIGHEST = 10
CARRIES_OVER = 0.5
"""The share of one day's wander that is still there the next day."""
AFTER_FADES = 0.4
"""The share of a session's after-effect that is still there a day later."""
GROWS = 0.008
"""How much of its present size capacity grows with a session that was done."""
MOST_CAPACITY = 2.5


@dataclass(frozen=True, slots=True)
class Back:
    """How one back goes, before anything is done. Days and points of 10."""

    level: float
    floor: float
    fades_in_days: float
    """How long until two thirds of the way from level to floor are gone; inf: never."""
    wander: float
    """The standard deviation of the ordinary up and down."""
    flare_every_days: float
    """On average; inf: never."""
    flare_size: float
    flare_days: float
    legs_in_flares: float
    """The share of flares in which a leg gets worse too."""
    capacity: float
    """1 is what the first weeks of a plan ask of most people."""


class Pain:
    """One back as the days go by."""

    def __init__(self, back: Back, random: Random) -> None:
        self.back = back
        self.random = random
        self.wander = random.gauss(0, back.wander)
        self.flare = self.after = 0.0
        self.flare_in = self._next_flare()
        self.capacity = back.capacity
        self.day = 0
        self.days: list[float] = []
        """The pain of each day so far."""
        self.flared_on = self.legs_on = -99

    def wake(self) -> float:
        """The pain of a new day, 0–10."""
        back, random = self.back, self.random
        fade = exp(-self.day / back.fades_in_days)
        level = back.floor + (back.level - back.floor) * fade
        fresh = (1 - CARRIES_OVER**2) ** 0.5
        self.wander = CARRIES_OVER * self.wander + fresh * random.gauss(0, back.wander)
        self.after *= AFTER_FADES
        self.flare *= exp(-1 / back.flare_days)
        self.flare_in -= 1
        if self.flare_in <= 0:
            self.flare = back.flare_size * random.uniform(0.7, 1.3)
            self.flared_on = self.day
            if random.random() < back.legs_in_flares:
                self.legs_on = self.day
            self.flare_in = self._next_flare()
        self.day += 1
        self.days.append(_scale(level + self.wander + self.flare + self.after))
        return self.days[-1]

    def do(self, load: float) -> float:
        """How much a session of this load adds while it lasts; some of it is still there tomorrow."""
        strain = max(0.0, load / self.capacity - 1)
        adds = min(4.0, 2.5 * strain) + max(0.0, self.random.gauss(0, 0.5))
        self.after += min(3.0, 2.0 * strain)
        self.capacity = min(MOST_CAPACITY, self.capacity * (1 + GROWS))
        return adds

    def week(self) -> list[float]:
        """The pain of the last seven days."""
        return self.days[-7:]

    def _next_flare(self) -> float:
        if self.back.flare_every_days == float("inf"):
            return float("inf")
        return max(7.0, self.random.expovariate(1 / self.back.flare_every_days))


def _scale(pain: float) -> float:
    return min(float(HIGHEST), max(0.0, pain))
