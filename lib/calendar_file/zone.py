"""What the clocks of a place do, as a calendar file says it: one part for each change.

Lists and rules of changes are shorter, but some calendars read only the first day of a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_BEFORE = timedelta(days=366)
"""So early the description begins: an event never comes before its first part."""
_STEP = timedelta(days=1)


def described(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The place's clock from a year before `first` to `last`."""
    begin, end = first.astimezone(UTC) - _BEFORE, last.astimezone(UTC)
    place = Timezone()
    place.add("tzid", zone.key)
    place.add_component(_part(begin, begin, zone))
    for before, after in _changes(zone, begin, end):
        place.add_component(_part(before, after, zone))
    return place


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The last minute before and the first after each change of the clock, in UTC."""
    begin = begin.replace(second=0, microsecond=0)
    while begin < end:
        before, after = begin, begin + _STEP
        if _offset(before, zone) != _offset(after, zone):
            while after - before > timedelta(minutes=1):
                half = before + (after - before) // timedelta(minutes=2) * timedelta(minutes=1)
                if _offset(half, zone) == _offset(before, zone):
                    before = half
                else:
                    after = half
            yield before, after
        begin += _STEP


def _part(before: datetime, after: datetime, zone: ZoneInfo) -> TimezoneDaylight | TimezoneStandard:
    """What holds from `after` on; its beginning is told by the clock as it went before."""
    old, new = before.astimezone(zone), after.astimezone(zone)
    part = TimezoneDaylight() if new.dst() else TimezoneStandard()
    part.add("dtstart", (after + _offset(before, zone)).replace(tzinfo=None))
    part.add("tzoffsetfrom", old.utcoffset())
    part.add("tzoffsetto", new.utcoffset())
    part.add("tzname", new.tzname())
    return part


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
