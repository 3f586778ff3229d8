"""Am I doing it? A calendar of session days, and minutes a week below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib import verdicts
from lib.charts import look
from lib.charts.layer import Layer, Rows
from lib.dates import full_date, monday
from lib.model import Progress
from lib.palette import Palette, colours

LAST_WEEKS = 12
LEAST_AXIS_WEEKS = 6
LABEL_ROOM: dict[str, Any] = {"minExtent": 52, "maxExtent": 52, "titleX": -52}
"""Both charts keep the same room for labels, so their weeks stand under each other."""

DTYPES = {
    "week": "datetime64[us]",
    "done": "int64",
    "planned": "int64",
    "beyond": "int64",
    "days_done": "str",
    "minutes": "float64",
    "minutes_planned": "float64",
    "over": "bool",
}
DONE, LEFT_OUT, TO_COME, NOTHING, ALL_DONE = (
    "done",
    "planned and left out",
    "planned, still to come",
    "no session",
    "nothing left out",
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEFT_OUT_PLACE = 8.4
CALENDAR_PX = 210


def doing_frame(progress: Progress, planned: Sequence[verdicts.Planned]) -> pd.DataFrame:
    """The last twelve weeks, or those since the first plan, oldest first, one row each.

    week             its Monday
    done, planned    session days done of those planned; which weekdays is up to the person
    beyond           session days done beyond the plan
    days_done        the days in words, `Mon 2, Wed 4`
    minutes          logged; empty when there were sessions and none had its minutes
    minutes_planned  empty when the plan does not say
    over             False for the week that still runs
    """
    this = monday(progress.today)
    rows = [
        {
            "week": week.monday,
            "done": week.done,
            "planned": week.planned,
            "beyond": week.beyond,
            "days_done": ", ".join(f"{day:%a} {day.day}" for day in week.days),
            "minutes": week.minutes,
            "minutes_planned": week.minutes_planned,
            "over": week.monday < this,
        }
        for week in verdicts.weeks(progress, planned, LAST_WEEKS)
    ]
    return look.tidy(rows, DTYPES)


def doing_chart(frame: pd.DataFrame, answer: str, dark: bool) -> alt.LayerChart:
    """A calendar: filled = done, dot = no session; planned days left out as a number below.

    Which weekday a session was planned for is up to the person, so what was left out has no weekday.
    """
    c = colours(dark)
    labels = ["", *WEEKDAYS, "left out"]
    y = alt.Y(
        "place:Q",
        title=["Session days, week by week", _legend(frame)],
        axis=alt.Axis(
            values=[1, 3, 5, 7, LEFT_OUT_PLACE],
            labelExpr=f"{labels}[floor(datum.value)]",
            grid=False,
            titleY=look.TWO_LINES_PX,
            **LABEL_ROOM,
        ),
        scale=look.fixed(0.4, LEFT_OUT_PLACE + 0.7, reverse=True),
    )
    squares = Layer(Rows(values=_squares(frame)))
    x = _weeks_axis(frame)
    layers = [
        squares.transform_filter(f"datum.state == '{state}'")
        .mark_point(opacity=1, **mark)
        .encode(x=x, y=y, tooltip=_tips())
        for state, mark in _marks(c).items()
    ]
    count = squares.transform_filter("datum.count > 0").mark_text(fontSize=12, color=c.words)
    layers.append(count.encode(x=x, y=y, text="count:Q", tooltip=_tips()))
    return look.finish(layers, dark, CALENDAR_PX, f"{answer} {_days_figures(frame)}")


def minutes_chart(frame: pd.DataFrame, answer: str, dark: bool) -> alt.LayerChart:
    """Minutes a week as bars, the plan as a dashed line; `?` where minutes were not logged."""
    c = colours(dark)
    most = frame[["minutes", "minutes_planned"]].fillna(0).to_numpy().max(initial=30)
    plans = frame["minutes_planned"].dropna()
    dashed = f" · dashed line: your plan, about {plans.iloc[-1]:.0f}" if len(plans) else ""
    y = alt.Y(
        "minutes:Q",
        title=f"Minutes a week{dashed}",
        axis=alt.Axis(tickCount=3, **LABEL_ROOM),
        scale=look.fixed(0, float(most) * 1.1),
    )
    tip = look.tips(
        ("week:T", "Week of"), ("minutes:Q", "Minutes"), ("told_minutes_planned:N", "Planned")
    )
    bars = Layer(look.data(look.told(frame, "minutes_planned").dropna(subset=["minutes"])))
    unknown = Layer(look.data(frame[frame["minutes"].isna()].assign(zero=0.0)))
    layers = [
        bars.mark_bar(color=c.person, size=_by_width(12, 22), cornerRadiusEnd=2).encode(
            x=_weeks_axis(frame), y=y, tooltip=tip
        ),
        unknown.mark_text(dy=-10, fontSize=15).encode(x="week:T", y="zero:Q", text=alt.value("?")),
        _plan_line(frame, c),
    ]
    return look.finish(layers, dark, 90, f"{answer} {_minutes_figures(frame)}")


def _legend(frame: pd.DataFrame) -> str:
    this = frame[~frame["over"]]
    if (this["planned"] > this["done"]).any():
        return "filled: done · outline: left out · dashed: to come"
    return "filled: done · outline: planned and left out"


# --- parts ------------------------------------------------------------------------


def _squares(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Seven weekdays a week, and below them how many planned days were left out."""
    return [
        {
            "week": week["week"].isoformat(),
            "place": place,
            "state": _state(week, place),
            "count": week["planned"] - week["done"] if place == LEFT_OUT_PLACE else 0,
            "words": f"{week['done']} of {week['planned']} planned"
            + (f", {week['beyond']} more" if week["beyond"] else ""),
            "days_done": week["days_done"] or "none",
        }
        for week in frame.to_dict("records")
        for place in (*range(1, 8), LEFT_OUT_PLACE)
    ]


def _state(week: dict[Any, Any], place: float) -> str:
    if place == LEFT_OUT_PLACE:
        if week["done"] >= week["planned"]:
            return ALL_DONE
        return LEFT_OUT if week["over"] else TO_COME
    done = f"{WEEKDAYS[int(place) - 1]} " in week["days_done"]
    return DONE if done else NOTHING


def _marks(c: Palette) -> dict[str, dict[str, Any]]:
    """What each state looks like: shape and filling tell it, colour only helps."""
    small = _by_width(190, 280)
    outline = {"shape": "square", "filled": False, "stroke": c.axis_words, "size": small}
    return {
        NOTHING: {"shape": "circle", "filled": True, "color": c.empty, "size": 18},
        LEFT_OUT: {**outline, "strokeWidth": 1.3},
        TO_COME: {**outline, "strokeDash": [2, 2]},
        DONE: {"shape": "square", "filled": True, "color": c.person, "size": _by_width(190, 280)},
    }


def _plan_line(frame: pd.DataFrame, c: Palette) -> alt.Chart:
    """The plan's minutes as a dashed step for each week that has one."""
    half_a_week = pd.Timedelta(hours=84)
    rows = frame.dropna(subset=["minutes_planned"])
    rows = rows.assign(start=rows["week"] - half_a_week, until=rows["week"] + half_a_week)
    steps: alt.Chart = (
        Layer(look.data(rows))
        .mark_rule(color=c.compare, strokeDash=[6, 4], strokeWidth=1.5)
        .encode(x="start:T", x2="until:T", y="minutes_planned:Q")
    )
    return steps


def _weeks_axis(frame: pd.DataFrame) -> alt.X:
    """Half a week of room on both sides, and never fewer than six weeks wide."""
    first = frame["week"].min() if len(frame) else pd.Timestamp(2000, 1, 3)
    last = (
        max(frame["week"].max(), first + pd.Timedelta(weeks=LEAST_AXIS_WEEKS - 1))
        if len(frame)
        else first
    )
    half = timedelta(days=4)
    domain = [look.said((first - half).date()), look.said((last + half).date())]
    axis = look.day_axis(first.date(), last.date(), frame.empty)
    return alt.X(
        "week:T", title=None, axis=axis, scale=alt.Scale(domain=domain, nice=False, padding=0)
    )


def _by_width(phone: int, wide: int) -> alt.ExprRef:
    return alt.ExprRef(f"width < 420 ? {phone} : {wide}")


def _tips() -> list[alt.Tooltip]:
    return look.tips(("week:T", "Week of"), ("words:N", "Session days"), ("days_done:N", "On"))


def _days_figures(frame: pd.DataFrame) -> str:
    return _figures("Session days a week", (frame["done"] + frame["beyond"]).tolist(), frame)


def _minutes_figures(frame: pd.DataFrame) -> str:
    return _figures("Minutes a week", frame["minutes"].dropna().tolist(), frame)


def _figures(what: str, values: list[float], frame: pd.DataFrame) -> str:
    """First, last and range; the last week is the one that still runs."""
    if not values:
        return f"{what}: none yet."
    since = full_date(frame["week"].iloc[0].date())
    return f"{what} since {since}, this week so far included: {look.first_last_range(values)}."
