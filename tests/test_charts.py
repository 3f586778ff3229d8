import random
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
import yaml

from lib import charts, palette, usual, verdicts
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


def make_weekly(days, mean, worst=None):
    return Weekly(at(on(days)), on(days), mean, worst, None, None)


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


def pain_frames(progress, since=None, check_in_pains=()):
    history = usual.pain_history(progress, LIMIT, check_in_pains)
    return charts.pain_frames(history, progress, LIMIT, since)


@cache
def all_specs(progress, dark=False):
    """Each chart as its dictionary; drawing is slow, so every log is drawn once."""
    doing = charts.doing_frame(progress, PLAN)
    phases = PHASES if progress is TWELVE_WEEKS else []
    drawn = {
        "pain": charts.pain_chart(pain_frames(progress), phases, SAYS, dark),
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
    return sum(sizes[data_of(layer, spec)] for layer in spec["layer"])


def data_of(layer, spec):
    """The name of a layer's data; where all layers have the same, it stands at the top."""
    return layer.get("data", spec.get("data"))["name"]


def rows_of(spec, mark, **encoding):
    """The rows behind the first layer with this mark and these fields."""
    for layer in spec["layer"]:
        fields = {channel: layer["encoding"].get(channel, {}).get("field") for channel in encoding}
        if layer["mark"]["type"] == mark and fields == encoding:
            return spec["datasets"][data_of(layer, spec)]
    raise AssertionError(f"no {mark} layer with {encoding}")


# --- frames -------------------------------------------------------------------------


def test_a_day_without_an_answer_is_no_dot_and_no_zero():
    progress = make_progress(
        9, [make_day(0, before=6), make_day(2, before=None)], [make_weekly(6, 5)], [(1, 4)]
    )

    frames = pain_frames(progress, check_in_pains=[(MONDAY, 8)])

    assert [(day.date(), pain) for day, pain in frames.days.to_numpy()] == [(on(0), 7), (on(1), 4)]
    assert [day.date() for day in frames.sessions["day"]] == [on(0), on(2)]


def test_a_week_with_under_four_answers_has_no_mean_and_the_line_breaks_there():
    mornings = [(n, 4) for n in range(28) if n not in (8, 9, 10, 11)]
    frames = pain_frames(make_progress(28, mornings=mornings))

    assert list(frames.weeks["answered"]) == [7, 3, 7, 7, 0]
    assert list(frames.weeks["mean_0_10"].isna()) == [False, True, False, False, True]
    means = frames.weeks.dropna(subset=["mean_0_10"])
    assert list(means["stretch"]) == [0, 1, 1]


def test_the_highest_of_a_week_is_of_whatever_was_said_about_it():
    progress = make_progress(
        15, [make_day(1, before=3, most=6)], [make_weekly(7, 4, worst=8), make_weekly(14, 3, 5)]
    )

    frames = pain_frames(progress)

    assert list(frames.weeks["worst_0_10"].fillna(-1)) == [8, 5, -1]  # of the seven days before


@pytest.mark.parametrize(("pain", "days"), [(6, 0), (7, 3)])
def test_days_of_strong_pain_are_counted_from_the_threshold_on(pain, days):
    frames = pain_frames(make_progress(7, mornings=[(0, pain), (1, pain), (2, pain), (3, 2)]))

    assert list(frames.weeks["strong_days"]) == [days, 0]


def test_somebody_with_weekly_answers_alone_gets_their_line_and_is_told_so():
    weekly = [make_weekly(n, 4) for n in range(6, 60, 7)]
    frames = pain_frames(make_progress(60, weekly=weekly))

    assert list(frames.weeks["mean_0_10"].dropna()) == [4] * len(weekly)
    assert [day.date() for day in frames.weeks["middle"][:2]] == [on(6), on(13)]
    spec = charts.pain_chart(frames, [], SAYS, False).to_dict()
    assert "your weekly answers" in str(spec["layer"][0]["encoding"]["y"]["title"])
    assert "Weekly answers from" in spec["description"]


def test_weekly_answers_are_never_part_of_a_line_of_week_means():
    mornings = [(n, 2) for n in range(56)]
    frames = pain_frames(
        make_progress(56, weekly=[make_weekly(n, 9) for n in range(6, 56, 7)], mornings=mornings)
    )

    assert set(frames.weeks["mean_0_10"].dropna()) == {2}


def test_half_a_year_still_shows_days_and_longer_does_not():
    short, long = (pain_frames(long_log(days)) for days in (183, 184))

    assert len(short.days) == 183
    assert long.days.empty
    assert long.sessions.empty
    assert long.weeks["session_days"].sum() == len(long_log(184).session_days)


def test_over_three_years_four_weeks_stand_in_one_row():
    frames = pain_frames(TEN_YEARS)

    assert frames.covers_weeks == 4
    assert frames.weeks["session_days"].sum() == len(TEN_YEARS.session_days)
    assert frames.weeks["answered"].sum() == 3650
    assert len(frames.weeks) < 135
    assert frames.weeks["mean_0_10"].dropna().between(3.5, 4.5).all()


def test_a_shorter_look_back_shows_days_again_with_the_same_range():
    whole, back = pain_frames(TEN_YEARS), pain_frames(TEN_YEARS, since=on(3650 - 84))

    assert len(back.days) == 84
    assert back.covers_weeks == 1
    assert back.ranges == whole.ranges


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
        pain_frames(LOGS[log]).weeks,
        charts.response_frame(LOGS[log], LIMIT),
        charts.doing_frame(LOGS[log], PLAN),
    ):
        table = charts.numbers(frame)

        assert len(table) == len(frame)
        assert not any("_" in column for column in table.columns)
        assert all(type(day) is date for day in table.iloc[:, 0])


def test_the_same_log_gives_frames_of_the_same_types_when_it_is_empty():
    for make in (
        lambda progress: pain_frames(progress).weeks,
        lambda progress: pain_frames(progress).days,
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


def test_the_pain_line_is_drawn_by_stretch_from_week_means_and_days_are_dots_beside_it():
    spec = all_specs(TWELVE_WEEKS)["pain"]

    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["detail"]["field"] == "stretch"
    assert len(rows_of(spec, "line", y="mean_0_10")) == 11  # the last week still runs
    assert len(rows_of(spec, "circle", y="pain_0_10")) == 84


def test_the_usual_range_is_one_row_with_its_dates_and_the_noticeable_change_dashed_lines():
    progress = TWELVE_WEEKS
    (usual_range,) = usual.pain_history(progress, LIMIT).ranges

    spec = all_specs(progress)["pain"]

    (band,) = rows_of(spec, "rect", y="pain_0_10", y2="high")
    assert (band["pain_0_10"], band["high"]) == (
        round(usual_range.low, 2),
        round(usual_range.high, 2),
    )
    assert band["day"][:10] == usual_range.first.isoformat()
    assert band["since"] == "2 March 2026"
    lines = rows_of(spec, "rule", y="pain_0_10")
    edges = (usual_range.noticeable_low, usual_range.noticeable_high)
    assert [row["pain_0_10"] for row in lines] == [edge for edge in edges if edge is not None]


def test_a_range_that_began_anew_is_a_row_of_its_own():
    mornings = [(n, 6) for n in range(35)] + [(n, 3) for n in range(90, 125)]

    spec = charts.pain_chart(
        pain_frames(make_progress(126, mornings=mornings)), [], SAYS, False
    ).to_dict()

    first, second = rows_of(spec, "rect", y="pain_0_10", y2="high")
    assert first["until"][:10] == on(35).isoformat()
    assert second["day"][:10] == on(90).isoformat()


@pytest.mark.parametrize("log", LOGS)
def test_days_as_ends_of_a_scale_are_expressions(log):
    """As dates they are read in two ways by layers that share them, and the browser warns."""
    for name, spec in all_specs(LOGS[log]).items():
        for layer in spec["layer"]:
            for channel in ("x", "y"):
                ends = layer["encoding"].get(channel, {}).get("scale", {}).get("domain", [])
                assert not any(isinstance(end, dict) and "year" in end for end in ends), name


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


def test_days_of_strong_pain_take_room_only_where_there_are_any():
    calm = make_progress(14, mornings=[(n, 3) for n in range(14)])
    strong = make_progress(14, mornings=[(n, 8) for n in range(14)])

    specs = [charts.pain_chart(pain_frames(p), [], SAYS, False).to_dict() for p in (calm, strong)]

    assert ["days at 7 or more" in str(spec["datasets"]) for spec in specs] == [False, True]
    assert specs[0]["height"] < specs[1]["height"]
    assert "14 of 14 answered days at 7 or more" in specs[1]["description"]


def test_a_week_of_seven_session_days_fills_the_height_of_its_bar():
    progress = make_progress(
        300, [make_day(n) for n in (*range(7), 8)], [make_weekly(0, 4), make_weekly(299, 4)]
    )

    spec = charts.pain_chart(pain_frames(progress), [], SAYS, False).to_dict()

    bars = rows_of(spec, "rect", y="low", y2="top")
    assert [round(row["top"] - row["low"], 3) for row in bars] == [0.9, round(0.9 / 7, 3)]


def test_a_day_carries_no_time_zone_so_it_stays_the_same_day_everywhere():
    for spec in all_specs(TWELVE_WEEKS).values():
        for rows in spec["datasets"].values():
            for row in rows:
                for field in ("day", "week", "until", "start"):
                    moment = row.get(field) or "T00:00"
                    assert "T00:00" in moment or "T12:00" in moment
                    assert not moment.endswith("Z")


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


def test_a_week_of_the_calendar_has_its_days_and_what_was_left_out_has_no_weekday():
    sessions = [make_day(n) for n in (0, 2, 4, 7, 8, 9, 10, 11, 12, 14)]
    frame = charts.doing_frame(make_progress(15, sessions), PLAN)

    spec = charts.doing_chart(frame, SAYS, False).to_dict()

    squares = pd.DataFrame(rows_of(spec, "point", y="place")).sort_values(["week", "place"])
    nothing, left, come = "no session", "planned and left out", "planned, still to come"
    assert list(squares.groupby("week")["state"].agg(list)) == [
        ["done", nothing, "done", nothing, "done", nothing, nothing, left],
        ["done"] * 6 + [nothing, "nothing left out"],
        ["done"] + [nothing] * 6 + [come],
    ]
    assert list(squares.groupby("week")["count"].max()) == [2, 0, 4]


@pytest.mark.parametrize("dark", [False, True])
def test_a_day_left_out_is_an_outline_and_never_the_warning_colour(dark):
    spec = all_specs(TWELVE_WEEKS, dark)["doing"]

    left = [
        layer
        for layer in spec["layer"]
        if "planned and left out" in str(layer.get("transform"))
        and layer["mark"]["type"] == "point"
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
    mornings = list(enumerate([6, 6, 6, 6, 8, 8, 8, *[5] * 7]))
    progress = make_progress(20, sessions, weekly, mornings)
    only_weekly = make_progress(20, [], weekly)

    def says(name):
        return all_specs(progress)[name]["description"]

    assert all_specs(only_weekly)["pain"]["description"] == (
        "The answer. Weekly answers from 8 March 2026 to 22 March 2026: first 6, last 4, "
        "between 4 and 7; 0 session days."
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

    assert spoken[:2] == ["The answer. No week has enough answers for a mean; 0 session days.", "The answer. No session days."]  # fmt: skip
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
