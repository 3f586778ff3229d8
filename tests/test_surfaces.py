"""The words of an exercise fit the surface on which it is done."""

from __future__ import annotations

import pytest

from lib import knowledge, plan_words
from lib.model import Dose, Exercise, Prescription, Surface
from lib.ui import session_words

KNOWN = knowledge.load()
UPRIGHT = [
    (exercise, surface)
    for exercise in KNOWN.exercises.values()
    for surface in exercise.surfaces
    if surface.position in ("sit", "stand") and exercise.position not in ("sit", "stand")
]
LYING_DOWN = ("stay down", "stays down", "heavy", "head resting", "head and shoulders", "pillow")


def make_line(exercise: Exercise, surface: Surface | None) -> Prescription:
    return Prescription(exercise.id, "slot", 1, Dose(sets=1, reps=1), 3, surface, (), ())


@pytest.mark.parametrize(
    ("exercise", "surface"), UPRIGHT, ids=[f"{e.id}-{s.id}" for e, s in UPRIGHT]
)
def test_nobody_who_sits_or_stands_is_told_how_to_lie(exercise: Exercise, surface: Surface) -> None:
    line = make_line(exercise, surface)
    said = [
        *plan_words.cues(line, KNOWN),
        *session_words.common_mistakes(line, KNOWN),
        session_words.form_check(line, KNOWN),
    ]

    assert [words for words in said if any(lying in words for lying in LYING_DOWN)] == []


def test_a_surface_without_words_of_its_own_uses_those_of_the_exercise() -> None:
    exercise = KNOWN.exercises["glute_bridge"]
    line = make_line(exercise, exercise.surfaces[0])

    assert plan_words.cues(line, KNOWN) == exercise.cues
    assert session_words.common_mistakes(line, KNOWN) == exercise.common_mistakes
    assert session_words.form_check(line, KNOWN) == exercise.form_check


def test_on_the_floor_the_exercise_keeps_its_own_words() -> None:
    exercise = KNOWN.exercises["dead_bug_foot_tap"]

    assert plan_words.cues(make_line(exercise, None), KNOWN) == exercise.cues
    assert session_words.form_check(make_line(exercise, None), KNOWN) == exercise.form_check
