"""The command line: `check` the content of `data/`, `plan` for one file of answers, `figures`,
`simulate` for what the rules do to made-up people, `prove` for what holds for every answer, `compare` for
what an edit of `data/` changes."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from lib import (
    decide,
    figures,
    journal,
    knowledge,
    noise,
    plain_yaml,
    progress,
    simulation,
    words,
)
from lib.figures.sheet import sheet
from lib.model import Decision, EvenKeelError, GateLine, InputError, Knowledge, Reason

OK, REFUTED, WRONG_INPUT, WITHHELD = 0, 1, 2, 3
_KEPT = ("answers", "overrides")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 fine, 1 not proved, 2 wrong input, 3 when the clearance withholds the plan."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except EvenKeelError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib", description=__doc__)
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="read data/ and report the first thing wrong with it")
    check.set_defaults(run=_check)
    plan = commands.add_parser("plan", help="the plan for a file of answers")
    plan.set_defaults(run=_plan)
    plan.add_argument("answers", type=Path, metavar="ANSWERS.yaml")
    plan.add_argument("--journal", type=Path, help="folder with the person's CSV files")
    plan.add_argument("--today", type=_day, help="the day to plan for, like 2026-03-31")
    plan.add_argument("--json", action="store_true", help="print everything, for programs")
    drawn = commands.add_parser("figures", help="check every exercise figure, or draw them all")
    drawn.set_defaults(run=_figures)
    drawn.add_argument("ids", nargs="*", metavar="ID", help="only these exercises")
    drawn.add_argument("--sheet", type=Path, metavar="OUT.png|OUT.svg", help="all on one page")
    drawn.add_argument("--dark", action="store_true", help="in the colours of the dark theme")
    simulated = commands.add_parser("simulate", help="made-up people: what the rules do to them")
    kinds = simulated.add_subparsers(required=True)
    noise_ = kinds.add_parser("noise", help="how often chance is called a change in pain")
    noise_.set_defaults(run=_simulate_noise)
    noise_.add_argument("--people", type=int, default=noise.PEOPLE, help="of each kind")
    noise_.add_argument("--seed", type=int, default=noise.SEED)
    noise_.add_argument("--write", action="store_true", help=f"write docs/{noise.DOCUMENT.name}")
    people_ = kinds.add_parser("people", help="a year each of people who do not exist")
    people_.set_defaults(run=_simulate_people)
    people_.add_argument("--count", type=int, default=simulation.COUNT, help="of each kind")
    people_.add_argument("--seed", type=int, default=simulation.SEED)
    people_.add_argument(
        "--write", action="store_true", help=f"write docs/{simulation.DOCUMENT.name}"
    )
    proved = commands.add_parser("prove", help="prove the rules safe over every possible answer")
    proved.set_defaults(run=_prove)
    proved.add_argument("names", nargs="*", metavar="NAME", help="only these properties")
    proved.add_argument(
        "--people", type=int, default=100_000, help="drawn answers to compare with the app; 0: none"
    )
    proved.add_argument(
        "--mutants", action="store_true", help="delete or weaken each rule: is it noticed?"
    )
    proved.add_argument("--workers", type=int, default=2, help="processes that share the work")
    proved.add_argument(
        "--write",
        action="store_true",
        help="keep what was found, for the app and docs/proof.md; with --mutants both",
    )
    compared = commands.add_parser(
        "compare",
        help="for which answers the plan changes between two versions of data/",
        epilog=_GIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    compared.set_defaults(run=_compare)
    compared.add_argument("old", type=Path, metavar="OLD_DATA")
    compared.add_argument("new", type=Path, metavar="NEW_DATA")
    compared.add_argument(
        "--examples", type=Path, metavar="FOLDER", help="keep each example's answers, for plan"
    )
    for command in (check, plan, drawn, noise_, people_, proved):
        command.add_argument("--data", type=Path, default=knowledge.DATA, metavar="FOLDER")
    return parser


_GIT = """an older version of data/ beside this one:
  git worktree add ../before HEAD~1 && python -m lib compare ../before/data data
  git worktree remove ../before"""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-03-31") from None


# --- check -------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    known = knowledge.load(options.data)
    print(
        f"{len(known.questions)} questions, {len(known.rules)} rules, "
        f"{len(known.named)} named conditions, {len(known.thresholds)} thresholds, "
        f"{len(known.exercises)} exercises, {len(known.sources)} sources: all fine "
        f"(rules version {known.rules_version})."
    )
    return OK


# --- figures ---------------------------------------------------------------------------------------


def _figures(options: argparse.Namespace) -> int:
    known = knowledge.load(options.data)
    every = figures.figure_data(known)
    unknown = [id for id in options.ids if id not in every]
    if unknown:
        raise InputError(f"There is no figure called {', '.join(unknown)}.")
    drawn = {id: figures.draw(id, known) for id in options.ids or every}
    if options.sheet:
        _write_sheet(options.sheet, drawn, known, options.dark)
    wrong = {id: said for id in drawn if (said := figures.wrong_with(drawn[id], known))}
    for id, sentences in wrong.items():
        print(f"{id}:", *(f"  {sentence}" for sentence in sentences), sep="\n")
    many = "figure" if len(drawn) == 1 else "figures"
    print(f"{len(drawn)} {many} drawn, {len(wrong)} with something wrong.")
    return WRONG_INPUT if wrong else OK


def _write_sheet(
    to: Path, drawn: Mapping[str, figures.Picture], known: Knowledge, dark: bool
) -> None:
    names = {id: exercise.name for id, exercise in known.exercises.items()}
    page = sheet(
        (
            (names.get(id, id.replace("_", " ").capitalize()), picture)
            for id, picture in drawn.items()
        ),
        dark,
    )
    if to.suffix == ".svg":
        to.write_text(page, encoding="utf-8")
        return
    if to.suffix != ".png":
        raise InputError(f"{to}: a sheet is an .svg or a .png file.")
    try:
        resvg = importlib.import_module("resvg_py")
    except ImportError:
        raise InputError(
            "A PNG needs resvg-py: pip install -r requirements-dev.txt, or write an .svg."
        ) from None
    to.write_bytes(bytes(resvg.svg_to_bytes(svg_string=page)))


# --- simulate ------------------------------------------------------------------------------------


def _simulate_people(options: argparse.Namespace) -> int:
    known = knowledge.load(options.data)
    tell = partial(print, file=sys.stderr, flush=True)
    text = simulation.report(known, options.count, options.seed, tell)
    if options.write:
        simulation.DOCUMENT.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return OK


def _simulate_noise(options: argparse.Namespace) -> int:
    known = knowledge.load(options.data)

    def tell(says: str) -> None:
        print(says, file=sys.stderr)

    text = noise.report(known.limit, options.people, options.seed, tell)
    if options.write:
        noise.DOCUMENT.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return OK


# --- prove -----------------------------------------------------------------------------------------


def _prove(options: argparse.Namespace) -> int:
    try:
        run = importlib.import_module("lib.proof.run")
    except ImportError:
        raise InputError("The proof needs z3: pip install -r requirements-dev.txt.") from None
    unknown = [name for name in options.names if name not in run.properties.PROPERTIES]
    if unknown:
        raise InputError(f"There is no property called {', '.join(unknown)}.")
    tell = partial(print, flush=True)
    if options.write and options.data != knowledge.DATA:
        raise InputError("Only what is proved of the content in data/ is written down.")
    day = datetime.now().astimezone().date()
    mutants = None
    if options.mutants:
        mutants = run.report_mutants(options.data, options.workers, day, tell)
        if not options.write:
            return REFUTED if mutants.missed else OK
    found = run.report(options.data, options.names, options.people, options.workers, day, tell)
    if options.write:
        found = run.write(found, mutants, tell)
    return OK if found.holds else REFUTED


# --- compare ---------------------------------------------------------------------------------------


def _compare(options: argparse.Namespace) -> int:
    try:
        run = importlib.import_module("lib.compare.run")
    except ImportError:
        raise InputError("Comparing needs z3: pip install -r requirements-dev.txt.") from None
    run.report(options.old, options.new, partial(print, flush=True), options.examples)
    return OK


# --- plan ----------------------------------------------------------------------------------------


def _plan(options: argparse.Namespace) -> int:
    known = knowledge.load(options.data)
    today = options.today or datetime.now().astimezone().date()
    decision = decide_from_files(options.answers, options.journal, known, today)
    if options.json:
        print(json.dumps(as_json(decision, known), ensure_ascii=False, indent=2))
    else:
        print(as_text(decision, known))
    return OK if decision.plan is not None else WITHHELD


def decide_from_files(
    answers: Path, folder: Path | None, known: Knowledge, today: date
) -> Decision:
    """The decision for a file of answers and, if given, a journal folder.

    The answers are today's check-in, unless the journal's last check-in says the same; without any
    check-in in the journal they hold from its first day. InputError when a file cannot be used.
    """
    raw = read_answers(answers)
    frames: Mapping[str, pd.DataFrame] = {}
    if folder is not None:
        frames = journal.read(folder, known.question_kinds).frames
    kept = {name: journal.rows(frame) for name, frame in frames.items() if name in _KEPT}
    rows = decide.answers_rows(kept.get("answers", ()), known)
    rows = tuple(row for row in rows if row.day <= today)
    if not rows:
        rows = (_row(raw, decide.first_day(progress.summarise(frames, today))),)
    elif not _says_the_same(rows[-1], raw, known, today):
        rows = (*rows, _row_after(rows[-1], raw, today))
    return decide.decide(rows, frames, decide.overrides_of(kept.get("overrides", ())), known, today)


def _row(raw: Mapping[str, Any], day: date) -> decide.AnswersRow:
    return decide.AnswersRow(datetime.combine(day, time.min, UTC), day, raw)


def _row_after(last: decide.AnswersRow, raw: Mapping[str, Any], today: date) -> decide.AnswersRow:
    """A check-in of today that is later than the journal's last and than what was logged today."""
    end_of_day = datetime.combine(today, time.max, UTC)
    return decide.AnswersRow(max(end_of_day, last.answered_at + timedelta.resolution), today, raw)


def _says_the_same(
    row: decide.AnswersRow, raw: Mapping[str, Any], known: Knowledge, today: date
) -> bool:
    given = decide.answers_of(_row(raw, today), known)
    try:
        return given.values == decide.answers_of(row, known).values
    except InputError:
        return False


def read_answers(path: Path) -> dict[str, Any]:
    """Question ids and values from a YAML file; InputError when it is not such a file."""
    try:
        raw = plain_yaml.read_text(path.read_text(encoding="utf-8"))
    except OSError:
        raise InputError(f"{path}: there is no such file, or it cannot be read.") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise InputError(f"{path}: this is not a YAML file of question ids and values.") from None
    if not isinstance(raw, dict):
        raise InputError(f"{path}: question ids and values are needed, one a line.")
    return raw


# --- as JSON ----------------------------------------------------------------------------------------


def as_json(decision: Decision, known: Knowledge) -> dict[str, Any]:
    """The decision as plain values: the contract of `plan --json`; what does not apply is null."""
    plan, course = decision.plan, decision.course
    shown = plan is not None and course is not None
    return {
        "clearance": decision.clearance.name,
        "findings": [
            {
                "rule_id": finding.rule_id,
                "says": words.of_finding(finding, known),
                "sources": list(finding.reason.sources),
            }
            for finding in decision.findings
        ],
        "phase": course.phase.id if shown and course else None,
        "action": course.action.name if shown and course else None,
        "exercises": [_line(line) for line in plan.lines] if plan else [],
        "gates": [_gate(line, known) for line in course.gate] if shown and course else [],
        "rules_version": known.rules_version,
    }


def _line(line: Any) -> dict[str, Any]:
    dose = asdict(line.dose)
    return {
        "id": line.exercise_id,
        "level": line.level,
        **{key: list(value) if isinstance(value, tuple) else value for key, value in dose.items()},
        "days_per_week": line.days_per_week,
        "why": [_why(reason) for reason in line.why],
    }


def _why(reason: Reason) -> dict[str, Any]:
    facts = {name: _plain(value) for name, value in reason.facts}
    return {"rule_id": reason.rule_id, "facts": facts, "sources": list(reason.sources)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _gate(line: GateLine, known: Knowledge) -> dict[str, Any]:
    return {"id": line.rule_id, "met": line.met, "says": words.of_gate(line, known)}


# --- as text -------------------------------------------------------------------------------------------


def as_text(decision: Decision, known: Knowledge) -> str:
    """The decision in plain sentences, one a line."""
    lines = [f"Clearance: {decision.clearance.name.replace('_', ' ').lower()}"]
    lines += [f"  - {words.of_finding(finding, known)}" for finding in decision.findings]
    if decision.plan is None or decision.course is None:
        lines.append("No plan: these answers come first.")
        return "\n".join(lines)
    phase = known.phases[decision.course.phase].title
    lines.append(f"Phase: {phase}. Next: {decision.course.action.name.replace('_', ' ').lower()}.")
    for line in decision.plan.lines:
        exercise = known.exercises[line.exercise_id]
        lines.append(f"  - {exercise.name}: {words.of_dose(line.dose)}")
        lines += [f"    {words.of_reason(why, known)}" for why in line.why if _is_strength(why)]
    if decision.plan.holds:
        lines.append("To find out in the next session:")
        lines += [f"  - {words.of_reason(hold.why, known)}" for hold in decision.plan.holds]
    if decision.course.gate:
        lines.append("Before the next phase:")
        marks = {True: "there", False: "missing", None: "not known"}
        lines += [
            f"  - [{marks[line.met]}] {words.of_gate(line, known)}" for line in decision.course.gate
        ]
    return "\n".join(lines)


def _is_strength(reason: Reason) -> bool:
    return reason.rule_id.startswith("strength.")


if __name__ == "__main__":
    sys.exit(main())
