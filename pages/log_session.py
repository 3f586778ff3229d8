"""Log a session: what was done, how it felt; typed values stay until they are saved."""

import streamlit as st

from lib.ui import blocks, guard, here, screens, stopping
from lib.ui.ending import end_page
from lib.ui.log import fields, saving, shown
from lib.ui.player import log

if saving.was_saved():
    blocks.go(screens.TODAY)

if log.is_open() and here.is_own():
    blocks.go(screens.SESSION)  # there the same form is filled in

blocks.title(screens.LOG_SESSION.title)
kept = shown.stranded()
if kept is None:
    decision = guard.with_plan("Once there is a plan, this is where you log what you have done.")
    known, course = here.known(), decision.course
    assert course is not None
    guard.own_only("sessions cannot be logged here.", screens.PROGRESS, "See how the sessions went")
    stopping.card(decision, known)
    form = shown.form()
    day = shown.asked_day(form, decision.today, course.start)
    problem = shown.day_problem(day, decision.today, course.start)
    what = None if problem or day is None else shown.of_day(day, decision, known)
    if what is None:
        st.markdown(f":material/info: {problem or 'There was no plan on that day.'}")
        end_page()
else:
    here.show_told()
    known, form, what = here.known(), shown.form(), kept
    st.markdown(
        ":material/info: Your journal cannot be read just now. What you have typed is still here."
    )

main, side = st.columns([2, 1], gap="small")
with main:
    fields.before(form, what, known)
    fields.exercises(form, what, known)
    fields.after(form, what, known)
    fields.form_checks(form, what, known)
    fields.note(form)
    saving.button(form, what)
with side:
    stopping.rules(what.plan.phase, known)
    if what.decision.progress.session_days:
        blocks.way_to(screens.SESSIONS, "Correct a session already logged")
