import json
from dataclasses import asdict, replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import planning, words
from lib.decide import AnswersRow, decide
from lib.model import (
    Action,
    Clearance,
    Course,
    DayDecision,
    Dose,
    LevelChange,
    NothingFits,
    Phase,
    Plan,
    Reason,
)
from tests.given import (
    CAN,
    IN_EASE,
    IN_KEEP,
    IN_STRENGTHEN,
    START,
    fresh_course,
    make_check_in,
    make_plan,
    make_profile,
    make_raw,
    shipped,
    start_phase,
)

ALL_KIT = ["ball", "band", "weight", "step"]


def ids(plan):
    return [line.exercise_id for line in plan.lines]


def line_for(plan, id):
    return next(line for line in plan.lines if line.exercise_id == id)


# --- where one starts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "answers",
    [
        {"pain_duration": "under_6_weeks"},
        {"pain_now_0_10": 5},
        {"pain_average_7d_0_10": 5},
        {"pain_worst_7d_0_10": 8},
        {"pain_settles": "next_day_or_later"},
        {"pain_settles": "not_sure"},
        {"pain_trend": "worse"},
        {"leg_symptoms": "below_one_knee"},
        {"leg_symptoms": "both_legs_steady"},
        {"can_bridge_10s": "no"},
        {"can_bridge_10s": "not_tried"},
    ],
    ids=lambda answers: str(answers)[1:-1],
)
def test_one_of_these_is_enough_to_start_in_ease(answers):
    assert start_phase(**IN_KEEP | answers) is Phase.EASE


def test_little_pain_that_settles_and_everything_possible_starts_in_keep():
    assert start_phase(**IN_KEEP) is Phase.KEEP


@pytest.mark.parametrize(
    "answers",
    [
        {"pain_now_0_10": 2},
        {"pain_average_7d_0_10": 2},
        {"pain_worst_7d_0_10": 4},
        {"pain_now_0_10": 4, "pain_average_7d_0_10": 3, "pain_worst_7d_0_10": 5},
    ],
    ids=str,
)
def test_a_little_more_pain_starts_in_strengthen(answers):
    assert start_phase(**IN_KEEP | answers) is Phase.STRENGTHEN


@pytest.mark.parametrize("can", [id for id in CAN if id != "can_bridge_10s"])
@pytest.mark.parametrize("answer", ["no", "not_tried"])
def test_one_thing_not_possible_starts_in_rebuild(can, answer):
    assert start_phase(**IN_KEEP | {can: answer}) is Phase.REBUILD


@pytest.mark.parametrize(
    "answers", [{"pain_average_7d_0_10": 4}, {"pain_worst_7d_0_10": 6}], ids=str
)
def test_more_pain_than_that_starts_in_rebuild(answers):
    assert start_phase(**IN_STRENGTHEN | answers) is Phase.REBUILD


def test_with_an_answer_missing_one_starts_in_ease():
    assert start_phase(**IN_KEEP | {"pain_worst_7d_0_10": None}) is Phase.EASE


def test_the_start_carries_the_first_rule_that_held():
    check_in = make_check_in(pain_now_0_10=6, can_bridge_10s="no")

    assert check_in.start.reason.rule_id == "phase.start_ease_pain_now"
    assert check_in.start.reason.facts == (("pain_now_0_10", 6),)


# --- the shape of a plan -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "phase"),
    [
        (IN_EASE, Phase.EASE),
        ({}, Phase.REBUILD),
        (IN_STRENGTHEN, Phase.STRENGTHEN),
        (IN_KEEP, Phase.KEEP),
    ],
    ids=["ease", "rebuild", "strengthen", "keep"],
)
def test_a_plan_takes_the_first_candidate_of_each_slot_that_fits(answers, phase):
    plan = make_plan(**answers, kit=ALL_KIT, minutes_per_session=60)

    content = shipped().phases[phase]
    fits = make_profile(**answers, kit=ALL_KIT).fits
    expected = []
    for slot in content.slots:
        free = [id for id in slot.candidates if fits[id].allowed and id not in expected]
        expected += free[:1]
    assert ids(plan) == expected[:6]
    assert plan.phase is phase


def test_the_same_doses_on_another_surface_are_another_plan():
    floor = make_plan(phase=Phase.EASE)
    bed = make_plan(phase=Phase.EASE, can_get_up_from_floor="no")

    assert [line.surface for line in bed.lines] != [line.surface for line in floor.lines]
    assert ids(bed) == ids(floor)
    assert [line.dose for line in bed.lines] == [line.dose for line in floor.lines]
    assert bed.id != floor.id


def test_every_line_names_its_slot_and_carries_reasons_with_sources():
    plan = make_plan(kit=ALL_KIT, minutes_per_session=60)

    for line in plan.lines:
        assert line.why[0].rule_id == f"select.{line.slot_id}"
        assert all(reason.sources for reason in line.why)


def test_the_shortest_session_has_three_exercises_with_one_set():
    plan = make_plan(minutes_per_session=5)

    assert len(plan.lines) == 3
    assert {line.dose.sets for line in plan.lines} == {1}
    assert {slot.reason.rule_id for slot in plan.empty} == {"select.minutes_are_full"}


def test_a_falling_set_scheme_cut_to_one_set_keeps_its_first_number():
    plan = make_plan(phase=Phase.KEEP, minutes_per_session=5)

    assert line_for(plan, "bird_dog").dose.reps == 8
    assert line_for(plan, "bird_dog").dose.sets == 1


def test_three_that_take_too_long_have_as_many_sets_as_fit_in():
    plan = make_plan(phase=Phase.KEEP, minutes_per_session=15)

    assert [line.dose.sets for line in plan.lines] == [2, 2, 2]
    assert line_for(plan, "bird_dog").dose.reps == (8, 6)
    assert plan.minutes <= 15


def test_an_earlier_phase_gives_no_more_sets_than_a_later_one_would():
    keep = make_plan(phase=Phase.KEEP, minutes_per_session=15)
    strengthen = make_plan(phase=Phase.STRENGTHEN, minutes_per_session=15)
    longer = make_plan(phase=Phase.STRENGTHEN, minutes_per_session=30)

    assert line_for(keep, "side_bridge").dose.sets == 2
    assert line_for(strengthen, "side_bridge").dose.sets == 2
    assert line_for(longer, "side_bridge").dose.sets == 3


def test_minutes_that_are_enough_leave_the_sets_alone():
    plan = make_plan(minutes_per_session=60)

    assert line_for(plan, "glute_bridge").dose == shipped().exercises["glute_bridge"].levels[0]


@pytest.mark.parametrize(("confidence", "lines"), [(0, 3), (6, 3), (7, 6), (10, 6), (None, 6)])
def test_confidence_below_seven_makes_it_three_exercises(confidence, lines):
    plan = make_plan(kit=ALL_KIT, minutes_per_session=60, confidence_0_10=confidence)

    assert len(plan.lines) == lines


def test_a_slot_that_stays_empty_says_why():
    plan = make_plan(
        phase=Phase.STRENGTHEN, kit=[], rd_joint=True, rd_joint_where=["knee", "shoulder"]
    )

    empty = {slot.slot_id: slot.reason for slot in plan.empty}
    assert dict(empty["strengthen_row"].facts) == {
        "band_row": "shoulder, kit_band",
        "pallof_press": "kit_band",
    }


@pytest.mark.parametrize(
    ("asked", "phase", "days"),
    [
        (7, Phase.EASE, 7),
        (3, Phase.EASE, 3),
        (7, Phase.REBUILD, 5),
        (7, Phase.STRENGTHEN, 3),
        (7, Phase.KEEP, 2),
        (1, Phase.KEEP, 1),
    ],
)
def test_days_a_week_are_the_smaller_of_asked_and_what_the_phase_has(asked, phase, days):
    plan = make_plan(phase=phase, days_per_week=asked)

    assert plan.days_per_week == days
    assert {line.days_per_week for line in plan.lines} == {days}


def test_only_ease_comes_in_rounds():
    ease = make_plan(**IN_EASE)
    rebuild = make_plan(phase=Phase.REBUILD)

    assert ease.times_per_day > 1
    assert rebuild.times_per_day == 1


# --- what reorders -------------------------------------------------------------------------------------


def test_what_eases_comes_first():
    plan = make_plan(**IN_EASE, eases_with="bending")

    line = line_for(plan, "single_knee_to_chest")
    assert line.slot_id == "ease_mobility"
    assert "select.bending_eases" in [why.rule_id for why in line.why]


def test_where_the_two_answers_disagree_what_makes_it_worse_wins():
    plan = make_plan(**IN_EASE, eases_with="bending", worse_with=["bending"])

    assert "single_knee_to_chest" not in ids(plan)
    assert ids(plan) == ids(make_plan(**IN_EASE, eases_with="neither", worse_with=["bending"]))


def test_without_a_ball_nothing_needs_one():
    plan = make_plan(kit=[], minutes_per_session=60)

    assert not any("ball" in shipped().exercises[id].kit for id in ids(plan))


def test_who_cannot_get_to_the_floor_has_a_plan_elsewhere():
    plan = make_plan(phase=Phase.EASE, can_get_up_from_floor="no", **IN_EASE)

    surfaces = {line.exercise_id: line.surface for line in plan.lines}
    assert surfaces["pelvic_tilt"].id == "bed"
    assert len(plan.lines) >= 3


# --- a later phase that gives too few ------------------------------------------------------------------


def test_a_phase_with_too_few_fills_from_the_phase_before():
    only_two = keep_candidates() - {"bird_dog", "cat_cow"}
    lived = fresh_course(Phase.KEEP, left_out=frozenset(only_two))

    plan = make_plan(lived=lived, kit=ALL_KIT, minutes_per_session=60)

    assert plan.phase is Phase.KEEP
    assert [line.slot_id.split("_")[0] for line in plan.lines][:3] == ["keep", "keep", "strengthen"]
    assert not any(line.slot_id.startswith(("rebuild", "ease")) for line in plan.lines)


def keep_candidates():
    return {id for slot in shipped().phases[Phase.KEEP].slots for id in slot.candidates}


def test_when_not_even_ease_gives_three_nothing_fits():
    lived = fresh_course(Phase.EASE, left_out=frozenset(set(shipped().exercises) - {"easy_walk"}))

    assert isinstance(make_plan(lived=lived), NothingFits)


def test_nothing_fits_is_for_a_clinician_and_says_what_was_in_the_way():
    known = with_a_caution_on_everything()

    decision = decide([row(worse_with=["sitting"])], {}, (), known, START)

    assert decision.clearance is Clearance.SEE_CLINICIAN
    assert decision.plan is None
    (finding,) = decision.findings
    assert finding.rule_id == "screen.nothing_fits"
    assert ("pelvic_tilt", "sit") in finding.reason.facts


def with_a_caution_on_everything():
    known = shipped()
    exercises = {
        id: replace(exercise, avoid_if=frozenset({"sit"}), limit_if={}, surfaces=())
        for id, exercise in known.exercises.items()
    }
    return replace(known, exercises=MappingProxyType(exercises))


def row(**answers):
    check_in = make_check_in()
    return AnswersRow(check_in.answered_at, START, make_raw(**answers))


# --- the course behind a plan ---------------------------------------------------------------------------


def test_a_level_of_the_course_is_the_dose_of_the_plan():
    plan = make_plan(lived=fresh_course(levels={"glute_bridge": 3}), minutes_per_session=60)

    line = line_for(plan, "glute_bridge")
    assert line.level == 3
    assert line.dose == shipped().exercises["glute_bridge"].levels[2]


def test_a_level_that_is_no_more_is_the_highest_there_is():
    plan = make_plan(lived=fresh_course(levels={"glute_bridge": 99}), minutes_per_session=60)

    assert line_for(plan, "glute_bridge").level == len(shipped().exercises["glute_bridge"].levels)


def test_what_has_taken_the_place_of_an_exercise_is_in_the_plan():
    lived = fresh_course(instead={"glute_bridge": "single_leg_bridge"})

    plan = make_plan(lived=lived, minutes_per_session=60)

    assert line_for(plan, "single_leg_bridge").slot_id == "rebuild_back"
    assert "glute_bridge" not in ids(plan)


def test_what_is_left_out_is_not_in_the_plan():
    plan = make_plan(
        lived=fresh_course(left_out=frozenset({"glute_bridge"})), minutes_per_session=60
    )

    assert "glute_bridge" not in ids(plan)


@pytest.mark.parametrize(
    ("too_much", "not_instead"),
    [
        ({"left_out": frozenset({"glute_bridge"})}, {"bird_dog", "single_leg_bridge"}),
        ({"left_out": frozenset({"side_bridge_knees"})}, {"side_bridge"}),
        # the heel slide has a place of its own where there is no ball
        ({"instead": {"dead_bug_foot_tap": "heel_slide"}}, {"dead_bug", "curl_up"}),
        (
            {
                "instead": {"dead_bug_foot_tap": "heel_slide"},
                "left_out": frozenset({"heel_slide"}),
            },
            {"dead_bug", "curl_up"},
        ),
    ],
)
def test_what_was_too_much_gives_its_place_to_nothing_that_asks_for_more(too_much, not_instead):
    plan = make_plan(lived=fresh_course(Phase.REBUILD, **too_much), kit=[], minutes_per_session=60)

    assert not_instead & set(ids(plan)) == set()
    assert len(ids(plan)) >= 3


def test_what_was_too_much_gives_its_place_to_what_asks_for_less():
    lived = fresh_course(Phase.REBUILD, left_out=frozenset({"side_bridge_knees"}))

    plan = make_plan(lived=lived, minutes_per_session=60)

    assert line_for(plan, "clam").slot_id == "rebuild_side"


def test_a_place_left_empty_by_what_was_too_much_says_so():
    lived = fresh_course(Phase.REBUILD, instead={"dead_bug_foot_tap": "heel_slide"})

    plan = make_plan(lived=lived, kit=[], minutes_per_session=60)

    (front,) = [slot for slot in plan.empty if slot.slot_id == "rebuild_front"]
    says = words.of_reason(front.reason, shipped())
    assert "Dead bug, foot taps (too much for now)" in says, says
    assert "(asks for more than what was too much)" in says
    assert "Heel slides (already in the plan)" in says


def test_one_set_of_an_exercise_leaves_the_others_alone():
    plan = make_plan(
        lived=fresh_course(one_set=frozenset({"glute_bridge"})), minutes_per_session=60
    )

    assert line_for(plan, "glute_bridge").dose.sets == 1
    assert line_for(plan, "dead_bug_foot_tap").dose.sets == 2


def test_the_comfort_set_is_ease_at_level_one_with_half_the_sets():
    lived = fresh_course(comfort=True, levels={"pelvic_tilt": 3, "breathing_90_90": 2})

    plan = make_plan(lived=lived, minutes_per_session=60)

    assert plan.phase is Phase.REBUILD
    assert plan.comfort
    assert {line.slot_id.split("_")[0] for line in plan.lines} == {"ease"}
    assert {line.level for line in plan.lines} == {1}
    assert line_for(plan, "breathing_90_90").dose.sets == 1


@pytest.mark.parametrize(("sets", "half"), [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)])
def test_half_the_sets_is_at_least_one_and_never_more_than_half(sets, half):
    known = shipped()
    levels = (Dose(sets=sets, reps=5),)
    exercises = {id: replace(ex, levels=levels) for id, ex in known.exercises.items()}
    changed = replace(known, exercises=MappingProxyType(exercises))

    plan = make_plan(changed, lived=fresh_course(comfort=True), minutes_per_session=60)

    assert {line.dose.sets for line in plan.lines} == {half}


def test_a_swap_is_in_the_plan():
    lived = fresh_course(swaps={"dead_bug_foot_tap": "curl_up"})

    plan = make_plan(lived=lived, minutes_per_session=60)

    assert line_for(plan, "curl_up").slot_id == "rebuild_front"


@pytest.mark.parametrize("to", ["ball_plank", "no_such_exercise", ""])
def test_a_swap_to_what_does_not_fit_or_is_not_there_changes_nothing(to):
    plan = make_plan(lived=fresh_course(swaps={"dead_bug_foot_tap": to}), kit=[])

    assert ids(plan) == ids(make_plan(kit=[]))


def test_the_last_step_of_an_exercise_stands_among_its_reasons():
    reason = Reason("progress.exercise_step_up", (("ready_days_running", 2),), ("S86",))
    change = LevelChange("glute_bridge", 1, "glute_bridge", 2, reason)
    decision = DayDecision(
        START, Action.STEP_UP, Phase.REBUILD, Phase.REBUILD, (reason,), (change,)
    )
    lived = fresh_course(levels={"glute_bridge": 2}, decisions=(decision,))

    plan = make_plan(lived=lived, minutes_per_session=60)

    assert reason in line_for(plan, "glute_bridge").why


# --- the id ---------------------------------------------------------------------------------------------


def test_the_same_answers_give_the_same_plan_to_the_letter():
    one, other = make_plan(kit=ALL_KIT), make_plan(kit=ALL_KIT)

    assert one == other
    assert one.id == other.id


def test_the_id_changes_with_phase_dose_days_and_rules():
    plan = make_plan(minutes_per_session=60)

    others = [
        make_plan(phase=Phase.KEEP, minutes_per_session=60),
        make_plan(lived=fresh_course(levels={"glute_bridge": 2}), minutes_per_session=60),
        make_plan(days_per_week=2, minutes_per_session=60),
        make_plan(replace(shipped(), rules_version="other"), minutes_per_session=60),
    ]

    assert len({plan.id, *(other.id for other in others)}) == 5


# --- time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dose", "seconds"),
    [
        (Dose(sets=2, reps=8, hold_s=3), 2 * 8 * (4 + 3) + 30 + 30),
        (Dose(sets=3, reps=(8, 6, 4), hold_s=8, each_side=True), 2 * 18 * 12 + 60 + 30),
        (Dose(sets=1, hold_s=20), 20 + 30),
        (Dose(minutes=10), 600 + 30),
        (Dose(sets=2, distance_m=25), 60 + 30 + 30),
    ],
    ids=str,
)
def test_the_estimate_of_a_dose(dose, seconds):
    assert planning.minutes_of(dose, shipped()) * 60 == pytest.approx(seconds)


def test_the_minutes_of_a_plan_are_those_of_its_lines():
    plan = make_plan(kit=ALL_KIT)

    assert plan.minutes == pytest.approx(
        sum(planning.minutes_of(line.dose, shipped()) for line in plan.lines)
    )


# --- for anyone --------------------------------------------------------------------------------------------


def several(id):
    return st.lists(
        st.sampled_from([choice.id for choice in shipped().questions[id].choices]), unique=True
    )


CHOICES = {
    "leg_symptoms": ["none", "above_knee", "below_one_knee", "both_legs_steady"],
    "eases_with": ["bending", "arching", "neither", "not_sure"],
    "can_get_up_from_floor": ["yes", "no", "not_tried"],
    "can_bridge_10s": ["yes", "not_tried"],
}
TICKS_THAT_CAUTION = [
    "rd_heart",
    "rd_surgery",
    "rd_dizzy",
    "rd_fall",
    "rd_osteo",
    "rd_preg",
    "rd_preg_pgp",
    "rd_joint",
]

PEOPLE = st.fixed_dictionaries(
    {
        **{id: st.sampled_from(values) for id, values in CHOICES.items()},
        **{id: st.sampled_from([False, False, True]) for id in TICKS_THAT_CAUTION},
        "rd_joint_where": several("rd_joint_where"),
        "worse_with": several("worse_with"),
        "kit": several("kit"),
        "days_per_week": st.integers(1, 7),
        "minutes_per_session": st.integers(5, 60),
        "confidence_0_10": st.none() | st.integers(0, 10),
    }
)
LEVELS = st.dictionaries(
    st.sampled_from(sorted(shipped().exercises)), st.integers(1, 4), max_size=4
)


@st.composite
def plans(draw):
    profile = make_profile(**draw(PEOPLE))
    lived: Course = fresh_course(
        draw(st.sampled_from(list(Phase))),
        levels=draw(LEVELS),
        comfort=draw(st.booleans()),
        left_out=frozenset(draw(st.sets(st.sampled_from(sorted(shipped().exercises)), max_size=3))),
        one_set=frozenset(draw(st.sets(st.sampled_from(sorted(shipped().exercises)), max_size=3))),
    )
    return profile, lived, planning.build_plan(profile, lived, shipped())


@settings(max_examples=150, deadline=None)
@given(plans())
def test_no_line_of_any_plan_goes_against_a_caution_of_the_person(drawn):
    profile, _, plan = drawn

    for line in getattr(plan, "lines", ()):
        way = line.surface or shipped().exercises[line.exercise_id]
        holding = (way.avoid_if | way.cautions) & set(profile.cautions)
        assert holding <= set(way.limit_if)
        assert set(way.kit) <= set(profile.facts["kit"])
        shown = {tag for tag, _ in line.limits}
        assert shown == set(way.limit_if) & set(profile.cautions)


@settings(max_examples=150, deadline=None)
@given(plans())
def test_any_plan_has_three_to_six_different_exercises_within_the_minutes(drawn):
    profile, lived, plan = drawn
    if isinstance(plan, NothingFits):
        return

    assert 3 <= len(plan.lines) <= 6
    assert len(set(ids(plan))) == len(plan.lines)
    assert not lived.left_out & set(ids(plan))
    if len(plan.lines) > 3:
        assert plan.minutes <= profile.minutes_per_session
    elif plan.minutes > profile.minutes_per_session:
        assert {line.dose.sets for line in plan.lines} <= {1, None}


def in_no_place(plan):
    return [line for line in plan.lines if line.slot_id.startswith("instead_")]


def test_what_a_tick_leaves_out_makes_no_room_for_anything_else():
    free = make_plan(phase=Phase.REBUILD, minutes_per_session=14)
    ticked = make_plan(phase=Phase.REBUILD, minutes_per_session=14, rd_preg=True)

    assert set(ids(free)) - set(ids(ticked)) == {"glute_bridge"}
    assert set(ids(ticked)) <= set(ids(free))
    assert why_empty(free)["rebuild_mobility"] == "select.minutes_are_full"
    assert why_empty(ticked)["rebuild_mobility"] == "select.minutes_stay_free"
    assert why_empty(ticked)["rebuild_back"] == "select.nothing_for_slot"
    assert "careful" in words.of_reason(ticked.empty[-1].reason, shipped())


def test_a_place_that_was_closed_without_ticks_too_says_that_the_minutes_are_full():
    ticked = make_plan(phase=Phase.KEEP, minutes_per_session=12, rd_osteo=True)

    assert set(why_empty(ticked).values()) == {"select.minutes_are_full"}


def why_empty(plan):
    return {slot.slot_id: slot.reason.rule_id for slot in plan.empty}


def test_nothing_that_asks_for_more_comes_for_what_a_tick_leaves_out():
    ticked = make_plan(phase=Phase.REBUILD, minutes_per_session=60, rd_preg=True)
    back = next(slot for slot in ticked.empty if slot.slot_id == "rebuild_back")

    assert "bird_dog" not in ids(ticked)
    assert dict(back.reason.facts)["bird_dog"] == "asks for more than what is left out"


def test_where_fewer_than_three_are_left_something_that_asks_for_no_more_stands_in():
    told = {"confidence_0_10": 3, "minutes_per_session": 30}
    free = make_plan(phase=Phase.REBUILD, **told)
    ticked = make_plan(phase=Phase.REBUILD, rd_preg=True, **told)

    (stands_in,) = [line for line in ticked.lines if line.slot_id not in why_planned(free)]

    assert len(free.lines) == len(ticked.lines) == 3
    assert stands_in.exercise_id == "easy_walk"
    assert "rebuild_walk" not in why_empty(ticked)
    assert stands_in.why[0].rule_id == "select.stands_in"
    assert "asks for no more" in words.of_reason(stands_in.why[0], shipped())


def why_planned(plan):
    return {line.slot_id: line.why[0].rule_id for line in plan.lines}


def effort_of(id):
    return shipped().exercises[id].effort


def work_of(dose):
    sets = dose.sets or 1
    reps = sum(dose.reps) if isinstance(dose.reps, tuple) else (dose.reps or 1) * sets
    return reps * (dose.hold_s or 1) * (dose.minutes or 1) * (dose.distance_m or 1)


@settings(max_examples=200, deadline=None)
@given(
    PEOPLE,
    st.sets(st.sampled_from(TICKS_THAT_CAUTION), min_size=1),
    st.sampled_from(list(Phase)),
    LEVELS,
)
def test_one_more_tick_brings_no_more_of_anything_in_any_course(answers, ticks, phase, levels):
    lived = fresh_course(phase, levels=levels)
    before = planning.build_plan(make_profile(**answers), lived, shipped())
    ticked = make_profile(**answers | dict.fromkeys(ticks, True))
    after = planning.build_plan(ticked, lived, shipped())
    if isinstance(before, NothingFits) or isinstance(after, NothingFits):
        return

    was = {line.exercise_id: line.dose for line in before.lines}
    is_ = {line.exercise_id: line.dose for line in after.lines}
    hardest_gone = max((effort_of(id) for id in was.keys() - is_.keys()), default=0)

    assert all(work_of(is_[id]) <= work_of(was[id]) for id in was.keys() & is_.keys())
    assert all(effort_of(id) <= hardest_gone for id in is_.keys() - was.keys())


@settings(max_examples=60, deadline=None)
@given(plans())
def test_any_plan_can_be_explained_and_comes_out_the_same_again(drawn):
    profile, lived, plan = drawn

    again = planning.build_plan(profile, lived, shipped())

    assert again == plan
    if isinstance(plan, Plan):
        assert all(line.why for line in plan.lines)
        assert json.dumps([asdict(line.dose) for line in plan.lines])
    every_slot = {slot.id for content in shipped().phases.values() for slot in content.slots}
    assert {slot.slot_id for slot in plan.empty} <= every_slot
    assert all(slot.reason.facts for slot in plan.empty)


@settings(max_examples=100, deadline=None)
@given(PEOPLE)
def test_more_minutes_never_make_a_plan_shorter(answers):
    profile = make_profile(**answers | {"minutes_per_session": 15})
    longer = replace(profile, minutes_per_session=40)
    lived = fresh_course(Phase.REBUILD)

    short = planning.build_plan(profile, lived, shipped())
    long = planning.build_plan(longer, lived, shipped())

    assert len(getattr(long, "lines", ())) >= len(getattr(short, "lines", ()))
