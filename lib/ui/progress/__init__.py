"""Shows whether it helps: the answers in words with their charts, and what was decided lately."""

from __future__ import annotations

import streamlit as st

from lib import decide
from lib.model import Clearance, Decision, Knowledge, Progress
from lib.ui import blocks, screens
from lib.ui.progress import decisions, looks

ASSUMED = (
    "Planned days are those of the phase you were in, for your answers at the time. Planned "
    "minutes are those of today's plan, taken back to the start of this phase."
)


def is_logged(progress: Progress) -> bool:
    """True once a session, a next morning or a weekly answer is there."""
    return bool(progress.session_days or progress.weekly or progress.mornings)


def nothing_logged(decision: Decision) -> None:
    """What will be here, and the step that leads there."""
    says, button, to = _next_step(decision)
    blocks.empty_state(
        "Your charts begin with your first session: pain over time, the next morning, and what "
        f"you did beside your plan. {says}",
        key="nothing_logged",
        title="Nothing logged yet",
        button=button,
        to=to,
    )


def _next_step(decision: Decision) -> tuple[str, str, screens.Screen]:
    if decision.clearance is Clearance.SEE_CLINICIAN:
        return "Before that, someone should look at you.", "What comes first", screens.WAIT
    if not decide.may_start(decision):
        return "Your check-in comes first.", "Check in", screens.CHECK_IN
    return "After it, one question on the next morning is enough.", "Go to Today", screens.TODAY


def shown(decision: Decision, known: Knowledge) -> None:
    """The answers, each on its own card, a chart only where there is something to draw; then what
    was decided."""
    kept = looks.kept(decision, known, dark=st.context.theme.type == "dark")
    with blocks.card(key="pain"):
        looks.answer("Is my pain changing?", kept["pain"])
        looks.numbers(kept["pain"], "pain")
    left, right = st.columns(2, gap="small")
    with left, blocks.card(key="response"):
        looks.answer("How is my back the morning after?", kept["response"])
        looks.numbers(kept["response"], "response")
    with right, blocks.card(key="doing"):
        looks.answer("Am I doing what I planned?", kept["doing"])
        looks.numbers(kept["doing"], "doing")
    left, right = st.columns(2, gap="small")
    with left, blocks.card(key="minutes"):
        looks.answer("For how long?", kept["minutes"])
        looks.numbers(kept["minutes"], "minutes", ASSUMED)
    with right:
        decisions.card(decision, known)
        with blocks.card("And your strength?", key="strength"):
            st.markdown("Timed tests show how front, back and both sides change over the weeks.")
            blocks.way_to(screens.STRENGTH, "To the strength tests")
