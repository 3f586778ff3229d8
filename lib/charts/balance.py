"""Front, back, left and right as rows on one axis of seconds: held, target, published range."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from lib.charts import look
from lib.charts.layer import Layer
from lib.model import Balance, StrengthTest
from lib.palette import Palette, colours

NAMES: Mapping[str, str] = {
    "front": "Front",
    "back": "Back",
    "left": "Left side",
    "right": "Right side",
}
NOT_TESTED = "not tested yet"
ROW_PX = 58
LEAST_AXIS_S = 30.0

DTYPES = {
    "area": "str",
    "test": "str",
    "held_s": "float64",
    "target_s": "float64",
    "lower_s": "float64",
    "upper_s": "float64",
    "day": "datetime64[us]",
    "words": "str",
}
TIPS = (
    ("area:N", "Area"),
    ("test:N", "Test"),
    ("words:N", "Held"),
    ("day:T", "Tested"),
)


def balance_frame(balance: Balance, tests: Mapping[str, StrengthTest]) -> pd.DataFrame:
    """Four rows: front, back, left, right.

    test       name of the test whose result counts; empty where none was done
    held_s     seconds held last; target_s those aimed at; both empty where there is no result
    lower_s, upper_s   the middle half of a published group that fits; empty without one
    words      `22 s, target 20 s`, or `not tested yet`
    """
    rows = []
    for row in balance.rows:
        is_there = row.value is not None and row.target is not None
        usual = row.usual if is_there and row.usual else (None, None)
        rows.append(
            {
                "area": NAMES[row.area],
                "test": tests[row.test].name if row.test else None,
                "held_s": row.value if is_there else None,
                "target_s": row.target if is_there else None,
                "lower_s": usual[0],
                "upper_s": usual[1],
                "day": row.day if is_there else None,
                "words": f"{row.value} s, target {row.target:g} s" if is_there else NOT_TESTED,
            }
        )
    return look.tidy(rows, DTYPES)


def balance_chart(frame: pd.DataFrame, answer: str, dark: bool) -> alt.LayerChart:
    """The chart of a `balance_frame`. A diamond lies under its target, a dot has reached it."""
    c = colours(dark)
    placed = _placed(frame)
    held = placed.dropna(subset=["held_s"])
    ranged = held.dropna(subset=["lower_s", "upper_s"])
    top = max(LEAST_AXIS_S, float(held[["held_s", "target_s", "upper_s"]].max().max() or 0))
    title = ["Seconds held, last test", "upright mark: your target"]
    if len(ranged):
        title.append("pale bar: the middle half of a published group")
    x = alt.X(
        "zero:Q",
        title=title,
        scale=look.fixed(0, top * 1.06),
        axis=alt.Axis(tickCount=alt.ExprRef("width < 420 ? 4 : 7"), grid=True, titleAnchor="start"),
    )
    y = alt.Y("row:Q", scale=look.fixed(-0.75, len(NAMES) - 0.55, reverse=True), axis=None)
    layers = [
        *_words(placed, x, y, c),
        *_ranges(ranged, c),
        *_held(held, c),
    ]
    return look.finish(layers, dark, ROW_PX * len(NAMES), f"{answer} {_figures(frame)}")


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    placed = frame.reset_index(drop=True)
    row = placed.index.astype("float64")
    return placed.assign(
        row=row,
        label=row - 0.45,
        mark_top=row - 0.22,
        mark_foot=row + 0.22,
        bar_top=row - 0.17,
        bar_foot=row + 0.17,
        zero=0.0,
        short=placed["held_s"] < placed["target_s"],
    )


def _words(placed: pd.DataFrame, x: alt.X, y: alt.Y, c: Palette) -> list[alt.Chart]:
    base = Layer(look.data(placed))
    name = base.mark_text(align="left", fontWeight=600, fontSize=14, color=c.words)
    words = base.mark_text(align="left", fontSize=13, dx=82)
    track = base.mark_rule(color=c.grid)
    return [
        track.encode(x=x, x2=alt.X2Datum(0), y=y),
        name.encode(x="zero:Q", y="label:Q", text="area:N"),
        words.encode(x="zero:Q", y="label:Q", text="words:N"),
    ]


def _ranges(ranged: pd.DataFrame, c: Palette) -> list[alt.Chart]:
    bar = Layer(look.data(ranged)).mark_rect(color=c.band, stroke=c.pale, strokeWidth=0.8)
    return [bar.encode(x="lower_s:Q", x2="upper_s:Q", y="bar_top:Q", y2="bar_foot:Q")]


def _held(held: pd.DataFrame, c: Palette) -> list[alt.Chart]:
    base = Layer(look.data(held))
    return [
        base.mark_rule(color=c.pale, strokeWidth=3).encode(x="zero:Q", x2="held_s:Q", y="row:Q"),
        base.mark_rule(color=c.compare, strokeWidth=3).encode(
            x="target_s:Q", y="mark_top:Q", y2="mark_foot:Q"
        ),
        base.mark_point(size=170, filled=True, opacity=1, stroke=c.card, strokeWidth=1.5).encode(
            x="held_s:Q",
            y="row:Q",
            color=alt.condition("datum.short", alt.value(c.warn), alt.value(c.person)),
            shape=alt.condition("datum.short", alt.value("diamond"), alt.value("circle")),
            tooltip=look.tips(*TIPS),
        ),
    ]


def _figures(frame: pd.DataFrame) -> str:
    """Each row in words, with the published range where there is one."""
    said = []
    for row in frame.to_dict("records"):
        published = ""
        if pd.notna(row["lower_s"]) and pd.notna(row["upper_s"]):
            published = f", published middle half {row['lower_s']:g} to {row['upper_s']:g} s"
        said.append(f"{row['area']}: {row['words']}{published}")
    return f"{'; '.join(said)}."
