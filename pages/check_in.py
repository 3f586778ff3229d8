"""The check-in: one screen at a time, the answers so far kept after every one."""

import streamlit as st

from lib.ui import blocks, here
from lib.ui.check_in import screen, state

decision = state.decided()
if here.is_own():
    screen.show(state.current(decision), decision)
else:
    blocks.title("Check-in")
    blocks.empty_state(
        "This is an example. Leave it, then the questions are about you.",
        key="check_in_example",
        button="Leave the example",
        on_click=lambda: here.look_at(None),
    )
    st.stop()
