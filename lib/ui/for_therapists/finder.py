"""The example people as cards, found by what their back is like; one press shows one."""

from __future__ import annotations

import streamlit as st

from lib import replay
from lib.people import Person
from lib.ui import blocks, example, here
from lib.ui.for_therapists import kinds


def show() -> None:
    """All of them, or those of one kind."""
    people = here.examples()
    wanted: str | None = st.pills(
        "Somebody whose back is like this", list(kinds.KINDS), key="therapists_kind"
    )
    found = kinds.found(people, wanted)
    with st.grid(2, min_column_width=300, gap="small") as grid:
        for person in found:
            with grid.cell():
                _card(person)


def _card(person: Person) -> None:
    with blocks.card(person.name, key=f"person_{person.id}"):
        said = [*kinds.of(person), _log(person)]
        st.caption(" · ".join(said))
        st.markdown(person.story)
        st.button(
            f"Show {person.name}",
            key=f"show_{person.id}",
            on_click=example.look_at,
            args=(person.id,),
        )


def _log(person: Person) -> str:
    """How much there is to move through."""
    days = (person.as_of - replay.first_day(person)).days + 1
    return f"{days} days" if days < 14 else f"{days // 7} weeks"
