"""One session day: picked on the chart or from the list beside it, with its numbers and its place in
the log."""

from __future__ import annotations

from datetime import date

import streamlit as st

from lib import charts, plan_words, verdicts
from lib.model import Decision, Knowledge, SessionDay
from lib.ui import blocks, screens
from lib.ui.progress.looks import Look
from lib.ui.sessions import looked

_DAY, _CHART = "progress_day", "progress_response"
LAST_SESSION_DAYS = 24


def chart(look: Look, decision: Decision) -> None:
    """The chart; a press on a day chooses it."""
    drawn = look.drawn()
    if drawn is None:
        return
    shown = _chosen(decision).day.isoformat()
    params = [
        {**param, "value": shown} if param["name"] == charts.SHOWN else param
        for param in drawn.spec["params"]
    ]
    st.vega_lite_chart(
        {**drawn.spec, "params": params},
        theme=None,
        width="stretch",
        key=_CHART,
        on_select=_pick,
        selection_mode=charts.PICK,
    )


def _pick() -> None:
    found = st.session_state[_CHART]["selection"].get(charts.PICK) or []
    if found:
        st.session_state[_DAY] = date.fromisoformat(found[0]["date"])


def _days(decision: Decision) -> list[SessionDay]:
    """Those on the chart, newest first."""
    return list(reversed(decision.progress.session_days[-LAST_SESSION_DAYS:]))


def _chosen(decision: Decision) -> SessionDay:
    days = {day.day: day for day in _days(decision)}
    picked: date | None = st.session_state.get(_DAY)
    return days[picked] if picked in days else next(iter(days.values()))


def day(decision: Decision, known: Knowledge) -> None:
    """The day that is chosen, at first the latest: its numbers, and the way to it in the log."""
    days = [one.day for one in _days(decision)]
    if st.session_state.get(_DAY) not in days:
        st.session_state.pop(_DAY, None)
    st.selectbox(
        "Session day",
        days,
        format_func=lambda one: f"{one:%A} {one.day} {one:%B}",
        key=_DAY,
        help="Or press a day on the chart.",
    )
    one = _chosen(decision)
    st.markdown("\n".join(f"- {line}" for line in _lines(one, decision, known)))
    if st.button("See it in your log", key="see_in_log", icon=":material/arrow_forward:"):
        looked.look_at(one.day)
        blocks.go(screens.SESSIONS)


def _lines(one: SessionDay, decision: Decision, known: Knowledge) -> list[str]:
    settled = verdicts.next_morning(one, decision.today, known.limit)
    morning = "" if one.morning_0_10 is None else f"{one.morning_0_10}, "
    lines = [
        f"{name} **{pain}**"
        for name, pain in (
            ("Pain before", one.before_0_10),
            ("at most", one.most_0_10),
            ("after", one.after_0_10),
        )
        if pain is not None
    ]
    lines = [", ".join(lines)] if lines else []
    lines.append(f"Next morning: **{morning}{settled}**")
    more = [
        f"effort {one.effort_0_10} of 10" if one.effort_0_10 is not None else "",
        f"{one.minutes:g} minutes" if one.minutes is not None else "",
        f"{one.rounds} rounds" if one.rounds > 1 else "",
    ]
    said = " · ".join(part for part in more if part)
    return [*lines, plan_words.sentence(said)] if said else lines
