"""Shows whether it helps: six questions, each with its answer in words, its chart, its numbers.

looks       the answers and their finished charts
chosen      one session day, picked on the chart or from a list
decisions   what was decided lately, and why
usual_anew  the usual range of pain begun anew, and that taken back
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from lib import areas, decide
from lib.model import Clearance, Decision, Knowledge, Progress
from lib.ui import blocks, screens
from lib.ui.check_in import invite
from lib.ui.progress import chosen, decisions, looks, usual_anew
from lib.ui.progress.looks import Look, Looks

ASSUMED = (
    "Planned days are those of the phase you were in, for your answers at the time. Planned "
    "minutes are those of today's plan, taken back to the start of this phase."
)
TOO_LITTLE = "too_little"
_EVERY = "every_chart"
NO_ACTIVITY = (
    "Name up to three things your back makes hard. Each week asks how they go, and the change "
    "stands here."
)


def is_logged(progress: Progress) -> bool:
    """True once a session, a next morning or a weekly answer is there."""
    return bool(progress.session_days or progress.weekly or progress.mornings)


def nothing_logged(decision: Decision) -> None:
    """What will be here, and the step that leads there."""
    says, button, to = _next_step(decision)
    blocks.empty_state(
        "Your charts begin with your first session: pain over time, how your back answers to "
        f"sessions, what you did beside your plan, and what moves you on. {says}",
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
    """The answers, what a person wants first at the top; what it is too early for stands together
    at the end. How pain goes and what moves on are drawn at once, the other charts wait for a tap."""
    kept = looks.kept(decision, known, dark=st.context.theme.type == "dark")
    _pain(kept)
    answers = [
        (_response, _is_told(kept.response())),
        (_doing, _is_told(kept.doing())),
        (_regained, _is_told(kept.regained())),
    ]
    ahead = [(_gates, True), (_stronger, _is_told(kept.stronger()))]
    if any(is_told for _, is_told in (*answers, ahead[-1])):
        st.toggle("Show every chart", key=_EVERY)
    _in_two_columns([answers, ahead], kept)
    decisions.card(decision, known)
    _too_early(kept)


@contextmanager
def _chart_of(key: str) -> Iterator[bool]:
    """A quiet line that opens in place; True once the chart is wanted, for until then none is built."""
    if st.session_state.get(_EVERY):
        yield True
        return
    line = st.expander("Show the chart", type="compact", key=f"chart_{key}", on_change="rerun")
    with line:
        yield bool(line.open)


def _is_told(look: Look) -> bool:
    return look.draw is not None and look.kind != TOO_LITTLE


def _in_two_columns(
    columns: Sequence[Sequence[tuple[Callable[[Looks], None], bool]]], kept: Looks
) -> None:
    """The cards that have something to show; one column where only one has any."""
    there = [[card for card, is_there in column if is_there] for column in columns]
    there = [column for column in there if column]
    for place, cards in zip(st.columns(len(there), gap="small"), there, strict=True):
        with place:
            for card in cards:
                card(kept)


# --- the cards ----------------------------------------------------------------------------


def _pain(kept: Looks) -> None:
    with blocks.card(key="pain"):
        ranges = kept.ranges()
        back = st.session_state.get("pain_range") if ranges else None
        look = kept.pain(back if back in ranges else "All")
        looks.answer(look)
        if ranges:
            st.segmented_control(
                "How far back",
                ranges,
                default="All",
                required=True,
                key="pain_range",
                label_visibility="collapsed",
            )
        looks.chart(look)
        looks.numbers(look, "pain")
        if kept.history.ranges:
            usual_anew.control(kept.decision)


def _response(kept: Looks) -> None:
    with blocks.card(key="response"):
        look = kept.response()
        looks.answer(look)
        with _chart_of("response") as is_open:
            if is_open:
                chosen.chart(look, kept.decision)
                chosen.day(kept.decision, kept.known)
                looks.numbers(look, "response")


def _doing(kept: Looks) -> None:
    with blocks.card(key="doing"):
        look, minutes = kept.doing(), kept.minutes()
        looks.answer(look)
        st.markdown(minutes.says)
        with _chart_of("doing") as is_open:
            if is_open:
                looks.chart(look)
                looks.chart(minutes)
                looks.numbers(look, "doing", ASSUMED)


def _gates(kept: Looks) -> None:
    with blocks.card(key="gates"):
        look = kept.gates()
        looks.answer(look)
        looks.chart(kept.phases())
        looks.chart(look)
        looks.numbers(look, "gates")


def _stronger(kept: Looks) -> None:
    with blocks.card(key="stronger"):
        look = kept.stronger()
        looks.answer(look)
        with _chart_of("stronger") as is_open:
            if is_open:
                looks.chart(look)
                looks.numbers(look, "stronger")
                looks.chart(kept.balance())
                looks.numbers(kept.balance(), "balance")
                _tests(kept)
        blocks.way_to(screens.STRENGTH, "To the strength tests")


def _tests(kept: Looks) -> None:
    """One test at a time, of those that were done twice."""
    changes = {
        areas.name_of(change, kept.known): change
        for change in areas.tested_twice(kept.decision, kept.known)
    }
    if not changes:
        return
    name = st.selectbox("Test", list(changes), key="progress_test")
    look = kept.test(changes[name])
    st.markdown(f"**{look.says}**")
    if look.details:
        st.caption(" ".join(look.details))
    looks.chart(look)
    looks.numbers(look, "test")


def _regained(kept: Looks) -> None:
    with blocks.card(key="regained"):
        look = kept.regained()
        looks.answer(look)
        with _chart_of("regained") as is_open:
            if is_open:
                looks.chart(look)
                looks.numbers(look, "regained")


# --- what it is too early for ---------------------------------------------------------------------


def _too_early(kept: Looks) -> None:
    """The questions that have no answer yet, a line each, and what brings one."""
    waiting = [
        look
        for look in (kept.response(), kept.doing(), kept.stronger(), kept.regained())
        if not _is_told(look)
    ]
    if not waiting:
        return
    with blocks.card("Too early to say", key="too_early"):
        lines = []
        for look in waiting:
            says = NO_ACTIVITY if look is kept.regained() and look.draw is None else look.says
            lines.append(f"- **{look.question}** {says}")
        st.markdown("\n".join(lines))
        if kept.stronger() in waiting:
            blocks.way_to(screens.STRENGTH, "To the strength tests")
        if kept.regained().draw is None:
            invite.later_button(kept.decision, "Name an activity")
