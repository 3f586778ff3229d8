"""Where the trunk is: conditions solved for the hips' x and y and the trunk's angle.

    hip: [x, y]            the hips are there (hip_x, hip_y one alone)
    shoulder_x, shoulder_y the middle of the shoulders is there
    pelvis_on, belly_on, chest_on: h   that part of the body rests on something h cm high
    knee: [x, y], thigh: a the thighs rise from there at that angle
    hands: [x, y]          straight arms reach there
    elbows: [x, y]         the upper arms reach there
    feet: [x, y]           straight legs reach there (ankles)
                           of who lies on the side: knee, elbows and feet are those underneath
    ball: front | behind   the trunk touches the ball
    sits_on_ball: x        the pelvis sits on the ball, hips x cm from its middle
    hip_z: z               no condition: the hips are moved z cm towards the viewer

Three equations place it. With two, the pose's own `trunk` angle is the third.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lib.figures.body import (
    BELLY_ZONE,
    CHEST_ZONE,
    FOREARM,
    HIP_OUT,
    PELVIS_ZONE,
    SHANK,
    SHOULDER_OUT,
    SHOULDER_UP,
    THIGH,
    UPPER_ARM,
    Array,
    Trunk,
    direction,
)

STRAIGHT = 0.3
"""cm by which a straight limb is shorter than its bones, so that its bend stays defined."""
REACH = 1.5
"""cm the shoulder gives towards a hand."""

Residuals = Callable[[Trunk], list[float]]
_NO_CONDITION = ("thigh", "hip_z")
_ZONES = {"pelvis_on": PELVIS_ZONE, "belly_on": BELLY_ZONE, "chest_on": CHEST_ZONE}


class CannotPlaceError(ValueError):
    """The conditions of a pose contradict each other, or there are not three."""


def placed(
    trunk: Trunk, place: Mapping[str, Any], angle: float, ball: tuple[Array, float] | None
) -> Trunk:
    """The trunk (given at 0 degrees, hips at the origin) where its conditions hold.

    Raises CannotPlaceError when there are not three equations or no place fits within 0.05 cm.
    """
    conditions = [
        _condition(name, value, place, ball)
        for name, value in place.items()
        if name not in _NO_CONDITION
    ]

    beside = float(place.get("hip_z", 0.0))

    def residuals(guess: Array) -> Array:
        here = trunk.moved(guess[2], np.array([guess[0], guess[1], beside]))
        values = [value for condition in conditions for value in condition(here)]
        if len(values) == 2:
            values.append((guess[2] - angle) * 0.5)
        if len(values) != 3:
            raise CannotPlaceError(f"{len(values)} equations instead of three: {', '.join(place)}")
        return np.array(values)

    guess = _first_guess(place, angle, ball)
    for _ in range(40):
        now = residuals(guess)
        if np.abs(now).max() < 0.02:
            return trunk.moved(guess[2], np.array([guess[0], guess[1], beside]))
        steps = np.array([0.05, 0.05, 0.05])
        slope = np.column_stack(
            [(residuals(guess + np.eye(3)[i] * steps[i]) - now) / steps[i] for i in range(3)]
        )
        change = np.linalg.lstsq(slope, -now, rcond=None)[0]
        guess = guess + np.clip(change, -12, 12)
    if np.abs(residuals(guess)).max() > 0.05:
        raise CannotPlaceError(
            f"no place fits: {', '.join(place)} ({np.abs(residuals(guess)).max():.1f} cm off)"
        )
    return trunk.moved(guess[2], np.array([guess[0], guess[1], beside]))


def _first_guess(place: Mapping[str, Any], angle: float, ball: tuple[Array, float] | None) -> Array:
    x, y = place.get("hip", (place.get("hip_x", 0.0), place.get("hip_y", 12.0)))
    if "knee" in place:
        hip = np.array([*place["knee"], 0.0]) - THIGH * direction(place["thigh"])
        x, y = hip[0], hip[1]
    elif ball is not None and "sits_on_ball" in place:
        x = place.get("hip_x", ball[0][0] + place["sits_on_ball"])
        y = place.get("hip_y", ball[0][1] + ball[1] + 10)
    elif "shoulder_x" in place:
        x = place["shoulder_x"] - SHOULDER_UP * np.cos(np.radians(angle))
    elif ball is not None and "ball" in place:
        away = (1 if place["ball"] == "behind" else -1) * (ball[1] + 10)
        middle = ball[0] + away * direction(angle - 90) - 20 * direction(angle)
        x, y = place.get("hip_x", middle[0]), place.get("hip_y", middle[1])
    return np.array([x, y, angle], dtype=float)


def _condition(
    name: str, value: Any, place: Mapping[str, Any], ball: tuple[Array, float] | None
) -> Residuals:
    if name in ("ball", "sits_on_ball") and ball is not None:
        return _on_ball(name, value, ball)
    if name in _ZONES:
        return lambda trunk: [trunk.lowest(_ZONES[name]) - value]
    if name in _AXES:
        point, axes = _AXES[name]
        wanted = value if len(axes) == 2 else [value]
        return lambda trunk: [
            point(trunk)[axis] - at for axis, at in zip(axes, wanted, strict=True)
        ]
    if name == "knee":
        hip = np.array([*value, 0.0]) - THIGH * direction(place["thigh"])
        return lambda trunk: list((_lower_hip(trunk) - hip)[:2])
    if name in _LENGTHS:
        root, length = _LENGTHS[name]
        x, y = value
        return lambda trunk: [float(np.hypot(root(trunk)[0] - x, root(trunk)[1] - y)) - length]
    raise CannotPlaceError(f"{name!r} is no condition here")


def _hips(trunk: Trunk) -> Array:
    return trunk.hips


def _shoulders(trunk: Trunk) -> Array:
    return trunk.at(SHOULDER_UP, 0.5)


def _underneath(right: Array) -> Array:
    """The sideways direction to the lower side of who lies on the side; none for all others."""
    if abs(right[1]) < 0.35:
        return np.zeros(3)
    return -float(np.sign(right[1])) * right


def _lower_shoulder(trunk: Trunk) -> Array:
    return _shoulders(trunk) + SHOULDER_OUT * _underneath(trunk.chest[2])


def _lower_hip(trunk: Trunk) -> Array:
    return trunk.hips + HIP_OUT * _underneath(trunk.pelvis[2])


_AXES = {
    "hip": (_hips, (0, 1)),
    "hip_x": (_hips, (0,)),
    "hip_y": (_hips, (1,)),
    "shoulder_x": (_shoulders, (0,)),
    "shoulder_y": (_shoulders, (1,)),
}
_LENGTHS = {
    "hands": (_shoulders, UPPER_ARM + FOREARM + REACH - STRAIGHT),
    "elbows": (_lower_shoulder, UPPER_ARM),
    "feet": (_lower_hip, THIGH + SHANK - STRAIGHT),
}


def _on_ball(name: str, value: Any, ball: tuple[Array, float]) -> Residuals:
    centre, radius = ball

    def gap(trunk: Trunk) -> float:
        towards = centre - trunk.centres
        lengths = np.linalg.norm(towards, axis=1)
        return float((lengths - trunk.reach(towards / lengths[:, None])).min() - radius)

    if name == "ball":
        return lambda trunk: [gap(trunk)]
    return lambda trunk: [gap(trunk), trunk.hips[0] - centre[0] - value]
