"""The person's own choices: which of them stand on a day, and what they make of a plan's lines. Pure.

    rows    a choice ↔ a row of overrides.csv; the choice that takes another one back
    stand   which choices stand on a day, and what follows for swaps and phases
    lines   a plan's lines as the choices leave them, and why a choice does not count
    dose    the numbers of a dose that can be chosen, and their limits

A choice changes what the rules have made, after they have made it, and only that: a plan that is
withheld stays withheld, a plan with too few exercises stays none, and a gate still asks for what the
plan offers without it. To ask "what if" about anybody, hand more of them to `lib.decide`.
"""

from lib.overrides.dose import NUMBERS, least, most, with_numbers
from lib.overrides.lines import against, on_lines
from lib.overrides.rows import as_row, of_row, undo
from lib.overrides.stand import (
    USUAL,
    about_plan,
    in_force,
    lasting,
    stays_in,
    swap_behind,
    swaps,
    usual_anew,
    why_not_there,
)

__all__ = [
    "NUMBERS",
    "USUAL",
    "about_plan",
    "against",
    "as_row",
    "in_force",
    "lasting",
    "least",
    "most",
    "of_row",
    "on_lines",
    "stays_in",
    "swap_behind",
    "swaps",
    "undo",
    "usual_anew",
    "why_not_there",
    "with_numbers",
]
