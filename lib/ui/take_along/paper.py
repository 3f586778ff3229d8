"""The card for paper: handout or summary, size of paper and print, a name, and the file.

What is typed goes into a form that is pressed before the file is offered. A button that downloads
at once would be pressed while the last field still has the cursor, and its file would hold what
stood there before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from lib.ui import blocks, frame, here
from lib.ui.take_along import gather, link

_PLAN, _SUMMARY = "plan", "summary"
_MAKE = "take_make"
_SAYS = {_PLAN: "My plan", _SUMMARY: "A summary for my next appointment"}
_CAPTIONS = (
    "Pictures, how much, when to stop, boxes to tick for two weeks.",
    "What was planned and done, how it went, what you want to ask.",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for when the form was pressed."""

    paper: Paper
    large: bool
    name: str
    code: bool = False
    questions: str = ""


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
        without = handout(decision, known, gather.help_lines(), frame.DISCLAIMER)
        if what == _PLAN and isinstance(without, NoHandout):
            st.markdown(without.says)
            return
        address = link.address(decision, known)
        wish = _wished(what, has_code=address is not None)
        if wish is None:
            return
        wish = replace(wish, name=_marked(wish.name))
        if what == _PLAN:
            _plan(wish, decision, known, address)
        else:
            _summary(wish, decision, known)


def _wished(what: str, *, has_code: bool) -> Wish | None:
    """The form, and what was asked for when it was last pressed; None before that."""
    place = f"take_wish_{what}"
    with st.form(f"take_form_{what}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            paper = st.segmented_control(
                "Paper",
                gather.PAPERS,
                default=gather.usual_paper(),
                required=True,
                key="take_size",
                persist_state="page",
            )
            large = st.toggle("Large print", key="take_large", persist_state="page")
        name = st.text_input(
            "Name on the page, if you like",
            max_chars=LONGEST_NAME,
            key="take_name",
            help="It goes onto the page only and is not kept.",
            width=480,
            persist_state="page",
        )
        wish = Wish(paper, large, name)
        if what == _SUMMARY:
            wish = Wish(paper, large, name, questions=_questions())
        elif has_code:
            wish = Wish(paper, large, name, code=_wants_code())
        is_made = place in st.session_state or st.session_state.get(_MAKE)
        pressed = st.form_submit_button(
            "Make the page", key=_MAKE, type="secondary" if is_made else "primary"
        )
    if pressed:
        st.session_state[place] = wish
    made: Wish | None = st.session_state.get(place)
    return made


def _marked(name: str) -> str:
    """The name for the page, which says of an example that it is one."""
    person = here.example()
    if person is None:
        return name
    return f"Example: {person.name}" + (f" · {name}" if name.strip() else "")


def _wants_code() -> bool:
    return st.checkbox(
        "With a code that opens the plan on a phone",
        key="take_code",
        help="The code holds your answers. Anyone who scans the page can read them.",
        persist_state="page",
    )


def _questions() -> str:
    return st.text_area(
        "What I want to ask",
        max_chars=LONGEST_QUESTIONS,
        placeholder="One question a line. Left empty, the page has lines to write on.",
        key="take_questions",
        help="It goes onto the page only and is not kept.",
        width=640,
        persist_state="page",
    )


# --- the two pages ----------------------------------------------------------------------------


def _plan(wish: Wish, decision: Decision, known: Knowledge, address: str | None) -> None:
    _letters(wish.name)
    code = _code(address) if wish.code and address is not None else None
    page = handout(decision, known, gather.help_lines(), frame.DISCLAIMER, name=wish.name, qr=code)
    if isinstance(page, Handout):
        _button(
            "Download my plan", partial(_plan_file, page, known, wish), f"plan-{page.day}", wish
        )


def _code(address: str) -> Matrix | None:
    """The code for the page; None, with the reason on the screen, where the link is too long."""
    try:
        return qr_code.matrix(address)
    except InputError:
        st.caption("Your own words make the link too long for a code, so the page has none.")
        return None


def _plan_file(page: Handout, known: Knowledge, wish: Wish) -> bytes:
    """Made when the button is pressed, not before."""
    figures = gather.drawn((item.figure for item in page.items), known)
    return handout_pdf(page, figures, wish.paper, large=wish.large)


def _summary(wish: Wish, decision: Decision, known: Knowledge) -> None:
    _letters(wish.name + wish.questions)
    made = gather.decided(decision, known)
    page = summary(
        decision, known, made, frame.DISCLAIMER, name=wish.name, questions=wish.questions
    )
    st.markdown("It holds your answers, safety answers too. Hand it only to someone you trust.")
    make = partial(summary_pdf, page, wish.paper, large=wish.large)
    _button("Download my summary", make, f"summary-{page.day}", wish)


def _letters(text: str) -> None:
    """Says which letters the pages cannot show."""
    lacking = writing.cannot_be_written(text)
    if lacking:
        shown = blocks.plain(" ".join(lacking[:8]))
        st.caption(f"The page cannot show these letters and has a box for each: {shown}")


# --- the file -----------------------------------------------------------------------------------


def _button(label: str, make: Callable[[], bytes], file: str, wish: Wish) -> None:
    st.download_button(
        label,
        data=make,
        file_name=f"even-keel-{file}.pdf",
        mime="application/pdf",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
        key="take_file",
    )
    parts = ["PDF", wish.paper, *(["large print"] if wish.large else [])]
    whose = f", for {blocks.plain(wish.name)}" if wish.name.strip() else ""
    st.caption(f"{', '.join(parts)}{whose}.")
