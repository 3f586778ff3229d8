"""What would be if some answers were others: the outcome, the plan, and the smallest change to another.

    outcome    what the safety questions allow and, where a plan is allowed, the phase one starts in
    basis      the day it is about, and since when safety findings have held
    tried      the decision as if one started on that day with these answers and no log
    search     one answer that would change the outcome, then two
    says       the same in sentences

Nothing here is stored, and no answer of a journal is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from lib import course, decide, intake, planning, rules, screening
from lib.difference.parts import questions_of
from lib.model import (
    CheckIn,
    Clearance,
    Decision,
    Knowledge,
    Phase,
    Progress,
    Question,
    Reason,
    Truth,
)


@dataclass(frozen=True, slots=True)
class Basis:
    """What answers are tried on: the day, and since when each safety finding has held.

    None for a person without an earlier check-in.
    """

    day: date
    ticked_on: Mapping[str, date] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The clearance, and the phase one would start in; None while there is no plan."""

    clearance: Clearance
    phase: Phase | None


def basis_of(check_ins: Iterable[CheckIn], today: date) -> Basis:
    """What further answers of a person with these check-ins are tried on, today."""
    return Basis(today, decide.held_since(check_ins))


def outcome(raw: Mapping[str, Any], basis: Basis, knowledge: Knowledge) -> Outcome:
    """What these answers lead to, without making a plan. InputError when one cannot be used.

    That nothing fits a person is found by a plan alone, and not here.
    """
    answers = intake.clean_answers(raw, knowledge, basis.day, basis.ticked_on)
    clearance = screening.screen(answers, knowledge, basis.day).clearance
    if clearance.withholds_plan:
        return Outcome(clearance, None)
    return Outcome(clearance, planning.choose_phase(answers.values, knowledge).phase)


def reasons_for(
    phase: Phase, raw: Mapping[str, Any], basis: Basis, knowledge: Knowledge
) -> tuple[Reason, ...]:
    """Every rule that holds and leads to this start, each of which is enough where no other comes first."""
    facts = intake.clean_answers(raw, knowledge, basis.day).values
    return tuple(
        rules.reason(rule, facts, knowledge)
        for rule in rules.firing(knowledge.rules_for("phase.start_"), facts, knowledge)
        if Phase.of(rule.then["phase"]) is phase
    )


PLAN = ("kit", "days_per_week", "minutes_per_session")
"""Answers that the plan is made with and that no rule reads."""


def that_matter(raw: Mapping[str, Any], basis: Basis, knowledge: Knowledge) -> tuple[Question, ...]:
    """The questions these answers call for, of those that outcome or plan could depend on.

    What a clinician has said is left out: that is for a clinician to change.
    """
    known = intake.clean_answers(raw, knowledge, basis.day).values
    read = {*PLAN, *_read(knowledge)}
    return tuple(
        question
        for question in knowledge.questions.values()
        if question.id in read and intake.is_asked(question, known, knowledge) is Truth.FIRES
    )


def _read(knowledge: Knowledge) -> Iterator[str]:
    """The questions that rules about outcome and plan read, with those that facts are counted from."""
    for prefix in ("screen.", "phase.start_", "caution.", "select."):
        for rule in knowledge.rules_for(prefix):
            if rule.then:
                yield from questions_of(rules.facts_read(rule.when, knowledge.named), knowledge)


def tried(raw: Mapping[str, Any], basis: Basis, knowledge: Knowledge) -> Decision:
    """The decision on the first day of a course with these answers. InputError as above."""
    row = decide.AnswersRow(datetime.combine(basis.day, time(12), UTC), basis.day, raw)
    check_in = decide.check_in_of(row, knowledge, basis.day, basis.ticked_on)
    facts = Progress(basis.day, (), (), ())
    offer = decide.offer_of(knowledge)
    lived = course.replay((check_in,), facts, (), knowledge, basis.day, offer)
    return decide.conclude((check_in,), lived, facts, knowledge)
