"""What is drawn onto the person: where it works, where it stretches, the spine, the gap, arrows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lib.figures.body import BEHIND, HALF_WIDTH, STATIONS, Array
from lib.figures.camera import Camera
from lib.figures.props import end_of
from lib.figures.shapes import Shape, outline_sides, surface
from lib.figures.solve import Body

_TRUNK_REGIONS: Mapping[str, tuple[str, float, float, float]] = {
    "low_back": ("back", 10, 28, 3.2),
    "upper_back": ("back", 31, 49, 3.2),
    "whole_back": ("back", 6, 50, 3.2),
    "belly": ("front", 11, 33, 3.2),
    "hip_front": ("front", -4, 9, 3.2),
    "chest": ("front", 32, 47, 3.2),
    "right_waist": ("right", 8, 30, 3.2),
    "left_waist": ("left", 8, 30, 3.2),
    "right_hip": ("right", -7, 8, 3.2),
    "left_hip": ("left", -7, 8, 3.2),
}
"""Region → side of the trunk, from and to in cm over the hips, cm under the surface."""
_LIMB_REGIONS: Mapping[str, tuple[str, int, float, float, float]] = {
    "hamstrings": ("leg", 0, 0.18, 0.82, -4.2),
    "thighs": ("leg", 0, 0.18, 0.82, 4.2),
    "calves": ("leg", 1, 0.12, 0.6, -2.6),
    "shoulders": ("arm", 0, 0.0, 0.35, 1.0),
    "forearms": ("arm", 1, 0.1, 0.7, 0.0),
}
"""Region → limb, bone, from and to as shares of it, cm to its front."""
_BUTTOCK = (
    (-7, 3.0),
    (-4, 1.2),
    (0, 1.0),
    (4.5, 1.2),
    (8, 2.8),
    (7, 7.2),
    (2.5, 9.8),
    (-2.5, 9.6),
    (-6, 6.8),
)
_HALF_FROM_SIDE, _BUTTOCK_OUT = 0.5, 0.75
"""Seen from the side when the pelvis's right points this much to the viewer; share of its width."""
REGION_WORDS: Mapping[str, str] = {
    "low_back": "low back",
    "upper_back": "upper back",
    "whole_back": "whole back",
    "belly": "belly",
    "hip_front": "front of the hip",
    "chest": "chest",
    "right_waist": "side of the waist",
    "left_waist": "side of the waist",
    "right_hip": "side of the hip",
    "left_hip": "side of the hip",
    "hamstrings": "back of the thigh",
    "thighs": "front of the thigh",
    "calves": "calf",
    "shoulders": "shoulder",
    "forearms": "forearm",
    "buttocks": "buttocks",
}
"""Every region a figure may name, with its words."""


def region_shapes(
    region: str, role: str, body: Body, camera: Camera, sides: tuple[str, ...]
) -> list[Shape]:
    """A region as lines under the surface; `sides` are the limbs it is drawn on."""
    if region == "buttocks":
        return [_buttock(role, body, camera)]
    if region in _TRUNK_REGIONS:
        where, low, high, inset = _TRUNK_REGIONS[region]
        line = surface(body, where, np.linspace(low, high, 6), inset)
        return [Shape(f"{role}_{region}", role, (camera.flat(line),), "line")]
    limb, bone, start, end, out = _LIMB_REGIONS[region]
    shapes = []
    for side in sides:
        bones = body.limbs[f"{side}_{limb}"]
        first, second = bones.joints[bone : bone + 2]
        shares = np.linspace(start, end, 4)[:, None]
        line = first + shares * (second - first) + out * (1.1 - 0.5 * shares) * bones.ahead[bone]
        shapes.append(Shape(f"{role}_{side}_{region}", role, (camera.flat(line),), "line"))
    return shapes


def at_effort(shape: Shape, effort: float) -> Shape:
    """A region drawn together to its middle, as much as the pose does not use it."""
    if effort >= 1.0:
        return shape
    middle = shape.points.mean(axis=0)
    return replace(shape, runs=tuple(middle + effort * (run - middle) for run in shape.runs))


def group_of(shape: Shape) -> str:
    """The group a region is drawn over."""
    for side in ("right", "left"):
        for limb, regions in (
            ("leg", ("hamstrings", "thighs", "calves", "buttocks")),
            ("arm", ("shoulders", "forearms")),
        ):
            if any(shape.name.endswith(f"{side}_{region}") for region in regions):
                return f"{side}_{limb}"
    return "shirt"


def _buttock(role: str, body: Body, camera: Camera) -> Shape:
    """A bean on the seat; seen half from the side it lies on the nearer half, over that thigh."""
    heights, insets = np.array(_BUTTOCK).T
    behind = np.interp(heights, STATIONS, BEHIND)
    nearer = float(camera.depth(body.trunk.pelvis[2]))
    on_side = not camera.oblique and abs(nearer) > _HALF_FROM_SIDE
    out = np.sign(nearer) * _BUTTOCK_OUT if on_side else 0.0
    widths = np.interp(heights, STATIONS, HALF_WIDTH)
    bean = [
        body.trunk.at(height, (inset - depth) * np.sqrt(1 - out**2), out * width)
        for height, depth, inset, width in zip(heights, behind, insets, widths, strict=True)
    ]
    half = ("right_" if nearer > 0 else "left_") if on_side else ""
    return Shape(f"{role}_{half}buttocks", role, (camera.flat(np.array(bean)),))


def spine_shapes(body: Body, camera: Camera) -> list[Shape]:
    """Small dots along the upper spine, five large ones along the low back."""

    def line(low: float, high: float, count: int) -> Array:
        heights = np.linspace(low, high, count)
        depths = 0.62 * np.interp(np.maximum(heights, 9.0), STATIONS, BEHIND)
        depths += 0.1 * np.maximum(0.0, 9.0 - heights)
        return np.array([body.trunk.at(h, -d) for h, d in zip(heights, depths, strict=True)])

    return [
        Shape("spine", "spine", (camera.flat(line(31, 52, 7)),), "dots"),
        Shape("lumbar_spine", "lumbar_spine", (camera.flat(line(8, 28, 5)),), "dots"),
    ]


def gap_shape(body: Body, camera: Camera) -> Shape:
    """The space between the low back and the floor under a person who lies on the back."""
    left, right = outline_sides(body, camera)
    under = left if left[:, 1].mean() < right[:, 1].mean() else right
    above = under[(STATIONS >= 3) & (STATIONS <= 44)]
    ground = camera.flat(np.zeros((1, 3)))[0, 1]
    return Shape(
        "gap", "gap", (above, np.array([[above[-1, 0], ground]]), np.array([[above[0, 0], ground]]))
    )


def arrow_path(arrow: Mapping[str, Any], frames: list[Body], camera: Camera) -> Array:
    """The line of an arrow in the picture, from its tail to its tip.

    `follow` takes the real way of a point over part (`span`) of the movement, moved by `offset`;
    `from` and `to` are points.
    """
    if "follow" in arrow:
        low, high = arrow.get("span", (0.0, 1.0))
        way = np.array([camera.flat(body.point(arrow["follow"])) for body in frames])
        inner = np.linspace(low, high, 9) * (len(frames) - 1)
        steps = np.arange(len(frames))
        line = np.column_stack([np.interp(inner, steps, way[:, axis]) for axis in (0, 1)])
        return np.asarray(line + np.array(arrow.get("offset", (0, 0)), float))
    ends = [camera.flat(end_of(arrow[end], frames[0])) for end in ("from", "to")]
    bow = float(arrow.get("bow", 0.0))
    middle = (ends[0] + ends[1]) / 2
    way = ends[1] - ends[0]
    middle = middle + bow * np.array([-way[1], way[0]]) / max(float(np.linalg.norm(way)), 1e-6)
    shares = np.linspace(0, 1, 9)[:, None]
    return np.asarray(
        (1 - shares) ** 2 * ends[0] + 2 * shares * (1 - shares) * middle + shares**2 * ends[1]
    )


ARROW_LINE, _ARROW_HEAD = 1.6, 5.2
"""In cm: how thick an arrow is, and how long its head."""


def arrow_parts(line: Array) -> tuple[Array, Array]:
    """The stem of an arrow along a line, and the three corners of its head, the tip first."""
    back = line[::-1]
    lengths = np.cumsum(np.hypot(*np.diff(back, axis=0).T))
    behind = int(np.searchsorted(lengths, _ARROW_HEAD * 0.8)) + 1
    tip, base = line[-1], back[min(behind, len(line) - 1)]
    way = (tip - base) / max(float(np.hypot(*(tip - base))), 1e-6)
    root = tip - _ARROW_HEAD * way
    side = np.array([-way[1], way[0]]) * _ARROW_HEAD * 0.56
    stem = np.vstack([line[: max(1, len(line) - behind)], root + way / 2])
    return stem, np.array([tip, root + side, root - side])
