"""The card for a link and its code: what it reveals first, then the link to copy and to scan.

The link carries the answers of the last check-in, not the log: it is offered only while the plan may
be started, because a stop stands in the log.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import streamlit as st

from lib import dates, decide, journal, qr_code, share_link
from lib.decide import AnswersRow
from lib.model import Decision, InputError, Knowledge
from lib.ui import blocks, here, modes, screens
from lib.ui.shared_plan import said, shown

_MADE = "link_made_for"
_LINKS_TO = "EVEN_KEEL_LINKS_TO"


def show(decision: Decision, known: Knowledge) -> None:
    """What is in the link, and the link once that has been read; nothing without a plan."""
    if not decide.may_start(decision):
        return
    with blocks.card("A link to your plan", key="take_link"):
        if not here.is_own():
            st.markdown("This is an example. A link is made of your own answers only.")
            return
        row = _row(known)
        moved_on = _moved_on(row, decision, known)
        if moved_on is None:
            _too_old(row)
            return
        st.markdown(
            "It opens your plan in another browser, for example on your phone. Or you give it to "
            "somebody who is to see it."
        )
        st.markdown(
            f"**Anyone with this link can read your answers** of {dates.full_date(row.day)}. They are "
            "in the link itself, so it cannot be taken back. What you have logged is not in it."
        )
        with blocks.why("Which answers are in it", key="link_answers"):
            said.listed(row.raw, known)
        if moved_on:
            st.markdown(
                ":material/info: Your plan has changed since then, by your log or by your own "
                "choices. The link opens it as it began, and says so. To share today's, take it along on "
                "paper."
            )
        if st.session_state.get(_MADE) == row.answered_at:
            _made(row, moved_on=moved_on)
        else:
            st.button("Make the link", key="make_link", on_click=_make, args=(row,))


def address(decision: Decision, known: Knowledge) -> str | None:
    """The link for paper: None where there is nothing to open, or nowhere to open it."""
    if not (here.is_own() and decide.may_start(decision)):
        return None
    row, base = _row(known), _base()
    moved_on = _moved_on(row, decision, known)
    if moved_on is None or base is None or _is_this_computer(base):
        return None
    try:
        return share_link.address(base, row, moved_on=moved_on)
    except InputError:
        return None


def _moved_on(row: AnswersRow, decision: Decision, known: Knowledge) -> bool | None:
    """Whether today's plan is another than these answers give alone; None where they give none."""
    linked = shown.decided(row, known, decision.today)
    if linked.plan is None or decision.plan is None:
        return None
    return linked.plan.id != decision.plan.id


def _row(known: Knowledge) -> AnswersRow:
    """The last check-in of the journal on show."""
    return decide.answers_rows(journal.rows(here.log().frames["answers"]), known)[-1]


def _make(row: AnswersRow) -> None:
    st.session_state[_MADE] = row.answered_at


def _too_old(row: AnswersRow) -> None:
    st.markdown(
        f"Your answers are from {dates.full_date(row.day)}. That is too long ago for a link. After your "
        "next check-in there is one."
    )
    blocks.way_to(screens.CHECK_IN, "Check in")


# --- where it leads -------------------------------------------------------------------------------


def _base() -> str | None:
    """Where links lead: as the host has set it, else where this browser found the app."""
    set_by_host = os.environ.get(_LINKS_TO, "").strip().rstrip("/")
    if set_by_host:
        return set_by_host
    return share_link.base_of(st.context.url) if st.context.url else None


def _is_this_computer(base: str) -> bool:
    return modes.is_loopback(urlsplit(base).hostname)


def _made(row: AnswersRow, *, moved_on: bool) -> None:
    base = _base()
    if base is None:
        st.markdown("This browser does not say where the app is, so there is no link.")
        return
    try:
        link = share_link.address(base, row, moved_on=moved_on)
    except InputError as error:
        st.markdown(str(error))
        return
    st.code(link, language=None, wrap_lines=True)
    if _is_this_computer(base):
        st.caption(
            "Even Keel runs on this computer only, so the link opens here and on no other device."
        )
        return
    try:
        picture = qr_code.picture(link)
    except InputError:
        st.caption(
            "It is too long for a code to scan, because of what you wrote in your own words. Copying "
            "it works."
        )
        return
    st.markdown(
        f'<img src="{picture}" alt="The same link as a code to scan" width="264" height="264">',
        unsafe_allow_html=True,
    )
    st.caption("Hold a phone's camera on it: it is the same link.")
