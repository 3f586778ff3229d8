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
    cleared = any(_is_cleared(rule, flag, answers, knowledge, today) for flag in rule.flags)
    return Finding(
        rule.id,
        min(clearance, Clearance.PROCEED_WITH_CARE) if cleared else clearance,
        rules.reason(rule, answers.values, knowledge),
        rule.flags,
        cleared,
    )


def _is_cleared(rule: Rule, flag: str, answers: Answers, knowledge: Knowledge, today: date) -> bool:
    """Whether a clinician's yes to this flag counts on `today`.

    It holds for some months, and an emergency or same-day sign can be cleared only from the day
    after it was ticked: a yes from before says nothing about a sign that has come since.
    """
    cleared_on = answers.values.get("cleared_on")
    flags = answers.values.get("cleared_flags", ())
    if not isinstance(cleared_on, date) or not isinstance(flags, tuple) or flag not in flags:
        return False
    months = "clearance_holds_pregnancy_months" if flag == PREGNANCY else "clearance_holds_months"
    if not cleared_on <= today <= months_after(cleared_on, knowledge.whole(months)):
        return False
    if CLEARANCE_OF[Urgency(rule.then["urgency"])] < Clearance.SAME_DAY:
        return True
    wait = timedelta(days=knowledge.whole("clear_urgent_after_days"))
    if answers.ticked_on is None:
        return cleared_on <= answers.answered_on - wait
    return cleared_on >= answers.ticked_on.get(rule.id, answers.answered_on) + wait


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
