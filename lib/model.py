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
    """One entry of the glossary; `short` is the same in a few words, for lists."""

    id: str
    says: str
    short: str = ""


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
    dose: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Surface:
    """A way to do the same exercise elsewhere, with its own position and cautions.

    Cues, mistakes and form check are its own only where the exercise's do not fit; else empty.
    """

    id: str
    name: str
    position: str
    steps: tuple[str, ...]
    avoid_if: frozenset[str] = frozenset()
    limit_if: Mapping[str, Limit] = field(default_factory=lambda: NOTHING)
    cautions: frozenset[str] = frozenset()
    kit: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    common_mistakes: tuple[str, ...] = ()
    form_check: str = ""
    figure: str = ""
    """A figure of its own; empty: the exercise's, where the position is the same, else none."""


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
    figure: Mapping[str, Any]
    """Poses and what is drawn with them; `lib.figures` reads it."""


@dataclass(frozen=True, slots=True)
class JointLimit:
    """How far a joint of a drawn figure goes, in degrees from standing upright."""

    id: str
    usual: tuple[float, float]
    hard: tuple[float, float]
    """Reached only where weight presses on the joint."""
    source: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class StrengthTest:
    """One timed self-test. `cap`, `target` and `error` are names of thresholds.

    `area` is back, front, side or legs, `measure` seconds or count. `figure` is an exercise or a
    figure of its own; None has no picture.
    """

    id: str
    name: str
    area: str
    measure: str
    each_side: bool
    cap: str
    figure: str | None
    how: tuple[str, ...]
    stops: tuple[str, ...]
    target: str | None
    error: str | None
    """The smallest real change; None: not known."""
    phases: tuple[Phase, ...]
    therapist_only: bool
    limits: str
    source: tuple[str, ...]
    answers: tuple[str, ...] = ()
    """The questions about what one can do that a hold on each of its sides answers."""
    first_hold: bool = False
    """Safe enough to find out in a first session."""
    cautions: frozenset[str] = frozenset()
    """What excludes it there, as for an exercise."""

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides it is done on, in order; one empty word when there are none."""
        return ("left", "right") if self.each_side else ("",)


@dataclass(frozen=True, slots=True)
class Norm:
    """Published values of one test in one group: the middle half of it, or mean and SD."""

    id: str
    test: str
    group: str
    """The people, in the plural: "men aged 60 to 64"."""
    sex: str
    age: tuple[int, int]
    n: int
    sample: str
    limits: str
    source: tuple[str, ...]
    mark: Mark
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    mean: float | None = None
    sd: float | None = None


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
    ticked_on: Mapping[str, date] | None = None
    """Screening rule to the day since which it has held without a break; None: no earlier check-in
    tells."""


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
    changed: Facts = field(default_factory=lambda: NOTHING)
    """What has changed since the check-in before."""


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
    pain_now_0_10: int | None = None
    activity_places: tuple[int, ...] = ()
    """Which of the three named activities each of these scores is of."""


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
    tests: tuple[TestResult, ...] = ()


# --- strength tests ----------------------------------------------------------------

EASY = "easy"
"""Marks a hold of the first sessions, which ends while it is easy: it shows no limit."""


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test done on one side (`left`, `right`, or empty): seconds held or times done."""

    id: str
    at: datetime
    day: date
    test: str
    side: str
    seconds: int | None = None
    count: int | None = None
    pain_0_10: int | None = None
    stopped: str = ""

    @property
    def value(self) -> int | None:
        """What was measured; None when nothing was."""
        return self.count if self.seconds is None else self.seconds

    @property
    def is_test(self) -> bool:
        """False without a value, and for a hold that ended while it was easy: that is exercise."""
        return self.value is not None and self.stopped != EASY


@dataclass(frozen=True, slots=True)
class Offer:
    """A test, and why it is not for now; without a reason it can be done."""

    test: StrengthTest
    reasons: tuple[Reason, ...]

    @property
    def open(self) -> bool:
        """Whether the test can be done now."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Position:
    """A result beside a published group. The share of it that lies below is from 0 to 1.

    Where only quarters are known, the share lies between the two; else they are the same.
    """

    norm: Norm
    share_from: float
    share_to: float
    says: str
    assumes: str
    """What had to be assumed to say so; empty when nothing was."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """The latest result of one area: front, back, left or right. None: not tested, or no target.

    `side` stands for both sides where they are level.
    """

    area: str
    test: str | None = None
    value: int | None = None
    target: float | None = None
    share: float | None = None
    """Of the target; 1 is reached."""
    day: date | None = None
    usual: tuple[float, float] | None = None
    """The middle half of the published group that fits, if there is one."""


@dataclass(frozen=True, slots=True)
class SideDifference:
    """One side clearly shorter than the other in the same test, on test days running."""

    test: str
    shorter: str
    left: int
    right: int
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Front, back, left and right, with what can be said about them."""

    rows: tuple[AreaRow, ...]
    difference: SideDifference | None
    says: str
    profile: str
    """Front beside back, never judged; empty when one of them is missing."""


@dataclass(frozen=True, slots=True)
class TestChange:
    """First and latest result of a test on one side. `kind` is up, down, none or too_few.

    With a known `error` the change is judged by it, else by a run of tests the same way.
    """

    test: str
    side: str
    first: int | None
    latest: int | None
    days: int
    error: float | None
    kind: str
    says: str


# --- the course --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Override:
    """A person's own choice that stands until it is taken back.

    `kind` is stay or phase (about `phase`), swap, remove, add or dose (about `exercise_id`), usual
    (about the usual range of pain, never about the plan), or undo.
    An undo names the choice it takes back in `undoes`; an older one, whose `undoes` is empty, takes
    back every stay in its phase or every swap of its exercise.
    """

    at: datetime
    day: date
    kind: str
    phase: str = ""
    exercise_id: str = ""
    to_exercise_id: str = ""
    id: str = ""
    by: str = ""
    """`you`, `therapist`, or a name that was typed; empty: not asked, as in older files."""
    reason: str = ""
    """The id of a ready reason, or empty."""
    reason_text: str = ""
    """The person's own words for it."""
    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    minutes: float | None = None
    level: int | None = None
    """The level the exercise stood at when its dose was chosen."""
    confirmed: tuple[str, ...] = ()
    """What spoke against an added exercise and was confirmed: cautions, and kit that is missing."""
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A choice that has not been taken back. `state` is `counts`, or says why it does not count today.

    `about` are the cautions or kit that speak against it; `smaller` is True where the plan has made
    the exercise easier since, so that of each number the smaller one counts.
    """

    override: Override
    state: str
    about: tuple[str, ...] = ()
    smaller: bool = False

    @property
    def counts(self) -> bool:
        """Whether the plan follows it today."""
        return self.state == COUNTS


COUNTS = "counts"


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
    replaced: bool = False


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
    swaps: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    strength: Facts = field(default_factory=lambda: NOTHING)
    """What strength tests, or the quick checks in their place, say for the plan."""
    gate_weeks: tuple[tuple[date, tuple[GateLine, ...]], ...] = field(default=(), compare=False)
    """The open gate as it stood a week ago, two weeks ago and so on in this phase, oldest first."""
    chosen: tuple[Override, ...] = ()
    """The person's own choices that stand, oldest first."""
    phases_chosen: tuple[Standing, ...] = ()
    """What became of each choice of a phase on its day."""


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
    chosen: tuple[Override, ...] = ()
    """The person's own choices that made this line what it is; who and why stand in them."""


@dataclass(frozen=True, slots=True)
class FirstHold:
    """A hold that finds out what nobody has tried yet: as long as it is easy, up to `stop_s`.

    It is exercise, not a test: whatever ended it, its result is saved with `stopped` as `EASY`, and
    pain if it hurt.
    """

    test: str
    sides: tuple[str, ...]
    stop_s: int
    why: Reason


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
    holds: tuple[FirstHold, ...] = ()
    """They take about half a minute a side, which `minutes` does not hold."""
    choices: tuple[Standing, ...] = ()
    """The person's own choices about lines, oldest first, and whether each counts today."""


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
    usual_anew: tuple[Override, ...] = field(default=())
    """The choices that stand to let the usual range of pain begin anew, oldest first."""

    @property
    def choices(self) -> tuple[Standing, ...]:
        """Every choice of the person that stands, oldest first, and whether it counts today.

        None counts while the clearance withholds the plan.
        """
        if self.course is None:
            return ()
        if self.plan is None:
            return tuple(Standing(one, "no_plan") for one in self.course.chosen)
        became = {one.override: one for one in (*self.course.phases_chosen, *self.plan.choices)}
        return tuple(became.get(one, Standing(one, "not_lived")) for one in self.course.chosen)


# --- the journal's columns ---------------------------------------------------------
#
# The one description of the person's CSV files. Reading, writing, the export and the data
# dictionary all derive from it. New columns go to the end of their table; none is renamed.

Row = Mapping[str, Value | None]
"""One journal row: column to value. None, or not there, is unanswered."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` is whole, number, truth, word, words, text, date or moment."""

    name: str
    kind: str
    says: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    """The words a `word` may be; empty means any."""
    at_least: float | None = None
    at_most: float | None = None
    needed: bool = False
    """A row in which this cell is empty is set aside."""


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file, `name`.csv. The columns in `key` together tell its rows apart."""

    name: str
    a_row: str
    """What one row is, in a person's words: "this session"."""
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in the order in which they are written."""
        return tuple(column.name for column in self.columns)


def _0_10(name: str, says: str) -> Column:
    return Column(name, "whole", says, "0–10", at_least=0, at_most=10)


def _moment(name: str, says: str) -> Column:
    return Column(name, "moment", says, "ISO 8601 with offset", needed=True)


def _day(name: str) -> Column:
    return Column(name, "date", "The person's local date", "ISO 8601", needed=True)


def _id(name: str, says: str) -> Column:
    return Column(name, "word", says, needed=True)


def _words(name: str, says: str, *allowed: str) -> Column:
    return Column(name, "word", says, allowed=allowed)


def _prescribed_and_done(name: str, kind: str, what: str, unit: str) -> tuple[Column, Column]:
    return (
        Column(f"{name}_prescribed", kind, f"{what} the plan asked for", unit, at_least=0),
        Column(f"{name}_done", kind, f"{what} done", unit, at_least=0),
    )


PHASE_IDS = tuple(phase.id for phase in Phase)

SESSIONS = Table(
    "sessions",
    "this session",
    ("session_id",),
    (
        _id("session_id", "Tells sessions apart"),
        _moment("started_at", "When the session began"),
        _day("session_date"),
        _words("phase", "The phase shown that day", *PHASE_IDS),
        Column("plan_id", "word", "The plan shown that day"),
        Column("rules_version", "word", "The version of the rules behind that plan"),
        _0_10("pain_before_0_10", "Pain before the session"),
        _0_10("pain_most_0_10", "Most pain during the session"),
        _0_10("pain_after_0_10", "Pain right after the session"),
        _words("pain_kind", "What the pain was like", "none", "ache", "sharp", "spreading"),
        _0_10("effort_0_10", "How hard it felt"),
        Column("minutes", "number", "How long it took", "minutes", at_least=0),
        Column("note", "text", "The person's own words"),
    ),
)

SETS = Table(
    "sets",
    "these sets",
    ("session_id", "exercise_id", "set_no", "side"),
    (
        _id("session_id", "The session this set belongs to"),
        _id("exercise_id", "The exercise"),
        Column("level", "whole", "The level of the exercise; 1 is the first", at_least=1),
        Column("set_no", "whole", "Which set; 1 is the first", at_least=1, needed=True),
        Column("side", "word", "The side", allowed=("left", "right", "both"), needed=True),
        Column("surface", "word", "Where it was done, if not as usual"),
        *_prescribed_and_done("reps", "whole", "Repetitions", "repetitions"),
        *_prescribed_and_done("hold_s", "whole", "Hold", "seconds"),
        *_prescribed_and_done("minutes", "number", "Minutes", "minutes"),
        *_prescribed_and_done("distance_m", "whole", "Distance", "metres"),
        *_prescribed_and_done("load_kg", "number", "Load", "kilograms"),
        _0_10("pain_0_10", "Most pain during this set"),
        _words("form", "Answer to the form check", "good", "mostly", "poor"),
        _words("stopped", "Why it ended early", "none", "pain", "form", "time", "other"),
    ),
)

CHECKINS = Table(
    "checkins",
    "this check-in",
    ("checkin_id",),
    (
        _id("checkin_id", "Tells check-ins apart"),
        _moment("checkin_at", "When it was answered"),
        _day("checkin_date"),
        Column("kind", "word", "Which one", allowed=("next_morning", "weekly"), needed=True),
        _0_10("pain_now_0_10", "Pain now"),
        _0_10("pain_average_7d_0_10", "Pain on average over the last 7 days"),
        _0_10("pain_worst_7d_0_10", "Worst pain over the last 7 days"),
        Column(
            "sleep_disturbed_nights",
            "whole",
            "Nights disturbed by pain in the last 7 days",
            "nights",
            at_least=0,
            at_most=7,
        ),
        Column("flare", "truth", "A flare in the last 7 days"),
        Column("leg_worse", "truth", "Leg symptoms worse in the last 7 days"),
        _0_10("activity_1_0_10", "The first activity the person named; 10 = as before"),
        _0_10("activity_2_0_10", "The second activity"),
        _0_10("activity_3_0_10", "The third activity"),
    ),
)

OVERRIDES = Table(
    "overrides",
    "this choice",
    ("override_id",),
    (
        _id("override_id", "Tells choices apart"),
        _moment("override_at", "When it was chosen"),
        _day("override_date"),
        Column(
            "kind",
            "word",
            "stay in a phase, swap an exercise, remove or add one, change its dose, go to a phase, begin "
            "the usual range of pain anew, or undo a choice",
            allowed=("stay", "swap", "undo", "remove", "add", "dose", "phase", "usual"),
            needed=True,
        ),
        _words("phase", "The phase to stay in or to go to", *PHASE_IDS),
        Column("exercise_id", "word", "The exercise that is swapped, removed, added or changed"),
        Column("to_exercise_id", "word", "The exercise that takes its place"),
        Column("chosen_by", "text", "Who chose: you, therapist, or a name"),
        Column("reason", "word", "The reason, if it is one of the ready ones"),
        Column("reason_text", "text", "The reason in own words"),
        Column("sets", "whole", "Sets chosen", "sets", at_least=1, at_most=6),
        Column("reps", "whole", "Repetitions chosen", "repetitions", at_least=1, at_most=40),
        Column("hold_s", "whole", "Hold chosen", "seconds", at_least=1, at_most=180),
        Column("minutes", "number", "Minutes chosen", "minutes", at_least=0.5, at_most=60),
        Column("level", "whole", "The level when the dose was chosen; 1 is the first", at_least=1),
        Column("confirmed", "words", "What spoke against the exercise added, and was confirmed"),
        Column("undoes", "word", "The override_id of the choice that is taken back"),
    ),
)

TESTS = Table(
    "tests",
    "this test",
    ("test_id",),
    (
        _id("test_id", "Tells test results apart"),
        _moment("tested_at", "When it was tested"),
        _day("tested_date"),
        Column("test", "word", "The strength test", needed=True),
        _words("side", "The side, if it is done on each", "left", "right"),
        Column("seconds", "number", "How long it was held", "seconds", at_least=0, at_most=3600),
        Column("count", "whole", "How often it was done", "times", at_least=0, at_most=300),
        _0_10("pain_0_10", "Most pain during the test, if it hurt"),
        Column("stopped", "word", "Why it ended, if not at one's limit"),
    ),
)

COLUMN_KIND: Mapping[str, str] = MappingProxyType(
    {
        "whole": "whole",
        "choice": "word",
        "several": "words",
        "yes_no": "truth",
        "tick": "truth",
        "text": "text",
        "date": "date",
        "scale": "whole",
        "ids": "words",
    }
)
"""Kind of a question to kind of its column."""


def answers_table(questions: Mapping[str, str]) -> Table:
    """The table of check-ins: one column a question. `questions` maps question id to its kind.

    Limits and choices stay with the questionnaire; only the scale that an id names is checked.
    """
    answers = (
        _0_10(id, "Answer to the question of this id")
        if id.endswith("_0_10")
        else Column(id, COLUMN_KIND[kind], "Answer to the question of this id")
        for id, kind in questions.items()
    )
    return Table(
        "answers",
        "these answers",
        ("answered_at",),
        (_moment("answered_at", "When it was answered"), _day("answers_date"), *answers),
    )


def journal_tables(questions: Mapping[str, str]) -> Mapping[str, Table]:
    """Every table of the journal by name, in the order in which they are read."""
    tables = (answers_table(questions), SESSIONS, SETS, CHECKINS, OVERRIDES, TESTS)
    return MappingProxyType({table.name: table for table in tables})
