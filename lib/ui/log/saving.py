"""From what was typed to rows on disk, once; and what then stands on Today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

import streamlit as st

from lib import session_log
from lib.model import InputError
from lib.phrases import joined
from lib.session_log import Entry, Session
from lib.ui import clock, here, session_words, stopping, typed
from lib.ui.log import fields, shown
from lib.ui.log.shown import Shown
from lib.ui.player import result
from lib.ui.typed import Form

_DONE = "log_done"


def button(form: Form, what: Shown) -> None:
    """Save, and under it what is still missing once it has been pressed."""
    st.button(
        "Save the session", type="primary", key="save_session", on_click=_save, args=(form.id, what)
    )
    problem = found_problem(form.values, what)
    if form.saved("tried") and problem:
        st.markdown(f":material/info: **Not saved yet.** {problem}")


def was_saved() -> bool:
    """True once after a session has been saved."""
    return bool(st.session_state.pop(_DONE, False))


def found_problem(
    values: Mapping[str, Any], what: Shown, saved: Mapping[str, Any] | None = None
) -> str:
    """What is still to be answered, or does not fit together; empty when it can be saved.

    Of a session that is `saved` already, only what was said then has to be said.
    """
    missing = [
        says
        for name, says in (
            ("before", "pain before"),
            *((f"done_{line.exercise_id}", _name(line.exercise_id)) for line in what.lines),
            ("most", "the most pain"),
            ("kind", "what it was like"),
        )
        if values.get(name) is None and (saved is None or saved.get(name) is not None)
    ]
    if missing:
        return f"Please fill in: {joined(missing)}."
    if values.get("kind") == "none" and (values.get("most") or 0) > 0:
        return f"You gave {values['most']} for the most pain, and “No pain”. Please change one."
    if saved is None or values.get("note") != saved.get("note"):
        return fields.note_problem(values.get("note"))
    return ""


def entries(values: Mapping[str, Any], what: Shown) -> list[tuple[Any, Entry]]:
    """What was typed about each exercise; nothing of a question that is no longer shown."""
    asked = {line.exercise_id for line in fields.asked_for_form(values, what)}
    found = []
    for line in what.lines:
        id = line.exercise_id
        outcome = values[f"done_{id}"]
        part = values.get(f"part_{id}") if outcome in ("less", "hurt") else None
        entry = Entry(
            outcome=outcome,
            part=None if part is None else float(part),
            pain_0_10=values.get(f"pain_{id}") if outcome == "hurt" else None,
            form=values.get(f"form_{id}") if id in asked else None,
        )
        found.append((line, entry))
    return found


def _save(form_id: str, what: Shown) -> None:
    form = shown.form()
    if form.id != form_id:  # already saved
        return
    form.values["tried"] = True
    if found_problem(form.values, what):
        return
    values = form.values
    session = Session(
        session_id=form.id,
        started_at=values.get("started_at") or _moment(what),
        before_0_10=values["before"],
        most_0_10=values["most"],
        kind=values["kind"],
        after_0_10=values.get("after"),
        effort_0_10=values.get("effort"),
        minutes=None if values.get("minutes") is None else float(values["minutes"]),
        note=values.get("note"),
    )
    done = entries(values, what)
    row, sets = session_log.rows(what.plan, session, done)
    if values.get("played") is not None:
        sets = result.as_done(done, values["played"], here.known())
    if here.save_session(row, sets):
        typed.close(form)
        st.session_state[_DONE] = True
        _tell(what)


def _moment(what: Shown) -> datetime:
    """Now, or noon of the earlier day."""
    now = clock.now()
    if what.day == now.date():
        return now
    noon = datetime.combine(what.day, time(12))
    return noon.replace(tzinfo=now.tzinfo)


def _tell(what: Shown) -> None:
    """That it is saved, and what follows from it where Today does not show that itself."""
    said = ["Saved."]
    try:
        after = here.decision()
    except InputError:
        after = what.decision
    course = after.course
    if course is not None and what.day < after.today and not stopping.is_stopped(course):
        old = what.decision.course.decisions if what.decision.course is not None else ()
        new = [decided for decided in course.decisions if decided not in old]
        said += session_words.follows(new, here.known())
    if what.day == after.today and not stopping.is_stopped(course):
        said.append("Tomorrow morning, Today asks how your back was when you got up.")
    here.tell(" ".join(said))


def _name(exercise_id: str) -> str:
    return here.known().exercises[exercise_id].name.lower()
