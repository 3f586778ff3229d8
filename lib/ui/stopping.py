"""Shows when to stop, and that sessions are stopped, the same way on Today, Plan and the log."""

from __future__ import annotations

import streamlit as st

from lib import plan_words, words
from lib.model import Course, Decision, Knowledge, Phase
from lib.ui import blocks, check_in, here, screens


def is_stopped(course: Course | None) -> bool:
    """Whether something has stopped the sessions until the questions are answered again."""
    return course is not None and course.stopped


def card(decision: Decision, known: Knowledge) -> None:
    """Why sessions are stopped and what lifts it; nothing while they are not."""
    course = decision.course
    if course is None or not is_stopped(course):
        return
    with (
        st.container(key="stop", gap=None),
        blocks.card("No session for now", key="stopped"),
    ):
        for sentence in words.of_stop(course.reasons, known):
            st.markdown(sentence)
        st.markdown(
            "Your plan is kept. The questions are about warning signs and your legs, and take about "
            "a minute."
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            if here.is_own():
                if st.button("Answer the questions", type="primary", key="recheck"):
                    check_in.start_recheck()
                    check_in.go()
            else:
                st.caption("This is an example: nothing can be entered here.")
            blocks.way_to(screens.GET_HELP, "Get help now", icon=screens.GET_HELP.icon)


def rules(phase: Phase, known: Knowledge) -> None:
    """When an exercise, a session or the whole plan has to stop, as a card."""
    with blocks.card("When to stop", key="when_to_stop"):
        rules = plan_words.stop_rules(phase, known)
        st.markdown(
            "\n".join(f"- **{when}** {then}" if when else f"- {then}" for when, then in rules)
        )
        blocks.way_to(screens.GET_HELP, icon=screens.GET_HELP.icon)
