"""An example's answers in a working copy: every question, to be changed freely; the plan follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lib import difference
from lib.difference import Side, says
from lib.model import Knowledge
from lib.people import Lived, Person
from lib.ui import blocks, example, here
from lib.ui.check_in import ask, path
from lib.ui.check_in.path import Mode, Part
from lib.ui.for_therapists import that_day, ways
from lib.ui.what_if.state import alike

_NUMBER, _PART = "therapists_copy", "therapists_part"


def start(person: Person) -> None:
    """Opens a working copy with the person's own answers, as they were on the day shown."""
    own = example.own(person, here.known())
    number = st.session_state.get(_NUMBER, 0)
    example.answer(own.rows[-1].raw)
    st.session_state[_NUMBER] = number + 1  # widgets with other names: none keeps an old answer


def show(person: Person, known: Knowledge) -> None:
    """What has changed, the questions, and the plan that follows."""
    own = example.own(person, known)
    summary = st.container()
    questions, plan = st.columns([2, 3], gap="small")
    with questions:
        example.answer(_questions(own, known))
    now = example.shown(person, known).decision
    with summary, blocks.card(f"Starting from {person.name}", key="copy"):
        _summary(Side(own.decision, known), Side(now, known))
        _ways_on(person, known)
    with plan:
        that_day.plan_card(now, known, "The plan that follows")


# --- the questions ---------------------------------------------------------------------------


def _questions(own: Lived, known: Knowledge) -> dict[str, Any]:
    """One part of the questions at a time; gives back all answers as they are now."""
    parts = {part.id: part for part in _parts(known)}
    chosen: str = st.selectbox(
        "Which answers",
        list(parts),
        format_func=lambda id: parts[id].title,
        key=_PART,
    )
    before = dict(example.answers() or {})
    given = path.usable(before, known, own.today)
    name = f"copy{st.session_state.get(_NUMBER, 0)}"
    found = ask.part(parts[chosen], given, known, mark=True, name=name)
    changed = {id: value for id, value in found.items() if value != given.get(id)}
    return _merged(own.rows[-1].raw, {**before, **changed})


def _parts(known: Knowledge) -> tuple[Part, ...]:
    return (*path.parts(Mode.FULL, (), known), *path.parts(Mode.LATER, (), known))


def _merged(own: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The answers there are; what is as in the example stays exactly as it stands there."""
    return {
        id: own[id] if id in own and alike(own[id], value) else value
        for id, value in now.items()
        if value is not None
    }


# --- what has changed -----------------------------------------------------------------------------


def _summary(before: Side, now: Side) -> None:
    """The answers that differ, and what the plan does with each reason."""
    known = now.knowledge
    answers = difference.changed_answers(before, now)
    if not answers:
        st.markdown(
            "Change any answer, and the plan follows. It counts as a check-in of this day; what "
            "was logged before stays."
        )
        return
    st.markdown("\n".join(f"- {says.of_changed(one, known)}." for one in answers))
    said = [says.of_line(line, before, now) for line in difference.between(before, now)]
    lines = [one.whole if len(answers) > 1 else f"{one.what}." for one in said]
    st.markdown("**So:**\n\n" + "\n".join(f"- {one}" for one in lines or [says.NO_CHANGE]))


def _ways_on(person: Person, known: Knowledge) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("Undo all changes", key="copy_undo", on_click=start, args=(person,))
        st.button(f"Back to {person.name}", key="copy_leave", on_click=example.answer, args=(None,))
        ways.on(person, known)
