"""The words every layer shares: values and facts, the two errors, truth, clearance, action, phase, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Any

Value = bool | int | float | str | date | tuple[str, ...]
Facts = Mapping[str, Value]
"""Fact id to value. A fact that is not there is unknown."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class EvenKeelError(Exception):
    """The base of every error whose text is meant to be read by a person."""


class ContentError(EvenKeelError):
    """Our own YAML is wrong: the start stops and the text names file, id and key."""


class InputError(EvenKeelError):
    """What a person gave cannot be used: the text says what it is and what to do."""


class Truth(Enum):
    """What a condition says about some facts; an unknown fact never clears anyone."""

    FIRES = "fires"
    QUIET = "quiet"
    UNKNOWN = "unknown"


class Urgency(Enum):
    """How soon somebody should look at a finding."""

    EMERGENCY = "EMERGENCY"
    SAME_DAY = "SAME_DAY"
    DAYS = "DAYS"
    CLEARANCE = "CLEARANCE"
    ROUTINE = "ROUTINE"
    MODIFY = "MODIFY"


class Clearance(IntEnum):
    """What the answers allow; the larger one always wins."""

    PROCEED = 0
    PROCEED_WITH_CARE = 1
    ASK_AGAIN = 2
    SEE_CLINICIAN = 3
    SAME_DAY = 4
    EMERGENCY = 5

    @property
    def withholds_plan(self) -> bool:
        """True when no plan is shown."""
        return self >= Clearance.ASK_AGAIN

    @property
    def hides_exercises(self) -> bool:
        """True when no page shows this person an exercise."""
        return self >= Clearance.SAME_DAY


CLEARANCE_OF: Mapping[Urgency, Clearance] = MappingProxyType(
    {
        Urgency.EMERGENCY: Clearance.EMERGENCY,
        Urgency.SAME_DAY: Clearance.SAME_DAY,
        Urgency.DAYS: Clearance.SEE_CLINICIAN,
        Urgency.CLEARANCE: Clearance.SEE_CLINICIAN,
        Urgency.ROUTINE: Clearance.PROCEED_WITH_CARE,
        Urgency.MODIFY: Clearance.PROCEED_WITH_CARE,
    }
)


class Action(IntEnum):
    """What the course does next; the larger one always wins."""

    STEP_UP = 0
    HOLD = 1
    STEP_BACK = 2
    STOP = 3


class Phase(IntEnum):
    """The four phases, in order."""

    EASE = 0
    REBUILD = 1
    STRENGTHEN = 2
    KEEP = 3

    @property
    def id(self) -> str:
        """The word used in YAML, CSV and JSON."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Phase:
        """The phase named by `word`; ValueError when there is none."""
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"no phase is called {word!r}") from None


class Mark(Enum):
    """How sure a figure is."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    CALCULATED = "calculated"
    DESIGN = "design"


class Evidence(Enum):
    """How well an exercise is supported: the letter grade of the facts sheet."""

    B = "B"
    C = "C"
    CONVENTION = "convention"

    @property
    def label(self) -> str:
        """The words a person reads."""
        return {
            "B": "well supported",
            "C": "some support",
            "convention": "just okay: for comfort",
        }[self.value]
