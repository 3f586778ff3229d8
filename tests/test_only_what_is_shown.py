"""Of a long log only what a card shows is worked out; it is what working out everything gives."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from lib import areas, knowledge, verdicts
from lib.model import Progress
from tests.given import START, as_of, make_day, make_exercise
from tests.visits import Log

KNOWN = knowledge.load()
AROUND = st.integers(-10, 120)


@cache
def checked_in():
    return Log().answers(20).decision()


@settings(max_examples=60)
@given(
    st.sets(AROUND),
    st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 6)), max_size=3, unique_by=lambda p: p[0]),
    AROUND,
    st.integers(1, 14),
)  # fmt: skip
def test_the_last_weeks_are_those_at_the_end_of_all_weeks(days, plans, today, last):
    seen = tuple(make_day(day) for day in sorted(days) if day <= today)
    progress = Progress(START + timedelta(days=today), seen, (), ())
    planned = [verdicts.Planned(START + timedelta(days=since), asked) for since, asked in plans]

    assert verdicts.weeks(progress, planned, last) == verdicts.weeks(progress, planned)[-last:]


EXERCISES = st.sampled_from([*sorted(KNOWN.exercises), "no_longer_there"])


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.tuples(EXERCISES, st.sampled_from([0.0, 0.5, 1.0])), max_size=3), max_size=4
    )
)
def test_an_area_was_trained_when_it_has_a_week(days):
    seen = [
        make_day(number, *(replace(make_exercise(id), done_rounds=share) for id, share in done))
        for number, done in enumerate(days)
    ]
    decision = replace(checked_in(), progress=as_of(40, seen))

    assert areas.is_trained(decision, KNOWN) is bool(areas.weeks(decision, KNOWN))
