"""The first visit: what this is, one button, and a quiet way to look at an example."""

from __future__ import annotations

import streamlit as st

from lib.ui import blocks, here, screens


def show() -> None:
    """What stands on Today before there is a check-in."""
    main, side = st.columns([2, 1], gap="small")
    with main:
        _start()
    with side:
        _what_happens()
    _examples()


def _start() -> None:
    begun = bool(here.draft())
    with blocks.card("A plan for a back that hurts", key="first"):
        st.markdown(
            "Answer questions about your back and get an exercise plan in four phases, made from "
            "rules you can read. Log what you do, and see whether it helps."
        )
        pressed = st.button(
            "Go on with the check-in" if begun else "Start the check-in",
            type="primary",
            key="start_check_in",
        )
        st.caption("About four minutes. You can pause after each step.")
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
