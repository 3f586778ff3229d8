"""What the last run of `python -m lib prove` found, from the file it writes; read without z3.

The file stands beside the proof, so that whoever has the code has it. It is about one version of the
rules: whether that is the version at hand is for the reader to ask (`Report.is_about`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lib.model import ContentError, Knowledge

FILE = Path(__file__).parent / "proof" / "report.json"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One property: its name, its sentence, and whether it holds.

    `checked_on` is empty where it was proved for everything there can be; else it says on what it was
    checked.
    """

    name: str
    says: str
    holds: bool
    claims: int
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """On how many answer sets the logic was compared with what the app does, and how many differed."""

    drawn: int
    examples: int
    read_by_z3: int
    differences: int


@dataclass(frozen=True, slots=True)
class Mutants:
    """What became of rules deleted or weakened one at a time.

    `logic` is the version of what they were made from: rules and demands without their words.
    """

    day: date
    logic: str
    caught: int
    no_change: int
    listed: int
    missed: int

    @property
    def tried(self) -> int:
        """All of them."""
        return self.caught + self.no_change + self.listed + self.missed


@dataclass(frozen=True, slots=True)
class Report:
    """One run: what it was about, and what came out. `mutants` is None until they have been tried."""

    rules_version: str
    day: date
    questions: int
    rules: int
    """Rules and named conditions together."""
    exercises: int
    answer_sets: int
    """How many different sets of answers there are, unanswered included."""
    compared: Compared
    sentences: tuple[Sentence, ...]
    mutants: Mutants | None
    not_proved: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every sentence holds, nothing differed and no mutant was missed."""
        missed = self.mutants is not None and self.mutants.missed
        return all(one.holds for one in self.sentences) and not (
            self.compared.differences or missed
        )

    def is_about(self, knowledge: Knowledge) -> bool:
        """Whether it was made for these very rules and words."""
        return self.rules_version == knowledge.rules_version


def read(path: Path = FILE) -> Report:
    """The report; ContentError when there is none or it cannot be read."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        mutants = raw["mutants"]
        return Report(
            **{
                **raw,
                "day": date.fromisoformat(raw["day"]),
                "answer_sets": int(raw["answer_sets"]),
                "compared": Compared(**raw["compared"]),
                "sentences": tuple(Sentence(**row) for row in raw["sentences"]),
                "mutants": mutants and _mutants(mutants),
                "not_proved": tuple(raw["not_proved"]),
            }
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError(
            f"{path.name}: this is not what `python -m lib prove --write` writes ({error})."
        ) from None


def _mutants(raw: dict[str, Any]) -> Mutants:
    return Mutants(**{**raw, "day": date.fromisoformat(raw["day"])})


def as_json(report: Report) -> str:
    """The report as the file holds it. The size of the answer space is text: it has too many digits."""
    raw = asdict(report) | {"answer_sets": str(report.answer_sets)}
    return json.dumps(raw, indent=1, ensure_ascii=False, default=date.isoformat) + "\n"


def zeros(number: int) -> str:
    """A very large number for a reader: about 3 followed by 60 zeros."""
    digits, power = f"{number:.1e}".split("e+")
    whole, _, tenth = digits.partition(".")
    if tenth == "0":
        return f"about {whole} followed by {int(power)} zeros"
    return f"about {whole}{tenth} followed by {int(power) - 1} zeros"
