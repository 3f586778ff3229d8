"""A return after more than four weeks stands among the decisions, whatever it changes."""

from datetime import timedelta

from lib import course, decide, evidence, words
from lib.model import Action, Phase
from tests.given import IN_STRENGTHEN, START, as_of, make_check_in, make_day, make_weekly, shipped
from tests.test_course import BRIDGE, again, day, level_three, live

KNOWN = shipped()
AWAY = "progress.missed_check_in"
FIRST = make_check_in(**IN_STRENGTHEN)
LATER = (again(36, FIRST, **IN_STRENGTHEN), again(38, FIRST, **IN_STRENGTHEN))


def returns(lived):
    found = lived.decisions
    return [made for made in found if any(one.rule_id == AWAY for one in made.reasons)]


def test_a_check_in_that_keeps_the_phase_is_a_decision_with_its_reason_and_what_went_down():
    facts = as_of(36, level_three())
    history = (FIRST, LATER[0])
    lived = course.replay(history, facts, (), KNOWN, facts.today, decide.offer_of(KNOWN))
    (made,) = returns(lived)
    (reason,) = made.reasons
    (found,) = evidence.of_decision(made, decide.conclude(history, lived, facts, KNOWN), KNOWN)

    assert (made.day, made.action, made.phase) == (day(36), Action.STEP_BACK, Phase.STRENGTHEN)
    assert [(c.exercise_id, c.from_level, c.to_level) for c in made.changes] == [(BRIDGE, 3, 1)]
    assert words.of_reason(reason, KNOWN).startswith("More than four weeks had passed")
    assert [(row.kind, row.day) for row in found.used] == [
        ("session", day(4)),
        ("check_in", day(36)),
    ]


def test_a_second_check_in_before_the_next_session_is_not_told_again():
    lived = live(39, level_three(), history=(FIRST, *LATER))

    assert [made.day for made in returns(lived)] == [day(36)]


def test_a_session_entered_without_a_check_in_is_told_too():
    lived = live(40, [*level_three(), make_day(40)], **IN_STRENGTHEN)

    assert [made.day for made in returns(lived)] == [day(40)]
    assert lived.check_in_again


def test_a_day_on_which_one_has_not_come_back_decides_nothing():
    assert returns(live(40, level_three(), **IN_STRENGTHEN)) == []


def test_days_and_sessions_from_before_the_break_do_not_count_for_the_next_phase():
    answers = {"can_knee_plank_10s": "no"}
    days = [make_day(n, phase="rebuild") for n in (1, 2, 3, 4)]
    first = make_check_in(**answers)
    lived = live(
        41,
        days,
        [make_weekly(40, 2)],
        history=(first, make_check_in(on=day(40), after=first, **answers)),
    )
    lines = {line.rule_id.rpartition(".")[2]: line for line in lived.gate}

    assert lived.phase is Phase.REBUILD
    assert lived.entered_on == START + timedelta(days=40)
    assert dict(lines["days"].facts)["days_in_phase"] == 1
    assert dict(lines["settled_days"].facts)["settled_days_running"] == 0
