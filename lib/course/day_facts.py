"""What the rules may look at: facts of one session day, one exercise, one week, one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from lib import rules
from lib.model import (
    PHASE_IDS,
    CheckIn,
    ExerciseDay,
    Facts,
    Knowledge,
    Phase,
    SessionDay,
    Truth,
    Value,
    Weekly,
)


def put(facts: dict[str, Value], name: str, value: Value | None) -> None:
    """Adds a fact unless it is unknown."""
    if value is not None:
        facts[name] = value


def session(day: SessionDay, phase: Phase) -> dict[str, Value]:
    """The facts of one session day, all its rounds together."""
    facts = _pain(day, day.most_0_10, phase)
    facts["morning_answered"] = day.morning_0_10 is not None
    put(facts, "pain_kind", day.kind)
    if day.exercises:
        facts["all_done"] = all(exercise.all_done for exercise in day.exercises)
    return facts


def exercise(day: SessionDay, done: ExerciseDay, phase: Phase) -> dict[str, Value]:
    """The facts of one exercise on a session day; pain not asked there is the session's most."""
    facts = _pain(day, _pain_of(day, done), phase)
    facts["all_done"] = done.all_done
    put(facts, "form", form(day, done))
    if day.kind is not None:
        sharp = day.kind in ("sharp", "spreading") and done in hurting(day)
        facts["pain_kind"] = day.kind if sharp else "ache"
    return facts


def form(day: SessionDay, done: ExerciseDay) -> str | None:
    """The answer about its form; good where only other exercises were asked that day."""
    return done.form or ("good" if any(other.form for other in day.exercises) else None)


def _pain(day: SessionDay, most: int | None, phase: Phase) -> dict[str, Value]:
    facts: dict[str, Value] = {"phase": PHASE_IDS[phase]}
    if most is not None:
        facts["pain_most_0_10"] = most
    before, morning = day.before_0_10, day.morning_0_10
    if before is not None:
        facts["pain_before_0_10"] = before
        if most is not None:
            facts["pain_rise_in_session_0_10"] = most - before
        if morning is not None:
            facts["pain_next_morning_rise_0_10"] = morning - before
    return facts


def _pain_of(day: SessionDay, done: ExerciseDay) -> int | None:
    return day.most_0_10 if done.pain_0_10 is None else done.pain_0_10


def hurting(day: SessionDay) -> tuple[ExerciseDay, ...]:
    """The exercises the day's pain belongs to: those stopped for pain, else those that hurt most."""
    stopped = tuple(done for done in day.exercises if done.stopped == "pain")
    if stopped:
        return stopped
    pains = [pain for done in day.exercises if (pain := _pain_of(day, done)) is not None]
    return tuple(done for done in day.exercises if not pains or _pain_of(day, done) == max(pains))


def weekly(row: Weekly, before: Weekly | None) -> dict[str, Value]:
    """The facts of one weekly answer; the change needs the one before."""
    facts: dict[str, Value] = {}
    put(facts, "weekly_flare", row.flare)
    put(facts, "weekly_leg_worse", row.leg_worse)
    put(facts, "weekly_mean_0_10", row.mean_0_10)
    if before is not None and row.mean_0_10 is not None and before.mean_0_10 is not None:
        facts["weekly_mean_change_0_10"] = row.mean_0_10 - before.mean_0_10
    return facts


def activity_scores(check_in: CheckIn) -> dict[tuple[int, Value], int]:
    """Place and name of an activity to its score; without a name or a score it is left out."""
    facts = check_in.profile.facts
    return {
        (number, facts[f"activity_{number}"]): score
        for number in (1, 2, 3)
        if f"activity_{number}" in facts
        and isinstance(score := facts.get(f"activity_{number}_0_10"), int)
    }


def since_start(start: CheckIn, latest: Weekly | None) -> dict[str, Value]:
    """How far the latest weekly mean lies from the average at the first check-in."""
    began = start.profile.facts.get("pain_average_7d_0_10")
    if latest is None or latest.mean_0_10 is None or not isinstance(began, int):
        return {}
    drop = began - latest.mean_0_10
    return {
        "weekly_drop_0_10": drop,
        "weekly_drop_percent": round(100 * drop / began) if began else 0,
        "weekly_rise_over_start_0_10": -drop,
    }


def notes(
    phase: Phase,
    today: date,
    entered_on: date,
    start: CheckIn,
    last_weekly: Weekly | None,
    sessions: Sequence[SessionDay],
    flares: Sequence[date],
    knowledge: Knowledge,
) -> dict[str, Value]:
    """The facts behind the sentences the course has to say on a day."""
    month = timedelta(days=knowledge.whole("many_flares_within_days"))
    facts: dict[str, Value] = {
        "phase": phase.id,
        "days_in_phase": (today - entered_on).days,
        "days_since_start": (today - start.day).days,
        "flares_in_a_month": sum(1 for flare in flares if today - flare < month),
        "too_much_days_running": too_much_days(sessions, knowledge),
    }
    return facts | since_start(start, last_weekly)


def too_much_days(sessions: Sequence[SessionDay], knowledge: Knowledge) -> int:
    """Session days running, back from the last, with clearly more done than planned."""
    running = 0
    for day in reversed(sessions):
        facts = _done_percent(day, knowledge)
        if rules.is_true("fact.too_much", facts, knowledge) is not Truth.FIRES:
            break
        running += 1
    return running


def _done_percent(day: SessionDay, knowledge: Knowledge) -> Facts:
    """Rounds done of each exercise ÷ rounds its level asks for a day, averaged, in percent."""
    shares = []
    for done in day.exercises:
        known = knowledge.exercises.get(done.exercise_id)
        if known is not None:
            level = known.levels[min(done.level, len(known.levels)) - 1]
            planned = level.times_per_day if day.phase == Phase.EASE.id else 1
            shares.append(done.done_rounds / planned)
    return {"done_percent_of_plan": round(100 * sum(shares) / len(shares))} if shares else {}
