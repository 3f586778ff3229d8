"""Turns one condition and some facts into fires, quiet or unknown, and keeps the reasons.

Three-valued logic after Kleene: an unknown fact is never taken as a no. The same conditions are
evaluated here for a person, drawn as words for a reader and can be translated to logic.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lib.model import Condition, Facts, Knowledge, Reason, Rule, Test, Truth

NAMED = "fact."
"""Facts that begin so are conditions of their own, with a name, a source and cases."""

_TRUTH_OF = {True: Truth.FIRES, False: Truth.QUIET}

_JOINED: Mapping[str, tuple[Truth, Truth, Truth]] = {
    "all": (Truth.QUIET, Truth.QUIET, Truth.FIRES),
    "any": (Truth.FIRES, Truth.FIRES, Truth.QUIET),
    "none": (Truth.FIRES, Truth.QUIET, Truth.FIRES),
}
"""How tests are joined: the truth of one that decides alone, what follows, and what else holds."""

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "is_not": operator.ne,
    "at_least": operator.ge,
    "at_most": operator.le,
    "any_of": lambda value, wanted: (
        not set(value).isdisjoint(wanted) if isinstance(value, tuple) else value in wanted
    ),
}


def evaluate(condition: Condition, facts: Facts, named: Mapping[str, Rule]) -> Truth:
    """Whether the condition fires, stays quiet or cannot be known from these facts."""
    decisive, decided, otherwise = _JOINED[condition.how]
    unknown = False
    for test in condition.tests:
        truth = _one(test, facts, named)
        if truth is decisive:
            return decided
        unknown = unknown or truth is Truth.UNKNOWN
    return Truth.UNKNOWN if unknown else otherwise


def _one(test: Test, facts: Facts, named: Mapping[str, Rule]) -> Truth:
    value = facts.get(test.fact)
    if value is None:
        if not test.fact.startswith(NAMED):
            return Truth.UNKNOWN
        truth = evaluate(named[test.fact].when, facts, named)
        if truth is Truth.UNKNOWN:
            return truth
        value = truth is Truth.FIRES
    return _TRUTH_OF[_COMPARE[test.op](value, test.value)]


def holds(rule: Rule, facts: Facts, knowledge: Knowledge) -> Truth:
    """Whether this rule fires for these facts."""
    return evaluate(rule.when, facts, knowledge.named)


def is_true(named_id: str, facts: Facts, knowledge: Knowledge) -> Truth:
    """The truth of a named condition; KeyError when no rule file defines it."""
    return evaluate(knowledge.named[named_id].when, facts, knowledge.named)


def firing(rules: Iterable[Rule], facts: Facts, knowledge: Knowledge) -> tuple[Rule, ...]:
    """The rules that fire, in the order given."""
    return tuple(rule for rule in rules if holds(rule, facts, knowledge) is Truth.FIRES)


def facts_read(condition: Condition, named: Mapping[str, Rule]) -> Iterator[str]:
    """The plain facts a condition looks at, named conditions followed to their own."""
    for test in condition.tests:
        if test.fact.startswith(NAMED):
            yield from facts_read(named[test.fact].when, named)
        else:
            yield test.fact


def reads_tick(rule: Rule, knowledge: Knowledge) -> bool:
    """Whether the rule looks at something that is ticked in the safety lists."""
    read = (knowledge.questions.get(id) for id in facts_read(rule.when, knowledge.named))
    return any(question is not None and question.kind == "tick" for question in read)


def reason(rule: Rule, facts: Facts, knowledge: Knowledge) -> Reason:
    """The rule's id and sources, with the known facts it looked at."""
    read = dict.fromkeys(facts_read(rule.when, knowledge.named))
    used = tuple((fact, facts[fact]) for fact in read if fact in facts)
    return Reason(rule.id, used, rule.source)
