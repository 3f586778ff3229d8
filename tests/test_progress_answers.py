"""What moves on, what got stronger, what can be done again: sentences, frames and charts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from lib import (
    activities,
    ahead,
    areas,
    charts,
    decide,
    journal,
    knowledge,
    model,
    strength,
)
from lib.model import Decision, GateLine, Phase, Reason
from tests import long_logs
from tests.given import START, as_of, make_day, make_exercise
from tests.visits import Log

KNOWN = knowledge.load()
LIMIT = KNOWN.limit
SAYS = "The answer."
TODAY = START + timedelta(days=20)


def line(part, met, *, gate="rebuild_to_strengthen", fell_away=False, replaced=False, **facts):
    return GateLine(f"phase.{gate}.{part}", met, tuple(facts.items()), fell_away, replaced)


def course_with(*lines, phase=Phase.REBUILD, decisions=()):
    empty = decided().course
    return replace(empty, phase=phase, gate=tuple(lines), gate_weeks=(), decisions=tuple(decisions))


@cache
def decided() -> Decision:
    return Log().answers(20).decision()


def one(found, phase=Phase.REBUILD):
    return ahead.requirements(course_with(found, phase=phase), KNOWN)[0]


def is_in_tint(found):
    return found.low <= found.share <= found.high


# --- what moves me on ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "met", "now"), [(3, False, "3 of 14"), (14, True, "14 days"), (400, True, "400 days")]
)
def test_a_count_has_its_dot_in_the_tinted_part_from_the_threshold_on(days, met, now):
    found = one(line("days", met, days_in_phase=days))

    assert found.now == now
    assert is_in_tint(found) is met
    assert found.share <= 1


def test_the_weekly_mean_is_enough_from_zero_up_to_its_threshold():
    assert is_in_tint(one(line("weekly_mean", True, weekly_mean_0_10=3, weekly_mean_age_days=1)))
    high = one(line("weekly_mean", False, weekly_mean_0_10=5, weekly_mean_age_days=1))
    assert not is_in_tint(high)
    assert high.now == "5 of 10"


def test_a_mean_that_is_enough_because_it_is_steady_lies_in_the_tinted_part_too():
    assert is_in_tint(one(line("weekly_mean", True, weekly_mean_0_10=4, weekly_mean_age_days=1)))


def test_an_answer_that_is_too_old_or_missing_has_no_dot_and_says_so():
    old = one(line("weekly_mean", False, weekly_mean_0_10=3, weekly_mean_age_days=11))
    none = one(line("weekly_mean", None))

    assert (old.share, old.now) == (None, "answer too old")
    assert (none.share, none.now) == (None, "not known yet")


@pytest.mark.parametrize(
    ("facts", "met", "now", "has_dot"),
    [
        ({"back_test_s": 47, "back_good_level": 1}, False, "47 s", True),
        ({"back_test_s": 60, "back_good_level": 0}, True, "60 s", True),
        ({"back_test_s": 12, "back_good_level": 2}, True, "level 2 done well", True),
        ({"back_test_s": 0, "back_good_level": 1}, False, "level 1", True),
        ({"back_test_s": 0, "back_good_level": 0}, False, "not tested yet", False),
    ],
)
def test_strength_is_there_by_the_test_or_by_the_level(facts, met, now, has_dot):
    found = one(line("back_strength", met, **facts))

    assert found.now == now
    assert (found.share is not None) is has_dot
    if has_dot:
        assert is_in_tint(found) is met


def test_what_the_plan_does_not_offer_has_no_dot():
    falls = one(line("side_strength", True, fell_away=True, side_test_s=0, side_good_level=0))
    chair = one(line("side_strength", True, replaced=True, side_test_s=0, side_good_level=0))

    assert (falls.share, falls.now) == (None, "falls away")
    assert (chair.share, chair.now) == (None, "chair rise counts")


@pytest.mark.parametrize(
    ("mean", "rise", "met"), [(5.3, 1.0, False), (6.6, 2.3, True), (8, 0, True)]
)
def test_activities_are_enough_by_points_gained_or_by_where_they_are(mean, rise, met):
    facts = {"activity_mean_0_10": mean, "activity_rise_0_10": rise}
    found = one(line("activities", met, gate="strengthen_to_keep", **facts), Phase.STRENGTHEN)

    assert is_in_tint(found) is met


def test_every_requirement_of_every_gate_has_words_of_its_own():
    for prefix, phase in (
        ("phase.ease_to_rebuild.", Phase.EASE),
        ("phase.rebuild_to_strengthen.", Phase.REBUILD),
        ("phase.strengthen_to_keep.", Phase.STRENGTHEN),
    ):
        for rule in KNOWN.rules_for(prefix):
            found = one(GateLine(rule.id, None, ()), phase)
            assert found.name != rule.asks, rule.id
            assert len(found.name) <= 55, found.name  # a line of a phone
            assert found.says


def test_a_requirement_that_is_new_in_the_rules_is_shown_by_its_question(monkeypatch):
    monkeypatch.delitem(ahead._MAKES, "days")

    found = one(line("days", False, days_in_phase=3))

    assert (found.name, found.now) == ("Has rebuild lasted long enough?", "not yet")


def test_the_sentence_counts_what_is_there_and_names_the_last_thing_missing():
    met, not_met = line("days", True, days_in_phase=20), line("settled_days", False)

    assert ahead.verdict(course_with(met, not_met), KNOWN) == (
        "missing",
        "1 of the 2 things Strengthen asks for are there. "
        "Missing: last 4 session days settled by morning.",
    )
    assert ahead.verdict(course_with(met), KNOWN)[0] == "all_there"
    assert ahead.verdict(course_with(phase=Phase.KEEP), KNOWN)[0] == "last_phase"
    assert ahead.verdict(replace(course_with(met), stopped=True), KNOWN)[0] == "stopped"


# --- am I getting stronger? -----------------------------------------------------------------


def with_days(*days):
    facts = as_of(40, days)
    return replace(decided(), progress=facts, today=facts.today)


def test_sets_of_an_area_are_rounds_times_the_sets_of_the_level():
    bridge = KNOWN.exercises["glute_bridge"]
    decision = with_days(
        make_day(0, make_exercise("glute_bridge", level=1)),
        make_day(2, make_exercise("glute_bridge", level=2, done=False)),
        make_day(9, make_exercise("moonwalk")),
    )

    found = areas.weeks(decision, KNOWN)

    first, second = (level.sets or 1 for level in bridge.levels[:2])
    assert {week.area for week in found} == set(bridge.areas)
    assert found[0].sets == round(first + second / 2, 1)
    assert found[0].level == 2


def results(test, *values, side=""):
    return [
        model.TestResult(
            f"t{n}", datetime(2026, 1, 1 + n, tzinfo=UTC), date(2026, 1, 1 + n), test, side, value
        )
        for n, value in enumerate(values)
    ]


def with_tests(*found):
    facts = replace(decided().progress, tests=tuple(found))
    return replace(decided(), progress=facts)


def test_only_a_change_beyond_the_error_of_the_test_is_more_strength():
    test = next(test for test in KNOWN.tests.values() if test.error and test.each_side)
    error = int(KNOWN.limit(test.error))

    up = with_tests(
        *results(test.id, 10, 10 + error, side="left"), *results(test.id, 10, 11, side="right")
    )
    same = with_tests(*results(test.id, 10, 9 + error, side="left"))

    assert areas.verdict(up, KNOWN) == (
        areas.UP,
        f"More strength in your tests: {test.name.lower()} (left).",
    )
    assert areas.verdict(same, KNOWN)[0] == areas.NO_CLEAR_CHANGE


def test_results_that_go_one_way_are_told_as_that_where_no_error_is_published():
    test = next(test for test in KNOWN.tests.values() if not test.error and not test.each_side)

    assert areas.verdict(with_tests(*results(test.id, 10, 11, 12)), KNOWN) == (
        areas.UP,
        f"More with each of your latest tests: {test.name.lower()}.",
    )


def test_a_test_with_a_clear_change_stands_before_those_without() -> None:
    test = next(test for test in KNOWN.tests.values() if test.error and test.each_side)
    error = int(KNOWN.limit(test.error))
    decision = with_tests(
        *results(test.id, 10, 10 + error, side="left"), *results(test.id, 10, 11, 12, side="right")
    )

    assert [change.side for change in areas.tested_twice(decision, KNOWN)] == ["left", "right"]


def test_how_a_test_without_a_known_error_is_judged_is_said() -> None:
    test = next(test for test in KNOWN.tests.values() if not test.error and not test.each_side)

    def judged(*values):
        (change,) = areas.tested_twice(with_tests(*results(test.id, *values)), KNOWN)
        return " ".join(areas.how_judged(change, KNOWN))

    assert judged(10, 11) == ""
    assert judged(30, 20, 40).startswith("A change is clear when 3 results in a row")
    assert judged(10, 20, 30).startswith("This looks at your latest results")


def test_without_tests_the_steps_of_the_exercises_are_told():
    change = model.LevelChange("glute_bridge", 1, "glute_bridge", 2, Reason(areas._STEP_UP))
    back = replace(change, reason=Reason("progress.step_back_after_sore_morning"))
    made = model.DayDecision(
        START, model.Action.STEP_UP, Phase.EASE, Phase.EASE, (), (change, back)
    )
    lived = replace(decided().course, decisions=(made,))

    kind, says = areas.verdict(replace(decided(), course=lived), KNOWN)

    assert kind == areas.STEPS
    assert "1 step up and 1 step back" in says


def test_ten_years_of_daily_tests_become_a_small_line_with_both_ends():
    first = date(2016, 1, 4)
    daily = [
        model.TestResult(
            f"t{n}", datetime(2016, 1, 4, tzinfo=UTC) + timedelta(days=n), first + timedelta(days=n),
            "plank", "", 20 + n // 100,
        )
        for n in range(3650)
    ]  # fmt: skip

    frame = charts.trend_frame(daily, "plank", "")

    assert len(frame) < 130
    assert (frame["value"].iloc[0], frame["value"].iloc[-1]) == (20, 56)
    assert strength.change("plank", daily, KNOWN).days == 3650


# --- what can I do again? -------------------------------------------------------------------


def named(days_ago=20, **scores):
    return Log().answers(
        days_ago,
        activity_1="Putting on socks",
        activity_1_0_10=3,
        activity_2="Sitting",
        activity_2_0_10=5,
        **scores,
    )


def test_scores_come_from_check_ins_and_weekly_answers_by_their_place():
    log = named().checkin(10, "weekly", pain_average_7d_0_10=3, activity_2_0_10=8)

    found = activities.of(log.decision())

    assert [(score.name, score.score_0_10) for score in found.scores] == [
        ("Putting on socks", 3),
        ("Sitting", 5),
        ("Sitting", 8),
    ]
    assert (found.began, found.now) == (4, 8)


def test_an_activity_that_was_renamed_begins_anew():
    log = named().checkin(10, "weekly", pain_average_7d_0_10=3, activity_1_0_10=7)
    log.answers(5, activity_1="Running", activity_1_0_10=2)

    found = activities.of(log.decision())

    assert [(score.name, score.score_0_10) for score in found.scores] == [("Running", 2)]


@pytest.mark.parametrize(
    ("later", "kind"), [(6, "no_clear_change"), (7, "better"), (2, "no_clear_change"), (1, "worse")]
)
def test_a_change_of_activities_counts_from_the_plan_s_own_threshold_on(later, kind):
    log = Log().answers(20, activity_1="Socks", activity_1_0_10=4)
    log.checkin(10, "weekly", pain_average_7d_0_10=3, activity_1_0_10=later)

    assert activities.verdict(activities.of(log.decision()), LIMIT, TODAY)[0] == kind


def test_one_answer_is_too_little_to_speak_of_change():
    assert activities.verdict(activities.of(named().decision()), LIMIT, TODAY)[0] == "too_little"
    assert activities.of(Log().answers(3).decision()).began is None


def test_the_chart_of_activities_has_a_row_each_and_the_average_with_what_is_asked_for():
    log = named().checkin(
        10, "weekly", pain_average_7d_0_10=3, activity_1_0_10=6, activity_2_0_10=7
    )
    found = activities.of(log.decision())

    frame = charts.regained_frame(found, log.decision().today)
    spec = charts.regained_chart(frame, 6.3, SAYS, False).to_dict()

    average = frame[frame["activity"] == "Average"]
    assert list(average["score_0_10"]) == [4.0, 6.5]
    assert "the plan asks for 6.3" in str(spec["layer"][0]["encoding"]["y"]["title"])
    assert "Putting on socks: first 3, last 6" in spec["description"]


def test_a_weekly_row_keeps_which_activity_a_score_is_of():
    log = named().checkin(10, "weekly", pain_average_7d_0_10=3, activity_2_0_10=8)

    (row,) = log.decision().progress.weekly

    assert (row.activities, row.activity_places) == ((8,), (2,))


# --- however long the log -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_year():
    files: dict[str, bytes] = {}
    store = journal.MemoryStore(files, KNOWN.question_kinds)
    day = long_logs.written(store, 365)
    frames = store.read().frames
    rows = decide.answers_rows(journal.rows(frames["answers"]), KNOWN)
    return decide.decide(rows, frames, (), KNOWN, day)


def ten_years_of(decision):
    """The same year of days ten times over, oldest first."""
    facts, year = decision.progress, timedelta(days=365)

    def moved(rows):
        return tuple(
            replace(row, day=row.day - year * back) for back in range(9, -1, -1) for row in rows
        )

    long = replace(facts, session_days=moved(facts.session_days), weekly=moved(facts.weekly))
    (first, *_) = decision.check_ins
    start = replace(first, day=first.day - 9 * year, answered_at=first.answered_at - 9 * year)
    return replace(decision, progress=long, check_ins=(start, *decision.check_ins[1:]))


def test_no_chart_of_ten_years_carries_more_than_two_thousand_rows(a_year):
    decision = ten_years_of(a_year)
    found = activities.of(decision)
    assert len(found.scores) > 1500

    specs = [
        charts.dose_chart(
            charts.dose_frame(areas.weeks(decision, KNOWN), decision.today),
            SAYS,
            decision.today,
            False,
        ),
        charts.regained_chart(charts.regained_frame(found, decision.today), 8, SAYS, False),
    ]

    for spec in (chart.to_dict() for chart in specs):
        layers = [layer.get("data", spec.get("data"))["name"] for layer in spec["layer"]]
        assert sum(len(spec["datasets"][name]) for name in layers) <= 2000
        assert spec["width"] == "container"
        assert spec["description"].startswith(SAYS)


def test_sets_of_four_weeks_are_an_average_a_week(a_year):
    weeks = areas.weeks(ten_years_of(a_year), KNOWN)
    frame = charts.dose_frame(weeks, a_year.today)

    assert (frame["until"] - frame["week"]).dt.days.unique().tolist() == [28]
    total = sum(week.sets for week in weeks)
    assert float(frame["sets"].sum()) * 4 == pytest.approx(total, rel=0.01)
