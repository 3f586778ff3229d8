"""A saved session in the form of Log a session; what the correction does stands above Save."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lib.journal import NotSaved
from lib.model import Knowledge
from lib.ui import blocks, clock
from lib.ui.log import fields
from lib.ui.sessions import history, looked, rows, state, stored
from lib.ui.sessions.stored import Stored
from lib.ui.typed import Form


def show(opened: Stored, known: Knowledge) -> None:
    """The whole form."""
    form = state.form()
    st.button(
        "Back to all sessions" if looked.at() is None else "Back to the day",
        key="back_to_sessions",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=state.leave,
    )
    side, main = st.columns([1, 2], gap="small")  # on a phone, what is saved comes first
    with side, blocks.card("As it is saved", key="as_saved"):
        heading = history.heading(opened.logged, clock.today())
        st.markdown(f"**{heading}**  \n{history.did(opened.logged, known)}")
        st.markdown(history.felt(opened.logged))
    with main:
        _day(form)
        fields.before(form, opened.what, known)
        fields.exercises(form, opened.what, known)
        if opened.unknown:
            names = history.names(opened.unknown, known)
            st.caption(f"No longer in the library, and left as it is: {names}.")
        fields.after(form, opened.what, known)
        fields.form_checks(form, opened.what, known)
        fields.note(form)
        _save(form, opened)


def _day(form: Form) -> None:
    key = form.key("date")
    if key not in st.session_state:
        st.session_state[key] = form.saved("date")
    with blocks.card("When", key="when"):
        named: date | None = st.date_input(
            "Which day? (day/month/year)", value=None, key=key, format="DD/MM/YYYY", width=260
        )
    form.values["date"] = named


def _save(form: Form, opened: Stored) -> None:
    problem = state.problem(opened)
    cells, sets = stored.changes(opened, form.values, clock.now())
    says: tuple[str, ...] = ()
    with blocks.card("What this correction does", key="effect"):
        if problem:
            st.markdown(f":material/info: **Not saved yet.** {problem}")
        elif not cells and not sets:
            st.markdown("Nothing is changed so far.")
        else:
            try:
                says = state.of_correcting(opened)
                rows.effects(says)
            except NotSaved as error:
                st.markdown(f":material/info: {error}")
    st.button(
        "Save the correction",
        type="primary",
        key="save_correction",
        on_click=state.save,
        args=(form.id, says),
    )
