"""What `data/` says about rules and questions: sources, terms, thresholds, conditions, cases, tick lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.model.terms import Facts, Mark, Truth, Value


@dataclass(frozen=True, slots=True)
class Source:
    """A publication or page a figure comes from; `design` and `unverified` are two of them."""

    id: str
    title: str
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary; `short` is the same in a few words, for lists."""

    id: str
    says: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number, named once; `stricter` says which direction is more cautious."""

    id: str
    value: float
    unit: str
    step: float
    allowed: tuple[float, float]
    stricter: str
    says: str
    source: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact that Python counts from answers or log, declared so that rules can be checked."""

    id: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of one fact. `limit` is the threshold's value, `threshold` its name."""

    fact: str
    op: str
    value: Any = None
    threshold: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """`all`, `any` or `none` of some tests."""

    how: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Given these facts, expect this truth: written beside the rule, run by the tests."""

    given: Facts
    expect: Truth


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition and what follows from it."""

    id: str
    asks: str
    when: Condition
    then: Mapping[str, Any]
    says: str
    why: str
    source: tuple[str, ...]
    cases: tuple[Case, ...]
    over: str = "answers"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a question: the stored word and the words on the screen."""

    id: str
    says: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `kind` is whole, choice, several, yes_no, tick, text or date."""

    id: str
    step: str
    kind: str
    asks: str
    needed: str
    detail: str = ""
    choices: tuple[Choice, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    unit: str = ""
    low: str = ""
    high: str = ""
    list: str = ""
    ask_if: Condition | None = None
    preset: Value | None = None
    none_says: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of the check-in."""

    id: str
    title: str
    intro: str = ""


@dataclass(frozen=True, slots=True)
class TickList:
    """One of the three safety lists, with the explicit answer "None of these"."""

    id: str
    title: str
    intro: str
    none_says: str
