"""Is my pain changing? Weekly answers as a line, single days pale, phases above, sessions below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib import verdicts
from lib.charts import look
from lib.model import Progress
from lib.palette import Palette, colours
from lib.past import Span

DTYPES = {
    "day": "datetime64[us]",
    "what": "str",
    "pain_0_10": "float64",
    "session_days": "float64",
    "covers_days": "int64",
    "stretch": "int64",
}
WEEKLY, MORNING, BEFORE, CHECK_IN, SESSIONS = (
    "weekly average",
    "next morning",
    "before a session",
    "check-in",
    "sessions",
)
THREE_YEARS_DAYS = 3 * 365
LEAST_AXIS_DAYS = 28
LABEL_ROOM_PX = 22  # for "10": all begins at the card's left edge, where its words begin
FOUR_WEEKS_DAYS = 28

Row = dict[str, Any]


def pain_frame(
    progress: Progress,
    limit: verdicts.Limit,
    check_in_pains: Sequence[tuple[date, int]] = (),
) -> pd.DataFrame:
    """What was said about pain and when sessions were done, by day, oldest first.

    day          local date; of a weekly average the day it was answered, of `covers_days` ≥ 7
                 sessions the first day
    what         `weekly average`, `next morning`, `before a session`, `check-in` or `sessions`
    pain_0_10    empty for sessions
    session_days done within `covers_days`; empty for pain
    covers_days  1 for a single day, 7 for a week, 28 for four weeks
    stretch      weekly averages with one number follow each other; a missed week starts the next

    A day without an answer is no row. Over half a year there are no single days and sessions are
    counted by week; over three years, averages and sessions by four weeks.
    """
    days = _days(progress, check_in_pains)
    told = [row["day"] for row in days] + [day for day, _ in verdicts.weekly_answers(progress)]
    span = (progress.today - min(told, default=progress.today)).days
    if span <= look.HALF_YEAR_DAYS:
        rows = [*days, *_weekly(progress, limit)]
    elif span <= THREE_YEARS_DAYS:
        rows = [*_weekly(progress, limit), *_sessions(progress, 7)]
    else:
        rows = [*_four_weekly(progress), *_sessions(progress, FOUR_WEEKS_DAYS)]
    return look.tidy(sorted(rows, key=lambda row: row["day"]), DTYPES)


def pain_chart(
    frame: pd.DataFrame, phases: Sequence[Span], today: date, answer: str, dark: bool
) -> alt.LayerChart:
    """The chart of a `pain_frame`; `answer` is the sentence that stands above it."""
    c = colours(dark)
    first, last = _axis_days(frame, phases, today)
    high = 11.8 if phases else 10.3
    x = alt.X(
        "day:T", title=None, axis=look.day_axis(first, last), scale=look.days_between(first, last)
    )
    y = alt.Y(
        "pain_0_10:Q",
        title=["Pain, 0 to 10", _legend(frame)],
        axis=alt.Axis(
            values=[0, 2, 4, 6, 8, 10],
            titleY=look.TWO_LINES_PX,
            titleX=-LABEL_ROOM_PX,
            minExtent=LABEL_ROOM_PX,
            maxExtent=LABEL_ROOM_PX,
        ),
        scale=look.fixed(-2.4, high),
    )
    layers = [
        *_dots(frame, x, y, c),
        *_line(frame, x, y, c),
        *_session_marks(frame, first, c),
        *_ribbon(phases, today, first, last, c),
    ]
    return look.finish(layers, dark, 210, f"{answer} {_figures(frame)}")


# --- rows -----------------------------------------------------------------------


def _row(day: date, what: str, pain_0_10: float | None, **more: Any) -> Row:
    row = {"session_days": None, "covers_days": 1, "stretch": 0, **more}
    return {"day": day, "what": what, "pain_0_10": pain_0_10, **row}


def _days(progress: Progress, check_in_pains: Sequence[tuple[date, int]]) -> list[Row]:
    sessions = progress.session_days
    return [
        *(_row(row.day, MORNING, row.pain_0_10) for row in progress.mornings),
        *(
            _row(day.day, BEFORE, day.before_0_10)
            for day in sessions
            if day.before_0_10 is not None
        ),
        *(_row(day, CHECK_IN, pain) for day, pain in check_in_pains),
        *(_row(day.day, SESSIONS, None, session_days=1) for day in sessions),
    ]


def _weekly(progress: Progress, limit: verdicts.Limit) -> Iterator[Row]:
    """Weekly answers; one that comes later than the last stays fresh begins a new stretch."""
    stretch, before = 0, date.min
    for day, mean in verdicts.weekly_answers(progress):
        stretch += (day - before).days > limit("weekly_mean_fresh_days")
        before = day
        yield _row(day, WEEKLY, mean, covers_days=7, stretch=stretch)


def _four_weekly(progress: Progress) -> Iterator[Row]:
    """The mean of the weekly answers of each four weeks; without any the stretch ends."""
    blocks: dict[date, list[int]] = {}
    for day, mean in verdicts.weekly_answers(progress):
        blocks.setdefault(_block(day, progress, FOUR_WEEKS_DAYS), []).append(mean)
    stretch, before = 0, date.min
    for block, means in blocks.items():
        stretch += (block - before).days > FOUR_WEEKS_DAYS
        before = block
        average = round(sum(means) / len(means), 1)
        yield _row(block, WEEKLY, average, covers_days=FOUR_WEEKS_DAYS, stretch=stretch)


def _sessions(progress: Progress, every_days: int) -> Iterator[Row]:
    counts = Counter(_block(day.day, progress, every_days) for day in progress.session_days)
    for block, count in counts.items():
        yield _row(block, SESSIONS, None, session_days=count, covers_days=every_days)


def _block(day: date, progress: Progress, every_days: int) -> date:
    """The first day of the week, or of the four weeks counted back from this one, around `day`."""
    weeks = every_days // 7
    back = (verdicts.monday(progress.today) - verdicts.monday(day)).days // 7
    whole = -(-back // weeks) * weeks
    return verdicts.monday(progress.today) - timedelta(weeks=whole)


# --- layers ---------------------------------------------------------------------


def _of(frame: pd.DataFrame, *what: str) -> pd.DataFrame:
    return frame[frame["what"].isin(what)]


def _legend(frame: pd.DataFrame) -> str:
    """What is drawn, in words under the axis title."""
    if (_of(frame, WEEKLY)["covers_days"] > 7).any():
        return "line: average of four weeks"
    days = len(_of(frame, MORNING, BEFORE, CHECK_IN)) > 0
    return "line: weekly average · dots: single days" if days else "line: weekly average"


def _axis_days(frame: pd.DataFrame, phases: Sequence[Span], today: date) -> tuple[date, date]:
    days = [day.date() for day in frame["day"]]
    first = min([*days, *(span[2] for span in phases)], default=today)
    return first, max(look.one_day_on(today), first + timedelta(days=LEAST_AXIS_DAYS))


def _dots(frame: pd.DataFrame, x: alt.X, y: alt.Y, c: Palette) -> list[alt.Chart]:
    rows = look.data(_of(frame, MORNING, BEFORE, CHECK_IN))
    tip = look.tips(("day:T", "Day"), ("what:N", "Asked"), ("pain_0_10:Q", "Pain"))
    dots = alt.Chart(rows).mark_circle(color=c.pale, size=22, opacity=1)
    return [dots.encode(x=x, y=y, tooltip=tip)]


def _line(frame: pd.DataFrame, x: alt.X, y: alt.Y, c: Palette) -> list[alt.Chart]:
    weekly = _of(frame, WEEKLY)
    rows = look.data(weekly)
    tip = look.tips(
        ("day:T", "Answered"), ("pain_0_10:Q", "Average pain"), ("covers_days:Q", "Days it covers")
    )
    line = alt.Chart(rows).mark_line(color=c.person, strokeWidth=2.5, strokeJoin="round")
    points = alt.Chart(rows).mark_circle(
        color=c.person, opacity=1, size=16 if len(weekly) > 30 else 55
    )
    return [
        line.encode(x=x, y=y, detail="stretch:N"),
        points.encode(x=x, y=y, tooltip=tip),
    ]


def _session_marks(frame: pd.DataFrame, first: date, c: Palette) -> list[alt.Chart]:
    """Ticks for single days; bars (a week's seven days = full height) for weeks and months."""
    done = _of(frame, SESSIONS)
    full = done["covers_days"].where(done["covers_days"] > 1, done["session_days"])
    rows = done.assign(
        until=done["day"] + pd.to_timedelta(done["covers_days"], "D"),
        low=-2.2,
        top=-2.2 + done["session_days"] / full,
    )
    by_day = bool((done["covers_days"] == 1).all())
    tip = look.tips(
        ("day:T", "Session day" if by_day else "From"),
        ("session_days:Q", "Session days"),
        ("covers_days:Q", "of"),
    )
    base = alt.Chart(look.data(rows))
    marks = (
        base.mark_rule(color=c.person, strokeWidth=2).encode(x="day:T", tooltip=tip[:1])
        if by_day
        else base.mark_rect(color=c.person, stroke=c.card, strokeWidth=0.5).encode(
            x="day:T", x2="until:T", tooltip=tip
        )
    )
    word = "sessions" if by_day else "session days, week by week"
    if not by_day and int(done["covers_days"].max()) > 7:
        word = "session days, four weeks each"
    label = alt.Chart(
        look.data(pd.DataFrame([{"day": str(first) + "T00:00", "at": -0.75, "word": word}]))
    )
    return [
        marks.encode(y="low:Q", y2="top:Q"),
        label.mark_text(align="left", baseline="middle").encode(x="day:T", y="at:Q", text="word:N"),
    ]


def _ribbon(
    phases: Sequence[Span], today: date, first: date, last: date, c: Palette
) -> list[alt.Chart]:
    """Phases above 10. A name that does not fit is left to the tooltip; today's stands beside it,
    as long as there are days to come."""
    if not phases:
        return []
    whole = (last - first).days
    rows = [
        {
            "day": start.isoformat() + "T00:00",
            "until": (look.one_day_on(end) if end >= today else end).isoformat() + "T00:00",
            "title": title,
            "share": (look.one_day_on(end) - start).days / whole,
            "room": (last - end).days / whole,
            "begins_later": start > phases[0][2],
            "now": end >= today,
            "low": 10.7,
            "top": 11.8,
            "zero": 0.0,
            "middle": 11.25,
        }
        for _, title, start, end in phases
    ]
    base = alt.Chart(alt.InlineData(values=rows))
    tip = look.tips(("title:N", "Phase"), ("day:T", "From"))
    colour = alt.condition("datum.now", alt.value(c.phase), alt.value(c.other_phase))
    fits = alt.condition(
        "datum.share * width > 7.5 * length(datum.title)", alt.value(1), alt.value(0)
    )
    beside = (
        "datum.now && datum.share * width <= 7.5 * length(datum.title)"
        " && datum.room * width > 7.5 * length(datum.title) + 12"
    )
    return [
        base.mark_rect(stroke=c.card, strokeWidth=2).encode(
            x="day:T", x2="until:T", y="low:Q", y2="top:Q", color=colour, tooltip=tip
        ),
        base.mark_rule(color=c.axis_words, strokeDash=[2, 3], opacity=0.6)
        .transform_filter("datum.begins_later")
        .encode(x="day:T", y="zero:Q", y2="low:Q"),
        base.mark_text(baseline="middle", color=c.phase_words)
        .transform_calculate(centre="(toDate(datum.day) + toDate(datum.until)) / 2")
        .encode(x="centre:T", y="middle:Q", text="title:N", opacity=fits),
        base.mark_text(align="left", baseline="middle", dx=6, color=c.axis_words)
        .transform_filter(beside)
        .encode(x="until:T", y="middle:Q", text="title:N"),
    ]


# --- words ------------------------------------------------------------------------


def _figures(frame: pd.DataFrame) -> str:
    """First, last and range of the weekly averages, and how many session days there were."""
    weekly = _of(frame, WEEKLY)
    sessions = int(_of(frame, SESSIONS)["session_days"].sum())
    counted = f"{sessions} session day{'' if sessions == 1 else 's'}."
    if weekly.empty:
        return f"No weekly average pain; {counted}"
    values = look.first_last_range(weekly["pain_0_10"].tolist())
    days = [verdicts.full_date(weekly["day"].iloc[at].date()) for at in (0, -1)]
    return f"Average pain from {days[0]} to {days[1]}: {values}; {counted}"
