"""What a sentence about all answers is made of, and the world it is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lib.model import Knowledge
from lib.proof import answers
from lib.proof.circuit import Bit, Circuit
from lib.proof.days import Day, Inputs, decided, inputs
from lib.proof.demands import Demands
from lib.proof.steps import WORSE, Steps, build_worse

Assignment = dict[str, int | bool]

THOROUGH = 3000
"""So many drawn people, or more, are looked at where there is time."""
_ONE_MORE, _HIDDEN = 0.01, 0.3


@dataclass(frozen=True, slots=True)
class Claim:
    """`never` is the case for no answers; `premise` is, for some."""

    about: str
    never: Bit
    premise: Bit
    rules: tuple[str, ...] = ()
    """The rules to look at where it fails."""


@dataclass(frozen=True, slots=True)
class Property:
    """A sentence with a name. `possible` are claims that something does happen."""

    name: str
    says: str
    claims: tuple[Claim, ...] = ()
    possible: tuple[tuple[str, Bit], ...] = ()
    checked_on: str = ""
    """Empty where it is proved for everything there can be; else on what it was checked, in words."""
    apart: bool = False
    """Whether each claim is a question of its own: claims about long sums are hard for z3 together."""
    about_logs: bool = False
    """Whether it is about facts of a log: then no answers show where it fails."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What a property does not hold for. Without an example, something never happens that should."""

    about: str
    example: Assignment | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a property came out."""

    said: Property
    broken: tuple[Broken, ...]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether it is proved."""
        return not self.broken


class World:
    """The circuit with its demands, and what is known of it by looking at drawn answers."""

    def __init__(
        self,
        steps: Steps,
        knowledge: Knowledge,
        people: int = THOROUGH,
        facts_of: Knowledge | None = None,
    ) -> None:
        """`facts_of` are the rules that say which facts a log has, where a rule may be missing."""
        self.steps = steps
        self.facts_of = facts_of or knowledge
        self.knowledge = knowledge
        self.demands = Demands(steps.circuit, steps.variables)
        self.drawn = answers.drawn(knowledge, people, seed=8)
        """Answers to look at before z3 is asked."""
        self.thorough = people >= THOROUGH
        """Whether sentences that are checked on drawn courses take as many as they can."""

    @cached_property
    def worse(self) -> Steps:
        """The same people with more pain or more ticks; the drawn ones with a little more of both."""
        found = build_worse(self.knowledge, self.steps)
        dice = np.random.default_rng(9)
        count = len(self.drawn["age_years"])
        for name, node in self.c.variables().items():
            if name.endswith(WORSE):
                even = dice.integers(node.low, node.high + 1, count).astype(np.int32)
                self.drawn[name] = dice.random(count) < _ONE_MORE if node.op == "flag" else even
        return found

    @cached_property
    def day(self) -> tuple[Inputs, Day]:
        """One day of a course, in the same circuit: its variables, and what it decides."""
        given = inputs(self.c, self.facts_of)
        found = given, decided(self.c, self.knowledge, given)
        self.fill()
        return found

    def fill(self) -> None:
        """Something for the variables that are new in the circuit, for the drawn people."""
        dice, count = np.random.default_rng(10), len(self.drawn["age_years"])
        for name, node in self.c.variables().items():
            if name not in self.drawn and not name.endswith(WORSE):
                even = dice.integers(node.low, node.high + 1, count).astype(np.int32)
                self.drawn[name] = dice.random(count) < _HIDDEN if node.op == "flag" else even

    @property
    def c(self) -> Circuit:
        """The circuit."""
        return self.steps.circuit
