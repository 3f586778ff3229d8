"""Gives every chart the same look, axis of days, data and text alternative."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.layer import Rows
from lib.palette import colours

FONT = "Source Sans, sans-serif"
"""No name with a digit unquoted: `Source Sans 3` would void the whole list."""

ONE_LINE_PX = -12
TWO_LINES_PX = -28
"""`titleY` of an axis title of two lines: both stand above the plot."""

HALF_YEAR_DAYS = 182
"""Longer than this, single days are no longer drawn and the axis counts months."""
YEARS_DAYS = 1096
"""Longer than this, the axis counts years."""

COLUMN_WORDS: Mapping[str, str] = {
    "day": "Day",
    "week": "Week of",
    "pain_0_10": "Pain, 0 to 10",
    "answered": "Days answered",
    "mean_0_10": "Average pain, 0 to 10",
    "worst_0_10": "Highest said, 0 to 10",
    "strong_days": "Days of strong pain",
    "session_days": "Session days",
    "before_0_10": "Before, 0 to 10",
    "most_0_10": "Most, 0 to 10",
    "after_0_10": "After, 0 to 10",
    "morning_0_10": "Next morning, 0 to 10",
    "morning_change": "Next morning since before, points",
    "next_morning": "Settled by next morning",
    "done": "Planned days done",
    "planned": "Days planned",
    "beyond": "Days beyond the plan",
    "days_done": "On",
    "minutes": "Minutes",
    "minutes_planned": "Minutes planned",
    "area": "Area",
    "test": "Test",
    "held_s": "Held, seconds",
    "target_s": "Target, seconds",
    "lower_s": "Published, lower quarter",
    "upper_s": "Published, upper quarter",
    "side": "Side",
    "sets": "Sets",
    "level": "Highest level",
    "activity": "Activity",
    "score_0_10": "Score, 0 to 10",
    "asked": "Asked for",
    "now": "There now",
    "met": "Enough",
    "before": "A week ago",
    "value": "Result",
    "test_pain_0_10": "Pain during it, 0 to 10",
}


def config(dark: bool) -> dict[str, Any]:
    """Even Keel's look as a Vega-Lite config: for one chart, never for the whole process."""
    c = colours(dark)
    axis = {
        "labelColor": c.axis_words,
        "titleColor": c.axis_words,
        "gridColor": c.grid,
        "domain": False,
        "ticks": False,
        "labelFont": FONT,
        "titleFont": FONT,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelPadding": 6,
        "titlePadding": 8,
    }
    flat = {
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "start",
        "titleBaseline": "bottom",
    }
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "mark": {
            # hundreds of marks read out one by one tell less than the description
            "aria": False,
            # Streamlit's own would show a mark without tooltip lines the names of our columns
            "tooltip": None,
        },
        "axis": axis,
        "axisX": {"grid": False, "labelFlush": True},
        "axisY": {**flat, "titleY": ONE_LINE_PX, "titleX": 0},
        "text": {"color": c.axis_words, "fontSize": 12, "font": FONT},
    }


def finish(layers: Sequence[alt.Chart], dark: bool, height_px: int, says: str) -> alt.LayerChart:
    """The layers as one view with the look, the text alternative `says` and its column's width.

    `height_px` is the plot's alone: what stands above and below comes on top.
    """
    chart = alt.LayerChart(
        layer=list(layers),
        height=height_px,
        width="container",
        description=says,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding={"left": 0, "top": 0, "right": 0, "bottom": 4},  # without it there are 20 below
    )
    looked: alt.LayerChart = chart.configure(**config(dark))
    return looked


def tidy(rows: Iterable[Mapping[str, Any]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame with exactly these columns and types, also when there are none."""
    frame = pd.DataFrame(list(rows), columns=list(dtypes))
    return frame.astype(dict(dtypes))


def data(frame: pd.DataFrame) -> Rows:
    """The rows as plain values: days without a time zone, what is missing as null."""
    return Rows(values=json.loads(frame.to_json(orient="records", date_format="iso")))


def numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The table behind a chart: the frame's columns in words, days without a time of day."""
    shown = frame[[column for column in frame.columns if column in COLUMN_WORDS]].copy()
    for column in shown.select_dtypes("datetime").columns:
        shown[column] = shown[column].dt.date
    return shown.rename(columns=dict(COLUMN_WORDS))


def midnight(day: date) -> str:
    """A day for a row of data: local midnight, in every time zone."""
    return f"{day.isoformat()}T00:00"


def moment(day: date) -> alt.DateTime:
    """A day for an axis: local midnight, in every time zone."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def day_axis(first: date, last: date, empty: bool = False) -> alt.Axis:
    """Ticks on Mondays, over half a year on the first of months, over three on that of years.

    Crowded labels drop out. Without data there is no date to show.
    """
    days = (last - first).days
    every, label = "W-MON", "%-d %b"
    if days > HALF_YEAR_DAYS:
        every, label = ("YS", "%Y") if days > YEARS_DAYS else ("MS", "%b %Y")
    ticks = pd.date_range(first, last, freq=every)
    return alt.Axis(
        values=[moment(tick.date()) for tick in ticks if not empty],
        format=label,
        labelOverlap="parity",
        labelSeparation=10,
    )


def days_between(first: date, last: date) -> alt.Scale:
    """A scale over these days with a little room at both ends."""
    return alt.Scale(domain=[said(first), said(last)], nice=False, padding=8)


def said(day: date) -> alt.ExprRef:
    """A day for a scale, local midnight; layers that share one with dates as such seem to disagree."""
    return alt.ExprRef(f"datetime({day.year}, {day.month - 1}, {day.day})")


def fixed(low: float, high: float, reverse: bool = False) -> alt.Scale:
    """A scale that does not follow the data."""
    return alt.Scale(domain=[low, high], nice=False, zero=False, reverse=reverse)


def tips(*titles: tuple[str, str]) -> list[alt.Tooltip]:
    """Tooltip lines from (`field:type`, words); days are written out."""
    return [
        alt.Tooltip(field, title=title, format="%a %-d %b %Y")
        if field.endswith(":T")
        else alt.Tooltip(field, title=title)
        for field, title in titles
    ]


def told(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame with `told_…` beside each of these columns, for tooltips: `–` for what is missing."""
    words = {f"told_{name}": frame[name].map(_figure).astype("str") for name in columns}
    return frame.assign(**words)


def _figure(value: float | None) -> str:
    return "–" if value is None or pd.isna(value) else f"{value:g}"


def first_last_range(values: Sequence[float]) -> str:
    """`first 5, last 3, between 2 and 6`; empty when there is nothing to say."""
    if not values:
        return ""
    if len(values) == 1:
        return f"only {values[0]:g}"
    return f"first {values[0]:g}, last {values[-1]:g}, between {min(values):g} and {max(values):g}"


def one_day_on(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)
