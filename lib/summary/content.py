"""What the summary says: a decision → a frozen page of short sections. Pure; decides nothing.

Where the log says too little, the page says so and draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lib import activities, areas, chosen, past, plan_words, strength, usual, verdicts, words
from lib.dates import day_words, full_date
from lib.model import CheckIn, Decision, Finding, Knowledge, TestChange
from lib.paper import writing
from lib.phrases import counted

LONGEST_NAME, LONGEST_QUESTIONS = 120, 600
_LONGEST_SENTENCE = 240
_ANSWERS = (
    "pain_duration",
    "pain_now_0_10",
    "pain_average_7d_0_10",
    "pain_worst_7d_0_10",
    "leg_symptoms",
    "pain_settles",
    "pain_trend",
    "worse_with",
    "eases_with",
)
_MOST_FINDINGS, _MOST_CHOICES, _MOST_TESTS, _MOST_LINES = 16, 4, 8, 8


@dataclass(frozen=True, slots=True)
class Decided:
    """One thing that was decided: when, what, and why."""

    day: date
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, sentences, and a list."""

    title: str
    says: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The page. `decided` is newest first; `questions` are the person's own words."""

    title: str
    name: str
    day: date
    under: str
    answers: Section
    safety: Section
    doing: Section
    plan: Section
    pain: Section
    history: usual.PainHistory
    mornings: Section
    tests: Section
    own: Section
    choices: Section
    decided: tuple[Decided, ...]
    questions: tuple[str, ...]
    rules_version: str
    disclaimer: str


def summary(
    decision: Decision,
    known: Knowledge,
    decided: Sequence[Decided],
    disclaimer: str,
    *,
    name: str = "",
    questions: str = "",
) -> Summary:
    """The page for somebody who has checked in; `decided` newest first, those that changed something."""
    history = past.pain_history(decision, known)
    return Summary(
        title="Summary for my appointment",
        name=writing.own_words(name, LONGEST_NAME),
        day=decision.today,
        under=_under(decision),
        answers=_answers(decision.check_ins[-1], known),
        safety=_safety(decision, known),
        doing=_doing(decision, known),
        plan=_plan(decision, known),
        pain=Section("Is the pain changing?", (history.verdict.says, *history.verdict.details)),
        history=history,
        mornings=Section(
            "The morning after a session",
            (verdicts.response(decision.progress, known.limit).says,),
        ),
        tests=_tests(decision, known),
        own=_own(decision, known),
        choices=_choices(decision, known),
        decided=tuple(decided),
        questions=writing.own_lines(questions, LONGEST_QUESTIONS, _MOST_LINES),
        rules_version=known.rules_version,
        disclaimer=disclaimer,
    )


def _under(decision: Decision) -> str:
    since = decision.check_ins[0].day
    weeks = (decision.today - since).days // 7
    long = f" ({counted(weeks, 'week')})" if weeks else ""
    return f"From my own log in Even Keel, {full_date(since)} to {full_date(decision.today)}{long}."


# --- what was answered ----------------------------------------------------------------------


def _answers(last: CheckIn, known: Knowledge) -> Section:
    facts = last.profile.facts
    said = [
        f"{known.questions[id].asks.rstrip('?:')}: {_answer(id, facts[id], known)}"
        for id in _ANSWERS
        if id in facts
    ]
    return Section(f"What I answered on {full_date(last.day)}", items=tuple(said))


def _answer(id: str, value: object, known: Knowledge) -> str:
    says = words.of_answer(id, value, known)
    return f"{says} of 10" if id.endswith("_0_10") else says


def _safety(decision: Decision, known: Knowledge) -> Section:
    """What was ticked that matters, and what the plan takes care of because of it."""
    profile, title = decision.profile, "Safety answers that matter"
    cautions = dict.fromkeys(
        words.of_caution(tag, known) for tag in (profile.cautions if profile is not None else {})
    )
    found = [_found(finding, known) for finding in decision.findings]
    items = list(dict.fromkeys(found))
    more = len(items) - _MOST_FINDINGS
    items = items[:_MOST_FINDINGS] + ([f"And {more} more, in the app."] if more > 0 else [])
    says = [] if items else ["No warning sign was ticked."]
    if decision.unanswered:
        says = ["Some of the safety questions are not answered."]
    if cautions and decision.plan is not None:
        says.append(f"The plan takes care of: {', '.join(cautions)}.")
    return Section(title, tuple(says), tuple(items))


def _found(finding: Finding, known: Knowledge) -> str:
    """The answer behind a finding, as it was ticked; its sentence where there was none."""
    ticked = [known.questions[flag].asks for flag in finding.flags if flag in known.questions]
    return words.of_finding(finding, known) if finding.cleared or not ticked else "; ".join(ticked)


# --- planned and done -----------------------------------------------------------------------


def _doing(decision: Decision, known: Knowledge) -> Section:
    progress, today = decision.progress, decision.today
    spans = past.phase_spans(decision.course, today, known)
    says = [verdicts.doing(progress, past.planned(decision, known), known.limit).says]
    days = len(progress.session_days)
    if days:
        first = day_words(progress.session_days[0].day, today)
        says.append(f"In all {counted(days, 'session day')} since {first}.")
    phases = [f"{title} from {day_words(start, today)}" for _, title, start, _ in spans[-6:]]
    if phases:
        says.append(f"Phases: {', then '.join(phases)}.")
    return Section("Planned and done", tuple(says))


def _plan(decision: Decision, known: Knowledge) -> Section:
    plan = decision.plan
    if plan is None:
        return Section("The plan now", ("There is no plan for now.",))
    lines = [
        f"{plan_words.name(line, known)}: {words.of_dose(line.dose)}"
        + (f" (level {line.level} of {len(known.exercises[line.exercise_id].levels)})")
        for line in plan.lines
    ]
    phase = known.phases[plan.phase].title
    return Section("The plan now", (f"{phase}: {plan_words.often(plan)}.",), tuple(lines))


# --- tests and activities ----------------------------------------------------------------------


def _tests(decision: Decision, known: Knowledge) -> Section:
    """The latest result of each test and side, and how it changed where that is known."""
    title, results = "Strength tests", decision.progress.tests
    changes = {(change.test, change.side): change for change in areas.tested_twice(decision, known)}
    items = []
    for test in known.tests.values():
        for side in test.sides:
            last = strength.latest(
                [one for one in results if one.test == test.id and one.is_test], test.id, side
            )
            if last is not None:
                unit = "times" if test.measure == "count" else "s"
                where = f", {side}" if side else ""
                when = day_words(last.day, decision.today)
                says = f"{test.name}{where}: {last.value} {unit} on {when}"
                items.append(f"{says}{_changed(changes.get((test.id, side)))}")
    if not items:
        return Section(title, ("No strength test yet.",))
    return Section(title, (areas.verdict(decision, known)[1],), tuple(items[:_MOST_TESTS]))


def _changed(change: TestChange | None) -> str:
    if change is None or change.first is None:
        return ""
    return {
        "up": f", first {change.first}: more",
        "down": f", first {change.first}: less",
    }.get(change.kind, f", first {change.first}: no clear change")


def _own(decision: Decision, known: Knowledge) -> Section:
    """What the person wanted to do again: first and latest score of each."""
    title, found = "What I want to do again", activities.of(decision)
    if not found.names:
        return Section(title, ("No activity was named.",))
    _, says = activities.verdict(found, known.limit, decision.today)
    return Section(title, (says,), tuple(_scores(found)))


def _scores(found: activities.Activities) -> Iterator[str]:
    for place, name in found.names.items():
        own = [score.score_0_10 for score in found.scores if score.place == place]
        shown = writing.own_words(name, _LONGEST_SENTENCE // 2)
        if len(own) > 1:
            yield f"{shown}: {own[0]} at first, now {own[-1]} of 10 (10 is as before)"
        elif own:
            yield f"{shown}: {own[0]} of 10 (10 is as before)"
        else:
            yield f"{shown}: no score yet"


def _choices(decision: Decision, known: Knowledge) -> Section:
    """What somebody chose otherwise than the rules would have."""
    items = [
        writing.own_words(
            f"{chosen.what(one.override, known)}. {words.of_choice(one.override, known)}",
            _LONGEST_SENTENCE,
        )
        for one in decision.choices
        if one.counts
    ]
    return Section("Chosen otherwise", items=tuple(items[-_MOST_CHOICES:]))
