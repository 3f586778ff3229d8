"""Puts parts below each other, on as many pages as they take; what belongs together stays together."""

from __future__ import annotations

from collections.abc import Callable

from lib.paper.sheet import QUIET, Sheet, line_height

Part = Callable[[float], float]
"""Writes from this height down and says where it ends."""


class Flow:
    """Writes onto a sheet page by page; the pages are numbered at their foot in that type size."""

    def __init__(self, sheet: Sheet, number_size: float) -> None:
        self.sheet = sheet
        self.size = number_size
        self.y = sheet.top
        self._bottom = sheet.bottom - line_height(number_size)
        self._next()

    def put(self, part: Part) -> None:
        """Writes a part here, or on the next page where it does not fit into what is left of this."""
        with self.sheet.dry():
            ends = part(self.y)
        if ends > self._bottom and self.y > self.sheet.top:
            self._next()
        self.y = part(self.y)

    def _next(self) -> None:
        self.sheet.new_page()
        self.y = self.sheet.top
        says = f"Page {self.sheet.pages}"
        wide = self.sheet.width
        self.sheet.write(
            says, self.sheet.left, self._bottom, wide, self.size, colour=QUIET, centred=True
        )
