"""The log form, filled in with what the player recorded; what is typed then is kept over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from lib import journal, session_log
from lib.model import Decision, InputError, Knowledge, Prescription
from lib.ui import clock, here, player, session_words, typed
from lib.ui.log import shown
from lib.ui.log.shown import Shown
from lib.ui.player import Way, result
from lib.ui.player.result import Offered, Played
from lib.ui.typed import Form

_DROPPED, _REFUSED = "player_dropped", "player_refused"
_TAKEN_DAYS = 8
"""The browser keeps nothing for longer than a week."""


def way(decision: Decision, known: Knowledge) -> Way | None:
    """The way through today's next round; None when there is nothing more to do today."""
    plan, course = decision.plan, decision.course
    assert plan is not None
    assert course is not None
    number = session_words.round_on(decision, decision.today)
    if number > plan.times_per_day:
        return None
    planned = session_words.lines_of_round(plan, number)
    gone = session_words.ended(course, decision.today)
    lines = [line for line in planned if line.exercise_id not in gone]
    if not lines:
        return None
    offered = Offered(plan.id, decision.today, number, course.phase, {})
    return player.way_of(offered, lines, planned, decision.profile, course, known)


def taken() -> list[str]:
    """The player's ids of sessions that are in the journal, or that nobody wants to keep."""
    since = here.today() - timedelta(days=_TAKEN_DAYS)
    recent = [
        str(row["session_id"])
        for row in journal.rows(here.log().frames["sessions"])
        if row["session_date"] >= since
    ]
    ids = [id.partition("-")[2] for id in recent]
    return [*ids, *st.session_state.get(_DROPPED, ())]


def refused() -> list[str]:
    """The player's ids of sessions that could not be read."""
    return list(st.session_state.get(_REFUSED, ()))


def is_open() -> bool:
    """Whether the log form holds what the player recorded."""
    return isinstance(shown.form().saved("played"), Played)


def take(way: Way | None, decision: Decision, known: Knowledge) -> None:
    """Fills the log form with what has been delivered, once; says so where it cannot be read."""
    sent = st.session_state.pop(player.SENT, None)
    if sent is None or way is None or _is_taken(sent):
        return
    try:
        played = result.read(sent, way.offered, known)
    except InputError as error:
        here.tell(str(error), is_error=True)
        if isinstance(sent, Mapping):
            st.session_state.setdefault(_REFUSED, []).append(str(sent.get("id")))
        return
    id = player.session_id(played.id, way.offered)
    if shown.form().id == id:  # the form is open already, perhaps with more typed into it
        return
    _fill(shown.form(), id, played, way, decision, known)


def _is_taken(sent: object) -> bool:
    return isinstance(sent, Mapping) and sent.get("id") in taken()


def _fill(
    form: Form, id: str, played: Played, way: Way, decision: Decision, known: Knowledge
) -> None:
    plan = decision.plan
    assert plan is not None
    form.id = id
    today = decision.today.isoformat()
    form.values |= {"begun": today, "day": today, "played": played}
    began = clock.now() - timedelta(seconds=round(played.seconds_ago))
    form.values["started_at"] = began if began.date() == decision.today else clock.now()
    planned = session_words.lines_of_round(plan, way.offered.round)
    form.values["extra"] = tuple(
        line
        for line in way.offered.lines.values()
        if line not in planned and played.has(line.exercise_id)
    )
    form.put("before", played.before_0_10)
    form.put("minutes", max(1, round(played.ran_s / 60)))
    if played.hurts:
        form.put("most", played.most_0_10)
        form.put("kind", played.kind)
    for line in (*planned, *form.values["extra"]):
        _fill_line(form, line, played, known)
    if played.differs:
        here.tell("What you said about pain was looked at once more: the stricter answer holds.")


def _fill_line(form: Form, line: Prescription, played: Played, known: Knowledge) -> None:
    entry = result.entry_of(line, played, known)
    form.put(f"done_{line.exercise_id}", entry.outcome)
    if entry.part is not None:
        part = entry.part
        form.put(f"part_{line.exercise_id}", str(int(part)) if _in_sets(line) else int(part))
    if entry.pain_0_10 is not None:
        form.put(f"pain_{line.exercise_id}", entry.pain_0_10)


def _in_sets(line: Prescription) -> bool:
    return session_log.unit(line.dose) == "sets"


def what_was_done(decision: Decision, known: Knowledge) -> tuple[Form, Shown] | None:
    """The open form and what it shows, with the easier exercises that took over; None without one."""
    form = shown.form()
    if not is_open():
        return None
    what = shown.of_day(decision.today, decision, known)
    if what is None:
        return None
    return form, replace(what, lines=(*what.lines, *form.values["extra"]))


def drop() -> None:
    """Forgets what the player recorded, here and in the browser."""
    form = shown.form()
    played = form.saved("played")
    if isinstance(played, Played):
        st.session_state.setdefault(_DROPPED, []).append(played.id)
        typed.close(form)
