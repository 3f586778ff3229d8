from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lib import journal, knowledge, progress, session_log
from lib.model import (
    Dose,
    ExerciseDay,
    Phase,
    Plan,
    Prescription,
    Progress,
    SessionDay,
    Surface,
)
from lib.session_log import Entry, Session

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SETS = Dose(sets=3, reps=10, hold_s=5)
LESS_AND_LESS = Dose(sets=3, reps=(8, 6, 4), hold_s=8, each_side=True)
WALK = Dose(minutes=10)
ONE_SET = Dose(sets=1, reps=8)
HOLD = Dose(sets=1, hold_s=30)
CARRY = Dose(sets=3, distance_m=20, load_kg=4, each_side=True)


def line(dose: Dose = SETS, id: str = "glute_bridge", surface: Surface | None = None):
    return Prescription(id, "slot", 2, dose, 5, surface, (), ())


def plan(*lines: Prescription) -> Plan:
    return Plan("p1", Phase.REBUILD, False, 5, 1, 10.0, lines, (), "r1")


def session(**more) -> Session:
    return Session("s1", AT, 2, 3, "ache", **more)


def column(rows, name):
    return [row.get(name) for row in rows]


# --- one exercise ---------------------------------------------------------------------------


def test_done_as_planned_is_what_was_prescribed_in_each_set() -> None:
    rows = session_log.set_rows(line(SETS), Entry("all"))

    assert column(rows, "set_no") == [1, 2, 3]
    assert column(rows, "side") == ["both"] * 3
    assert column(rows, "reps_prescribed") == column(rows, "reps_done") == [10, 10, 10]
    assert column(rows, "hold_s_prescribed") == column(rows, "hold_s_done") == [5, 5, 5]
    assert column(rows, "stopped") == ["none"] * 3
    assert column(rows, "level") == [2, 2, 2]
    assert "minutes_prescribed" not in rows[0]


def test_both_sides_and_falling_repetitions_have_a_row_each() -> None:
    rows = session_log.set_rows(line(LESS_AND_LESS), Entry("all"))

    assert column(rows, "side") == ["left", "right"] * 3
    assert column(rows, "reps_done") == [8, 8, 6, 6, 4, 4]


def test_some_sets_done_leaves_the_others_at_nothing() -> None:
    rows = session_log.set_rows(line(SETS), Entry("less", 2))

    assert column(rows, "reps_done") == [10, 10, 0]
    assert column(rows, "hold_s_done") == [5, 5, 0]
    assert column(rows, "stopped") == [None, None, None]


def test_not_done_is_nothing_of_everything() -> None:
    rows = session_log.set_rows(line(CARRY), Entry("none"))

    assert set(column(rows, "distance_m_done")) == {0}
    assert set(column(rows, "load_kg_done")) == {0}
    assert set(column(rows, "distance_m_prescribed")) == {20}


@pytest.mark.parametrize(
    ("dose", "unit", "whole", "column_name"),
    [
        (SETS, "sets", 3, None),
        (LESS_AND_LESS, "sets", 3, None),
        (CARRY, "sets", 3, None),
        (WALK, "minutes", 10, "minutes_done"),
        (ONE_SET, "reps", 8, "reps_done"),
        (HOLD, "hold_s", 30, "hold_s_done"),
    ],
)
def test_a_part_is_counted_in_what_can_be_counted(dose, unit, whole, column_name) -> None:
    assert session_log.unit(dose) == unit
    assert session_log.whole_of(dose) == whole
    if column_name:
        rows = session_log.set_rows(line(dose), Entry("less", 4))
        assert column(rows, column_name) == [4]


def test_a_part_that_was_not_said_stays_empty() -> None:
    rows = session_log.set_rows(line(SETS), Entry("less"))

    assert column(rows, "reps_done") == [None] * 3
    assert column(rows, "reps_prescribed") == [10] * 3


@pytest.mark.parametrize(("sets_done", "ended_in"), [(None, 1), (0, 1), (1, 2), (2, 3), (3, 3)])
def test_a_stop_for_pain_stands_in_the_set_in_which_it_came(sets_done, ended_in) -> None:
    rows = session_log.set_rows(line(SETS), Entry("hurt", sets_done, pain_0_10=6))

    assert [row["set_no"] for row in rows if row["stopped"] == "pain"] == [ended_in]
    assert [row["set_no"] for row in rows if row["pain_0_10"] == 6] == [ended_in]


def test_the_surface_is_named_where_there_is_one() -> None:
    bed = Surface("bed", "Bridge on the bed", "supine", ())

    assert column(session_log.set_rows(line(surface=bed), Entry("none")), "surface") == ["bed"] * 3
    assert column(session_log.set_rows(line(), Entry("none")), "surface") == [None] * 3


# --- the session ------------------------------------------------------------------------------


def test_the_session_keeps_the_plan_that_was_shown() -> None:
    row, sets = session_log.rows(plan(line()), session(), [(line(), Entry("all", form="good"))])

    assert row["session_date"] == DAY
    assert (row["phase"], row["plan_id"], row["rules_version"]) == ("rebuild", "p1", "r1")
    assert (row["pain_before_0_10"], row["pain_most_0_10"], row["pain_kind"]) == (2, 3, "ache")
    assert row["pain_after_0_10"] is None
    assert row["note"] is None
    assert column(sets, "form") == ["good"] * 3


@pytest.mark.parametrize(
    "note", ["=1+1", "two\nlines \"and\" 'quotes'", " 🙂 <script>", "x" * 10_000]
)
def test_a_note_is_kept_as_it_is(note: str) -> None:
    row, _ = session_log.rows(plan(line()), session(note=note), [])

    assert row["note"] == note


def summary(*entries: tuple[Prescription, Entry]) -> SessionDay:
    """What the rules see of rows that went through a journal."""
    store = journal.MemoryStore({}, knowledge.load().question_kinds)
    lines = [line for line, _ in entries]
    store.append_session(*session_log.rows(plan(*lines), session(), entries))
    (day,) = progress.summarise(store.read().frames, DAY).session_days
    return day


def test_the_rules_see_what_was_typed() -> None:
    others = [("all", None), ("less", 2), ("none", None), ("hurt", 1), ("less", None)]
    entries = [
        (line(id=f"e{place}"), Entry(outcome, part, pain_0_10=7 if outcome == "hurt" else None))
        for place, (outcome, part) in enumerate(others)
    ]
    day = summary(*entries)

    assert [done.all_done for done in day.exercises] == [True, False, False, False, False]
    assert [round(done.done_rounds, 2) for done in day.exercises] == [1, 0.67, 0, 0.33, 0]
    assert [done.stopped for done in day.exercises] == ["none", "none", "none", "pain", "none"]
    assert [done.pain_0_10 for done in day.exercises] == [None, None, None, 7, None]
    assert (day.before_0_10, day.most_0_10, day.kind) == (2, 3, "ache")


@pytest.mark.parametrize("dose", [SETS, LESS_AND_LESS, WALK, ONE_SET, HOLD, CARRY])
def test_every_kind_of_dose_can_be_all_done_and_not_done(dose: Dose) -> None:
    day = summary((line(dose, "done"), Entry("all")), (line(dose, "undone"), Entry("none")))

    assert {done.exercise_id: done.all_done for done in day.exercises} == {
        "done": True,
        "undone": False,
    }


# --- the form check ---------------------------------------------------------------------------


def past(*days: tuple[int, dict[str, str | None]]) -> Progress:
    """Session days in November with exercises and their form."""
    empty = SessionDay(DAY, AT, 1, "ease", 2, 2, 2, "ache", None, None, (), None)
    found = [
        replace(
            empty,
            day=date(2026, 11, day),
            exercises=tuple(
                ExerciseDay(id, 1, True, 1.0, 1, None, form, "none") for id, form in forms.items()
            ),
        )
        for day, forms in days
    ]
    return Progress(DAY, tuple(found), (), ())


def asked(lines: list[str], history: Progress, undone: tuple[str, ...] = ()) -> list[str]:
    found = session_log.form_asked([line(id=id) for id in lines], history, undone)
    return [line.exercise_id for line in found]


def test_the_form_of_the_first_two_is_asked_first() -> None:
    assert asked(["a", "b", "c"], past()) == ["a", "b"]


def test_then_of_those_not_asked_for_longest() -> None:
    history = past((1, {"a": "good", "b": "mostly", "c": None}))
    assert asked(["a", "b", "c"], history) == ["c", "a"]

    history = past((1, {"a": "good", "b": "good"}), (2, {"c": "good", "a": "poor", "b": None}))
    assert asked(["a", "b", "c"], history) == ["b", "a"]


def test_the_form_of_what_was_not_done_is_not_asked() -> None:
    assert asked(["a", "b", "c"], past(), ("a",)) == ["b", "c"]
    assert asked(["a"], past(), ("a",)) == []
