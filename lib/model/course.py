"""The course: what was chosen, what was decided day by day, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lib.model.steps import Reason
from lib.model.terms import NOTHING, Action, Facts, Phase


@dataclass(frozen=True, slots=True)
class Override:
    """A person's own choice that stands until it is taken back.

    `kind` is stay or phase (about `phase`), swap, remove, add or dose (about `exercise_id`), usual
    (about the usual range of pain, never about the plan), or undo.
    An undo names the choice it takes back in `undoes`; an older one, whose `undoes` is empty, takes
    back every stay in its phase or every swap of its exercise.
    """

    at: datetime
    day: date
    kind: str
    phase: str = ""
    exercise_id: str = ""
    to_exercise_id: str = ""
    id: str = ""
    by: str = ""
    """`you`, `therapist`, or a name that was typed; empty: not asked, as in older files."""
    reason: str = ""
    """The id of a ready reason, or empty."""
    reason_text: str = ""
    """The person's own words for it."""
    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    minutes: float | None = None
    level: int | None = None
    """The level the exercise stood at when its dose was chosen."""
    confirmed: tuple[str, ...] = ()
    """What spoke against an added exercise and was confirmed: cautions, and kit that is missing."""
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A choice that has not been taken back. `state` is `counts`, or says why it does not count today.

    `about` are the cautions or kit that speak against it; `smaller` is True where the plan has made
    the exercise easier since, so that of each number the smaller one counts.
    """

    override: Override
    state: str
    about: tuple[str, ...] = ()
    smaller: bool = False

    @property
    def counts(self) -> bool:
        """Whether the plan follows it today."""
        return self.state == COUNTS


COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One exercise moved: `to_exercise` differs when an easier or harder one took over."""

    exercise_id: str
    from_level: int
    to_exercise: str
    to_level: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class DayDecision:
    """What was decided on one day, with every rule that led to it."""

    day: date
    action: Action
    phase: Phase
    phase_before: Phase
    reasons: tuple[Reason, ...]
    changes: tuple[LevelChange, ...] = ()


@dataclass(frozen=True, slots=True)
class GateLine:
    """One requirement of the gate to the next phase; `met` None means data are missing."""

    rule_id: str
    met: bool | None
    facts: tuple[tuple[str, Any], ...]
    fell_away: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Phase, levels and decisions as replayed up to a day."""

    phase: Phase
    entered_on: date
    start: date
    levels: Mapping[str, int]
    instead: Mapping[str, str]
    """Exercise to the easier or harder one that has taken its place."""
    one_set: frozenset[str]
    left_out: frozenset[str]
    comfort: bool
    stopped: bool
    check_in_again: bool
    action: Action
    reasons: tuple[Reason, ...]
    gate: tuple[GateLine, ...]
    notes: tuple[Reason, ...]
    decisions: tuple[DayDecision, ...]
    swaps: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    strength: Facts = field(default_factory=lambda: NOTHING)
    """What strength tests, or the quick checks in their place, say for the plan."""
    gate_weeks: tuple[tuple[date, tuple[GateLine, ...]], ...] = field(default=(), compare=False)
    """The open gate as it stood a week ago, two weeks ago and so on in this phase, oldest first."""
    chosen: tuple[Override, ...] = ()
    """The person's own choices that stand, oldest first."""
    phases_chosen: tuple[Standing, ...] = ()
    """What became of each choice of a phase on its day."""
