"""One question picked and answered otherwise, what that asks besides, and what was changed so far."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import difference, intake, what_if, words
from lib.difference import Side
from lib.model import Knowledge, Question
from lib.ui import blocks
from lib.ui.check_in import ask
from lib.ui.what_if import state
from lib.ui.what_if.state import Try


def show(tried: Try, known: Knowledge) -> Try:
    """The card with the questions; gives back the try as it is now."""
    with blocks.card("Change an answer", key="what_if_change"):
        asked = {one.id: one for one in what_if.that_matter(tried.tried, tried.basis, known)}
        steps = {step.id: step.title for step in known.steps}
        picked: str | None = st.selectbox(
            "Which question?",
            list(asked),
            index=None,
            format_func=lambda id: f"{steps[asked[id].step]}: {asked[id].asks}",
            placeholder="Pick one, or type a word of it",
            key="what_if_question",
        )
        if picked is not None:
            tried = _ask(asked[picked], tried, known)
        tried = _asked_besides(picked, tried, known)
        if intake.contradicted(tried.tried):
            st.markdown(
                ":material/info: These do not fit together: the worst pain of the week cannot be "
                "below the pain now or the average."
            )
    return tried


def _ask(question: Question, tried: Try, known: Knowledge) -> Try:
    with st.container(key=ask.anchor(question.id), gap="xsmall"):
        now = tried.tried.get(question.id)
        value = _answer(question, now, f"what_if{tried.number}")
        if question.detail:
            st.caption(question.detail)
        before = tried.answers.get(question.id)
        says = difference.says.of_answer(question.id, _as_counted(question, before), known)
        st.caption(f"Before: {blocks.plain(says)}")
    return state.answer(tried, question.id, value)


def _answer(question: Question, now: Any, name: str) -> Any:
    """A sign by itself is a box to tick, as it is in its list."""
    if question.kind == "tick":
        return st.checkbox(f"**{question.asks}**", value=bool(now), key=f"{name}_{question.id}")
    return ask.one(question, now, name)


def _as_counted(question: Question, value: object) -> object:
    """An answer in the form in which it counts: its preset for none, several as a tuple."""
    value = question.preset if value is None else value
    return tuple(value) if isinstance(value, list) else value


def _asked_besides(picked: str | None, tried: Try, known: Knowledge) -> Try:
    """The questions that only the changed answers call for, and those without an answer."""
    before = set(what_if.that_matter(tried.answers, tried.basis, known))
    missing = intake.clean_answers(tried.tried, known, tried.basis.day).missing
    besides = [
        question
        for question in what_if.that_matter(tried.tried, tried.basis, known)
        if (question not in before or question.id in missing) and question.id != picked
    ]
    if besides:
        st.markdown("**This is asked as well now:**")
    for question in besides:
        tried = _ask(question, tried, known)
    return tried


def changed(tried: Try, before: Side, after: Side) -> None:
    """Every answer that was changed, with both answers and its own undo; nothing without any."""
    if not tried.changes:
        return
    known = after.knowledge
    with blocks.card("Changed answers", key="what_if_changed"):
        for id, new in tried.changes.items():
            question = known.questions[id]
            old = _as_counted(question, tried.answers.get(id))
            says = [
                blocks.plain(difference.says.of_answer(id, value, known))
                for value in (_as_counted(question, new), old)
            ]
            with row(f"changed_{id}"):
                st.markdown(
                    f"{words.of_fact(id, known)}: **{says[0]}**  \n:small[before: {says[1]}]",
                    width="stretch",
                )
                st.button(
                    "Undo",
                    key=f"undo_{id}",
                    on_click=state.undo,
                    args=(id,),
                )
        if len(tried.changes) > 1:
            st.button("Undo all", key="undo_all", on_click=state.undo)


def row(key: str) -> DeltaGenerator:
    """Words with a button at their right."""
    return st.container(horizontal=True, vertical_alignment="center", width=640, key=key)
