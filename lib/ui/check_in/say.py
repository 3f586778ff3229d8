"""Makes the sentences of the stop and wait pages: what to say, what to take along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lib import words
from lib.model import Finding, Knowledge, Urgency
from lib.ui.check_in.reasons import Reasons

NAMED = 2
"""So many reasons are explained one by one above the number to call."""
SAID_AT_ONCE = 3
"""More than this nobody remembers while speaking: two are said, and the list below has all."""
LIST_SAYS = "there is more on a list I have with me"
_PAINS = {"pain_now_0_10": "now", "pain_worst_7d_0_10": "at worst in the past week"}


def sentences(
    findings: Sequence[Finding], knowledge: Knowledge, reasons: Reasons
) -> tuple[str, ...]:
    """What the findings say, each sentence once; what to do about all of them comes last.

    Beside an emergency nothing else is said. Many reasons are named together, so that the number to
    call stays in sight; each stands in what there is to say.
    """
    soonest = urgency(findings, knowledge)
    if soonest is Urgency.EMERGENCY:
        findings = [one for one in findings if _urgency_of(one, knowledge) is soonest]
    texts = [words.of_reason(finding.reason, knowledge) for finding in findings]
    split = [re.split(r"(?<=[.?]) ", text) for text in texts]
    first = tuple(dict.fromkeys(parts[0] for parts in split))
    rest = dict.fromkeys(part for parts in split for part in parts[1:])
    return (*(first if len(first) <= NAMED else (reasons.how_soon[soonest].several,)), *rest)


# --- to say or show -------------------------------------------------------------------------


def to_say(findings: Sequence[Finding], knowledge: Knowledge, reasons: Reasons) -> tuple[str, str]:
    """Two sentences to say or show: what it is, the gravest first, and what is wanted."""
    said = i_say(findings, reasons)
    parts = ["I have back pain", *said]
    if len(said) > SAID_AT_ONCE:
        parts = [*parts[:SAID_AT_ONCE], LIST_SAYS]
    return f"{_joined(parts)}.", reasons.how_soon[urgency(findings, knowledge)].i_ask


def i_say(findings: Iterable[Finding], reasons: Reasons) -> tuple[str, ...]:
    """Each reason as the person would say it, once."""
    return tuple(dict.fromkeys(why.i_say for why in reasons.of(findings)))


def _joined(parts: Sequence[str]) -> str:
    between = "; " if any("," in part for part in parts) and len(parts) > 2 else ", "
    return f"{between.join(parts[:-1])}{between}and {parts[-1]}"


def rest_of_list(findings: Sequence[Finding], reasons: Reasons) -> tuple[str, ...]:
    """The whole list, as statements, where the sentence to say could not hold all of it."""
    said = i_say(findings, reasons)
    return tuple(_upper(part) for part in said) if len(said) > SAID_AT_ONCE else ()


def as_statement(finding: Finding, reasons: Reasons) -> str:
    """The reason as the person would say it, standing alone."""
    return _upper(reasons.by_rule[finding.rule_id].i_say)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- a note to take along -----------------------------------------------------------------------


def note(
    findings: Sequence[Finding], answers: Mapping[str, Any], knowledge: Knowledge, reasons: Reasons
) -> str:
    """The note as plain text: who asks, what about, the questions, and lines to answer on."""
    about, listed, questions = note_parts(findings, answers, knowledge, reasons)
    lines = [about, *(f"- {part}" for part in listed), "", *questions, ""]
    return "\n".join([*lines, *(f"☐ {box}" for box in reasons.note.boxes), reasons.note.sign])


def note_parts(
    findings: Sequence[Finding], answers: Mapping[str, Any], knowledge: Knowledge, reasons: Reasons
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The note in parts: what it is about, the reasons to ask, the questions."""
    words_of_note = reasons.note
    about = f"I have low back pain{_how_bad(answers, knowledge)}."
    questions = [question for why in reasons.of(findings) for question in why.asks]
    if all(finding.flags for finding in findings):
        about = f"{about} {words_of_note.wish}"
        questions = [words_of_note.first, *questions, words_of_note.last]
    listed = tuple(_upper(part) for part in i_say(findings, reasons))
    return about, listed, tuple(dict.fromkeys(questions))


def _how_bad(answers: Mapping[str, Any], knowledge: Knowledge) -> str:
    """How long and how bad, as far as it was answered: "(over 12 weeks; pain now 3 of 10)"."""
    parts = []
    if answers.get("pain_duration") is not None:
        parts.append(words.of_answer("pain_duration", answers["pain_duration"], knowledge).lower())
    pains = [
        f"{answers[id]} of 10 {when}" for id, when in _PAINS.items() if answers.get(id) is not None
    ]
    if pains:
        parts.append(f"pain {', '.join(pains)}")
    return f" ({'; '.join(parts)})" if parts else ""


# --- how soon -----------------------------------------------------------------------------------


def urgency(findings: Iterable[Finding], knowledge: Knowledge) -> Urgency:
    """How soon, by the most pressing of the findings; CLEARANCE where there is none."""
    found = {_urgency_of(finding, knowledge) for finding in findings}
    order = (Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.DAYS)
    return next((one for one in order if one in found), Urgency.CLEARANCE)


def _urgency_of(finding: Finding, knowledge: Knowledge) -> Urgency:
    """How soon; a finding that no rule file holds is to be asked about before starting."""
    rule = knowledge.rules.get(finding.rule_id)
    return Urgency.CLEARANCE if rule is None else Urgency(rule.then["urgency"])


def how_soon(findings: Iterable[Finding], knowledge: Knowledge) -> str:
    """When to see a clinician, by the most pressing of the findings."""
    if urgency(findings, knowledge) is Urgency.DAYS:
        return "Please see a clinician in the next few days."
    return "Please ask a clinician before you start."
