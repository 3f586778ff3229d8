"""What the example people are found by, read off the answers of their first check-in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lib.people import Person

OLDER_FROM_YEARS = 65
"""A way to find somebody, and no limit of any rule."""

KINDS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "Acute": lambda raw: raw["pain_duration"] == "under_6_weeks",
    "Bending hurts": lambda raw: "bending" in raw["worse_with"],
    "Arching hurts": lambda raw: "arching" in raw["worse_with"],
    "Older": lambda raw: raw["age_years"] >= OLDER_FROM_YEARS,
}


def of(person: Person) -> tuple[str, ...]:
    """The kinds somebody belongs to, in the order above; some belong to none."""
    raw = person.check_ins[0].raw
    return tuple(kind for kind, holds in KINDS.items() if holds(raw))


def found(people: Mapping[str, Person], wanted: str | None) -> tuple[Person, ...]:
    """Those of that kind; all of them for None, those of a kind first."""
    if wanted is not None:
        return tuple(person for person in people.values() if wanted in of(person))
    return tuple(sorted(people.values(), key=lambda person: not of(person)))
