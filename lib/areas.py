"""How much each area of the trunk was trained, and whether it got stronger.

A set is a set: seconds and repetitions of different exercises cannot be added up, sets can. An
exercise for two areas counts for both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lib import strength
from lib.dates import day_words, monday
from lib.model import Course, Decision, ExerciseDay, Knowledge, TestChange
from lib.phrases import counted, joined

AREAS = ("back", "side", "front")
NAMES = {"back": "Back", "side": "Sides", "front": "Front", "legs": "Legs"}
TOO_LITTLE, UP, DOWN, NO_CLEAR_CHANGE, STEPS = (
    "too_little",
    "up",
    "down",
    "no_clear_change",
    "steps",
)
_STEP_UP = "progress.exercise_step_up"


@dataclass(frozen=True, slots=True)
class AreaWeek:
    """One week of one area: sets done, and the highest level among them."""

    monday: date
    area: str
    sets: float
    level: int


def weeks(decision: Decision, known: Knowledge) -> tuple[AreaWeek, ...]:
    """The weeks in which an area was trained, oldest first."""
    sets: defaultdict[tuple[date, str], float] = defaultdict(float)
    level: defaultdict[tuple[date, str], int] = defaultdict(int)
    for day in decision.progress.session_days:
        for done in day.exercises:
            exercise = known.exercises.get(done.exercise_id)
            for area in exercise.areas if exercise is not None else ():
                key = (monday(day.day), area)
                sets[key] += _sets(done, known)
                if done.done_rounds:
                    level[key] = max(level[key], done.level)
    return tuple(
        AreaWeek(week, area, round(sets[week, area], 1), level[week, area])
        for week, area in sorted(sets)
        if area in AREAS and sets[week, area] > 0
    )


def is_trained(decision: Decision, known: Knowledge) -> bool:
    """True once there is such a week."""
    return any(
        exercise is not None
        and _sets(done, known) > 0
        and not set(AREAS).isdisjoint(exercise.areas)
        for day in reversed(decision.progress.session_days)
        for done in day.exercises
        for exercise in [known.exercises.get(done.exercise_id)]
    )


def _sets(done: ExerciseDay, known: Knowledge) -> float:
    levels = known.exercises[done.exercise_id].levels
    return done.done_rounds * (levels[min(done.level, len(levels)) - 1].sets or 1)


# --- tests ----------------------------------------------------------------------------------


def tested_twice(decision: Decision, known: Knowledge) -> tuple[TestChange, ...]:
    """Each test and side with results on two days or more: clear changes, then those done last, first."""
    results = decision.progress.tests
    last = {(result.test, result.side): result.day for result in results if result.is_test}
    found = [
        strength.change(test, results, known, side)
        for test, side in sorted(last, key=lambda key: (last[key], key), reverse=True)
        if test in known.tests
    ]
    found.sort(key=lambda change: change.kind not in (UP, DOWN))
    return tuple(change for change in found if change.days > 1)


def how_judged(change: TestChange, known: Knowledge) -> tuple[str, ...]:
    """How a change was looked for in a test whose error nobody has published; nothing else."""
    if change.error is not None or change.kind == "too_few":
        return ()
    needed = known.whole("trend_tests")
    if change.kind in (UP, DOWN):
        return (f"This looks at your latest results that go the same way, at least {needed}.",)
    return (f"A change is clear when {needed} results in a row go the same way.",)


def name_of(change: TestChange, known: Knowledge) -> str:
    """The test with its side: `Side bridge, left`."""
    name = known.tests[change.test].name
    return f"{name}, {change.side}" if change.side else name


def steps(course: Course | None, known: Knowledge) -> tuple[int, int]:
    """How many steps up and steps back the exercises have made since the course began."""
    changes = [change for made in (course.decisions if course else ()) for change in made.changes]
    ups = sum(1 for change in changes if change.reason.rule_id == _STEP_UP)
    return ups, len(changes) - ups


def verdict(decision: Decision, known: Knowledge) -> tuple[str, str]:
    """The kind of answer and its sentence: from tests done twice, else from steps of exercises."""
    changes = tested_twice(decision, known)
    course = decision.course
    ups, backs = steps(course, known)
    if not changes:
        if not ups and not backs:
            return TOO_LITTLE, "No test has been done twice yet, and no exercise has moved up."
        since = day_words(course.start, decision.today) if course else ""
        return STEPS, (
            f"Your exercises went {counted(ups, 'step')} up and {counted(backs, 'step')} back since "
            f"{since}. No test has been done twice yet."
        )
    said = [(lead, kind, _tests(kind, by_error, changes, known)) for lead, kind, by_error in _LEADS]
    found = [(kind, f"{lead}: {joined(tests)}.") for lead, kind, tests in said if tests]
    if not found:
        return NO_CLEAR_CHANGE, "No clear change in your strength tests yet."
    return found[0][0], " ".join(sentence for _, sentence in found)


_LEADS = (
    ("More strength in your tests", UP, True),
    ("Less strength in your tests", DOWN, True),
    ("More with each of your latest tests", UP, False),
    ("Less with each of your latest tests", DOWN, False),
)
"""What is said of a change, its kind, and whether it is beyond the error of its test. Where that is not
published, results that go one way are told as that: it is not yet strength."""


def _tests(kind: str, by_error: bool, changes: Sequence[TestChange], known: Knowledge) -> list[str]:
    """The tests that changed in this way, each once, with its side where only one did."""
    sides: dict[str, list[str]] = {}
    for change in changes:
        if change.kind == kind and (change.error is not None) == by_error:
            sides.setdefault(change.test, []).append(change.side)
    return [
        known.tests[test].name.lower() + (f" ({found[0]})" if found[0] and len(found) == 1 else "")
        for test, found in sides.items()
    ]
