from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from lib import model
from lib.difference import Side, between
from lib.model import Clearance, Condition, Phase
from lib.what_if import Basis, Outcome, basis_of, outcome, reasons_for, says, tried
from lib.what_if.search import AGE, Goal, Kind, goals_reached, is_possible, smallest
from tests.drawn import CLOSED, people
from tests.given import IN_KEEP, START, make_check_in, make_raw, shipped

TODAY = Basis(START)


def found_for(**answers):
    return {found.goal: found for found in smallest(make_raw(**answers), TODAY, shipped())}


def said(goal, **answers):
    found = found_for(**answers).get(goal)
    if found is None:
        return []
    raw = make_raw(**answers)
    return [says.of_change(change, found, raw, shipped()) for change in found.changes]


# --- the outcome -------------------------------------------------------------------------


def test_an_outcome_has_a_phase_only_where_there_is_a_plan():
    assert outcome(make_raw(), TODAY, shipped()) == Outcome(Clearance.PROCEED, Phase.REBUILD)
    assert outcome(make_raw(rf_chest=True), TODAY, shipped()) == Outcome(Clearance.EMERGENCY, None)


def test_answers_are_tried_as_on_a_first_day():
    decision = tried(make_raw(pain_now_0_10=6), TODAY, shipped())

    assert decision.course.phase is Phase.EASE
    assert decision.course.entered_on == decision.today == START
    assert decision.plan is not None


def test_a_clinicians_yes_counts_for_an_urgent_sign_that_was_ticked_before_it():
    first = make_check_in(rf_chest=True)
    raw = make_raw(rf_chest=True, cleared_flags=["rf_chest"], cleared_on="2026-03-03")
    today = date(2026, 3, 3)

    with_history = outcome(raw, basis_of((first,), today), shipped())

    assert with_history.clearance is Clearance.PROCEED_WITH_CARE
    assert outcome(raw, Basis(today), shipped()).clearance is Clearance.EMERGENCY


# --- the smallest change -------------------------------------------------------------------


def test_one_answer_that_would_let_one_start_later():
    assert said(Goal(Kind.PHASE, Phase.REBUILD), pain_now_0_10=6, pain_worst_7d_0_10=7) == [
        "If “Pain right now” were 4 or less, you would start in Rebuild."
    ]


def test_two_answers_where_one_is_not_enough():
    assert said(Goal(Kind.PHASE, Phase.STRENGTHEN), pain_now_0_10=6, pain_worst_7d_0_10=7) == [
        "If “Pain right now” were 4 or less and “Worst pain, past week” were 5 or less, you would "
        "start in Strengthen."
    ]


def test_every_single_answer_that_would_make_the_start_gentler():
    told = said(Goal(Kind.PHASE, Phase.EASE))

    assert len(told) == 8
    assert "If “Pain in recent weeks” were “Worse”, you would start in Ease." in told
    assert "If “Worst pain, past week” were 8 or more, you would start in Ease." in told


def test_three_reasons_for_ease_leave_nothing_to_offer_and_are_named():
    answers = {"pain_now_0_10": 6, "pain_worst_7d_0_10": 9, "pain_settles": "not_sure"}

    assert not [goal for goal in found_for(**answers) if goal.kind is Kind.PHASE]
    assert [
        reason.rule_id for reason in reasons_for(Phase.EASE, make_raw(**answers), TODAY, shipped())
    ] == ["phase.start_ease_pain_now", "phase.start_ease_worst", "phase.start_ease_settles"]


def test_answers_between_two_limits_are_said_as_such():
    told = said(Goal(Kind.PHASE, Phase.STRENGTHEN), **IN_KEEP)

    assert "If “Average pain, past week” were 2 or 3, you would start in Strengthen." in told


def test_no_answer_is_offered_that_would_contradict_another():
    told = said(Goal(Kind.PHASE, Phase.EASE), **IN_KEEP)

    assert "If “Worst pain, past week” were 8 or more, you would start in Ease." in told
    assert not [sentence for sentence in told if "Pain right now" in sentence]


def test_two_answers_are_named_no_wider_than_they_do_together():
    both = Condition(
        "all",
        (
            model.Test("pain_now_0_10", "at_most", 1),
            model.Test("pain_settles", "is", "within_an_hour"),
        ),
    )
    rule = replace(shipped().rules["screen.rf_night"], id="screen.made_up", when=both)
    rule = replace(rule, then={"urgency": "DAYS"})
    known = replace(shipped(), rules={**shipped().rules, rule.id: rule})
    raw = make_raw(pain_now_0_10=6, pain_settles="not_sure")

    found = {one.goal: one for one in smallest(raw, TODAY, known)}

    (change,) = found[Goal(Kind.PHASE, Phase.REBUILD)].changes
    assert [answer.values for answer in change.answers] == [(2, 3, 4), ("same_day",)]


def test_while_answers_are_missing_nothing_is_offered():
    assert found_for(pain_trend=None) == {}


# --- signs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["rf_chest", "rf_infection", "rd_heart"])
def test_a_sign_that_withholds_the_plan_is_said_to_decide_and_never_offered_to_be_tried(sign):
    (found,) = found_for(**{sign: True}).values()

    (told,) = said(Goal(Kind.MAY_START), **{sign: True})

    assert told.startswith("What decides here: “")
    assert told.endswith("” is ticked.")
    assert not says.is_to_try(found.changes[0], found, shipped())


def test_two_signs_decide_together():
    (told,) = said(Goal(Kind.MAY_START), rd_heart=True, rd_meds=True)

    assert told.count("is ticked") == 2


def test_more_signs_than_two_leave_nothing_to_say():
    assert found_for(rd_heart=True, rd_meds=True, rf_chest=True) == {}


def test_an_answer_about_pain_that_withholds_the_plan_is_said_and_not_offered():
    answers = {"leg_symptoms": "below_one_knee", "pain_worst_7d_0_10": 9}
    (found,) = found_for(**answers).values()

    assert (
        "If “Worst pain, past week” were 7 or less, the outcome would be “You can start, with some "
        "things to mind”, in Ease." in said(Goal(Kind.MAY_START), **answers)
    )
    assert not any(says.is_to_try(change, found, shipped()) for change in found.changes)


def test_the_many_signs_that_would_withhold_a_plan_are_one_sentence():
    found = found_for()[Goal(Kind.WITHHELD)]

    rest, sentence = says.of_signs(found, shipped())

    assert [change.answers[0].id for change in rest] == ["leg_symptoms"]
    assert sentence == (
        "With any one of 28 safety signs, there would be no plan before somebody has looked at it."
    )


def test_something_to_mind_because_of_a_sign_is_told_as_its_reason():
    (told,) = said(Goal(Kind.NOTHING_TO_MIND), rd_fall=True)

    assert (
        told == "There is something to mind because “Fallen within a year, or unsteady” is ticked."
    )


def test_an_answer_that_leads_elsewhere_is_a_change_of_its_own():
    answers = {"pain_duration": "under_6_weeks", "pain_worst_7d_0_10": 9}
    told = said(Goal(Kind.WITHHELD), **answers)

    assert (
        "If “Leg pain, heaviness, tingling or numbness” were “One leg, below knee” or “Both, "
        in (told[0])
    )
    assert any(sentence.endswith("you would see a clinician today.") for sentence in told)


# --- any answers ---------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(people(most_ticks=2, most_changes=10))
def test_every_change_offered_does_what_it_says_and_none_of_two_would_do_with_one(raw):
    known = shipped()
    now = outcome(raw, TODAY, known)
    found = {one.goal: one for one in smallest(raw, TODAY, known)}

    for goal, one in found.items():
        for change in one.changes:
            assert outcome(change.applied(raw), TODAY, known) == change.outcome
            assert goal in goals_reached(now, change.outcome)
            assert is_possible(raw, change.applied(raw))

    by_one = reached_by_one(raw, now)
    single = {goal for goal, one in found.items() if len(one.changes[0].answers) == 1}
    if now.clearance is not Clearance.ASK_AGAIN:
        assert single == by_one


def reached_by_one(raw, now):
    """The goals that any single answer reaches, by trying every one."""
    found = set()
    for id, values in CLOSED.items():
        if id == AGE and now.phase is not None:
            continue
        for value in values:
            if is_possible(raw, {id: value}) and value != raw.get(id):
                then = outcome({**raw, id: value}, TODAY, shipped())
                found |= set(goals_reached(now, then))
    return found


@settings(max_examples=15, deadline=None)
@given(people(most_ticks=1, most_changes=6))
def test_all_the_answers_that_a_sentence_names_would_do(raw):
    known = shipped()
    now = outcome(raw, TODAY, known)

    for one in smallest(raw, TODAY, known):
        for change in one.changes:
            for values in every_way(change):
                if is_possible(raw, values):
                    then = outcome({**raw, **values}, TODAY, known)
                    assert one.goal in goals_reached(now, then)


def every_way(change):
    one, *other = change.answers
    for value in one.values:
        if not other:
            yield {one.id: value}
        for second in other[0].values if other else ():
            yield {one.id: value, other[0].id: second}


def test_a_change_tried_shows_as_a_difference():
    raw = make_raw(pain_now_0_10=6, pain_worst_7d_0_10=7)
    change = smallest(raw, TODAY, shipped())[0].changes[0]

    before, after = (
        Side(tried(answers, TODAY, shipped()), shipped()) for answers in (raw, change.applied(raw))
    )

    assert between(before, after)[0].after is Phase.REBUILD
