"""A document of pages: writes text where it is told, measures it before, draws, and tags what it is.

What a page holds is tagged (heading, paragraph, list item, figure with words) in the order in which
it is written, so that a screen reader reads it; what only decorates is marked as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences

from lib.paper import fonts, writing

Paper = Literal["A4", "Letter"]
Colour = tuple[int, int, int]
INK: Colour = (26, 26, 26)
QUIET: Colour = (85, 85, 85)
"""For small print; readable in grey on a poor printer."""
RULE: Colour = (150, 150, 150)

MM_A_POINT = 25.4 / 72
_LEADING = 1.32
"""From one line to the next, in type sizes."""
_ASCENT = 1.02
"""From the top of a line to where the letters stand, in type sizes."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One written line: on which page, where its box is, and what stands there."""

    page: int
    x: float
    y: float
    width: float
    height: float
    text: str


class Sheet:
    """A document being written. Its pages have one size and one margin."""

    def __init__(self, paper: Paper, title: str, day: date, *, margin: float = 13.0) -> None:
        self._pdf = FPDF(unit="mm", format=paper)
        self._pdf.set_auto_page_break(auto=False)
        self._pdf.c_margin = 0
        self._pdf.set_title(title)
        self._pdf.set_lang("en")
        self._pdf.set_creator("Even Keel")
        self._pdf.set_creation_date(
            datetime.combine(day, time(), UTC)
        )  # the same plan, the same file
        self._pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self._widths: dict[tuple[str, bool], float] = {}
        self._is_tagging = False
        self.is_dry = False
        self.placed: list[Placed] = []
        self.margin = margin
        self.left, self.right = margin, self._pdf.w - margin
        self.top, self.bottom = margin, self._pdf.h - margin

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.right - self.left

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return self._pdf.page

    def new_page(self) -> None:
        """Begins the next page."""
        self._pdf.add_page()

    def output(self) -> bytes:
        """The finished document. Nothing can be written after it."""
        try:
            return bytes(self._pdf.output())
        finally:
            self.close()

    def close(self) -> None:
        """Closes the files of the typefaces."""
        for font in self._pdf.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]  # every font here is a file

    @contextmanager
    def dry(self) -> Iterator[None]:
        """Inside the `with` nothing is put on paper; what writes still says where it would end."""
        before, self.is_dry = self.is_dry, True
        try:
            yield
        finally:
            self.is_dry = before

    # --- text -----------------------------------------------------------------------------

    def lines(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """A text cut into lines no wider than `width`."""
        return writing.wrapped(text, width, lambda line: self.measure(line, size, bold=bold))

    def height(self, text: str, width: float, size: float, *, bold: bool = False) -> float:
        """How high a text is in that width."""
        return len(self.lines(text, width, size, bold=bold)) * line_height(size) if text else 0.0

    def write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        tag: str = "P",
        centred: bool = False,
        from_left: bool = False,
    ) -> float:
        """Writes a text into a column, from `y` down; where the next line would begin.

        What begins with a right-to-left script stands at the right of the column, unless `from_left`.
        """
        if not text or self.is_dry:
            return y + self.height(text, width, size, bold=bold)
        self._pdf.set_text_color(*colour)
        is_right = not from_left and writing.begins_right(text)
        with self.tagged(tag):
            for line in self.lines(text, width, size, bold=bold):
                wide = self.measure(line, size, bold=bold)
                at = x + (width - wide) * (0.5 if centred else is_right)
                self._write_line(line, at, y + _ASCENT * size * MM_A_POINT, size, bold)
                self.placed.append(Placed(self.pages, at, y, wide, line_height(size), line))
                y += line_height(size)
        return y

    def measure(self, line: str, size: float, *, bold: bool = False) -> float:
        """How wide a line is."""
        if writing.is_plain(line):
            advance = fonts.advances(fonts.MAIN, "B" if bold else "")
            return sum(advance[ord(letter)] for letter in line) * size * MM_A_POINT
        if (line, bold) not in self._widths:
            pieces = (self._run_width(piece, right, bold) for piece, right in writing.runs(line))
            self._widths[line, bold] = sum(pieces)
        return self._widths[line, bold] * size

    def _run_width(self, piece: str, is_right: bool, bold: bool) -> float:
        self._shaped(piece, is_right, bold, 100)
        return self._pdf.get_string_width(piece, normalized=True) / 100

    def _write_line(self, line: str, x: float, baseline: float, size: float, bold: bool) -> None:
        if writing.is_plain(line):
            self._font(fonts.MAIN, bold, size)
            self._pdf.text(x, baseline, line)
            return
        high = size * MM_A_POINT
        for piece, is_right in writing.runs(line):
            self._shaped(piece, is_right, bold, size)
            # a cell's letters stand at 0.8 of its height
            self._pdf.set_xy(x, baseline - 0.8 * high)
            self._pdf.cell(h=high, text=piece)
            x += self._run_width(piece, is_right, bold) * size
        self._pdf.set_text_shaping(False)

    def _shaped(self, piece: str, is_right: bool, bold: bool, size: float) -> None:
        family = fonts.MAIN if fonts.has(fonts.MAIN, piece) else fonts.OTHER
        self._font(family, bold and family == fonts.MAIN, size)
        self._pdf.set_text_shaping(True, direction="rtl" if is_right else "ltr")

    def _font(self, family: str, bold: bool, size: float) -> None:
        style = "B" if bold else ""
        if f"{family.lower()}{style}" not in self._pdf.fonts:
            self._pdf.add_font(family, style, fonts.FILES[family, style])
        self._pdf.set_font(family, style, size)

    def listed(
        self, text: str, x: float, y: float, width: float, size: float, *, lead: str = ""
    ) -> float:
        """One item of a list, with a dot before it; `lead` comes first, in bold, on its own lines."""
        indent = 0.9 * size * MM_A_POINT
        is_right = writing.begins_right(lead or text)
        dot = x + width - indent / 3 if is_right else x + indent / 3
        x, width = x + indent * (not is_right), width - indent
        with self.tagged("LI"):
            self.dot(dot, y + 0.66 * size * MM_A_POINT, 0.16 * size * MM_A_POINT)
            y = self.write(lead, x, y, width, size, bold=True)
            return self.write(text, x, y, width, size)

    # --- lines and areas ------------------------------------------------------------------------

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        line: float = 0.25,
        colour: Colour = RULE,
    ) -> None:
        """An empty frame."""
        if self.is_dry:
            return
        with self.decoration():
            self._pdf.set_draw_color(*colour)
            self._pdf.set_line_width(line)
            self._pdf.rect(x, y, width, height)

    def rule(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        line: float = 0.25,
        colour: Colour = RULE,
    ) -> None:
        """A straight line."""
        if self.is_dry:
            return
        with self.decoration():
            self._pdf.set_draw_color(*colour)
            self._pdf.set_line_width(line)
            self._pdf.line(x, y, to_x, to_y)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """An area without an edge."""
        if self.is_dry:
            return
        with self.decoration():
            self._pdf.set_fill_color(*colour)
            self._pdf.rect(x, y, width, height, style="F")

    def dot(self, x: float, y: float, radius: float) -> None:
        """A black dot around a centre."""
        if self.is_dry:
            return
        with self.decoration():
            self._pdf.set_fill_color(*INK)
            self._pdf.circle(x, y, radius, style="F")

    def paint(self, operators: str) -> None:
        """Adds drawing operators of the PDF as they are; see `at` for where things are."""
        if not self.is_dry:
            self._pdf._out(operators)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place in points from the lower left corner, as drawing operators want it."""
        return x / MM_A_POINT, (self._pdf.h - y) / MM_A_POINT

    # --- what it is -----------------------------------------------------------------------------

    @contextmanager
    def tagged(self, tag: str, alt: str = "") -> Iterator[None]:
        """Tags what is drawn inside the `with`: P, H1, H2, LI, Figure. Tags do not nest."""
        if self._is_tagging or self.is_dry:
            yield
            return
        tree, page = self._pdf.struct_builder, self._pdf.page
        mark = tree.next_mcid_for_page(page)
        _, place = tree.add_marked_content(
            page_number=page, struct_type=f"/{tag}", mcid=mark, alt_text=alt or None
        )
        self._pdf.pages[page].struct_parents = place
        self.paint(f"/{tag} <</MCID {mark}>> BDC")
        with self._inside():
            yield

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Marks what is drawn inside the `with` as nothing to be read."""
        if self._is_tagging:
            yield
            return
        self.paint("/Artifact BMC")
        with self._inside():
            yield

    @contextmanager
    def _inside(self) -> Iterator[None]:
        self._is_tagging = True
        try:
            yield
        finally:
            self._is_tagging = False
            self.paint("EMC")


def line_height(size: float) -> float:
    """From one line to the next, in millimetres."""
    return size * MM_A_POINT * _LEADING
