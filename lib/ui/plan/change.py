"""A line of the plan, changed: another exercise instead, other numbers, or left out."""

from __future__ import annotations

import streamlit as st

from lib import overrides, plan_words
from lib.model import Choice, Decision, Knowledge, Prescription
from lib.ui import blocks, figures, widgets
from lib.ui.plan import choosing, swaps
from lib.ui.plan.swaps import Swap
from lib.ui.typed import Form

_ASKS = {
    "sets": "Sets",
    "reps": "Repetitions a set",
    "hold_s": "Hold, in seconds",
    "minutes": "Minutes",
}


def line(line: Prescription, decision: Decision, known: Knowledge) -> None:
    """The quiet "Change" under a line of one's own plan."""
    with blocks.opened("Change", key=f"change_{line.slot_id}") as is_open:
        if is_open:
            _asked(line, decision, known)


def _asked(line: Prescription, decision: Decision, known: Knowledge) -> None:
    form = choosing.form(f"change_{line.slot_id}")
    others = _others(line, decision, known)
    what = [
        *([Choice("swap", "Swap")] if others else []),
        *([Choice("dose", "Numbers")] if _numbers(line) else []),
        *([Choice("remove", "Leave out")] if _can_go(line, decision) else []),
    ]
    picked = widgets.choice(
        "What should be different?",
        what,
        key=form.key("what"),
        saved=form.saved("what"),
        side_by_side=True,
    )
    if picked == "swap":
        _swap(form, others, decision, known)
    elif picked == "dose":
        _dose(form, line, known)
    elif picked == "remove":
        st.markdown("Nothing takes its place. It comes back when you take this back.")
        choosing.who_and_why(form, known)
        choosing.button("Leave it out", form, known, "remove", exercise_id=line.exercise_id)


# --- another one ---------------------------------------------------------------------------------


def _others(line: Prescription, decision: Decision, known: Knowledge) -> tuple[Swap, ...]:
    if decision.course is None or decision.profile is None:
        return ()
    return swaps.options(line, decision.profile, decision.course, known)


def _swap(form: Form, others: tuple[Swap, ...], decision: Decision, known: Knowledge) -> None:
    by_id = {swap.to_exercise: swap for swap in others}
    offered = [Choice(id, known.exercises[id].name, known.exercises[id].purpose) for id in by_id]
    picked = widgets.choice(
        "These do the same job and fit your answers",
        offered,
        key=form.key("to"),
        saved=form.saved("to"),
    )
    if picked is None or decision.profile is None:
        return
    surface = decision.profile.fits[picked].surface
    with st.container(width=240):
        figures.thumbnail(plan_words.done_on(surface, known.exercises[picked]), known)
    choosing.who_and_why(form, known)
    swap = by_id[picked]
    choosing.button(
        "Take this one",
        form,
        known,
        "swap",
        exercise_id=swap.exercise,
        to_exercise_id=swap.to_exercise,
    )


# --- other numbers ----------------------------------------------------------------------------------


def _numbers(line: Prescription) -> dict[str, int]:
    """What of this line's dose can be chosen, and what it is now."""
    found = {}
    for name in overrides.NUMBERS:
        value = getattr(line.dose, name)
        if value is not None:
            found[name] = round(max(value) if isinstance(value, tuple) else value)
    return found


def _dose(form: Form, line: Prescription, known: Knowledge) -> None:
    chosen: dict[str, int | None] = {}
    with st.container(horizontal=True, gap="small", key=f"numbers_{line.slot_id}"):
        for name, now in _numbers(line).items():
            most = int(overrides.most(line, name))
            chosen[name] = widgets.whole(
                _ASKS[name],
                key=form.key(name),
                saved=form.saved(name) or min(now, most),
                at_least=1,
                at_most=most,
            )
    if any(name in limited.dose for _, limited in line.limits for name in chosen):
        st.caption("An answer of yours limits this exercise, so the numbers end sooner here.")
    choosing.who_and_why(form, known)
    choosing.button(
        "Use these numbers",
        form,
        known,
        "dose",
        exercise_id=line.exercise_id,
        level=line.level,
        **chosen,
    )


# --- left out -------------------------------------------------------------------------------------------


def _can_go(line: Prescription, decision: Decision) -> bool:
    """One exercise stays; one that was added is taken back instead."""
    is_added = any(one.kind == "add" for one in line.chosen)
    return decision.plan is not None and len(decision.plan.lines) > 1 and not is_added
