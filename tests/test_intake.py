from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import intake
from lib.model import InputError
from tests.given import INFLAMMATORY, START, TICKS, make_answers, make_profile, make_raw, shipped

NEEDED = [question for question in shipped().questions.values() if question.needed == "yes"]
WITHOUT_PRESET = [question.id for question in NEEDED if question.preset is None]


def refusal(**answers):
    with pytest.raises(InputError) as caught:
        make_answers(**answers)
    return str(caught.value)


# --- what is refused -------------------------------------------------------------------


def test_an_unknown_id_is_refused_by_name():
    assert refusal(pain_yesterday=3) == "pain_yesterday: there is no question with this id."


@pytest.mark.parametrize(
    ("id", "value", "says"),
    [
        ("age_years", "forty", "age_years: a whole number from 0 to 120 is needed."),
        ("age_years", 40.0, "age_years: a whole number from 0 to 120 is needed."),
        ("age_years", True, "age_years: a whole number from 0 to 120 is needed."),
        ("age_years", [40], "age_years: a whole number from 0 to 120 is needed."),
        ("pain_now_0_10", False, "pain_now_0_10: a whole number from 0 to 10 is needed."),
        ("rf_night", "yes", "rf_night: true or false is needed."),
        ("rf_night", 1, "rf_night: true or false is needed."),
        ("pain_trend", "worst", "pain_trend: one of better, same, worse is needed."),
        ("pain_trend", ["worse"], "pain_trend: one of better, same, worse is needed."),
        ("kit", "ball", "kit: a list of any of ball, band, weight, step is needed."),
        (
            "kit",
            ["ball", "bike"],
            "kit: bike is not among the answers; a list of any of ball, band, weight, step is needed.",
        ),
        ("kit", [1], "kit: a list of any of ball, band, weight, step is needed."),
        ("activity_1", 3, "activity_1: a text is needed."),
        ("cleared_on", 20260301, "cleared_on: a date like 2026-03-31 is needed."),
        ("cleared_on", "1 March", "cleared_on: a date like 2026-03-31 is needed."),
        (
            "cleared_on",
            datetime(2026, 3, 1, tzinfo=UTC),
            "cleared_on: a date like 2026-03-31 is needed.",
        ),
        (
            "cleared_flags",
            "rd_heart",
            "cleared_flags: a list of flag ids (rf_… and rd_…) is needed.",
        ),
    ],
)
def test_a_wrong_type_is_refused_with_what_is_allowed(id, value, says):
    assert refusal(**{id: value}) == says


@pytest.mark.parametrize(
    ("id", "value", "allowed"),
    [
        ("age_years", -1, "from 0 to 120"),
        ("age_years", 121, "from 0 to 120"),
        ("pain_now_0_10", 11, "from 0 to 10"),
        ("days_per_week", 0, "from 1 to 7"),
        ("days_per_week", 8, "from 1 to 7"),
        ("minutes_per_session", 4, "from 5 to 60"),
        ("minutes_per_session", 61, "from 5 to 60"),
        ("sleep_disturbed_nights", 8, "from 0 to 7"),
    ],
)
def test_a_number_out_of_range_is_refused_with_the_range(id, value, allowed):
    says = refusal(**{id: value})

    assert says == f"{id}: {value} is out of range; a whole number {allowed} is needed."


@pytest.mark.parametrize(
    ("id", "value"),
    [("age_years", 0), ("age_years", 120), ("pain_now_0_10", 10), ("minutes_per_session", 60)],
)
def test_the_ends_of_a_range_belong_to_it(id, value):
    assert make_answers(**{id: value}).values[id] == value


def test_a_date_in_the_future_is_refused():
    says = refusal(cleared_on="2026-03-03")

    assert says == "cleared_on: 2026-03-03 is in the future; a date up to 2026-03-02 is needed."


def test_a_date_is_read_as_a_day():
    assert make_answers(cleared_on="2026-03-02").values["cleared_on"] == date(2026, 3, 2)
    assert make_answers(cleared_on=START).values["cleared_on"] == START


@pytest.mark.parametrize(
    "flag", ["screen.under_18", "screen.nothing_fits", "age_years", "rd_floor"]
)
def test_only_flags_can_be_cleared(flag):
    assert refusal(cleared_flags=[flag]).startswith(f"cleared_flags: {flag} is not among")


@pytest.mark.parametrize("flag", [*TICKS, "rf_radicular", "rf_age", "rf_noimprove"])
def test_every_ticked_and_derived_flag_can_be_cleared(flag):
    assert make_answers(cleared_flags=[flag]).values["cleared_flags"] == (flag,)


# --- what is missing ---------------------------------------------------------------------


@pytest.mark.parametrize("id", WITHOUT_PRESET)
def test_a_needed_answer_that_is_not_there_is_missing_and_nothing_else(id):
    answers = make_answers(**{id: None})

    assert answers.missing == (id,)
    assert id not in answers.values


@pytest.mark.parametrize(
    "question", [q for q in NEEDED if q.preset is not None], ids=lambda q: q.id
)
def test_what_has_a_preset_takes_it(question):
    answers = make_answers(**{question.id: None})

    assert answers.missing == ()
    assert answers.values[question.id] == question.preset


def test_the_presets_are_those_of_the_product():
    presets = {q.id: q.preset for q in shipped().questions.values() if q.preset is not None}

    assert presets == {
        "can_bridge_10s": "not_tried",
        "can_side_prop_left_10s": "not_tried",
        "can_side_prop_right_10s": "not_tried",
        "can_knee_plank_10s": "not_tried",
        "can_stand_one_leg_10s": "not_tried",
        "days_per_week": 5,
        "minutes_per_session": 15,
    }


def test_a_tick_list_that_was_neither_ticked_nor_confirmed_is_missing_tick_by_tick():
    ids = [q.id for q in shipped().questions.values() if q.list == "emergency"]

    answers = make_answers(**dict.fromkeys(ids))

    assert answers.missing == tuple(ids)


def test_no_answers_at_all_miss_every_needed_question():
    answers = intake.clean_answers({}, shipped(), START)

    assert answers.missing == tuple(WITHOUT_PRESET)


def test_an_empty_list_is_an_answer():
    answers = make_answers(kit=[], worse_with=[])

    assert answers.missing == ()
    assert answers.values["kit"] == ()


def test_several_answers_keep_the_order_of_the_questionnaire_and_count_once():
    answers = make_answers(worse_with=["sitting", "bending", "sitting"])

    assert answers.values["worse_with"] == ("bending", "sitting")


# --- what is asked of whom --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "asked"), [(18, True), (19, True), (20, False), (54, False), (55, True)]
)
def test_a_first_episode_is_asked_under_20_and_from_55(age, asked):
    answers = make_answers(age_years=age)

    assert (answers.missing == ("first_episode",)) is asked


def test_the_answer_to_a_question_that_is_not_asked_is_ignored():
    answers = make_answers(age_years=40, first_episode=True)

    assert answers.values["first_episode"] is False


def test_the_pattern_questions_are_asked_over_12_weeks_only():
    long = make_answers(pain_duration="over_12_weeks")
    short = make_answers(pain_duration="6_to_12_weeks", inflam_before_40=True)

    assert long.missing == INFLAMMATORY
    assert short.missing == ()
    assert not any(short.values[id] for id in INFLAMMATORY)


def test_while_it_is_unknown_whether_to_ask_the_answer_is_neither_taken_nor_missing():
    answers = make_answers(age_years=None, first_episode=True)

    assert answers.missing == ("age_years",)
    assert "first_episode" not in answers.values


def test_height_is_taken_only_with_a_ball():
    assert make_answers(kit=["ball"], height_cm=170).values["height_cm"] == 170
    assert "height_cm" not in make_answers(kit=[], height_cm=170).values


def test_a_joint_problem_without_a_joint_counts_for_all_five():
    unanswered, another = (
        make_answers(rd_joint=True),
        make_answers(rd_joint=True, rd_joint_where=[]),
    )

    every_joint = ("wrist", "shoulder", "knee", "hip", "neck")
    assert unanswered.values["rd_joint_where"] == every_joint
    assert another.values["rd_joint_where"] == every_joint
    assert make_answers(rd_joint=True, rd_joint_where=["hip"]).values["rd_joint_where"] == ("hip",)


def test_yes_answers_about_the_pattern_are_counted_once_all_are_given():
    given_all = dict.fromkeys(INFLAMMATORY, True) | {INFLAMMATORY[0]: False}

    answers = make_answers(pain_duration="over_12_weeks", **given_all)
    without_one = make_answers(pain_duration="over_12_weeks", **given_all | {INFLAMMATORY[1]: None})

    assert answers.values["inflam_count"] == 4
    assert "inflam_count" not in without_one.values


# --- cautions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "tags"),
    [
        ({}, set()),
        ({"worse_with": ["bending"]}, {"flex"}),
        ({"worse_with": ["arching"]}, {"ext"}),
        ({"worse_with": ["twisting"]}, {"rot"}),
        ({"worse_with": ["sitting"]}, {"sit"}),
        ({"worse_with": ["standing"]}, {"stand"}),
        ({"rd_heart": True}, {"bp", "heavy"}),
        ({"rd_eye_press": True}, {"bp", "heavy"}),
        ({"rd_surgery": True}, {"abdo_surg", "heavy"}),
        ({"rd_dizzy": True}, {"balance", "ball"}),
        ({"rd_fall": True}, {"balance"}),
        ({"rd_osteo": True}, {"osteo_flex", "osteo_twist", "heavy"}),
        ({"rd_vertebral_fracture": True}, {"osteo_flex", "osteo_twist", "heavy"}),
        ({"rf_osteo_sudden": True}, {"osteo_flex", "osteo_twist", "heavy"}),
        ({"rd_preg": True}, {"preg_supine", "preg_prone", "preg_balance", "heavy"}),
        ({"rd_preg_pgp": True}, {"pgp"}),
        ({"rd_joint": True, "rd_joint_where": ["knee", "neck"]}, {"knee", "neck"}),
        ({"rd_joint": True}, {"wrist", "shoulder", "knee", "hip", "neck"}),
        ({"leg_symptoms": "above_knee"}, {"nerve"}),
        ({"leg_symptoms": "below_one_knee"}, {"nerve"}),
        ({"leg_symptoms": "both_legs_steady"}, {"nerve", "ext", "heavy", "short_walks"}),
        ({"can_get_up_from_floor": "no"}, {"floor"}),
        ({"can_get_up_from_floor": "not_tried"}, {"floor"}),
        ({"rd_meds": True, "rd_superv": True, "rd_chest": True, "rf_night": True}, set()),
    ],
    ids=lambda part: " ".join(sorted(part)) or "nothing",  # sets have no order of their own
)
def test_these_answers_set_these_cautions_and_nothing_else_does(answers, tags):
    assert set(make_profile(**answers).cautions) == tags


@pytest.mark.parametrize("id", ["rd_heart", "rd_preg", "worse_with", "leg_symptoms", "rd_joint"])
def test_an_unanswered_question_sets_the_cautions_it_could_set(id):
    cautions = make_profile(**{id: None}).cautions

    assert cautions


def test_cautions_hold_after_a_clinician_has_cleared_the_flag():
    profile = make_profile(rd_heart=True, cleared_flags=["rd_heart"], cleared_on="2026-03-02")

    assert {"bp", "heavy"} <= set(profile.cautions)


def test_a_caution_carries_the_rule_and_the_answer_behind_it():
    reason = make_profile(rd_fall=True).cautions["balance"]

    assert reason.rule_id == "caution.fall"
    assert reason.facts == (("rd_fall", True),)


@given(st.dictionaries(st.sampled_from(TICKS), st.booleans(), max_size=6))
def test_a_tick_more_never_takes_a_caution_away(ticks):
    fewer = make_profile(**dict.fromkeys(ticks, False)).cautions

    assert set(fewer) <= set(make_profile(**ticks).cautions)


# --- what fits ------------------------------------------------------------------------------------------


def test_without_the_kit_an_exercise_does_not_fit():
    fit = make_profile(kit=[]).fits["ball_bridge_calves"]

    assert not fit.allowed
    assert fit.blocked_by == ("kit_ball",)


def test_who_cannot_get_to_the_floor_gets_the_version_for_elsewhere():
    fit = make_profile(can_get_up_from_floor="no").fits["pelvic_tilt"]

    assert fit.allowed
    assert fit.surface.id == "bed"


def test_an_exercise_with_a_limit_is_kept_and_says_what_changes():
    fit = make_profile(worse_with=["standing"]).fits["hip_hinge"]

    assert fit.allowed
    assert [tag for tag, _ in fit.limits] == ["stand"]


# --- two check-ins ------------------------------------------------------------------------------------------


def change(before, now):
    return intake.compare(make_answers(**before).values, make_answers(**now).values)


def test_two_like_check_ins_have_changed_in_nothing():
    changed = change({}, {})

    assert not any(changed.values())


@pytest.mark.parametrize(
    ("before", "now", "fact", "value"),
    [
        ({"pain_now_0_10": 2}, {"pain_now_0_10": 5}, "pain_now_change_0_10", 3),
        ({"pain_average_7d_0_10": 4}, {"pain_average_7d_0_10": 3}, "pain_mean_change_0_10", -1),
        ({"pain_worst_7d_0_10": 4}, {"pain_worst_7d_0_10": 9}, "pain_worst_change_0_10", 5),
        ({"pain_settles": "same_day"}, {"pain_settles": "not_sure"}, "settles_changed_worse", True),
        (
            {"pain_settles": "not_sure"},
            {"pain_settles": "same_day"},
            "settles_changed_worse",
            False,
        ),
        ({"pain_trend": "same"}, {"pain_trend": "worse"}, "trend_changed_worse", True),
        ({"pain_trend": "worse"}, {"pain_trend": "worse"}, "trend_changed_worse", False),
        (
            {"leg_symptoms": "above_knee"},
            {"leg_symptoms": "below_one_knee"},
            "legs_newly_below_or_both",
            True,
        ),
        (
            {"leg_symptoms": "below_one_knee"},
            {"leg_symptoms": "both_legs_other"},
            "legs_newly_below_or_both",
            True,
        ),
        (
            {"leg_symptoms": "below_one_knee"},
            {"leg_symptoms": "below_one_knee"},
            "legs_newly_below_or_both",
            False,
        ),
        (
            {"leg_symptoms": "none"},
            {"leg_symptoms": "above_knee"},
            "legs_newly_below_or_both",
            False,
        ),
    ],
    ids=lambda part: str(part)[:40],
)
def test_what_has_changed_since_the_last_check_in(before, now, fact, value):
    assert change(before, now)[fact] == value


def test_what_was_not_answered_has_not_changed():
    assert "pain_now_change_0_10" not in change({"pain_now_0_10": None}, {"pain_now_0_10": 9})


# --- anything at all -----------------------------------------------------------------------------------------

ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
ANYTHING |= st.lists(st.text() | st.integers(), max_size=3) | st.dictionaries(
    st.text(), st.text(), max_size=2
)


@given(st.sampled_from(list(shipped().questions)), ANYTHING)
def test_any_value_is_taken_or_refused_in_one_sentence_that_names_the_id(id, value):
    said = trouble_with(make_raw() | {id: value})

    assert said == "" or (said.startswith(f"{id}: ") and said.endswith("."))


def trouble_with(raw):
    try:
        intake.clean_answers(raw, shipped(), START)
    except InputError as refused:
        return str(refused)
    return ""


def test_a_caution_that_an_exercise_both_names_and_limits_changes_it_and_does_not_exclude_it():
    hinge = shipped().exercises["hip_hinge"]
    both = replace(hinge, cautions=frozenset({"stand", "balance"}))
    known = replace(shipped(), exercises=MappingProxyType({"hip_hinge": both}))

    fit = make_profile(known, worse_with=["standing"]).fits["hip_hinge"]

    assert fit.allowed
    assert [tag for tag, _ in fit.limits] == ["stand"]


# --- answers that contradict each other -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "average", "worst", "below"),
    [
        (5, 4, 3, ("pain_average_7d_0_10", "pain_now_0_10")),
        (5, 4, 4, ("pain_now_0_10",)),
        (3, 5, 4, ("pain_average_7d_0_10",)),
        (4, 4, 4, ()),
        (0, 0, 10, ()),
        (None, None, 3, ()),
        (5, 4, None, ()),
    ],
)
def test_the_worst_of_a_week_is_no_better_than_its_average_or_than_now(now, average, worst, below):
    answers = {
        "pain_now_0_10": now,
        "pain_average_7d_0_10": average,
        "pain_worst_7d_0_10": worst,
    }

    assert intake.contradicted(answers) == below


def test_saved_answers_that_contradict_each_other_still_load_and_each_counts():
    answers = make_answers(pain_now_0_10=8, pain_average_7d_0_10=4, pain_worst_7d_0_10=3)

    assert answers.missing == ()
    assert [answers.values[id] for id in ("pain_now_0_10", "pain_worst_7d_0_10")] == [8, 3]
