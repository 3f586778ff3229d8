"""The guided session: counts, speaks and stops when it hurts, in the browser, without the server.

    steps    what the browser gets: every set and side, with its times
    result   what it sends back, checked as if a stranger had sent it; journal rows from it
    log      the log form, filled in with what was done

What runs in the browser stands in the `.js` files here, put together after those of `lib.ui.scripts`:

    keep      what is kept, so that a reload goes on where it was
    units     the way through a session
    screens   what stands on the screen
    player    time, keys, buttons

`mount` puts it on the page. The result is kept in the browser until the journal has its session;
it is delivered again after a reload, and told apart by its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from lib import hurts, words
from lib.model import Course, Knowledge, Prescription, Profile, Reason, Urgency
from lib.ui import browser_store, figures, help_blocks, help_content, modes, scripts, session_words
from lib.ui.modes import Mode
from lib.ui.player import steps
from lib.ui.player.result import Offered

__all__ = ["SENT", "Way", "asks_for_help", "mount", "session_id", "way_of"]

SENT = "player_sent"
"""Where a delivery waits for the page to read it."""

_KEY, _HELP = "player", "player_help"
_FOLDER = Path(__file__).parent
_SCRIPTS = ("keep", "units", "screens", "player")
_AFTER = "A few questions about how it felt, and it is in your log."

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


def way_of(
    offered: Offered,
    lines: Sequence[Prescription],
    planned: Sequence[Prescription],
    profile: Profile | None,
    course: Course,
    known: Knowledge,
) -> Way:
    """The way through `lines`; an easier neighbour is none of what is planned today."""
    pairs = tuple(
        (line, steps.easier_line(line, planned, profile, course, known)) for line in lines
    )
    every = [line for pair in pairs for line in pair if line is not None]
    return Way(
        Offered(
            offered.plan_id,
            offered.day,
            offered.round,
            offered.phase,
            {line.exercise_id: line for line in every},
        ),
        pairs,
    )


def session_id(id: str, offered: Offered) -> str:
    """The journal's id for a session of the player: the same at every delivery."""
    return f"s{offered.day:%Y%m%d}-{id}"


def mount(way: Way, known: Knowledge, *, taken: Sequence[str], refused: Sequence[str] = ()) -> None:
    """The player for this way.

    `taken` are the ids of the sessions that need not be kept any more, `refused` of those that
    need not be delivered again.
    """
    _component(
        key=_KEY,
        data={**_data(way, known), "taken": list(taken), "refused": list(refused)},
        on_result_change=_take,
        on_help_change=_help,
    )


def asks_for_help() -> bool:
    """True once after the way to Get help was pressed inside the player."""
    return bool(st.session_state.pop(_HELP, False))


def _take() -> None:
    sent = st.session_state[_KEY].get("result")
    if sent is not None:
        st.session_state[SENT] = sent


def _help() -> None:
    if st.session_state[_KEY].get("help") is not None:
        st.session_state[_HELP] = True


# --- what the browser gets -----------------------------------------------------------------------


def _data(way: Way, known: Knowledge) -> dict[str, Any]:
    offered = way.offered
    table = hurts.table(offered.phase, known)
    return {
        "plan": offered.plan_id,
        "day": offered.day.isoformat(),
        "round": offered.round,
        "place": "local" if _may_stay() else "tab",
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
        "no_session_from": known.whole("no_session_from_0_10"),
        "too_high": words.of_reason(Reason("progress.no_session_today"), known),
        "signs": [sign.says for sign in help_content.load().of(Urgency.EMERGENCY)],
        "number": help_blocks.country().number,
        "after": _AFTER,
        "is_still": not figures.moves(),
    }


def _may_stay() -> bool:
    """Whether this browser may keep more than its tab does: one's own computer, or after a yes."""
    return modes.current() is Mode.LOCAL or browser_store.current().keeps


def _exercise(line: Prescription, known: Knowledge) -> Mapping[str, Any]:
    place = session_words.sentence(session_words.place(line, known))
    return {
        "id": line.exercise_id,
        "name": session_words.name(line, known),
        "dose": session_words.dose_of_round(line),
        "place_and_dose": f"{place} · {session_words.dose_of_round(line)}",
        "one_set": _one_set(line),
        "cues": [*(limit.cue for _, limit in line.limits), *session_words.cues(line, known)],
        "figure": figures.addresses(figures.of_line(line, known), known),
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
