"""What strength tests, quick checks and first holds change in the plan, and what the plan says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from math import ceil
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import decide, planning, words
from lib.__main__ import as_text
from lib.model import (
    EASY,
    Action,
    DayDecision,
    Decision,
    Dose,
    LevelChange,
    Phase,
    Plan,
    Prescription,
    Reason,
)
from lib.model import TestResult as Result
from tests.given import START, as_of, make_raw, shipped

KNOWN = shipped()
IN_REBUILD: dict[str, Any] = {"minutes_per_session": 60}


def done(test: str, seconds: int, side: str = "", number: int = 0, **more: Any) -> Result:
    day = START + timedelta(days=number)
    at = datetime.combine(day, time(9), UTC)
    return Result(f"t{number}{test}{side}", at, day, test, side, seconds, **more)


def both(left: int, right: int, number: int = 0) -> list[Result]:
    return [
        done("side_bridge_knees", left, "left", number),
        done("side_bridge_knees", right, "right", number),
    ]


def decided(tests: list[Result], number: int = 0, **answers: Any) -> Decision:
    row = decide.AnswersRow(
        datetime.combine(START, time(7), UTC), START, make_raw(**{**IN_REBUILD, **answers})
    )
    return decide.decide_from([row], replace(as_of(number), tests=tuple(tests)), (), KNOWN)


def plan_of(decision: Decision) -> Plan:
    assert decision.plan is not None
    return decision.plan


def said(plan: Plan) -> dict[str, str]:
    """Exercise to the sentence about strength that stands with it."""
    return {
        line.exercise_id: words.of_reason(why, KNOWN)
        for line in plan.lines
        for why in line.why
        if why.rule_id.startswith("strength.")
    }


def line(plan: Plan, id: str) -> Prescription:
    return next(line for line in plan.lines if line.exercise_id == id)


def without_reasons(plan: Plan) -> list[tuple[str, int, Dose]]:
    return [(line.exercise_id, line.level, line.dose) for line in plan.lines]


STRONG = [done("supine_bridge", 60), done("knee_plank", 20), *both(20, 20)]


# --- the weakest area ----------------------------------------------------------------------------


def test_without_tests_and_with_every_quick_check_yes_the_plan_is_as_it_was() -> None:
    plan = plan_of(decided([]))

    assert said(plan) == {}
    assert plan.holds == ()


def test_a_weak_front_gets_one_more_set_and_its_figures() -> None:
    before = plan_of(decided([]))
    after = plan_of(decided([done("knee_plank", 10), *STRONG[:1], *STRONG[2:]]))

    assert line(after, "dead_bug_foot_tap").dose.sets == (
        (line(before, "dead_bug_foot_tap").dose.sets or 0) + 1
    )
    assert said(after) == {
        "dead_bug_foot_tap": (
            "One more set here because your front held 10 of 20 seconds, clearly less of its aim than "
            "your other areas."
        )
    }


def test_nothing_else_changes_with_it() -> None:
    before = plan_of(decided([]))
    after = plan_of(decided([done("knee_plank", 10), *STRONG[:1], *STRONG[2:]]))

    others = [row for row in without_reasons(after) if row[0] != "dead_bug_foot_tap"]
    assert others == [row for row in without_reasons(before) if row[0] != "dead_bug_foot_tap"]
    assert after.id != before.id


def test_a_weak_back_gets_one_more_set_of_the_bridge() -> None:
    after = plan_of(decided([done("supine_bridge", 40), *STRONG[1:]]))

    assert line(after, "glute_bridge").dose.sets == 3
    assert "your back held 40 of 60 seconds" in said(after)["glute_bridge"]


def test_where_sets_fall_another_like_the_last_comes_and_the_level_stays() -> None:
    after = plan_of(decided([*STRONG[:2], *both(12, 20)]))

    found = line(after, "side_bridge_knees")
    assert (found.level, found.dose.sets, found.dose.reps) == (1, 4, (8, 6, 4, 4))
    assert "your left side held 12 of 20 seconds" in said(after)["side_bridge_knees"]


@pytest.mark.parametrize(
    "tests",
    [
        STRONG,
        [done("knee_plank", 10), done("supine_bridge", 30), *both(20, 20)],  # a tie at a half
        [done("knee_plank", 18), *STRONG[:1], *STRONG[2:]],  # 0.9 against 1
        [done("knee_plank", 10, stopped=EASY), *STRONG[:1], *STRONG[2:]],  # exercise, not a test
    ],
    ids=["all reached", "tie", "close", "easy hold"],
)
def test_nothing_changes_where_no_area_stands_out(tests: list[Result]) -> None:
    assert said(plan_of(decided(tests))) == {}


def test_the_shorter_side_is_named_with_both_figures_once_it_was_so_twice() -> None:
    once = [*STRONG[:2], *both(22, 41, 0)]
    twice = [*once, *both(22, 41, 7)]

    assert said(plan_of(decided(once, 7))) == {}
    assert said(plan_of(decided(twice, 7))) == {
        "side_bridge_knees": (
            "One set added because your left side held 22 s against 41 s on the right, twice. "
            "Begin with the left side."
        )
    }


def test_in_ease_nothing_is_added() -> None:
    tests = [done("supine_bridge", 15), *STRONG[1:]]

    assert said(plan_of(decided(tests, pain_average_7d_0_10=5))) == {}


def test_what_does_not_fit_into_the_minutes_is_not_added() -> None:
    tests = [done("supine_bridge", 40), *STRONG[1:]]
    just_enough = ceil(plan_of(decided([])).minutes)

    tight = plan_of(decided(tests, minutes_per_session=just_enough))
    roomy = plan_of(decided(tests, minutes_per_session=just_enough + 2))

    assert [*said(tight)] == []
    assert [*said(roomy)] == ["glute_bridge"]


def test_an_exercise_that_was_stepped_back_gets_no_extra() -> None:
    tests = [done("supine_bridge", 40), *STRONG[1:]]
    decision = decided(tests)
    assert decision.profile is not None
    assert decision.course is not None
    back = Reason("progress.step_back_after_sore_morning")
    eased = DayDecision(
        START,
        Action.STEP_BACK,
        Phase.REBUILD,
        Phase.REBUILD,
        (back,),
        (LevelChange("glute_bridge", 2, "glute_bridge", 1, back),),
    )

    plan = planning.build_plan(
        decision.profile, replace(decision.course, decisions=(eased,)), KNOWN
    )

    assert isinstance(plan, Plan)
    assert said(plan) == {}


def test_the_comfort_set_is_left_as_it_is() -> None:
    decision = decided([done("supine_bridge", 40), *STRONG[1:]], can_bridge_10s="not_tried")
    assert decision.profile is not None
    assert decision.course is not None

    plan = planning.build_plan(decision.profile, replace(decision.course, comfort=True), KNOWN)

    assert isinstance(plan, Plan)
    assert (said(plan), plan.holds) == ({}, ())


SECONDS = st.integers(0, 120)


@settings(max_examples=40, deadline=None)
@given(SECONDS, SECONDS, SECONDS, SECONDS, st.integers(5, 60))
def test_tests_never_change_which_exercises_there_are_and_change_at_most_one_dose(
    back: int, front: int, left: int, right: int, minutes: int
) -> None:
    tests = [done("supine_bridge", back), done("knee_plank", front), *both(left, right)]

    before = plan_of(decided([], minutes_per_session=minutes))
    after = plan_of(decided(tests, minutes_per_session=minutes))

    pairs = list(zip(without_reasons(before), without_reasons(after), strict=True))
    assert all(one[0] == other[0] for one, other in pairs)
    assert sum(one != other for one, other in pairs) == len(said(after)) <= 1
    assert after.minutes <= max(minutes, before.minutes)


# --- quick checks ----------------------------------------------------------------------------------


def test_where_no_test_was_done_the_quick_check_serves_and_the_plan_says_so() -> None:
    plan = plan_of(decided([], can_knee_plank_10s="no"))

    assert said(plan) == {
        "dead_bug_foot_tap": (
            "One more set here because you said you cannot hold a plank on your knees for 10 seconds. "
            "No test of it has been done; a test would count instead."
        )
    }


def test_a_test_counts_instead_of_the_quick_check() -> None:
    plan = plan_of(decided([done("knee_plank", 20, pain_0_10=6)], can_knee_plank_10s="no"))

    assert said(plan) == {}


def test_an_easy_hold_answers_the_quick_check() -> None:
    plan = plan_of(decided([done("knee_plank", 20, stopped=EASY)], can_knee_plank_10s="no"))

    assert said(plan) == {}


def test_the_side_that_the_quick_check_is_about_is_named() -> None:
    plan = plan_of(decided([], can_side_prop_left_10s="no"))

    assert "you said your left side cannot hold a side prop" in said(plan)["side_bridge_knees"]


def test_two_quick_checks_that_were_no_are_a_tie() -> None:
    plan = plan_of(decided([], can_knee_plank_10s="no", can_side_prop_left_10s="no"))

    assert said(plan) == {}


# --- first sessions find it out ----------------------------------------------------------------------


UNTRIED: dict[str, Any] = {
    "can_bridge_10s": "not_tried",
    "can_knee_plank_10s": "not_tried",
    "can_side_prop_left_10s": "not_tried",
    "can_side_prop_right_10s": "not_tried",
}


def holds(tests: list[Result], **answers: Any) -> list[str]:
    return [hold.test for hold in plan_of(decided(tests, **{**UNTRIED, **answers})).holds]


ALL_HOLDS = ["supine_bridge", "knee_plank", "side_bridge_knees"]


def test_what_has_not_been_tried_is_held_in_the_next_session() -> None:
    plan = plan_of(decided([], **UNTRIED))

    assert [(hold.test, hold.sides, hold.stop_s) for hold in plan.holds] == [
        ("supine_bridge", ("",), 20),
        ("knee_plank", ("",), 20),
        ("side_bridge_knees", ("left", "right"), 20),
    ]
    assert words.of_reason(plan.holds[0].why, KNOWN) == (
        "You have not tried a bridge hold yet. Hold it as long as it is easy, "
        "and stop at 20 seconds."
    )


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({}, ALL_HOLDS),
        ({"pain_duration": "under_6_weeks", "first_episode": False}, ALL_HOLDS),
        ({"can_bridge_10s": "yes"}, ALL_HOLDS[1:]),
        ({"can_bridge_10s": "no"}, ALL_HOLDS[1:]),
        ({"can_get_up_from_floor": "no"}, []),
        ({"rd_joint": True, "rd_joint_where": ["shoulder"]}, ["supine_bridge"]),
        ({"rd_joint": True, "rd_joint_where": ["knee"]}, ["supine_bridge", "side_bridge_knees"]),
        ({"worse_with": ["arching"]}, ["supine_bridge", "side_bridge_knees"]),
    ],
)
def test_a_hold_is_left_out_where_it_is_known_or_something_speaks_against_it(
    changes: dict[str, Any], left: list[str]
) -> None:
    assert holds([], **changes) == left


@pytest.mark.parametrize("seconds", [4, 20])
def test_what_was_tried_once_is_not_asked_for_again(seconds: int) -> None:
    assert holds([done("supine_bridge", seconds, stopped=EASY)]) == ALL_HOLDS[1:]


def test_a_hold_on_one_side_leaves_the_other_to_do() -> None:
    one = [done("side_bridge_knees", 20, "left", stopped=EASY)]

    assert holds(one) == ALL_HOLDS
    assert holds([*one, done("side_bridge_knees", 20, "right", stopped=EASY)]) == ALL_HOLDS[:2]


# --- the command line ----------------------------------------------------------------------------------


def test_the_command_line_says_what_tests_changed_and_what_to_find_out() -> None:
    tests = [done("knee_plank", 10), done("supine_bridge", 60)]
    answers = {"can_side_prop_left_10s": "not_tried", "can_side_prop_right_10s": "not_tried"}

    text = as_text(decided(tests, **answers), KNOWN).splitlines()

    place = next(n for n, one in enumerate(text) if "your front held 10 of 20 seconds" in one)
    assert text[place - 1].startswith("  - Dead bug")
    assert "To find out in the next session:" in text
    assert any("a side bridge on your knees yet" in one for one in text)


def test_course_and_plan_carry_frozen_facts() -> None:
    decision = decided(STRONG)

    assert decision.course is not None
    assert isinstance(decision.course.strength, MappingProxyType)
