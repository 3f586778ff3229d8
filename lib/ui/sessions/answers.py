"""Mornings and weekly answers as a list: looked at, corrected in place, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from lib.journal import NotSaved, Store
from lib.model import Row, Value
from lib.ui import blocks, here, typed, widgets
from lib.ui.sessions import given, rows, state
from lib.ui.sessions.given import Given
from lib.ui.typed import Form

_PAGE, _OPEN, _ASKED, _TAKEN = "answers_page", "answers_open", "answers_asked", "answers_taken"
FORM = "answer"
PAIN = ("no pain", "worst pain you can think of")


def show() -> None:
    """One page of the list, and the ways to the others."""
    frames = here.log().frames
    bring_back()
    pages = given.pages(frames)
    if not pages:
        st.markdown("No morning and no week has been answered yet. Today asks when they are due.")
        return
    number = min(st.session_state.get(_PAGE, 0), pages - 1)
    cards(given.page(frames, number))
    if pages > 1:
        rows.turn(number, pages, len(frames["checkins"]), given.ON_A_PAGE, _go)


def cards(given_answers: Sequence[Given]) -> None:
    """A card each; the one that is open has its form below."""
    for one in given_answers:
        with blocks.card(key=f"answer_{one.id}"):
            _row(one)


def _row(one: Given) -> None:
    what, buttons = st.columns([17, 4], gap="small")
    with what:
        st.markdown(f"**{given.heading(one)}**  \n{given.says(one.row)}")
    if not here.is_own():
        return
    with buttons:
        rows.edit_and_delete(one.id, _open, _ask)
    if st.session_state.get(_ASKED) == one.id:
        rows.sure("answer", partial(_of_deleting, one), partial(_delete, one), partial(_ask, None))
    elif st.session_state.get(_OPEN) == one.id:
        _correct(one)


def _open(id: str | None) -> None:
    under_way = typed.begun(FORM)
    if under_way is not None:
        typed.close(under_way)
    st.session_state[_OPEN], st.session_state[_ASKED] = id, None


def _ask(id: str | None) -> None:
    _open(None)
    st.session_state[_ASKED] = id


def _go(number: int) -> None:
    _ask(None)
    st.session_state[_PAGE] = number


# --- correcting ----------------------------------------------------------------------------------


def _correct(one: Given) -> None:
    form = typed.opened(FORM, "c")
    values = _morning(form, one.row) if one.kind == given.MORNING else _week(form, one.row)
    cells = given.changes(one, values)
    problem = given.problem(values)
    says: tuple[str, ...] = ()
    if problem:
        st.markdown(f":material/info: **Not saved yet.** {problem}")
    elif not cells:
        st.markdown("Nothing is changed so far.")
    else:
        st.markdown("**What this correction does**")
        try:
            says = _of_correcting(one, cells)
            rows.effects(says)
        except NotSaved as error:
            st.markdown(f":material/info: {error}")
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Save the correction",
            type="primary",
            key="save_answer",
            disabled=bool(problem) or not cells,
            on_click=_save,
            args=(one, cells, says),
        )
        st.button(
            "Leave it as it is", key="leave_answer", type="tertiary", on_click=_open, args=(None,)
        )


def _morning(form: Form, row: Row) -> dict[str, Value | None]:
    return {"pain_now_0_10": _scale(form, row, "pain_now_0_10", "Pain when you got up")}


def _week(form: Form, row: Row) -> dict[str, Value | None]:
    values: dict[str, Value | None] = {
        name: _scale(form, row, name, label)
        for name, label in (
            ("pain_average_7d_0_10", "Your pain on average, over those 7 days"),
            ("pain_worst_7d_0_10", "Your worst pain in those 7 days"),
        )
    }
    for name, label in (
        ("flare", "Did you have a flare: clearly more pain than usual, for more than a day?"),
        ("leg_worse", "Was a leg worse than a week before?"),
    ):
        saved = row.get(name)
        values[name] = widgets.yes_no(
            label, key=form.key(name), saved=saved if isinstance(saved, bool) else None
        )
    return values


def _scale(form: Form, row: Row, name: str, label: str) -> int | None:
    saved = row.get(name)
    low, high = PAIN
    return widgets.scale_0_10(
        label,
        key=form.key(name),
        saved=saved if isinstance(saved, int) else None,
        low=low,
        high=high,
    )


def _write(one: Given, cells: Row, store: Store) -> None:
    store.replace("checkins", one.id, {**one.row, **cells})


def _of_correcting(one: Given, cells: Row) -> tuple[str, ...]:
    return state.tried(
        ("answer", one.id, repr(sorted(cells.items()))), lambda store: _write(one, cells, store)
    )


def _save(one: Given, cells: Row, shown: tuple[str, ...]) -> None:
    if st.session_state.get(_OPEN) != one.id:  # pressed twice
        return
    if not state.is_as_shown(lambda: _of_correcting(one, cells), shown):
        return
    if here.saved(lambda store: _write(one, cells, store)):
        _open(None)
        here.tell("The correction is saved.")


# --- deleting ------------------------------------------------------------------------------------


def _of_deleting(one: Given) -> tuple[str, ...]:
    return state.tried(("unanswer", one.id), lambda store: store.delete("checkins", one.id))


def _delete(one: Given, shown: tuple[str, ...]) -> None:
    if st.session_state.get(_ASKED) != one.id:  # pressed twice
        return
    if not state.is_as_shown(lambda: _of_deleting(one), shown):
        return
    _ask(None)
    if here.saved(lambda store: store.delete("checkins", one.id)):
        st.session_state[_TAKEN] = one


def bring_back() -> None:
    """The answer that was deleted last, with the way back."""
    taken: Given | None = st.session_state.get(_TAKEN)
    if taken is not None and here.is_own():
        rows.taken("answer", "bring_back_answer", partial(_bring_back, taken))


def _bring_back(taken: Given) -> None:
    if st.session_state.get(_TAKEN) is not taken:  # pressed twice
        return
    if here.save_rows("checkins", taken.row):
        st.session_state[_TAKEN] = None
        here.tell("The answer is back, as it was.")
