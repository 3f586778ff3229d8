from dataclasses import replace

import pytest
from hypothesis import given, settings

from lib.difference import Side, What, between, changed_answers, says
from lib.model import Clearance, Phase
from tests.drawn import decided, people
from tests.given import IN_KEEP, changed_thresholds, make_raw, shipped


def sides(before, after):
    return tuple(Side(decided(make_raw(**answers)), shipped()) for answers in (before, after))


def lines(before, after):
    return between(*sides(before, after))


def said(before, after):
    one, other = sides(before, after)
    return [says.of_line(line, one, other) for line in between(one, other)]


def rule_ids(line):
    return [(behind.reason.rule_id, behind.is_new) for behind in line.behind]


def only(found, what):
    (line,) = [line for line in found if line.what is what]
    return line


# --- what differs, and why -----------------------------------------------------------------


def test_the_same_answers_differ_in_nothing():
    assert lines({}, {}) == ()


def test_a_sign_that_stops_the_plan_is_one_line_with_its_rule_and_its_answer():
    (line,) = lines({}, {"rd_heart": True})

    assert (line.what, line.before, line.after) == (
        What.CLEARANCE,
        Clearance.PROCEED,
        Clearance.SEE_CLINICIAN,
    )
    assert rule_ids(line) == [("screen.rd_heart", True)]
    assert [answer.id for answer in line.answers] == ["rd_heart"]


def test_a_sign_taken_back_names_the_rule_that_held_before():
    (line,) = lines({"rd_heart": True}, {})

    assert rule_ids(line) == [("screen.rd_heart", False)]


def test_a_clinicians_yes_is_an_answer_behind_a_clearance():
    flag = {"rd_heart": True}
    cleared = {**flag, "cleared_flags": ["rd_heart"], "cleared_on": "2026-03-01"}

    line = lines(flag, cleared)[0]

    assert line.after is Clearance.PROCEED_WITH_CARE
    assert {answer.id for answer in line.answers} == {"cleared_flags", "cleared_on"}


def test_a_missing_answer_is_named_behind_asking_again():
    line = lines({}, {"pain_trend": None})[0]

    assert line.after is Clearance.ASK_AGAIN
    assert [answer.id for answer in line.answers] == ["pain_trend"]


def test_that_too_few_exercises_fit_names_the_caution_s_answer():
    known = replace(
        shipped(),
        exercises={
            id: replace(one, avoid_if=frozenset({"sit"}), limit_if={}, surfaces=())
            for id, one in shipped().exercises.items()
        },
    )
    before, after = (
        Side(decided(make_raw(**answers), known), known)
        for answers in ({}, {"worse_with": ["sitting"]})
    )

    (line,) = between(before, after)

    assert rule_ids(line) == [("screen.nothing_fits", True)]
    assert [answer.id for answer in line.answers] == ["worse_with"]
    assert "three exercises" in says.of_line(line, before, after).rules[0].says


def test_what_is_said_besides_is_a_line_of_its_own():
    found = lines({"rf_night": True}, {"rf_night": True, "rd_osteo": True})

    assert only(found, What.FINDING).after.rule_id == "screen.rd_osteo"


def test_less_pain_names_the_rule_that_kept_one_in_ease():
    line = only(lines({"pain_now_0_10": 6}, {}), What.PHASE)

    assert (line.before, line.after) == (Phase.EASE, Phase.REBUILD)
    assert rule_ids(line) == [("phase.start_ease_pain_now", False)]
    assert [(one.before, one.after) for one in line.answers] == [(6, 3)]


def test_a_phase_that_asks_for_more_names_every_answer_it_took():
    line = only(lines({}, IN_KEEP), What.PHASE)

    assert rule_ids(line) == [("phase.start_keep", True)]
    assert {answer.id for answer in line.answers} == set(IN_KEEP)


def test_a_phase_names_both_rules_where_both_have_changed():
    line = only(lines({"pain_now_0_10": 6, "can_knee_plank_10s": "no"}, IN_KEEP), What.PHASE)

    assert rule_ids(line) == [("phase.start_ease_pain_now", False), ("phase.start_keep", True)]


def test_an_exercise_left_out_names_the_caution():
    found = lines({}, {"rd_joint": True, "rd_joint_where": ["shoulder"]})

    (line,) = [line for line in found if line.what is What.REMOVED]
    assert line.before.exercise_id == "side_bridge_knees"
    assert rule_ids(line) == [("caution.joint_shoulder", True)]


def test_a_caution_that_both_sides_have_is_not_behind_what_one_lacks():
    floor = {"can_get_up_from_floor": "no"}
    found = lines(floor, {**floor, "rd_joint": True, "rd_joint_where": ["shoulder"]})

    assert found
    assert {id for line in found for id, _ in rule_ids(line)} == {
        "screen.rd_joint",
        "caution.joint_shoulder",
    }


def test_an_exercise_that_comes_in_for_one_left_out_names_the_same_caution():
    found = lines({"kit": ["ball"]}, {"kit": []})

    assert rule_ids(only(found, What.ADDED)) == [("select.kit", True)]
    assert rule_ids(only(found, What.REMOVED)) == [("select.kit", True)]


def test_an_exercise_put_first_names_the_rule_about_order():
    found = lines({}, {"worse_with": ["bending"]})

    assert rule_ids(only(found, What.ADDED)) == [("select.bending_provokes", True)]
    assert rule_ids(only(found, What.CUE)) == [("caution.bending_provokes", True)]


def test_another_version_names_the_caution_whichever_way_it_goes():
    there, back = (
        [line for line in lines(*pair) if line.what is What.VERSION]
        for pair in (
            ({}, {"can_get_up_from_floor": "no"}),
            ({"can_get_up_from_floor": "no"}, {}),
        )
    )

    assert len(there) == len(back) == 5
    assert {id for line in there for id in rule_ids(line)} == {("caution.floor", True)}
    assert {id for line in back for id in rule_ids(line)} == {("caution.floor", False)}


def test_fewer_minutes_are_behind_what_leaves_and_what_gets_shorter():
    found = lines({}, {"minutes_per_session": 8})

    assert {line.what for line in found} == {What.REMOVED, What.DOSE}
    assert {id for line in found for id in rule_ids(line)} == {("select.minutes_are_full", True)}


def test_days_a_week_and_a_short_plan_name_their_answers():
    often = only(lines({}, {"days_per_week": 2}), What.OFTEN)
    short = lines({}, {"confidence_0_10": 3})

    assert [answer.id for answer in often.answers] == ["days_per_week"]
    assert {id for line in short for id in rule_ids(line)} == {("select.short_plan", True)}


def test_one_more_set_names_the_quick_check_that_brought_it():
    line = only(lines({"can_side_prop_right_10s": "no"}, {}), What.DOSE)

    assert [answer.id for answer in line.answers] == ["can_side_prop_right_10s"]


def test_a_dose_that_the_phase_changed_is_not_put_down_to_a_caution_about_the_same_exercise():
    found = lines({"pain_now_0_10": 6}, {"worse_with": ["bending"]})
    of_cat_cow = {
        line.what: rule_ids(line)
        for line in found
        if line.what in (What.DOSE, What.CUE) and line.after.exercise_id == "cat_cow"
    }

    assert of_cat_cow == {
        What.DOSE: [("phase.start_ease_pain_now", False)],
        What.CUE: [("caution.bending_provokes", True)],
    }


def test_a_dose_that_a_caution_changed_names_it():
    found = lines({"pain_now_0_10": 6}, {"pain_now_0_10": 6, "leg_symptoms": "both_legs_steady"})

    assert rule_ids(only(found, What.DOSE)) == [("caution.both_legs_steady", True)]


def test_the_order_of_the_rest_is_a_line():
    one, _ = sides({}, {})
    plan = one.decision.plan
    turned = replace(plan, lines=plan.lines[::-1])
    found = between(one, replace(one, decision=replace(one.decision, plan=turned)))

    assert [line.what for line in found] == [What.ORDER]


def test_a_moved_threshold_changes_the_phase_with_no_answer_behind_it():
    known = changed_thresholds(shipped(), ease_pain_from_0_10=3)
    raw = make_raw(pain_now_0_10=3)
    before, after = Side(decided(raw), shipped()), Side(decided(raw, known), known)

    line = only(between(before, after), What.PHASE)

    assert rule_ids(line) == [("phase.start_ease_pain_now", True)]
    assert line.answers == ()
    assert says.of_line(line, before, after).because == ""


def test_without_a_plan_on_one_side_no_exercises_are_compared():
    found = lines({"rf_chest": True}, {"pain_now_0_10": 6})

    assert [line.what for line in found] == [What.CLEARANCE]


# --- in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (
            {"pain_now_0_10": 6},
            {},
            "Phase: Rebuild instead of Ease, because “Pain right now” is now 3, not 6.",
        ),
        (
            {},
            {"rd_heart": True},
            "“See a clinician before you start” instead of “You can start”, because “Heart "
            "condition, stroke or uncontrolled high blood pressure” is now ticked.",
        ),
        (
            {"can_get_up_from_floor": "no"},
            {},
            "Another version: Bridge (before: bridge on the bed), because “Get onto the floor, up "
            "again” is now “Yes”, not “No”.",
        ),
        (
            {},
            {"worse_with": ["bending"]},
            "Removed: Bridge, because “What makes it worse” is now “Bending”, not “None”.",
        ),
        (
            {},
            {"days_per_week": 1},
            "How often: 1 day a week (before: 5 days a week), because “Days a week” is now 1, not 5.",
        ),
        (
            {},
            {"worse_with": ["bending"]},
            "Done with care: Cat and cow. Round only as far as is easy and spend more time on the "
            "other half, because “What makes it worse” is now “Bending”, not “None”.",
        ),
    ],
)
def test_a_line_says_what_differs_and_which_answer_made_it(before, after, whole):
    assert whole in [line.whole for line in said(before, after)]


def test_a_line_tells_the_rule_and_whether_it_holds_now_or_did_before():
    phase = said({"pain_now_0_10": 6}, {})[0]

    assert [(rule.rule_id, rule.is_new) for rule in phase.rules] == [
        ("phase.start_ease_pain_now", False)
    ]
    assert phase.rules[0].says == "You start in Ease because of the pain you have now."


def test_lines_with_the_same_answers_behind_them_stand_together():
    one, other = sides({"kit": ["ball"]}, {"kit": [], "rd_joint": True, "rd_joint_where": ["knee"]})
    told = [says.of_line(line, one, other) for line in between(one, other)]

    groups = says.grouped(told)

    assert sum(len(group.lines) for group in groups) == len(told)
    assert len({group.because for group in groups}) == len(groups) < len(told)
    for group in groups:
        assert len(set(group.rules)) == len(group.rules) > 0


# --- any two people ---------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(people(), people())
def test_every_difference_of_two_people_has_a_rule_and_an_answer_behind_it(one, other):
    before, after = (Side(decided(raw), shipped()) for raw in (one, other))
    changed = set(changed_answers(before, after))

    found = between(before, after)

    for line in found:
        assert line.behind
        assert all(behind.answers for behind in line.behind)
        assert set(line.answers) <= changed
        assert says.of_line(line, before, after).because


@settings(max_examples=60, deadline=None)
@given(people(most_ticks=0), people(most_ticks=0))
def test_what_is_added_and_removed_turns_one_plan_into_the_other(one, other):
    before, after = (Side(decided(raw), shipped()) for raw in (one, other))
    if before.decision.plan is None or after.decision.plan is None:
        return
    found = between(before, after)
    was = {line.exercise_id: line for line in before.decision.plan.lines}

    changed = {line.after.exercise_id: line.after for line in found if is_of_an_exercise(line)}
    gone = {line.before.exercise_id for line in found if line.what is What.REMOVED}
    now = {**{id: line for id, line in was.items() if id not in gone}, **changed}

    wanted = {line.exercise_id: line for line in after.decision.plan.lines}
    assert now.keys() == wanted.keys()
    for id, line in wanted.items():
        assert (now[id].dose, now[id].surface, now[id].level) == (
            line.dose,
            line.surface,
            line.level,
        )


def is_of_an_exercise(line):
    return line.what in (What.ADDED, What.VERSION, What.DOSE, What.CUE)
