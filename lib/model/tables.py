"""The journal's columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lib.model.terms import Phase, Value

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
