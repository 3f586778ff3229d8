"""The parts of the page in their order. Each is a card of its own."""

from __future__ import annotations

from lib.model import Decision, Knowledge
from lib.ui.take_along import calendar, link, paper


def show(decision: Decision, known: Knowledge) -> None:
    """Everything that can be taken along by somebody who has checked in."""
    paper.show(decision, known)
    calendar.show(decision)
    link.show(decision, known)
