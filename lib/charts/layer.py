"""One layer of a chart and its rows: Altair's own, without the checks that take longer than all else.

Altair checks every part of a chart against its schema when the part is made, and looks through all
its classes for every channel given as text; a chart that is built while somebody waits took 50 to 200
ms so. The tests check every finished spec instead.
"""

from __future__ import annotations

from typing import Any, Self

import altair as alt
from altair.utils import schemapi

schemapi.disable_debug_mode()


class Rows(alt.InlineData):
    """Rows of data as they are drawn; no copy of a chart copies them, for nobody changes them."""

    def __deepcopy__(self, memo: object = None) -> Self:
        """Itself."""
        return self


class Layer(alt.Chart):
    """A chart of one mark, for `look.finish` to put with others."""

    def __deepcopy__(self, memo: object = None) -> Self:
        """A copy that shares what it is made of: Altair puts other parts in, and changes none."""
        return self.copy(deep=False)

    def encode(self, *args: Any, **channels: Any) -> Self:
        """As Altair's, with each channel made by its own class at once."""
        made = {name: _channel(name, given) for name, given in channels.items()}
        return super().encode(*args, **made)


def _channel(name: str, given: Any) -> Any:
    """`"day:T"` for x as `alt.X("day:T")`, a value or condition for it as `alt.XValue(…)`."""
    if isinstance(given, str):
        return getattr(alt, name.capitalize())(given)
    if isinstance(given, dict):
        return getattr(alt, f"{name.capitalize()}Value")(**given)
    return given
