"""Turns raw answers into checked `Answers`, and `Answers` into a `Profile`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from lib import rules
from lib.model import (
    Answers,
    Exercise,
    Facts,
    Fit,
    InputError,
    Knowledge,
    Limit,
    Profile,
    Question,
    Reason,
    Surface,
    Truth,
    Value,
)

INFLAMMATORY = "inflam_"
TRENDS = ("better", "same", "worse")
SETTLES = ("within_an_hour", "same_day", "next_day_or_later", "not_sure")
"""Answers in the order in which they get worse: a later check-in is compared by place."""
FAR_LEGS = ("below_one_knee", "both_legs_steady", "both_legs_other")

WORST, AT_LEAST_AS_BAD_AS = "pain_worst_7d_0_10", ("pain_average_7d_0_10", "pain_now_0_10")
"""The worst of a week is no better than its average, nor than this moment, which belongs to it."""

DOES_NOT_APPLY: Mapping[str, Value] = MappingProxyType(
    {"yes_no": False, "tick": False, "several": ()}
)
"""What a question that is not asked counts as."""


# --- answers ------------------------------------------------------------------------


def clean_answers(
    raw: Mapping[str, Any],
    knowledge: Knowledge,
    answered_on: date,
    ticked_on: Mapping[str, date] | None = None,
) -> Answers:
    """The answers that count, with what is still missing.

    A question whose condition does not hold is not asked and its answer is ignored. What has a
    preset and no answer takes the preset. InputError names the id and what is allowed when an id is
    unknown, a value has the wrong type or is out of range.
    """
    unknown = sorted(raw.keys() - knowledge.questions.keys())
    if unknown:
        raise InputError(f"{unknown[0]}: there is no question with this id.")
    facts: dict[str, Value] = {}
    missing: list[str] = []
    for question in knowledge.questions.values():
        asked = is_asked(question, facts, knowledge)
        if asked is Truth.QUIET and question.kind in DOES_NOT_APPLY:
            facts[question.id] = DOES_NOT_APPLY[question.kind]
        if asked is not Truth.FIRES:
            continue
        value = _checked(question, raw.get(question.id), answered_on, knowledge)
        if value is None:
            value = question.preset
        if value is not None:
            facts[question.id] = value
        elif question.needed != "no":
            missing.append(question.id)
    return Answers(
        MappingProxyType(facts | _derived(facts, knowledge)),
        tuple(missing),
        answered_on,
        None if ticked_on is None else MappingProxyType(dict(ticked_on)),
    )


def contradicted(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers that the worst pain of the week falls below; empty when all fit together.

    For fronts, before something is saved. Saved answers that contradict each other still count,
    each for the rules that read it, so the more cautious of two rules still wins.
    """
    worst = answers.get(WORST)
    if not isinstance(worst, int):
        return ()
    given = ((id, answers.get(id)) for id in AT_LEAST_AS_BAD_AS)
    return tuple(id for id, value in given if isinstance(value, int) and value > worst)


def is_asked(question: Question, facts: Facts, knowledge: Knowledge) -> Truth:
    """Whether the question is asked of someone with these answers; unknown waits for another."""
    if question.ask_if is None:
        return Truth.FIRES
    return rules.evaluate(question.ask_if, facts, knowledge.named)


def _derived(facts: Mapping[str, Value], knowledge: Knowledge) -> dict[str, Value]:
    """What follows from answers by counting: nothing here is a judgement."""
    derived: dict[str, Value] = {}
    asked = [id for id in knowledge.questions if id.startswith(INFLAMMATORY)]
    if all(id in facts for id in asked):
        derived["inflam_count"] = sum(1 for id in asked if facts[id])
    if facts.get("rd_joint") and not facts.get("rd_joint_where"):
        joints = knowledge.questions["rd_joint_where"].choices
        derived["rd_joint_where"] = tuple(joint.id for joint in joints)
    return derived


def _checked(
    question: Question, value: Any, answered_on: date, knowledge: Knowledge
) -> Value | None:
    if value is None:
        return None
    check = _CHECKS[question.kind]
    return check(question, value, answered_on, knowledge)


def _wrong(question: Question, allowed: str) -> InputError:
    return InputError(f"{question.id}: {allowed}.")


def _whole(question: Question, value: Any, *_: Any) -> int:
    allowed = f"a whole number from {question.at_least} to {question.at_most} is needed"
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(question, allowed)
    if not (question.at_least or 0) <= value <= (question.at_most or 0):
        raise _wrong(question, f"{value} is out of range; {allowed}")
    return value


def _truth(question: Question, value: Any, *_: Any) -> bool:
    if not isinstance(value, bool):
        raise _wrong(question, "true or false is needed")
    return value


def _choice(question: Question, value: Any, *_: Any) -> str:
    allowed = [choice.id for choice in question.choices]
    if not isinstance(value, str) or value not in allowed:
        raise _wrong(question, f"one of {', '.join(allowed)} is needed")
    return value


def _several(question: Question, value: Any, *_: Any) -> tuple[str, ...]:
    allowed = [choice.id for choice in question.choices]
    return _words(question, value, allowed, f"a list of any of {', '.join(allowed)} is needed")


def _flags(question: Question, value: Any, _: date, knowledge: Knowledge) -> tuple[str, ...]:
    allowed = sorted({flag for rule in knowledge.rules.values() for flag in rule.flags})
    return _words(question, value, allowed, "a list of flag ids (rf_… and rd_…) is needed")


def _words(question: Question, value: Any, allowed: list[str], needs: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise _wrong(question, needs)
    for word in value:
        if word not in allowed:
            raise _wrong(question, f"{word} is not among the answers; {needs}")
    return tuple(word for word in allowed if word in value)


def _text(question: Question, value: Any, *_: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(question, "a text is needed")
    return value


def _date(question: Question, value: Any, answered_on: date, _: Knowledge) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise _wrong(question, "a date like 2026-03-31 is needed") from None
    if type(value) is not date:
        raise _wrong(question, "a date like 2026-03-31 is needed")
    if value > answered_on:
        raise _wrong(question, f"{value} is in the future; a date up to {answered_on} is needed")
    return value


_CHECKS: Mapping[str, Callable[..., Value]] = {
    "whole": _whole,
    "scale": _whole,
    "yes_no": _truth,
    "tick": _truth,
    "choice": _choice,
    "several": _several,
    "ids": _flags,
    "text": _text,
    "date": _date,
}


# --- profile -------------------------------------------------------------------------


def build_profile(answers: Answers, knowledge: Knowledge) -> Profile:
    """What the plan needs: cautions with the answers behind them, and what fits on which surface.

    An unanswered question that could set a caution sets it.
    """
    facts = answers.values
    cautions: dict[str, Reason] = {}
    unticked: set[str] = set()
    for rule in knowledge.rules_for("caution."):
        if rules.holds(rule, facts, knowledge) is not Truth.QUIET:
            for tag in rule.then["cautions"]:
                cautions.setdefault(tag, rules.reason(rule, facts, knowledge))
            if not rules.reads_tick(rule, knowledge):
                unticked.update(rule.then["cautions"])
    at_hand = _at_hand(facts)
    fits = _fits(frozenset(cautions), at_hand, knowledge)
    same = unticked == cautions.keys()
    return Profile(
        facts=facts,
        cautions=MappingProxyType(cautions),
        fits=fits,
        fits_unticked=fits if same else _fits(frozenset(unticked), at_hand, knowledge),
        days_per_week=_number(facts, "days_per_week", knowledge),
        minutes_per_session=_number(facts, "minutes_per_session", knowledge),
        confidence_0_10=_known_number(facts.get("confidence_0_10")),
    )


def _fits(tags: frozenset[str], at_hand: frozenset[str], knowledge: Knowledge) -> Mapping[str, Fit]:
    return MappingProxyType(
        {id: _fit(exercise, tags, at_hand) for id, exercise in knowledge.exercises.items()}
    )


def fit_on(surface: Surface, profile: Profile) -> Fit:
    """How one way of doing an exercise suits this person, whatever the other ways."""
    blocked, limits = _against(surface, frozenset(profile.cautions), _at_hand(profile.facts))
    return Fit(False, blocked_by=blocked) if blocked else Fit(True, surface, limits)


def _at_hand(facts: Facts) -> frozenset[str]:
    kit = facts.get("kit", ())
    return frozenset(kit if isinstance(kit, tuple) else ())


def _number(facts: Facts, id: str, knowledge: Knowledge) -> int:
    value = facts.get(id, knowledge.questions[id].preset)
    return value if isinstance(value, int) else 0


def _known_number(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None


def _fit(exercise: Exercise, tags: frozenset[str], kit: frozenset[str]) -> Fit:
    first: tuple[str, ...] | None = None
    ways: tuple[Exercise | Surface, ...] = (exercise, *exercise.surfaces)
    for way in ways:
        blocked, limits = _against(way, tags, kit)
        if not blocked:
            return Fit(True, way if isinstance(way, Surface) else None, limits)
        first = first or blocked
    return Fit(False, blocked_by=first or ())


def _against(
    way: Exercise | Surface, tags: frozenset[str], kit: frozenset[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, Limit], ...]]:
    limits = tuple((tag, limit) for tag, limit in way.limit_if.items() if tag in tags)
    missing = tuple(f"kit_{thing}" for thing in way.kit if thing not in kit)
    if tags.isdisjoint(way.avoid_if) and tags.isdisjoint(way.cautions):
        return missing, limits
    blocked = (tags & way.avoid_if | tags & way.cautions).difference(way.limit_if)
    return (*sorted(blocked), *missing), limits


# --- two check-ins ---------------------------------------------------------------------


def compare(before: Facts, now: Facts) -> dict[str, Value]:
    """What has changed since the last check-in, as facts for the `phase.back_*` rules."""
    changed: dict[str, Value] = {}
    for name, id in (
        ("pain_now_change_0_10", "pain_now_0_10"),
        ("pain_mean_change_0_10", "pain_average_7d_0_10"),
        ("pain_worst_change_0_10", "pain_worst_7d_0_10"),
    ):
        old, new = before.get(id), now.get(id)
        if isinstance(old, int) and isinstance(new, int):
            changed[name] = new - old
    _place(changed, "settles_changed_worse", SETTLES, before, now, "pain_settles")
    _place(changed, "trend_changed_worse", TRENDS, before, now, "pain_trend")
    old_legs, new_legs = before.get("leg_symptoms"), now.get("leg_symptoms")
    if old_legs is not None and new_legs is not None:
        changed["legs_newly_below_or_both"] = new_legs != old_legs and new_legs in FAR_LEGS
    return changed


def _place(
    changed: dict[str, Value],
    name: str,
    order: tuple[str, ...],
    before: Facts,
    now: Facts,
    id: str,
) -> None:
    old, new = before.get(id), now.get(id)
    if old in order and new in order:
        changed[name] = order.index(new) > order.index(old)
