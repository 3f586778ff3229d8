"""Makes the sentences of the stop and wait pages: what to say, what to take along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lib import words
from lib.model import Clearance, Finding, Knowledge, Question, Urgency
from lib.ui import help_blocks

_MINE = ((r"\byour\b", "my"), (r"\byou're\b", "I'm"), (r"\byou\b", "I"))
_CALLED = {"first_episode": "my first back pain ever", "pain_duration": "back pain"}


def sentences(findings: Iterable[Finding], knowledge: Knowledge) -> tuple[str, ...]:
    """What the findings say, each sentence once; what to do about all of them comes last."""
    texts = [words.of_reason(finding.reason, knowledge) for finding in findings]
    split = [re.split(r"(?<=[.?]) ", text) for text in texts]
    first = dict.fromkeys(parts[0] for parts in split)
    rest = dict.fromkeys(part for parts in split for part in parts[1:])
    return (*first, *rest)


def answered_yes(findings: Iterable[Finding], knowledge: Knowledge) -> tuple[str, ...]:
    """The answers behind the findings, as the person would say them."""
    said: dict[str, None] = {}
    for finding in findings:
        for fact, value in finding.reason.facts:
            question = knowledge.questions.get(fact)
            if question is None or value is False:
                continue
            if value is True:
                said[_called(question)] = None
            elif question.kind == "choice":
                answer = words.of_answer(fact, value, knowledge).lower()
                said[f"{_called(question)}: {answer}"] = None
    return tuple(said)


def _called(question: Question) -> str:
    return _CALLED.get(question.id) or mine(question.asks.rstrip("?"))


def mine(text: str) -> str:
    """A statement about "you" in the first person, beginning small."""
    for pattern, word in _MINE:
        text = re.sub(pattern, word, text)
    return text[:1].lower() + text[1:]


def to_say(findings: Sequence[Finding], knowledge: Knowledge) -> tuple[str, str]:
    """Two sentences to say or show when calling."""
    said = "; ".join(answered_yes(findings, knowledge))
    first = f"I have back pain. I answered yes to: {said}." if said else help_blocks.SAY_AT_ONCE[0]
    if any(finding.clearance is Clearance.EMERGENCY for finding in findings):
        return first, help_blocks.SAY_AT_ONCE[1]
    return first, "I was told to speak to a doctor today. When can someone see me?"


def note(findings: Sequence[Finding], knowledge: Knowledge) -> str:
    """A short text to take to a clinician."""
    said = "; ".join(answered_yes(findings, knowledge))
    answered = f" In a check-in before I start, I answered yes to: {said}." if said else ""
    return (
        f"I would like to start gentle exercise for low back pain.{answered}\n"
        "Is exercise fine for me now? Is there anything I should leave out?"
    )


def urgency_of(finding: Finding, knowledge: Knowledge) -> Urgency:
    """How soon; a finding that no rule file holds is to be asked about before starting."""
    rule = knowledge.rules.get(finding.rule_id)
    return Urgency.CLEARANCE if rule is None else Urgency(rule.then["urgency"])


def how_soon(findings: Iterable[Finding], knowledge: Knowledge) -> str:
    """When to see a clinician, by the most pressing of the findings."""
    if any(urgency_of(finding, knowledge) is Urgency.DAYS for finding in findings):
        return "Please see a clinician in the next few days."
    return "Please ask a clinician before you start."
