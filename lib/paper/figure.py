"""Paints an exercise figure, start and end beside or above each other, as vectors.

What works and what stretches has a white edge, and what stretches is striped, so that both are
seen without colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lib import figures
from lib.figures.body import Array
from lib.figures.stills import Arrow, Lens, Mark, Panel, Stills, stills_of
from lib.palette import figure_colours
from lib.paper.sheet import Sheet

_GAP_MM = 1.5
_MARKED = ("works", "stretches")
_EDGE_CM = 1.0
_STRIPE_CM = 0.8
_BADGE_MM, _BADGE_SHARE = 1.7, 0.03
"""Radius of the number's circle: at least so much, and more in a wide place."""
_POINTS_A_MM = 72 / 25.4
_NUMERALS = {
    1: (((-8, 12), (-4, 22), (-4, -22)),),
    2: (
        ((-12, 10), (-9, 19), (0, 22), (9, 19), (13, 9), (9, -2), (-13, -22)),
        ((-13, -22), (14, -22)),
    ),
}
"""1 and 2 as strokes round a centre, y up; the circle around them has a radius of 38."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure ready to be painted; `says` is all of it in words, `regions` what works and stretches."""

    stills: Stills
    says: str
    regions: str


def drawn(picture: figures.Picture) -> Drawn:
    """A solved figure, for paper."""
    words = figures.words_of(picture.seen)
    return Drawn(stills_of(picture), str(words), words.regions)


def paint(sheet: Sheet, figure: Drawn, x: float, y: float, width: float, height: float) -> None:
    """Both stills as large as they fit into the box, at its left and in the middle of its height."""
    stills = figure.stills
    wide, high = stills.size
    badge = max(_BADGE_MM, _BADGE_SHARE * width)
    beside = min((width - _GAP_MM - 4 * badge) / (2 * wide), height / high)
    above = min((width - 2 * badge) / wide, (height - _GAP_MM) / (2 * high))
    scale = max(beside, above)
    step = (scale * wide + 2 * badge + _GAP_MM, 0.0)
    if above > beside:
        step = (0.0, scale * high + _GAP_MM)
    total = scale * high + step[1]
    with sheet.tagged("Figure", figure.says):
        for number, panel in enumerate(stills.panels):
            left, top = x + number * step[0], y + (height - total) / 2 + number * step[1]
            origin = sheet.at(left + 2 * badge, top + scale * high)
            sheet.paint("\n".join(_panel(stills, panel, origin, scale * _POINTS_A_MM)))
            centre = sheet.at(left + badge, top + badge)
            sheet.paint("\n".join(_badge(number + 1, centre, badge * _POINTS_A_MM)))


def _panel(
    stills: Stills,
    panel: Panel,
    origin: tuple[float, float],
    points_a_cm: float,
) -> Iterator[str]:
    """The operators of one still; inside them lengths are the figure's own centimetres."""
    left, bottom, _, _ = stills.box
    yield "q 1 J 1 j"
    yield f"{points_a_cm:.5f} 0 0 {points_a_cm:.5f} {origin[0]:.3f} {origin[1]:.3f} cm"
    yield f"1 0 0 1 {-left:.3f} {-bottom:.3f} cm"
    yield from _marks(panel.marks)
    if stills.lens is not None:
        yield from _lens(stills.lens, panel.marks[: panel.seen_through])
    for arrow in panel.arrows:
        yield from _arrow(arrow)
    yield "Q"


def _marks(marks: Sequence[Mark]) -> Iterator[str]:
    for mark in marks:
        path = "\n".join(_path(mark))
        if mark.role in _MARKED:
            yield from _marked(mark, path)
        elif mark.kind == "fill":
            yield f"{_rgb(mark.role)} rg {path} f"
        else:
            yield f"{_rgb(mark.role)} RG {mark.width:g} w {path} S"


def _marked(mark: Mark, path: str) -> Iterator[str]:
    """An area that works or stretches, with a white edge; what stretches is striped."""
    edge, colour = _rgb("paper"), _rgb(mark.role)
    if mark.kind == "fill":
        yield f"{edge} RG {2 * _EDGE_CM:g} w {path} S {colour} rg {path} f"
        if mark.role == "stretches":
            yield f"q {path} W n {edge} RG {_STRIPE_CM:g} w {_stripes(mark)} S Q"
        return
    yield f"{edge} RG {mark.width + 2 * _EDGE_CM:g} w {path} S"
    yield f"{colour} RG {mark.width:g} w {path} S"
    if mark.role == "stretches":
        yield f"q 0 J [{_STRIPE_CM:g} 1.6] 0 d {edge} RG {mark.width - 0.6:g} w {path} S Q"


def _stripes(mark: Mark) -> str:
    """Slanting lines over the whole of an area."""
    points = [point for begin, steps in mark.runs for point in (begin, *steps.reshape(-1, 2))]
    left, right = min(point[0] for point in points), max(point[0] for point in points)
    low, high = min(point[1] for point in points), max(point[1] for point in points)
    rise, lines, at = high - low, [], left - (high - low)
    while at < right:
        lines.append(f"{at:.2f} {low:.2f} m {at + rise:.2f} {high:.2f} l")
        at += 3 * _STRIPE_CM
    return " ".join(lines)


def _path(mark: Mark) -> Iterator[str]:
    for number, (begin, steps) in enumerate(mark.runs):
        if mark.kind == "dots":
            yield f"{_at(begin)} m {_at(begin)} l"
            continue
        yield f"{_at(begin)} {'l' if number else 'm'}"
        for step in steps:
            yield f"{_at(step[0])} {_at(step[1])} {_at(step[2])} c"
    if mark.kind == "fill":
        yield "h"


def _arrow(arrow: Arrow) -> Iterator[str]:
    """With a white casing, so that it is seen on every ground."""
    stem = "\n".join(_path(arrow.stem))
    tip, *rest = arrow.head
    head = f"{_at(tip)} m " + " ".join(f"{_at(corner)} l" for corner in rest) + " h"
    edge, colour = _rgb("paper"), _rgb("arrow")
    yield f"{edge} RG {arrow.stem.width + 1.2:g} w {stem} S 1.5 w {head} S"
    yield f"{colour} RG {arrow.stem.width:g} w {stem} S {colour} rg 0.5 w {head} B"


def _lens(lens: Lens, marks: Sequence[Mark]) -> Iterator[str]:
    """A dashed ring round what it shows, and the same enlarged in a ring of its own."""
    ink, paper = _rgb("ink"), _rgb("paper")
    ring = _circle(lens.at, lens.radius)
    yield f"q [1.5 1.3] 0 d {ink} RG 0.7 w {_circle(lens.show, lens.radius / lens.zoom)} S Q"
    yield f"q {ring} W n {paper} rg {ring} f"
    moved = lens.at - lens.zoom * lens.show
    yield f"{lens.zoom:g} 0 0 {lens.zoom:g} {moved[0]:.3f} {moved[1]:.3f} cm"
    yield from _marks(marks)
    yield f"Q {ink} RG 1 w {ring} S"


def _badge(number: int, centre: tuple[float, float], radius: float) -> Iterator[str]:
    size = radius / 38
    strokes = " ".join(
        " ".join(
            f"{centre[0] + x * size:.3f} {centre[1] + y * size:.3f} {'l' if place else 'm'}"
            for place, (x, y) in enumerate(stroke)
        )
        for stroke in _NUMERALS[number]
    )
    yield f"q 1 J 1 j {_rgb('ink')} rg {_circle(centre, radius)} f"
    yield f"{_rgb('paper')} RG {7 * size:.3f} w {strokes} S Q"


def _circle(centre: Array | tuple[float, float], radius: float) -> str:
    x, y = float(centre[0]), float(centre[1])
    r, k = radius, 0.5523 * radius
    return (
        f"{x + r:.3f} {y:.3f} m "
        f"{x + r:.3f} {y + k:.3f} {x + k:.3f} {y + r:.3f} {x:.3f} {y + r:.3f} c "
        f"{x - k:.3f} {y + r:.3f} {x - r:.3f} {y + k:.3f} {x - r:.3f} {y:.3f} c "
        f"{x - r:.3f} {y - k:.3f} {x - k:.3f} {y - r:.3f} {x:.3f} {y - r:.3f} c "
        f"{x + k:.3f} {y - r:.3f} {x + r:.3f} {y - k:.3f} {x + r:.3f} {y:.3f} c h"
    )


def _at(point: Array) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"


@cache
def _rgb(role: str) -> str:
    colour = figure_colours(dark=False)[role].lstrip("#")
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (0, 2, 4))
