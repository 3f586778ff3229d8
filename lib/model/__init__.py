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

terms       values and facts, the two errors, truth, clearance, action, phase, evidence
rules       sources, terms, thresholds, conditions, cases, questions
exercises   doses, limits, surfaces, exercises, strength tests, published values
knowledge   phases and slots, today's plan, cards, choices; `Knowledge`
steps       what the steps from answers to plan hand on
log         the log, day by day
strength    results of strength tests, and what they are compared with
course      choices, decisions, gates; `Course`
plan        lines, `Plan`, `Decision`
tables      the journal's columns
"""

from lib.model.course import COUNTS, Course, DayDecision, GateLine, LevelChange, Override, Standing
from lib.model.exercises import Dose, Exercise, JointLimit, Limit, Norm, StrengthTest, Surface
from lib.model.knowledge import (
    Card,
    Knowledge,
    Occasion,
    OwnChoices,
    PhaseContent,
    Said,
    Slot,
    StandIn,
    TodayCandidate,
    TodayContent,
    TodayJob,
)
from lib.model.log import ExerciseDay, Morning, Progress, SessionDay, Weekly
from lib.model.plan import Decision, EmptySlot, FirstHold, NothingFits, Plan, Prescription
from lib.model.rules import (
    Case,
    Choice,
    Condition,
    Measured,
    Question,
    Rule,
    Source,
    Step,
    Term,
    Test,
    Threshold,
    TickList,
)
from lib.model.steps import Answers, CheckIn, Finding, Fit, PhaseChoice, Profile, Reason, Screening
from lib.model.strength import (
    EASY,
    AreaRow,
    Balance,
    Offer,
    Position,
    SideDifference,
    TestChange,
    TestResult,
)
from lib.model.tables import (
    CHECKINS,
    COLUMN_KIND,
    OVERRIDES,
    PHASE_IDS,
    SESSIONS,
    SETS,
    TESTS,
    Column,
    Row,
    Table,
    answers_table,
    journal_tables,
)
from lib.model.terms import (
    CLEARANCE_OF,
    NOTHING,
    Action,
    Clearance,
    ContentError,
    EvenKeelError,
    Evidence,
    Facts,
    InputError,
    Mark,
    Phase,
    Truth,
    Urgency,
    Value,
)

__all__ = [
    "CHECKINS",
    "CLEARANCE_OF",
    "COLUMN_KIND",
    "COUNTS",
    "EASY",
    "NOTHING",
    "OVERRIDES",
    "PHASE_IDS",
    "SESSIONS",
    "SETS",
    "TESTS",
    "Action",
    "Answers",
    "AreaRow",
    "Balance",
    "Card",
    "Case",
    "CheckIn",
    "Choice",
    "Clearance",
    "Column",
    "Condition",
    "ContentError",
    "Course",
    "DayDecision",
    "Decision",
    "Dose",
    "EmptySlot",
    "EvenKeelError",
    "Evidence",
    "Exercise",
    "ExerciseDay",
    "Facts",
    "Finding",
    "FirstHold",
    "Fit",
    "GateLine",
    "InputError",
    "JointLimit",
    "Knowledge",
    "LevelChange",
    "Limit",
    "Mark",
    "Measured",
    "Morning",
    "Norm",
    "NothingFits",
    "Occasion",
    "Offer",
    "Override",
    "OwnChoices",
    "Phase",
    "PhaseChoice",
    "PhaseContent",
    "Plan",
    "Position",
    "Prescription",
    "Profile",
    "Progress",
    "Question",
    "Reason",
    "Row",
    "Rule",
    "Said",
    "Screening",
    "SessionDay",
    "SideDifference",
    "Slot",
    "Source",
    "StandIn",
    "Standing",
    "Step",
    "StrengthTest",
    "Surface",
    "Table",
    "Term",
    "Test",
    "TestChange",
    "TestResult",
    "Threshold",
    "TickList",
    "TodayCandidate",
    "TodayContent",
    "TodayJob",
    "Truth",
    "Urgency",
    "Value",
    "Weekly",
    "answers_table",
    "journal_tables",
]
