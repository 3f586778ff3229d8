"""How it works: what the app does and does not do, and every rule behind it, from `data/`."""

import streamlit as st

from lib.ui import blocks, here, rules_view

blocks.title("How it works", "Four minutes to read. Further down: every rule, number and source.")
looking = here.is_looking()
here.show_told()

if looking:  # no st.stop: the frame has still to ask the browser
    st.caption("Looking for your plan…")
else:
    known = here.known()
    first = rules_view.comes_first()
    if first is not None:
        rules_view.way_there(first)
    rules_view.reading(known)
    section = rules_view.chosen_section()
    query = rules_view.chosen_words()
    if query:
        rules_view.found(query, known, names_exercises=first is None)
    else:
        rules_view.section(section, known, names_exercises=first is None)
