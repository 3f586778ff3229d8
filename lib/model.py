"""The nouns of Even Keel: what the other modules pass to each other, and nothing else.

    answer      what a person said to one question, or unanswered
    fact        a named value a rule may look at: an answer, or something counted from the log
    rule        one condition, what follows from it, why, its source and its cases
    threshold   one number a clinician could dispute, named once
    finding     a screening rule that holds for this person
    clearance   what the findings together allow
    phase       ease, rebuild, strengthen or keep
    slot        one job in a phase's plan; its candidates stand in order of preference
    level       one full dose of an exercise; a step changes one thing
    session day all rounds of a day, counted once, by the worst of them
    course      phase and levels, replayed day by day from the first check-in
    set aside   a journal row that could not be read: kept and shown, never dropped
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Any

Value = bool | int | float | str | date | tuple[str, ...]
Facts = Mapping[str, Value]
"""Fact id to value. A fact that is not there is unknown."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


# --- the two errors -----------------------------------------------------------


class EvenKeelError(Exception):
    """The base of every error whose text is meant to be read by a person."""


class ContentError(EvenKeelError):
    """Our own YAML is wrong: the start stops and the text names file, id and key."""


class InputError(EvenKeelError):
    """What a person gave cannot be used: the text says what it is and what to do."""


# --- words ----------------------------------------------------------------------


class Truth(Enum):
    """What a condition says about some facts; an unknown fact never clears anyone."""

    FIRES = "fires"
    QUIET = "quiet"
    UNKNOWN = "unknown"


class Urgency(Enum):
    """How soon somebody should look at a finding."""

    EMERGENCY = "EMERGENCY"
    SAME_DAY = "SAME_DAY"
    DAYS = "DAYS"
    CLEARANCE = "CLEARANCE"
    ROUTINE = "ROUTINE"
    MODIFY = "MODIFY"


class Clearance(IntEnum):
    """What the answers allow; the larger one always wins."""

    PROCEED = 0
    PROCEED_WITH_CARE = 1
    ASK_AGAIN = 2
    SEE_CLINICIAN = 3
    SAME_DAY = 4
    EMERGENCY = 5

    @property
    def withholds_plan(self) -> bool:
        """True when no plan is shown."""
        return self >= Clearance.ASK_AGAIN

    @property
    def hides_exercises(self) -> bool:
        """True when no page shows this person an exercise."""
        return self >= Clearance.SAME_DAY


CLEARANCE_OF: Mapping[Urgency, Clearance] = MappingProxyType(
    {
        Urgency.EMERGENCY: Clearance.EMERGENCY,
        Urgency.SAME_DAY: Clearance.SAME_DAY,
        Urgency.DAYS: Clearance.SEE_CLINICIAN,
        Urgency.CLEARANCE: Clearance.SEE_CLINICIAN,
        Urgency.ROUTINE: Clearance.PROCEED_WITH_CARE,
        Urgency.MODIFY: Clearance.PROCEED_WITH_CARE,
    }
)


class Action(IntEnum):
    """What the course does next; the larger one always wins."""

    STEP_UP = 0
    HOLD = 1
    STEP_BACK = 2
    STOP = 3


class Phase(IntEnum):
    """The four phases, in order."""

    EASE = 0
    REBUILD = 1
    STRENGTHEN = 2
    KEEP = 3

    @property
    def id(self) -> str:
        """The word used in YAML, CSV and JSON."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Phase:
        """The phase named by `word`; ValueError when there is none."""
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"no phase is called {word!r}") from None


class Mark(Enum):
    """How sure a figure is."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    CALCULATED = "calculated"
    DESIGN = "design"


class Evidence(Enum):
    """How well an exercise is supported: the letter grade of the facts sheet."""

    B = "B"
    C = "C"
    CONVENTION = "convention"

    @property
    def label(self) -> str:
        """The words a person reads."""
        return {
            "B": "well supported",
            "C": "some support",
            "convention": "just okay: for comfort",
        }[self.value]


# --- knowledge: what `data/` holds ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A publication or page a figure comes from; `design` and `unverified` are two of them."""

    id: str
    title: str
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the glossary."""

    id: str
    says: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number, named once; `stricter` says which direction is more cautious."""

    id: str
    value: float
    unit: str
    step: float
    allowed: tuple[float, float]
    stricter: str
    says: str
    source: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Measured:
    """A fact that Python counts from answers or log, declared so that rules can be checked."""

    id: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of one fact. `limit` is the threshold's value, `threshold` its name."""

    fact: str
    op: str
    value: Any = None
    threshold: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """`all`, `any` or `none` of some tests."""

    how: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """Given these facts, expect this truth: written beside the rule, run by the tests."""

    given: Facts
    expect: Truth


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition and what follows from it."""

    id: str
    asks: str
    when: Condition
    then: Mapping[str, Any]
    says: str
    why: str
    source: tuple[str, ...]
    cases: tuple[Case, ...]
    over: str = "answers"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a question: the stored word and the words on the screen."""

    id: str
    says: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `kind` is whole, choice, several, yes_no, tick, text or date."""

    id: str
    step: str
    kind: str
    asks: str
    needed: str
    detail: str = ""
    choices: tuple[Choice, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    unit: str = ""
    low: str = ""
    high: str = ""
    list: str = ""
    ask_if: Condition | None = None
    preset: Value | None = None
    none_says: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of the check-in."""

    id: str
    title: str
    intro: str = ""


@dataclass(frozen=True, slots=True)
class TickList:
    """One of the three safety lists, with the explicit answer "None of these"."""

    id: str
    title: str
    intro: str
    none_says: str


@dataclass(frozen=True, slots=True)
class Dose:
    """One full dose. What does not apply is None; `reps` may fall from set to set."""

    sets: int | None = None
    reps: int | tuple[int, ...] | None = None
    hold_s: int | None = None
    minutes: float | None = None
    distance_m: int | None = None
    load_kg: float | None = None
    each_side: bool = False
    times_per_day: int = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """What changes in an exercise that is kept although a caution holds."""

    cue: str
    dose: Mapping[str, Any] = NOTHING


@dataclass(frozen=True, slots=True)
class Surface:
    """A way to do the same exercise elsewhere, with its own position and cautions."""

    id: str
    name: str
    position: str
    steps: tuple[str, ...]
    avoid_if: frozenset[str] = frozenset()
    limit_if: Mapping[str, Limit] = NOTHING
    cautions: frozenset[str] = frozenset()
    kit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise in words, with everything the rules need to know about it."""

    id: str
    number: str
    name: str
    purpose: str
    position: str
    goals: tuple[str, ...]
    areas: tuple[str, ...]
    slots: tuple[str, ...]
    kit: tuple[str, ...]
    at_hand: tuple[str, ...]
    steps: tuple[str, ...]
    cues: tuple[str, ...]
    common_mistakes: tuple[str, ...]
    form_check: str
    levels: tuple[Dose, ...]
    easier: str | None
    harder: str | None
    surfaces: tuple[Surface, ...]
    avoid_if: frozenset[str]
    limit_if: Mapping[str, Limit]
    cautions: frozenset[str]
    effort: int
    evidence: Evidence
    evidence_line: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One job in a phase's plan: the first candidate that no rule excludes is taken."""

    id: str
    job: str
    title: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseContent:
    """What `data/` says about one phase; `days_per_week` is the name of a threshold."""

    phase: Phase
    title: str
    purpose: str
    days_per_week: str
    slots: tuple[Slot, ...]


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

    def limit(self, threshold_id: str) -> float:
        """The value of a threshold; KeyError when `data/thresholds.yaml` has none of that name."""
        return self.thresholds[threshold_id].value

    def whole(self, threshold_id: str) -> int:
        """The value of a threshold that counts days, sets or points."""
        return int(self.thresholds[threshold_id].value)

    def rules_for(self, prefix: str) -> tuple[Rule, ...]:
        """The rules whose id begins with `prefix`, in the order of the files."""
        return tuple(rule for id, rule in self.rules.items() if id.startswith(prefix))


# --- what the steps hand on ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so: the rule, the facts it looked at, its sources. Words come later."""

    rule_id: str
    facts: tuple[tuple[str, Any], ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """One check-in: the answers that count, what is missing, and when it was given."""

    values: Facts
    missing: tuple[str, ...]
    answered_on: date
    ticked_on: Mapping[str, date] = NOTHING
    """For a flag: since when it has stood ticked, where earlier check-ins tell."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A screening rule that holds. `cleared` is True when a clinician has since said yes."""

    rule_id: str
    clearance: Clearance
    reason: Reason
    flags: tuple[str, ...] = ()
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Screening:
    """The clearance, the findings behind it (gravest first) and the unanswered questions."""

    clearance: Clearance
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How one exercise suits one person: allowed or not, on which surface, with which limits."""

    allowed: bool
    surface: Surface | None = None
    limits: tuple[tuple[str, Limit], ...] = ()
    blocked_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What the plan needs to know about a person, derived from one check-in."""

    facts: Facts
    cautions: Mapping[str, Reason]
    fits: Mapping[str, Fit]
    days_per_week: int
    minutes_per_session: int
    confidence_0_10: int | None


@dataclass(frozen=True, slots=True)
class PhaseChoice:
    """Where a person starts, and the first rule that said so."""

    phase: Phase
    reason: Reason


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One answers row and what follows from it alone."""

    answered_at: datetime
    day: date
    screening: Screening
    profile: Profile
    start: PhaseChoice


# --- the log, day by day -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExerciseDay:
    """One exercise on one session day, all rounds together, by the worst of them."""

    exercise_id: str
    level: int
    all_done: bool
    done_rounds: float
    """Sum over the rounds of done ÷ prescribed."""
    rounds: int
    pain_0_10: int | None
    form: str | None
    stopped: str


@dataclass(frozen=True, slots=True)
class SessionDay:
    """All rounds of one day. Pain is on 0–10; None means not answered."""

    day: date
    last_at: datetime
    rounds: int
    phase: str
    before_0_10: int | None
    most_0_10: int | None
    after_0_10: int | None
    kind: str | None
    effort_0_10: int | None
    minutes: float | None
    exercises: tuple[ExerciseDay, ...]
    morning_0_10: int | None
    """Pain on the morning after, from the check-in of the day after and no other."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """One weekly check-in row."""

    at: datetime
    day: date
    mean_0_10: int | None
    worst_0_10: int | None
    flare: bool | None
    leg_worse: bool | None
    activities: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Morning:
    """One next-morning row: the last one of its day counts."""

    at: datetime
    day: date
    pain_0_10: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The journal as facts a day, oldest first, with nothing later than `today`."""

    today: date
    session_days: tuple[SessionDay, ...]
    weekly: tuple[Weekly, ...]
    mornings: tuple[Morning, ...]


# --- the course --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Override:
    """A person's own choice that stands until it is taken back: stay in a phase, or swap."""

    at: datetime
    day: date
    kind: str
    phase: str = ""
    exercise_id: str = ""
    to_exercise_id: str = ""


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One exercise moved: `to_exercise` differs when an easier or harder one took over."""

    exercise_id: str
    from_level: int
    to_exercise: str
    to_level: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class DayDecision:
    """What was decided on one day, with every rule that led to it."""

    day: date
    action: Action
    phase: Phase
    phase_before: Phase
    reasons: tuple[Reason, ...]
    changes: tuple[LevelChange, ...] = ()


@dataclass(frozen=True, slots=True)
class GateLine:
    """One requirement of the gate to the next phase; `met` None means data are missing."""

    rule_id: str
    met: bool | None
    facts: tuple[tuple[str, Any], ...]
    fell_away: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Phase, levels and decisions as replayed up to a day."""

    phase: Phase
    entered_on: date
    start: date
    levels: Mapping[str, int]
    instead: Mapping[str, str]
    """Exercise to the easier or harder one that has taken its place."""
    one_set: frozenset[str]
    left_out: frozenset[str]
    comfort: bool
    stopped: bool
    check_in_again: bool
    action: Action
    reasons: tuple[Reason, ...]
    gate: tuple[GateLine, ...]
    notes: tuple[Reason, ...]
    decisions: tuple[DayDecision, ...]
    swaps: Mapping[str, str] = NOTHING


# --- the plan ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prescription:
    """One line of the plan."""

    exercise_id: str
    slot_id: str
    level: int
    dose: Dose
    days_per_week: int
    surface: Surface | None
    limits: tuple[tuple[str, Limit], ...]
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class EmptySlot:
    """A slot that stayed empty, with the cautions that emptied it or the rule that closed it."""

    slot_id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, for how long, how often, and why. `id` changes when any of it does."""

    id: str
    phase: Phase
    comfort: bool
    days_per_week: int
    times_per_day: int
    minutes: float
    lines: tuple[Prescription, ...]
    empty: tuple[EmptySlot, ...]
    rules_version: str


@dataclass(frozen=True, slots=True)
class NothingFits:
    """Not even ease could give three exercises: the person should see a clinician."""

    empty: tuple[EmptySlot, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything a front shows, from one pure call. Without a check-in all but `today` is None."""

    today: date
    clearance: Clearance
    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]
    profile: Profile | None
    start: PhaseChoice | None
    progress: Progress
    course: Course | None
    plan: Plan | None
    check_ins: tuple[CheckIn, ...] = field(default=())
