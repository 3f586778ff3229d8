"""What `data/` says about exercises and strength tests: doses, limits, surfaces, published values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lib.model.terms import NOTHING, Evidence, Mark, Phase


@dataclass(frozen=True, slots=True)
class Dose:
    """One full dose. What does not apply is None; `reps` may fall from set to set."""

    sets: int | None = None
    reps: int | tuple[int, ...] | None = None
    hold_s: int | None = None
    minutes: float | None = None
    distance_m: int | None = None
    load_kg: float | None = None
    each_side: bool = False
    times_per_day: int = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """What changes in an exercise that is kept although a caution holds."""

    cue: str
    dose: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Surface:
    """A way to do the same exercise elsewhere, with its own position and cautions.

    Cues, mistakes and form check are its own only where the exercise's do not fit; else empty.
    """

    id: str
    name: str
    position: str
    steps: tuple[str, ...]
    avoid_if: frozenset[str] = frozenset()
    limit_if: Mapping[str, Limit] = field(default_factory=lambda: NOTHING)
    cautions: frozenset[str] = frozenset()
    kit: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    common_mistakes: tuple[str, ...] = ()
    form_check: str = ""
    figure: str = ""
    """A figure of its own; empty: the exercise's, where the position is the same, else none."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise in words, with everything the rules need to know about it."""

    id: str
    number: str
    name: str
    purpose: str
    position: str
    goals: tuple[str, ...]
    areas: tuple[str, ...]
    slots: tuple[str, ...]
    kit: tuple[str, ...]
    at_hand: tuple[str, ...]
    steps: tuple[str, ...]
    cues: tuple[str, ...]
    common_mistakes: tuple[str, ...]
    form_check: str
    levels: tuple[Dose, ...]
    easier: str | None
    harder: str | None
    surfaces: tuple[Surface, ...]
    avoid_if: frozenset[str]
    limit_if: Mapping[str, Limit]
    cautions: frozenset[str]
    effort: int
    evidence: Evidence
    evidence_line: str
    source: tuple[str, ...]
    figure: Mapping[str, Any]
    """Poses and what is drawn with them; `lib.figures` reads it."""


@dataclass(frozen=True, slots=True)
class JointLimit:
    """How far a joint of a drawn figure goes, in degrees from standing upright."""

    id: str
    usual: tuple[float, float]
    hard: tuple[float, float]
    """Reached only where weight presses on the joint."""
    source: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class StrengthTest:
    """One timed self-test. `cap`, `target` and `error` are names of thresholds.

    `area` is back, front, side or legs, `measure` seconds or count. `figure` is an exercise or a
    figure of its own; None has no picture.
    """

    id: str
    name: str
    area: str
    measure: str
    each_side: bool
    cap: str
    figure: str | None
    how: tuple[str, ...]
    stops: tuple[str, ...]
    target: str | None
    error: str | None
    """The smallest real change; None: not known."""
    phases: tuple[Phase, ...]
    therapist_only: bool
    limits: str
    source: tuple[str, ...]
    answers: tuple[str, ...] = ()
    """The questions about what one can do that a hold on each of its sides answers."""
    first_hold: bool = False
    """Safe enough to find out in a first session."""
    cautions: frozenset[str] = frozenset()
    """What excludes it there, as for an exercise."""

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides it is done on, in order; one empty word when there are none."""
        return ("left", "right") if self.each_side else ("",)


@dataclass(frozen=True, slots=True)
class Norm:
    """Published values of one test in one group: the middle half of it, or mean and SD."""

    id: str
    test: str
    group: str
    """The people, in the plural: "men aged 60 to 64"."""
    sex: str
    age: tuple[int, int]
    n: int
    sample: str
    limits: str
    source: tuple[str, ...]
    mark: Mark
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    mean: float | None = None
    sd: float | None = None
