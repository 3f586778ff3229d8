"""Your sessions: what was logged, newest first; each can be corrected or deleted."""

import streamlit as st

from lib import dates
from lib.ui import blocks, guard, here, screens
from lib.ui.sessions import answers, correcting, listed, looked, one_day, state

SESSIONS, ANSWERS = "Sessions", "Mornings and weekly answers"
opened = state.corrected() if here.is_own() else None
day = looked.at()
if opened is not None:
    blocks.title("Correct a session")
elif day is not None:
    blocks.title(dates.full_date(day), "What your log has of this day.")
else:
    blocks.title(screens.SESSIONS.title, "Newest first. See what a change does before you save it.")
decision = guard.with_check_in("Once you have logged a session, it will be here.")
known = here.known()

if opened is None and not here.is_own():
    st.caption("This is an example: its log can be looked at, not changed.")
if opened is not None:
    correcting.show(opened, known)
elif day is not None:
    one_day.show(day, decision, known)
else:
    shown = st.segmented_control(
        "Which",
        [SESSIONS, ANSWERS],
        default=SESSIONS,
        required=True,
        key="which_list",
        label_visibility="collapsed",
    )
    if shown == ANSWERS:
        answers.show()
    else:
        listed.show(decision, known)
