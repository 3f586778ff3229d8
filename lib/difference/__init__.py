"""Two decisions → what differs, line by line, each with the rules and the answers behind it.

    side       a decision and the knowledge it was made with; two sides are compared
    line       one thing that differs: the clearance, the phase, one exercise, the order
    behind     a rule that holds on one side only, and the answers it reads that differ
    says       the same in sentences

For two sets of answers under the same rules, or the same answers under two versions of `data/`. What
an answer brought about is read from the traces the steps leave; nothing is decided again here.
"""

from __future__ import annotations

from collections.abc import Iterator

from lib.difference import behind
from lib.difference.parts import Behind, ChangedAnswer, Line, Side, What, changed_answers
from lib.model import Finding, Plan, Prescription

__all__ = ["Behind", "ChangedAnswer", "Line", "Side", "What", "between", "changed_answers"]


def between(before: Side, after: Side) -> tuple[Line, ...]:
    """Every line in which the two differ, in the order of their weight; empty when they are alike.

    Phase and exercises are compared only where both sides have a plan: without one there is nothing
    to start. Both sides need a check-in (ValueError else).
    """
    if before.decision.profile is None or after.decision.profile is None:
        raise ValueError("both sides need a check-in")
    lines = [*_clearance(before, after), *_findings(before, after)]
    old, new = before.decision.plan, after.decision.plan
    if old is not None and new is not None:
        lines += [
            *_phase(before, after),
            *_exercises(old, new, before, after),
            *_often(old, new, before, after),
            *_order(old, new, before, after),
        ]
    return tuple(lines)


# --- clearance and findings -----------------------------------------------------------------


def _clearance(before: Side, after: Side) -> Iterator[Line]:
    old, new = before.decision.clearance, after.decision.clearance
    if old is not new:
        yield Line(What.CLEARANCE, old, new, behind.clearance(before, after))


def _findings(before: Side, after: Side) -> Iterator[Line]:
    """What is said besides, on one side only; what makes the clearance stands in its own line."""
    lower = min(before.decision.clearance, after.decision.clearance)
    old, new = (
        {_said(finding): finding for finding in side.decision.findings} for side in (before, after)
    )
    for key, finding in new.items():
        if key not in old and finding.clearance <= lower:
            yield Line(What.FINDING, None, finding, (behind.finding(finding, after, before, True),))
    for key, finding in old.items():
        if key not in new and finding.clearance <= lower:
            yield Line(
                What.FINDING, finding, None, (behind.finding(finding, before, after, False),)
            )


def _said(finding: Finding) -> tuple[object, ...]:
    is_asked_again = finding.rule_id == behind.UNANSWERED
    facts = finding.reason.facts if is_asked_again else ()
    return (finding.rule_id, facts, finding.clearance, finding.cleared)


# --- the plan --------------------------------------------------------------------------------


def _phase(before: Side, after: Side) -> Iterator[Line]:
    if before.phase is not after.phase:
        yield Line(What.PHASE, before.phase, after.phase, behind.phase(before, after))


def _exercises(old: Plan, new: Plan, before: Side, after: Side) -> Iterator[Line]:
    was, is_ = _by_exercise(old), _by_exercise(new)
    for id, line in is_.items():
        if id not in was:
            yield Line(What.ADDED, None, line, behind.exercise(line, after, before, True))
    for id, line in was.items():
        if id not in is_:
            yield Line(What.REMOVED, line, None, behind.exercise(line, before, after, False))
    for id, line in is_.items():
        if id in was:
            yield from _line(was[id], line, before, after)


def _line(old: Prescription, new: Prescription, before: Side, after: Side) -> Iterator[Line]:
    """The version, the dose, and what to mind while doing it; another version has cues of its own."""
    if old.surface != new.surface:
        yield Line(What.VERSION, old, new, behind.version(new.exercise_id, before, after))
    if old.dose != new.dose or old.level != new.level:
        yield Line(What.DOSE, old, new, behind.dose(old, new, before, after))
    if old.surface == new.surface and old.limits != new.limits:
        yield Line(What.CUE, old, new, behind.cue(old, new, before, after))


def _often(old: Plan, new: Plan, before: Side, after: Side) -> Iterator[Line]:
    if (old.days_per_week, old.times_per_day) != (new.days_per_week, new.times_per_day):
        yield Line(What.OFTEN, old, new, behind.often(before, after))


def _order(old: Plan, new: Plan, before: Side, after: Side) -> Iterator[Line]:
    """Whether those in both plans come in another order; another phase has an order of its own."""
    was, is_ = _by_exercise(old), _by_exercise(new)
    if before.phase is after.phase and [id for id in was if id in is_] != [
        id for id in is_ if id in was
    ]:
        yield Line(What.ORDER, old, new, behind.order(set(was) & set(is_), before, after))


def _by_exercise(plan: Plan) -> dict[str, Prescription]:
    return {line.exercise_id: line for line in plan.lines}
