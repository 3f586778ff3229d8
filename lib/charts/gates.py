"""What moves me on? A row a requirement: track, the part that is enough, a dot where one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lib.ahead import Requirement
from lib.charts import look, ribbon
from lib.charts.layer import Layer, Rows
from lib.dates import day_words
from lib.palette import Palette, colours
from lib.past import Span

DTYPES = {"asked": "str", "now": "str", "met": "str", "before": "str"}
WEEKS_DTYPES = {"day": "datetime64[us]", "asked": "str", "met": "str"}
MET = {True: "there", False: "not yet", None: "not known yet"}
ROW_PX = 54
WEEKS_PX = 18
"""What a row is higher by with its weeks below the track."""
END = 0.025
"""Of a track's length: half a dot."""
TRACK = 0.25
"""Of a row's height: what its track takes."""
RIGHT = 1.65
"""The axis goes on beyond the track, for what is there now in words."""
WEEKS_AT = 0.41
"""Of a row's height: where its weeks stand."""
WEEK_STEP = 0.075
"""Of a track's length: from one week's mark to the next."""


def gates_frame(found: Sequence[Requirement]) -> pd.DataFrame:
    """One row a requirement of the open gate: what is asked, what is there, whether it is enough."""
    rows = [
        {"asked": one.says, "now": one.now, "met": MET[one.met], "before": _before(one)}
        for one in found
    ]
    return look.tidy(rows, DTYPES)


def _before(one: Requirement) -> str | None:
    if one.before is None or one.share is None:
        return None
    if abs(one.share - one.before) < 0.005:
        return "the same"
    return "less" if one.before < one.share else "more"


def gates_weeks_frame(found: Sequence[Requirement], today: date) -> pd.DataFrame:
    """One row a requirement and week, oldest first, today's last: whether it was there."""
    rows = [
        {"day": day, "asked": one.name, "met": MET[met]}
        for one in found
        for day, met in (*one.weeks, (today, one.met))
    ]
    return look.tidy(rows, WEEKS_DTYPES)


def gates_chart(
    found: Sequence[Requirement], answer: str, today: date, dark: bool
) -> alt.LayerChart:
    """Dot in the tinted part = there. The tick is where it stood a week ago; no dot, no answer.

    Below each track a square a week, today's last: filled = there, outline = not, small dot = not
    known.
    """
    c = colours(dark)
    has_weeks = any(one.weeks for one in found)
    rows = look.data(pd.DataFrame([_row(number, one) for number, one in enumerate(found)]))
    title = ["dot in the tinted part: there"]
    if any(one.before is not None for one in found):
        title = ["dot in the tinted part: there · small line: a week ago"]
    if has_weeks:
        title.append("squares: week by week up to today, filled: there")
    x = alt.X("zero:Q", axis=None, scale=look.fixed(0, RIGHT))
    y = alt.Y(
        "top:Q",
        title=title,
        axis=alt.Axis(
            labels=False,
            grid=False,
            titleX=0,
            titleY=look.TWO_LINES_PX if has_weeks else look.ONE_LINE_PX,
        ),
        scale=look.fixed(-0.5, len(found) - 0.5, reverse=True),
    )
    base = Layer(rows)
    tip = look.tips(("name:N", "Asked for"), ("now:N", "There now"), ("met:N", "Enough"))
    is_met = "datum.met == 'there'"
    layers = [
        base.mark_rect(color=c.other_phase, cornerRadius=3).encode(
            x=x, x2="one:Q", y=y, y2="foot:Q", tooltip=tip
        ),
        base.mark_rect(color=c.band, stroke=c.person, strokeWidth=1, cornerRadius=3).encode(
            x="low:Q", x2="high:Q", y="top:Q", y2="foot:Q", tooltip=tip
        ),
        base.transform_filter("isValid(datum.before)")
        .mark_rule(color=c.compare, strokeWidth=2)
        .encode(x="before:Q", y="top:Q", y2="foot:Q"),
        base.transform_filter("isValid(datum.share)")
        .mark_point(shape="circle", size=150, opacity=1, strokeWidth=2, stroke=c.person)
        .encode(
            x="share:Q",
            y="middle:Q",
            fill=alt.condition(is_met, alt.value(c.person), alt.value(c.card)),
            tooltip=tip,
        ),
        base.mark_text(align="left", fontSize=13, color=c.words).encode(
            x="zero:Q", y="label:Q", text="name:N"
        ),
        base.mark_text(align="left", fontSize=13, dx=10).encode(
            x="one:Q", y="middle:Q", text="says:N"
        ),
        *(_weeks(found, today, c) if has_weeks else ()),
    ]
    row_px = ROW_PX + WEEKS_PX * has_weeks
    return look.finish(layers, dark, row_px * len(found), f"{answer} {_figures(found)}")


def _figures(found: Sequence[Requirement]) -> str:
    """Each requirement in words, with the weeks it was there."""
    said = []
    for one in found:
        was = sum(1 for _, met in one.weeks if met)
        weeks = f", in {was} of the {len(one.weeks)} weeks before" if one.weeks else ""
        said.append(f"{one.name}: {one.now}, {MET[one.met]}{weeks}")
    return f"{'; '.join(said)}."


def _weeks(found: Sequence[Requirement], today: date, c: Palette) -> list[alt.Chart]:
    """The marks below the tracks; shape and filling tell them apart."""
    values = [
        {
            "place": (number + 0.5) * WEEK_STEP,
            "at": row + WEEKS_AT,
            "day": look.midnight(day),
            "asked": one.name,
            "met": MET[met],
        }
        for row, one in enumerate(found)
        for number, (day, met) in enumerate((*one.weeks, (today, one.met)))
    ]
    marks: dict[bool | None, dict[str, Any]] = {
        True: {"shape": "square", "filled": True, "color": c.person, "size": 60},
        False: {"shape": "square", "filled": False, "stroke": c.axis_words, "size": 60},
        None: {"shape": "circle", "filled": True, "color": c.axis_words, "size": 14},
    }
    base = Layer(Rows(values=values))
    tip = look.tips(("asked:N", "Asked for"), ("day:T", "On"), ("met:N", "It was"))
    return [
        base.transform_filter(f"datum.met == '{MET[met]}'")
        .mark_point(opacity=1, strokeWidth=1.3, **mark)
        .encode(x="place:Q", y="at:Q", tooltip=tip)
        for met, mark in marks.items()
    ]


def _row(number: int, one: Requirement) -> dict[str, Any]:
    sign = {True: "✓ ", False: "", None: "? "}[one.met]
    return {
        "zero": 0.0,
        "one": 1.0,
        "name": one.name,
        "now": one.now,
        "says": sign + one.now,
        "met": MET[one.met],
        "low": one.low,
        "high": one.high,
        "share": _on_track(one.share),
        "before": _on_track(one.before),
        "label": number - 0.25,
        "top": float(number),
        "foot": number + TRACK,
        "middle": number + TRACK / 2,
    }


def _on_track(share: float | None) -> float | None:
    """A dot at an end of the track would hang over it."""
    return None if share is None else min(1 - END, max(END, share))


def phases_chart(phases: Sequence[Span], today: date, dark: bool) -> alt.LayerChart:
    """The phases so far, alone on an axis of days; each in a row of its own where some are too short."""
    c = colours(dark)
    if not ribbon.is_named(phases, phases[0][2], look.one_day_on(today)):
        return _in_rows(phases, today, dark)
    first, last = phases[0][2], look.one_day_on(today)
    x = alt.X(
        "day:T", title=None, axis=look.day_axis(first, last), scale=look.days_between(first, last)
    )
    frame = Layer(Rows(values=[{"day": look.midnight(first), "low": 0.0}]))
    room = frame.mark_point(opacity=0).encode(
        x=x, y=alt.Y("low:Q", axis=None, scale=look.fixed(0, 1))
    )
    return look.finish(
        [room, *ribbon.layers(phases, first, last, c, 0.0, 1.0, 0.0)],
        dark,
        24,
        "Your phases: " + ", ".join(_spans(phases, today)) + ".",
    )


PHASE_PX = 22


def _in_rows(phases: Sequence[Span], today: date, dark: bool) -> alt.LayerChart:
    """A row for each phase, the latest phase on top: a stay of days is still a line."""
    c = colours(dark)
    first, last = phases[0][2], look.one_day_on(today)
    titles = ribbon.titles(phases)
    # around a stay of few days a dark ring would be all there is to see
    is_wide = ribbon.PHONE_PX * (today - phases[-1][2]).days > 8 * (last - first).days
    ring = c.axis_words if is_wide else c.phase
    values = [
        {
            "day": look.midnight(start),
            "until": look.midnight(min(look.one_day_on(end), last)),
            "title": title,
            "now": start == phases[-1][2],
            "edge": c.person if start < phases[-1][2] else ring,
        }
        for _, title, start, end in phases
    ]
    chart = (
        Layer(Rows(values=values))
        .mark_rect(height=PHASE_PX * 0.6, strokeWidth=1)
        .encode(
            x=alt.X(
                "day:T",
                title=None,
                axis=look.day_axis(first, last),
                scale=look.days_between(first, last),
            ),
            x2="until:T",
            y=alt.Y("title:N", title=None, sort=list(reversed(titles.values()))),
            color=alt.condition("datum.now", alt.value(c.phase), alt.value(c.person)),
            stroke=alt.Stroke("edge:N", scale=None),
            tooltip=look.tips(("title:N", "Phase"), ("day:T", "From")),
        )
    )
    says = f"Your phases since {day_words(first, today)}: {len(phases) - 1} changes, now in "
    return look.finish([chart], dark, PHASE_PX * len(titles), f"{says}{phases[-1][1]}.")


def _spans(phases: Sequence[Span], today: date) -> list[str]:
    return [f"{title} from {day_words(start, today)}" for _, title, start, _ in phases]
