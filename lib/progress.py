"""Turns journal frames into facts a day: session days, weekly answers and mornings.

Nothing is judged here. Columns are those of the journal (`lib.model`); missing cells are missing
values of pandas and come out as None.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

import pandas as pd

from lib.model import ExerciseDay, Morning, Progress, SessionDay, TestResult, Weekly

PAIN_KINDS = ("none", "ache", "sharp", "spreading")
FORMS = ("good", "mostly", "poor")
STOPPED = ("none", "other", "time", "form", "pain")
"""Words of the journal from the least to the most worrying: the worst of a day counts."""


class _Dated(Protocol):
    @property
    def day(self) -> date: ...


MEASURES = ("reps", "hold_s", "minutes", "distance_m", "load_kg")


def summarise(frames: Mapping[str, pd.DataFrame], today: date) -> Progress:
    """Facts a day, oldest first, from the tables sessions, sets, checkins and tests.

    Rows dated after `today` are left out. A table that is not there counts as empty.
    """
    sessions = _dated(frames.get("sessions"), "session_date", "started_at", today)
    checkins = _dated(frames.get("checkins"), "checkin_date", "checkin_at", today)
    mornings = _mornings(checkins)
    return Progress(
        today=today,
        session_days=_session_days(sessions, frames.get("sets"), mornings),
        weekly=_weekly(checkins),
        mornings=mornings,
        tests=test_results(frames.get("tests"), today),
    )


MANY_DAYS = 60
"""From so many days on it is as soon done for all of them."""


def summarise_after(
    before: Progress, frames: Mapping[str, pd.DataFrame], new_rows: Mapping[str, int], today: date
) -> Progress:
    """What `summarise` gives, where the tables have only grown since `before`: by their last rows.

    Days that the new rows, or the days gone by since, do not touch stay as they were.
    """
    days = _touched(frames, new_rows, before.today)
    if today < before.today or len(days) > MANY_DAYS:
        return summarise(frames, today)
    mornings_too = days | {day + timedelta(days=1) for day in days}
    sessions = _of_days(frames["sessions"], "session_date", days)
    sets = frames["sets"]
    part = summarise(
        {
            "sessions": sessions,
            "sets": sets[sets["session_id"].isin(sessions["session_id"])],
            "checkins": _of_days(frames["checkins"], "checkin_date", mornings_too),
        },
        today,
    )
    is_tested = bool(new_rows["tests"]) or today != before.today
    return Progress(
        today=today,
        session_days=_merged(before.session_days, part.session_days, days),
        weekly=_merged(before.weekly, part.weekly, mornings_too),
        mornings=_merged(before.mornings, part.mornings, mornings_too),
        tests=test_results(frames["tests"], today) if is_tested else before.tests,
    )


def _touched(
    frames: Mapping[str, pd.DataFrame], new_rows: Mapping[str, int], until: date
) -> frozenset[date]:
    """The days of new sessions, of new sets, of the sessions before new mornings, and those since."""
    sessions, checkins = frames["sessions"], frames["checkins"]
    new_sets = frames["sets"]["session_id"].tail(new_rows["sets"]).unique()
    since = pd.Timestamp(until)
    of_sets = sessions["session_id"].isin(new_sets) if len(new_sets) else False
    found = [
        *sessions.tail(new_rows["sessions"])["session_date"],
        *sessions.loc[of_sets | (pd.to_datetime(sessions["session_date"]) > since), "session_date"],
    ]
    answered = [
        *checkins.tail(new_rows["checkins"])["checkin_date"],
        *checkins.loc[pd.to_datetime(checkins["checkin_date"]) > since, "checkin_date"],
    ]
    days = {day.date() for day in pd.DatetimeIndex([*found, *answered])}
    return frozenset(days | {day.date() - timedelta(days=1) for day in pd.DatetimeIndex(answered)})


def _of_days(frame: pd.DataFrame, column: str, days: Iterable[date]) -> pd.DataFrame:
    return frame[pd.to_datetime(frame[column]).isin(pd.DatetimeIndex(list(days)))]


def _merged(before: Sequence[_Dated], part: Sequence[_Dated], days: Container[date]) -> Any:
    """Those of other days as they were, those of these days anew, in order."""
    kept = [row for row in before if row.day not in days]
    return tuple(sorted([*kept, *part], key=lambda row: row.day))


def test_results(frame: pd.DataFrame | None, today: date) -> tuple[TestResult, ...]:
    """The strength tests up to today, oldest first."""
    tests = _dated(frame, "tested_date", "tested_at", today)
    return tuple(
        TestResult(
            id=str(row["test_id"]),
            at=row["at"],
            day=row["day"].date(),
            test=str(row["test"]),
            side=_text(row["side"]),
            seconds=_whole(row["seconds"]),
            count=_whole(row["count"]),
            pain_0_10=_whole(row["pain_0_10"]),
            stopped=_text(row["stopped"]),
        )
        for row in (() if tests is None else _records(tests))
    )


def _dated(frame: pd.DataFrame | None, day: str, at: str, today: date) -> pd.DataFrame | None:
    """The rows up to today, with columns `day` (midnight) and `at` (UTC), in order of time.

    None when there are none.
    """
    if frame is None or frame.empty:
        return None
    days = pd.to_datetime(frame[day])
    known = frame.assign(day=days, at=pd.to_datetime(frame[at], utc=True))
    until_today = known[days <= pd.Timestamp(today)]
    return None if until_today.empty else until_today.sort_values(["day", "at"], kind="stable")


# --- check-ins -----------------------------------------------------------------------------


def _mornings(checkins: pd.DataFrame | None) -> tuple[Morning, ...]:
    rows = _last_of_day(checkins, "next_morning", "pain_now_0_10")
    return tuple(Morning(row["at"], row["day"].date(), int(row["pain_now_0_10"])) for row in rows)


def _weekly(checkins: pd.DataFrame | None) -> tuple[Weekly, ...]:
    return tuple(
        Weekly(
            at=row["at"],
            day=row["day"].date(),
            mean_0_10=_whole(row.get("pain_average_7d_0_10")),
            worst_0_10=_whole(row.get("pain_worst_7d_0_10")),
            flare=_truth(row.get("flare")),
            leg_worse=_truth(row.get("leg_worse")),
            activities=tuple(_activities(row).values()),
            activity_places=tuple(_activities(row)),
            pain_now_0_10=_whole(row.get("pain_now_0_10")),
        )
        for row in _last_of_day(checkins, "weekly")
    )


def _activities(row: Mapping[str, Any]) -> dict[int, int]:
    """Place of an activity among the three to its score; one without a score is left out."""
    scores = {number: _whole(row.get(f"activity_{number}_0_10")) for number in (1, 2, 3)}
    return {number: score for number, score in scores.items() if score is not None}


def _last_of_day(
    checkins: pd.DataFrame | None, kind: str, needs: str = "kind"
) -> list[dict[str, Any]]:
    if checkins is None:
        return []
    rows = checkins[(checkins["kind"] == kind) & checkins[needs].notna()]
    return _records(rows.drop_duplicates("day", keep="last"))


# --- sessions --------------------------------------------------------------------------------


def _session_days(
    sessions: pd.DataFrame | None, sets: pd.DataFrame | None, mornings: tuple[Morning, ...]
) -> tuple[SessionDay, ...]:
    if sessions is None:
        return ()
    exercises = _exercise_days(sessions, sets)
    pain_on = {morning.day: morning.pain_0_10 for morning in mornings}
    worst_kind = _place(sessions["pain_kind"], PAIN_KINDS)
    by_day = sessions.assign(kind_place=worst_kind).groupby("day")
    days = by_day.agg(
        at=("at", "max"),
        rounds=("session_id", "size"),
        phase=("phase", "last"),
        before=("pain_before_0_10", "first"),
        most=("pain_most_0_10", "max"),
        after=("pain_after_0_10", "last"),
        kind=("kind_place", "max"),
        effort=("effort_0_10", "max"),
    )
    days = days.assign(minutes=by_day["minutes"].sum(min_count=1)).reset_index()
    return tuple(_session_day(row, exercises, pain_on) for row in _records(days))


def _session_day(
    row: Mapping[str, Any],
    exercises: Mapping[date, tuple[ExerciseDay, ...]],
    pain_on: Mapping[date, int],
) -> SessionDay:
    day = row["day"].date()
    return SessionDay(
        day=day,
        last_at=row["at"],
        rounds=int(row["rounds"]),
        phase=str(row["phase"]),
        before_0_10=_whole(row["before"]),
        most_0_10=_whole(row["most"]),
        after_0_10=_whole(row["after"]),
        kind=_word(row["kind"], PAIN_KINDS),
        effort_0_10=_whole(row["effort"]),
        minutes=None if row["minutes"] is None else float(row["minutes"]),
        exercises=exercises.get(day, ()),
        morning_0_10=pain_on.get(day + timedelta(days=1)),
    )


def _exercise_days(
    sessions: pd.DataFrame, sets: pd.DataFrame | None
) -> dict[date, tuple[ExerciseDay, ...]]:
    if sets is None or sets.empty:
        return {}
    done = sets.merge(sessions[["session_id", "day"]], on="session_id")
    if done.empty:
        return {}
    share, complete = _done_share(done)
    done = done.assign(
        share=share,
        complete=complete,
        form_place=_place(done["form"], FORMS),
        stopped_place=_place(done["stopped"], STOPPED),
    )
    keys = ["day", "exercise_id"]
    rounds = done.groupby([*keys, "session_id"])["share"].mean().groupby(level=keys)
    days = done.groupby(keys, sort=False).agg(
        level=("level", "last"),
        all_done=("complete", "all"),
        pain=("pain_0_10", "max"),
        form=("form_place", "max"),
        stopped=("stopped_place", "max"),
    )
    days = days.assign(done_rounds=rounds.sum(), rounds=rounds.size()).reset_index()
    found: dict[date, list[ExerciseDay]] = {}
    columns = (_cells(days[name]) for name in ("day", "exercise_id", *_OF_A_DAY))
    for day, id, level, all_done, done_rounds, count, pain, form, stopped in zip(
        *columns, strict=True
    ):
        found.setdefault(day.date(), []).append(
            ExerciseDay(
                exercise_id=str(id),
                level=_whole(level) or 1,
                all_done=bool(all_done),
                done_rounds=float(done_rounds),
                rounds=int(count),
                pain_0_10=_whole(pain),
                form=_word(form, FORMS),
                stopped=_word(stopped, STOPPED) or "none",
            )
        )
    return {day: tuple(exercises) for day, exercises in found.items()}


_OF_A_DAY = ("level", "all_done", "done_rounds", "rounds", "pain", "form", "stopped")


def _done_share(sets: pd.DataFrame) -> tuple[pd.Series[float], pd.Series[bool]]:
    """Done ÷ prescribed of each row, its measures multiplied, and whether each was reached."""
    share = pd.Series(1.0, index=sets.index)
    complete = pd.Series(True, index=sets.index)
    for measure in MEASURES:
        prescribed = pd.to_numeric(sets[f"{measure}_prescribed"])
        done = pd.to_numeric(sets[f"{measure}_done"]).fillna(0)
        asked = prescribed.notna() & (prescribed > 0)
        share = share.mask(asked, share * (done / prescribed.where(asked, 1)))
        complete &= ~asked | (done >= prescribed)
    return share.astype(float), complete


# --- cells ---------------------------------------------------------------------------------------


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of Python's own values; None where a cell is empty."""
    names = [str(name) for name in frame.columns]
    columns = [_cells(frame[name]) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _cells(column: pd.Series[Any]) -> list[Any]:
    """Column by column: ten years have a hundred thousand cells, and each call costs."""
    if column.dtype.kind == "M":
        return list(pd.DatetimeIndex(column).to_pydatetime())
    empty = column.isna()
    return (column.astype(object).where(~empty, None) if empty.any() else column).tolist()


def _place(words: pd.Series[Any], order: tuple[str, ...]) -> pd.Series[float]:
    return words.map({word: place for place, word in enumerate(order)}).astype(float)


def _word(place: float | None, order: tuple[str, ...]) -> str | None:
    return None if place is None else order[int(place)]


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _truth(value: Any) -> bool | None:
    return None if value is None else bool(value)
