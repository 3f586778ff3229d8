"""A shared plan: what the answers in a link lead to, to look at and, after a yes, to use."""

import streamlit as st

from lib.model import InputError
from lib.ui import blocks, clock, guard, here, screens, shared_plan
from lib.ui.shared_plan import keep, shown

if keep.was_taken():
    blocks.go(screens.TODAY)

link = shared_plan.opened()
known, today, shared, trouble = here.known(), clock.today(), None, ""
own = None if here.is_looking() else guard.decided()
if link:
    try:
        shared = shown.read(link, known, today)
    except InputError as error:
        trouble = str(error)

if own is None or link is None:
    blocks.title(screens.SHARED_PLAN.title)
    st.caption("Opening the link…")
elif shared is None:
    blocks.title(screens.SHARED_PLAN.title)
    shown.nothing_in_it(trouble)
else:
    shown.show(shared, own, known, today)
