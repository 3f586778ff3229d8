"""Turns a log into tidy frames, and each frame into one chart that answers one question.

    pain        is my pain changing?                `pain_frames`, `pain_chart`
    response    how does my back answer to sessions?  `response_frame`, `response_chart`
    doing       am I doing it?                      `doing_frame`, `doing_chart`, `minutes_chart`
    dose        how much was each area trained?     `dose_frame`, `dose_chart`
    trend       am I getting stronger?              `trend_frame`, `trend_chart`
    balance     is one area weaker than the others? `balance_frame`, `balance_chart`
    regained    what can I do again?                `regained_frame`, `regained_chart`
    gates       what moves me on?                   `gates_frame`, `gates_chart`, `phases_chart`
    numbers     a frame as the table behind its chart

A chart is one layered view that follows the width of its column. Its description (the text
alternative) is the answer in words plus first, last and range. However long the log, weeks and four
weeks take the place of days, so that no chart carries more than about 2,000 rows.
"""

from lib.charts.balance import balance_chart, balance_frame
from lib.charts.doing import doing_chart, doing_frame, minutes_chart
from lib.charts.dose import dose_chart, dose_frame
from lib.charts.gates import gates_chart, gates_frame, gates_weeks_frame, phases_chart
from lib.charts.look import HALF_YEAR_DAYS, config, numbers
from lib.charts.pain import PainFrames, first_day, pain_chart, pain_frames
from lib.charts.regained import regained_chart, regained_frame
from lib.charts.response import PICK, SHOWN, response_chart, response_frame
from lib.charts.trend import trend_chart, trend_frame

__all__ = [
    "HALF_YEAR_DAYS",
    "PICK",
    "SHOWN",
    "PainFrames",
    "balance_chart",
    "balance_frame",
    "config",
    "doing_chart",
    "doing_frame",
    "dose_chart",
    "dose_frame",
    "first_day",
    "gates_chart",
    "gates_frame",
    "gates_weeks_frame",
    "minutes_chart",
    "numbers",
    "pain_chart",
    "pain_frames",
    "phases_chart",
    "regained_chart",
    "regained_frame",
    "response_chart",
    "response_frame",
    "trend_chart",
    "trend_frame",
]
