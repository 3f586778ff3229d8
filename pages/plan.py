"""Plan: the phases, each exercise with how and why, and what has to be there before the next one."""

import streamlit as st

from lib import plan_words
from lib.ui import blocks, guard, here, present, screens, stopping
from lib.ui.check_in import invite
from lib.ui.plan import adding, beside, line, own, phase
from lib.ui.strength import first_holds

blocks.title("Your plan")
decision = guard.with_plan(
    "Your exercises will stand here, with how each one goes and why it is there."
)
plan, course, known = decision.plan, decision.course, here.known()
assert plan is not None
assert course is not None

st.caption(plan_words.often(plan))
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    blocks.way_to(screens.TAKE_ALONG, icon=screens.TAKE_ALONG.icon)
    if not stopping.is_stopped(course):
        present.way_in(screens.PLAN)
stopping.card(decision, known)
day = (decision.today - course.entered_on).days + 1
with blocks.card(key="line"):
    blocks.timeline(
        [content.title for content in known.phases.values()], course.phase, f"day {day}"
    )
main, side = st.columns([2, 1], gap="small")
with main:
    for prescription in plan.lines:
        line.card(prescription, decision, known)
    first_holds.card(decision, known)
    own.card(decision, known)
    if adding.is_possible(decision):
        with blocks.card(key="choose"):
            adding.card(decision, known)
            phase.card(decision, known)
    line.empty_slots(plan.empty, known)
    beside.confidence_card(decision, known)
with side:
    beside.gate_card(course, known)
    stopping.rules(course.phase, known)
    beside.answers_card(decision, known)
    invite.later_card(decision, known)
