"""Present mode: the plan one exercise at a time, large, with nothing around it.

    slides    what each of them holds (pure)

The component takes the whole window: a shared monitor, a phone held out. Arrow keys or two buttons
move through it; Esc or a third button leaves. Between two slides nothing is asked of the server.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib.model import Decision, Knowledge
from lib.ui import blocks, figures, help_blocks, here, screens, scripts
from lib.ui.present import slides
from lib.ui.screens import Screen

__all__ = ["leave", "mount", "open_from", "way_in"]

_KEY, _FROM, _LEFT = "present", "present_from", "present_left"
_FOLDER = Path(__file__).parent

_component = st.components.v2.component(
    "even_keel_present",
    html=(_FOLDER / "component.html").read_text(encoding="utf-8"),
    css=scripts.styled(_FOLDER),
    js=scripts.joined(_FOLDER, "component"),
)


def open_from(screen: Screen) -> None:
    """Goes there; leaving it comes back to this screen."""
    st.session_state[_FROM] = screen
    blocks.go(screens.PRESENT)


def way_in(screen: Screen) -> None:
    """The button on a screen that has a plan."""
    if st.button("Present", key="to_present", icon=screens.PRESENT.icon):
        open_from(screen)


def mount(decision: Decision, known: Knowledge) -> None:
    """The plan in the whole window. Needs a plan and a course."""
    person = here.example()
    _component(
        key=_KEY,
        data={
            "slides": slides.of(decision, known, help_blocks.country().number),
            "figures": {
                id: figures.addresses(id, known) for id in slides.figures_of(decision.plan, known)
            },
            "example": "" if person is None else f"Example: {person.name}",
            "is_still": not figures.moves(),
        },
        on_leave_change=_left,
    )


def leave() -> None:
    """Goes back once leaving was pressed."""
    if st.session_state.pop(_LEFT, False):
        blocks.go(came_from())


def came_from() -> Screen:
    """The screen to go back to; the plan for somebody who came by its address."""
    screen: Screen = st.session_state.get(_FROM, screens.PLAN)
    return screen


def _left() -> None:
    st.session_state[_LEFT] = True
