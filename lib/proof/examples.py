"""The answers of the example people, as given on the day of the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lib import people
from lib.model import Knowledge
from lib.proof import steps


@dataclass(frozen=True, slots=True)
class Example:
    """What an example person said at a check-in, as question ids and values; texts left out."""

    person_id: str
    name: str
    raw: Mapping[str, Any]


def examples(folder: Path, known: Knowledge) -> list[Example]:
    """Every check-in of every example person in `folder`."""
    texts = {question.id for question in known.questions.values() if question.kind == "text"}
    found = []
    for person in people.load(folder / "people", known).values():
        for row in person.check_ins:
            said = {id: value for id, value in row.raw.items() if id not in texts}
            if said.get("cleared_on") is not None:
                cleared_on = date.fromisoformat(str(said["cleared_on"]))
                said["cleared_on"] = steps.DAY - (row.day - cleared_on)
            found.append(Example(person.id, person.name, said))
    return found
