"""Where to go on from an example, with the answers that are in force."""

from __future__ import annotations

import streamlit as st

from lib.model import Knowledge
from lib.people import Person
from lib.ui import blocks, example, here, present, screens, what_if


def on(person: Person, known: Knowledge) -> None:
    """What if, large type, and what can be taken along; the last two need a plan."""
    decision = here.decision()
    if st.button("What if …", key="to_what_if", icon=screens.WHAT_IF.icon):
        answers = example.last_answers(person, known)
        what_if.open_with(answers, f"{person.name} (example)", decision.check_ins)
    if decision.plan is not None:
        present.way_in(screens.FOR_THERAPISTS)
        blocks.way_to(screens.TAKE_ALONG, icon=screens.TAKE_ALONG.icon)
