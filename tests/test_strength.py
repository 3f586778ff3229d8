"""Strength tests: published values, where a result stands, four sides, change, who is not offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import decide, strength
from lib.model import Mark, Norm
from lib.model import TestResult as Result
from tests.given import START, make_day, make_raw, shipped

KNOWN = shipped()

# --- every published number a second time, by hand from the facts sheet -----------------------

CHAIR_STAND_30S = {
    # age from: men lower, men upper, women lower, women upper (Rikli & Jones 1999)
    60: (14, 19, 12, 17),
    65: (12, 18, 11, 16),
    70: (12, 17, 10, 15),
    75: (11, 17, 10, 15),
    80: (10, 15, 9, 14),
    85: (8, 14, 8, 13),
    90: (7, 12, 4, 11),
}
BELOW_AVERAGE_UNDER = {
    # age from: men, women (CDC STEADI)
    60: (14, 12),
    65: (12, 11),
    70: (12, 10),
    75: (11, 10),
    80: (10, 9),
    85: (8, 8),
    90: (7, 4),
}
PLANK_STUDENTS = {"female": (63, 90, 121), "male": (77, 106, 128.5)}
SORENSEN = {
    # people, age from, age to: men's quarters, women's quarters
    (1253, 11, 69): ((85, 163), (70, 148)),
    (373, 21, 60): ((72, 161), (64, 142)),
}


def by_hand() -> set[tuple[Any, ...]]:
    """test, sex, age from, age to, n, lower, median, upper, source of every row."""
    rows = set()
    for age, (men, men_to, women, women_to) in CHAIR_STAND_30S.items():
        of = ("chair_stand_30s", 7183, ("S57",))
        rows.add((of[0], "male", age, age + 4, of[1], men, None, men_to, of[2]))
        rows.add((of[0], "female", age, age + 4, of[1], women, None, women_to, of[2]))
    for sex, (lower, median, upper) in PLANK_STUDENTS.items():
        rows.add(("plank", sex, 18, 25, 168, lower, median, upper, ("S76",)))
    for (n, first, last), (men_q, women_q) in SORENSEN.items():
        source = ("S69",) if n == 1253 else ("S70",)
        rows.add(("sorensen", "male", first, last, n, men_q[0], None, men_q[1], source))
        rows.add(("sorensen", "female", first, last, n, women_q[0], None, women_q[1], source))
    return rows


def test_every_published_number_equals_its_source_and_no_other_is_there() -> None:
    found = {
        (n.test, n.sex, n.age[0], n.age[1], n.n, n.lower, n.median, n.upper, n.source)
        for n in KNOWN.norms.values()
    }

    assert found == by_hand()
    assert all(norm.mark is Mark.VERIFIED and norm.mean is None for norm in KNOWN.norms.values())


@pytest.mark.parametrize("age", BELOW_AVERAGE_UNDER)
def test_the_lower_end_of_the_range_is_where_below_average_begins(age: int) -> None:
    ends = tuple(
        norm.lower
        for sex in ("male", "female")
        if (norm := strength.fitting("chair_stand_30s", age, sex, KNOWN)) is not None
    )

    assert ends == BELOW_AVERAGE_UNDER[age]


@pytest.mark.parametrize(
    "test", ["supine_bridge", "side_bridge_knees", "knee_plank", "side_bridge"]
)
def test_what_must_not_be_shown_has_no_published_values(test: str) -> None:
    assert [norm.id for norm in KNOWN.norms.values() if norm.test == test] == []
    assert strength.position(test, 30, 40, "female", KNOWN) is None


@pytest.mark.parametrize(("test", "age"), [("chair_stand_30s", 59), ("chair_stand_30s", 95)])
def test_outside_the_ages_of_the_sample_there_is_no_position(test: str, age: int) -> None:
    assert strength.position(test, 14, age, "male", KNOWN) is None


@pytest.mark.parametrize("sex", [None, "prefer_not_to_say"])
def test_without_a_sex_to_stand_beside_there_is_no_position(sex: str | None) -> None:
    assert strength.position("plank", 90, 20, sex, KNOWN) is None


def test_without_an_age_there_is_no_position() -> None:
    assert strength.position("plank", 90, None, "female", KNOWN) is None


def test_of_two_fitting_groups_the_one_closer_in_age_counts() -> None:
    near, far = (strength.fitting("sorensen", age, "male", KNOWN) for age in (40, 65))

    assert near is not None
    assert near.n == 373
    assert far is not None
    assert far.n == 1253


# --- where a result stands -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "share", "says"),
    [
        (62, (0, 0.25), "At least 3 in 4 women students aged 18 to 25 held longer."),
        (63, (0.25, 0.25), "Longer than about 3 in 10 women students aged 18 to 25."),
        (76.5, (0.375, 0.375), "Longer than about 4 in 10 women students aged 18 to 25."),
        (90, (0.5, 0.5), "Longer than about half of women students aged 18 to 25."),
        (102.4, (0.6, 0.6), "Longer than about 6 in 10 women students aged 18 to 25."),
        (121, (0.75, 0.75), "Longer than about 8 in 10 women students aged 18 to 25."),
        (122, (0.75, 1), "Longer than at least 3 in 4 women students aged 18 to 25."),
    ],
)
def test_a_plank_beside_women_students(value: float, share: tuple[float, float], says: str) -> None:
    found = strength.position("plank", value, 22, "female", KNOWN)

    assert found is not None
    assert (found.share_from, found.share_to) == pytest.approx(share)
    assert found.says == says


@pytest.mark.parametrize(
    ("value", "share", "says"),
    [
        (13, (0, 0.25), "At least 3 in 4 men aged 60 to 64 did more."),
        (
            14,
            (0.25, 0.75),
            "About as many as the middle half of men aged 60 to 64: 14 to 19 times.",
        ),
        (
            19,
            (0.25, 0.75),
            "About as many as the middle half of men aged 60 to 64: 14 to 19 times.",
        ),
        (20, (0.75, 1), "More than at least 3 in 4 men aged 60 to 64."),
    ],
)
def test_chair_stands_beside_men_from_60(
    value: float, share: tuple[float, float], says: str
) -> None:
    found = strength.position("chair_stand_30s", value, 62, "male", KNOWN)

    assert found is not None
    assert (found.share_from, found.share_to, found.says) == (*share, says)


def with_mean_and_sd() -> Any:
    norm = replace(
        KNOWN.norms["plank_students_f"], lower=None, median=None, upper=None, mean=100, sd=20
    )
    return replace(KNOWN, norms=MappingProxyType({norm.id: norm}))


@pytest.mark.parametrize(
    ("value", "share", "in_words"),
    [
        # Shares below −2, −1, 0, 0.5, 1 and 2 SD from a table of the normal distribution.
        (60, 0.0228, "At least 9 in 10 women students aged 18 to 25 held longer."),
        (80, 0.1587, "Longer than about 2 in 10 women students aged 18 to 25."),
        (100, 0.5, "Longer than about half of women students aged 18 to 25."),
        (110, 0.6915, "Longer than about 7 in 10 women students aged 18 to 25."),
        (120, 0.8413, "Longer than about 8 in 10 women students aged 18 to 25."),
        (140, 0.9772, "Longer than at least 9 in 10 women students aged 18 to 25."),
    ],
)
def test_where_only_mean_and_spread_are_known_a_bell_is_assumed_and_said(
    value: float, share: float, in_words: str
) -> None:
    found = strength.position("plank", value, 22, "female", with_mean_and_sd())

    assert found is not None
    assert found.share_from == found.share_to == pytest.approx(share, abs=5e-5)
    assert found.says == in_words
    assert "bell-shaped" in found.assumes


def test_no_word_judges() -> None:
    for norm in KNOWN.norms.values():
        for value in (0, norm.lower or 0, norm.upper or 0, 500):
            found = strength.position(norm.test, value, norm.age[0], norm.sex, KNOWN)
            assert found is not None
            assert not {"normal", "fail", "poor", "good"} & set(found.says.lower().split())


NORMS: st.SearchStrategy[Norm] = st.sampled_from([*KNOWN.norms.values()])


@given(NORMS, st.integers(0, 300), st.integers(0, 100), st.booleans())
def test_adding_seconds_never_lowers_a_position(
    norm: Norm, value: int, more: int, bell: bool
) -> None:
    if bell:
        norm, known = KNOWN.norms["plank_students_f"], with_mean_and_sd()
    else:
        known = KNOWN

    low = strength.position(norm.test, value, norm.age[0], norm.sex, known)
    high = strength.position(norm.test, value + more, norm.age[0], norm.sex, known)

    assert low is not None
    assert high is not None
    assert low.share_from <= high.share_from
    assert low.share_to <= high.share_to


# --- four sides --------------------------------------------------------------------------------


def done(test: str, value: int, side: str = "", number: int = 0) -> Result:
    day = START + timedelta(days=number)
    counts = KNOWN.tests[test].measure == "count"
    return Result(
        id=f"t{number}{test}{side}",
        at=datetime.combine(day, time(9), UTC),
        day=day,
        test=test,
        side=side,
        seconds=None if counts else value,
        count=value if counts else None,
    )


def both(left: int, right: int, number: int = 0, test: str = "side_bridge_knees") -> list[Result]:
    return [done(test, left, "left", number), done(test, right, "right", number)]


def shares(results: list[Result]) -> dict[str, float | None]:
    return {row.area: row.share for row in strength.balance(results, KNOWN).rows}


def test_each_area_has_its_share_of_its_target() -> None:
    results = [done("supine_bridge", 45), done("knee_plank", 10), *both(15, 20)]

    assert shares(results) == {"front": 0.5, "back": 0.75, "left": 0.75, "right": 1.0}


def test_the_latest_result_counts_not_the_best() -> None:
    results = [done("knee_plank", 20, number=0), done("knee_plank", 10, number=28)]

    assert shares(results)["front"] == 0.5


def test_the_harder_version_counts_for_the_easier_and_never_against_it() -> None:
    alone = [done("plank", 25)]
    beside = [done("knee_plank", 18), done("plank", 5, number=1)]

    assert shares(alone)["front"] == 1.25
    assert shares(beside)["front"] == 0.9


def test_the_back_is_as_strong_as_the_weaker_of_its_two_tests() -> None:
    results = [done("supine_bridge", 60), done("chest_raise", 15)]

    assert shares(results)["back"] == 0.5


def test_nothing_tested_says_so() -> None:
    found = strength.balance([], KNOWN)

    assert shares([]) == dict.fromkeys(strength.AREAS)
    assert found.says == "Not tested yet: front, back, left, right."
    assert found.difference is None
    assert found.profile == ""


def weakest(*results: Result) -> str | None:
    found = strength.weakest(strength.balance(results, KNOWN), KNOWN)
    return None if found is None else found.area


def test_the_weakest_area_lies_clearly_under_the_next() -> None:
    rest = [done("supine_bridge", 54), *both(20, 20)]  # 0.9, 1, 1

    assert weakest(done("knee_plank", 15), *rest) == "front"  # 0.75: 0.15 under 0.9
    assert weakest(done("knee_plank", 16), *rest) is None  # 0.8: 0.1 under


def test_an_area_at_its_target_is_not_weak_however_strong_the_others_are() -> None:
    assert weakest(done("knee_plank", 20), done("supine_bridge", 120), *both(60, 60)) is None


def test_a_tie_of_areas_changes_nothing() -> None:
    assert weakest(done("knee_plank", 10), done("supine_bridge", 30), *both(40, 40)) is None


def test_two_level_sides_are_one_area() -> None:
    assert weakest(done("knee_plank", 20), *both(10, 10)) == "side"
    assert weakest(done("knee_plank", 20), *both(10, 12)) == "left"


def test_one_area_alone_is_not_the_weakest() -> None:
    assert weakest(done("knee_plank", 5)) is None


def test_the_weakest_area_is_named_with_its_figures() -> None:
    found = strength.balance([done("knee_plank", 10), done("supine_bridge", 60)], KNOWN)

    assert found.says == (
        "Your front is your weaker area to build: 10 of 20 seconds. Not tested yet: left, right."
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([(22, 41)], None),  # one day
        ([(22, 41), (22, 41)], "left"),
        ([(41, 22), (22, 41)], None),  # not the same side
        ([(22, 41), (30, 32), (22, 41)], None),  # not running
        ([(17, 20), (17, 20)], None),  # 0.85
        ([(16, 19), (16, 19)], None),  # 0.84, but 3 s
        ([(50, 60), (50, 60)], "left"),  # 0.83 and 10 s
        ([(51, 60), (51, 60)], None),  # 0.85
        ([(0, 0), (0, 0)], None),
        ([(41, 22), (41, 22), (40, 20)], "right"),
    ],
)
def test_a_side_is_shorter_only_clearly_and_twice(
    days: list[tuple[int, int]], expected: str | None
) -> None:
    results = [result for number, day in enumerate(days) for result in both(*day, number)]

    found = strength.side_difference(results, KNOWN)

    assert (found.shorter if found else None) == expected


def test_the_difference_is_said_with_its_figures() -> None:
    found = strength.side_difference([*both(24, 40, 0), *both(22, 41, 7)], KNOWN)

    assert found is not None
    said = strength.difference_words(found)
    assert said == "Your left side held 22 s against 41 s on the right, twice."


def test_front_and_back_are_named_beside_each_other_and_not_judged() -> None:
    found = strength.balance([done("knee_plank", 30), done("supine_bridge", 60)], KNOWN)

    assert found.profile == (
        "Held: front 30 seconds (plank on the knees), back 60 seconds (bridge hold). "
        "These are different tests, and no split between them is right."
    )


SIDED = st.lists(
    st.tuples(
        st.sampled_from(["side_bridge_knees", "side_bridge"]),
        st.sampled_from(["left", "right"]),
        st.integers(0, 120),
        st.integers(0, 60),
    ),
    max_size=12,
    unique_by=lambda row: (row[0], row[1], row[3]),
)
UNSIDED = st.lists(
    st.tuples(
        st.sampled_from(["supine_bridge", "knee_plank", "plank", "chest_raise"]),
        st.integers(0, 120),
        st.integers(0, 60),
    ),
    max_size=8,
    unique_by=lambda row: (row[0], row[2]),
)
OTHER = {"left": "right", "right": "left"}


@given(SIDED, UNSIDED)
def test_swapping_left_and_right_mirrors_the_result(
    sided: list[tuple[str, str, int, int]], unsided: list[tuple[str, int, int]]
) -> None:
    results = [done(test, value, side, day) for test, side, value, day in sided]
    results += [done(test, value, "", day) for test, value, day in unsided]
    swapped = [replace(one, side=OTHER.get(one.side, one.side)) for one in results]

    here, there = strength.balance(results, KNOWN), strength.balance(swapped, KNOWN)

    mirrored = {row.area: replace(row, area=OTHER.get(row.area, row.area)) for row in here.rows}
    assert {row.area: row for row in there.rows} == {row.area: row for row in mirrored.values()}
    assert_mirrored(strength.weakest(here, KNOWN), strength.weakest(there, KNOWN))
    assert (here.difference is None) == (there.difference is None)
    if here.difference is not None and there.difference is not None:
        assert there.difference.shorter == OTHER[here.difference.shorter]
        assert there.difference.left == here.difference.right


def assert_mirrored(here: Any, there: Any) -> None:
    assert (here is None) == (there is None)
    if here is not None:
        assert there == replace(here, area=OTHER.get(here.area, here.area))


@given(SIDED, UNSIDED, st.integers(0, 11), st.integers(1, 60))
def test_adding_seconds_never_lowers_a_share(
    sided: list[tuple[str, str, int, int]],
    unsided: list[tuple[str, int, int]],
    which: int,
    more: int,
) -> None:
    results = [done(test, value, side, day) for test, side, value, day in sided]
    results += [done(test, value, "", day) for test, value, day in unsided]
    if not results:
        return
    longer = list(results)
    place = which % len(results)
    longer[place] = replace(results[place], seconds=(results[place].seconds or 0) + more)

    before, after = shares(results), shares(longer)

    assert all((after[area] or 0) >= (before[area] or 0) for area in strength.AREAS)


# --- over time -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "values", "kind", "says"),
    [
        ("knee_plank", [], "too_few", "Not tested yet."),
        ("knee_plank", [20], "too_few", "20 seconds, tested on one day."),
        ("knee_plank", [20, 60], "too_few", "From 20 to 60 seconds. A trend needs 3 test days."),
        (
            "knee_plank",
            [20, 25, 30],
            "up",
            "More with each of the last 3 tests: from 20 to 30 seconds. So few can still be chance.",
        ),
        (
            "knee_plank",
            [60, 20, 25, 30],
            "up",
            "More with each of the last 3 tests: from 20 to 30 seconds. So few can still be chance.",
        ),
        (
            "knee_plank",
            [30, 25, 20],
            "down",
            "Less with each of the last 3 tests: from 30 to 20 seconds. So few can still be chance.",
        ),
        (
            "knee_plank",
            [20, 25, 30, 32],
            "up",
            "More with each of the last 4 tests: from 20 to 32 seconds.",
        ),
        ("knee_plank", [20, 25, 25], "none", "No clear change: from 20 to 25 seconds."),
        ("knee_plank", [20, 19, 40], "none", "No clear change: from 20 to 40 seconds."),
        (
            "chair_stand_30s",
            [8, 9, 10],
            "up",
            "More with each of the last 3 tests: from 8 to 10 times. So few can still be chance.",
        ),
        ("chest_raise", [40], "too_few", "40 seconds, tested on one day."),
        (
            "chest_raise",
            [40, 71],
            "none",
            "No clear change: from 40 to 71 seconds. Only 32 seconds or more would be clear.",
        ),
        ("chest_raise", [40, 72], "up", "Clearly more: from 40 to 72 seconds."),
    ],
)
def test_a_change_is_called_one_only_beyond_the_error(
    test: str, values: list[int], kind: str, says: str
) -> None:
    results = [done(test, value, "", 28 * number) for number, value in enumerate(values)]

    found = strength.change(test, results, KNOWN)

    assert (found.kind, found.says) == (kind, says)


def test_left_and_right_change_on_their_own() -> None:
    results = [*both(20, 20, 0, "side_bridge"), *both(50, 30, 28, "side_bridge")]

    kinds = [
        strength.change("side_bridge", results, KNOWN, side).kind for side in ("left", "right")
    ]

    assert kinds == ["up", "none"]


def test_what_was_done_four_weeks_ago_is_due_again() -> None:
    results = [done("supine_bridge", 40, number=0), done("knee_plank", 20, number=1)]
    results.append(done("supine_bridge", 50, number=1))
    today = START + timedelta(days=28)

    assert strength.retest_due(results, KNOWN, today) == ()
    due = strength.retest_due(results, KNOWN, today + timedelta(days=1))
    assert due == ("supine_bridge", "knee_plank")


# --- who is not offered which test now ---------------------------------------------------------------


NOW = datetime.combine(START, time(12), UTC)


def offered(now: datetime = NOW, frames: Any = None, **changes: Any) -> dict[str, set[str]]:
    """Every test with the rules that speak against it; an empty set means it can be done."""
    row = decide.AnswersRow(datetime.combine(START, time(7), UTC), START, make_raw(**changes))
    decision = decide.decide([row], frames or {}, (), KNOWN, START)
    found = strength.offers(strength.facts_now(decision, now, KNOWN), KNOWN)
    return {
        offer.test.id: {reason.rule_id.split("not_now_")[1] for reason in offer.reasons}
        for offer in found
    }


def can_do(**changes: Any) -> set[str]:
    return {id for id, against in offered(**changes).items() if not against}


CHAIR = {"chair_stand_30s", "chair_stand_60s"}
IN_REBUILD = {"supine_bridge", "knee_plank", "side_bridge_knees", *CHAIR}
IN_STRENGTHEN = {"pain_worst_7d_0_10": 5, "pain_average_7d_0_10": 2}


def test_in_rebuild_the_easier_versions_are_offered() -> None:
    assert can_do() == IN_REBUILD


def test_in_strengthen_the_harder_ones_come_too_and_the_therapists_never() -> None:
    harder = {"plank", "side_bridge", "single_leg_bridge", "chest_raise"}

    assert can_do(**IN_STRENGTHEN) == IN_REBUILD | harder


def test_in_ease_there_are_the_bridge_and_the_chair() -> None:
    assert can_do(can_bridge_10s="not_tried") == {"supine_bridge", "chair_stand_30s"}


def test_the_acute_person_is_offered_none_and_told_why() -> None:
    found = offered(pain_duration="under_6_weeks", first_episode=False)

    assert all("acute" in against for against in found.values())


@pytest.mark.parametrize(("pain", "open_"), [(4, True), (5, False)])
def test_pain_above_four_holds_every_test_back(pain: int, open_: bool) -> None:
    found = offered(pain_now_0_10=pain)

    assert all(("pain" in against) != open_ for against in found.values())


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"rd_joint": True, "rd_joint_where": ["shoulder"]}, {"supine_bridge", *CHAIR}),
        ({"rd_joint": True, "rd_joint_where": ["wrist"]}, {"supine_bridge", *CHAIR}),
        ({"rd_joint": True, "rd_joint_where": ["knee"]}, {"supine_bridge"}),
        ({"can_get_up_from_floor": "no"}, CHAIR),
        ({"rd_osteo": True}, IN_REBUILD),
        ({"rd_fall": True}, IN_REBUILD),
        ({"rf_ces_bladder": True}, set()),
        ({"rd_heart": True}, set()),
    ],
)
def test_what_an_answer_leaves(changes: dict[str, Any], left: set[str]) -> None:
    assert can_do(**changes) == left


CLEARED: dict[str, Any] = {"cleared_on": START.isoformat()}


@pytest.mark.parametrize(
    ("flag", "left"),
    [
        ("rd_heart", {"chair_stand_30s"}),
        ("rd_preg", CHAIR),
        ("rd_surgery", CHAIR),
        ("rd_eye_press", CHAIR),
        ("rd_vertebral_fracture", CHAIR),
        ("rd_dizzy", set()),
    ],
)
def test_what_holds_after_a_clinician_has_cleared_exercise(flag: str, left: set[str]) -> None:
    assert can_do(**{flag: True}, cleared_flags=[flag], **CLEARED) == left


def test_thin_bones_leave_the_easier_versions_in_strengthen() -> None:
    assert can_do(rd_osteo=True, **IN_STRENGTHEN) == IN_REBUILD | {"chest_raise"}


def test_a_back_that_arching_provokes_does_no_chest_raise() -> None:
    assert "chest_raise" not in can_do(worse_with=["arching"], **IN_STRENGTHEN)


def test_an_unanswered_question_clears_no_test() -> None:
    facts = {"plan_withheld": False, "sessions_stopped": False, "comfort_set_on": False}

    assert not any(offer.open for offer in strength.offers(facts, KNOWN))


@pytest.mark.parametrize(
    ("effort", "hours", "open_"), [(7, 47, False), (7, 48, True), (6, 1, True)]
)
def test_a_hard_session_holds_tests_back_for_two_days(effort: int, hours: int, open_: bool) -> None:
    row = decide.AnswersRow(datetime.combine(START, time(7), UTC), START, make_raw())
    decision = decide.decide([row], {}, (), KNOWN, START)
    session = day_with_effort(effort)
    decision = replace(decision, progress=replace(decision.progress, session_days=(session,)))
    facts = strength.facts_now(decision, session.last_at + timedelta(hours=hours), KNOWN)

    found = {offer.test.id for offer in strength.offers(facts, KNOWN) if offer.open}

    assert bool(found) is open_


def day_with_effort(effort: int) -> Any:
    return replace(make_day(0), effort_0_10=effort)


def test_tests_and_figures_of_people_to_do_alone_have_a_picture() -> None:
    alone = [test for test in KNOWN.tests.values() if not test.therapist_only]

    assert all(test.figure for test in alone)
    assert all(len(test.how) >= 3 for test in alone)


def test_when_to_stop_is_said_in_numbers() -> None:
    said = strength.stops(KNOWN.tests["side_bridge"], KNOWN)

    assert said[0] == "Your pain rises by 2 points, or goes above 5 of 10."
    assert said[-1] == "Your shoulder hurts."


def test_the_real_change_of_the_side_bridge_follows_from_its_typical_error() -> None:
    assert int(1.96 * 2**0.5 * 10.95) == KNOWN.limit("side_bridge_error_s") == 30
