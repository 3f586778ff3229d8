"""What holds on one side of a difference and not on the other, as a `Behind`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lib import rules
from lib.difference.parts import Behind, Side, changed_answers
from lib.model import Exercise, Reason, Rule, Surface, Truth

MINUTES, KIT, DAYS = "select.minutes_are_full", "select.kit", "select.days_per_week"
"""Reasons without a rule of their own: minutes, what is at hand, and the days one has."""


def of(
    reason: Reason, side: Side, other: Side, is_new: bool, ids: Iterable[str] | None = None
) -> Behind:
    """A reason that holds on `side` alone. Without ids, the facts that its rule reads."""
    if ids is None:
        rule = side.knowledge.rules.get(reason.rule_id)
        ids = [] if rule is None else rules.facts_read(rule.when, side.knowledge.named)
    before, after = (other, side) if is_new else (side, other)
    return Behind(reason, is_new, changed_answers(before, after, ids))


def cautions(tags: Iterable[str], side: Side, other: Side, is_new: bool) -> list[Behind]:
    """The rules behind tags that hold on `side`; a tag that both have is told without answers."""
    held = side.profile.cautions
    return list(dict.fromkeys(of(held[tag], side, other, is_new) for tag in tags if tag in held))


def is_blocked(id: str, side: Side) -> bool:
    """Whether this exercise is left out on this side, whatever the way of doing it."""
    fit = side.profile.fits.get(id)
    return fit is not None and not fit.allowed


def kept_from(
    id: str, side: Side, other: Side, is_new: bool, *, or_else: bool = True
) -> tuple[Behind, ...]:
    """What holds on `side` alone and keeps it from a way of doing this exercise.

    Where nothing does, the exercise itself has changed, and its cautions are told if `or_else`.
    """
    one = side.knowledge.exercises[id]
    ways: tuple[Exercise | Surface, ...] = (one, *one.surfaces)
    only = {tag for way in ways for tag in way.avoid_if | way.cautions | set(way.limit_if)}
    only = {tag for tag in only & set(side.profile.cautions) if tag not in other.profile.cautions}
    found = cautions(sorted(only), side, other, is_new)
    missing = {thing for way in ways for thing in way.kit} - _at_hand(side)
    if missing & _at_hand(other):
        found.append(kit(side, other, is_new))
    if not found and or_else:
        found = cautions(side.profile.fits[id].blocked_by, side, other, is_new)
    return tuple(found)


def _at_hand(side: Side) -> set[str]:
    kit = side.profile.facts.get("kit", ())
    return set(kit) if isinstance(kit, tuple) else set()


def kit(side: Side, other: Side, is_new: bool) -> Behind:
    """What is at hand on `side`; without answers where both have the same."""
    return of(Reason(KIT, facts(("kit",), side)), side, other, is_new, ["kit"])


def minutes(side: Side, other: Side, is_new: bool) -> tuple[Behind, ...]:
    """The minutes of `side`, where the two differ in them."""
    reason = Reason(MINUTES, facts(("minutes_per_session",), side))
    return if_answers(of(reason, side, other, is_new, ["minutes_per_session"]))


def facts(ids: Iterable[str], side: Side) -> tuple[tuple[str, object], ...]:
    """Those of these answers that are known, as a reason carries them."""
    return tuple((id, side.profile.facts[id]) for id in ids if id in side.profile.facts)


def if_answers(found: Behind) -> tuple[Behind, ...]:
    """Only where answers differ."""
    return (found,) if found.answers else ()


def truth(rule_id: str, side: Side) -> Truth | None:
    """What a rule says about the answers of a side; None where it does not exist."""
    rule = side.knowledge.rules.get(rule_id)
    return None if rule is None else rules.holds(rule, side.profile.facts, side.knowledge)


def differing(prefix: str, side: Side, other: Side) -> Iterator[Rule]:
    """The rules that hold on `side` and not on the other; a caution that is not known holds."""
    holding = {Truth.FIRES, Truth.UNKNOWN} if prefix == "caution." else {Truth.FIRES}
    for rule in side.knowledge.rules_for(prefix):
        if truth(rule.id, side) in holding and truth(rule.id, other) not in holding:
            yield rule


def both_ways(prefix: str, has: Side, lacks: Side, is_new: bool) -> Iterator[tuple[Behind, Rule]]:
    """The rules that hold on one side only, whichever; `is_new`: `has` is the side after."""
    for side, other, holds_after in ((has, lacks, is_new), (lacks, has, not is_new)):
        for rule in differing(prefix, side, other):
            reason = rules.reason(rule, side.profile.facts, side.knowledge)
            yield of(reason, side, other, holds_after), rule


def read(found: Iterable[Rule], side: Side) -> Iterator[str]:
    """The facts these rules look at."""
    for rule in found:
        yield from rules.facts_read(rule.when, side.knowledge.named)
