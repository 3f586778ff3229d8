"""Shapes → SVG: moving, two numbered stills, and a thumbnail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np

from lib.figures import marks
from lib.figures.body import Array
from lib.figures.paths import SCALE, Frame, path, ways
from lib.figures.scene import Film, box_of, shapes_of
from lib.figures.shapes import Shape
from lib.palette import figure_colours

ASPECT = 3 / 2
"""Width to height of every moving figure and thumbnail, so that tiles are even."""
_STACKED_FROM = 1.7
"""Panels wider than this many times their height stand one above the other."""
_BODY_LINES = {"spine": 0.9, "lumbar_spine": 1.7, "works": 3.2, "stretches": 3.4}
LINES: Mapping[str, float] = {
    **_BODY_LINES,
    "band": 1.5,
    "towel": 2.4,
    "stick": 2.0,
    "ball_seam": 0.7,
    "ball_shine": 1.1,
    "weight_edge": 1.9,
    "eye": 1.3,
}
"""Role of a line → its width in cm."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A film with everything that all its pictures share."""

    seen: Film
    frames: tuple[tuple[tuple[Shape, ...], ...], ...]
    """For each movement its frames, each the shapes from back to front."""
    arrows: tuple[tuple[Array, str], ...]
    """Lines in the picture and the panel each belongs to."""
    box: Array
    lens: tuple[Array, Array, float, float] | None
    """Where it is, what it shows, its radius, how much it enlarges."""


def picture(seen: Film) -> Picture:
    """All frames of a film as shapes, with arrows, lens and the box that holds them all."""
    known: dict[int, tuple[Shape, ...]] = {}

    def frame(body: object) -> tuple[Shape, ...]:
        if id(body) not in known:
            known[id(body)] = tuple(shapes_of(body, seen))  # type: ignore[arg-type]
        return known[id(body)]

    frames = tuple(tuple(frame(body) for body in move) for move in seen.moves)
    camera = seen.drawing.camera
    there = seen.there
    arrows = tuple(
        (
            marks.arrow_path(
                arrow, there if arrow.get("panel", "start") == "start" else there[::-1], camera
            ),
            arrow.get("panel", "start"),
        )
        for arrow in seen.drawing.arrows
    )
    lens = seen.drawing.lens
    glass = None
    extra = [line for line, _ in arrows]
    if lens is not None:
        at, radius = np.array(lens["at"], float), float(lens["r"])
        glass = (at, np.array(lens["show"], float), radius, float(lens["zoom"]))
        extra.append(np.array([at - radius, at + radius]))
    box = box_of([list(shapes) for move in frames for shapes in move], extra)
    return Picture(seen, frames, arrows, box, glass)


def _shaped(box: Array, aspect: float) -> Array:
    """The box widened or heightened to an aspect; what is added in height goes above two to one."""
    left, bottom, right, top = (float(edge) for edge in box)
    width, height = right - left, top - bottom
    if width / height < aspect:
        more = (height * aspect - width) / 2
        return np.array([left - more, bottom, right + more, top])
    more = width / aspect - height
    return np.array([left, bottom - more / 2, right, top + more / 2])


# --- the three pictures -------------------------------------------------------------------------


def animated(drawn: Picture, dark: bool) -> str:
    """The moving figure; without animation it shows the start pose."""
    frame = Frame(_shaped(drawn.box, ASPECT))
    times, shown = _timeline(drawn)
    total = times[-1]
    key_times = ";".join(_number(time / total) for time in times)
    still: list[str] = []
    distinct = list({id(shapes): shapes for shapes in shown}.values())
    place = {id(shapes): number for number, shapes in enumerate(distinct)}
    for index, shape in enumerate(shown[0]):
        told = ways([shapes[index] for shapes in distinct], frame)
        moves = any(way != told[0] for way in told)
        moving = ""
        if moves:
            values = ";".join(told[place[id(shapes)]] for shapes in shown)
            moving = (
                f'<animate attributeName="d" dur="{total:g}s" repeatCount="indefinite" '
                f'keyTimes="{key_times}" values="{values}"/>'
            )
        still.append(_element(shape, told[0], dark, moving))
    figure = _with_lens(still, [shape.name for shape in shown[0]], drawn, frame, dark, "")
    arrows = "".join(_arrow(line, frame, dark) for line, panel in drawn.arrows if panel == "start")
    if arrows:
        arrows = f"<g>{arrows}{_fading(drawn, total)}</g>"
    return _document(frame, _defs(dark) + figure + arrows)


def panels(drawn: Picture, dark: bool) -> str:
    """Start and end beside each other with the same scale, numbered 1 and 2, arrows in place."""
    frame = Frame(drawn.box)
    gap = 4 * SCALE
    moves = drawn.seen.drawing.moves_to_end
    stills = (drawn.frames[0][0], drawn.frames[moves - 1][-1])
    stacked = frame.width > _STACKED_FROM * frame.height
    parts = []
    for number, (shapes, name) in enumerate(zip(stills, ("start", "end"), strict=True)):
        elements = [_element(shape, path(shape, frame), dark, "") for shape in shapes]
        names_of = [shape.name for shape in shapes]
        body = _with_lens(elements, names_of, drawn, frame, dark, str(number))
        body += "".join(_arrow(line, frame, dark) for line, panel in drawn.arrows if panel == name)
        x, y = (0, number * (frame.height + gap)) if stacked else (number * (frame.width + gap), 0)
        size = (frame.width if stacked else 2 * frame.width) / 1900
        parts.append(
            f'<g transform="translate({x} {y})">{body}{_badge(number + 1, size, dark)}</g>'
        )
    width = frame.width if stacked else 2 * frame.width + gap
    height = 2 * frame.height + gap if stacked else frame.height
    return _wrapped(width, height, _defs(dark) + "".join(parts))


def thumbnail(drawn: Picture, dark: bool) -> str:
    """One still for lists: the pose that tells the exercise best, without a lens."""
    frame = Frame(_shaped(drawn.box if drawn.lens is None else _without_lens(drawn), ASPECT))
    names = [name for _, name in drawn.seen.keys]
    number = names.index(drawn.seen.drawing.thumbnail)
    shown = drawn.frames[number][0] if number < len(drawn.frames) else drawn.frames[-1][-1]
    figure = "".join(_element(shape, path(shape, frame), dark, "") for shape in shown)
    return _document(frame, _defs(dark) + figure)


def _without_lens(drawn: Picture) -> Array:
    return box_of([list(shapes) for move in drawn.frames for shapes in move], [])


# --- time ---------------------------------------------------------------------------------------


def _timeline(drawn: Picture) -> tuple[list[float], list[tuple[Shape, ...]]]:
    """Seconds and frames: each key pose is held, each movement takes its time."""
    tempo = drawn.seen.drawing.tempo
    held = dict.fromkeys(drawn.seen.drawing.held_poses, tempo.hold_end)
    times, shown, now = [0.0], [drawn.frames[0][0]], 0.0
    for move, (_, name) in zip(drawn.frames, drawn.seen.keys, strict=False):
        hold = {**held, "start": tempo.hold_start}.get(name, 0.0)
        if hold:
            now += hold
            times.append(now)
            shown.append(move[0])
        for step, shapes in enumerate(move[1:], start=1):
            times.append(now + tempo.move * step / (len(move) - 1))
            shown.append(shapes)
        now = times[-1]
    return times, shown


def _fading(drawn: Picture, total: float) -> str:
    """Arrows are seen while the start pose is held and fade as the movement begins."""
    tempo = drawn.seen.drawing.tempo
    begin = tempo.hold_start / total
    gone = min(begin + 0.4 * tempo.move / total, 0.97)
    times = f"0;{_number(begin)};{_number(gone)};0.98;1"
    return (
        f'<animate attributeName="opacity" dur="{total:g}s" repeatCount="indefinite" '
        f'keyTimes="{times}" values="1;1;0;0;1"/>'
    )


# --- elements -----------------------------------------------------------------------------------


def _element(shape: Shape, way: str, dark: bool, inside: str) -> str:
    colour = figure_colours(dark)[shape.role]
    if shape.kind == "fill":
        style = f'fill="{colour}"'
        if shape.role == "stretches":
            style = 'fill="url(#stretches)"'
    else:
        wide = LINES[shape.role] * SCALE
        style = f'fill="none" stroke="{colour}" stroke-width="{wide:g}" stroke-linecap="round" stroke-linejoin="round"'
        if shape.role == "spine":
            style += ' opacity=".9"'
    drawn = _tag(style, way, inside)
    if shape.role == "stretches" and shape.kind == "line":
        wide = (LINES["stretches"] - 1.0) * SCALE
        lines = f'fill="none" stroke="{figure_colours(dark)["pattern"]}" stroke-width="{wide:g}" stroke-dasharray="5 11"'
        drawn += _tag(lines, way, inside)
    return drawn


def _tag(style: str, way: str, inside: str) -> str:
    return f'<path {style} d="{way}">{inside}</path>' if inside else f'<path {style} d="{way}"/>'


def _defs(dark: bool) -> str:
    """The pattern of areas that stretch; areas that work are plain."""
    colours = figure_colours(dark)
    return (
        '<defs><pattern id="stretches" width="16" height="16" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path fill="{colours["stretches"]}" d="M0 0h16v16H0z"/>'
        f'<path fill="{colours["pattern"]}" d="M0 0h5v16H0z"/></pattern></defs>'
    )


def _with_lens(
    elements: list[str], names: list[str], drawn: Picture, frame: Frame, dark: bool, suffix: str
) -> str:
    """The figure, with a magnifier that leaves the near arm out."""
    if drawn.lens is None:
        return "".join(elements)
    near_arm = next((i for i, name in enumerate(names) if name.startswith("right_arm")), len(names))
    colours = figure_colours(dark)
    at, show, radius, zoom = drawn.lens
    cx, cy = frame.units(at[None])[0]
    sx, sy = frame.units(show[None])[0]
    r = radius * SCALE
    return (
        f'<g id="person{suffix}">{"".join(elements[:near_arm])}</g>{"".join(elements[near_arm:])}'
        f'<circle cx="{sx:.0f}" cy="{sy:.0f}" r="{r / zoom:.0f}" fill="none" stroke="{colours["ink"]}" '
        'stroke-width="4" stroke-dasharray="9 8"/>'
        f'<clipPath id="glass{suffix}"><circle cx="{cx:.0f}" cy="{cy:.0f}" r="{r:.0f}"/></clipPath>'
        f'<g clip-path="url(#glass{suffix})">'
        f'<circle cx="{cx:.0f}" cy="{cy:.0f}" r="{r:.0f}" fill="{colours["paper"]}"/>'
        f'<use href="#person{suffix}" '
        f'transform="translate({cx - zoom * sx:.0f} {cy - zoom * sy:.0f}) scale({zoom:g})"/></g>'
        f'<circle cx="{cx:.0f}" cy="{cy:.0f}" r="{r:.0f}" fill="none" stroke="{colours["ink"]}" stroke-width="6"/>'
    )


def _arrow(line: Array, frame: Frame, dark: bool) -> str:
    """A curved arrow with a casing, so that it is seen on every ground."""
    colours = figure_colours(dark)
    thick = marks.ARROW_LINE * SCALE
    stem, corners = marks.arrow_parts(line)
    shaft = path(Shape("arrow", "arrow", (stem,), "line"), frame)
    triangle = (
        "M" + "L".join(f"{x} {y}" for x, y in np.rint(frame.units(corners)).astype(int)) + "z"
    )
    casing = f'stroke="{colours["paper"]}" stroke-linejoin="round" stroke-linecap="round"'
    return (
        f'<g {casing} stroke-width="{thick + 7:g}"><path d="{shaft}" fill="none"/><path d="{triangle}" stroke-width="9"/></g>'
        f'<path d="{shaft}" fill="none" stroke="{colours["arrow"]}" stroke-width="{thick:g}" stroke-linecap="round"/>'
        f'<path d="{triangle}" fill="{colours["arrow"]}" stroke="{colours["arrow"]}" stroke-width="3" stroke-linejoin="round"/>'
    )


_NUMERALS = {1: "M-8-12L4-22V22", 2: "M-12-10C-12-26 13-26 13-9C13 2-12 12-13 22H14"}
"""1 and 2 as strokes, so that no font is needed anywhere."""


def _badge(number: int, size: float, dark: bool) -> str:
    colours = figure_colours(dark)
    return (
        f'<g transform="translate({44 * size:.0f} {44 * size:.0f}) scale({size:.2f})"><circle r="38" fill="{colours["ink"]}"/>'
        f'<path d="{_NUMERALS[number]}" fill="none" stroke="{colours["paper"]}" stroke-width="7" '
        'stroke-linecap="round" stroke-linejoin="round"/></g>'
    )


def _document(frame: Frame, content: str) -> str:
    return _wrapped(frame.width, frame.height, content)


def _wrapped(width: int, height: int, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width // 3}" height="{height // 3}">{content}</svg>'
    )


def _number(share: float) -> str:
    return f"{share:.4f}".rstrip("0").rstrip(".") or "0"


def legend_swatch(role: str, dark: bool) -> str:
    """A small sample of how an area that works or stretches is marked."""
    shape = Shape("sample", role, (np.array([[3.0, 3.0], [7.5, 3.0], [12.0, 3.0]]),), "line")
    frame = Frame(np.array([0.0, 0.0, 15.0, 6.0]))
    return _document(frame, _defs(dark) + _element(shape, path(shape, frame), dark, ""))


def escaped(text: str) -> str:
    """Text for an attribute."""
    return escape(text, {'"': "&quot;"})
