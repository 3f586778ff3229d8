"""How one exercise of the plan goes: the moving figure beside the steps. For Plan and Today."""

from __future__ import annotations

import streamlit as st

from lib import plan_words
from lib.model import Knowledge, Prescription
from lib.ui import aloud, figures, session_words


def show(line: Prescription, known: Knowledge) -> None:
    """The figure, the steps on the surface where it is done, a check of one's form, mistakes."""
    exercise = known.exercises[line.exercise_id]
    drawn = plan_words.figure_of_line(line, known)
    if drawn is None:
        _words(line, known)
        return
    picture, said = st.columns(2, gap="small")
    with picture:
        figures.moving(drawn, known)
        figures.switch(line.slot_id)
        if line.surface is not None and drawn == exercise.id:
            st.caption(f"The drawing shows the usual way: {exercise.name}.")
    with said:
        _words(line, known)


def _words(line: Prescription, known: Knowledge) -> None:
    exercise = known.exercises[line.exercise_id]
    mistakes = session_words.common_mistakes(line, known)
    steps = exercise.steps if line.surface is None else line.surface.steps
    parts = (*steps, session_words.form_check(line, known), "Common mistakes.", *mistakes)
    aloud.button((f"{plan_words.name(line, known)}.", *parts), key=f"how_{line.slot_id}")
    st.markdown("\n".join(f"{place}. {step}" for place, step in enumerate(steps, start=1)))
    st.markdown(f"**Is the form good?** {session_words.form_check(line, known)}")
    listed = "\n".join(f"- {mistake}" for mistake in mistakes)
    st.markdown(f"**Common mistakes**\n\n{listed}")
