import random
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
import yaml

from lib import charts, palette, verdicts
from lib.model import Morning, Progress, SessionDay, Weekly

LIMIT = {
    row["id"]: row["value"]
    for row in yaml.safe_load(
        (Path(__file__).parents[1] / "data/thresholds.yaml").read_text(encoding="utf-8")
    )["thresholds"]
}.__getitem__
MONDAY = date(2026, 3, 2)
PLAN = (verdicts.Planned(MONDAY, 5, 75.0),)
SAYS = "The answer."


def at(day):
    return datetime.combine(day, datetime.min.time())


def on(days):
    return MONDAY + timedelta(days=days)


def make_day(days, before=4, most=5, morning=None, minutes=15):
    return SessionDay(
        on(days), at(on(days)), 1, "ease", before, most, before, None, None, minutes, (), morning
    )


def make_weekly(days, mean):
    return Weekly(at(on(days)), on(days), mean, None, None, None)


def make_progress(today, sessions=(), weekly=(), mornings=()):
    rows = tuple(Morning(at(on(days)), on(days), pain) for days, pain in mornings)
    return Progress(on(today), tuple(sessions), tuple(weekly), rows)


def long_log(days):
    """A log with a session on most days and a weekly answer each Sunday, from a fixed seed."""
    chance = random.Random(7)
    sessions = [make_day(n, morning=chance.choice([3, 4, 6])) for n in range(days) if n % 7 < 5]
    weekly = [make_weekly(n, chance.randrange(2, 6)) for n in range(6, days, 7)]
    return make_progress(days - 1, sessions, weekly, [(n, 4) for n in range(days)])


NOTHING = make_progress(0)
ONE_DAY = make_progress(0, [make_day(0)])
TWELVE_WEEKS = long_log(84)
TWO_YEARS = long_log(730)
TEN_YEARS = long_log(3650)
LOGS = {
    "nothing": NOTHING,
    "one day": ONE_DAY,
    "twelve weeks": TWELVE_WEEKS,
    "two years": TWO_YEARS,
    "ten years": TEN_YEARS,
}
PHASES = [("ease", "Ease", MONDAY, on(20)), ("rebuild", "Rebuild", on(20), on(83))]


@cache
def all_specs(progress, dark=False):
    """Each chart as its dictionary; drawing is slow, so every log is drawn once."""
    doing = charts.doing_frame(progress, PLAN)
    pain = charts.pain_frame(progress, LIMIT)
    phases = PHASES if progress is TWELVE_WEEKS else []
    drawn = {
        "pain": charts.pain_chart(pain, phases, progress.today, SAYS, dark),
        "response": charts.response_chart(
            charts.response_frame(progress, LIMIT), LIMIT, SAYS, dark
        ),
        "doing": charts.doing_chart(doing, SAYS, dark),
        "minutes": charts.minutes_chart(doing, SAYS, dark),
    }
    return {name: chart.to_dict() for name, chart in drawn.items()}


def rows_drawn(spec):
    """Rows a chart carries, each data set once for every layer that draws it."""
    sizes = {name: len(rows) for name, rows in spec["datasets"].items()}
    return sum(sizes[layer["data"]["name"]] for layer in spec["layer"])


def rows_of(spec, mark, **encoding):
    """The rows behind the first layer with this mark and these fields."""
    for layer in spec["layer"]:
        fields = {channel: layer["encoding"].get(channel, {}).get("field") for channel in encoding}
        if layer["mark"]["type"] == mark and fields == encoding:
            return spec["datasets"][layer["data"]["name"]]
    raise AssertionError(f"no {mark} layer with {encoding}")


# --- frames -------------------------------------------------------------------------


def test_the_pain_frame_holds_every_answer_by_day_and_no_row_for_a_day_without():
    progress = make_progress(
        9, [make_day(0, before=6), make_day(2, before=None)], [make_weekly(6, 5)], [(1, 4)]
    )

    frame = charts.pain_frame(progress, LIMIT, [(MONDAY, 7)])

    pains = frame.dropna(subset=["pain_0_10"])
    assert [(day.date(), what, pain) for day, what, pain in pains[["day", "what", "pain_0_10"]].to_numpy()] == [
        (on(0), "before a session", 6),
        (on(0), "check-in", 7),
        (on(1), "next morning", 4),
        (on(6), "weekly average", 5),
    ]  # fmt: skip
    assert [day.date() for day in frame[frame["what"] == "sessions"]["day"]] == [on(0), on(2)]


@pytest.mark.parametrize(("gap_days", "stretches"), [(10, 1), (11, 2)])
def test_the_pain_line_breaks_where_the_next_weekly_answer_came_too_late(gap_days, stretches):
    progress = make_progress(40, weekly=[make_weekly(0, 5), make_weekly(gap_days, 4)])

    frame = charts.pain_frame(progress, LIMIT)

    assert frame["stretch"].nunique() == stretches


def test_a_weekly_row_without_its_mean_is_no_point():
    progress = make_progress(20, weekly=[make_weekly(0, 5), make_weekly(7, None)])

    assert len(charts.pain_frame(progress, LIMIT)) == 1


def test_over_half_a_year_single_days_give_way_to_weeks():
    frame = charts.pain_frame(TWO_YEARS, LIMIT)

    assert set(frame["what"]) == {"weekly average", "sessions"}
    assert set(frame["covers_days"]) == {7}
    assert frame["session_days"].sum() == len(TWO_YEARS.session_days)
    assert len(frame) < 220


def test_over_three_years_weeks_give_way_to_four_weeks():
    frame = charts.pain_frame(TEN_YEARS, LIMIT)

    assert set(frame["covers_days"]) == {28}
    assert frame["session_days"].sum() == len(TEN_YEARS.session_days)
    assert len(frame) < 300
    means = frame["pain_0_10"].dropna()
    assert means.between(2, 5).all()
    assert frame[frame["what"] == "weekly average"]["stretch"].nunique() == 1


def test_four_weeks_without_an_answer_break_the_long_line():
    weekly = [make_weekly(n, 4) for n in range(6, 1400, 7) if not 300 < n < 400]
    frame = charts.pain_frame(make_progress(1400, weekly=weekly), LIMIT)

    assert frame["stretch"].nunique() == 2


def test_the_response_frame_keeps_24_session_days_and_leaves_unknown_changes_empty():
    sessions = [make_day(n, before=4, most=6, morning=3) for n in range(23)]
    sessions += [make_day(30, before=4, most=None), make_day(31, before=None, morning=2)]

    frame = charts.response_frame(make_progress(40, sessions), LIMIT)

    assert len(frame) == 24
    assert frame["day"].iloc[0].date() == on(1)
    assert frame["most_change"].iloc[0] == 2
    assert frame["morning_change"].iloc[0] == -1
    assert frame.tail(2)[["most_change", "morning_change"]].isna().all().all()
    assert list(frame["next_morning"].tail(3)) == ["settled", "not answered", "not answered"]


def test_the_doing_frame_counts_done_planned_and_beyond_for_at_most_twelve_weeks():
    sessions = [make_day(n) for n in (0, 2, *range(7, 14), 98)]

    frame = charts.doing_frame(make_progress(98, sessions), PLAN)
    start = charts.doing_frame(make_progress(20, sessions[:9]), PLAN)

    assert len(frame) == 12
    assert list(frame["over"]) == [True] * 11 + [False]
    assert list(start["done"]) == [2, 5, 0]
    assert list(start["beyond"]) == [0, 2, 0]
    assert list(start["planned"]) == [5, 5, 5]
    assert start["days_done"].iloc[0] == "Mon 2, Wed 4"
    assert list(start["minutes"]) == [30, 105, 0]


@pytest.mark.parametrize("log", LOGS)
def test_the_numbers_behind_a_chart_are_in_words_and_tell_days_without_a_time(log):
    for frame in (
        charts.pain_frame(LOGS[log], LIMIT),
        charts.response_frame(LOGS[log], LIMIT),
        charts.doing_frame(LOGS[log], PLAN),
    ):
        table = charts.numbers(frame)

        assert len(table) == len(frame)
        assert not any("_" in column for column in table.columns)
        assert all(type(day) is date for day in table.iloc[:, 0])


def test_the_same_log_gives_frames_of_the_same_types_when_it_is_empty():
    for make in (
        lambda progress: charts.pain_frame(progress, LIMIT),
        lambda progress: charts.response_frame(progress, LIMIT),
    ):
        assert list(make(NOTHING).dtypes) == list(make(TWELVE_WEEKS).dtypes)
    empty = charts.doing_frame(NOTHING, ())
    assert list(empty.dtypes) == list(charts.doing_frame(TWELVE_WEEKS, PLAN).dtypes)


# --- charts --------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("log", LOGS)
def test_every_chart_is_one_layered_view_of_its_column_s_width_with_few_marks(log, dark):
    for spec in all_specs(LOGS[log], dark).values():
        assert spec["width"] == "container"
        assert all("layer" not in layer for layer in spec["layer"])
        assert not {"vconcat", "hconcat", "facet"} & set(spec)
        assert rows_drawn(spec) <= 2000
        assert spec["description"].startswith(SAYS)


@pytest.mark.parametrize("log", LOGS)
def test_pain_is_drawn_from_0_to_10_whatever_the_answers(log):
    spec = all_specs(LOGS[log])["pain"]

    y = spec["layer"][0]["encoding"]["y"]
    low, high = y["scale"]["domain"]
    assert y["axis"]["values"] == [0, 2, 4, 6, 8, 10]
    assert low < 0
    assert high > 10
    assert y["scale"]["nice"] is False


def test_the_pain_line_is_drawn_by_stretch_and_days_are_dots_outside_it():
    spec = all_specs(TWELVE_WEEKS)["pain"]

    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["detail"]["field"] == "stretch"
    assert {row["what"] for row in rows_of(spec, "line", y="pain_0_10")} == {"weekly average"}
    assert {row["what"] for row in rows_of(spec, "circle", y="pain_0_10")} == {
        "next morning",
        "before a session",
    }


def test_sessions_stand_below_zero_and_phases_above_ten_on_the_same_axis():
    spec = all_specs(TWELVE_WEEKS)["pain"]

    sessions = rows_of(spec, "rule", y="low", y2="top")
    phases = rows_of(spec, "rect", y="low", y2="top")
    assert len(sessions) == len(TWELVE_WEEKS.session_days)
    assert all(row["low"] < row["top"] < 0 for row in sessions)
    assert [(row["title"], row["now"], row["low"] > 10) for row in phases] == [
        ("Ease", False, True),
        ("Rebuild", True, True),
    ]
    axes = [layer["encoding"]["x"].get("axis") for layer in spec["layer"]]
    assert axes.count(None) < len(axes)


def test_a_week_of_seven_session_days_fills_the_height_of_its_bar():
    progress = make_progress(
        300, [make_day(n) for n in (*range(7), 8)], [make_weekly(0, 4), make_weekly(299, 4)]
    )

    spec = charts.pain_chart(
        charts.pain_frame(progress, LIMIT), [], progress.today, SAYS, False
    ).to_dict()

    bars = rows_of(spec, "rect", y="low", y2="top")
    assert [round(row["top"] - row["low"], 3) for row in bars] == [1, round(1 / 7, 3)]


def test_a_day_carries_no_time_zone_so_it_stays_the_same_day_everywhere():
    for spec in all_specs(TWELVE_WEEKS).values():
        for rows in spec["datasets"].values():
            for row in rows:
                for field in ("day", "week", "until", "start"):
                    assert "T00:00" in row.get(field, "T00:00") or "T12:00" in row[field]
                    assert not row.get(field, "").endswith("Z")


def test_ticks_are_mondays_and_over_half_a_year_the_first_of_months():
    short = all_specs(TWELVE_WEEKS)["pain"]
    long = all_specs(TWO_YEARS)["pain"]

    def ticks(spec):
        values = spec["layer"][0]["encoding"]["x"]["axis"]["values"]
        return [date(tick["year"], tick["month"], tick["date"]) for tick in values]

    assert {day.weekday() for day in ticks(short)} == {0}
    assert {day.day for day in ticks(long)} == {1}


def test_the_settled_band_ends_where_the_rule_says():
    spec = all_specs(TWELVE_WEEKS)["response"]

    band = rows_of(spec, "rect", y="low", y2="high")

    assert [row["high"] for row in band] == [LIMIT("settled_rise_0_10")]


def test_not_settled_is_a_diamond_with_its_number_and_not_answered_a_question_mark():
    sessions = [make_day(0, morning=4), make_day(1, morning=7), make_day(2), make_day(9)]
    frame = charts.response_frame(make_progress(9, sessions), LIMIT)

    spec = charts.response_chart(frame, LIMIT, SAYS, False).to_dict()

    points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    assert points["encoding"]["shape"]["condition"]["value"] == "diamond"
    assert "not settled" in points["encoding"]["shape"]["condition"]["test"]
    assert [row["morning_change"] for row in rows_of(spec, "text", y="morning_change")] == [3]
    assert [row["day"][:10] for row in rows_of(spec, "text", y="at")] == [on(2).isoformat()]


def test_the_response_axis_grows_with_a_strong_answer():
    frame = charts.response_frame(make_progress(9, [make_day(0, before=0, most=9)]), LIMIT)

    spec = charts.response_chart(frame, LIMIT, SAYS, False).to_dict()

    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low < -3
    assert high > 9


def test_a_week_is_seven_places_done_then_left_out_then_nothing_planned():
    sessions = [make_day(n) for n in (0, 1, 2, 7, 8, 9, 10, 11, 12, 14)]
    frame = charts.doing_frame(make_progress(15, sessions), PLAN)

    spec = charts.doing_chart(frame, SAYS, False).to_dict()

    squares = pd.DataFrame(rows_of(spec, "point", y="place"))
    states = squares.sort_values(["week", "place"]).groupby("week")["state"].agg(list)
    nothing, left, come = "nothing planned", "planned, not done", "planned, still to come"
    assert list(states) == [
        ["done"] * 3 + [left] * 2 + [nothing] * 2,
        ["done"] * 6 + [nothing],
        ["done"] + [come] * 4 + [nothing] * 2,
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_a_day_left_out_is_an_outline_and_never_the_warning_colour(dark):
    spec = all_specs(TWELVE_WEEKS, dark)["doing"]

    left = [
        layer
        for layer in spec["layer"]
        if "planned, not done" in str(layer.get("transform")) and layer["mark"]["type"] == "point"
    ]

    assert [layer["mark"]["filled"] for layer in left] == [False]
    assert palette.colours(dark).warn not in str(spec)


def test_minutes_nobody_logged_are_a_question_mark_not_a_bar():
    frame = charts.doing_frame(make_progress(10, [make_day(0, minutes=None), make_day(8)]), PLAN)

    spec = charts.minutes_chart(frame, SAYS, False).to_dict()

    assert [row["minutes"] for row in rows_of(spec, "bar", y="minutes")] == [15]
    assert len(rows_of(spec, "text", y="zero")) == 1
    assert spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_a_plan_without_minutes_has_no_line():
    frame = charts.doing_frame(ONE_DAY, (verdicts.Planned(MONDAY, 3),))

    spec = charts.minutes_chart(frame, SAYS, False).to_dict()

    assert rows_of(spec, "rule", y="minutes_planned") == []
    assert spec["layer"][0]["encoding"]["y"]["title"] == "Minutes a week"


# --- words and colours ------------------------------------------------------------------


def test_the_text_alternative_tells_answer_first_last_and_range():
    sessions = [make_day(0, morning=3), make_day(9, morning=6), make_day(11, minutes=40)]
    weekly = [make_weekly(6, 6), make_weekly(13, 7), make_weekly(20, 4)]
    progress = make_progress(20, sessions, weekly)

    def says(name):
        return all_specs(progress)[name]["description"]

    assert says("pain") == (
        "The answer. Average pain from 8 March 2026 to 22 March 2026: "
        "first 6, last 4, between 4 and 7; 3 session days."
    )
    assert says("response") == (
        "The answer. 3 session days from 2 March 2026 to 13 March 2026: 1 settled, 1 not settled, "
        "1 not answered. Points on the next morning since before: first -1, last 2, "
        "between -1 and 2."
    )
    assert says("doing") == (
        "The answer. Session days a week since 2 March 2026, this week so far included: "
        "first 1, last 0, between 0 and 2."
    )
    assert says("minutes") == (
        "The answer. Minutes a week since 2 March 2026, this week so far included: "
        "first 15, last 0, between 0 and 55."
    )


def test_the_text_alternative_of_an_empty_chart_says_there_is_nothing_yet():
    spoken = [spec["description"] for spec in all_specs(NOTHING).values()]

    assert spoken[:2] == ["The answer. No weekly average pain; 0 session days.", "The answer. No session days."]  # fmt: skip
    assert charts.doing_chart(charts.doing_frame(NOTHING, ()), SAYS, False).to_dict()["description"] == (
        "The answer. Session days a week: none yet."
    )  # fmt: skip


def test_two_readers_one_light_one_dark_each_get_their_own_colours():
    theme = alt.theme.active

    light, dark = (str(all_specs(TWELVE_WEEKS, dark)["pain"]) for dark in (False, True))

    assert palette.LIGHT.person in light
    assert palette.DARK.person in dark
    assert palette.DARK.person not in light
    assert palette.LIGHT.person not in dark
    assert alt.theme.active == theme


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("c", [palette.LIGHT, palette.DARK], ids=["light", "dark"])
def test_words_and_marks_stand_out_from_page_card_and_band(c):
    for ground in (c.page, c.card, c.band):
        for words in (c.words, c.axis_words, c.compare):
            assert contrast(words, ground) >= 4.5
        assert contrast(c.person, ground) >= 3
        assert contrast(c.warn, ground) >= 3
    for ground in (c.page, c.card):
        assert contrast(c.pale, ground) >= 3
    for ground in (c.phase, c.other_phase):
        assert contrast(c.phase_words, ground) >= 4.5
