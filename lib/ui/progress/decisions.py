"""Shows what the course decided, newest first, each with what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, islice

import streamlit as st

from lib import dates, evidence, words
from lib.course import CHOSEN
from lib.model import Action, DayDecision, Decision, Knowledge, LevelChange, Phase, Reason
from lib.ui import blocks
from lib.ui.progress import grounds
from lib.ui.sessions import looked
from lib.ui.today import mornings

LATEST, MORE = 4, 20
"""Decisions shown at first, and how many more at each press; those alike count as one."""
_SHOWN = "decisions_shown"
NOTHING_ASKED = "Nothing in your log asked for a change."
ALL_THERE = "All that it asks for was there."
ACTIONS: Mapping[Action, str] = {
    Action.STEP_UP: "A step up",
    Action.HOLD: "No change",
    Action.STEP_BACK: "A step back",
    Action.STOP: "Stop, and answer the safety questions",
}


def card(decision: Decision, known: Knowledge) -> None:
    """What the course decided, newest first, a line each; why and from what opens in place."""
    course = decision.course
    if course is None or not (course.decisions or course.notes):
        return
    looked.look_at(None)
    waiting = mornings.still_open(decision)
    newest = [made for made in reversed(course.decisions) if not _is_still_open(made, waiting)]
    with blocks.card("What was decided, and why", key="decisions"):
        for number, note in enumerate(course.notes):
            st.markdown(f":material/info: {words.of_reason(note, known)}")
            with grounds.opened(f"note_{number}") as is_open:
                if is_open:
                    found = evidence.of_note(note, decision, known)
                    grounds.of_one(found, decision.today, f"note_{number}")
        _next_phase(decision, known)
        listed(newest, decision, known)


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, LATEST) + MORE


def _next_phase(decision: Decision, known: Knowledge) -> None:
    """What the next phase still asks for, with the rows that say so; nothing when all is there."""
    course = decision.course
    assert course is not None
    lacking = [line for line in course.gate if not line.met and not line.fell_away]
    if not lacking or course.stopped:
        return
    title = known.phases[Phase(course.phase + 1)].title
    with grounds.opened("gate", f"What is still missing for {title}") as is_open:
        for number, line in enumerate(lacking if is_open else ()):
            found = evidence.of_gate(line, decision, known)
            grounds.of_one(found, decision.today, f"gate_{number}")


def _is_still_open(made: DayDecision, waiting: Sequence[date]) -> bool:
    """Whether it is only that the question about that morning can still be answered."""
    if made.day not in waiting or made.changes:
        return False
    return {reason.rule_id for reason in made.reasons} == {"progress.hold_settled_unknown"}


def listed(made: Sequence[DayDecision], decision: Decision, known: Knowledge) -> None:
    """Newest first, the earlier ones behind a press; alike ones after one another stand as one."""
    shown = list(islice(_alike(made, known), st.session_state.get(_SHOWN, LATEST)))
    for alike in shown:
        _one(alike, decision, known)
    earlier = len(made) - sum(len(alike) for alike in shown)
    if earlier:
        label = f"Show earlier decisions ({earlier})"
        st.button(label, key="decisions_more", type="tertiary", on_click=_show_more)


def _one(alike: Sequence[DayDecision], decision: Decision, known: Knowledge) -> None:
    newest = alike[0]
    when = _days([one.day for one in alike], decision.today)
    key = f"decision_{newest.day:%Y%m%d}"
    with st.container(gap=None, key=f"{key}_line"):
        st.markdown(f"**{when}: {what_happened(newest, known)}.** {in_a_sentence(newest, known)}")
        with grounds.opened(key) as is_open:
            if is_open:
                grounds.of_decisions(alike, moved(newest, known), decision, known, key)


def _alike(made: Sequence[DayDecision], known: Knowledge) -> Iterator[list[DayDecision]]:
    for _, group in groupby(made, key=lambda one: (what_happened(one, known), *why(one, known))):
        yield list(group)


def _days(days: Sequence[date], today: date) -> str:
    newest, oldest = (dates.day_words(day, today) for day in (days[0], days[-1]))
    return newest if len(days) == 1 else f"{oldest} to {newest}, {len(days)} times"


def in_a_sentence(made: DayDecision, known: Knowledge) -> str:
    """The first reason; of a new phase, whose reasons are many, that all of it was there.

    A phase that somebody chose says who and why.
    """
    chosen = [reason for reason in made.reasons if reason.rule_id == CHOSEN]
    if chosen:
        return _reason(chosen[-1], known)
    if made.phase > made.phase_before:
        return ALL_THERE
    return why(replace(made, changes=()), known)[0] if made.reasons or not made.changes else ""


def why(made: DayDecision, known: Knowledge) -> tuple[str, ...]:
    """The reasons and what moved, a line each. What was not known did not decide, so it is left out."""
    says = [_reason(reason, known) for reason in made.reasons]
    says = [line for line in says if words.NOT_KNOWN not in line]
    says += moved(made, known)
    return tuple(dict.fromkeys(says or [NOTHING_ASKED]))


def moved(made: DayDecision, known: Knowledge) -> tuple[str, ...]:
    """The exercises that moved, a line each."""
    return tuple(dict.fromkeys(_change(change, known) for change in made.changes))


def _reason(reason: Reason, known: Knowledge) -> str:
    """A reason's sentence; of a stop only what it was, for what to do about it stands on Today."""
    says = words.of_reason(reason, known)
    if reason.rule_id == CHOSEN:
        return blocks.plain(says)
    rule = known.rules.get(reason.rule_id)
    is_stop = rule is not None and rule.then.get("action") == Action.STOP.name
    return says.split(". ")[0].rstrip(".") + "." if is_stop else says


def what_happened(made: DayDecision, known: Knowledge) -> str:
    """The action in words; a new phase is named."""
    if made.phase == made.phase_before:
        return ACTIONS[made.action]
    way = "On to" if made.phase > made.phase_before else "Back to"
    return f"{way} {known.phases[made.phase].title}"


def _change(change: LevelChange, known: Knowledge) -> str:
    name = _name(change.exercise_id, known)
    if change.to_exercise != change.exercise_id:
        other = _name(change.to_exercise, known)
        return f"{name}: {other} takes its place, at level {change.to_level}"
    if change.to_level != change.from_level:
        return f"{name}: level\u00a0{change.from_level}\u00a0→\u00a0{change.to_level}"
    is_up = change.reason.rule_id == "progress.exercise_step_up"
    return f"{name}: all sets again" if is_up else f"{name}: fewer sets for now, or a week's rest"


def _name(exercise_id: str, known: Knowledge) -> str:
    """The exercise's name; a journal may hold an id that is no longer in the library."""
    exercise = known.exercises.get(exercise_id)
    return blocks.plain(exercise_id) if exercise is None else exercise.name
