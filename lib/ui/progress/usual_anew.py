"""Letting the usual range of pain begin anew, on request, and taking that back."""

from __future__ import annotations

import streamlit as st

from lib import dates, overrides, past
from lib.model import Decision, Override
from lib.ui import blocks, clock, here

KEY = "usual_anew"
MEANS = (
    "Has something changed, such as a new spell of pain, a new job or a treatment? Then your "
    "usual range can be made anew, of the weeks from **{day}** on. Until there are enough of them it "
    "is too early to say whether your pain is changing. Nothing you logged is lost, the chart keeps "
    "your earlier range, and your plan stays as it is."
)


def control(decision: Decision) -> None:
    """The quiet choice under the chart of pain; nothing for an example person."""
    if not here.is_own():
        return
    begins = past.usual_begins(decision.today)
    standing = [one for one in decision.usual_anew if past.usual_begins(one.day) == begins]
    with blocks.opened("Begin my usual range anew", key=KEY) as is_open:
        if not is_open:
            return
        day = dates.day_words(begins, decision.today)
        if not standing:
            st.markdown(MEANS.format(day=day))
            st.button(f"Begin anew from {day}", key=f"{KEY}_begin", on_click=_begin)
        for one in decision.usual_anew:
            _taken_back(one, decision)


def _taken_back(made: Override, decision: Decision) -> None:
    day = dates.day_words(past.usual_begins(made.day), decision.today)
    st.markdown(f"You let it begin anew from {day}.")
    st.button("Take it back", key=f"{KEY}_back_{made.id}", on_click=_take_back, args=(made,))


def _begin() -> None:
    """Once however often it is pressed: the row is known by its week and by what was taken back."""
    decision, now = here.decision(), clock.now()
    begins = past.usual_begins(now.date())
    if any(past.usual_begins(one.day) == begins for one in decision.usual_anew):
        return
    ids = here.log().frames["overrides"]["override_id"]
    earlier = int(ids.str.startswith(f"usual-{begins}").sum())
    made = Override(now, now.date(), overrides.USUAL, id=f"usual-{begins}-{earlier}", by="you")
    if here.save_rows("overrides", overrides.as_row(made)):
        here.tell(f"Saved. Your usual range begins anew on {dates.full_date(begins)}.")


def _take_back(made: Override) -> None:
    now = clock.now()
    undo = overrides.undo(made, Override(now, now.date(), "undo", by="you"))
    if here.save_rows("overrides", overrides.as_row(undo)):
        here.tell("Taken back. Your usual range is as it was.")
