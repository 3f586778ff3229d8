"""Holds the visit between runs: in the session, and in the draft for reloads and restarts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from lib import decide, intake, screening
from lib.model import Clearance, Decision, Finding, InputError
from lib.ui import blocks, cards, guard, here, screens
from lib.ui.check_in import clearing, path, visit
from lib.ui.check_in.path import Mode
from lib.ui.check_in.visit import Visit

_VISIT, _WANTED, _SAVED, _UNSAVED = (
    "check_in_visit",
    "check_in_wanted",
    "check_in_saved",
    "check_in_unsaved",
)


def want(mode: Mode) -> None:
    """Says what the next opening of the check-in is for."""
    st.session_state[_WANTED] = mode


# --- gathering ------------------------------------------------------------------------------


def decided() -> Decision | None:
    """Like `guard.decided`, but lets through somebody whose urgent signs this visit has settled.

    None while a guest's browser is asked: nothing may stop the script then, or it is never asked.
    """
    if _is_looking():
        return None
    if is_settled(_decision_if_any()):
        here.show_told()
        return here.decision()
    return guard.decided()


def seen() -> Decision | None:
    """The decision for the stop page, which the guard would only send to itself; None as above.

    Somebody whose urgent signs this visit has settled goes on with the check-in. A stop that could
    not be saved is shown all the same.
    """
    if _is_looking():
        return None
    found = _decision_if_any()
    if found is not None and is_settled(found):
        blocks.go(screens.CHECK_IN)
    if found is None or not found.clearance.hides_exercises:
        row = unsaved_row()
        return guard.decided() if row is None else _as_if_saved(row, guard.decided())
    here.show_told()
    return found


def _is_looking() -> bool:
    looking = here.is_looking()
    if looking:
        st.caption("Looking for your plan…")
    return looking


def _as_if_saved(row: Mapping[str, Any], decision: Decision) -> Decision:
    """The decision with the findings of answers that are not in the journal."""
    answers = intake.clean_answers(row, here.known(), decision.today)
    screened = screening.screen(answers, here.known(), decision.today)
    return replace(decision, clearance=screened.clearance, findings=screened.findings)


def _decision_if_any() -> Decision | None:
    try:
        return here.decision()
    except InputError:
        return None


def is_settled(decision: Decision | None) -> bool:
    """True when every urgent finding was taken back or cleared in the visit that is under way."""
    if decision is None or not clearing.stopping(decision):
        return False
    return not unsettled(decision)


def unsettled(decision: Decision) -> tuple[Finding, ...]:
    """The urgent findings that stand; one settled in the visit under way is left out."""
    found = clearing.stopping(decision)
    under_way = pending(decision) if found and here.is_own() else None
    mended = set() if under_way is None else set(under_way.mended)
    return tuple(f for f in found if not (f.flags and set(f.flags) <= mended))


def pending(decision: Decision) -> Visit | None:
    """The visit that is under way, if any; one from another day begins anew."""
    knowledge = here.known()
    found: Visit | None = st.session_state.get(_VISIT)
    if found is None:
        found = visit.from_draft(here.draft(), knowledge, decision.today)
    return None if found is None else visit.on(found, decision.today, knowledge)


def current(decision: Decision) -> Visit:
    """The visit to show: the one under way, the one that was asked for, or a new one."""
    wanted: Mode | None = st.session_state.pop(_WANTED, None)
    found = pending(decision)
    if wanted is Mode.BAD and found is not None and fits(wanted, decision):
        found = visit.as_bad(found, here.known())
    goes_on = found is not None and (found.mode is wanted or wanted is None or found.mended)
    if found is None or not goes_on or not fits(found.mode, decision):
        found = _begin(_mode(wanted, decision), decision)
    if st.session_state.get(_VISIT) is None:  # begun, or read from the draft: nothing to save yet
        st.session_state[_SAVED] = visit.as_draft(found)
    st.session_state[_VISIT] = found
    return found


def _begin(mode: Mode, decision: Decision) -> Visit:
    last_day = decision.check_ins[-1].day if decision.check_ins else None
    begun = visit.begin(mode, here.last_answers(), last_day, decision.today, here.known())
    return replace(begun, at=begun.part(here.known()).id)


def _mode(wanted: Mode | None, decision: Decision) -> Mode:
    if decision.profile is None and wanted is not Mode.BAD:
        return Mode.FULL
    if wanted is not None and fits(wanted, decision):
        return wanted
    return Mode.RECHECK if _may_recheck(decision) and is_stopped(decision) else Mode.CHANGE


def fits(mode: Mode, decision: Decision) -> bool:
    """Whether a visit of this mode is right for somebody with this decision."""
    if mode is Mode.LATER:  # a new row ends a stop: never without the safety questions
        return decide.may_start(decision)
    if mode is Mode.RECHECK:
        return decision.profile is not None and _may_recheck(decision)
    return mode is not Mode.BAD or not has_begun(decision)


def has_begun(decision: Decision) -> bool:
    """True once a check-in has allowed a plan: from then on there is a course."""
    return any(not one.screening.clearance.withholds_plan for one in decision.check_ins)


def _may_recheck(decision: Decision) -> bool:
    """A short re-check adds to whole answers; where some are missing, all is asked."""
    return not decision.unanswered or decision.clearance.hides_exercises


def is_stopped(decision: Decision) -> bool:
    """True while the course waits for a re-check."""
    return decision.course is not None and decision.course.stopped


# --- keeping -----------------------------------------------------------------------------------


def keep(changed: Visit) -> None:
    """Holds the visit and, where something differs, saves it as the draft."""
    st.session_state[_VISIT] = changed
    draft = visit.as_draft(changed)
    if draft != st.session_state.get(_SAVED):
        st.session_state[_SAVED] = draft
        here.save_draft(draft)


def end() -> None:
    """Forgets the visit and its draft."""
    for key in (_VISIT, _SAVED, _UNSAVED):
        st.session_state.pop(key, None)
    here.clear_draft()


def finish(row: Mapping[str, Any]) -> bool:
    """Saves the row and ends the visit; False when it is not saved, and all is kept."""
    saved = here.save_answers(row)
    if saved:
        end()
    return saved


def go_where_it_leads() -> None:
    """Leaves for the page that the answers lead to."""
    clearance = here.decision().clearance
    if clearance.hides_exercises:
        blocks.go(screens.STOP)
    cards.after_check_in()
    blocks.go(screens.WAIT if clearance is Clearance.SEE_CLINICIAN else screens.TODAY)


# --- a stop in the middle ------------------------------------------------------------------------


def stop_at(under_way: Visit) -> None:
    """Ends at an urgent sign: saves what is known and leaves for the stop page, saved or not."""
    knowledge = here.known()
    keep(under_way)
    row = visit.row_when_stopped(under_way, here.last_answers(), knowledge)
    st.session_state[_UNSAVED] = None if here.save_answers(row) else row
    blocks.go(screens.STOP)


def unsaved_row() -> Mapping[str, Any] | None:
    """The answers behind a stop that could not be saved."""
    row: Mapping[str, Any] | None = st.session_state.get(_UNSAVED)
    return row


def settle(decision: Decision, flags: tuple[str, ...], answers: Mapping[str, Any]) -> None:
    """Takes urgent flags back, or clears them: in the visit under way, else with a new row.

    While a re-check is due, clearing leads through it: a new row would end the stop by itself.
    """
    under_way = pending(decision)
    if under_way is None and is_stopped(decision):
        under_way = _begin(Mode.RECHECK, decision)
    if under_way is not None:
        mended = visit.mend(under_way, flags, answers)
        keep(_after_the_list(mended))
        st.session_state[_UNSAVED] = None
        if is_settled(decision) or not clearing.stopping(decision):
            blocks.go(screens.CHECK_IN)
        st.rerun()
    elif here.save_answers({**here.last_answers(), **answers}):
        go_where_it_leads()
    else:
        st.rerun()


def _after_the_list(mended: Visit) -> Visit:
    """The visit, past the screen it was stopped at when nothing urgent is left there."""
    knowledge = here.known()
    parts = mended.parts(knowledge)
    place = path.place_of(mended.at, parts)
    is_open = path.still_open(parts[place], mended.answers, knowledge)
    if is_open or path.urgent(mended.answers, knowledge):
        return mended
    return replace(mended, at=parts[min(place + 1, len(parts) - 1)].id)
