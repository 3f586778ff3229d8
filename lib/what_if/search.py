"""The smallest change of answers that leads to another outcome: one answer, then two.

One answer is tried of each class that the rules tell apart, of the questions that they read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, product
from typing import Any

from lib import intake
from lib.model import Clearance, Knowledge, Phase, Value
from lib.what_if import Basis, Outcome, classes, outcome
from lib.what_if.classes import Values

AGE = "age_years"
AT_MOST_SHOWN = 3
"""Pairs for one goal: the nearest ones; there can be dozens."""


class Kind(Enum):
    """What another outcome would bring."""

    PHASE = "another phase"
    MAY_START = "a plan, where there is none"
    NOTHING_TO_MIND = "a start with nothing to mind"
    WITH_CARE = "a start with something to mind"
    WITHHELD = "no plan for now"


@dataclass(frozen=True, slots=True)
class Goal:
    """Another kind of outcome than the one there is; `phase` for PHASE alone."""

    kind: Kind
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """Another answer to one question: the one nearest to what is there, and all that would do."""

    id: str
    value: Value
    values: Values


@dataclass(frozen=True, slots=True)
class Change:
    """One or two other answers, and what they lead to together."""

    answers: tuple[NewAnswer, ...]
    outcome: Outcome

    def applied(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with this change."""
        return {**raw, **{answer.id: answer.value for answer in self.answers}}


@dataclass(frozen=True, slots=True)
class Found:
    """The smallest changes that reach a goal, nearest first: all of one answer, or all of two."""

    goal: Goal
    changes: tuple[Change, ...]


def smallest(raw: Mapping[str, Any], basis: Basis, knowledge: Knowledge) -> tuple[Found, ...]:
    """For each goal that one answer reaches, or two where one does not: the changes.

    Nothing while needed answers are missing. An unanswered question, and answers that would contradict
    each other, are left out; so is age, except where it is what stands before a plan. Two answers are
    tried for another phase, a plan, and nothing to mind. InputError when an answer cannot be used.
    """
    now = outcome(raw, basis, knowledge)
    if now.clearance is Clearance.ASK_AGAIN:
        return ()
    search = _Search(raw, basis, knowledge, now)
    found = search.by_one()
    found |= search.by_two(found)
    return tuple(
        Found(goal, tuple(changes))
        for goal, changes in sorted(found.items(), key=lambda item: _place(item[0]))
    )


def _place(goal: Goal) -> tuple[int, int]:
    return (list(Kind).index(goal.kind), -1 if goal.phase is None else goal.phase)


def goals_reached(now: Outcome, then: Outcome) -> Iterator[Goal]:
    """The goals of someone with the outcome `now` that `then` reaches."""
    if now.phase is None:
        if then.phase is not None:
            yield Goal(Kind.MAY_START)
        return
    if then.phase is None:
        if then.clearance is not Clearance.ASK_AGAIN:
            yield Goal(Kind.WITHHELD)
        return
    if then.phase is not now.phase:
        yield Goal(Kind.PHASE, then.phase)
    if then.clearance < now.clearance:
        yield Goal(Kind.NOTHING_TO_MIND)
    if then.clearance > now.clearance and then.phase is now.phase:
        yield Goal(Kind.WITH_CARE)


BY_TWO = (Kind.PHASE, Kind.MAY_START, Kind.NOTHING_TO_MIND)
TOLD_APART = (Kind.MAY_START, Kind.WITHHELD)
"""Here the whole outcome is said, so that answers which lead to others are changes of their own."""


class _Search:
    """All single changes and pairs of one set of answers."""

    def __init__(
        self, raw: Mapping[str, Any], basis: Basis, knowledge: Knowledge, now: Outcome
    ) -> None:
        self.raw, self.basis, self.knowledge, self.now = raw, basis, knowledge, now
        answers = intake.clean_answers(raw, knowledge, basis.day).values
        asked = {
            id: answers[id] for id in classes.read(knowledge) if _is_answered(id, raw, knowledge)
        }
        if now.phase is not None:
            asked.pop(AGE, None)
        self.answers = asked
        tests = classes.tests_of(knowledge)
        self.classes = {
            id: classes.classes(knowledge.questions[id], value, tests[id])
            for id, value in asked.items()
        }

    def by_one(self) -> dict[Goal, list[Change]]:
        """Goal to every single change that reaches it."""
        found: dict[Goal, list[Change]] = defaultdict(list)
        for id, others in self.classes.items():
            reached: dict[tuple[Goal, Outcome | None], list[tuple[Values, Outcome]]] = {}
            for values in others:
                then = self._try({id: values})
                if then is None:
                    continue
                for goal in goals_reached(self.now, then):
                    told = then if goal.kind in TOLD_APART else None
                    reached.setdefault((goal, told), []).append((values, then))
            for (goal, _), ways in reached.items():
                values = tuple(value for way, _ in ways for value in way)
                nearest = self._possible({id: ways[0][0]})
                answer = NewAnswer(id, nearest[id], self._in_order(id, values))
                found[goal].append(Change((answer,), ways[0][1]))
        return {goal: self._sorted(changes) for goal, changes in found.items()}

    def by_two(self, reached: Collection[Goal]) -> dict[Goal, list[Change]]:
        """Every other goal to the nearest pairs of changes that reach it, one a pair of questions."""
        found: dict[Goal, list[Change]] = defaultdict(list)
        for one, other in combinations(self._of_use_together(), 2):
            seen = set(reached)
            for pair in product(self.classes[one], self.classes[other]):
                ways = dict(zip((one, other), pair, strict=True))
                then = self._try(ways)
                if then is None:
                    continue
                for goal in goals_reached(self.now, then):
                    if goal.kind in BY_TWO and goal not in seen:
                        seen.add(goal)
                        found[goal].append(self._pair(ways, goal, then))
        return {goal: self._sorted(changes)[:AT_MOST_SHOWN] for goal, changes in found.items()}

    def _of_use_together(self) -> list[str]:
        """All but the signs that are not ticked: a sign more never makes a clearance milder."""
        ticks = {id for id in self.classes if self.knowledge.questions[id].kind == "tick"}
        return [id for id in self.classes if id not in ticks or self.answers[id]]

    def _pair(self, ways: Mapping[str, Values], goal: Goal, then: Outcome) -> Change:
        """These two answers, each with all that would do beside any that would do of the other."""
        nearest = self._possible(ways)
        wide = {
            id: [own for own in self.classes[id] if self._does({**ways, id: own}, goal, then)]
            for id in ways
        }
        together = (dict(zip(ways, pair, strict=True)) for pair in product(*wide.values()))
        if not all(self._does(other, goal, then) for other in together):
            wide = {id: [values] for id, values in ways.items()}
        return Change(
            tuple(
                NewAnswer(
                    id,
                    nearest[id],
                    self._in_order(id, tuple(value for values in wide[id] for value in values)),
                )
                for id in ways
            ),
            then,
        )

    def _does(self, ways: Mapping[str, Values], goal: Goal, wanted: Outcome) -> bool:
        """Whether these classes reach the goal in a way that one sentence can say of both."""
        then = self._try(ways)
        if then is None or goal not in goals_reached(self.now, then):
            return False
        return then == wanted or goal.kind not in TOLD_APART

    def _try(self, ways: Mapping[str, Values]) -> Outcome | None:
        """The outcome with one answer of each of these classes; None where they contradict."""
        possible = self._possible(ways)
        if not possible:
            return None
        return outcome({**self.raw, **possible}, self.basis, self.knowledge)

    def _possible(self, ways: Mapping[str, Values]) -> dict[str, Value]:
        """The nearest answers of these classes that fit all others; empty without any."""
        for values in product(*ways.values()):
            changed = dict(zip(ways, values, strict=True))
            if is_possible(self.answers, changed):
                return changed
        return {}

    def _in_order(self, id: str, values: Iterable[Value]) -> Values:
        """In the order of the questionnaire."""
        order = classes.all_of(self.knowledge.questions[id])
        return tuple(value for value in order if value in set(values))

    def _sorted(self, changes: list[Change]) -> list[Change]:
        return sorted(changes, key=self._distance)

    def _distance(self, change: Change) -> tuple[int, int]:
        """Safety answers last; then how far the numbers move, a word counting as one."""
        safety = sum(is_safety(answer.id, self.knowledge) for answer in change.answers)
        far = 0
        for answer in change.answers:
            old, new = self.answers[answer.id], answer.value
            is_number = isinstance(old, int) and not isinstance(old, bool) and isinstance(new, int)
            far += abs(new - old) if is_number else 1  # type: ignore[operator]
        return (safety, far)


def is_possible(answers: Mapping[str, Any], changed: Mapping[str, Any]) -> bool:
    """Whether other answers bring no contradiction that was not there."""
    return set(intake.contradicted({**answers, **changed})) <= set(intake.contradicted(answers))


def _is_answered(id: str, raw: Mapping[str, Any], knowledge: Knowledge) -> bool:
    return raw.get(id) is not None or knowledge.questions[id].preset is not None


def is_safety(id: str, knowledge: Knowledge) -> bool:
    """Whether this is one of the safety questions."""
    return knowledge.questions[id].step == "safety"
