"""The handout as a PDF: one page for up to six exercises; in large print as many as it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from lib.dates import full_date
from lib.handout.content import Handout, Item
from lib.handout.parts import Parts
from lib.paper.figure import Drawn
from lib.paper.flow import Flow
from lib.paper.sheet import Paper, Sheet
from lib.paper.type_sizes import LARGE, NORMAL

ON_ONE_PAGE = 6
_MARGIN = 12.0
_GAP = 4.0
_SMALLER = (1.0, 0.97, 0.94, 0.91)
"""How much smaller the type gets, step by step, until all stands on one page."""
_TALLEST_ROW = 52.0
_FIGURE_SHARE = 0.48
_LARGE_ITEM = 62.0
"""How high an exercise is at least in large print."""


def pdf(page: Handout, figures: Mapping[str, Drawn], paper: Paper, *, large: bool) -> bytes:
    """The finished file; `figures` by the id that the items name."""
    return sheet_of(page, figures, paper, large=large).output()


def sheet_of(page: Handout, figures: Mapping[str, Drawn], paper: Paper, *, large: bool) -> Sheet:
    """The written pages."""
    sheet = Sheet(paper, f"{page.title}, {full_date(page.day)}", page.day, margin=_MARGIN)
    if large:
        _write_large(sheet, Parts(sheet, page, figures, LARGE))
    else:
        _write_normal(sheet, page, figures)
    return sheet


# --- the usual print ------------------------------------------------------------------------


def _write_normal(sheet: Sheet, page: Handout, figures: Mapping[str, Drawn]) -> None:
    first, rest = page.items[:ON_ONE_PAGE], page.items[ON_ONE_PAGE:]
    parts = next(
        (
            parts
            for by in _SMALLER
            if _room(parts := Parts(sheet, page, figures, NORMAL.scaled(by)), first, bool(rest))
            >= 0
        ),
        Parts(sheet, page, figures, NORMAL.scaled(_SMALLER[-1])),
    )
    sheet.new_page()
    y = parts.header(sheet.top) + _GAP
    with sheet.dry():
        below = _below(parts, sheet.top, with_weeks=not rest) - sheet.top
    _grid(parts, first, y, sheet.bottom - below - _GAP)
    _below(parts, sheet.bottom - below, with_weeks=not rest)
    if rest:
        _second_page(parts, rest)


def _room(parts: Parts, items: Sequence[Item], has_more: bool) -> float:
    """How much of the first page stays free; below zero it is too little."""
    sheet = parts.sheet
    with sheet.dry():
        y = parts.header(sheet.top) + _GAP
        y += sum(_needs(parts, items)) + _GAP
        return sheet.bottom - _below(parts, y, with_weeks=not has_more)


def _second_page(parts: Parts, items: Sequence[Item]) -> None:
    sheet = parts.sheet
    sheet.new_page()
    with sheet.dry():
        foot = parts.foot(sheet.top, number=2) - sheet.top
        weeks = parts.weeks(sheet.top, parts.page.days) - sheet.top
    end = _grid(parts, items, sheet.top, sheet.bottom - foot - weeks - 2 * _GAP)
    parts.weeks(end + _GAP, parts.page.days)
    parts.foot(sheet.bottom - foot, number=2)


def _below(parts: Parts, y: float, *, with_weeks: bool) -> float:
    """When to stop, when to get help, the two weeks, the foot."""
    sheet, third = parts.sheet, (parts.sheet.width - 2 * _GAP) / 3
    sheet.rule(sheet.left, y, sheet.right, y)
    y += 1.5
    ends = [
        parts.stop(sheet.left, y, third),
        parts.help_now(sheet.left + third + _GAP, y, third),
        parts.help_today(sheet.left + 2 * (third + _GAP), y, third),
    ]
    y = max(ends) + 2
    if with_weeks:
        y = parts.weeks(y, parts.page.days)
    return parts.foot(y + 1, number=0 if with_weeks else 1)


def _rows(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[place : place + 2] for place in range(0, len(items), 2)]


def _column(sheet: Sheet) -> float:
    return (sheet.width - 2 * _GAP) / 2


def _needs(parts: Parts, items: Sequence[Item]) -> list[float]:
    """How high each row of two is at least."""
    wide = _column(parts.sheet)
    with parts.sheet.dry():
        return [
            max(parts.item(item, 0, 0, wide, wide * _FIGURE_SHARE, 0.0) for item in row) + 1.5
            for row in _rows(items)
        ]


def _grid(parts: Parts, items: Sequence[Item], y: float, bottom: float) -> float:
    """The exercises in two columns, their rows as high as the room allows; where the last one ends."""
    sheet, wide, needs = parts.sheet, _column(parts.sheet), _needs(parts, items)
    spare = max(0.0, bottom - y - sum(needs)) / len(needs)
    for number, (row, needed) in enumerate(zip(_rows(items), needs, strict=True)):
        if number:
            sheet.rule(sheet.left, y - 1, sheet.right, y - 1, line=0.15)
        high = max(needed, min(needed + spare, _TALLEST_ROW))
        for place, item in enumerate(row):
            x = sheet.left + place * (wide + 2 * _GAP)
            parts.item(item, x, y, wide, wide * _FIGURE_SHARE, high - 1.5)
        y += high
    return y


# --- large print --------------------------------------------------------------------------------


def _write_large(sheet: Sheet, parts: Parts) -> None:
    """One column; what belongs together stays on one page."""
    page, left, wide = parts.page, sheet.left, sheet.width
    flow = Flow(sheet, parts.sizes.small)
    flow.put(lambda y: parts.header(y) + _GAP)
    for item in page.items:
        flow.put(partial(_large_item, parts, item))
    for part in (parts.stop, parts.help_now, parts.help_today):
        flow.put(lambda y, part=part: part(left, y, wide) + _GAP)  # type: ignore[misc]
    for week in range(0, page.days, 7):
        flow.put(lambda y, week=week: parts.weeks(y, 7, heading=week == 0) + _GAP)  # type: ignore[misc]
    flow.put(lambda y: parts.foot(y, number=0))


def _large_item(parts: Parts, item: Item, y: float) -> float:
    wide = parts.sheet.width
    return parts.item(item, parts.sheet.left, y, wide, wide * _FIGURE_SHARE, _LARGE_ITEM) + _GAP
