"""One frame as shapes from back to front; the same shapes in the same order in every frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.figures import marks, props, shapes
from lib.figures.body import Array
from lib.figures.camera import VIEWS
from lib.figures.drawing import LIMBS, Drawing
from lib.figures.shapes import GROUPS, Shape
from lib.figures.solve import Body, movement

_GROUND_BEYOND = 8.0
_FACING = 0.35
_NEARER_CM = 8.0


@dataclass(frozen=True, slots=True)
class Film:
    """One repetition: key bodies with names, and for each movement its frames with both ends."""

    drawing: Drawing
    keys: tuple[tuple[Body, str], ...]
    moves: tuple[tuple[Body, ...], ...]
    order: tuple[str, ...]
    in_profile: bool
    ends_in_front: frozenset[str]
    """Limbs whose foot or hand is nearer to the viewer than the rest of them."""
    ground: tuple[float, float]
    """From and to, in cm along the world's x."""

    shows_spine: bool
    """False for a body seen from its front, where the spine would look like buttons."""

    @property
    def start(self) -> Body:
        """The body in the start pose."""
        return self.keys[0][0]

    @property
    def end(self) -> Body:
        """The body in the end pose."""
        return self.keys[self.drawing.moves_to_end][0]

    @property
    def there(self) -> list[Body]:
        """The frames from the start to the end pose."""
        moves = self.moves[: self.drawing.moves_to_end]
        return [*moves[0][:1], *(body for move in moves for body in move[1:])]


def film(drawing: Drawing) -> Film:
    """The solved movement of a drawing. Raises ContentError when a pose cannot be."""
    keys, moves = movement(drawing)
    bodies = [body for body, _ in keys[:-1]]
    reach = [_extent(body) for move in moves for body in move]
    reach += [_under(props.boxes(prop)) for prop in drawing.props if drawing.ground == "floor"]
    low, high = min(x for x, _ in reach), max(x for _, x in reach)
    return Film(
        drawing,
        tuple(keys),
        tuple(tuple(move) for move in moves),
        _order(drawing, bodies),
        shapes.is_in_profile(bodies[0], drawing.camera),
        _ends_in_front(drawing, bodies),
        (low - _GROUND_BEYOND, high + _GROUND_BEYOND),
        drawing.camera.oblique or _faces(bodies[0], drawing) < _FACING,
    )


def _faces(body: Body, drawing: Drawing) -> float:
    """How much the chest points to the viewer: 1 straight at them, -1 away."""
    return float(body.trunk.chest[1] @ drawing.camera.axes[2])


def _extent(body: Body) -> tuple[float, float]:
    points = [bones.joints[:, 0] for bones in body.limbs.values()]
    points += [body.trunk.points[:, 0], body.head.skull[:1] + 11, body.head.skull[:1] - 11]
    if body.ball is not None:
        points.append(body.ball.centre[0] + body.ball.radius * np.array([-0.5, 0.5]))
    every = np.concatenate(points)
    return float(every.min()), float(every.max())


def _under(solid: tuple[props.Box, ...]) -> tuple[float, float]:
    """From and to of the floor under boxes; nothing without one."""
    every = [float(x) for box in solid for x in (box.low[0], box.high[0])]
    return min(every, default=np.inf), max(every, default=-np.inf)


def _order(drawing: Drawing, bodies: list[Body]) -> tuple[str, ...]:
    """Groups from back to front: as the drawing says, the side view's, or by depth."""
    if drawing.order:
        return (
            *(name for name in ("ball", *GROUPS, "held") if name not in drawing.order),
            *drawing.order,
        )
    if drawing.camera != VIEWS["side"]:
        return ("ball", *_by_depth(drawing, bodies), "held")
    return ("ball", *GROUPS[:-1], "held", GROUPS[-1])


def _ends_in_front(drawing: Drawing, bodies: list[Body]) -> frozenset[str]:
    """Hands and feet that point to the viewer in the mean of all poses; none in a side view."""
    if drawing.camera == VIEWS["side"]:
        return frozenset()

    def lead(body: Body, name: str) -> float:
        depths = drawing.camera.depth(body.limbs[name].joints)
        return float(depths[-1] - depths[:-1].mean())

    return frozenset(
        name for name in LIMBS if np.mean([lead(body, name) for body in bodies]) > _NEARER_CM
    )


def _by_depth(drawing: Drawing, bodies: list[Body]) -> list[str]:
    def depth(name: str) -> float:
        depths = []
        for body in bodies:
            if name in body.limbs:
                depths.append(drawing.camera.depth(body.limbs[name].joints).mean())
            elif name == "head":
                depths.append(drawing.camera.depth(body.head.skull))
            elif name == "trousers":
                depths.append(drawing.camera.depth(body.trunk.hips))
            else:
                depths.append(drawing.camera.depth(body.trunk.points).mean())
        return float(np.mean(depths))

    return sorted(GROUPS, key=depth)


def shapes_of(body: Body, seen: Film) -> list[Shape]:
    """The shapes of one frame, from back to front."""
    drawing, camera = seen.drawing, seen.drawing.camera
    back = props.ground_shapes(drawing.ground, *seen.ground, _depths(drawing), camera)
    for number, prop in enumerate(drawing.props):
        for part, box in enumerate(props.boxes(prop)):
            back += props.box_shapes(box, f"{prop['kind']}_{number}_{part}", camera)
    groups = shapes.person(body, camera, drawing.pale, seen.in_profile, seen.ends_in_front)
    if drawing.shoes:
        groups = shapes.in_shoes(groups)
    if not camera.oblique:
        groups = shapes.in_shade(groups)
    if drawing.gap:
        groups["trousers"].insert(0, marks.gap_shape(body, camera))
    groups["ball"] = props.ball_shapes(body, camera)
    groups["held"] = [
        shape
        for number, prop in enumerate(drawing.props)
        for shape in props.held_shapes(prop, number, body, camera)
    ]
    for shape in _marked(body, drawing):
        groups[marks.group_of(shape)].append(shape)
    if seen.shows_spine:
        groups["shirt"] += marks.spine_shapes(body, camera)
    return back + [shape for name in seen.order for shape in groups[name]]


def _marked(body: Body, drawing: Drawing) -> Iterator[Shape]:
    """The regions that stretch, and those that work as much as the pose uses them."""
    sides = _shown_sides(drawing)
    for region in drawing.works:
        for shape in marks.region_shapes(region, "works", body, drawing.camera, sides):
            yield marks.at_effort(shape, body.pose.effort)
    for region in drawing.stretches:
        yield from marks.region_shapes(region, "stretches", body, drawing.camera, sides)


def _depths(drawing: Drawing) -> tuple[float, float]:
    """From and to, in cm towards the viewer, of the solid things on the ground."""
    solid = [box for prop in drawing.props for box in props.boxes(prop)]
    every = [0.0, *(float(z) for box in solid for z in (box.low[2], box.high[2]))]
    return min(every), max(every)


def _shown_sides(drawing: Drawing) -> tuple[str, ...]:
    return tuple(side for side in ("right", "left") if f"{side}_leg" not in drawing.pale)


def box_of(frames: list[list[Shape]], extra: list[Array]) -> Array:
    """The rectangle of the picture (left, bottom, right, top) in cm that holds every frame."""
    every = np.vstack([shape.points for frame in frames for shape in frame] + extra)
    margin = 5.0
    return np.array([*(every.min(axis=0) - margin), *(every.max(axis=0) + margin)])
