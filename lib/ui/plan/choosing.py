"""Asks who chooses something and why, and saves the choice; nothing is saved without both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib import overrides
from lib.model import Choice, Knowledge, Override
from lib.plan_words import sentence
from lib.ui import clock, here, typed, widgets
from lib.ui.typed import Form

_OTHER = "other"
YOU = "you"


def form(name: str) -> Form:
    """What is being chosen under this name; its id is that of the choice it becomes."""
    return typed.opened(name, "o")


def who_and_why(form: Form, known: Knowledge) -> None:
    """The reason, ready or in own words, and whose it is."""
    said = known.own_choices
    widgets.choice(
        "Why?",
        [*_offered(said.reasons), Choice(_OTHER, said.another_reason)],
        key=form.key("reason"),
        saved=form.saved("reason"),
    )
    if form.saved("reason") == _OTHER:
        _text("The reason, in a few words", "reason_text", said.longest_reason, form)
    form.values.setdefault("by", YOU)
    widgets.choice(
        "Who chooses this?",
        [*_offered(said.by), Choice(_OTHER, said.somebody_else)],
        key=form.key("by"),
        saved=form.saved("by"),
        side_by_side=True,
    )
    if form.saved("by") == _OTHER:
        _text("Their name", "by_name", said.longest_name, form)


def _offered(said: Mapping[str, str]) -> list[Choice]:
    return [Choice(id, sentence(says)) for id, says in said.items()]


def _text(label: str, name: str, longest: int, form: Form) -> None:
    st.text_input(
        label, value=form.saved(name) or "", max_chars=longest, key=form.key(name), width=420
    )


def button(label: str, form: Form, known: Knowledge, kind: str, **about: Any) -> None:
    """The press that saves the choice, and what is still missing for it."""
    st.button(
        label,
        key=f"{form.name}_save",
        on_click=save,
        args=(form.name, form.id, known, kind),
        kwargs=about,
    )
    missing = _missing(form)
    if form.saved("tried") and missing:
        st.markdown(f":material/info: Not saved yet. Please {missing}.")


def _missing(form: Form) -> str:
    if form.saved("reason") is None:
        return "say why"
    if form.saved("reason") == _OTHER and not (form.saved("reason_text") or "").strip():
        return "say why in a few words"
    if form.saved("by") is None:
        return "say who chooses this"
    if form.saved("by") == _OTHER and not (form.saved("by_name") or "").strip():
        return "say whose choice it is"
    return ""


def save(name: str, form_id: str, known: Knowledge, kind: str, **about: Any) -> None:
    """Saves the choice once, however often it is pressed, and only with who and why."""
    form = typed.opened(name, "o")
    if form.id != form_id:
        return
    form.values["tried"] = True
    if _missing(form):
        return
    now, by, reason = clock.now(), form.saved("by"), form.saved("reason")
    said = known.own_choices
    made = Override(
        at=now,
        day=now.date(),
        kind=kind,
        id=form.id,
        by=(form.saved("by_name").strip()[: said.longest_name] if by == _OTHER else by),
        reason="" if reason == _OTHER else reason,
        reason_text=(
            form.saved("reason_text").strip()[: said.longest_reason] if reason == _OTHER else ""
        ),
        **about,
    )
    if here.save_rows("overrides", overrides.as_row(made)):
        typed.close(form)
        here.tell("Saved.")


def take_back(made: Override) -> None:
    """Takes a choice back; that it was made and taken back stays in the file."""
    now = clock.now()
    undo = overrides.undo(made, Override(now, now.date(), "undo", by=YOU))
    if here.save_rows("overrides", overrides.as_row(undo)):
        here.tell("Taken back.")
