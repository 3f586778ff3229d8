"""What a finger or a pointer on a chart brings up is in words: no name of a column, no `null`."""

import pytest

from lib import charts
from lib.verdicts import Planned
from tests.test_charts import (
    LIMIT,
    LOGS,
    MONDAY,
    SAYS,
    all_specs,
    data_of,
    make_day,
    make_progress,
)


def tooltips(spec):
    """Each layer's tooltip lines and the rows they are filled from."""
    for layer in spec["layer"]:
        lines = layer["encoding"].get("tooltip", ())
        if lines:
            yield lines, spec["datasets"][data_of(layer, spec)]


@pytest.mark.parametrize("log", ["one day", "twelve weeks", "ten years"])
def test_every_line_of_a_tooltip_has_words_and_a_value(log):
    for name, spec in all_specs(LOGS[log]).items():
        for lines, rows in tooltips(spec):
            assert all(line["title"] for line in lines)
            missing = {
                line["title"] for line in lines for row in rows if row[line["field"]] is None
            }
            assert missing == set(), name


def test_a_mark_without_lines_of_its_own_brings_up_nothing():
    for spec in all_specs(LOGS["twelve weeks"]).values():
        assert spec["config"]["mark"]["tooltip"] is None


def test_what_nobody_answered_is_a_dash():
    frame = charts.response_frame(make_progress(1, [make_day(0, most=None)]), LIMIT)
    spec = charts.response_chart(frame, LIMIT, SAYS, False).to_dict()

    *_, (lines, (row,)) = tooltips(spec)

    told = [row[line["field"]] for line in lines if line["field"].startswith("told_")]
    assert told == ["4", "–", "4", "–"]


def test_a_week_whose_plan_said_no_minutes_has_a_dash_for_them():
    frame = charts.doing_frame(LOGS["one day"], (Planned(MONDAY, 3),))
    spec = charts.minutes_chart(frame, SAYS, False).to_dict()

    ((lines, (row,)),) = tooltips(spec)

    assert [row[line["field"]] for line in lines if line["title"] != "Week of"] == [15, "–"]
