"""A figure in words, for who cannot see it: how it starts, what moves, how it ends.

Everything but the start posture's sentence is measured on the solved body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lib.figures.body import LOW_BACK_ZONE, Array
from lib.figures.check import angles
from lib.figures.marks import REGION_WORDS
from lib.figures.scene import Film
from lib.figures.solve import Body
from lib.phrases import joined

_CM, _DEGREES = 4.0, 9.0
"""Smaller changes are not worth a word."""
_FAR_CM, _A_LITTLE_CM = 10.0, 2.5
_NEUTRAL_DEGREES = 6.0
"""A low back that ends within this of upright standing has straightened, not arched."""
_STRAIGHT_DEGREES = 18.0
_ON_FLOOR_CM = 2.5
_NEAR_FLOOR_CM = 6.0
_WAIST = 19.0


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences: the start, the movement, the end, what works and stretches, the other side."""

    start: str
    movement: str
    end: str
    regions: str
    other_side: str

    def __str__(self) -> str:
        """All of it as one text."""
        parts = (self.start, self.movement, self.end, self.regions, self.other_side)
        return " ".join(part for part in parts if part)


def words_of(seen: Film) -> Words:
    """The figure in words."""
    drawing = seen.drawing
    walks = _walks(seen)
    movement = "Movement: one leg steps forward, then the other." if walks else _movement(seen)
    ends = [] if walks else _by_side(_limb_ends(seen))
    marked = []
    for said, regions in (("Works", drawing.works), ("Stretches", drawing.stretches)):
        named = list(dict.fromkeys(REGION_WORDS[region] for region in regions))
        if named:
            marked.append(f"{said}: {joined(named)}.")
    other_side = {
        "alternate": "Then the same with the other side.",
        "one": "Repeat with the other side.",
    }.get(drawing.sides, "")
    return Words(
        start=f"Start: {drawing.start_words}",
        movement=movement,
        end=f"End: {joined(ends)}." if ends else "",
        regions=" ".join(marked),
        other_side="" if walks else other_side,
    )


def _movement(seen: Film) -> str:
    moving = list(_trunk_moves(seen.start, seen.end)) + _by_side(_limb_moves(seen, _FAR_CM))
    moving = moving or _by_side(_limb_moves(seen, _A_LITTLE_CM))
    return f"Movement: {joined(moving)}." if moving else "Hold still and keep breathing."


def _walks(seen: Film) -> bool:
    """Whether it never stops and both feet travel: a walk, which has no start and no end."""
    tempo = seen.drawing.tempo
    if tempo.hold_start or tempo.hold_end or seen.drawing.sides != "alternate":
        return False
    feet = [
        np.array([body.limbs[leg].joints[2] for body in seen.there])
        for leg in ("right_leg", "left_leg")
    ]
    return all(np.ptp(foot[:, 0]) > _FAR_CM for foot in feet)


def _trunk_moves(start: Body, end: Body) -> Iterator[str]:
    face_up = float(end.trunk.frame(_WAIST)[1][1]) > 0.7
    rounded = angles(end)["lumbar"]
    curve = rounded - angles(start)["lumbar"]
    if abs(curve) >= _DEGREES:
        yield _back_move(curve, rounded, end.trunk.lowest(LOW_BACK_ZONE) if face_up else np.inf)
    hips = float(end.trunk.hips[1] - start.trunk.hips[1])
    if abs(hips) >= _CM:
        yield f"the hips {'rise' if hips > 0 else 'sink'} by about {abs(hips):.0f} cm"
    else:
        forward = float((end.trunk.hips - start.trunk.hips)[0] * end.trunk.pelvis[1][0])
        if abs(forward) >= _CM:
            yield f"the hips move {'forwards' if forward > 0 else 'back'}"
    shoulders = float(end.point("shoulders")[1] - start.point("shoulders")[1])
    if abs(shoulders - hips) >= _CM and abs(shoulders) >= _CM:
        yield "the chest lifts" if shoulders > 0 else "the chest goes down"
    elif face_up and float(end.point("head")[1] - start.point("head")[1]) >= _CM:
        yield "the head and shoulders lift a little"
    rolls = end.pose.roll - start.pose.roll
    if abs(rolls) >= _DEGREES:
        yield "the hips and knees roll to one side"
    if (
        start.ball is not None
        and end.ball is not None
        and np.linalg.norm(end.ball.spin - start.ball.spin) >= 10
    ):
        yield "the ball rolls along"


def _back_move(curve: float, rounded: float, over_floor: float) -> str:
    """What a change of the low back's curve does, for who lies on the back so many cm over it."""
    if curve < 0:
        return "the low back straightens" if rounded > -_NEUTRAL_DEGREES else "the low back arches"
    if over_floor < _ON_FLOOR_CM:
        return "the low back settles onto the floor"
    return (
        "the low back sinks towards the floor"
        if over_floor < _NEAR_FLOOR_CM
        else "the low back rounds"
    )


def _limb_moves(seen: Film, far: float) -> Iterator[tuple[str, str]]:
    """Which limb (`right_leg`, …) does what, when its end goes at least `far` cm."""
    start, end = seen.start, seen.end
    before, after = angles(start), angles(end)
    for name, bones in end.limbs.items():
        if _goes_along(name, seen):
            continue
        side, _, kind = name.partition("_")
        way = bones.joints[2] - start.limbs[name].joints[2]
        path = np.array([body.limbs[name].joints[2] for body in seen.there])
        if np.linalg.norm(path - path[0], axis=1).max() < far:
            if kind == "leg" and abs(end.trunk.hips[1] - start.trunk.hips[1]) < _CM:
                knee = after[f"{side}_knee"] - before[f"{side}_knee"]
                if abs(knee) >= 2 * _DEGREES:
                    yield name, "knee bends" if knee > 0 else "knee straightens"
                elif (bones.joints[1] - start.limbs[name].joints[1])[1] >= _FAR_CM:
                    yield name, "knee lifts"
            continue
        change = {
            joint: after[f"{side}_{joint}"] - before[f"{side}_{joint}"] for joint in _JOINTS[kind]
        }
        yield (
            name,
            (_leg_move if kind == "leg" else _arm_move)(
                change, way, after[f"{side}_{_JOINTS[kind][1]}"]
            ),
        )


def _goes_along(name: str, seen: Film) -> bool:
    """Whether the hand holds the same part of the trunk from start to end: it moves with it."""
    held = [
        hand.get("holds") if isinstance(hand := body.pose.limb(name).get("hand"), Mapping) else None
        for body in (seen.start, seen.end)
    ]
    return held[0] in _ON_HIPS and held[0] == held[1]


_ON_HIPS = ("hips", "lap", "belly", "right_hip", "left_hip")
_JOINTS = {"leg": ("hip", "knee"), "arm": ("shoulder", "elbow")}


def _leg_move(change: dict[str, float], way: Array, knee: float) -> str:
    if change["knee"] <= -25:
        return "leg straightens" + (" and lifts" if way[1] > _FAR_CM else "")
    if change["hip"] >= 20 and knee > 60:
        return "knee comes towards the chest"
    if abs(way[1]) < _A_LITTLE_CM:
        return "foot slides along"
    return "foot lifts" if way[1] > 0 else "foot goes down"


def _arm_move(change: dict[str, float], way: Array, elbow: float) -> str:
    if change["elbow"] >= 30:
        return "elbow bends"
    if way[1] > _FAR_CM:
        return "arm lifts"
    if change["elbow"] <= -30 or elbow < _STRAIGHT_DEGREES:
        return "arm reaches out" if way[1] > -_FAR_CM else "arm goes down"
    return "hand moves along"


def _limb_ends(seen: Film) -> Iterator[tuple[str, str]]:
    """How the limbs that moved are at the end."""
    told = angles(seen.end)
    for name, bones in seen.end.limbs.items():
        if _goes_along(name, seen):
            continue
        moved = bones.joints[2] - seen.start.limbs[name].joints[2]
        if np.linalg.norm(moved) < _FAR_CM:
            continue
        side, _, kind = name.partition("_")
        bend = told[f"{side}_{'knee' if kind == 'leg' else 'elbow'}"]
        shape = "straight" if bend < _STRAIGHT_DEGREES else "bent" if bend > 60 else "a little bent"
        where = _pointing(bones.joints[2] - bones.joints[0])
        if kind == "leg" or (shape == "straight" and "down" not in where):
            yield name, f"{kind} is {shape}{where}"


def _pointing(way: Array) -> str:
    steep = float(np.degrees(np.arcsin(way[1] / max(float(np.linalg.norm(way)), 1e-6))))
    if steep > 60:
        return " and points up"
    if steep < -60:
        return " and points down"
    return " and level" if abs(steep) < 15 else ""


def _by_side(told: Iterator[tuple[str, str]]) -> list[str]:
    """“the right …” and “the left …”, or “both …s” when both sides do the same."""
    sides: dict[str, list[str]] = {}
    for name, what in told:
        sides.setdefault(what, []).append(name.partition("_")[0])
    return [
        f"the {which[0]} {what}" if len(which) == 1 else f"both {_plural(what)}"
        for what, which in sides.items()
    ]


_MANY = {
    **{word: f"{word}s" for word in ("arm", "elbow", "hand", "knee", "leg")},
    **{
        f"{word}s": word
        for word in ("bend", "come", "lift", "move", "point", "slide", "straighten")
    },
    "foot": "feet",
    "goes": "go",
    "reaches": "reach",
    "is": "are",
}


def _plural(what: str) -> str:
    """“arm lifts” → “arms lift”."""
    return " ".join(_MANY.get(word, word) for word in what.split())
