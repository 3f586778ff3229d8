"""What stands beside the exercises: the gate, staying in a phase, the week, how sure one is."""

from __future__ import annotations

import streamlit as st

from lib import overrides, rules, words
from lib.model import Course, Decision, Knowledge, Phase
from lib.ui import blocks, check_in, here, screens, stopping, what_if, widgets
from lib.ui.check_in import invite
from lib.ui.today import standing

_CONFIDENCE = "confidence_0_10"


# --- the gate, and staying -------------------------------------------------------------------------


def gate_card(course: Course, known: Knowledge) -> None:
    """What is needed for the next phase, and whether the plan moves on by itself."""
    is_last = course.phase is Phase.KEEP
    title = "Your phase" if is_last else f"Before {known.phases[Phase(course.phase + 1)].title}"
    with blocks.card(title, key="gate"):
        standing.gate(course, known)
        blocks.way_to(screens.STRENGTH, "Test your strength")
        if is_last:
            return
        if overrides.stays_in(course.chosen, course.phase):
            now = known.phases[course.phase].title
            st.markdown(f"You chose to stay in {now}. The plan does not move on by itself.")
        else:
            st.markdown("When all of them are met, the plan moves on by itself.")


# --- the answers behind it ---------------------------------------------------------------------------


def answers_card(decision: Decision, known: Knowledge) -> None:
    """The answers the plan rests on: when given, what they brought, and the way to change them."""
    with blocks.card("Your answers", key="answers"):
        if decision.check_ins:
            day = decision.check_ins[-1].day
            st.markdown(f"The plan rests on what you answered on {day.day}\u00a0{day:%B\u00a0%Y}.")
        for finding in decision.findings:
            st.markdown(f":material/info: {words.of_finding(finding, known)}")
        ball = ball_says(decision, known)
        if ball:
            st.markdown(ball)
        may_change = here.is_own() and not stopping.is_stopped(decision.course)
        if may_change and st.button("Change my answers", key="change_answers"):
            check_in.start_change()
            check_in.go()
        if may_change and invite.later_is_answered(known):
            invite.later_button(decision, "Change the optional ones")
        if st.button("Try other answers", key="to_what_if"):
            what_if.open_here()


def ball_says(decision: Decision, known: Knowledge) -> str:
    """Which size of ball fits, the first rule that holds; empty without a ball or a height."""
    facts = decision.profile.facts if decision.profile is not None else {}
    fitting = rules.firing(known.rules_for("select.ball_"), facts, known)
    return words.of_reason(rules.reason(fitting[0], facts, known), known) if fitting else ""


# --- how sure ---------------------------------------------------------------------------------------------


def confidence_card(decision: Decision, known: Knowledge) -> None:
    """The optional question under the finished plan; a low answer makes it shorter.

    Not asked while sessions are stopped: the answer becomes a check-in, and a check-in ends a stop.
    """
    if stopping.is_stopped(decision.course) or not here.is_own():
        return
    question = known.questions[_CONFIDENCE]
    before = here.last_answers().get(_CONFIDENCE)
    with blocks.card(question.asks, key="confidence"):
        answer = widgets.scale_0_10(
            f"{question.detail} You need not answer.",
            key="plan_confidence",
            saved=before,
            low=question.low,
            high=question.high,
        )
        st.button(
            "Save",
            key="save_confidence",
            disabled=answer is None or answer == before,
            on_click=_save_confidence,
        )


def _save_confidence() -> None:
    answer = st.session_state.get("plan_confidence")
    answers = here.last_answers()
    if answer is None or answers.get(_CONFIDENCE) == answer:
        return
    if stopping.is_stopped(here.decision().course):  # since then, in another window
        return
    if here.save_answers({**answers, _CONFIDENCE: answer}):
        here.tell("Saved.")
