"""Paints a QR code from its squares."""

from __future__ import annotations

from collections.abc import Sequence

from lib.paper.sheet import Sheet

QUIET_SQUARES = 4
"""Empty squares around the code, as readers need them."""


def paint(
    sheet: Sheet, rows: Sequence[Sequence[bool]], x: float, y: float, side: float, says: str
) -> None:
    """The code with its quiet edge, `side` long on paper; `says` is what it opens."""
    square = side / (len(rows) + 2 * QUIET_SQUARES)
    origin = QUIET_SQUARES * square
    with sheet.tagged("Figure", f"A QR code. {says}."):
        sheet.paint("\n".join(_runs(sheet, rows, x + origin, y + origin, square)))


def _runs(
    sheet: Sheet, rows: Sequence[Sequence[bool]], x: float, y: float, square: float
) -> list[str]:
    """Squares side by side as one bar, so that no hairline shows between them."""
    found = ["q 0 g"]
    for number, row in enumerate(rows):
        begin = None
        for place, black in enumerate((*row, False)):
            if black and begin is None:
                begin = place
            elif not black and begin is not None:
                left, top = sheet.at(x + begin * square, y + number * square)
                right, bottom = sheet.at(x + place * square, y + (number + 1) * square)
                found.append(f"{left:.3f} {bottom:.3f} {right - left:.3f} {top - bottom:.3f} re")
                begin = None
    return [*found, "f Q"]
