"""For therapists: a case in one press, week by week, with other answers; one's own stays untouched."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib import people, replay
from lib.ui.check_in import path
from lib.ui.for_therapists import kinds
from tests import visits
from tests.visits import KNOWN, PEOPLE, Log, answer, at, buttons, cards, press, said

visit = visits.visit
PAGE = "for_therapists"
TITLES = {
    part.title: part.id
    for mode in (path.Mode.FULL, path.Mode.LATER)
    for part in path.parts(mode, (), KNOWN)
}


def week(test: AppTest, number: int) -> AppTest:
    """Moves the slider."""
    (slider,) = test.select_slider
    return visits.fine(slider.set_value(number).run())


def names(plan) -> list[str]:
    return [
        KNOWN.exercises[line.exercise_id].name if line.surface is None else line.surface.name
        for line in plan.lines
    ]


def decided_on(id: str, day: date):
    return people.live(PEOPLE[id], KNOWN, day).decision


# --- finding somebody ---------------------------------------------------------------------------


def test_each_kind_finds_the_people_whose_first_answers_say_so() -> None:
    found = {kind: [one.id for one in kinds.found(PEOPLE, kind)] for kind in kinds.KINDS}

    assert found == {
        "Acute": ["acute_irritable", "emergency_sign"],
        "Bending hurts": ["bending_hurts", "emergency_sign"],
        "Arching hurts": ["arching_hurts"],
        "Older": ["arching_hurts", "no_floor", "thin_bones"],
    }
    assert {one.id for one in kinds.found(PEOPLE, None)} == set(PEOPLE)


def test_one_press_shows_a_case(visit) -> None:
    test = visit(PAGE)
    assert len([label for label in buttons(test) if label.startswith("Show ")]) == len(PEOPLE)
    test = answer(test, "therapists_kind", "Arching hurts")
    assert [label for label in buttons(test) if label.startswith("Show ")] == ["Show Walter"]

    test = press(test, "Show Walter")

    assert [one.value for one in test.title] == ["Walter"]
    assert "The plan on this day" in cards(test)
    assert "Start the check-in" not in buttons(test)


# --- as it was that day -----------------------------------------------------------------------------


@pytest.mark.parametrize("id", PEOPLE)
def test_a_week_shows_plan_phase_and_gate_as_they_were_decided_that_day(visit, id) -> None:
    person = PEOPLE[id]
    middle = replay.weeks(person) // 2
    test = week(visit(PAGE, example=id), middle)

    day = replay.day_after(person, middle)
    then = decided_on(id, day)
    text = said(test)
    if then.plan is None:
        assert "No plan on this day." in text
        return
    for name in names(then.plan):
        assert f"**{name}**" in text
    met = sum(1 for line in then.course.gate if line.met)
    assert not then.course.gate or f"You have {met} of the {len(then.course.gate)} things" in text
    of_later = {f"{one.day.day} {one.day:%B}:" for one in decided_on(id, person.as_of).course.decisions if one.day > day}  # fmt: skip
    assert not [words for words in of_later if f"**{words}" in text]


def test_every_page_of_an_example_is_of_the_same_day(visit) -> None:
    test = week(visit(PAGE, example="bending_hurts"), 2)

    assert "Monday 23 March · day 5 of Ease" in said(at(test, "today"))
    then = decided_on("bending_hurts", date(2026, 3, 23))
    shown = {card.partition(",")[0] for card in cards(at(test, "plan"))}
    assert set(names(then.plan)) <= shown
    assert "You did 8 of 8 planned session days" in "\n".join(cards(at(test, "progress")))
    assert "22 March" in said(at(test, "sessions"))
    assert "24 March" not in said(at(test, "sessions"))


def test_a_day_of_the_week_can_be_looked_at(visit) -> None:
    test = week(visit(PAGE, example="acute_irritable"), 1)

    test = answer(test, "therapists_day_acute_irritable_1", date(2026, 1, 15))

    assert "15 January: A step back" in said(test)
    assert "17 January" not in said(test)
    assert test.select_slider[0].value == 1


def test_playing_begins_anew_at_the_end_and_stops_at_the_end(visit) -> None:
    test = visit(PAGE, example="bending_hurts")

    test = visits.fine(test.toggle(key="therapists_plays").set_value(True).run())
    assert test.select_slider[0].value == 0
    assert test.toggle(key="therapists_plays").value

    test = week(test, replay.weeks(PEOPLE["bending_hurts"]))
    assert not test.toggle(key="therapists_plays").value


def test_somebody_without_a_plan_leads_to_the_page_that_comes_instead(visit) -> None:
    test = visit(PAGE, example="emergency_sign")

    assert "No plan on this day." in said(test)
    assert "Please get help now" in said(at(test, "stop"))


# --- other answers ----------------------------------------------------------------------------------


def test_one_changed_answer_changes_the_plan_and_can_be_undone(visit) -> None:
    test = press(visit(PAGE, example="bending_hurts"), "Start from this person")
    assert "Change any answer, and the plan follows." in said(test)
    before = names(decided_on("bending_hurts", PEOPLE["bending_hurts"].as_of).plan)
    assert all(f"**{name}**" in said(test) for name in before)

    test = answer(test, "therapists_part", "behaviour")
    test = answer(test, "copy1_worse_with", ["arching"])

    text = said(test)
    assert "is now “Arching back”" in text
    assert "Added: " in text
    assert not all(f"**{name}**" in text for name in before)
    plan = [one.value for one in at(test, "plan").subheader]

    test = press(at(test, PAGE), "Undo all changes")
    assert "Change any answer, and the plan follows." in said(test)
    assert [one.value for one in at(test, "plan").subheader] != plan

    test = press(at(test, PAGE), "Back to Aylin")
    assert "Start from this person" in buttons(test)
    assert test.session_state["example_answers"] is None


def test_what_if_begins_with_the_answers_in_force_and_says_whose_they_are(visit) -> None:
    test = press(visit(PAGE, example="bending_hurts"), "Start from this person")
    test = answer(test, "copy1_pain_now_0_10", 1)

    test = press(test, "What if …")

    assert [one.value for one in test.title] == ["What if"]
    assert "Aylin (example)" in cards(test)
    tried = test.session_state["what_if_try"]
    assert tried.answers == {**PEOPLE["bending_hurts"].check_ins[-1].raw, "pain_now_0_10": 1}


def test_looking_through_all_the_questions_changes_nothing(visit) -> None:
    test = press(visit(PAGE, example="no_floor"), "Start from this person")

    for part in test.selectbox(key="therapists_part").proto.options:
        test = answer(test, "therapists_part", TITLES[part])
        assert "Change any answer, and the plan follows." in said(test)
        assert test.session_state["example_answers"] == PEOPLE["no_floor"].check_ins[-1].raw


def test_an_emergency_sign_in_a_working_copy_takes_the_plan_away(visit) -> None:
    test = press(visit(PAGE, example="desk_worker"), "Start from this person")
    test = answer(test, "therapists_part", "emergency")

    test = visits.fine(test.checkbox(key="copy1_emergency_rf_ces_saddle").check().run())

    assert "No plan on this day." in said(test)
    assert "Please get help now" in said(at(test, "stop"))


def test_what_does_not_fit_or_is_missing_is_said(visit) -> None:
    test = press(visit(PAGE, example="desk_worker"), "Start from this person")

    test = answer(test, "copy1_pain_worst_7d_0_10", 0)
    assert "This does not fit with an answer above." in said(test)

    test = answer(test, "copy1_pain_now_0_10", None)
    assert "No plan on this day." in said(test)
    assert "Not answered yet: Pain right now" in said(test)


# --- one's own ------------------------------------------------------------------------------------------


KEPT = ("guest_journal", "check_in_visit", "check_in_saved")


def own_of(test: AppTest) -> dict:
    """What the session holds of one's own: the journal's files, the half-done check-in."""
    return copy.deepcopy({key: test.session_state[key] for key in KEPT})


def test_the_whole_walk_leaves_one_s_own_journal_and_half_done_answers_alone(visit) -> None:
    own = Log().answers(3, worse_with=("bending",), eases_with="arching").session(1)
    test = answer(visit("check_in", own), "ci_pain_now_0_10", 7)
    before = own_of(test)
    assert before["check_in_visit"].answers["pain_now_0_10"] == 7
    assert set(before["guest_journal"]) >= {"answers.csv", "sessions.csv"}

    test = press(at(test, PAGE), "Show Jonas")
    for number in (0, 2, 1):
        test = week(test, number)
    test = press(test, "Start from this person")
    test = answer(test, "copy1_pain_now_0_10", 1)
    test = answer(test, "therapists_part", "emergency")
    test = visits.fine(test.checkbox(key="copy1_emergency_rf_ces_saddle").check().run())
    for page in ("stop", "check_in", "log_session", "session", "today", PAGE, "my_data"):
        test = at(test, page)
        assert own_of(test) == before
    test = visits.press_key(test, "my_data_leave")

    test = at(test, "check_in")
    assert own_of(test) == before
    assert test.get_by_key("ci_pain_now_0_10").value == 7
