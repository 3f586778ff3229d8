"""What the player in somebody's browser sends, checked as if a stranger had sent it. Pure.

Whether the pain that was reported ends an exercise is decided here once more, by the rules; what
the browser made of it is not believed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeGuard

from lib import hurts, session_log
from lib.model import Dose, InputError, Knowledge, Phase, Prescription, Row, Value
from lib.session_log import Entry
from lib.ui.player import steps
from lib.ui.player.steps import Work

WHOLE, EARLY, PAIN = "whole", "early", "pain"
OVER = (WHOLE, EARLY, PAIN)
"""How a session ended: gone through to the end, ended by choice, ended by pain."""
MOST_HURTS, MOST_SETS, MOST_LINES = 200, 500, 50
DAY_S = 86_400
_ID = re.compile(r"[0-9a-f]{16}")
_PLAN = re.compile(r"[a-z0-9.-]{1,40}")
_WORD = re.compile(r"[a-z0-9_]{1,60}")
_DOSE = ("sets", "reps", "hold_s", "minutes", "distance_m", "load_kg", "each_side")
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
class Offered:
    """What the player was given: the plan's id, the day, the round, each line it may report on."""

    plan_id: str
    day: date
    round: int
    phase: Phase
    lines: Mapping[str, Prescription]


@dataclass(frozen=True, slots=True)
class Source:
    """What a session was done from.

    Today's plan where it still is that; otherwise what the browser says of the plan it was begun
    with, as far as the exercises' own levels bear it out.
    """

    is_todays: bool
    plan_id: str
    rules_version: str
    phases: tuple[Phase, ...]
    """Its phase, then that of today where it may be another one: of two answers to pain the
    stricter one holds."""
    lines: Mapping[str, Prescription]
    unsure: frozenset[str] = frozenset()
    """Exercises whose dose cannot have been that: what was done of them has to be said by hand."""
    gone: frozenset[str] = frozenset()
    """Exercises that are no longer in the library."""


@dataclass(frozen=True, slots=True)
class Played:
    """One session as it was done. Its id is the same however often it is delivered."""

    id: str
    told_day: date
    """The day the page had when it was begun: part of the id. The moment it began says the day."""
    source: Source
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


# --- reading -----------------------------------------------------------------------------------


def asked(line: Prescription) -> dict[str, Any]:
    """What a line asks for, as the browser keeps it and sends it back."""
    dose = {name: getattr(line.dose, name) for name in _DOSE}
    if isinstance(line.dose.reps, tuple):
        dose["reps"] = list(line.dose.reps)
    return {
        "level": line.level,
        "surface": line.surface.id if line.surface is not None else None,
        "dose": {name: value for name, value in dose.items() if value is not None},
    }


def read(sent: object, offered: Offered | None, phase: Phase, known: Knowledge) -> Played:
    """What was done; InputError, with a sentence for the person, when it cannot be that.

    `offered` is what can be done today, if anything, `phase` the phase of today.
    """
    if not isinstance(sent, Mapping):
        raise _wrong("The player sent nothing that can be read.")
    id = sent.get("id")
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise _wrong("The player sent a session without its id.")
    before, over = sent.get("before"), sent.get("over")
    if not _is_whole(before, 10):
        raise _wrong("Pain is a whole number from 0 to 10.")
    if over not in OVER:
        raise _wrong("The player did not say how the session ended.")
    ran, ago = _number(sent.get("ran_s"), DAY_S), _number(sent.get("ago_s"), math.inf)
    if ago is None or ran is None:
        raise _wrong("The times of this session cannot be right.")
    days = known.whole("session_kept_days")
    if ago > days * DAY_S:
        raise _wrong(f"This session was begun more than {days} days ago.")
    day, source = _day(sent.get("day")), _source(sent, offered, phase, known)
    work = {
        (line.exercise_id, one.set, one.side): one
        for line in source.lines.values()
        if line.exercise_id not in source.unsure
        for one in steps.works(line.dose, known)
    }
    passed = [*source.unsure, *source.gone]
    rows = [row for row in _rows(sent, "sets", MOST_SETS) if row.get("exercise") not in passed]
    told_hurts = _rows(sent, "hurts", MOST_HURTS)
    found = tuple(_hurt(row, work, before, source, known) for row in told_hurts)
    answered = [row.get("answer") for row in told_hurts]
    return Played(
        id=id,
        told_day=day,
        source=source,
        seconds_ago=ago,
        ran_s=ran,
        before_0_10=before,
        over=str(over),
        done=_done(rows, work),
        hurts=found,
        differs=answered != [hurt.answer for hurt in found],
    )


def _day(told: object) -> date:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        raise _wrong("The player sent a day that is none.") from None


# --- what it was done from --------------------------------------------------------------------------


def _source(
    sent: Mapping[str, Any], offered: Offered | None, phase: Phase, known: Knowledge
) -> Source:
    plan, rules_version = sent.get("plan"), sent.get("rules_version")
    if not isinstance(plan, str) or not _PLAN.fullmatch(plan):
        raise _wrong("The player sent a session without its plan.")
    if not isinstance(rules_version, str) or not _PLAN.fullmatch(rules_version):
        raise _wrong("The player sent a session without its plan.")
    if offered is not None and _is_todays(sent, offered):
        return Source(True, plan, rules_version, (offered.phase,), offered.lines)
    lines: dict[str, Prescription] = {}
    unsure, gone = set(), set()
    for row in _rows(sent, "lines", MOST_LINES):
        id = row.get("exercise")
        if not isinstance(id, str) or not _WORD.fullmatch(id) or id in lines or id in gone:
            raise _wrong("The player sent an exercise that cannot be read.")
        line = _line(id, row, known)
        if id not in known.exercises:
            gone.add(id)
        elif line is not None:
            lines[id] = line
        else:
            unsure.add(id)
            lines[id] = _likeliest(id, offered, known)
    return Source(
        False,
        plan,
        rules_version,
        (_phase(sent.get("phase")), phase),
        lines,
        frozenset(unsure),
        frozenset(gone),
    )


def _is_todays(sent: Mapping[str, Any], offered: Offered) -> bool:
    told = (sent.get("plan"), sent.get("day"), sent.get("round"))
    return told == (offered.plan_id, offered.day.isoformat(), offered.round)


def _phase(told: object) -> Phase:
    found = next((phase for phase in Phase if phase.id == told), None)
    if found is None:
        raise _wrong("The player sent a phase that is none.")
    return found


def _line(id: str, row: Mapping[str, Any], known: Knowledge) -> Prescription | None:
    """The line as it was, where the exercise's own level bears it out; else None."""
    dose, level = _dose(row.get("dose")), row.get("level")
    if dose is None or type(level) is not int:
        raise _wrong("The player sent an exercise that cannot be read.")
    exercise = known.exercises.get(id)
    if exercise is None or not 1 <= level <= len(exercise.levels):
        return None
    if not _could_be(dose, exercise.levels[level - 1]):
        return None
    told = row.get("surface")
    surface = next((one for one in exercise.surfaces if one.id == told), None)
    if surface is None and told is not None:
        return None
    return Prescription(id, "", level, dose, 0, surface, (), ())


def _dose(told: object) -> Dose | None:
    """The dose that was told; None when that is none."""
    if not isinstance(told, Mapping) or not set(told) <= set(_DOSE):
        return None
    values = dict(told)
    reps = values.get("reps")
    if isinstance(reps, list) and reps and all(_is_count(one) for one in reps):
        values["reps"] = tuple(reps)
    elif reps is not None and not _is_count(reps):
        return None
    wholes = [values[name] for name in ("sets", "hold_s", "distance_m") if name in values]
    parts = [values[name] for name in ("minutes", "load_kg") if name in values]
    if (
        not all(_is_count(one) for one in wholes)
        or type(values.get("each_side", False)) is not bool
    ):
        return None
    if any(_number(one, DAY_S) is None for one in parts):
        return None
    return Dose(**values)


def _could_be(told: Dose, level: Dose) -> bool:
    """Whether a plan could have made this dose from a level: the same measures and never more of
    them, but for one set that the weakest area gets on top."""
    asked, whole = ({name: getattr(dose, name) for name in _DOSE} for dose in (told, level))
    if {name for name in _DOSE if asked[name] is None} != {n for n in _DOSE if whole[n] is None}:
        return False
    if told.each_side != level.each_side:
        return False
    if session_log.number_of_sets(told) > session_log.number_of_sets(level) + 1:
        return False
    return all(
        _most(asked[name]) <= _most(whole[name])
        for name in ("reps", "hold_s", "minutes", "distance_m", "load_kg")
        if asked[name] is not None
    )


def _most(amount: float | tuple[int, ...]) -> float:
    return max(amount) if isinstance(amount, tuple) else amount


def _likeliest(id: str, offered: Offered | None, known: Knowledge) -> Prescription:
    """The line to ask about where the one that was told cannot be right."""
    if offered is not None and id in offered.lines:
        return offered.lines[id]
    return Prescription(id, "", 1, known.exercises[id].levels[0], 0, None, (), ())


def _is_count(value: object) -> bool:
    return type(value) is int and 1 <= value <= DAY_S


# --- what was done --------------------------------------------------------------------------------


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
    source: Source,
    known: Knowledge,
) -> Hurt:
    pain, kind, chose = row.get("pain"), row.get("kind"), row.get("chose")
    if not _is_whole(pain, 10) or kind not in hurts.KINDS:
        raise _wrong("Pain is a whole number from 0 to 10, and one of three kinds.")
    if chose is not None and chose not in hurts.ANSWERS:
        raise _wrong("The player sent an answer that it cannot give.")
    place = _place(row, work, [*source.unsure, *source.gone])
    answers = [hurts.decide(pain, str(kind), before, one, known).answer for one in source.phases]
    answer = max(answers, key=hurts.ANSWERS.index)
    ends = bool({answer, chose} & {hurts.STOP_EXERCISE, hurts.STOP_TODAY})
    return Hurt(place, pain, str(kind), answer, ends)


def _place(
    row: Mapping[str, Any], work: Mapping[Place, Work], unchecked: Collection[str] = ()
) -> Place:
    exercise, number, side = row.get("exercise"), row.get("set"), row.get("side")
    if isinstance(exercise, str) and type(number) is int and isinstance(side, str):
        place = (exercise, number, side)
        if place in work or exercise in unchecked:
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
        is_told = played.has(line.exercise_id) and line.exercise_id not in played.source.unsure
        done = entry_of(line, played, known) if is_told else None
        if done is not None and replace(entry, form=None) == done:
            found += [{**row, "form": entry.form} for row in rows_of(line, played, known)]
        else:
            found += session_log.set_rows(line, entry)
    return tuple(found)
