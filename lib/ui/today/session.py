"""Today's session: which round, what is in it, how long, where, and how much pain is all right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib import plan_words, words
from lib.model import Course, Decision, Knowledge, Plan, Prescription, Reason
from lib.phrases import joined
from lib.ui import blocks, figures, here, how, screens, session_words


def card(decision: Decision, plan: Plan, course: Course, known: Knowledge) -> None:
    """The session card with the page's main button."""
    number = session_words.round_on(decision, decision.today)
    ended = session_words.ended(course, decision.today)
    lines = [
        line for line in session_words.lines_of_round(plan, number) if line.exercise_id not in ended
    ]
    is_due = number <= plan.times_per_day and _is_planned(decision, plan) and bool(lines)
    with blocks.card(_title(plan, number, is_due), key="session"):
        if course.comfort:
            st.markdown(f"**{words.of_reason(Reason('progress.comfort_set'), known)}**")
        what, go = st.columns([3, 2], vertical_alignment="center")
        with what:
            if is_due:
                _what(lines, known)
            else:
                st.markdown(_nothing_more(decision, plan, number, lines))
        with go:
            _button(is_due)
        if is_due:
            _exercises(lines, known)
            st.markdown(plan_words.ceiling_says(course.phase, known))
            blocks.way_to(screens.PLAN, "How each one goes, and why")
        if ended:
            st.markdown(f"**Not again today:** {_names(ended, known)}.")
        st.caption(_week(decision, plan))


def _button(is_due: bool) -> None:
    if not here.is_own():
        st.caption("This is an example: nothing can be entered here.")
        return
    if is_due and st.button("Start", type="primary", width="stretch", key="start"):
        blocks.go(screens.SESSION)
    if st.button(
        "Log a session" if is_due else "Log one all the same",
        type="tertiary" if is_due else "secondary",
        width="stretch",
        key="log",
    ):
        blocks.go(screens.LOG_SESSION)


def _title(plan: Plan, number: int, is_due: bool) -> str:
    if not is_due:
        return "Nothing more today"
    return (
        f"Your session, round {number} of {plan.times_per_day}"
        if plan.times_per_day > 1
        else "Your session"
    )


def _is_planned(decision: Decision, plan: Plan) -> bool:
    """Whether the week has room for a session today; a day that has begun is gone through with."""
    begun = session_words.on(decision, decision.today) is not None
    return begun or session_words.days_this_week(decision) < plan.days_per_week


def _what(lines: Sequence[Prescription], known: Knowledge) -> None:
    exercises = "1 exercise" if len(lines) == 1 else f"{len(lines)} exercises"
    st.markdown(
        f"{exercises} · about {session_words.minutes(lines, known)} minutes · "
        f"{session_words.places(lines, known)}"
    )


def _exercises(lines: Sequence[Prescription], known: Knowledge) -> None:
    with st.grid(3, min_column_width=140, gap="small") as grid:
        for line in lines:
            with grid.cell(), st.container(gap="xxsmall"):
                figures.thumbnail(plan_words.figure_of_line(line, known), known)
                st.markdown(
                    f"**{plan_words.name(line, known)}**  \n"
                    f":small[{session_words.dose_of_round(line)}]"
                )
                if st.button("How it goes", key=f"how_{line.exercise_id}", type="tertiary"):
                    _how(line, known)


def _how(line: Prescription, known: Knowledge) -> None:
    """One exercise on top of the page, to look at while doing it."""

    @st.dialog(plan_words.name(line, known), width="medium")
    def opened() -> None:
        st.markdown(f"**{session_words.dose_of_round(line)}**")
        how.show(line, known)

    opened()


def _nothing_more(
    decision: Decision, plan: Plan, number: int, lines: Sequence[Prescription]
) -> str:
    if not lines:
        return "Every exercise of this round ended for today."
    if number > plan.times_per_day > 1:
        return f"All {plan.times_per_day} rounds of today are logged."
    if number > plan.times_per_day:
        return "Today's session is logged."
    profile = decision.profile
    can_walk = profile is not None and profile.fits["easy_walk"].allowed
    rest = " Rest, or an easy walk if you like." if can_walk else ""
    return f"Your session days of this week are done.{rest}"


def _week(decision: Decision, plan: Plan) -> str:
    days = "session day" if plan.days_per_week == 1 else "session days"
    done = session_words.days_this_week(decision)
    return f"This week so far: {done} of {plan.days_per_week} {days}."


def _names(ids: frozenset[str], known: Knowledge) -> str:
    return joined([exercise.name for id, exercise in known.exercises.items() if id in ids])
