"""The plan for today only: who is seen first, what stands in for the rest, what is offered."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from lib import intake, knowledge, today_only
from lib.model import Clearance, Value
from lib.today_only import TodayOnly, TooLittle
from tests.given import TICKS

KNOWN = knowledge.load()
CONTENT = KNOWN.today_only
TODAY = date(2026, 11, 25)

BAD: dict[str, Any] = {
    **dict.fromkeys(TICKS, False),
    "age_years": 45,
    "pain_duration": "under_6_weeks",
    "pain_now_0_10": 7,
    "leg_symptoms": "none",
    "eases_with": "not_sure",
    "can_get_up_from_floor": "yes",
}
"""Somebody whom nothing stops, with what the path asks and no more."""


def screened(**changes: Any) -> Clearance:
    raw = {id: value for id, value in {**BAD, **changes}.items() if value is not None}
    return today_only.screen(raw, KNOWN, TODAY).clearance


def planned(**changes: Any) -> TodayOnly:
    found = today_only.plan({**BAD, **changes}, KNOWN, TODAY)
    assert isinstance(found, TodayOnly)
    return found


def ways(plan: TodayOnly) -> list[tuple[str, str]]:
    """Exercise and surface of each part; no surface where it is done as usual."""
    return [
        (part.line.exercise_id, part.line.surface.id if part.line.surface else "")
        for part in plan.parts
    ]


def cleared(*flags: str, **more: Any) -> dict[str, Any]:
    """Ticked, and a clinician has said yes."""
    return {
        **dict.fromkeys(flags, True),
        "cleared_flags": flags,
        "cleared_on": date(2026, 11, 20),
        **more,
    }


# --- who is to be seen first ------------------------------------------------------------------------


def test_the_few_answers_are_enough_for_a_clearance() -> None:
    assert set(BAD) | {"first_episode"} == today_only.asked(KNOWN)
    assert screened() is Clearance.PROCEED


@pytest.mark.parametrize("id", sorted(BAD))
def test_an_asked_answer_that_is_missing_never_clears(id: str) -> None:
    assert screened(**{id: None}) >= Clearance.ASK_AGAIN


@pytest.mark.parametrize(
    ("answers", "clearance"),
    [
        ({"rf_ces_saddle": True}, Clearance.EMERGENCY),
        ({"rf_infection": True}, Clearance.SAME_DAY),
        ({"leg_symptoms": "both_legs_steady"}, Clearance.SAME_DAY),
        ({"leg_symptoms": "both_legs_other"}, Clearance.SEE_CLINICIAN),
        ({"rf_cancer": True}, Clearance.SEE_CLINICIAN),
        ({"rd_preg": True}, Clearance.SEE_CLINICIAN),
        ({"age_years": 17, "first_episode": False}, Clearance.SEE_CLINICIAN),
        ({"rf_night": True}, Clearance.PROCEED_WITH_CARE),
        ({"can_get_up_from_floor": "no"}, Clearance.PROCEED_WITH_CARE),
    ],
)
def test_the_same_rules_decide_as_in_the_check_in(answers: Any, clearance: Clearance) -> None:
    assert screened(**answers) is clearance


@pytest.mark.parametrize(
    ("now", "clearance"), [(7, Clearance.PROCEED_WITH_CARE), (8, Clearance.SEE_CLINICIAN)]
)
def test_the_pain_now_stands_in_for_the_worst_of_the_week(now: int, clearance: Clearance) -> None:
    assert screened(leg_symptoms="below_one_knee", pain_now_0_10=now) is clearance


def test_a_worst_pain_that_was_given_counts_where_it_is_the_higher_one() -> None:
    given = {"leg_symptoms": "below_one_knee", "pain_now_0_10": 5, "pain_worst_7d_0_10": 9}

    assert screened(**given) is Clearance.SEE_CLINICIAN
    assert screened(**{**given, "pain_now_0_10": 9, "pain_worst_7d_0_10": 5}) is (
        Clearance.SEE_CLINICIAN
    )


def test_the_trend_counts_as_the_same_unless_it_was_given() -> None:
    long = {"leg_symptoms": "below_one_knee", "pain_duration": "over_12_weeks"}

    assert screened(**long) is Clearance.PROCEED_WITH_CARE
    assert screened(**long, pain_trend="worse") is Clearance.SEE_CLINICIAN


def test_two_weak_flags_stand_together_here_too() -> None:
    night = {"rf_night": True, "age_years": 60}

    assert screened(**night, first_episode=False) is Clearance.PROCEED_WITH_CARE
    assert screened(**night, first_episode=True) is Clearance.SEE_CLINICIAN
    assert screened(**night) is Clearance.ASK_AGAIN


def test_what_a_finding_rests_on_is_saved_and_no_other_stand_in() -> None:
    raw = {**BAD, "leg_symptoms": "below_one_knee", "pain_now_0_10": 9}
    found = today_only.screen(raw, KNOWN, TODAY)

    assert today_only.row(raw, found, KNOWN) == {**raw, "pain_worst_7d_0_10": 9}

    pregnant = {**BAD, "rd_preg": True}
    assert today_only.row(pregnant, today_only.screen(pregnant, KNOWN, TODAY), KNOWN) == pregnant


# --- the most careful answer ----------------------------------------------------------------------

_FEW_NUMBERS = {"days_per_week": (1, 7), "minutes_per_session": (5, 60)}


def every_answer(id: str) -> list[Value]:
    """Everything one could say to a question; of long numbers both ends."""
    question = KNOWN.questions[id]
    words = [choice.id for choice in question.choices]
    if question.kind == "several":
        sizes = range(len(words) + 1)
        return [some for size in sizes for some in itertools.combinations(words, size)]
    if question.kind == "choice":
        return list(words)
    if question.kind in ("yes_no", "tick"):
        return [True, False]
    if question.kind in ("whole", "scale"):
        return [question.at_least or 0, question.at_most or 0]
    return []


UNASKED = [
    id
    for id in KNOWN.questions
    if id not in today_only.asked(KNOWN) and id != "rd_joint_where" and every_answer(id)
]


def excluded(**changes: Any) -> set[str]:
    profile = today_only.careful_profile({**BAD, **changes}, KNOWN, TODAY)
    return {id for id, fit in profile.fits.items() if not fit.allowed}


def cautions(**changes: Any) -> set[str]:
    return set(today_only.careful_profile({**BAD, **changes}, KNOWN, TODAY).cautions)


def test_what_the_data_name_stands_in_only_where_there_is_no_answer() -> None:
    facts = today_only.careful_profile(BAD, KNOWN, TODAY).facts
    answered = today_only.careful_profile({**BAD, "worse_with": ["sitting"]}, KNOWN, TODAY).facts

    assert {one.id: facts[one.id] for one in CONTENT.careful} == {
        one.id: one.value for one in CONTENT.careful
    }
    assert answered["worse_with"] == ("sitting",)


@pytest.mark.parametrize("id", UNASKED)
def test_no_answer_to_what_is_not_asked_would_leave_out_more(id: str) -> None:
    for value in every_answer(id):
        assert excluded(**{id: value}) <= excluded(), (id, value)
        assert cautions(**{id: value}) <= cautions(), (id, value)


def test_without_a_named_joint_all_five_count() -> None:
    unnamed = excluded(rd_joint=True)

    for value in every_answer("rd_joint_where"):
        assert excluded(rd_joint=True, rd_joint_where=value) <= unnamed


@pytest.mark.parametrize("id", UNASKED)
def test_no_answer_to_what_is_not_asked_would_make_the_plan_smaller(id: str) -> None:
    def amount(plan: TodayOnly) -> list[float]:
        doses = [part.line.dose for part in plan.parts]
        return [(d.minutes or 0) + (d.sets or 1) * float(d.reps or 0) for d in doses]  # type: ignore[arg-type]

    least = amount(planned())
    for value in every_answer(id):
        answered = amount(planned(**{id: value}))
        assert all(a >= b for a, b in zip(answered, least, strict=True)), (id, value)


def test_everything_that_sets_a_caution_is_asked_or_has_a_stand_in() -> None:
    stand_ins = {one.id for one in CONTENT.careful}
    read = {
        fact
        for rule in KNOWN.rules_for("caution.")
        for test in rule.when.tests
        for fact in [test.fact]
    }

    assert read - today_only.asked(KNOWN) - stand_ins == {"rd_joint_where"}


# --- the plan -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eases", "expected"),
    [
        ("bending", [("breathing_90_90", ""), ("pelvic_tilt", ""), ("easy_walk", "")]),
        ("arching", [("breathing_90_90", "front"), ("heel_slide", ""), ("easy_walk", "")]),
        ("neither", [("breathing_90_90", ""), ("pelvic_tilt", ""), ("easy_walk", "")]),
        ("not_sure", [("breathing_90_90", ""), ("pelvic_tilt", ""), ("easy_walk", "")]),
    ],
)
def test_position_and_movement_follow_what_eases(eases: str, expected: Any) -> None:
    assert ways(planned(eases_with=eases)) == expected


@pytest.mark.parametrize("floor", ["no", "not_tried"])
def test_who_does_not_get_down_to_the_floor_stays_on_the_bed(floor: str) -> None:
    plan = planned(can_get_up_from_floor=floor, eases_with="bending")

    assert ways(plan) == [("breathing_90_90", "bed"), ("pelvic_tilt", "bed"), ("easy_walk", "")]


@pytest.mark.parametrize("eases", ["bending", "arching"])
def test_in_pregnancy_one_lies_on_the_side(eases: str) -> None:
    plan = planned(**cleared("rd_preg", eases_with=eases))

    assert [surface for _, surface in ways(plan)][:2] == ["side", "side"]
    assert screened(**cleared("rd_preg")) is Clearance.PROCEED_WITH_CARE


def test_with_thin_bones_nothing_bends_or_twists() -> None:
    plan = planned(rd_osteo=True, eases_with="bending")

    used = [KNOWN.exercises[part.line.exercise_id] for part in plan.parts]
    assert not any({"osteo_flex", "osteo_twist"} & exercise.cautions for exercise in used)


def test_legs_that_tire_with_walking_walk_in_short_bouts() -> None:
    plan = planned(leg_symptoms="both_legs_steady", pain_duration="over_12_weeks")

    walk = plan.parts[-1].line
    assert walk.dose.minutes == 3
    assert "before your legs get heavy" in walk.limits[0][1].cue


def test_a_round_is_one_set_of_the_first_level_three_times() -> None:
    position, movement, walk = (part.line.dose for part in planned(eases_with="arching").parts)

    assert (position.minutes, position.times_per_day) == (5, 3)
    assert (movement.sets, movement.reps, movement.times_per_day) == (1, 6, 3)
    assert (walk.minutes, walk.times_per_day) == (3, 3)


@pytest.mark.parametrize(("pain", "rest_first"), [(7, False), (8, True), (10, True)])
def test_with_so_much_pain_that_there_is_no_session_rest_comes_first(
    pain: int, rest_first: bool
) -> None:
    assert planned(pain_now_0_10=pain).rest_first is rest_first


def test_whatever_is_ticked_at_least_two_parts_are_left_on_this_data() -> None:
    joints = tuple(choice.id for choice in KNOWN.questions["rd_joint_where"].choices)
    health = [id for id in TICKS if id.startswith("rd_")]
    everything = {**BAD, **dict.fromkeys(health, True), "rd_joint_where": joints}

    for eases in ("bending", "arching", "neither", "not_sure"):
        for floor in ("yes", "no"):
            answers = {**everything, "eases_with": eases, "can_get_up_from_floor": floor}
            assert len(planned(**answers).parts) == 3


def without(*exercises: str) -> Any:
    """The content, with exercises that nobody may do while it hurts to bend."""
    changed = {
        id: replace(exercise, avoid_if=frozenset({"flex"}), limit_if={}, surfaces=())
        if id in exercises
        else exercise
        for id, exercise in KNOWN.exercises.items()
    }
    return replace(KNOWN, exercises=MappingProxyType(changed))


def test_two_parts_are_a_plan_and_say_what_is_left_out() -> None:
    found = today_only.plan(BAD, without("easy_walk"), TODAY)

    assert isinstance(found, TodayOnly)
    assert [part.job.id for part in found.parts] == ["position", "movement"]
    assert [(left.job.id, left.cautions) for left in found.left_out] == [("walk", ("flex",))]


def test_one_part_is_no_plan() -> None:
    found = today_only.plan(BAD, without("easy_walk", "breathing_90_90"), TODAY)

    assert isinstance(found, TooLittle)
    assert [left.job.id for left in found.left_out] == ["position", "walk"]


def test_a_surface_is_taken_only_where_no_caution_speaks_against_it() -> None:
    plan = planned(rd_surgery=True, eases_with="arching")

    assert ways(plan)[0] == ("breathing_90_90", "")


def test_the_fit_of_one_surface_is_that_of_the_rules() -> None:
    profile = today_only.careful_profile(BAD, KNOWN, TODAY)
    front = KNOWN.exercises["prone_on_elbows"].surfaces[0]

    assert intake.fit_on(front, profile).blocked_by == ("ext",)


# --- what is said -----------------------------------------------------------------------------------


def test_only_a_new_spell_is_told_that_most_new_spells_ease() -> None:
    assert [said.id for said in planned().expect] == ["eases", "moving", "sore"]
    long = planned(pain_duration="over_12_weeks")
    assert [said.id for said in long.expect] == ["lasting", "moving", "sore"]


AVOID = (
    r"imbalance|\bfix|\bcure|\bheal|\btreat|eliminate|prevent|guarantee|\bweak\b|unstable|slipped|"
    r"out of place|worn|degenerat|crumbl|crippl|push through|no pain|good pain|\bmust\b|never bend|"
    r"protect your spine|dangerous|diagnos|your disc|your nerve|clinically proven|abnormal|\bfail|"
    r"\bsafe\b|pain-free|prescription"
)
"""The wording to avoid, from the facts sheet, section 6."""


def test_nothing_is_said_that_the_evidence_does_not_carry() -> None:
    said = [*CONTENT.expect, *CONTENT.stop, *CONTENT.help, *CONTENT.nothing]
    texts = [one.says for one in said]
    texts += [one.why for job in CONTENT.jobs for one in job.candidates]

    assert [text for text in texts if re.search(AVOID, text, re.IGNORECASE)] == []
    assert all(one.source for one in said)


def test_what_to_expect_rests_on_more_than_our_own_choice() -> None:
    assert all(set(said.source) - {"design", "unverified"} for said in CONTENT.expect)
