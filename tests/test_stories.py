"""Twenty people tell it in their own words; a careful reader ticks, and the flow answers.

What no machine can test is the reading: whether the wording makes these ticks, and no others, the
natural ones. The stories are the text to read the questionnaire against whenever it is changed.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from lib import decide, journal, plain_yaml
from lib.model import Clearance
from lib.ui.check_in import path, visit
from lib.ui.check_in.path import Mode
from tests.given import CAN, INFLAMMATORY, TICKS, shipped

TODAY = date(2026, 11, 22)
STORIES = plain_yaml.read(Path(__file__).parent / "cases" / "stories.yaml")["stories"]
DEFAULTS: dict[str, Any] = {
    "pain_duration": "under_6_weeks",
    "leg_symptoms": "none",
    "pain_settles": "same_day",
    "pain_trend": "same",
    "worse_with": ("bending",),
    "eases_with": "not_sure",
    **dict.fromkeys(CAN, "not_tried"),
    "can_rise_from_chair_5x": "yes",
    "can_get_up_from_floor": "yes",
    "kit": (),
    "days_per_week": 5,
    "minutes_per_session": 15,
}
EMPTY = journal.MemoryStore({}, shipped().question_kinds).read().frames

by_id = pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])


def given(story: dict[str, Any]) -> dict[str, Any]:
    """The answers of that person, those of a list that was not ticked all "no"."""
    answers = DEFAULTS | story["answers"]
    answers = {id: tuple(v) if isinstance(v, list) else v for id, v in answers.items()}
    if answers["pain_duration"] == "over_12_weeks":
        answers |= dict.fromkeys(INFLAMMATORY, False)
    return answers | {id: id in story["ticks"] for id in TICKS}


def screens_seen(answers: dict[str, Any]) -> tuple[dict[str, Any], Clearance]:
    """The row and the clearance after walking the check-in screen by screen, stopping as it does."""
    known, so_far = shipped(), {}
    under_way = visit.begin(Mode.FULL, {}, None, TODAY, known)
    for part in under_way.parts(known):
        asked = {question.id for question in part.questions}
        so_far |= {id: value for id, value in answers.items() if id in asked}
        so_far = path.kept(so_far, known)
        if path.urgent(so_far, known):
            break
        assert path.still_open(part, so_far, known) == (), part.id
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=UTC)
    row = decide.AnswersRow(at, TODAY, so_far)
    return so_far, decide.decide([row], EMPTY, (), known, TODAY).clearance


def test_there_are_ten_ordinary_five_steady_and_five_serious() -> None:
    assert Counter(story["kind"] for story in STORIES) == {
        "ordinary": 10,
        "steady": 5,
        "serious": 5,
    }
    assert len({story["id"] for story in STORIES}) == 20


@by_id
def test_what_a_careful_reader_ticks_gives_the_stated_clearance(story: dict[str, Any]) -> None:
    _, clearance = screens_seen(given(story))

    assert clearance.name == story["clearance"]


@by_id
def test_no_ordinary_back_is_kept_from_its_plan_and_every_serious_one_is(
    story: dict[str, Any],
) -> None:
    _, clearance = screens_seen(given(story))

    if story["kind"] == "ordinary":
        assert not clearance.withholds_plan
    if story["kind"] == "serious":
        assert clearance >= Clearance.SEE_CLINICIAN


@by_id
def test_what_looks_like_it_is_a_statement_of_the_lists_that_was_not_ticked(
    story: dict[str, Any],
) -> None:
    assert set(story["ticks"]) | set(story["nearly"]) <= set(TICKS)
    assert not set(story["ticks"]) & set(story["nearly"])


WORDED = (
    "rf_ces_bladder",
    "rf_bladder_slow",
    "rf_ces_sexual",
    "rf_ces_bilateral",
    "rf_neuro_prog",
    "rf_cord",
    "rf_trauma_major",
    "rf_trauma_minor",
    "rf_aaa_rupture",
    "rf_chest",
    "rd_chest",
    "rf_anticoagulant",
    "rf_night",
    "rd_meds",
    "rf_osteo_sudden",
    "rd_vertebral_fracture",
    "rd_preg_pgp",
)
"""The statements of which the product says whom they catch and whom they leave alone."""


def test_every_statement_whose_wording_decides_is_told_by_somebody() -> None:
    told = {id for story in STORIES for id in (*story["ticks"], *story["nearly"])}

    assert set(WORDED) <= told
