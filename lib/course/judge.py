"""Rules over facts, each answer worked out once.

Days are alike: over ten years the same few facts come thousands of times. An answer depends on rule
and facts alone, so it can be kept and used for anybody, as long as the knowledge is the same.
"""

from __future__ import annotations

from lib import rules
from lib.model import Facts, Knowledge, Reason, Rule, Truth


class Judge:
    """Answers from one knowledge; what it keeps never changes an answer, only how soon it comes."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.rules_over = _by_what_they_look_at(knowledge)
        self._truths: dict[tuple[object, ...], Truth] = {}
        self._firing: dict[tuple[object, ...], tuple[Rule, ...]] = {}
        self._read: dict[str, tuple[str, ...]] = {}

    def fires(self, rule: Rule, facts: Facts) -> bool:
        """Whether this rule fires for these facts."""
        key = (rule.id, *facts.items())
        truth = self._truths.get(key)
        if truth is None:
            truth = self._truths[key] = rules.holds(rule, facts, self.knowledge)
        return truth is Truth.FIRES

    def truth(self, named_id: str, facts: Facts) -> Truth:
        """The truth of a named condition."""
        key = (named_id, *facts.items())
        truth = self._truths.get(key)
        if truth is None:
            truth = self._truths[key] = rules.is_true(named_id, facts, self.knowledge)
        return truth

    def firing(self, over: str, facts: Facts) -> tuple[Rule, ...]:
        """The progression rules over such facts that fire, in the order of the files."""
        key = (over, *facts.items())
        found = self._firing.get(key)
        if found is None:
            wanted = self.rules_over.get(over, ())
            found = self._firing[key] = rules.firing(wanted, facts, self.knowledge)
        return found

    def reason(self, rule: Rule, facts: Facts) -> Reason:
        """The rule's id and sources, with the known facts it looked at."""
        if rule.id not in self._read:
            read = dict.fromkeys(rules.facts_read(rule.when, self.knowledge.named))
            self._read[rule.id] = tuple(read)
        used = tuple((fact, facts[fact]) for fact in self._read[rule.id] if fact in facts)
        return Reason(rule.id, used, rule.source)


def _by_what_they_look_at(knowledge: Knowledge) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in knowledge.rules_for("progress."):
        if "action" in rule.then:
            found[rule.over] = (*found.get(rule.over, ()), rule)
    return found
