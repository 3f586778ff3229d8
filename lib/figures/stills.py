"""A figure as two numbered stills for another painter than SVG: outlines in cm, nothing rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lib.figures import marks
from lib.figures.body import Array
from lib.figures.paths import cubics
from lib.figures.shapes import Shape
from lib.figures.svg import LINES, Picture

Run = tuple[Array, Array]
"""A first point (2,) and cubic steps (n, 3, 2) from it, in cm, y up."""
_NO_STEPS = np.empty((0, 3, 2))


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to paint. `width` is that of a line or of dots, in cm; 0 for a filled outline."""

    role: str
    kind: str
    """fill, line (open) or dots: a dot at each run's first point."""
    runs: tuple[Run, ...]
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """The stem, open, and the three corners of the head."""

    stem: Mark
    head: Array


@dataclass(frozen=True, slots=True)
class Lens:
    """A magnifier: where it is, what it shows, its radius, how much it enlarges."""

    at: Array
    show: Array
    radius: float
    zoom: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One still, its marks from back to front; `seen_through` is how many of them a lens shows."""

    marks: tuple[Mark, ...]
    seen_through: int
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Stills:
    """Start and end to the same scale. `box` is left, bottom, right, top of each, in cm."""

    box: tuple[float, float, float, float]
    panels: tuple[Panel, Panel]
    lens: Lens | None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of one panel in cm."""
        left, bottom, right, top = self.box
        return right - left, top - bottom


def stills_of(drawn: Picture) -> Stills:
    """Start and end of a drawn figure."""
    moves = drawn.seen.drawing.moves_to_end
    left, bottom, right, top = (float(edge) for edge in drawn.box)
    return Stills(
        (left, bottom, right, top),
        (
            _panel(drawn, drawn.frames[0][0], "start"),
            _panel(drawn, drawn.frames[moves - 1][-1], "end"),
        ),
        None if drawn.lens is None else Lens(*drawn.lens),
    )


def _panel(drawn: Picture, shapes: Sequence[Shape], name: str) -> Panel:
    near_arm = (i for i, shape in enumerate(shapes) if shape.name.startswith("right_arm"))
    return Panel(
        tuple(_mark(shape) for shape in shapes),
        next(near_arm, len(shapes)),
        tuple(_arrow(line) for line, panel in drawn.arrows if panel == name),
    )


def _mark(shape: Shape) -> Mark:
    if shape.kind == "fill":
        return Mark(shape.role, "fill", tuple(cubics(shape)))
    if shape.kind == "dots":
        dots = tuple((point, _NO_STEPS) for point in shape.points)
        return Mark(shape.role, "dots", dots, LINES[shape.role])
    return Mark(shape.role, "line", tuple(cubics(shape)), LINES[shape.role])


def _arrow(line: Array) -> Arrow:
    stem, head = marks.arrow_parts(line)
    shape = Shape("arrow", "arrow", (stem,), "line")
    return Arrow(Mark("arrow", "line", tuple(cubics(shape)), marks.ARROW_LINE), head)
