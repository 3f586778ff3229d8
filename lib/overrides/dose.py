"""The numbers of a dose that can be chosen, and their limits."""

from __future__ import annotations

from dataclasses import replace

from lib.model import OVERRIDES, Dose, Override, Prescription

NUMBERS = ("sets", "reps", "hold_s", "minutes")
"""What of a dose can be chosen; the limits stand in the journal's columns."""
LIMITS = {column.name: column for column in OVERRIDES.columns if column.name in NUMBERS}


def least(name: str) -> float:
    """The smallest number that may be chosen."""
    return LIMITS[name].at_least or 0.0


def most(line: Prescription, name: str) -> float:
    """The largest number that may be chosen here: that of the column, or of a caution that limits it."""
    found: list[float] = [LIMITS[name].at_most or 0.0]
    for _, limited in line.limits:
        if name in limited.dose:
            number = limited.dose[name]
            found.append(max(number) if isinstance(number, tuple) else number)
    return min(found)


def with_numbers(line: Prescription, chosen: Override, *, smaller: bool = False) -> Dose | None:
    """The line's dose with the chosen numbers; None when they do not fit it.

    Only what the dose has can be changed, and a caution that limits it still does. With `smaller` no
    number exceeds the line's own.
    """
    found: dict[str, int | float] = {}
    for name in NUMBERS:
        number, own = getattr(chosen, name), getattr(line.dose, name)
        if number is None or own is None:
            continue
        if not least(name) <= number <= (LIMITS[name].at_most or 0):
            return None
        own = min(own) if isinstance(own, tuple) else own
        found[name] = min(number, most(line, name), *([own] if smaller else []))
    if not found:
        return None
    dose = replace(line.dose, **found)  # type: ignore[arg-type]
    if (
        isinstance(dose.reps, tuple) and dose.sets is not None
    ):  # sets that fall, another like the last
        reps = dose.reps[: dose.sets]
        dose = replace(dose, reps=reps + reps[-1:] * (dose.sets - len(reps)))
    return dose
