"""The first visit: what this is, one button, and a quiet way to look at an example."""

from __future__ import annotations

import streamlit as st

from lib.model import Decision
from lib.ui import blocks, here, screens
from lib.ui.check_in import bad
from lib.ui.check_in.visit import BadDay
from lib.ui.today import bad_day


def stands_for(decision: Decision) -> bool:
    """Before the first check-in, and while only a plan for one day was made."""
    return decision.profile is None or bad.day_of(decision) is not None


def show(decision: Decision) -> None:
    """What stands on Today before there is a plan: today's own, or the way to one."""
    day = bad.day_of(decision)
    if day is not None and day.day == decision.today:
        bad_day.show(day, decision)
        return
    main, side = st.columns([2, 1], gap="small")
    with main:
        _start(decision, day)
    with side:
        _what_happens()
    _examples()


def _start(decision: Decision, before: BadDay | None) -> None:
    begun = bool(here.draft())
    with blocks.card("A plan for a back that hurts", key="first"):
        if before is None:
            st.markdown(
                "Answer questions about your back and get an exercise plan in four phases, made from "
                "rules you can read. Log what you do, and see whether it helps."
            )
        else:
            st.markdown(
                f"The plan of {before.day:%A} {before.day.day} {before.day:%B} was for that day only. "
                "Now come the rest of the questions, and your whole plan. How it is now and the "
                "safety signs are asked again: they can change overnight."
            )
        pressed = st.button(
            "Go on with the check-in" if begun else "Start the check-in",
            type="primary",
            key="start_check_in",
        )
        if before is None:
            st.caption("About four minutes. You can pause after each step.")
        else:
            left = bad_day.minutes(bad_day.rest_minutes(decision, here.known()))
            st.caption(f"About {left}. You can pause after each step.")
        bad.way_in(decision, key="first")
        st.caption(
            f"Can hardly sit? About {bad_day.minutes(bad.minutes())}, lying down if you like, and you "
            "have something to do for today."
        )
        blocks.way_to(screens.GET_HELP, "Is it urgent? Get help", icon=screens.GET_HELP.icon)
    if pressed:
        blocks.go(screens.CHECK_IN)


def _what_happens() -> None:
    with blocks.card("What happens", key="how"):
        st.markdown(
            "1. **Answer.** First come the signs that need a doctor, not an app.\n"
            "2. **Do.** Easy movement first. Strength comes when your back is ready for it.\n"
            "3. **Log.** The plan follows how your back is doing, and says why."
        )
        blocks.way_to(screens.HOW_IT_WORKS)


def _examples() -> None:
    people = here.examples()
    with blocks.why("Look at an example first", key="examples"):
        chosen = st.selectbox(
            "A made-up person with weeks of log",
            list(people),
            format_func=lambda id: people[id].name,
            key="example_choice",
            width=320,
        )
        st.markdown(people[chosen].story)
        st.button("Look at this example", key="look", on_click=here.look_at, args=(chosen,))
