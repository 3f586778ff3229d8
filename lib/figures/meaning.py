"""Whether a figure shows what its exercise means: the claims of `expect`, each on the solved body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lib.figures.body import LOW_BACK_ZONE
from lib.figures.check import angles
from lib.figures.scene import Film
from lib.figures.solve import Body
from lib.model import ContentError

_MOVED_CM = 8.0
"""A limb has moved when its end has gone this far."""


def unmet(seen: Film) -> list[str]:
    """The claims that do not hold, one sentence each with the figure that was found."""
    found = []
    for claim in seen.drawing.expect:
        ((kind, value),) = claim.items()
        said = _CLAIMS[kind](seen, value)
        if said:
            found.append(f"expect {kind}: {said}")
    return found


def _at(seen: Film, pose: str) -> Body:
    for body, name in seen.keys:
        if name == pose:
            return body
    raise ContentError(f"{seen.drawing.id}: figure.expect: there is no pose {pose!r}.")


def _gap(seen: Film, value: Mapping[str, Any]) -> str | None:
    for pose, (low, high) in value.items():
        gap = _at(seen, pose).trunk.lowest(LOW_BACK_ZONE)
        if not low <= gap <= high:
            return f"{gap:.1f} cm under the low back at {pose}, not {low:g} to {high:g}"
    return None


def _height(seen: Film, value: Mapping[str, Any], sign: int) -> str | None:
    change = float(seen.end.point(value["point"])[1] - seen.start.point(value["point"])[1]) * sign
    if change < value["by"]:
        return f"{value['point']} by {change:.1f} cm, not {value['by']:g}"
    return None


def _stays(seen: Film, value: Mapping[str, Any]) -> str | None:
    places = np.array([body.point(value["point"]) for body in seen.there])
    moved = float(np.linalg.norm(places - places[0], axis=1).max())
    return f"{value['point']} moves {moved:.1f} cm" if moved > value["within"] else None


def _moves(seen: Film, value: Mapping[str, Any]) -> str | None:
    places = np.array([body.point(value["point"]) for body in seen.there])
    moved = float(np.linalg.norm(places - places[0], axis=1).max())
    return f"{value['point']} moves only {moved:.1f} cm" if moved < value["by"] else None


def _angle(seen: Film, value: Mapping[str, Any]) -> str | None:
    angle = angles(_at(seen, value.get("pose", "end")))[value["joint"]]
    low, high = value["between"]
    if not low <= angle <= high:
        return f"{value['joint']} is {angle:.0f} degrees, not {low:g} to {high:g}"
    return None


def _opposite(seen: Film, value: Any) -> str | None:
    moved = {
        name
        for name, bones in seen.end.limbs.items()
        if np.linalg.norm(bones.joints[2] - seen.start.limbs[name].joints[2]) > _MOVED_CM
    }
    if moved in ({"right_leg", "left_arm"}, {"left_leg", "right_arm"}):
        return None
    return f"what moves is {', '.join(sorted(moved)) or 'nothing'}"


def _straight(seen: Film, value: Mapping[str, Any]) -> str | None:
    body = _at(seen, value.get("pose", "end"))
    first, middle, last = (body.point(point) for point in value["points"])
    line = (last - first) / np.linalg.norm(last - first)
    way = middle - first
    off = float(np.linalg.norm(way - (way @ line) * line))
    return f"{value['points'][1]} is {off:.1f} cm off the line" if off > value["within"] else None


def _above(seen: Film, value: Mapping[str, Any]) -> str | None:
    body = _at(seen, value.get("pose", "end"))
    higher = float(body.point(value["point"])[1] - body.point(value["other"])[1])
    return f"{value['point']} is {higher:.1f} cm above {value['other']}" if higher <= 0 else None


def _near(seen: Film, value: Mapping[str, Any]) -> str | None:
    body = _at(seen, value.get("pose", "end"))
    apart = float(np.linalg.norm(body.point(value["point"]) - body.point(value["other"])))
    return (
        f"{value['point']} is {apart:.1f} cm from {value['other']}"
        if apart > value["within"]
        else None
    )


def _level(seen: Film, value: Mapping[str, Any]) -> str | None:
    body = _at(seen, value.get("pose", "end"))
    apart = abs(float(body.point(value["point"])[1] - body.point(value["other"])[1]))
    return (
        f"{value['point']} and {value['other']} differ by {apart:.1f} cm in height"
        if apart > value["within"]
        else None
    )


_CLAIMS: Mapping[str, Callable[[Film, Any], str | None]] = {
    "gap_cm": _gap,
    "rises": lambda seen, value: _height(seen, value, 1),
    "falls": lambda seen, value: _height(seen, value, -1),
    "stays": _stays,
    "moves": _moves,
    "angle": _angle,
    "opposite_limbs": _opposite,
    "straight": _straight,
    "above": _above,
    "near": _near,
    "level": _level,
}
