"""The plan, and the whole decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lib.model.course import Course, Override, Standing
from lib.model.exercises import Dose, Limit, Surface
from lib.model.log import Progress
from lib.model.steps import CheckIn, Finding, PhaseChoice, Profile, Reason
from lib.model.terms import Clearance, Phase


@dataclass(frozen=True, slots=True)
class Prescription:
    """One line of the plan."""

    exercise_id: str
    slot_id: str
    level: int
    dose: Dose
    days_per_week: int
    surface: Surface | None
    limits: tuple[tuple[str, Limit], ...]
    why: tuple[Reason, ...]
    chosen: tuple[Override, ...] = ()
    """The person's own choices that made this line what it is; who and why stand in them."""


@dataclass(frozen=True, slots=True)
class FirstHold:
    """A hold that finds out what nobody has tried yet: as long as it is easy, up to `stop_s`.

    It is exercise, not a test: whatever ended it, its result is saved with `stopped` as `EASY`, and
    pain if it hurt.
    """

    test: str
    sides: tuple[str, ...]
    stop_s: int
    why: Reason


@dataclass(frozen=True, slots=True)
class EmptySlot:
    """A slot that stayed empty, with the cautions that emptied it or the rule that closed it."""

    slot_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, for how long, how often, and why. `id` changes when any of it does."""

    id: str
    phase: Phase
    comfort: bool
    days_per_week: int
    times_per_day: int
    minutes: float
    lines: tuple[Prescription, ...]
    empty: tuple[EmptySlot, ...]
    rules_version: str
    holds: tuple[FirstHold, ...] = ()
    """They take about half a minute a side, which `minutes` does not hold."""
    choices: tuple[Standing, ...] = ()
    """The person's own choices about lines, oldest first, and whether each counts today."""


@dataclass(frozen=True, slots=True)
class NothingFits:
    """Not even ease could give three exercises: the person should see a clinician."""

    empty: tuple[EmptySlot, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything a front shows, from one pure call. Without a check-in all but `today` is None."""

    today: date
    clearance: Clearance
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]
    profile: Profile | None
    start: PhaseChoice | None
    progress: Progress
    course: Course | None
    plan: Plan | None
    check_ins: tuple[CheckIn, ...] = field(default=())
    usual_anew: tuple[Override, ...] = field(default=())
    """The choices that stand to let the usual range of pain begin anew, oldest first."""

    @property
    def choices(self) -> tuple[Standing, ...]:
        """Every choice of the person that stands, oldest first, and whether it counts today.

        None counts while the clearance withholds the plan.
        """
        if self.course is None:
            return ()
        if self.plan is None:
            return tuple(Standing(one, "no_plan") for one in self.course.chosen)
        became = {one.override: one for one in (*self.course.phases_chosen, *self.plan.choices)}
        return tuple(became.get(one, Standing(one, "not_lived")) for one in self.course.chosen)
