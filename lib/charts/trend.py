"""Am I getting stronger? One test on one side over time, with the error of the test as a band."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import altair as alt
import pandas as pd

from lib.charts import look
from lib.charts.layer import Layer, Rows
from lib.dates import full_date
from lib.model import TestResult
from lib.palette import Palette, colours

HEIGHT_PX = 170
MOST_DAYS = 60
ABOVE_PX, BELOW_PX = -14, 18
LABEL_ROOM_PX = 28
"""`120` fits in it."""
DTYPES = {"day": "datetime64[us]", "side": "str", "value": "float64", "test_pain_0_10": "Int64"}


def trend_frame(results: Iterable[TestResult], test_id: str, side: str) -> pd.DataFrame:
    """One row a test day, oldest first; of several tries on a day the last.

    Beyond `MOST_DAYS` test days the first, and the last of each month, so that a chart stays small.

    value      seconds held, or times done
    side       left, right, or empty
    test_pain_0_10   what was said when it hurt; empty when it did not
    """
    days = {}
    for result in sorted(results, key=lambda result: (result.day, result.at)):
        if result.test == test_id and result.side == side and result.is_test:
            days[result.day] = result
    rows = [
        {
            "day": day,
            "side": result.side,
            "value": result.value,
            "test_pain_0_10": result.pain_0_10,
        }
        for day, result in _few(days).items()
    ]
    return look.tidy(rows, DTYPES)


def _few(days: dict[date, TestResult]) -> dict[date, TestResult]:
    if len(days) <= MOST_DAYS:
        return days
    last = {(day.year, day.month): day for day in days}
    return {day: days[day] for day in sorted({next(iter(days)), *last.values()})}


def trend_chart(
    frame: pd.DataFrame,
    answer: str,
    dark: bool,
    *,
    counts: bool,
    error: float | None,
    target: float | None,
) -> alt.LayerChart:
    """The chart of a `trend_frame` with at least one row. Inside the band nothing is clear yet.

    `error` is the smallest real change in the unit of the test; without one there is no band.
    """
    c = colours(dark)
    first, last = frame["day"].iloc[0].date(), frame["day"].iloc[-1].date()
    last = max(last, first + timedelta(days=1))
    low, high = _band(frame, error)
    marks = [float(frame["value"].max()), high if error is not None else 0.0, target or 0.0]
    x = alt.X(
        "day:T",
        title=None,
        axis=_days(frame, first, last),
        scale=look.days_between(first, last),
    )
    y = alt.Y(
        "value:Q",
        title=_title(counts, error, target),
        axis=alt.Axis(
            tickCount=4,
            titleY=look.TWO_LINES_PX,
            titleX=-LABEL_ROOM_PX,
            minExtent=LABEL_ROOM_PX,
            maxExtent=LABEL_ROOM_PX,
        ),
        scale=look.fixed(0, max(marks) * 1.15 or 1),
    )
    span = {"from": f"{first}T00:00", "until": f"{last}T00:00", "low": low, "high": high}
    layers = [
        *_ground(span, error, target, x, y, c),
        *_line(frame, counts, x, y, c),
    ]
    return look.finish(layers, dark, HEIGHT_PX, f"{answer} {_figures(frame)}")


def _days(frame: pd.DataFrame, first: date, last: date) -> alt.Axis:
    """The days of the tests; over half a year months or years, as on every axis of days."""
    if (last - first).days > look.HALF_YEAR_DAYS:
        return look.day_axis(first, last)
    days = [look.moment(day.date()) for day in frame["day"]]
    return alt.Axis(values=days, format="%-d %b", labelOverlap="greedy", labelSeparation=10)


def _band(frame: pd.DataFrame, error: float | None) -> tuple[float, float]:
    first = float(frame["value"].iloc[0])
    return max(0.0, first - (error or 0)), first + (error or 0)


def _title(counts: bool, error: float | None, target: float | None) -> list[str]:
    marks = []
    if error is not None:
        marks.append("pale: no clear change")
    if target is not None:
        marks.append("dashed: target")
    return ["Times" if counts else "Seconds held", " · ".join(marks)]


def _ground(
    span: dict[str, object],
    error: float | None,
    target: float | None,
    x: alt.X,
    y: alt.Y,
    c: Palette,
) -> list[alt.Chart]:
    row = {"day": span["from"], "until": span["until"], "value": span["low"], "high": span["high"]}
    layers = []
    if error is not None:
        band = Layer(Rows(values=[row])).mark_rect(color=c.band, stroke=c.pale, strokeWidth=0.6)
        layers.append(band.encode(x=x, x2="until:T", y=y, y2="high:Q"))
    if target is not None:
        aim = Layer(Rows(values=[{**row, "value": target}]))
        rule = aim.mark_rule(color=c.compare, strokeDash=[6, 4], strokeWidth=1.5)
        layers.append(rule.encode(x=x, x2="until:T", y=y))
    return layers


def _line(frame: pd.DataFrame, counts: bool, x: alt.X, y: alt.Y, c: Palette) -> list[alt.Chart]:
    base = Layer(look.data(frame))
    tip = look.tips(("day:T", "Test"), ("value:Q", "Times" if counts else "Seconds"))
    return [
        base.mark_line(color=c.person, strokeWidth=2).encode(x=x, y=y),
        base.mark_point(
            color=c.person,
            size=80 if len(frame) <= 40 else 24,
            filled=True,
            opacity=1,
            stroke=c.card,
            strokeWidth=1,
        ).encode(x=x, y=y, tooltip=tip),
        *(
            Layer(look.data(rows))
            .mark_text(dy=dy, fontWeight=600, fontSize=14, color=c.words)
            .encode(x=x, y=y, text=alt.Text("value:Q", format=".0f"))
            for rows, dy in _ends(frame)
        ),
    ]


def _ends(frame: pd.DataFrame) -> list[tuple[pd.DataFrame, int]]:
    """The last result and the first, each with where its number stands: not on a line that rises."""
    values = frame["value"]
    if len(frame) < 2:
        return [(frame, ABOVE_PX)]
    rises = values.iloc[1] > values.iloc[0] > 0.2 * values.max()  # there is room below
    return [(frame.tail(1), ABOVE_PX), (frame.head(1), BELOW_PX if rises else ABOVE_PX)]


def _figures(frame: pd.DataFrame) -> str:
    """How many test days, from when to when, first, last and range."""
    days = [full_date(frame["day"].iloc[at].date()) for at in (0, -1)]
    many = "1 test day" if len(frame) == 1 else f"{len(frame)} test days"
    return f"{many}, {days[0]} to {days[1]}: {look.first_last_range(frame['value'].tolist())}."
