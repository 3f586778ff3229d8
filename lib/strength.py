"""Strength tests: who may do which, where a result stands, and what the four sides say together.

    offers      each test, with the reasons why not now
    position    one result beside the published group that fits
    balance     front, back, left and right with their targets
    weakest     the area clearly under the others, if there is one
    change      first and latest result of one test, judged by its error

Pure: results come in, words and numbers go out. A result is never called normal, good or failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from math import erf, sqrt

from lib import rules
from lib.model import (
    AreaRow,
    Balance,
    Decision,
    Facts,
    Knowledge,
    Norm,
    Offer,
    Position,
    Profile,
    Reason,
    Rule,
    SideDifference,
    StrengthTest,
    TestChange,
    TestResult,
    Truth,
    Value,
)

AREAS = ("front", "back", "left", "right")
SIDES = ("left", "right")
THERE = {"front": "Your front", "back": "Your back", "left": "Your left side"}
THERE |= {"right": "Your right side", "side": "Each of your sides"}
SURE = 6
"""Decimals that are kept of a percentage: enough to tell 15 from almost 15."""


# --- who may do which test ----------------------------------------------------------------


def offers(facts: Facts, known: Knowledge) -> tuple[Offer, ...]:
    """Every test with the reasons why it is not for now; `facts` as `facts_now` gives them.

    Where no rule speaks against a test, one that cannot be decided withholds it.
    """
    return tuple(Offer(test, _not_now(test, facts, known)) for test in known.tests.values())


def _not_now(test: StrengthTest, facts: Facts, known: Knowledge) -> tuple[Reason, ...]:
    own = _of_test(test, facts)
    judged = [
        (rule, rules.holds(rule, own, known))
        for rule in known.rules_for("strength.not_now_")
        if _withholds(rule, test)
    ]
    against = [rule for rule, truth in judged if truth is Truth.FIRES]
    against = against or [rule for rule, truth in judged if truth is Truth.UNKNOWN]
    return tuple(rules.reason(rule, own, known) for rule in against)


def _withholds(rule: Rule, test: StrengthTest) -> bool:
    which = rule.then["withholds"]
    if which == "holds":
        return test.measure == "seconds"
    return which == "all" or test.id in which


def _of_test(test: StrengthTest, facts: Facts) -> Facts:
    own: dict[str, Value] = {**facts, "test_therapist_only": test.therapist_only}
    if "phase" in facts:
        own["test_in_phase"] = facts["phase"] in {phase.id for phase in test.phases}
    return own


def facts_now(decision: Decision, now: datetime, known: Knowledge) -> Facts:
    """What the rules about tests look at, at this moment. Pain now is that of the last check-in.

    Who asks for pain once more puts it in its place: `{**facts, "pain_now_0_10": 2}`.
    """
    found: dict[str, Value] = dict(decision.profile.facts) if decision.profile else {}
    found["plan_withheld"] = decision.plan is None
    if decision.course is not None:
        found["phase"] = decision.course.phase.id
        found["sessions_stopped"] = decision.course.stopped
        found["comfort_set_on"] = decision.course.comfort
    hard = [
        day.last_at
        for day in decision.progress.session_days
        if day.effort_0_10 is not None
        and rules.is_true("fact.hard_session", {"session_effort_0_10": day.effort_0_10}, known)
        is Truth.FIRES
    ]
    found["hard_session_logged"] = bool(hard)
    if hard:
        found["hours_since_hard_session"] = int((now - max(hard)).total_seconds() // 3600)
    return found


def stops(test: StrengthTest, known: Knowledge) -> tuple[str, ...]:
    """When to stop this test, in words with the numbers in them."""
    numbers = {id: f"{threshold.value:g}" for id, threshold in known.thresholds.items()}
    return tuple(text.format_map(numbers) for text in test.stops)


# --- one result beside a published group ---------------------------------------------------------


def fitting(test_id: str, age: int | None, sex: str | None, known: Knowledge) -> Norm | None:
    """The group of published values for this person: of several the one closest in age."""
    found = [
        norm
        for norm in known.norms.values()
        if norm.test == test_id
        and age is not None
        and norm.age[0] <= age <= norm.age[1]
        and norm.sex in ("all", sex)
    ]
    return min(found, key=lambda norm: norm.age[1] - norm.age[0], default=None)


def position(
    test_id: str, value: float, age: int | None, sex: str | None, known: Knowledge
) -> Position | None:
    """Where a result stands in the group that fits; None without a group.

    Without age or sex no group fits that is for one of them.
    """
    norm = fitting(test_id, age, sex, known)
    if norm is None:
        return None
    counts = known.tests[test_id].measure == "count"
    if norm.mean is not None and norm.sd is not None:
        share = (1 + erf((value - norm.mean) / norm.sd / sqrt(2))) / 2
        assumes = "Only mean and spread were published; the results are taken to be bell-shaped."
        return Position(norm, share, share, _in_tenths(share, norm, counts), assumes)
    return _in_quarters(value, norm, counts)


def _in_quarters(value: float, norm: Norm, counts: bool) -> Position:
    lower, median, upper = norm.lower or 0, norm.median, norm.upper or 0
    if value < lower:
        did = "did more" if counts else "held longer"
        return Position(norm, 0, 0.25, f"At least 3 in 4 {norm.group} {did}.", "")
    if value > upper:
        than = "More" if counts else "Longer"
        return Position(norm, 0.75, 1, f"{than} than at least 3 in 4 {norm.group}.", "")
    if median is None:
        about = "About as many as" if counts else "About as long as"
        unit = "times" if counts else "seconds"
        says = f"{about} the middle half of {norm.group}: {lower:g} to {upper:g} {unit}."
        return Position(norm, 0.25, 0.75, says, "")
    share = _between(value, (lower, 0.25), (median, 0.5), (upper, 0.75))
    assumes = "Between the published quarters the results are taken to be spread evenly."
    return Position(norm, share, share, _in_tenths(share, norm, counts), assumes)


def _between(value: float, *marks: tuple[float, float]) -> float:
    """The share on the straight line between the two marks around `value`."""
    for (low, share_low), (high, share_high) in pairwise(marks):
        if value <= high:
            place = (value - low) / (high - low) if high > low else 1.0
            return share_low + (share_high - share_low) * place
    return marks[-1][1]


def _in_tenths(share: float, norm: Norm, counts: bool) -> str:
    than = "More" if counts else "Longer"
    tenths = int(share * 10 + 0.5)
    if tenths < 1:
        return f"At least 9 in 10 {norm.group} {'did more' if counts else 'held longer'}."
    if tenths > 9:
        return f"{than} than at least 9 in 10 {norm.group}."
    how_many = "half of" if tenths == 5 else f"{tenths} in 10"
    return f"{than} than about {how_many} {norm.group}."


# --- front, back, left, right --------------------------------------------------------------------------


def balance(
    results: Iterable[TestResult], known: Knowledge, age: int | None = None, sex: str | None = None
) -> Balance:
    """The four areas with their latest results, and what may be said about them.

    Tests with the same target measure the same thing: the best of their latest results counts. Tests
    with different targets do not: the lowest share counts.
    """
    results = tuple(results)
    rows = _rows(results, known, age, sex)
    found = Balance(rows, side_difference(results, known), "", "")
    return replace(found, says=_sentence(found, known), profile=_profile(rows, known))


def _rows(
    results: Sequence[TestResult],
    known: Knowledge,
    age: int | None = None,
    sex: str | None = None,
) -> tuple[AreaRow, ...]:
    return tuple(_area(area, results, known, age, sex) for area in AREAS)


def latest(results: Iterable[TestResult], test_id: str, side: str = "") -> TestResult | None:
    """The last result of a test on a side; None when there is none with a value."""
    found = [
        result
        for result in results
        if result.test == test_id and result.side == side and result.is_test
    ]
    return max(found, key=lambda result: (result.day, result.at), default=None)


def _area(
    area: str, results: Sequence[TestResult], known: Knowledge, age: int | None, sex: str | None
) -> AreaRow:
    wanted, side = ("side", area) if area in SIDES else (area, "")
    best: dict[str, AreaRow] = {}
    for test in known.tests.values():
        if test.area != wanted or test.target is None:
            continue
        result = latest(results, test.id, side)
        if result is None:
            continue
        row = _row(area, test, result, known, age, sex)
        before = best.get(test.target)
        if before is None or (row.share or 0) > (before.share or 0):
            best[test.target] = row
    return min(best.values(), key=lambda row: row.share or 0, default=AreaRow(area))


def _row(
    area: str,
    test: StrengthTest,
    result: TestResult,
    known: Knowledge,
    age: int | None,
    sex: str | None,
) -> AreaRow:
    target = known.limit(test.target or "")
    value = result.value or 0
    norm = fitting(test.id, age, sex, known)
    usual = None
    if norm is not None and norm.lower is not None and norm.upper is not None:
        usual = (norm.lower, norm.upper)
    return AreaRow(area, test.id, value, target, value / target, result.day, usual)


def weakest(found: Balance, known: Knowledge) -> AreaRow | None:
    """The area clearly under the others: below its target, and far enough under the next.

    The two sides count as one, by the shorter. None when nothing stands out, a tie included, or when
    there is no second area to compare with.
    """
    rows = {row.area: row for row in found.rows if row.share is not None}
    sides = [rows.pop(side) for side in SIDES if side in rows]
    areas = [*rows.values(), *_as_one(sides)]
    areas.sort(key=_percent)
    if len(areas) < 2:
        return None
    facts: dict[str, Value] = {
        "area_share_percent": round(float(_percent(areas[0])), SURE),
        "area_gap_percent": round(float(_percent(areas[1]) - _percent(areas[0])), SURE),
    }
    clearly = rules.is_true("fact.clearly_weakest", facts, known) is Truth.FIRES
    return areas[0] if clearly else None


def _as_one(sides: Sequence[AreaRow]) -> list[AreaRow]:
    if not sides:
        return []
    shares = {_percent(row) for row in sides}
    shorter = min(sides, key=_percent)
    return [replace(shorter, area="side") if len(sides) == 2 and len(shares) == 1 else shorter]


def _percent(row: AreaRow) -> Fraction:
    if row.value is None:
        return 100 * Fraction(row.share or 0)
    return 100 * Fraction(row.value or 0) / Fraction(row.target or 1)


def _sentence(found: Balance, known: Knowledge) -> str:
    tested = [row for row in found.rows if row.share is not None]
    missing = [row.area for row in found.rows if row.share is None]
    parts = []
    weak = weakest(found, known)
    if weak is not None:
        parts.append(
            f"{THERE[weak.area]} is your weaker area to build: "
            f"{weak.value} of {weak.target:g} seconds."
            if weak.area != "side"
            else f"Your sides are your weaker area to build: {weak.value} of {weak.target:g} seconds."
        )
    elif tested and not missing and all((row.share or 0) >= 1 for row in tested):
        parts.append("All four reach their target.")
    elif len(tested) > 1:
        parts.append("No area stands out as weaker than the others.")
    if found.difference is not None:
        parts.append(difference_words(found.difference))
    if missing:
        parts.append(f"Not tested yet: {', '.join(missing)}.")
    return " ".join(parts)


def _profile(rows: Sequence[AreaRow], known: Knowledge) -> str:
    held = {row.area: row for row in rows if row.value is not None}
    if "front" not in held or "back" not in held:
        return ""
    said = [
        f"{area} {held[area].value} seconds ({known.tests[held[area].test or ''].name.lower()})"
        for area in ("front", "back")
    ]
    return (
        f"Held: {', '.join(said)}. These are different tests, and no split between them is right."
    )


# --- left and right ------------------------------------------------------------------------------------


def side_difference(results: Iterable[TestResult], known: Knowledge) -> SideDifference | None:
    """One side clearly shorter than the other, the same one on enough test days running.

    Of several tests of the sides, the one done last counts.
    """
    results = tuple(results)
    found = []
    for test in known.tests.values():
        if not test.each_side or test.area != "side":
            continue
        days = _both_sides(results, test)
        if days:
            found.append((max(days), _difference(test, days, known)))
    return max(found, key=lambda pair: pair[0], default=(date.min, None))[1]


def _both_sides(
    results: Sequence[TestResult], test: StrengthTest
) -> Mapping[date, tuple[int, int]]:
    """Left and right of each day on which both were done, oldest first."""
    left, right = (_by_day(results, test.id, side) for side in SIDES)
    return {day: (left[day], right[day]) for day in sorted(left.keys() & right.keys())}


def _by_day(results: Iterable[TestResult], test_id: str, side: str) -> dict[date, int]:
    """The last value of each day, oldest first."""
    own = [r for r in results if r.test == test_id and r.side == side and r.is_test]
    own.sort(key=lambda result: (result.day, result.at))
    return {result.day: result.value or 0 for result in own}


def _difference(
    test: StrengthTest, days: Mapping[date, tuple[int, int]], known: Knowledge
) -> SideDifference | None:
    last = [*days.values()][-1]
    shorter = "left" if last[0] < last[1] else "right"
    running: list[date] = []
    for day, (left, right) in reversed(list(days.items())):
        same = shorter == ("left" if left < right else "right")
        if not same or not _is_clear(left, right, known):
            break
        running.insert(0, day)
    facts: dict[str, Value] = {"side_days_running": len(running)}
    if rules.is_true("fact.sides_differ", facts, known) is not Truth.FIRES:
        return None
    return SideDifference(test.id, shorter, *last, tuple(running))


def _is_clear(left: int, right: int, known: Knowledge) -> bool:
    longer = max(left, right)
    if longer == 0:
        return False
    facts: dict[str, Value] = {
        "side_ratio_percent": round(float(100 * Fraction(min(left, right), longer)), SURE),
        "side_gap_s": abs(left - right),
    }
    return rules.is_true("fact.one_side_shorter", facts, known) is Truth.FIRES


def difference_words(found: SideDifference) -> str:
    """ "Your left side held 22 s against 41 s on the right, twice." """
    shorter, longer = (found.left, found.right), ("left", "right")
    if found.shorter == "right":
        shorter, longer = (found.right, found.left), ("right", "left")
    return (
        f"Your {longer[0]} side held {shorter[0]} s against {shorter[1]} s on the {longer[1]}, "
        f"{_times(found)}."
    )


def _times(found: SideDifference) -> str:
    return {2: "twice"}.get(len(found.days), f"on {len(found.days)} test days running")


# --- for the plan ---------------------------------------------------------------------------------------------

QUICK_CHECKS = {
    "front": "can_knee_plank_10s",
    "back": "can_bridge_10s",
    "left": "can_side_prop_left_10s",
    "right": "can_side_prop_right_10s",
}
_NO_OR_YES = {"no": 0.0, "yes": 1.0}


def for_plan(
    results: Iterable[TestResult], profile: Profile, shown: Facts, known: Knowledge
) -> Facts:
    """What results say for the plan; `shown` are the abilities that holds have already shown.

    An area without a test has its quick check: no counts as nothing held, yes as its target reached,
    not tried as not known.
    """
    results = tuple(results)
    facts = {**profile.facts, **shown}
    found: dict[str, Value] = {}
    tested = Balance(_rows(results, known), side_difference(results, known), "", "")
    rows = tuple(row if row.share is not None else _checked(row, facts) for row in tested.rows)
    weak = weakest(replace(tested, rows=rows), known)
    if weak is not None:
        found |= _weak_facts(weak)
    if tested.difference is not None:
        found |= _side_facts(tested.difference)
    found["untried_holds"] = _untried(results, facts, frozenset(profile.cautions), known)
    return found


def _checked(row: AreaRow, facts: Facts) -> AreaRow:
    share = _NO_OR_YES.get(str(facts.get(QUICK_CHECKS[row.area])))
    return row if share is None else replace(row, share=share)


def _weak_facts(weak: AreaRow) -> dict[str, Value]:
    found: dict[str, Value] = {
        "weak_area": "side" if weak.area in (*SIDES, "side") else weak.area,
        "weak_by": "answer" if weak.test is None else "test",
        "weak_words": THERE[weak.area].replace("Y", "y").replace("Each", "each"),
    }
    if weak.value is not None and weak.target is not None:
        found |= {"weak_value_s": weak.value, "weak_target_s": int(weak.target)}
    return found


def _side_facts(found: SideDifference) -> dict[str, Value]:
    left_is_shorter = found.shorter == "left"
    return {
        "shorter_side": found.shorter,
        "longer_side": "right" if left_is_shorter else "left",
        "shorter_side_s": min(found.left, found.right),
        "longer_side_s": max(found.left, found.right),
        "shorter_side_times": _times(found),
    }


def _untried(
    results: Sequence[TestResult], facts: Facts, cautions: frozenset[str], known: Knowledge
) -> tuple[str, ...]:
    """The safe holds whose question is open: not tried, no result of its own, nothing against it."""
    tried = {(result.test, result.side) for result in results}
    return tuple(
        test.id
        for test in known.tests.values()
        if test.first_hold
        and not cautions & test.cautions
        and any(
            facts.get(question) == "not_tried" and (test.id, side) not in tried
            for question, side in zip(test.answers, test.sides, strict=True)
        )
    )


# --- over time -----------------------------------------------------------------------------------------------


def change(
    test_id: str, results: Iterable[TestResult], known: Knowledge, side: str = ""
) -> TestChange:
    """First and latest result on this side, one a day.

    Where the error of the test is known, a change counts from there on; elsewhere enough test days
    in a row have to go the same way. Otherwise there is "no clear change".
    """
    test = known.tests[test_id]
    values = [*_by_day(results, test_id, side).values()]
    error = None if test.error is None else known.limit(test.error)
    if error is not None:
        kind, run = _by_error(values, error), values
    else:
        kind, run = _by_run(values, known)
    return TestChange(
        test=test_id,
        side=side,
        first=values[0] if values else None,
        latest=values[-1] if values else None,
        days=len(values),
        error=error,
        kind=kind,
        says=_change_words(kind, run, test, known),
    )


def _by_error(values: Sequence[int], error: float) -> str:
    if len(values) < 2:
        return "too_few"
    difference = values[-1] - values[0]
    return _word(difference) if abs(difference) >= error else "none"


def _by_run(values: list[int], known: Knowledge) -> tuple[str, list[int]]:
    """The way the last test days went, and their values; all of them where they went no way."""
    if not _is_trend(len(values), known):
        return "too_few", values
    steps = [after - before for before, after in pairwise(values)]
    running = 1
    for step in reversed(steps):
        if _word(step) != _word(steps[-1]) or step == 0:
            break
        running += 1
    if not _is_trend(running, known):
        return "none", values
    return _word(steps[-1]), values[-running:]


def _is_trend(days: int, known: Knowledge) -> bool:
    return rules.is_true("fact.test_trend", {"tests_in_a_row": days}, known) is Truth.FIRES


def _word(difference: int) -> str:
    return "up" if difference > 0 else "down" if difference < 0 else "none"


def _change_words(kind: str, run: Sequence[int], test: StrengthTest, known: Knowledge) -> str:
    """The change over these results in words. A run says how long it is: three tests in no order at all rise one time
    in six, four one time in 24."""
    unit = "times" if test.measure == "count" else "seconds"
    if not run:
        return "Not tested yet."
    if len(run) == 1:
        return f"{run[-1]} {unit}, tested on one day."
    between = f"from {run[0]} to {run[-1]} {unit}"
    need = "" if test.error is None else f"{known.limit(test.error):g}"
    if kind == "too_few":
        return f"{between.capitalize()}. A trend needs {known.whole('trend_tests')} test days."
    if kind == "none":
        least = f" Only {need} seconds or more would be clear." if need else ""
        return f"No clear change: {between}.{least}"
    way = "more" if kind == "up" else "less"
    if need:
        return f"Clearly {way}: {between}."
    since = f"{way.capitalize()} with each of the last {len(run)} tests: {between}."
    shortest = len(run) <= known.whole("trend_tests")
    return f"{since} So few can still be chance." if shortest else since


def retest_due(results: Iterable[TestResult], known: Knowledge, today: date) -> tuple[str, ...]:
    """The tests done before that are worth doing again, in the order of the tests."""
    last: dict[str, date] = {}
    for result in results:
        if result.is_test:
            last[result.test] = max(result.day, last.get(result.test, date.min))
    return tuple(
        id
        for id in known.tests
        if id in last
        and rules.is_true("fact.retest_due", {"days_since_test": (today - last[id]).days}, known)
        is Truth.FIRES
    )
