"""One rule in words that a reader can check. Pure but for `card`, which draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from lib import words
from lib.model import (
    CLEARANCE_OF,
    Case,
    Clearance,
    Knowledge,
    Mark,
    Phase,
    Rule,
    Threshold,
    Truth,
    Urgency,
)
from lib.ui import blocks, sources

MARKS: Mapping[Mark, str] = {
    Mark.VERIFIED: "seen in the source",
    Mark.SECONDARY: "seen in another work that cites it",
    Mark.UNVERIFIED: "not verified",
    Mark.CALCULATED: "calculated from the source",
    Mark.DESIGN: "our own choice",
}
CLEARANCES: Mapping[Clearance, str] = {
    Clearance.PROCEED: "a plan",
    Clearance.PROCEED_WITH_CARE: "a plan, with care",
    Clearance.ASK_AGAIN: "no plan until the check-in is answered again",
    Clearance.SEE_CLINICIAN: "no plan until a clinician has looked",
    Clearance.SAME_DAY: "no plan and no exercises; someone should look today",
    Clearance.EMERGENCY: "no plan and no exercises; emergency help now",
}
URGENCIES: Mapping[Urgency, str] = {
    Urgency.EMERGENCY: "Emergency",
    Urgency.SAME_DAY: "See a doctor today",
    Urgency.DAYS: "See a doctor in the next days",
    Urgency.CLEARANCE: "Ask a clinician first",
    Urgency.ROUTINE: "Mention it at a routine visit",
    Urgency.MODIFY: "The plan is changed",
}
TRUTHS: Mapping[Truth, str] = {
    Truth.FIRES: "holds",
    Truth.QUIET: "does not hold",
    Truth.UNKNOWN: "cannot be known",
}
_ACTIONS = {
    "STEP_UP": "One step up",
    "HOLD": "No change",
    "STEP_BACK": "One step back",
    "STOP": "Stop until the safety questions are answered again",
}
_MOVES = {
    "exercise": "for that exercise",
    "all": "for all exercises",
    "phase": "to the phase before",
    "to_ease": "to Ease",
    "nothing": "",
}
_DURING = {
    "carry_on": "Carry on",
    "easier": "Less of it, or an easier exercise",
    "stop_exercise": "That exercise ends for the day",
    "stop_today": "The session ends",
}
_NOTES = {
    "say": "A sentence on Today",
    "suggest_clinician": "A sentence that suggests asking a clinician",
}


def card(rule: Rule, known: Knowledge, names_exercises: bool) -> None:
    """The rule on a card: in short, with numbers, sources and cases one press away."""
    with st.container(border=True, key=f"card_rule_{rule.id.replace('.', '_')}", height="stretch"):
        st.markdown(in_short(rule, known, names_exercises))
        cases = f"{len(rule.cases)} case{'' if len(rule.cases) == 1 else 's'}"
        with blocks.why(f"Sources and {cases}", key=f"rule_{rule.id}"):
            st.markdown(in_full(rule, known))


def in_short(rule: Rule, known: Knowledge, names_exercises: bool) -> str:
    """Asks, condition, what follows and why, as markdown."""
    lines = [
        f"**{blocks.plain(rule.asks)}**",
        f"**When** {blocks.plain(words.of_condition(rule.when, known))}",
    ]
    follows = "; ".join(follow for follow in what_follows(rule, known, names_exercises) if follow)
    if follows:
        lines.append(f"**Then** {blocks.plain(follows)}")
    lines.append(f"**Why** {blocks.plain(rule.why)}")
    return "\n\n".join(lines)


def in_full(rule: Rule, known: Knowledge) -> str:
    """Numbers with their marks, sources and cases, as markdown."""
    parts = []
    numbers = [numbered(threshold) for threshold in thresholds_of(rule, known)]
    if numbers:
        parts.append("**Numbers**\n" + "\n".join(f"- {number}" for number in numbers))
    listed = "\n".join(f"- {sources.as_line(known.sources[id])}" for id in rule.source)
    parts.append(f"**Sources**\n{listed}")
    rows = "\n".join(f"| {given(case, known)} | {TRUTHS[case.expect]} |" for case in rule.cases)
    parts.append(f"| With these answers or facts | this rule |\n| --- | --- |\n{rows}")
    parts.append(f":small[{blocks.plain(rule.id)}]")
    return "\n\n".join(parts)


def thresholds_of(rule: Rule, known: Knowledge) -> tuple[Threshold, ...]:
    """The numbers that a rule's own condition names."""
    named = dict.fromkeys(test.threshold for test in rule.when.tests if test.threshold)
    return tuple(known.thresholds[id] for id in named)


def numbered(threshold: Threshold) -> str:
    """A threshold on one line: number, unit, what it is for, how sure it is."""
    says = blocks.plain(threshold.says)
    return f"{threshold.value:g} {threshold.unit}: {says} :small[({MARKS[threshold.mark]})]"


def given(case: Case, known: Knowledge) -> str:
    """What a case is told; nothing at all is `nothing answered`."""
    told = [
        f"{words.of_fact(fact, known)}: {words.of_answer(fact, value, known)}"
        for fact, value in case.given.items()
    ]
    return blocks.plain("; ".join(told) or "nothing answered")


# --- what follows --------------------------------------------------------------------------


def what_follows(rule: Rule, known: Knowledge, names_exercises: bool) -> Iterator[str]:
    """What the rule leads to, in a few words each; exercises only where they may be named."""
    then = rule.then
    if "urgency" in then:
        urgency = Urgency(then["urgency"])
        yield f"{URGENCIES[urgency]}: {CLEARANCES[CLEARANCE_OF[urgency]]}"
    if "clearance" in then:
        yield CLEARANCES[Clearance[then["clearance"]]].capitalize()
    if "cautions" in then:
        tags = ", ".join(f"“{words.of_caution(tag, known)}”" for tag in then["cautions"])
        yield f"Exercises are left out or changed under: {tags}"
    yield from _gate(then, known)
    if "action" in then:
        yield " ".join(
            filter(None, [_ACTIONS[then["action"]], _MOVES[then.get("moves", "nothing")]])
        )
    if "phase" in then:
        yield f"The course starts in {known.phases[Phase.of(then['phase'])].title}"
    yield from _smaller(then, known)
    yield from _strength(then, known)
    if names_exercises:
        yield from _order(then, known)
    elif "prefer" in then or "put_off" in then:
        yield "Some exercises come earlier or later in the order"


def _gate(then: Mapping[str, Any], known: Knowledge) -> Iterator[str]:
    if "gate" not in then:
        return
    before, after = (known.phases[Phase.of(id)].title for id in then["gate"].split("_to_"))
    yield f"One of the things needed to go from {before} to {after}"
    if then.get("only_missing"):
        yield "it is shown only while it is missing"
    if "falls_away" in then:
        yield "it falls away, or rising from a chair counts instead, when the plan offers nothing for it"


def _smaller(then: Mapping[str, Any], known: Knowledge) -> Iterator[str]:
    if "during" in then:
        yield _DURING[then["during"]]
    if "levels" in then:
        yield f"by {then['levels']} level{'s' if then['levels'] > 1 else ''}"
    if then.get("comfort"):
        yield "the comfort set: the plan of Ease with half the sets"
    if "note" in then:
        yield _NOTES[then["note"]]
    if then.get("short_plan"):
        yield "The plan has three exercises"
    if "card" in then:
        yield f"The card “{known.cards[then['card']].title}”"


_WITHHELD = {"all": "No strength test is offered", "holds": "No held strength test is offered"}


def _strength(then: Mapping[str, Any], known: Knowledge) -> Iterator[str]:
    """What a rule about the strength tests leads to."""
    if "withholds" in then:
        tests = then["withholds"]
        if isinstance(tests, str):
            yield _WITHHELD[tests]
        else:
            names = ", ".join(known.tests[id].name for id in tests)
            yield f"These strength tests are not offered: {names}"
    if "extra_for" in then:
        yield f"More work for the {then['extra_for']} of the trunk"
    if "hold_for" in then:
        test = known.tests[then["hold_for"]].name
        yield f"The next session contains this hold, as exercise: {test}"


def _order(then: Mapping[str, Any], known: Knowledge) -> Iterator[str]:
    for key, label in (("prefer", "Earlier in the order"), ("put_off", "Later in the order")):
        if key in then:
            yield f"{label}: {', '.join(known.exercises[id].name for id in then[key])}"
