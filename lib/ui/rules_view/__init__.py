"""Shows how Even Keel decides: a few minutes to read, then every rule, number and source.

    opening    what it does, what it does not do, how sure it is
    sections   one part of the rules at a time, and a search over all of them
    rule       one rule in words: asks, condition, what follows, why, sources, cases
    checked    how the rules are checked, with counts
    proved     what is proved for every possible answer, and what is not

All of it is made from the content of `data/`. Only what is chosen is drawn, so the page stays quick.
"""

from lib.ui.rules_view.opening import reading
from lib.ui.rules_view.sections import (
    chosen_section,
    chosen_words,
    comes_first,
    found,
    look_for,
    section,
    way_there,
)

__all__ = [
    "chosen_section",
    "chosen_words",
    "comes_first",
    "found",
    "look_for",
    "reading",
    "section",
    "way_there",
]
