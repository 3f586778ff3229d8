"""One example person: what can be done with them, the weeks, and everything of the day shown."""

from __future__ import annotations

import streamlit as st

from lib.model import Knowledge
from lib.people import Person
from lib.ui import blocks, example, here
from lib.ui.for_therapists import other_answers, that_day, ways, weeks


def show(person: Person, known: Knowledge) -> None:
    """The person as on the day that is shown."""
    about(person, known)
    weeks.show(person)
    decision = here.decision()
    that_day.show(person, decision, known)
    weeks.play(person)


def about(person: Person, known: Knowledge) -> None:
    """The story, and what to do with the person."""
    with blocks.why(f"The story of {person.name}", key="story"):
        st.markdown(person.story)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Start from this person",
            type="primary",
            key="start_from",
            on_click=other_answers.start,
            args=(person,),
        )
        ways.on(person, known)
        st.button("Choose another person", key="another", on_click=example.look_at, args=(None,))
