"""All figures on one page: start and end of each, with their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lib.figures import svg
from lib.figures.svg import Picture
from lib.palette import figure_colours

COLUMNS = 3
_CELL, _PAD, _TITLE = 1500, 40, 90
_ROOT = re.compile(r'^<svg [^>]*viewBox="0 0 (\d+) (\d+)"[^>]*>(.*)</svg>$', re.DOTALL)


def sheet(drawn: Iterable[tuple[str, Picture]], dark: bool = False) -> str:
    """One SVG with the two-panel still of every (name, picture), three in a row."""
    cells = [_cell(name, picture, number, dark) for number, (name, picture) in enumerate(drawn)]
    rows = [cells[start : start + COLUMNS] for start in range(0, len(cells), COLUMNS)]
    content, y = [], 0
    for row in rows:
        content += [
            f'<g transform="translate({column * _CELL} {y})">{cell}</g>'
            for column, (cell, _) in enumerate(row)
        ]
        y += max(height for _, height in row)
    width = COLUMNS * _CELL
    ground = f'<path fill="{figure_colours(dark)["paper"]}" d="M0 0h{width}v{y}H0z"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" '
        f'width="{width // 3}" height="{y // 3}">{ground}{"".join(content)}</svg>'
    )


def _cell(name: str, picture: Picture, number: int, dark: bool) -> tuple[str, int]:
    """A titled still in the width of a column, and its height."""
    found = _ROOT.match(svg.panels(picture, dark))
    assert found is not None
    width, height, still = int(found[1]), int(found[2]), found[3]
    for id in ("person0", "person1", "glass0", "glass1", "stretches"):  # one page, one of each id
        still = still.replace(f'"{id}"', f'"{id}_{number}"').replace(f"#{id}", f"#{id}_{number}")
    scale = (_CELL - 2 * _PAD) / width
    shrunk = min(scale, 0.9)
    title = (
        f'<text x="{_PAD}" y="{_PAD + 40}" font-family="sans-serif" font-size="44" '
        f'font-weight="600" fill="{figure_colours(dark)["ink"]}">{svg.escaped(name)}</text>'
    )
    figure = f'<g transform="translate({_PAD} {_TITLE + _PAD}) scale({shrunk:.3f})">{still}</g>'
    return title + figure, round(height * shrunk) + _TITLE + 2 * _PAD
