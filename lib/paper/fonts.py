"""The typefaces that stand in the PDF: Noto Sans, and DejaVu Sans for what Noto Sans has no letter for.

Both are free (the licences lie beside the files). Only the letters that are used go into a PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent / "fonts"
MAIN, OTHER = "NotoSans", "DejaVuSans"
FILES = {
    (MAIN, ""): FOLDER / "NotoSans-Regular.ttf",
    (MAIN, "B"): FOLDER / "NotoSans-Bold.ttf",
    (OTHER, ""): FOLDER / "DejaVuSans.ttf",
}
MISSING = "□"
"""Stands for a letter that neither has; DejaVu Sans has it."""


@cache
def advances(family: str, style: str) -> Mapping[int, float]:
    """How far each letter of a typeface moves the next one on, in type sizes, by code point."""
    with TTFont(FILES[family, style], lazy=True) as font:
        an_em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
        return {point: widths[name][0] / an_em for point, name in font.getBestCmap().items()}


@cache
def letters(family: str) -> frozenset[int]:
    """The code points a family has in every weight that is kept of it."""
    found = [frozenset(advances(name, style)) for name, style in FILES if name == family]
    return frozenset.intersection(*found)


def has(family: str, text: str) -> bool:
    """Whether a family has every letter of a text."""
    return letters(family).issuperset(map(ord, text))


def is_missing(letter: str) -> bool:
    """Whether neither family has this letter."""
    return ord(letter) not in letters(MAIN) and ord(letter) not in letters(OTHER)
