"""The answers a try begins with and those changed since: in the session alone, never written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import streamlit as st

from lib import what_if
from lib.model import NOTHING, CheckIn
from lib.ui import blocks, here, screens
from lib.what_if import Basis

_TRY = "what_if_try"
OWN = "Your answers"


@dataclass(frozen=True, slots=True)
class Try:
    """Answers being tried: those there are, and the changed ones.

    `who` is how the answers are called. `number` is part of the names of widgets: with another one,
    no widget keeps what was undone. `is_here` is True for answers of the journal on show.
    """

    who: str
    answers: Mapping[str, Any]
    basis: Basis
    is_here: bool
    changes: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    number: int = 0

    @property
    def tried(self) -> dict[str, Any]:
        """The answers with the changes."""
        return {**self.answers, **self.changes}


def open_with(answers: Mapping[str, Any], who: str, check_ins: Iterable[CheckIn] = ()) -> None:
    """Goes to the page with these raw answers on both sides, called `who`: for a press, not a callback.

    `check_ins` are the person's earlier ones, from which it follows what a clinician has cleared.
    """
    _begin(Try(who, dict(answers), what_if.basis_of(check_ins, here.today()), is_here=False))
    blocks.go(screens.WHAT_IF)


def open_here() -> None:
    """Goes to the page with the latest answers of the journal on show."""
    _begin(_of_here())
    blocks.go(screens.WHAT_IF)


def current() -> Try:
    """What is being tried; it begins anew when the journal on show has other answers since."""
    found: Try | None = st.session_state.get(_TRY)
    if found is None or found.is_here:
        now = _of_here()
        if found is None or (found.who, found.answers, found.basis) != (
            now.who,
            now.answers,
            now.basis,
        ):
            found = _begin(now)
    return found


def is_given() -> bool:
    """Whether the answers came from another page, and not from the journal on show."""
    found: Try | None = st.session_state.get(_TRY)
    return found is not None and not found.is_here


def _of_here() -> Try:
    person = here.example()
    who = OWN if person is None else f"{person.name}'s answers"
    basis = what_if.basis_of(here.decision().check_ins, here.today())
    return Try(who, here.last_answers(), basis, is_here=True)


def _begin(new: Try) -> Try:
    before: Try | None = st.session_state.get(_TRY)
    new = replace(new, number=0 if before is None else before.number + 1)
    st.session_state[_TRY] = new
    return new


# --- changing ------------------------------------------------------------------------------------


def answer(tried: Try, id: str, value: Any) -> Try:
    """The try with this answer; as at the beginning for None, or where it is the same again."""
    changes = {**tried.changes, id: value}
    if value is None or alike(value, tried.answers.get(id)):
        changes.pop(id)
    if changes != tried.changes:
        tried = replace(tried, changes=MappingProxyType(changes))
        st.session_state[_TRY] = tried
    return tried


def take(new: Mapping[str, Any]) -> None:
    """Answers all of these for the person. For a callback, like `undo`: both go by what is there now."""
    _put({**st.session_state[_TRY].changes, **new})


def undo(id: str | None = None) -> None:
    """Takes back one change, or all of them."""
    changes = st.session_state[_TRY].changes
    _put({} if id is None else {other: value for other, value in changes.items() if other != id})


def _put(changes: Mapping[str, Any]) -> None:
    tried: Try = st.session_state[_TRY]
    new = {id: value for id, value in changes.items() if not alike(value, tried.answers.get(id))}
    st.session_state[_TRY] = replace(tried, changes=MappingProxyType(new), number=tried.number + 1)


def alike(one: Any, other: Any) -> bool:
    """Whether two raw answers are the same; several may come as a list or not."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return set(one) == set(other)
    return bool(one == other)
