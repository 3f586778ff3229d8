"""The answers to a question in classes that no rule about clearance or phase tells apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from lib import rules
from lib.difference.parts import questions_of
from lib.model import Condition, Knowledge, Question, Test, Truth, Value

Values = tuple[Value, ...]


def read(knowledge: Knowledge) -> Iterator[str]:
    """The questions that the rules for clearance and phase read, in the questionnaire's order."""
    read = set(questions_of(tests_of(knowledge), knowledge))
    return (id for id, one in knowledge.questions.items() if id in read and all_of(one))


def tests_of(knowledge: Knowledge) -> Mapping[str, list[Test]]:
    """Question id to every test of it in the rules for clearance and phase, and in what is asked."""
    found: dict[str, list[Test]] = defaultdict(list)
    conditions = [
        rule.when for prefix in ("screen.", "phase.start_") for rule in knowledge.rules_for(prefix)
    ]
    conditions += [one.ask_if for one in knowledge.questions.values() if one.ask_if is not None]
    while conditions:
        for test in conditions.pop().tests:
            if test.fact in knowledge.named:
                conditions.append(knowledge.named[test.fact].when)
            else:
                found[test.fact].append(test)
    return found


def classes(question: Question, now: Value, tests: Sequence[Test]) -> list[Values]:
    """The other answers in classes that no test tells apart, each nearest first, as are the classes.

    The answer there is stands in none, and neither does anything of its own class.
    """
    every = all_of(question)
    if not tests:
        return [(value,) for value in every if value != now]
    near = _nearness(every, now)
    found: dict[tuple[Truth, ...], list[Value]] = defaultdict(list)
    for value in sorted(every, key=near):
        found[_told(value, tests)].append(value)
    found.pop(_told(now, tests), None)
    return [tuple(values) for values in found.values()]


def _told(value: Value, tests: Sequence[Test]) -> tuple[Truth, ...]:
    return tuple(
        rules.evaluate(Condition("all", (test,)), {test.fact: value}, {}) for test in tests
    )


def _nearness(every: Sequence[Value], now: Value) -> Callable[[Value], int]:
    place = {value: number for number, value in enumerate(every)}
    return lambda value: abs(place[value] - place.get(now, 0))


def all_of(question: Question) -> list[Value]:
    """Every answer a question allows, where there are finitely many of one word or number each."""
    if question.kind in ("tick", "yes_no"):
        return [False, True]
    if question.kind in ("whole", "scale"):
        return list(range(question.at_least or 0, (question.at_most or 0) + 1))
    if question.kind == "choice":
        return [choice.id for choice in question.choices]
    return []
