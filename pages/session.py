"""The guided session; after it the log form, filled in with what was done."""

import streamlit as st

from lib.ui import blocks, guard, here, player, screens, stopping
from lib.ui.log import fields, saving
from lib.ui.player import log

if saving.was_saved():
    blocks.go(screens.TODAY)
if player.asks_for_help():
    blocks.go(screens.GET_HELP)

blocks.title(screens.SESSION.title)
decision = guard.with_plan("Once there is a plan, this is where you do your sessions.")
known, course, plan = here.known(), decision.course, decision.plan
assert course is not None
assert plan is not None
guard.own_only("its sessions cannot be done here.", screens.PLAN, "See the plan")
way = log.way(decision, known)
log.take(way, decision, known)
here.show_told()
done = log.what_was_done(decision, known)

main, side = st.columns([2, 1], gap="small")
with main:
    if done is not None:
        form, what = done
        st.markdown("What you did is filled in. Please look it over and say how it felt.")
        fields.before(form, what, known)
        fields.after(form, what, known)
        fields.exercises(form, what, known)
        fields.form_checks(form, what, known)
        fields.note(form)
        saving.button(form, what)
        st.button("Do not keep this session", type="tertiary", key="drop_played", on_click=log.drop)
    elif stopping.is_stopped(course):
        stopping.card(decision, known)
    elif way is None:
        with blocks.card("Nothing more today", key="nothing_more"):
            st.markdown("Today's session is logged.")
            blocks.way_to(screens.TODAY, "Back to Today")
    else:
        with blocks.card(key="player"):
            player.mount(way, known, taken=log.taken(), refused=log.refused())
        blocks.way_to(screens.LOG_SESSION, "Log it without the player")
with side:
    stopping.rules(course.phase, known)
