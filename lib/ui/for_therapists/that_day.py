"""Plan, phase, gates, decisions and charts of an example as they were on the day that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import streamlit as st

from lib import plan_words, replay, words
from lib.model import Clearance, Course, Decision, Knowledge, Phase, Plan
from lib.people import Person
from lib.ui import blocks, figures, screens, stopping
from lib.ui.progress import decisions, is_logged, looks
from lib.ui.today import standing


def show(person: Person, decision: Decision, known: Knowledge) -> None:
    """Everything of that day on one screen."""
    course, plan = decision.course, decision.plan
    if course is not None and plan is not None:
        phase_line(decision, course, known)
    stopping.card(decision, known)
    main, side = st.columns([3, 2], gap="small")
    with main:
        plan_card(decision, known)
    with side:
        _decided(person, decision, known)
        if course is not None and plan is not None:
            _gate(course, known)
    _charts(decision, known)


def phase_line(decision: Decision, course: Course, known: Knowledge) -> None:
    """The phases, and where in them this day is."""
    with blocks.card(key="line"):
        day = (decision.today - course.entered_on).days + 1
        titles = [content.title for content in known.phases.values()]
        blocks.timeline(titles, course.phase, f"day {day}")


# --- the plan ---------------------------------------------------------------------------------


def plan_card(decision: Decision, known: Knowledge, title: str = "The plan on this day") -> None:
    """The exercises with their doses; without a plan, why there is none."""
    with blocks.card(title, key="plan_then"):
        if decision.plan is None:
            _no_plan(decision, known)
            return
        st.caption(plan_words.often(decision.plan))
        lines(decision.plan, known)
        blocks.way_to(screens.PLAN, "How each one goes, and why it is there")


def lines(plan: Plan, known: Knowledge) -> None:
    """The exercises as small pictures with name and dose."""
    with st.grid(3, min_column_width=150, gap="small") as grid:
        for line in plan.lines:
            with grid.cell(), st.container(gap="xxsmall"):
                figures.thumbnail(plan_words.figure_of_line(line, known), known)
                dose = plan_words.sentence(words.of_dose(line.dose))
                st.markdown(f"**{plan_words.name(line, known)}**  \n:small[{dose}]")


def _no_plan(decision: Decision, known: Knowledge) -> None:
    st.markdown("**No plan on this day.**")
    found = [one for one in decision.findings if one.clearance.withholds_plan]
    for says in dict.fromkeys(words.of_finding(one, known) for one in found):
        st.markdown(says)
    if decision.clearance.hides_exercises:
        blocks.way_to(screens.STOP, "See the page that comes instead")
    elif decision.clearance is Clearance.SEE_CLINICIAN:
        blocks.way_to(screens.WAIT, "See the page that comes instead")


# --- what was decided ----------------------------------------------------------------------------


def _decided(person: Person, decision: Decision, known: Knowledge) -> None:
    """What was decided since the week before, each with its reasons; on the first day, the start."""
    week = replay.week_of(person, decision.today)
    if week == 0:
        _start(decision, known)
        return
    since = replay.day_after(person, week - 1)
    made = replay.made_in(decision, since)
    with blocks.card(f"Decided {_since(since)}", key="decided_then"):
        if made:
            decisions.listed(made, decision, known)
        else:
            st.markdown("Nothing was decided in these days.")


def _since(day: date) -> str:
    first = day + timedelta(days=1)
    return f"since {first:%A} {first.day} {first:%B}"


def _start(decision: Decision, known: Knowledge) -> None:
    """Where the answers of the first day lead, and why."""
    with blocks.card("Where it starts", key="started"):
        start = decision.start
        if decision.plan is not None and start is not None:
            st.markdown(f"**{known.phases[start.phase].title}.**")
            st.markdown(words.of_reason(start.reason, known))
        for says in _once(words.of_finding(one, known) for one in decision.findings):
            st.markdown(f":material/info: {says}")


def _once(sentences: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(sentences))


def _gate(course: Course, known: Knowledge) -> None:
    is_last = course.phase is Phase.KEEP
    title = "The phase" if is_last else f"Before {known.phases[Phase(course.phase + 1)].title}"
    with blocks.card(title, key="gate"):
        standing.gate(course, known)


# --- charts ----------------------------------------------------------------------------------------


def _charts(decision: Decision, known: Knowledge) -> None:
    """The answers of Progress with their charts; a line where nothing is logged yet."""
    if not is_logged(decision.progress):
        st.caption("The charts begin with the first session.")
        return
    kept = looks.kept(decision, known, dark=st.context.theme.type == "dark")
    _look(kept.pain(), "pain", is_drawn=True)
    is_every = st.toggle("Show every chart", key="therapists_every")
    left, right = st.columns(2, gap="small")
    with left:
        _look(kept.gates(), "gates", is_drawn=True)
        _look(kept.doing(), "doing", is_drawn=is_every)
    with right:
        _look(kept.response(), "response", is_drawn=is_every)
        _look(kept.stronger(), "stronger", is_drawn=is_every)
    blocks.way_to(screens.PROGRESS, "All of Progress on this day")


def _look(look: looks.Look, key: str, *, is_drawn: bool) -> None:
    """The answer in words, and its chart where it is wanted: building one is the slow part."""
    with blocks.card(key=key):
        looks.answer(look)
        if is_drawn:
            looks.chart(look)
