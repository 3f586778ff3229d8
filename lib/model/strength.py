"""Results of strength tests, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lib.model.exercises import Norm, StrengthTest
from lib.model.steps import Reason

EASY = "easy"
"""Marks a hold of the first sessions, which ends while it is easy: it shows no limit."""


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test done on one side (`left`, `right`, or empty): seconds held or times done."""

    id: str
    at: datetime
    day: date
    test: str
    side: str
    seconds: int | None = None
    count: int | None = None
    pain_0_10: int | None = None
    stopped: str = ""

    @property
    def value(self) -> int | None:
        """What was measured; None when nothing was."""
        return self.count if self.seconds is None else self.seconds

    @property
    def is_test(self) -> bool:
        """False without a value, and for a hold that ended while it was easy: that is exercise."""
        return self.value is not None and self.stopped != EASY


@dataclass(frozen=True, slots=True)
class Offer:
    """A test, and why it is not for now; without a reason it can be done."""

    test: StrengthTest
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """Whether the test can be done now."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Position:
    """A result beside a published group. The share of it that lies below is from 0 to 1.

    Where only quarters are known, the share lies between the two; else they are the same.
    """

    norm: Norm
    share_from: float
    share_to: float
    says: str
    assumes: str
    """What had to be assumed to say so; empty when nothing was."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """The latest result of one area: front, back, left or right. None: not tested, or no target.

    `side` stands for both sides where they are level.
    """

    area: str
    test: str | None = None
    value: int | None = None
    target: float | None = None
    share: float | None = None
    """Of the target; 1 is reached."""
    day: date | None = None
    usual: tuple[float, float] | None = None
    """The middle half of the published group that fits, if there is one."""


@dataclass(frozen=True, slots=True)
class SideDifference:
    """One side clearly shorter than the other in the same test, on test days running."""

    test: str
    shorter: str
    left: int
    right: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Front, back, left and right, with what can be said about them."""

    rows: tuple[AreaRow, ...]
    difference: SideDifference | None
    says: str
    profile: str
    """Front beside back, never judged; empty when one of them is missing."""


@dataclass(frozen=True, slots=True)
class TestChange:
    """First and latest result of a test on one side. `kind` is up, down, none or too_few.

    With a known `error` the change is judged by it, else by a run of tests the same way.
    """

    test: str
    side: str
    first: int | None
    latest: int | None
    days: int
    error: float | None
    kind: str
    says: str
