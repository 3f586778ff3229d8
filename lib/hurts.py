"""What "this hurts" during an exercise is answered with, by the rules `hurt.…`.

    carry_on        it is easy
    easier          it is all right, and a sign to do less
    stop_exercise   this exercise ends for the day
    stop_today      the session ends, with the way to help

The browser answers from `table`, so that it needs no server; `decide` answers the same when what
was done is logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib import rules
from lib.model import Facts, Knowledge, Phase, Truth

PAINS = range(11)
KINDS = ("ache", "sharp", "spreading")
CARRY_ON, EASIER, STOP_EXERCISE, STOP_TODAY = "carry_on", "easier", "stop_exercise", "stop_today"
ANSWERS = (CARRY_ON, EASIER, STOP_EXERCISE, STOP_TODAY)
"""From the mildest to the strictest."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of `ANSWERS`, and the rule that gave it."""

    answer: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Table:
    """Every answer for one phase.

    `at[kind][before]` holds one digit for each pain from 0 to 10: a place in `rules`.
    """

    rules: tuple[Answer, ...]
    at: Mapping[str, tuple[str, ...]]


def decide(pain: int, kind: str, before: int, phase: Phase, known: Knowledge) -> Answer:
    """The answer to this much pain (0–10) of this kind, with this much before the session.

    ValueError where no rule fires: the rules together must cover every input.
    """
    facts: Facts = {
        "phase": phase.id,
        "pain_kind": kind,
        "pain_most_0_10": pain,
        "pain_rise_in_session_0_10": pain - before,
    }
    for rule in known.rules_for("hurt."):
        if rules.holds(rule, facts, known) is Truth.FIRES:
            return Answer(str(rule.then["during"]), rule.id)
    raise ValueError(f"no rule answers pain {pain} ({kind}) with {before} before, in {phase.id}")


def table(phase: Phase, known: Knowledge) -> Table:
    """What `decide` says for every pain, kind and pain before."""
    found = tuple(Answer(str(rule.then["during"]), rule.id) for rule in known.rules_for("hurt."))
    at = {
        kind: tuple(
            "".join(str(found.index(decide(pain, kind, before, phase, known))) for pain in PAINS)
            for before in PAINS
        )
        for kind in KINDS
    }
    return Table(found, at)
