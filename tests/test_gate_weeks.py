"""How the open gate stood in the weeks before: the same lines as a decision made then."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from lib import ahead, charts, course, knowledge, people
from lib.model import Decision, Phase
from tests.visits import Log

KNOWN = knowledge.load()
SAYS = "The answer."


def some_weeks() -> Log:
    """Five weeks in the first phase; what it asks for comes and goes."""
    log = Log().answers(36)
    for days_ago in range(35, 0, -2):
        log.session(days_ago)
        if days_ago % 4 != 3:
            sore = 5 if days_ago in (19, 17) else 2
            log.checkin(days_ago - 1, "next_morning", pain_now_0_10=sore)
    for days_ago in (28, 21, 14, 7):
        log.checkin(days_ago, "weekly", pain_average_7d_0_10=6, pain_worst_7d_0_10=7)
    return log


@cache
def decided() -> Decision:
    return some_weeks().decision()


def of_this_phase(decision: Decision) -> list[date]:
    lived = decision.course
    back = [decision.today - timedelta(weeks=n) for n in range(course.GATE_WEEKS, 0, -1)]
    return [day for day in back if day >= lived.entered_on]


def test_each_week_has_the_gate_that_a_decision_of_that_evening_had() -> None:
    log, decision = some_weeks(), decided()

    assert [day for day, _ in decision.course.gate_weeks] == of_this_phase(decision)
    assert len(decision.course.gate_weeks) >= 3
    for day, lines in decision.course.gate_weeks:
        assert lines == log.decision((decision.today - day).days).course.gate, day


def test_weeks_of_an_earlier_phase_are_left_out() -> None:
    person = people.load(people.FOLDER, KNOWN)["desk_worker"]
    lived = people.live(person, KNOWN, person.as_of - timedelta(weeks=4)).decision.course
    earlier = lived.decisions[-1].day - timedelta(weeks=course.GATE_WEEKS)
    assert (lived.phase, lived.entered_on > earlier) == (Phase.STRENGTHEN, True)

    days = [day for day, _ in lived.gate_weeks]

    assert days
    assert min(days) >= lived.entered_on
    gate = "phase.strengthen_to_keep."
    assert all(one.rule_id.startswith(gate) for _, lines in lived.gate_weeks for one in lines)


def test_there_is_no_week_of_a_day_before_the_phase_was_entered() -> None:
    assert Log().answers(3).decision().course.gate_weeks == ()
    assert len(Log().answers(15).decision().course.gate_weeks) == 2


def test_there_are_never_more_than_eight_marks_with_today_s() -> None:
    (days, *_) = ahead.requirements(Log().answers(90).decision().course, KNOWN)

    assert len(days.weeks) + 1 == 8


def test_a_requirement_knows_its_weeks_and_where_it_stood_a_week_ago() -> None:
    lived = decided().course

    for one in ahead.requirements(lived, KNOWN):
        assert [day for day, _ in one.weeks] == [day for day, _ in lived.gate_weeks]
    days = next(one for one in ahead.requirements(lived, KNOWN) if one.rule_id.endswith(".days"))
    assert days.weeks[-1][1] is True
    assert days.before is not None


def with_weeks(*before: bool | None, now: bool | None) -> ahead.Requirement:
    first = date(2026, 3, 2)
    weeks = tuple((first + timedelta(weeks=n), met) for n, met in enumerate(before))
    return ahead.Requirement(
        "r", "Settled days", "Settled days: 2", now, "2 of 4", 0.5, weeks=weeks
    )


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (with_weeks(True, False, now=True), ("New since a week ago: settled days.",)),
        (with_weeks(None, now=True), ("New since a week ago: settled days.",)),
        (with_weeks(False, True, now=False), ("There a week ago and not now: settled days.",)),
        (with_weeks(True, now=None), ("There a week ago and not now: settled days.",)),
        (with_weeks(True, now=True), ()),
        (with_weeks(None, now=False), ()),
        (with_weeks(now=True), ()),
    ],
)
def test_what_came_and_what_went_since_a_week_ago_is_said(found, says) -> None:
    assert ahead.since_a_week_ago([found]) == says


def test_the_chart_has_a_mark_a_week_and_today_s_last() -> None:
    found = [with_weeks(None, False, True, now=True)]

    chart = charts.gates_chart(found, SAYS, date(2026, 3, 23), False).to_dict()

    rows = [rows for rows in chart["datasets"].values() if "place" in rows[0]]
    layers = [one for one in chart["layer"] if one["encoding"]["x"].get("field") == "place"]
    assert len(layers) == 3  # there, not yet, not known: told apart by shape and filling
    assert len({str(layer["mark"]) for layer in layers}) == 3
    (weeks,) = rows
    assert [row["met"] for row in weeks] == ["not known yet", "not yet", "there", "there"]
    assert [row["place"] for row in weeks] == sorted(row["place"] for row in weeks)
    assert weeks[-1]["day"].startswith("2026-03-23")
    assert "Settled days: 2 of 4, there, in 1 of the 3 weeks before." in chart["description"]


def test_in_the_first_week_of_a_phase_there_are_no_weeks_to_draw() -> None:
    chart = charts.gates_chart([with_weeks(now=False)], SAYS, date(2026, 3, 2), False).to_dict()

    assert not any(one["encoding"]["x"].get("field") == "place" for one in chart["layer"])
    assert "squares" not in str(chart["layer"][0]["encoding"]["y"]["title"])


def test_the_numbers_behind_it_have_a_row_a_requirement_and_week() -> None:
    frame = charts.gates_weeks_frame([with_weeks(False, None, now=True)], date(2026, 3, 16))

    assert list(frame["met"]) == ["not yet", "not known yet", "there"]
    assert list(charts.numbers(frame).columns) == ["Day", "Asked for", "Enough"]


def test_the_last_phase_has_no_gate_and_no_weeks() -> None:
    lived = replace(decided().course, phase=Phase.KEEP, gate=(), gate_weeks=())

    assert ahead.requirements(lived, KNOWN) == ()


def test_a_value_of_a_week_ago_is_told_on_the_track() -> None:
    found = with_weeks(False, now=False)
    frame = charts.gates_frame([replace(found, before=0.2)])

    assert list(frame["before"]) == ["less"]
    assert list(charts.gates_frame([found])["before"].fillna("")) == [""]
