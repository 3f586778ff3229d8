"""The things around the person: mat, floor, ball, wall, post, chair, step, band, weight, stick, bag.

Solid things are boxes and spheres in the world, so that a check can tell what goes into them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lib.figures.body import Array, cross, turned, unit
from lib.figures.camera import Camera
from lib.figures.shapes import Shape, round_shape
from lib.figures.solve import Body

FLOOR_DEPTH = 30.0
"""cm of floor or mat in front of and behind the person."""


@dataclass(frozen=True, slots=True)
class Box:
    """A solid box between two corners, with the role of its colour."""

    low: Array
    high: Array
    role: str


def boxes(prop: Mapping[str, Any]) -> tuple[Box, ...]:
    """The solid parts of a wall, post, chair, step, table or cushion, z cm towards the viewer."""
    aside = np.array([0.0, 0.0, float(prop.get("z", 0.0))])
    return tuple(Box(box.low + aside, box.high + aside, box.role) for box in _boxes(prop))


def _boxes(prop: Mapping[str, Any]) -> tuple[Box, ...]:
    """They in the middle; none for other things."""
    kind, x = prop["kind"], float(prop.get("x", 0.0))
    if kind == "wall":
        width = 4.0 if prop.get("facing", "right") == "right" else -4.0
        ends = sorted((x, x - width))
        return (_box(ends[0], 0, -34, ends[1], prop.get("height", 175), 34, "wall"),)
    if kind == "post":
        half = prop.get("width", 7) / 2
        return (_box(x - half, 0, -half, x + half, prop.get("height", 165), half, "wood"),)
    if kind == "step":
        return (_box(x, 0, -26, x + prop.get("width", 38), prop["height"], 26, "wood"),)
    if kind == "cushion":
        y, wide = prop.get("y", 0.0), prop.get("width", 34)
        return (_box(x, y, -18, x + wide, y + prop.get("height", 8), 18, "cushion"),)
    if kind in ("chair", "table"):
        return _furniture(prop, x)
    return ()


def _furniture(prop: Mapping[str, Any], x: float) -> tuple[Box, ...]:
    """A chair whose back is at its left end (`faces: right`) or right end; a table has no back."""
    seat, width = float(prop.get("height", 45)), float(prop.get("width", 42))
    half = 21.0
    legs = [
        _box(a, 0, z, a + 3.5, seat - 4, z + 3.5, "wood_edge")
        for z in (-half, half - 3.5)
        for a in (x + 1, x + width - 4.5)
    ]
    top = _box(x, seat - 4, -half, x + width, seat, half, "wood")
    if prop["kind"] == "table":
        return (*legs, top)
    at = x - 1 if prop.get("faces", "right") == "right" else x + width - 2.5
    return (
        *legs[:2],
        _box(at, seat, -half, at + 3.5, seat + 44, half, "wood_edge"),
        *legs[2:],
        top,
    )


def _box(x0: float, y0: float, z0: float, x1: float, y1: float, z1: float, role: str) -> Box:
    return Box(np.array([x0, y0, z0], float), np.array([x1, y1, z1], float), role)


def box_shapes(box: Box, name: str, camera: Camera) -> list[Shape]:
    """The faces of a box that the camera sees: front, side and top, each in its shade."""
    low, high = box.low, box.high
    towards = camera.axes[2]
    shapes = []
    for axis, role in ((1, f"{box.role}_top"), (0, f"{box.role}_side"), (2, box.role)):
        if abs(towards[axis]) < 0.02:
            continue
        level = high[axis] if towards[axis] > 0 else low[axis]
        one, two = (other for other in range(3) if other != axis)
        corners = np.zeros((4, 3))
        corners[:, axis] = level
        corners[:, one] = [low[one], high[one], high[one], low[one]]
        corners[:, two] = [low[two], low[two], high[two], high[two]]
        flat = camera.flat(corners)
        shapes.append(Shape(f"{name}_{axis}", role, tuple(flat[i : i + 1] for i in range(4))))
    return shapes


def ground_shapes(
    ground: str, x0: float, x1: float, reach: tuple[float, float], camera: Camera
) -> list[Shape]:
    """A mat with its front edge, or the floor, from x0 to x1; `reach`: z of what stands on it."""
    depth = FLOOR_DEPTH if ground == "mat" else FLOOR_DEPTH + 2
    z0, z1 = (-depth, depth) if ground == "mat" else (min(-depth, reach[0]), max(depth, reach[1]))
    corners = np.array([(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], float)
    top = Shape("ground", ground, tuple(camera.flat(corners)[i : i + 1] for i in range(4)))
    if ground != "mat":
        return [top]
    edge = np.array([(x0, 0, depth), (x1, 0, depth), (x1, -1.8, depth), (x0, -1.8, depth)], float)
    return [
        top,
        Shape("ground_edge", "mat_edge", tuple(camera.flat(edge)[i : i + 1] for i in range(4))),
    ]


def ball_shapes(body: Body, camera: Camera) -> list[Shape]:
    """The ball with two seams that turn as it rolls, and a shine that stays."""
    ball = body.ball
    if ball is None:
        return []
    across, up, towards = camera.axes
    circle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    rim = np.array([np.cos(a) * across + np.sin(a) * up for a in circle]) * ball.radius
    shapes = [Shape("ball", "ball", (camera.flat(ball.centre + rim),))]
    for number, tilt in enumerate((35.0, 125.0)):
        axis = turned(np.array([0.8, 0.0, 0.6]), np.array([0.0, 0.0, 1.0]), tilt)
        axis = turned(axis, unit(ball.spin), float(np.linalg.norm(ball.spin)))
        flat_end = unit(cross(axis, towards))
        bulge = cross(axis, flat_end)
        bulge = bulge if bulge @ towards > 0 else -bulge
        if number and (flat_end @ across) < 0:
            flat_end = -flat_end
        half = np.linspace(0, np.pi, 9)
        seam = np.array([np.cos(a) * flat_end + np.sin(a) * bulge for a in half]) * ball.radius
        shapes.append(
            Shape(f"seam_{number}", "ball_seam", (camera.flat(ball.centre + seam),), "line")
        )
    shine = np.linspace(np.radians(115), np.radians(160), 5)
    glow = np.array([np.cos(a) * across + np.sin(a) * up for a in shine]) * ball.radius * 0.78
    shapes.append(Shape("ball_shine", "ball_shine", (camera.flat(ball.centre + glow),), "line"))
    return shapes


def held_shapes(prop: Mapping[str, Any], number: int, body: Body, camera: Camera) -> list[Shape]:
    """A band, towel, stick, weight or bag where the body holds it in this frame."""
    kind, name = prop["kind"], f"{prop['kind']}_{number}"
    if kind in ("band", "towel", "stick"):
        ends = [end_of(prop[end], body) for end in ("from", "to")]
        if kind == "stick":
            long = unit(ends[1] - ends[0])
            ends = [ends[0] - prop.get("before", 6) * long, ends[1] + prop.get("beyond", 6) * long]
        line = np.array([ends[0], (ends[0] + ends[1]) / 2, ends[1]])
        return [Shape(name, kind, (camera.flat(line),), "line")]
    if kind in ("weight", "bag"):
        at = end_of(prop["at"], body) + np.array(prop.get("offset", (0, -6, 0)), float)
        big = prop.get("size", 7.0)
        across = np.array([big * 0.8, 0, 0])
        low = at - np.array([0, big * 1.5, 0])
        trunk = np.array([low - across, low + across, low - across / 2, low + across / 2])
        handle = [at + np.array([dx * big, dy * big, 0]) for dx, dy in _HANDLE]
        radii = np.array([0.7, 0.7, 1, 1]) * big
        return [
            Shape(f"{name}_handle", "weight_edge", (camera.flat(np.array(handle)),), "line"),
            round_shape(name, "weight", trunk, radii, across, camera),
        ]
    return []


_HANDLE = ((-0.75, -0.9), (-0.6, -0.2), (0.0, 0.1), (0.6, -0.2), (0.75, -0.9))


def end_of(place: Any, body: Body) -> Array:
    """A point given as a name, as [x, y, z] or as {point: name, offset: [x, y, z]}."""
    if isinstance(place, str):
        return body.point(place)
    if isinstance(place, Mapping):
        return np.asarray(body.point(place["point"]) + np.array(place["offset"], float))
    return np.array([*place, 0.0][:3], dtype=float)
