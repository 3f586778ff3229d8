"""What `data/` says about one figure: poses, what works and stretches, props, arrows, claims.

A pose is a change to a start posture: a limb is replaced as a whole, all else key by key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from lib.figures.camera import VIEWS, Camera
from lib.model import ContentError

Limb = Mapping[str, Any]
LIMBS = ("right_arm", "left_arm", "right_leg", "left_leg")
_BOTH = {"arms": ("right_arm", "left_arm"), "legs": ("right_leg", "left_leg")}


@dataclass(frozen=True, slots=True)
class Pose:
    """One key pose. Angles in degrees, lengths in cm; see `body` for the directions."""

    trunk: float = 90.0
    roll: float = 0.0
    lean: float = 0.0
    lumbar: float = -30.0
    thorax: float = 30.0
    bend: float = 0.0
    twist: float = 0.0
    neck: float | str = 0.0
    """Flexion of the neck; `floor`: the head rests on the mat."""
    head_turn: float = 0.0
    head_bend: float = 0.0
    effort: float = 1.0
    """How much of what works is marked, 0 to 1: a brace is seen although nothing moves."""
    place: Mapping[str, Any] = field(default_factory=dict)
    """The conditions that hold the trunk in its place, see `place`."""
    right_arm: Limb = field(default_factory=dict)
    left_arm: Limb = field(default_factory=dict)
    right_leg: Limb = field(default_factory=dict)
    left_leg: Limb = field(default_factory=dict)
    ball: tuple[float, ...] | None = None
    """Centre of the ball, when it moves: x, y and perhaps z."""

    def limb(self, name: str) -> Limb:
        """The limb with that name."""
        return getattr(self, name)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds: a movement, and what is held at the start and at the end."""

    move: float = 1.6
    hold_start: float = 0.9
    hold_end: float = 1.3


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure as data. `poses` keep their order: start, perhaps more in between, end."""

    id: str
    start_words: str
    camera: Camera
    ground: str
    sides: str
    poses: Mapping[str, Pose]
    way: tuple[str, ...]
    """The poses one repetition goes through, by name, before it comes back to the first."""
    tempo: Tempo
    works: tuple[str, ...]
    stretches: tuple[str, ...]
    props: tuple[Mapping[str, Any], ...]
    arrows: tuple[Mapping[str, Any], ...]
    order: tuple[str, ...]
    pale: tuple[str, ...]
    gap: bool
    thumbnail: str
    """The pose that tells the exercise best in a list."""
    shoes: bool
    lens: Mapping[str, Any] | None
    expect: tuple[Mapping[str, Any], ...]
    resting: tuple[str, ...]
    """Joints that carry weight and may go to the hard stop: see joint_limits."""

    @property
    def moves_to_end(self) -> int:
        """How many movements lead from the start to the end pose."""
        return self.way.index("end")

    @property
    def held_poses(self) -> frozenset[str]:
        """Poses held as long as the end: it alone there and back, all in an order of their own."""
        there_and_back = self.way == (*self.poses, *list(self.poses)[-2:0:-1])
        return frozenset({"end"} if there_and_back else self.way)

    def prop(self, kind: str) -> Mapping[str, Any] | None:
        """The first prop of a kind, None without one."""
        return next((prop for prop in self.props if prop["kind"] == kind), None)


def read(id: str, figure: Mapping[str, Any], postures: Mapping[str, Mapping[str, Any]]) -> Drawing:
    """The drawing of an exercise from the `figure` of its file.

    Raises ContentError that names the exercise and the key when something refers to nothing.
    """
    if figure["posture"] not in postures:
        raise ContentError(f"{id}: figure.posture: there is no posture {figure['posture']!r}.")
    start = postures[figure["posture"]]
    base = _pose(
        {key: value for key, value in start.items() if key not in ("words", "resting")}, Pose()
    )
    poses = {name: _pose(change or {}, base) for name, change in figure["poses"].items()}
    for name, pose in poses.items():
        if not pose.place:
            raise ContentError(f"{id}: figure.poses.{name}.place: nothing holds the trunk.")
    view = figure.get("view", "side")
    camera = VIEWS[view] if isinstance(view, str) else Camera(view["yaw"], view["pitch"])
    side_on = view == "side"
    return Drawing(
        id=id,
        start_words=figure.get("start_words", start["words"]),
        camera=camera,
        ground=figure.get("ground", "mat"),
        sides=figure.get("sides", "both"),
        poses=MappingProxyType(poses),
        way=_way(id, tuple(figure.get("sequence", ())), tuple(poses)),
        tempo=Tempo(**figure.get("tempo", {})),
        works=tuple(figure.get("works", ())),
        stretches=tuple(figure.get("stretches", ())),
        props=tuple(figure.get("props", ())),
        arrows=tuple(figure.get("arrows", ())),
        order=tuple(figure.get("order", ())),
        pale=tuple(figure.get("pale", ("left_arm", "left_leg") if side_on else ())),
        gap=figure.get("gap", False),
        thumbnail=_thumbnail(id, figure, poses),
        shoes=figure.get("shoes", False),
        lens=figure.get("lens"),
        expect=tuple(figure.get("expect", ())),
        resting=(*start.get("resting", ()), *figure.get("resting", ())),
    )


def _way(id: str, sequence: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """There and back, unless the data gives an order of its own."""
    if not sequence:
        return (*names, *names[-2:0:-1])
    if set(sequence) != set(names) or sequence[0] != "start":
        raise ContentError(f"{id}: figure.sequence: begin with start and name every pose.")
    return sequence


def _thumbnail(id: str, figure: Mapping[str, Any], poses: Mapping[str, Pose]) -> str:
    name = str(figure.get("thumbnail", "end"))
    if name not in poses:
        raise ContentError(f"{id}: figure.thumbnail: there is no pose {name!r}.")
    return name


def _pose(change: Mapping[str, Any], base: Pose) -> Pose:
    values: dict[str, Any] = {}
    for key, value in change.items():
        for name in _BOTH.get(key, (key,)):
            if key not in _BOTH or name not in change:
                values[name] = tuple(value) if name == "ball" else value
    return replace(base, **values)


def mirrored(pose: Pose) -> Pose:
    """The pose with right and left exchanged."""

    def other(limb: Limb) -> Limb:
        return {key: _swapped(key, value) for key, value in limb.items()}

    return replace(
        pose,
        roll=-pose.roll,
        lean=-pose.lean,
        bend=-pose.bend,
        twist=-pose.twist,
        head_turn=-pose.head_turn,
        head_bend=-pose.head_bend,
        place={key: -value if key == "hip_z" else value for key, value in pose.place.items()},
        ball=(*pose.ball[:2], *(-z for z in pose.ball[2:])) if pose.ball else None,
        right_arm=other(pose.left_arm),
        left_arm=other(pose.right_arm),
        right_leg=other(pose.left_leg),
        left_leg=other(pose.right_leg),
    )


def _swapped(key: str, value: Any) -> Any:
    if key in ("foot", "hand", "elbow", "pole") and isinstance(value, list | tuple):
        return value if len(value) == 2 else [value[0], value[1], -value[2]]
    if key in ("lean", "lower_lean", "end_lean"):
        return -value
    if isinstance(value, Mapping) and "holds" in value:
        off = value.get("offset", (0, 0, 0))
        point = value["holds"]
        for one, two in (("right_", "left_"), ("left_", "right_")):
            if point.startswith(one):
                point = two + point.removeprefix(one)
                break
        return {
            **value,
            "holds": point,
            "offset": [off[0], off[1], -off[2] if len(off) == 3 else 0],
        }
    return value


def sequence(drawing: Drawing) -> tuple[tuple[Pose, str], ...]:
    """The poses one repetition goes through, the first again at the end, each with its name.

    `alternate` does the movement with one side, then mirrored with the other.
    """
    steps = [(drawing.poses[name], name) for name in drawing.way]
    if drawing.sides == "alternate":
        steps += [(mirrored(pose), name) for pose, name in steps]
    return (*steps, steps[0])
