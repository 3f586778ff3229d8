"""Which of the five cards somebody sees: all before the first plan, one again after what has happened.

The cards are in `data/cards.yaml`, what brings them in `data/rules/cards_shown.yaml`. Nobody's reading is
stored: what is due follows from answers and decisions alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lib import rules
from lib.model import Card, DayDecision, Decision, Facts, Knowledge, Rule


@dataclass(frozen=True, slots=True)
class Again:
    """A card that is brought back, and the rule whose sentence says why."""

    card: Card
    rule: Rule


def is_first_plan(decision: Decision) -> bool:
    """Whether the latest check-in is the first that gave a plan, and no session is logged yet."""
    with_plan = [one for one in decision.check_ins if not one.screening.clearance.withholds_plan]
    is_first = with_plan == list(decision.check_ins[-1:])
    return decision.plan is not None and is_first and not decision.progress.session_days


def in_order(answers: Facts, knowledge: Knowledge) -> tuple[Card, ...]:
    """All cards, those first that these answers put there."""
    fired = rules.firing(knowledge.rules_for("card.first_"), answers, knowledge)
    first = dict.fromkeys(str(rule.then["card"]) for rule in fired)
    return tuple(knowledge.cards[id] for id in dict.fromkeys((*first, *knowledge.cards)))


def again(decisions: Iterable[DayDecision], today: date, knowledge: Knowledge) -> Again | None:
    """The card that what was decided in the last days brings back; None when nothing does."""
    facts = days_since(decisions, today, knowledge)
    fired = rules.firing(knowledge.rules_for("card.again_"), facts, knowledge)
    return Again(knowledge.cards[str(fired[0].then["card"])], fired[0]) if fired else None


def days_since(decisions: Iterable[DayDecision], today: date, knowledge: Knowledge) -> Facts:
    """Days since the latest decision of each occasion; one that never was is unknown."""
    latest: dict[str, date] = {}
    for decided in decisions:
        for reason in decided.reasons:
            latest[reason.rule_id] = max(decided.day, latest.get(reason.rule_id, decided.day))
    found: dict[str, int] = {}
    for occasion in knowledge.occasions.values():
        days = [latest[rule_id] for rule_id in occasion.after if rule_id in latest]
        if days:
            found[occasion.id] = (today - max(days)).days
    return found
