"""What a form is drawn from: the day the session was done and the plan of that day.

It is kept with the form. Should the journal become unreadable while somebody types, the form still
stands, with everything that was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from lib import decide, journal
from lib.model import Decision, InputError, Knowledge, Plan, Prescription
from lib.ui import here, session_words, typed
from lib.ui.typed import Form

NAME, PREFIX = "log", "s"
_OTHER = "other"
_ABOUT_THE_DAY = ("day", "date", "begun")
_KEPT, _PLAN_ON = "log_kept", "log_plan_on"


@dataclass(frozen=True, slots=True)
class Shown:
    """One session of one day: the decision it rests on, the plan then, and this round of it.

    `is_saved` is a session that is in the journal and is corrected; `form_of` are the exercises
    whose form was answered there.
    """

    decision: Decision
    day: date
    plan: Plan
    lines: tuple[Prescription, ...]
    ended: frozenset[str]
    is_saved: bool = False
    form_of: tuple[str, ...] = ()


def form() -> Form:
    """The form that is open, or a new one."""
    return typed.opened(NAME, PREFIX)


def of_day(day: date, decision: Decision, known: Knowledge) -> Shown | None:
    """What was to be done on that day; None where there was no plan then and is none now."""
    plan = decision.plan if day == decision.today else _plan_on(day, known) or decision.plan
    if plan is None:
        return None
    lines = session_words.lines_of_round(plan, session_words.round_on(decision, day))
    ended = session_words.ended(decision.course, day)
    kept = Shown(decision, day, plan, lines, ended)
    st.session_state[_KEPT] = kept
    return kept


def stranded() -> Shown | None:
    """The form's own plan, where something has been typed and the journal cannot be read now."""
    kept: Shown | None = st.session_state.get(_KEPT)
    if kept is None or typed.begun(NAME) is None or not here.is_own():
        return None
    try:
        here.decision()
    except InputError:
        return kept
    return None


def _plan_on(day: date, known: Knowledge) -> Plan | None:
    """The plan as the rules had it on an earlier day; worked out anew when the journal changes."""
    log = here.log()
    key = (log.version, day, known.rules_version)
    kept = st.session_state.get(_PLAN_ON)
    if kept is None or kept[0] != key:
        rows = decide.answers_rows(journal.rows(log.frames["answers"]), known)
        overrides = decide.overrides_of(journal.rows(log.frames["overrides"]))
        try:
            plan = decide.decide(rows, log.frames, overrides, known, day).plan
        except InputError:
            plan = None
        kept = st.session_state[_PLAN_ON] = (key, plan)
    found: Plan | None = kept[1]
    return found


# --- which day -----------------------------------------------------------------------------------


def asked_day(form: Form, today: date, first: date) -> date | None:
    """The day the session was done, with its question; None while an earlier one is not named."""
    begun = date.fromisoformat(form.values.setdefault("begun", today.isoformat()))
    if first >= today:
        return today
    key = form.key("day")
    meant = st.session_state.get(key) or form.saved("day") or begun.isoformat()
    if begun != today and _is_blank(form):
        meant = form.values["begun"] = today.isoformat()
    yesterday = today - timedelta(days=1)
    says = {today.isoformat(): "Today", yesterday.isoformat(): "Yesterday"}
    if first < yesterday:
        says[_OTHER] = "An earlier day"
    if meant not in says:  # typed on another day: the day that was meant then stands
        form.values["date"] = date.fromisoformat(meant)
        meant = says.setdefault(_OTHER, "An earlier day") and _OTHER
    st.session_state[key] = meant
    chosen: str | None = st.segmented_control(
        "When was it?", list(says), format_func=says.__getitem__, key=key, required=True
    )
    if chosen is None:
        return None
    return _named_day(form) if chosen == _OTHER else date.fromisoformat(chosen)


def _named_day(form: Form) -> date | None:
    key = form.key("date")
    if key not in st.session_state:
        st.session_state[key] = form.saved("date")
    named: date | None = st.date_input(
        "Which day? (day/month/year)", value=None, key=key, format="DD/MM/YYYY", width=260
    )
    return named


def _is_blank(form: Form) -> bool:
    return not any(value for name, value in form.values.items() if name not in _ABOUT_THE_DAY)


def day_problem(day: date | None, today: date, first: date) -> str:
    """Why a session cannot be logged for that day; empty when it can."""
    if day is None:
        return "Please say which day it was."
    if day > today:
        return "That day is still to come. Log a session once it is done."
    if day < first:
        return (
            f"Your plan began on {first.day} {first:%B %Y}. A session before that cannot be "
            "logged here."
        )
    return ""
