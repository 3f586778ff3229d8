"""Draws the stop, and what stop and wait pages give besides a no: until then, a note, its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from lib.model import Decision, Finding, Urgency
from lib.ui import blocks, help_blocks, here, printing, screens, sources
from lib.ui.check_in import say
from lib.ui.check_in.reasons import Line, load


def help_first(found: Sequence[Finding]) -> None:
    """Whom to call, or to speak to today, why, and what to say; with the title of the page."""
    if say.urgency(found, here.known()) is Urgency.EMERGENCY:
        _emergency(found)
    else:
        _same_day(found)


def _emergency(found: Sequence[Finding]) -> None:
    """The red block: why and what to do, the number, what to say."""
    blocks.title("Please get help now")
    help_blocks.call_block(
        "\n\n".join(say.sentences(found, here.known(), load())),
        say=say.to_say(found, here.known(), load()),
        listed=say.rest_of_list(found, load()),
        key="stop",
    )


def _same_day(found: Sequence[Finding]) -> None:
    """How soon, a number for advice, and what would make it an emergency."""
    blocks.title("Please speak to a doctor today")
    with blocks.card("Today, not tomorrow", key="same_day"):
        for sentence in say.sentences(found, here.known(), load()):
            st.markdown(sentence)
        if help_blocks.country().advice is not None:  # else the sentences have said whom to call
            help_blocks.advice_line()
        help_blocks.say_block(
            say.to_say(found, here.known(), load()), say.rest_of_list(found, load())
        )
    with blocks.card("If it gets worse", key="stop_worse"):
        st.markdown("If it turns sudden or severe, or an emergency sign appears, call at once.")
        help_blocks.call_line("number")
        with printing.off_paper("signs"):
            blocks.way_to(screens.GET_HELP, "The emergency signs")


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
