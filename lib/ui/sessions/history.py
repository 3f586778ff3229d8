"""The journal's sessions, newest first, a page at a time, each in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lib import journal, plan_words, session_log
from lib.model import Knowledge, Row
from lib.phrases import joined
from lib.ui import blocks

ON_A_PAGE = 20
NOTE_SHOWN = 160
_AS = {"less": "{} (part of it)", "hurt": "{} (stopped: it hurt)"}


@dataclass(frozen=True, slots=True)
class Logged:
    """One session: its row, its sets by exercise, which round of how many it was that day."""

    row: Row
    sets: Mapping[str, tuple[Row, ...]]
    round: int
    rounds: int

    @property
    def id(self) -> str:
        """Its id in the journal."""
        return str(self.row["session_id"])

    @property
    def day(self) -> date:
        """The day it was done."""
        day = self.row["session_date"]
        assert isinstance(day, date)
        return day


def pages(frames: Mapping[str, pd.DataFrame]) -> int:
    """How many pages the list has; 0 when nothing is logged."""
    return -(-len(frames["sessions"]) // ON_A_PAGE)


def page(frames: Mapping[str, pd.DataFrame], number: int) -> tuple[Logged, ...]:
    """One page of the list, newest first; `number` begins with 0."""
    ordered = _ordered(frames["sessions"])
    newest = ordered.iloc[::-1].iloc[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    return _logged(newest, frames["sets"])


def on(frames: Mapping[str, pd.DataFrame], day: date) -> tuple[Logged, ...]:
    """The sessions of one day, newest first."""
    ordered = _ordered(frames["sessions"])
    of_day = ordered[ordered["session_date"] == pd.Timestamp(day)]
    return _logged(of_day.iloc[::-1], frames["sets"])


def one(frames: Mapping[str, pd.DataFrame], session_id: str) -> Logged | None:
    """The session with that id; None when it is not there."""
    ordered = _ordered(frames["sessions"])
    found = _logged(ordered[ordered["session_id"] == session_id], frames["sets"])
    return found[0] if found else None


def _ordered(sessions: pd.DataFrame) -> pd.DataFrame:
    ordered = sessions.sort_values(["session_date", "started_at"], kind="stable")
    days = ordered.groupby("session_date")["session_id"]
    return ordered.assign(_round=days.cumcount() + 1, _rounds=days.transform("size"))


def _logged(sessions: pd.DataFrame, sets: pd.DataFrame) -> tuple[Logged, ...]:
    of_these = journal.rows(sets[sets["session_id"].isin(sessions["session_id"])])
    found = []
    for row in journal.rows(sessions):
        of_this = [one for one in of_these if one["session_id"] == row["session_id"]]
        by_id: dict[str, tuple[Row, ...]] = {}
        for set_row in of_this:
            id = str(set_row["exercise_id"])
            by_id[id] = (*by_id.get(id, ()), set_row)
        found.append(Logged(row, by_id, int(row["_round"]), int(row["_rounds"])))
    return tuple(found)


# --- words --------------------------------------------------------------------------------------


def heading(logged: Logged, today: date) -> str:
    """Its day, and which round where there were several."""
    day = f"{logged.day:%A} {logged.day.day} {logged.day:%B %Y}"
    which = f" · round {logged.round} of {logged.rounds}" if logged.rounds > 1 else ""
    ahead = " · still to come, so it does not count yet" if logged.day > today else ""
    return f"{day}{which}{ahead}"


def did(logged: Logged, known: Knowledge) -> str:
    """The exercises: done, in part, stopped for pain, not done; empty when none are known."""
    done, undone = [], []
    for id, rows in logged.sets.items():
        outcome = session_log.entry_of(rows).outcome
        name = exercise_name(id, known)
        if outcome == "none":
            undone.append(name)
        else:
            done.append(_AS.get(outcome, "{}").format(name))
    parts = [_listed(done), f"Not done: {_listed(undone)}" if undone else ""]
    return "  \n".join(part for part in parts if part)


def _listed(names: Sequence[str]) -> str:
    return " · ".join(names)  # some names have a comma


def felt(logged: Logged) -> str:
    """Pain, effort, minutes and the beginning of the note, as markdown; without what is not there."""
    found = (_pain(logged.row), _note(logged.row.get("note")))
    return "  \n".join(line for line in found if line)


def _pain(row: Row) -> str:
    pains = [
        f"{row[name]} {when}"
        for name, when in (
            ("pain_before_0_10", "before"),
            ("pain_most_0_10", "at most"),
            ("pain_after_0_10", "after"),
        )
        if row.get(name) is not None
    ]
    parts = [f"Pain {joined(pains)}"] if pains else []
    if row.get("effort_0_10") is not None:
        parts.append(f"effort {row['effort_0_10']} of 10")
    minutes = row.get("minutes")
    if isinstance(minutes, int | float):
        parts.append(f"{minutes:g} minute{'' if minutes == 1 else 's'}")
    return plan_words.sentence(" · ".join(parts))


def _note(note: Any) -> str:
    if not note:
        return ""
    words = " ".join(str(note).split())
    short = words if len(words) <= NOTE_SHOWN else f"{words[:NOTE_SHOWN].rstrip()}…"
    return f"“{blocks.plain(short)}”"


def exercise_name(id: str, known: Knowledge) -> str:
    """The exercise's name; a journal may hold an id that is no longer in the library."""
    exercise = known.exercises.get(id)
    return blocks.plain(id) if exercise is None else exercise.name


def names(ids: Sequence[str], known: Knowledge) -> str:
    """Some exercises by name."""
    return joined([exercise_name(id, known) for id in ids])
