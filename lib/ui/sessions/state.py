"""Which session is open, what would follow from a change, and what was deleted last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib import effect, journal
from lib.journal import NotSaved, Store, TakenOut
from lib.ui import clock, here, typed
from lib.ui.sessions import history, stored
from lib.ui.sessions.stored import Stored
from lib.ui.typed import Form

_ASKED, _CORRECTED, _TAKEN, _TRIED = (
    "sessions_asked",
    "sessions_corrected",
    "sessions_taken",
    "sessions_tried",
)
FORM, PREFIX = "correct", "x"
LOOK_AGAIN = "Something has changed since. Please look at what this does now, and press once more."


# --- what a change does ------------------------------------------------------------------------


def tried(what: Any, write: Callable[[Store], object]) -> tuple[str, ...]:
    """What a write would do to the plan, in sentences; `what` tells writes apart. NotSaved as it is.

    Tried on a copy of the journal, so it is what the write itself will do. Kept while the journal,
    the day and the change are the same.
    """
    key = (here.log().version, here.today(), here.known().rules_version, what)
    kept = st.session_state.get(_TRIED)
    if kept is None or kept[0] != key:
        after = here.decision_if(write)
        says = effect.of_change(here.decision(), after, here.known()).says()
        kept = st.session_state[_TRIED] = (key, says)
    says_: tuple[str, ...] = kept[1]
    return says_


def is_as_shown(again: Callable[[], tuple[str, ...]], shown: tuple[str, ...]) -> bool:
    """Whether a write would still do what was shown; where not, asks to look once more.

    What is gone or does not fit any more goes on to saving, which says so.
    """
    try:
        same = again() == shown
    except NotSaved:
        same = True
    if not same:
        here.tell(LOOK_AGAIN)
    return same


# --- deleting --------------------------------------------------------------------------------------


def asked() -> str | None:
    """The session of which it is asked whether to delete it."""
    id: str | None = st.session_state.get(_ASKED)
    return id


def ask(session_id: str | None) -> None:
    """Asks whether to delete that one; None asks nothing."""
    st.session_state[_ASKED] = session_id


def of_deleting(session_id: str) -> tuple[str, ...]:
    """What deleting it would do."""
    return tried(("delete", session_id), lambda store: journal.take_out_session(store, session_id))


def delete(session_id: str, shown: tuple[str, ...]) -> None:
    """Deletes the session, unless that would do something else than what was shown."""
    if asked() != session_id:  # pressed twice
        return
    taken: list[TakenOut] = []
    if not is_as_shown(lambda: of_deleting(session_id), shown):
        return
    ask(None)
    if here.saved(lambda store: taken.append(journal.take_out_session(store, session_id))):
        st.session_state[_TAKEN] = taken[0]


def taken() -> TakenOut | None:
    """The session that was deleted last, while it can be brought back."""
    out: TakenOut | None = st.session_state.get(_TAKEN)
    return out


def bring_back(session_id: str) -> None:
    """Puts the session back that was deleted last."""
    out = taken()
    if out is None or out.session_id != session_id:
        return
    if here.saved(lambda store: journal.put_back_session(store, out)):
        st.session_state[_TAKEN] = None
        here.tell("The session is back, as it was.")


# --- correcting --------------------------------------------------------------------------------------


def corrected() -> Stored | None:
    """The session whose form is open."""
    opened: Stored | None = st.session_state.get(_CORRECTED)
    return opened


def correct(session_id: str) -> None:
    """Opens the form for a session, filled in with what is saved."""
    logged = history.one(here.log().frames, session_id)
    if logged is None:
        here.tell("It is no longer there; another window may have deleted it.")
        return
    leave()
    opened = stored.of(logged, here.decision(), here.known())
    st.session_state[_CORRECTED] = opened
    form().values.update(opened.first)


def form() -> Form:
    """What is typed about the session that is open."""
    return typed.opened(FORM, PREFIX)


def leave() -> None:
    """Back to the list; what was typed is forgotten."""
    under_way = typed.begun(FORM)
    if under_way is not None:
        typed.close(under_way)
    st.session_state[_CORRECTED] = None
    ask(None)
    st.session_state[_TAKEN] = None


def of_correcting(opened: Stored) -> tuple[str, ...]:
    """What saving what is typed would do."""
    cells, sets = stored.changes(opened, form().values, clock.now())
    about = {**cells, "started_at": None}  # the time of day is that of the last run
    return tried(
        ("correct", opened.logged.id, repr(sorted(about.items())), repr(sets)),
        lambda store: journal.correct_session(store, opened.logged.id, cells, sets),
    )


def save(form_id: str, shown: tuple[str, ...]) -> None:
    """Saves the correction, unless it would do something else than what was shown."""
    opened, typed_in = corrected(), form()
    if opened is None or typed_in.id != form_id:  # already saved
        return
    typed_in.values["tried"] = True
    if problem(opened):
        return
    cells, sets = stored.changes(opened, typed_in.values, clock.now())
    if not cells and not sets:
        return
    if not is_as_shown(lambda: of_correcting(opened), shown):
        return
    if here.saved(lambda store: journal.correct_session(store, opened.logged.id, cells, sets)):
        leave()
        here.tell("The correction is saved.")


def problem(opened: Stored) -> str:
    """Why what is typed cannot be saved; empty when it can."""
    decision = here.decision()
    first_day = opened.logged.day if decision.course is None else decision.course.start
    return stored.problem(opened, form().values, decision.today, first_day)
