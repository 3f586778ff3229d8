"""What the player in somebody's browser sends, checked as if a stranger had sent it. Pure.

Whether the pain that was reported ends an exercise is decided here once more, by the rules; what
the browser made of it is not believed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeGuard

from lib import hurts, session_log
from lib.model import InputError, Knowledge, Phase, Prescription, Row, Value
from lib.session_log import Entry
from lib.ui.player import steps
from lib.ui.player.steps import Work

WHOLE, EARLY, PAIN = "whole", "early", "pain"
OVER = (WHOLE, EARLY, PAIN)
"""How a session ended: gone through to the end, ended by choice, ended by pain."""
MOST_HURTS = 200
DAY_S = 86_400
_ID = re.compile(r"[0-9a-f]{16}")
_BY_HAND = "Nothing was saved. Please log the session with the form instead."

Place = tuple[str, int, str]
"""Exercise, set and side."""


@dataclass(frozen=True, slots=True)
class Hurt:
    """One "this hurts": where, how much, what kind. `ends` when it ends the exercise or the session."""

    at: Place
    pain_0_10: int
    kind: str
    answer: str
    ends: bool


@dataclass(frozen=True, slots=True)
class Played:
    """One session as it was done. Its id is the same however often it is delivered."""

    id: str
    seconds_ago: float
    """How long ago it began."""
    ran_s: float
    """How long it ran, without pauses."""
    before_0_10: int
    over: str
    done: Mapping[Place, float]
    """Repetitions, or seconds where a set is not counted in repetitions."""
    hurts: tuple[Hurt, ...]
    differs: bool
    """Whether the browser answered a "this hurts" in another way than the rules do."""

    @property
    def most_0_10(self) -> int | None:
        """The most pain that was reported; None when none was."""
        return max((hurt.pain_0_10 for hurt in self.hurts), default=None)

    @property
    def kind(self) -> str | None:
        """The gravest kind of pain that was reported; None when none was."""
        told = [hurt.kind for hurt in self.hurts]
        return next((kind for kind in reversed(hurts.KINDS) if kind in told), None)

    def has(self, exercise_id: str) -> bool:
        """Whether anything was recorded about this exercise."""
        places = [*self.done, *(hurt.at for hurt in self.hurts)]
        return any(place[0] == exercise_id for place in places)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the player was given: the plan's id, the day, the round, each line it may report on."""

    plan_id: str
    day: date
    round: int
    phase: Phase
    lines: Mapping[str, Prescription]


# --- reading -----------------------------------------------------------------------------------


def read(sent: object, offered: Offered, known: Knowledge) -> Played:
    """What was done; InputError, with a sentence for the person, when it cannot be that."""
    if not isinstance(sent, Mapping):
        raise _wrong("The player sent nothing that can be read.")
    id = sent.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise _wrong("The player sent a session without its id.")
    told = (sent.get("plan"), sent.get("day"), sent.get("round"))
    if told != (offered.plan_id, offered.day.isoformat(), offered.round):
        raise _wrong("This session was begun with another plan, or on another day.")
    before, over = sent.get("before"), sent.get("over")
    if not _is_whole(before, 10):
        raise _wrong("Pain is a whole number from 0 to 10.")
    if over not in OVER:
        raise _wrong("The player did not say how the session ended.")
    ago, ran = _number(sent.get("ago_s"), DAY_S), _number(sent.get("ran_s"), DAY_S)
    if ago is None or ran is None:
        raise _wrong("The times of this session cannot be right.")
    work = {
        (line.exercise_id, one.set, one.side): one
        for line in offered.lines.values()
        for one in steps.works(line.dose, known)
    }
    told_hurts = _rows(sent, "hurts", MOST_HURTS)
    found = tuple(_hurt(row, work, before, offered.phase, known) for row in told_hurts)
    answered = [row.get("answer") for row in told_hurts]
    return Played(
        id=id,
        seconds_ago=ago,
        ran_s=ran,
        before_0_10=before,
        over=str(over),
        done=_done(_rows(sent, "sets", len(work)), work),
        hurts=found,
        differs=answered != [hurt.answer for hurt in found],
    )


def _rows(sent: Mapping[str, Any], name: str, at_most: int) -> Sequence[Mapping[str, Any]]:
    rows = sent.get(name)
    if not isinstance(rows, list) or len(rows) > at_most:
        raise _wrong("The player sent nothing that can be read.")
    if not all(isinstance(row, Mapping) for row in rows):
        raise _wrong("The player sent nothing that can be read.")
    return rows


def _done(rows: Sequence[Mapping[str, Any]], work: Mapping[Place, Work]) -> Mapping[Place, float]:
    found: dict[Place, float] = {}
    for row in rows:
        place = _place(row, work)
        if place in found:
            raise _wrong("The player sent the same set twice.")
        one = work[place]
        done = row.get("done")
        if one.reps is not None and not _is_whole(done, one.reps):
            raise _wrong(f"A set of {one.reps} was done more often than that, or in parts.")
        amount = _number(done, one.seconds if one.reps is None else one.reps)
        if amount is None:
            raise _wrong(f"A set of {one.seconds:g} seconds took longer than that, or no time.")
        found[place] = amount
    return found


def _hurt(
    row: Mapping[str, Any],
    work: Mapping[Place, Work],
    before: int,
    phase: Phase,
    known: Knowledge,
) -> Hurt:
    pain, kind, chose = row.get("pain"), row.get("kind"), row.get("chose")
    if not _is_whole(pain, 10) or kind not in hurts.KINDS:
        raise _wrong("Pain is a whole number from 0 to 10, and one of three kinds.")
    if chose is not None and chose not in hurts.ANSWERS:
        raise _wrong("The player sent an answer that it cannot give.")
    place = _place(row, work)
    answer = hurts.decide(pain, str(kind), before, phase, known).answer
    ends = bool({answer, chose} & {hurts.STOP_EXERCISE, hurts.STOP_TODAY})
    return Hurt(place, pain, str(kind), answer, ends)


def _place(row: Mapping[str, Any], work: Mapping[Place, Work]) -> Place:
    exercise, number, side = row.get("exercise"), row.get("set"), row.get("side")
    if isinstance(exercise, str) and type(number) is int and isinstance(side, str):
        place = (exercise, number, side)
        if place in work:
            return place
    raise _wrong("The player sent a set that is not in your plan.")


def _is_whole(value: object, at_most: int) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= at_most


def _number(value: object, at_most: float) -> float | None:
    """A number from 0 on; a truth is none, though Python counts with it."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value) if 0 <= value <= at_most else None


def _wrong(what: str) -> InputError:
    return InputError(f"{what} {_BY_HAND}")


# --- journal rows ---------------------------------------------------------------------------------


def rows_of(line: Prescription, played: Played, known: Knowledge) -> tuple[Row, ...]:
    """One row a set and side, as it was done; what was not reached is 0."""
    work = {(one.set, one.side): one for one in steps.works(line.dose, known)}
    found = []
    for row in session_log.set_rows(line, Entry("none")):
        set_no, side = row["set_no"], row["side"]
        assert isinstance(set_no, int)
        assert isinstance(side, str)
        place = (line.exercise_id, set_no, side)
        one = work[set_no, side]
        amount = played.done.get(place, 0.0)
        here = [hurt for hurt in played.hurts if hurt.at == place]
        whole = amount >= (one.reps if one.reps is not None else one.seconds)
        found.append(
            {
                **row,
                **_amounts(row, one, amount),
                "pain_0_10": max((hurt.pain_0_10 for hurt in here), default=None),
                "stopped": "pain" if any(hurt.ends for hurt in here) else "none" if whole else None,
            }
        )
    return tuple(found)


def _amounts(row: Row, one: Work, amount: float) -> dict[str, Value | None]:
    """The `_done` cells: the counted one by what was done, the rest as prescribed if anything was."""
    counted = next(
        name
        for name in ("reps", "minutes", "distance_m", "hold_s")
        if row.get(f"{name}_prescribed") is not None
    )
    found: dict[str, Value | None] = {}
    for name in session_log.MEASURES:
        asked = row.get(f"{name}_prescribed")
        if isinstance(asked, int | float):
            found[f"{name}_done"] = asked if amount else 0
            if name == counted:
                share = amount / (one.reps if one.reps is not None else one.seconds)
                found[f"{name}_done"] = _part(asked, share, tenths=name == "minutes")
    return found


def _part(asked: float, share: float, tenths: bool) -> int | float:
    """That share of what was asked: in whole units or in tenths; never rounded up to all of it."""
    if share >= 1:
        return asked
    parts = 10 if tenths else 1
    whole = math.floor(asked * share * parts + 1e-6)
    return whole / parts if tenths else whole


def entry_of(line: Prescription, played: Played, known: Knowledge) -> Entry:
    """What was done, as the form can say it: a part of it is a whole number there."""
    entry = session_log.entry_of(rows_of(line, played, known))
    return entry if entry.part is None else replace(entry, part=float(int(entry.part)))


def as_done(
    entries: Sequence[tuple[Prescription, Entry]], played: Played, known: Knowledge
) -> tuple[Row, ...]:
    """The rows of a form that the player filled in: set by set where nobody changed its answer."""
    found: list[Row] = []
    for line, entry in entries:
        done = entry_of(line, played, known) if played.has(line.exercise_id) else None
        if done is not None and replace(entry, form=None) == done:
            found += [{**row, "form": entry.form} for row in rows_of(line, played, known)]
        else:
            found += session_log.set_rows(line, entry)
    return tuple(found)
