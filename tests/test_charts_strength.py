"""The charts of the strength tests: what is in them, and what they say to whoever cannot see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import altair as alt
import pytest

from lib import charts, knowledge, strength
from lib.model import Balance
from lib.model import TestResult as Result

KNOWN = knowledge.load()
FIRST = date(2026, 3, 2)
SAYS = "Your left side held 22 s."


def result(day: int, test: str, value: int, side: str = "", **more: object) -> Result:
    on = FIRST + timedelta(days=day)
    measure = {KNOWN.tests[test].measure: value}
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    return Result(f"{day}{test}{side}", at, on, test, side, **measure, **more)  # type: ignore[arg-type]


def balanced(*results: Result, age: int | None = None, sex: str | None = None) -> Balance:
    return strength.balance(results, KNOWN, age, sex)


FOUR = (
    result(0, "plank", 38),
    result(0, "supine_bridge", 74),
    result(0, "side_bridge", 12, "left"),
    result(0, "side_bridge", 41, "right"),
)


def marks(chart: alt.LayerChart) -> list[str]:
    return [layer["mark"]["type"] for layer in chart.to_dict()["layer"]]


def rows_of(chart: alt.LayerChart, mark: str) -> list[dict[str, object]]:
    spec = chart.to_dict()
    data = next(layer["data"] for layer in spec["layer"] if layer["mark"]["type"] == mark)
    return list(spec["datasets"][data["name"]] if "name" in data else data["values"])


# --- the four sides ---------------------------------------------------------------------------


def test_there_are_always_four_rows_in_the_same_order() -> None:
    for results in ((), FOUR, FOUR[:1]):
        frame = charts.balance_frame(balanced(*results), KNOWN.tests)

        assert frame["area"].tolist() == ["Front", "Back", "Left side", "Right side"]


def test_a_row_says_what_was_held_and_the_target() -> None:
    frame = charts.balance_frame(balanced(*FOUR), KNOWN.tests)

    assert frame["words"].tolist() == [
        "38 s, target 20 s",
        "74 s, target 60 s",
        "12 s, target 20 s",
        "41 s, target 20 s",
    ]
    assert frame["test"].tolist() == ["Plank", "Bridge hold", "Side bridge", "Side bridge"]


def test_an_area_without_a_test_says_so_and_has_no_mark() -> None:
    frame = charts.balance_frame(balanced(FOUR[0]), KNOWN.tests)
    chart = charts.balance_chart(frame, SAYS, dark=False)

    assert frame["words"].tolist()[1:] == ["not tested yet"] * 3
    assert [row["area"] for row in rows_of(chart, "point")] == ["Front"]
    assert len(rows_of(chart, "text")) == 4


@pytest.mark.parametrize("dark", [False, True])
def test_under_the_target_it_is_another_shape_not_only_another_colour(dark: bool) -> None:
    frame = charts.balance_frame(balanced(*FOUR), KNOWN.tests)
    chart = charts.balance_chart(frame, SAYS, dark)
    layers = chart.to_dict()["layer"]
    point = next(layer for layer in layers if layer["mark"]["type"] == "point")

    assert point["encoding"]["shape"]["condition"]["value"] == "diamond"
    assert point["encoding"]["shape"]["value"] == "circle"
    short = {row["area"]: row["short"] for row in rows_of(chart, "point")}
    assert short == {"Front": False, "Back": False, "Left side": True, "Right side": False}


def test_a_published_range_is_drawn_only_where_a_group_fits() -> None:
    young = charts.balance_frame(balanced(*FOUR, age=20, sex="female"), KNOWN.tests)
    assert young.loc[0, ["lower_s", "upper_s"]].tolist() == [63, 121]
    drawn = charts.balance_chart(young, SAYS, dark=False)
    assert [row["area"] for row in rows_of(drawn, "rect")] == ["Front"]

    older = charts.balance_frame(balanced(*FOUR, age=50, sex="female"), KNOWN.tests)
    assert older["lower_s"].isna().all()
    assert rows_of(charts.balance_chart(older, SAYS, dark=False), "rect") == []


def test_the_axis_begins_at_zero_and_holds_every_mark() -> None:
    frame = charts.balance_frame(balanced(*FOUR, age=20, sex="female"), KNOWN.tests)
    low, high = charts.balance_chart(frame, SAYS, dark=False).to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]  # fmt: skip

    assert low == 0
    assert high >= frame[["held_s", "target_s", "upper_s"]].max().max()


def test_whoever_cannot_see_it_hears_every_row() -> None:
    frame = charts.balance_frame(balanced(*FOUR, age=20, sex="female"), KNOWN.tests)

    assert charts.balance_chart(frame, SAYS, dark=False).to_dict()["description"] == (
        "Your left side held 22 s. Front: 38 s, target 20 s, published middle half 63 to 121 s; "
        "Back: 74 s, target 60 s; Left side: 12 s, target 20 s; Right side: 41 s, target 20 s."
    )


def test_the_table_behind_it_has_words_for_every_column() -> None:
    table = charts.numbers(charts.balance_frame(balanced(*FOUR), KNOWN.tests))

    assert list(table.columns)[:4] == ["Area", "Test", "Held, seconds", "Target, seconds"]


# --- over time ------------------------------------------------------------------------------------


OVER_TIME = (
    result(0, "side_bridge", 20, "left"),
    result(30, "side_bridge", 25, "left"),
    result(30, "side_bridge", 31, "left", pain_0_10=2),
    result(60, "side_bridge", 55, "left"),
    result(60, "side_bridge", 40, "right"),
    result(61, "side_bridge", 60, "left", stopped="easy"),
)


def trend(error: float | None = 30.0, target: float | None = 20.0) -> alt.LayerChart:
    frame = charts.trend_frame(OVER_TIME, "side_bridge", "left")
    return charts.trend_chart(frame, SAYS, False, counts=False, error=error, target=target)


def test_a_line_has_one_point_a_test_day_of_that_side_and_no_exercise() -> None:
    frame = charts.trend_frame(OVER_TIME, "side_bridge", "left")

    assert frame["value"].tolist() == [20, 31, 55]
    assert frame["test_pain_0_10"].tolist()[1] == 2


def test_the_band_is_the_first_result_with_the_error_and_never_below_zero() -> None:
    (band,) = rows_of(trend(), "rect")

    assert (band["value"], band["high"]) == (0, 50)


def test_without_a_known_error_there_is_no_band_and_without_a_target_no_line() -> None:
    assert "rect" in marks(trend())
    assert "rule" in marks(trend())
    assert "rect" not in marks(trend(error=None))
    assert "rule" not in marks(trend(target=None))


def test_the_trend_begins_at_zero_and_holds_band_and_target() -> None:
    for error, target, least in ((30.0, 20.0, 55), (60.0, None, 80), (None, 90.0, 90)):
        chart = trend(error, target).to_dict()
        domains = [
            layer["encoding"]["y"]["scale"]["domain"]
            for layer in chart["layer"]
            if "scale" in layer["encoding"]["y"]
        ]
        assert all(low == 0 and high > least for low, high in domains)


def test_the_trend_in_words_has_days_first_last_and_range() -> None:
    assert trend().to_dict()["description"] == (
        "Your left side held 22 s. 3 test days, 2 March 2026 to 1 May 2026: first 20, last 55, "
        "between 20 and 55."
    )
