"""Draws what the stop and wait pages give besides a no: until then, a note, when it was printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from lib.model import Decision, Finding, Urgency
from lib.ui import blocks, here, printing, sources
from lib.ui.check_in import say
from lib.ui.check_in.reasons import Line, load


def until_help_comes(urgency: Urgency) -> None:
    """What helps to know and to do while help is on its way."""
    reasons = load()
    how_soon = reasons.how_soon[urgency]
    lines = reasons.until_help_comes(urgency)
    with blocks.card("Until somebody has looked", key="until_help"):
        st.markdown(how_soon.means)
        st.markdown("What helps now:\n\n" + _listed(lines))
        st.markdown("Come back when you have been seen: what you are told decides how it goes on.")
        _where_from(how_soon.source, lines)


def until_then(findings: Sequence[Finding]) -> None:
    """What one may go on doing before a clinician has been asked, and what to leave out for now."""
    reasons = load()
    whys = reasons.of(findings)
    fine, leave = reasons.meanwhile(whys), reasons.leave(whys)
    how_soon = reasons.how_soon[say.urgency(findings, here.known())]
    with blocks.card("Until then", key="wait_meanwhile"):
        st.markdown(how_soon.means)
        st.markdown("**You can go on with**\n\n" + _listed(fine))
        st.markdown("**Leave for now**\n\n" + _listed(leave))
        st.markdown("Stop when something hurts or you feel unwell.")
        _where_from(how_soon.source, (*fine, *leave))


def _listed(lines: Iterable[Line]) -> str:
    return "\n".join(f"- {line.says}" for line in lines)


def _where_from(ids: Iterable[str], lines: Iterable[Line]) -> None:
    found = dict.fromkeys([*ids, *(id for line in lines for id in line.source)])
    with printing.off_paper("where_from"), blocks.why("Where this comes from", key="where_from"):
        sources.listed(found, here.known())


# --- a note to take along ----------------------------------------------------------------------


def note(findings: Sequence[Finding]) -> None:
    """The note: what it is about, the questions, and boxes for the clinician to tick."""
    known, reasons, answers = here.known(), load(), here.last_answers()
    about, listed, questions = say.note_parts(findings, answers, known, reasons)
    with blocks.card("A note to take along", key="wait_note"):
        st.markdown(f"*{reasons.note.to}*")
        st.markdown(f"{about}\n\n" + "\n".join(f"- {part}" for part in listed))
        st.markdown("**My questions**\n\n" + "\n".join(f"- {question}" for question in questions))
        boxes = "  \n".join(f"☐\u2002{blocks.plain(box)}" for box in reasons.note.boxes)
        st.markdown(f"**Answer**\n\n{boxes}")
        st.markdown(blocks.plain(reasons.note.sign))
        printing.button("Print this page", key="wait")
        with printing.off_paper("note"), blocks.why("Copy the note as text", key="note_text"):
            st.code(say.note(findings, answers, known, reasons), language=None, wrap_lines=True)


def printed_on(decision: Decision) -> None:
    """On paper only: what this is and from which day."""
    day = decision.today
    with printing.on_paper("printed_on"):
        st.caption(f"From Even Keel, {day:%A} {day.day} {day:%B %Y}.")
