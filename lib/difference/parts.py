"""What a difference is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from lib.intake import INFLAMMATORY
from lib.model import Decision, Knowledge, Phase, Profile, Reason, Value
from lib.strength import QUICK_CHECKS

COUNTED_FROM: Mapping[str, tuple[str, ...]] = {
    "inflam_count": (INFLAMMATORY,),
    "weak_by": tuple(QUICK_CHECKS.values()),
}
"""A counted fact and how the questions begin that it is counted from."""


class What(Enum):
    """What differs in a line."""

    CLEARANCE = "clearance"
    FINDING = "finding"
    PHASE = "phase"
    ADDED = "added"
    REMOVED = "removed"
    VERSION = "version"
    DOSE = "dose"
    CUE = "cue"
    OFTEN = "often"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    decision: Decision
    knowledge: Knowledge

    @property
    def profile(self) -> Profile:
        """The profile of the latest check-in; ValueError without one."""
        if self.decision.profile is None:
            raise ValueError("a side needs a check-in")
        return self.decision.profile

    @property
    def phase(self) -> Phase | None:
        """The phase as lived; before a course, where one would start."""
        if self.decision.course is not None:
            return self.decision.course.phase
        return None if self.decision.start is None else self.decision.start.phase


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One question with its two answers, as they count; None: not answered, or not asked."""

    id: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Behind:
    """A rule that holds on one side only: after when `is_new`, else before.

    `answers` are those it reads that differ; none where the answers are the same on both sides and
    the rule itself has changed.
    """

    reason: Reason
    is_new: bool
    answers: tuple[ChangedAnswer, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs, with what there was and is.

    Clearances for CLEARANCE, findings for FINDING, phases for PHASE, plans for OFTEN and ORDER, lines
    of the plan for the rest; None where there is none on that side.
    """

    what: What
    before: Any
    after: Any
    behind: tuple[Behind, ...]

    @property
    def answers(self) -> tuple[ChangedAnswer, ...]:
        """Every changed answer behind this line, once."""
        return tuple(dict.fromkeys(answer for one in self.behind for answer in one.answers))


def changed_answers(
    before: Side, after: Side, ids: Iterable[str] | None = None
) -> tuple[ChangedAnswer, ...]:
    """The answers that differ, in the questionnaire's order; among these ids when some are given.

    A counted fact stands for the questions it is counted from.
    """
    wanted = None if ids is None else set(questions_of(ids, after.knowledge))
    old, new = before.profile.facts, after.profile.facts
    return tuple(
        ChangedAnswer(id, old.get(id), new.get(id))
        for id in after.knowledge.questions
        if (wanted is None or id in wanted) and old.get(id) != new.get(id)
    )


def questions_of(ids: Iterable[str], knowledge: Knowledge) -> Iterator[str]:
    """These facts, with the questions that a counted one stands for in its place."""
    for id in ids:
        begins = COUNTED_FROM.get(id)
        if begins is None:
            yield id
        else:
            yield from (other for other in knowledge.questions if other.startswith(begins))
