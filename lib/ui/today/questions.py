"""The two questions of Today: how the back was this morning, and how the week was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import streamlit as st

from lib.model import Decision, Row
from lib.ui import blocks, clock, here, session_words, typed, widgets
from lib.ui.typed import Form

WEEK_DAYS = 7
NO_PAIN, WORST_PAIN = "no pain", "worst pain you can think of"
ACTIVITIES = (1, 2, 3)

_NEEDED = {
    "average": "your average pain",
    "worst": "your worst pain",
    "flare": "whether you had a flare",
    "leg_worse": "whether a leg is worse",
}


# --- when they are due ----------------------------------------------------------------------------


def morning_is_due(decision: Decision) -> bool:
    """The day after a session day, until it is answered."""
    yesterday = session_words.on(decision, decision.today - timedelta(days=1))
    answered = any(morning.day == decision.today for morning in decision.progress.mornings)
    return yesterday is not None and not answered


def week_is_due(decision: Decision) -> bool:
    """A week after the last weekly answer, or after the course began."""
    if decision.course is None:
        return False
    last = max([decision.course.start, *(row.day for row in decision.progress.weekly)])
    return (decision.today - last).days >= WEEK_DAYS


# --- the next morning ------------------------------------------------------------------------------


def morning_card() -> None:
    """One tap and Save: pain on getting up."""
    form = typed.opened("morning", "c")
    with blocks.card("How was this morning?", key="morning"):
        answer = widgets.scale_0_10(
            "Pain when you got up",
            key=form.key("pain"),
            saved=form.saved("pain"),
            low=NO_PAIN,
            high=WORST_PAIN,
        )
        st.caption("It tells whether yesterday was the right amount.")
        st.button(
            "Save",
            key="save_morning",
            disabled=answer is None,
            on_click=_save_morning,
            args=(form.id,),
        )


def _save_morning(form_id: str) -> None:
    form = typed.opened("morning", "c")
    if form.id != form_id or form.saved("pain") is None:
        return
    if here.save_row("checkins", _row(form, "next_morning", pain_now_0_10=form.saved("pain"))):
        typed.close(form)
        here.tell("Saved.")


# --- the week -----------------------------------------------------------------------------------------


def weekly_card() -> None:
    """The week in a few taps; what the person has named is asked about by that name."""
    form = typed.opened("week", "c")
    with blocks.card("How was the last week?", key="week"):
        for name, label in (
            ("average", "Your pain on average, over the last 7 days"),
            ("worst", "Your worst pain in the last 7 days"),
        ):
            widgets.scale_0_10(
                label, key=form.key(name), saved=form.saved(name), low=NO_PAIN, high=WORST_PAIN
            )
        widgets.yes_no(
            "Did you have a flare: clearly more pain than usual, for more than a day?",
            key=form.key("flare"),
            saved=form.saved("flare"),
        )
        widgets.yes_no(
            "Is a leg worse than a week ago: more pain, numbness, tingling or weakness?",
            key=form.key("leg_worse"),
            saved=form.saved("leg_worse"),
        )
        _activities(form)
        widgets.whole(
            "Nights disturbed by pain, of the last 7 (optional)",
            key=form.key("nights"),
            saved=form.saved("nights"),
            at_least=0,
            at_most=7,
        )
        st.button("Save the week", key="save_week", on_click=_save_week, args=(form.id,))
        if form.saved("tried"):
            problem = week_problem({name: form.saved(name) for name in _NEEDED})
            if problem:
                st.markdown(f":material/info: {problem}")


def _activities(form: Form) -> None:
    answers = here.last_answers()
    for number in ACTIVITIES:
        named = answers.get(f"activity_{number}")
        if named:
            widgets.scale_0_10(
                f"How well can you do this now: {blocks.plain(str(named))}",
                key=form.key(f"activity_{number}"),
                saved=form.saved(f"activity_{number}"),
                low="cannot do it",
                high="as before",
            )


def week_problem(answers: dict[str, Any]) -> str:
    """What is still to be answered, or does not fit together; empty when it can be saved."""
    missing = [says for name, says in _NEEDED.items() if answers[name] is None]
    if missing:
        return f"Not saved yet. Please say {session_words.joined(missing)}."
    if answers["worst"] < answers["average"]:
        return "Not saved yet. Your worst pain cannot be below your average. Please change one."
    return ""


def _save_week(form_id: str) -> None:
    form = typed.opened("week", "c")
    if form.id != form_id:
        return
    form.values["tried"] = True
    if week_problem({name: form.saved(name) for name in _NEEDED}):
        return
    row = _row(
        form,
        "weekly",
        pain_average_7d_0_10=form.saved("average"),
        pain_worst_7d_0_10=form.saved("worst"),
        sleep_disturbed_nights=form.saved("nights"),
        flare=form.saved("flare"),
        leg_worse=form.saved("leg_worse"),
        **{f"activity_{n}_0_10": form.saved(f"activity_{n}") for n in ACTIVITIES},
    )
    if here.save_row("checkins", row):
        typed.close(form)
        here.tell("Saved.")


def _row(form: Form, kind: str, **answers: Any) -> Row:
    now = clock.now()
    return {
        "checkin_id": form.id,
        "checkin_at": now,
        "checkin_date": now.date(),
        "kind": kind,
        **answers,
    }
