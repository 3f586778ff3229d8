"""The card for the calendar: days, times, weeks and an alarm, and the file with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from zoneinfo import ZoneInfo

import streamlit as st

from lib import calendar_file, decide
from lib.calendar_file import Chosen
from lib.model import Decision, InputError, Phase, Plan
from lib.phrases import counted
from lib.ui import blocks, clock, here

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_READY_TIMES = (time(8), time(18), time(13), time(20), time(10), time(16))
_WEEKS = (2, 4, 8, 12)
_ALARMS = (None, 0, 10, 30, 60)


def show(decision: Decision) -> None:
    """When sessions are to be, and the file for the calendar; nothing without a plan."""
    plan = decision.plan
    if plan is None or not decide.may_start(decision):
        return
    with blocks.card("In your calendar", key="take_calendar"):
        if not here.is_own():
            st.markdown("This is an example. A calendar file is made of your own plan only.")
            return
        st.markdown(
            f"Your sessions as entries called “{calendar_file.title(plan)}”. Nothing in them says what "
            "they are for."
        )
        _file(decision, plan, _chosen(plan))
        st.caption(
            "When your plan changes, make a new file. Most calendars put its entries in the place of the "
            "old ones; in some you delete the old ones yourself. Some use an alarm of their own."
        )


def _chosen(plan: Plan) -> Chosen:
    days = st.pills(
        f"Days, up to {counted(plan.days_per_week, 'day')} a week",
        list(range(7)),
        selection_mode="multi",
        default=list(calendar_file.spread(plan.days_per_week)),
        format_func=_WEEKDAYS.__getitem__,
        key=f"calendar_days_{plan.days_per_week}",
    )
    if plan.phase >= Phase.STRENGTHEN and _touch(days):
        st.caption("Strength needs rest: leave a day between two sessions where you can.")
    with st.container(horizontal=True):
        times = [_time(number, plan.times_per_day) for number in range(plan.times_per_day)]
    with st.container(horizontal=True):
        weeks = st.selectbox(
            "For", _WEEKS, index=1, format_func=_weeks, key="calendar_weeks", width=160
        )
        alarm = st.selectbox(
            "Alarm", _ALARMS, index=2, format_func=_alarm, key="calendar_alarm", width=220
        )
    return Chosen(tuple(days), tuple(times), weeks, alarm, _zone())


def _time(number: int, rounds: int) -> time:
    """A time for that round."""
    label = "Time" if rounds == 1 else f"Round {number + 1}"
    return st.time_input(label, _READY_TIMES[number], key=f"calendar_time_{number}", width=160)


def _weeks(number: int) -> str:
    return counted(number, "week")


def _alarm(minutes: int | None) -> str:
    if minutes is None:
        return "none"
    return f"{counted(minutes, 'minute')} before" if minutes else "when it begins"


def _touch(days: Sequence[int]) -> bool:
    """Whether two of the days follow each other, Sunday and Monday too."""
    return any((day + 1) % 7 in days for day in days)


def _zone() -> str | None:
    """The visitor's time zone by name; None where only the offset of today is known, or nothing."""
    zone = clock.visitor_zone()
    return zone.key if isinstance(zone, ZoneInfo) else None


def _file(decision: Decision, plan: Plan, chosen: Chosen) -> None:
    """The button, or what is wrong with the choice. A file is as new as the page it stands on."""
    first = decision.check_ins[0].answered_at
    try:
        data = calendar_file.make(plan, chosen, first, clock.now())
    except InputError as error:
        st.markdown(f":material/info: {error}")
        return
    st.download_button(
        "Download for your calendar",
        data=data,
        file_name="even-keel.ics",
        mime="text/calendar",
        on_click="ignore",
        icon=":material/event:",
        key="calendar_file",
    )
