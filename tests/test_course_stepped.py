"""A course lived day by day is the course replayed from the journal, and no day looks ahead."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from hypothesis import given, settings

from lib import course, decide
from lib.course.record import Runs
from lib.model import Progress
from tests.given import START, live, make_check_in, make_day, make_weekly, shipped
from tests.test_course import BRIDGE, day, logs, stays

offer = decide.offer_of(shipped())


def progress_of(length, days, weekly):
    return Progress(START + timedelta(days=length), tuple(days), tuple(weekly), ())


@settings(max_examples=40, deadline=None)
@given(logs())
def test_living_day_by_day_gives_each_day_the_course_a_replay_gives(log):
    length, days, weekly, history = log
    progress = progress_of(length, days, weekly)
    lived = course.days_of(history, progress, day(length))

    fold = course.Fold(history[0], (), shipped(), offer)
    for today in lived:
        known = [check_in for check_in in history if check_in.day <= today.date]
        so_far = Progress(
            today.date,
            tuple(session for session in progress.session_days if session.day <= today.date),
            tuple(row for row in weekly if row.day <= today.date),
            (),
        )
        replayed = course.replay(known, so_far, (), shipped(), today.date, offer)
        assert fold.course(today) == replayed
        assert fold.course(today) == replayed, "asking changes nothing"
        fold.live(today)


def test_a_session_that_is_still_to_come_is_not_lived():
    days = [make_day(1), make_day(2)]
    lived = course.days_of((make_check_in(),), progress_of(2, days, ()), day(2))

    fold = course.Fold(make_check_in(), (), shipped(), offer)
    fold.live(lived[0])
    fold.live(lived[1])
    before = fold.course(replace(lived[2], session=None))
    after = fold.course(lived[2])

    assert before.levels == after.levels == {}
    assert fold.course(course.Day(day(3), yesterday=days[1])).levels == {}, "day 2 was not lived"
    fold.live(lived[2])
    assert fold.course(course.Day(day(3), yesterday=days[1])).levels == {BRIDGE: 2}


def test_a_later_weekly_answer_about_activities_does_not_reach_back():
    named = make_check_in(activity_1="walking", activity_1_0_10=2, pain_worst_7d_0_10=5)
    days = [make_day(number) for number in range(1, 60, 2)]
    low = [make_weekly(number, 1) for number in range(7, 60, 7)]
    better = make_weekly(59, 1, activities=[9])

    without = live(59, days, low, history=(named,))
    with_it = live(59, days, [*low, better], history=(named,))

    assert not [d for d in without.decisions if d.phase != d.phase_before]
    assert [d.day for d in with_it.decisions if d.phase != d.phase_before] == [day(59)]


def test_runs_end_with_a_day_that_does_not_hold_and_begin_after_what_is_used_up():
    runs = Runs()
    for number, held in enumerate([True, False, True, True, True]):
        runs.note(day(number), held, "settled")

    assert runs.length(day(0), "settled") == 3
    assert runs.length(day(3), "settled") == 2
    assert runs.length(day(9), "settled") == 0
    assert runs.length(day(0), "something else") == 0

    twin = runs.copy()
    twin.note(day(5), True, "settled")
    assert (twin.length(day(0), "settled"), runs.length(day(0), "settled")) == (4, 3)


def test_overrides_and_frozen_levels_are_the_same_lived_or_replayed():
    days = [make_day(number) for number in range(1, 20)]
    weekly = [make_weekly(number, 2) for number in (7, 14)]
    stay = stays(course.Phase.REBUILD)
    fold = course.Fold(make_check_in(), (stay,), shipped(), offer)
    every = course.days_of((make_check_in(),), progress_of(20, days, weekly), day(20))
    for today in every[:-1]:
        fold.live(today)

    lived = fold.course(every[-1])

    assert lived == live(20, days, weekly, overrides=(stay,))
    assert isinstance(lived.levels, MappingProxyType)
