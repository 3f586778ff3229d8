"""The colours of charts and figures, light and dark, each by its role. No role is told by colour alone."""

from __future__ import annotations

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
