"""Which screens a check-in has, what is asked on each, what is still open and what it leads to.

Nothing here draws or saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from lib import intake, rules
from lib.model import (
    CLEARANCE_OF,
    Choice,
    Clearance,
    Facts,
    InputError,
    Knowledge,
    Question,
    Rule,
    TickList,
    Truth,
    Urgency,
)

EMERGENCY_LIST, READINESS_LIST = "emergency", "readiness"
SAFETY, LATER_STEP, RIGHT_NOW = "safety", "later", "right_now"
NOT_ASKED_HERE = ("sex", "confidence_0_10")
"""Strength asks the one, beside published values that need it; Plan asks the other."""
CLEARED = ("cleared_flags", "cleared_on")
WORDS_A_MINUTE = 130
"""Read, understood and answered: our own estimate."""


class Mode(Enum):
    """What a visit to the check-in is for."""

    FULL = "full"
    """The first check-in: every question."""
    CHANGE = "change"
    """Every question again, with the last answers filled in where that is honest."""
    RECHECK = "recheck"
    """After a stop: the emergency signs, the legs and what a clinician had cleared."""
    LATER = "later"
    """The optional questions."""
    BAD = "bad_right_now"
    """A few answers for a plan for today only, while there is no plan yet."""


@dataclass(frozen=True, slots=True)
class Part:
    """One screen: a tick list, or some questions."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]
    ticks: TickList | None = None


# --- the screens -----------------------------------------------------------------------


def parts(mode: Mode, again: Sequence[str], knowledge: Knowledge) -> tuple[Part, ...]:
    """The screens of this mode, in order; `again` are cleared statements to be asked anew."""
    if mode is Mode.LATER:
        return tuple(part for part in _all(knowledge) if part.id == LATER_STEP)
    if mode is Mode.RECHECK:
        asked = ("leg_symptoms", *again)
        title, legs = "A short re-check", tuple(knowledge.questions[id] for id in asked)
        emergency = next(part for part in _all(knowledge) if part.id == EMERGENCY_LIST)
        return (emergency, Part("legs", title, "", legs))
    if mode is Mode.BAD:
        content = knowledge.today_only
        few = tuple(knowledge.questions[id] for id in content.questions)
        lists = (_list_part(ticks, knowledge) for ticks in knowledge.lists.values())
        return (*lists, Part(RIGHT_NOW, content.title, "", few))
    return tuple(part for part in _all(knowledge) if part.id != LATER_STEP)


def _all(knowledge: Knowledge) -> Iterable[Part]:
    for step in knowledge.steps:
        if step.id == SAFETY:
            yield from (_list_part(ticks, knowledge) for ticks in knowledge.lists.values())
            continue
        asked = tuple(
            question
            for question in knowledge.questions.values()
            if question.step == step.id and question.id not in NOT_ASKED_HERE
        )
        yield Part(step.id, step.title, step.intro, asked)


def _list_part(ticks: TickList, knowledge: Knowledge) -> Part:
    listed = tuple(q for q in knowledge.questions.values() if q.list == ticks.id)
    ids = {question.id for question in listed}
    hanging = tuple(
        question
        for question in knowledge.questions.values()
        if question.ask_if is not None
        and ids & set(rules.facts_read(question.ask_if, knowledge.named))
    )
    return Part(ticks.id, ticks.title, ticks.intro, (*listed, *hanging), ticks)


def place_of(id: str, screens: Sequence[Part]) -> int:
    """The place of the screen with that id; 0 when there is none."""
    return next((place for place, part in enumerate(screens) if part.id == id), 0)


def ticks_of(part: Part) -> tuple[Question, ...]:
    """The statements of a tick list; empty for another screen."""
    return tuple(q for q in part.questions if part.ticks is not None and q.list == part.ticks.id)


def beside_ticks(part: Part) -> tuple[Question, ...]:
    """The questions of a screen that are not statements of its list."""
    ticked = {question.id for question in ticks_of(part)}
    return tuple(question for question in part.questions if question.id not in ticked)


def is_pattern(question: Question) -> bool:
    """True for the statements about how the pain behaves that are picked together."""
    return question.id.startswith(intake.INFLAMMATORY)


def as_choice(question: Question) -> Choice:
    """A statement as one of several to pick."""
    return Choice(question.id, question.asks)


# --- answers ------------------------------------------------------------------------------


def asked_now(part: Part, answers: Facts, knowledge: Knowledge) -> tuple[Question, ...]:
    """The questions of a screen that these answers call for."""
    return tuple(question for question in part.questions if is_asked(question, answers, knowledge))


def is_asked(question: Question, answers: Facts, knowledge: Knowledge) -> bool:
    """Whether these answers call for it; after the first activity, one question brings the next."""
    found = _ACTIVITY.fullmatch(question.id)
    if found is not None:
        place, is_score = int(found[1]), found[2] is not None
        before = [place] if is_score else [place - 1, place]
        if place > 1 and not any(answers.get(f"activity_{number}") for number in before):
            return False
    return intake.is_asked(question, answers, knowledge) is Truth.FIRES


_ACTIVITY = re.compile(r"activity_(\d)(_0_10)?")


def kept(answers: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """What of the answers counts: known, given, and asked of somebody with the others."""
    found: dict[str, Any] = {}
    for question in knowledge.questions.values():
        value = answers.get(question.id)
        if _scores_nothing(question, found):
            continue
        if value is not None and intake.is_asked(question, found, knowledge) is Truth.FIRES:
            found[question.id] = value
    return found


def _scores_nothing(question: Question, named: Mapping[str, Any]) -> bool:
    """True for the score of an activity that has no name."""
    activity = _ACTIVITY.fullmatch(question.id)
    return (
        activity is not None and activity[2] is not None and f"activity_{activity[1]}" not in named
    )


def still_open(part: Part, answers: Facts, knowledge: Knowledge) -> tuple[Question, ...]:
    """The needed questions of a screen without an answer; of a tick list at most the first."""
    listed = {question.id for question in ticks_of(part)}
    found = [
        question
        for question in asked_now(part, answers, knowledge)
        if question.needed != "no" and answers.get(question.id) is None
    ]
    first = [question for question in found if question.id in listed][:1]
    return (*first, *(question for question in found if question.id not in listed))


def open_sentence(part: Part, found: Sequence[Question]) -> str:
    """What is still open on this screen, for a person."""
    names = []
    for question in found:
        if part.ticks is not None and question in ticks_of(part):
            names.append(f"tick what is so, or “{part.ticks.none_says}”")
        elif not is_pattern(question):
            names.append(f"“{question.asks.rstrip('?')}”")
    if any(is_pattern(question) for question in found):
        names.append(f"“{PATTERN.rstrip('?')}”")
    return f"Still open: {', '.join(names)}."


def contradiction(part: Part, answers: Facts, knowledge: Knowledge) -> str:
    """What on this screen does not fit together, for a person; empty when all does."""
    asked = {question.id: question.asks for question in asked_now(part, answers, knowledge)}
    below = [id for id in intake.contradicted(answers) if id in asked]
    if intake.WORST not in asked or not below:
        return ""
    others = " and ".join(f"“{asked[id]}” ({answers[id]})" for id in below)
    worst = f"“{asked[intake.WORST]}” ({answers[intake.WORST]})"
    return f"{worst} cannot be below {others}. Please change one."


PATTERN = "Which of these fit?"
"""The question above the statements about how the pain behaves."""


def usable(answers: Mapping[str, Any], knowledge: Knowledge, today: date) -> dict[str, Any]:
    """Answers as they come out of a draft, made into values; what cannot be used is left out."""
    found: dict[str, Any] = {}
    for id, value in answers.items():
        try:
            intake.clean_answers({id: value}, knowledge, today)
        except InputError:
            continue
        if isinstance(value, list):
            value = tuple(value)
        elif isinstance(value, str) and knowledge.questions[id].kind == "date":
            value = date.fromisoformat(value)
        if value is not None:
            found[id] = value
    return found


# --- what answers lead to -------------------------------------------------------------------


def urgent(answers: Facts, knowledge: Knowledge) -> tuple[Rule, ...]:
    """The screening rules that call for help today, as far as the answers go; cleared ones not."""
    return tuple(
        rule
        for rule in _screening(knowledge)
        if CLEARANCE_OF[Urgency(rule.then["urgency"])] >= Clearance.SAME_DAY
        and not set(rule.flags) & set(answers.get("cleared_flags", ()))  # type: ignore[arg-type]
        and rules.holds(rule, answers, knowledge) is Truth.FIRES
    )


def no_plan_can_follow(answers: Facts, knowledge: Knowledge) -> bool:
    """True when a rule holds that withholds the plan and that no clinician can clear."""
    return any(
        CLEARANCE_OF[Urgency(rule.then["urgency"])].withholds_plan
        and not rule.flags
        and rules.holds(rule, answers, knowledge) is Truth.FIRES
        for rule in _screening(knowledge)
    )


def _screening(knowledge: Knowledge) -> Iterable[Rule]:
    return (rule for rule in knowledge.rules_for("screen.") if "urgency" in rule.then)


# --- how long it takes -----------------------------------------------------------------------


def minutes_left(screens: Sequence[Part], answers: Facts, knowledge: Knowledge) -> int:
    """Minutes to read and answer these screens, at least one."""
    words = sum(
        len(" ".join(_words(question)).split())
        for part in screens
        for question in asked_now(part, answers, knowledge)
    )
    return max(1, round(words / WORDS_A_MINUTE))


def minutes_of_the_rest(screens: Sequence[Part], answers: Facts, knowledge: Knowledge) -> int:
    """Minutes to read and answer what of these screens has no answer yet, at least one."""
    open_parts = [
        replace(part, questions=tuple(q for q in part.questions if answers.get(q.id) is None))
        for part in screens
    ]
    return minutes_left(open_parts, answers, knowledge)


def _words(question: Question) -> Iterable[str]:
    yield from (question.asks, question.detail)
    for choice in question.choices:
        yield from (choice.says, choice.detail)


def left_sentence(minutes: int) -> str:
    """The line above the first progress bar; later ones speak for themselves, to save words."""
    return f"{minutes} minute{'s' if minutes > 1 else ''} left"
