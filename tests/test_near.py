"""What came close for a line of the plan: another exercise, the next level."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib import people
from lib.evidence import near
from lib.model import Decision, Prescription
from tests.given import IN_EASE
from tests.visits import KNOWN, PEOPLE, Log


def line_of(decision: Decision, slot: str) -> Prescription:
    assert decision.plan is not None
    return next(line for line in decision.plan.lines if line.slot_id == slot)


def test_the_exercise_that_stood_before_is_named_with_what_kept_it_out() -> None:
    decision = Log().answers(5).decision()

    assert near.of_line(line_of(decision, "rebuild_ball"), decision, KNOWN)[0] == (
        "Not chosen: Bridge with calves on the ball (no ball)."
    )


def test_a_first_choice_has_nothing_before_it() -> None:
    decision = Log().answers(5, **IN_EASE).decision()
    (more,) = near.of_line(line_of(decision, "ease_walk"), decision, KNOWN)

    assert more.startswith("Not yet: level 2")


def test_one_level_more_says_how_far_it_is_and_then_comes() -> None:
    one = Log().answers(5, **IN_EASE).session(2).checkin(1, "next_morning", pain_now_0_10=2)
    decision = one.decision()
    line = line_of(decision, "ease_walk")
    assert near.of_line(line, decision, KNOWN)[-1].endswith("with good form; so far 1.")

    two = one.session(1).checkin(0, "next_morning", pain_now_0_10=2).decision()
    assert line_of(two, "ease_walk").level == line.level + 1
    assert near.of_line(line_of(two, "ease_walk"), two, KNOWN)[-1].endswith("so far 0.")


def test_in_a_comfort_set_nothing_more_is_near() -> None:
    decision = Log().answers(5, **IN_EASE).decision()
    eased = replace(decision, course=replace(decision.course, comfort=True))

    assert near.of_line(line_of(decision, "ease_walk"), eased, KNOWN) == (
        "Not more for now: the comfort set is on.",
    )


@pytest.mark.parametrize("id", sorted(PEOPLE))
def test_every_line_of_every_example_can_say_what_came_close(id) -> None:
    decision = people.live(PEOPLE[id], KNOWN).decision
    for line in decision.plan.lines if decision.plan else ():
        for says in near.of_line(line, decision, KNOWN):
            assert says.endswith(".")
            assert "_" not in says
