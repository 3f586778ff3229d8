"""How much was each area trained? Sets a week as bars, a row an area, from zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib.areas import AREAS, NAMES, AreaWeek
from lib.charts import look
from lib.charts.layer import Layer, Rows
from lib.dates import full_date, monday
from lib.palette import colours

DTYPES = {
    "week": "datetime64[us]",
    "until": "datetime64[us]",
    "area": "str",
    "sets": "float64",
    "level": "int64",
}
ROW_PX = 62
BAR = 0.55
"""Of a row's height: what the largest bar takes."""
THREE_YEARS_DAYS = 3 * 365
FOUR_WEEKS = 4
LEAST_AXIS_WEEKS = 6
LATELY_WEEKS = 4


def dose_frame(weeks: Sequence[AreaWeek], today: date) -> pd.DataFrame:
    """One row a week and area in which it was trained; over three years one for four weeks.

    week, until  its Monday and the Monday after
    area         Back, Sides or Front
    sets         sets done in the week; over four weeks their average
    level        the highest level done
    """
    if not weeks:
        return look.tidy([], DTYPES)
    covers = FOUR_WEEKS if (today - weeks[0].monday).days > THREE_YEARS_DAYS else 1
    blocks: dict[tuple[date, str], list[AreaWeek]] = {}
    for week in weeks:
        back = (monday(today) - week.monday).days // 7 // covers
        start = monday(today) - timedelta(weeks=back * covers + covers - 1)
        blocks.setdefault((start, week.area), []).append(week)
    rows = [
        {
            "week": start,
            "until": start + timedelta(weeks=covers),
            "area": NAMES[area],
            "sets": round(sum(week.sets for week in block) / covers, 1),
            "level": max(week.level for week in block),
        }
        for (start, area), block in blocks.items()
    ]
    return look.tidy(rows, DTYPES)


def dose_chart(frame: pd.DataFrame, answer: str, today: date, dark: bool) -> alt.LayerChart:
    """The chart of a `dose_frame` with at least one row."""
    c = colours(dark)
    first = frame["week"].min().date()
    last = max(frame["until"].max().date(), first + timedelta(weeks=LEAST_AXIS_WEEKS))
    names = [NAMES[area] for area in AREAS if NAMES[area] in set(frame["area"])]
    foot = frame["area"].map({name: float(row) for row, name in enumerate(names)})
    most = max(1.0, float(frame["sets"].max()))
    bars = look.data(frame.assign(foot=foot, top=foot - BAR * frame["sets"] / most))
    x = alt.X(
        "week:T",
        title=None,
        axis=look.day_axis(first, last),
        scale=look.days_between(first, last),
    )
    y = alt.Y(
        "foot:Q",
        title="Sets a week" if _covers(frame) == 1 else "Sets a week, average of four weeks",
        axis=alt.Axis(
            values=list(range(len(names))), labels=False, minExtent=0, maxExtent=0, titleX=8
        ),
        scale=look.fixed(-0.95, len(names) - 0.95, reverse=True),
    )
    tip = look.tips(
        ("area:N", "Area"),
        ("week:T", "Week of" if _covers(frame) == 1 else "Four weeks from"),
        ("sets:Q", "Sets"),
        ("level:Q", "Highest level"),
    )
    words = Layer(Rows(values=_words(frame, names, first, today)))
    layers = [
        Layer(bars)
        .mark_rect(color=c.person, stroke=c.card, strokeWidth=0.5)
        .encode(x=x, x2="until:T", y=y, y2="top:Q", tooltip=tip),
        words.mark_text(align="left", fontWeight=600, fontSize=13, color=c.words).encode(
            x=x, y="at:Q", text="name:N"
        ),
        words.mark_text(align="left", fontSize=13, dx=50).encode(x=x, y="at:Q", text="word:N"),
    ]
    says = "; ".join(f"{row['name']}: {row['word']}" for row in _words(frame, names, first, today))
    since = f"Sets a week since {full_date(first)}."
    return look.finish(layers, dark, ROW_PX * len(names), f"{answer} {since} {says}.")


def _covers(frame: pd.DataFrame) -> int:
    return int((frame["until"] - frame["week"]).max().days) // 7


def _words(
    frame: pd.DataFrame, names: Sequence[str], first: date, today: date
) -> list[dict[str, Any]]:
    """Above each row its name, how much lately, and the most there was."""
    since = pd.Timestamp(monday(today) - timedelta(weeks=LATELY_WEEKS))
    weeks = min(LATELY_WEEKS, max(1, (monday(today) - first).days // 7))
    rows = []
    for row, name in enumerate(names):
        own = frame[frame["area"] == name]
        full = own[(own["week"] >= since) & (own["until"] <= pd.Timestamp(monday(today)))]
        last = int(own["level"].iloc[-1])
        lately = f"about {full['sets'].sum() / weeks:.0f} a week lately, "
        if _covers(frame) > 1:
            lately = f"about {own['sets'].iloc[-1]:.0f} a week lately, "
        rows.append(
            {
                "week": look.midnight(first),
                "at": row - BAR - 0.2,
                "name": name,
                "word": f"{lately}level {last}",
            }
        )
    return rows
