from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import fmean, stdev

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lib import usual
from lib.model import Morning, Progress, SessionDay, Weekly
from lib.usual import xmr

THRESHOLDS = {
    row["id"]: row
    for row in yaml.safe_load(
        (Path(__file__).parents[1] / "data/thresholds.yaml").read_text(encoding="utf-8")
    )["thresholds"]
}
VALUES = {id: row["value"] for id, row in THRESHOLDS.items()}
LIMIT = VALUES.__getitem__
USED = (
    "usual_days_a_week",
    "usual_first_weeks",
    "usual_weeks_up_to",
    "usual_sd_times",
    "usual_least_half_0_10",
    "usual_weeks_running",
    "usual_gap_days",
    "usual_weekly_half_0_10",
    "noticeable_least_0_10",
    "clear_drop_0_10",
    "clear_drop_percent",
)
MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def morning(day, pain):
    return Morning(NOON, day, pain)


def weekly(day, mean, pain_now=None):
    return Weekly(NOON, day, mean, None, None, None, (), pain_now)


def session(day, before):
    return SessionDay(day, NOON, 1, "ease", before, before, before, None, None, None, (), None)


def journal(days=(), weeks=None, averages=(), today=None):
    """One next-morning pain a day from a Monday on, None where nothing was answered."""
    mornings = tuple(
        morning(MONDAY + timedelta(days=n), pain) for n, pain in enumerate(days) if pain is not None
    )
    answers = tuple(
        weekly(MONDAY + timedelta(weeks=n), mean)
        for n, mean in enumerate(averages)
        if mean is not None
    )
    whole = weeks if weeks is not None else -(-len(days) // 7)
    return Progress(today or MONDAY + timedelta(weeks=whole), (), answers, mornings)


def history(days=(), limit=LIMIT, **more):
    return usual.pain_history(journal(days, **more), limit)


def asked(days=(), **more):
    return lambda limit: history(days, limit, **more).verdict


# Weeks whose days lie around their mean, so that a range has something to be made of.
FIVE = [5, 4, 6, 5, 5, 4, 6]  # SD of six such weeks 0.77: 1.25 of them is less than 1
WIDE = [5, 3, 7, 5, 5, 2, 8]  # SD of eight such weeks 1.94: 1.25 of them is 2.4
LONE = [3, *[None] * 6]
THREE_A_WEEK = [5, None, 5, None, 5, None, None]
FOUR_A_WEEK = [5, None, 5, None, 5, None, 5]


def shifted(week, by):
    return [pain + by for pain in week]


USUAL = "your usual range of 4.0 to 6.0"
COUNTS = "A week counts once it is over, with at least 4 days answered."
FIRST_SIX = "This compares with your first six weeks, from 2 March"
CANNOT = "; it cannot tell what made the difference."
NOTICED = "Most people would notice a change of this size."
SMALLER = "It is a smaller change than most people would notice."
ONE_WEEK = "One week alone can be ordinary up and down."
BY_WEEK = "There are too few single days, so this goes by your weekly answers. How reliable that is has not been tried out."

CASES = [
    # too early
    (asked(), "too_early", "Too early to say: 0 of 4 weeks for your usual range.", (COUNTS,)),
    (asked(FIVE * 3), "too_early", "Too early to say: 3 of 4 weeks for your usual range.", (COUNTS,)),
    (asked(FIVE * 3 + FIVE[:6]), "too_early", "Too early to say: your usual range is 4.0 to 6.0; 0 of 2 weeks to compare with it.", (COUNTS,)),
    (asked(FIVE * 5), "too_early", "Too early to say: your usual range is 4.0 to 6.0; 1 of 2 weeks to compare with it.", (COUNTS,)),
    (asked(THREE_A_WEEK * 9), "too_early", "Too early to say: 0 of 4 weeks for your usual range.", (COUNTS,)),
    (asked(FIVE * 6 + LONE * 5), "too_early", "Too early to say how it is now: your last week with enough answers ended on 12 April.", (COUNTS,)),
    (asked(FIVE * 6, weeks=10, today=MONDAY + timedelta(days=41 + 29)), "too_early", "Too early to say: your last answer was on 12 April; your usual range will be made of your next ones.", (COUNTS,)),
    (asked(FIVE * 6 + [None] * 28 + FIVE * 2), "too_early", "Too early to say: 2 of 4 weeks for your usual range.", (COUNTS, "Your usual range began anew on 11 May, after 29 days without an answer.")),
    # no clear change
    (asked(FIVE * 6), "no_clear_change", f"No clear change: in your last week pain was 5.0 on average, inside {USUAL}.", (f"{FIRST_SIX}.",)),
    (asked(FOUR_A_WEEK * 6), "no_clear_change", f"No clear change: in your last week pain was 5.0 on average, inside {USUAL}.", (f"{FIRST_SIX}.",)),
    (asked(FIVE * 6, today=MONDAY + timedelta(days=41 + 28)), "no_clear_change", f"No clear change: in your last week with enough answers, from 6 April, pain was 5.0 on average, inside {USUAL}.", (f"{FIRST_SIX}.",)),
    (asked(FIVE * 6 + [3] * 7), "no_clear_change", f"No clear change yet: in your last week pain was 3.0 on average, below {USUAL}.", (ONE_WEEK, f"{FIRST_SIX}.")),
    (asked(FIVE * 6 + [3] * 7 + [7] * 7), "no_clear_change", f"No clear change yet: in your last week pain was 7.0 on average, above {USUAL}.", (ONE_WEEK, f"{FIRST_SIX}.")),
    (asked(FIVE * 8 + [4] * 14), "no_clear_change", f"No clear change: in your last week pain was 4.0 on average, inside {USUAL}.", ("This compares with your first eight weeks, from 2 March.",)),
    (asked(WIDE * 8 + [3] * 14), "no_clear_change", "No clear change: in your last week pain was 3.0 on average, inside your usual range of 2.6 to 7.4.", ("This compares with your first eight weeks, from 2 March.",)),
    (asked([1, 0, 1, 1, 2, 1, 1] * 6), "no_clear_change", "No clear change: in your last week pain was 1.0 on average, inside your usual range of 0.0 to 2.0.", (f"{FIRST_SIX}.", "Your usual range reaches 0, so it leaves no room for better.")),
    (asked([9, 10, 9, 9, 8, 9, 9] * 6), "no_clear_change", "No clear change: in your last week pain was 9.0 on average, inside your usual range of 8.0 to 10.0.", (f"{FIRST_SIX}.", "Your usual range reaches 10, so it leaves no room for worse.")),
    (asked(FIVE * 6 + [None] * 28 + FIVE * 6), "no_clear_change", f"No clear change: in your last week pain was 5.0 on average, inside {USUAL}.", ("This compares with your first six weeks, from 11 May.", "Your usual range began anew on 11 May, after 29 days without an answer.")),
    # better and worse
    (asked(FIVE * 6 + [3] * 14), "better", f"Better than your usual: in each of your last two weeks pain was 3.0 on average, below {USUAL}.", (NOTICED, f"{FIRST_SIX}{CANNOT}")),
    (asked(FIVE * 6 + [4, 4, 4, 3, 3, 3, 3] + [4, 4, 4, 4, 3, 3, 3]), "better", f"Better than your usual: in your last two weeks pain was 3.4 and 3.6 on average, below {USUAL}.", (SMALLER, f"{FIRST_SIX}{CANNOT}")),
    (asked(FIVE * 6 + ([4, 4, 4, 3, 3, 3, 3] * 2)), "better", f"Better than your usual: in each of your last two weeks pain was 3.4 on average, below {USUAL}.", (NOTICED, f"{FIRST_SIX}{CANNOT}")),
    (asked(FIVE * 6 + [7] * 14), "worse", f"Worse than your usual: in each of your last two weeks pain was 7.0 on average, above {USUAL}.", (NOTICED, f"{FIRST_SIX}{CANNOT}")),
    (asked([8, 7, 9, 8, 8, 7, 9] * 6 + [6] * 14), "better", "Better than your usual: in each of your last two weeks pain was 6.0 on average, below your usual range of 7.0 to 9.0.", (NOTICED, f"{FIRST_SIX}{CANNOT}")),
    (asked([8, 7, 9, 8, 8, 7, 9] * 6 + [6, 6, 6, 6, 6, 6, 7] * 2), "better", "Better than your usual: in each of your last two weeks pain was 6.1 on average, below your usual range of 7.0 to 9.0.", (SMALLER, f"{FIRST_SIX}{CANNOT}")),
    (asked([2, 1, 3, 2, 2, 1, 3] * 6 + [3, 3, 3, 3, 3, 3, 4] * 2), "worse", "Worse than your usual: in each of your last two weeks pain was 3.1 on average, above your usual range of 1.0 to 3.0.", (NOTICED, f"{FIRST_SIX}{CANNOT}")),
    (asked(WIDE * 8 + [2] * 14), "better", "Better than your usual: in each of your last two weeks pain was 2.0 on average, below your usual range of 2.6 to 7.4.", (NOTICED, f"This compares with your first eight weeks, from 2 March{CANNOT}")),
    (asked(FIVE * 6 + [3] * 7 + [None] * 7 + [3] * 7), "better", f"Better than your usual: in each of your last two weeks with enough answers, from 13 April and 27 April, pain was 3.0 on average, below {USUAL}.", (NOTICED, f"{FIRST_SIX}{CANNOT}")),
    (asked([5, 2, 8, 4, 6, 5, 5] * 8 + [3, 3, 3, 3, 3, 3, 2] * 2), "better", "Better than your usual: in each of your last two weeks pain was 2.86 on average, below your usual range of 2.87 to 7.13.", (NOTICED, f"This compares with your first eight weeks, from 2 March{CANNOT}")),
    # by weekly answers
    (asked(averages=(5, 5, 5), weeks=3), "too_early", "Too early to say: 3 of 4 weekly answers for your usual range.", (BY_WEEK,)),
    (asked(averages=(5, 5, 5, 5, 5), weeks=5), "too_early", "Too early to say: your usual range is 3.5 to 6.5; 1 of 2 weekly answers to compare with it.", (BY_WEEK,)),
    (asked(averages=(5,) * 6, weeks=5), "no_clear_change", "No clear change: in your last week pain was 5.0 on average, inside your usual range of 3.5 to 6.5.", (f"{FIRST_SIX}.", BY_WEEK)),
    (asked(averages=(5, 5, 5, 5, 3, 3), weeks=5), "better", "Better than your usual: in each of your last two weeks pain was 3.0 on average, below your usual range of 3.5 to 6.5.", (NOTICED, f"This compares with your first four weeks, from 2 March{CANNOT}", BY_WEEK)),
    (asked(averages=(5, 5, 5, 5, 4, 4), weeks=5), "no_clear_change", "No clear change: in your last week pain was 4.0 on average, inside your usual range of 3.2 to 6.2.", (f"{FIRST_SIX}.", BY_WEEK)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "kind", "says", "details"),
    CASES,
    ids=[f"{n} {case[2][:60]}" for n, case in enumerate(CASES)],
)
def test_the_verdict_is_of_this_kind_and_says_this(ask, kind, says, details):
    verdict = ask(LIMIT)

    assert (verdict.kind, verdict.says, verdict.details) == (kind, says, details)


def moved():
    for id in USED:
        row = THRESHOLDS[id]
        for value in (row["value"] - row["step"], row["value"] + row["step"]):
            if row["allowed"][0] <= value <= row["allowed"][1]:
                yield id, value


@pytest.mark.parametrize(("id", "value"), list(moved()))
def test_moving_a_threshold_by_one_step_changes_a_sentence(id, value):
    limit = (VALUES | {id: value}).__getitem__

    assert any(
        (ask(limit).says, ask(limit).details) != (says, more) for ask, _, says, more in CASES
    )


def test_every_threshold_of_the_usual_range_is_among_those_that_are_moved():
    reads = set()

    def limit(id):
        reads.add(id)
        return VALUES[id]

    for ask, *_ in CASES:
        ask(limit)

    assert reads == set(USED)


def test_no_sentence_promises_blames_or_names_a_cause():
    words = " ".join(" ".join((says, *more)) for _, _, says, more in CASES).lower()

    for avoided in (
        "works",
        "because",
        "thanks to",
        "due to",
        "cure",
        "heal",
        "missed",
        "should",
        "!",
    ):
        assert avoided not in words


# --- days and weeks -----------------------------------------------------------------------------


def test_a_day_is_the_mean_of_all_that_was_said_about_it_and_the_weekly_mean_stays_out():
    progress = Progress(
        MONDAY + timedelta(days=3),
        (session(MONDAY, 4), session(MONDAY + timedelta(days=1), None)),
        (weekly(MONDAY, 9, pain_now=7), weekly(MONDAY + timedelta(days=2), 9)),
        (morning(MONDAY, 3),),
    )

    days = usual.day_pains(progress, [(MONDAY, 6), (MONDAY + timedelta(days=3), 0)])

    assert days == ((MONDAY, 5.0), (MONDAY + timedelta(days=3), 0.0))


def test_every_week_is_there_and_one_with_too_few_answers_has_no_mean():
    weeks = history([5] * 7 + [None] * 7 + [3, None, None, 4, 5, None, None] + [6] * 4).weeks

    assert [(week.monday.day, week.answered, week.mean, week.over) for week in weeks] == [
        (2, 7, 5.0, True),
        (9, 0, None, True),
        (16, 3, None, True),
        (23, 4, 6.0, True),
        (30, 0, None, False),
    ]


def test_the_running_week_does_not_count_until_it_is_over():
    sunday = MONDAY + timedelta(days=6)

    by_day = [
        [week.mean for week in history([5] * 7, today=day).weeks]
        for day in (sunday, sunday + timedelta(days=1))
    ]

    assert by_day == [[None], [5.0, None]]


# --- by days or by weekly answers --------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "averages", "basis", "kind"),
    [
        (FIVE * 6, (9,) * 6, "days", "no_clear_change"),
        (THREE_A_WEEK * 6, (5, 5, 5, 5, 3, 3), "weekly", "better"),
        (FIVE * 5, (5, 5, 5, 5, 3, 3), "weekly", "better"),
        (FIVE * 3, (5, 5), "days", "too_early"),
        (FIVE * 2, (5, 5, 5), "weekly", "too_early"),
        (FIVE * 2, (5, 5), "days", "too_early"),
    ],
)
def test_weekly_answers_stand_in_as_a_whole_where_days_are_too_few(days, averages, basis, kind):
    seen = history(days, averages=averages)

    assert (seen.verdict.basis, seen.verdict.kind) == (basis, kind)
    assert {week.basis for week in seen.weeks} == {basis}
    assert {range_.basis for range_ in seen.ranges} <= {basis}
    assert len(seen.days) == sum(pain is not None for pain in days)


def test_days_that_ended_long_ago_give_way_to_weekly_answers_of_now():
    seen = history(FIVE * 8 + LONE * 8, averages=(5,) * 12 + (2,) * 4)

    assert (seen.verdict.basis, seen.verdict.kind) == ("weekly", "better")


def test_two_weekly_answers_in_one_week_count_once_by_the_later_one():
    answers = tuple(weekly(MONDAY + timedelta(days=n), mean) for n, mean in ((0, 4), (2, 7)))

    (week,) = usual.pain_history(Progress(MONDAY, (), answers, ()), LIMIT).weeks

    assert (week.days, week.mean) == (((MONDAY + timedelta(days=2), 7.0),), 7.0)


# --- ranges ----------------------------------------------------------------------------------------


def test_a_range_says_what_it_is_made_of_and_for_which_days_it_holds():
    (range_,) = history(FIVE * 6 + [3] * 17).ranges

    assert range_ == usual.UsualRange(
        first=MONDAY,
        last=MONDAY + timedelta(weeks=9),
        centre=5.0,
        low=4.0,
        high=6.0,
        noticeable_low=3.5,
        noticeable_high=6.5,
        weeks=6,
        days=42,
        learned_until=date(2026, 4, 12),
        reason="first_weeks",
        gap_days=0,
        basis="days",
    )


def test_after_a_long_gap_there_is_a_second_range_with_its_own_dates_and_its_reason():
    first, second = history(FIVE * 6 + [None] * 28 + shifted(FIVE, 2) * 4).ranges

    assert (first.last, first.centre, first.reason) == (date(2026, 4, 12), 5.0, "first_weeks")
    assert (second.first, second.centre) == (date(2026, 5, 11), 7.0)
    assert (second.reason, second.gap_days) == ("after_gap", 29)


def test_weeks_with_one_answer_are_no_gap():
    ranges = history(FIVE * 6 + LONE * 6 + FIVE * 4).ranges

    assert [range_.reason for range_ in ranges] == ["first_weeks"]


def test_the_range_stands_after_eight_weeks_and_takes_no_week_in_while_the_latest_lies_outside():
    grows = [history(FIVE * n).ranges[0].weeks for n in range(4, 11)]
    waits = [history(FIVE * 4 + [7] * 7 * n).ranges[0].weeks for n in range(4)]
    goes_on = history(FIVE * 4 + [7] * 7 + FIVE).ranges[0].weeks

    assert grows == [4, 5, 6, 7, 8, 8, 8]
    assert waits == [4, 4, 4, 4]
    assert goes_on == 6


def test_the_line_of_a_noticeable_change_lies_outside_the_range_and_on_the_scale():
    narrow, wide, low = (history(week * 6).ranges[0] for week in (FIVE, WIDE, [1] * 7))

    assert narrow.noticeable_low == 3.5 < narrow.low
    assert wide.noticeable_low == wide.low
    assert (low.noticeable_low, low.noticeable_high) == (0.0, 2.0)
    assert history([0] * 42).ranges[0].noticeable_low is None


# --- laws ---------------------------------------------------------------------------------------

PAINS = st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=0, max_size=84)
MIDDLE = st.lists(st.lists(st.integers(3, 7), min_size=7, max_size=7), min_size=4, max_size=10)


def flat(weeks):
    return [pain for week in weeks for pain in week]


@given(MIDDLE, st.integers(-3, 3))
def test_the_same_pain_a_few_points_higher_has_the_range_as_much_higher(weeks, by):
    as_it_was, higher = history(flat(weeks)), history(shifted(flat(weeks), by))

    assert higher.ranges[0].centre == pytest.approx(as_it_was.ranges[0].centre + by)
    assert higher.verdict.kind == as_it_was.verdict.kind


@given(MIDDLE)
def test_turned_upside_down_better_is_worse_and_worse_is_better(weeks):
    turned = {"better": "worse", "worse": "better"}
    kind = history(flat(weeks)).verdict.kind

    assert history([10 - pain for pain in flat(weeks)]).verdict.kind == turned.get(kind, kind)


@given(MIDDLE, st.randoms(use_true_random=False))
def test_the_order_of_days_within_a_week_changes_nothing(weeks, random):
    mixed = [random.sample(week, 7) for week in weeks]

    assert history(flat(mixed)).verdict == history(flat(mixed)).verdict
    assert history(flat(mixed)).verdict.says == history(flat(weeks)).verdict.says
    assert history(flat(mixed)).ranges == history(flat(weeks)).ranges


@given(PAINS)
def test_a_missing_day_is_not_zero_a_mean_lies_among_the_answers_of_its_week(days):
    for week in history(days).weeks:
        if week.mean is not None:
            pains = [pain for _, pain in week.days]
            assert min(pains) <= week.mean <= max(pains)


@given(PAINS)
def test_there_is_no_verdict_without_six_weeks_of_four_answers(days):
    seen = history(days)
    counted = [week for week in seen.weeks if week.over and week.answered >= 4]

    if len(counted) < 6:
        assert seen.verdict.kind == "too_early"


@given(PAINS, st.integers(0, 83))
def test_taking_one_answer_away_makes_no_verdict_of_too_early(days, which):
    fewer = [None if n == which else pain for n, pain in enumerate(days)]
    before, after = (history(each, weeks=12).verdict for each in (days, fewer))

    if before.kind == "too_early" and before.weeks_had < before.weeks_needed:
        assert after.kind == "too_early"


@given(PAINS, PAINS)
def test_later_weeks_change_no_judgement_of_earlier_ones(days, later):
    whole = days + [None] * (-len(days) % 7)
    today = MONDAY + timedelta(days=len(whole))
    weeks = usual.pain_weeks(usual.day_pains(journal(whole)), today, LIMIT)
    counted = [week for week in weeks if week.mean is not None]
    more = usual.pain_weeks(
        usual.day_pains(journal(whole + later)), today + timedelta(weeks=13), LIMIT
    )
    counted_later = [week for week in more if week.mean is not None]

    then, _ = usual.judged_weeks(counted, LIMIT)
    now, _ = usual.judged_weeks(counted_later, LIMIT)

    assert now[: len(then)] == then


@given(st.integers(0, 10), st.integers(6, 20))
def test_pain_that_is_always_the_same_never_changes(pain, weeks):
    assert history([pain] * 7 * weeks).verdict.kind == "no_clear_change"


# --- a second opinion -----------------------------------------------------------------------------


def told_by_hand(means, days):
    """The rule once more, written from its description: by weeks with four answers or more."""
    if len(means) < 6:
        return "too_early"
    made_of = 4
    outside = []
    for n in range(4, len(means) + 1):
        if n <= 8 and not (outside and outside[-1]):
            made_of = n
        pains = [pain for week in days[:made_of] for pain in week]
        centre, half = fmean(means[:made_of]), max(1, 1.25 * stdev(pains))
        if n < len(means):
            outside.append((means[n] > centre + half) - (means[n] < centre - half))
    if outside[-1] == 0 or outside[-1] != outside[-2]:
        return "no_clear_change"
    return "better" if outside[-1] < 0 else "worse"


@given(st.lists(st.lists(st.integers(0, 10), min_size=4, max_size=7), max_size=12))
def test_a_second_implementation_gives_the_same_verdict(weeks):
    days = flat([week + [None] * (7 - len(week)) for week in weeks])

    assert history(days).verdict.kind == told_by_hand([fmean(week) for week in weeks], weeks)


# --- the control chart ------------------------------------------------------------------------


def counted(days):
    return [week for week in history(days).weeks if week.mean is not None]


def test_control_limits_are_266_mean_moving_ranges_around_the_mean_of_the_first_weeks():
    means = [5, 4, 6, 5, 5, 3, 6, 5, 9, 9]
    limits = xmr.control_limits(counted(flat([mean] * 7 for mean in means)), LIMIT)

    moving = fmean(abs(b - a) for a, b in pairwise(means[:8]))
    assert limits.weeks == 8
    assert limits.centre == fmean(means[:8])
    assert limits.high - limits.centre == pytest.approx(2.659 * moving, abs=0.001)
    assert limits.centre - limits.low == pytest.approx(2.659 * moving, abs=0.001)


@pytest.mark.parametrize("up_to", [7, 9])
def test_moving_the_number_of_weeks_of_the_control_chart_moves_its_limits(up_to):
    weeks = counted(flat([mean] * 7 for mean in [5, 4, 6, 5, 5, 3, 6, 9, 5, 9]))
    moved = (VALUES | {"control_weeks_up_to": up_to}).__getitem__

    assert xmr.control_limits(weeks, moved) != xmr.control_limits(weeks, LIMIT)


def test_the_control_chart_has_no_limits_from_fewer_than_four_weeks():
    assert xmr.control_limits(counted(FIVE * 3), LIMIT) is None


@pytest.mark.parametrize(
    ("days", "agrees"),
    [
        (FIVE * 6, None),
        (flat(shifted(FIVE, by) for by in (0, 0.5, 0, -0.5, 0, 0, 0, 0)) + [2] * 14, True),
        (flat(shifted(FIVE, by) for by in (0, 1, -1, 1, -1, 0, 1, -1)) + [2] * 14, False),
    ],
)
def test_the_control_chart_agrees_on_a_large_change_unless_weeks_swing_widely(days, agrees):
    assert xmr.agrees_on_large(counted(days), LIMIT) is agrees
