"""The log form, filled in with what the player recorded; what is typed then is kept over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import streamlit as st

from lib import journal, session_log
from lib.model import Clearance, Decision, InputError, Knowledge, Prescription
from lib.phrases import joined
from lib.ui import blocks, clock, here, player, session_words, stopping, typed
from lib.ui.log import shown
from lib.ui.log.shown import Shown
from lib.ui.player import Way, result
from lib.ui.player.result import Offered, Played
from lib.ui.typed import Form

_DROPPED, _REFUSED = "player_dropped", "player_refused"


def way(decision: Decision, known: Knowledge) -> Way | None:
    """The way through today's next round; None when there is nothing to do, or nothing more."""
    plan, course = decision.plan, decision.course
    if plan is None or course is None:
        return None
    number = session_words.round_on(decision, decision.today)
    if number > plan.times_per_day:
        return None
    planned = session_words.lines_of_round(plan, number)
    gone = session_words.ended(course, decision.today)
    lines = [line for line in planned if line.exercise_id not in gone]
    if not lines or stopping.is_stopped(course):
        return None
    offered = Offered(plan.id, decision.today, number, course.phase, {})
    return player.way_of(offered, lines, plan, decision.profile, course, known)


def taken(known: Knowledge) -> list[str]:
    """The player's ids of sessions that are in the journal, or that nobody wants to keep."""
    since = here.today() - timedelta(days=known.whole("session_kept_days") + 1)
    recent = [
        str(row["session_id"])
        for row in journal.rows(here.log().frames["sessions"])
        if row["session_date"] >= since
    ]
    ids = [id.partition("-")[2] for id in recent]
    return [*ids, *st.session_state.get(_DROPPED, ())]


def show_player(way: Way | None, decision: Decision, known: Knowledge) -> None:
    """The player; without a way what this browser still has of sessions that are not in the log."""
    frame = (
        blocks.card(key="player") if way is not None else st.container(key="player_left", gap=None)
    )
    refused = st.session_state.get(_REFUSED, ())
    with frame:
        player.mount(way, decision, known, taken=taken(known), refused=refused)


def left_without_a_plan(decision: Decision) -> None:
    """What this browser still has where there is no plan: a guest's answers do not outlive the page."""
    may_look = here.is_own() and decision.clearance is not Clearance.SEE_CLINICIAN
    if decision.plan is None and may_look:
        show_player(None, decision, here.known())


def is_open() -> bool:
    """Whether the log form holds what the player recorded."""
    return isinstance(shown.form().saved("played"), Played)


def take(way: Way | None, decision: Decision, known: Knowledge) -> None:
    """Fills the log form with what has been delivered, once; says so where it cannot be taken."""
    sent = st.session_state.pop(player.SENT, None)
    course = decision.course
    if sent is None or course is None or _is_taken(sent, known):
        return
    try:
        played = result.read(sent, None if way is None else way.offered, course.phase, known)
        began = _began(played, decision)
    except InputError as error:
        here.tell(str(error), is_error=True)
        if isinstance(sent, Mapping):
            st.session_state.setdefault(_REFUSED, []).append(str(sent.get("id")))
        return
    id = player.session_id(played)
    if shown.form().id == id:  # the form is open already, perhaps with more typed into it
        return
    _fill(shown.form(), id, played, began, decision, known)


def _is_taken(sent: object, known: Knowledge) -> bool:
    return isinstance(sent, Mapping) and sent.get("id") in taken(known)


def _began(played: Played, decision: Decision) -> datetime:
    """When it was begun; InputError when that was before there was a plan."""
    assert decision.course is not None
    began = clock.now() - timedelta(seconds=round(played.seconds_ago))
    if played.source.is_todays and began.date() != decision.today:
        return clock.now()
    if problem := shown.day_problem(began.date(), decision.today, decision.course.start):
        raise InputError(problem)
    return began


def _fill(
    form: Form,
    id: str,
    played: Played,
    began: datetime,
    decision: Decision,
    known: Knowledge,
) -> None:
    plan, source = decision.plan, played.source
    assert plan is not None
    if source.is_todays:
        number = session_words.round_on(decision, decision.today)
        planned = session_words.lines_of_round(plan, number)
        easier = [line for line in source.lines.values() if line not in planned]
        lines = (*planned, *(line for line in easier if played.has(line.exercise_id)))
    else:
        lines = tuple(source.lines.values())
        plan = replace(
            plan,
            id=source.plan_id,
            phase=source.phases[0],
            rules_version=source.rules_version,
            lines=lines,
        )
    form.id = id
    form.values |= {
        "begun": began.date().isoformat(),
        "day": began.date().isoformat(),
        "started_at": began,
        "played": played,
        "plan": plan,
        "lines": lines,
    }
    form.put("before", played.before_0_10)
    form.put("minutes", max(1, round(played.ran_s / 60)))
    if played.hurts:
        form.put("most", played.most_0_10)
        form.put("kind", played.kind)
    for line in lines:
        if line.exercise_id not in source.unsure:
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


def what_was_done(decision: Decision) -> tuple[Form, Shown] | None:
    """The open form and what it shows, with the easier exercises that took over; None without one."""
    form = shown.form()
    if not is_open():
        return None
    values = form.values
    day = values["started_at"].date()
    ended = session_words.ended(decision.course, day)
    return form, Shown(decision, day, values["plan"], values["lines"], ended)


def remarks(form: Form, today: date, known: Knowledge) -> list[str]:
    """What is filled in, for which day, and what could not be: a sentence each."""
    said = ["What you did is filled in. Please look it over and say how it felt."]
    day, source = form.values["started_at"].date(), form.values["played"].source
    if day != today:
        said.append(f"It is logged for {day:%A} {day.day} {day:%B}, when you began it.")
    if source.unsure:
        names = [known.exercises[id].name for id in sorted(source.unsure)]
        said.append(
            f"What you did of {joined(names)} could not be filled in: it does not fit "
            "the exercise as it is now. Please say it yourself."
        )
    if source.gone:
        count = "1 exercise is" if len(source.gone) == 1 else f"{len(source.gone)} exercises are"
        said.append(f"{count} no longer in the library, and could not be filled in.")
    return said


def drop() -> None:
    """Forgets what the player recorded, here and in the browser."""
    form = shown.form()
    played = form.saved("played")
    if isinstance(played, Played):
        st.session_state.setdefault(_DROPPED, []).append(played.id)
        typed.close(form)
