"""Exercise figures from pose data: `figure_of` is all that the rest of the app needs.

body      proportions, the trunk as a curved column with a thickness
drawing   what data/ says: postures, poses, sides, props, arrows, claims
place     where the trunk is: conditions and their solution
limbs     arms and legs: contacts, inverse kinematics, joint angles
solve     pose → body; two poses → the movement between
camera    from which side it is seen
shapes    body → outlines;  marks: regions, spine, gap, arrows;  props: mat, ball, chair, …
scene     one frame as shapes from back to front, and the whole film
paths, svg    shapes → SVG: moving, two panels, thumbnail;  stills: the panels for other painters
words     the same in words
check, meaning   what is wrong with a figure, for tests and the command line
sheet     all figures on one page
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.figures import svg
from lib.figures.check import faults
from lib.figures.drawing import read
from lib.figures.meaning import unmet
from lib.figures.scene import film
from lib.figures.svg import Picture, legend_swatch
from lib.figures.words import Words, words_of
from lib.model import Knowledge

__all__ = [
    "Figure",
    "Picture",
    "Words",
    "draw",
    "figure_data",
    "figure_of",
    "legend_swatch",
    "words_of",
    "wrong_with",
]


@dataclass(frozen=True, slots=True)
class Figure:
    """The pictures of one exercise as SVG texts, and what they show in words."""

    animated: str
    panels: str
    thumbnail: str
    words: Words


def figure_data(known: Knowledge) -> Mapping[str, Mapping[str, Any]]:
    """Every figure's data by id: exercises in the order of the content, self-tests, surfaces."""
    drawn = {id: exercise.figure for id, exercise in known.exercises.items()}
    return {**drawn, **known.self_test_figures, **known.surface_figures}


def draw(id: str, known: Knowledge) -> Picture:
    """The solved figure of an exercise or self-test, for either theme.

    Raises KeyError for an id that has none, ContentError when its data cannot be drawn.
    """
    return svg.picture(film(read(id, figure_data(known)[id], known.postures)))


def figure_of(drawn: Picture, dark: bool) -> Figure:
    """The three pictures and the words of a drawn figure."""
    return Figure(
        svg.animated(drawn, dark),
        svg.panels(drawn, dark),
        svg.thumbnail(drawn, dark),
        words_of(drawn.seen),
    )


def wrong_with(drawn: Picture, known: Knowledge) -> list[str]:
    """Faults of geometry and claims of meaning that do not hold; empty when the figure is right."""
    return [*faults(drawn, known.joint_limits), *unmet(drawn.seen)]
