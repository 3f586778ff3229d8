"""What is proved about logs, gates and the order of exercises can fail: changed rules break it."""

from dataclasses import replace
from functools import cache

import pytest

from lib import model
from lib.course.judge import Judge
from lib.model import Action, Condition, Phase
from lib.proof import day_agree, mutants, properties, steps, ways_up
from lib.proof.circuit import Circuit
from lib.proof.days import decided, inputs
from lib.proof.log_properties import COMPARED_IN_A_TEST
from lib.proof.logic import Prover
from lib.proof.properties import World
from tests.given import IN_EASE, NO_FLAGS, make_check_in, make_day, make_raw, shipped
from tests.test_course import again, day, decision_on, live, rules_of

KNOWN = shipped()


@cache
def built():
    return steps.build(KNOWN)


@cache
def all_mutants():
    return {mutant.id: mutant for mutant in mutants.mutants(KNOWN)}


def with_rule(id, **changes):
    return replace(KNOWN, rules={**KNOWN.rules, id: replace(KNOWN.rules[id], **changes)})


def breaks(content, name):
    world = World(replace(built(), circuit=Circuit()), content, people=1, facts_of=KNOWN)
    assert world.day
    return properties.breaks(world, name, Prover(world.c))


# --- a day ---


def drawn_days(day_circuit, count=1_000):
    given = inputs(Circuit(), KNOWN)
    rows = list(day_agree.lived(given, [make_raw(), make_raw(**IN_EASE)], KNOWN, count, seed=5))
    c = Circuit()
    circuit_inputs = inputs(c, KNOWN)
    return day_agree.beside(c, circuit_inputs, decided(c, day_circuit, circuit_inputs), rows)


def test_a_day_of_the_circuit_decides_what_the_course_decides():
    found = drawn_days(KNOWN)

    assert found.differ == ()
    assert found.compared >= 1_000
    assert COMPARED_IN_A_TEST >= 1_000


def test_a_circuit_of_other_rules_is_found_out():
    sharp = with_rule("progress.exercise_sharp", then={"action": "HOLD", "moves": "nothing"})

    assert "back_today" in {name for name, _ in drawn_days(sharp).differ}


def test_on_the_day_of_a_worse_check_in_nothing_steps_up_in_ease_either():
    days = (make_day(1, phase="ease"), make_day(2, phase="ease"))
    worse = again(3, make_check_in(**IN_EASE), **IN_EASE, pain_now_0_10=7, pain_worst_7d_0_10=7)

    calm = live(3, days, **IN_EASE)
    lived = live(3, days, history=(make_check_in(**IN_EASE), worse), **IN_EASE)

    assert decision_on(calm, 3).changes[0].to_level == 2
    assert decision_on(lived, 3).action is Action.STEP_BACK
    assert decision_on(lived, 3).changes == ()
    assert "phase.back_now" in rules_of(lived, 3)
    assert decision_on(lived, 3).day == day(3)


# --- the sentences ---


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("phase.ease_to_rebuild.easy_days deleted", "goes_up"),
        ("phase.strengthen_to_keep.activities without activities_named is False", "goes_up"),
        ("fact.ready without form is good", "goes_up"),
        ("progress.exercise_step_up deleted", "goes_up"),
        ("phase.back_now deleted", "goes_back"),
        ("progress.phase_back_unsettled moves nothing", "goes_back"),
        ("progress.stop_weekly_flare deleted", "stop_wins"),
        ("progress.stop_leg_worse moves nothing", "stop_wins"),
        ("ease_mobility before ease_pelvic_control", "jobs"),
        ("keep_back glute_bridge before bird_dog", "jobs"),
    ],
)
def test_a_mutant_of_a_log_or_of_the_order_is_caught(id, name):
    assert mutants.caught_by(all_mutants()[id], KNOWN, built()) == name


def test_somebody_who_goes_back_only_where_they_went_up_to_swings():
    unsettled = Condition("all", (model.Test("phase", "is", "rebuild"),))

    assert breaks(with_rule("progress.phase_back_unsettled", when=unsettled), "no_swing")


def test_a_stop_on_a_fact_that_is_not_named_as_a_warning_lets_up_whoever_leaves_it_out():
    high = Condition(
        "all",
        (model.Test("weekly_mean_0_10", "at_least", 8), model.Test("weekly_flare", "is", True)),
    )

    content = replace(KNOWN, rules={**KNOWN.rules})
    content.rules["progress.stop_weekly_flare"] = replace(
        KNOWN.rules["progress.stop_weekly_flare"], when=high
    )
    world = World(replace(built(), circuit=Circuit()), content, people=1)

    assert world.day
    assert properties.breaks(world, "missing", Prover(world.c))


# --- gates ---


def test_somebody_who_cannot_meet_a_gate_is_found_and_told_which_line_it_is():
    hard = Condition("all", (model.Test("front_good_level", "at_least", 9),))
    content = with_rule("phase.rebuild_to_strengthen.front_strength", when=hard)

    assert Phase.KEEP in ways_up.climb(NO_FLAGS, KNOWN, Judge(KNOWN)).began
    found = ways_up.climb(NO_FLAGS, content, Judge(content))
    assert Phase.STRENGTHEN not in found.began
    assert found.missing == ("phase.rebuild_to_strengthen.front_strength",)


def test_no_gate_asks_for_an_area_that_has_no_minutes_left_beside_harder_exercises():
    crowded = make_raw(worse_with=["arching", "twisting"], days_per_week=7, minutes_per_session=24)

    found = ways_up.climb(crowded, KNOWN, Judge(KNOWN))

    assert found.missing == ()
