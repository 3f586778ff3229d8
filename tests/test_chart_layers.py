"""A layer of a chart is Altair's own chart, made without its checks of every part."""

import altair as alt
import pytest
from altair.utils.schemapi import SchemaValidationError

from lib.charts.layer import Layer, Rows

ROWS = [{"day": "2026-03-02T00:00", "pain": 3, "word": "?"}]


def encoded(chart):
    colour = alt.condition("datum.pain > 2", alt.value("#000"), alt.value("#fff"))
    return chart.mark_point().encode(
        x=alt.X("day:T", title=None),
        x2="until:T",
        y="pain:Q",
        color=colour,
        fill=colour,
        opacity=alt.condition("datum.pain > 2", alt.value(1), alt.value(0)),
        text=alt.value("?"),
        tooltip=[alt.Tooltip("pain:Q", title="Pain")],
    )


def test_a_layer_says_what_altairs_own_chart_says():
    theirs = encoded(alt.Chart(alt.InlineData(values=ROWS)))

    assert encoded(Layer(Rows(values=ROWS))).to_dict() == theirs.to_dict()


def test_copies_of_a_chart_share_its_rows():
    layer = encoded(Layer(Rows(values=ROWS)))

    copied = alt.LayerChart(layer=[layer]).copy()

    assert copied.data.values is ROWS


def test_a_finished_chart_with_a_mistake_is_still_found_out():
    layer = encoded(Layer(Rows(values=ROWS))).encode(x=alt.X("day:T", title=3))

    with pytest.raises(SchemaValidationError):
        layer.to_dict()
