"""What "this hurts" is answered with, and that the browser's table says the same."""

from itertools import product

import pytest

from lib import hurts
from lib.hurts import CARRY_ON, EASIER, KINDS, PAINS, STOP_EXERCISE, STOP_TODAY
from lib.model import Phase
from tests.given import changed_thresholds, shipped

EVERY = tuple(product(Phase, KINDS, PAINS, PAINS))


def answer(pain, kind="ache", before=2, phase=Phase.EASE, known=None):
    return hurts.decide(pain, kind, before, phase, known or shipped()).answer


def row(phase, before=2, kind="ache"):
    return [answer(pain, kind, before, phase) for pain in PAINS]


def test_in_ease_up_to_three_carries_on_then_the_exercise_ends_then_the_session():
    assert row(Phase.EASE) == [CARRY_ON] * 4 + [STOP_EXERCISE] * 4 + [STOP_TODAY] * 3


@pytest.mark.parametrize("phase", [Phase.REBUILD, Phase.STRENGTHEN, Phase.KEEP])
def test_later_four_and_five_ask_for_less_and_six_ends_the_exercise(phase):
    expected = [CARRY_ON] * 4 + [EASIER] * 2 + [STOP_EXERCISE] * 2 + [STOP_TODAY] * 3
    assert row(phase) == expected


def test_with_more_pain_before_one_more_is_all_right_but_six_and_seven_ask_for_less():
    assert row(Phase.EASE, before=4)[5:7] == [CARRY_ON, STOP_EXERCISE]
    assert row(Phase.EASE, before=5)[5:8] == [CARRY_ON, EASIER, STOP_EXERCISE]
    assert row(Phase.REBUILD, before=7)[6:9] == [EASIER, EASIER, STOP_TODAY]


def test_sharp_pain_ends_the_exercise_however_little():
    assert set(row(Phase.KEEP, kind="sharp")) == {STOP_EXERCISE, STOP_TODAY}
    assert answer(7, "sharp") == STOP_EXERCISE
    assert answer(8, "sharp") == STOP_TODAY


def test_pain_that_spreads_ends_the_session_however_little():
    assert {answer(*case) for case in product(PAINS, ["spreading"], PAINS, Phase)} == {STOP_TODAY}


def test_the_browser_s_table_says_what_the_rules_say_for_every_input():
    known = shipped()
    tables = {phase: hurts.table(phase, known) for phase in Phase}

    for phase, kind, before, pain in EVERY:
        place = int(tables[phase].at[kind][before][pain])
        assert tables[phase].rules[place] == hurts.decide(pain, kind, before, phase, known)


def test_the_table_follows_a_threshold_that_is_moved():
    moved = changed_thresholds(shipped(), ease_pain_ceiling_0_10=2)

    assert answer(3, before=1) == CARRY_ON
    assert answer(3, before=1, known=moved) == STOP_EXERCISE
    table = hurts.table(Phase.EASE, moved)
    assert table.rules[int(table.at["ache"][1][3])].answer == STOP_EXERCISE


def test_more_pain_is_never_answered_more_mildly():
    for phase, kind, before in product(Phase, KINDS, PAINS):
        strict = [hurts.ANSWERS.index(word) for word in row(phase, before, kind)]
        assert strict == sorted(strict), (phase, kind, before)


def test_a_stop_of_the_player_is_a_stop_of_the_course_and_nothing_else_is():
    known = shipped()
    for phase, kind, before, pain in EVERY:
        word = answer(pain, kind, before, phase)
        above = pain > 7 or pain > max(3 if phase is Phase.EASE else 5, before + 1)
        assert (word in (STOP_EXERCISE, STOP_TODAY)) == (above or kind != "ache")
        assert known.rules[hurts.decide(pain, kind, before, phase, known).rule_id].says
