"""The parts of a handout: each is written at a place, and says where it ends."""

from __future__ import annotations

from collections.abc import Mapping

from lib.dates import full_date
from lib.handout.content import Handout, Item
from lib.paper import figure, qr
from lib.paper.figure import Drawn
from lib.paper.sheet import INK, QUIET, Sheet, line_height
from lib.paper.type_sizes import Sizes

_GAP = 4.0
_QR_MM = 28.0
_QR_SAYS = "Opens the plan as it began, with the answers behind it"
_QR_WORDS_MM, _TOO_LARGE_BESIDE = 30.0, 12.0
"""The words stand beside the code, up to this type size; above it under the header."""
_LABEL_SHARE = 0.19
"""Of the width of the two weeks, for the words at the left."""
_TICK_MM, _TICK_GAP_MM = 3.4, 1.2


class Parts:
    """Writes the parts of one handout in one set of type sizes."""

    def __init__(
        self, sheet: Sheet, page: Handout, figures: Mapping[str, Drawn], sizes: Sizes
    ) -> None:
        self.sheet = sheet
        self.page = page
        self.figures = figures
        self.sizes = sizes

    def header(self, y: float) -> float:
        """Title, name, phase, how often; the code at the right."""
        sheet, page, sizes, top = self.sheet, self.page, self.sizes, y
        side = _QR_MM if page.qr else 0.0
        beside = 0.0 if sizes.small > _TOO_LARGE_BESIDE else _QR_WORDS_MM
        wide = sheet.width - (side + beside + 2 * _GAP if page.qr else 0.0)
        y = sheet.write(page.title, sheet.left, y, wide, sizes.title, bold=True, tag="H1")
        y = sheet.write(page.name, sheet.left, y, wide, sizes.name, from_left=True)
        for says in (f"{page.phase}. {page.how_often}.", *page.notes, full_date(page.day)):
            y = sheet.write(says, sheet.left, y, wide, sizes.strong)
        if page.qr is None:
            return y
        x = sheet.right - side
        qr.paint(sheet, page.qr, x, top, side, _QR_SAYS)
        if not beside:
            return sheet.write(
                f"The code {_QR_SAYS[:1].lower()}{_QR_SAYS[1:]}.",
                sheet.left,
                max(y, top + side),
                sheet.width,
                sizes.small,
            )
        height = sheet.height(_QR_SAYS, beside, sizes.small)
        sheet.write(
            _QR_SAYS, x - beside, top + side - height - 2, beside, sizes.small, colour=QUIET
        )
        return max(y, top + side)

    def item(
        self, item: Item, x: float, y: float, width: float, figure_width: float, height: float
    ) -> float:
        """One exercise: name and dose above, the figure at the left, what to think of beside it."""
        sheet, sizes, top = self.sheet, self.sizes, y
        y = sheet.write(item.name, x, y, width, sizes.item, bold=True, tag="H2")
        y = sheet.write(f"{item.dose}. {item.place}.", x, y, width, sizes.strong)
        drawn = self.figures.get(item.figure) if item.figure is not None else None
        ends, beside = y, x
        if drawn is not None:
            high = max(top + height - y - 0.5, 0.42 * figure_width)
            figure.paint(sheet, drawn, x, y + 0.8, figure_width - 2, high - 0.8)
            ends, beside = y + high, x + figure_width + 1
            width -= figure_width + 1
        for step in item.steps:
            y = sheet.listed(step, beside, y, width, sizes.body)
        for cue in item.cues:
            y = sheet.listed(cue, beside, y, width, sizes.body)
        for cue in item.changed:
            y = sheet.listed(cue, beside, y, width, sizes.body, lead="Changed for you:")
        for says in item.chosen:
            y = sheet.listed(says, beside, y, width, sizes.body)
        if drawn is not None:
            y = sheet.write(drawn.regions, beside, y + 0.6, width, sizes.small, colour=QUIET)
        return max(y, ends)

    def stop(self, x: float, y: float, width: float) -> float:
        """When to stop."""
        sheet, sizes = self.sheet, self.sizes
        y = sheet.write("When to stop", x, y, width, sizes.heading, bold=True, tag="H2")
        for when, then in self.page.stop:
            y = sheet.listed(then, x, y, width, sizes.small, lead=when) + 0.4
        return y

    def help_now(self, x: float, y: float, width: float) -> float:
        """The number to call, and the signs for it."""
        page, sheet, sizes = self.page, self.sheet, self.sizes
        title = f"Get help at once: call {page.help.number}"
        y = sheet.write(title, x, y, width, sizes.heading, bold=True, tag="H2")
        y = sheet.write(page.help.whose_number, x, y, width, sizes.small, colour=QUIET)
        for sign in page.help.now:
            y = sheet.listed(sign, x, y, width, sizes.small)
        return y

    def help_today(self, x: float, y: float, width: float) -> float:
        """The signs for a doctor on the same day."""
        sheet, sizes = self.sheet, self.sizes
        y = sheet.write("Speak to a doctor today", x, y, width, sizes.heading, bold=True, tag="H2")
        for sign in self.page.help.today:
            y = sheet.listed(sign, x, y, width, sizes.small)
        return y

    # --- two weeks ----------------------------------------------------------------------------

    def weeks(self, y: float, days: int, *, heading: bool = True) -> float:
        """Boxes to fill in: the date, what was done, how much it hurt."""
        sheet, sizes, page = self.sheet, self.sizes, self.page
        if heading:
            y = sheet.write(
                "Two weeks", sheet.left, y, sheet.width, sizes.heading, bold=True, tag="H2"
            )
            says = "Tick each round you did." if page.rounds > 1 else "Tick the days you did it."
            y = sheet.write(
                f"{says} Pain from 0, none, to 10, the worst. Leave a day empty when you rest.",
                sheet.left,
                y,
                sheet.width,
                sizes.small,
            )
        label = sheet.width * _LABEL_SHARE * (sizes.small / 8.2) ** 0.6
        column = (sheet.width - label) / days
        rows = ("Date", "Done", "Most pain, 0–10", "Next morning, 0–10")
        high = max(7.0, line_height(sizes.small) + 2)
        alt = (
            f"A table to fill in for {days} days. For each day: the date, a box to tick, the most "
            "pain, and the pain on the next morning."
        )
        with sheet.tagged("Figure", alt):
            for row in rows:
                self._row(row, y, high, label, column, days)
                y += high
        return y

    def _row(self, row: str, y: float, high: float, label: float, column: float, days: int) -> None:
        sheet, size = self.sheet, self.sizes.small
        sheet.write(row, sheet.left, y + (high - line_height(size)) / 2, label, size)
        rounds = self.page.rounds if row == "Done" else 0
        side = min(_TICK_MM * size / 8.2, (column - 1) / max(rounds, 1) - _TICK_GAP_MM)
        step = side + _TICK_GAP_MM
        for day in range(days):
            x = sheet.left + label + day * column
            sheet.box(x, y, column, high)
            for number in range(rounds):
                left = x + (column - rounds * step + _TICK_GAP_MM) / 2 + number * step
                sheet.box(left, y + (high - side) / 2, side, side, line=0.3, colour=INK)
        if days > 7:
            sheet.rule(
                sheet.left + label + 7 * column,
                y,
                sheet.left + label + 7 * column,
                y + high,
                line=0.6,
            )

    # --- the foot --------------------------------------------------------------------------------

    def foot(self, y: float, *, number: int) -> float:
        """Where it comes from, and what it is not; the page's number where there is more than one."""
        page, sheet = self.page, self.sheet
        says = (
            f"Made with Even Keel on {full_date(page.day)}, rules {page.rules_version}. "
            f"{page.disclaimer}"
        )
        if number:
            says += f" Page {number}."
        return sheet.write(says, sheet.left, y, sheet.width, self.sizes.small, colour=QUIET)
