"""The smallest changes in sentences. A safety answer is told as what decides, never as a thing to change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lib import words
from lib.difference.says import OF_CLEARANCE, of_answer
from lib.model import Clearance, Knowledge, Question, Value
from lib.what_if.search import Change, Found, Kind, NewAnswer, is_safety

SAFETY_NOTE = (
    "Safety answers have to be true. This shows which answer decides; it is no reason to change one. "
    "If one is wrong, put it right in the check-in."
)
NOTHING_FOUND = (
    "No other answer, and no two together, would lead to another phase. What leads here:"
)
MORE_THAN_TWO = "More than two answers decide here."


def of_change(change: Change, found: Found, raw: Mapping[str, Any], knowledge: Knowledge) -> str:
    """One sentence: “If “Pain right now” were 4 or less, you would start in Rebuild.”"""
    if found.goal.kind in (Kind.MAY_START, Kind.NOTHING_TO_MIND) and _has_a_sign(change, knowledge):
        return _what_decides(change, found.goal.kind, knowledge)
    parts = [_of_new(answer, knowledge) for answer in change.answers]
    return f"If {' and '.join(parts)}, {_then(change, found, knowledge)}."


def is_to_try(change: Change, found: Found, knowledge: Knowledge) -> bool:
    """Whether a change is offered to be tried: none that is about safety is."""
    if found.goal.kind is Kind.MAY_START:
        return False
    return not any(is_safety(answer.id, knowledge) for answer in change.answers)


def of_signs(found: Found, knowledge: Knowledge) -> tuple[tuple[Change, ...], str]:
    """The changes without the many single signs, and one sentence that stands for those."""
    rest = tuple(change for change in found.changes if not _has_a_sign(change, knowledge))
    signs = [change for change in found.changes if change not in rest]
    if found.goal.kind not in (Kind.WITHHELD, Kind.WITH_CARE) or not signs:
        return found.changes, ""
    does = {
        Kind.WITHHELD: "there would be no plan before somebody has looked at it",
        Kind.WITH_CARE: "you could still start, with something to mind",
    }[found.goal.kind]
    return rest, f"With any one of {len(signs)} safety signs, {does}."


def _has_a_sign(change: Change, knowledge: Knowledge) -> bool:
    return any(knowledge.questions[answer.id].kind == "tick" for answer in change.answers)


def _what_decides(change: Change, kind: Kind, knowledge: Knowledge) -> str:
    """A sign is there: that it decides is said, and nothing of what would be without it."""
    told = [
        f"“{knowledge.questions[answer.id].asks}” is ticked"
        if knowledge.questions[answer.id].kind == "tick"
        else f"{words.of_fact(answer.id, knowledge)} is not {_allowed(answer, knowledge)}"
        for answer in change.answers
    ]
    if kind is Kind.NOTHING_TO_MIND:
        return f"There is something to mind because {' and '.join(told)}."
    return f"What decides here: {' and '.join(told)}."


def _of_new(answer: NewAnswer, knowledge: Knowledge) -> str:
    question = knowledge.questions[answer.id]
    if question.kind == "tick":
        return f"“{question.asks}” were ticked"
    return f"{words.of_fact(answer.id, knowledge)} were {_allowed(answer, knowledge)}"


def _allowed(answer: NewAnswer, knowledge: Knowledge) -> str:
    """All the answers that would do: 4 or less, from 2 to 4, “Same day” or “Within an hour”."""
    question = knowledge.questions[answer.id]
    if question.kind in ("whole", "scale"):
        return _numbers(answer.values, question)
    return " or ".join(of_answer(answer.id, value, knowledge) for value in answer.values)


def _numbers(values: tuple[Value, ...], question: Question) -> str:
    low, high = values[0], values[-1]
    runs = len(values) == int(str(high)) - int(str(low)) + 1
    if not runs:
        return ", ".join(str(value) for value in values[:-1]) + f" or {high}"
    if low == high:
        return str(low)
    if low == question.at_least:
        return f"{high} or less"
    if high == question.at_most:
        return f"{low} or more"
    return f"{low} or {high}" if len(values) == 2 else f"from {low} to {high}"


def _then(change: Change, found: Found, knowledge: Knowledge) -> str:
    phase, clearance = change.outcome.phase, change.outcome.clearance
    if phase is None:
        return _SEE[clearance]
    title = knowledge.phases[phase].title
    if found.goal.kind is Kind.MAY_START:
        return f"the outcome would be “{OF_CLEARANCE[clearance]}”, in {title}"
    if found.goal.kind is Kind.NOTHING_TO_MIND:
        return "there would be nothing special to mind"
    if found.goal.kind is Kind.WITH_CARE:
        return "there would be something to mind"
    return f"you would start in {title}"


_SEE = {
    Clearance.SEE_CLINICIAN: "you would see a clinician before you start",
    Clearance.SAME_DAY: "you would see a clinician today",
    Clearance.EMERGENCY: "you would get emergency help now",
}
