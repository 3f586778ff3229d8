"""Turns a log into the sentence above each chart: what can be said, and when it is too early to say it.

    verdict     a word for the kind of answer, and the sentence a person reads
    limit       threshold id to number: `knowledge.limit`
    week        Monday to Sunday; *full* when the plan covers all of it and it is over

Change in pain has its own rule and sentences: `lib.usual`. No sentence names a cause or promises
anything. The charts draw from the same functions, so a chart and its sentence cannot disagree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lib.dates import monday
from lib.model import Progress, SessionDay

Limit = Callable[[str], float]

SETTLED = "settled"
NOT_SETTLED = "not settled"
NOT_ANSWERED = "not answered"
STILL_OPEN = "still to come"

IN_WORDS = {1: "one", 2: "two", 3: "three", 4: "four"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer a chart gives: `kind` for the program, `says` for the person."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan asked for from a day on. 0 days a week: nothing is planned (a pause)."""

    since: date
    days_per_week: int
    minutes_per_week: float | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """One week: session days done, planned days, minutes logged (None: not logged)."""

    monday: date
    days: tuple[date, ...]
    planned: int
    minutes: float | None
    minutes_planned: float | None
    full: bool

    @property
    def done(self) -> int:
        """Planned session days that were done."""
        return min(len(self.days), self.planned)

    @property
    def beyond(self) -> int:
        """Session days done beyond the plan."""
        return len(self.days) - self.done


# --- the next morning -----------------------------------------------------------


def next_morning(day: SessionDay, today: date, limit: Limit) -> str:
    """Had the back settled by the morning after: one of the four words at the top of this module."""
    if day.before_0_10 is not None and day.morning_0_10 is not None:
        rise = day.morning_0_10 - day.before_0_10
        return SETTLED if rise <= limit("settled_rise_0_10") else NOT_SETTLED
    can_still_be = day.before_0_10 is not None and today <= day.day + timedelta(days=1)
    return STILL_OPEN if can_still_be else NOT_ANSWERED


def response(progress: Progress, limit: Limit) -> Verdict:
    """How many of the last session days had settled; a morning still to come is left out."""
    words = [next_morning(day, progress.today, limit) for day in progress.session_days]
    words = [word for word in words if word != STILL_OPEN]
    looked_at = int(limit("verdict_session_days"))
    last = words[-looked_at:]
    settled, not_settled = last.count(SETTLED), last.count(NOT_SETTLED)
    needed = int(limit("verdict_mornings"))
    if settled + not_settled < needed:
        return Verdict("too_little", _too_little_mornings(settled + not_settled, needed, last))

    your = f"your last {looked_at}" if len(words) >= looked_at else f"your {len(last)}"
    if settled * 100 < limit("mostly_settled_percent") * (settled + not_settled):
        says = f"{not_settled} of {your} session days had not settled by the next morning"
        return Verdict("often_not_settled", says + _rest(settled, "had", last))
    if settled == len(last):
        return Verdict("settled", f"All of {your} session days had settled by the next morning.")
    says = f"{settled} of {your} session days had settled by the next morning"
    kind = "mostly_settled" if not_settled else "settled"
    return Verdict(kind, says + _rest(not_settled, "had not", last))


def _rest(others: int, had: str, last: Sequence[str]) -> str:
    """`; 1 had not, 2 have no answer.`, without the parts that are none."""
    unanswered = last.count(NOT_ANSWERED)
    parts = [f"{others} {had}"] if others else []
    if unanswered:
        parts.append(f"{unanswered} {'has' if unanswered == 1 else 'have'} no answer")
    return "; " + ", ".join(parts) + "." if parts else "."


def _too_little_mornings(answered: int, needed: int, last: Sequence[str]) -> str:
    if not last:
        return "No next mornings yet. After your first sessions, this says whether your back had settled."
    among = "your first session day" if len(last) == 1 else f"your last {len(last)} session days"
    return f"Too little data yet: {answered} of {needed} next-morning answers, from {among}."


# --- done and planned -------------------------------------------------------------


def weeks(
    progress: Progress, planned: Sequence[Planned], last: int | None = None
) -> tuple[Week, ...]:
    """Every week from the first plan to today's, or the last of them. A week follows the plan it
    began with.

    In the week of the first plan no more days are planned than were left of it.
    """
    if not planned:
        return ()
    plans = sorted(planned, key=lambda plan: plan.since)
    start = plans[0].since
    count = (monday(progress.today) - monday(start)).days // 7 + 1
    mondays = [monday(start) + timedelta(weeks=number) for number in range(count)]
    if last is not None:
        mondays = mondays[-last:]
    done: defaultdict[date, list[SessionDay]] = defaultdict(list)
    begins = bisect_left(
        progress.session_days, max([start, *mondays[:1]]), key=lambda session: session.day
    )
    for day in progress.session_days[begins:]:
        done[monday(day.day)].append(day)
    return tuple(_week(first, done[first], plans, progress.today) for first in mondays)


def _week(first: date, days: list[SessionDay], plans: Sequence[Planned], today: date) -> Week:
    start = plans[0].since
    plan = [plan for plan in plans if plan.since <= max(first, start)][-1]
    until = first + timedelta(days=7)
    logged = [day.minutes for day in days if day.minutes is not None]
    return Week(
        monday=first,
        days=tuple(day.day for day in days),
        planned=min(plan.days_per_week, (until - max(first, start)).days),
        minutes=sum(logged) if logged or not days else None,
        minutes_planned=plan.minutes_per_week,
        full=start <= first and until <= today,
    )


def doing(progress: Progress, planned: Sequence[Planned], limit: Limit) -> Verdict:
    """Planned session days done in the last full weeks. No praise, no blame."""
    lately = _lately(progress, planned, limit)
    last, too_little = _last_full(lately, limit)
    if too_little:
        so_far = len(lately[-1].days) if lately else 0
        days = "session day" if so_far == 1 else "session days"
        return Verdict("too_little", too_little + f" This week so far: {so_far} {days}.")

    done, asked = sum(week.done for week in last), sum(week.planned for week in last)
    beyond = sum(week.beyond for week in last)
    more = f", and {beyond} more" if beyond else ""
    when = _in_the_last(len(last))
    if asked == 0:
        return Verdict("nothing_planned", f"Nothing was planned {when}{_did(beyond)}.")
    if done == 0:
        return Verdict(
            "none",
            f"{asked} session days were planned {when} and none done. Any day is a good day to go on.",
        )
    kind = "as_planned" if done == asked else "partly"
    return Verdict(kind, f"You did {done} of {asked} planned session days {when}{more}.")


def minutes(progress: Progress, planned: Sequence[Planned], limit: Limit) -> Verdict:
    """Minutes logged in each of the last full weeks beside the plan's."""
    last, too_little = _last_full(_lately(progress, planned, limit), limit)
    if too_little:
        return Verdict("too_little", too_little)

    logged = [week.minutes for week in last if week.minutes is not None]
    if len(logged) < len(last):
        return Verdict(
            "not_logged", f"Not every session {_in_the_last(len(last))} has its minutes."
        )

    says = _minutes_say([f"{minutes:.0f}" for minutes in logged])
    plan = last[-1].minutes_planned
    if plan is None:
        return Verdict("no_plan", says + ".")
    reached = all(
        week.minutes >= (week.minutes_planned or 0) for week in last if week.minutes is not None
    )
    return Verdict(
        "as_planned" if reached else "below", f"{says}; the plan is about {plan:.0f} a week."
    )


def _minutes_say(logged: Sequence[str]) -> str:
    """`You logged 75 and 30 minutes in the last two full weeks`, without saying a number twice."""
    when = _in_the_last(len(logged))
    if set(logged) == {"0"}:
        return f"You logged no minutes {when}"
    if len(logged) > 1 and len(set(logged)) == 1:
        return f"You logged {logged[0]} minutes in each of {when.removeprefix('in ')}"
    return f"You logged {' and '.join(logged)} minutes {when}"


def _lately(progress: Progress, planned: Sequence[Planned], limit: Limit) -> tuple[Week, ...]:
    """As many weeks as a sentence looks at, and the running one, which is never full."""
    return weeks(progress, planned, int(limit("verdict_full_weeks")) + 1)


def _last_full(lately: Sequence[Week], limit: Limit) -> tuple[list[Week], str]:
    """The full weeks a sentence looks at, or the sentence that there are too few."""
    needed = int(limit("verdict_full_weeks"))
    full = [week for week in lately if week.full]
    if len(full) < needed:
        return [], f"Too little data yet: {len(full)} of {needed} full weeks."
    return full[-needed:], ""


def _in_the_last(count: int) -> str:
    return "in the last full week" if count == 1 else f"in the last {IN_WORDS[count]} full weeks"


def _did(days: int) -> str:
    if days == 0:
        return ""
    return f"; you did {days} session day{'' if days == 1 else 's'}"
