"""Gathers what pages on paper need from the rest of the app: help, figures, the size of paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from lib.handout.content import Help
from lib.model import Action, DayDecision, Decision, Knowledge, Urgency
from lib.paper import figure, writing
from lib.paper.figure import Drawn
from lib.paper.sheet import Paper
from lib.summary.content import Decided
from lib.ui import figures, help_blocks, help_content
from lib.ui.progress import decisions

_LONGEST_REASON = 600
_MARKED = re.compile(r"\\(\W|_)")
"""What `blocks.plain` does to somebody's own words, for markdown; paper has none."""
PAPERS: tuple[Paper, ...] = ("A4", "Letter")
_LETTER_IN = ("US", "CA", "MX", "PH", "CL", "CO", "VE")
"""Regions of a browser's language in which paper is Letter."""


def help_lines() -> Help:
    """When to get help and whom to call, as Get help says it where the visitor is."""
    country, known = help_blocks.country(), help_content.load()
    return Help(
        country.number,
        help_blocks.how_sure(country),
        tuple(sign.says for sign in known.of(Urgency.EMERGENCY)),
        tuple(sign.says for sign in known.of(Urgency.SAME_DAY)),
    )


def drawn(ids: Iterable[str | None], known: Knowledge) -> dict[str, Drawn]:
    """The figures of these ids; the same one once."""
    wanted = dict.fromkeys(id for id in ids if id is not None)
    return {id: _drawn(id, known.figures_version, known) for id in wanted}


@st.cache_resource(show_spinner=False)
def _drawn(id: str, version: str, _known: Knowledge) -> Drawn:
    return figure.drawn(figures.solved(id, _known))


def usual_paper() -> Paper:
    """The size that printers have where the browser's language is spoken."""
    region = (st.context.locale or "").replace("_", "-").rpartition("-")[2].upper()
    return "Letter" if region in _LETTER_IN else "A4"


def decided(decision: Decision, known: Knowledge) -> tuple[Decided, ...]:
    """What the course has decided, newest first, without the days on which nothing changed."""
    made = decision.course.decisions if decision.course is not None else ()
    return tuple(_decided(one, known) for one in reversed(made) if _changed(one))


def _changed(made: DayDecision) -> bool:
    is_held = made.action is Action.HOLD and made.phase == made.phase_before
    return bool(made.changes) or not is_held


def _decided(made: DayDecision, known: Knowledge) -> Decided:
    moved = decisions.moved(made, known)
    why = " ".join(
        part for part in (decisions.in_a_sentence(made, known), "; ".join(moved)) if part
    )
    why = _MARKED.sub(r"\1", why).replace(
        "→", "to"
    )  # the arrow stands in another typeface on paper
    why = writing.own_words(why, _LONGEST_REASON)
    return Decided(made.day, decisions.what_happened(made, known), why)
