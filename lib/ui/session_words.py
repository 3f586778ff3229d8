"""What to do today, in words: which round, where, how much pain is all right, what follows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date

from lib import planning, words
from lib.course import CHOSEN
from lib.model import (
    Action,
    Course,
    DayDecision,
    Decision,
    Knowledge,
    LevelChange,
    Phase,
    Plan,
    Prescription,
    Reason,
    SessionDay,
)
from lib.phrases import joined
from lib.plan_words import ceiling_base, place, sentence
from lib.ui import blocks

ENDED_FOR_THE_DAY = ("progress.exercise_above_ceiling", "progress.exercise_sharp")

# --- today's session ----------------------------------------------------------------------------


def on(decision: Decision, day: date) -> SessionDay | None:
    """What was logged on that day."""
    return next((done for done in decision.progress.session_days if done.day == day), None)


def round_on(decision: Decision, day: date) -> int:
    """The number of the next round of that day; 1 is the first."""
    done = on(decision, day)
    return 1 if done is None else done.rounds + 1


def lines_of_round(plan: Plan, number: int) -> tuple[Prescription, ...]:
    """The plan's lines in that round; in one beyond the plan, all of them."""
    lines = tuple(line for line in plan.lines if line.dose.times_per_day >= number)
    return lines or plan.lines


def ended(course: Course | None, day: date) -> frozenset[str]:
    """The exercises that ended for that day, with the ones that took their place."""
    return frozenset(
        id
        for decided in (course.decisions if course is not None else ())
        if decided.day == day
        for change in decided.changes
        if change.reason.rule_id in ENDED_FOR_THE_DAY
        for id in (change.exercise_id, change.to_exercise)
    )


def days_this_week(decision: Decision) -> int:
    """Session days since Monday."""
    monday = decision.today.toordinal() - decision.today.weekday()
    return sum(1 for done in decision.progress.session_days if done.day.toordinal() >= monday)


def minutes(lines: Iterable[Prescription], known: Knowledge) -> int:
    """About how long one round of these lines takes, to the minute."""
    return max(1, round(sum(planning.minutes_of(line.dose, known) for line in lines)))


def dose_of_round(line: Prescription) -> str:
    """One round of a line in words."""
    return sentence(words.of_dose(replace(line.dose, times_per_day=1)))


def common_mistakes(line: Prescription, known: Knowledge) -> tuple[str, ...]:
    """What often goes wrong, on the surface on which the line is done."""
    own = line.surface.common_mistakes if line.surface is not None else ()
    return own or known.exercises[line.exercise_id].common_mistakes


def form_check(line: Prescription, known: Knowledge) -> str:
    """The question whose answer shows the form, on the surface on which the line is done."""
    own = line.surface.form_check if line.surface is not None else ""
    return own or known.exercises[line.exercise_id].form_check


def places(lines: Iterable[Prescription], known: Knowledge) -> str:
    """Where some lines are done, each place once: "on the floor, standing and walking"."""
    return joined(list(dict.fromkeys(place(line, known) for line in lines)))


# --- how much pain is all right --------------------------------------------------------------------


def ceiling(phase: Phase, before: int, known: Knowledge) -> int:
    """The most pain a session may reach with this much before it."""
    above = max(ceiling_base(phase, known), before + known.whole("rise_in_session_0_10"))
    return min(above, known.whole("pain_cap_0_10"))


def is_too_high(before: int | None, known: Knowledge) -> bool:
    """Whether there is no session with this much pain before it."""
    return before is not None and before >= known.whole("no_session_from_0_10")


# --- what follows --------------------------------------------------------------------------------------


def follows(
    decisions: Iterable[DayDecision], known: Knowledge, left_out: Container[str] = ()
) -> list[str]:
    """What some days' decisions mean, a sentence each, without those of the rules left out."""
    said: list[str] = []
    for decided in decisions:
        if decided.phase > decided.phase_before:
            title = known.phases[decided.phase].title
            is_chosen = any(reason.rule_id == CHOSEN for reason in decided.reasons)
            met = "You are" if is_chosen else "Everything for the next phase was there: you are"
            said.append(f"{met} in **{title}** now.")
        reasons = [
            reason
            for reason in decided.reasons
            if reason.rule_id not in left_out and not _is_of_a_gate(reason, known)
        ]
        said += [_of(reason, decided.changes, known) for reason in reasons]
        if decided.phase < decided.phase_before:
            said.append(f"You are in **{known.phases[decided.phase].title}** for now.")
    return list(dict.fromkeys(said))


def _is_of_a_gate(reason: Reason, known: Knowledge) -> bool:
    rule = known.rules.get(reason.rule_id)
    return rule is not None and "gate" in rule.then


def _of(reason: Reason, changes: Sequence[LevelChange], known: Knowledge) -> str:
    """A reason's sentence, with the names of the exercises it moved where it is about single ones."""
    says = words.of_reason(reason, known)
    rule = known.rules.get(reason.rule_id)
    if rule is None:
        return blocks.plain(says) if reason.rule_id == CHOSEN else says
    moved = joined([_moved(change, known) for change in changes if change.reason == reason])
    if rule.then.get("action") == Action.STOP.name:  # answered since: what to answer is over
        says = says.split(". ")[0].rstrip(".") + "."
        return f"{says} One step easier for now: **{moved}**." if moved else says
    if not moved or rule.then.get("moves") != "exercise":
        return says
    return f"**{moved}.** {says}"


def _moved(change: LevelChange, known: Knowledge) -> str:
    before = known.exercises.get(change.exercise_id)
    after = known.exercises.get(change.to_exercise)
    if before is None or after is None:
        return change.exercise_id
    if before.id != after.id:
        return f"{after.name} instead of {before.name.lower()}"
    return before.name
