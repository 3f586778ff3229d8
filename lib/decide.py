"""Answers and journal in, everything a front shows out: the one place where the steps are chained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pandas as pd

from lib import course, intake, planning, progress, screening, strength
from lib import overrides as own
from lib.course import ability
from lib.model import (
    NOTHING,
    Answers,
    CheckIn,
    Clearance,
    Course,
    Decision,
    Finding,
    InputError,
    Knowledge,
    NothingFits,
    Override,
    Plan,
    Profile,
    Progress,
    Reason,
    TestResult,
)

NOTHING_FITS = "screen.nothing_fits"


@dataclass(frozen=True, slots=True)
class AnswersRow:
    """One row of answers.csv: question ids to raw values, and when it was given."""

    answered_at: datetime
    day: date
    raw: Mapping[str, Any]


def decide(
    rows: Sequence[AnswersRow],
    frames: Mapping[str, pd.DataFrame],
    overrides: Iterable[Override],
    knowledge: Knowledge,
    today: date,
) -> Decision:
    """Clearance, course and plan for `today`, from all check-ins and the journal.

    Rows dated after `today` are left out. Without a check-in there is only `ASK_AGAIN`. InputError
    when an answer cannot be used.
    """
    return decide_from(rows, progress.summarise(frames, today), overrides, knowledge)


def decide_from(
    rows: Sequence[AnswersRow],
    facts: Progress,
    overrides: Iterable[Override],
    knowledge: Knowledge,
    replay: course.Replay = course.replay,
    check_ins: tuple[CheckIn, ...] | None = None,
) -> Decision:
    """The same from a journal that has been summarised; today is the day of that summary.

    `replay` may be another way to the same course; `check_ins` are those of these rows on this day,
    where they are known already.
    """
    today = facts.today
    if check_ins is None:
        check_ins = check_ins_of([row for row in rows if row.day <= today], knowledge, today)
    if not check_ins:
        return Decision(today, Clearance.ASK_AGAIN, (), (), None, None, facts, None, None)
    history = _from_first_plan(check_ins)
    overrides = tuple(overrides)
    lived = replay(history, facts, own.about_plan(overrides), knowledge, today, offer_of(knowledge))
    decision = conclude(check_ins, lived, facts, knowledge)
    return replace(decision, usual_anew=own.usual_anew(overrides, today))


def conclude(
    check_ins: tuple[CheckIn, ...], lived: Course, facts: Progress, knowledge: Knowledge
) -> Decision:
    """What follows from check-ins and a course that has been lived up to the day of `facts`."""
    last = check_ins[-1]
    lived = _with_strength(lived, last.profile, facts.tests, knowledge)
    plan = planning.build_plan(last.profile, lived, knowledge)
    findings = (*last.screening.findings, *_later_findings(lived, plan, knowledge))
    clearance = max((finding.clearance for finding in findings), default=Clearance.PROCEED)
    shown = None if clearance.withholds_plan or isinstance(plan, NothingFits) else plan
    return Decision(
        today=facts.today,
        clearance=clearance,
        findings=tuple(sorted(findings, key=lambda finding: -finding.clearance)),
        unanswered=last.screening.unanswered,
        profile=last.profile,
        start=last.start,
        progress=facts,
        course=lived,
        plan=shown,
        check_ins=check_ins,
    )


def may_start(decision: Decision) -> bool:
    """Whether a session may be started: there is a plan and nothing has stopped it."""
    stopped = decision.course is not None and decision.course.stopped
    return decision.plan is not None and not stopped


def offer_of(knowledge: Knowledge) -> course.Offer:
    """What a plan offers, for a course to ask."""
    return lambda profile, lived, tests: planning.offered(
        profile, _with_strength(lived, profile, tests, knowledge), knowledge
    )


def _with_strength(
    lived: Course, profile: Profile, tests: Iterable[TestResult], knowledge: Knowledge
) -> Course:
    """The course with what these tests say for its plan."""
    tests = tuple(tests)
    able = ability.shown(tests, lived.phase, knowledge)
    tested = strength.for_plan(tests, profile, able, knowledge)
    return replace(lived, strength=MappingProxyType(dict(tested)))


def _from_first_plan(check_ins: tuple[CheckIn, ...]) -> tuple[CheckIn, ...]:
    """The course begins with the first check-in that allowed a plan; with the first if none did."""
    for place, check_in in enumerate(check_ins):
        if not check_in.screening.clearance.withholds_plan:
            return check_ins[place:]
    return check_ins


def _later_findings(
    lived: Course, plan: Plan | NothingFits, knowledge: Knowledge
) -> tuple[Finding, ...]:
    found = []
    if lived.check_in_again:
        rule = knowledge.rules["progress.away_too_long"]
        found.append(Finding(rule.id, Clearance.ASK_AGAIN, Reason(rule.id, (), rule.source)))
    if isinstance(plan, NothingFits):
        blocked = tuple(sorted({fact for slot in plan.empty for fact in slot.reason.facts}))
        found.append(
            Finding(
                NOTHING_FITS, Clearance.SEE_CLINICIAN, Reason(NOTHING_FITS, blocked, ("design",))
            )
        )
    return tuple(found)


# --- check-ins ----------------------------------------------------------------------------------


def check_ins_of(
    rows: Sequence[AnswersRow], knowledge: Knowledge, today: date
) -> tuple[CheckIn, ...]:
    """Every row with what follows from it alone, oldest first.

    Only the last row is screened as of `today`; an earlier one as of the day it was given. A row of
    the past with an answer that can no longer be read is left out; InputError when the last one is.
    """
    found: list[CheckIn] = []
    ticked_on: dict[str, date] | None = None
    ordered = sorted(rows, key=lambda row: row.answered_at)
    for place, row in enumerate(ordered):
        is_last = place == len(ordered) - 1
        try:
            check_in = check_in_of(row, knowledge, today if is_last else row.day, ticked_on)
        except InputError:
            if is_last:
                raise
            continue
        if found:
            check_in = _with_changes(check_in, found[-1])
        found.append(check_in)
        ticked_on = _ticked(check_in, ticked_on or {})
    return tuple(found)


def answers_of(row: AnswersRow, knowledge: Knowledge) -> Answers:
    """The checked answers of one row on its own; InputError when one cannot be used."""
    return intake.clean_answers(row.raw, knowledge, row.day)


def check_in_of(
    row: AnswersRow, knowledge: Knowledge, today: date, ticked_on: Mapping[str, date] | None
) -> CheckIn:
    """One row with what follows from it alone; InputError when an answer cannot be used.

    `ticked_on` is what `held_since` says of the check-ins before; None without any.
    """
    answers = intake.clean_answers(row.raw, knowledge, row.day, ticked_on)
    return CheckIn(
        answered_at=row.answered_at,
        day=row.day,
        screening=screening.screen(answers, knowledge, today),
        profile=intake.build_profile(answers, knowledge),
        start=planning.choose_phase(answers.values, knowledge),
        changed=NOTHING,
    )


def _with_changes(check_in: CheckIn, before: CheckIn) -> CheckIn:
    changed = intake.compare(before.profile.facts, check_in.profile.facts)
    return CheckIn(
        check_in.answered_at,
        check_in.day,
        check_in.screening,
        check_in.profile,
        check_in.start,
        changed,
    )


def held_since(check_ins: Iterable[CheckIn]) -> Mapping[str, date] | None:
    """Screening rule to the day since which it has held up to the last of these; None without any."""
    ticked_on: dict[str, date] | None = None
    for check_in in check_ins:
        ticked_on = _ticked(check_in, ticked_on or {})
    return ticked_on


def _ticked(check_in: CheckIn, before: Mapping[str, date]) -> dict[str, date]:
    """Since when each finding has held without a break."""
    held = [finding.rule_id for finding in check_in.screening.findings]
    return {rule_id: before.get(rule_id, check_in.day) for rule_id in held}


# --- from journal frames ---------------------------------------------------------------------


def answers_rows(rows: Iterable[Mapping[str, Any]], knowledge: Knowledge) -> tuple[AnswersRow, ...]:
    """The rows of the table answers, oldest first; `rows` as `lib.journal.rows` gives them."""
    found = [
        AnswersRow(
            row["answered_at"],
            row["answers_date"],
            {id: value for id, value in row.items() if id in knowledge.questions},
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: row.answered_at))


def overrides_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Override, ...]:
    """The person's own choices, oldest first; `rows` as `lib.journal.rows` gives them."""
    return tuple(sorted(map(own.of_row, rows), key=lambda override: override.at))


def first_day(summary: Progress) -> date:
    """The first day of sessions or check-ins, at the latest the summary's own day."""
    days = [summary.today]
    days += [row.day for row in summary.session_days]
    days += [row.day for row in summary.weekly]
    days += [row.day for row in summary.mornings]
    return min(days)
