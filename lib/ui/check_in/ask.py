"""Draws the questions of one screen and gives back its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lib import intake
from lib.model import Knowledge, Question, TickList
from lib.ui import blocks, widgets
from lib.ui.check_in import path
from lib.ui.check_in.path import Part

Answers = dict[str, Any]

_LETTERS_SIDE_BY_SIDE = 20
"""Choices with at most so many letters together stand side by side, also on a phone."""
_LETTERS_AT_MOST = 200


def part(
    shown: Part,
    answers: Mapping[str, Any],
    knowledge: Knowledge,
    *,
    mark: bool,
    name: str = "ci",
) -> Answers:
    """The answers with those of this screen; with `mark`, what is open is said in place.

    Widgets go by `name`: two sets of answers that are asked for one after the other need two.
    """
    given = dict(answers)
    if shown.ticks is not None:
        with blocks.card(key=f"{name}_{shown.id}"):
            given |= _list(shown, shown.ticks, given, mark, name)
    beside = path.beside_ticks(shown)
    optional = [q for q in beside if _is_optional(q, shown)]
    asked = [q for q in beside if q not in optional]
    if any(path.is_asked(question, given, knowledge) for question in asked):
        with blocks.card(key=f"{name}_beside_{shown.id}"):
            _draw(asked, given, knowledge, mark, name)
    if optional:
        with blocks.why("Optional", key=f"{name}_optional_{shown.id}"):
            _draw(optional, given, knowledge, mark, name)
    return given


def _is_optional(question: Question, shown: Part) -> bool:
    is_free = question.needed == "no" and question.ask_if is None
    return is_free and shown.id != path.LATER_STEP


def _list(shown: Part, ticks: TickList, given: Answers, mark: bool, name: str) -> Answers:
    items = path.ticks_of(shown)
    if shown.intro:
        st.markdown(shown.intro)
    with st.container(key=anchor(items[0].id)):
        found = widgets.tick_list(
            ticks, items, key=f"{name}_{shown.id}", saved=given, heading=False
        )
        if mark and None in found.values():
            _say_open(f"Tick what is so, or “{ticks.none_says}”.")
    return found


def _draw(
    questions: Sequence[Question], given: Answers, knowledge: Knowledge, mark: bool, name: str
) -> None:
    """Draws in order, each question as soon as the answers so far call for it."""
    pattern = [question for question in questions if path.is_pattern(question)]
    for question in questions:
        if not path.is_asked(question, given, knowledge):
            continue
        if question in pattern:
            if question is pattern[0]:
                given |= _pattern(pattern, given, mark, name)
            continue
        with st.container(key=anchor(question.id), gap="xsmall"):
            given[question.id] = one(question, given.get(question.id), name)
            if question.detail:
                st.caption(question.detail)
            if mark and question.needed != "no" and given[question.id] is None:
                _say_open(f"“{question.asks.rstrip('?')}” is still open.")
            if mark and question.id == intake.WORST and intake.contradicted(given):
                _say_open("This does not fit with an answer above.")


def _pattern(pattern: Sequence[Question], given: Answers, mark: bool, name: str) -> Answers:
    """Statements picked together: those not picked are a no, once any or none is."""
    answered = [given.get(question.id) for question in pattern]
    saved = None
    if None not in answered:
        saved = [question.id for question in pattern if given[question.id]]
    with st.container(key=anchor(pattern[0].id), gap="xsmall"):
        picked = widgets.several(
            path.PATTERN,
            [path.as_choice(question) for question in pattern],
            key=f"{name}_pattern",
            saved=saved,
            none_says="None",
        )
        if mark and picked is None:
            _say_open(f"“{path.PATTERN.rstrip('?')}” is still open.")
    return {q.id: None if picked is None else q.id in picked for q in pattern}


def _say_open(sentence: str) -> None:
    st.markdown(f":small[:material/arrow_upward: {sentence}]")


def anchor(id: str) -> str:
    """The key of the container a question stands in."""
    return f"ask_{id}"


# --- one question, by its kind --------------------------------------------------------------


def one(question: Question, saved: Any, name: str = "ci") -> Any:
    """The answer to one question, drawn by its kind."""
    if saved is None:
        saved = question.preset
    return _KINDS[question.kind](question, f"{name}_{question.id}", saved)


def _whole(question: Question, key: str, saved: Any) -> Any:
    unit = f" ({question.unit})" if question.unit == "cm" else ""
    return widgets.whole(
        f"{question.asks}{unit}",
        key=key,
        saved=saved,
        at_least=question.at_least or 0,
        at_most=question.at_most or 0,
    )


def _scale(question: Question, key: str, saved: Any) -> Any:
    return widgets.scale_0_10(
        question.asks, key=key, saved=saved, low=question.low, high=question.high
    )


def _choice(question: Question, key: str, saved: Any) -> Any:
    letters = sum(len(choice.says) + len(choice.detail) for choice in question.choices)
    short = letters <= _LETTERS_SIDE_BY_SIDE
    return widgets.choice(question.asks, question.choices, key=key, saved=saved, side_by_side=short)


def _several(question: Question, key: str, saved: Any) -> Any:
    none_says = question.none_says or widgets.NONE_OF_THESE
    picked = widgets.several(
        question.asks, question.choices, key=key, saved=saved, none_says=none_says
    )
    if question.needed == "no":  # where an answer may be missing, none of these is no answer
        return picked or None
    return picked


def _yes_no(question: Question, key: str, saved: Any) -> Any:
    return widgets.yes_no(question.asks, key=key, saved=saved)


def _text(question: Question, key: str, saved: Any) -> Any:
    if saved is not None and key not in st.session_state:
        st.session_state[key] = saved
    typed = st.text_input(question.asks, key=key, max_chars=_LETTERS_AT_MOST)
    return typed.strip() or None


_KINDS: Mapping[str, Callable[[Question, str, Any], Any]] = {
    "whole": _whole,
    "scale": _scale,
    "choice": _choice,
    "several": _several,
    "yes_no": _yes_no,
    "tick": _yes_no,
    "text": _text,
}
