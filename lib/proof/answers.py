"""The questionnaire as variables: every question with exactly the answers it allows, and unanswered.

A question of number, scale or choice has a variable for its value and one for whether it is answered
at all; one with several answers has a bit for each. The day of a clinician's yes is counted in days
before the check-in. Texts, which no rule may read, have no variable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from lib.model import Knowledge, Question
from lib.proof.circuit import Array, Bit, Circuit, Num

LONG_AGO = 500
"""A clinician's yes this many days ago no longer counts under any rule."""

_FREE_TEXT = "text"


@dataclass(frozen=True, slots=True)
class Variable:
    """One question. `value` is for numbers and places of a choice, `bits` for yes/no or several."""

    question: Question
    answered: Bit
    value: Num | None = None
    bits: Mapping[str, Bit] = field(default_factory=dict)


def variables(knowledge: Knowledge, circuit: Circuit) -> dict[str, Variable]:
    """A variable for every question that a rule could read, in the order of the questionnaire."""
    found: dict[str, Variable] = {}
    for question in knowledge.questions.values():
        if question.kind == _FREE_TEXT:
            continue
        id = question.id
        answered = circuit.flag(f"{id}?")
        if question.kind in ("tick", "yes_no"):
            found[id] = Variable(question, answered, bits={"": circuit.flag(id)})
        elif question.kind in ("several", "ids"):
            bits = {word: circuit.flag(f"{id}:{word}") for word in words(question, knowledge)}
            found[id] = Variable(question, answered, bits=bits)
        else:
            low, high = span(question)
            found[id] = Variable(question, answered, circuit.number(id, low, high))
    return found


def words(question: Question, knowledge: Knowledge) -> list[str]:
    """What may stand in an answer of several words."""
    if question.kind == "ids":
        return sorted({flag for rule in knowledge.rules.values() for flag in rule.flags})
    return [choice.id for choice in question.choices]


def span(question: Question) -> tuple[int, int]:
    """The least and the greatest number of a variable."""
    if question.kind == "choice":
        return 0, len(question.choices) - 1
    if question.kind == "date":
        return 0, LONG_AGO
    if question.at_least is None or question.at_most is None:
        raise NotImplementedError(f"{question.id}: a number without limits cannot be proved over.")
    return question.at_least, question.at_most


def how_many(knowledge: Knowledge) -> int:
    """How many different sets of answers there are, unanswered included, texts left out."""
    total = 1
    for question in knowledge.questions.values():
        if question.kind in ("tick", "yes_no"):
            total *= 3
        elif question.kind in ("several", "ids"):
            total *= 2 ** len(words(question, knowledge)) + 1
        elif question.kind != _FREE_TEXT:
            low, high = span(question)
            total *= high - low + 2
    return total


# --- back to answers -----------------------------------------------------------------


def raw(
    assignment: Mapping[str, int | bool], knowledge: Knowledge, answered_on: date
) -> dict[str, Any]:
    """Question id to answer, as `clean_answers` takes them; what is unanswered is left out."""
    found: dict[str, Any] = {}
    for id, question in knowledge.questions.items():
        if question.kind == _FREE_TEXT or not assignment.get(f"{id}?", False):
            continue
        if question.kind in ("several", "ids"):
            said = words(question, knowledge)
            found[id] = [word for word in said if assignment.get(f"{id}:{word}", False)]
        else:
            value = assignment.get(id, 0)
            found[id] = _answer(question, value, answered_on)
    return found


def _answer(question: Question, value: int | bool, answered_on: date) -> Any:
    if question.kind in ("tick", "yes_no"):
        return bool(value)
    if question.kind == "choice":
        return question.choices[int(value)].id
    if question.kind == "date":
        return answered_on - timedelta(days=int(value))
    return int(value)


# --- drawn answers ---------------------------------------------------------------------


_EASY = 0.45
"""The share of drawn people with little pain who can do most things: the later phases need them."""
_HARDLY_ANY_PAIN = 0.15
_TICKS_NOTHING = 0.85
_LEAVES_OUT = 0.1


def drawn(knowledge: Knowledge, count: int, seed: int) -> dict[str, Array]:
    """Variable name to `count` values, drawn so that every rule and every phase has its people.

    A share of the people ticks nothing that stops them, a share has little pain, and a share leaves
    questions out: answers drawn evenly would nearly all end with the first emergency sign.
    """
    dice = np.random.default_rng(seed)
    level = dice.random(count)
    easy, hardly_any = level < _EASY, level < _HARDLY_ANY_PAIN
    calm = dice.random(count) < _TICKS_NOTHING
    leaves_out = dice.random(count) < _LEAVES_OUT
    found: dict[str, Array] = {}
    for question in knowledge.questions.values():
        if question.kind == _FREE_TEXT:
            continue
        needed = question.needed != "no"
        answers = dice.random(count) < (0.9 if needed else 0.5)
        found[f"{question.id}?"] = answers if not needed else ~leaves_out | answers
        found |= _drawn_values(question, knowledge, dice, _Kind(easy, hardly_any, calm))
    return found


@dataclass(frozen=True, slots=True)
class _Kind:
    """Who has little pain, who hardly any, and who ticks no sign that stops."""

    easy: Array
    hardly_any: Array
    calm: Array


def _drawn_values(
    question: Question, knowledge: Knowledge, dice: np.random.Generator, who: _Kind
) -> dict[str, Array]:
    id, count = question.id, len(who.easy)
    if question.kind in ("several", "ids"):
        said = words(question, knowledge)
        chance = np.where(dice.random(count) < 0.3, 0.0, 0.35)
        return {f"{id}:{word}": dice.random(count) < chance for word in said}
    if question.kind in ("tick", "yes_no"):
        return {id: dice.random(count) < _chance(question, who.calm)}
    low, high = span(question)
    return {id: _mended(id, dice.integers(low, high + 1, count), dice, who).astype(np.int32)}


def _mended(id: str, value: Array, dice: np.random.Generator, who: _Kind) -> Array:
    """Evenly drawn values, moved to where the people of their kind are."""
    chance = dice.random(len(value))
    if id.startswith("pain_") and id.endswith("_0_10"):
        value = np.where(who.easy, dice.integers(0, 5, len(value)), value)
        return np.where(who.hardly_any, dice.integers(0, 2, len(value)), value)
    if id == "age_years":
        return np.where(chance < 0.9, dice.integers(18, 100, len(value)), value)
    if id == "pain_duration":
        return np.where(who.easy, np.maximum(value, 1), value)
    if id.startswith("can_"):
        return np.where(who.easy & (chance < 0.95), 0, value)
    if id in ("pain_settles", "leg_symptoms", "pain_trend"):
        return np.where(who.easy | (chance < 0.3), value % 2, value)
    return value


def _chance(question: Question, calm: Array) -> Any:
    if question.kind == "yes_no":
        return 0.7
    if question.id in _ORDINARY:
        return 0.12
    return np.where(calm, 0.0, 0.06)


_ORDINARY = frozenset({"rf_night", "rd_joint", "rd_osteo", "rd_fall"})
"""Signs that stop nobody on their own."""
