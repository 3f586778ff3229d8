"""The answers of two questionnaires as one set of variables, and each side's reading of them.

An answer that one of the versions does not know counts as unanswered there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lib.model import InputError, Knowledge, Question
from lib.proof import answers, steps
from lib.proof.answers import Variable
from lib.proof.circuit import Circuit, Num
from lib.proof.steps import Steps

_ALIKE = {"yes_no": "tick", "whole": "scale", "ids": "several"}
"""Kinds of answer that are the same to a rule."""


@dataclass(frozen=True, slots=True)
class Both:
    """Two versions over the answers of either."""

    merged: Knowledge
    """The newer one with the questions of both: only for drawing answers."""
    circuit: Circuit
    variables: Mapping[str, Variable]

    def steps(self, knowledge: Knowledge) -> Steps:
        """The steps of one version, over the answers of both."""
        own = {
            id: _own(self.variables[id], question, knowledge, self.circuit)
            for id, question in knowledge.questions.items()
            if id in self.variables
        }
        return steps.build_on(knowledge, self.circuit, own)

    def raw(self, assignment: Mapping[str, int | bool], knowledge: Knowledge) -> dict[str, Any]:
        """The answers of an assignment as one of the versions takes them."""
        said = answers.raw(assignment, self.merged, steps.DAY)
        known = {id: value for id, value in said.items() if id in knowledge.questions}
        own = {
            id: _allowed(value, knowledge.questions[id], knowledge) for id, value in known.items()
        }
        return {id: value for id, value in own.items() if value is not None}


def both(old: Knowledge, new: Knowledge) -> Both:
    """The two versions side by side; InputError where a question is answered in another way now."""
    questions = dict(new.questions)
    for id, was in old.questions.items():
        questions[id] = _merged(was, new.questions[id]) if id in questions else was
    rules = {**old.rules, **new.rules}  # whose flags a clinician can have cleared
    merged, circuit = replace(new, questions=questions, rules=rules), Circuit()
    return Both(merged, circuit, answers.variables(merged, circuit))


def _merged(was: Question, now: Question) -> Question:
    if _ALIKE.get(was.kind, was.kind) != _ALIKE.get(now.kind, now.kind):
        raise InputError(
            f"{now.id}: it was answered as {was.kind} and is as {now.kind}; answers of the one are "
            "none of the other, so the two versions cannot be compared."
        )
    known = {choice.id for choice in now.choices}
    gone = tuple(choice for choice in was.choices if choice.id not in known)
    return replace(
        now,
        choices=(*now.choices, *gone),
        at_least=_either(min, was.at_least, now.at_least),
        at_most=_either(max, was.at_most, now.at_most),
    )


def _either(which: Any, one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else int(which(one, other))


def _own(variable: Variable, question: Question, knowledge: Knowledge, c: Circuit) -> Variable:
    """A variable as one version reads it."""
    if question.kind in ("tick", "yes_no"):
        return replace(variable, question=question)
    if question.kind in ("several", "ids"):
        said = answers.words(question, knowledge)
        bits = {word: variable.bits[word] for word in said}
        return replace(variable, question=question, bits=bits)
    if variable.value is None:
        raise ValueError(f"{question.id} has no number")
    value, low, high = variable.value, *answers.span(question)
    if question.kind != "choice":
        within = (c.at_least(value, c.whole(low)), c.at_least(c.whole(high), value))
        return replace(variable, question=question, answered=c.both(variable.answered, *within))
    return _own_choice(variable, value, question, c)


def _own_choice(variable: Variable, value: Num, question: Question, c: Circuit) -> Variable:
    places = [choice.id for choice in variable.question.choices]
    own = [choice.id for choice in question.choices]
    if own == places:
        return replace(variable, question=question)
    said = [(c.equal(value, c.whole(places.index(id))), n) for n, id in enumerate(own)]
    return replace(
        variable,
        question=question,
        answered=c.both(variable.answered, c.some(*(bit for bit, _ in said))),
        value=c.first(((bit, c.whole(n)) for bit, n in said), c.whole(0)),
    )


def _allowed(value: Any, question: Question, knowledge: Knowledge) -> Any:
    """The answer as this version allows it; None where it knows none of the kind."""
    if question.kind in ("several", "ids"):
        said = answers.words(question, knowledge)
        return [word for word in value if word in said]
    if question.kind == "choice":
        return value if value in [choice.id for choice in question.choices] else None
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    low, high = answers.span(question)
    return value if low <= value <= high else None
