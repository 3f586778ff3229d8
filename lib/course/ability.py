"""What holds have shown: which questions about what one can do they answer, and how long each area held."""

from __future__ import annotations

from collections.abc import Iterable

from lib import rules
from lib.model import Facts, Knowledge, Phase, StrengthTest, TestResult, Truth

SIDES = {"side": ("left", "right")}


def shown(results: Iterable[TestResult], phase: Phase, knowledge: Knowledge) -> dict[str, str]:
    """Questions that a long enough hold, with little enough pain, answers with yes; never with no.

    A hold without an answer about pain did not hurt: pain is asked where it did.
    """
    found: dict[str, str] = {}
    for result in results:
        test = knowledge.tests.get(result.test)
        if test is None or not test.answers or result.side not in test.sides:
            continue
        if rules.is_true("fact.hold_counts", _facts(result, phase), knowledge) is Truth.FIRES:
            found[test.answers[test.sides.index(result.side)]] = "yes"
    return found


def _facts(result: TestResult, phase: Phase) -> Facts:
    pain = result.pain_0_10 or 0
    return {"phase": phase.id, "hold_s": result.seconds or 0, "pain_most_0_10": pain}


def held_s(area: str, results: Iterable[TestResult], knowledge: Knowledge) -> int | None:
    """The latest seconds of the tests that the gate's target of this area is for.

    The best of several such tests, the harder version included; of two sides the shorter. None when
    a side, or all of it, has not been tested.
    """
    results = tuple(results)
    tests = [
        test
        for test in knowledge.tests.values()
        if test.area == area and test.target == f"rebuild_{area}_s"
    ]
    best = [_best(tests, side, results) for side in SIDES.get(area, ("",))]
    known = [seconds for seconds in best if seconds is not None]
    return min(known) if len(known) == len(best) else None


def _best(tests: list[StrengthTest], side: str, results: tuple[TestResult, ...]) -> int | None:
    latest: dict[str, TestResult] = {}
    ids = {test.id for test in tests}
    for result in sorted(results, key=lambda result: (result.day, result.at)):
        if result.test in ids and result.side == side and result.is_test:
            latest[result.test] = result
    return max((result.value or 0 for result in latest.values()), default=None)
