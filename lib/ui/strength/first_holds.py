"""The holds of the first sessions that find out what has not been tried: exercise, not tests."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lib import plan_words, words
from lib.model import Decision, FirstHold, Knowledge, Plan, StrengthTest
from lib.ui import blocks, figures, here, screens, stopping, stopwatch
from lib.ui.stopwatch import SECONDS, Asked
from lib.ui.strength import found, one_test, results, state


def of_plan(decision: Decision) -> Mapping[str, FirstHold]:
    """The holds of the next session by the id under which they are opened; none while stopped.

    One that hurt too much today is over for today, on the other side too.
    """
    plan = decision.plan
    if plan is None or stopping.is_stopped(decision.course):
        return {}
    most = pain_at_most(plan, here.known())
    over = {
        result.test
        for result in decision.progress.tests
        if result.day == decision.today and (result.pain_0_10 or 0) > most
    }
    return {f"{state.FIRST}{hold.test}": hold for hold in plan.holds if hold.test not in over}


def pain_at_most(plan: Plan, known: Knowledge) -> int:
    """The ceiling of the plan's exercises on 0–10, as these are exercise."""
    return plan_words.ceiling_base(plan.phase, known)


def asked(id: str, hold: FirstHold, known: Knowledge) -> Asked:
    """The hold as the stopwatch needs it: it ends early, while it is easy."""
    return Asked(id, known.tests[hold.test].name, hold.sides, SECONDS, hold.stop_s)


def card(decision: Decision, known: Knowledge) -> None:
    """What to try in the next session, each with its way to the stopwatch; nothing once tried."""
    holds = of_plan(decision)
    if not holds:
        return
    seconds = next(iter(holds.values())).stop_s
    with blocks.card("With your next session: find out what you can do", key="first_holds"):
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


def how(hold: FirstHold, decision: Decision, known: Knowledge) -> None:
    """How it goes and when to stop, as exercise."""
    assert decision.plan is not None
    one_test.how(known.tests[hold.test], known, pain_at_most(decision.plan, known))


def measuring(id: str, hold: FirstHold, decision: Decision, known: Knowledge) -> None:
    """Why it is there, and the stopwatch."""
    assert decision.plan is not None
    with blocks.card("As long as it is easy", key="measure"):
        st.markdown(words.of_reason(hold.why, known))
        stopwatch.mount(
            asked(id, hold, known),
            taken=results.taken(decision.progress.tests),
            on_result=take,
            on_reopen=state.open_one,
            pain_at_most_0_10=pain_at_most(decision.plan, known),
        )


def take(sent: object) -> None:
    """Saves what the stopwatch sent, once, as exercise that ended while it was easy.

    What that changes is kept, to be said by `tried`; why it cannot be saved is said at once.
    """
    with here.telling():
        decision, known = here.decision(), here.known()
        holds = of_plan(decision) if here.is_own() else {}
        results.take_one_of({id: asked(id, hold, known) for id, hold in holds.items()}, sent)
        changes = found.says(decision, here.decision(), known)
        if changes:
            found.keep(changes)


def tried(decision: Decision, known: Knowledge) -> None:
    """After one was saved: what it changed, then the next one, or back to the session."""
    ahead = list(of_plan(decision).items())
    with blocks.card("Saved", key="tried"):
        st.markdown("\n".join(f"- {sentence}" for sentence in found.kept()))
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
