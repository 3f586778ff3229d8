"""One visit to the check-in: what it is for, where it stands, what is answered so far.

A visit is kept as the draft. Answers that say how it is now are never carried over to another
day, and what decides about safety is never carried over at all: both are asked anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lib.model import Knowledge
from lib.ui.check_in import path
from lib.ui.check_in.path import CLEARED, Mode, Part

NOW = (
    "pain_now_0_10",
    "pain_average_7d_0_10",
    "pain_worst_7d_0_10",
    "pain_trend",
    "leg_symptoms",
)
"""Answers that say how it is now: on another day they are asked anew."""

ASKS_AGAIN: Mapping[str, str] = {
    "rf_radicular": "leg_symptoms",
    "rf_age": "first_episode",
    "rf_noimprove": "pain_trend",
}
"""For a flag that follows from an answer: the question a re-check asks for it."""


@dataclass(frozen=True, slots=True)
class BadDay:
    """A plan for today only was made: on which day, and from which answers."""

    day: date
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit. `answers` are the values so far, filled in or given."""

    mode: Mode
    day: date
    at: str = ""
    """The screen it stands at; the first when there is none of that id."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    again: tuple[str, ...] = ()
    """In a re-check: the statements that a clinician had cleared."""
    mended: tuple[str, ...] = ()
    """Urgent flags taken back as a mistake, or cleared, in this visit; not in the journal yet."""
    skips: tuple[str, ...] = ()
    """Screens that were answered today on the way to a plan for today only."""
    bad: BadDay | None = None

    def parts(self, knowledge: Knowledge) -> tuple[Part, ...]:
        """The screens of this visit."""
        screens = path.parts(self.mode, self.again, knowledge)
        return tuple(part for part in screens if part.id not in self.skips)

    def part(self, knowledge: Knowledge) -> Part:
        """The screen it stands at."""
        screens = self.parts(knowledge)
        return screens[path.place_of(self.at, screens)]


def begin(
    mode: Mode, last: Mapping[str, Any], last_day: date | None, today: date, knowledge: Knowledge
) -> Visit:
    """A new visit. `last` are the answers of the latest check-in, given on `last_day`."""
    if mode is Mode.FULL:
        return Visit(mode, today, answers={})
    again = _again(last, knowledge) if mode is Mode.RECHECK else ()
    left_out = asked_anew(mode, again, knowledge, same_day=last_day == today)
    answers = {id: value for id, value in last.items() if id not in left_out and value is not None}
    return Visit(mode, today, answers=answers, again=again)


def _again(last: Mapping[str, Any], knowledge: Knowledge) -> tuple[str, ...]:
    asked = [ASKS_AGAIN.get(flag, flag) for flag in last.get("cleared_flags") or ()]
    emergency = {q.id for q in knowledge.questions.values() if q.list == path.EMERGENCY_LIST}
    return tuple(
        id
        for id in dict.fromkeys(asked)
        if id in knowledge.questions and id not in emergency and id != "leg_symptoms"
    )


def asked_anew(
    mode: Mode, again: tuple[str, ...], knowledge: Knowledge, *, same_day: bool
) -> frozenset[str]:
    """The questions whose last answers do not count in a visit of this mode."""
    if mode is Mode.LATER:
        return frozenset()
    if mode is Mode.RECHECK:
        emergency = {q.id for q in knowledge.questions.values() if q.list == path.EMERGENCY_LIST}
        return frozenset({*emergency, "leg_symptoms", *again, *CLEARED})
    safety = {q.id for q in knowledge.questions.values() if q.step == path.SAFETY}
    return frozenset(safety | (set() if same_day else set(NOW)))


def on(visit: Visit, today: date, knowledge: Knowledge) -> Visit:
    """The visit as it may go on today: one from another day begins anew with what still counts.

    The few questions for a plan for one day become the whole check-in on another.
    """
    if visit.day == today:
        return visit
    left_out = asked_anew(visit.mode, visit.again, knowledge, same_day=False)
    if visit.mended:  # what a clinician has said since stays said
        left_out -= set(CLEARED)
    answers = {id: value for id, value in visit.answers.items() if id not in left_out}
    mode = Mode.FULL if visit.mode is Mode.BAD else visit.mode
    return replace(visit, mode=mode, day=today, at="", answers=answers, skips=())


# --- it is bad right now --------------------------------------------------------------------


def as_bad(visit: Visit, knowledge: Knowledge) -> Visit:
    """The visit with the few questions for a plan for today only; what it has answered stays.

    Asked a second time, something has changed: safety and how it is now are asked anew.
    """
    if visit.mode is Mode.BAD:
        return visit
    left_out: frozenset[str] = frozenset()
    if visit.bad is not None:
        left_out = asked_anew(Mode.BAD, (), knowledge, same_day=False)
    answers = {id: value for id, value in visit.answers.items() if id not in left_out}
    return replace(visit, mode=Mode.BAD, at="", answers=answers, skips=())


def with_plan_for_today(visit: Visit, knowledge: Knowledge) -> Visit:
    """The check-in half done: the rest is still to be asked, and today has a plan of its own."""
    return replace(
        visit,
        mode=Mode.FULL,
        at="",
        skips=tuple(knowledge.lists),
        bad=BadDay(visit.day, visit.answers),
    )


# --- the row ------------------------------------------------------------------------------


def row_when_done(visit: Visit, knowledge: Knowledge) -> dict[str, Any]:
    """The answers row of a finished visit."""
    return path.kept(visit.answers, knowledge)


def row_when_stopped(visit: Visit, last: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """The answers row of a visit that ends at an urgent sign.

    It must never look finished: readiness is left open, unless this visit has asked it. What is not
    asked yet keeps its last answer, so that the next row is compared with something.
    """
    before = {id: last[id] for id in NOW if last.get(id) is not None}
    row = path.kept({**before, **visit.answers}, knowledge)
    if visit.mode is Mode.RECHECK:
        row = {id: value for id, value in row.items() if not _is_readiness(id, knowledge)}
    return row


def _is_readiness(id: str, knowledge: Knowledge) -> bool:
    return knowledge.questions[id].list == path.READINESS_LIST


def mend(visit: Visit, flags: tuple[str, ...], answers: Mapping[str, Any]) -> Visit:
    """The visit with some urgent flags settled by these answers."""
    mended = tuple(dict.fromkeys((*visit.mended, *flags)))
    return replace(visit, mended=mended, answers={**visit.answers, **answers})


# --- the draft -------------------------------------------------------------------------------


def as_draft(visit: Visit) -> dict[str, Any]:
    """The visit as JSON can hold it."""
    draft = {
        "mode": visit.mode.value,
        "day": visit.day.isoformat(),
        "at": visit.at,
        "answers": _as_json(visit.answers),
        "again": list(visit.again),
        "mended": list(visit.mended),
        "skips": list(visit.skips),
    }
    if visit.bad is not None:
        bad = {"day": visit.bad.day.isoformat(), "answers": _as_json(visit.bad.answers)}
        draft["bad"] = bad
    return draft


def _as_json(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        id: value.isoformat() if isinstance(value, date) else value for id, value in answers.items()
    }


def from_draft(draft: Mapping[str, Any], knowledge: Knowledge, today: date) -> Visit | None:
    """The visit in a draft; None when there is none that can be used."""
    try:
        bad = draft.get("bad")
        return Visit(
            Mode(draft["mode"]),
            date.fromisoformat(draft["day"]),
            str(draft["at"]),
            path.usable(dict(draft["answers"]), knowledge, today),
            tuple(id for id in draft["again"] if id in knowledge.questions),
            tuple(str(flag) for flag in draft["mended"]),
            tuple(str(id) for id in draft.get("skips", ())),
            None if bad is None else _bad_day(bad, knowledge, today),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _bad_day(bad: Mapping[str, Any], knowledge: Knowledge, today: date) -> BadDay:
    answers = path.usable(dict(bad["answers"]), knowledge, today)
    return BadDay(date.fromisoformat(bad["day"]), answers)
