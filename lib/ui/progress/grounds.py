"""Draws what stands behind a decision: what was asked for, the rows as links, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import streamlit as st

from lib import dates, evidence
from lib.course import CHOSEN
from lib.evidence import Evidence, UsedRow
from lib.model import DayDecision, Decision, Knowledge
from lib.ui import blocks, screens
from lib.ui.sessions import looked

WHY = "Why, and from what"
ROWS_SHOWN = 8
"""Of decisions alike, the latest rows; the others say the same."""
LINES_SHOWN = 4


@contextmanager
def opened(key: str, label: str = WHY) -> Iterator[bool]:
    """A quiet line that opens in place; True once it is open, for until then nothing is worked out."""
    with blocks.opened(label, key=key) as is_open, st.container(key=f"grounds_{key}"):
        yield is_open


def of_decisions(
    made: Sequence[DayDecision],
    moved: Sequence[str],
    decision: Decision,
    known: Knowledge,
    key: str,
) -> None:
    """The evidence of one decision, or of several alike, newest first; `moved` in words."""
    if moved:
        st.markdown("\n".join(f"- {line}" for line in moved))
    found: dict[str, list[tuple[date, Evidence]]] = {}
    for one in reversed(made):
        for grounds in evidence.of_decision(one, decision, known):
            found.setdefault(grounds.rule_id, []).append((one.day, grounds))
    for number, alike in enumerate(found.values()):
        _rule(alike, decision.today, f"{key}_{number}")


def of_one(grounds: Evidence, today: date, key: str) -> None:
    """One piece of evidence about today."""
    _rule([(today, grounds)], today, key)


def _rule(alike: Sequence[tuple[date, Evidence]], today: date, key: str) -> None:
    """One rule: what it asks, what it used, what is missing, what would change it."""
    first = alike[0][1]
    asked, *terms = first.requirement
    if first.rule_id == CHOSEN:
        st.markdown(f"**A choice, beside the rules.** {blocks.plain(asked)}")
        return
    st.markdown("  \n".join([f"**The rule.** {asked}", *(f":small[{term}]" for term in terms)]))
    used = sorted({row for _, one in alike for row in one.used}, key=lambda row: row.day)
    if used:
        st.markdown("**From your log**")
        with st.container(gap=None, key=f"rows_{key}"):
            for number, row in enumerate(used[-ROWS_SHOWN:]):
                _row(row, today, f"row_{key}_{number}")
        if len(used) > ROWS_SHOWN:
            st.caption(f"and {len(used) - ROWS_SHOWN} earlier ones that say the same")
    _lines("Missing", [says for _, one in alike for says in one.missing])
    changes = [change.says for _, one in alike for change in one.would_change]
    _lines("What would have changed it", changes)


def _row(row: UsedRow, today: date, key: str) -> None:
    when = dates.day_words(row.day, today)
    label = f"{row.what}, {when}: {blocks.plain(row.says)}"
    if st.button(label, key=key, type="tertiary", icon=":material/arrow_forward:"):
        looked.look_at(row.day)
        blocks.go(screens.SESSIONS)


def _lines(title: str, said: Sequence[str]) -> None:
    """Each sentence once, those of the latest days."""
    says = list(dict.fromkeys(said))[-LINES_SHOWN:]
    if says:
        st.markdown("\n".join([f"**{title}**", "", *(f"- {blocks.plain(one)}" for one in says)]))
