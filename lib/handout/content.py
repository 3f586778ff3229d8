"""What the handout says: a decision and the checked content → a frozen page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lib import chosen, decide, plan_words, words
from lib.model import Clearance, Decision, Knowledge, Phase, Plan, Prescription, Reason
from lib.paper import writing

LONGEST_NAME = 120
"""Letters of a name; more would push the plan off its page."""
MOST_CUES = 2
_LONGEST_SENTENCE = 240
DAYS = 14

Matrix = tuple[tuple[bool, ...], ...]
"""A QR code's squares, row by row from the top; True is black."""


@dataclass(frozen=True, slots=True)
class Help:
    """When to get help, in the words of Get help: the number to call, and the signs."""

    number: str
    whose_number: str
    now: tuple[str, ...]
    today: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise. `figure` is None where no drawing shows the way it is done."""

    figure: str | None
    name: str
    dose: str
    place: str
    steps: tuple[str, ...]
    """How it goes, in place of cues, where no drawing shows it."""
    cues: tuple[str, ...]
    changed: tuple[str, ...]
    """What is other for this person than usual."""
    chosen: tuple[str, ...]
    """Who chose it otherwise, and why."""


@dataclass(frozen=True, slots=True)
class Handout:
    """The page. `name` is empty, and `qr` None, where there is none."""

    title: str
    name: str
    day: date
    phase: str
    how_often: str
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    stop: tuple[tuple[str, str], ...]
    """What happens (may be empty), and what to do then."""
    help: Help
    days: int
    rounds: int
    rules_version: str
    disclaimer: str
    qr: Matrix | None = None


@dataclass(frozen=True, slots=True)
class NoHandout:
    """Why there is no page: a sentence."""

    says: str


def handout(
    decision: Decision,
    known: Knowledge,
    help: Help,
    disclaimer: str,
    *,
    name: str = "",
    qr: Matrix | None = None,
) -> Handout | NoHandout:
    """The page for today's plan."""
    plan, course = decision.plan, decision.course
    if plan is None or course is None or not decide.may_start(decision):
        return NoHandout(_why_none(decision))
    return Handout(
        title="Your exercise plan",
        name=writing.own_words(name, LONGEST_NAME),
        day=decision.today,
        phase=f"{known.phases[plan.phase].title}, phase {plan.phase + 1} of {len(Phase)}",
        how_often=plan_words.often(plan),
        notes=_notes(plan, decision, known),
        items=tuple(_item(line, known) for line in plan.lines),
        stop=plan_words.stop_rules(plan.phase, known),
        help=help,
        days=DAYS,
        rounds=plan.times_per_day,
        rules_version=known.rules_version,
        disclaimer=disclaimer,
        qr=qr,
    )


def _why_none(decision: Decision) -> str:
    if decision.clearance is Clearance.EMERGENCY:
        return "There is no plan to print: one of the answers needs help now."
    if decision.clearance is Clearance.SAME_DAY:
        return "There is no plan to print: one of the answers needs a doctor today."
    if decision.clearance is Clearance.SEE_CLINICIAN:
        return "There is no plan to print yet: a clinician has to have a look first."
    if decision.course is not None and decision.course.stopped:
        return "Nothing to print for now: sessions are stopped until the safety questions are answered again."
    return "There is no plan to print yet: some answers are missing or too old."


def _notes(plan: Plan, decision: Decision, known: Knowledge) -> tuple[str, ...]:
    """What holds for the whole plan: easy days for now, a phase that somebody chose, what was left out."""
    comfort = [words.of_reason(Reason("progress.comfort_set"), known)] if plan.comfort else []
    count = [one.override for one in decision.choices if one.counts]
    whole = [one for one in count if one.phase][-1:]
    whole += [one for one in count if one.kind == "remove"]
    made = [f"{chosen.what(one, known)}. {words.of_choice(one, known)}" for one in whole]
    return tuple(_told(says) for says in (*comfort, *made))


def _told(says: str) -> str:
    """A sentence that may hold words somebody typed, safe for paper."""
    return writing.own_words(says, _LONGEST_SENTENCE)


def _item(line: Prescription, known: Knowledge) -> Item:
    figure = plan_words.figure_of_line(line, known)
    how = line.surface or known.exercises[line.exercise_id]
    return Item(
        figure=figure,
        name=plan_words.name(line, known),
        dose=plan_words.sentence(words.of_dose(line.dose)),
        place=plan_words.sentence(plan_words.place(line, known)),
        steps=how.steps if figure is None else (),
        cues=plan_words.cues(line, known)[:MOST_CUES] if figure is not None else (),
        changed=tuple(limit.cue for _, limit in line.limits),
        chosen=tuple(_told(says) for says in chosen.of_line(line, known)),
    )
