"""The guided session; after it the log form, filled in with what was done."""

import streamlit as st

from lib.ui import blocks, guard, here, my_data, player, screens, stopping
from lib.ui.log import fields, saving
from lib.ui.player import log

if saving.was_saved():
    blocks.go(screens.TODAY)
if player.asks_for_help():
    blocks.go(screens.GET_HELP)

blocks.title(screens.SESSION.title)
log.left_without_a_plan(guard.decided())
decision = guard.with_plan("Once there is a plan, this is where you do your sessions.")
known, course, plan = here.known(), decision.course, decision.plan
assert course is not None
assert plan is not None
guard.own_only("its sessions cannot be done here.", screens.PLAN, "See the plan")
way = log.way(decision, known)
log.take(way, decision, known)
here.show_told()
done = log.what_was_done(decision)

main, side = st.columns([2, 1], gap="small")
with main:
    if done is not None:
        form, what = done
        st.markdown(" ".join(log.remarks(form, decision.today, known)))
        fields.before(form, what, known)
        fields.after(form, what, known)
        fields.exercises(form, what, known)
        fields.form_checks(form, what, known)
        fields.note(form)
        saving.button(form, what)
        st.button("Do not keep this session", type="tertiary", key="drop_played", on_click=log.drop)
    else:
        stopping.card(decision, known)
        if way is None and not stopping.is_stopped(course):
            with blocks.card("Nothing more today", key="nothing_more"):
                st.markdown("Today's session is logged.")
                blocks.way_to(screens.TODAY, "Back to Today")
        log.show_player(way, decision, known)
        if way is not None:
            my_data.offer_copy()
            blocks.way_to(screens.LOG_SESSION, "Log it without the player")
with side:
    stopping.rules(course.phase, known)
