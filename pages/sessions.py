"""Your sessions: what was logged, newest first; each can be corrected or deleted."""

import streamlit as st

from lib.ui import blocks, guard, here, screens
from lib.ui.sessions import correcting, listed, state

opened = state.corrected() if here.is_own() else None
if opened is None:
    blocks.title(screens.SESSIONS.title, "Newest first. See what a change does before you save it.")
else:
    blocks.title("Correct a session")
decision = guard.with_check_in("Once you have logged a session, it will be here.")

if opened is None:
    if not here.is_own():
        st.caption("This is an example: its sessions can be looked at, not changed.")
    listed.show(decision, here.known())
else:
    correcting.show(opened, here.known())
