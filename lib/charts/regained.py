"""What can I do again? One's own activities over time, a row each, from 0 to 10; their average below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib.activities import Activities
from lib.charts import look
from lib.charts.layer import Layer, Rows
from lib.dates import full_date, monday
from lib.palette import colours

DTYPES = {
    "day": "datetime64[us]",
    "activity": "str",
    "score_0_10": "float64",
    "place": "int64",
    "covers_days": "int64",
}
AVERAGE = "Average"
AVERAGE_PLACE = 9
"""Sorts after the three places."""
ROW_PX = 66
HIGH = 10.0
ROW = 16.0
"""Points of the axis a row takes: ten for its scale, the rest for its words."""
LEAST_AXIS_DAYS = 28
THREE_YEARS_DAYS = 3 * 365
FOUR_WEEKS_DAYS = 28


def regained_frame(found: Activities, today: date) -> pd.DataFrame:
    """One row a score, oldest first, and one for the average of each day with several.

    activity    in the person's words, or `Average`
    score_0_10  0 cannot do it, 10 as before; over three years the mean of four weeks
    place       which of the named activities it is
    """
    rows = [
        {
            "day": score.day,
            "activity": score.name,
            "score_0_10": float(score.score_0_10),
            "place": score.place,
            "covers_days": 1,
        }
        for score in found.scores
    ]
    if len(found.names) > 1:
        for day in found.days:
            of_day = [score.score_0_10 for score in found.scores if score.day == day]
            mean = round(sum(of_day) / len(of_day), 1)
            row = {"day": day, "activity": AVERAGE, "score_0_10": mean}
            rows.append({**row, "place": AVERAGE_PLACE, "covers_days": 1})
    if found.days and (today - found.days[0]).days > THREE_YEARS_DAYS:
        rows = _by_four_weeks(rows, today)
    rows.sort(key=lambda row: (row["day"], row["place"]))
    return look.tidy(rows, DTYPES)


def _by_four_weeks(rows: Sequence[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    blocks: dict[tuple[date, str, int], list[float]] = {}
    for row in rows:
        back = (monday(today) - monday(row["day"])).days // FOUR_WEEKS_DAYS
        start = monday(today) - timedelta(days=back * FOUR_WEEKS_DAYS)
        blocks.setdefault((start, row["activity"], row["place"]), []).append(row["score_0_10"])
    return [
        {
            "day": start,
            "activity": name,
            "place": place,
            "score_0_10": round(sum(scores) / len(scores), 1),
            "covers_days": FOUR_WEEKS_DAYS,
        }
        for (start, name, place), scores in blocks.items()
    ]


def regained_chart(frame: pd.DataFrame, enough: float, answer: str, dark: bool) -> alt.LayerChart:
    """The chart of a `regained_frame` with at least one row.

    `enough` is the average at which the plan's requirement is met; a dashed line in the last row.
    """
    c = colours(dark)
    first, end = frame["day"].iloc[0].date(), frame["day"].iloc[-1].date()
    last = max(end, first + timedelta(days=LEAST_AXIS_DAYS))
    places = sorted(set(frame["place"]))
    foot = frame["place"].map({place: row * ROW + HIGH for row, place in enumerate(places)})
    rows = frame.assign(at=foot - frame["score_0_10"])
    x = alt.X(
        "day:T",
        title=None,
        axis=look.day_axis(first, last),
        scale=look.days_between(first, last),
    )
    ends = [row * ROW + edge for row in range(len(places)) for edge in (0, HIGH)]
    y = alt.Y(
        "at:Q",
        title=f"0 cannot do it, 10 as before · dashed: the plan asks for {enough:g}",
        axis=alt.Axis(
            values=ends,
            labelExpr=f"datum.value % {ROW:g} == 0 ? '10' : '0'",
            labelOverlap=False,
            tickCount=len(ends),  # with fewer asked for, every second one is left out
            titleX=-22,
            minExtent=22,
            maxExtent=22,
        ),
        scale=look.fixed(-6.5, (len(places) - 1) * ROW + HIGH + 1, reverse=True),
    )
    base = Layer(look.data(rows))
    tip = look.tips(("day:T", "Day"), ("activity:N", "Activity"), ("score_0_10:Q", "Score"))
    latest = rows.groupby("place").tail(1)
    names = Layer(Rows(values=_names(latest, foot, first)))
    line = [{"day": look.midnight(first), "until": look.midnight(last), "at": ends[-1] - enough}]
    layers = [
        Layer(Rows(values=line))
        .mark_rule(color=c.compare, strokeDash=[6, 4], strokeWidth=1.5)
        .encode(x=x, x2="until:T", y=y),
        base.mark_line(color=c.person, strokeWidth=2).encode(x=x, y=y, detail="place:N"),
        base.mark_circle(color=c.person, opacity=1, size=55 if len(frame) < 120 else 14).encode(
            x=x, y=y
        ),
        base.mark_circle(opacity=0.001, size=300).encode(x=x, y=y, tooltip=tip),
        names.mark_text(
            align="left",
            fontWeight=600,
            fontSize=13,
            color=c.words,
            limit=alt.ExprRef("width - 60"),
        ).encode(x="day:T", y="at:Q", text="name:N"),
        names.mark_text(align="right", fontSize=13, color=c.words)
        .encode(x="until:T", y="at:Q", text="now:N")
        .transform_calculate(until=f"toDate('{look.midnight(last)}')"),
    ]
    return look.finish(layers, dark, ROW_PX * len(places), f"{answer} {_figures(frame)}")


def _names(latest: pd.DataFrame, foot: pd.Series[float], first: date) -> list[dict[str, Any]]:
    """Above each row its name, and where it stands."""
    return [
        {
            "day": look.midnight(first),
            "at": float(foot[index]) - HIGH - 3.2,
            "name": row["activity"],
            "now": f"{row['score_0_10']:g} {'of 10' if row['covers_days'] == 1 else 'lately'}",
        }
        for index, row in zip(latest.index, latest.to_dict("records"), strict=True)
    ]


def _figures(frame: pd.DataFrame) -> str:
    days = [full_date(frame["day"].iloc[at].date()) for at in (0, -1)]
    said = [
        f"{name}: {look.first_last_range(own['score_0_10'].tolist())}"
        for name, own in frame.groupby("activity", sort=False)
    ]
    return f"From {days[0]} to {days[1]}, 0 to 10. {'; '.join(said)}."
