"""Checks `Knowledge` across files and words what a schema found, naming file, id and key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from string import Formatter
from typing import Any

from jsonschema import ValidationError

from lib.model import (
    Condition,
    ContentError,
    Dose,
    Exercise,
    JointLimit,
    Knowledge,
    Norm,
    Phase,
    Question,
    Rule,
    StrengthTest,
    Threshold,
    TodayCandidate,
    Truth,
)
from lib.rules import NAMED

NEEDED = {
    "rules": (
        "select.short_plan",
        "progress.exercise_step_up",
        "progress.hold_bad_week",
        "progress.comfort_set",
        "progress.left_out",
        "progress.missed_one_level",
        "progress.missed_two_levels",
        "progress.missed_check_in",
        "progress.away_too_long",
    ),
    "named": (
        "fact.settled",
        "fact.ready",
        "fact.easy_and_settled",
        "fact.raised_morning",
        "fact.weekly_fresh",
        "fact.weekly_low",
        "fact.too_much",
        "fact.hard_session",
        "fact.clearly_weakest",
        "fact.one_side_shorter",
        "fact.sides_differ",
        "fact.test_trend",
        "fact.retest_due",
        "fact.hold_counts",
    ),
    "thresholds": (
        "clearance_holds_months",
        "clearance_holds_pregnancy_months",
        "clear_urgent_after_days",
        "least_exercises",
        "most_exercises",
        "rep_s",
        "rest_between_sets_s",
        "change_exercise_s",
        "walk_m_per_min",
        "comfort_sets_percent",
        "unsettled_within_days",
        "another_try_backs_up_to",
        "another_try_within_days",
        "weekly_mean_rise_0_10",
        "many_flares_within_days",
        "good_form_days",
        "ease_steady_weeks",
        "rebuild_steady_weeks",
        "strengthen_steady_weeks",
        "trend_tests",
        "first_hold_stop_s",
        "today_only_rounds",
        "today_only_least",
    ),
    "questions": ("kit", "days_per_week", "minutes_per_session", "rd_joint_where"),
}
"""What Python asks for by name: without it a plan could not be made."""

JOINTS = (
    *("hip", "knee", "knee_on_heels", "ankle", "ankle_in_lunge"),
    *("shoulder", "elbow", "wrist", "lumbar", "thorax"),
)
"""The joints whose limits `lib.figures` checks."""

DERIVED_FLAGS = frozenset({"rf_radicular", "rf_age", "rf_noimprove", "rf_inflam"})
"""Flags that follow from other answers; a clinician can clear them like ticked ones."""


def short(path: Path | str) -> str:
    """Folder and name of a content file, as errors show it."""
    path = Path(path)
    return f"{path.parent.name}/{path.name}"


def schema_sentence(path: Path, content: Any, error: ValidationError) -> str:
    """One sentence for a schema error: file, id, key and what is wrong."""
    error = _deepest(error)
    id, part = path.stem, content
    for step in error.absolute_path:
        part = part[step]
        if isinstance(part, dict) and isinstance(part.get("id"), str):
            id = part["id"]
    keys = [str(step) for step in error.absolute_path if isinstance(step, str)]
    key, trouble = _key_trouble(error) or (keys[-1] if keys else "top", _trouble(error))
    return f"{short(path)} · {id} · {key}: {trouble}"


def _deepest(error: ValidationError) -> ValidationError:
    """Of several tries (oneOf), the error that got furthest into the content."""
    while error.context:
        error = max(error.context, key=lambda part: len(part.absolute_path))
    return error


def _key_trouble(error: ValidationError) -> tuple[str, str] | None:
    """The key that should not be there, or that should; None for any other error."""
    given: Any = error.instance
    schema: Any = error.schema
    if error.validator == "additionalProperties":
        return min(set(given) - set(schema.get("properties", {}))), "no such key is known."
    if error.validator == "required":
        return min(set(schema["required"]) - set(given)), "this key is missing."
    return None


def _trouble(error: ValidationError) -> str:
    given: Any = error.instance
    if error.validator == "minItems":
        return "too few entries are given."
    number = isinstance(given, int | float) and not isinstance(given, bool)
    if number and error.absolute_path and error.absolute_path[-1] in ("at_least", "at_most"):
        return f"a bare number ({given}); name it in thresholds.yaml and write the name."
    return f"{error.message}."


def across_files(knowledge: Knowledge, file_of: Mapping[str, Path]) -> None:
    """ContentError for the first reference to nothing, missing case or broken ladder."""
    for id, key, trouble in _troubles(knowledge):
        where = short(file_of[id]) if id in file_of else "data"
        raise ContentError(f"{where} · {id} · {key}: {trouble}")


_Trouble = tuple[str, str, str]


def _troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    yield from _missing_troubles(knowledge)
    yield from _source_troubles(knowledge)
    for rule in (*knowledge.named.values(), *knowledge.rules.values()):
        yield from _rule_troubles(rule, knowledge)
    for question in knowledge.questions.values():
        yield from _question_troubles(question, knowledge)
    yield from _loop_troubles(knowledge)
    for exercise in knowledge.exercises.values():
        yield from _exercise_troubles(exercise, knowledge)
    yield from _phase_troubles(knowledge)
    yield from _figure_troubles(knowledge)
    yield from _strength_troubles(knowledge)
    yield from _today_only_troubles(knowledge)
    yield from _card_troubles(knowledge)


def _missing_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    for kind, ids in NEEDED.items():
        for id in ids:
            if id not in getattr(knowledge, kind):
                yield id, "id", "this is not there, and the program asks for it."
    for phase in Phase:
        if phase not in knowledge.phases:
            yield phase.id, "phase", "this phase is not there."
    for id in knowledge.measured:
        if id in knowledge.questions:
            yield id, "id", "used twice, for a question and for a counted fact."


def _source_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    parts: list[Threshold | Rule | Exercise | Question | Norm] = [
        *knowledge.norms.values(),
        *knowledge.thresholds.values(),
        *knowledge.rules.values(),
        *knowledge.named.values(),
        *knowledge.exercises.values(),
        *knowledge.questions.values(),
    ]
    for part in parts:
        for source in part.source:
            if source not in knowledge.sources:
                yield part.id, "source", f"no source is called {source}."
    grouped: list[tuple[str, str, JointLimit | StrengthTest]] = [
        *(
            ("joint_limits", f"{limit.id} · source", limit)
            for limit in knowledge.joint_limits.values()
        ),
        *(("tests", f"{test.id} · sources", test) for test in knowledge.tests.values()),
    ]
    for where, key, kept in grouped:
        for source in kept.source:
            if source not in knowledge.sources:
                yield where, key, f"no source is called {source}."


def _figure_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    for joint in JOINTS:
        if joint not in knowledge.joint_limits:
            yield "joint_limits", joint, "the checks of the figures need this joint."
    for exercise in knowledge.exercises.values():
        for surface in exercise.surfaces:
            if surface.figure not in ("", *knowledge.surface_figures):
                key = f"surfaces · {surface.id} · figure"
                yield exercise.id, key, f"no figure is called {surface.figure}."
    drawn = {
        **{id: (id, exercise.figure) for id, exercise in knowledge.exercises.items()},
        **{id: ("self_tests", figure) for id, figure in knowledge.self_test_figures.items()},
        **{id: ("surfaces", figure) for id, figure in knowledge.surface_figures.items()},
    }
    for id, (where, figure) in drawn.items():
        if figure["posture"] not in knowledge.postures:
            key = "figure.posture" if where == id else f"{id} · posture"
            yield where, key, f"no posture is called {figure['posture']}."


def _strength_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    for test in knowledge.tests.values():
        for key, name in _thresholds_of(test):
            if name not in knowledge.thresholds:
                yield "tests", f"{test.id} · {key}", f"no threshold is called {name}."
        drawn = {None, *knowledge.exercises, *knowledge.self_test_figures}
        if test.figure not in drawn:
            yield "tests", f"{test.id} · figure", f"no figure is called {test.figure}."
        if trouble := _answers_trouble(test, knowledge):
            yield "tests", f"{test.id} · answers", trouble
    for norm in knowledge.norms.values():
        if norm.test not in knowledge.tests:
            yield norm.id, "test", f"no strength test is called {norm.test}."


def _today_only_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    content = knowledge.today_only
    stand_ins = (*content.clearance, *content.careful)
    asked = (*content.questions, *(stand_in.id for stand_in in stand_ins))
    for id in (*asked, *(stand_in.at_least for stand_in in stand_ins if stand_in.at_least)):
        if id not in knowledge.questions:
            yield "today_only", id, "no question is called so."
    for job in content.jobs:
        if job.minutes and job.minutes not in knowledge.thresholds:
            yield job.id, "minutes", f"no threshold is called {job.minutes}."
        for candidate in job.candidates:
            if trouble := _candidate_trouble(candidate, knowledge):
                yield job.id, "candidates", trouble
    yield from _today_only_source_troubles(knowledge)


def _today_only_source_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    content = knowledge.today_only
    said = (*content.expect, *content.stop, *content.help, *content.nothing)
    sources = [(one.id, one.source) for one in said]
    sources += [(job.id, one.source) for job in content.jobs for one in job.candidates]
    for id, named in sources:
        for source in set(named) - knowledge.sources.keys():
            yield id, "source", f"no source is called {source}."


def _card_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    drawn = {*knowledge.exercises, *knowledge.self_test_figures, *knowledge.surface_figures}
    for card in knowledge.cards.values():
        if card.figure not in drawn:
            yield card.id, "figure", f"no figure is called {card.figure}."
        for source in set(card.source) - knowledge.sources.keys():
            yield card.id, "source", f"no source is called {source}."
    for rule in knowledge.rules_for("card."):
        if rule.then.get("card") not in knowledge.cards:
            yield rule.id, "card", f"no card is called {rule.then.get('card', 'nothing')}."
    yield from _occasion_troubles(knowledge)


def _occasion_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    for occasion in knowledge.occasions.values():
        if occasion.id not in knowledge.measured:
            yield "cards", f"{occasion.id} · id", f"no fact is called {occasion.id}."
        for id in occasion.after:
            if id not in knowledge.rules:
                yield "cards", f"{occasion.id} · after", f"no rule is called {id}."


def _candidate_trouble(candidate: TodayCandidate, knowledge: Knowledge) -> str:
    exercise = knowledge.exercises.get(candidate.exercise)
    if exercise is None:
        return f"no exercise is called {candidate.exercise}."
    if candidate.surface not in ("", *(surface.id for surface in exercise.surfaces)):
        return f"{exercise.id} has no surface {candidate.surface}."
    return ""


def _answers_trouble(test: StrengthTest, knowledge: Knowledge) -> str:
    if not set(test.answers) <= set(knowledge.questions):
        return "a question that is not there is named."
    if test.answers and len(test.answers) != len(test.sides):
        return "one question for each side is needed."
    return ""


def _thresholds_of(test: StrengthTest) -> Iterator[tuple[str, str]]:
    """The thresholds a test names, each with the key it stands under."""
    named = (("cap", test.cap), ("target", test.target), ("error", test.error))
    yield from ((key, name) for key, name in named if name is not None)
    yield from (("stops", name) for text in test.stops for name in _names_in(text))


def _names_in(text: str) -> list[str]:
    """What stands in braces; the whole text where the braces do not fit."""
    try:
        return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return [text]


def _rule_troubles(rule: Rule, knowledge: Knowledge) -> Iterator[_Trouble]:
    yield from _condition_troubles(rule.id, "when", rule.when, knowledge)
    for fact in sorted({fact for case in rule.cases for fact in case.given}):
        if not _is_fact(fact, knowledge):
            yield rule.id, "cases", f"no fact is called {fact}."
    yield from _says_troubles(rule, knowledge)
    yield from _case_troubles(rule)
    for flag in rule.flags:
        if flag not in knowledge.questions and flag not in DERIVED_FLAGS:
            yield rule.id, "flags", f"no flag is called {flag}."
    yield from _then_troubles(rule, knowledge)


def _says_troubles(rule: Rule, knowledge: Knowledge) -> Iterator[_Trouble]:
    for fact in _names_in(rule.says):
        if not _is_fact(fact, knowledge) and fact not in knowledge.thresholds:
            yield rule.id, "says", f"no fact or threshold is called {fact}."


def _case_troubles(rule: Rule) -> Iterator[_Trouble]:
    expected = {case.expect for case in rule.cases}
    for truth in (Truth.FIRES, Truth.QUIET):
        if truth not in expected:
            yield rule.id, "cases", f"no case expects {truth.value}."


def _then_troubles(rule: Rule, knowledge: Knowledge) -> Iterator[_Trouble]:
    for key in ("prefer", "put_off"):
        for exercise in rule.then.get(key, ()):
            if exercise not in knowledge.exercises:
                yield rule.id, key, f"no exercise is called {exercise}."
    for key in ("falls_away", "replaced"):
        if key in rule.then and rule.then[key] not in knowledge.named:
            yield rule.id, key, f"no fact is called {rule.then[key]}."
    for key, test in _tests_named(rule):
        if test not in knowledge.tests:
            yield rule.id, key, f"no strength test is called {test}."


def _tests_named(rule: Rule) -> Iterator[tuple[str, str]]:
    withheld = rule.then.get("withholds", ())
    yield from (("withholds", test) for test in withheld if isinstance(withheld, tuple))
    if "hold_for" in rule.then:
        yield "hold_for", rule.then["hold_for"]


def _condition_troubles(
    id: str, key: str, condition: Condition, knowledge: Knowledge
) -> Iterator[_Trouble]:
    for test in condition.tests:
        if not _is_fact(test.fact, knowledge):
            yield id, key, f"no fact is called {test.fact}."
        elif test.threshold and not _is_number(test.fact, knowledge):
            yield id, key, f"{test.fact} is not a number, so {test.op} does not fit."
        question = knowledge.questions.get(test.fact)
        if question is None or test.op in ("at_least", "at_most"):
            continue
        allowed = _allowed(question)
        wanted = test.value if isinstance(test.value, tuple) else (test.value,)
        for word in wanted:
            if allowed is not None and word not in allowed:
                yield id, key, f"{test.fact} has no answer {word}."


def _allowed(question: Question) -> set[Any] | None:
    if question.kind in ("tick", "yes_no"):
        return {True, False}
    return {choice.id for choice in question.choices} if question.choices else None


def _is_fact(fact: str, knowledge: Knowledge) -> bool:
    if fact.startswith(NAMED):
        return fact in knowledge.named
    return fact in knowledge.questions or fact in knowledge.measured


def _is_number(fact: str, knowledge: Knowledge) -> bool:
    if fact in knowledge.questions:
        return knowledge.questions[fact].kind in ("whole", "scale")
    return fact in knowledge.measured and knowledge.measured[fact].kind == "number"


def _question_troubles(question: Question, knowledge: Knowledge) -> Iterator[_Trouble]:
    if question.step not in {step.id for step in knowledge.steps}:
        yield question.id, "step", f"no step is called {question.step}."
    if question.kind == "tick" and question.list not in knowledge.lists:
        yield question.id, "list", f"no list is called {question.list or 'nothing'}."
    if question.kind in ("choice", "several") and not question.choices:
        yield question.id, "choices", "a choice question needs choices."
    if question.kind == "whole" and (question.at_least is None or question.at_most is None):
        yield question.id, "at_least", "a whole number needs at_least and at_most."
    for word in _preset_words(question):
        if word not in (_allowed(question) or {word}):
            yield question.id, "preset", f"{question.id} has no answer {word}."
    if question.ask_if is not None:
        yield from _condition_troubles(question.id, "ask_if", question.ask_if, knowledge)


def _preset_words(question: Question) -> tuple[Any, ...]:
    if question.preset is None:
        return ()
    return question.preset if isinstance(question.preset, tuple) else (question.preset,)


def _loop_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    for id in knowledge.named:
        if id in _reached(id, knowledge):
            yield id, "when", "this named condition leads back to itself."


def _reached(id: str, knowledge: Knowledge) -> set[str]:
    reached: set[str] = set()
    waiting = [id]
    while waiting:
        rule = knowledge.named.get(waiting.pop())
        for test in rule.when.tests if rule else ():
            if test.fact.startswith(NAMED) and test.fact not in reached:
                reached.add(test.fact)
                waiting.append(test.fact)
    return reached


def _exercise_troubles(exercise: Exercise, knowledge: Knowledge) -> Iterator[_Trouble]:
    yield from _ladder_troubles(exercise, knowledge)
    for number, (one, other) in enumerate(
        zip(exercise.levels, exercise.levels[1:], strict=False), start=1
    ):
        changed = _changed(one, other)
        if len(changed) != 1:
            what = ", ".join(changed) or "nothing"
            trouble = f"from level {number} to {number + 1} {what} changes; change one thing."
            yield exercise.id, "levels", trouble
    for dose in exercise.levels:
        if isinstance(dose.reps, tuple) and len(dose.reps) != dose.sets:
            yield exercise.id, "levels", "a list of reps needs as many entries as there are sets."


def _ladder_troubles(exercise: Exercise, knowledge: Knowledge) -> Iterator[_Trouble]:
    for key in ("easier", "harder"):
        seen, id = {exercise.id}, getattr(exercise, key)
        if id is not None and id not in knowledge.exercises:
            yield exercise.id, key, f"no exercise is called {id}."
        while id in knowledge.exercises:
            if id in seen:
                yield exercise.id, key, f"the ladder leads back to {id}."
                break
            seen.add(id)
            id = getattr(knowledge.exercises[id], key)


def _changed(one: Dose, other: Dose) -> list[str]:
    changed = [f.name for f in fields(Dose) if getattr(one, f.name) != getattr(other, f.name)]
    if (
        changed == ["sets", "reps"]
        and isinstance(one.reps, tuple)
        and isinstance(other.reps, tuple)
    ):
        return ["sets"]  # another falling set is one more set
    return changed


def _phase_troubles(knowledge: Knowledge) -> Iterator[_Trouble]:
    for content in knowledge.phases.values():
        if content.days_per_week not in knowledge.thresholds:
            yield (
                content.phase.id,
                "days_per_week",
                f"no threshold is called {content.days_per_week}.",
            )
        for slot in content.slots:
            for id in slot.able:
                key = "candidates" if id in slot.candidates else "to_choose"
                exercise = knowledge.exercises.get(id)
                if exercise is None:
                    yield slot.id, key, f"no exercise is called {id}."
                elif set(exercise.slots).isdisjoint(slot.job):
                    yield slot.id, key, f"{id} does not say it can do {', '.join(slot.job)}."
