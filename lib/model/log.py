"""The log, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lib.model.strength import TestResult


@dataclass(frozen=True, slots=True)
class ExerciseDay:
    """One exercise on one session day, all rounds together, by the worst of them."""

    exercise_id: str
    level: int
    all_done: bool
    done_rounds: float
    """Sum over the rounds of done ÷ prescribed."""
    rounds: int
    pain_0_10: int | None
    form: str | None
    stopped: str


@dataclass(frozen=True, slots=True)
class SessionDay:
    """All rounds of one day. Pain is on 0–10; None means not answered."""

    day: date
    last_at: datetime
    rounds: int
    phase: str
    before_0_10: int | None
    most_0_10: int | None
    after_0_10: int | None
    kind: str | None
    effort_0_10: int | None
    minutes: float | None
    exercises: tuple[ExerciseDay, ...]
    morning_0_10: int | None
    """Pain on the morning after, from the check-in of the day after and no other."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """One weekly check-in row."""

    at: datetime
    day: date
    mean_0_10: int | None
    worst_0_10: int | None
    flare: bool | None
    leg_worse: bool | None
    activities: tuple[int, ...] = ()
    pain_now_0_10: int | None = None
    activity_places: tuple[int, ...] = ()
    """Which of the three named activities each of these scores is of."""


@dataclass(frozen=True, slots=True)
class Morning:
    """One next-morning row: the last one of its day counts."""

    at: datetime
    day: date
    pain_0_10: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The journal as facts a day, oldest first, with nothing later than `today`."""

    today: date
    session_days: tuple[SessionDay, ...]
    weekly: tuple[Weekly, ...]
    mornings: tuple[Morning, ...]
    tests: tuple[TestResult, ...] = ()
