"""Moving up and going back twice within 13 weeks: the next try waits, and says until when and why."""

from dataclasses import replace
from datetime import timedelta

from lib import ahead, course, decide, evidence, words
from lib.course.judge import Judge
from lib.model import Phase, Progress
from tests.given import make_check_in, make_day, make_weekly, shipped
from tests.test_course import again, day, live

KNOWN = shipped()
JUDGE = Judge(KNOWN)
LINE = "phase.ease_to_rebuild.another_try"


def a_back_that_settles_in_ease_only(until):
    """Every day a session and a weekly answer of 3 each week; what is done in Rebuild never settles."""
    first = make_check_in()
    fold = course.Fold(first, (), KNOWN, decide.offer_of(KNOWN), JUDGE)
    days, weekly, yesterday = [], [], None
    for number in range(1, until):
        week = make_weekly(number) if number % 7 == 0 else None
        morning = 2 if fold.phase is Phase.EASE else 5
        session = make_day(number, phase=fold.phase.id, morning=morning)
        fold.live(course.Day(day(number), weekly=week, yesterday=yesterday, session=session))
        days, yesterday = [*days, session], session
        weekly += [week] if week else []
    facts = Progress(day(until), tuple(days), tuple(weekly), ())
    lived = fold.course(course.Day(day(until), yesterday=yesterday))
    return decide.conclude((first,), lived, facts, KNOWN)


def changes(decision):
    return [made for made in decision.course.decisions if made.phase != made.phase_before]


def backs_after_a_try(decision):
    return [made.day for made in changes(decision)[1:] if made.phase < made.phase_before]


def test_after_the_second_time_the_next_try_waits_until_the_first_is_13_weeks_ago():
    found = a_back_that_settles_in_ease_only(200)

    first, second, third = backs_after_a_try(found)[:3]
    ups = [made.day for made in changes(found) if made.phase > made.phase_before]

    assert second - first < timedelta(days=20)
    assert ups[2] == first + timedelta(days=91)
    assert third > ups[2]


def test_what_it_waits_for_is_said_with_its_day_and_what_led_back():
    found = a_back_that_settles_in_ease_only(60)
    (line,) = [line for line in found.course.gate if line.rule_id == LINE]
    first, second = backs_after_a_try(found)
    until = first + timedelta(days=91)

    says = words.of_gate(line, KNOWN)
    shown = evidence.of_gate(line, found, KNOWN)
    (short,) = [one for one in ahead.requirements(found.course, KNOWN) if one.rule_id == LINE]

    assert line.met is False
    assert says == (
        "More time in this phase, because you moved up and went back 2 times within 91 days: "
        f"until {until.day} {until:%B}"
    )
    assert shown.missing == (f"Time, until {until.day} {until:%B}.",)
    assert short.now == f"until {until.day} {until:%B}"
    assert {row.kind for row in shown.used} == {"session", "next_morning"}
    for back in (first, second):
        assert any(back - timedelta(days=7) <= row.day <= back for row in shown.used)


def test_whoever_went_back_once_hears_nothing_of_it():
    found = a_back_that_settles_in_ease_only(20)

    assert len(backs_after_a_try(found)) == 1
    assert LINE not in {line.rule_id for line in found.course.gate}


def test_going_back_without_having_moved_up_is_not_counted():
    first = make_check_in()
    worse = {"pain_trend": "worse"}
    history = (first, again(2, first, **worse))

    lived = live(3, history=history)

    assert lived.phase is Phase.EASE
    assert LINE not in {line.rule_id for line in lived.gate}


def test_a_correction_of_the_mornings_takes_the_wait_away():
    found = a_back_that_settles_in_ease_only(60)
    second = backs_after_a_try(found)[1]
    settled = [
        replace(one, morning_0_10=2) if second - one.day <= timedelta(days=3) else one
        for one in found.progress.session_days
    ]

    lived = live(60, settled, found.progress.weekly)

    assert LINE not in {line.rule_id for line in lived.gate}
