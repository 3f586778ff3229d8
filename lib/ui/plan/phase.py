"""Going to another phase, or staying in this one, by choice."""

from __future__ import annotations

import streamlit as st

from lib import overrides
from lib.model import Choice, Course, Decision, Knowledge, Phase
from lib.ui import blocks, widgets
from lib.ui.plan import choosing

NAME = "phase"


def card(decision: Decision, known: Knowledge) -> None:
    """The quiet "Phase" under the plan."""
    with blocks.opened("Phase", key=NAME) as is_open:
        if is_open and decision.course is not None:
            _asked(decision.course, known)


def _asked(course: Course, known: Knowledge) -> None:
    form = choosing.form(NAME)
    offered = _offered(course, known)
    picked = widgets.choice(
        f"You are in {known.phases[course.phase].title}. What should be different?",
        [Choice(id, says) for id, (_, says) in offered.items()],
        key=form.key("what"),
        saved=form.saved("what"),
    )
    if picked is None:
        return
    phase, says = offered[picked]
    st.markdown(_means(picked, phase, course, known))
    choosing.who_and_why(form, known)
    kind = "stay" if picked == "stay" else "phase"
    choosing.button(says, form, known, kind, phase=phase.id)


def _offered(course: Course, known: Knowledge) -> dict[str, tuple[Phase, str]]:
    """What can be chosen here: id to the phase it is about and what it is called."""

    def title(phase: Phase) -> str:
        return known.phases[phase].title

    now = course.phase
    found: dict[str, tuple[Phase, str]] = {}
    if now is not Phase.KEEP:
        if not overrides.stays_in(course.chosen, now):
            found["stay"] = now, f"Stay in {title(now)}"
        found["up"] = Phase(now + 1), f"Go on to {title(Phase(now + 1))}"
    if now is not Phase.EASE:
        found["down"] = Phase(now - 1), f"Go back to {title(Phase(now - 1))}"
    return found


def _means(picked: str, phase: Phase, course: Course, known: Knowledge) -> str:
    title = known.phases[phase].title
    if picked == "stay":
        return f"The plan will not move on from {title} by itself until you take this back."
    if picked == "down":
        return (
            f"{title} begins anew today. When all that the next phase asks for is there again, the "
            "plan moves on by itself."
        )
    met = sum(1 for line in course.gate if line.met)
    return (
        f"{met} of the {len(course.gate)} things {title} asks for are there. It begins today, at the "
        "levels you have reached. If it is too much, the plan goes back as it always does."
    )
