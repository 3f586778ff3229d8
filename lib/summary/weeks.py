"""A small chart for paper: the mean pain of each week, and one's own usual range behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from lib.dates import day_words
from lib.paper.sheet import INK, QUIET, Sheet, line_height
from lib.usual import PainHistory, PainWeek, UsualRange

MOST_WEEKS = 53
_HIGHEST = 10
_BAND = (222, 226, 229)
_LABEL_MM = 6.0


def is_worth_drawing(history: PainHistory) -> bool:
    """Whether at least one week counts."""
    return any(week.mean is not None for week in _shown(history))


def _shown(history: PainHistory) -> Sequence[PainWeek]:
    return history.weeks[-MOST_WEEKS:]


def paint(
    sheet: Sheet,
    history: PainHistory,
    today: date,
    x: float,
    y: float,
    width: float,
    height: float,
    size: float,
) -> float:
    """The chart with its labels in that type size; where it ends. Pain is always drawn from 0 to 10."""
    weeks = _shown(history)
    label, line = _LABEL_MM * size / 8, line_height(size)
    if sheet.is_dry:
        return y + height + line
    chart = _Chart(sheet, weeks, x + label, y + line / 2, width - label - 1, height - line)
    with sheet.tagged("Figure", _in_words(history, today)):
        for usual in history.ranges:
            chart.band(usual)
        chart.grid(size, x)
        chart.means()
        last = weeks[-1].monday + timedelta(days=6)
        ends = ((weeks[0].monday, 0.0), (min(last, today), 1.0))
        for day, share in ends:
            says = day_words(day, today)
            left = x + label + share * (width - label - 1 - sheet.measure(says, size))
            sheet.write(says, left, y + height, width, size, colour=QUIET)
    return y + height + line


def _in_words(history: PainHistory, today: date) -> str:
    means = [week for week in _shown(history) if week.mean is not None]
    first, last = means[0], means[-1]
    return (
        f"{history.verdict.says} A chart of {len(means)} weeks: mean pain {first.mean:.1f} in the week "
        f"of {day_words(first.monday, today)}, {last.mean:.1f} in the week of "
        f"{day_words(last.monday, today)}."
    )


class _Chart:
    """The area between 0 and 10, over the weeks shown."""

    def __init__(
        self,
        sheet: Sheet,
        weeks: Sequence[PainWeek],
        x: float,
        y: float,
        width: float,
        height: float,
    ) -> None:
        self.sheet, self.weeks = sheet, weeks
        self.x, self.y, self.width, self.height = x, y, width, height
        self.first = weeks[0].monday
        self.days = 7 * max(len(weeks), 1)

    def across(self, day: date) -> float:
        """Where a day is; days beyond the weeks shown are at their edge."""
        share = (day - self.first).days / self.days
        return self.x + self.width * min(max(share, 0.0), 1.0)

    def down(self, pain: float) -> float:
        """Where a pain is."""
        return self.y + self.height * (1 - pain / _HIGHEST)

    def band(self, usual: UsualRange) -> None:
        """The usual range of one stretch, grey with an edge, so that a poor printer shows it too."""
        left, right = self.across(usual.first), self.across(usual.last + timedelta(days=1))
        if right <= left:
            return
        top, bottom = self.down(usual.high), self.down(usual.low)
        self.sheet.fill(left, top, right - left, bottom - top, _BAND)
        for edge in (top, bottom):
            self.sheet.rule(left, edge, right, edge, line=0.2, colour=QUIET)

    def grid(self, size: float, left: float) -> None:
        """Lines at 0, 5 and 10 with their numbers."""
        for pain in (0, 5, _HIGHEST):
            at = self.down(pain)
            self.sheet.rule(self.x, at, self.x + self.width, at, line=0.12)
            self.sheet.write(
                str(pain), left, at - line_height(size) / 2, self.x - left, size, colour=QUIET
            )

    def means(self) -> None:
        """A dot for each week that counts, joined where no week is missing between two."""
        dots = [
            (week.monday, self.across(week.monday + timedelta(days=3)), self.down(week.mean))
            for week in self.weeks
            if week.mean is not None
        ]
        for (before, x1, y1), (after, x2, y2) in pairwise(dots):
            if (after - before).days == 7:
                self.sheet.rule(x1, y1, x2, y2, line=0.35, colour=INK)
        for _, x, y in dots:
            self.sheet.dot(x, y, 0.8 if len(self.weeks) < 30 else 0.6)
