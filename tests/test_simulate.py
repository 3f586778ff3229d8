from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import progress, rules, simulate
from lib.course import day_facts
from lib.journal.columns import DTYPES
from lib.model import CHECKINS, SESSIONS, SETS, Dose, Phase, SessionDay, Truth
from lib.simulate import RESPONSES, Segment, WeeklyAnswers
from tests.given import START, make_plan, shipped

PLANS = {phase: make_plan(phase=phase, kit=["ball", "band", "weight", "step"]) for phase in Phase}
EVENTS = ("sharp", "spreading")
WEEKLY = WeeklyAnswers((4, 2))

SEGMENTS = st.builds(
    Segment,
    first=st.just(START),
    last=st.integers(0, 40).map(lambda days: START + timedelta(days=days)),
    days_per_week=st.integers(1, 7),
    rounds=st.integers(1, 3),
    before_0_10=st.tuples(st.integers(0, 7), st.integers(0, 7)),
    response=st.sampled_from(RESPONSES),
    form=st.sampled_from(progress.FORMS),
    all_done=st.booleans(),
    mornings=st.booleans(),
    weekly=st.none() | st.builds(WeeklyAnswers, st.tuples(st.integers(0, 10), st.integers(0, 10))),
)
SEEDS = st.integers(0, 10_000)


def make_segment(days=28, **changes):
    usual = Segment(
        START, START + timedelta(days=days - 1), 7, 1, (3, 3), "easy_settled", "good", True, True
    )
    return replace(usual, **changes)


def day_after(segment, number):
    return segment.first + timedelta(days=number % ((segment.last - segment.first).days + 1))


def session_day(segment, day, phase=Phase.REBUILD, seed=1):
    return simulate.session_day(segment, day, PLANS[phase], "anna", seed)


def facts_of(segment, day, phase, seed):
    """What the rules see of this session day."""
    felt = simulate.pains(segment, day, seed)
    lived = SessionDay(
        day, START, 1, phase.id, felt.before_0_10, felt.most_0_10, None, felt.kind, None, None, (),
        felt.morning_0_10,
    )  # fmt: skip
    return day_facts.session(lived, phase)


def truth(named, facts):
    return rules.is_true(named, facts, shipped())


# --- which day brings what ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_per_week", "days"),
    [(1, [0]), (2, [0, 4]), (3, [0, 3, 5]), (5, [0, 2, 3, 5, 6]), (7, [0, 1, 2, 3, 4, 5, 6])],
)
def test_session_days_lie_evenly_over_the_week_from_its_first_day_on(days_per_week, days):
    segment = make_segment(days=7, days_per_week=days_per_week)

    found = [n for n in range(7) if simulate.is_session_day(segment, day_after(segment, n))]

    assert found == days


def test_outside_its_days_a_segment_brings_nothing():
    segment = make_segment(days=7, weekly=WEEKLY)

    for day in (segment.first - timedelta(days=7), segment.last + timedelta(days=7)):
        assert not simulate.is_session_day(segment, day)
        assert simulate.weekly_row(segment, day, "anna", 1) is None


def test_the_weekly_question_is_answered_each_seventh_day():
    segment = make_segment(days=21, weekly=WEEKLY)

    found = [n for n in range(21) if simulate.weekly_row(segment, day_after(segment, n), "anna", 1)]

    assert found == [6, 13, 20]


def test_pain_and_weekly_mean_go_in_a_straight_line_through_the_segment():
    segment = make_segment(days=7, before_0_10=(5, 2), weekly=WeeklyAnswers((6, 2)))

    assert [simulate.before_on(segment, day_after(segment, n)) for n in range(7)] == [
        5, 5, 4, 4, 3, 3, 2,
    ]  # fmt: skip
    assert simulate.weekly_row(segment, segment.last, "anna", 1)["pain_average_7d_0_10"] == 2


# --- the responses mean what they say ---------------------------------------------------------


@given(SEGMENTS, st.integers(0, 40), st.sampled_from(Phase), SEEDS)
def test_each_response_is_what_the_rules_call_it(segment, number, phase, seed):
    facts = facts_of(segment, day_after(segment, number), phase, seed)

    easy, settled = truth("fact.easy", facts), truth("fact.settled", facts)

    assert easy is (Truth.QUIET if segment.response == "tiring_settled" else Truth.FIRES)
    assert settled is (Truth.QUIET if segment.response == "unsettled" else Truth.FIRES)
    sore = shipped().rules["progress.step_back_after_sore_morning"]
    assert (rules.holds(sore, facts, shipped()) is Truth.FIRES) == (segment.response == "unsettled")
    assert (facts["pain_kind"] in EVENTS) == (segment.response in EVENTS)


@given(SEGMENTS, st.integers(0, 40), st.sampled_from(Phase), SEEDS)
def test_pain_stays_below_the_ceiling_wherever_the_response_allows_it(segment, number, phase, seed):
    facts = facts_of(segment, day_after(segment, number), phase, seed)
    before = facts["pain_before_0_10"]

    def is_not_easy_yet_below_the_ceiling(most):
        other = {
            **facts,
            "pain_most_0_10": most,
            "pain_rise_in_session_0_10": most - before,
        }
        return (
            truth("fact.easy", other) is Truth.QUIET
            and truth("fact.above_ceiling", other) is Truth.QUIET
        )

    could_stay_below = segment.response != "tiring_settled" or any(
        is_not_easy_yet_below_the_ceiling(most) for most in range(11)
    )

    assert (truth("fact.above_ceiling", facts) is Truth.QUIET) == could_stay_below


@given(SEGMENTS, st.integers(0, 40), SEEDS)
def test_the_morning_says_what_the_response_promised(segment, number, seed):
    day = day_after(segment, number)

    row = simulate.morning_after(segment, day, "anna", seed)

    if not segment.mornings:
        assert row is None
        return
    rise = 2 if segment.response == "unsettled" else 0
    assert row["checkin_date"] == row["checkin_at"].date() == day + timedelta(days=1)
    assert row["pain_now_0_10"] == simulate.before_on(segment, day) + rise


# --- the rows ---------------------------------------------------------------------------------------


@given(SEGMENTS, st.integers(0, 40), st.sampled_from(Phase), SEEDS)
def test_every_row_has_exactly_the_columns_of_its_table_with_values_they_allow(
    segment, number, phase, seed
):
    day = day_after(segment, number)
    sessions, sets = session_day(segment, day, phase, seed)
    between = [
        simulate.morning_after(segment, day, "anna", seed),
        simulate.weekly_row(segment, day, "anna", seed),
    ]

    for table, rows in ((SESSIONS, sessions), (SETS, sets), (CHECKINS, filter(None, between))):
        for row in rows:
            assert tuple(row) == table.names
            for column in table.columns:
                assert_allowed(column, row[column.name])


def assert_allowed(column, value):
    if value is None:
        assert not column.needed
        return
    assert not column.allowed or value in column.allowed
    assert column.at_least is None or value >= column.at_least
    assert column.at_most is None or value <= column.at_most
    if column.kind == "moment":
        assert value.tzinfo is UTC
    if DTYPES.get(column.kind) == "Int64":
        assert type(value) is int


@given(SEGMENTS, st.integers(0, 40), st.sampled_from(Phase), SEEDS)
def test_the_same_seed_gives_the_same_rows(segment, number, phase, seed):
    day = day_after(segment, number)

    assert session_day(segment, day, phase, seed) == session_day(segment, day, phase, seed)
    assert simulate.weekly_row(segment, day, "anna", seed) == simulate.weekly_row(
        segment, day, "anna", seed
    )


@given(SEGMENTS, st.integers(0, 40), SEEDS, SEEDS)
def test_another_seed_changes_nothing_that_a_decision_rests_on(segment, number, seed, other):
    day = day_after(segment, number)
    firm = ("session_id", "session_date", "phase", "plan_id", "pain_before_0_10")

    one, two = (session_day(segment, day, seed=each) for each in (seed, other))

    for row, same in zip(one[0], two[0], strict=True):
        assert [row[name] for name in firm] == [same[name] for name in firm]
        assert (row["pain_kind"] in EVENTS) == (same["pain_kind"] in EVENTS)
    assert [{**row, "pain_0_10": None} for row in one[1]] == [
        {**row, "pain_0_10": None} for row in two[1]
    ]


@given(SEGMENTS, st.integers(0, 40), SEEDS)
def test_the_rounds_of_a_day_follow_each_other_on_that_day(segment, number, seed):
    day = day_after(segment, number)

    sessions, sets = session_day(segment, day, seed=seed)

    assert [row["session_id"] for row in sessions] == [
        f"ex-anna-{day}-{n}" for n in range(1, segment.rounds + 1)
    ]
    starts = [row["started_at"] for row in sessions]
    assert starts == sorted(set(starts))
    assert {at.date() for at in starts} == {row["session_date"] for row in sessions} == {day}
    assert {row["session_id"] for row in sets} == {row["session_id"] for row in sessions}


@pytest.mark.parametrize("phase", Phase)
def test_each_set_and_side_of_the_plan_has_its_row_and_is_done_in_full(phase):
    _, sets = session_day(make_segment(), START, phase)

    for line in PLANS[phase].lines:
        rows = [row for row in sets if row["exercise_id"] == line.exercise_id]
        sides = {"left", "right"} if line.dose.each_side else {"both"}
        assert len(rows) == (line.dose.sets or 1) * len(sides)
        assert {row["side"] for row in rows} == sides
        assert {row["level"] for row in rows} == {line.level}
        for row in rows:
            assert row["stopped"] == "none"
            for measure in simulate.MEASURES:
                assert row[f"{measure}_done"] == row[f"{measure}_prescribed"]


def test_repetitions_that_fall_are_prescribed_set_by_set():
    plan = PLANS[Phase.REBUILD]
    falling = replace(plan.lines[0], dose=Dose(sets=3, reps=(8, 6, 4), hold_s=10))
    plan = replace(plan, lines=(falling, *plan.lines[1:]))

    _, sets = simulate.session_day(make_segment(), START, plan, "anna", 1)

    rows = [row for row in sets if row["exercise_id"] == falling.exercise_id]
    assert [row["reps_prescribed"] for row in rows] == [8, 6, 4]
    assert [row["hold_s_prescribed"] for row in rows] == [10, 10, 10]


@pytest.mark.parametrize("phase", Phase)
def test_a_part_done_leaves_something_of_every_exercise_undone(phase):
    _, sets = session_day(make_segment(all_done=False), START, phase)

    for line in PLANS[phase].lines:
        rows = [row for row in sets if row["exercise_id"] == line.exercise_id]
        last = [row for row in rows if row["set_no"] == (line.dose.sets or 1)]
        assert {row["stopped"] for row in last} == {"time"}
        assert all(
            any(
                (row[f"{measure}_done"] or 0) < (row[f"{measure}_prescribed"] or 0)
                for measure in simulate.MEASURES
            )
            for row in last
        )


@pytest.mark.parametrize("response", EVENTS)
def test_sharp_or_spreading_pain_stops_one_exercise_in_the_last_round(response):
    sessions, sets = session_day(make_segment(response=response, rounds=2), START)

    stopped = [row for row in sets if row["stopped"] == "pain"]

    assert [row["pain_kind"] for row in sessions] == ["ache", response]
    assert {row["session_id"] for row in stopped} == {sessions[-1]["session_id"]}
    assert {row["exercise_id"] for row in stopped} == {PLANS[Phase.REBUILD].lines[0].exercise_id}
    assert {row["pain_0_10"] for row in stopped} == {sessions[-1]["pain_most_0_10"]}


@given(SEGMENTS, st.integers(0, 40), st.sampled_from(Phase))
def test_form_is_asked_of_one_or_two_exercises_a_session(segment, number, phase):
    _, sets = session_day(segment, day_after(segment, number), phase)

    asked = {row["exercise_id"]: row["form"] for row in sets if row["form"] is not None}

    assert 1 <= len(asked) <= 2
    assert set(asked.values()) == {segment.form}


def test_a_column_that_no_table_has_is_refused():
    with pytest.raises(KeyError, match="pain"):
        simulate._row(SESSIONS, pain=3)


def test_notes_are_plain_and_come_now_and_then():
    segment = make_segment(days=84)
    days = [segment.first + timedelta(days=n) for n in range(84)]

    notes = [row["note"] for day in days for row in session_day(segment, day)[0]]

    written = [note for note in notes if note is not None]
    assert 5 <= len(written) <= 30
    assert set(written) <= set(simulate.NOTES["easy_settled"])
