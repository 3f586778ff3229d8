""" "It is bad right now": a few questions, a plan for today only, and what is left of it tomorrow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import decide, journal, today_only
from lib.model import Clearance, Decision
from lib.ui import here
from lib.ui.check_in import bad, state, visit
from lib.ui.check_in.path import Mode
from tests import test_pages_check_in, visits
from tests.test_pages_check_in import FLAGS, KNOWN, LISTS, TODAY, WELL, Visitor

visitor = test_pages_check_in.visitor
TOMORROW = TODAY + timedelta(days=1)

FEW: dict[str, Any] = {
    "age_years": 45,
    "pain_duration": "under_6_weeks",
    "pain_now_0_10": 7,
    "leg_symptoms": "none",
    "eases_with": "bending",
    "can_get_up_from_floor": "yes",
}


def begins(visitor: Visitor) -> Visitor:
    return visitor.opens("today").presses("bad_first").opens("check_in")


def answers_few(visitor: Visitor, **changed: Any) -> Visitor:
    for id, value in {**FEW, **changed}.items():
        visitor.sets(f"ci_{id}", value)
    return visitor.presses("ci_right_now_next")


def goes_through(visitor: Visitor, **changed: Any) -> Visitor:
    return answers_few(begins(visitor).none_of(*LISTS), **changed).opens("today")


def said(visitor: Visitor) -> str:
    return visits.said(visitor.test)


def cards(visitor: Visitor) -> list[str]:
    return visits.cards(visitor.test)


def decided(visitor: Visitor, day: date = TODAY) -> Decision:
    frames = visitor.store().read().frames
    rows = decide.answers_rows(journal.rows(frames["answers"]), KNOWN)
    return decide.decide(rows, frames, (), KNOWN, day)


# --- without a flag -----------------------------------------------------------------------------


def test_a_few_answers_give_a_plan_for_today_only(visitor: Visitor) -> None:
    goes_through(visitor)

    assert "For today only" in cards(visitor)
    words = said(visitor)
    assert "**1. A position of ease**  \nBreathing with your legs on a chair: 5 minutes" in words
    assert "**2. A small movement**  \nPelvic tilt: 1 set of 8, hold 5 seconds" in words
    assert "**3. A short walk**  \nEasy walk: 3 minutes" in words
    assert "Sunday 22 November" in words
    assert "One round is enough; three are the most" in words
    assert "Stop what brings it above 7 of 10." in words
    assert "You said bending eases it." in words
    assert "Most new spells of back pain ease within a few weeks" in words
    assert "An emergency sign can come later" in words


def test_it_writes_no_row_and_begins_no_course(visitor: Visitor) -> None:
    goes_through(visitor)

    frames = visitor.store().read().frames
    assert all(frame.empty for frame in frames.values())
    found = decided(visitor)
    assert (found.profile, found.course, found.plan) == (None, None, None)


@pytest.mark.parametrize("page", ["plan", "progress", "session"])
def test_other_pages_know_of_no_plan(visitor: Visitor, page: str) -> None:
    goes_through(visitor).opens(page)

    assert "For today only" not in cards(visitor)
    assert "Start the check-in" in visits.buttons(visitor.test)


def test_it_survives_a_reload(visitor: Visitor) -> None:
    goes_through(visitor)
    before = said(visitor)
    del visitor.test.session_state["check_in_visit"]

    assert said(visitor.opens("today")) == before


def test_with_much_pain_rest_comes_first(visitor: Visitor) -> None:
    goes_through(visitor, pain_now_0_10=9)

    assert "At 9 of 10, begin with the first one alone." in said(visitor)
    assert "once it is 7 or less" in said(visitor)
    assert "Stop what brings it above 7 of 10." in said(visitor)


def test_with_less_pain_a_little_more_is_okay(visitor: Visitor) -> None:
    goes_through(visitor, pain_now_0_10=5)

    assert "A little more ache is okay while you do it, up to 6 of 10." in said(visitor)


def test_without_the_floor_everything_is_on_the_bed(visitor: Visitor) -> None:
    goes_through(visitor, can_get_up_from_floor="no", eases_with="neither")

    assert "Breathing on the bed: 5 minutes" in said(visitor)
    assert "Pelvic tilt on the bed" in said(visitor)


def test_the_first_page_says_what_it_is_for_and_keeps_one_main_button(visitor: Visitor) -> None:
    visitor.opens("today")

    assert visits.main_buttons(visitor.test) == ["Start the check-in"]
    assert bad.LABEL in visits.buttons(visitor.test)


# --- with a flag ---------------------------------------------------------------------------------


def ticks(visitor: Visitor, listed: str, id: str) -> Visitor:
    return visitor.sets(f"ci_{listed}_{id}", True).presses(f"ci_{listed}_next")


def test_an_emergency_sign_stops_at_the_first_list_and_holds(visitor: Visitor) -> None:
    ticks(begins(visitor), "emergency", "rf_ces_saddle")

    (row,) = visitor.saved()
    assert row["rf_ces_saddle"] is True
    assert row["rf_chest"] is False
    assert decided(visitor).clearance is Clearance.EMERGENCY
    assert visitor.opens("stop").title() == "Please get help now"
    visitor.comes_on(TOMORROW).opens("stop")
    assert visitor.title() == "Please get help now"


def test_a_same_day_sign_leads_to_the_same_page_as_in_the_check_in(visitor: Visitor) -> None:
    ticks(begins(visitor).none_of("emergency"), "illness", "rf_infection")

    assert decided(visitor).clearance is Clearance.SAME_DAY
    assert visitor.opens("stop").title() == "Please speak to a doctor today"


def test_two_answers_that_are_urgent_together_stop_at_the_end(visitor: Visitor) -> None:
    answers_few(begins(visitor).none_of(*LISTS), leg_symptoms="both_legs_steady")

    assert decided(visitor).clearance is Clearance.SAME_DAY
    assert "For today only" not in cards(visitor.opens("today"))


def test_who_should_be_seen_first_waits_and_the_finding_holds(visitor: Visitor) -> None:
    answers_few(begins(visitor).none_of(*LISTS), leg_symptoms="below_one_knee", pain_now_0_10=9)

    (row,) = visitor.saved()
    assert row["pain_worst_7d_0_10"] == 9
    assert "pain_trend" not in row
    assert decided(visitor).clearance is Clearance.SEE_CLINICIAN
    assert "Severe pain with symptoms below the knee" in said(visitor.opens("wait"))
    assert decided(visitor, TOMORROW).clearance is Clearance.SEE_CLINICIAN


def test_nobody_under_18_gets_a_plan_for_today(visitor: Visitor) -> None:
    begins(visitor).none_of(*LISTS).sets("ci_age_years", 17).sets("ci_first_episode", False)
    answers_few(visitor, age_years=17)

    assert "Even Keel is for adults only." in said(visitor.opens("wait"))


def test_a_mistaken_tick_taken_back_leads_on_to_the_plan_for_today(visitor: Visitor) -> None:
    ticks(begins(visitor), "emergency", "rf_neuro_prog")
    visitor.opens("stop").presses("doubt_screen.rf_neuro_prog").presses("doubt_no")
    visitor.opens("check_in")
    assert visitor.title() == "Illness, injury"

    answers_few(visitor.none_of("illness", "readiness")).opens("today")

    assert [row["rf_neuro_prog"] for row in visitor.saved()] == [True, False]
    assert "For today only" in cards(visitor)
    assert decided(visitor).plan is None


def test_a_midwifes_word_leads_to_a_plan_lying_on_the_side(visitor: Visitor) -> None:
    ticks(begins(visitor).none_of("emergency", "illness"), "readiness", "rd_preg")
    answers_few(visitor).opens("wait")
    visitor.sets("cleared_rd_preg", True).sets("cleared_on", TODAY).presses("cleared_save")
    visitor.opens("check_in").presses("ci_right_now_next").opens("today")

    assert "Breathing lying on your side: 5 minutes" in said(visitor)
    assert "Pelvic tilt lying on your side" in said(visitor)
    assert decided(visitor).plan is None


def test_a_stop_that_cannot_be_saved_gives_no_plan(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins(visitor).none_of(*LISTS)
    for id, value in {**FEW, "leg_symptoms": "both_legs_other"}.items():
        visitor.sets(f"ci_{id}", value)
    monkeypatch.setattr(here, "save_answers", lambda row: False)

    visitor.presses("ci_right_now_next")

    assert visitor.title() == KNOWN.today_only.title
    assert "Not saved yet." in visits.said(visitor.test)


# --- tomorrow -------------------------------------------------------------------------------------


def test_tomorrow_it_is_no_plan_any_more_and_the_rest_is_asked(visitor: Visitor) -> None:
    goes_through(visitor).comes_on(TOMORROW).opens("today")

    assert "For today only" not in cards(visitor)
    assert "The plan of Sunday 22 November was for that day only." in said(visitor)
    assert visits.main_buttons(visitor.test) == ["Go on with the check-in"]
    visitor.presses("start_check_in").opens("check_in")
    assert visitor.title() == "Your back"
    answers = visitor.test.session_state["check_in_visit"].answers
    assert answers == {
        "age_years": 45,
        "pain_duration": "under_6_weeks",
        "eases_with": "bending",
        "can_get_up_from_floor": "yes",
        **{id: "not_tried" for id in answers if id.startswith("can_") and "floor" not in id},
    }


def test_the_course_begins_with_the_check_in_of_tomorrow(visitor: Visitor) -> None:
    goes_through(visitor).comes_on(TOMORROW).opens("check_in")
    for id in visit.NOW[:3]:
        visitor.sets(f"ci_{id}", WELL[id])
    visitor.presses("ci_your_back_next").none_of(*LISTS).the_rest()

    (row,) = visitor.saved()
    assert row["pain_duration"] == "under_6_weeks"
    found = decided(visitor, TOMORROW)
    assert found.plan is not None
    assert found.course is not None
    assert found.course.start == TOMORROW
    assert visitor.store().load_draft() is None


def test_tomorrow_it_can_be_bad_again(visitor: Visitor) -> None:
    goes_through(visitor).comes_on(TOMORROW).opens("today").presses("bad_first").opens("check_in")
    assert visitor.title() == "Emergency signs"
    visitor.none_of(*LISTS)
    for id in ("pain_now_0_10", "leg_symptoms"):  # the others are filled in
        visitor.sets(f"ci_{id}", FEW[id])

    visitor.presses("ci_right_now_next").opens("today")

    assert "For today only" in cards(visitor)
    assert visitor.saved() == []


def test_asked_again_on_the_same_day_safety_and_pain_are_asked_anew(visitor: Visitor) -> None:
    goes_through(visitor).presses("bad_again").opens("check_in")

    assert visitor.title() == "Emergency signs"
    assert set(visitor.test.session_state["check_in_visit"].answers) == {
        "age_years",
        "pain_duration",
        "eases_with",
        "can_get_up_from_floor",
    }
    ticks(visitor, "emergency", "rf_ces_saddle")
    assert decided(visitor).clearance is Clearance.EMERGENCY


def test_today_the_check_in_asks_only_the_screens_that_are_open(visitor: Visitor) -> None:
    goes_through(visitor).presses("today_only_go_on").opens("check_in")
    assert visitor.title() == "Your back"
    assert visitor.test.session_state["check_in_visit"].answers["pain_now_0_10"] == 7
    visitor.sets("ci_pain_average_7d_0_10", 6).sets("ci_pain_worst_7d_0_10", 8)

    visitor.presses("ci_your_back_next")
    assert visitor.title() == "How it behaves"
    assert "For today only" in cards(visitor.opens("today"))  # it stays today's plan till the end

    visitor.opens("check_in").sets("ci_pain_settles", "same_day").sets("ci_pain_trend", "same")
    visitor.sets("ci_worse_with", ["sitting"]).presses("ci_behaviour_next")
    visitor.sets("ci_can_rise_from_chair_5x", "yes").presses("ci_abilities_next")
    visitor.sets("ci_kit", ["ball"]).presses("ci_week_next").opens("today")
    (row,) = visitor.saved()
    assert {row[id] for id in FLAGS} == {False}
    assert row["eases_with"] == "bending"
    assert "For today only" not in cards(visitor)
    assert decided(visitor).plan is not None


def test_a_half_done_check_in_loses_nothing_on_the_way(visitor: Visitor) -> None:
    visitor.opens("check_in").your_back().none_of("emergency")

    begins(visitor)

    assert visitor.title() == "Emergency signs"
    answers = visitor.test.session_state["check_in_visit"].answers
    assert answers["pain_worst_7d_0_10"] == WELL["pain_worst_7d_0_10"]
    assert answers["rf_chest"] is False


# --- who is not offered it -------------------------------------------------------------------------


def test_who_has_a_plan_is_not_asked_for_another(visitor: Visitor) -> None:
    visitor.has_answered()

    for page in ("today", "get_help"):
        visitor.opens(page)
        assert not [b for b in visitor.test.button if str(b.key).startswith("bad_")]
    assert "Find a position of ease." in said(visitor)


def test_get_help_leads_there_before_there_is_a_plan(visitor: Visitor) -> None:
    visitor.opens("get_help").presses("bad_get_help").opens("check_in")

    assert visitor.test.session_state["check_in_visit"].mode is Mode.BAD


def test_who_is_to_be_seen_first_is_not_offered_it(visitor: Visitor) -> None:
    visitor.has_answered(rd_heart=True).opens("get_help")

    assert not visitor.has("bad_get_help")


@pytest.mark.parametrize("page", ["today", "get_help"])
def test_an_example_is_only_looked_at(page: str) -> None:
    test: AppTest = visits.opened(page, example=next(iter(visits.PEOPLE)))

    assert not [button for button in test.button if str(button.key).startswith("bad_")]


def test_it_is_never_about_an_example_or_somebody_with_a_course(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody, somebody = visits.Log().decision(), visits.Log().answers().decision()

    assert state.fits(Mode.BAD, nobody)
    assert not state.fits(Mode.BAD, somebody)
    for own in (True, False):
        monkeypatch.setattr(here, "is_own", lambda own=own: own)
        assert bad.can_begin(nobody) is own
        assert not bad.can_begin(somebody)


# --- the draft ---------------------------------------------------------------------------------------


def test_the_plan_of_today_comes_back_from_the_draft_as_it_was() -> None:
    answers = {**FEW, "rd_preg": True, "cleared_flags": ("rd_preg",), "cleared_on": TODAY}
    few = visit.Visit(Mode.BAD, TODAY, "right_now", answers)
    before = visit.with_plan_for_today(few, KNOWN)
    store = journal.MemoryStore({}, KNOWN.question_kinds)
    store.save_draft(visit.as_draft(before))

    assert visit.from_draft(store.load_draft() or {}, KNOWN, TODAY) == before
    assert before.bad == visit.BadDay(TODAY, answers)
    assert [part.id for part in before.parts(KNOWN)] == ["your_back", "behaviour", "abilities", "week"]  # fmt: skip


def test_the_few_questions_left_half_done_become_the_check_in_of_another_day() -> None:
    answers = {**FEW, "rf_chest": False}
    half_done = visit.Visit(Mode.BAD, TODAY, "right_now", answers)

    next_day = visit.on(half_done, TOMORROW, KNOWN)

    kept = {id: FEW[id] for id in ("age_years", "pain_duration", "eases_with", "can_get_up_from_floor")}  # fmt: skip
    assert next_day == visit.Visit(Mode.FULL, TOMORROW, "", kept)


def test_a_draft_of_an_earlier_version_can_still_be_read() -> None:
    draft = {"mode": "full", "day": "2026-11-22", "at": "", "answers": {}, "again": [], "mended": []}  # fmt: skip

    assert visit.from_draft(draft, KNOWN, TODAY) == visit.Visit(Mode.FULL, TODAY)


@pytest.mark.parametrize("bad_day", ["soon", {"day": "soon", "answers": {}}, {"day": "2026-11-22"}])
def test_a_plan_of_today_that_cannot_be_read_is_none(bad_day: Any) -> None:
    draft = {**visit.as_draft(visit.Visit(Mode.FULL, TODAY)), "bad": bad_day}

    assert visit.from_draft(draft, KNOWN, TODAY) is None


def test_a_figure_of_a_surface_is_not_said_to_show_the_usual_way(visitor: Visitor) -> None:
    goes_through(visitor, eases_with="arching")
    assert "The drawing shows the usual way" not in said(visitor)

    goes_through(visitor.comes_on(TOMORROW), can_get_up_from_floor="no")
    assert "The drawing shows the usual way: Pelvic tilt." in said(visitor)


@pytest.mark.parametrize("answers", [{"pain_now_0_10": 11}, {"rf_chest": None}, {"rf_chest": True}])
def test_answers_in_a_draft_that_would_not_allow_a_plan_show_none(
    visitor: Visitor, answers: dict[str, Any]
) -> None:
    goes_through(visitor)
    draft = visitor.store().load_draft() or {}
    visitor.store().save_draft({**draft, "bad": {**draft["bad"], "answers": {**draft["bad"]["answers"], **answers}}})  # fmt: skip
    del visitor.test.session_state["check_in_visit"]

    assert "For today only" not in cards(visitor.opens("today"))
    assert visits.main_buttons(visitor.test) == ["Go on with the check-in"]


def test_where_too_little_is_left_it_says_so_and_where_to_get_help(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = today_only.LeftOut(KNOWN.today_only.jobs[0], ("flex",))
    monkeypatch.setattr(today_only, "plan", lambda *_: today_only.TooLittle((left,)))

    goes_through(visitor)

    assert cards(visitor)[:2] == ["Please ask somebody first", "When to get help"]
    assert "Please ask a clinician what suits you." in said(visitor)
    assert "A position of ease: left out for you" in said(visitor)
