"""The colours of charts and figures, light and dark, each by its role. No role is told by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours as `#RRGGBB`; `page` and `card` are the grounds the others stand on."""

    page: str
    card: str
    words: str
    axis_words: str
    grid: str
    person: str
    """What this person answered or did."""
    pale: str
    """Single days, stems, the edges of bands."""
    band: str
    """Tinted ranges; too faint to stand without an edge or a label."""
    compare: str
    """Lines to compare with: a plan, a target."""
    phase: str
    """This phase; `phase_words` are readable on it."""
    other_phase: str
    phase_words: str
    warn: str
    """Not settled, under target: always with a shape of its own and a number."""
    empty: str
    """Nothing planned."""


LIGHT = Palette(
    page="#FBF8F3",
    card="#FFFFFF",
    words="#1A1A1A",
    axis_words="#5A6670",
    grid="#E6EAEC",
    person="#2E7D8C",
    pale="#628F9B",
    band="#DCEBEE",
    compare="#2B3A55",
    phase="#F6CF85",
    other_phase="#EEF1F2",
    phase_words="#1A1A1A",
    warn="#C2410C",
    empty="#C3CCD0",
)
DARK = Palette(
    page="#15191B",
    card="#1E2427",
    words="#E8EAED",
    axis_words="#A7B1BA",
    grid="#353D41",
    person="#6CC3D1",
    pale="#6399A6",
    band="#1D3F48",
    compare="#B9C7E6",
    phase="#8A6420",
    other_phase="#30383C",
    phase_words="#FFFFFF",
    warn="#FF9B6B",
    empty="#4B565C",
)


def colours(dark: bool) -> Palette:
    """The palette for a dark or a light page."""
    return DARK if dark else LIGHT


_FIGURE_LIGHT = {
    "skin": "#E9B690",
    "shaded_skin": "#D89F78",
    "pale_skin": "#F3D8C3",
    "hair": "#4B3A36",
    "eye": "#4B3A36",
    "shaded_trousers": "#435478",
    "shoe": "#7A4B3A",
    "pale_shoe": "#BFA59B",
    "shirt": "#2E7D8C",
    "trousers": "#2B3A55",
    "pale_trousers": "#A3ADBF",
    "works": "#F0562B",
    "stretches": "#2E6BD6",
    "pattern": "#FFFFFF",
    "spine": "#FFFFFF",
    "lumbar_spine": "#FFFFFF",
    "gap": "#FFD34D",
    "arrow": "#F0562B",
    "ink": "#33424D",
    "paper": "#FFFFFF",
    "mat": "#CFE5DE",
    "mat_edge": "#9CC7BD",
    "floor": "#E8EBEE",
    "ball": "#F2B84B",
    "ball_seam": "#C98E22",
    "ball_shine": "#FBE3B3",
    "wall": "#D5DCE1",
    "wall_top": "#E6EAED",
    "wall_side": "#C3CCD3",
    "wood": "#C9A77A",
    "wood_top": "#D9BC93",
    "wood_side": "#B4905F",
    "wood_edge": "#A98555",
    "wood_edge_top": "#BF9D6E",
    "wood_edge_side": "#94723F",
    "cushion": "#B9A3C9",
    "cushion_top": "#CDBBDA",
    "cushion_side": "#A38BB5",
    "band": "#B8322A",
    "towel": "#8FA9B8",
    "stick": "#8A6A45",
    "weight": "#4A5560",
    "weight_edge": "#2F3840",
}
_FIGURE_DARK = _FIGURE_LIGHT | {
    "trousers": "#4E6690",
    "pale_trousers": "#7F8CA6",
    "shaded_trousers": "#3D5275",
    "shirt": "#2F8595",
    "hair": "#6B534C",
    "pale_skin": "#C9A78F",
    "works": "#FF7A4D",
    "stretches": "#4C8DFF",
    "arrow": "#FF7A4D",
    "ink": "#D5DCE1",
    "paper": "#1E2427",
    "mat": "#38534D",
    "mat_edge": "#57806F",
    "floor": "#30383C",
    "wall": "#4A555B",
    "wall_top": "#5A666D",
    "wall_side": "#3E484E",
    "weight": "#8B98A3",
    "weight_edge": "#6E7A85",
}


def figure_colours(dark: bool) -> Mapping[str, str]:
    """Colours of the exercise figures by role, for a dark or a light page."""
    return _FIGURE_DARK if dark else _FIGURE_LIGHT
