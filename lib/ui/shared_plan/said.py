"""A check-in's answers in words: what somebody can read who has the link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib import words
from lib.model import Knowledge
from lib.ui import blocks


def listed(raw: Mapping[str, Any], known: Knowledge) -> None:
    """Every answer with its question. Statements that were not ticked are one line a list."""
    lines = [
        f"- {blocks.plain(asks)}: **{blocks.plain(says)}**" for asks, says in parts(raw, known)
    ]
    st.markdown("\n".join(lines))


def parts(raw: Mapping[str, Any], known: Knowledge) -> list[tuple[str, str]]:
    """Question and answer, in the order of the questionnaire."""
    found: list[tuple[str, str]] = []
    shown_lists = set()
    for question in known.questions.values():
        value = raw.get(question.id)
        if question.list:
            if question.list not in shown_lists:
                found += _of_list(question.list, raw, known)
            shown_lists.add(question.list)
        elif value is not None:
            answer = tuple(value) if isinstance(value, list) else value
            if question.kind == "ids":
                says = ", ".join(words.of_flag(flag, known) for flag in answer) or "none"
            else:
                says = words.of_answer(question.id, answer, known)
                says += " of 10" if question.kind == "scale" else ""
            found.append((question.asks.rstrip("?"), says))
    return found


def _of_list(id: str, raw: Mapping[str, Any], known: Knowledge) -> list[tuple[str, str]]:
    """What is ticked on a list of statements; that nothing is, where it was answered."""
    title = known.lists[id].title
    asked = [question for question in known.questions.values() if question.list == id]
    ticked = [question.asks for question in asked if raw.get(question.id) is True]
    if ticked:
        return [(title, "; ".join(ticked))]
    answered = all(raw.get(question.id) is False for question in asked)
    return [(title, "none ticked")] if answered else []
