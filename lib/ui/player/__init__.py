"""The guided session: counts, speaks and stops when it hurts, in the browser, without the server.

    steps    what the browser gets: every set and side, with its times
    result   what it sends back, checked as if a stranger had sent it; journal rows from it
    log      the log form, filled in with what was done

What runs in the browser stands in the `.js` files here, put together after those of `lib.ui.scripts`:

    keep      what is kept, so that a reload goes on where it was
    units     the way through a session
    screens   what stands on the screen
    player    time, keys, buttons

`mount` puts it on the page. The session under way is kept in the browser, with the way it was begun
with, until the journal has it: it goes on after a reload, and can be logged when the plan is another
one by then. Its result is delivered again after a reload, and told apart by its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from lib import hurts, plan_words, words
from lib.model import Course, Decision, Knowledge, Plan, Prescription, Profile, Reason, Urgency
from lib.ui import (
    browser_store,
    figures,
    help_blocks,
    help_content,
    modes,
    scripts,
    session_words,
    stopping,
)
from lib.ui.modes import Mode
from lib.ui.player import result, steps
from lib.ui.player.result import Offered, Played

__all__ = ["SENT", "Way", "asks_for_help", "mount", "session_id", "way_of"]

SENT = "player_sent"
"""Where a delivery waits for the page to read it."""

_KEY, _HELP = "player", "player_help"
_FOLDER = Path(__file__).parent
_SCRIPTS = ("keep", "units", "screens", "player")
_AFTER = "A few questions about how it felt, and it is in your log."
_NO_PLAN = "There is no plan here just now, so it cannot be put in your log yet."
_KEPT = {
    True: "This browser keeps it until then. Check in again, and come back here.",
    False: "This tab keeps it until you close it. Check in again, and come back here.",
}
"""By whether this browser may keep more than its tab does."""

_component = st.components.v2.component(
    "even_keel_player",
    html=(_FOLDER / "component.html").read_text(encoding="utf-8"),
    css=scripts.styled(_FOLDER),
    js=scripts.joined(_FOLDER, *_SCRIPTS),
)


@dataclass(frozen=True, slots=True)
class Way:
    """Today's lines in order, each with its easier neighbour where there is one."""

    offered: Offered
    lines: tuple[tuple[Prescription, Prescription | None], ...]
    rules_version: str


def way_of(
    offered: Offered,
    lines: Sequence[Prescription],
    plan: Plan,
    profile: Profile | None,
    course: Course,
    known: Knowledge,
) -> Way:
    """The way through `lines`; an easier neighbour is none of what the round asks for anyway."""
    planned = session_words.lines_of_round(plan, offered.round)
    pairs = tuple(
        (line, steps.easier_line(line, planned, profile, course, known)) for line in lines
    )
    every = [line for pair in pairs for line in pair if line is not None]
    with_lines = replace(offered, lines={line.exercise_id: line for line in every})
    return Way(with_lines, pairs, plan.rules_version)


def session_id(played: Played) -> str:
    """The journal's id for a session of the player: the same at every delivery."""
    return f"s{played.told_day:%Y%m%d}-{played.id}"


def mount(
    way: Way | None,
    decision: Decision,
    known: Knowledge,
    *,
    taken: Sequence[str],
    refused: Sequence[str] = (),
) -> None:
    """The player for this way, and what is left in this browser of other sessions; without a way
    only that, and nothing when nothing is left.

    `taken` are the ids of the sessions that need not be kept any more, `refused` of those that
    need not be delivered again.
    """
    may_stay = _may_stay()
    can_log = decision.plan is not None
    _component(
        key=_KEY,
        data={
            "way": None if way is None else _way(way, known),
            "plan": "" if decision.plan is None else decision.plan.id,
            "place": "local" if may_stay else "tab",
            "kept_days": known.limit("session_kept_days"),
            "goes_on_h": known.limit("session_goes_on_h"),
            "can_log": can_log,
            "may_go_on": not stopping.is_stopped(decision.course),
            "no_session_from": known.whole("no_session_from_0_10"),
            "too_high": words.of_reason(Reason("progress.no_session_today"), known),
            "signs": [sign.says for sign in help_content.load().of(Urgency.EMERGENCY)],
            "number": help_blocks.country().number,
            "after": _AFTER if can_log else _KEPT[may_stay],
            "not_now": f"{_NO_PLAN} {_KEPT[may_stay]}",
            "is_still": not figures.moves(),
            "taken": list(taken),
            "refused": list(refused),
        },
        on_result_change=_take,
        on_help_change=_help,
    )


def asks_for_help() -> bool:
    """True once after the way to Get help was pressed inside the player."""
    return bool(st.session_state.pop(_HELP, False))


def _take() -> None:
    sent = scripts.sent(_KEY, "result")
    if sent is not None:
        st.session_state[SENT] = sent


def _help() -> None:
    if scripts.sent(_KEY, "help") is not None:
        st.session_state[_HELP] = True


# --- what the browser gets -----------------------------------------------------------------------


def _way(way: Way, known: Knowledge) -> dict[str, Any]:
    """All it takes to go through this session; the browser keeps it with the session."""
    offered = way.offered
    table = hurts.table(offered.phase, known)
    return {
        "plan": offered.plan_id,
        "day": offered.day.isoformat(),
        "round": offered.round,
        "phase": offered.phase.id,
        "rules_version": way.rules_version,
        "exercises": [
            {**_exercise(line, known), "easier": easier and _exercise(easier, known)}
            for line, easier in way.lines
        ],
        "times": {
            "ready_s": known.limit("change_exercise_s"),
            "rest_s": known.limit("rest_between_sets_s"),
            "side_s": steps.SIDE_S,
            "rep_s": known.limit("rep_s"),
        },
        "hurt": {
            "at": {kind: list(rows) for kind, rows in table.at.items()},
            "answers": [
                {"answer": one.answer, "says": words.of_reason(Reason(one.rule_id), known)}
                for one in table.rules
            ],
        },
        "ceilings": [session_words.ceiling(offered.phase, pain, known) for pain in hurts.PAINS],
    }


def _may_stay() -> bool:
    """Whether this browser may keep more than its tab does: one's own computer, or after a yes."""
    return modes.current() is Mode.LOCAL or browser_store.current().keeps


def _exercise(line: Prescription, known: Knowledge) -> Mapping[str, Any]:
    place = plan_words.sentence(plan_words.place(line, known))
    return {
        "id": line.exercise_id,
        "asked": result.asked(line),
        "name": plan_words.name(line, known),
        "dose": session_words.dose_of_round(line),
        "place_and_dose": f"{place} · {session_words.dose_of_round(line)}",
        "one_set": _one_set(line),
        "cues": [*(limit.cue for _, limit in line.limits), *plan_words.cues(line, known)],
        "figure": figures.addresses(plan_words.figure_of_line(line, known), known),
        "sets": [
            {
                "set": work.set,
                "side": work.side,
                "reps": work.reps,
                "hold_s": work.hold_s,
                "seconds": work.seconds,
            }
            for work in steps.works(line.dose, known)
        ],
    }


def _one_set(line: Prescription) -> str:
    """What a set without repetitions asks for."""
    dose = line.dose
    if dose.distance_m is not None:
        load = f" with {dose.load_kg:g} kg" if dose.load_kg is not None else ""
        return f"{dose.distance_m} metres{load}"
    if dose.minutes is not None:
        return f"{dose.minutes:g} minutes"
    return "Hold"
