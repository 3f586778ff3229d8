"""The phases as a ribbon on an axis of days: above a plot, or alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt

from lib.charts import look
from lib.charts.layer import Layer, Rows
from lib.model import Phase
from lib.palette import Palette
from lib.past import Span

MOST_LINES = 12
"""With more phases than this, lines down to the plot's foot would hide what it shows."""
STEPS = 60
"""A ribbon with more phases than that is drawn in so many steps at most: five pixels each on a phone."""
PHONE_PX = 260
"""What a ribbon has on a phone, at least."""
SIGN_PX = 7.5
"""What one sign of a name takes."""
_ORDER = tuple(phase.id for phase in Phase)


def clipped(phases: Sequence[Span], first: date) -> list[Span]:
    """The phases that reach into what is drawn, none beginning before it."""
    return [(id, title, max(start, first), end) for id, title, start, end in phases if end >= first]


def step_of(phases: Sequence[Span], first: date, last: date) -> int:
    """The days of a step where some phases are too short to be told apart; 0 where none is."""
    step = -(-(last - first).days // STEPS)
    shortest = min(((end - start).days + 1 for _, _, start, end in phases), default=step)
    return step if len(phases) > MOST_LINES and shortest < step else 0


def titles(phases: Sequence[Span]) -> dict[str, str]:
    """Id and title of each phase there was, the first phase of the course first."""
    return dict(sorted({(id, title) for id, title, _, _ in phases}, key=_place))


def _place(of: tuple[str, str]) -> int:
    return _ORDER.index(of[0])


def is_named(phases: Sequence[Span], first: date, last: date) -> bool:
    """Whether a phone has room for every name."""
    day_px = PHONE_PX / max(1, (last - first).days)
    return all(
        (look.one_day_on(end) - start).days * day_px > SIGN_PX * len(title)
        for _, title, start, end in phases
    )


def legend(phases: Sequence[Span], first: date, last: date) -> str:
    """What stands in the ribbon and today's phase, in words; empty where all names have room."""
    if is_named(phases, first, last):
        return ""
    names, now = list(titles(phases).values()), phases[-1][1]
    if step_of(phases, first, last):
        return f"top: phases, low {names[0]} to high {names[-1]}, now {now}"
    return f"top: {', '.join(names)} · now {now}"


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

    Phases too short to be told apart are drawn as `in_steps` says, without names: the further a
    phase, the higher it is. Else a name that does not fit is its first letter, or left to the
    tooltip; today's then stands beside its phase, as long as there are days to come.
    """
    if not phases:
        return []
    whole = max(1, (last - first).days)
    in_heights = step_of(phases, first, last) > 0
    phases, ids = in_steps(phases, first, last), list(titles(phases))
    heights = {
        id: low + (top - low) * (place + 1) / len(ids) if in_heights else top
        for place, id in enumerate(ids)
    }
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
            "top": heights[id],
            "foot": foot,
            "middle": (low + top) / 2,
        }
        for id, title, start, end in phases
    ]
    base = Layer(Rows(values=rows))
    tip = look.tips(("title:N", "Mostly" if in_heights else "Phase"), ("day:T", "From"))
    if in_heights:
        colour = alt.condition("datum.now", alt.value(c.phase), alt.value(c.pale))
        ring = alt.condition("datum.now", alt.value(c.axis_words), alt.value(c.pale))
        return [
            base.mark_rect(strokeWidth=0.5).encode(
                x="day:T",
                x2="until:T",
                y="low:Q",
                y2="top:Q",
                color=colour,
                stroke=ring,
                tooltip=tip,
            )
        ]
    colour = alt.condition("datum.now", alt.value(c.phase), alt.value(c.other_phase))
    needs = f"{SIGN_PX} * length(datum.title)"
    word = (
        f"datum.share * width > {needs} ? datum.title"
        " : (datum.share * width > 12 ? slice(datum.title, 0, 1) : '')"
    )
    beside = f"datum.now && datum.share * width <= {needs} && datum.room * width > {needs} + 12"
    return [
        base.mark_rect(stroke=c.card, strokeWidth=2 if len(phases) <= MOST_LINES else 0.5).encode(
            x="day:T", x2="until:T", y="low:Q", y2="top:Q", color=colour, tooltip=tip
        ),
        base.mark_rule(color=c.axis_words, strokeDash=[2, 3], opacity=0.6)
        .transform_filter("datum.is_told_apart")
        .encode(x="day:T", y="foot:Q", y2="low:Q"),
        base.mark_text(baseline="middle", color=c.phase_words)
        .transform_calculate(centre="(toDate(datum.day) + toDate(datum.until)) / 2", word=word)
        .encode(x="centre:T", y="middle:Q", text="word:N", tooltip=tip),
        base.mark_text(align="left", baseline="middle", dx=6, color=c.axis_words)
        .transform_filter(beside)
        .encode(x="until:T", y="middle:Q", text="title:N"),
    ]
