"""The solved body → flat shapes: outlines of limbs, trunk and head as the camera sees them.

A rigid part is the hull of a few spheres, so its outline is right from every side. The trunk is
the outline of its cross-sections. Seen from the side the head has its profile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lib.figures.body import (
    BEHIND,
    FOREARM,
    FRONT,
    HALF_WIDTH,
    HAND,
    SHANK,
    SIDES,
    STATIONS,
    THIGH,
    UPPER_ARM,
    Array,
    cross,
    unit,
)
from lib.figures.camera import Camera
from lib.figures.solve import Body

Sphere = tuple[float, float, float, float]
"""cm along the bone, to its front, to its right; radius."""

SPHERES: dict[str, tuple[Sphere, ...]] = {
    "thigh": ((0, 0, 0, 9.2), (11, 0.3, 0, 9.0), (THIGH, 0.2, 0, 6.0)),
    "shank": ((0, 0, 0, 5.8), (13, -1.1, 0, 5.6), (SHANK, 0.1, 0, 3.7)),
    "upper_arm": ((1.2, 0, 0, 5.3), (12, 0.2, 0, 4.9), (UPPER_ARM, 0, 0, 4.1)),
    "forearm": ((0, 0, 0, 4.1), (7, 0.1, 0, 4.2), (FOREARM, 0, 0, 2.7)),
    "hand": ((0, 0, 0, 2.5), (6, 0, 0, 3.0), (HAND - 1.4, 0, 0, 1.4)),
    "fist": ((0, 0, 0, 2.6), (4.5, 0.6, 0, 3.7)),
    "foot": (
        (-3.0, -3.4, 0, 3.2),
        (0.5, 0.2, 0, 3.6),
        (12.0, -4.5, 2.4, 2.1),
        (12.0, -4.5, -2.4, 2.1),
        (17.2, -5.2, 0.6, 1.4),
    ),
}
"""Hulls of the parts, calf behind the bone; the front of a foot is its back, up from the sole."""
ARM_PARTS, LEG_PARTS = ("upper_arm", "forearm", "hand"), ("thigh", "shank", "foot")

POINTS_A_HULL = 16
_CIRCLE = np.linspace(0, 2 * np.pi, POINTS_A_HULL, endpoint=False)

_FACE = [(-5.0, -1.5), (-7.6, 3.5), (-8.8, 9), (-7.8, 15), (-3.5, 19.4), (2, 20.4), (7, 18.0), (9.3, 13.6), (9.4, 10.6), (11.3, 7.0), (9.9, 5.4), (9.6, 2.8), (8.8, -0.8), (6.0, -2.4), (2.2, -1.2), (0.5, -3)]  # fmt: skip
_HAIR = [(-6.2, -0.4), (-8.8, 3.0), (-10.2, 9), (-9.2, 15.8), (-4.4, 21.0), (2.2, 22.6), (8.4, 20.4), (10.6, 16.4), (8.6, 14.6), (5.0, 15.4), (2.2, 13.2), (1.6, 9.4), (0.2, 10.6), (-2.0, 9.6), (-2.6, 5.4), (-4.2, 1.2)]  # fmt: skip
_EAR = [
    (-0.6 + 1.7 * np.cos(a), 7.4 + 2.5 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 8, False)
]
_EYES = np.array([(9.2, 8.6, -3.3), (9.2, 8.6, 3.3)])
_PROFILE_FROM = 0.8
"""Seen from the side when the head's right points this much to the viewer or away."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline in the picture, in cm; the same name has as many points in every frame.

    `role` names its colour. `runs` are smooth; where one ends and the next begins is a corner.
    """

    name: str
    role: str
    runs: tuple[Array, ...]
    kind: str = "fill"
    """fill, line (open), dots."""
    tangents: Array | None = None
    """Unit vectors along a single run where they are known exactly; else told by its points."""

    @property
    def points(self) -> Array:
        """All points of all runs (n, 2)."""
        return np.vstack(self.runs)


# --- limbs --------------------------------------------------------------------------------------


def spheres_of(name: str, body: Body) -> dict[str, tuple[Array, Array]]:
    """Part → centres (n, 3) and radii (n,) of its spheres in the world."""
    parts = LEG_PARTS if name.endswith("leg") else ARM_PARTS
    bones = body.limbs[name]
    found, directions = {}, bones.directions
    for number, part in enumerate(parts):
        along, ahead = directions[number], bones.ahead[number]
        right = cross(ahead, along)
        spheres = SPHERES["fist" if part == "hand" and body.grip(name) > 0.5 else part]
        if part == "foot":
            shank = directions[1]
            up = unit(-shank + (shank @ along) * along)
            if np.linalg.norm(up) < 0.5:
                up = ahead
            ahead, right = up, cross(up, along)
        local = np.array([sphere[:3] for sphere in spheres])
        centres = bones.joints[number] + local @ np.array([along, ahead, right])
        found[part] = centres, np.array([sphere[3] for sphere in spheres])
    return found


def round_shape(
    name: str, role: str, centres: Array, radii: Array, along: Array, camera: Camera
) -> Shape:
    """The outline of the hull of spheres, as a fixed number of points from `along` on."""
    flat = camera.flat(centres)
    axis = camera.flat(along)
    start = np.arctan2(axis[1], axis[0]) if np.linalg.norm(axis) > 1e-6 else 0.0
    towards = np.column_stack([np.cos(start + _CIRCLE), np.sin(start + _CIRCLE)])
    farthest = (flat @ towards.T + radii[:, None]).argmax(axis=0)
    outline = flat[farthest] + radii[farthest][:, None] * towards
    return Shape(name, role, (outline,), tangents=np.column_stack([-towards[:, 1], towards[:, 0]]))


def limb_shapes(
    name: str, body: Body, camera: Camera, pale: bool, end_in_front: bool = False
) -> list[Shape]:
    """Three outlines from back to front: the limb's end at the back unless it is `end_in_front`."""
    is_leg = name.endswith("leg")
    bones = body.limbs[name]
    shapes = []
    for number, (part, (centres, radii)) in enumerate(spheres_of(name, body).items()):
        role = "trousers" if is_leg and part != "foot" else "skin"
        role = f"pale_{role}" if pale else role
        shapes.append(
            round_shape(f"{name}_{part}", role, centres, radii, bones.directions[number], camera)
        )
    return shapes if end_in_front else shapes[::-1]


# --- trunk --------------------------------------------------------------------------------------

_TROUSERS = STATIONS <= 11
_SHIRT = STATIONS >= 7


def outline_sides(body: Body, camera: Camera) -> tuple[Array, Array]:
    """The two edges of the trunk in the picture (k, 2), the first left of its direction."""
    trunk = body.trunk
    centres = camera.flat(trunk.centres)
    along = camera.flat(trunk.station_frames[:, 0])
    along = along / np.maximum(np.linalg.norm(along, axis=1), 1e-6)[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])
    in_world = across @ camera.axes[:2]
    left = centres + trunk.reach(in_world)[:, None] * across
    right = centres - trunk.reach(-in_world)[:, None] * across
    return left, right


def trunk_shapes(body: Body, camera: Camera) -> tuple[Shape, Shape]:
    """Trousers and shirt."""
    left, right = outline_sides(body, camera)
    middle = camera.flat(body.trunk.centres)

    def tucked(edge: Array) -> Array:
        inner = edge.copy()
        inner[STATIONS > 8] += 0.1 * (middle - edge)[STATIONS > 8]
        return inner

    trousers = (tucked(left)[_TROUSERS][::-1], tucked(right)[_TROUSERS])
    return (
        Shape("trousers", "trousers", trousers),
        Shape("shirt", "shirt", (left[_SHIRT], right[_SHIRT][::-1])),
    )


def surface(body: Body, side: str, heights: Array, inset: float) -> Array:
    """Points under the trunk's surface at heights over the hips: front, back, right or left side."""
    front = np.interp(heights, STATIONS, FRONT)
    back = np.interp(heights, STATIONS, BEHIND)
    width = np.interp(heights, STATIONS, HALF_WIDTH)
    out = {
        "front": (front - inset, 0 * width),
        "back": (inset - back, 0 * width),
        "right": (0 * width, width - inset),
        "left": (0 * width, inset - width),
    }[side]
    places = zip(heights, out[0], out[1], strict=True)
    return np.array([body.trunk.at(height, ahead, aside) for height, ahead, aside in places])


# --- head ---------------------------------------------------------------------------------------


def is_in_profile(body: Body, camera: Camera) -> bool:
    """Whether the head is seen so much from its side that its profile is right."""
    return abs(float(body.head.frame[2] @ camera.axes[2])) > _PROFILE_FROM


def head_shapes(body: Body, camera: Camera, in_profile: bool) -> list[Shape]:
    """Neck, face, hair and ear; from the side as a profile, else as round forms."""
    head = body.head
    centres = np.array([body.trunk.at(50.0, -1.0), head.base + 3.0 * head.frame[0]])
    radii = np.array([5.6, 5.2])
    neck = round_shape("neck", "shaded_skin", centres, radii, centres[1] - centres[0], camera)
    if in_profile:
        return [
            neck,
            Shape("face", "skin", (_in_profile(_FACE, body, camera),)),
            Shape("hair", "hair", (_in_profile(_HAIR, body, camera),)),
            Shape("ear", "shaded_skin", (_in_profile(_EAR, body, camera),)),
        ]

    def ball(name: str, role: str, *spheres: Sphere) -> Shape:
        up, front, right = head.frame
        local = np.array([sphere[:3] for sphere in spheres])
        middles = head.base + local @ np.array([front, up, right])
        sizes = np.array([sphere[3] for sphere in spheres])
        return round_shape(name, role, middles, sizes, up, camera)

    face = ball("face", "skin", (1.6, 9.6, 0, 8.6), (3.0, 2.2, 0, 5.2))
    hair = ball("hair", "hair", (-0.4, 11.6, 0, 10.4), (-3.0, 7.0, 0, 8.4))
    nose = ball("nose", "shaded_skin", (10.3, 6.4, 0, 1.5), (9.4, 8.4, 0, 1.1))
    ears = [
        ball(f"{side}_ear", "shaded_skin", (-0.6, 7.4, 8.9 * sign, 2.0))
        for side, sign in SIDES.items()
    ]
    eyes = Shape("eyes", "eye", (_in_front(_EYES, body, camera),), "dots")
    if float(head.frame[1] @ camera.axes[2]) > -0.25:
        return [hair, neck, *ears, face, nose, eyes]
    return [neck, nose, eyes, face, *ears, hair]


def _in_front(points: Array, body: Body, camera: Camera) -> Array:
    """Points of the head (cm to its front, up, to its right) in the picture."""
    up, front, right = body.head.frame
    return camera.flat(body.head.base + points @ np.array([front, up, right]))


def _in_profile(outline: list[tuple[float, float]], body: Body, camera: Camera) -> Array:
    up, front, _ = body.head.frame
    local = np.array(outline)
    return camera.flat(body.head.base + local[:, :1] * front + local[:, 1:] * up)


# --- the whole person ---------------------------------------------------------------------------

GROUPS = ("left_arm", "left_leg", "head", "trousers", "right_leg", "shirt", "right_arm")
"""What is drawn together, from back to front, in a side view."""


def person(
    body: Body,
    camera: Camera,
    pale: tuple[str, ...],
    in_profile: bool,
    ends_in_front: frozenset[str] = frozenset(),
) -> dict[str, list[Shape]]:
    """The shapes of the person by group; `ends_in_front` are limbs that point to the viewer."""
    trousers, shirt = trunk_shapes(body, camera)
    return {
        "head": head_shapes(body, camera, in_profile),
        "trousers": [trousers],
        "shirt": [shirt],
        **{
            name: limb_shapes(name, body, camera, name in pale, name in ends_in_front)
            for name in body.limbs
        },
    }


def in_shade(groups: dict[str, list[Shape]]) -> dict[str, list[Shape]]:
    """The same person with the pale limbs only a shade apart, for views of the front."""

    def shaded(shape: Shape) -> Shape:
        role = {"pale_trousers": "shaded_trousers"}.get(shape.role, shape.role)
        return replace(shape, role=role.removeprefix("pale_"))

    return {name: [shaded(shape) for shape in parts] for name, parts in groups.items()}


def in_shoes(groups: dict[str, list[Shape]]) -> dict[str, list[Shape]]:
    """The same person with shoes on."""

    def shod(shape: Shape) -> Shape:
        if not shape.name.endswith("_foot"):
            return shape
        return replace(shape, role=shape.role.replace("skin", "shoe"))

    return {name: [shod(shape) for shape in parts] for name, parts in groups.items()}
