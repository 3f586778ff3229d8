"""Today: what to do now, the questions that are due, where I am and how it is going."""

import streamlit as st

from lib.ui import blocks, cards, guard, here, screens, stopping
from lib.ui.check_in import invite
from lib.ui.strength import first_holds, reminder
from lib.ui.today import first, questions, session, standing

blocks.title(screens.TODAY.title)
decision = guard.decided()
if first.stands_for(decision):
    first.show(decision)
elif cards.are_due(decision):
    cards.before_first_plan(decision)
else:
    decision, known = guard.with_plan(""), here.known()
    plan, course = decision.plan, decision.course
    assert plan is not None
    assert course is not None
    now, phase = decision.today, known.phases[course.phase].title
    day = (now - course.entered_on).days + 1
    st.caption(f"{now:%A} {now.day} {now:%B} · day {day} of {phase}")
    main, side = st.columns([2, 1], gap="small")
    with main:
        if stopping.is_stopped(course):
            stopping.card(decision, known)
        if here.is_own():
            questions.morning_cards(decision)  # first: the answer may change today's session
        if not stopping.is_stopped(course):
            session.card(decision, plan, course, known)
            first_holds.card(decision, known)
        if here.is_own() and questions.week_is_due(decision):
            questions.weekly_card()
        invite.unfinished_card(decision)
        standing.notes(course, known)
        standing.what_follows(decision, course, known)
        if not stopping.is_stopped(course):
            cards.again(decision)
    with side:
        standing.phase_card(course, known)
        standing.going(decision, known)
        reminder.due_card(decision, known)
        blocks.way_to(screens.GET_HELP, "A bad day? What helps now", icon=screens.GET_HELP.icon)
