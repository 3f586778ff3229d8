"""The holds of the first sessions that find out what has not been tried: exercise, not tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from lib import words
from lib.model import Decision, FirstHold, Knowledge, StrengthTest, TestResult
from lib.ui import blocks, figures, here, screens, stopping, stopwatch
from lib.ui.stopwatch import SECONDS, Asked
from lib.ui.strength import results, state


def of_plan(decision: Decision) -> Mapping[str, FirstHold]:
    """The holds of the next session by the id under which they are opened; none while stopped."""
    plan = decision.plan
    if plan is None or stopping.is_stopped(decision.course):
        return {}
    return {f"{state.FIRST}{hold.test}": hold for hold in plan.holds}


def asked(id: str, hold: FirstHold, known: Knowledge) -> Asked:
    """The hold as the stopwatch needs it: it ends early, while it is easy."""
    return Asked(id, known.tests[hold.test].name, hold.sides, SECONDS, hold.stop_s)


def card(decision: Decision, known: Knowledge) -> None:
    """What to try in the next session, each with its way to the stopwatch; nothing once tried."""
    holds = of_plan(decision)
    if not holds:
        return
    seconds = next(iter(holds.values())).stop_s
    with blocks.card("With your next session: find out", key="first_holds"):
        st.markdown(
            "You have not said whether you can do these. Hold each as long as it is easy, and stop "
            f"at {seconds} seconds. It is exercise, not a test, and the plan uses what you find."
        )
        with st.grid(3, min_column_width=140, gap="small") as grid:
            for id, hold in holds.items():
                with grid.cell():
                    _tile(id, known.tests[hold.test], known)


def _tile(id: str, test: StrengthTest, known: Knowledge) -> None:
    with st.container(gap="xxsmall", key=f"hold_{test.id}"):
        if test.figure is not None:
            figures.thumbnail(test.figure, known)
        st.markdown(f"**{test.name}**")
        if here.is_own() and st.button("Try it", key=f"open_{id}"):
            state.open_one(id)
            blocks.go(screens.STRENGTH)


def measuring(id: str, hold: FirstHold, done: Sequence[TestResult], known: Knowledge) -> None:
    """Why it is there, and the stopwatch."""
    with blocks.card("As long as it is easy", key="measure"):
        st.markdown(words.of_reason(hold.why, known))
        stopwatch.mount(
            asked(id, hold, known),
            taken=results.taken(done),
            on_result=take,
            on_reopen=state.open_one,
            pain_at_most_0_10=known.whole("test_stop_pain_0_10"),
        )


def take(sent: object) -> None:
    """Saves what the stopwatch sent, once, as exercise that ended while it was easy."""
    decision, known = here.decision(), here.known()
    holds = of_plan(decision) if here.is_own() else {}
    results.take_one_of({id: asked(id, hold, known) for id, hold in holds.items()}, sent)


def tried(decision: Decision, known: Knowledge) -> None:
    """After one was saved: the next one, or back to the session."""
    ahead = list(of_plan(decision).items())
    with blocks.card("Saved", key="tried"):
        st.markdown("The plan counts it from now on.")
        if ahead:
            id, hold = ahead[0]
            st.button(
                f"Next: {known.tests[hold.test].name}",
                key="next_hold",
                type="primary",
                on_click=state.open_one,
                args=(id,),
            )
        blocks.way_to(screens.TODAY, "Back to Today")
