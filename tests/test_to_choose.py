"""Exercises that can do a job and never come by themselves: left to who chooses them."""

import pytest

from lib import planning
from lib.model import Phase
from lib.ui.plan import swaps
from tests.given import fresh_course, make_profile, make_raw, shipped

TO_CHOOSE = [
    (phase, slot, id)
    for phase, content in shipped().phases.items()
    for slot in content.slots
    for id in slot.to_choose
]
EVERYTHING = {"kit": ["ball", "band", "weight", "step"], "minutes_per_session": 60}


@pytest.mark.parametrize(
    ("phase", "slot", "id"), TO_CHOOSE, ids=[f"{slot.id}_{id}" for _, slot, id in TO_CHOOSE]
)
def test_it_leaves_its_place_empty_when_all_else_is_left_out_and_is_offered_as_a_swap(
    phase, slot, id
):
    profile = make_profile(**EVERYTHING)
    lived = fresh_course(phase)
    nothing_else = fresh_course(phase, left_out=frozenset(slot.candidates))

    without = planning.build_plan(profile, nothing_else, shipped())
    assert slot.id in {empty.slot_id for empty in without.empty}
    assert id not in {line.exercise_id for line in without.lines}

    plan = planning.build_plan(profile, lived, shipped())
    (line,) = (line for line in plan.lines if line.slot_id == slot.id)
    assert id in {swap.to_exercise for swap in swaps.options(line, profile, lived, shipped())}


def test_somebody_told_not_to_strain_gets_no_curl_up_and_no_ball_plank_for_the_dead_bugs():
    told = make_raw(rd_eye_press=True, **EVERYTHING)

    for phase in (Phase.REBUILD, Phase.STRENGTHEN):
        plan = planning.build_plan(make_profile(**told), fresh_course(phase), shipped())
        found = {line.exercise_id for line in plan.lines}
        assert "ball_plank" not in found
        assert found.isdisjoint({"dead_bug", "dead_bug_foot_tap"})
        assert ("curl_up" in found) == (phase is Phase.STRENGTHEN)
