"""A long log of one made-up person, for charts: sessions from the plan of the time, pain that wanders.

The plan is asked anew every so many days, so phases and levels are those the rules gave. The same seed
gives the same rows.
"""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from lib import decide, journal, knowledge, progress, session_log
from lib.model import Decision, Plan, Row
from lib.session_log import Entry, Session
from tests.given import NO_FLAGS

KNOWN = knowledge.load()
START = date(2016, 1, 4)
"""A Monday."""
TEST_EVERY_DAYS = 28
ACTIVITIES = {1: "Putting on socks", 2: "Carrying the shopping home", 3: "Sitting through a film"}
TESTS = (("supine_bridge", ""), ("side_bridge_knees", "left"), ("side_bridge_knees", "right"))


def written(
    store: journal.Store,
    days: int,
    seed: int = 7,
    start: date = START,
    ask_plan_every_days: int = 14,
) -> date:
    """Fills the journal with so many days and returns the last of them, "today"."""
    chance = Random(seed)
    answers: Row = {
        "answered_at": _at(start, 8),
        "answers_date": start,
        **NO_FLAGS,
        "worse_with": (),
        "kit": (),
        "pain_now_0_10": 5,
        "pain_average_7d_0_10": 5,
        "pain_worst_7d_0_10": 7,
        **{f"activity_{place}": name for place, name in ACTIVITIES.items()},
        **{f"activity_{place}_0_10": 2 + place for place in ACTIVITIES},
    }
    store.append("answers", [answers])
    tables: dict[str, list[Row]] = {"sessions": [], "sets": [], "checkins": [], "tests": []}
    plan: Plan | None = None
    noise, was_session = 0.0, False
    for number in range(days):
        day = start + timedelta(days=number)
        noise = 0.5 * noise + chance.gauss(0, 0.9)
        pain = _pain(number, noise)
        if was_session and chance.random() < 0.85:
            tables["checkins"].append(_checkin(day, "next_morning", 6, pain_now_0_10=pain))
        if number % 7 == 6:
            tables["checkins"].append(_week(day, number, chance))
        if number % TEST_EVERY_DAYS == 20:
            tables["tests"] += [_test(day, test, side, number, chance) for test, side in TESTS]
        if number % ask_plan_every_days == 0:
            _flush(store, tables)
            decision = _decided(store, day)
            plan = decision.plan or plan
            if decision.course is not None and decision.course.stopped:  # a check-in ends a stop
                store.append(
                    "answers", [answers | {"answered_at": _at(day, 20), "answers_date": day}]
                )
        was_session = number % 7 in (0, 2, 3, 5) and chance.random() < 0.85 and number % 200 > 12
        if was_session and plan is not None:
            session, sets = _session(day, plan, pain, chance)
            tables["sessions"].append(session)
            tables["sets"] += [{**row, "session_id": session["session_id"]} for row in sets]
    _flush(store, tables)
    return start + timedelta(days=days - 1)


def _flush(store: journal.Store, tables: dict[str, list[Row]]) -> None:
    for name, rows in tables.items():
        if rows:
            store.append(name, rows)
            rows.clear()


def _decided(store: journal.Store, day: date) -> Decision:
    frames = store.read().frames
    rows = decide.answers_rows(journal.rows(frames["answers"]), KNOWN)
    return decide.decide_from(rows, progress.summarise(frames, day), (), KNOWN)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _level(number: int) -> float:
    """Pain settles over the first months, and wanders; a flare about twice a year."""
    settled = 2.0 + 3.2 * math.exp(-max(0, number - 20) / 35)
    flare = 3.5 if number % 190 in range(100, 108) else 0.0
    return settled + 0.6 * math.sin(number / 60) + flare


def _pain(number: int, noise: float) -> int:
    return max(0, min(10, round(_level(number) + noise)))


def _checkin(day: date, kind: str, hour: int, **cells: Any) -> Row:
    at = {"checkin_id": f"c-{day}-{kind}", "checkin_at": _at(day, hour), "checkin_date": day}
    return {**at, "kind": kind, **cells}


def _week(day: date, number: int, chance: Random) -> Row:
    mean = max(0, min(10, round(_level(number))))
    can = 10 - 6.5 * math.exp(-number / 80)
    scores = {
        f"activity_{place}_0_10": max(
            0, min(10, round(can - 2 + 0.7 * place + chance.gauss(0, 0.6)))
        )
        for place in ACTIVITIES
    }
    return _checkin(
        day,
        "weekly",
        7,
        pain_average_7d_0_10=mean,
        pain_worst_7d_0_10=min(10, mean + chance.randint(1, 3)),
        flare=False,
        leg_worse=False,
        **scores,
    )


def _test(day: date, test: str, side: str, number: int, chance: Random) -> Row:
    held = 25 + 45 * (1 - math.exp(-number / 120)) + chance.gauss(0, 5)
    return {
        "test_id": f"t-{day}-{test}-{side}",
        "tested_at": _at(day, 8),
        "tested_date": day,
        "test": test,
        "side": side or None,
        "seconds": max(3, round(held)),
    }


def _session(day: date, plan: Plan, pain: int, chance: Random) -> tuple[Row, tuple[Row, ...]]:
    session = Session(
        f"s-{day}",
        _at(day, 9),
        before_0_10=pain,
        most_0_10=min(10, pain + chance.choice([0, 0, 1, 1, 2])),
        after_0_10=pain,
        kind="ache" if pain else "none",
        effort_0_10=chance.randint(2, 5),
        minutes=float(max(5, round(plan.minutes * chance.uniform(0.8, 1.2)))),
    )
    entries = [(line, Entry("all", form="good")) for line in plan.lines]
    return session_log.rows(plan, session, entries)
