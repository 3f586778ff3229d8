"""What has changed between two versions of the content, one edit at a time.

An edit can be made alone on the old version, so that its own effect can be told from the others'.
Words, sources and pictures are no edits: they change no plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from lib.model import Condition, Knowledge, Phase, Rule, Threshold
from lib.proof.record import WORDS, logic

_T = TypeVar("_T")
NEW, GONE, CHANGED = "new", "gone", "changed"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. `kind` is threshold, rule, condition, exercise, question, phase, test or order.

    `alone` makes it on the old version; what the change needs besides (an exercise that a slot names)
    comes with it.
    """

    kind: str
    id: str
    how: str
    parts: tuple[tuple[str, Any, Any], ...]
    """Field, and its value before and now, for what has changed."""
    alone: Callable[[Knowledge], Knowledge]


def between(old: Knowledge, new: Knowledge) -> tuple[Edit, ...]:
    """Every edit that leads from the old version to the new one."""
    return (
        *_thresholds(old, new),
        *_rows("rules", "rule", old, new),
        *_rows("named", "condition", old, new),
        *_order(old, new),
        *_exercises(old, new),
        *_phases(old, new),
        *_rows("questions", "question", old, new),
        *_rows("tests", "test", old, new),
    )


def only_words(old: Knowledge, new: Knowledge) -> tuple[str, ...]:
    """The ids that differ in nothing but words, sources or cases."""
    found = []
    for part in ("rules", "named", "questions", "exercises", "thresholds", "tests"):
        before, now = getattr(old, part), getattr(new, part)
        found += [
            id
            for id, row in now.items()
            if id in before and _only_words(_bare(before[id]), _bare(row))
        ]
    return tuple(found)


def _only_words(was: Any, is_: Any) -> bool:
    return bool(was != is_) and logic(was) == logic(is_)


# --- thresholds ----------------------------------------------------------------------------------


def _thresholds(old: Knowledge, new: Knowledge) -> Iterator[Edit]:
    for id, now in new.thresholds.items():
        before = old.thresholds.get(id)
        if before is not None and before.value != now.value:
            parts = (("value", before.value, now.value),)
            yield Edit("threshold", id, CHANGED, parts, _to_value(id, now.value))


def _to_value(id: str, value: float) -> Callable[[Knowledge], Knowledge]:
    def alone(known: Knowledge) -> Knowledge:
        thresholds = {**known.thresholds, id: replace(known.thresholds[id], value=value)}
        return _with_limits(replace(known, thresholds=thresholds))

    return alone


def _with_limits(known: Knowledge) -> Knowledge:
    """The same with every condition at the values of its thresholds."""
    return replace(
        known,
        rules={id: _at_limits(rule, known) for id, rule in known.rules.items()},
        named={id: _at_limits(rule, known) for id, rule in known.named.items()},
        questions={
            id: one if one.ask_if is None else replace(one, ask_if=_limited(one.ask_if, known))
            for id, one in known.questions.items()
        },
    )


def _at_limits(rule: Rule, known: Knowledge) -> Rule:
    return replace(rule, when=_limited(rule.when, known))


def _limited(when: Condition, known: Knowledge) -> Condition:
    tests = (
        replace(test, value=known.thresholds[test.threshold].value)
        if test.threshold in known.thresholds
        else test
        for test in when.tests
    )
    return replace(when, tests=tuple(tests))


def _bare(row: Any) -> Any:
    """A row without the values of its thresholds, or its own: those are edits of their own."""
    if isinstance(row, Threshold):
        return replace(row, value=0)
    for name in ("when", "ask_if"):
        condition = getattr(row, name, None)
        if condition is not None:
            tests = (
                replace(test, value=None) if test.threshold else test for test in condition.tests
            )
            row = replace(row, **{name: replace(condition, tests=tuple(tests))})
    return row


# --- rows by id ------------------------------------------------------------------------------------


def _rows(part: str, kind: str, old: Knowledge, new: Knowledge) -> Iterator[Edit]:
    before, now = getattr(old, part), getattr(new, part)
    for id in dict.fromkeys((*now, *before)):
        was, is_ = before.get(id), now.get(id)
        if was is None:
            yield Edit(kind, id, NEW, differing(None, is_), _put(part, id, now))
        elif is_ is None:
            yield Edit(kind, id, GONE, (), _put(part, id, now))
        elif logic(_bare(was)) != logic(_bare(is_)):
            yield Edit(kind, id, CHANGED, differing(was, is_), _put(part, id, now))


def differing(was: Any, is_: Any) -> tuple[tuple[str, Any, Any], ...]:
    """The fields of a row that differ in more than words, with their values before and now."""
    pairs = [
        (part.name, getattr(was, part.name, None), getattr(is_, part.name))
        for part in fields(is_)
        if part.name not in WORDS and part.name != "id"
    ]
    return tuple((name, a, b) for name, a, b in pairs if logic(a) != logic(b))


def _put(part: str, id: str, now: Mapping[str, Any]) -> Callable[[Knowledge], Knowledge]:
    """This row as it is now, or taken out; the others as they were."""

    def alone(known: Knowledge) -> Knowledge:
        rows = _in_place(getattr(known, part), id, now)
        changed: dict[str, Any] = {part: rows}
        return _with_limits(replace(known, **changed))

    return alone


def _in_place(rows: Mapping[str, _T], id: str, now: Mapping[str, _T]) -> dict[str, _T]:
    """The rows with this one as it is now; a new one after the nearest row before it."""
    if id not in now:
        return {other: row for other, row in rows.items() if other != id}
    if id in rows:
        return {**rows, id: now[id]}
    order = list(now)
    before = [other for other in order[: order.index(id)] if other in rows]
    found = {} if before else {id: now[id]}
    for other, row in rows.items():
        found[other] = row
        if before and other == before[-1]:
            found[id] = now[id]
    return found


def _order(old: Knowledge, new: Knowledge) -> Iterator[Edit]:
    """Rules whose order counts, and that come in another one now."""
    for prefix in ("phase.start_", "select."):
        now = [id for id in new.rules if id.startswith(prefix) and id in old.rules]
        was = [id for id in old.rules if id.startswith(prefix) and id in new.rules]
        if now != was:
            yield Edit("order", f"{prefix}…", CHANGED, (("order", was, now),), _ordered(now))


def _ordered(wanted: list[str]) -> Callable[[Knowledge], Knowledge]:
    def alone(known: Knowledge) -> Knowledge:
        queue = iter([id for id in wanted if id in known.rules])
        rules = {}
        for id in known.rules:
            place = next(queue) if id in wanted else id
            rules[place] = known.rules[place]
        return replace(known, rules=rules)

    return alone


# --- exercises and phases ----------------------------------------------------------------------------


def _exercises(old: Knowledge, new: Knowledge) -> Iterator[Edit]:
    for edit in _rows("exercises", "exercise", old, new):
        if edit.how is GONE:
            yield replace(edit, alone=_without_exercise(edit.id))
        else:
            yield edit


def _without_exercise(id: str) -> Callable[[Knowledge], Knowledge]:
    def alone(known: Knowledge) -> Knowledge:
        exercises = {other: one for other, one in known.exercises.items() if other != id}
        phases = {
            phase: replace(
                content,
                slots=tuple(
                    replace(
                        slot,
                        candidates=tuple(one for one in slot.candidates if one != id),
                        to_choose=tuple(one for one in slot.to_choose if one != id),
                    )
                    for slot in content.slots
                ),
            )
            for phase, content in known.phases.items()
        }
        return replace(known, exercises=exercises, phases=phases)

    return alone


def _phases(old: Knowledge, new: Knowledge) -> Iterator[Edit]:
    for phase, now in new.phases.items():
        was = old.phases[phase]
        if logic(was) != logic(now):
            yield Edit("phase", phase.id, CHANGED, differing(was, now), _to_phase(phase, new))


def _to_phase(phase: Phase, new: Knowledge) -> Callable[[Knowledge], Knowledge]:
    def alone(known: Knowledge) -> Knowledge:
        content = new.phases[phase]
        named = {id for slot in content.slots for id in slot.able}
        missing = {id: new.exercises[id] for id in named if id not in known.exercises}
        exercises = {**known.exercises, **missing}
        thresholds = dict(known.thresholds)
        thresholds.setdefault(content.days_per_week, new.thresholds[content.days_per_week])
        phases = {**known.phases, phase: content}
        return replace(known, phases=phases, exercises=exercises, thresholds=thresholds)

    return alone
