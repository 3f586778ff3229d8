"""What `python -m lib prove` does: every sentence proved, and the circuit compared with the app.

The pieces are shared by several processes; what they find is told in a fixed order and, for a whole
run, put together as a report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from lib import knowledge, proved
from lib.model import InputError, Knowledge
from lib.proof import answers, mutants, properties, record, told, work
from lib.proof.claims import Outcome
from lib.proof.examples import examples
from lib.proof.work import Agreement, Piece
from lib.proved import Compared, Mutants, Report, Sentence, zeros

PEOPLE = 100_000
"""How many drawn answer sets the circuit is compared with the app on."""
REREAD = 1_000
"""How many of them z3 reads as well."""

NOT_PROVED = (
    "That the rules themselves are right, which needs clinicians. The proof only shows that the app "
    "does what was written down, not that it is good for a back.",
    "How whole weeks go. Sentences about a log are about one day at a time; courses of a year are "
    "simulated with made-up people.",
    "That the logic is the app. The two are compared on many answers, which is a test.",
)
"""Said wherever the proof is shown."""

_PARTS = 24
Tell = Callable[[str], None]


def report(
    folder: Path, names: Sequence[str], count: int, workers: int, day: date, tell: Tell
) -> Report:
    """Proves the properties of these names, all if none is given, and tells what comes out."""
    known = knowledge.load(folder)
    space = answers.how_many(known)
    rules = len(known.rules) + len(known.named)
    tell(
        f"{len(known.questions)} questions, {rules} rules and named conditions, "
        f"{len(known.exercises)} exercises (rules version {known.rules_version}); "
        f"{zeros(space)} sets of answers."
    )
    asked = list(names or properties.PROPERTIES)
    pieces: list[Piece] = [(work.proved, (folder, name)) for name in asked]
    pieces += [(work.waiting, (folder,))] if not names else []
    pieces += work.comparisons(folder, count, min(count, REREAD)) if count else []
    found = work.done(pieces, workers)
    people = examples(folder, known)
    outcomes = []
    for _ in asked:
        outcomes.append(next(found))
        tell(told.of_outcome(outcomes[-1], known, people, folder))
    if not names:
        waiting = ", ".join(next(found)) or "nothing"
        tell(f"In no first plan, only later in a course or by choice: {waiting}.")
    agreed = sum(found, Agreement(0, 0, 0, (), 0))
    if count:
        tell(told.of_agreement(agreed))
    for line in NOT_PROVED:
        tell(f"Not proved: {line}")
    return _report(known, day, outcomes, agreed)


def _report(known: Knowledge, day: date, outcomes: Sequence[Outcome], agreed: Agreement) -> Report:
    return Report(
        rules_version=known.rules_version,
        day=day,
        questions=len(known.questions),
        rules=len(known.rules) + len(known.named),
        exercises=len(known.exercises),
        answer_sets=answers.how_many(known),
        compared=Compared(
            agreed.people, agreed.examples, agreed.reread, len(agreed.differences) + agreed.misread
        ),
        sentences=tuple(_sentence(one) for one in outcomes),
        mutants=None,
        not_proved=NOT_PROVED,
    )


def _sentence(outcome: Outcome) -> Sentence:
    said = outcome.said
    many = len(said.claims) + len(said.possible)
    return Sentence(said.name, said.says, outcome.holds, many, said.checked_on)


def report_mutants(folder: Path, workers: int, day: date, tell: Tell) -> Mutants:
    """Tries every mutant and tells what became of them; the missed ones by name."""
    known = knowledge.load(folder)
    every = work.how_many_mutants(known)
    pieces: list[Piece] = [(work.mutants_tried, (folder, part, _PARTS)) for part in range(_PARTS)]
    became = Counter[str]()
    for part, tried in enumerate(work.done(pieces, workers), start=1):
        became.update(name for _, name in tried)
        for id, name in tried:
            if name == mutants.MISSED:
                tell(f"missed: {id}")
        tell(f"{became.total()} of {every} mutants tried ({part} of {_PARTS} parts).")
    found = _mutants(became, known, day)
    tell(
        f"{found.tried} mutants: {found.caught} caught, {found.no_change} change nothing, "
        f"{found.listed} listed, {found.missed} missed."
    )
    by = ", ".join(f"{name} {count}" for name, count in became.most_common())
    tell(f"By: {by}.")
    return found


def _mutants(became: Counter[str], known: Knowledge, day: date) -> Mutants:
    others = (mutants.NO_DIFFERENCE, mutants.LISTED, mutants.MISSED)
    no_change, listed, missed = (became[name] for name in others)
    return Mutants(
        day=day,
        logic=record.logic_version(known),
        caught=became.total() - no_change - listed - missed,
        no_change=no_change,
        listed=listed,
        missed=missed,
    )


def write(found: Report, mutants_tried: Mutants | None, tell: Tell) -> Report:
    """Writes a whole run down and gives it back; InputError for one that was not whole.

    Without mutants those of the last report stay, where only words have changed since.
    """
    if {one.name for one in found.sentences} != set(properties.PROPERTIES):
        raise InputError("Only a run over all properties is written down.")
    if found.compared.drawn < PEOPLE:
        raise InputError(f"Only a run on {PEOPLE:,} drawn answer sets is written down.")
    known = knowledge.load()
    if mutants_tried is None:
        mutants_tried = record.kept_mutants(known)
    whole = replace(found, mutants=mutants_tried)
    record.write(whole)
    tell(f"Written: {proved.FILE.name} and docs/{record.DOCUMENT.name}.")
    if whole.mutants is None:
        tell("The mutants are those of other rules now: python -m lib prove --mutants --write.")
    return whole
