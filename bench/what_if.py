"""The smallest change of answers that leads elsewhere, beside one plan: processor time."""

from __future__ import annotations

from bench.timing import cpu_seconds, line
from lib import knowledge, people, what_if
from lib.what_if.search import smallest

AIM_S = 1.0


def run(_rows: int) -> None:
    """Times the search for every example person's first answers, and says whether all keep the aim."""
    known = knowledge.load()
    slowest = 0.0
    for person in people.load(knowledge.DATA / "people", known).values():
        row = person.check_ins[0]
        basis = what_if.Basis(row.day)
        plan = cpu_seconds(lambda raw=row.raw, on=basis: what_if.tried(raw, on, known), 20)
        took = cpu_seconds(lambda raw=row.raw, on=basis: smallest(raw, on, known), 5)
        line(f"smallest change, {person.id}", took, "answers → plan", plan)
        slowest = max(slowest, took)
    print(f"    aim 1 s: {'met' if slowest <= AIM_S else 'MISSED'}")
