"""Machine checks of a figure, on every frame that is drawn and half-way between frames.

Each check returns sentences; none when all is well. Geometry is checked here for every figure
alike; what a figure means is claimed by its own `expect` and checked in `meaning`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from lib.figures import body as measure
from lib.figures.body import BEHIND, FRONT, HALF_WIDTH, STATIONS, Array
from lib.figures.camera import Camera
from lib.figures.drawing import LIMBS, Pose
from lib.figures.limbs import arm_angles, contact_of, leg_angles
from lib.figures.place import placed
from lib.figures.props import Box, boxes
from lib.figures.scene import Film
from lib.figures.shapes import ARM_PARTS, LEG_PARTS, limb_shapes, spheres_of
from lib.figures.solve import Body
from lib.figures.svg import Picture
from lib.model import JointLimit

REACH_CM, SLIDE_CM, OPEN_CM, FLOOR_CM = 0.6, 0.7, 0.6, 1.0
"""Out of reach; a contact's slide; a joint's opening; soft tissue below the floor."""
SOFT_CM = 2.5
"""How far a seat, a ball or a cushion and the body give into each other."""
BONE_CM = 0.05
DEGREES = 1.0
NEAR_FLOOR_CM = 12.0
INSIDE_TRUNK = 0.55
"""A hand or foot nearer to the trunk's middle than this share of its thickness is inside it."""

BONES = {
    "leg": (measure.THIGH, measure.SHANK, measure.FOOT),
    "arm": (measure.UPPER_ARM, measure.FOREARM, measure.HAND),
}


def faults(drawn: Picture, limits: Mapping[str, JointLimit]) -> list[str]:
    """Everything that is wrong with a figure, one sentence each, without repeats."""
    seen = drawn.seen
    found: dict[str, None] = {}
    for check in (
        bone_lengths(seen),
        joint_range(seen, limits),
        below_floor(seen),
        out_of_reach(seen),
        sliding(seen),
        opening(seen),
        inside_props(seen),
        inside_trunk(seen),
        inside_other_leg(seen),
        outside_picture(drawn),
    ):
        found.update(dict.fromkeys(check))
    return list(found)


def _frames(seen: Film) -> Iterator[tuple[str, Body]]:
    """Every distinct frame with where it stands in the movement."""
    done: set[int] = set()
    for number, move in enumerate(seen.moves):
        names = seen.keys[number][1], seen.keys[number + 1][1]
        for step, body in enumerate(move):
            if id(body) not in done:
                done.add(id(body))
                yield f"{names[0]} to {names[1]}, {step}/{len(move) - 1}", body


def _worst(findings: Iterator[tuple[str, float, str]]) -> Iterator[str]:
    """For each thing found wrong only its worst frame, as a sentence."""
    worst: dict[str, tuple[float, str]] = {}
    for what, amount, where in findings:
        if what not in worst or amount > worst[what][0]:
            worst[what] = amount, where
    for what, (amount, where) in worst.items():
        yield f"{what} by {amount:.1f} ({where})"


# --- bones and joints ---------------------------------------------------------------------------


def bone_lengths(seen: Film) -> Iterator[str]:
    """Bones keep their length."""

    def found() -> Iterator[tuple[str, float, str]]:
        for where, body in _frames(seen):
            for name, bones in body.limbs.items():
                lengths = np.linalg.norm(np.diff(bones.joints, axis=0), axis=1)
                for length, right in zip(lengths, BONES[name.partition("_")[2]], strict=True):
                    if abs(length - right) > BONE_CM:
                        yield (
                            f"bone length: {name} is wrong (cm)",
                            abs(float(length) - right),
                            where,
                        )

    return _worst(found())


_STANDING = Pose()
_UPRIGHT = placed(
    measure.bent_trunk(_STANDING.lumbar, _STANDING.thorax), {"hip": (0, 90)}, 90.0, None
)
_HIP_ZERO = float(
    np.degrees(np.arctan2(_UPRIGHT.pelvis[0] @ [1, 0, 0], _UPRIGHT.pelvis[0] @ [0, 1, 0]))
)
"""Hip flexion of a leg that hangs straight down in upright standing: the pelvis leans forward."""


def angles(body: Body) -> dict[str, float]:
    """Every joint's angle in degrees; hips, low back and upper back from upright standing."""
    found = {
        "lumbar": body.pose.lumbar - _STANDING.lumbar,
        "thorax": body.pose.thorax - _STANDING.thorax,
        "bend": body.pose.bend,
        "twist": body.pose.twist,
    }
    for name, bones in body.limbs.items():
        side, _, kind = name.partition("_")
        told = leg_angles(bones, body.trunk) if kind == "leg" else arm_angles(bones, body.trunk)
        found.update({f"{side}_{joint}": value for joint, value in told.items()})
        if kind == "leg":
            found[f"{side}_hip"] -= _HIP_ZERO
    return found


_RESTING = {"lumbar": "low_back", "thorax": "upper_back"}
_SPECIAL = {("knee", "heels"): "knee_on_heels", ("ankle", "lunge"): "ankle_in_lunge"}


def joint_range(seen: Film, limits: Mapping[str, JointLimit]) -> Iterator[str]:
    """Joints stay in their usual range, and in the hard one where the drawing says they rest."""

    def found() -> Iterator[tuple[str, float, str]]:
        for where, body in _frames(seen):
            for joint, angle in angles(body).items():
                low, high = _limit_of(joint.rpartition("_")[2], seen.drawing.resting, limits)
                over = max(low - angle, angle - high)
                if over > DEGREES:
                    yield f"joint range: {joint} is beyond {low:g} to {high:g} degrees", over, where

    return _worst(found())


def _limit_of(
    part: str, resting: tuple[str, ...], limits: Mapping[str, JointLimit]
) -> tuple[float, float]:
    for (special, said), limit in _SPECIAL.items():
        if part == special and said in resting:
            return limits[limit].hard
    if part not in limits:
        return (-90.0, 90.0)  # the trunk's bend and twist: no source gives a limit for them
    rests = _RESTING.get(part, f"{part}s") in resting
    return limits[part].hard if rests else limits[part].usual


def opening(seen: Film) -> Iterator[str]:
    """The drawn parts of a limb hold together at their joint, also between two frames."""
    camera = seen.drawing.camera

    def found() -> Iterator[tuple[str, float, str]]:
        for number, move in enumerate(seen.moves):
            for step, (one, two) in enumerate(pairwise(move)):
                where = f"{seen.keys[number][1]} onwards, after {step}"
                for name in LIMBS:
                    yield from _gaps(name, one, two, camera, where)

    return _worst(found())


def _gaps(
    name: str, one: Body, two: Body, camera: Camera, where: str
) -> Iterator[tuple[str, float, str]]:
    parts = LEG_PARTS if name.endswith("leg") else ARM_PARTS
    outlines = [
        {shape.name: shape.points for shape in limb_shapes(name, body, camera, False)}
        for body in (one, two)
    ]
    joints = camera.flat((one.limbs[name].joints + two.limbs[name].joints) / 2)
    for number in (1, 2):
        for part in parts[number - 1 : number + 1]:
            between = (outlines[0][f"{name}_{part}"] + outlines[1][f"{name}_{part}"]) / 2
            out = _outside(joints[number], between)
            if out > OPEN_CM:
                yield f"joint opens: {name} at the {parts[number]} (cm)", out, where


def _outside(point: Array, outline: Array) -> float:
    """cm by which a point lies outside a convex outline; negative inside."""
    after = np.roll(outline, -1, axis=0)
    edges = after - outline
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    kept = lengths > 1e-6
    across = (edges[:, 0] * (point[1] - outline[:, 1]) - edges[:, 1] * (point[0] - outline[:, 0]))[
        kept
    ]
    return float((-across / lengths[kept]).max())


# --- floor and contacts -------------------------------------------------------------------------


def below_floor(seen: Film) -> Iterator[str]:
    """Nothing goes below the floor, but for the softness of the body."""

    def found() -> Iterator[tuple[str, float, str]]:
        for where, body in _frames(seen):
            for name in body.limbs:
                for part, (centres, radii) in spheres_of(name, body).items():
                    low = float((centres[:, 1] - radii).min())
                    if low < -FLOOR_CM:
                        yield f"below the floor: {name} {part} (cm)", -low, where
            low = body.trunk.lowest(np.full(len(STATIONS), True))
            if low < -FLOOR_CM:
                yield "below the floor: trunk (cm)", -low, where
            low = float(body.head.skull[1]) - measure.SKULL_RADIUS
            if low < -FLOOR_CM:
                yield "below the floor: head (cm)", -low, where

    return _worst(found())


def out_of_reach(seen: Film) -> Iterator[str]:
    """Every contact is within reach of its limb."""

    def found() -> Iterator[tuple[str, float, str]]:
        for where, body in _frames(seen):
            for name, bones in body.limbs.items():
                if bones.miss > REACH_CM:
                    yield f"out of reach: {name} misses its contact (cm)", bones.miss, where

    return _worst(found())


def sliding(seen: Film) -> Iterator[str]:
    """A contact given alike in two poses, or a joint on the floor in both, stays where it is."""

    def found() -> Iterator[tuple[str, float, str]]:
        for number, move in enumerate(seen.moves):
            first, last = move[0], move[-1]
            where = f"{seen.keys[number][1]} to {seen.keys[number + 1][1]}"
            for name in LIMBS:
                for joint in _held_joints(name, first, last):
                    places = np.array([body.limbs[name].joints[joint] for body in move])
                    halfway = (places[1:] + places[:-1]) / 2
                    slide = np.linalg.norm(np.vstack([places, halfway]) - places[0], axis=1).max()
                    if slide > SLIDE_CM:
                        yield f"slides: {name}, joint {joint} (cm)", float(slide), where

    return _worst(found())


def _held_joints(name: str, first: Body, last: Body) -> list[int]:
    held = []
    limbs = first.pose.limb(name), last.pose.limb(name)
    contacts = [contact_of(limb) for limb in limbs]
    contact = contacts[0]
    if contact is not None and contact == contacts[1]:
        values = [limb[contact] for limb in limbs]
        fixed = not isinstance(values[0], Mapping) and list(values[0]) == list(values[1])
        if fixed:
            held.append(1 if contact == "elbow" else 2)
    for joint in (1, 2):
        one, two = (body.limbs[name].joints[joint] for body in (first, last))
        if joint not in held and np.linalg.norm(one - two) < SLIDE_CM and one[1] < NEAR_FLOOR_CM:
            held.append(joint)
    return held


# --- solid things -------------------------------------------------------------------------------


def _solid_points(body: Body) -> Iterator[tuple[str, Array, Array]]:
    """Name, centres and radii of everything of the body that takes up room."""
    for name in body.limbs:
        for part, (centres, radii) in spheres_of(name, body).items():
            shares = np.linspace(0, 1, 5)[:, None]
            along = np.vstack([one + shares * (two - one) for one, two in pairwise(centres)])
            sizes = np.concatenate(
                [one + shares[:, 0] * (two - one) for one, two in pairwise(radii)]
            )
            yield f"{name} {part}", along, sizes
    yield "head", body.head.skull[None], np.array([measure.SKULL_RADIUS])
    yield "trunk", _skin(body), np.zeros(len(STATIONS) * 16)


def _skin(body: Body) -> Array:
    """Points on the trunk's surface."""
    ring = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    ahead, aside = np.cos(ring), np.sin(ring)
    depth = np.where(ahead[None] > 0, FRONT[:, None], BEHIND[:, None]) * ahead
    width = HALF_WIDTH[:, None] * aside
    frames = body.trunk.station_frames
    points = (
        body.trunk.centres[:, None]
        + depth[..., None] * frames[:, None, 1]
        + width[..., None] * frames[:, None, 2]
    )
    return np.asarray(points.reshape(-1, 3))


def inside_props(seen: Film) -> Iterator[str]:
    """No part of the body is inside a wall, chair, step, table, cushion or the ball."""
    solid = [(prop["kind"], box) for prop in seen.drawing.props for box in boxes(prop)]

    def found() -> Iterator[tuple[str, float, str]]:
        for where, body in _frames(seen):
            things = list(_solid_points(body))
            if body.ball is not None:
                ball = body.ball
                for name, centres, radii in things:
                    away = np.linalg.norm(centres - ball.centre, axis=1)
                    yield (
                        f"inside the ball: {name} (cm)",
                        float((ball.radius + radii - away).max()),
                        where,
                    )
                things.append(("ball", ball.centre[None], np.array([ball.radius])))
            for name, centres, radii in things:
                for kind, box in solid:
                    deep = float(_into_box(centres, radii, box).max())
                    yield f"inside the {kind}: {name} (cm)", deep, where

    return _worst(thing for thing in found() if thing[1] > SOFT_CM)


def _into_box(centres: Array, radii: Array, box: Box) -> Array:
    """cm by which each sphere reaches into a box; negative outside."""
    nearest = np.clip(centres, box.low, box.high)
    away = np.linalg.norm(centres - nearest, axis=1)
    in_depth = np.minimum(centres - box.low, box.high - centres).min(axis=1)
    return np.asarray(radii + np.where(away > 0, -away, np.maximum(in_depth, 0)))


def inside_trunk(seen: Film) -> Iterator[str]:
    """Hands, forearms, feet and shins do not go through the trunk or the head."""

    def found() -> Iterator[tuple[str, float, str]]:
        for where, body in _frames(seen):
            for name, bones in body.limbs.items():
                ends = np.linspace(bones.joints[1], bones.joints[3], 9)[2:]
                middle = np.linspace(bones.joints[1], bones.joints[2], 6)[2:]
                for point in np.vstack([middle, ends, bones.joints[2:]]):
                    depth = _share_of_trunk(point, body)
                    if depth < INSIDE_TRUNK:
                        yield f"inside the trunk: {name} (share of its thickness)", 1 - depth, where
                    if np.linalg.norm(point - body.head.skull) < 0.6 * measure.SKULL_RADIUS:
                        yield f"inside the head: {name}", 1.0, where

    return _worst(found())


_LEG_RADII = (8.0, 5.0)
INSIDE_LEG = 0.7
"""Legs whose middles are nearer than this share of their thickness go through each other."""


def inside_other_leg(seen: Film) -> Iterator[str]:
    """A shin does not go through the other leg; thighs lie side by side and are left out."""

    def found() -> Iterator[tuple[str, float, str]]:
        for where, body in _frames(seen):
            right, left = (body.limbs[name].joints for name in ("right_leg", "left_leg"))
            for one, two in ((0, 1), (1, 0), (1, 1)):
                apart = _apart(right[one : one + 2], left[two : two + 2])
                share = apart / (_LEG_RADII[one] + _LEG_RADII[two])
                if share < INSIDE_LEG:
                    yield "inside the other leg: shin (share of their thickness)", 1 - share, where

    return _worst(found())


def _apart(one: Array, two: Array) -> float:
    """The smallest distance between points along two bones, in cm."""
    shares = np.linspace(0, 1, 12)[:, None]
    first, second = (bone[0] + shares * (bone[1] - bone[0]) for bone in (one, two))
    return float(np.linalg.norm(first[:, None] - second[None], axis=2).min())


def _share_of_trunk(point: Array, body: Body) -> float:
    """How far from the trunk's middle a point is, as a share of its thickness there; 9 beyond it."""
    away = np.linalg.norm(body.trunk.centres - point, axis=1)
    nearest = int(away.argmin())
    up, front, right = body.trunk.station_frames[nearest]
    way = point - body.trunk.centres[nearest]
    if abs(float(way @ up)) > 5.0:
        return 9.0
    ahead, aside = float(way @ front), float(way @ right)
    depth = FRONT[nearest] if ahead > 0 else BEHIND[nearest]
    return float(np.hypot(ahead / depth, aside / HALF_WIDTH[nearest]))


# --- the picture --------------------------------------------------------------------------------


def outside_picture(drawn: Picture) -> Iterator[str]:
    """The picture holds every frame and every arrow."""
    left, bottom, right, top = drawn.box
    groups = [
        ("figure", shape.points) for move in drawn.frames for shapes in move for shape in shapes
    ]
    groups += [("arrow", line) for line, _ in drawn.arrows]
    for name, points in groups:
        low, high = points.min(axis=0), points.max(axis=0)
        if low[0] < left or low[1] < bottom or high[0] > right or high[1] > top:
            yield f"outside the picture: {name}"
            return
