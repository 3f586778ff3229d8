"""Today and Progress of one person after a month, a year and ten years, and with a million rows.

Each as a ratio to an empty Streamlit page in the same run: again, with everything worked out before,
and for the first time after something was saved. Bytes are what the script sends to the browser.
"""

from __future__ import annotations

import csv
import io
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from bench.timing import cpu_seconds, line
from lib import decide, journal, knowledge, progress
from lib.model import ExerciseDay, Knowledge, Progress, Row, SessionDay, TestResult
from lib.simulation import KINDS, lives
from lib.ui.browser_store import Memory, State

ROOT = Path(__file__).parent.parent
PAGES = ("today", "progress")
PERSON, SEED = "persistent", 29
LENGTHS = {"1 month": 30, "1 year": 365, "10 years": 3652}
AIM = 1.3
"""Ten years take at most so much longer than a month."""
AFTER_A_SAVE = " after a save"
SETS_OF_AN_EXERCISE = 3
RUNS, RUNS_ANEW, RUNS_AFTER_A_SAVE = 15, 3, 11
"""After a save more of them: Python clears up all its memory in about one of eight, for 150 ms."""
WITHIN_S = 120
EMPTY = "import streamlit as st\nst.title('Empty')\n"


@dataclass(slots=True)
class Lived:
    """One person's answers and facts a day, as long as it went."""

    rows: tuple[decide.AnswersRow, ...] = ()
    facts: Progress | None = None


def run(rows: int) -> None:
    """Times both pages for each length, then for a log of so many rows of sets."""
    logging.disable(logging.WARNING)  # Streamlit misses the browser of a script that is only timed
    known = knowledge.load()
    empty = AppTest.from_string(EMPTY, default_timeout=WITHIN_S)
    yardstick = cpu_seconds(empty.run, RUNS)
    line("an empty Streamlit page", yardstick)
    longest = _lived(known, max(LENGTHS.values()))
    took: dict[tuple[str, str], float] = {}
    for length, days in LENGTHS.items():
        files = _files(_lived(known, days), known)
        took |= _time(length, days, files, known, yardstick)
    for shown in (name for page in PAGES for name in (page, page + AFTER_A_SAVE)):
        ratio = took["10 years", shown] / took["1 month", shown]
        met = "met" if ratio <= AIM else "MISSED"
        print(f"    {shown}: 10 years take {ratio:.2f} × 1 month, aim {AIM:g}: {met}")
    files = _files(longest, known)
    files["sets.csv"] = _repeated(files["sets.csv"], rows)
    _time(f"{rows:,} rows", max(LENGTHS.values()), files, known, yardstick)


def _time(
    length: str, days: int, files: dict[str, bytes], known: Knowledge, yardstick: float
) -> dict[tuple[str, str], float]:
    """Lines for both pages; by length and page the time of a run again, and of one after a save."""
    os.environ["EVEN_KEEL_TODAY"] = (lives.START + timedelta(days=days)).isoformat()
    frames = journal.MemoryStore(files, known.question_kinds).read().frames
    today = lives.START + timedelta(days=days)
    facts = progress.summarise(frames, today)
    rows = decide.answers_rows(journal.rows(frames["answers"]), known)
    print(f"  {length}: {len(facts.session_days):,} session days, {len(frames['sets']):,} sets")
    took = cpu_seconds(lambda: decide.decide_from(rows, facts, (), known), RUNS_ANEW)
    line("    the decision, replayed from facts a day", took, "empty page", yardstick)
    took = cpu_seconds(lambda: progress.summarise(frames, today), RUNS_ANEW)
    line("    facts a day from the journal's rows", took, "empty page", yardstick)
    times = {}
    for page in PAGES:
        times[length, page], times[length, page + AFTER_A_SAVE] = _page(page, files, yardstick)
    return times


def _page(page: str, files: dict[str, bytes], yardstick: float) -> tuple[float, float]:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=WITHIN_S)
    app.session_state["browser_store_memory"] = Memory(state=State.EMPTY)
    app.session_state["guest_journal"] = files
    app.switch_page(f"pages/{page}.py")

    store = journal.MemoryStore(files, knowledge.load().question_kinds)
    frames = store.read().frames
    last = journal.rows(frames["sessions"].tail(1))[0]
    its_sets = journal.rows(frames["sets"][frames["sets"]["session_id"] == last["session_id"]])
    saved = 0

    def run_after_a_save() -> None:
        nonlocal saved
        saved += 1
        store.append_session({**last, "session_id": f"t-{page}-{saved}"}, its_sets)
        app.run()

    again = cpu_seconds(app.run, RUNS)
    if app.exception or not app.title:
        raise RuntimeError(f"pages/{page}.py did not show what it has to: {app.exception}")
    sent = _bytes_sent(app)
    line(f"    pages/{page}.py, {sent / 1000:.0f} kB sent", again, "empty page", yardstick)
    anew = cpu_seconds(run_after_a_save, RUNS_AFTER_A_SAVE)
    line("        after something was saved", anew, "empty page", yardstick)
    return again, anew


def _bytes_sent(app: AppTest) -> int:
    """The size of all messages of one run, as they go over the wire before compression."""
    sizes = [0]
    usual = LocalScriptRunner.forward_msgs

    def weighed(runner: LocalScriptRunner) -> list[object]:
        messages = usual(runner)
        sizes[0] = sum(message.ByteSize() for message in messages)
        return list(messages)

    LocalScriptRunner.forward_msgs = weighed  # type: ignore[method-assign, assignment]
    try:
        app.run()
    finally:
        LocalScriptRunner.forward_msgs = usual  # type: ignore[method-assign]
    return sizes[0]


# --- the log ----------------------------------------------------------------------------------


def _lived(known: Knowledge, days: int) -> Lived:
    """One simulated person, lived in closed loop for so many days: the shorter begins the longer."""
    found = Lived()

    def watch(_: object, rows: tuple[decide.AnswersRow, ...], __: Progress) -> None:
        found.rows = rows

    found.facts = lives.live(KINDS[PERSON], SEED, known, days=days, watch=watch).progress
    return found


def _files(lived: Lived, known: Knowledge) -> dict[str, bytes]:
    """The journal as a guest's files, one row of sessions a day."""
    files: dict[str, bytes] = {}
    store = journal.MemoryStore(files, known.question_kinds)
    store.append(
        "answers",
        [
            {"answered_at": row.answered_at, "answers_date": row.day, **row.raw}
            for row in lived.rows
        ],
    )
    facts = lived.facts
    assert facts is not None
    store.append("sessions", [_session(day) for day in facts.session_days])
    store.append("sets", [row for day in facts.session_days for row in _sets(day)])
    store.append("checkins", list(_checkins(facts)))
    store.append("tests", [_test(test) for test in facts.tests])
    return files


def _session(day: SessionDay) -> Row:
    return {
        "session_id": f"s-{day.day}",
        "started_at": day.last_at,
        "session_date": day.day,
        "phase": day.phase,
        "plan_id": "p0",
        "rules_version": "r0",
        "pain_before_0_10": day.before_0_10,
        "pain_most_0_10": day.most_0_10,
        "pain_after_0_10": day.after_0_10,
        "pain_kind": day.kind,
        "effort_0_10": day.effort_0_10,
        "minutes": day.minutes,
    }


def _sets(day: SessionDay) -> Iterator[Row]:
    for done in day.exercises:
        for number in range(1, SETS_OF_AN_EXERCISE + 1):
            yield _set(day, done, number)


def _set(day: SessionDay, done: ExerciseDay, number: int) -> Row:
    return {
        "session_id": f"s-{day.day}",
        "exercise_id": done.exercise_id,
        "level": done.level,
        "set_no": number,
        "side": "both",
        "reps_prescribed": 8,
        "reps_done": 8 if done.all_done else 5,
        "pain_0_10": done.pain_0_10,
        "form": done.form,
        "stopped": done.stopped,
    }


def _checkins(facts: Progress) -> Iterator[Row]:
    for morning in facts.mornings:
        yield {
            "checkin_id": f"m-{morning.day}",
            "checkin_at": morning.at,
            "checkin_date": morning.day,
            "kind": "next_morning",
            "pain_now_0_10": morning.pain_0_10,
        }
    for week in facts.weekly:
        yield {
            "checkin_id": f"w-{week.day}",
            "checkin_at": week.at,
            "checkin_date": week.day,
            "kind": "weekly",
            "pain_now_0_10": week.mean_0_10,
            "pain_average_7d_0_10": week.mean_0_10,
            "pain_worst_7d_0_10": week.worst_0_10,
            "flare": week.flare,
            "leg_worse": week.leg_worse,
        }


def _test(test: TestResult) -> Row:
    return {
        "test_id": test.id,
        "tested_at": test.at,
        "tested_date": test.day,
        "test": test.test,
        "side": test.side or None,
        "seconds": test.seconds,
        "stopped": test.stopped or None,
    }


def _repeated(text: bytes, rows: int) -> bytes:
    """The same sets so often that there are so many rows, each time with the next numbers."""
    frame = pd.read_csv(io.BytesIO(text), dtype=str, keep_default_na=False)
    times = -(-rows // len(frame))
    whole = pd.concat([frame] * times, ignore_index=True)
    number = whole.groupby(["session_id", "exercise_id", "side"]).cumcount() + 1
    whole["set_no"] = number.astype(str)
    out = whole.head(rows).to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    return out.encode()
