"""What a hold of the first sessions has shown and what the plan makes of it, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from lib import effect
from lib.course import ability
from lib.model import Decision, Knowledge, TestResult

_FOUND = "first_hold_found"


def keep(sentences: Sequence[str]) -> None:
    """Remembers them for this visit, in place of what was found before."""
    st.session_state[_FOUND] = tuple(sentences)


def kept() -> tuple[str, ...]:
    """What the last hold of this visit has shown; empty before one."""
    found: tuple[str, ...] = st.session_state.get(_FOUND, ())
    return found


def says(before: Decision, after: Decision, known: Knowledge) -> tuple[str, ...]:
    """What the results that came in between have shown, and what differs in the plan.

    Both decisions are for the same day; empty when nothing came in, or there is no plan.
    """
    old = {result.id for result in before.progress.tests}
    new = [result for result in after.progress.tests if result.id not in old]
    if not new or before.course is None or after.course is None:
        return ()
    shown = [sentence for result in new for sentence in _shown(result, before, known)]
    return (*shown, *(effect.of_change(before, after, known).plan or (effect.NOTHING,)))


def _shown(result: TestResult, before: Decision, known: Knowledge) -> Iterator[str]:
    """What one hold says about the question it is for; it has been done in the phase before it."""
    test, held = known.tests[result.test], result.seconds or 0
    question = test.answers[test.sides.index(result.side)]
    what = known.questions[question].asks.partition(":")[0]
    assert before.course is not None
    if ability.shown([result], before.course.phase, known):
        was = None if before.profile is None else before.profile.facts.get(question)
        now = "You can still" if was == "yes" else "You can now"
        yield f"**{now} do the {what}**, because you held it for {held} seconds."
    elif held < (least := known.whole("ability_hold_s")):
        yield (
            f"The {what} stays open: you held it for {held} seconds, and it takes {least}. "
            "That is fine for a first try."
        )
    else:
        yield f"The {what} stays open: it hurt more than exercise may."
