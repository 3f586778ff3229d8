"""What is not there yet for a step up or for the next phase, in numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lib import rules
from lib.course import day_facts
from lib.evidence import rows
from lib.evidence.rows import View
from lib.evidence.terms import BESIDES
from lib.model import Condition, ExerciseDay, Rule, SessionDay, Test, Truth

NOTHING_HIGHER = "Nothing above its level in this phase"


def of_rule(rule: Rule, view: View) -> tuple[str, ...]:
    """What a rule that held something back did not find."""
    if "morning_answered" in {test.fact for test in rule.when.tests} and view.session is not None:
        return (f"How your back was on the morning after {_day(view.session)}.",)
    if "all_done" in {test.fact for test in rule.when.tests}:
        return (f"The rest of: {'; '.join(rows.undone(view))}.",)
    return ()


# --- a step up ---------------------------------------------------------------------------------


def of_step_up(view: View) -> tuple[str, ...]:
    """What each exercise of the session lacks for a step up; exercises that lack the same together."""
    if view.session is None:
        return ("A session the day before.",)
    found: dict[str, list[str]] = {}
    for exercise in view.session.exercises:
        name = rows.exercise_name(exercise.exercise_id, view.knowledge)
        found.setdefault(_lacks(exercise, view.session, view), []).append(name)
    return tuple(f"{lacks}: {'; '.join(names)}." for lacks, names in found.items())


_GOOD = {
    "fact.easy": ("easy", "pain was not answered"),
    "fact.settled": ("settled by the next morning", "the next morning was not answered"),
    "all_done": ("done in full", "not known whether it was done in full"),
    "form": ("good form", "form was not asked"),
}


def _lacks(exercise: ExerciseDay, day: SessionDay, view: View) -> str:
    facts = day_facts.exercise(day, exercise, view.phase)
    for test in view.knowledge.named["fact.ready"].when.tests:
        truth = _truth(test, view, facts)
        if truth is not Truth.FIRES:
            wanted, unknown = _GOOD[test.fact]
            return _capital(unknown if truth is Truth.UNKNOWN else f"A day with {wanted}")
    needed = view.knowledge.whole("step_up_days")
    run = ready_run(exercise.exercise_id, view)
    if run < needed:
        return f"{_more(needed - run, 'day')} as good as this one"
    return NOTHING_HIGHER


def ready_run(id: str, view: View) -> int:
    """Good days running since this exercise or the phase last changed."""
    since = view.entered()[1]
    for made in view.made:
        for change in made.changes:
            if id in (change.exercise_id, change.to_exercise):
                since = max(since, made.day)
    running = 0
    for day, done in reversed(rows.last_with(id, view, len(view.decision.progress.session_days))):
        facts = day_facts.exercise(day, done, view.phase)
        if day.day < since or view.truth("fact.ready", facts) is not Truth.FIRES:
            break
        running += 1
    return running


# --- the next phase ------------------------------------------------------------------------------


def of_gate(rule: Rule, view: View) -> tuple[str, ...]:
    """What a requirement lacks, a sentence each; several ways to meet one are in one sentence."""
    if rule.when.how == "any":
        lacks = [_of(rule.when, view, "; or ")]
    else:
        lacks = [_of_test(test, view, "; or ") for test in rule.when.tests]
    return tuple(f"{_capital(says)}." for says in lacks if says)


def _of(condition: Condition, view: View, either: str) -> str:
    """What of `all` does not hold, together; of `any`, each of the ways there are."""
    if condition.how == "all":
        parts = [_of_test(test, view, " or ") for test in condition.tests]
        return ", with ".join(dict.fromkeys(part for part in parts if part))
    ways = [_of_test(test, view, " or ") for test in condition.tests]
    return either.join(dict.fromkeys(way for way in ways if way))


def _of_test(test: Test, view: View, either: str) -> str:
    if _truth(test, view, view.facts) is Truth.FIRES:
        return ""
    if test.fact.endswith(BESIDES):
        return ""
    named = view.knowledge.named.get(test.fact)
    return PHRASES[test.fact](test, view) if named is None else _of(named.when, view, either)


def _truth(test: Test, view: View, facts: Mapping[str, object]) -> Truth:
    return rules.evaluate(Condition("all", (test,)), facts, view.knowledge.named)  # type: ignore[arg-type]


def _to_go(what: str) -> Callable[[Test, View], str]:
    def says(test: Test, view: View) -> str:
        count = int(test.value) - view.number(test.fact)
        return what.format(more=_more(count, ""), s="" if count == 1 else "s")

    return says


def _at_most(what: str) -> Callable[[Test, View], str]:
    return lambda test, view: what.format(limit=f"{test.value:g}")


def _steady(test: Test, view: View) -> str:
    weeks = view.knowledge.whole(f"{view.phase.id}_steady_weeks")
    return f"{weeks} weekly answers in this phase without a rise"


def _low_weeks(test: Test, view: View) -> str:
    (low,) = view.knowledge.named["fact.weekly_low"].when.tests
    return f"{_to_go('{more} weekly average{s}')(test, view)} running of {low.value:g} or less"


def _fresh(test: Test, view: View) -> str:
    age = view.facts.get(test.fact)
    ago = "there is none yet" if age is None else f"the last is {age} days old"
    return f"a new weekly answer: {ago}"


def _held(test: Test, view: View) -> str:
    held = view.number(test.fact)
    so_far = f"so far {held}" if held else "not tested yet"
    return f"{_TESTS[test.fact]} held for {test.value:g} seconds ({so_far})"


_TESTS = {
    "back_test_s": "the bridge test",
    "side_test_s": "the side bridge test, on each side,",
    "front_test_s": "the plank test",
}


def _good_level(test: Test, view: View) -> str:
    days, area = view.knowledge.whole("good_form_days"), test.fact.partition("_")[0]
    return f"a {area} exercise done well at level {test.value:g} on {days} session days running"


PHRASES: Mapping[str, Callable[[Test, View], str]] = MappingProxyType(
    {
        "days_in_phase": _to_go("{more} day{s} in this phase"),
        "easy_settled_days_running": _to_go("{more} session day{s} running, easy and settled"),
        "settled_days_running": _to_go(
            "{more} session day{s} running, settled by the next morning"
        ),
        "form_good_days_running": _to_go("{more} session day{s} running with good form"),
        "backs_close": lambda test, view: f"time, until {view.facts.get('another_try_says', '')}",
        "days_without_leg_worse": _to_go("{more} day{s} without a leg getting worse"),
        "weekly_low_running": _low_weeks,
        "weekly_mean_age_days": _fresh,
        "weekly_mean_0_10": _at_most("a weekly average of {limit} or less"),
        "weekly_drop_0_10": _at_most("an average {limit} points below the start"),
        "weekly_drop_percent": _at_most("an average {limit} % below the start"),
        "weekly_steady": _steady,
        "settled_percent": _at_most("{limit} % of the session days settled"),
        "activity_rise_0_10": _at_most("your activities {limit} points better on average"),
        "activity_mean_0_10": _at_most("your activities at {limit} or more on average"),
        "activities_named": lambda test, view: "",  # they are named, and so they are asked for
        **dict.fromkeys(_TESTS, _held),
        **{f"{area}_good_level": _good_level for area in rows.AREAS},
        "can_bridge_10s": lambda test, view: "a bridge held for ten seconds",
    }
)
"""A fact that a gate asks for → what is missing of it."""


# --- words -----------------------------------------------------------------------------------------

_IN_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def _more(count: int, what: str) -> str:
    number = _IN_WORDS.get(count, str(count))
    said = f"{number} more {what}{'s' if what and count != 1 else ''}".strip()
    return _capital(said) if what else said


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _day(session: SessionDay) -> str:
    return f"{session.day.day} {session.day:%B}"
