"""The plan for today only, from the few answers somebody gives when it is bad right now.

What is asked, what stands in for the rest and what is offered are in `data/today_only.yaml`; who
is to be seen first, and what is left out, say the same rules as for everybody. Nothing here
belongs to a course.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lib import intake, planning, screening
from lib.model import (
    Answers,
    Dose,
    Fit,
    Knowledge,
    Prescription,
    Profile,
    Said,
    Screening,
    StandIn,
    TodayCandidate,
    TodayJob,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One part of the plan: the job it does, the way it is done, and why this one.

    The line has no reasons of its own: those of the cautions would say "because you said so" of
    what nobody was asked.
    """

    job: TodayJob
    line: Prescription
    says_why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TodayOnly:
    """What to do today. `rest_first`: with so much pain only the first part, until it has eased."""

    parts: tuple[Chosen, ...]
    left_out: tuple[LeftOut, ...]
    rounds: int
    rest_first: bool
    expect: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A job that nothing is left for, with the cautions that left its first candidate out."""

    job: TodayJob
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Too few parts are left for a plan."""

    left_out: tuple[LeftOut, ...]


def asked(knowledge: Knowledge) -> frozenset[str]:
    """The questions of this path: the three safety lists, what hangs on them, and a few more."""
    listed = {question.id for question in knowledge.questions.values() if question.list}
    return frozenset({*listed, *knowledge.today_only.questions})


# --- who is to be seen first -------------------------------------------------------------------


def screen(raw: Mapping[str, Any], knowledge: Knowledge, today: date) -> Screening:
    """The clearance from the asked answers alone; one of them missing gives `ASK_AGAIN`.

    InputError when an answer cannot be used.
    """
    answers = _answers(raw, knowledge.today_only.clearance, knowledge, today)
    missing = tuple(id for id in answers.missing if id in asked(knowledge))
    return screening.screen(replace(answers, missing=missing), knowledge, today)


def row(raw: Mapping[str, Any], found: Screening, knowledge: Knowledge) -> dict[str, Any]:
    """The answers row for findings that are to hold: what was answered, and what they rest on.

    An answer that only stands in for another is saved where a finding that withholds the plan looked
    at it, and nowhere else: without it the finding would be gone on the next visit.
    """
    filled = {**raw, **_stand_ins(raw, knowledge.today_only.clearance)}
    looked_at = {
        fact
        for finding in found.findings
        if finding.clearance.withholds_plan
        for fact, _ in finding.reason.facts
    }
    return {id: value for id, value in filled.items() if id in raw or id in looked_at}


def _answers(
    raw: Mapping[str, Any], stand_ins: Iterable[StandIn], knowledge: Knowledge, today: date
) -> Answers:
    return intake.clean_answers({**raw, **_stand_ins(raw, stand_ins)}, knowledge, today)


def _stand_ins(raw: Mapping[str, Any], stand_ins: Iterable[StandIn]) -> dict[str, Any]:
    """What counts where there is no answer, or one that is too low for another."""
    found: dict[str, Any] = {}
    for stand_in in stand_ins:
        given, least = raw.get(stand_in.id), raw.get(stand_in.at_least)
        if stand_in.at_least:
            values = [value for value in (given, least) if isinstance(value, int)]
            if values:
                found[stand_in.id] = max(values)
        elif given is None:
            found[stand_in.id] = stand_in.value
    return found


# --- the plan -------------------------------------------------------------------------------------


def plan(raw: Mapping[str, Any], knowledge: Knowledge, today: date) -> TodayOnly | TooLittle:
    """One position, one movement and a walk, as far as these answers leave them; else why not.

    Whether there may be a plan at all, `screen` says. InputError when an answer cannot be used.
    """
    profile = careful_profile(raw, knowledge, today)
    eases, lasting = profile.facts.get("eases_with"), profile.facts.get("pain_duration")
    parts: list[Chosen] = []
    left_out: list[LeftOut] = []
    for job in knowledge.today_only.jobs:
        meant = [one for one in job.candidates if not one.eases or eases in one.eases]
        fits = [(one, _fit(one, profile, knowledge)) for one in meant]
        chosen = next((found for found in fits if found[1].allowed), None)
        if chosen is None:
            left_out.append(LeftOut(job, fits[0][1].blocked_by if fits else ()))
        else:
            parts.append(_chosen(job, *chosen, knowledge))
    if len(parts) < knowledge.whole("today_only_least"):
        return TooLittle(tuple(left_out))
    pain = profile.facts.get("pain_now_0_10")
    return TodayOnly(
        parts=tuple(parts),
        left_out=tuple(left_out),
        rounds=knowledge.whole("today_only_rounds"),
        rest_first=not isinstance(pain, int) or pain >= knowledge.whole("no_session_from_0_10"),
        expect=tuple(
            said
            for said in knowledge.today_only.expect
            if not said.lasting or lasting in said.lasting
        ),
    )


def careful_profile(raw: Mapping[str, Any], knowledge: Knowledge, today: date) -> Profile:
    """The profile with the most careful answer wherever there is none."""
    content = knowledge.today_only
    answers = _answers(raw, (*content.clearance, *content.careful), knowledge, today)
    return intake.build_profile(answers, knowledge)


def _fit(candidate: TodayCandidate, profile: Profile, knowledge: Knowledge) -> Fit:
    if not candidate.surface:
        return profile.fits[candidate.exercise]
    exercise = knowledge.exercises[candidate.exercise]
    surface = next(way for way in exercise.surfaces if way.id == candidate.surface)
    return intake.fit_on(surface, profile)


def _chosen(job: TodayJob, candidate: TodayCandidate, fit: Fit, knowledge: Knowledge) -> Chosen:
    line = Prescription(
        exercise_id=candidate.exercise,
        slot_id=f"today_only_{job.id}",
        level=1,
        dose=_dose(job, candidate, fit, knowledge),
        days_per_week=1,
        surface=fit.surface,
        limits=fit.limits,
        why=(),
    )
    return Chosen(job, line, candidate.why, candidate.source)


def _dose(job: TodayJob, candidate: TodayCandidate, fit: Fit, knowledge: Knowledge) -> Dose:
    """One round: the first level with one set, or so many minutes; as often as there are rounds."""
    rounds = knowledge.whole("today_only_rounds")
    if job.minutes:
        return Dose(minutes=knowledge.limit(job.minutes), times_per_day=rounds)
    dose = planning.limited(knowledge.exercises[candidate.exercise].levels[0], fit.limits)
    return replace(planning.one_set(dose), times_per_day=rounds)
