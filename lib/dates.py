"""Days in words, and the week a day is in. A week is Monday to Sunday everywhere in Even Keel."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=8192)
def monday(day: date) -> date:
    """The Monday of the week `day` is in; kept, for a page asks it of each day of a long log often."""
    return date.fromordinal(day.toordinal() - day.weekday())


def day_words(day: date, today: date) -> str:
    """`2 March`, with the year when it is not this one."""
    words = f"{day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def full_date(day: date) -> str:
    """`2 March 2026`."""
    return f"{day.day} {day:%B} {day.year}"
