"""The proportions of the drawn person and the trunk as a curved column with a thickness.

Lengths are centimetres of a person of about 170 cm, usual segment ratios nudged by eye. The world:
x to the right, y up, z towards the viewer, floor at y = 0. Angles are degrees, counter-clockwise,
0 = to the right. The trunk points from hip to neck: 90 stands, 180 lies with the head to the left,
0 has the head to the right. With `roll` 0 a standing person faces right; with 90 they face you.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

PELVIS, LUMBAR, THORAX, NECK = 12.0, 17.0, 25.0, 8.0
THIGH, SHANK = 42.0, 41.0
UPPER_ARM, FOREARM, HAND = 29.0, 25.0, 15.5
FOOT = 18.0
ANKLE_HEIGHT = 6.6
HIP_OUT, SHOULDER_OUT, SHOULDER_UP = 8.5, 16.0, 47.0
SKULL_UP, SKULL_FORWARD, SKULL_RADIUS = 10.6, 0.4, 9.9

SIDES = {"right": 1.0, "left": -1.0}
"""The right side is nearer to the viewer of a side view."""

PROFILE = np.array(
    [  # cm above the hip joint, depth behind, depth in front, half width
        (-8.5, 5.5, 3.5, 11.0),
        (-5.0, 10.3, 7.5, 15.5),
        (0.0, 12.2, 9.4, 17.0),
        (5.0, 12.0, 10.0, 16.6),
        (11.0, 9.6, 10.3, 14.6),
        (18.0, 8.0, 9.8, 13.2),
        (25.0, 8.0, 9.6, 13.4),
        (32.0, 9.4, 10.4, 14.8),
        (39.0, 10.6, 11.4, 16.2),
        (46.0, 10.6, 10.8, 16.4),
        (51.0, 8.8, 7.8, 14.2),
        (54.5, 5.4, 4.6, 6.4),
    ]
)
STATIONS = np.array([-8.5, -5, -1, 3, 7, 11, 15, 19, 23, 27, 32, 38, 44, 49, 52.5, 54.5])
PELVIS_ZONE = STATIONS <= 10
BELLY_ZONE = (STATIONS > 10) & (STATIONS < 34)
CHEST_ZONE = (STATIONS >= 34) & (STATIONS < 52)
LOW_BACK_ZONE = (STATIONS > 12) & (STATIONS < 26)

_STEP = 1.0
_HEIGHTS = np.arange(0.0, PELVIS + LUMBAR + THORAX + _STEP / 2, _STEP)
_INSIDE = np.clip(STATIONS, 0, _HEIGHTS[-1])
_ROW = np.minimum((_INSIDE / _STEP).astype(int), len(_HEIGHTS) - 2)
_SHARE = _INSIDE / _STEP - _ROW
_BEYOND = STATIONS - _INSIDE
_NEAREST = np.round(_INSIDE / _STEP).astype(int)


def unit(vector: Array) -> Array:
    """The vector at length 1; a vector of no length stays as it is."""
    length = math.sqrt(float(vector @ vector))
    return np.asarray(vector / length) if length > 1e-9 else vector


def direction(degrees: float, lean: float = 0.0) -> Array:
    """A unit vector in the x-y plane, turned towards the viewer by `lean` degrees."""
    angle, towards = np.radians(degrees), np.radians(lean)
    flat = np.cos(towards)
    return np.array([flat * np.cos(angle), flat * np.sin(angle), np.sin(towards)])


def angle_of(vector: Array) -> float:
    """Degrees of a vector in the x-y plane."""
    return float(np.degrees(np.arctan2(vector[1], vector[0])))


def cross(one: Array, two: Array) -> Array:
    """The cross product of two vectors; numpy's own is ten times slower for so small ones."""
    a, b, c = one.tolist()
    d, e, f = two.tolist()
    return np.array([b * f - c * e, c * d - a * f, a * e - b * d])


def turned(vector: Array, axis: Array, degrees: float) -> Array:
    """The vector turned about a unit axis, right-handed (Rodrigues)."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    along = float(vector @ axis) * (1 - cosine)
    return np.asarray(vector * cosine + cross(axis, vector) * sine + along * axis)


def _smooth(heights: Array, column: int) -> Array:
    """A column of the profile at heights, eased between its rows."""
    known = PROFILE[:, 0]
    at = np.clip(heights, known[0], known[-1])
    after = np.clip(np.searchsorted(known, at), 1, len(known) - 1)
    share = (at - known[after - 1]) / (known[after] - known[after - 1])
    eased = share * share * (3 - 2 * share)
    low, high = PROFILE[after - 1, column], PROFILE[after, column]
    return np.asarray(low + (high - low) * eased)


BEHIND, FRONT, HALF_WIDTH = (_smooth(STATIONS, column) for column in (1, 2, 3))


@dataclass(frozen=True)
class Trunk:
    """The solved trunk: a centre line by height over the hips, with a frame at each height."""

    points: Array
    """Centre line, one row a centimetre from the hips (n, 3)."""
    frames: Array
    """Rows of up, front and right unit vectors at each point (n, 3, 3)."""

    def moved(self, degrees: float, by: Array) -> Trunk:
        """The same trunk turned about the hips in the x-y plane, then moved."""
        angle = np.radians(degrees)
        turn = np.array(
            [
                [np.cos(angle), -np.sin(angle), 0],
                [np.sin(angle), np.cos(angle), 0],
                [0, 0, 1],
            ]
        )
        return Trunk(self.points @ turn.T + by, self.frames @ turn.T)

    @property
    def hips(self) -> Array:
        """The middle between the hip joints."""
        return np.asarray(self.points[0])

    @property
    def pelvis(self) -> Array:
        """Up, front, right of the pelvis."""
        return np.asarray(self.frames[0])

    @property
    def chest(self) -> Array:
        """Up, front, right of the chest, at the shoulders."""
        return np.asarray(self.frames[int(SHOULDER_UP / _STEP)])

    @property
    def chord(self) -> float:
        """Degrees of the line from the hips to the neck."""
        return angle_of(self.points[-1] - self.points[0])

    def frame(self, height: float) -> Array:
        """Up, front and right at a height in cm over the hips."""
        row = round(float(np.clip(height, 0, _HEIGHTS[-1])) / _STEP)
        return np.asarray(self.frames[row])

    def at(self, height: float, front: float = 0.0, right: float = 0.0) -> Array:
        """A point: cm over the hips, cm in front of and to the right of the centre line."""
        inside = float(np.clip(height, 0, _HEIGHTS[-1]))
        row = min(int(inside / _STEP), len(self.points) - 2)
        share = inside / _STEP - row
        up, ahead, aside = self.frame(height)
        line = self.points[row] * (1 - share) + self.points[row + 1] * share
        return np.asarray(line + (height - inside) * up + front * ahead + right * aside)

    @cached_property
    def centres(self) -> Array:
        """The centre at each of the STATIONS (k, 3)."""
        line = self.points[_ROW] * (1 - _SHARE[:, None]) + self.points[_ROW + 1] * _SHARE[:, None]
        return np.asarray(line + _BEYOND[:, None] * self.station_frames[:, 0])

    @cached_property
    def station_frames(self) -> Array:
        """The frame at each of the STATIONS (k, 3, 3)."""
        return np.asarray(self.frames[_NEAREST])

    def reach(self, towards: Array) -> Array:
        """How far the body reaches from its centre line at each station towards a unit vector.

        `towards` is one vector or one for each station; the cross-section is half an ellipse in
        front and half an ellipse behind.
        """
        ahead = (self.station_frames[:, 1] * towards).sum(axis=1)
        aside = (self.station_frames[:, 2] * towards).sum(axis=1)
        depth = np.where(ahead > 0, FRONT, BEHIND)
        return np.asarray(np.hypot(depth * ahead, HALF_WIDTH * aside))

    def lowest(self, zone: NDArray[np.bool_]) -> float:
        """The lowest height (cm) of the body's surface in a zone of stations."""
        down = self.centres[:, 1] - self.reach(np.array([0.0, -1.0, 0.0]))
        return float(down[zone].min())


def bent_trunk(
    lumbar: float,
    thorax: float,
    bend: float = 0.0,
    twist: float = 0.0,
    roll: float = 0.0,
    lean: float = 0.0,
) -> Trunk:
    """A trunk that points to the right (0 degrees) with its hips at the origin.

    `lumbar` and `thorax` are total curves (flexion positive), `bend` leans to the right side,
    `twist` turns the chest to the right against the pelvis, `roll` turns the whole body about its
    length towards the viewer, `lean` tips it towards the viewer.
    """
    across, towards = np.cos(np.radians(roll)), np.sin(np.radians(roll))
    frame = np.array([[1.0, 0, 0], [0, -across, towards], [0, towards, across]])
    low = _bending(lumbar / LUMBAR, bend * 0.6 / LUMBAR, twist * 0.25 / LUMBAR)
    high = _bending(thorax / THORAX, bend * 0.4 / THORAX, twist * 0.75 / THORAX)
    point = np.zeros(3)
    points, frames = [point], [frame]
    for height in _HEIGHTS[1:]:
        middle = height - _STEP / 2
        point = point + _STEP * frame[0]
        if middle > PELVIS:
            frame = (low if middle < PELVIS + LUMBAR else high) @ frame
        points.append(point)
        frames.append(frame)
    line, all_frames = np.array(points), np.array(frames)
    level = _turn_onto(unit(line[-1]), direction(0.0, lean))
    return Trunk(line @ level.T, all_frames @ level.T)


def _bending(flexion: float, lean: float, twisting: float) -> Array:
    """How the frame (rows up, front, right) turns over one step up the trunk; degrees a cm."""
    f, b, w = np.radians(np.array([flexion, lean, twisting]) * _STEP)
    forward = np.array([[np.cos(f), np.sin(f), 0], [-np.sin(f), np.cos(f), 0], [0, 0, 1]])
    aside = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    about = np.array([[1, 0, 0], [0, np.cos(w), np.sin(w)], [0, -np.sin(w), np.cos(w)]])
    return np.asarray(about @ aside @ forward)


def _turn_onto(one: Array, two: Array) -> Array:
    """The smallest rotation (3, 3) that turns one unit vector onto another not opposite to it."""
    axis = cross(one, two)
    skew = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1 + one @ two))
