"""The answered questions: each its sentence, its chart and the tables behind it.

Building a chart is the slow part, so each is built when it is first looked at and kept for this one
session, as long as the decision it shows is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from lib import activities, ahead, areas, charts, past, strength, usual, verdicts
from lib.model import Decision, Knowledge, TestChange
from lib.ui import blocks
from lib.ui.strength import outcome

_LOOKS = "progress_looks"
SIDE_BY_SIDE = "Front, back, left and right beside each other:"
RANGES: Mapping[str, int | None] = {"12 weeks": 84, "Half a year": 182, "All": None}
"""How far back the chart of pain goes, in days, where there is more to choose from."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished chart and the tables behind it."""

    spec: Mapping[str, Any]
    tables: tuple[pd.DataFrame, ...] = ()


@dataclass(slots=True)
class Look:
    """One answered question. `draw` None: nothing to draw, or too little to be worth a chart."""

    question: str
    kind: str
    says: str
    details: tuple[str, ...] = ()
    draw: Callable[[], Drawn] | None = None
    _drawn: Drawn | None = None

    def drawn(self) -> Drawn | None:
        """The chart, built at the first call."""
        if self._drawn is None and self.draw is not None:
            self._drawn = self.draw()
        return self._drawn


@dataclass(slots=True)
class Looks:
    """Everything Progress shows for one decision; each look is made when it is first asked for."""

    decision: Decision
    known: Knowledge
    dark: bool
    made: dict[tuple[str, ...], Look] = field(default_factory=dict)
    _history: usual.PainHistory | None = None

    def _once(self, key: tuple[str, ...], make: Callable[[], Look]) -> Look:
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    # --- is my pain changing? -----------------------------------------------------------

    @property
    def history(self) -> usual.PainHistory:
        """Days, weeks, ranges and verdict of pain."""
        if self._history is None:
            self._history = past.pain_history(self.decision, self.known)
        return self._history

    def ranges(self) -> tuple[str, ...]:
        """What may be chosen to look at: nothing while the whole log is short."""
        first = charts.first_day(self.history, self.decision.progress)
        span = (self.decision.today - first).days
        shorter = [name for name, days in RANGES.items() if days is not None and days < span]
        return (*shorter, "All") if span > charts.HALF_YEAR_DAYS else ()

    def pain(self, back: str = "All") -> Look:
        """Pain over time, from as far back as asked."""
        return self._once(("pain", back), lambda: self._pain(back))

    def _pain(self, back: str) -> Look:
        days, today, verdict = RANGES[back], self.decision.today, self.history.verdict
        since = None if days is None else today - timedelta(days=days)

        def draw() -> Drawn:
            progress, limit = self.decision.progress, self.known.limit
            frames = charts.pain_frames(self.history, progress, limit, since)
            phases = past.phase_spans(self.decision.course, today, self.known)
            chart = charts.pain_chart(frames, phases, verdict.says, self.dark)
            return _finished(chart, *(frame for frame in (frames.weeks, frames.days) if len(frame)))

        return Look("Is my pain changing?", verdict.kind, verdict.says, verdict.details, draw)

    # --- how does my back answer to sessions? -------------------------------------------------

    def response(self) -> Look:
        """The last session days: the most, and the next morning."""
        return self._once(("response",), self._response)

    def _response(self) -> Look:
        progress, limit = self.decision.progress, self.known.limit
        verdict = verdicts.response(progress, limit)

        def draw() -> Drawn:
            frame = charts.response_frame(progress, limit)
            return _finished(charts.response_chart(frame, limit, verdict.says, self.dark), frame)

        return Look(
            "How does my back answer to sessions?",
            verdict.kind,
            verdict.says,
            draw=draw if progress.session_days else None,
        )

    # --- am I doing it? ------------------------------------------------------------------------

    def doing(self) -> Look:
        """Session days beside those planned."""
        return self._once(("doing",), self._doing)

    def _doing(self) -> Look:
        progress, asked = self.decision.progress, past.planned(self.decision, self.known)
        verdict = verdicts.doing(progress, asked, self.known.limit)

        def draw() -> Drawn:
            frame = charts.doing_frame(progress, asked)
            return _finished(charts.doing_chart(frame, verdict.says, self.dark), frame)

        draw_if = draw if asked else None
        return Look("Am I doing it?", verdict.kind, verdict.says, draw=draw_if)

    def minutes(self) -> Look:
        """Minutes a week beside those planned."""
        return self._once(("minutes",), self._minutes)

    def _minutes(self) -> Look:
        progress, asked = self.decision.progress, past.planned(self.decision, self.known)
        verdict = verdicts.minutes(progress, asked, self.known.limit)

        def draw() -> Drawn:
            frame = charts.doing_frame(progress, asked)
            return _finished(charts.minutes_chart(frame, verdict.says, self.dark))

        draw_if = draw if asked else None
        return Look("For how long?", verdict.kind, verdict.says, draw=draw_if)

    # --- what moves me on? ---------------------------------------------------------------------

    def gates(self) -> Look:
        """The requirements of the next phase; in the last phase the phases so far."""
        return self._once(("gates",), self._gates)

    def _gates(self) -> Look:
        course = self.decision.course
        question = "What moves me on?"
        if course is None:
            return Look(question, "too_little", "A plan comes first.")
        kind, says = ahead.verdict(course, self.known)
        if not course.gate:
            return Look(question, kind, says)
        today = self.decision.today
        found = ahead.requirements(course, self.known)

        def draw() -> Drawn:
            chart = charts.gates_chart(found, says, today, self.dark)
            weeks = [charts.gates_weeks_frame(found, today)] if course.gate_weeks else []
            return _finished(chart, charts.gates_frame(found), *weeks)

        return Look(question, kind, says, ahead.since_a_week_ago(found), draw)

    def phases(self) -> Look:
        """The phases so far, as a ribbon."""
        return self._once(("phases",), self._phases)

    def _phases(self) -> Look:
        today = self.decision.today
        spans = past.phase_spans(self.decision.course, today, self.known)

        def draw() -> Drawn:
            return _finished(charts.phases_chart(spans, today, self.dark))

        return Look("", "", "", draw=draw if spans else None)

    # --- am I getting stronger? -----------------------------------------------------------------

    def stronger(self) -> Look:
        """Sets a week of each area; what tests say stands in the sentence."""
        return self._once(("stronger",), self._stronger)

    def _stronger(self) -> Look:
        kind, says = areas.verdict(self.decision, self.known)
        today = self.decision.today

        def draw() -> Drawn:
            frame = charts.dose_frame(areas.weeks(self.decision, self.known), today)
            return _finished(charts.dose_chart(frame, says, today, self.dark), frame)

        details = (SIDE_BY_SIDE, self.balance().says) if self.balance().draw else ()
        draw_if = draw if areas.is_trained(self.decision, self.known) else None
        return Look("Am I getting stronger?", kind, says, details, draw_if)

    def balance(self) -> Look:
        """Front, back, left and right beside each other; nothing before the first test."""
        return self._once(("balance",), self._balance)

    def _balance(self) -> Look:
        results, tests = self.decision.progress.tests, self.known.tests
        age, sex = outcome.age_and_sex(self.decision)
        found = strength.balance(results, self.known, age, sex)

        def draw() -> Drawn:
            frame = charts.balance_frame(found, tests)
            return _finished(charts.balance_chart(frame, found.says, self.dark), frame)

        is_there = any(row.value is not None for row in found.rows)
        return Look("", "", found.says, draw=draw if is_there else None)

    def test(self, change: TestChange) -> Look:
        """One test on one side over time."""
        key = ("test", change.test, change.side)
        return self._once(key, lambda: self._test(change))

    def _test(self, change: TestChange) -> Look:
        test, limit = self.known.tests[change.test], self.known.limit
        says = f"{areas.name_of(change, self.known)}. {change.says}"

        def draw() -> Drawn:
            frame = charts.trend_frame(self.decision.progress.tests, change.test, change.side)
            chart = charts.trend_chart(
                frame,
                says,
                self.dark,
                counts=test.measure == "count",
                error=change.error,
                target=None if test.target is None else limit(test.target),
            )
            return _finished(chart, frame)

        return Look("", change.kind, says, areas.how_judged(change, self.known), draw)

    # --- what can I do again? --------------------------------------------------------------------

    def regained(self) -> Look:
        """The person's own activities."""
        return self._once(("regained",), self._regained)

    def _regained(self) -> Look:
        question, today = "What can I do again?", self.decision.today
        found = activities.of(self.decision)
        kind, says = activities.verdict(found, self.known.limit, today)
        if found.began is None:
            return Look(question, kind, says)
        enough = min(
            self.known.limit("activity_good_0_10"),
            round(found.began + self.known.limit("activity_rise_needed_0_10"), 1),
        )

        def draw() -> Drawn:
            frame = charts.regained_frame(found, today)
            return _finished(charts.regained_chart(frame, enough, says, self.dark), frame)

        return Look(question, kind, says, draw=draw)


def kept(decision: Decision, known: Knowledge, dark: bool) -> Looks:
    """The looks of this decision, with the charts that were built already."""
    found: Looks | None = st.session_state.get(_LOOKS)
    if found is None or found.decision is not decision or found.dark != dark:
        found = st.session_state[_LOOKS] = Looks(decision, known, dark)
    return found


def _finished(chart: alt.LayerChart, *frames: pd.DataFrame) -> Drawn:
    return Drawn(spec_of(chart), tuple(charts.numbers(frame) for frame in frames))


def spec_of(chart: alt.LayerChart) -> Mapping[str, Any]:
    """The chart as it is sent; the tests of the charts check every spec, at leisure."""
    return chart.to_dict(validate=False)


# --- on the page -----------------------------------------------------------------------------------


def answer(look: Look) -> None:
    """The question, the answer as a heading, and what goes with it."""
    st.caption(look.question)
    st.subheader(look.says, anchor=False)
    if look.details:
        st.caption(" ".join(look.details))


def chart(look: Look) -> None:
    """The chart, where there is one."""
    drawn = look.drawn()
    if drawn is not None:
        # a copy, for Streamlit takes the data out of the spec it is given
        st.vega_lite_chart(dict(drawn.spec), theme=None, width="stretch")


def numbers(look: Look, key: str, note: str = "") -> None:
    """The tables behind a chart, closed at first."""
    drawn = look.drawn()
    tables = [table for table in drawn.tables if len(table)] if drawn is not None else []
    if not tables:
        return
    with blocks.why("Numbers behind this chart", key=f"numbers_{key}"):
        if note:
            st.caption(note)
        for table in tables:
            st.dataframe(table, hide_index=True)
