"""Every widget and block in the app's own frame, with an example's banner until it is left."""

import streamlit as st

from lib.ui import frame


def leave() -> None:
    """Ends the example."""
    st.session_state["left"] = True


banner = frame.Banner("You are looking at an example: **Rosa, 58**", "Leave the example", leave)
frame.show(None if st.session_state.get("left") else banner)
