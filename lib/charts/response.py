"""How does my back answer to sessions? Change since before: the most, and the next morning.

A day can be chosen on the chart: a selection called `PICK` sends its `date`, and the parameter
`SHOWN` tells the chart which day is shown beside it.
"""

from __future__ import annotations

from datetime import date, timedelta

import altair as alt
import pandas as pd

from lib import verdicts
from lib.charts import look
from lib.charts.layer import Layer, Rows
from lib.dates import full_date
from lib.model import Progress
from lib.palette import Palette, colours

PICK, SHOWN = "pick", "shown"

LAST_SESSION_DAYS = 24
LEAST_AXIS_DAYS = 14
HEIGHT_PX = 190
LABEL_ROOM_PX = 66
"""`as before` fits in it."""

DTYPES = {
    "day": "datetime64[us]",
    "before_0_10": "float64",
    "most_0_10": "float64",
    "after_0_10": "float64",
    "morning_0_10": "float64",
    "most_change": "float64",
    "morning_change": "float64",
    "next_morning": "str",
}
TIPS = (
    ("day:T", "Session"),
    ("told_before_0_10:N", "Before"),
    ("told_most_0_10:N", "Most"),
    ("told_after_0_10:N", "After"),
    ("told_morning_0_10:N", "Next morning"),
    ("next_morning:N", "By next morning"),
)


def response_frame(progress: Progress, limit: verdicts.Limit) -> pd.DataFrame:
    """The last 24 session days, oldest first, one row each.

    day             local date of the session day
    *_0_10          pain before, most, after and on the next morning; empty when not answered
    most_change, morning_change   points since before; empty when one of the two is
    next_morning    `settled`, `not settled`, `not answered`, `still to come`
    """
    rows = [
        {
            "day": day.day,
            "before_0_10": day.before_0_10,
            "most_0_10": day.most_0_10,
            "after_0_10": day.after_0_10,
            "morning_0_10": day.morning_0_10,
            "next_morning": verdicts.next_morning(day, progress.today, limit),
        }
        for day in progress.session_days[-LAST_SESSION_DAYS:]
    ]
    frame = look.tidy(rows, DTYPES)
    frame["most_change"] = frame["most_0_10"] - frame["before_0_10"]
    frame["morning_change"] = frame["morning_0_10"] - frame["before_0_10"]
    return frame


def response_chart(
    frame: pd.DataFrame, limit: verdicts.Limit, answer: str, dark: bool
) -> alt.LayerChart:
    """The chart of a `response_frame`; the tinted band is what counts as settled."""
    c = colours(dark)
    frame = look.told(frame, "before_0_10", "most_0_10", "after_0_10", "morning_0_10")
    first, last = _axis_days(frame)
    low, high = _y_range(frame)
    settled = int(limit("settled_rise_0_10"))
    x = alt.X(
        "day:T",
        title=None,
        axis=look.day_axis(first, last, frame.empty),
        scale=look.days_between(first, last),
    )
    y = alt.Y(
        "low:Q",
        title=[
            f"Points since before · tinted: settled (up to +{settled})",
            "cap: the most · dot: next morning · ? no answer",
        ],
        axis=alt.Axis(
            values=[value for value in range(-10, 12, 2) if low <= value <= high],
            titleY=look.TWO_LINES_PX,
            titleX=-LABEL_ROOM_PX,
            minExtent=LABEL_ROOM_PX,
            maxExtent=LABEL_ROOM_PX,
            labelExpr="datum.value == 0 ? 'as before' : (datum.value > 0 ? '+' : '−') + abs(datum.value)",
        ),
        scale=look.fixed(low, high),
    )
    layers = [
        *_settled_band(first, last, low, settled, x, y, c),
        _shown(frame, low, high, c),
        *_most(frame, c),
        *_mornings(frame, low, c),
        _targets(frame, first, last, low, high),
    ]
    chart = look.finish(layers, dark, HEIGHT_PX, f"{answer} {_figures(frame)}")
    shown: alt.LayerChart = chart.add_params(alt.param(name=SHOWN, value=""))
    return shown


def _shown(frame: pd.DataFrame, low: float, high: float, c: Palette) -> alt.Chart:
    """A line behind the day that is shown beside the chart."""
    rows = frame.assign(date=frame["day"].dt.strftime("%Y-%m-%d"), low=low, high=high)
    line = Layer(look.data(rows)).mark_rule(color=c.phase, strokeWidth=11, opacity=0.55)
    drawn: alt.Chart = line.transform_filter(f"datum.date == {SHOWN}").encode(
        x="day:T", y="low:Q", y2="high:Q"
    )
    return drawn


def _targets(frame: pd.DataFrame, first: date, last: date, low: float, high: float) -> alt.Chart:
    """What is pressed to choose a day: its whole column, not seen, as wide as days lie apart."""
    rows = frame.assign(date=frame["day"].dt.strftime("%Y-%m-%d"), low=low, high=high)
    wide = alt.ExprRef(f"max(8, min(28, width / {max(1, (last - first).days)}))")
    column = Layer(look.data(rows)).mark_bar(opacity=0.001, size=wide, cursor="pointer")
    pick = alt.selection_point(name=PICK, fields=["date"], on="click", toggle=False, empty=False)
    drawn: alt.Chart = column.encode(
        x="day:T", y="low:Q", y2="high:Q", tooltip=look.tips(*TIPS)
    ).add_params(pick)
    return drawn


def _axis_days(frame: pd.DataFrame) -> tuple[date, date]:
    if frame.empty:
        return date(2000, 1, 3), date(2000, 1, 3) + timedelta(days=LEAST_AXIS_DAYS)
    first, last = frame["day"].iloc[0].date(), frame["day"].iloc[-1].date()
    return first, max(last, first + timedelta(days=LEAST_AXIS_DAYS))


def _y_range(frame: pd.DataFrame) -> tuple[float, float]:
    """−3 to +4 points, wider where somebody's back answered more."""
    changes = pd.concat([frame["most_change"], frame["morning_change"]]).dropna()
    lowest, highest = (changes.min(), changes.max()) if len(changes) else (0, 0)
    return min(-3.4, lowest - 1.4), max(4.4, highest + 0.9)


def _settled_band(
    first: date, last: date, low: float, settled: int, x: alt.X, y: alt.Y, c: Palette
) -> list[alt.Chart]:
    ends = {"day": f"{first}T00:00", "until": f"{last}T00:00"}
    row = {
        **ends,
        "low": low,
        "high": settled,
        "zero": 0,
    }
    base = Layer(Rows(values=[row]))
    return [
        base.mark_rect(color=c.band, xOffset=-8, x2Offset=8).encode(
            x=x, x2="until:T", y=y, y2="high:Q"
        ),
        base.mark_rule(color=c.axis_words, xOffset=-8, x2Offset=8).encode(
            x="day:T", x2="until:T", y="zero:Q"
        ),
    ]


def _most(frame: pd.DataFrame, c: Palette) -> list[alt.Chart]:
    rows = look.data(frame.dropna(subset=["most_change"]).assign(zero=0.0))
    stem = Layer(rows).mark_rule(color=c.pale, strokeWidth=1.5)
    cap = Layer(rows).mark_tick(
        color=c.pale, thickness=2.5, size=11, opacity=1, orient="horizontal"
    )
    return [
        stem.encode(x="day:T", y="zero:Q", y2="most_change:Q"),
        cap.encode(x="day:T", y="most_change:Q", tooltip=look.tips(*TIPS)),
    ]


def _mornings(frame: pd.DataFrame, low: float, c: Palette) -> list[alt.Chart]:
    """Dots, and a diamond with its number where it had not settled; `?` where nobody answered."""
    answered = frame.dropna(subset=["morning_change"])
    unsettled = answered[answered["next_morning"] == verdicts.NOT_SETTLED]
    asked = frame[frame["next_morning"] == verdicts.NOT_ANSWERED].assign(at=low + 0.45)
    not_settled = f"datum.next_morning == '{verdicts.NOT_SETTLED}'"
    tip = look.tips(*TIPS)
    return [
        Layer(look.data(answered))
        .mark_point(filled=True, opacity=1, stroke=c.card, strokeWidth=0.8)
        .encode(
            x="day:T",
            y="morning_change:Q",
            color=alt.condition(not_settled, alt.value(c.warn), alt.value(c.person)),
            shape=alt.condition(not_settled, alt.value("diamond"), alt.value("circle")),
            size=alt.condition(not_settled, alt.value(140), alt.value(80)),
            tooltip=tip,
        ),
        Layer(look.data(unsettled))
        .mark_text(dy=-14, fontSize=13, color=c.words)
        .encode(x="day:T", y="morning_change:Q", text=alt.Text("morning_change:Q", format="+d")),
        Layer(look.data(asked))
        .mark_text(fontSize=15)
        .encode(x="day:T", y="at:Q", text=alt.value("?"), tooltip=tip),
    ]


def _figures(frame: pd.DataFrame) -> str:
    """How many of each, first, last and range of the change on the next morning."""
    if frame.empty:
        return "No session days."
    days = [full_date(frame["day"].iloc[at].date()) for at in (0, -1)]
    counts = frame["next_morning"].value_counts()
    words = ", ".join(f"{count} {word}" for word, count in counts.items())
    changes = look.first_last_range(frame["morning_change"].dropna().tolist())
    points = f" Points on the next morning since before: {changes}." if changes else ""
    return f"{len(frame)} session days from {days[0]} to {days[1]}: {words}.{points}"
