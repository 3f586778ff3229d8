"""Strength tests in the journal, and what they change in the course."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from lib import course, decide, journal, progress, words
from lib.course import ability
from lib.model import EASY, InputError, Phase
from lib.model import TestResult as Result
from tests.given import (
    START,
    as_of,
    make_check_in,
    make_day,
    make_exercise,
    make_weekly,
    shipped,
    stays,
)

KNOWN = shipped()
DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


# --- the table ---------------------------------------------------------------------------------


def make_row(number: int = 1, **more: Any) -> dict[str, Any]:
    day = DAY + timedelta(days=number)
    at = AT + timedelta(days=number)
    row = {"test_id": f"t{number}", "tested_at": at, "tested_date": day, "test": "knee_plank"}
    return {**row, "seconds": 25, **more}


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Any) -> journal.Store:
    return journal.FolderStore(tmp_path) if request.param == "folder" else journal.MemoryStore()


SIDED = {"test": "side_bridge_knees", "side": "left", "seconds": 22, "pain_0_10": 3}
COUNTED = {"test": "chair_stand_30s", "seconds": None, "count": 14, "stopped": "cap"}


def test_rows_come_back_as_they_were_saved(store: journal.Store) -> None:
    rows = [make_row(1), make_row(2, **SIDED), make_row(3, **COUNTED)]

    store.append("tests", rows)

    expected = [{k: v for k, v in row.items() if v is not None} for row in rows]
    assert journal.rows(store.read().frames["tests"]) == expected


def test_a_row_is_corrected_and_deleted_by_its_id(store: journal.Store) -> None:
    store.append("tests", [make_row(1), make_row(2)])

    store.replace("tests", "t1", make_row(1, seconds=52))
    store.delete("tests", "t2")

    assert journal.rows(store.read().frames["tests"]) == [make_row(1, seconds=52)]


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("t9,2026-11-22T09:00:00+00:00,2026-11-22,knee_plank,,long,,,", "seconds is “long”"),
        ("t9,2026-11-22T09:00:00+00:00,2026-11-22,knee_plank,,-1,,,", "seconds is “-1”"),
        ("t9,2026-11-22T09:00:00+00:00,2026-11-22,knee_plank,middle,20,,,", "side is “middle”"),
        ("t9,2026-11-22T09:00:00+00:00,2026-11-22,knee_plank,,20,,11,", "pain_0_10 is “11”"),
        ("t9,2026-11-22T09:00:00+00:00,2026-11-22,,,20,,,", "test"),
    ],
)
def test_a_row_that_does_not_fit_is_set_aside_with_its_reason(line: str, because: str) -> None:
    store = journal.MemoryStore()
    store.append("tests", [make_row(1)])
    assert isinstance(store, journal.MemoryStore)
    files = store.files.files  # type: ignore[attr-defined]
    files["tests.csv"] += line.encode() + b"\n"

    found = store.read()

    assert len(found.frames["tests"]) == 1
    assert [because in row.reason for row in found.set_aside] == [True]


def test_a_journal_from_before_there_were_tests_still_reads(store: journal.Store) -> None:
    found = store.read()

    assert len(found.frames["tests"]) == 0
    assert progress.summarise(found.frames, DAY).tests == ()
    without = {name: frame for name, frame in found.frames.items() if name != "tests"}
    assert progress.summarise(without, DAY).tests == ()


def test_tests_travel_in_the_zip_and_adding_twice_adds_nothing(store: journal.Store) -> None:
    origin = journal.MemoryStore()
    origin.append("tests", [make_row(1), make_row(2, **SIDED)])
    exported = journal.export(origin)

    journal.add(store, journal.preview(store, exported))
    journal.add(store, journal.preview(store, exported))

    assert journal.rows(store.read().frames["tests"]) == [make_row(1), make_row(2, **SIDED)]


def test_a_zip_from_before_there_were_tests_is_taken_and_leaves_the_tests_alone() -> None:
    store = journal.MemoryStore()
    store.append("tests", [make_row(1)])
    old = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(journal.export(journal.MemoryStore()))) as new,
        zipfile.ZipFile(old, "w") as archive,
    ):
        for name in new.namelist():
            if name != "tests.csv":
                archive.writestr(name, new.read(name))

    journal.add(store, journal.preview(store, old.getvalue()))

    assert len(store.read().frames["tests"]) == 1


def test_a_file_that_is_not_ours_says_so() -> None:
    store = journal.MemoryStore({"tests.csv": b"name,points\nme,3\n"})

    with pytest.raises(InputError, match=r"tests\.csv is not a file of Even Keel"):
        store.read()


def test_results_are_facts_oldest_first_and_none_is_from_tomorrow() -> None:
    store = journal.MemoryStore()
    store.append("tests", [make_row(2, **SIDED), make_row(1, **COUNTED), make_row(9)])

    found = progress.summarise(store.read().frames, DAY + timedelta(days=2)).tests

    assert [(one.test, one.side, one.value, one.pain_0_10, one.stopped) for one in found] == [
        ("chair_stand_30s", "", 14, None, "cap"),
        ("side_bridge_knees", "left", 22, 3, ""),
    ]
    assert found[0].at == AT + timedelta(days=1)


# --- what holds show -------------------------------------------------------------------------------


def done(test: str, seconds: int, side: str = "", number: int = 1, **more: Any) -> Result:
    day = START + timedelta(days=number)
    at = datetime.combine(day, time(9), UTC)
    return Result(f"t{number}{test}{side}", at, day, test, side, seconds, **more)


def both(left: int, right: int, number: int = 1, test: str = "side_bridge_knees") -> list[Result]:
    return [done(test, left, "left", number), done(test, right, "right", number)]


@pytest.mark.parametrize(
    ("result", "phase", "answered"),
    [
        (done("supine_bridge", 9), Phase.EASE, {}),
        (done("supine_bridge", 10), Phase.EASE, {"can_bridge_10s": "yes"}),
        (done("supine_bridge", 20, pain_0_10=3), Phase.EASE, {"can_bridge_10s": "yes"}),
        (done("supine_bridge", 20, pain_0_10=4), Phase.EASE, {}),
        (done("supine_bridge", 20, pain_0_10=5), Phase.REBUILD, {"can_bridge_10s": "yes"}),
        (done("supine_bridge", 20, pain_0_10=6), Phase.REBUILD, {}),
        (done("supine_bridge", 20, stopped=EASY), Phase.EASE, {"can_bridge_10s": "yes"}),
        (done("plank", 12), Phase.STRENGTHEN, {"can_knee_plank_10s": "yes"}),
        (done("side_bridge", 12, "left"), Phase.KEEP, {"can_side_prop_left_10s": "yes"}),
        (done("side_bridge_knees", 12, "right"), Phase.KEEP, {"can_side_prop_right_10s": "yes"}),
        (done("side_bridge_knees", 12), Phase.KEEP, {}),
        (done("chest_raise", 60), Phase.KEEP, {}),
        (done("something_else", 60), Phase.KEEP, {}),
    ],
)
def test_a_long_enough_hold_without_too_much_pain_answers_what_one_can_do(
    result: Result, phase: Phase, answered: dict[str, str]
) -> None:
    assert ability.shown([result], phase, KNOWN) == answered


def test_a_short_hold_never_takes_back_what_another_has_shown() -> None:
    results = [done("supine_bridge", 30, number=1), done("supine_bridge", 3, number=2)]

    assert ability.shown(results, Phase.EASE, KNOWN) == {"can_bridge_10s": "yes"}


@pytest.mark.parametrize(
    ("area", "results", "seconds"),
    [
        ("back", [done("supine_bridge", 45)], 45),
        ("back", [done("chest_raise", 45), done("single_leg_bridge", 45, "left")], None),
        ("back", [done("supine_bridge", 20, stopped=EASY)], None),
        ("front", [done("knee_plank", 18), done("plank", 25)], 25),
        ("front", [done("knee_plank", 18), done("plank", 5)], 18),
        ("front", [done("knee_plank", 30, number=1), done("knee_plank", 12, number=2)], 12),
        ("side", both(22, 41), 22),
        ("side", [done("side_bridge_knees", 22, "left")], None),
        ("side", [*both(15, 41), done("side_bridge", 25, "left")], 25),
    ],
)
def test_what_a_gate_takes_from_the_tests(
    area: str, results: list[Result], seconds: int | None
) -> None:
    assert ability.held_s(area, results, KNOWN) == seconds


# --- gates --------------------------------------------------------------------------------------------


def gate(number: int, tests: list[Result], phase: str = "rebuild", **answers: Any) -> Any:
    """The gate so many days after the first check-in, with exercises too easy to count."""
    days = [make_day(n, make_exercise("glute_bridge", 1)) for n in (10, 11, 12, 13)]
    weekly = [make_weekly(7, 3), make_weekly(14, 3)]
    facts = replace(as_of(number, days, weekly), tests=tuple(tests))
    return course.replay(
        (make_check_in(**answers),),
        facts,
        [stays(phase)],
        KNOWN,
        facts.today,
        decide.offer_of(KNOWN),
    ).gate


def met(lines: Any) -> dict[str, Any]:
    return {line.rule_id.split(".")[-1]: line.met for line in lines}


TO_STRENGTHEN = [done("supine_bridge", 60), done("knee_plank", 20), *both(20, 20)]


def test_tests_at_their_targets_meet_the_strength_lines() -> None:
    found = met(gate(14, TO_STRENGTHEN))

    assert found["back_strength"] is found["side_strength"] is found["front_strength"] is True


@pytest.mark.parametrize(
    ("place", "line"),
    [(0, "back_strength"), (1, "front_strength"), (2, "side_strength"), (3, "side_strength")],
)
def test_one_second_less_in_one_test_leaves_its_line_open(place: int, line: str) -> None:
    short = list(TO_STRENGTHEN)
    short[place] = replace(short[place], seconds=(short[place].seconds or 0) - 1)

    lines = ("back_strength", "front_strength", "side_strength")
    found = met(gate(14, short))

    assert {id: found[id] for id in lines} == {id: id != line for id in lines}


def test_a_test_of_tomorrow_counts_tomorrow() -> None:
    late = [replace(result, day=START + timedelta(days=15)) for result in TO_STRENGTHEN]

    assert met(gate(14, late))["back_strength"] is False
    assert met(gate(15, late))["back_strength"] is True


def test_a_test_below_its_target_counts_no_less_than_no_test() -> None:
    level_2 = [
        make_exercise("glute_bridge", 2),
        make_exercise("side_bridge_knees", 2),
        make_exercise("dead_bug_foot_tap", 2),
    ]
    days = [make_day(n, *level_2) for n in (10, 11, 12, 13)]
    weekly = [make_weekly(7, 3), make_weekly(14, 3)]
    short = (done("supine_bridge", 1), done("knee_plank", 1), *both(1, 1))

    def phase(tests: tuple[Result, ...]) -> Phase:
        facts = replace(as_of(14, days, weekly), tests=tests)
        return course.replay(
            (make_check_in(),),
            facts,
            (),
            KNOWN,
            facts.today,
            decide.offer_of(KNOWN),
        ).phase

    assert phase(()) is phase(short) is Phase.STRENGTHEN


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ([], None),
        ([done("supine_bridge", 19, stopped=EASY, pain_0_10=4)], None),
        ([done("supine_bridge", 10)], True),
        ([done("supine_bridge", 20, pain_0_10=4)], True),  # the test itself, at its 20 seconds
    ],
)
def test_a_hold_opens_the_way_out_of_ease(tests: list[Result], expected: bool | None) -> None:
    def back(tests: list[Result]) -> Any:
        facts = replace(as_of(8), tests=tuple(tests))
        lived = course.replay(
            (make_check_in(can_bridge_10s="not_tried", can_rise_from_chair_5x="not_tried"),),
            facts,
            [stays("ease")],
            KNOWN,
            facts.today,
            lambda profile, lived, tests: frozenset({"back"}),
        )
        return met(lived.gate)["back_strength"]

    assert back(tests) is (expected or False)


def test_the_gate_names_both_routes_and_how_far_each_is() -> None:
    tests = [done("supine_bridge", 45), *both(22, 41)]
    said = {line.rule_id.split(".")[-1]: words.of_gate(line, KNOWN) for line in gate(14, tests)}

    assert said["back_strength"] == (
        "Back strength: the bridge test held 60 seconds (yours: 45 seconds), "
        "or a back exercise done well at level 2 on 2 days (so far level 1)"
    )
    assert said["front_strength"] == (
        "Front strength: the plank test on the knees held 20 seconds (not tested yet), "
        "or a front exercise done well at level 2 on 2 days (not yet)"
    )
    assert "(yours: 22 seconds)" in said["side_strength"]
