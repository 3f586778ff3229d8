"""What a course has lived through: the phases with their days, what was planned, pain at check-ins.

Reads decisions that were made already and decides nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from lib import dates, usual
from lib.model import Course, Decision, Knowledge, Phase
from lib.verdicts import Planned

Span = tuple[str, str, date, date]
"""A phase's id and title, its first day, and the day the next began (today for the last)."""


def check_in_pains(decision: Decision) -> tuple[tuple[date, int], ...]:
    """Day and pain now of each check-in."""
    return tuple(
        (check_in.day, int(pain))
        for check_in in decision.check_ins
        if isinstance(pain := check_in.profile.facts.get("pain_now_0_10"), int)
    )


def pain_history(decision: Decision, known: Knowledge) -> usual.PainHistory:
    """Days, weeks, usual ranges and the verdict of pain."""
    anew = [usual_begins(one.day) for one in decision.usual_anew]
    return usual.pain_history(decision.progress, known.limit, check_in_pains(decision), anew)


def usual_begins(day: date) -> date:
    """The Monday from which the usual range of pain begins anew when that is asked for on a day."""
    return dates.monday(day + timedelta(days=6))


def phase_spans(course: Course | None, today: date, known: Knowledge) -> tuple[Span, ...]:
    """The phases lived so far, each with its first day and the day the next began."""
    if course is None:
        return ()
    moves = entered(course)
    ends = [*(day for day, _ in moves[1:]), today]
    return tuple(
        (phase.id, known.phases[phase].title, start, end)
        for (start, phase), end in zip(moves, ends, strict=True)
    )


def entered(course: Course) -> list[tuple[date, Phase]]:
    """The day each phase was entered, oldest first."""
    moves = [made for made in course.decisions if made.phase != made.phase_before]
    first = moves[0].phase_before if moves else course.phase
    entered = {course.start: first, **{made.day: made.phase for made in moves}}
    return list(entered.items())


def planned(decision: Decision, known: Knowledge) -> tuple[Planned, ...]:
    """What was asked for a week, from each phase or check-in on.

    Days follow from phase and answers alone. Minutes follow from the levels of a day, so today's
    stand for the whole of this phase, and none are known for those before it.
    """
    course, plan = decision.course, decision.plan
    if course is None:
        return ()
    moves = entered(course)
    answered = [(row.day, row.profile) for row in decision.check_ins if row.day >= course.start]
    minutes = plan.minutes * plan.times_per_day if plan and not plan.comfort else None
    asked = []
    for since in sorted({day for day, _ in [*moves, *answered]}):
        phase = [phase for day, phase in moves if day <= since][-1]
        profile = [profile for day, profile in answered if day <= since][-1]
        days = min(profile.days_per_week, known.whole(known.phases[phase].days_per_week))
        is_this_phase = since >= course.entered_on and minutes is not None
        asked.append(Planned(since, days, days * minutes if is_this_phase and minutes else None))
    return tuple(asked)
