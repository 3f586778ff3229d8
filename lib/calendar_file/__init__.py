"""The sessions of a plan as a calendar file: a plan, days and times → the bytes of an `.ics`.

    zone        what the clocks of a place do in these weeks
    __init__    the events

One event a round of the day, which comes back on the chosen days of the week for so many weeks. It
keeps its id however days, times and plan change, so that a newer file takes the place of an older
one. The id needs nothing written down: it follows from the moment of the first check-in and the
number of the round, which are the same on every device that has this journal.

Times are those of a place (with its rules for summer time in the file), not floating ones: some
calendars read a time without a place as UTC. Where the place is not known they float.

Titles and words say nothing about health: a calendar is often shared and shown on a locked screen.
Each event is marked private and leaves the time free for others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from lib.calendar_file import zone
from lib.model import InputError, Plan
from lib.phrases import counted

MOST_WEEKS = 26
"""A plan changes long before that."""

_OURS = UUID("0f6a2c0e-6c0b-5b7e-9a53-2f1d2b7c4e11")
"""What the ids of events are made from, besides journal and round."""
_SEQUENCE_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Chosen:
    """When sessions are to be. Days are numbers from Monday, 0; one time for each round of a day.

    `alarm` is in minutes before; None is no alarm. `zone` is the name of a time zone, None where it
    is not known.
    """

    days: tuple[int, ...]
    times: tuple[time, ...]
    weeks: int
    alarm: int | None = None
    zone: str | None = None


def spread(days_per_week: int) -> tuple[int, ...]:
    """So many days of a week, as far apart as they can be, the first a Monday."""
    return tuple(place * 7 // days_per_week for place in range(days_per_week))


def title(plan: Plan) -> str:
    """What stands in the calendar."""
    return f"Even Keel: {counted(minutes(plan), 'minute')}"


def minutes(plan: Plan) -> int:
    """How long a session takes, to the minute."""
    return max(1, round(plan.minutes))


def make(plan: Plan, chosen: Chosen, journal_id: datetime, now: datetime) -> bytes:
    """The file. `journal_id` is the moment of the first check-in, `now` this one with its offset.

    The first session is the next chosen day and time after `now`. InputError when no day or more
    days than the plan has are chosen, more times than it has rounds, the same time twice, or weeks
    that are none.
    """
    _check(plan, chosen)
    place = ZoneInfo(chosen.zone) if chosen.zone else None
    local = (now.astimezone(place) if place else now).replace(tzinfo=None)
    calendar = Calendar()
    calendar.add("prodid", "-//Even Keel//Even Keel//EN")
    calendar.add("version", "2.0")
    if place is not None:
        calendar.add_component(zone.described(place, now, now + timedelta(weeks=chosen.weeks + 2)))
    for number, at in enumerate(sorted(chosen.times), start=1):
        first = datetime.combine(_first_day(chosen.days, at, local), at, place)
        calendar.add_component(_event(plan, chosen, first, _id(journal_id, number), now))
    data: bytes = calendar.to_ical()
    return data


def _check(plan: Plan, chosen: Chosen) -> None:
    if not chosen.days:
        raise InputError("Choose at least one day.")
    if len(set(chosen.days)) > plan.days_per_week:
        raise InputError(
            f"Your plan has {counted(plan.days_per_week, 'day')} a week. Choose no more."
        )
    if not chosen.times:
        raise InputError("Choose at least one time.")
    if len(set(chosen.times)) < len(chosen.times):
        raise InputError("Two times are the same. Change one of them.")
    if len(chosen.times) > plan.times_per_day:
        raise InputError(
            f"Your plan has {counted(plan.times_per_day, 'round')} a day. Choose no more."
        )
    if not 1 <= chosen.weeks <= MOST_WEEKS:
        raise InputError(f"Choose 1 to {MOST_WEEKS} weeks.")


def _first_day(days: Iterable[int], at: time, now: datetime) -> date:
    """The next of these days of the week on which that time is still to come."""
    ahead = (now.date() + timedelta(days=number) for number in range(8))
    return next(day for day in ahead if day.weekday() in days and datetime.combine(day, at) > now)


def _id(journal_id: datetime, number: int) -> str:
    moment = journal_id.astimezone(UTC).isoformat()
    return str(uuid5(_OURS, f"{moment} round {number}"))


def _event(plan: Plan, chosen: Chosen, first: datetime, id: str, now: datetime) -> Event:
    days = sorted(set(chosen.days))
    event = Event()
    event.add("uid", id)
    event.add("summary", title(plan))
    event.add("dtstart", first)
    event.add("dtend", first + timedelta(minutes=minutes(plan)))
    event.add(
        "rrule",
        {
            "freq": "weekly",
            "byday": [_DAYS[day] for day in days],
            "count": chosen.weeks * len(days),
        },
    )
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", now.astimezone(UTC))
    event.add("sequence", _sequence(now))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if chosen.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title(plan))
        alarm.add("trigger", -timedelta(minutes=chosen.alarm))
        event.add_component(alarm)
    return event


def _sequence(now: datetime) -> int:
    """The number of this version: calendars keep the event with the higher one. Seconds always grow."""
    return max(0, int((now - _SEQUENCE_FROM).total_seconds()))
