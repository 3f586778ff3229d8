"""The summary as a PDF: one page; in large print as many as it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from lib.dates import day_words, full_date
from lib.paper.flow import Flow
from lib.paper.sheet import QUIET, Paper, Sheet, line_height
from lib.paper.type_sizes import LARGE, NORMAL, Sizes
from lib.summary import weeks
from lib.summary.content import Decided, Section, Summary

_MARGIN, _GAP, _COLUMN_GAP = 12.0, 2.6, 7.0
_FITS = (
    (8, 1.0),
    (6, 1.0),
    (5, 1.0),
    (5, 0.95),
    (4, 0.95),
    (4, 0.91),
    (3, 0.91),
    (2, 0.87),
    (1, 0.84),
)
"""How many decisions are shown and how much smaller the type is, tried until all is on one page."""
_CHART_MM = 36.0
_RULED_LINES = 3
_YOU = "“You” in these sentences is the person who wrote the log."

Part = Callable[[float, float, float], float]
"""Writes at x and y in a width, and says where it ends."""


def pdf(page: Summary, paper: Paper, *, large: bool) -> bytes:
    """The finished file."""
    return sheet_of(page, paper, large=large).output()


def sheet_of(page: Summary, paper: Paper, *, large: bool) -> Sheet:
    """The written pages."""
    sheet = Sheet(paper, f"{page.title}, {full_date(page.day)}", page.day, margin=_MARGIN)
    if large:
        _write_large(_Parts(sheet, page, LARGE))
        return sheet
    for most, by in _FITS:
        parts = _Parts(sheet, page, NORMAL.scaled(by))
        with sheet.dry():
            fits = _page(parts, most) <= sheet.bottom
        if fits:
            break
    sheet.new_page()
    _page(parts, most)
    return sheet


def _page(parts: _Parts, most: int) -> float:
    """Two columns, and below them what needs the whole width; where it ends."""
    sheet, page = parts.sheet, parts.page
    wide = (sheet.width - _COLUMN_GAP) / 2
    y = parts.header(sheet.top) + _GAP
    columns = {sheet.left: y, sheet.left + wide + _COLUMN_GAP: y}
    for x, sections in zip(columns, (parts.what_it_is(), parts.how_it_went()), strict=True):
        for part in sections:
            columns[x] = part(x, columns[x], wide) + _GAP
    shorter = min(columns, key=lambda x: columns[x])
    columns[shorter] = parts.section(page.doing, shorter, columns[shorter], wide) + _GAP
    y = max(columns.values())
    y = parts.decided(sheet.left, y, sheet.width, page.decided[:most]) + _GAP
    y = parts.questions(sheet.left, y, sheet.width) + _GAP
    return parts.foot(y)


def _write_large(parts: _Parts) -> None:
    sheet, page = parts.sheet, parts.page
    flow = Flow(sheet, parts.sizes.small)
    flow.put(lambda y: parts.header(y) + _GAP)
    doing: Part = partial(parts.section, page.doing)
    for part in (*parts.what_it_is(), doing, *parts.how_it_went()):
        flow.put(partial(_wide, part, sheet))
    flow.put(
        lambda y: parts.decided(sheet.left, y, sheet.width, page.decided[: _FITS[0][0]]) + _GAP
    )
    flow.put(lambda y: parts.questions(sheet.left, y, sheet.width) + _GAP)
    flow.put(parts.foot)


def _wide(part: Part, sheet: Sheet, y: float) -> float:
    return part(sheet.left, y, sheet.width) + 2 * _GAP


class _Parts:
    """Writes the parts of one summary in one set of type sizes; each says where it ends."""

    def __init__(self, sheet: Sheet, page: Summary, sizes: Sizes) -> None:
        self.sheet = sheet
        self.page = page
        self.sizes = sizes

    def header(self, y: float) -> float:
        """Title, name, from when to when."""
        sheet, page, sizes = self.sheet, self.page, self.sizes
        y = sheet.write(page.title, sheet.left, y, sheet.width, sizes.title, bold=True, tag="H1")
        y = sheet.write(page.name, sheet.left, y, sheet.width, sizes.name, from_left=True)
        return sheet.write(f"{page.under} {_YOU}", sheet.left, y, sheet.width, sizes.small)

    def what_it_is(self) -> Sequence[Part]:
        """What was answered, and what the plan is."""
        page = self.page
        sections = (page.answers, page.safety, page.plan, page.choices)
        return [partial(self.section, one) for one in sections if one.says or one.items]

    def how_it_went(self) -> Sequence[Part]:
        """How the back answered, and what it can do."""
        page = self.page
        rest = (page.mornings, page.tests, page.own)
        return [self.pain, *(partial(self.section, one) for one in rest)]

    def section(self, section: Section, x: float, y: float, width: float) -> float:
        """A heading, sentences, a list."""
        sheet, sizes = self.sheet, self.sizes
        y = sheet.write(section.title, x, y, width, sizes.heading, bold=True, tag="H2")
        for says in section.says:
            y = sheet.write(says, x, y, width, sizes.body)
        for item in section.items:
            y = sheet.listed(item, x, y, width, sizes.body)
        return y

    def pain(self, x: float, y: float, width: float) -> float:
        """The verdict, and the weeks with one's own range where there is a week to show."""
        page, sheet, sizes = self.page, self.sheet, self.sizes
        y = self.section(page.pain, x, y, width)
        if not weeks.is_worth_drawing(page.history):
            return y
        high = _CHART_MM * (1.6 if sizes.small > NORMAL.body else 1.0)
        y = weeks.paint(sheet, page.history, page.day, x, y + 0.5, width, high, sizes.small)
        says = "Mean pain of each week, 0 to 10."
        if page.history.ranges:
            says += " Grey: the usual range of this person."
        return sheet.write(says, x, y, width, sizes.small, colour=QUIET)

    def decided(self, x: float, y: float, width: float, made: Sequence[Decided]) -> float:
        """What changed and why, newest first."""
        says = () if made else ("Nothing has changed the plan yet.",)
        items = [
            f"{day_words(one.day, self.page.day)}: {one.what}. {one.why}".strip() for one in made
        ]
        return self.section(Section("What was decided, and why", says, tuple(items)), x, y, width)

    def questions(self, x: float, y: float, width: float) -> float:
        """What the person typed; empty lines to write on where nothing was."""
        sheet, page = self.sheet, self.page
        y = self.section(Section("What I want to ask", items=page.questions), x, y, width)
        for _ in range(0 if page.questions else _RULED_LINES):
            y += line_height(self.sizes.body) * 1.6
            sheet.rule(x, y, x + width, y)
        return y

    def foot(self, y: float) -> float:
        """Where it comes from, and what it is not."""
        page, sheet = self.page, self.sheet
        says = f"Made with Even Keel, rules {page.rules_version}. {page.disclaimer}"
        return sheet.write(says, sheet.left, y, sheet.width, self.sizes.small, colour=QUIET)
