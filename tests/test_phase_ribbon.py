"""The phases of ten years: what is too short to be told apart is joined, or has a row of its own."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lib import knowledge, palette
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


YEAR = [(0, 60), (1, 90), (0, 30), (1, 120), (2, 20), (1, 25), (2, 20)]


def test_where_a_phone_has_room_for_every_name_no_legend_repeats_them():
    phases, today = spans((0, 30), (1, 60))

    assert ribbon.is_named(phases, FIRST, today)
    assert ribbon.legend(phases, FIRST, today) == ""


def test_where_a_name_has_no_room_the_legend_has_all_of_them_and_today_s():
    for stays, says in (
        (YEAR, "top: Ease, Rebuild, Strengthen · now Strengthen"),
        (TEN_YEARS, "top: phases, low Strengthen to high Keep, now Keep"),
    ):
        phases, today = spans(*stays)

        assert not ribbon.is_named(phases, FIRST, today)
        assert ribbon.legend(phases, FIRST, today) == says


def test_a_name_without_room_is_its_first_letter_and_no_two_phases_share_one():
    phases, today = spans(*YEAR)

    words = [
        step["calculate"]
        for layer in drawn(phases, today)
        for step in layer.to_dict(validate=False).get("transform", ())
        if step.get("as") == "word"
    ]

    assert ["slice(datum.title, 0, 1)" in word for word in words] == [True]
    titles = [phase.title for phase in knowledge.load().phases.values()]
    assert len({title[0] for title in titles}) == len(titles)


def test_phases_too_short_to_be_told_apart_have_heights_in_the_order_of_the_course():
    phases, today = spans(*[(n % 4, 5 if n % 2 else 200) for n in range(36)], (3, 9))

    (layer,) = drawn(phases, today)
    rows = layer.data.values

    heights = {row["title"]: row["top"] for row in rows}
    assert sorted(heights, key=heights.get) == [title for title in TITLES if title in heights]
    assert (
        len(set(heights.values())) == len(heights) == 3
    )  # a phase of few days in each step is in none of them
    assert rows[-1]["now"]


def drawn(phases, today):
    return ribbon.layers(phases, FIRST, today, palette.LIGHT, 10.8, 11.9, 0.0)


def test_alone_they_have_a_row_each_as_soon_as_a_name_has_no_room():
    phases, today = spans(*YEAR)

    chart = phases_chart(phases, today, dark=False).to_dict()

    assert chart["layer"][0]["encoding"]["y"]["sort"] == ["Strengthen", "Rebuild", "Ease"]
