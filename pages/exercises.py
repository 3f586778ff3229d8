"""Exercises: the library, to filter and to read."""

import streamlit as st

from lib.ui import blocks, guard, here, library
from lib.ui.ending import end_page

decision = guard.decided()
known = here.known()

opened = library.opened(known)
if opened is not None:
    library.details(opened, decision.profile, known)
    end_page()

blocks.title(
    "Exercises",
    f"All {len(known.exercises)}, and how well research supports each. Your plan picks from these.",
)
chosen = library.filters(known)
found = library.matching(known, chosen)
if len(found) < len(known.exercises):
    st.caption(library.how_many(len(found), len(known.exercises)))
if not found:
    blocks.empty_state(
        "No exercise fits all of these filters at once. Take one away to see more.",
        key="no_exercise",
        button="Clear the filters",
        on_click=library.clear_filters,
    )
else:
    library.tiles(found, decision.profile, known)
