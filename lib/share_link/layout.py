"""Which answer has which number in a link, one file a version.

A file is never changed once links were made with it: paper keeps them for years. When the
questionnaire changes, the next file is added (`as_text(of(knowledge))` is what stands in it); a test
says when that is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lib.model import InputError, Knowledge, Question, Value

TEXT = "text"
OLDEST, NEWEST = 1, 1
"""The first and the last file."""

_FOLDER = Path(__file__).parent
_KINDS = {
    "whole": "whole",
    "scale": "whole",
    "yes_no": "truth",
    "tick": "truth",
    "choice": "one",
    "several": "any",
    "ids": "any",
    "text": TEXT,
    "date": "date",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One question. `kind` is whole (from, to), one or any (of the words), truth, date or text.

    Number 0 is unanswered. A text has only whether it is there.
    """

    id: str
    kind: str
    words: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many numbers there are."""
        match self.kind:
            case "whole":
                return int(self.words[1]) - int(self.words[0]) + 2
            case "one":
                return len(self.words) + 1
            case "any":
                return int(2 ** len(self.words)) + 1
            case "date":
                return date.max.toordinal() + 1
            case _:
                return 3 if self.kind == "truth" else 2

    def number(self, value: Any) -> int:
        """The number of an answer; InputError when it is none that this place has."""
        if value is None:
            return 0
        try:
            number = self._number(value)
        except (ValueError, TypeError, AttributeError):
            number = 0
        if not 0 < number < self.count:
            raise InputError(f"{self.id}: this answer cannot be put into a link.")
        return number

    def _number(self, value: Any) -> int:
        match self.kind:
            case "whole" if type(value) is int:
                return value - int(self.words[0]) + 1
            case "one":
                return self.words.index(value) + 1
            case "any" if isinstance(value, list | tuple):
                return 1 + sum(1 << self.words.index(word) for word in set(value))
            case "truth" if isinstance(value, bool):
                return 1 + value
            case "date":
                day = date.fromisoformat(value) if isinstance(value, str) else value
                return int(day.toordinal())
            case "text" if isinstance(value, str):
                return 1
        return 0

    def value(self, number: int) -> Value:
        """The answer with that number, from 1 on; of a text nothing but that it is there."""
        match self.kind:
            case "whole":
                return int(self.words[0]) + number - 1
            case "one":
                return self.words[number - 1]
            case "any":
                bits = number - 1
                return tuple(word for bit, word in enumerate(self.words) if bits >> bit & 1)
            case "date":
                return date.fromordinal(number)
        return number == 2 if self.kind == "truth" else ""


@cache
def read(version: int) -> tuple[Place, ...]:
    """The places of a version, in order."""
    lines = (_FOLDER / f"layout_{version}.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines]
    return tuple(Place(id, kind, tuple(rest)) for id, kind, *rest in words)


def of(knowledge: Knowledge) -> tuple[Place, ...]:
    """The places that hold every answer of this questionnaire."""
    return tuple(
        Place(question.id, _KINDS[question.kind], tuple(_words(question, knowledge)))
        for question in knowledge.questions.values()
    )


def _words(question: Question, knowledge: Knowledge) -> Iterable[str]:
    if _KINDS[question.kind] == "whole":
        return str(question.at_least or 0), str(question.at_most or 0)
    if question.kind == "ids":
        return sorted({flag for rule in knowledge.rules.values() for flag in rule.flags})
    return [choice.id for choice in question.choices]


def as_text(places: Iterable[Place]) -> str:
    """What stands in a file."""
    return "".join(" ".join((place.id, place.kind, *place.words)) + "\n" for place in places)
