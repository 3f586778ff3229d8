"""What stands on and beside the axes of the charts: nothing hangs over an end, no number is lost."""

from datetime import date

import pytest

from lib import charts
from lib.activities import Activities, Score
from lib.model import TestResult as Result
from lib.verdicts import Planned
from tests.test_charts import (
    MONDAY,
    PLAN,
    SAYS,
    long_log,
    make_day,
    make_progress,
    on,
    pain_frames,
)


def domain(chart):
    """The first and last day of a chart's axis."""
    ends = chart["layer"][0]["encoding"]["x"]["scale"]["domain"]
    found = []
    for end in ends:
        year, month, day = map(int, end["expr"].removeprefix("datetime(").rstrip(")").split(","))
        found.append(date(year, month + 1, day))
    return found


@pytest.mark.parametrize("days", [9, 30, 200, 1500])
@pytest.mark.parametrize("back", [None, 5])
def test_the_axis_of_pain_holds_its_first_and_its_last_week_as_a_whole(days, back):
    frames = pain_frames(long_log(days), since=None if back is None else on(back))

    first, last = domain(charts.pain_chart(frames, [], SAYS, False).to_dict())

    assert first <= frames.weeks["week"].min().date() <= frames.first
    assert last >= frames.weeks["until"].max().date() > frames.today


def test_every_row_of_activities_has_both_ends_of_its_scale():
    names = {1: "Socks", 2: "Shopping", 3: "Film"}
    scores = tuple(
        Score(on(7 * week), place, name, 3 + week)
        for week in range(4)
        for place, name in names.items()
    )
    frame = charts.regained_frame(Activities(names, scores, 3, 6), on(30))

    axis = charts.regained_chart(frame, 6.3, SAYS, False).to_dict()["layer"][0]["encoding"]["y"]["axis"]  # fmt: skip

    assert len(axis["values"]) == 8
    assert axis["tickCount"] >= 8  # else a browser leaves out every second one


def test_the_weeks_of_minutes_stand_under_those_of_the_calendar():
    frame = charts.doing_frame(make_progress(9, [make_day(0), make_day(8)]), PLAN)

    calendar, minutes = (
        draw(frame, SAYS, False).to_dict()["layer"][0]["encoding"]["x"]["scale"]
        for draw in (charts.doing_chart, charts.minutes_chart)
    )

    assert calendar == minutes
    assert calendar["padding"] == 0  # bars are given some by themselves


@pytest.mark.parametrize(("planned", "is_said"), [(5, True), (1, False)])
def test_what_is_still_to_come_is_told_from_what_was_left_out(planned, is_said):
    progress = make_progress(8, [make_day(0), make_day(7)])
    frame = charts.doing_frame(progress, (Planned(MONDAY, planned),))

    title = charts.doing_chart(frame, SAYS, False).to_dict()["layer"][0]["encoding"]["y"]["title"]

    assert ("dashed: to come" in str(title)) == is_said


def results(*days_and_values):
    return [
        Result(f"{n}", on(n), on(n), "plank", "", seconds=value) for n, value in days_and_values
    ]


def trend(*days_and_values):
    frame = charts.trend_frame(results(*days_and_values), "plank", "")
    chart = charts.trend_chart(frame, SAYS, False, counts=False, error=None, target=None)
    return chart.to_dict()


def test_tests_of_years_are_counted_in_years_and_those_of_weeks_on_their_days():
    def ticks(spec):
        values = spec["layer"][0]["encoding"]["x"]["axis"]["values"]
        return [date(tick["year"], tick["month"], tick["date"]) for tick in values]

    few = trend((0, 20), (10, 30), (24, 30))
    many = trend(*((30 * n, 20 + n % 3) for n in range(60)))

    assert ticks(few) == [on(0), on(10), on(24)]
    assert {(day.month, day.day) for day in ticks(many)} == {(1, 1)}


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([(0, 20), (9, 40)], [-14, 18]),
        ([(0, 40), (9, 20)], [-14, -14]),
        ([(0, 4), (9, 40)], [-14, -14]),
        ([(0, 20)], [-14]),
    ],
)
def test_the_number_of_the_first_result_stands_off_a_line_that_rises(values, places):
    spec = trend(*values)

    found = [layer["mark"]["dy"] for layer in spec["layer"] if layer["mark"]["type"] == "text"]

    assert found == places
