"""The questions of Today: how the back was the morning after a session, and how the week was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from lib.model import Decision, Row
from lib.phrases import joined
from lib.ui import blocks, clock, here, typed, widgets
from lib.ui.today import mornings
from lib.ui.today.mornings import Answer
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


def week_is_due(decision: Decision) -> bool:
    """A week after the last weekly answer, or after the course began."""
    if decision.course is None:
        return False
    last = max([decision.course.start, *(row.day for row in decision.progress.weekly)])
    return (decision.today - last).days >= WEEK_DAYS


# --- the next morning ------------------------------------------------------------------------------


def morning_cards(decision: Decision) -> None:
    """What was answered today, and the newest morning that waits: one tap saves it."""
    for answer in mornings.of_today():
        _answered_card(answer, decision.today)
    waiting = mornings.still_open(decision)
    if waiting:
        _morning_card(waiting[0], decision.today)


def _answered_card(answer: Answer, today: date) -> None:
    with blocks.card(key=f"morning_saved_{answer.day:%Y%m%d}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/check: {answered_says(answer, today)}", width="content")
            st.button(
                "Undo",
                key=f"undo_morning_{answer.day:%Y%m%d}",
                type="tertiary",
                icon=":material/undo:",
                on_click=mornings.take_back,
                args=(answer,),
            )
        _say_trouble(answer.day)


def _morning_card(day: date, today: date) -> None:
    title, label = morning_asks(day, today)
    key = f"morning_{day:%Y%m%d}"
    with blocks.card(title, key="morning"):
        answer = widgets.scale_0_10(
            label,
            key=key,
            saved=None,
            low=NO_PAIN,
            high=WORST_PAIN,
            on_tap=lambda: mornings.save(day, st.session_state[key]),
        )
        _say_trouble(day)
        if answer is not None and mornings.trouble(day):
            st.button("Save it again", key="again", on_click=mornings.save, args=(day, answer))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.caption("One tap saves it.", width="content")
            if day != today:
                st.button(
                    "I do not remember",
                    key="not_remembered",
                    type="tertiary",
                    on_click=mornings.save,
                    args=(day, None),
                )


def _say_trouble(day: date) -> None:
    problem = mornings.trouble(day)
    if problem:
        st.error(problem, icon=":material/error:")


def morning_asks(day: date, today: date) -> tuple[str, str]:
    """The title of the question about that morning, and the question; late, it names the day."""
    if day == today:
        return "How was this morning?", "How much did it hurt when you got up?"
    return (
        f"How was {'yesterday' if _is_yesterday(day, today) else f'{day:%A}'} morning?",
        f"On {day:%A} morning, {day.day} {day:%B}, the day after your session: "
        "how much did it hurt when you got up?",
    )


def answered_says(answer: Answer, today: date) -> str:
    """What was saved, and for which morning."""
    day = answer.day
    if day == today:
        morning, on = "this morning", ""
    elif _is_yesterday(day, today):
        morning, on = "yesterday morning", ""
    else:
        morning, on = f"{day:%A} morning", "on "
    if answer.pain_0_10 is None:
        return f"Saved: you do not remember {morning}."
    return f"Saved: {answer.pain_0_10} of 10 {on}{morning}."


def _is_yesterday(day: date, today: date) -> bool:
    return day == today - timedelta(days=1)


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
        return f"Not saved yet. Please say {joined(missing)}."
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
    now = clock.now()
    row: Row = {
        "checkin_id": form.id,
        "checkin_at": now,
        "checkin_date": now.date(),
        "kind": "weekly",
        "pain_average_7d_0_10": form.saved("average"),
        "pain_worst_7d_0_10": form.saved("worst"),
        "sleep_disturbed_nights": form.saved("nights"),
        "flare": form.saved("flare"),
        "leg_worse": form.saved("leg_worse"),
        **{f"activity_{n}_0_10": form.saved(f"activity_{n}") for n in ACTIVITIES},
    }
    if here.save_rows("checkins", row):
        typed.close(form)
        here.tell("Saved.")
