"""The phases as a ribbon on an axis of days: above a plot, or alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt

from lib.charts import look
from lib.charts.layer import Layer, Rows
from lib.palette import Palette
from lib.past import Span

MOST_LINES = 12
"""With more phases than this, lines down to the plot's foot would hide what it shows."""
STEPS = 60
"""A ribbon with more phases than that is drawn in so many steps at most: five pixels each on a phone."""


def clipped(phases: Sequence[Span], first: date) -> list[Span]:
    """The phases that reach into what is drawn, none beginning before it."""
    return [(id, title, max(start, first), end) for id, title, start, end in phases if end >= first]


def step_of(phases: Sequence[Span], first: date, last: date) -> int:
    """The days of a step where some phases are too short to be told apart; 0 where none is."""
    step = -(-(last - first).days // STEPS)
    shortest = min(((end - start).days + 1 for _, _, start, end in phases), default=step)
    return step if len(phases) > MOST_LINES and shortest < step else 0


def in_steps(phases: Sequence[Span], first: date, last: date) -> list[Span]:
    """The phase of most days in each step, those alike joined; the last step is the phase of today.

    Phases that can be told apart stay as they are.
    """
    step = step_of(phases, first, last)
    if not step:
        return list(phases)
    found: list[Span] = []
    begin, final = phases[0][2], phases[-1][3]
    while begin <= final:
        end = min(begin + timedelta(days=step - 1), final)
        id, title, _, _ = phases[-1] if end == final else _longest(phases, begin, end)
        if found and found[-1][0] == id:
            found[-1] = (id, title, found[-1][2], end)
        else:
            found.append((id, title, begin, end))
        begin = look.one_day_on(end)
    return found


def _longest(phases: Sequence[Span], begin: date, end: date) -> Span:
    """The span whose phase has the most days between these; of two alike the later."""
    days: Counter[str] = Counter()
    for id, _, start, until in phases:
        days[id] += max(0, (min(until, end) - max(start, begin)).days + 1)
    return max(enumerate(phases), key=lambda one: (days[one[1][0]], one[0]))[1]


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

    Phases too short to be told apart are drawn as `in_steps` says. A name that does not fit is left to the tooltip; today's then stands beside its phase, as long as
    there are days to come.
    """
    if not phases:
        return []
    whole = max(1, (last - first).days)
    phase = "Mostly" if step_of(phases, first, last) else "Phase"
    phases = in_steps(phases, first, last)
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
    base = Layer(Rows(values=rows))
    tip = look.tips(("title:N", phase), ("day:T", "From"))
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
