"""Keeps what is typed into a form until it is saved, over page changes and failed saves.

Streamlit forgets a widget's value when its page is left. A form here collects the values of its
widgets on every run; `saved` hands them back. Its id goes into the row it becomes: once a form is
closed its id is used up, so that a second press of Save finds another form and saves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from lib.ui import here

_AGAIN = "~"


@dataclass(slots=True)
class Form:
    """One form being filled in: `id` for its row, `values` by field."""

    name: str
    number: int
    id: str
    values: dict[str, Any] = field(default_factory=dict)
    times_put: dict[str, int] = field(default_factory=dict)

    def key(self, field_name: str) -> str:
        """The key of the widget for this field; another one after the form was closed."""
        times = self.times_put.get(field_name, 0)
        again = f"{_AGAIN}{times}" if times else ""
        return f"{self.name}{self.number}_{field_name}{again}"

    def put(self, field_name: str, value: Any) -> None:
        """Answers a field for the person, for good: the widget begins anew, under another key.

        What is pressed next may be on its way already, with what stood on the screen before; under
        the old key that would undo this.
        """
        self.times_put[field_name] = self.times_put.get(field_name, 0) + 1
        self.values[field_name] = value

    def saved(self, field_name: str) -> Any:
        """What was typed into this field; None when nothing was."""
        return self.values.get(field_name)


def opened(name: str, id_prefix: str) -> Form:
    """The form of this name, with all that has been typed into it up to now."""
    form = begun(name)
    if form is None:
        form = Form(name, st.session_state.get(_count(name), 0), here.new_id(id_prefix))
        st.session_state[_place(name)] = form
    begins = form.key("")
    for key, value in st.session_state.items():
        if isinstance(key, str) and key.startswith(begins):
            field_name = key.removeprefix(begins).partition(_AGAIN)[0]
            if key == form.key(field_name):
                form.values[field_name] = value
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
