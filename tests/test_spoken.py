"""What is read aloud on a screen of the check-in is what stands on it."""

from __future__ import annotations

import pytest

from lib.ui.check_in import path, spoken
from lib.ui.check_in.path import Mode, Part
from tests.visits import KNOWN

SCREENS = [(mode, part) for mode in Mode for part in path.parts(mode, (), KNOWN)]


@pytest.mark.parametrize(
    ("mode", "part"), SCREENS, ids=[f"{mode.value}-{part.id}" for mode, part in SCREENS]
)
def test_every_question_and_every_answer_to_choose_is_read(mode: Mode, part: Part) -> None:
    told = " ".join(spoken.of_screen(part, {}, KNOWN))

    assert told.startswith(f"{part.title}.")
    for question in path.asked_now(part, {}, KNOWN):
        assert question.asks in told
        assert question.detail in told
        assert all(choice.says in told for choice in question.choices)
    assert part.ticks is None or part.ticks.none_says in told


def test_a_question_that_is_not_asked_is_not_read_before_it_is() -> None:
    back = path.parts(Mode.FULL, (), KNOWN)[0]
    first = KNOWN.questions["first_episode"].asks

    assert first not in " ".join(spoken.of_screen(back, {"age_years": 40}, KNOWN))
    assert first in " ".join(spoken.of_screen(back, {"age_years": 60}, KNOWN))


def test_every_part_ends_so_that_a_voice_pauses() -> None:
    parts = [words for _, part in SCREENS for words in spoken.of_screen(part, {}, KNOWN) if words]

    assert [words for words in parts if not words.endswith((".", "?", "!"))] == []
