from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from lib import verdicts
from lib.model import Progress, SessionDay

THRESHOLDS = {
    row["id"]: row
    for row in yaml.safe_load(
        (Path(__file__).parents[1] / "data/thresholds.yaml").read_text(encoding="utf-8")
    )["thresholds"]
}
VALUES = {id: row["value"] for id, row in THRESHOLDS.items()}
MONDAY = date(2026, 3, 2)
USED = (
    "settled_rise_0_10",
    "verdict_session_days",
    "verdict_mornings",
    "mostly_settled_percent",
    "verdict_full_weeks",
)


def make_day(day, before=3, morning=None, minutes=None):
    at = datetime.combine(day, datetime.min.time())
    return SessionDay(day, at, 1, "ease", before, before, before, None, None, minutes, (), morning)


def make_mornings(*mornings, before=3):
    """Session days every other day with this pain on the next morning, all of them in the past."""
    days = tuple(
        make_day(MONDAY + timedelta(days=2 * n), before, morning)
        for n, morning in enumerate(mornings)
    )
    return Progress(MONDAY + timedelta(days=2 * len(mornings)), days, (), ())


def make_sessions(*offsets, today=20, minutes=15):
    """Session days so many days after a Monday; by default today is in the third week."""
    days = tuple(make_day(MONDAY + timedelta(days=n), minutes=minutes) for n in offsets)
    return Progress(MONDAY + timedelta(days=today), days, (), ())


def plan(days_per_week=5, minutes=75.0, since=MONDAY):
    return verdicts.Planned(since, days_per_week, minutes)


PLAN = (plan(),)


def response(*mornings):
    return lambda limit: verdicts.response(make_mornings(*mornings), limit)


def doing(*offsets, today=20, planned=PLAN):
    return lambda limit: verdicts.doing(make_sessions(*offsets, today=today), planned, limit)


def minutes(*offsets, each=15, today=20, planned=PLAN):
    made = make_sessions(*offsets, today=today, minutes=each)
    return lambda limit: verdicts.minutes(made, planned, limit)


CASES = [
    # the next morning
    (response(), "too_little", "No next mornings yet. After your first sessions, this says whether your back had settled."),
    (response(None), "too_little", "Too little data yet: 0 of 4 next-morning answers, from your first session day."),
    (response(3, 3, None, 3), "too_little", "Too little data yet: 3 of 4 next-morning answers, from your last 4 session days."),
    (response(3, 3, 3, 4), "settled", "All of your 4 session days had settled by the next morning."),
    (response(*[3] * 8, None, None), "settled", "8 of your last 10 session days had settled by the next morning; 2 have no answer."),
    (response(9, *[3] * 10), "settled", "All of your last 10 session days had settled by the next morning."),
    (response(*[3] * 6, 5, 5), "mostly_settled", "6 of your 8 session days had settled by the next morning; 2 had not."),
    (response(*[3] * 8, 5, None), "mostly_settled", "8 of your last 10 session days had settled by the next morning; 1 had not, 1 has no answer."),
    (response(*[3] * 5, 5, 5), "often_not_settled", "2 of your 7 session days had not settled by the next morning; 5 had."),
    (response(5, 5, 5, 5), "often_not_settled", "4 of your 4 session days had not settled by the next morning."),
    # done and planned
    (doing(planned=()), "too_little", "Too little data yet: 0 of 2 full weeks. This week so far: 0 session days."),
    (doing(0, 7, today=13), "too_little", "Too little data yet: 1 of 2 full weeks. This week so far: 1 session day."),
    (doing(*range(5), 7, 8, 9, 10), "partly", "You did 9 of 10 planned session days in the last two full weeks."),
    (doing(*range(5), *range(7, 12)), "as_planned", "You did 10 of 10 planned session days in the last two full weeks."),
    (doing(*range(7), 7, 8, 9), "partly", "You did 8 of 10 planned session days in the last two full weeks, and 2 more."),
    (doing(), "none", "10 session days were planned in the last two full weeks and none done. Any day is a good day to go on."),
    (doing(planned=(plan(0),)), "nothing_planned", "Nothing was planned in the last two full weeks."),
    (doing(1, planned=(plan(0),)), "nothing_planned", "Nothing was planned in the last two full weeks; you did 1 session day."),
    # minutes
    (minutes(0, today=8), "too_little", "Too little data yet: 1 of 2 full weeks."),
    (minutes(*range(5), 7, 8), "below", "You logged 75 and 30 minutes in the last two full weeks; the plan is about 75 a week."),
    (minutes(*range(5), *range(7, 12)), "as_planned", "You logged 75 minutes in each of the last two full weeks; the plan is about 75 a week."),
    (minutes(0, 7, planned=(plan(minutes=None),)), "no_plan", "You logged 15 minutes in each of the last two full weeks."),
    (minutes(today=20, planned=(plan(minutes=None),)), "no_plan", "You logged no minutes in the last two full weeks."),
    (minutes(0, 7, each=None), "not_logged", "Not every session in the last two full weeks has its minutes."),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "kind", "says"), CASES, ids=[case[2][:70] for case in CASES])
def test_the_verdict_is_of_this_kind_and_says_this(ask, kind, says):
    verdict = ask(VALUES.__getitem__)

    assert verdict == verdicts.Verdict(kind, says)


def moved():
    for id in USED:
        row = THRESHOLDS[id]
        for value in (row["value"] - row["step"], row["value"] + row["step"]):
            if row["allowed"][0] <= value <= row["allowed"][1]:
                yield id, value


@pytest.mark.parametrize(("id", "value"), list(moved()))
def test_moving_a_threshold_by_one_step_changes_a_sentence(id, value):
    limit = (VALUES | {id: value}).__getitem__

    changed = [says for ask, _, says in CASES if ask(limit).says != says]

    assert changed


def test_every_threshold_of_the_verdicts_is_among_those_that_are_moved():
    asked = set()

    def limit(id):
        asked.add(id)
        return VALUES[id]

    for ask, _, _ in CASES:
        ask(limit)

    assert asked == set(USED)


def test_no_sentence_promises_blames_or_names_a_cause():
    words = " ".join(says for _, _, says in CASES).lower()

    for avoided in (
        "cure",
        "heal",
        "because",
        "thanks to",
        "failed",
        "missed",
        "should",
        "!",
        "well done",
    ):
        assert avoided not in words


@pytest.mark.parametrize(
    ("before", "morning", "days_later", "word"),
    [
        (3, 4, 5, verdicts.SETTLED),
        (3, 5, 5, verdicts.NOT_SETTLED),
        (3, None, 0, verdicts.STILL_OPEN),
        (3, None, 1, verdicts.STILL_OPEN),
        (3, None, 2, verdicts.NOT_ANSWERED),
        (None, 3, 5, verdicts.NOT_ANSWERED),
        (None, None, 0, verdicts.NOT_ANSWERED),
    ],
)
def test_a_morning_is_settled_up_to_one_point_and_open_until_its_day_is_over(
    before, morning, days_later, word
):
    today = MONDAY + timedelta(days=days_later)

    assert (
        verdicts.next_morning(make_day(MONDAY, before, morning), today, VALUES.__getitem__) == word
    )


def test_a_morning_still_to_come_is_not_counted_as_unanswered():
    four = make_mornings(3, 3, 3, 3)
    today = Progress(four.today, (*four.session_days, make_day(four.today)), (), ())

    assert verdicts.response(today, VALUES.__getitem__).says == (
        "All of your 4 session days had settled by the next morning."
    )


def test_the_first_week_asks_for_no_more_days_than_were_left_of_it():
    saturday = MONDAY + timedelta(days=5)

    weeks = verdicts.weeks(make_sessions(0, 5, 7), (plan(5, since=saturday),))

    assert [(week.planned, week.done, week.full) for week in weeks] == [
        (2, 1, False),
        (5, 1, True),
        (5, 0, False),
    ]


def test_a_week_follows_the_plan_it_began_with():
    wednesday = MONDAY + timedelta(days=9)

    weeks = verdicts.weeks(make_sessions(), (plan(3, since=wednesday), plan(5)))

    assert [week.planned for week in weeks] == [5, 5, 3]


def test_minutes_nobody_logged_are_unknown_and_a_week_without_sessions_has_none():
    weeks = verdicts.weeks(make_sessions(0, minutes=None), (plan(),))

    assert [week.minutes for week in weeks] == [None, 0, 0]
