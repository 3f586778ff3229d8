"""From the world to the picture: parallel projection from a direction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from lib.figures.body import Array


@dataclass(frozen=True, slots=True)
class Camera:
    """Seen from a direction: `yaw` degrees round to the person's front, `pitch` degrees from above."""

    yaw: float
    pitch: float
    oblique: bool = False
    """The plane of the movement keeps its shape; what is farther away is moved right and up."""

    @property
    def axes(self) -> Array:
        """Rows: right, up and towards the viewer, in the world."""
        return _axes(self.yaw, self.pitch, self.oblique)

    def flat(self, points: Array) -> Array:
        """Points of the world (…, 3) as points of the picture (…, 2), in cm, y up."""
        return np.asarray(points @ self.axes[:2].T)

    def depth(self, points: Array) -> Array:
        """How near points of the world are to the viewer, in cm."""
        return np.asarray(points @ self.axes[2])


@cache
def _axes(yaw: float, pitch: float, oblique: bool) -> Array:
    turn, tilt = np.radians(yaw), np.radians(pitch)
    if oblique:
        aside, above = np.tan(turn), np.tan(tilt)
        return np.array([[1, 0, -aside], [0, 1, -above], [aside, above, 1]])
    right = np.array([np.cos(turn), 0, -np.sin(turn)])
    level = np.array([np.sin(turn), 0, np.cos(turn)])
    up = np.array([0, np.cos(tilt), 0]) - np.sin(tilt) * level
    return np.array([right, up, np.array([0, np.sin(tilt), 0]) + np.cos(tilt) * level])


VIEWS = {
    "side": Camera(8, 5, oblique=True),
    "front": Camera(90, 5),
    "three_quarter": Camera(40, 10),
    "above": Camera(0, 62),
    "facing": Camera(3, 8, oblique=True),
}
"""`facing` is for bodies rolled towards the viewer (lying on the side); `side` for all others."""
