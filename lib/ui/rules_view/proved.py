"""What is proved for every possible answer, and what is not, from the report of the last run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lib import proved
from lib.dates import full_date
from lib.model import ContentError, Knowledge
from lib.proved import Mutants, Report

NO_REPORT = "No proof has been kept with this copy of Even Keel."
OF_OTHERS = (
    "**This is about an earlier version.** Rules or words have changed since, and the proof has not "
    "been run again. What follows was so on {day}, for version {version}; yours is {ours}."
)
AS_IS = "This is about the very rules that run here: version {version}, proved on {day}."

ALL_ANSWERS = """
Cases and examples try some answers. A **proof** covers all of them: every set of answers the
check-in allows, unanswered questions included. Those are {answers}, far too many to try. So the
{rules} rules and {exercises} exercises are turned into logic, and a program for proofs looks for
answers that break a sentence. For these sentences there are none:
"""
SOME = "These sentences do not hold for everybody:"
CHECKED = "These were checked, not proved:"


def text(known: Knowledge, path: Path = proved.FILE) -> str:
    """The section as markdown; it says so when the report is missing or of other content."""
    try:
        report = proved.read(path)
    except ContentError:
        return NO_REPORT
    return of_report(report, known)


def of_report(report: Report, known: Knowledge) -> str:
    """What was found, and whether it was found of the content at hand."""
    about = AS_IS if report.is_about(known) else OF_OTHERS
    version, ours = report.rules_version, known.rules_version
    says = [about.format(day=full_date(report.day), version=version, ours=ours)]
    numbers = {"rules": report.rules, "exercises": report.exercises}
    says.append(ALL_ANSWERS.format(answers=proved.zeros(report.answer_sets), **numbers))
    hold = [one for one in report.sentences if one.holds]
    says.append(_listed(one.says for one in hold if not one.checked_on))
    checked = [f"{one.says} (On {one.checked_on}.)" for one in hold if one.checked_on]
    broken = [one.says for one in report.sentences if not one.holds]
    for intro, sentences in ((CHECKED, checked), (SOME, broken)):
        if sentences:
            says += [f"**{intro}**", _listed(sentences)]
    says.append(_compared(report))
    says.append(_mutants(report.mutants))
    says += ["**What is not proved**", _listed(report.not_proved)]
    return "\n\n".join(says)


def _listed(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {says}" for says in sentences)


def _compared(report: Report) -> str:
    seen = report.compared
    differed = f"{seen.differences:,} times" if seen.differences else "never"
    return (
        "**Is the logic the same as the app?** Both were given the same answers: "
        f"{seen.drawn:,} sets drawn at random and those of the example people. They {differed} differed."
    )


def _mutants(found: Mutants | None) -> str:
    asks = "**Would the proof notice a mistake?**"
    if found is None:
        return f"{asks} This has not been tried since the rules changed."
    missed = "None was missed." if not found.missed else f"**{found.missed} were missed.**"
    return (
        f"{asks} {found.tried} times one rule, caution or limit was taken away or made milder. "
        f"{found.caught} times a sentence no longer held, as it should be. {found.no_change} of these "
        f"mistakes would change nothing for anybody. {found.listed} are known: there our rules are "
        f"stricter than the papers behind them ask, so leaving them out breaks no sentence. {missed}"
    )
