"""Rows for the journal's tests, and a CSV file as a spreadsheet would save it again."""

import csv
import io
from datetime import date, datetime, timedelta, timezone

QUESTIONS = {
    "age_years": "whole",
    "pain_now_0_10": "whole",
    "pain_trend": "choice",
    "kit": "several",
    "rf_night": "tick",
    "first_episode": "yes_no",
    "activity_1": "text",
    "cleared_on": "date",
}
MOMENT = datetime(2026, 11, 22, 7, 30, tzinfo=timezone(timedelta(hours=1)))
DAY = date(2026, 11, 22)


def make_session(number=1, **more):
    at = MOMENT + timedelta(days=number)
    return {"session_id": f"s{number}", "started_at": at, "session_date": at.date(), **more}


def make_set(**more):
    return {"exercise_id": "glute_bridge", "level": 1, "set_no": 1, "side": "both", **more}


def make_answers(number=1, **more):
    at = MOMENT + timedelta(days=number)
    return {"answered_at": at, "answers_date": at.date(), **more}


def make_checkin(number=1, **more):
    at = MOMENT + timedelta(days=number)
    id = f"c{number}"
    return {
        "checkin_id": id,
        "checkin_at": at,
        "checkin_date": at.date(),
        "kind": "weekly",
        **more,
    }


def saved_by_a_spreadsheet(
    data, separator=";", bom=True, line_end="\r\n", change=lambda rows: rows
):
    """The same cells in another dialect, through the csv module."""
    csv.field_size_limit(10_000_000)
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(change(rows))
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode()
