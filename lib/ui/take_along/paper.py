"""The card for paper: handout or summary, size of paper and print, a name, and the download."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from lib import qr_code
from lib.handout.content import LONGEST_NAME, Handout, Matrix, NoHandout, handout
from lib.handout.pdf import pdf as handout_pdf
from lib.model import Decision, InputError, Knowledge
from lib.paper import writing
from lib.paper.sheet import Paper
from lib.summary.content import LONGEST_QUESTIONS, summary
from lib.summary.pdf import pdf as summary_pdf
from lib.ui import blocks, frame
from lib.ui.take_along import gather, link

_PLAN, _SUMMARY = "plan", "summary"
_SAYS = {_PLAN: "My plan", _SUMMARY: "A summary for my next appointment"}
_CAPTIONS = (
    "One page: pictures, how much, when to stop, boxes to tick for two weeks.",
    "One page: what was planned and done, how it went, what you want to ask.",
)


def show(decision: Decision, known: Knowledge) -> None:
    """What to print, how large, for whom; and the file."""
    with blocks.card("On paper", key="take_paper"):
        what = st.radio(
            "What to print",
            list(_SAYS),
            format_func=_SAYS.__getitem__,
            captions=_CAPTIONS,
            key="take_what",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            paper = st.segmented_control(
                "Paper", gather.PAPERS, default=gather.usual_paper(), required=True, key="take_size"
            )
            large = st.toggle("Large print", key="take_large")
        name = st.text_input(
            "Name on the page, if you like",
            max_chars=LONGEST_NAME,
            key="take_name",
            help="It goes onto the page only and is not kept.",
            width=480,
        )
        _letters(name)
        if what == _PLAN:
            _plan(decision, known, name, paper, large)
        else:
            _summary(decision, known, name, paper, large)


def _letters(text: str) -> None:
    """Says which letters the pages cannot show."""
    lacking = writing.cannot_be_written(text)
    if lacking:
        shown = blocks.plain(" ".join(lacking[:8]))
        st.caption(f"The page cannot show these letters and has a box for each: {shown}")


# --- the plan -------------------------------------------------------------------------------


def _plan(decision: Decision, known: Knowledge, name: str, paper: Paper, large: bool) -> None:
    code = _code(link.address(decision, known))
    page = handout(decision, known, gather.help_lines(), frame.DISCLAIMER, name=name, qr=code)
    if isinstance(page, NoHandout):
        st.markdown(page.says)
        return
    make = partial(_plan_file, page, known, paper, large)
    _button("Download my plan", make, f"plan-{page.day}", "plan")


def _code(address: str | None) -> Matrix | None:
    """The code for the page, where there is a link and it is wanted."""
    if address is None:
        return None
    wanted = st.checkbox(
        "With a code that opens the plan on a phone",
        key="take_code",
        help="The code holds your answers. Anyone who scans the page can read them.",
    )
    try:
        return qr_code.matrix(address) if wanted else None
    except InputError:
        st.caption("Your own words make the link too long for a code, so the page has none.")
        return None


def _plan_file(page: Handout, known: Knowledge, paper: Paper, large: bool) -> bytes:
    """Made when the button is pressed, not before."""
    figures = gather.drawn((item.figure for item in page.items), known)
    return handout_pdf(page, figures, paper, large=large)


# --- the summary ------------------------------------------------------------------------------


def _summary(decision: Decision, known: Knowledge, name: str, paper: Paper, large: bool) -> None:
    questions = st.text_area(
        "What I want to ask",
        max_chars=LONGEST_QUESTIONS,
        placeholder="One question a line. Left empty, the page has lines to write on.",
        key="take_questions",
        help="It goes onto the page only and is not kept.",
        width=640,
    )
    _letters(questions)
    page = summary(
        decision,
        known,
        gather.decided(decision, known),
        frame.DISCLAIMER,
        name=name,
        questions=questions,
    )
    st.markdown("It holds your answers, safety answers too. Hand it only to someone you trust.")
    make = partial(summary_pdf, page, paper, large=large)
    _button("Download my summary", make, f"summary-{page.day}", "summary")


# --- the file -----------------------------------------------------------------------------------


def _button(label: str, make: Callable[[], bytes], file: str, key: str) -> None:
    st.download_button(
        label,
        data=make,
        file_name=f"even-keel-{file}.pdf",
        mime="application/pdf",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
        key=f"take_{key}",
    )
    st.caption("A PDF. Its text can be selected and searched.")
