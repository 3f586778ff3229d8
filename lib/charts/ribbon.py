"""The phases as a ribbon on an axis of days: above a plot, or alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import altair as alt

from lib.charts import look
from lib.palette import Palette
from lib.past import Span

MOST_LINES = 12
"""With more phases than this, lines down to the plot's foot would hide what it shows."""


def clipped(phases: Sequence[Span], first: date) -> list[Span]:
    """The phases that reach into what is drawn, none beginning before it."""
    return [(id, title, max(start, first), end) for id, title, start, end in phases if end >= first]


def layers(
    phases: Sequence[Span],
    first: date,
    last: date,
    c: Palette,
    low: float,
    top: float,
    foot: float,
) -> list[alt.Chart]:
    """Phases between `low` and `top`, a dotted line down to `foot` where a new one begins.

    A name that does not fit is left to the tooltip; today's then stands beside its phase, as long as
    there are days to come.
    """
    if not phases:
        return []
    whole = max(1, (last - first).days)
    rows = [
        {
            "day": look.midnight(start),
            "until": look.midnight(look.one_day_on(end) if start == phases[-1][2] else end),
            "title": title,
            "share": (look.one_day_on(end) - start).days / whole,
            "room": (last - end).days / whole,
            "is_told_apart": start > phases[0][2] and len(phases) <= MOST_LINES,
            "now": start == phases[-1][2],
            "low": low,
            "top": top,
            "foot": foot,
            "middle": (low + top) / 2,
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
        base.mark_rect(stroke=c.card, strokeWidth=2 if len(phases) <= MOST_LINES else 0.5).encode(
            x="day:T", x2="until:T", y="low:Q", y2="top:Q", color=colour, tooltip=tip
        ),
        base.mark_rule(color=c.axis_words, strokeDash=[2, 3], opacity=0.6)
        .transform_filter("datum.is_told_apart")
        .encode(x="day:T", y="foot:Q", y2="low:Q"),
        base.mark_text(baseline="middle", color=c.phase_words)
        .transform_calculate(centre="(toDate(datum.day) + toDate(datum.until)) / 2")
        .encode(x="centre:T", y="middle:Q", text="title:N", opacity=fits),
        base.mark_text(align="left", baseline="middle", dx=6, color=c.axis_words)
        .transform_filter(beside)
        .encode(x="until:T", y="middle:Q", text="title:N"),
    ]
