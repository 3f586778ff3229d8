"""What the answers of a link lead to: the plan to look at, or why there is none."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lib import dates, decide, journal, plan_words, share_link, words
from lib.decide import AnswersRow
from lib.model import Clearance, Decision, InputError, Knowledge
from lib.screening import UNANSWERED
from lib.share_link import Shared
from lib.ui import blocks, help_blocks, screens, stopping
from lib.ui.check_in import clearing, say, stop_blocks
from lib.ui.check_in.reasons import load
from lib.ui.plan import line
from lib.ui.shared_plan import keep, said


def read(link: str, known: Knowledge, today: date) -> Shared:
    """What is in the link; InputError, in words for a person, when there is nothing to show."""
    shared = share_link.unpack(link, known)
    if shared.row.day > today:
        raise InputError(
            f"This link is from {dates.full_date(shared.row.day)}, which is still to come here. Is the "
            "date of this device right?"
        )
    return shared


def decided(row: AnswersRow, known: Knowledge, today: date) -> Decision:
    """What the rules say today to these answers alone, without any log."""
    nothing = journal.MemoryStore({}, known.question_kinds).read().frames
    return decide.decide([row], nothing, (), known, today)


def nothing_in_it(trouble: str) -> None:
    """Why there is nothing to show: what is wrong with the link, or that there is none."""
    blocks.empty_state(
        trouble or "Open a link that Even Keel has made, and the plan of its answers is here.",
        key="no_link",
        title="This link cannot be opened" if trouble else "",
        button="Go to Today",
        to=screens.TODAY,
    )


def show(shared: Shared, own: Decision, known: Knowledge, today: date) -> None:
    """The whole page for a link; `own` is what this browser or computer has already."""
    row = shared.row
    decision = decided(row, known, today)
    if decision.clearance.hides_exercises:
        _help_first(row, decision)
        return
    blocks.title(screens.SHARED_PLAN.title)
    if decision.plan is not None:
        st.caption(
            f"From answers given on {dates.full_date(row.day)}. Only to look at: nothing is saved "
            "until you say so."
        )
        if shared.moved_on:
            st.markdown(
                ":material/info: Since then the plan has been changed, by what was logged or by choices "
                "that are not in the link. This is how it began."
            )
        keep.card(row, own)
        _plan(row, decision, known)
    elif decision.clearance is Clearance.SEE_CLINICIAN:
        _somebody_first(decision, known)
    else:
        _ask_again(row, decision)


def _plan(row: AnswersRow, decision: Decision, known: Knowledge) -> None:
    """The plan as its own page shows it, without anything to change."""
    plan, course = decision.plan, decision.course
    assert plan is not None
    assert course is not None
    with blocks.card(key="line"):
        blocks.timeline([content.title for content in known.phases.values()], course.phase)
        st.caption(plan_words.often(plan))
    main, side = st.columns([2, 1], gap="small")
    with main:
        for prescription in plan.lines:
            line.card(prescription, decision, known, changeable=False)
        line.empty_slots(plan.empty, known)
    with side:
        stopping.rules(course.phase, known)
        _answers(row, decision, known)


def _answers(row: AnswersRow, decision: Decision, known: Knowledge) -> None:
    with blocks.card("The answers behind it", key="shared_answers"):
        for finding in decision.findings:
            st.markdown(f":material/info: {words.of_finding(finding, known)}")
        with blocks.why("Read the answers", key="shared_answers"):
            said.listed(row.raw, known)


def _help_first(row: AnswersRow, decision: Decision) -> None:
    with st.container(width=720):
        stop_blocks.help_first(clearing.stopping(decision))
        st.caption(
            f"This follows from the answers of {dates.full_date(row.day)} in the link that was "
            "opened. With them there is no plan."
        )


def _somebody_first(decision: Decision, known: Knowledge) -> None:
    found = clearing.withholding(decision)
    with blocks.card(say.how_soon(found, known), key="shared_wait"):
        for sentence in say.sentences(found, known, load()):
            st.markdown(sentence)
        if help_blocks.country().advice is not None:
            help_blocks.advice_line()
        st.markdown("There is no plan before that.")
        blocks.way_to(screens.GET_HELP, "The emergency signs")


def _ask_again(row: AnswersRow, decision: Decision) -> None:
    unanswered = any(finding.rule_id == UNANSWERED for finding in decision.findings)
    why = (
        "Some answers are missing in this link, so there is no plan yet."
        if unanswered
        else f"These answers are from {dates.full_date(row.day)}. That is too long ago for a plan: a "
        "back changes."
    )
    blocks.empty_state(
        f"{why} The check-in takes about four minutes.",
        key="shared_ask_again",
        title="Please answer anew",
        button="Start the check-in",
        to=screens.CHECK_IN,
    )
