"""It is bad right now: the way in, and where its few answers lead.

Nothing of it begins a course. Where the answers allow a plan for today, they stay in the draft of
the check-in, which asks the rest later; only what needs somebody to look first becomes a row.
"""

from __future__ import annotations

import streamlit as st

from lib import today_only
from lib.model import Clearance, Decision, InputError
from lib.ui import blocks, here, screens
from lib.ui.check_in import path, state, visit
from lib.ui.check_in.path import Mode
from lib.ui.check_in.visit import BadDay, Visit

LABEL = "It is bad right now"


def can_begin(decision: Decision) -> bool:
    """While it is about oneself, no plan was ever made and nobody needs to look first."""
    waits = decision.clearance > Clearance.ASK_AGAIN
    return here.is_own() and not waits and not state.has_begun(decision)


def way_in(decision: Decision, *, key: str, label: str = LABEL) -> None:
    """The button that leads to the few questions; nothing for somebody who has a plan."""
    if can_begin(decision) and st.button(label, key=f"bad_{key}"):
        state.want(Mode.BAD)
        blocks.go(screens.CHECK_IN)


def way_in_if_known(*, key: str) -> None:
    """The same on a page that stands whatever the journal says, for somebody without a plan."""
    if here.is_looking():
        return
    try:
        decision = here.decision()
    except InputError:
        return
    way_in(decision, key=key, label="I have no plan yet: what can I do today?")


def minutes() -> int:
    """How long the few questions take."""
    known = here.known()
    return path.minutes_left(path.parts(Mode.BAD, (), known), {}, known)


def day_of(decision: Decision) -> BadDay | None:
    """The plan for one day that was made last, whichever day that was; None without one.

    None too where its answers, as they come out of the draft, would no longer allow one.
    """
    under_way = state.pending(decision) if can_begin(decision) else None
    if under_way is None or under_way.bad is None:
        return None
    made = under_way.bad
    found = today_only.screen(made.answers, here.known(), made.day)
    return None if found.clearance.withholds_plan else made


def finish(under_way: Visit, decision: Decision) -> bool:
    """Ends the few questions; False when something is to be saved and was not.

    Findings that withhold a plan are saved, so that they hold on the next visit. So are answers
    that end a stop of this visit. Otherwise the journal hears nothing.
    """
    known = here.known()
    found = today_only.screen(under_way.answers, known, decision.today)
    ends_a_stop = decision.clearance > Clearance.ASK_AGAIN
    row = today_only.row(under_way.answers, found, known)
    holds_on = found.clearance.withholds_plan or ends_a_stop
    if holds_on and not here.save_answers(row):
        return False
    if not found.clearance.withholds_plan:
        state.keep(visit.with_plan_for_today(under_way, known))
    return True
