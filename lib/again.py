"""The decision after a save, without working out again what has not changed.

    log       read by `lib.journal` from the one before, so that it knows which rows are new
    check-ins those of the same rows on the same day stay
    facts     a day: only of days that the new rows touch
    course    lived again from the first day that changed

What comes out is what `decide.decide` gives; what is kept only makes it come sooner.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from lib import decide, journal, progress
from lib.course import Offer, kept
from lib.journal import Journal
from lib.model import CheckIn, Course, Decision, Knowledge, Override, Progress


@dataclass(frozen=True, slots=True)
class Kept:
    """What a decision rested on: the journal's version, its check-ins, facts a day and the course."""

    version: Hashable
    rows: tuple[decide.AnswersRow, ...]
    check_ins: tuple[CheckIn, ...]
    facts: Progress
    lived: kept.Kept | None


def decide_again(
    log: Journal, knowledge: Knowledge, today: date, before: Kept | None
) -> tuple[Decision, Kept]:
    """The decision for `today`, and what the next one may begin from."""
    rows = decide.answers_rows(journal.rows(log.frames["answers"]), knowledge)
    overrides = decide.overrides_of(journal.rows(log.frames["overrides"]))
    facts = _facts(log, today, before)
    lived = before.lived if before is not None else None

    def replay(
        history: Iterable[CheckIn],
        facts: Progress,
        overrides: Iterable[Override],
        knowledge: Knowledge,
        today: date,
        offer: Offer,
    ) -> Course:
        nonlocal lived
        found, lived = kept.again(history, facts, overrides, knowledge, today, offer, lived)
        return found

    known = _check_ins(rows, knowledge, today, before)
    decision = decide.decide_from(rows, facts, overrides, knowledge, replay, known)
    return decision, Kept(log.version, rows, decision.check_ins, facts, lived)


def _check_ins(
    rows: tuple[decide.AnswersRow, ...], knowledge: Knowledge, today: date, before: Kept | None
) -> tuple[CheckIn, ...] | None:
    """Those from before, if they are of the same rows on the same day; None if not."""
    if before is None or before.lived is None or before.lived.knowledge is not knowledge:
        return None
    same = (before.facts.today, before.rows) == (today, rows)
    return before.check_ins if same else None


def _facts(log: Journal, today: date, before: Kept | None) -> Progress:
    if before is not None and before.version == log.version:
        unchanged = dict.fromkeys(log.frames, 0)
        return progress.summarise_after(before.facts, log.frames, unchanged, today)
    if before is not None and log.after is not None and before.version == log.after:
        return progress.summarise_after(before.facts, log.frames, log.new_rows, today)
    return progress.summarise(log.frames, today)
