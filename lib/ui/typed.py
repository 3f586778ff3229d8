"""Keeps what is typed into a form until it is saved, over page changes and failed saves.

Streamlit forgets a widget's value when its page is left. A form here collects the values of its
widgets on every run; `saved` hands them back. Its id goes into the row it becomes: once a form is
closed its id is used up, so that a second press of Save finds another form and saves nothing.

Who comes back to the page gets widgets of new keys: the browser may still send what it knew of the
old ones, and that can be a field it had not filled in again yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from lib.ui import here


@dataclass(slots=True)
class Form:
    """One form being filled in: `id` for its row, `values` by field, `visit` to its page."""

    name: str
    number: int
    id: str
    visit: int = 0
    values: dict[str, Any] = field(default_factory=dict)

    def key(self, field_name: str) -> str:
        """The key of the widget for this field; another one on each visit, and once closed."""
        return f"{self.name}{self.number}_{self.visit}_{field_name}"

    def saved(self, field_name: str) -> Any:
        """What was typed into this field; None when nothing was."""
        return self.values.get(field_name)


def opened(name: str, id_prefix: str, last_widget: str) -> Form:
    """The form of this name, with all that has been typed into it up to now.

    Called once a run. `last_widget` is the key of a button drawn with the form, after its fields: it
    is known to Streamlit for as long as the page is not left.
    """
    form = begun(name)
    if form is None:
        form = Form(name, st.session_state.get(_count(name), 0), here.new_id(id_prefix))
        st.session_state[_place(name)] = form
    has_come_back = last_widget not in st.session_state
    begins = form.key("")
    for key, value in st.session_state.items():
        if isinstance(key, str) and key.startswith(begins) and not (has_come_back and not value):
            form.values[key.removeprefix(begins)] = value
    if has_come_back:
        form.visit += 1
    return form


def begun(name: str) -> Form | None:
    """The form of this name if one is open."""
    form: Form | None = st.session_state.get(_place(name))
    return form


def close(form: Form) -> None:
    """Forgets a form that has been saved; the next one begins empty."""
    st.session_state[_place(form.name)] = None
    st.session_state[_count(form.name)] = form.number + 1


def _place(name: str) -> str:
    return f"form_{name}"


def _count(name: str) -> str:
    return f"forms_{name}"
