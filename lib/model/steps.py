"""What the steps from answers to plan hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from lib.model.exercises import Limit, Surface
from lib.model.terms import NOTHING, Clearance, Facts, Phase


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so: the rule, the facts it looked at, its sources. Words come later."""

    rule_id: str
    facts: tuple[tuple[str, Any], ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """One check-in: the answers that count, what is missing, and when it was given."""

    values: Facts
    missing: tuple[str, ...]
    answered_on: date
    ticked_on: Mapping[str, date] | None = None
    """Screening rule to the day since which it has held without a break; None: no earlier check-in
    tells."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A screening rule that holds. `cleared` is True when a clinician has since said yes."""

    rule_id: str
    clearance: Clearance
    reason: Reason
    flags: tuple[str, ...] = ()
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Screening:
    """The clearance, the findings behind it (gravest first) and the unanswered questions."""

    clearance: Clearance
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How one exercise suits one person: allowed or not, on which surface, with which limits."""

    allowed: bool
    surface: Surface | None = None
    limits: tuple[tuple[str, Limit], ...] = ()
    blocked_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What the plan needs to know about a person, derived from one check-in."""

    facts: Facts
    cautions: Mapping[str, Reason]
    fits: Mapping[str, Fit]
    fits_unticked: Mapping[str, Fit]
    """The same for somebody who has ticked nothing in the safety lists."""
    days_per_week: int
    minutes_per_session: int
    confidence_0_10: int | None


@dataclass(frozen=True, slots=True)
class PhaseChoice:
    """Where a person starts, and the first rule that said so."""

    phase: Phase
    reason: Reason


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One answers row and what follows from it alone."""

    answered_at: datetime
    day: date
    screening: Screening
    profile: Profile
    start: PhaseChoice
    changed: Facts = field(default_factory=lambda: NOTHING)
    """What has changed since the check-in before."""
