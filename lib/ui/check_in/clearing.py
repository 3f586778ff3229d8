"""Decides who may say that a clinician has seen them, from which day on, and with which answers.

`lib.screening.is_cleared` has the last word; this says beforehand, in words, what would not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lib.model import Clearance, Decision, Finding, Knowledge
from lib.screening import PREGNANCY, months_after


def withholding(decision: Decision) -> tuple[Finding, ...]:
    """The findings for which somebody is to be seen, gravest first."""
    return tuple(f for f in decision.findings if f.clearance >= Clearance.SEE_CLINICIAN)


def stopping(decision: Decision) -> tuple[Finding, ...]:
    """The findings that need help now or today, gravest first."""
    return tuple(f for f in decision.findings if f.clearance.hides_exercises)


def can_be_cleared(decision: Decision) -> bool:
    """False where no clinician's word opens the plan here: under 18, or when nothing fits."""
    found = withholding(decision)
    return bool(found) and all(finding.flags for finding in found)


def flags(decision: Decision) -> tuple[str, ...]:
    """What can be cleared, with what already was: one date counts for all."""
    found = [f for f in decision.findings if f.cleared or f.clearance >= Clearance.SEE_CLINICIAN]
    return tuple(dict.fromkeys(flag for finding in found for flag in finding.flags))


def since(flag: str, decision: Decision) -> date:
    """Since when the flag has stood, check-in after check-in."""
    day = decision.today
    for check_in in reversed(decision.check_ins):
        if not any(flag in finding.flags for finding in check_in.screening.findings):
            break
        day = check_in.day
    return day


def from_day(decision: Decision, knowledge: Knowledge) -> date:
    """The first day on which the urgent findings can be cleared; today where none is urgent."""
    wait = timedelta(days=knowledge.whole("clear_urgent_after_days"))
    days = [since(f, decision) + wait for finding in stopping(decision) for f in finding.flags]
    return max(days, default=decision.today)


def earliest(decision: Decision, knowledge: Knowledge) -> date:
    """The first day the calendar offers for what a clinician has said."""
    year_or_so = timedelta(days=31 * knowledge.whole("clearance_holds_months"))
    return from_day(decision, knowledge) if stopping(decision) else decision.today - year_or_so


def problem(
    chosen: Sequence[str], day: date | None, decision: Decision, knowledge: Knowledge
) -> str:
    """Why this would not count, with what to do; empty when it would."""
    if not chosen:
        return "Choose what the clinician knows about."
    if day is None:
        return "Enter the day on which the clinician said so."
    if day > decision.today:
        return "That day is still to come. Enter the day on which the clinician said so."
    if day < from_day(decision, knowledge) and stopping(decision):
        return "That is before you could have been seen about this. Enter a later day."
    for flag in chosen:
        pregnancy = flag == PREGNANCY
        months = knowledge.whole(
            "clearance_holds_pregnancy_months" if pregnancy else "clearance_holds_months"
        )
        if months_after(day, months) < decision.today:
            kind = "In pregnancy and after birth a" if pregnancy else "A"
            return f"{kind} clinician's word counts for {months} months. Please ask again."
    return ""
