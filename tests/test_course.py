from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import course
from lib.decide import AnswersRow, decide, decide_from
from lib.model import Action, Clearance, Override, Phase
from tests.given import (
    IN_EASE,
    IN_STRENGTHEN,
    START,
    as_of,
    live,
    make_check_in,
    make_day,
    make_exercise,
    make_morning,
    make_raw,
    make_weekly,
    shipped,
    stays,
)

BRIDGE = "glute_bridge"
LATER = time(18)


def day(number):
    return START + timedelta(days=number)


def rules_of(lived, number=None):
    """The rules behind the decisions of one day, or of the last one there is."""
    decisions = [d for d in lived.decisions if number is None or d.day == day(number)]
    return [reason.rule_id for reason in decisions[-1].reasons] if decisions else []


def decision_on(lived, number):
    return next(d for d in lived.decisions if d.day == day(number))


def again(number, first=None, at=LATER, **answers):
    """A later check-in after the first one, with answers changed."""
    return make_check_in(on=day(number), at=at, after=first or make_check_in(), **answers)


# --- nothing logged --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "phase"),
    [(IN_EASE, Phase.EASE), ({}, Phase.REBUILD), (IN_STRENGTHEN, Phase.STRENGTHEN)],
)
def test_with_an_empty_journal_the_course_is_the_start_phase_at_level_one_and_holds(answers, phase):
    lived = live(0, **answers)

    assert lived.phase is phase
    assert lived.action is Action.HOLD
    assert lived.levels == {}
    assert lived.decisions == ()
    assert not lived.stopped
    assert not lived.check_in_again


def test_a_course_needs_a_check_in():
    with pytest.raises(ValueError, match="begins with a check-in"):
        course.replay((), as_of(0), (), shipped(), START, lambda *_: frozenset())


def test_check_ins_after_today_are_left_out():
    lived = live(1, history=(make_check_in(), again(5, leg_symptoms="below_one_knee")))

    assert lived.phase is Phase.REBUILD


# --- one step up ----------------------------------------------------------------------------------


def test_two_ready_days_running_step_an_exercise_up_on_the_day_after():
    days = [make_day(1), make_day(2)]

    assert live(2, days).levels == {}
    lived = live(3, days)
    assert lived.levels == {BRIDGE: 2}
    assert lived.action is Action.STEP_UP
    assert rules_of(lived) == ["progress.exercise_step_up"]


def test_days_that_have_caused_a_step_are_used_up():
    days = [make_day(number) for number in (1, 2, 3)]

    assert live(4, days).levels == {BRIDGE: 2}
    assert live(4, days).action is Action.HOLD
    assert live(5, [*days, make_day(4)]).levels == {BRIDGE: 3}


def test_days_without_the_exercise_neither_count_nor_break_the_run():
    days = [make_day(1), make_day(2, make_exercise("bird_dog")), make_day(3)]

    assert live(4, days).levels == {BRIDGE: 2}


@pytest.mark.parametrize(
    ("spoiled", "rule"),
    [
        ({"morning": None}, "progress.hold_settled_unknown"),
        ({"before": 5, "most": 6, "morning": 5}, "progress.hold_not_easy"),
        ({"most": 4, "before": 2, "morning": 3}, "progress.hold_not_easy"),
    ],
    ids=str,
)
def test_a_day_that_is_not_ready_holds_and_says_why(spoiled, rule):
    lived = live(3, [make_day(1), make_day(2, **spoiled)])

    assert lived.levels == {}
    assert rule in rules_of(lived, 3)
    assert decision_on(lived, 3).action is Action.HOLD


def test_what_was_not_all_done_holds():
    lived = live(3, [make_day(1), make_day(2, make_exercise(done=False))])

    assert lived.levels == {}
    assert rules_of(lived) == ["progress.hold_not_all_done"]


def test_form_that_was_mostly_good_holds_that_exercise_only():
    mixed = [make_exercise(), make_exercise("bird_dog", form="mostly")]

    lived = live(3, [make_day(1, *mixed), make_day(2, *mixed)])

    assert lived.levels == {BRIDGE: 2}


def test_form_not_asked_is_not_unknown_when_one_exercise_was_asked():
    asked_of_one = [make_exercise(form=None), make_exercise("bird_dog")]
    asked_of_none = [make_exercise(form=None), make_exercise("bird_dog", form=None)]

    assert live(3, [make_day(n, *asked_of_one) for n in (1, 2)]).levels == {
        BRIDGE: 2,
        "bird_dog": 2,
    }
    assert live(3, [make_day(n, *asked_of_none) for n in (1, 2)]).levels == {}


@pytest.mark.parametrize(
    ("before", "most", "easy"),
    [
        (0, 3, True),
        (0, 4, False),
        (3, 4, True),
        (3, 5, False),
        (4, 5, True),
        (5, 6, False),
        (5, 5, True),
        (6, 6, False),
    ],
)
def test_easy_is_at_most_three_or_one_above_before_and_never_above_five(before, most, easy):
    days = [make_day(n, before=before, most=most, morning=before) for n in (1, 2)]
    usual = {"pain_average_7d_0_10": 4, "pain_now_0_10": 4}  # so that no morning is a flare

    assert (live(3, days, **usual).levels == {BRIDGE: 2}) is easy


@pytest.mark.parametrize(("morning", "settled"), [(1, True), (2, True), (3, True), (4, False)])
def test_settled_is_at_most_one_above_before(morning, settled):
    days = [make_day(n, before=2, morning=morning) for n in (1, 2)]

    assert (live(3, days).levels == {BRIDGE: 2}) is settled


def test_past_the_last_level_comes_the_harder_exercise_where_the_phase_has_it():
    highest = len(shipped().exercises["dead_bug_foot_tap"].levels)
    tap = [make_day(n, make_exercise("dead_bug_foot_tap")) for n in range(1, 2 * highest + 1)]

    lived = live(2 * highest + 1, tap)

    assert lived.levels["dead_bug_foot_tap"] == highest
    assert lived.levels["dead_bug"] == 1
    assert lived.instead == {"dead_bug_foot_tap": "dead_bug"}


def test_nothing_that_fires_is_hold():
    lived = live(2, [make_day(1)])

    assert decision_on(lived, 2).action is Action.HOLD
    assert lived.action is Action.HOLD


# --- one step back ------------------------------------------------------------------------------------


def up_to_level_two():
    return [make_day(1), make_day(2)]


@pytest.mark.parametrize(
    ("phase", "before", "most", "above"),
    [
        ("rebuild", 2, 5, False),
        ("rebuild", 2, 6, True),
        ("rebuild", 5, 6, False),
        ("rebuild", 5, 7, True),
        ("rebuild", 6, 7, False),
        ("rebuild", 7, 8, True),
        ("ease", 0, 3, False),
        ("ease", 0, 4, True),
        ("ease", 3, 4, False),
        ("ease", 3, 5, True),
    ],
)
def test_above_the_ceiling_the_exercise_goes_back_a_level_the_same_day(phase, before, most, above):
    answers = IN_EASE if phase == "ease" else {}
    painful = make_day(3, before=before, most=most, morning=None, phase=phase)

    lived = live(3, [*up_to_level_two(), painful], **answers)

    assert ("progress.exercise_above_ceiling" in rules_of(lived, 3)) is above
    assert lived.levels == {BRIDGE: 1 if above else 2}


def test_sharp_pain_takes_the_exercise_that_hurt_back_and_no_other():
    hurt = make_day(
        3,
        make_exercise(pain=4, stopped="pain"),
        make_exercise("bird_dog", pain=1),
        kind="sharp",
        most=4,
    )
    days = [make_day(n, make_exercise(), make_exercise("bird_dog")) for n in (1, 2)]

    lived = live(3, [*days, hurt])

    assert lived.levels == {BRIDGE: 1, "bird_dog": 2}
    assert "progress.exercise_sharp" in rules_of(lived, 3)


def test_poor_form_twice_running_takes_the_exercise_back():
    once = [*up_to_level_two(), make_day(3, make_exercise(form="poor"))]
    twice = [*once, make_day(4, make_exercise(form="poor"))]

    assert live(3, once).levels == {BRIDGE: 2}
    assert live(4, twice).levels == {BRIDGE: 1}
    assert "progress.exercise_poor_form" in rules_of(live(4, twice), 4)


def test_poor_form_that_has_caused_a_step_back_is_used_up():
    days = [make_day(n, make_exercise(form="poor")) for n in (3, 4, 5)]
    highest = [make_day(n) for n in (-1, 0, 1, 2)]

    lived = live(5, [*highest[2:], *days])

    assert sum(len(d.changes) for d in lived.decisions if d.action is Action.STEP_BACK) == 1


def test_a_sore_morning_takes_every_exercise_of_that_day_back():
    both = [make_exercise(), make_exercise("bird_dog")]
    days = [make_day(1, *both), make_day(2, *both), make_day(3, *both, before=2, morning=4)]

    lived = live(4, days)

    assert lived.levels == {BRIDGE: 1, "bird_dog": 1}
    assert lived.action is Action.STEP_BACK
    assert "progress.step_back_after_sore_morning" in rules_of(lived, 4)


def test_one_session_day_takes_an_exercise_back_only_once():
    up = [make_day(n) for n in (1, 2, 3, 4)]
    bad = make_day(5, most=8, before=2, morning=5)

    assert live(5, up).levels == {BRIDGE: 3}
    assert live(6, [*up, bad]).levels == {BRIDGE: 2}


def test_below_level_one_the_easier_exercise_takes_over():
    lived = live(1, [make_day(1, most=8)])

    assert lived.instead == {BRIDGE: "pelvic_tilt"}
    assert lived.levels == {"pelvic_tilt": 1}


def test_below_level_one_without_an_easier_one_there_is_one_set_then_a_week_without():
    bird_dog = make_exercise("bird_dog", pain=8)
    once = [make_day(1, bird_dog, most=8)]
    twice = [*once, make_day(3, bird_dog, most=8)]

    assert live(1, once).one_set == {"bird_dog"}
    assert live(3, twice).left_out == {"bird_dog"}
    assert live(4, twice).left_out == {"bird_dog"}
    assert live(10, twice).left_out == {"bird_dog"}
    assert live(11, twice).left_out == frozenset()


def test_after_one_set_the_full_sets_come_back_before_the_next_level():
    days = [make_day(1, make_exercise("bird_dog"), most=8, morning=2)]
    days += [make_day(n, make_exercise("bird_dog")) for n in (2, 3)]

    lived = live(4, days)

    assert lived.one_set == frozenset()
    assert lived.levels.get("bird_dog", 1) == 1


def test_two_unsettled_days_within_a_week_go_back_one_phase():
    lived = live(5, [make_day(1, morning=4), make_day(4, morning=4)])

    assert lived.phase is Phase.EASE
    assert "progress.phase_back_unsettled" in rules_of(lived, 5)
    assert lived.entered_on == day(5)


def test_unsettled_days_that_have_caused_a_phase_back_are_used_up():
    days = [make_day(1, morning=4), make_day(2, morning=4), make_day(3, morning=4)]

    lived = live(4, days, **IN_STRENGTHEN)

    assert lived.phase is Phase.REBUILD


def test_in_ease_there_is_no_phase_to_go_back_to():
    lived = live(5, [make_day(1, morning=4), make_day(4, morning=4)], **IN_EASE)

    assert lived.phase is Phase.EASE
    assert lived.entered_on == START


# --- stop -------------------------------------------------------------------------------------------------


def spreading(number):
    return make_day(number, make_exercise(stopped="pain"), kind="spreading")


def test_spreading_pain_stops_until_a_later_check_in():
    days = [*up_to_level_two(), spreading(3)]
    first = make_check_in()

    stopped = live(10, days)
    early = live(10, days, history=(first, again(3, at=time(8))))
    answered = live(10, days, history=(first, again(3, at=LATER)))

    assert stopped.action is Action.STOP
    assert stopped.stopped
    assert early.stopped
    assert not answered.stopped
    assert answered.levels == {BRIDGE: 1}
    assert answered.phase is Phase.REBUILD


def test_a_leg_that_is_worse_stops_and_then_goes_to_ease():
    weekly = [make_weekly(7, leg_worse=True)]

    stopped = live(9, weekly=weekly, **IN_STRENGTHEN)
    first = make_check_in(**IN_STRENGTHEN)
    answered = live(9, weekly=weekly, history=(first, again(8, first, **IN_STRENGTHEN)))

    assert stopped.action is Action.STOP
    assert stopped.phase is Phase.STRENGTHEN
    assert [reason.rule_id for reason in stopped.reasons] == ["progress.stop_leg_worse"]
    assert answered.phase is Phase.EASE
    assert not answered.stopped


@pytest.mark.parametrize(("means", "stops"), [([2, 3], False), ([2, 4], True), ([4, 2], False)])
def test_a_weekly_mean_two_above_the_one_before_stops_and_then_goes_back_a_phase(means, stops):
    weekly = [make_weekly(7 * n, mean) for n, mean in enumerate(means, start=1)]
    first = make_check_in()

    assert live(15, weekly=weekly).stopped is stops
    answered = live(15, weekly=weekly, history=(first, again(15, first)))
    assert answered.phase is (Phase.EASE if stops else Phase.REBUILD)


def test_a_week_without_a_mean_does_not_hide_the_rise():
    weekly = [make_weekly(7, 2), make_weekly(14, None), make_weekly(21, 5)]

    assert live(21, weekly=weekly).stopped


def test_the_same_rise_does_not_take_two_phases():
    weekly = [make_weekly(7, 3), make_weekly(14, 5)]
    first = make_check_in(**IN_STRENGTHEN)
    worse = again(15, first, **IN_STRENGTHEN | {"pain_average_7d_0_10": 5})

    lived = live(15, weekly=weekly, history=(first, worse))

    assert "phase.back_mean" in rules_of(lived, 15)
    assert lived.phase is Phase.REBUILD


def test_two_stops_take_the_graver_way():
    weekly = [make_weekly(7, 2), make_weekly(14, 5, flare=True, leg_worse=True)]
    first = make_check_in(**IN_STRENGTHEN)

    lived = live(16, weekly=weekly, history=(first, again(15, first, **IN_STRENGTHEN)))

    assert lived.phase is Phase.EASE
    assert lived.comfort


def test_while_stopped_no_gate_opens():
    ready = ease_that_is_ready()
    days = [*ready["days"][:2], replace(ready["days"][2], kind="spreading")]

    lived = live(9, days, ready["weekly"], **IN_EASE)

    assert live(9, ready["days"], ready["weekly"], **IN_EASE).phase is Phase.REBUILD
    assert lived.action is Action.STOP
    assert lived.phase is Phase.EASE


def test_while_stopped_nothing_steps_up():
    days = [make_day(1), replace(make_day(2), kind="spreading")]

    assert live(3, days).levels == {}


# --- flare --------------------------------------------------------------------------------------------------


def test_a_weekly_flare_stops_and_then_gives_a_comfort_set_for_three_days_in_the_same_phase():
    weekly = [make_weekly(7, flare=True)]
    history = (make_check_in(), again(8))

    assert live(7, weekly=weekly).action is Action.STOP
    assert [live(n, weekly=weekly, history=history).comfort for n in range(7, 13)] == [
        False, True, True, True, False, False,
    ]  # fmt: skip
    assert live(9, weekly=weekly, history=history).phase is Phase.REBUILD
    assert not live(9, weekly=weekly, history=history).stopped


@pytest.mark.parametrize(
    ("pains", "stops"),
    [([5, 5], True), ([5], False), ([4, 5], False), ([5, 4, 5], False), ([5, None, 5], False)],
    ids=str,
)
def test_two_mornings_running_two_above_usual_are_a_flare(pains, stops):
    mornings = [make_morning(n, pain) for n, pain in enumerate(pains, 1) if pain is not None]

    assert live(4, mornings=mornings).stopped is stops


def test_usual_is_the_weekly_mean_once_there_is_one():
    weekly = [make_weekly(2, 5)]
    mornings = [make_morning(3, 5), make_morning(4, 5)]
    later = [make_morning(3, 7), make_morning(4, 7)]

    assert not live(5, weekly=weekly, mornings=mornings).stopped
    assert live(5, weekly=weekly, mornings=later).stopped


def test_mornings_that_were_a_flare_are_used_up():
    mornings = [make_morning(1, 5), make_morning(2, 5), make_morning(3, 5)]

    lived = live(3, mornings=mornings, history=(make_check_in(), again(2, at=time(9))))

    assert not lived.stopped
    assert lived.comfort


def test_a_comfort_day_raises_nothing():
    weekly = [make_weekly(3, flare=True)]
    days = [make_day(1), make_day(4)]

    lived = live(5, days, weekly, history=(make_check_in(), again(3)))

    assert lived.comfort
    assert lived.levels == {}


# --- away ---------------------------------------------------------------------------------------------------------


def level_three():
    return [make_day(n) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("missed", "level"), [(7, 3), (8, 2), (14, 2), (15, 1), (28, 1)], ids=lambda n: str(n)
)
def test_days_missed_beyond_the_planned_gap_take_levels_on_return(missed, level):
    gap = 2  # five days a week
    last = make_day(4 + gap + missed, make_exercise("cat_cow"))

    lived = live(4 + gap + missed, [*level_three(), last])

    assert lived.levels == {BRIDGE: level}
    assert not lived.check_in_again


def test_missed_days_count_once():
    back = [*level_three(), make_day(14), make_day(15, make_exercise(done=False))]

    lived = live(16, back)

    assert lived.levels == {BRIDGE: 2}


def test_days_missed_depend_on_how_often_one_meant_to_exercise():
    often = live(14, level_three())
    seldom = live(14, level_three(), days_per_week=1)

    assert often.levels == {BRIDGE: 2}
    assert seldom.levels == {BRIDGE: 3}


def test_more_than_28_days_missed_ask_to_check_in_again():
    gap = 3  # strengthen comes three days a week

    lived = live(4 + gap + 29, level_three(), **IN_STRENGTHEN)

    assert lived.check_in_again
    assert lived.levels == {}


def test_after_that_check_in_it_is_the_earlier_phase_at_level_one():
    first = make_check_in(**IN_STRENGTHEN)
    sore = {**IN_STRENGTHEN, "can_knee_plank_10s": "no"}

    lived = live(36, level_three(), history=(first, again(36, first, **sore)))
    same = live(36, level_three(), history=(first, again(36, first, **IN_STRENGTHEN)))

    assert lived.phase is Phase.REBUILD
    assert same.phase is Phase.STRENGTHEN
    assert lived.levels == same.levels == {}
    assert not lived.check_in_again


@pytest.mark.parametrize(("number", "asks"), [(28, False), (29, True)])
def test_no_session_and_no_check_in_for_over_28_days_ask_again(number, asks):
    row = AnswersRow(datetime.combine(START, time(7), UTC), START, make_raw())

    decision = decide([row], {}, (), shipped(), day(number))

    assert (decision.clearance is Clearance.ASK_AGAIN) is asks
    assert (decision.plan is None) is asks
    assert ("progress.away_too_long" in [f.rule_id for f in decision.findings]) is asks


def test_a_session_is_a_contact_too():
    assert not live(40, [make_day(20)]).check_in_again


# --- the gate from ease to rebuild -------------------------------------------------------------------------------


def ease_that_is_ready(**changes):
    """Everything the first gate asks for is there on the eighth day."""
    ready = {
        "days": [
            make_day(n, make_exercise("pelvic_tilt"), make_exercise(), phase="ease")
            for n in (4, 5, 6)
        ],
        "weekly": [make_weekly(7, 4)],
    }
    return {**ready, **changes}


def gate_of(lived):
    return {line.rule_id.split(".")[-1]: line.met for line in lived.gate}


def test_the_gate_moves_the_phase_on_the_day_it_is_met():
    ready = ease_that_is_ready()

    assert live(6, ready["days"], ready["weekly"], **IN_EASE).phase is Phase.EASE
    lived = live(7, ready["days"], ready["weekly"], **IN_EASE)
    assert lived.phase is Phase.REBUILD
    assert lived.entered_on == day(7)
    assert lived.action is Action.STEP_UP


@pytest.mark.parametrize(
    ("changes", "requirement", "met"),
    [
        ({"weekly": [make_weekly(7, 6)]}, "weekly_mean", False),
        ({"weekly": []}, "weekly_mean", None),
        ({"weekly": [make_weekly(7, 5)]}, "weekly_mean", False),
        ({"weekly": [make_weekly(5, 3), make_weekly(7, None)]}, "weekly_mean", True),
        ({"days": []}, "easy_days", False),
        ({"weekly": [make_weekly(3, 4, leg_worse=True), make_weekly(7, 4)]}, "legs", False),
    ],
    ids=lambda part: str(part)[:60],
)
def test_each_requirement_alone_keeps_the_gate_shut_and_says_so(changes, requirement, met):
    ready = ease_that_is_ready(**changes)

    lived = live(7, ready["days"], ready["weekly"], overrides=[stays("ease")], **IN_EASE)

    assert gate_of(lived)[requirement] is met


def test_a_requirement_whose_data_are_missing_keeps_one_in_the_phase():
    ready = ease_that_is_ready(weekly=[])

    lived = live(7, ready["days"], **IN_EASE)

    assert lived.phase is Phase.EASE
    assert gate_of(lived)["weekly_mean"] is None
    assert gate_of(lived)["days"] is True


@pytest.mark.parametrize("spoiled", [{"most": 6}, {"morning": 4}, {"morning": None}], ids=str)
def test_the_last_three_days_have_to_be_easy_and_settled(spoiled):
    ready = ease_that_is_ready()
    days = [*ready["days"][:2], make_day(6, phase="ease", **spoiled)]

    lived = live(7, days, ready["weekly"], **IN_EASE)

    assert lived.phase is Phase.EASE
    assert gate_of(lived)["easy_days"] is False


def test_six_days_are_too_few():
    days = [make_day(n, phase="ease") for n in (3, 4, 5)]

    assert gate_of(live(6, days, [make_weekly(6, 3)], **IN_EASE))["days"] is False


@pytest.mark.parametrize(
    ("start", "mean", "met"),
    [(7, 5, True), (6, 5, False), (5, 5, False), (9, 6, False)],
)
def test_a_mean_of_five_is_enough_when_it_is_clearly_down(start, mean, met):
    ready = ease_that_is_ready(weekly=[make_weekly(7, mean)])
    answers = {**IN_EASE, "pain_average_7d_0_10": start}

    lived = live(7, ready["days"], ready["weekly"], overrides=[stays("ease")], **answers)

    assert gate_of(lived)["weekly_mean"] is met


def test_an_old_weekly_answer_does_not_open_the_gate():
    ready = ease_that_is_ready(weekly=[make_weekly(1, 3)])

    assert (
        gate_of(live(11, ready["days"], ready["weekly"], overrides=[stays("ease")], **IN_EASE))[
            "weekly_mean"
        ]
        is True
    )
    assert (
        gate_of(live(12, ready["days"], ready["weekly"], overrides=[stays("ease")], **IN_EASE))[
            "weekly_mean"
        ]
        is False
    )


def test_who_stays_here_stays_until_it_is_taken_back():
    ready = ease_that_is_ready()
    undo = Override(datetime.combine(day(9), time(8), UTC), day(9), "undo", phase="ease")

    staying = live(8, ready["days"], ready["weekly"], overrides=[stays("ease")], **IN_EASE)
    undone = live(9, ready["days"], ready["weekly"], overrides=[stays("ease"), undo], **IN_EASE)

    assert staying.phase is Phase.EASE
    assert all(line.met for line in staying.gate)
    assert undone.phase is Phase.REBUILD


# --- the gate from rebuild to strengthen ------------------------------------------------------------------------------


STRONG = [
    make_exercise(BRIDGE, 2),
    make_exercise("side_bridge_knees", 2),
    make_exercise("dead_bug_foot_tap", 2),
]


def rebuild_that_is_ready():
    days = [make_day(n, *STRONG) for n in (10, 11, 12, 13)]
    return days, [make_weekly(7, 3), make_weekly(14, 3)]


def test_two_weeks_of_rebuild_with_all_there_open_the_second_gate():
    days, weekly = rebuild_that_is_ready()

    assert live(13, days, weekly).phase is Phase.REBUILD
    assert live(14, days, weekly).phase is Phase.STRENGTHEN


@pytest.mark.parametrize(
    ("area", "number"), [("back_strength", 0), ("side_strength", 1), ("front_strength", 2)]
)
@pytest.mark.parametrize("weak", [{"level": 1}, {"form": "mostly"}, {"done": False}], ids=str)
def test_each_side_of_the_trunk_has_to_show_its_strength(area, number, weak):
    exercises = [
        make_exercise(done.exercise_id, **{"level": 2, **weak}) if n == number else done
        for n, done in enumerate(STRONG)
    ]
    _, weekly = rebuild_that_is_ready()

    lived = live(14, [make_day(n, *exercises) for n in (10, 11, 12, 13)], weekly)

    assert lived.phase is Phase.REBUILD
    assert gate_of(lived)[area] is not True


@pytest.mark.parametrize(
    ("start", "mean", "met"), [(6, 4, True), (5, 4, False), (3, 3, True), (9, 5, False)]
)
def test_a_mean_of_four_is_enough_when_it_is_down_by_thirty_percent(start, mean, met):
    days, _ = rebuild_that_is_ready()
    answers = {"pain_average_7d_0_10": start}
    history = (replace(make_check_in(**answers), start=make_check_in().start),)

    lived = live(14, days, [make_weekly(14, mean)], overrides=[stays("rebuild")], history=history)

    assert gate_of(lived)["weekly_mean"] is met


NO_SIDE = {"rd_joint": True, "rd_joint_where": ["hip", "shoulder", "knee"], "kit": []}


def test_an_area_without_an_exercise_is_replaced_by_rising_from_a_chair():
    days, weekly = rebuild_that_is_ready()

    lived = live(14, days, weekly, overrides=[stays("rebuild")], **NO_SIDE)

    (line,) = [line for line in lived.gate if line.rule_id.endswith("side_strength")]
    assert line.met is True
    assert line.replaced
    assert not line.fell_away


@pytest.mark.parametrize("chair", ["no", "not_tried"])
def test_where_rising_from_a_chair_is_not_known_to_be_possible_it_falls_away_and_says_so(chair):
    days, weekly = rebuild_that_is_ready()

    lived = live(
        14, days, weekly, overrides=[stays("rebuild")], **NO_SIDE, can_rise_from_chair_5x=chair
    )

    (line,) = [line for line in lived.gate if line.rule_id.endswith("side_strength")]
    assert line.met is True
    assert line.fell_away


def test_an_exercise_left_out_after_pain_still_counts_as_offered():
    only_this_side = {"rd_joint": True, "rd_joint_where": ["hip"], "kit": []}
    hurt = [make_day(n, make_exercise("side_bridge_knees", pain=8), most=8) for n in (10, 12)]
    weekly = [make_weekly(7, 3), make_weekly(14, 3)]

    lived = live(14, hurt, weekly, **only_this_side)

    (line,) = [line for line in lived.gate if line.rule_id.endswith("side_strength")]
    assert "side_bridge_knees" in lived.left_out or lived.one_set
    assert not line.replaced
    assert not line.fell_away


def test_a_comfort_set_does_not_make_a_requirement_fall_away():
    weekly = [make_weekly(7, 3), make_weekly(14, 3, flare=True)]
    history = (make_check_in(), again(14))

    lived = live(15, weekly=weekly, history=history)

    assert lived.comfort
    assert not any(line.replaced or line.fell_away for line in lived.gate)


# --- the gate from strengthen to keep --------------------------------------------------------------------------------------


def strengthen_that_is_ready(means=(2, 2, 2, 2, 2, 2), **changes):
    days = [make_day(n, make_exercise(), phase="strengthen", **changes) for n in range(2, 42, 2)]
    return days, [make_weekly(7 * n, mean) for n, mean in enumerate(means, start=1)]


def test_six_weeks_of_strengthen_with_all_there_open_the_last_gate():
    days, weekly = strengthen_that_is_ready()

    assert live(41, days, weekly, **IN_STRENGTHEN).phase is Phase.STRENGTHEN
    assert live(42, days, weekly, **IN_STRENGTHEN).phase is Phase.KEEP


@pytest.mark.parametrize(
    ("means", "met"),
    [
        ((3, 3, 3, 3, 3, 2), True),
        ((3, 3, 3, 3, 2, 2), True),
        ((3, 3, 3, 3, 3, 4), False),
        ((4, 4, 4, 4, 4, 4), True),
        ((5, 5, 5, 5, 5, 5), False),
        ((3, 3, 4, 3, 3, 3), True),
    ],
)
def test_two_low_weeks_or_six_steady_ones_are_enough(means, met):
    days, weekly = strengthen_that_is_ready(means)

    lived = live(42, days, weekly, overrides=[stays("strengthen")], **IN_STRENGTHEN)

    assert gate_of(lived)["weekly_mean"] is met


@pytest.mark.parametrize(("unanswered", "met"), [(2, True), (3, False)])
def test_nine_in_ten_session_days_have_to_be_answered_and_settled(unanswered, met):
    days, weekly = strengthen_that_is_ready((4, 4, 4, 4, 4, 4))
    days = [replace(d, morning_0_10=None) if n < unanswered else d for n, d in enumerate(days)]

    lived = live(42, days, weekly, overrides=[stays("strengthen")], **IN_STRENGTHEN)

    assert gate_of(lived)["weekly_mean"] is met


@pytest.mark.parametrize(
    ("began", "now", "met"),
    [
        ((), (), True),
        ((3, 4), (6, 6), True),
        ((3, 4), (5, 6), False),
        ((7, 7), (8, 8), True),
        ((3, 4), (), False),
    ],
    ids=str,
)
def test_named_activities_have_to_be_clearly_better(began, now, met):
    scores = {f"activity_{n}_0_10": score for n, score in enumerate(began, start=1)}
    names = {f"activity_{n}": "gardening" for n in range(1, len(began) + 1)}
    days, weekly = strengthen_that_is_ready()
    weekly = [*weekly[:-1], replace(weekly[-1], activities=now)]

    lived = live(
        42, days, weekly, overrides=[stays("strengthen")], **IN_STRENGTHEN, **scores, **names
    )

    assert gate_of(lived)["activities"] is met


@pytest.mark.parametrize(
    ("named", "now", "met"),
    [
        ([{1: 3}], (6,), True),
        ([{1: 3}], (5,), False),
        ([{1: 3}, {1: 3, 2: 1}], (6, 2), False),  # 2 better on average, each since it was named
        ([{1: 3}, {1: 3, 2: 1}], (6, 3), True),
        ([{1: 3}, {}], (5,), True),  # taken back: nothing is named any more
    ],
    ids=str,
)
def test_activities_count_from_when_they_were_named(named, now, met):
    days, weekly = strengthen_that_is_ready()
    weekly = [*weekly[:-1], replace(weekly[-1], activities=now)]
    history = [make_check_in(**IN_STRENGTHEN)]
    for number, scores in enumerate(named, start=10):
        answers = {f"activity_{n}_0_10": score for n, score in scores.items()}
        answers |= {f"activity_{n}": f"the activity {n}" for n in scores}
        history.append(again(number, history[-1], **IN_STRENGTHEN, **answers))

    lived = live(42, days, weekly, overrides=[stays("strengthen")], history=tuple(history))

    assert gate_of(lived)["activities"] is met


@pytest.mark.parametrize(
    ("forms", "met"),
    [(["good"] * 3, True), (["good", "mostly", "good"], False), ([None, "good", "good"], True)],
)
def test_form_has_to_be_good_on_the_last_three_days_it_was_asked(forms, met):
    days, weekly = strengthen_that_is_ready()
    last = [
        make_day(35 + 2 * n, make_exercise(form=form), phase="strengthen")
        for n, form in enumerate(forms)
    ]

    lived = live(42, [*days[:16], *last], weekly, overrides=[stays("strengthen")], **IN_STRENGTHEN)

    assert gate_of(lived)["form"] is met


def test_keep_is_the_last_phase():
    lived = live(0, pain_now_0_10=1, pain_average_7d_0_10=1, pain_worst_7d_0_10=3)

    assert lived.phase is Phase.KEEP
    assert lived.gate == ()


# --- a later check-in ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "phase"),
    [
        ({}, Phase.STRENGTHEN),
        ({"pain_now_0_10": 4}, Phase.STRENGTHEN),
        ({"pain_now_0_10": 5}, Phase.REBUILD),
        ({"pain_average_7d_0_10": 5}, Phase.REBUILD),
        ({"pain_worst_7d_0_10": 8}, Phase.REBUILD),
        ({"pain_settles": "next_day_or_later"}, Phase.REBUILD),
        ({"pain_settles": "not_sure"}, Phase.REBUILD),
        ({"pain_trend": "worse"}, Phase.REBUILD),
        ({"pain_now_0_10": 9, "pain_trend": "worse", "pain_settles": "not_sure"}, Phase.REBUILD),
        ({"leg_symptoms": "below_one_knee"}, Phase.EASE),
        ({"leg_symptoms": "both_legs_steady"}, Phase.EASE),
        ({"leg_symptoms": "above_knee"}, Phase.STRENGTHEN),
        ({"pain_duration": "under_6_weeks"}, Phase.STRENGTHEN),
        ({"can_bridge_10s": "no", "can_knee_plank_10s": "no"}, Phase.STRENGTHEN),
        ({"kit": ["ball"]}, Phase.STRENGTHEN),
    ],
    ids=lambda part: str(part)[:60],
)  # fmt: skip
def test_a_later_check_in_moves_the_phase_back_only_for_what_has_got_worse(answers, phase):
    first = make_check_in(**IN_STRENGTHEN)

    lived = live(3, history=(first, again(3, first, **IN_STRENGTHEN | answers)))

    assert lived.phase is phase


def test_what_was_bad_before_and_is_no_worse_moves_nothing():
    bad = {"pain_now_0_10": 6, "pain_trend": "worse"}
    first = make_check_in(**bad)
    history = (replace(first, start=make_check_in().start), again(3, first, **bad))

    assert live(3, history=history).phase is Phase.REBUILD


# --- what it says on the way -----------------------------------------------------------------------------------------------------


def notes_of(lived):
    return [reason.rule_id for reason in lived.notes]


def test_three_weeks_in_ease_get_a_sentence():
    assert "progress.note_long_in_ease" not in notes_of(live(20, **IN_EASE))
    assert "progress.note_long_in_ease" in notes_of(live(21, **IN_EASE))


def test_no_change_after_six_weeks_gets_a_sentence():
    same = [make_weekly(7 * n, 3) for n in range(1, 7)]
    better = [*same[:-1], make_weekly(42, 1)]

    assert "progress.note_no_change" in notes_of(live(42, weekly=same))
    assert "progress.note_no_change" not in notes_of(live(41, weekly=same[:-1]))
    assert "progress.note_no_change" not in notes_of(live(42, weekly=better))


def test_worse_than_at_the_start_after_two_weeks_gets_a_sentence():
    assert "progress.note_worse_than_start" in notes_of(live(14, weekly=[make_weekly(14, 5)]))
    assert "progress.note_worse_than_start" not in notes_of(live(13, weekly=[make_weekly(13, 5)]))


def test_much_more_than_planned_two_days_running_gets_a_sentence():
    double = replace(make_exercise(), done_rounds=2.0)

    once = live(3, [make_day(1), make_day(2, double)])
    twice = live(3, [make_day(1, double), make_day(2, double)])

    assert "progress.note_too_much" not in notes_of(once)
    assert "progress.note_too_much" in notes_of(twice)


def test_what_was_logged_before_the_first_check_in_does_not_move_the_course():
    early = replace(make_day(0), day=START - timedelta(days=3))

    lived = live(1, [early, make_day(0)])

    assert lived.levels == {}


def test_exercises_that_are_no_longer_there_do_not_stop_the_replay():
    days = [make_day(n, make_exercise("gone_long_ago"), most=8) for n in (1, 2)]

    lived = live(3, days)

    assert lived.phase is Phase.REBUILD


# --- any log at all ------------------------------------------------------------------------------------------------------------------

IDS = [
    "glute_bridge",
    "bird_dog",
    "side_bridge_knees",
    "dead_bug_foot_tap",
    "pelvic_tilt",
    "cat_cow",
]
EXERCISES = st.lists(
    st.builds(
        make_exercise,
        id=st.sampled_from(IDS),
        level=st.integers(1, 3),
        done=st.sampled_from([True, True, True, False]),
        pain=st.none() | st.integers(0, 6),
        form=st.sampled_from(["good", "good", "mostly", "poor", None]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda done: done.exercise_id,
)


@st.composite
def logs(draw, longest=24):
    """Some weeks of ordinary and less ordinary days, with a check-in now and then."""
    length = draw(st.integers(5, longest))
    days = [
        make_day(
            number,
            *draw(EXERCISES),
            before=draw(st.integers(0, 5)),
            most=draw(st.integers(0, 7)),
            morning=draw(st.none() | st.integers(0, 6)),
            kind=draw(st.sampled_from(["none", "ache", "ache", "ache", "sharp", "spreading"])),
        )
        for number in range(length)
        if draw(st.booleans())
    ]
    weekly = [
        make_weekly(
            number,
            draw(st.none() | st.integers(0, 7)),
            flare=draw(st.sampled_from([False, False, False, True, None])),
            leg_worse=draw(st.sampled_from([False, False, False, False, True])),
        )
        for number in range(7, length, 7)
    ]
    answers = draw(st.sampled_from([IN_EASE, {}, IN_STRENGTHEN]))
    history = [make_check_in(**answers)]
    for number in sorted(draw(st.sets(st.integers(1, length), max_size=3))):
        pain = draw(st.integers(0, 8))
        history.append(again(number, history[-1], **answers | {"pain_now_0_10": pain}))
    return length, days, weekly, tuple(history)


@settings(max_examples=60, deadline=None)
@given(logs(), st.data())
def test_what_was_decided_never_looks_ahead(log, data):
    length, days, weekly, history = log
    earlier = data.draw(st.integers(0, length))

    whole = live(length, days, weekly, history=history)
    part = live(earlier, days, weekly, history=history)

    before = [d for d in whole.decisions if d.day < day(earlier)]
    assert [d for d in part.decisions if d.day < day(earlier)] == before
    if day(earlier) in {d.day for d in days}:
        up_to = [d for d in whole.decisions if d.day <= day(earlier)]
        assert list(part.decisions) == up_to


@settings(max_examples=60, deadline=None)
@given(logs())
def test_any_log_can_be_lived_and_every_decision_says_why_it_was_more_than_hold(log):
    length, days, weekly, history = log

    lived = live(length, days, weekly, history=history)

    highest = {id: len(exercise.levels) for id, exercise in shipped().exercises.items()}
    assert all(1 <= level <= highest[id] for id, level in lived.levels.items())
    for decision in lived.decisions:
        assert decision.reasons or decision.action is Action.HOLD
        assert all(change.reason.rule_id for change in decision.changes)
        assert abs(decision.phase - decision.phase_before) <= 2
        assert decision.phase - decision.phase_before <= 1


def stands_at(lived, id):
    """How far an exercise is: a harder one in its place counts for more, an easier one for less."""
    known = shipped().exercises
    place = 0
    while id in lived.instead:
        harder = known[id].harder == lived.instead[id]
        id = lived.instead[id]
        place += 100 if harder else -100
    return place + lived.levels.get(id, 1) - (0.5 if id in lived.one_set else 0)


@settings(max_examples=120, deadline=None)
@given(
    logs(14), st.integers(0, 30), st.integers(1, 5), st.sampled_from(["most", "morning", "sharp"])
)
def test_more_pain_on_the_last_session_day_never_gives_more_the_day_after(log, pick, more, what):
    length, days, weekly, history = log
    days = [d for d in days if d.day <= day(length)]
    if not days:
        return
    days = days[: pick % len(days) + 1]
    last = days[-1]
    worse = {
        "most": replace(
            last,
            most_0_10=min(10, last.most_0_10 + more),
            exercises=tuple(
                replace(
                    done,
                    pain_0_10=None if done.pain_0_10 is None else min(10, done.pain_0_10 + more),
                )
                for done in last.exercises
            ),
        ),
        "morning": replace(last, morning_0_10=min(10, (last.morning_0_10 or 0) + more)),
        "sharp": replace(last, kind="sharp"),
    }[what]
    if what == "morning" and last.morning_0_10 is None:
        return
    if what == "sharp" and last.kind == "spreading":
        return
    after = (last.day - START).days + 1

    without = live(after, days, weekly, history=history)
    with_more = live(after, [*days[:-1], worse], weekly, history=history)

    assert with_more.phase <= without.phase
    for done in last.exercises:
        assert stands_at(with_more, done.exercise_id) <= stands_at(without, done.exercise_id)
    assert with_more.action >= without.action or with_more.action is Action.STEP_BACK


def test_decide_chains_the_course_from_the_first_check_in_that_allowed_a_plan():
    stopped = AnswersRow(datetime.combine(START, time(7), UTC), START, make_raw(rf_cord=True))
    fine = AnswersRow(datetime.combine(day(2), time(7), UTC), day(2), make_raw())

    decision = decide_from([stopped, fine], as_of(3), (), shipped())

    assert decision.course.start == day(2)
    assert decision.plan is not None


def test_the_later_day_of_two_like_replays_changes_nothing_without_a_log():
    first, later = live(3), live(9)

    assert replace(first, gate=(), notes=()) == replace(
        later, gate=(), notes=(), levels=MappingProxyType({})
    )


# --- what is used up, and what does not count ----------------------------------------------------------------------------------------------


def test_unsettled_days_in_ease_are_used_up_too():
    days = [make_day(n, morning=4, phase="ease") for n in (1, 2, 3)]

    lived = live(4, days, **IN_EASE)

    fired = [d.day for d in lived.decisions if "progress.phase_back_unsettled" in rules_of_day(d)]
    assert fired == [day(3)]


def rules_of_day(decision):
    return [reason.rule_id for reason in decision.reasons]


def test_a_gate_that_is_met_stays_shut_until_a_flare_has_been_looked_at_and_its_week_is_over():
    ready = ease_that_is_ready(weekly=[make_weekly(7, 4, flare=True)])

    stopped = live(14, ready["days"], ready["weekly"], **IN_EASE)
    first = make_check_in(**IN_EASE)
    history = (first, again(9, first, **IN_EASE))
    answered, a_week_on = (
        live(number, ready["days"], ready["weekly"], history=history) for number in (13, 14)
    )

    assert all(line.met for line in stopped.gate)
    assert stopped.phase is Phase.EASE
    assert answered.phase is Phase.EASE
    assert a_week_on.phase is Phase.REBUILD


def test_in_the_week_after_a_clear_rise_nothing_steps_up_and_the_decision_says_why():
    weekly = [make_weekly(7, 2), make_weekly(14, 4)]
    days = [make_day(number) for number in range(16, 24)]
    first = make_check_in(**IN_EASE)
    history = (first, again(15, first, **IN_EASE))

    in_it = live(20, [d for d in days if d.day < day(20)], weekly, history=history)
    after = live(22, [d for d in days if d.day < day(22)], weekly, history=history)

    assert in_it.levels == {}
    assert "progress.hold_bad_week" in rules_of(in_it)
    assert after.levels == {BRIDGE: 2}


def test_todays_session_whose_morning_is_still_to_come_does_not_shut_the_gate():
    ready = ease_that_is_ready()

    lived = live(7, [*ready["days"], make_day(7, phase="ease")], ready["weekly"], **IN_EASE)

    assert lived.phase is Phase.REBUILD


def test_weekly_means_from_before_the_phase_do_not_make_it_steady():
    ready = ease_that_is_ready()
    weekly = [make_weekly(number, 4) for number in (0, 7, 14, 21, 28)]
    answers = {**IN_EASE, "pain_average_7d_0_10": 4}

    third_week = live(21, ready["days"], weekly, overrides=[stays("rebuild")], **answers)
    fourth_week = live(28, ready["days"], weekly, overrides=[stays("rebuild")], **answers)

    assert third_week.entered_on == day(7)
    assert gate_of(third_week)["weekly_mean"] is False
    assert gate_of(fourth_week)["weekly_mean"] is True
