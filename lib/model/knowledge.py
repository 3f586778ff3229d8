"""What `data/` says about phases, today's plan, cards and choices; `Knowledge` holds all of `data/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lib.model.exercises import Exercise, JointLimit, Norm, StrengthTest
from lib.model.rules import Measured, Question, Rule, Source, Step, Term, Threshold, TickList
from lib.model.terms import Mark, Phase, Value


@dataclass(frozen=True, slots=True)
class Slot:
    """One job in a phase's plan: the first candidate that no rule excludes is taken."""

    id: str
    job: tuple[str, ...]
    title: str
    candidates: tuple[str, ...]
    to_choose: tuple[str, ...] = ()
    """Exercises that can do the job too, and never come by themselves: only who chooses one has it."""

    @property
    def able(self) -> tuple[str, ...]:
        """Every exercise that can do the job."""
        return (*self.candidates, *self.to_choose)


@dataclass(frozen=True, slots=True)
class PhaseContent:
    """What `data/` says about one phase; `days_per_week` is the name of a threshold."""

    phase: Phase
    title: str
    purpose: str
    days_per_week: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class StandIn:
    """What counts for a question that is not asked: `value`, or no less than another answer."""

    id: str
    why: str
    value: Value | None = None
    at_least: str = ""


@dataclass(frozen=True, slots=True)
class TodayCandidate:
    """One way to do a job of the plan for today only; `eases` limits it to those answers."""

    exercise: str
    why: str
    source: tuple[str, ...]
    surface: str = ""
    eases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TodayJob:
    """One job of the plan for today only; `minutes` is the name of a threshold, or empty."""

    id: str
    title: str
    candidates: tuple[TodayCandidate, ...]
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence for a person; `lasting` limits it to those answers of pain_duration."""

    id: str
    says: str
    source: tuple[str, ...]
    lasting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TodayContent:
    """What `data/today_only.yaml` says: the path "It is bad right now" and its plan for one day."""

    title: str
    questions: tuple[str, ...]
    clearance: tuple[StandIn, ...]
    careful: tuple[StandIn, ...]
    jobs: tuple[TodayJob, ...]
    expect: tuple[Said, ...]
    stop: tuple[Said, ...]
    help: tuple[Said, ...]
    nothing: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing worth knowing before one begins: a sentence, and the figure beside it."""

    id: str
    title: str
    says: str
    figure: str
    why: str
    source: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class OwnChoices:
    """What `data/choices.yaml` says about a person's own choices.

    `by` and `reasons` are id to words inside a sentence; `states` say why a choice does not count.
    Lengths are in letters.
    """

    by: Mapping[str, str]
    somebody_else: str
    reasons: Mapping[str, str]
    another_reason: str
    longest_reason: int
    longest_name: int
    states: Mapping[str, str]
    smaller: str
    grown: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """A fact that counts days since the course last decided something by one of these rules."""

    id: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything in `data/`, checked and frozen. Mappings keep the order of the files."""

    questions: Mapping[str, Question]
    steps: tuple[Step, ...]
    lists: Mapping[str, TickList]
    thresholds: Mapping[str, Threshold]
    measured: Mapping[str, Measured]
    rules: Mapping[str, Rule]
    named: Mapping[str, Rule]
    phases: Mapping[Phase, PhaseContent]
    exercises: Mapping[str, Exercise]
    sources: Mapping[str, Source]
    glossary: Mapping[str, Term]
    rules_version: str
    figures_version: str
    postures: Mapping[str, Mapping[str, Any]]
    """Start postures of the figures by name."""
    joint_limits: Mapping[str, JointLimit]
    self_test_figures: Mapping[str, Mapping[str, Any]]
    surface_figures: Mapping[str, Mapping[str, Any]]
    tests: Mapping[str, StrengthTest]
    norms: Mapping[str, Norm]
    today_only: TodayContent
    cards: Mapping[str, Card]
    occasions: Mapping[str, Occasion]
    """What brings a card back, by the fact that counts the days since."""
    own_choices: OwnChoices
    _by_prefix: dict[str, tuple[Rule, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What `rules_for` has already looked up."""

    def limit(self, threshold_id: str) -> float:
        """The value of a threshold; KeyError when `data/thresholds.yaml` has none of that name."""
        return self.thresholds[threshold_id].value

    def whole(self, threshold_id: str) -> int:
        """The value of a threshold that counts days, sets or points."""
        return int(self.thresholds[threshold_id].value)

    @property
    def question_kinds(self) -> Mapping[str, str]:
        """Question id to kind: what the journal's table answers is made of."""
        return {question.id: question.kind for question in self.questions.values()}

    def rules_for(self, prefix: str) -> tuple[Rule, ...]:
        """The rules whose id begins with `prefix`, in the order of the files."""
        if prefix not in self._by_prefix:
            found = tuple(rule for id, rule in self.rules.items() if id.startswith(prefix))
            self._by_prefix[prefix] = found
        return self._by_prefix[prefix]
