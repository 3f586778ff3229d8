"""From the world to the picture: parallel projection from a direction."""

from __future__ import annotations

from dataclasses import dataclass

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
        yaw, pitch = np.radians(self.yaw), np.radians(self.pitch)
        if self.oblique:
            aside, above = np.tan(yaw), np.tan(pitch)
            return np.array([[1, 0, -aside], [0, 1, -above], [aside, above, 1]])
        right = np.array([np.cos(yaw), 0, -np.sin(yaw)])
        level = np.array([np.sin(yaw), 0, np.cos(yaw)])
        up = np.array([0, np.cos(pitch), 0]) - np.sin(pitch) * level
        return np.array([right, up, np.array([0, np.sin(pitch), 0]) + np.cos(pitch) * level])

    def flat(self, points: Array) -> Array:
        """Points of the world (…, 3) as points of the picture (…, 2), in cm, y up."""
        return np.asarray(points @ self.axes[:2].T)

    def depth(self, points: Array) -> Array:
        """How near points of the world are to the viewer, in cm."""
        return np.asarray(points @ self.axes[2])


VIEWS = {
    "side": Camera(8, 5, oblique=True),
    "front": Camera(90, 5),
    "three_quarter": Camera(40, 10),
    "above": Camera(0, 62),
    "facing": Camera(3, 8, oblique=True),
}
"""`facing` is for bodies rolled towards the viewer (lying on the side); `side` for all others."""
