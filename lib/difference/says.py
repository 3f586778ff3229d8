"""A difference in sentences: what differs, because of which answers, and what the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lib import words
from lib.difference.parts import Behind, ChangedAnswer, Line, Side, What
from lib.model import Clearance, Finding, Knowledge, Plan
from lib.plan_words import name

NO_CHANGE = "Nothing in the plan changes."

OF_CLEARANCE: Mapping[Clearance, str] = {
    Clearance.PROCEED: "You can start",
    Clearance.PROCEED_WITH_CARE: "You can start, with some things to mind",
    Clearance.ASK_AGAIN: "Some answers are still needed before a plan",
    Clearance.SEE_CLINICIAN: "See a clinician before you start",
    Clearance.SAME_DAY: "See a clinician today",
    Clearance.EMERGENCY: "Get emergency help now",
}
"""What an outcome of the safety questions means, without a full stop."""

_SAYS_OF_REASON = {
    "select.kit": "What you have at home decides which exercises can be chosen.",
    "select.days_per_week": "The plan asks for no more days than you have.",
    "select.minutes_are_full": "The plan takes no more minutes than you have.",
}
"""Sentences for what no rule in `data/` says, because the plan is made so."""


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """What a rule says, and whether it does so now or did before."""

    rule_id: str
    says: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One line for a reader. `because` names the changed answers; empty when none differ."""

    what: str
    because: str
    rules: tuple[RuleSaid, ...]

    @property
    def whole(self) -> str:
        """What and because as one sentence."""
        return f"{self.what.rstrip('.')}, {self.because}." if self.because else f"{self.what}."


@dataclass(frozen=True, slots=True)
class Group:
    """The lines that the same answers are behind, with every rule of theirs once."""

    because: str
    lines: tuple[str, ...]
    rules: tuple[RuleSaid, ...]


def grouped(said: Iterable[Said]) -> tuple[Group, ...]:
    """Lines with the same answers behind them together, each group where its first line stands."""
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(one.because, []).append(one)
    return tuple(
        Group(
            because,
            tuple(one.what for one in lines),
            tuple(dict.fromkeys(rule for one in lines for rule in one.rules)),
        )
        for because, lines in found.items()
    )


def of_line(line: Line, before: Side, after: Side) -> Said:
    """The line in words; each side is named with its own knowledge."""
    return Said(
        what=_WHAT[line.what](line, before.knowledge, after.knowledge),
        because=_because(line, after.knowledge),
        rules=tuple(
            dict.fromkeys(
                RuleSaid(behind.reason.rule_id, of_behind(behind, before, after), behind.is_new)
                for behind in line.behind
            )
        ),
    )


def of_answer(id: str, value: object, knowledge: Knowledge) -> str:
    """An answer as it is quoted: “Same day”, 3, yes."""
    question = knowledge.questions[id]
    if value is None:
        return "without an answer"
    if question.kind == "tick":
        return "ticked" if value else "not ticked"
    if question.kind in ("yes_no", "whole", "scale"):
        return words.of_answer(id, value, knowledge)
    if value == ():
        return f"“{question.none_says}”" if question.none_says else "none of these"
    if isinstance(value, tuple) and len(value) == len(question.choices) > 1:
        return "all of these"
    return f"“{words.of_answer(id, value, knowledge)}”"


def of_changed(answer: ChangedAnswer, knowledge: Knowledge) -> str:
    """“Pain right now” is now 3, not 6."""
    now = of_answer(answer.id, answer.after, knowledge)
    if knowledge.questions[answer.id].kind in ("tick", "yes_no") or answer.before is None:
        return f"{words.of_fact(answer.id, knowledge)} is now {now}"
    was = of_answer(answer.id, answer.before, knowledge)
    return f"{words.of_fact(answer.id, knowledge)} is now {now}, not {was}"


def of_behind(behind: Behind, before: Side, after: Side) -> str:
    """What the rule behind a line says to a person, by the knowledge of the side it holds on."""
    knowledge = (after if behind.is_new else before).knowledge
    own = _SAYS_OF_REASON.get(behind.reason.rule_id)
    return own or words.of_reason(behind.reason, knowledge)


def _because(line: Line, knowledge: Knowledge) -> str:
    told = [of_changed(answer, knowledge) for answer in line.answers]
    return f"because {_joined(told)}" if told else ""


def _joined(parts: list[str]) -> str:
    """With semicolons, since an answer may have commas of its own."""
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; and {parts[-1]}"


# --- what differs ----------------------------------------------------------------------------------


def _of_clearance(line: Line, before: Knowledge, after: Knowledge) -> str:
    return f"“{OF_CLEARANCE[line.after]}” instead of “{OF_CLEARANCE[line.before]}”"


def _of_finding(line: Line, before: Knowledge, after: Knowledge) -> str:
    finding: Finding = line.after or line.before
    knowledge, word = (before, "No longer said") if line.after is None else (after, "Also said")
    return f"{word}: “{words.of_finding(finding, knowledge).rstrip('.')}”"


def _of_phase(line: Line, before: Knowledge, after: Knowledge) -> str:
    return f"Phase: {after.phases[line.after].title} instead of {before.phases[line.before].title}"


def _added(line: Line, before: Knowledge, after: Knowledge) -> str:
    return f"Added: {name(line.after, after)} ({words.of_dose(line.after.dose)})"


def _removed(line: Line, before: Knowledge, after: Knowledge) -> str:
    return f"Removed: {name(line.before, before)}"


def _version(line: Line, before: Knowledge, after: Knowledge) -> str:
    old, new = name(line.before, before), name(line.after, after)
    return f"Another version: {new} (before: {_lower(old)})"


def _dose(line: Line, before: Knowledge, after: Knowledge) -> str:
    old, new = words.of_dose(line.before.dose), words.of_dose(line.after.dose)
    return f"Another dose: {name(line.after, after)}, {new} (before: {old})"


def _cue(line: Line, before: Knowledge, after: Knowledge) -> str:
    who = name(line.after, after)
    had = [limit.cue for _, limit in line.before.limits]
    has = [limit.cue for _, limit in line.after.limits]
    if come := [cue for cue in has if cue not in had]:
        return f"Done with care: {who}. {' '.join(come).rstrip('.')}"
    gone = " ".join(cue for cue in had if cue not in has)
    return f"Done as usual: {who}, without “{gone.rstrip('.')}”"


def _often(line: Line, before: Knowledge, after: Knowledge) -> str:
    return f"How often: {_times(line.after)} (before: {_times(line.before)})"


def _times(plan: Plan) -> str:
    days = "1 day a week" if plan.days_per_week == 1 else f"{plan.days_per_week} days a week"
    return f"{days}, {plan.times_per_day} rounds a day" if plan.times_per_day > 1 else days


def _order(line: Line, before: Knowledge, after: Knowledge) -> str:
    return f"Another order: {', then '.join(_names(line, after))}"


def _names(line: Line, knowledge: Knowledge) -> Iterator[str]:
    was = {one.exercise_id for one in line.before.lines}
    for one in line.after.lines:
        if one.exercise_id in was:
            says = name(one, knowledge)
            yield says if one is line.after.lines[0] else _lower(says)


_WHAT = {
    What.CLEARANCE: _of_clearance,
    What.FINDING: _of_finding,
    What.PHASE: _of_phase,
    What.ADDED: _added,
    What.REMOVED: _removed,
    What.VERSION: _version,
    What.DOSE: _dose,
    What.CUE: _cue,
    What.OFTEN: _often,
    What.ORDER: _order,
}


def _lower(says: str) -> str:
    return says[:1].lower() + says[1:]
