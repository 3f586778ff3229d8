"""Arms and legs: from what a pose says to three bone directions, and the angles of their joints.

A limb says one of
    foot | hand: [x, y] or [x, y, z]      a contact: two-bone inverse kinematics
    foot: {ball: a}                       the foot rests on the ball at that angle
    hand: {holds: point, offset: [x, y, z]}     the hand holds a point of the body, a prop or the ball
    elbow: [x, y], fore: a                the forearm lies there
    thigh, shank | upper, fore, pitch     absolute angles in the x-y plane
    hip, knee, ankle | shoulder, elbow_bend, wrist   joint angles
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lib.figures.body import (
    FOOT,
    FOREARM,
    HAND,
    HIP_OUT,
    SHANK,
    SHOULDER_OUT,
    SHOULDER_UP,
    SIDES,
    THIGH,
    UPPER_ARM,
    Array,
    Trunk,
    cross,
    direction,
    turned,
    unit,
)
from lib.figures.drawing import Limb
from lib.figures.place import REACH


@dataclass(frozen=True, slots=True)
class Bones:
    """A solved limb: hip, knee, ankle, toe or shoulder, elbow, wrist, fingertip."""

    joints: Array
    """Four points (4, 3)."""
    ahead: Array
    """Unit vectors (3, 3): the front of each part: kneecap side, biceps side, sole's back."""
    miss: float
    """cm by which a contact is out of reach; 0 for a limb given by angles."""
    contact: bool

    @property
    def directions(self) -> Array:
        """Unit vectors along the three bones."""
        steps = np.diff(self.joints, axis=0)
        return np.asarray(steps / np.linalg.norm(steps, axis=1)[:, None])


def contact_of(limb: Limb) -> str | None:
    """Which contact the limb gives: foot, hand or elbow; None for angles."""
    return next((key for key in ("foot", "hand", "elbow") if key in limb), None)


# --- legs ---------------------------------------------------------------------------------------


def hip_joint(trunk: Trunk, side: str) -> Array:
    """Where the thigh begins."""
    return np.asarray(trunk.hips + SIDES[side] * HIP_OUT * trunk.pelvis[2])


def leg(limb: Limb, trunk: Trunk, side: str, target: Array | None) -> Bones:
    """The leg; `target` is where the ankle has to be when the limb gives a contact."""
    root = hip_joint(trunk, side)
    up, front, right = trunk.pelvis
    outward = SIDES[side] * right
    if target is not None:
        pole = np.array(limb["pole"], float) if "pole" in limb else front
        pole = turned(pole, unit(target - root), -SIDES[side] * limb.get("knee_out", 0.0))
        knee, ankle, miss = two_bones(root, target, THIGH, SHANK, pole)
        toe = _toe(limb, direction(limb.get("pitch", 0.0), limb.get("end_lean", 0.0)), side)
    elif "thigh" in limb or "thigh_direction" in limb:
        thigh, shank, toe = _absolute(limb, ("thigh", "shank"), side)
        knee, miss = root + THIGH * thigh, 0.0
        ankle = knee + SHANK * shank
    else:
        flexion, out, turn = (np.radians(limb.get(key, 0.0)) for key in ("hip", "out", "turn"))
        down = np.cos(flexion) * -up + np.sin(flexion) * front
        ahead = np.cos(flexion) * front + np.sin(flexion) * up
        thigh = np.cos(out) * down + np.sin(out) * outward
        sideways = np.cos(out) * outward - np.sin(out) * down
        ahead = np.cos(turn) * ahead + np.sin(turn) * sideways
        bend = np.radians(limb.get("knee", 0.0))
        shank = np.cos(bend) * thigh - np.sin(bend) * ahead
        shin = np.cos(bend) * ahead + np.sin(bend) * thigh
        lift = np.radians(limb.get("ankle", 0.0))
        knee, miss = root + THIGH * thigh, 0.0
        ankle = knee + SHANK * shank
        toe = np.cos(lift) * shin - np.sin(lift) * shank
        if "pitch" in limb:
            toe = direction(limb["pitch"], limb.get("end_lean", 0.0))
    joints = np.array([root, knee, ankle, ankle + FOOT * toe])
    return Bones(joints, _fronts(joints, up, front, -1.0), miss, target is not None)


def _toe(limb: Limb, straight: Array, side: str) -> Array:
    """The foot turned outwards by `toe_turn`, for a body that stands facing right."""
    outward = -SIDES[side] * limb.get("toe_turn", 0.0)
    return turned(straight, np.array([0.0, 1.0, 0.0]), outward)


def _absolute(limb: Limb, names: tuple[str, str], side: str) -> tuple[Array, Array, Array]:
    """Three bone directions from absolute angles, each leaning `out` to its own side."""
    out = SIDES[side] * limb.get("out", 0.0)
    lean = limb.get("lean", 0.0) + out
    if f"{names[0]}_direction" in limb:
        return tuple(np.array(limb[f"{part}_direction"]) for part in (*names, "end"))  # type: ignore[return-value]
    first = direction(limb[names[0]], lean)
    second = direction(limb[names[1]], limb.get("lower_lean", lean))
    third = direction(limb.get("pitch", limb[names[1]]), limb.get("end_lean", 0.0))
    return first, second, third


# --- arms ---------------------------------------------------------------------------------------


def shoulder_joint(trunk: Trunk, side: str) -> Array:
    """Where the upper arm begins, before the shoulder gives."""
    return trunk.at(SHOULDER_UP, 0.5, SIDES[side] * SHOULDER_OUT)


def arm(limb: Limb, trunk: Trunk, side: str, target: Array | None) -> Bones:
    """The arm; `target` is where the wrist (or the elbow) has to be when the limb gives one."""
    up, front, right = trunk.chest
    outward = SIDES[side] * right
    root, miss = shoulder_joint(trunk, side), 0.0
    if target is not None and "elbow" in limb:
        give = target - root
        miss = abs(float(np.linalg.norm(give)) - UPPER_ARM)
        root = target - UPPER_ARM * unit(give)
        elbow = target
        miss = max(0.0, miss - limb.get("reach", 3.0))
        fore = direction(limb.get("fore", 0.0), limb.get("lower_lean", 0.0))
        wrist = elbow + FOREARM * fore
        hand = direction(limb.get("pitch", limb.get("fore", 0.0)), limb.get("end_lean", 0.0))
    elif target is not None:
        root = root + limb.get("reach", REACH) * unit(target - root)
        pole = (
            np.array(limb["pole"], float)
            if "pole" in limb
            else -0.7 * up - 0.5 * front + 0.4 * outward
        )
        elbow, wrist, miss = two_bones(root, target, UPPER_ARM, FOREARM, pole)
        fore = unit(wrist - elbow)
        if "pitch" in limb:
            hand = direction(limb["pitch"], limb.get("end_lean", 0.0))
        else:
            axis = unit(cross(elbow - root, fore) + 1e-6 * right)
            hand = turned(fore, axis, limb.get("wrist", 0.0))
    else:
        if "upper" in limb or "upper_direction" in limb:
            upper, fore, hand = _absolute(limb, ("upper", "fore"), side)
        else:
            flexion, out = np.radians(limb.get("shoulder", 0.0)), np.radians(limb.get("out", 0.0))
            turn, bend = np.radians(limb.get("turn", 0.0)), np.radians(limb.get("elbow_bend", 0.0))
            down = np.cos(flexion) * -up + np.sin(flexion) * front
            ahead = np.cos(flexion) * front + np.sin(flexion) * up
            upper = np.cos(out) * down + np.sin(out) * outward
            sideways = np.cos(out) * outward - np.sin(out) * down
            ahead = np.cos(turn) * ahead + np.sin(turn) * sideways
            fore = np.cos(bend) * upper + np.sin(bend) * ahead
            palm = np.cos(bend) * ahead - np.sin(bend) * upper
            wrist_bend = np.radians(limb.get("wrist", 0.0))
            hand = np.cos(wrist_bend) * fore + np.sin(wrist_bend) * palm
        root = root + limb.get("reach", REACH) * upper
        elbow = root + UPPER_ARM * upper
        wrist = elbow + FOREARM * fore
    joints = np.array([root, elbow, wrist, wrist + HAND * hand])
    return Bones(joints, _fronts(joints, up, front, 1.0), miss, target is not None)


# --- shared -------------------------------------------------------------------------------------


def two_bones(
    root: Array, target: Array, first: float, second: float, pole: Array
) -> tuple[Array, Array, float]:
    """Middle joint, end and the cm by which the target is out of reach; bends towards `pole`."""
    way = target - root
    distance = float(np.linalg.norm(way))
    reached = float(np.clip(distance, abs(first - second) + 0.01, first + second - 0.01))
    along = unit(way)
    across = pole - (pole @ along) * along
    if np.linalg.norm(across) < 1e-6:
        across = cross(along, np.array([0.0, 0.0, 1.0]))
    across = unit(across)
    cosine = (first**2 + reached**2 - second**2) / (2 * first * reached)
    height = first * float(np.sqrt(max(0.0, 1 - cosine**2)))
    middle = root + first * cosine * along + height * across
    return middle, root + reached * along, abs(distance - reached)


def _fronts(joints: Array, up: Array, front: Array, bends: float) -> Array:
    """The front of each part; a bent hinge tells it, a straight one takes it from the body.

    A limb that hangs down has its front where the body has it; lifting turns it along: the front
    of an arm held overhead looks back. `bends` is -1 for a knee (its back closes) and +1 for an
    elbow (its front closes).
    """
    bones = np.diff(joints, axis=0)
    bones = bones / np.linalg.norm(bones, axis=1)[:, None]
    hinge = cross(bones[0], bones[1])
    amount = float(np.linalg.norm(hinge))
    fronts: list[Array] = []
    for number, bone in enumerate(bones):
        known = fronts[-1] if number else _lifted(front, -up, bone)
        natural = known - (known @ bone) * bone
        told = cross(hinge, bone) * bends if amount > 1e-9 else natural
        share = min(1.0, amount / 0.35)
        fronts.append(unit(share * unit(told) + (1 - share) * unit(natural)))
    return np.array(fronts)


def _lifted(front: Array, hanging: Array, bone: Array) -> Array:
    """`front` after the smallest turn that brings a hanging limb to the direction of its bone."""
    axis = cross(hanging, bone)
    if np.linalg.norm(axis) < 1e-6:
        return front if hanging @ bone > 0 else -front
    angle = float(np.degrees(np.arccos(np.clip(hanging @ bone, -1, 1))))
    return turned(front, unit(axis), angle)


def leg_angles(bones: Bones, trunk: Trunk) -> dict[str, float]:
    """Degrees: hip flexion, out to the side, knee flexion, ankle lifted (dorsiflexion positive)."""
    up, front, _ = trunk.pelvis
    thigh, shank, toe = bones.directions
    return {
        "hip": _flexion(thigh, up, front),
        "knee": _knee(thigh, shank, up, front),
        "ankle": float(np.degrees(np.arcsin(np.clip(-toe @ shank, -1, 1)))),
    }


def _knee(thigh: Array, shank: Array, up: Array, front: Array) -> float:
    """Knee flexion; negative when the shin goes to where the kneecap of an unturned thigh looks."""
    flexion = np.radians(_flexion(thigh, up, front))
    kneecap = np.cos(flexion) * front + np.sin(flexion) * up
    across = shank - (shank @ thigh) * thigh
    forwards = float(across @ kneecap) > 0.6 * float(np.linalg.norm(across)) + 1e-6
    bend = float(np.degrees(np.arccos(np.clip(thigh @ shank, -1, 1))))
    return -bend if forwards else bend


def arm_angles(bones: Bones, trunk: Trunk) -> dict[str, float]:
    """Degrees: shoulder flexion, elbow flexion, wrist bent either way."""
    up, front, _ = trunk.chest
    upper, fore, hand = bones.directions
    return {
        "shoulder": _flexion(upper, up, front),
        "elbow": hinge(upper, fore, bones.ahead[0]),
        "wrist": float(np.degrees(np.arccos(np.clip(fore @ hand, -1, 1)))),
    }


def _flexion(bone: Array, up: Array, front: Array) -> float:
    """The angle of a bone to the front of hanging down, -90 … 270; 0 for one straight to the side."""
    ahead, down = float(bone @ front), float(-(bone @ up))
    if np.hypot(ahead, down) < 0.2:
        return 0.0
    angle = float(np.degrees(np.arctan2(ahead, down)))
    return angle if angle > -100 else angle + 360


def hinge(first: Array, second: Array, closes: Array) -> float:
    """Degrees between two bones; negative when the joint bends away from where it closes."""
    angle = float(np.degrees(np.arccos(np.clip(first @ second, -1, 1))))
    return angle if second @ closes >= -1e-6 else -angle
