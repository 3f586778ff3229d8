"""Writes down what a run found: the report that the app shows, and the table in docs/proof.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from lib import proved
from lib.model import ContentError, Knowledge
from lib.proof import demands, mutants
from lib.proved import Mutants, Report

DOCUMENT = Path(__file__).parents[2] / "docs" / "proof.md"
BEGIN, END = (
    "<!-- made by python -m lib prove --mutants --write -->",
    "<!-- until here -->",
)

WORDS = frozenset(
    (
        *("allowed", "asks", "cases", "common_mistakes", "cue", "cues", "detail", "evidence"),
        *(
            "evidence_line",
            "figure",
            "form_check",
            "high",
            "intro",
            "limits",
            "link",
            "list",
            "low",
        ),
        *("mark", "name", "none_says", "note", "number", "purpose", "says", "source", "step"),
        *("steps", "stops", "stricter", "title", "unit", "why"),
    )
)
"""Fields of the content that no step reads: words, sources, pictures."""


def write(report: Report, path: Path = proved.FILE, document: Path = DOCUMENT) -> None:
    """The report as its file, and the part of the document that is made from it."""
    path.write_text(proved.as_json(report), encoding="utf-8")
    document.write_text(with_table(document.read_text(encoding="utf-8"), report), encoding="utf-8")


def kept_mutants(knowledge: Knowledge, path: Path = proved.FILE) -> Mutants | None:
    """The mutants of the last report where they are still those of these rules; else None."""
    try:
        found = proved.read(path).mutants
    except ContentError:
        return None
    return found if found is not None and found.logic == logic_version(knowledge) else None


# --- the version of what is proved -----------------------------------------------------------------


def logic_version(knowledge: Knowledge) -> str:
    """A name for what mutants are made from and caught by: rules and demands without their words.

    A sentence that is put better changes the version of the rules and not this one.
    """
    known = knowledge
    parts = (
        *(known.questions, known.rules, known.named, known.thresholds, known.measured),
        *(known.phases, known.exercises, known.tests),
    )
    files = [path.read_text(encoding="utf-8") for path in (demands.FILE, mutants.FILE)]
    told = json.dumps([*(list(logic(part)) for part in parts), files], ensure_ascii=False)
    return "l" + hashlib.sha256(told.encode()).hexdigest()[:12]


def logic(value: Any) -> Any:
    """The value as plain lists, without what is only words. The order counts, but for sets."""
    if is_dataclass(value):
        names = [part.name for part in fields(value) if part.name not in WORDS]
        return [[name, logic(getattr(value, name))] for name in names]
    if isinstance(value, Mapping):
        return [[logic(key), logic(one)] for key, one in value.items()]
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Set):
        return sorted(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [logic(one) for one in value]
    return value


# --- the document ----------------------------------------------------------------------------------


def with_table(text: str, report: Report) -> str:
    """The document with what lies between its two marks made anew; ValueError without the marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The document needs {BEGIN} and {END}.")
    return f"{before}{BEGIN}\n\n{table(report)}\n{END}{after}"


def table(report: Report) -> str:
    """What the run was about, every sentence, and what became of the mutants; as markdown."""
    return "\n".join(_table(report)) + "\n"


def _table(report: Report) -> Iterator[str]:
    about, seen = report, report.compared
    yield (
        f"On {about.day}, for the content {about.rules_version}: {about.rules} rules and named "
        f"conditions, {about.exercises} exercises, {about.questions} questions, and "
        f"{proved.zeros(about.answer_sets)} sets of answers, unanswered included."
    )
    yield ""
    yield "| name | what holds for every possible answer, and about logs for every possible log | how |"
    yield "| --- | --- | --- |"
    for one in report.sentences:
        how = f"checked on {one.checked_on}" if one.checked_on else "proved"
        yield f"| `{one.name}` | {one.says} | {how if one.holds else '**not true**'} |"
    yield ""
    yield (
        f"The circuit beside the app: {seen.drawn:,} drawn answer sets and {seen.examples} check-ins "
        f"of the example people, {seen.differences} differences; {seen.read_by_z3:,} of the drawn "
        "sets were read by z3 too."
    )
    if report.mutants is not None:
        yield ""
        yield f"{_of_mutants(report.mutants)}"


def _of_mutants(found: Mutants) -> str:
    return (
        f"Mutants, {found.day}: of {found.tried}, one thing deleted, weakened or moved in each, "
        f"{found.caught} broke a sentence, {found.no_change} change nothing for anybody who is "
        f"cleared, {found.listed} are listed with the reason, {found.missed} were missed."
    )
