"""The facts for which a changed condition says something else: for rules that no first plan shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from lib import rules
from lib.model import Knowledge, Rule, Truth

_MOST_FACTS = 3
"""So many facts at once are tried; with more, the cases beside the rules have to do."""


def apart(id: str, old: Knowledge, new: Knowledge) -> tuple[Mapping[str, Any], Truth, Truth] | None:
    """As few facts as possible for which the condition with this id differs: before, now.

    None where none is found, or the id is of one version only.
    """
    was, is_ = _of(id, old), _of(id, new)
    if was is None or is_ is None:
        return None
    for facts in _tried(was, is_, old, new):
        before, now = rules.holds(was, facts, old), rules.holds(is_, facts, new)
        if before is not now:
            return facts, before, now
    return None


def _of(id: str, known: Knowledge) -> Rule | None:
    return known.rules.get(id) or known.named.get(id)


def _tried(was: Rule, is_: Rule, old: Knowledge, new: Knowledge) -> Iterator[Mapping[str, Any]]:
    values: dict[str, list[Any]] = {}
    for rule, known in ((was, old), (is_, new)):
        for fact, value in _values(rule, known):
            values.setdefault(fact, []).append(value)
    for many in range(1, min(_MOST_FACTS, len(values)) + 1):
        for facts in combinations(values, many):
            for mix in product(*(dict.fromkeys(values[fact]) for fact in facts)):
                yield dict(zip(facts, mix, strict=True))
    yield from (case.given for rule in (was, is_) for case in rule.cases)


def _values(rule: Rule, known: Knowledge) -> Iterator[tuple[str, Any]]:
    """Each fact of the condition with values at, below and above what it is compared with."""
    for test in rule.when.tests:
        if test.fact in known.named:
            yield from _values(known.named[test.fact], known)
        elif isinstance(test.value, bool):
            yield from ((test.fact, value) for value in (True, False))
        elif isinstance(test.value, int | float):
            yield from ((test.fact, test.value + step) for step in (-1, 0, 1))
        elif isinstance(test.value, tuple):
            yield from ((test.fact, word) for word in (*test.value, "another"))
        else:
            yield from ((test.fact, word) for word in (test.value, "another"))
