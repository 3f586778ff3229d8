"""Invites to the optional questions, and to go on with a check-in that was left half done."""

from __future__ import annotations

import streamlit as st

from lib import decide
from lib.model import Decision, Knowledge, Question
from lib.ui import blocks, here, screens
from lib.ui.check_in import path, state
from lib.ui.check_in.path import Mode

# --- the optional questions ------------------------------------------------------------------


def later_card(decision: Decision, known: Knowledge) -> None:
    """What the optional questions are good for and the way to them, until one is answered."""
    if not _can_be_asked(decision) or later_is_answered(known):
        return
    with blocks.card("A few more questions", key="later"):
        st.markdown(
            "Only if you like; the plan does not need them.\n\n"
            + "\n".join(f"- {use}" for use in _uses(known))
        )
        later_button(decision, "Answer them")


def later_button(decision: Decision, label: str) -> None:
    """Leaves for the optional questions; nothing while they cannot be asked."""
    if _can_be_asked(decision) and st.button(label, key="ask_later"):
        state.want(Mode.LATER)
        blocks.go(screens.CHECK_IN)


def later_is_answered(known: Knowledge) -> bool:
    """Whether one of the optional questions was answered."""
    answers = here.last_answers()
    return any(answers.get(question.id) is not None for question in _later(known))


def _can_be_asked(decision: Decision) -> bool:
    """Not in an example, not while sessions are stopped, and not over another half-done check-in."""
    if not here.is_own() or not decide.may_start(decision):
        return False
    return unfinished(decision) in (None, Mode.LATER)


def _uses(known: Knowledge) -> list[str]:
    uses = [
        "**What your back makes hard**, such as putting on socks. Each week asks how that goes, "
        "and it counts before the last phase."
    ]
    if any(question.id == "height_cm" for question in _later(known)):
        uses.append("**Your height**, to say which size of ball fits you.")
    return uses


def _later(known: Knowledge) -> tuple[Question, ...]:
    (screen,) = path.parts(Mode.LATER, (), known)
    return path.asked_now(screen, here.last_answers(), known)


# --- half done -------------------------------------------------------------------------------

_BEGAN = {
    Mode.LATER: "You began the optional questions and have not finished.",
    Mode.CHANGE: "You began to change your answers and have not finished. Until then the plan "
    "follows the old ones.",
}
_LEAVES = {Mode.LATER: "Leave them", Mode.CHANGE: "Keep the old answers"}


def unfinished(decision: Decision) -> Mode | None:
    """What a half-done check-in is for that can be gone on with; None when there is none."""
    found = state.pending(decision) if here.is_own() else None
    return found.mode if found is not None and state.fits(found.mode, decision) else None


def unfinished_card(decision: Decision) -> None:
    """Going on with a half-done check-in, or leaving it; a stop has its own way to a re-check."""
    mode = unfinished(decision)
    if mode is None or state.is_stopped(decision):
        return
    with blocks.card("Half done", key="half_done"):
        st.markdown(_BEGAN.get(mode, _BEGAN[Mode.CHANGE]))
        with st.container(horizontal=True):
            if st.button("Go on", key="half_done_go"):
                blocks.go(screens.CHECK_IN)
            st.button(
                _LEAVES.get(mode, _LEAVES[Mode.CHANGE]), key="half_done_end", on_click=state.end
            )
