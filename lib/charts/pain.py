"""Is my pain changing? Days as dots, weeks as a line, one's own usual range as a band.

Phases stand above ten, days of strong pain and sessions below zero: one view, one axis of days. What
a person recalls once a week and the mean of single days are never mixed in a line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib.charts import look, ribbon
from lib.charts.layer import Layer, Rows
from lib.dates import full_date, monday
from lib.model import Progress
from lib.palette import Palette, colours
from lib.past import Span
from lib.usual import WEEKLY, Limit, PainHistory, PainWeek, UsualRange

DAY_DTYPES = {"day": "datetime64[us]", "pain_0_10": "float64"}
WEEK_DTYPES = {
    "week": "datetime64[us]",
    "middle": "datetime64[us]",
    "until": "datetime64[us]",
    "answered": "int64",
    "mean_0_10": "float64",
    "worst_0_10": "float64",
    "strong_days": "int64",
    "session_days": "int64",
    "stretch": "int64",
}
THREE_YEARS_DAYS = 3 * 365
LEAST_AXIS_DAYS = 28
LABEL_ROOM_PX = 22  # for "10": all begins at the card's left edge, where its words begin
FOUR_WEEKS = 4
HEIGHT_PX = 270
RIBBON_PX = 40
"""What a ribbon below zero takes."""

TOP, RIBBON_LOW, NO_RIBBON = 11.9, 10.8, 10.4
BELOW = 1.75
"""Points of the axis for one ribbon below zero: its word and its marks."""


@dataclass(frozen=True, slots=True)
class PainFrames:
    """What the chart draws, and the tables behind it.

    days     `day`, `pain_0_10`: one row an answered day, the mean of what was said that day. Empty
             over half a year
    weeks    one row a week; over three years one for four weeks:
             week, middle, until   its Monday, where its point stands, the Monday after
             answered              days with an answer (of a weekly answer 1)
             mean_0_10             empty where it does not count: the line breaks there
             worst_0_10            the highest that was said about it; empty when nothing was
             strong_days           answered days with pain of `strong_pain_0_10` or more
             stretch               weeks that follow each other with a mean have the same number
    sessions the days of sessions; empty over half a year
    ranges   usual ranges that reach into the chart
    """

    days: pd.DataFrame
    weeks: pd.DataFrame
    sessions: pd.DataFrame
    ranges: tuple[UsualRange, ...]
    basis: str
    first: date
    today: date
    covers_weeks: int
    strong_from: float

    @property
    def shows_days(self) -> bool:
        """Whether single days are drawn, and not weeks alone."""
        return (self.today - self.first).days <= look.HALF_YEAR_DAYS

    @property
    def begins(self) -> date:
        """Where the axis begins: its first week is there as a whole."""
        monday: date = self.weeks["week"].iloc[0].date()
        return min(self.first, monday)

    @property
    def ends(self) -> date:
        """Where it ends: with this week, and never under four weeks."""
        over: date = self.weeks["until"].iloc[-1].date()
        return max(over, self.begins + timedelta(days=LEAST_AXIS_DAYS))


def first_day(history: PainHistory, progress: Progress) -> date:
    """The first day there is something to draw about."""
    days = [day for day, _ in history.days[:1]]
    days += [day.day for day in progress.session_days[:1]]
    days += [day for week in history.weeks[:1] for day, _ in week.days[:1]]
    return min(days, default=progress.today)


def pain_frames(
    history: PainHistory, progress: Progress, limit: Limit, since: date | None = None
) -> PainFrames:
    """What is drawn from `since` on; without one, from the beginning."""
    first = max(first_day(history, progress), since or date.min)
    today = progress.today
    span = (today - first).days
    strong_from = limit("strong_pain_0_10")
    weeks = _weeks(history, progress, strong_from)
    covers = FOUR_WEEKS if span > THREE_YEARS_DAYS else 1
    shown = [week for week in weeks if week["until"] > first]
    days, sessions = [], []
    if span <= look.HALF_YEAR_DAYS:
        days = [{"day": day, "pain_0_10": pain} for day, pain in history.days if day >= first]
        sessions = [{"day": one.day} for one in progress.session_days if one.day >= first]
    return PainFrames(
        days=look.tidy(days, DAY_DTYPES),
        weeks=look.tidy(_numbered(_by_four(shown, today) if covers > 1 else shown), WEEK_DTYPES),
        sessions=look.tidy(sessions, {"day": "datetime64[us]"}),
        ranges=tuple(one for one in history.ranges if one.last >= first),
        basis=history.verdict.basis,
        first=first,
        today=today,
        covers_weeks=covers,
        strong_from=strong_from,
    )


# --- weeks ------------------------------------------------------------------------


def _weeks(history: PainHistory, progress: Progress, strong_from: float) -> list[dict[str, Any]]:
    """Every week from the first answer or session to this one."""
    first = monday(first_day(history, progress))
    by_monday = {week.monday: week for week in history.weeks}
    worst = _worst(progress)
    sessions = _counted(day.day for day in progress.session_days)
    strong = _counted(day for day, pain in history.days if pain >= strong_from)
    answered = _counted(day for day, _ in history.days)
    found = []
    for number in range((monday(progress.today) - first).days // 7 + 1):
        start = first + timedelta(weeks=number)
        week = by_monday.get(start)
        found.append(
            {
                "week": start,
                "middle": _middle(start, week, history.verdict.basis),
                "until": start + timedelta(weeks=1),
                "answered": answered.get(start, 0),
                "mean_0_10": None if week is None else week.mean,
                "worst_0_10": worst.get(start),
                "strong_days": strong.get(start, 0),
                "session_days": sessions.get(start, 0),
            }
        )
    return found


def _middle(start: date, week: PainWeek | None, basis: str) -> date:
    """A mean of days stands in the middle of its week, a weekly answer on its day."""
    if basis == WEEKLY and week is not None and week.days:
        return week.days[0][0]
    return start + timedelta(days=3)


def _counted(days: Iterable[date]) -> Mapping[date, int]:
    found: defaultdict[date, int] = defaultdict(int)
    for day in days:
        found[monday(day)] += 1
    return found


def _worst(progress: Progress) -> Mapping[date, int]:
    """The highest pain that was said about each week, in whatever question."""
    said: list[tuple[date, int | None]] = [
        *((row.day, row.pain_0_10) for row in progress.mornings),
        *((day.day, day.before_0_10) for day in progress.session_days),
        *((day.day, day.most_0_10) for day in progress.session_days),
        # over the last seven days: the week in which most of them lie
        *((row.day - timedelta(days=3), row.worst_0_10) for row in progress.weekly),
    ]
    found: dict[date, int] = {}
    for day, pain in said:
        if pain is not None:
            week = monday(day)
            found[week] = max(pain, found.get(week, pain))
    return found


def _by_four(weeks: Sequence[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Four weeks in one row, counted back from this one."""
    blocks: dict[date, list[dict[str, Any]]] = {}
    this = monday(today)
    for week in weeks:
        back = (this - week["week"]).days // 7 // FOUR_WEEKS
        start = this - timedelta(weeks=back * FOUR_WEEKS + FOUR_WEEKS - 1)
        blocks.setdefault(start, []).append(week)
    return [_one_of_four(start, block) for start, block in blocks.items()]


def _one_of_four(start: date, block: Sequence[dict[str, Any]]) -> dict[str, Any]:
    means = [week["mean_0_10"] for week in block if week["mean_0_10"] is not None]
    worst = [week["worst_0_10"] for week in block if week["worst_0_10"] is not None]
    return {
        "week": start,
        "middle": start + timedelta(weeks=FOUR_WEEKS / 2),
        "until": start + timedelta(weeks=FOUR_WEEKS),
        "answered": sum(week["answered"] for week in block),
        "mean_0_10": sum(means) / len(means) if means else None,
        "worst_0_10": max(worst, default=None),
        "strong_days": sum(week["strong_days"] for week in block),
        "session_days": sum(week["session_days"] for week in block),
    }


def _numbered(weeks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each week with the number of its stretch; a week without a mean ends one."""
    stretch, rows = 0, []
    for week in weeks:
        stretch += week["mean_0_10"] is None
        rows.append({**week, "stretch": stretch})
    return rows


# --- the chart ---------------------------------------------------------------------


def pain_chart(
    frames: PainFrames, phases: Sequence[Span], answer: str, dark: bool
) -> alt.LayerChart:
    """The chart of `pain_frames`; `answer` is the sentence that stands above it."""
    c = colours(dark)
    first, until = frames.begins, frames.ends
    spans = ribbon.clipped(phases, first)
    title = _legend(frames, ribbon.legend(spans, first, until))
    has_strong = bool(frames.weeks["strong_days"].sum())
    low = -BELOW * (2 if has_strong else 1) - 0.3
    x = alt.X(
        "day:T",
        title=None,
        axis=look.day_axis(first, until - timedelta(days=1)),
        scale=look.days_between(first, until),
    )
    y = alt.Y(
        "pain_0_10:Q",
        title=title,
        axis=alt.Axis(
            values=[0, 2, 4, 6, 8, 10],
            titleY=look.TWO_LINES_PX // 2 * len(title),
            titleX=-LABEL_ROOM_PX,
            minExtent=LABEL_ROOM_PX,
            maxExtent=LABEL_ROOM_PX,
        ),
        scale=look.fixed(low, TOP if spans else NO_RIBBON),
    )
    layers = [
        *_ranges(frames, until, x, y, c),
        *_days(frames, x, y, c),
        *_week_marks(frames, c),
        *_below(frames, has_strong, c),
        *ribbon.layers(spans, first, until, c, RIBBON_LOW, TOP, 0.0),
    ]
    height = HEIGHT_PX + RIBBON_PX * has_strong
    return look.finish(layers, dark, height, f"{answer} {_figures(frames)}")


def _legend(frames: PainFrames, phases: str) -> list[str]:
    """What is drawn, in words above the plot; `phases` those about the ribbon, which is on top."""
    line = "mean of a week" if frames.covers_weeks == 1 else "mean of four weeks"
    if frames.basis == WEEKLY:
        line = "your weekly answers" if frames.covers_weeks == 1 else "weekly answers, four in one"
    dots = "dots: days · " if len(frames.days) else ""
    title = [f"Pain, 0 to 10 · {dots}line: {line}"]
    if frames.covers_weeks == 1 and frames.weeks["worst_0_10"].notna().any():
        title.append("short lines: the highest you said each week")
    if frames.ranges:
        title.append("tinted: your usual range · dashed: most would notice")
    title += [phases] if phases else []
    return title if len(title) > 1 else [*title, ""]


def _ranges(frames: PainFrames, until: date, x: alt.X, y: alt.Y, c: Palette) -> list[alt.Chart]:
    """The bands with their dates, and where a change is one that most people would notice."""
    bands = [_band_row(one, frames, until) for one in frames.ranges]
    lines = [
        {**row, "pain_0_10": edge}
        for row, one in zip(bands, frames.ranges, strict=True)
        for edge in (one.noticeable_low, one.noticeable_high)
        if edge is not None
    ]
    tip = look.tips(("words:N", "Your usual range"), ("since:N", "From"), ("made_of:N", "Made of"))
    return [
        Layer(Rows(values=bands))
        .mark_rect(color=c.band, stroke=c.pale, strokeWidth=0.6)
        .encode(x=x, x2="until:T", y=y, y2="high:Q", tooltip=tip),
        Layer(Rows(values=lines))
        .mark_rule(color=c.compare, strokeDash=[6, 4], strokeWidth=1.5)
        .encode(x="day:T", x2="until:T", y="pain_0_10:Q"),
    ]


def _band_row(one: UsualRange, frames: PainFrames, until: date) -> dict[str, Any]:
    last = until if one.last >= frames.today else look.one_day_on(one.last)
    weeks = f"{one.weeks} {'weeks' if one.basis != WEEKLY else 'weekly answers'}"
    return {
        "day": look.midnight(max(one.first, frames.begins)),
        "until": look.midnight(last),
        "pain_0_10": round(one.low, 2),
        "high": round(one.high, 2),
        "words": f"{one.low:.1f} to {one.high:.1f}",
        "since": full_date(one.first),
        "made_of": f"{weeks}, up to {full_date(one.learned_until)}",
    }


def _days(frames: PainFrames, x: alt.X, y: alt.Y, c: Palette) -> list[alt.Chart]:
    dots = Layer(look.data(frames.days)).mark_circle(color=c.pale, size=22, opacity=1)
    tip = look.tips(("day:T", "Day"), ("pain_0_10:Q", "Pain"))
    return [dots.encode(x=x, y=y, tooltip=tip)]


def _week_marks(frames: PainFrames, c: Palette) -> list[alt.Chart]:
    """The line with its points, and the highest of each week as a short line."""
    told = look.told(frames.weeks, "worst_0_10")
    means = told.dropna(subset=["mean_0_10"]).assign(mean=lambda weeks: weeks["mean_0_10"].round(1))
    tip = look.tips(
        ("week:T", "Week of" if frames.covers_weeks == 1 else "Four weeks from"),
        ("mean:Q", "Average pain"),
        ("told_worst_0_10:N", "Highest said"),
        ("answered:Q", "Days answered"),
        ("strong_days:Q", f"Days at {frames.strong_from:g} or more"),
        ("session_days:Q", "Session days"),
    )
    rows = look.data(means)
    # over four weeks the highest is nearly always high: it is left to the tooltip
    single = told if frames.covers_weeks == 1 else told.head(0)
    worst = look.data(single.dropna(subset=["worst_0_10"]))
    many = len(means) > 30
    seen = alt.ExprRef("width < 420 ? 6 : 16") if many else 55
    wide = alt.ExprRef(f"max(3, min(18, 0.5 * width / {max(1, len(frames.weeks))}))")
    return [
        Layer(worst)
        .mark_tick(color=c.pale, opacity=1, thickness=1.5, size=wide, orient="horizontal")
        .encode(
            x="middle:T",
            y="worst_0_10:Q",
            tooltip=look.tips(("week:T", "Week of"), ("worst_0_10:Q", "Highest said")),
        ),
        Layer(rows)
        .mark_line(color=c.person, strokeWidth=2.5, strokeJoin="round")
        .encode(x="middle:T", y="mean_0_10:Q", detail="stretch:N"),
        Layer(rows)
        .mark_circle(color=c.person, opacity=1, size=seen)
        .encode(x="middle:T", y="mean_0_10:Q"),
        # a larger place for finger and pointer than what is seen
        Layer(rows)
        .mark_circle(opacity=0.001, size=120 if many else 500)
        .encode(x="middle:T", y="mean_0_10:Q", tooltip=tip),
    ]


# --- below zero --------------------------------------------------------------------


def _below(frames: PainFrames, has_strong: bool, c: Palette) -> list[alt.Chart]:
    """Days of strong pain as bars of their share of answered days, and sessions under them."""
    low = -BELOW * (2 if has_strong else 1) - 0.1
    layers = _sessions(frames, low, c)
    if has_strong:
        layers += _strong(frames, -BELOW - 0.1, c)
    return layers


def _strong(frames: PainFrames, low: float, c: Palette) -> list[alt.Chart]:
    weeks = frames.weeks[frames.weeks["strong_days"] > 0]
    share = weeks["strong_days"] / weeks["answered"]
    # numbers stand above the bars of a short time, so these stay lower; those of years are narrow
    top = 0.12 + 0.4 * share if frames.shows_days else 0.25 + 0.62 * share
    rows = weeks.assign(low=low, top=low + top)
    tip = look.tips(
        ("week:T", "Week of" if frames.covers_weeks == 1 else "Four weeks from"),
        ("strong_days:Q", f"Days at {frames.strong_from:g} or more"),
        ("answered:Q", "of days answered"),
    )
    base = Layer(look.data(rows))
    layers = [
        base.mark_rect(color=c.compare, stroke=c.card, strokeWidth=0.5).encode(
            x="week:T", x2="until:T", y="low:Q", y2="top:Q", tooltip=tip
        )
    ]
    if frames.shows_days:
        number = base.mark_text(baseline="bottom", dy=-1, fontSize=11, color=c.compare)
        layers.append(number.encode(x="middle:T", y="top:Q", text="strong_days:Q"))
    span = "each week" if frames.covers_weeks == 1 else "each four weeks"
    word = f"days at {frames.strong_from:g} or more, {span}"
    return [*layers, _word(frames.begins, low + 1.3, word)]


def _sessions(frames: PainFrames, low: float, c: Palette) -> list[alt.Chart]:
    """Ticks for single days; for weeks bars, of which seven days are the full height."""
    if frames.shows_days:
        rows = look.data(frames.sessions.assign(low=low, top=low + 0.9))
        tip = look.tips(("day:T", "Session day"))
        marks = Layer(rows).mark_rule(color=c.person, strokeWidth=2)
        drawn = marks.encode(x="day:T", y="low:Q", y2="top:Q", tooltip=tip)
        return [drawn, _word(frames.begins, low + 1.3, "sessions")]
    full = 7 * frames.covers_weeks
    rows = look.data(
        frames.weeks[frames.weeks["session_days"] > 0].assign(
            low=low, top=lambda weeks: low + 0.9 * weeks["session_days"] / full
        )
    )
    tip = look.tips(("week:T", "From"), ("session_days:Q", "Session days"))
    marks = Layer(rows).mark_rect(color=c.person, stroke=c.card, strokeWidth=0.5)
    word = "session days, week by week"
    if frames.covers_weeks > 1:
        word = "session days, four weeks each"
    drawn = marks.encode(x="week:T", x2="until:T", y="low:Q", y2="top:Q", tooltip=tip)
    return [drawn, _word(frames.begins, low + 1.3, word)]


def _word(day: date, at: float, word: str) -> alt.Chart:
    row = {"day": look.midnight(day), "at": at, "word": word}
    text = Layer(Rows(values=[row])).mark_text(align="left", baseline="middle")
    drawn: alt.Chart = text.encode(x="day:T", y="at:Q", text="word:N")
    return drawn


# --- words ------------------------------------------------------------------------


def _figures(frames: PainFrames) -> str:
    """First, last and range of the line, how often pain was strong, how many sessions."""
    weeks = frames.weeks.dropna(subset=["mean_0_10"])
    sessions = int(frames.weeks["session_days"].sum())
    strong = int(frames.weeks["strong_days"].sum())
    answered = int(frames.weeks["answered"].sum())
    counted = f"{sessions} session day{'s' * (sessions != 1)}."
    if answered:
        counted = (
            f"{strong} of {answered} answered days at {frames.strong_from:g} or more; {counted}"
        )
    if weeks.empty:
        return f"No week has enough answers for a mean; {counted}"
    what = "Weekly answers" if frames.basis == WEEKLY else "Week means"
    if frames.covers_weeks > 1:
        what = "Means of four weeks"
    ends = [full_date(weeks["middle"].iloc[at].date()) for at in (0, -1)]
    values = look.first_last_range(weeks["mean_0_10"].round(1).tolist())
    return f"{what} from {ends[0]} to {ends[1]}: {values}; {counted}"
