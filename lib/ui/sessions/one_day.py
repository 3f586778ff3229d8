"""One day of the log: all that stands there, for somebody who came from a decision that used it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lib import words
from lib.model import CheckIn, Decision, Knowledge, TestResult
from lib.ui import blocks, here, screens
from lib.ui.sessions import answers, given, history, listed, looked


def show(day: date, decision: Decision, known: Knowledge) -> None:
    """Sessions, mornings and weeks to look at, correct or delete; tests and check-ins to look at."""
    frames = here.log().frames
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        blocks.way_to(screens.PROGRESS, "Back to Progress", icon=":material/arrow_back:")
        st.button(
            "All sessions",
            key="all_sessions",
            type="tertiary",
            on_click=looked.look_at,
            args=(None,),
        )
    listed.bring_back()
    answers.bring_back()
    sessions = history.on(frames, day)
    for logged in sessions:
        listed.card(logged, decision, known)
    others = given.on(frames, day)
    answers.cards(others)
    tests = [one for one in decision.progress.tests if one.day == day]
    if tests:
        _tests(tests, known)
    check_ins = [one for one in decision.check_ins if one.day == day]
    for number, check_in in enumerate(check_ins):
        _check_in(check_in, known, number)
    if not (sessions or others or tests or check_ins):
        st.markdown("Nothing is in your log for this day.")


def _tests(results: list[TestResult], known: Knowledge) -> None:
    with blocks.card("Strength tests", key="tests_of_day"):
        lines = []
        for one in results:
            test = known.tests.get(one.test)
            name = blocks.plain(one.test) if test is None else test.name
            unit = "times" if one.count is not None else "seconds"
            side = f", {one.side}" if one.side else ""
            lines.append(f"- {name}{side}: {one.value} {unit}")
        st.markdown("\n".join(lines))
        blocks.way_to(screens.STRENGTH, "To the strength tests")


def _check_in(check_in: CheckIn, known: Knowledge, number: int) -> None:
    facts = check_in.profile.facts
    with blocks.card("Check-in", key=f"check_in_of_day_{number}"):
        st.caption(
            "Its answers stay as they were given. What has changed since goes into a new one."
        )
        rows = [
            f"- {blocks.plain(known.questions[id].asks)}: "
            f"**{blocks.plain(words.of_answer(id, value, known))}**"
            for id, value in facts.items()
            if id in known.questions and value is not False
        ]
        st.markdown("\n".join(rows))
        if here.is_own():
            blocks.way_to(screens.CHECK_IN, "Answer the check-in again")
