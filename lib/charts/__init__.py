"""Turns a log into tidy frames, and each frame into one chart that answers one question.

    pain        is my pain changing?                 `pain_frame`, `pain_chart`
    response    how is my back the morning after?  `response_frame`, `response_chart`
    doing       am I doing what I planned?            `doing_frame`, `doing_chart`, `minutes_chart`
    balance     is one area weaker than the others? `balance_frame`, `balance_chart`
    trend       am I getting stronger?               `trend_frame`, `trend_chart`
    numbers     a frame as the table behind its chart

A chart is one layered view that follows the width of its column. Its description (the text
alternative) is the answer in words plus first, last and range.
"""

from lib.charts.balance import balance_chart, balance_frame
from lib.charts.doing import doing_chart, doing_frame, minutes_chart
from lib.charts.look import config, numbers
from lib.charts.pain import pain_chart, pain_frame
from lib.charts.response import response_chart, response_frame
from lib.charts.trend import trend_chart, trend_frame

__all__ = [
    "balance_chart",
    "balance_frame",
    "config",
    "doing_chart",
    "doing_frame",
    "minutes_chart",
    "numbers",
    "pain_chart",
    "pain_frame",
    "response_chart",
    "response_frame",
    "trend_chart",
    "trend_frame",
]
