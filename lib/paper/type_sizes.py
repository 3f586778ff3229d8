"""Type sizes in points: a usual set, and one for large print in which nothing is below 16."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Sizes:
    """One set of sizes, by what they are for."""

    title: float
    name: float
    heading: float
    item: float
    strong: float
    body: float
    small: float

    def scaled(self, by: float) -> Sizes:
        """All of them larger or smaller."""
        return Sizes(*(getattr(self, part.name) * by for part in fields(self)))


NORMAL = Sizes(title=19, name=13, heading=11.5, item=11, strong=9.5, body=9, small=8.2)
LARGE = Sizes(title=26, name=22, heading=21, item=20, strong=18, body=16, small=16)
