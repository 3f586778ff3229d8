"""A first hold is an offer: a requirement it can meet stays as long as the hold is offered."""

from dataclasses import replace

import pytest

from lib import course, decide, planning
from lib.model import EASY, Phase
from lib.model import TestResult as Result
from tests.given import as_of, make_check_in, make_profile, shipped
from tests.test_course import day

KNOWN = shipped()
BACK = "phase.ease_to_rebuild.back_strength"
ONLY_A_HOLD = {
    "can_bridge_10s": "not_tried",
    "can_side_prop_right_10s": "not_tried",
    "worse_with": ["sitting"],
}
"""Someone in Ease whose plan has no exercise for the back, and the bridge as a first hold."""


def held(seconds):
    at = make_check_in().answered_at
    return Result("t", at, day(1), "supine_bridge", "", seconds, None, None, EASY)


def back_line(tests=(), **answers):
    facts = replace(as_of(3), tests=tuple(tests))
    first = make_check_in(**ONLY_A_HOLD, **answers)
    lived = course.replay((first,), facts, (), KNOWN, facts.today, decide.offer_of(KNOWN))
    assert lived.phase is Phase.EASE
    (line,) = [line for line in lived.gate if line.rule_id == BACK]
    return line


@pytest.mark.parametrize("chair", ["yes", "no", "not_tried"])
def test_while_the_hold_is_offered_the_requirement_stays_whatever_is_known_of_the_chair(chair):
    line = back_line(can_rise_from_chair_5x=chair)

    assert line.met is False
    assert not line.fell_away
    assert not line.replaced


def test_a_hold_long_enough_meets_it():
    assert back_line([held(10)], can_rise_from_chair_5x="not_tried").met is True


def test_after_a_hold_that_was_too_short_nothing_is_offered_and_nobody_is_stuck():
    line = back_line([held(5)], can_rise_from_chair_5x="not_tried")

    assert line.met is True
    assert line.fell_away


def test_a_hold_is_no_offer_where_the_next_phase_asks_for_more_than_it_shows():
    short = {
        "can_rise_from_chair_5x": "not_tried",
        "can_side_prop_left_10s": "not_tried",
        "minutes_per_session": 10,
    }
    lived = replace(
        course.replay(
            (make_check_in(**short),), as_of(0), (), KNOWN, day(0), decide.offer_of(KNOWN)
        ),
        phase=Phase.REBUILD,
    )

    offered = decide.offer_of(KNOWN)(make_profile(**short), lived, ())

    assert "side" not in offered
    assert offered == planning.offered(make_profile(**short), lived, KNOWN)
