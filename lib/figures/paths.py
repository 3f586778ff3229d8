"""Outlines as SVG path data: whole numbers, relative, the same commands for every frame."""

from __future__ import annotations

from collections.abc import Sequence

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
        """Points of the picture (…, 2) in cm, y up, as units, y down."""
        return np.asarray((points - [self.box[0], self.box[3]]) * [SCALE, -SCALE])


def path(shape: Shape, frame: Frame) -> str:
    """The `d` of a shape."""
    return ways((shape,), frame)[0]


def ways(shapes: Sequence[Shape], frame: Frame) -> list[str]:
    """The `d` of the same shape in each of several frames."""
    first = shapes[0]
    if first.kind == "dots":
        return [
            "".join(f"M{x} {y}h0" for x, y in _whole(frame.units(shape.points))) for shape in shapes
        ]
    closed = first.kind == "fill"
    tangents = None
    if first.tangents is not None:
        tangents = np.array([shape.tangents for shape in shapes]) * [1, -1]
    texts = [""] * len(shapes)
    at = np.zeros((len(shapes), 2))
    for number in range(len(first.runs)):
        points = frame.units(np.array([shape.runs[number] for shape in shapes]))
        begin = np.rint(points[:, 0])
        texts = [
            text + ("l" + _joined(step) if number else f"M{step[0]} {step[1]}")
            for text, step in zip(texts, _whole(begin - at), strict=True)
        ]
        at = begin
        if points.shape[1] > 1:
            steps, at = _curves(points, closed and len(first.runs) == 1, tangents, at)
            texts = [text + "c" + _joined(row) for text, row in zip(texts, steps, strict=True)]
    return [text + ("z" if closed else "") for text in texts]


def cubics(shape: Shape) -> list[tuple[Array, Array]]:
    """Each run of a shape in cm: its first point (2,), and its cubic steps (n, 3, 2).

    A step is two control points and the point where it ends. A closed shape's only run comes back
    to its first point; where there are several, a straight line joins one to the next.
    """
    closed = shape.kind == "fill" and len(shape.runs) == 1
    tangents = None if shape.tangents is None else shape.tangents[None]
    return [
        (run[0], _steps(run[None], closed, tangents)[0] if len(run) > 1 else np.empty((0, 3, 2)))
        for run in shape.runs
    ]


def _steps(points: Array, closed: bool, tangents: Array | None) -> Array:
    """For each frame the cubic steps through its points (frames, n, 3, 2)."""
    along = _tangents(points, closed) if tangents is None else tangents
    after = np.roll(points, -1, axis=1)
    reach = np.linalg.norm(after - points, axis=2, keepdims=True) / 3
    first = points + reach * along
    second = after - reach * np.roll(along, -1, axis=1)
    steps = np.stack([first, second, after], axis=2)
    return steps if closed else steps[:, :-1]


def _curves(
    points: Array, closed: bool, tangents: Array | None, at: Array
) -> tuple[list[list[int]], Array]:
    """Relative cubic steps for each frame, and where they end; rounding errors do not add up."""
    rounded = np.rint(_steps(points, closed, tangents))
    begins = np.concatenate([at[:, None], rounded[:, :-1, 2]], axis=1)
    steps = rounded - begins[:, :, None]
    return _whole(steps.reshape(len(points), -1)), rounded[:, -1, 2]


def _tangents(points: Array, closed: bool) -> Array:
    """Directions of a smooth line through points: from the one before to the one after."""
    if closed:
        across = np.roll(points, -1, axis=1) - np.roll(points, 1, axis=1)
    else:
        across = np.gradient(points, axis=1)
    return np.asarray(across / np.maximum(np.linalg.norm(across, axis=2, keepdims=True), 1e-9))


def _whole(numbers: Array) -> list[list[int]]:
    return np.rint(numbers).astype(int).tolist()  # type: ignore[no-any-return]


def _joined(numbers: list[int]) -> str:
    return " ".join(map(str, numbers)).replace(" -", "-")
