"""More: on a phone, the way to the screens that its bar leaves out."""

import streamlit as st

from lib.ui import blocks, screens

blocks.title(screens.MORE.title)
for screen in screens.BEHIND_MORE:
    with blocks.card(key=f"more_{screen.address}"), st.container(gap="xxsmall"):
        blocks.way_to(screen, f"**{screen.title}**", icon=screen.icon)
        st.caption(screen.about)
