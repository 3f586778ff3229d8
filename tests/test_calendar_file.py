"""The calendar file, read back by vobject: another library than the one that wrote it."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from lib import calendar_file, knowledge, people
from lib.calendar_file import Chosen
from lib.model import InputError

KNOWN = knowledge.load()
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 21, 12, 30, 10, tzinfo=BERLIN)  # a Wednesday; on Sunday summer time ends
JOURNAL = datetime(2026, 9, 1, 8, 0, 0, tzinfo=BERLIN)
PEOPLE = people.load(people.FOLDER, KNOWN)
PLAN = people.live(PEOPLE["desk_worker"], KNOWN).decision.plan
EARLY = PEOPLE["acute_irritable"]
ROUNDS = people.live(EARLY, KNOWN, EARLY.check_ins[0].day).decision.plan
MO, TU, WE, TH, FR, SA, SU = range(7)


def made(plan=PLAN, now=NOW, journal=JOURNAL, **chosen):
    chosen = {"days": (MO, TH), "times": (time(8),), "weeks": 4, "zone": "Europe/Berlin"} | chosen
    return calendar_file.make(plan, Chosen(**chosen), journal, now)


def read(data):
    return vobject.readOne(data.decode("utf-8"))


def events(data):
    return list(read(data).vevent_list)


def starts(data):
    """Every session that a calendar would show, in order."""
    return sorted(at for event in events(data) for at in event.getrruleset(addRDate=True))


def clock(moments):
    return [(at.date(), at.strftime("%H:%M")) for at in moments]


# --- days and times -------------------------------------------------------------------------


def test_sessions_are_on_the_chosen_days_and_at_the_chosen_time_for_so_many_weeks():
    found = starts(made(days=(MO, TH), weeks=3))

    assert clock(found) == [
        (date(2026, 10, 22), "08:00"),
        (date(2026, 10, 26), "08:00"),
        (date(2026, 10, 29), "08:00"),
        (date(2026, 11, 2), "08:00"),
        (date(2026, 11, 5), "08:00"),
        (date(2026, 11, 9), "08:00"),
    ]


def test_eight_in_the_morning_stays_eight_when_the_clocks_change():
    found = starts(made(days=(MO, TH), weeks=2))

    assert [at.hour for at in found] == [8, 8, 8, 8]
    assert [at.utcoffset() for at in found] == [timedelta(hours=h) for h in (2, 1, 1, 1)]
    assert {at.astimezone(BERLIN).hour for at in found} == {8}


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
)
def test_the_file_itself_says_what_the_zones_clock_does_for_half_a_year(zone):
    now = NOW.astimezone(ZoneInfo(zone))

    found = starts(made(now=now, zone=zone, weeks=26))

    assert len(found) == 52
    for at in found:
        there = at.replace(tzinfo=ZoneInfo(zone))
        assert (at.hour, at.utcoffset()) == (8, there.utcoffset())


def test_a_change_of_the_clock_is_told_by_the_clock_as_it_went_before():
    text = made(weeks=26).decode().replace("\r\n", " ")

    assert "BEGIN:STANDARD DTSTART:20261025T030000" in text
    assert "BEGIN:DAYLIGHT DTSTART:20270328T020000" in text


def test_a_time_floats_where_the_place_is_not_known():
    (event,) = events(made(zone=None))

    assert event.dtstart.value == datetime.combine(date(2026, 10, 22), time(8))
    assert b"TZID" not in made(zone=None)


def test_the_first_session_is_today_only_while_its_time_is_still_to_come():
    half_past = NOW.replace(second=0)

    for at, day in {time(12, 31): date(2026, 10, 21), time(12, 30): date(2026, 10, 28)}.items():
        assert starts(made(days=(WE,), times=(at,), now=half_past))[0].date() == day


def test_a_session_takes_as_long_as_the_plan_says():
    (event,) = events(made())

    assert event.dtend.value - event.dtstart.value == timedelta(minutes=round(PLAN.minutes))
    assert event.summary.value == f"Even Keel: {round(PLAN.minutes)} minutes"


def test_each_round_of_the_day_can_have_its_time():
    assert ROUNDS.times_per_day == 2

    found = starts(made(ROUNDS, days=tuple(range(7)), times=(time(19), time(8)), weeks=1))

    assert Counter(at.strftime("%H:%M") for at in found) == {"08:00": 7, "19:00": 7}


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_no_week_has_more_session_days_than_the_plan(person):
    plan = people.live(person, KNOWN).decision.plan
    if plan is None:
        return
    days = calendar_file.spread(plan.days_per_week)

    found = starts(made(plan, days=days, weeks=5, now=datetime(2026, 10, 18, 23, tzinfo=BERLIN)))

    weeks = Counter(at.date().isocalendar()[:2] for at in found)
    assert set(weeks.values()) == {plan.days_per_week}
    assert len(found) == 5 * plan.days_per_week


@pytest.mark.parametrize("number", range(1, 8))
def test_ready_days_are_as_many_as_asked_and_leave_rest_between_them_where_there_is_room(number):
    days = calendar_file.spread(number)

    assert len(set(days)) == number
    assert set(days) <= set(range(7))
    if number <= 3:
        assert all(
            ((after - before) % 7 or 7) > 1
            for before, after in zip(days, (*days[1:], days[0]), strict=True)
        )


# --- a newer file takes the place of an older one -----------------------------------------------


def test_a_new_file_has_the_same_ids_whatever_was_changed():
    later = NOW + timedelta(days=9)
    first = made(ROUNDS, days=(MO, WE), times=(time(8), time(18)))

    again = made(ROUNDS, days=(TU, FR, SU), times=(time(9), time(20)), weeks=9, alarm=5, now=later)

    assert ids(again) == ids(first)
    assert len(set(ids(first))) == 2
    assert ids(made(PLAN, now=later)) == ids(first)[:1]


def test_the_same_journal_has_the_same_ids_on_a_device_in_another_zone():
    tokyo = ZoneInfo("Asia/Tokyo")

    assert ids(made(journal=JOURNAL.astimezone(tokyo), now=NOW.astimezone(tokyo))) == ids(made())


def test_two_journals_have_different_ids():
    assert ids(made(journal=JOURNAL + timedelta(seconds=1))) != ids(made())


def test_a_later_file_is_the_newer_version_even_a_second_later():
    (before,) = events(made())
    (after,) = events(made(now=NOW + timedelta(seconds=1)))

    assert int(after.sequence.value) == int(before.sequence.value) + 1 > 0
    assert after.dtstamp.value - before.dtstamp.value == timedelta(seconds=1)
    assert before.dtstamp.value == NOW.astimezone(UTC)


def test_the_same_choice_at_the_same_moment_gives_the_same_bytes():
    assert made() == made()


def ids(data):
    return [event.uid.value for event in events(data)]


# --- the alarm ----------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [0, 10, 60])
def test_the_alarm_rings_so_many_minutes_before(minutes):
    (event,) = events(made(alarm=minutes))

    assert event.valarm.trigger.value == -timedelta(minutes=minutes)
    assert event.valarm.action.value == "DISPLAY"


def test_without_an_alarm_there_is_none():
    assert b"VALARM" not in made(alarm=None)


# --- what others may see ----------------------------------------------------------------------------


def test_nothing_in_the_file_speaks_of_health():
    text = made(ROUNDS, times=(time(8), time(18)), alarm=10).decode().lower()

    for word in ("back", "pain", "exercise", "health", "rehab", "physio", "session", "plan"):
        assert not re.search(rf"\b{word}", text), word


def test_others_see_a_private_entry_and_a_free_time():
    (event,) = events(made())

    assert (event.contents["class"][0].value, event.transp.value) == ("PRIVATE", "TRANSPARENT")


# --- the standard -----------------------------------------------------------------------------------


def test_the_file_keeps_the_forms_that_importers_insist_on():
    data = made(alarm=10)
    lines = data.decode("utf-8").split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "VERSION:2.0" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert "METHOD" not in data.decode()  # it would ask for an organizer
    read(data).validate(raiseException=True)


# --- what cannot be -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"days": ()}, "Choose at least one day."),
        ({"days": (MO, WE, FR)}, "Your plan has 2 days a week. Choose no more."),
        ({"times": ()}, "Choose at least one time."),
        ({"times": (time(8), time(9))}, "Your plan has 1 round a day. Choose no more."),
        ({"times": (time(8), time(8))}, "Two times are the same. Change one of them."),
        ({"weeks": 0}, "Choose 1 to 26 weeks."),
        ({"weeks": 27}, "Choose 1 to 26 weeks."),
    ],
)
def test_a_choice_that_the_plan_does_not_have_is_refused_in_words(chosen, says):
    with pytest.raises(InputError) as error:
        made(**chosen)

    assert str(error.value) == says


def test_a_plan_of_under_a_minute_takes_one():
    assert calendar_file.title(replace(PLAN, minutes=0.4)) == "Even Keel: 1 minute"
