"""Answers → plan, beside reading the same answers from YAML: processor time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import yaml

from bench.timing import cpu_seconds, line
from lib import decide, knowledge, people

AIM_S = 0.001


def run(_rows: int) -> None:
    """Times loading the knowledge, the plan for each example's first answers, and a long replay."""
    known = knowledge.load()
    persons = people.load(knowledge.DATA / "people", known)
    line("data/ → checked knowledge", cpu_seconds(knowledge.load, 3))
    for id in ("desk_worker", "acute_irritable", "thin_bones"):
        row = persons[id].check_ins[0]
        text = yaml.safe_dump({key: _plain(value) for key, value in row.raw.items()})
        plain = cpu_seconds(lambda text=text: yaml.safe_load(text), 50)
        at = datetime.combine(row.day, time(9), UTC)
        rows = (decide.AnswersRow(at, row.day, row.raw),)
        took = cpu_seconds(lambda rows=rows: decide.decide(rows, {}, (), known, rows[0].day), 200)
        line(f"answers → plan, {id}", took, "yaml.safe_load of the answers", plain)
        print(f"    aim 1 ms: {'met' if took <= AIM_S else 'MISSED'}")
    lived = people.live(persons["desk_worker"], known)
    days = (lived.today - lived.rows[0].day).days
    again = cpu_seconds(
        lambda: decide.decide(lived.rows, lived.frames, (), known, lived.today),
        5,
    )
    line(f"the same with {days} days of log, replayed", again)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
