"""Turns results into the sentences a person reads. What was decided stays untouched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lib.model import (
    CLEARANCE_OF,
    Clearance,
    Condition,
    Dose,
    Facts,
    Finding,
    GateLine,
    Knowledge,
    Override,
    Reason,
    Test,
    Urgency,
)

NOT_KNOWN = "not known yet"

_SAYS = {
    "screen.nothing_fits": "With your answers we cannot put together three exercises that suit "
    "you. A physiotherapist can.",
    "phase.start_ease": "Some answers are missing, so the plan starts at the beginning.",
    "select.enough_exercises": "The plan already has enough exercises.",
    "choice.added": "It is here by choice, not by the rules.",
    "select.stands_in": "It stands in for something that has to be left out. It asks for no more than that.",
    "select.minutes_stay_free": "There is time for it only because something else has to be left out or "
    "shortened. A reason to be careful never brings in more of something.",
    "select.minutes_are_full": "Your minutes are used up. More minutes a session would make room.",
}
"""Sentences for reasons that no rule in `data/` carries, because code alone can find them."""

_KIT = {
    "kit_ball": "no ball",
    "kit_band": "no band",
    "kit_weight": "no weight",
    "kit_step": "no step",
}


def of_reason(reason: Reason, knowledge: Knowledge) -> str:
    """The sentence for a reason: the rule's own, or one built from the facts it used."""
    facts = dict(reason.facts)
    if reason.rule_id == "screen.unanswered":
        id = str(facts["question"])
        return f"Not answered yet: {knowledge.questions[id].asks} ({id})"
    if reason.rule_id == "select.nothing_for_slot":
        return _nothing_for_slot(facts, knowledge)
    if reason.rule_id == "choice.phase":
        return f"{_chosen_by(**facts, knowledge=knowledge)}."
    if reason.rule_id in _SAYS:
        return _SAYS[reason.rule_id]
    rule = knowledge.rules.get(reason.rule_id)
    if rule is None:
        return _of_slot(reason, knowledge)
    return filled(rule.says or rule.why, {**_limits(knowledge), **facts})


_ANSWER_AGAIN = "Answer the emergency questions again"


def of_stop(reasons: Iterable[Reason], knowledge: Knowledge) -> tuple[str, ...]:
    """Why sessions are stopped, a sentence a cause, and what to answer, said once for all of them.

    What comes after the answers is named for one cause only: with several, the gravest decides.
    """
    whole = tuple(dict.fromkeys(of_reason(reason, knowledge) for reason in reasons))
    if len(whole) < 2:
        return whole
    causes = dict.fromkeys(says.partition(_ANSWER_AGAIN)[0].strip() for says in whole)
    is_asked = any(_ANSWER_AGAIN in says for says in whole)
    return (*causes, *([f"{_ANSWER_AGAIN} before you go on."] if is_asked else []))


def of_finding(finding: Finding, knowledge: Knowledge) -> str:
    """The sentence for a finding. What a clinician has cleared no longer tells anyone to see one."""
    rule = knowledge.rules.get(finding.rule_id)
    if not finding.cleared or rule is None:
        return of_reason(finding.reason, knowledge)
    if CLEARANCE_OF[Urgency(rule.then["urgency"])] < Clearance.SEE_CLINICIAN:
        return of_reason(finding.reason, knowledge)
    about = "; ".join(of_flag(flag, knowledge) for flag in finding.flags)
    return f"You said a clinician found exercise fine with this: {about}."


_DERIVED = {
    "rf_radicular": "What you said about your legs",
    "rf_age": "A first back pain at your age",
    "rf_noimprove": "Pain that is still getting worse",
}


def of_flag(flag: str, knowledge: Knowledge) -> str:
    """What a flag is called on the screen: its statement, or words for one that was derived."""
    question = knowledge.questions.get(flag)
    return _DERIVED.get(flag, flag) if question is None else question.asks


def of_choice(chosen: Override, knowledge: Knowledge) -> str:
    """Who chose, and why: "Chosen by your therapist: it was too easy by now". Own words as typed."""
    return _chosen_by(chosen.by, chosen.reason, chosen.reason_text, knowledge)


def _chosen_by(by: str, reason: str, reason_text: str, knowledge: Knowledge) -> str:
    """Older files say neither who nor why: then it was the person's own choice."""
    words = knowledge.own_choices
    who = words.by.get(by or "you", by[: words.longest_name])
    why = words.reasons.get(reason, reason_text[: words.longest_reason])
    return " ".join(f"Chosen by {who}: {why}".split()).rstrip(":.")


def _nothing_for_slot(facts: Facts, knowledge: Knowledge) -> str:
    parts = [
        f"{knowledge.exercises[id].name} ({_blocked_words(str(why), knowledge)})"
        for id, why in facts.items()
    ]
    return f"Nothing here for now: {'; '.join(parts)}."


def _blocked_words(why: str, knowledge: Knowledge) -> str:
    return ", ".join(of_caution(tag, knowledge) for tag in why.split(", "))


def of_caution(tag: str, knowledge: Knowledge) -> str:
    """A caution tag in a few words, from the glossary; the tag itself when it has none."""
    if tag in _KIT:
        return _KIT[tag]
    term = knowledge.glossary.get(tag)
    return tag.replace("_", " ") if term is None or not term.short else term.short


def _of_slot(reason: Reason, knowledge: Knowledge) -> str:
    for content in knowledge.phases.values():
        for slot in content.slots:
            if reason.rule_id == f"select.{slot.id}":
                return f"In {content.title} there is a place for: {slot.title.lower()}."
    return reason.rule_id


def of_gate(line: GateLine, knowledge: Knowledge) -> str:
    """What this requirement asks for and how far it is, for a person."""
    says = filled(knowledge.rules[line.rule_id].says, {**_limits(knowledge), **dict(line.facts)})
    if line.fell_away:
        return f"{says} (falls away: your plan does not offer it)"
    if line.replaced:
        return f"{says} (your plan does not offer it; rising from a chair 5 times counts instead)"
    return says


def _limits(knowledge: Knowledge) -> Facts:
    return {id: f"{threshold.value:g}" for id, threshold in knowledge.thresholds.items()}


def filled(text: str, facts: Facts) -> str:
    """`text` with each `{fact}` replaced by its value, or by "not known yet"."""
    return text.format_map(_Known(facts))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return NOT_KNOWN


# --- doses -----------------------------------------------------------------------------------


def of_dose(dose: Dose) -> str:
    """A dose in words: "2 sets of 8 a side, hold 5 seconds, 2 times a day"."""
    parts = [_amount(dose)]
    if dose.hold_s is not None and dose.reps is not None:
        parts.append(f"hold {dose.hold_s} seconds")
    if dose.load_kg is not None:
        parts.append(f"{dose.load_kg:g} kg")
    if dose.times_per_day > 1:
        parts.append(f"{dose.times_per_day} times a day")
    return ", ".join(part for part in parts if part)


def _amount(dose: Dose) -> str:
    side = " each side" if dose.each_side else ""
    if isinstance(dose.reps, tuple):
        return f"sets of {', '.join(str(reps) for reps in dose.reps)}{side}"
    one = _one_set(dose)
    if dose.sets is None or (dose.sets == 1 and dose.reps is None):
        return f"{one}{side}"
    return f"{dose.sets} set{'s' if dose.sets > 1 else ''} of {one}{side}"


def _one_set(dose: Dose) -> str:
    if dose.reps is not None:
        return str(dose.reps)
    if dose.minutes is not None:
        return f"{dose.minutes:g} minute{'s' if dose.minutes != 1 else ''}"
    if dose.distance_m is not None:
        return f"{dose.distance_m} m"
    return f"{dose.hold_s} seconds" if dose.hold_s is not None else ""


# --- conditions ------------------------------------------------------------------------------

_HOW = {"all": " and ", "any": " or ", "none": " or "}


def of_condition(condition: Condition, knowledge: Knowledge) -> str:
    """A condition as a reader can check it: "pain now is at least 5"."""
    parts = [_of_test(test, knowledge) for test in condition.tests]
    joined = _HOW[condition.how].join(parts)
    return f"not ({joined})" if condition.how == "none" else joined


def _of_test(test: Test, knowledge: Knowledge) -> str:
    fact = of_fact(test.fact, knowledge)
    if isinstance(test.value, bool):
        yes = test.value == (test.op == "is")
        return f"{fact}: {'yes' if yes else 'no'}"
    value = _of_value(test, knowledge)
    between = {
        "is": "is",
        "is_not": "is not",
        "at_least": "is at least",
        "at_most": "is at most",
        "any_of": "is any of",
    }[test.op]
    return f"{fact} {between} {value}"


def of_fact(fact: str, knowledge: Knowledge) -> str:
    """What a fact is called: the question's headline, or the words of a counted or named fact."""
    if fact in knowledge.questions:
        return f"“{knowledge.questions[fact].asks.rstrip('?')}”"
    if fact in knowledge.named:
        return f"“{knowledge.named[fact].asks.rstrip('?')}”"
    return knowledge.measured[fact].says


def _of_value(test: Test, knowledge: Knowledge) -> str:
    if test.threshold:
        threshold = knowledge.thresholds[test.threshold]
        return f"{threshold.value:g} {threshold.unit}"
    question = knowledge.questions.get(test.fact)
    wanted = test.value if isinstance(test.value, tuple) else (test.value,)
    names = {choice.id: choice.says for choice in question.choices} if question else {}
    return " or ".join(f"“{names.get(word, word)}”" for word in wanted)


def of_answer(id: str, value: Any, knowledge: Knowledge) -> str:
    """An answer as it stood on the screen; "not answered" for None."""
    if value is None:
        return "not answered"
    if isinstance(value, bool):
        return "yes" if value else "no"
    question = knowledge.questions.get(id)
    names: Mapping[str, str] = (
        {choice.id: choice.says for choice in question.choices} if question else {}
    )
    if isinstance(value, tuple):
        return ", ".join(names.get(word, word) for word in value) or "none of these"
    return names.get(str(value), str(value))
