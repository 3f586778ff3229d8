"""What came of one test: the result, a published group if one fits, and how it changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

import altair as alt
import streamlit as st

from lib import charts, dates, strength
from lib.model import Decision, Knowledge, Position, StrengthTest, TestResult
from lib.ui import blocks, here, sources, widgets

_DRAWN = "strength_drawn"


def drawn(name: str, key: Hashable, build: Callable[[], alt.LayerChart]) -> None:
    """Shows a chart; the finished one is kept for this session while `key` is the same."""
    kept: dict[str, tuple[Hashable, dict[str, Any]]] = st.session_state.setdefault(_DRAWN, {})
    if name not in kept or kept[name][0] != key:
        kept[name] = (key, build().to_dict(validate=False))
    # a copy, for Streamlit takes the data out of the spec it is given
    st.vega_lite_chart(deepcopy(kept[name][1]), theme=None, width="stretch")


def age_and_sex(decision: Decision) -> tuple[int | None, str | None]:
    """What published groups are told by; None where it was not answered."""
    facts = decision.profile.facts if decision.profile is not None else {}
    age, sex = facts.get("age_years"), facts.get("sex")
    return (age if isinstance(age, int) else None, sex if isinstance(sex, str) else None)


def last_words(test: StrengthTest, results: Sequence[TestResult], today: date) -> str:
    """`22 s left, 41 s right, 3 November`, or that it was not done yet."""
    found = [strength.latest(results, test.id, side) for side in test.sides]
    last = [result for result in found if result is not None]
    if not last:
        return "not done yet"
    values = ", ".join(amount(result, test) for result in last)
    return f"{values}, {day_words(max(result.day for result in last), today)}"


def amount(result: TestResult, test: StrengthTest) -> str:
    """`22 s left`, `14 times`."""
    unit = "times" if test.measure == "count" else "s"
    return " ".join(part for part in (str(result.value), unit, result.side) if part)


def day_words(day: date, today: date) -> str:
    """The day in words."""
    return "today" if day == today else dates.day_words(day, today)


def card(
    test: StrengthTest,
    decision: Decision,
    results: Sequence[TestResult],
    known: Knowledge,
    *,
    dark: bool,
) -> None:
    """The latest result, where it stands, and the change on each side."""
    own = [result for result in results if result.test == test.id and result.is_test]
    if not own:
        return
    with blocks.card("Your results", key="results"):
        st.markdown(f"**Last: {last_words(test, own, decision.today)}.**")
        for result in _hurting(test, own):
            side = f" on the {result.side}" if result.side else ""
            st.markdown(f"It hurt{side}: {result.pain_0_10} of 10.")
        if not _beside_others(test, decision, own, known):
            st.caption(test.limits)
        for side in test.sides:
            _over_time(test, side, own, known, dark=dark)


def _hurting(test: StrengthTest, own: Sequence[TestResult]) -> list[TestResult]:
    last = [strength.latest(own, test.id, side) for side in test.sides]
    return [result for result in last if result is not None and result.pain_0_10 is not None]


# --- beside a published group ---------------------------------------------------------------------


def _beside_others(
    test: StrengthTest, decision: Decision, own: Sequence[TestResult], known: Knowledge
) -> bool:
    """The position on each side, with the group's size and limits; False where no group fits."""
    age, sex = age_and_sex(decision)
    found: Position | None = None
    for side in test.sides:
        last = strength.latest(own, test.id, side)
        if last is None or last.value is None:
            continue
        found = strength.position(test.id, last.value, age, sex, known)
        if found is not None:
            st.markdown(f"{f'{side.capitalize()}: ' if side else ''}{found.says}")
    if found is not None:
        _group(found, known)
    elif sex is None and here.is_own() and _has_groups(test, age, known):
        _ask_which(known)
    return found is not None


def _group(found: Position, known: Knowledge) -> None:
    norm = found.norm
    said = [f"Published values: {norm.sample}. {norm.limits}", found.assumes]
    st.caption(" ".join(part for part in said if part))
    with blocks.why("Where these values are from", key="group"):
        sources.listed(norm.source, known)


def _has_groups(test: StrengthTest, age: int | None, known: Knowledge) -> bool:
    """Whether published values would fit if one knew which of them."""
    sexes = {norm.sex for norm in known.norms.values() if norm.test == test.id}
    return any(strength.fitting(test.id, age, sex, known) for sex in sexes - {"all"})


def _ask_which(known: Knowledge) -> None:
    question = known.questions["sex"]
    answer = widgets.choice(
        f"{question.asks} {question.detail}",
        question.choices,
        key="strength_sex",
        saved=None,
        side_by_side=True,
    )
    st.button("Save", key="save_sex", disabled=answer is None, on_click=_save_which)


def _save_which() -> None:
    answer = st.session_state.get("strength_sex")
    if answer is not None and here.save_answers({**here.last_answers(), "sex": answer}):
        here.tell("Saved.")


# --- over time ----------------------------------------------------------------------------------------


def _over_time(
    test: StrengthTest, side: str, own: Sequence[TestResult], known: Knowledge, *, dark: bool
) -> None:
    change = strength.change(test.id, own, known, side)
    if change.days == 0:
        return
    says = f"{f'{side.capitalize()} side. ' if side else ''}{change.says}"
    st.markdown(f"**{says}**" if change.days > 1 else says)
    if change.days < 2:
        return
    frame = charts.trend_frame(own, test.id, side)
    target = None if test.target is None else known.limit(test.target)
    drawn(
        f"trend_{test.id}_{side}",
        (tuple(own), dark),
        lambda: charts.trend_chart(
            frame,
            says,
            dark,
            counts=test.measure == "count",
            error=change.error,
            target=target,
        ),
    )
    with blocks.why("Numbers behind this chart", key=f"numbers_{side}"):
        st.dataframe(charts.numbers(frame), hide_index=True)
