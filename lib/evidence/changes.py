"""What would have to be different in the log for a rule not to apply, found by trying the values.

Each change is tried on the rows with the rule itself, so it holds for whatever limits `data/` has.
Only a rule that would then be quiet counts; one that could not be known would be another matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from lib import rules, words
from lib.course import day_facts
from lib.evidence import rows
from lib.evidence.rows import View
from lib.model import Facts, Reason, Rule, SessionDay, Truth, Value

SCALE = range(11)
SO = "this would not have applied"


@dataclass(frozen=True, slots=True)
class Change:
    """Another value of one field of one row; `says` is the whole sentence.

    `field` is a column of the row's table; `value` the one nearest to what is there now. Kind and
    field are empty where no single row would do. With `exercises`, it is only for these that the rule
    would not have applied.
    """

    kind: str
    day: date
    field: str
    value: Any
    says: str
    exercises: tuple[str, ...] = ()


Lever = Callable[[Rule, View], Iterable[Change]]


def of_rule(rule: Rule, view: View) -> tuple[Change, ...]:
    """The smallest changes that would each have kept this rule from applying."""
    read = dict.fromkeys(rules.facts_read(rule.when, view.knowledge.named))
    levers = dict.fromkeys(LEVERS[fact] for fact in read if fact in LEVERS)
    return tuple(dict.fromkeys(change for lever in levers for change in lever(rule, view)))


def reason_on(rule: Rule, view: View) -> Reason | None:
    """What a rule over one row says about that very day; None where there is no such row."""
    facts = _facts_on(rule, view)
    return None if facts is None else rules.reason(rule, facts, view.knowledge)


def _facts_on(rule: Rule, view: View) -> Facts | None:
    if rule.over == "weekly":
        row = view.weekly()
        return None if row is None else day_facts.weekly(row, rows.week_before(view))
    if rule.over == "morning":
        return None if view.morning(view.day) is None else view.facts
    return None if view.session is None else day_facts.session(view.session, view.phase)


# --- trying values -----------------------------------------------------------------------------


def nearest(actual: int, is_quiet: Callable[[int], bool]) -> tuple[int, str] | None:
    """The value nearest to `actual` at and beyond which the rule is quiet, with its words."""
    below = [value for value in SCALE if value < actual]
    above = [value for value in SCALE if value > actual]
    for value in reversed(below):
        if all(is_quiet(other) for other in below if other <= value):
            return value, f"{value} or less" if value else "0"
    for value in above:
        if all(is_quiet(other) for other in above if other >= value):
            return value, f"{value} or more" if value < SCALE[-1] else str(value)
    return None


def _is_quiet(rule: Rule, view: View) -> Callable[[Facts], bool]:
    return lambda facts: rules.holds(rule, facts, view.knowledge) is Truth.QUIET


# --- one session ---------------------------------------------------------------------------------


def _of_session(rule: Rule, view: View, day: SessionDay) -> list[dict[str, Value]]:
    """The facts a rule would look at, once for the session or once for each exercise that moved."""
    if rule.over != "exercise_day":
        return [day_facts.session(day, view.phase)]
    done = [one for one in day.exercises if one.exercise_id in view.exercises]
    return [day_facts.exercise(day, one, view.phase) for one in done]


def _tried(
    rule: Rule, view: View, change: Callable[[SessionDay, Any], SessionDay]
) -> Callable[[Any], bool]:
    """Whether the rule is quiet about the session as it would then be."""
    quiet, day = _is_quiet(rule, view), view.session
    assert day is not None
    return lambda value: all(quiet(facts) for facts in _of_session(rule, view, change(day, value)))


def _morning(rule: Rule, view: View) -> Iterator[Change]:
    day = view.session
    if day is None or day.morning_0_10 is None:
        return
    found = nearest(
        day.morning_0_10, _tried(rule, view, lambda day, pain: replace(day, morning_0_10=pain))
    )
    if found is not None:
        yield _pain_of_morning(day, *found)


def _pain_of_morning(day: SessionDay, value: int, in_words: str, so: str = SO) -> Change:
    says = f"With pain of {in_words} the next morning, instead of {day.morning_0_10}, {so}."
    return Change(rows.MORNING, day.day + timedelta(days=1), "pain_now_0_10", value, says)


def _most(rule: Rule, view: View) -> Iterator[Change]:
    day = view.session
    if day is None:
        return
    hurt = [one for one in rows.moved(view) if one.pain_0_10 is not None]
    if not hurt:
        if day.most_0_10 is not None:
            found = nearest(
                day.most_0_10, _tried(rule, view, lambda day, pain: replace(day, most_0_10=pain))
            )
            if found is not None:
                says = f"With pain of {found[1]} at most, instead of {day.most_0_10}, {_so(view)}."
                yield Change(
                    rows.SESSION, day.day, "pain_most_0_10", found[0], says, view.exercises
                )
        return
    pains = {one.pain_0_10 for one in hurt if one.pain_0_10 is not None}
    if len(hurt) < len(rows.moved(view)):
        return  # no single value would do
    ids = {one.exercise_id for one in hurt}

    def eased(day: SessionDay, pain: int) -> SessionDay:
        exercises = tuple(
            replace(one, pain_0_10=pain) if one.exercise_id in ids else one for one in day.exercises
        )
        return replace(day, exercises=exercises)

    found = nearest(max(pains), _tried(rule, view, eased))
    if found is not None:
        names = ", ".join(rows.exercise_name(id, view.knowledge) for id in sorted(ids))
        says = f"With pain of {found[1]} in {names}, instead of {max(pains)}, {SO}."
        yield Change(rows.SESSION, day.day, "pain_0_10", found[0], says, view.exercises)


def _before(rule: Rule, view: View) -> Iterator[Change]:
    day = view.session
    if day is None or day.before_0_10 is None:
        return
    found = nearest(
        day.before_0_10, _tried(rule, view, lambda day, pain: replace(day, before_0_10=pain))
    )
    if found is not None:
        says = f"With pain of {found[1]} before, instead of {day.before_0_10}, {SO}."
        yield Change(rows.SESSION, day.day, "pain_before_0_10", found[0], says)


def _kind(rule: Rule, view: View) -> Iterator[Change]:
    day = view.session
    if day is not None and _tried(rule, view, lambda day, kind: replace(day, kind=kind))("ache"):
        says = f"If the pain had been an ache, a pull or stiffness, {_so(view)}."
        yield Change(rows.SESSION, day.day, "pain_kind", "ache", says, view.exercises)


def _done(rule: Rule, view: View) -> Iterator[Change]:
    if view.session is not None and rows.undone(view):
        says = f"With all of it done, {SO}."
        yield Change(rows.SESSION, view.session.day, "done", True, says)


def _answered(rule: Rule, view: View) -> Iterator[Change]:
    if view.session is not None and view.session.morning_0_10 is None:
        after = view.session.day + timedelta(days=1)
        says = f"With an answer to how that morning was, {SO}."
        yield Change(rows.MORNING, after, "pain_now_0_10", view.session.before_0_10, says)


def _so(view: View) -> str:
    names = ", ".join(rows.exercise_name(id, view.knowledge) for id in view.exercises)
    return f"{SO} to {names}" if names else SO


# --- several sessions ------------------------------------------------------------------------------


def _one_settled(rule: Rule, view: View) -> Iterator[Change]:
    """One of the unsettled days settled, where there are no more of them than the limit."""
    days = rows.unsettled(view)
    facts = {"unsettled_days_close": len(days) - 1}
    if not days or not _is_quiet(rule, view)(facts):
        return
    for day in days:
        if day.morning_0_10 is None:
            continue
        found = nearest(
            day.morning_0_10,
            lambda pain, day=day: (
                view.truth(  # type: ignore[misc]
                    "fact.settled", day_facts.session(replace(day, morning_0_10=pain), view.phase)
                )
                is Truth.FIRES
            ),
        )
        if found is not None:
            when = f"on {_day(day.day + timedelta(days=1))}"
            says = f"With pain of {found[1]} {when}, instead of {day.morning_0_10}, {SO}."
            yield Change(rows.MORNING, day.day + timedelta(days=1), "pain_now_0_10", found[0], says)


def _not_ready(rule: Rule, view: View) -> Iterator[Change]:
    """The morning at which the last of the good days would not have been one."""
    day = view.session
    if day is None or day.morning_0_10 is None or not rows.moved(view):
        return

    def is_not_ready(pain: int) -> bool:
        then = replace(day, morning_0_10=pain)
        return all(
            view.truth("fact.ready", day_facts.exercise(then, one, view.phase)) is Truth.QUIET
            for one in rows.moved(view)
        )

    found = nearest(day.morning_0_10, is_not_ready)
    if found is not None:
        yield _pain_of_morning(day, *found, "nothing would have gone up")


def _poor_form(rule: Rule, view: View) -> Iterator[Change]:
    if view.session is not None and _is_quiet(rule, view)({"poor_form_days_running": 0}):
        says = f"If the form had been good or mostly good, {_so(view)}."
        yield Change(rows.SESSION, view.session.day, "form", "mostly", says, view.exercises)


def _missed(rule: Rule, view: View) -> Iterator[Change]:
    missed = view.number("days_missed")
    for sooner in range(1, missed + 1):
        if _is_quiet(rule, view)({"days_missed": missed - sooner}):
            back = view.day - timedelta(days=sooner)
            says = f"Back by {_day(back)}, {SO}."
            came = any(day.day == view.day for day in view.decision.progress.session_days)
            kind, column = (rows.SESSION, "session_date") if came else ("", "")
            yield Change(kind, view.day, column, back, says)
            return


# --- weekly answers and mornings ---------------------------------------------------------------------


def _weekly(rule: Rule, view: View) -> Iterator[Change]:
    row, earlier = view.weekly(), rows.week_before(view)
    if row is None or row.mean_0_10 is None:
        return
    quiet = _is_quiet(rule, view)
    found = nearest(
        row.mean_0_10,
        lambda mean: quiet(day_facts.weekly(replace(row, mean_0_10=mean), earlier)),
    )
    if found is not None:
        says = f"With average pain of {found[1]}, instead of {row.mean_0_10}, {SO}."
        yield Change(rows.WEEKLY, row.day, "pain_average_7d_0_10", found[0], says)


def _said_no(column: str, asked: str) -> Lever:
    def lever(rule: Rule, view: View) -> Iterator[Change]:
        row = view.weekly()
        if row is not None:
            yield Change(rows.WEEKLY, row.day, column, False, f"With “No” to {asked}, {SO}.")

    return lever


def _raised(rule: Rule, view: View) -> Iterator[Change]:
    morning, usual = view.morning(view.day), rows.usual(view)
    if (
        morning is None
        or usual is None
        or not _is_quiet(rule, view)({"raised_mornings_running": 0})
    ):
        return
    found = nearest(
        morning.pain_0_10,
        lambda pain: (
            view.truth("fact.raised_morning", {"morning_over_usual_0_10": pain - usual[0]})
            is Truth.QUIET
        ),
    )
    if found is not None:
        says = (
            f"With pain of {found[1]} on {_day(morning.day)}, instead of {morning.pain_0_10}, {SO}."
        )
        yield Change(rows.MORNING, morning.day, "pain_now_0_10", found[0], says)


def _since_start(rule: Rule, view: View) -> Iterator[Change]:
    if not view.means:
        return
    row = view.means[-1]
    quiet = _is_quiet(rule, view)
    found = nearest(
        int(row.mean_0_10 or 0),
        lambda mean: quiet(
            {**view.facts, **day_facts.since_start(view.start, replace(row, mean_0_10=mean))}
        ),
    )
    if found is not None:
        says = f"With average pain of {found[1]} in the latest week, instead of {row.mean_0_10}, "
        says += "this would not be said."
        yield Change(rows.WEEKLY, row.day, "pain_average_7d_0_10", found[0], says)


# --- check-ins ---------------------------------------------------------------------------------------


def _pain_again(id: str, changed: str) -> Lever:
    def lever(rule: Rule, view: View) -> Iterator[Change]:
        actual, rise = view.facts.get(id), view.facts.get(changed)
        if not isinstance(actual, int) or not isinstance(rise, int):
            return
        quiet = _is_quiet(rule, view)
        found = nearest(actual, lambda pain: quiet({id: pain, changed: rise + pain - actual}))
        if found is not None:
            asked = words.of_fact(id, view.knowledge)
            says = f"With {found[1]} for {asked}, instead of {actual}, {SO}."
            yield Change(rows.CHECK_IN, view.day, id, found[0], says)

    return lever


def _same_again(id: str) -> Lever:
    def lever(rule: Rule, view: View) -> Iterator[Change]:
        answers = [one.profile.facts.get(id) for one in view.check_ins[-2:]]
        if len(answers) == 2:
            asked = words.of_fact(id, view.knowledge)
            says = f"With the same answer as before to {asked}, {SO}."
            yield Change(rows.CHECK_IN, view.day, id, answers[0], says)

    return lever


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


LEVERS: Mapping[str, Lever] = MappingProxyType(
    {
        "pain_before_0_10": _before,
        "pain_most_0_10": _most,
        "pain_rise_in_session_0_10": _most,
        "pain_next_morning_rise_0_10": _morning,
        "morning_answered": _answered,
        "pain_kind": _kind,
        "all_done": _done,
        "poor_form_days_running": _poor_form,
        "ready_days_running": _not_ready,
        "unsettled_days_close": _one_settled,
        "days_missed": _missed,
        "raised_mornings_running": _raised,
        "weekly_flare": _said_no("flare", "“did you have a flare”"),
        "weekly_leg_worse": _said_no("leg_worse", "“is a leg worse”"),
        "weekly_mean_change_0_10": _weekly,
        "weekly_drop_0_10": _since_start,
        "weekly_rise_over_start_0_10": _since_start,
        "pain_now_change_0_10": _pain_again("pain_now_0_10", "pain_now_change_0_10"),
        "pain_mean_change_0_10": _pain_again("pain_average_7d_0_10", "pain_mean_change_0_10"),
        "pain_worst_change_0_10": _pain_again("pain_worst_7d_0_10", "pain_worst_change_0_10"),
        "settles_changed_worse": _same_again("pain_settles"),
        "trend_changed_worse": _same_again("pain_trend"),
        "legs_newly_below_or_both": _same_again("leg_symptoms"),
    }
)
"""A fact → what one would change to change it. Gates say what is missing instead."""
