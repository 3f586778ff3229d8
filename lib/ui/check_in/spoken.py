"""The words of one screen of the check-in as they are read aloud. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from lib.model import Facts, Knowledge, Question
from lib.ui.check_in import path
from lib.ui.check_in.path import Part


def of_screen(part: Part, answers: Facts, knowledge: Knowledge) -> tuple[str, ...]:
    """Title, introduction and what is asked now, in the order of the screen."""
    return (f"{part.title}.", part.intro, *_asked(part, answers, knowledge))


def _asked(part: Part, answers: Facts, knowledge: Knowledge) -> Iterator[str]:
    ticked = path.ticks_of(part)
    for question in ticked:
        yield from (_sentence(question.asks), question.detail)
    if part.ticks is not None:
        yield f"Or: {_sentence(part.ticks.none_says)}"
    pattern_is_open = True
    for question in path.asked_now(part, answers, knowledge):
        if question in ticked:
            continue
        if path.is_pattern(question):
            if pattern_is_open:
                yield _sentence(path.PATTERN)
            pattern_is_open = False
        yield from _one(question)


def _one(question: Question) -> Iterator[str]:
    yield _sentence(question.asks)
    for choice in question.choices:
        yield _sentence(f"{choice.says}. {choice.detail}" if choice.detail else choice.says)
    if question.kind == "several" and question.none_says:
        yield _sentence(question.none_says)
    if question.kind == "scale":
        yield f"From 0, {question.low}, to 10, {question.high}."
    yield question.detail


def _sentence(words: str) -> str:
    """With an end, so that a voice pauses there."""
    return words if words.endswith((".", "?", "!")) else f"{words}."
