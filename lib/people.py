"""Reads the example people of `data/people/` and lives their days, so that a journal comes out.

    person      who it is, the check-ins, how the weeks went, and what we expect, written by hand
    live        day by day: what the plan says that day is what is done and logged that day
    lived       the journal that came out, and the decision on its last day

An example is never stored: the same file and the same rules give the same journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import prod
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from lib import decide, journal, progress, simulate
from lib.decide import AnswersRow
from lib.journal.columns import DTYPES
from lib.knowledge import DATA, read
from lib.model import (
    Action,
    Clearance,
    ContentError,
    Decision,
    ExerciseDay,
    InputError,
    Knowledge,
    Morning,
    Override,
    Phase,
    Progress,
    Row,
    SessionDay,
    Table,
    TestResult,
    Weekly,
    journal_tables,
)
from lib.simulate import Segment, WeeklyAnswers

FOLDER = DATA / "people"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come out at the end of a day. `phase` and `action` are None without a plan."""

    day: date
    clearance: Clearance
    phase: Phase | None
    action: Action | None
    cautions: frozenset[str]
    in_plan: frozenset[str]
    not_in_plan: frozenset[str]
    because: str
    tests_offered: frozenset[str] | None = None
    """None: not said."""
    more_for: Mapping[str, str] | None = None
    """Exercise to the rule that gives it more; None: not said."""


@dataclass(frozen=True, slots=True)
class Person:
    """One example person. `as_of` is "today" wherever the example is shown."""

    id: str
    name: str
    story: str
    as_of: date
    seed: int
    check_ins: tuple[AnswersRow, ...]
    segments: tuple[Segment, ...]
    expect: tuple[Expectation, ...]
    tests: tuple[TestResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Lived:
    """An example's journal up to `today`, as a journal on disk would be read, and its decision."""

    person_id: str
    rows: tuple[AnswersRow, ...]
    frames: Mapping[str, pd.DataFrame]
    overrides: tuple[Override, ...]
    today: date
    decision: Decision


# --- reading ----------------------------------------------------------------------------------


def load(folder: Path, knowledge: Knowledge) -> Mapping[str, Person]:
    """Every person in the folder by id; ContentError names file, id and key of what is wrong."""
    people = (_read(path, knowledge) for path in sorted(folder.glob("*.yaml")))
    return MappingProxyType({person.id: person for person in people})


def _read(path: Path, knowledge: Knowledge) -> Person:
    content = read(path, "person")
    file = _File(path, content["id"], knowledge)
    if content["id"] != path.stem:
        raise file.wrong("id", f"must be the name of the file, {path.stem}")
    person = Person(
        id=content["id"],
        name=content["name"],
        story=content["story"],
        as_of=file.day("as_of", content["as_of"]),
        seed=content["seed"],
        check_ins=tuple(file.check_in(row) for row in content["check_ins"]),
        segments=tuple(file.segment(row) for row in content["log"]),
        expect=tuple(file.expectation(row) for row in content["expect"]),
        tests=tuple(file.test(n, row) for n, row in enumerate(content.get("tests", ()), start=1)),
    )
    file.check_order(person)
    return person


@dataclass(frozen=True, slots=True)
class _File:
    """One file being read: turns its parts into ours and says where something is wrong."""

    path: Path
    id: str
    knowledge: Knowledge

    def wrong(self, key: str, trouble: str) -> ContentError:
        return ContentError(f"people/{self.path.name} · {self.id} · {key}: {trouble}.")

    def day(self, key: str, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.wrong(key, f"{text} is not a day of the calendar") from None

    def check_in(self, row: Mapping[str, Any]) -> AnswersRow:
        day = self.day("day", row["day"])
        ticks = {id for id, asked in self.knowledge.questions.items() if asked.kind == "tick"}
        for id in row["ticked"]:
            if id not in ticks:
                raise self.wrong("ticked", f"no statement to tick is called {id}")
        raw = {**row["answers"], **{id: id in row["ticked"] for id in ticks}}
        found = AnswersRow(datetime.combine(day, simulate.CHECK_IN, UTC), day, raw)
        try:
            decide.answers_of(found, self.knowledge)
        except InputError as error:
            raise self.wrong("answers", str(error).rstrip(".")) from None
        return found

    def segment(self, row: Mapping[str, Any]) -> Segment:
        first, last = self.day("from", row["from"]), self.day("to", row["to"])
        if last < first:
            raise self.wrong("to", f"{last} comes before {first}")
        weekly = row["weekly"]
        return Segment(
            first=first,
            last=last,
            days_per_week=row["days_per_week"],
            rounds=row["rounds"],
            before_0_10=_ends(row["before"]),
            response=row["response"],
            form=row["form"],
            all_done=row["done"] == "all",
            mornings=row["mornings"],
            weekly=WeeklyAnswers(_ends(weekly["mean"]), weekly["flare"], weekly["leg_worse"])
            if weekly
            else None,
        )

    def test(self, number: int, row: Mapping[str, Any]) -> TestResult:
        day = self.day("tests", row["day"])
        test = self.knowledge.tests.get(row["test"])
        if test is None:
            raise self.wrong("tests", f"no strength test is called {row['test']}")
        if row.get("side", "") not in test.sides:
            raise self.wrong("tests", f"{test.id} is not done on the side that is given")
        return TestResult(
            id=f"{self.id}-test-{number:02}",
            at=datetime.combine(day, simulate.TESTED, UTC) + timedelta(minutes=number),
            day=day,
            test=test.id,
            side=row.get("side", ""),
            seconds=row.get("seconds"),
            count=row.get("count"),
            pain_0_10=row.get("pain"),
            stopped=row.get("stopped", ""),
        )

    def expectation(self, row: Mapping[str, Any]) -> Expectation:
        named = {key: frozenset(row.get(key, ())) for key in ("in_plan", "not_in_plan")}
        for key, ids in named.items():
            for id in sorted(ids - set(self.knowledge.exercises)):
                raise self.wrong(key, f"no exercise is called {id}")
        return Expectation(
            day=self.day("day", row["day"]),
            clearance=Clearance[row["clearance"]],
            phase=Phase.of(row["phase"]) if row["phase"] else None,
            action=Action[row["action"]] if row["action"] else None,
            cautions=frozenset(row["cautions"]),
            because=row["because"],
            tests_offered=frozenset(row["tests_offered"]) if "tests_offered" in row else None,
            more_for=MappingProxyType(row["more_for"]) if "more_for" in row else None,
            **named,
        )

    def check_order(self, person: Person) -> None:
        """Check-ins, segments, expectations and days of tests follow each other, from the first check-in to as_of."""
        first = person.check_ins[0].day
        spans = {
            "check_ins": [(row.day, row.day) for row in person.check_ins],
            "log": [(segment.first, segment.last) for segment in person.segments],
            "expect": [(expected.day, expected.day) for expected in person.expect],
            "tests": [(day, day) for day in dict.fromkeys(test.day for test in person.tests)],
        }
        for key, days in spans.items():
            for (_, before), (after, _) in pairwise(days):
                if after <= before:
                    raise self.wrong(key, f"{after} must come after {before}")
            if days and not first <= days[0][0] <= days[-1][1] <= person.as_of:
                raise self.wrong(key, f"must lie between {first} and {person.as_of}")


def _ends(value: Any) -> tuple[float, float]:
    return (value[0], value[1]) if isinstance(value, list) else (value, value)


# --- living -------------------------------------------------------------------------------------


def live(person: Person, knowledge: Knowledge, until: date | None = None) -> Lived:
    """The person's journal and decision at the end of `until`, by default of `as_of`.

    A session that was planned takes place when the decision of that day lets it start, and follows
    that day's plan. Deterministic; nothing is later than `as_of`.
    """
    today = min(until or person.as_of, person.as_of)
    life = _Life(person, knowledge)
    for number in range((today - person.check_ins[0].day).days + 1):
        life.live(person.check_ins[0].day + timedelta(days=number))
    rows = tuple(row for row in person.check_ins if row.day <= today)
    frames = life.frames(rows)
    decision = decide.decide(rows, frames, (), knowledge, today)
    return Lived(person.id, rows, frames, (), today, decision)


def as_journal(lived: Lived) -> journal.Journal:
    """The example's journal as if it had been read: the same code shows it as a person's own."""
    return journal.Journal(lived.frames, (), ("example", lived.person_id, lived.today))


def as_store(lived: Lived, knowledge: Knowledge) -> journal.MemoryStore:
    """The example's journal as files in memory, for whatever needs files: an export, a test."""
    store = journal.MemoryStore(questions=knowledge.question_kinds)
    for table, frame in lived.frames.items():
        store.append(table, journal.rows(frame))
    return store


class _Life:
    """The journal of a person while it is being lived, as rows and as facts a day."""

    def __init__(self, person: Person, knowledge: Knowledge) -> None:
        self.person = person
        self.knowledge = knowledge
        self.tables: dict[str, list[Row]] = {"sessions": [], "sets": [], "checkins": []}
        self.days: list[SessionDay] = []
        self.weekly: list[Weekly] = []
        self.mornings: list[Morning] = []
        self.tests: list[TestResult] = []
        self.next_morning: Row | None = None

    def live(self, today: date) -> None:
        """One day: the morning, strength tests, the weekly question, then perhaps a session."""
        if self.next_morning is not None:
            self._wake_up(self.next_morning)
        self.tests += [test for test in self.person.tests if test.day == today]
        for segment in self.person.segments:
            row = simulate.weekly_row(segment, today, self.person.id, self.person.seed)
            if row is not None:
                self.tables["checkins"].append(row)
                self.weekly.append(_weekly(row))
            if simulate.is_session_day(segment, today):
                self._exercise(segment, today)

    def _wake_up(self, row: Mapping[str, Any]) -> None:
        morning = Morning(row["checkin_at"], row["checkin_date"], row["pain_now_0_10"])
        self.tables["checkins"].append(row)
        self.mornings.append(morning)
        self.days[-1] = replace(self.days[-1], morning_0_10=morning.pain_0_10)
        self.next_morning = None

    def _exercise(self, segment: Segment, today: date) -> None:
        too_much = self.knowledge.limit("no_session_from_0_10")
        if simulate.before_on(segment, today) >= too_much:
            return
        facts = self.progress(today)
        decision = decide.decide_from(self.person.check_ins, facts, (), self.knowledge)
        if decision.plan is None or not decide.may_start(decision):
            return
        id, seed = self.person.id, self.person.seed
        sessions, sets = simulate.session_day(segment, today, decision.plan, id, seed)
        self.tables["sessions"] += sessions
        self.tables["sets"] += sets
        self.days.append(_session_day(sessions, sets))
        self.next_morning = simulate.morning_after(segment, today, id, seed)

    def progress(self, today: date) -> Progress:
        """The facts a day so far."""
        return Progress(
            today, tuple(self.days), tuple(self.weekly), tuple(self.mornings), tuple(self.tests)
        )

    def frames(self, rows: Sequence[AnswersRow]) -> Mapping[str, pd.DataFrame]:
        """The tables as `lib.journal` gives them."""
        lived: dict[str, Sequence[Row]] = {
            **self.tables,
            "answers": _answers_table(rows),
            "tests": [_test_row(test) for test in self.tests],
        }
        tables = journal_tables(self.knowledge.question_kinds)
        return MappingProxyType(
            {name: _frame(table, lived.get(name, [])) for name, table in tables.items()}
        )


def answers_frame(rows: Sequence[AnswersRow], knowledge: Knowledge) -> pd.DataFrame:
    """These check-ins as `lib.journal` gives the table answers."""
    return _frame(journal_tables(knowledge.question_kinds)["answers"], _answers_table(rows))


def _answers_table(rows: Sequence[AnswersRow]) -> list[Row]:
    return [{"answered_at": row.answered_at, "answers_date": row.day, **row.raw} for row in rows]


def _frame(table: Table, rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [_cell(row.get(column.name)) for row in rows],
                dtype=DTYPES.get(column.kind, "str"),
            )
            for column in table.columns
        }
    )


def _test_row(test: TestResult) -> Row:
    return {
        "test_id": test.id,
        "tested_at": test.at,
        "tested_date": test.day,
        "test": test.test,
        "side": test.side or None,
        "seconds": test.seconds,
        "count": test.count,
        "pain_0_10": test.pain_0_10,
        "stopped": test.stopped or None,
    }


def _cell(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


# --- rows as facts a day ---------------------------------------------------------------------------
#
# What lib.progress counts from frames, here from the rows of one day, of which none is unanswered:
# a life asks for a decision on each session day, and a frame would cost most of the time.


def _weekly(row: Mapping[str, Any]) -> Weekly:
    return Weekly(
        at=row["checkin_at"],
        day=row["checkin_date"],
        mean_0_10=row["pain_average_7d_0_10"],
        worst_0_10=row["pain_worst_7d_0_10"],
        flare=row["flare"],
        leg_worse=row["leg_worse"],
        pain_now_0_10=row["pain_now_0_10"],
    )


def _session_day(sessions: Sequence[Mapping[str, Any]], sets: Sequence[Row]) -> SessionDay:
    last = sessions[-1]
    return SessionDay(
        day=last["session_date"],
        last_at=last["started_at"],
        rounds=len(sessions),
        phase=last["phase"],
        before_0_10=sessions[0]["pain_before_0_10"],
        most_0_10=max(row["pain_most_0_10"] for row in sessions),
        after_0_10=last["pain_after_0_10"],
        kind=_worst([row["pain_kind"] for row in sessions], progress.PAIN_KINDS),
        effort_0_10=max(row["effort_0_10"] for row in sessions),
        minutes=sum(row["minutes"] for row in sessions),
        exercises=tuple(_exercise_days(sets)),
        morning_0_10=None,
    )


def _exercise_days(sets: Sequence[Mapping[str, Any]]) -> Iterator[ExerciseDay]:
    by_exercise: dict[str, list[Mapping[str, Any]]] = {}
    for row in sets:
        by_exercise.setdefault(row["exercise_id"], []).append(row)
    for id, rows in by_exercise.items():
        shares: dict[str, list[float]] = {}
        for row in rows:
            shares.setdefault(row["session_id"], []).append(_share(row))
        yield ExerciseDay(
            exercise_id=id,
            level=rows[-1]["level"],
            all_done=all(share == 1 for done in shares.values() for share in done),
            done_rounds=sum(sum(done) / len(done) for done in shares.values()),
            rounds=len(shares),
            pain_0_10=max((row["pain_0_10"] for row in rows if row["pain_0_10"]), default=None),
            form=_worst([row["form"] for row in rows], progress.FORMS),
            stopped=_worst([row["stopped"] for row in rows], progress.STOPPED) or "none",
        )


def _share(row: Mapping[str, Any]) -> float:
    asked = [name for name in simulate.MEASURES if row[f"{name}_prescribed"]]
    return float(prod(row[f"{name}_done"] / row[f"{name}_prescribed"] for name in asked))


def _worst(words: Sequence[str | None], order: Sequence[str]) -> str | None:
    known = [order.index(word) for word in words if word is not None]
    return order[max(known)] if known else None
