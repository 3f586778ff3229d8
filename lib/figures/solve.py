"""A pose → the solved body; two poses → the movement between them.

In between, what is given the same way in both poses is interpolated and solved again in every
frame, so contacts hold and bones keep their length; what is given differently turns bone by bone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from lib.figures.body import (
    ANKLE_HEIGHT,
    HIP_OUT,
    NECK,
    SHOULDER_OUT,
    SIDES,
    SKULL_FORWARD,
    SKULL_RADIUS,
    SKULL_UP,
    Array,
    Trunk,
    bent_trunk,
    cross,
    direction,
    turned,
    unit,
)
from lib.figures.drawing import LIMBS, Drawing, Limb, Pose, sequence
from lib.figures.limbs import Bones, arm, contact_of, hinge, hip_joint, leg, shoulder_joint
from lib.figures.place import CannotPlaceError, placed
from lib.model import ContentError

STEPS = 8
"""Frames a movement: with eight the drawn joints stay within 0.5 cm of the solved ones."""
_SKULL_ON_MAT = SKULL_RADIUS + 1.0
_ANGLES = (
    "trunk",
    "roll",
    "lean",
    "lumbar",
    "thorax",
    "bend",
    "twist",
    "neck",
    "head_turn",
    "head_bend",
    "effort",
)
_TURNING = {"pitch", "thigh", "shank", "upper", "fore", "hip", "trunk"}
"""Keys that are angles of a full circle and take the shorter way."""


@dataclass(frozen=True, slots=True)
class Head:
    """The neck from the trunk to the base of the head, and the head's frame there."""

    neck: Array
    """Two points (2, 3)."""
    frame: Array
    """Rows up, front, right (3, 3)."""

    @property
    def base(self) -> Array:
        """Where the head sits on the neck."""
        return np.asarray(self.neck[1])

    @property
    def skull(self) -> Array:
        """The middle of the skull."""
        return np.asarray(self.base + SKULL_UP * self.frame[0] + SKULL_FORWARD * self.frame[1])


@dataclass(frozen=True, slots=True)
class Ball:
    """The ball: its middle, its radius in cm and how far it has rolled: an axis as long as degrees."""

    centre: Array
    radius: float
    spin: Array


@dataclass(frozen=True, slots=True)
class Body:
    """One solved pose; `limbs` by name."""

    pose: Pose
    trunk: Trunk
    head: Head
    limbs: Mapping[str, Bones]
    ball: Ball | None

    def grip(self, limb: str) -> float:
        """How much a hand is closed: 0 flat, 1 a fist."""
        return float(self.pose.limb(limb).get("grip", 0))

    def point(self, name: str) -> Array:
        """A named point: hips, belly, chest, low_back, head, ball, right_knee, left_hand, …

        Raises KeyError for a name that is no point.
        """
        if name in _ON_TRUNK:
            return self.trunk.at(*_ON_TRUNK[name])
        if name == "head":
            return self.head.skull
        if name == "back_of_head":
            up, front, _ = self.head.frame
            return np.asarray(self.head.base + 9.0 * up - 10.2 * front)
        if name == "ball" and self.ball is not None:
            return self.ball.centre
        side, _, joint = name.partition("_")
        limb, place = _JOINTS[joint]
        joints = self.limbs[f"{side}_{limb}"].joints
        low = int(place)
        if place == low:
            return np.asarray(joints[low])
        return np.asarray(joints[low] + (place - low) * (joints[low + 1] - joints[low]))


_ON_TRUNK = {
    "hips": (0.0, 0.0),
    "lap": (7.0, 10.0),
    "shoulders": (47.0, 0.0),
    "belly": (18.0, 9.8),
    "chest": (40.0, 11.0),
    "low_back": (19.0, -8.0),
    "upper_back": (42.0, -10.6),
    "seat": (-5.0, -8.0),
    "tailbone": (0.0, -12.2),
}
"""Name of a point → cm over the hips and in front of the centre line."""
_JOINTS = {
    "hip": ("leg", 0),
    "thigh": ("leg", 0.5),
    "behind_knee": ("leg", 0.85),
    "knee": ("leg", 1),
    "shin": ("leg", 1.35),
    "ankle": ("leg", 2),
    "foot": ("leg", 2.6),
    "toes": ("leg", 3),
    "shoulder": ("arm", 0),
    "elbow": ("arm", 1),
    "forearm": ("arm", 1.5),
    "wrist": ("arm", 2),
    "palm": ("arm", 2.5),
    "fingers": ("arm", 3),
}
"""Name of a point after its side → limb, and the bone's number with the share along it."""


def solve(pose: Pose, drawing: Drawing) -> Body:
    """The body in a pose.

    Raises ContentError naming the exercise when the conditions of its place cannot hold.
    """
    ball = _ball(pose, drawing)
    try:
        trunk = placed(
            bent_trunk(pose.lumbar, pose.thorax, pose.bend, pose.twist, pose.roll, pose.lean),
            pose.place,
            pose.trunk,
            (ball.centre, ball.radius) if ball else None,
        )
    except CannotPlaceError as error:
        raise ContentError(f"{drawing.id}: figure.poses: {error}") from None
    neck = _neck(trunk, pose)
    partly = Body(replace(pose, neck=neck), trunk, _head(trunk, pose, neck), {}, ball)
    limbs: dict[str, Bones] = {}
    for name in sorted(LIMBS, key=lambda name: _after(name, pose.limb(name))):
        side, _, kind = name.partition("_")
        limb = pose.limb(name)
        solver = leg if kind == "leg" else arm
        target = _target(limb, partly, side, kind)
        limbs[name] = solver(limb, trunk, side, target)
        partly = replace(partly, limbs=dict(limbs))
    return partly


def _after(name: str, limb: Limb) -> tuple[bool, bool]:
    """Legs before arms, and what holds another limb after it."""
    held = limb.get(contact_of(limb) or "")
    return name.endswith("arm"), isinstance(held, Mapping) and "holds" in held


def movement(drawing: Drawing) -> tuple[list[tuple[Body, str]], list[list[Body]]]:
    """The key bodies of one repetition with the names of their poses, and the frames between.

    Each list of frames begins at one key body and ends at the next, STEPS apart.
    """
    poses = sequence(drawing)
    solved: list[Body] = []
    for pose, _ in poses:
        known = next(
            (body for body, (other, _) in zip(solved, poses, strict=False) if other is pose), None
        )
        solved.append(known or solve(pose, drawing))
    keys = [(body, name) for body, (_, name) in zip(solved, poses, strict=True)]
    legs: list[list[Body]] = []
    done: dict[tuple[int, int], list[Body]] = {}
    for first, second in pairwise(solved):
        back = done.get((id(second), id(first)))
        names = keys[len(legs)][1], keys[len(legs) + 1][1]
        frames = back[::-1] if back else _between(first, second, drawing, names)
        done[id(first), id(second)] = frames
        legs.append(frames)
    return keys, legs


def eased(share: float) -> float:
    """Slow at both ends: how far a movement is at a share of its time."""
    return share * share * (3 - 2 * share)


def _swung(share: float) -> float:
    """As a leg swings: fast past the start, slower towards the end."""
    return share * (1.35 - share * (0.15 + 0.2 * share))


def _pace(share: float, drawing: Drawing, names: tuple[str, str]) -> float:
    """How far a movement is at a share of its time; one that is held nowhere never stops."""
    if drawing.tempo.hold_start or drawing.tempo.hold_end:
        return eased(share)
    if set(names) != {"start", "end"}:
        return share
    return _swung(share) if names[0] == "start" else 1 - _swung(1 - share)


def _between(first: Body, second: Body, drawing: Drawing, names: tuple[str, str]) -> list[Body]:
    inner = [
        solve(_interpolated(first, second, _pace(step / STEPS, drawing, names)), drawing)
        for step in range(1, STEPS)
    ]
    return [first, *inner, second]


# --- interpolation ------------------------------------------------------------------------------


def _interpolated(first: Body, second: Body, share: float) -> Pose:
    one, two = first.pose, second.pose
    values: dict[str, Any] = {
        name: _mix(name, getattr(one, name), getattr(two, name), share) for name in _ANGLES
    }
    if set(one.place) == set(two.place):
        values["place"] = {
            key: _mix(key, one.place[key], two.place[key], share) for key in one.place
        }
    else:
        hips = first.trunk.hips + share * (second.trunk.hips - first.trunk.hips)
        values["place"] = {"hip": [float(hips[0]), float(hips[1])], "hip_z": float(hips[2])}
        values["trunk"] = _mix("trunk", first.trunk.chord, second.trunk.chord, share)
    for name in LIMBS:
        values[name] = _limb_between(name, first, second, share)
    if one.ball is not None and two.ball is not None:
        values["ball"] = tuple(_mix("ball", list(one.ball), list(two.ball), share))
    return replace(one, **values)


def _limb_between(name: str, first: Body, second: Body, share: float) -> Limb:
    one, two = first.pose.limb(name), second.pose.limb(name)
    contacts = contact_of(one), contact_of(two)
    if contacts[0] is None or contacts[0] != contacts[1]:
        if contacts == (None, None) and set(one) == set(two) and not _turns_round(one, two):
            return {key: _mix(key, one[key], two[key], share) for key in one}
        return _turned_bones(name, first, second, share)
    contact = contacts[0]
    mixed = {
        key: _mix(
            key,
            one.get(key, _DEFAULT.get(key, two.get(key))),
            two.get(key, _DEFAULT.get(key, one.get(key))),
            share,
        )
        for key in one.keys() | two.keys()
        if key != contact
    }
    same = isinstance(one[contact], Mapping) and isinstance(two[contact], Mapping)
    if (
        same
        and set(one[contact]) == set(two[contact])
        and one[contact].get("holds") == two[contact].get("holds")
    ):
        target: Any = {
            key: _mix(key, one[contact][key], two[contact][key], share) for key in one[contact]
        }
    else:
        joint = 1 if contact == "elbow" else 2
        here, there = (body.limbs[name].joints[joint] for body in (first, second))
        stays = float(np.linalg.norm(there - here)) < 1.0
        lift = 0.0 if stays else max(one.get("lift", 0.0), two.get("lift", 0.0))
        lift *= 4 * share * (1 - share)
        target = list(here + share * (there - here) + np.array([0, lift, 0]))
    return {**mixed, contact: target}


_DEFAULT = {"pitch": 0.0, "reach": 1.5, "knee_out": 0.0, "lift": 0.0, "grip": 0.0, "end_lean": 0.0}


def _turns_round(one: Limb, two: Limb) -> bool:
    return any(isinstance(value, str) and value != two[key] for key, value in one.items())


def _turned_bones(name: str, first: Body, second: Body, share: float) -> Limb:
    """The upper bone turns, the hinge opens or closes, the end turns: no joint leaves its range."""
    is_arm = name.endswith("arm")
    parts, closes = (("upper", "fore"), 1.0) if is_arm else (("thigh", "shank"), -1.0)
    one, two = first.limbs[name], second.limbs[name]
    upper = _slerp(one.directions[0], two.directions[0], share)
    ahead = _slerp(one.ahead[0], two.ahead[0], share)
    ahead = unit(ahead - (ahead @ upper) * upper)
    hinges = [
        hinge(bones.directions[0], bones.directions[1], closes * bones.ahead[0])
        for bones in (one, two)
    ]
    bend = np.radians(hinges[0] + share * (hinges[1] - hinges[0]))
    lower = np.cos(bend) * upper + closes * np.sin(bend) * ahead
    end = _slerp(one.directions[2], two.directions[2], share)
    limbs = first.pose.limb(name), second.pose.limb(name)
    shown: dict[str, Any] = {
        f"{parts[0]}_direction": list(upper),
        f"{parts[1]}_direction": list(lower),
        "end_direction": list(end),
        "grip": _mix("grip", limbs[0].get("grip", 0.0), limbs[1].get("grip", 0.0), share),
    }
    if is_arm:
        side = name.partition("_")[0]
        given = [
            float(np.linalg.norm(body.limbs[name].joints[0] - shoulder_joint(body.trunk, side)))
            for body in (first, second)
        ]
        shown["reach"] = _mix("reach", given[0], given[1], share)
    return shown


def _slerp(one: Array, two: Array, share: float) -> Array:
    angle = float(np.arccos(np.clip(one @ two, -1, 1)))
    if angle < 1e-6:
        return one
    axis = cross(one, two)
    if np.linalg.norm(axis) < 1e-6:
        axis = np.array([0.0, 0.0, 1.0])
    return turned(one, unit(axis), float(np.degrees(angle)) * share)


def _mix(key: str, one: Any, two: Any, share: float) -> Any:
    if isinstance(one, str | bool) or isinstance(two, str | bool) or one is None or two is None:
        return one
    if isinstance(one, list | tuple):
        return [a + (b - a) * share for a, b in zip(one, two, strict=True)]
    if key in _TURNING:
        two = one + (two - one + 180) % 360 - 180
    return one + (two - one) * share


# --- parts --------------------------------------------------------------------------------------


def _target(limb: Limb, body: Body, side: str, kind: str) -> Array | None:
    """Where a contact has to be, in the world; None for a limb given by angles."""
    contact = contact_of(limb)
    if contact is None:
        return None
    value = limb[contact]
    joint = hip_joint(body.trunk, side) if kind == "leg" else shoulder_joint(body.trunk, side)
    upright = abs(body.pose.roll) <= 45
    beside = SIDES[side] * (HIP_OUT if kind == "leg" else SHOULDER_OUT) if upright else joint[2]
    if isinstance(value, Mapping):
        if "ball" in value:
            if body.ball is None:
                raise ContentError("figure: a foot rests on a ball that is not there")
            out = body.ball.radius + value.get("clear", ANKLE_HEIGHT - 1.6)
            return np.array([*(body.ball.centre + out * direction(value["ball"]))[:2], beside])
        offset = np.zeros(3)
        offset[: len(value.get("offset", ()))] = value.get("offset", ())
        return body.point(value["holds"]) + offset
    return np.array(value if len(value) == 3 else [*value, beside], dtype=float)


def _ball(pose: Pose, drawing: Drawing) -> Ball | None:
    prop = drawing.prop("ball")
    if prop is None:
        return None
    radius = float(prop.get("r", 27.5))
    rest = next((key.ball for key in drawing.poses.values() if key.ball is not None), None)
    if rest is None:
        rest = (float(prop["x"]), float(prop.get("y", radius)))
    first, now = (
        np.array([*at[:2], at[2] if len(at) == 3 else float(prop.get("z", 0.0))])
        for at in (rest, pose.ball if pose.ball is not None else rest)
    )
    off_the_ground = np.array([1.0, 0, 0] if prop.get("rolls_on") == "wall" else [0, 1.0, 0])
    return Ball(now, radius, np.degrees(cross(off_the_ground, now - first) / radius))


def _neck(trunk: Trunk, pose: Pose) -> float:
    """The neck's flexion: as given, or the one with which the head rests on the mat."""
    if not isinstance(pose.neck, str):
        return pose.neck
    angles = np.arange(-50.0, 61.0, 1.0)
    start, along, frame = _head_frames(trunk, pose, angles)
    skulls = start + NECK * along + SKULL_UP * frame[0] + SKULL_FORWARD * frame[1]
    misses = np.abs(skulls[:, 1] - _SKULL_ON_MAT) + 0.004 * np.abs(angles)
    return float(angles[int(np.argmin(misses))])


def _head(trunk: Trunk, pose: Pose, bend: float) -> Head:
    start, along, (up, front, _) = _head_frames(trunk, pose, np.array([bend]))
    top = up[0]
    facing = turned(front[0], top, -pose.head_turn)
    frame = np.array([top, facing, cross(facing, top)])
    return Head(np.array([start, start + NECK * along[0]]), frame)


def _head_frames(
    trunk: Trunk, pose: Pose, bends: Array
) -> tuple[Array, Array, tuple[Array, Array, Array]]:
    """Base of the neck, its direction and the head's up, front and right, for each flexion."""
    up, front, right = np.asarray(trunk.frames[-1])

    def nodded(degrees: Array, aside: float) -> tuple[Array, Array, Array]:
        nod = np.radians(degrees)[:, None]
        lean = np.radians(aside)
        ahead = np.cos(nod) * front - np.sin(nod) * up
        top = np.cos(nod) * up + np.sin(nod) * front
        return (
            np.cos(lean) * top + np.sin(lean) * right,
            ahead,
            np.cos(lean) * right - np.sin(lean) * top,
        )

    along = nodded(bends * 0.6 + 8, pose.head_bend * 0.6)[0]
    return trunk.at(53.0, -0.8), along, nodded(bends - 6, pose.head_bend)
