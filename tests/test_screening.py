from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import screening
from lib.model import CLEARANCE_OF, Clearance, Urgency
from tests.given import CAN, INFLAMMATORY, START, TICKS, make_raw, screened, shipped

LONG = {"pain_duration": "over_12_weeks", **dict.fromkeys(INFLAMMATORY, False)}

EMERGENCY = (
    "rf_ces_bladder",
    "rf_ces_saddle",
    "rf_ces_sexual",
    "rf_ces_bilateral",
    "rf_neuro_prog",
    "rf_trauma_major",
    "rf_aaa_rupture",
    "rf_chest",
)
SAME_DAY = (
    "rf_trauma_minor",
    "rf_cord",
    "rf_infection",
    "rf_aaa_stable",
    "rf_kidney",
    "rf_anticoagulant",
)
SEE_CLINICIAN = (
    "rf_osteo_sudden",
    "rf_cancer",
    "rf_weight",
    "rf_bladder_slow",
    "rd_heart",
    "rd_chest",
    "rd_dizzy",
    "rd_meds",
    "rd_superv",
    "rd_surgery",
    "rd_vertebral_fracture",
    "rd_preg",
    "rd_preg_pgp",
    "rd_eye_press",
)
WITH_CARE = ("rf_night", "rd_joint", "rd_osteo", "rd_fall")
EXPECTED = {
    **dict.fromkeys(EMERGENCY, Clearance.EMERGENCY),
    **dict.fromkeys(SAME_DAY, Clearance.SAME_DAY),
    **dict.fromkeys(SEE_CLINICIAN, Clearance.SEE_CLINICIAN),
    **dict.fromkeys(WITH_CARE, Clearance.PROCEED_WITH_CARE),
}


def clearance(**answers):
    return screened(**answers).clearance


def rule_ids(screening):
    return [finding.rule_id for finding in screening.findings]


# --- one tick ---------------------------------------------------------------------------


def test_nothing_ticked_and_nothing_found_is_proceed():
    found = screened()

    assert found.clearance is Clearance.PROCEED
    assert found.findings == ()
    assert found.unanswered == ()


@pytest.mark.parametrize("flag", TICKS)
def test_one_tick_alone_gives_the_clearance_the_product_says(flag):
    found = screened(**{flag: True})

    assert found.clearance is EXPECTED[flag]
    assert rule_ids(found) == [f"screen.{flag}"]


def test_every_urgency_has_the_clearance_the_product_says():
    assert {urgency.value: clearance.name for urgency, clearance in CLEARANCE_OF.items()} == {
        "EMERGENCY": "EMERGENCY",
        "SAME_DAY": "SAME_DAY",
        "DAYS": "SEE_CLINICIAN",
        "CLEARANCE": "SEE_CLINICIAN",
        "ROUTINE": "PROCEED_WITH_CARE",
        "MODIFY": "PROCEED_WITH_CARE",
    }
    assert set(CLEARANCE_OF) == set(Urgency)


@pytest.mark.parametrize(
    ("clearance", "withholds", "hides"),
    [
        (Clearance.PROCEED, False, False),
        (Clearance.PROCEED_WITH_CARE, False, False),
        (Clearance.ASK_AGAIN, True, False),
        (Clearance.SEE_CLINICIAN, True, False),
        (Clearance.SAME_DAY, True, True),
        (Clearance.EMERGENCY, True, True),
    ],
)
def test_ask_again_and_above_withhold_the_plan_and_same_day_and_above_every_exercise(
    clearance, withholds, hides
):
    assert clearance.withholds_plan is withholds
    assert clearance.hides_exercises is hides


def test_the_gravest_finding_comes_first_and_decides():
    found = screened(rf_night=True, rd_heart=True, rf_cord=True, age_years=None)

    assert found.clearance is Clearance.SAME_DAY
    assert rule_ids(found) == [
        "screen.rf_cord",
        "screen.rd_heart",
        "screen.unanswered",
        "screen.rf_night",
    ]


def test_every_finding_carries_its_reason_with_the_answer_and_its_source():
    (finding,) = screened(rf_cancer=True).findings

    assert finding.reason.facts == (("rf_cancer", True),)
    assert finding.reason.sources == ("S7", "S15")


# --- weak flags and age ---------------------------------------------------------------------


@pytest.mark.parametrize("age", [18, 19, 55, 80])
def test_one_weak_flag_is_proceed_with_care_and_both_are_see_a_clinician(age):
    first = {"age_years": age, "first_episode": True}

    assert clearance(**first) is Clearance.PROCEED_WITH_CARE
    assert (
        clearance(age_years=age, first_episode=False, rf_night=True) is Clearance.PROCEED_WITH_CARE
    )
    assert clearance(**first, rf_night=True) is Clearance.SEE_CLINICIAN


@pytest.mark.parametrize("age", [20, 40, 54])
def test_a_first_episode_in_between_is_no_flag(age):
    assert clearance(age_years=age, first_episode=True) is Clearance.PROCEED
    assert (
        clearance(age_years=age, first_episode=True, rf_night=True) is Clearance.PROCEED_WITH_CARE
    )


@pytest.mark.parametrize("age", [40, 55, 70, 85])
@pytest.mark.parametrize("trend", ["better", "same"])
def test_how_long_it_has_lasted_is_not_a_flag_at_any_age(age, trend):
    assert (
        clearance(age_years=age, first_episode=False, pain_trend=trend, **LONG) is Clearance.PROCEED
    )


@pytest.mark.parametrize(
    ("age", "expected"), [(17, "SEE_CLINICIAN"), (18, "PROCEED"), (0, "SEE_CLINICIAN")]
)
def test_under_18_is_for_a_clinician(age, expected):
    assert clearance(age_years=age, first_episode=False).name == expected


def test_getting_worse_counts_after_six_weeks_only():
    recent = {"pain_duration": "under_6_weeks", "pain_trend": "worse"}

    assert clearance(**recent) is Clearance.PROCEED
    assert clearance(pain_trend="worse") is Clearance.PROCEED_WITH_CARE
    assert clearance(pain_trend="worse", **LONG) is Clearance.PROCEED_WITH_CARE


@pytest.mark.parametrize(("age", "expected"), [(54, "PROCEED_WITH_CARE"), (55, "SEE_CLINICIAN")])
def test_getting_worse_with_night_pain_counts_from_55(age, expected):
    answers = {"age_years": age, "first_episode": False, "rf_night": True, "pain_trend": "worse"}

    assert clearance(**answers, **LONG).name == expected
    assert clearance(**answers).name == expected
    assert clearance(**answers, pain_duration="under_6_weeks") is Clearance.PROCEED_WITH_CARE


def test_routine_notes_never_add_up():
    pattern = {"pain_duration": "over_12_weeks", **dict.fromkeys(INFLAMMATORY, True)}
    notes = {
        "rf_night": True,
        "pain_trend": "worse",
        "leg_symptoms": "above_knee",
        "rd_joint": True,
    }

    found = screened(age_years=40, **pattern, **notes)

    assert len(found.findings) >= 4
    assert found.clearance is Clearance.PROCEED_WITH_CARE


@pytest.mark.parametrize(("yes", "noted"), [(3, False), (4, True), (5, True)])
def test_four_of_five_answers_about_the_pattern_are_a_routine_note(yes, noted):
    pattern = {id: number < yes for number, id in enumerate(INFLAMMATORY)}

    found = screened(pain_duration="over_12_weeks", **pattern)

    assert ("screen.inflammatory" in rule_ids(found)) is noted
    assert not found.clearance.withholds_plan


# --- legs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"leg_symptoms": "above_knee", "pain_worst_7d_0_10": 10}, "PROCEED"),
        ({"leg_symptoms": "below_one_knee"}, "PROCEED_WITH_CARE"),
        ({"leg_symptoms": "below_one_knee", "pain_worst_7d_0_10": 7}, "PROCEED_WITH_CARE"),
        ({"leg_symptoms": "below_one_knee", "pain_worst_7d_0_10": 8}, "SEE_CLINICIAN"),
        ({"leg_symptoms": "below_one_knee", "pain_trend": "worse"}, "SEE_CLINICIAN"),
        (
            {
                "leg_symptoms": "below_one_knee",
                "pain_trend": "worse",
                "pain_duration": "under_6_weeks",
            },
            "PROCEED_WITH_CARE",
        ),
        ({"leg_symptoms": "both_legs_steady"}, "PROCEED_WITH_CARE"),
        ({"leg_symptoms": "both_legs_steady", "pain_duration": "under_6_weeks"}, "SAME_DAY"),
        ({"leg_symptoms": "both_legs_steady", "pain_trend": "worse"}, "SEE_CLINICIAN"),
        ({"leg_symptoms": "both_legs_steady", "pain_worst_7d_0_10": 8}, "SEE_CLINICIAN"),
        ({"leg_symptoms": "both_legs_other"}, "SEE_CLINICIAN"),
    ],
    ids=lambda part: str(part)[:80],
)
def test_leg_symptoms_give_the_clearance_the_product_says(answers, expected):
    assert clearance(**answers).name == expected


@pytest.mark.parametrize(("trend", "noted"), [("better", False), ("same", True)])
def test_below_the_knee_for_over_six_weeks_and_not_better_gets_a_routine_note(trend, noted):
    found = screened(leg_symptoms="below_one_knee", pain_trend=trend)

    assert ("screen.leg_below_knee_not_better" in rule_ids(found)) is noted
    assert found.clearance is Clearance.PROCEED_WITH_CARE


def test_below_the_knee_and_recent_gets_no_routine_note():
    found = screened(leg_symptoms="below_one_knee", pain_duration="under_6_weeks")

    assert "screen.leg_below_knee_not_better" not in rule_ids(found)


@pytest.mark.parametrize("answer", ["no", "not_tried"])
def test_who_may_not_get_up_from_the_floor_proceeds_with_care(answer):
    found = screened(can_get_up_from_floor=answer)

    assert rule_ids(found) == ["screen.rd_floor"]
    assert found.clearance is Clearance.PROCEED_WITH_CARE


# --- unanswered never clears anyone -------------------------------------------------------------


def test_each_missing_answer_is_one_finding_that_names_it():
    found = screened(rf_night=None, pain_now_0_10=None)

    assert found.clearance is Clearance.ASK_AGAIN
    assert [dict(finding.reason.facts)["question"] for finding in found.findings] == [
        "pain_now_0_10",
        "rf_night",
    ]
    assert found.unanswered == ("pain_now_0_10", "rf_night")


NEEDED = [
    question.id
    for question in shipped().questions.values()
    if question.needed == "yes" and question.preset is None
]


@given(st.sets(st.sampled_from(NEEDED), min_size=1), st.sets(st.sampled_from(TICKS), max_size=3))
def test_whatever_is_not_answered_the_clearance_is_at_least_ask_again(missing, ticked):
    answers = dict.fromkeys(ticked, True) | dict.fromkeys(missing)

    found = screened(**answers)

    assert found.clearance >= Clearance.ASK_AGAIN
    assert set(found.unanswered) >= missing


@st.composite
def people(draw):
    """Any answers at all, some of them missing."""
    drawn = {}
    for question in shipped().questions.values():
        if question.kind in ("tick", "yes_no"):
            value = draw(st.sampled_from([False, False, False, False, True]))
        elif question.kind in ("whole", "scale"):
            value = draw(st.integers(question.at_least, question.at_most))
        elif question.kind == "choice":
            value = draw(st.sampled_from([choice.id for choice in question.choices]))
        elif question.kind == "several":
            value = draw(st.lists(st.sampled_from([choice.id for choice in question.choices])))
        else:
            continue
        if question.preset is None and draw(st.integers(0, 30)) == 0:
            value = None
        drawn[question.id] = value
    return drawn


@given(people(), st.sampled_from(TICKS))
def test_one_more_tick_never_lowers_the_clearance(answers, flag):
    without = screened(**answers | {flag: False}).clearance

    assert screened(**answers | {flag: True}).clearance >= without


@given(people(), st.sampled_from(NEEDED))
def test_taking_an_answer_away_never_opens_what_was_withheld(answers, id):
    taken_away = screened(**answers | {id: None}).clearance

    assert taken_away.withholds_plan


@given(people(), st.sampled_from(EMERGENCY))
def test_an_emergency_sign_is_an_emergency_whatever_else_is_said(answers, flag):
    assert screened(**answers | {flag: True}).clearance is Clearance.EMERGENCY


# --- a clinician has said yes --------------------------------------------------------------------


def cleared(flag, on=START, cleared_on=None, today=None, ticked_on=None, **answers):
    answers = {"cleared_flags": [flag], "cleared_on": str(cleared_on or on), **answers}
    return screened(on=on, today=today, ticked_on=ticked_on, **answers)


@pytest.mark.parametrize("flag", SEE_CLINICIAN)
def test_a_cleared_flag_is_proceed_with_care_from_the_same_day_on(flag):
    found = cleared(flag, **{flag: True})

    assert found.clearance is Clearance.PROCEED_WITH_CARE
    assert [finding.cleared for finding in found.findings] == [True]


@pytest.mark.parametrize("flag", [*EMERGENCY, *SAME_DAY])
def test_an_emergency_or_same_day_sign_is_not_cleared_on_the_day_it_was_ticked(flag):
    rule = {f"screen.{flag}": START}

    assert cleared(flag, **{flag: True}).clearance is EXPECTED[flag]
    assert cleared(flag, ticked_on=rule, **{flag: True}).clearance is EXPECTED[flag]


@pytest.mark.parametrize("flag", [*EMERGENCY, *SAME_DAY])
def test_an_emergency_or_same_day_sign_is_cleared_from_the_day_after(flag):
    since = {f"screen.{flag}": START - timedelta(days=1)}

    found = cleared(flag, ticked_on=since, **{flag: True})

    assert found.clearance is Clearance.PROCEED_WITH_CARE


def test_a_yes_from_before_a_sign_was_ticked_does_not_clear_it():
    known_check_ins = {}

    found = cleared(
        "rf_cord", cleared_on=START - timedelta(days=3), ticked_on=known_check_ins, rf_cord=True
    )

    assert found.clearance is Clearance.SAME_DAY


def test_a_yes_to_an_older_leg_symptom_does_not_clear_a_new_same_day_sign():
    since = {"screen.leg_below_knee": START - timedelta(days=20)}

    found = cleared(
        "rf_radicular",
        cleared_on=START - timedelta(days=10),
        ticked_on=since,
        leg_symptoms="both_legs_steady",
        pain_duration="under_6_weeks",
    )

    assert found.clearance is Clearance.SAME_DAY


@pytest.mark.parametrize(
    ("flag", "answers"),
    [
        ("rf_radicular", {"leg_symptoms": "below_one_knee", "pain_worst_7d_0_10": 9}),
        ("rf_radicular", {"leg_symptoms": "both_legs_other"}),
        ("rf_age", {"age_years": 60, "first_episode": True, "rf_night": True}),
        (
            "rf_noimprove",
            {"age_years": 60, "first_episode": False, "rf_night": True, "pain_trend": "worse"},
        ),
    ],
    ids=lambda part: str(part)[:60],
)
def test_what_follows_from_answers_can_be_cleared_too(flag, answers):
    assert screened(**answers).clearance is Clearance.SEE_CLINICIAN
    assert cleared(flag, **answers).clearance is Clearance.PROCEED_WITH_CARE


def test_under_18_is_never_cleared():
    every_flag = sorted({flag for rule in shipped().rules.values() for flag in rule.flags})

    found = screened(
        age_years=17, first_episode=False, cleared_flags=every_flag, cleared_on=str(START)
    )

    assert found.clearance is Clearance.SEE_CLINICIAN


def test_clearing_one_flag_leaves_the_others():
    found = cleared("rd_heart", rd_heart=True, rd_meds=True)

    assert found.clearance is Clearance.SEE_CLINICIAN


def test_a_flag_without_a_date_is_not_cleared():
    assert screened(rd_heart=True, cleared_flags=["rd_heart"]).clearance is Clearance.SEE_CLINICIAN


@pytest.mark.parametrize(
    ("flag", "said", "until"),
    [
        ("rd_heart", date(2025, 3, 2), date(2026, 3, 2)),
        ("rd_preg", date(2025, 12, 2), date(2026, 3, 2)),
        ("rd_preg", date(2025, 11, 30), date(2026, 2, 28)),
        ("rd_heart", date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_yes_holds_twelve_months_and_for_pregnancy_three(flag, said, until):
    on = said + timedelta(days=1)

    last = cleared(flag, on=on, cleared_on=said, today=until, **{flag: True})
    after = cleared(flag, on=on, cleared_on=said, today=until + timedelta(days=1), **{flag: True})

    assert last.clearance is Clearance.PROCEED_WITH_CARE
    assert after.clearance is Clearance.SEE_CLINICIAN


def test_clearing_what_is_not_ticked_changes_nothing():
    assert cleared("rd_heart").clearance is Clearance.PROCEED


def test_clearing_never_raises_and_never_goes_below_proceed_with_care():
    for flag in TICKS:
        before = screened(**{flag: True}).clearance
        after = cleared(flag, **{flag: True}).clearance
        assert Clearance.PROCEED_WITH_CARE <= after <= before


@given(people(), st.sets(st.sampled_from(TICKS), max_size=3))
def test_a_clinicians_yes_never_answers_a_missing_question(answers, flags):
    given_answers = answers | {
        "age_years": None,
        "cleared_flags": sorted(flags),
        "cleared_on": str(START),
    }

    assert screened(**given_answers).clearance >= Clearance.ASK_AGAIN


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_are_counted_as_people_count_them(day, months, later):
    assert screening.months_after(day, months) == later


def test_what_a_person_can_do_is_no_flag_but_the_floor():
    others = dict.fromkeys([id for id in CAN if id != "can_get_up_from_floor"], "no")

    assert screened(**others).clearance is Clearance.PROCEED
    assert make_raw(**others)["can_bridge_10s"] == "no"
