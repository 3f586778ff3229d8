"""One answered question after another: its sentence, its finished chart and the table behind it.

The finished charts are kept for this one session, as long as the decision they show is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from lib import charts, past, verdicts
from lib.model import Decision, Knowledge
from lib.ui import blocks
from lib.verdicts import Verdict

_LOOKS = "progress_looks"


@dataclass(frozen=True, slots=True)
class Look:
    """One answered question: its sentence, the finished chart, and the table behind it."""

    says: str
    spec: Mapping[str, Any]
    numbers: pd.DataFrame


def answer(question: str, look: Look) -> None:
    """The question, the answer as a heading, and the chart where there is something to draw."""
    st.caption(question)
    st.subheader(look.says, anchor=False)
    if not look.numbers.empty:
        # a copy, for Streamlit takes the data out of the spec it is given
        st.vega_lite_chart(deepcopy(dict(look.spec)), theme=None, width="stretch")


def numbers(look: Look, key: str, note: str = "") -> None:
    """The table behind a chart, closed at first."""
    if look.numbers.empty:
        return
    with blocks.why("Numbers behind this chart", key=f"numbers_{key}"):
        if note:
            st.caption(note)
        st.dataframe(look.numbers, hide_index=True)


def kept(decision: Decision, known: Knowledge, dark: bool) -> Mapping[str, Look]:
    """The finished charts: building them is the slow part, so they stay while nothing changes."""
    kept = st.session_state.get(_LOOKS)
    if kept is None or kept[0] is not decision or kept[1] != dark:
        kept = st.session_state[_LOOKS] = (decision, dark, looks_of(decision, known, dark))
    looks: Mapping[str, Look] = kept[2]
    return looks


def looks_of(decision: Decision, known: Knowledge, dark: bool) -> Mapping[str, Look]:
    """Every answer with its chart, for a decision of somebody who has logged something."""
    progress, limit = decision.progress, known.limit
    asked = past.planned(decision, known)
    pains = past.check_in_pains(decision)
    pain_frame = charts.pain_frame(progress, limit, pains)
    response_frame = charts.response_frame(progress, limit)
    doing_frame = charts.doing_frame(progress, asked)
    phases = past.phase_spans(decision.course, decision.today, known)

    pain, response = verdicts.pain(progress, limit), verdicts.response(progress, limit)
    doing = verdicts.doing(progress, asked, limit)
    minutes = verdicts.minutes(progress, asked, limit)
    return {
        "pain": _look(
            pain,
            charts.pain_chart(pain_frame, phases, decision.today, pain.says, dark),
            pain_frame,
        ),
        "response": _look(
            response,
            charts.response_chart(response_frame, limit, response.says, dark),
            response_frame,
        ),
        "doing": _look(doing, charts.doing_chart(doing_frame, doing.says, dark), doing_frame),
        "minutes": _look(
            minutes, charts.minutes_chart(doing_frame, minutes.says, dark), doing_frame
        ),
    }


def _look(verdict: Verdict, chart: alt.LayerChart, frame: pd.DataFrame) -> Look:
    spec = chart.to_dict(validate=False)  # the tests of the charts check every spec, at leisure
    return Look(verdict.says, spec, charts.numbers(frame))
