"""What is proved for every possible answer, and what is not, from the report of the last run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib import proved
from lib.dates import full_date
from lib.model import ContentError, Knowledge
from lib.proved import Mutants, Report
from lib.ui import blocks

NO_REPORT = "No proof has been kept with this copy of Even Keel."
OF_OTHERS = (
    "**This is about an earlier version.** Rules or words have changed since, and the proof has not "
    "been run again. What follows was so on {day}, for version {version}; here it is {ours}."
)
AS_IS = "Run on {day}, for the very rules and words used here (version {version})."

ALL_ANSWERS = (
    "Cases and examples try some answers. A **proof** covers all of them: every set of answers the "
    "check-in allows, with questions left out too. Those are {answers}, far too many to try one by "
    "one. The same goes for what a log can say of a day. So {rules} rules and conditions, {exercises} exercises and {questions} questions are turned "
    "into logic, and a program searches for anybody for whom a sentence is not true."
)
HOLD = "{many} sentences: there is nobody for whom they are not true"
HELD = "{many} sentences of that version: there was nobody for whom they were not true"
CHECKED = "**Checked on many, not proved**"
BROKEN = "**Not true for everybody**"


@dataclass(frozen=True, slots=True)
class Said:
    """The card in parts, as markdown: before the sentences, the sentences and their title, after."""

    before: str
    title: str
    sentences: str
    after: str


def show(known: Knowledge, path: Path = proved.FILE) -> None:
    """The card; it says so when the report is missing or about another version."""
    with blocks.card("What is proved", key="proved"):
        try:
            said = of_report(proved.read(path), known)
        except ContentError:
            st.markdown(NO_REPORT)
            return
        st.markdown(said.before)
        with blocks.why(said.title, key="proved_sentences"):
            st.markdown(said.sentences)
        st.markdown(said.after)


def of_report(report: Report, known: Knowledge) -> Said:
    """What was found, and whether it was found of the content at hand."""
    version, ours = report.rules_version, known.rules_version
    about, title = (AS_IS, HOLD) if report.is_about(known) else (OF_OTHERS, HELD)
    told = about.format(day=full_date(report.day), version=version, ours=ours)
    all_answers = ALL_ANSWERS.format(
        answers=proved.zeros(report.answer_sets),
        rules=report.rules,
        exercises=report.exercises,
        questions=report.questions,
    )
    hold = [one for one in report.sentences if one.holds]
    proven = [one.says for one in hold if not one.checked_on]
    checked = [f"{one.says} (On {one.checked_on}.)" for one in hold if one.checked_on]
    broken = [one.says for one in report.sentences if not one.holds]
    return Said(
        before=_paragraphs(all_answers, told, *_titled(BROKEN, broken)),
        title=title.format(many=len(proven)),
        sentences=_paragraphs(_listed(proven), *_titled(CHECKED, checked)),
        after=_paragraphs(
            _compared(report),
            _mutants(report.mutants),
            *_titled("**What is not proved**", report.not_proved),
        ),
    )


def _paragraphs(*says: str) -> str:
    return "\n\n".join(says)


def _titled(title: str, sentences: Iterable[str]) -> Iterable[str]:
    listed = _listed(sentences)
    return (title, listed) if listed else ()


def _listed(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {says}" for says in sentences)


def _compared(report: Report) -> str:
    seen = report.compared
    differed = f"**{seen.differences:,} times**" if seen.differences else "never"
    return (
        f"**Is the logic the same as the app?** Both were given {seen.drawn:,} sets of answers drawn "
        f"at random and those of the example people. They {differed} differed."
    )


def _mutants(found: Mutants | None) -> str:
    asks = "**Would the proof notice a mistake?**"
    if found is None:
        return f"{asks} This has not been tried since the rules changed."
    missed = f"**{found.missed} were missed.**" if found.missed else "None was missed."
    return (
        f"{asks} {found.tried} times one thing in the rules was taken away, made milder or put in "
        f"another order. {found.caught} times a sentence was no longer true, as it should be. "
        f"{found.no_change} times it makes no difference to anybody. {found.listed} are known, each with "
        "its reason: there our rules are stricter than what they are checked against, or the rule only "
        f"says something, or other tests watch it. {missed}"
    )
