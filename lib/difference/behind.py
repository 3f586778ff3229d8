"""The rules behind a line of a difference: those that hold on one side only and bear on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from lib import rules
from lib.difference import held
from lib.difference.parts import Behind, Side
from lib.model import EmptySlot, Finding, Limit, Phase, Prescription, Reason

UNANSWERED = "screen.unanswered"
CLEARED = ("cleared_flags", "cleared_on")
ENOUGH, SHORT = "select.enough_exercises", "select.short_plan"
"""Why a place stays empty besides minutes, and the rule that makes a plan short."""


def clearance(before: Side, after: Side) -> tuple[Behind, ...]:
    """The findings that make one side stricter than the other."""
    rises = after.decision.clearance > before.decision.clearance
    strict, mild = (after, before) if rises else (before, after)
    return tuple(
        finding(found, strict, mild, rises)
        for found in strict.decision.findings
        if found.clearance > mild.decision.clearance
    )


def finding(found: Finding, holds_on: Side, other: Side, is_new: bool) -> Behind:
    """One finding; a clinician's yes counts among the answers it rests on."""
    rule = holds_on.knowledge.rules.get(found.rule_id)
    if rule is not None:
        ids = [*rules.facts_read(rule.when, holds_on.knowledge.named)]
        return held.of(
            found.reason, holds_on, other, is_new, [*ids, *(CLEARED if rule.flags else ())]
        )
    if found.rule_id == UNANSWERED:
        return held.of(
            found.reason, holds_on, other, is_new, [str(dict(found.reason.facts)["question"])]
        )
    blocking = list(held.differing("caution.", holds_on, other))
    return held.of(found.reason, holds_on, other, is_new, [*held.read(blocking, holds_on), "kit"])


def phase(before: Side, after: Side) -> tuple[Behind, ...]:
    """The rule of each side's phase that does not decide the other's in the same way."""
    found = []
    for side, other, is_new in ((before, after, False), (after, before, True)):
        for reason in _of_phase(side, other):
            if held.truth(reason.rule_id, side) is not held.truth(reason.rule_id, other):
                found.append(held.of(reason, side, other, is_new))
    return tuple(found)


def _of_phase(side: Side, other: Side) -> Iterable[Reason]:
    start, course = side.decision.start, side.decision.course
    other_start = other.decision.start
    if start is not None and other_start is not None and start.phase is not other_start.phase:
        return (start.reason,)
    moves = (
        [made for made in course.decisions if made.phase is not made.phase_before] if course else []
    )
    return moves[-1].reasons if moves else ()


# --- one exercise --------------------------------------------------------------------------------


def exercise(line: Prescription, has: Side, lacks: Side, is_new: bool) -> tuple[Behind, ...]:
    """Why one plan has this exercise and the other does not."""
    id = line.exercise_id
    if has.phase is not lacks.phase and id not in _candidates(lacks):
        return _of_phases(has, lacks, is_new)
    if held.is_blocked(id, lacks):
        return held.kept_from(id, lacks, has, not is_new)
    if has.phase is not lacks.phase:
        return _of_phases(has, lacks, is_new)
    return (
        _of_place(line, has, lacks, is_new)
        or _of_wishes({id}, has, lacks, is_new)
        or _whatever(has, lacks, is_new)
    )


def _of_place(line: Prescription, has: Side, lacks: Side, is_new: bool) -> tuple[Behind, ...]:
    """What became of the exercise's place on the side that lacks it."""
    closed = _empty(line.slot_id, lacks)
    if closed is not None and closed.reason.rule_id == held.MINUTES:
        return held.if_answers(
            held.of(closed.reason, lacks, has, not is_new, ["minutes_per_session"])
        )
    if closed is not None and closed.reason.rule_id == ENOUGH:
        return tuple(
            held.of(
                rules.reason(rule, lacks.profile.facts, lacks.knowledge), lacks, has, not is_new
            )
            for rule in held.differing(SHORT, lacks, has)
        )
    plan = lacks.decision.plan
    instead = [one.exercise_id for one in plan.lines if one.slot_id == line.slot_id] if plan else []
    for id in instead:
        if held.is_blocked(id, has):
            return held.kept_from(id, has, lacks, is_new)
    return _of_wishes({line.exercise_id, *instead}, has, lacks, is_new)


def _of_wishes(ids: Collection[str], has: Side, lacks: Side, is_new: bool) -> tuple[Behind, ...]:
    """The rules about order that hold on one side and name one of these exercises."""
    return tuple(
        behind
        for behind, rule in held.both_ways("select.", has, lacks, is_new)
        if not {*rule.then.get("prefer", ()), *rule.then.get("put_off", ())}.isdisjoint(ids)
    )


def _whatever(has: Side, lacks: Side, is_new: bool) -> tuple[Behind, ...]:
    """A knock-on of other lines: every rule about exercises that holds on one side only."""
    found = [
        behind
        for prefix in ("caution.", "select.")
        for behind, rule in held.both_ways(prefix, has, lacks, is_new)
        if prefix == "caution." or {"prefer", "put_off", "short_plan"} & rule.then.keys()
    ]
    found += held.minutes(has, lacks, is_new)
    found += held.if_answers(held.kit(lacks, has, not is_new))
    return tuple(found)


def version(id: str, before: Side, after: Side) -> tuple[Behind, ...]:
    """What keeps one side from the other's way of doing an exercise."""
    return (
        *held.kept_from(id, before, after, False, or_else=False),
        *held.kept_from(id, after, before, True, or_else=False),
    )


def cue(old: Prescription, new: Prescription, before: Side, after: Side) -> tuple[Behind, ...]:
    """The cautions that ask for another way to do it."""
    return _of_limits(old, new, before, after, lambda limit: True)


def dose(old: Prescription, new: Prescription, before: Side, after: Side) -> tuple[Behind, ...]:
    """The cautions, tests, levels, phase or minutes that make a dose another one."""
    found = [*_of_limits(old, new, before, after, lambda limit: bool(limit.dose))]
    for side, other, line, another in ((before, after, old, new), (after, before, new, old)):
        told = {reason.rule_id for reason in another.why}
        found += [
            held.of(reason, side, other, side is after)
            for reason in line.why
            if reason.rule_id.startswith(("strength.", "progress.")) and reason.rule_id not in told
        ]
    same_rounds = old.dose.times_per_day == new.dose.times_per_day
    if before.phase is not after.phase and not (found and same_rounds):
        found += _of_phases(after, before, True)
    return tuple(found) or held.minutes(after, before, True) or _whatever(after, before, True)


def _of_limits(
    old: Prescription,
    new: Prescription,
    before: Side,
    after: Side,
    counts: Callable[[Limit], bool],
) -> tuple[Behind, ...]:
    """The cautions behind the limits of one line that the other does not have."""
    found: list[Behind] = []
    for side, other, line, another in ((before, after, old, new), (after, before, new, old)):
        has = {tag for tag, _ in another.limits}
        tags = sorted(tag for tag, limit in line.limits if tag not in has and counts(limit))
        found += held.cautions(tags, side, other, side is after)
    return tuple(dict.fromkeys(found))


def often(before: Side, after: Side) -> tuple[Behind, ...]:
    """The phase, the days one has, or what brought an exercise done several times a day."""
    days = Reason(held.DAYS, held.facts(("days_per_week",), after))
    found = held.if_answers(held.of(days, after, before, True, ["days_per_week"]))
    if before.phase is not after.phase:
        return (*found, *_of_phases(after, before, True))
    return found or _whatever(after, before, True)


def order(ids: Collection[str], before: Side, after: Side) -> tuple[Behind, ...]:
    """The rules that put these exercises in another order."""
    return _of_wishes(ids, after, before, True) or _whatever(after, before, True)


def _of_phases(has: Side, lacks: Side, is_new: bool) -> tuple[Behind, ...]:
    return phase(lacks, has) if is_new else phase(has, lacks)


def _candidates(side: Side) -> set[str]:
    if side.phase is None:
        return set()
    slots = side.knowledge.phases[Phase(side.phase)].slots
    return {id for slot in slots for id in slot.candidates}


def _empty(slot_id: str, side: Side) -> EmptySlot | None:
    plan = side.decision.plan
    empty = plan.empty if plan is not None else ()
    return next((slot for slot in empty if slot.slot_id == slot_id), None)
