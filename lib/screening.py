"""Turns `Answers` into a `Screening`: the clearance, its findings and what is unanswered."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from lib import rules
from lib.model import (
    CLEARANCE_OF,
    Answers,
    Clearance,
    Finding,
    Knowledge,
    Reason,
    Rule,
    Screening,
    Truth,
    Urgency,
)

UNANSWERED = "screen.unanswered"
"""Rule id of the finding for a needed question without an answer."""

PREGNANCY = "rd_preg"


def screen(answers: Answers, knowledge: Knowledge, today: date) -> Screening:
    """The clearance for these answers on `today`; the most cautious finding wins.

    A needed answer that is missing gives `ASK_AGAIN` and never clears anyone. A finding whose flag
    a clinician has since cleared counts as proceed with care.
    """
    found = [
        _finding(rule, answers, knowledge, today)
        for rule in knowledge.rules_for("screen.")
        if "urgency" in rule.then and rules.holds(rule, answers.values, knowledge) is Truth.FIRES
    ]
    found += [
        Finding(UNANSWERED, Clearance.ASK_AGAIN, Reason(UNANSWERED, (("question", id),)))
        for id in answers.missing
    ]
    found.sort(key=lambda finding: -finding.clearance)
    clearance = max((finding.clearance for finding in found), default=Clearance.PROCEED)
    return Screening(clearance, tuple(found), answers.missing)


def _finding(rule: Rule, answers: Answers, knowledge: Knowledge, today: date) -> Finding:
    clearance = CLEARANCE_OF[Urgency(rule.then["urgency"])]
    cleared = any(is_cleared(flag, clearance, answers, knowledge, today) for flag in rule.flags)
    return Finding(
        rule.id,
        min(clearance, Clearance.PROCEED_WITH_CARE) if cleared else clearance,
        rules.reason(rule, answers.values, knowledge),
        rule.flags,
        cleared,
    )


def is_cleared(
    flag: str, clearance: Clearance, answers: Answers, knowledge: Knowledge, today: date
) -> bool:
    """Whether a clinician's yes to this flag counts on `today`.

    It holds for some months, and an emergency or same-day sign can be cleared only from the day
    after it was ticked.
    """
    cleared_on = answers.values.get("cleared_on")
    flags = answers.values.get("cleared_flags", ())
    if not isinstance(cleared_on, date) or not isinstance(flags, tuple) or flag not in flags:
        return False
    months = "clearance_holds_pregnancy_months" if flag == PREGNANCY else "clearance_holds_months"
    if not cleared_on <= today <= months_after(cleared_on, knowledge.whole(months)):
        return False
    if clearance < Clearance.SAME_DAY:
        return True
    ticked_on = answers.ticked_on.get(flag, cleared_on - timedelta(days=1))
    if flag not in answers.ticked_on and cleared_on == answers.answered_on:
        ticked_on = answers.answered_on
    wait = timedelta(days=knowledge.whole("clear_urgent_after_days"))
    return cleared_on >= ticked_on + wait


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
