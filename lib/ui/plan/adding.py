"""Adding an exercise to the plan; one that an answer speaks against has to be confirmed once more."""

from __future__ import annotations

import streamlit as st

from lib import chosen, plan_words
from lib.chosen import Against
from lib.model import Decision, Exercise, Knowledge, Profile
from lib.ui import blocks, figures, here
from lib.ui.plan import choosing
from lib.ui.typed import Form

NAME = "add"


def card(decision: Decision, known: Knowledge) -> None:
    """The quiet "Add an exercise" under the plan."""
    with blocks.opened("Add an exercise", key=NAME) as is_open:
        if is_open and decision.profile is not None:
            _asked(decision, decision.profile, known)


def _asked(decision: Decision, profile: Profile, known: Knowledge) -> None:
    form = choosing.form(NAME)
    ids = _offered(decision, profile, known)
    saved = form.saved("exercise")
    id: str | None = st.selectbox(
        "Which one?",
        ids,
        index=ids.index(saved) if saved in ids else None,
        format_func=lambda id: _called(id, profile, known),
        placeholder="Choose an exercise",
        key=form.key("exercise"),
        width=520,
    )
    if id is None:
        return
    exercise = known.exercises[id]
    with st.container(width=240):
        figures.thumbnail(plan_words.done_on(profile.fits[id].surface, exercise), known)
    st.markdown(exercise.purpose)
    speaks = chosen.against(exercise, profile, known)
    if not speaks or _confirm(form, exercise, speaks):
        choosing.who_and_why(form, known)
        confirmed = tuple(one.id for one in speaks)
        label = "Add it all the same" if speaks else "Add it"
        choosing.button(label, form, known, "add", exercise_id=id, confirmed=confirmed)


def _offered(decision: Decision, profile: Profile, known: Knowledge) -> list[str]:
    """Every exercise that is not in the plan, by name; those that fit come first."""
    there = {line.exercise_id for line in decision.plan.lines} if decision.plan else set()
    ids = [id for id in known.exercises if id not in there]
    return sorted(ids, key=lambda id: (not profile.fits[id].allowed, known.exercises[id].name))


def _called(id: str, profile: Profile, known: Knowledge) -> str:
    name = known.exercises[id].name
    return name if profile.fits[id].allowed else f"{name} (left out for you)"


def _confirm(form: Form, exercise: Exercise, speaks: tuple[Against, ...]) -> bool:
    """Says what speaks against it and which answers that rests on; True once that is confirmed."""
    with blocks.card(key="against"):
        st.markdown(f"**{exercise.name} is left out of your plan for a reason:**")
        for one in speaks:
            answers = "  \n".join(f":small[{blocks.plain(says)}]" for says in one.answers)
            st.markdown(
                f":material/info: **{plan_words.sentence(one.caution)}.** {one.because}  \n{answers}"
            )
        st.markdown(
            "If you are not sure, ask whoever looks after your back first. Should a new answer speak "
            "against it, you are asked again."
        )
        name = f"sure_{exercise.id}"
        return st.checkbox(
            "I have read this, and it should be in the plan all the same",
            value=bool(form.saved(name)),
            key=form.key(name),
        )


def is_possible(decision: Decision) -> bool:
    """Only to one's own plan, and not while sessions are stopped."""
    course = decision.course
    return here.is_own() and course is not None and not course.stopped
