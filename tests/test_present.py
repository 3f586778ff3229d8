"""Present: what stands on the slides of a plan, and when there are none."""

from __future__ import annotations

import pytest

from lib import people, plan_words
from lib.ui.present import slides
from tests import visits
from tests.visits import KNOWN, PEOPLE, said, stopped

visit = visits.visit
DECIDED = {id: people.live(person, KNOWN).decision for id, person in PEOPLE.items()}
PLANNED = {id: decision for id, decision in DECIDED.items() if decision.plan is not None}


@pytest.mark.parametrize("id", PLANNED)
def test_every_exercise_has_its_slide_and_the_last_ones_say_when_to_stop_and_get_help(id) -> None:
    decision = PLANNED[id]

    first, *exercises, stop, help_now = slides.of(decision, KNOWN, "112")

    names = [plan_words.name(line, KNOWN) for line in decision.plan.lines]
    assert first["title"] == KNOWN.phases[decision.course.phase].title
    assert first["list"] == [slide["title"] for slide in exercises] == names
    for slide, line in zip(exercises, decision.plan.lines, strict=True):
        assert slide["lines"][: len(line.limits)] == [limit.cue for _, limit in line.limits]
        assert set(plan_words.cues(line, KNOWN)) <= set(slide["lines"])
        assert slide["figure"] is None or slide["figure"] in slides.figures_of(decision.plan, KNOWN)
    said_on_both = [rule[0] for rule in stop["rules"]] + [help_now["lines"][0].rstrip(".") + ":"]
    assert said_on_both == [when for when, _ in plan_words.stop_rules(decision.course.phase, KNOWN)]
    assert help_now["lines"][1] == "Call 112."


@pytest.mark.parametrize("id", sorted(set(DECIDED) - set(PLANNED)))
def test_without_a_plan_there_are_no_slides(id) -> None:
    with pytest.raises(ValueError, match="no plan"):
        slides.of(DECIDED[id], KNOWN, "112")


def test_while_stopped_nothing_is_presented_and_the_way_back_stays(visit) -> None:
    test = visit("present", stopped())

    assert not test.get("bidi_component")
    assert "Pain spread down the leg." in said(test)


def test_a_plan_is_presented_with_the_mark_of_an_example(visit) -> None:
    test = visit("present", example="bending_hurts")

    (component,) = test.get("bidi_component")
    assert "Example: Aylin" in str(component.proto)
