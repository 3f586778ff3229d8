"""Outlines as SVG path data: whole numbers, relative, the same commands for every frame."""

from __future__ import annotations

import numpy as np

from lib.figures.body import Array
from lib.figures.shapes import Shape

SCALE = 6
"""Units of the picture a centimetre; rounding to whole ones is 1 mm off at most."""


class Frame:
    """The rectangle of the world that a picture shows."""

    def __init__(self, box: Array) -> None:
        self.box = box
        self.width, self.height = (
            round(float(side) * SCALE) for side in (box[2] - box[0], box[3] - box[1])
        )

    def units(self, points: Array) -> Array:
        """Points of the picture in cm, y up, as units, y down."""
        return np.column_stack(
            [(points[:, 0] - self.box[0]) * SCALE, (self.box[3] - points[:, 1]) * SCALE]
        )


def path(shape: Shape, frame: Frame) -> str:
    """The `d` of a shape."""
    if shape.kind == "dots":
        return "".join(f"M{x} {y}h0" for x, y in np.rint(frame.units(shape.points)).astype(int))
    closed = shape.kind == "fill"
    writer = _Writer()
    for run in shape.runs:
        points = frame.units(run)
        tangents = shape.tangents * [1, -1] if shape.tangents is not None else None
        writer.run(points, closed and len(shape.runs) == 1, tangents)
    return writer.text + ("z" if closed else "")


class _Writer:
    """Relative commands with the rounding error carried along."""

    def __init__(self) -> None:
        self.text = ""
        self.at: Array | None = None

    def run(self, points: Array, closed: bool, tangents: Array | None) -> None:
        self._start(points[0])
        if len(points) == 1:
            return
        if tangents is None:
            tangents = _tangents(points, closed)
        count = len(points) if closed else len(points) - 1
        numbers: list[int] = []
        for index in range(count):
            after = (index + 1) % len(points)
            long = float(np.hypot(*(points[after] - points[index]))) / 3
            first = points[index] + long * tangents[index]
            second = points[after] - long * tangents[after]
            numbers += self._steps(first, second, points[after])
        self.text += "c" + _joined(numbers)

    def _start(self, point: Array) -> None:
        here = np.rint(point)
        if self.at is None:
            self.text = f"M{int(here[0])} {int(here[1])}"
        else:
            self.text += "l" + _joined([int(step) for step in here - self.at])
        self.at = here

    def _steps(self, *points: Array) -> list[int]:
        assert self.at is not None
        rounded = [np.rint(point) for point in points]
        steps = [int(step) for point in rounded for step in point - self.at]
        self.at = rounded[-1]
        return steps


def _tangents(points: Array, closed: bool) -> Array:
    """Directions of a smooth line through points: from the one before to the one after."""
    if closed:
        ways = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    else:
        ways = np.gradient(points, axis=0)
    lengths = np.maximum(np.hypot(ways[:, 0], ways[:, 1]), 1e-9)
    return np.asarray(ways / lengths[:, None])


def _joined(numbers: list[int]) -> str:
    text = " ".join(str(number) for number in numbers)
    return text.replace(" -", "-")
