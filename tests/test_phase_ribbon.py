"""The phases of ten years: what is too short to be told apart is joined, or has a row of its own."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.charts import gates, phases_chart, ribbon

FIRST = date(2026, 1, 5)
TITLES = ("Ease", "Rebuild", "Strengthen", "Keep")


def spans(*stays):
    """A phase and its days each, one after the other: as `past.phase_spans` gives them."""
    found, day = [], FIRST
    for phase, days in stays:
        end = day + timedelta(days=days)
        found.append((TITLES[phase].lower(), TITLES[phase], day, end))
        day = end
    return found, day


TEN_YEARS = [(2 + n % 2, 5 if n % 2 else 200) for n in range(36)]


def test_few_phases_stay_as_they_are_however_short():
    few, today = spans((0, 7), (1, 3), (0, 2000))

    assert ribbon.step_of(few, FIRST, today) == 0
    assert ribbon.in_steps(few, FIRST, today) == few


def test_stays_too_short_for_a_phone_are_joined_to_what_most_days_were():
    many, today = spans(*TEN_YEARS)

    drawn = ribbon.in_steps(many, FIRST, today)

    assert [title for _, title, _, _ in drawn] == ["Strengthen", "Keep"]  # today's phase is shown
    assert drawn[-1][1] == many[-1][1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 400)), min_size=1, max_size=60))
def test_what_is_drawn_covers_every_day_once_and_ends_in_the_phase_of_today(stays):
    phases, today = spans(*stays)

    drawn = ribbon.in_steps(phases, FIRST, today)

    assert drawn[0][2] == phases[0][2]
    assert drawn[-1][3] == phases[-1][3]
    assert drawn[-1][0] == phases[-1][0]
    if ribbon.step_of(phases, FIRST, today):
        assert len(drawn) <= ribbon.STEPS + 1
        for before, after in pairwise(drawn):
            assert after[2] - before[3] == timedelta(days=1)
            assert after[0] != before[0]


def test_alone_they_have_a_row_each_the_latest_phase_on_top():
    many, today = spans(*TEN_YEARS)
    few, until = spans((0, 30), (1, 60))

    rows = phases_chart(many, today, dark=False).to_dict()
    one_line = phases_chart(few, until, dark=False).to_dict()

    (layer,) = rows["layer"]
    assert rows["height"] < 60
    assert layer["encoding"]["y"]["sort"] == ["Keep", "Strengthen"]
    assert rows["description"].endswith("35 changes, now in Keep.")
    assert one_line["description"].startswith("Your phases: Ease from")


def test_a_requirement_has_room_for_its_name_whatever_the_phases_take():
    assert gates.ROW_PX >= 50 > gates.PHASE_PX
