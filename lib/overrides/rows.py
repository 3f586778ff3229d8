"""A choice as a row of overrides.csv, and back."""

from __future__ import annotations

from dataclasses import fields, replace

from lib.model import Override, Row

COLUMN_OF = {"id": "override_id", "at": "override_at", "day": "override_date", "by": "chosen_by"}
"""Where a field of a choice is called otherwise in the journal."""
FIELDS = tuple((part.name, COLUMN_OF.get(part.name, part.name)) for part in fields(Override))


def of_row(row: Row) -> Override:
    """The choice in a row of overrides.csv; what an older file does not have is empty."""
    told = {name: row[column] for name, column in FIELDS if row.get(column) is not None}
    return Override(**told)  # type: ignore[arg-type]


def as_row(made: Override) -> Row:
    """The row of overrides.csv for a choice."""
    return {column: getattr(made, name) or None for name, column in FIELDS}


def undo(made: Override, at: Override) -> Override:
    """The choice that takes `made` back; `at` gives it its moment and whoever chose it.

    It repeats phase and exercise, so that an older Even Keel understands it as well.
    """
    return replace(
        at,
        kind="undo",
        id=f"{made.id}-undo",
        phase=made.phase,
        exercise_id=made.exercise_id,
        undoes=made.id,
    )
