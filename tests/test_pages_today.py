"""Today, Plan and Log a session in the states a person can meet them in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import journal, people, plan_words, session_log
from lib.session_log import Entry, Session
from lib.ui import session_words
from lib.ui.plan import swaps
from lib.ui.today import questions
from tests import visits
from tests.given import IN_EASE
from tests.visits import (
    KNOWN,
    PEOPLE,
    TODAY,
    Log,
    ago,
    answer,
    at,
    buttons,
    cards,
    field,
    fine,
    main_buttons,
    moment,
    now,
    press,
    rows,
    said,
    stopped,
)

PAGES = ("today", "plan", "log_session")
visit = visits.visit
ALL_KIT = {"kit": ("ball", "band", "weight", "step")}


# --- every state -----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_without_answers_there_is_one_button_and_it_starts_the_check_in(visit, page) -> None:
    test = visit(page)

    assert main_buttons(test) == ["Start the check-in"]
    assert len(test.title) == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("id", PEOPLE)
def test_every_page_stands_for_every_example_and_takes_nothing_in(visit, page, id) -> None:
    test = visit(page, example=id)

    offered = set(buttons(test)) - {"Leave the example"}
    assert not offered & {"Log a session", "Save", "Save the week", "Save the session", "Answer the questions"}  # fmt: skip
    assert not test.get("button_group")
    assert not test.text_area


@pytest.mark.parametrize("page", PAGES)
def test_while_stopped_every_page_says_why_and_leads_to_the_questions(visit, page) -> None:
    test = visit(page, stopped())

    assert "No session for now" in cards(test)
    assert "Pain spread down the leg." in said(test)
    assert "Answer the questions" in main_buttons(test)
    assert "Log a session" not in buttons(test)


def test_two_causes_of_a_stop_ask_for_the_same_answers_once(visit) -> None:
    log = Log().answers(9).session(1, kind="spreading")
    log.checkin(
        1, "weekly", pain_average_7d_0_10=3, pain_worst_7d_0_10=6, flare=True, leg_worse=True
    )
    test = visit("today", log)

    text = said(test)
    assert text.count("Answer the emergency questions again") == 1
    for cause in ("Pain spread down the leg.", "You had a flare.", "You said a leg is worse."):
        assert cause in text


@pytest.mark.parametrize("page", PAGES)
def test_answers_that_are_too_old_are_asked_again(visit, page) -> None:
    test = visit(page, Log().answers(40))

    assert "Please check in again" in cards(test)
    assert main_buttons(test) == ["Check in"]
    assert "more than four weeks" in said(test)
    assert "Your session" not in cards(test)


def test_an_example_whose_answers_are_too_old_leads_to_its_progress(visit) -> None:
    test = visit("plan", example="recovered")

    assert "The example ends here" in cards(test)
    assert main_buttons(test) == ["See how it went"]


@pytest.mark.parametrize("page", ["stop", "wait"])
def test_before_any_answer_no_page_says_that_nothing_is_wrong(visit, page) -> None:
    words = said(visit(page))

    assert "You have not checked in yet" in words
    assert "Nothing in your answers" not in words


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("answers", "instead"), [({"age_years": 16}, "wait"), ({"rf_ces_saddle": True}, "stop")]
)
def test_who_needs_a_person_first_gets_that_page(visit, page, answers, instead) -> None:
    test = visit(page, Log().answers(2, **answers))

    assert _page_of(test) == _page_of(at(visit("get_help", Log().answers(2, **answers)), instead))
    assert "Your session" not in cards(test)
    assert not [key for key in _keys(test) if key.startswith("log")]


def _page_of(test: AppTest) -> list[str]:
    return [element.value for element in test.title]


def _keys(test: AppTest) -> list[str]:
    return [button.key for button in test.button if button.key]


# --- the first visit --------------------------------------------------------------------------------


def test_an_example_can_be_looked_at_first(visit) -> None:
    test = visit("today")

    assert PEOPLE[next(iter(PEOPLE))].story in said(test)
    test.selectbox(key="example_choice").select("no_floor").run()
    press(test, "Look at this example")

    assert test.session_state["example"] == "no_floor"
    assert "Phase 1 of 4: Ease" in cards(test)


# --- today's session ----------------------------------------------------------------------------------


def test_today_says_what_to_do_where_and_how_much_pain_is_all_right(visit) -> None:
    log = Log().answers(1)
    test = visit("today", log)

    assert "Your session" in cards(test)
    assert main_buttons(test) == ["Start"]
    for line in log.decision().plan.lines:
        assert f"**{plan_words.name(line, KNOWN)}**" in said(test)
    assert "up to 5 of 10, or one more than before you began, and never above 7" in said(test)
    assert "This week so far: 0 of 5 session days." in said(test)


def test_what_is_missing_is_said_once_on_today_and_line_by_line_on_the_plan(visit) -> None:
    log = Log().answers(1)

    assert "Still missing:" in said(visit("today", log))
    assert "not\u00a0yet" not in said(visit("today", log))
    assert "not\u00a0yet" in said(visit("plan", log))


def test_in_ease_the_rounds_of_the_day_are_counted(visit) -> None:
    log = Log().answers(1, **IN_EASE)
    assert "Your session, round 1 of 2" in cards(visit("today", log))
    assert "up to 3 of 10" in said(visit("today", log))

    assert "Your session, round 2 of 2" in cards(visit("today", log.session(0, 8)))

    test = visit("today", log.session(0, 12))
    assert "Nothing more today" in cards(test)
    assert "All 2 rounds of today are logged." in said(test)
    assert main_buttons(test) == []


def test_a_round_holds_what_is_done_that_often_a_day() -> None:
    plan = Log().answers(1, **IN_EASE).decision().plan
    once = replace(plan.lines[0], dose=replace(plan.lines[0].dose, times_per_day=1))
    plan = replace(plan, lines=(once, *plan.lines[1:]))

    assert session_words.lines_of_round(plan, 1) == plan.lines
    assert session_words.lines_of_round(plan, 2) == plan.lines[1:]
    assert session_words.lines_of_round(plan, 3) == plan.lines


def test_when_the_week_is_done_nothing_more_is_planned(visit) -> None:
    log = Log().answers(6, days_per_week=2).session(2).session(1)
    test = visit("today", log)

    assert "Your session days of this week are done." in said(test)
    assert "Log one all the same" in buttons(test)


def test_an_exercise_that_ended_for_the_day_is_not_offered_again(visit) -> None:
    log = Log().answers(1, **IN_EASE)
    hurt, *others = log.decision().plan.lines
    session = Session("s1", moment(TODAY, 8), 2, 3, "sharp")
    entries = [(hurt, Entry("hurt", 0, pain_0_10=3)), *((line, Entry("all")) for line in others)]
    log.store.append_session(*session_log.rows(log.decision().plan, session, entries))

    test = visit("today", log)

    name = KNOWN.exercises[hurt.exercise_id].name
    assert f"**{name}**  \n" not in said(test)
    assert "**Not again today:**" in said(test)
    assert name in said(test).split("**Not again today:**")[1].splitlines()[0]
    assert "The pain was sharp" in said(test)


def test_a_flare_brings_the_comfort_set_and_says_so(visit) -> None:
    log = Log().answers(9).checkin(1, "weekly", pain_average_7d_0_10=3, flare=True, leg_worse=False)
    log.answers(1, hour=9)

    assert "A comfort set for three days" in said(visit("today", log))


@pytest.mark.parametrize(
    ("before", "in_ease", "later"), [(0, 3, 5), (2, 3, 5), (3, 4, 5), (5, 6, 6), (7, 7, 7)]
)
def test_the_ceiling_is_what_the_rules_judge_by(before, in_ease, later) -> None:
    from lib import rules
    from lib.model import Phase, Truth

    for phase, ceiling in ((Phase.EASE, in_ease), (Phase.KEEP, later)):
        assert session_words.ceiling(phase, before, KNOWN) == ceiling
        for most in range(11):
            facts = {
                "phase": phase.id,
                "pain_before_0_10": before,
                "pain_most_0_10": most,
                "pain_rise_in_session_0_10": most - before,
            }
            above = rules.is_true("fact.above_ceiling", facts, KNOWN) is Truth.FIRES
            assert above == (most > ceiling)


# --- the questions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "due"), [(6, False), (7, True)])
def test_the_week_is_asked_after_seven_days(visit, days, due) -> None:
    assert questions.week_is_due(Log().answers(days).session(1).decision()) is due
    asked = Log().answers(20).session(1).checkin(days, "weekly", pain_average_7d_0_10=3)
    assert questions.week_is_due(asked.decision()) is due
    assert ("How was the last week?" in cards(visit("today", asked))) is due


def test_the_week_is_saved_with_all_its_answers(visit) -> None:
    log = Log().answers(8, activity_1="Socks", activity_1_0_10=4).session(2)
    test = visit("today", log)
    press(test, "Save the week")
    assert rows(test, "checkins") == []
    assert "Please say your average pain, your worst pain, whether you had a flare" in said(test)

    for name, value in (("average", 5), ("worst", 4), ("flare", False), ("leg_worse", False)):
        answer(test, f"week.{name}", value)
    press(test, "Save the week")
    assert "Your worst pain cannot be below your average" in said(test)
    assert rows(test, "checkins") == []

    answer(test, "week.worst", 6)
    answer(test, "week.activity_1", 7)
    answer(test, "week.nights", 0)
    press(test, "Save the week")

    (row,) = rows(test, "checkins")
    assert {name: row[name] for name in row if name not in ("checkin_id", "checkin_at")} == {
        "checkin_date": TODAY,
        "kind": "weekly",
        "pain_average_7d_0_10": 5,
        "pain_worst_7d_0_10": 6,
        "sleep_disturbed_nights": 0,
        "flare": False,
        "leg_worse": False,
        "activity_1_0_10": 7,
    }
    assert "Saved." in said(test)
    assert "How was the last week?" not in cards(test)


def test_a_worse_leg_stops_at_once(visit) -> None:
    test = visit("today", Log().answers(8).session(2))
    for name, value in (("average", 3), ("worst", 4), ("flare", False), ("leg_worse", True)):
        answer(test, f"week.{name}", value)
    press(test, "Save the week")

    assert "No session for now" in cards(test)
    assert main_buttons(test) == ["Answer the questions"]


# --- the plan --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", PEOPLE)
def test_every_line_says_how_why_and_how_well_supported(visit, id) -> None:
    decision = people.live(PEOPLE[id], KNOWN).decision
    if decision.plan is None:
        return
    words = said(visit("plan", example=id))

    for line in decision.plan.lines:
        exercise = KNOWN.exercises[line.exercise_id]
        assert plan_words.name(line, KNOWN) in words
        assert session_words.form_check(line, KNOWN) in words
        assert exercise.evidence_line in words
        assert f"level {line.level} of {len(exercise.levels)}" in words
        for _, limit in line.limits:
            assert limit.cue in words
    assert "When to stop" in words


def test_why_names_the_answer_behind_it(visit) -> None:
    words = said(visit("plan", Log().answers(1, worse_with=("bending",))))

    assert "Bending makes it worse, so movements that bend less come first." in words
    assert "What makes it worse" in words or "makes it worse" in words
    assert ": Bending" in words
    assert "Rule select.bending_provokes" in words


@pytest.mark.parametrize("id", PEOPLE)
def test_only_allowed_exercises_are_offered_and_each_works(id) -> None:
    decision = people.live(PEOPLE[id], KNOWN).decision
    if decision.plan is None:
        return
    planned = {line.exercise_id for line in decision.plan.lines}
    for line in decision.plan.lines:
        slot = swaps.slot_of(line, KNOWN)
        for swap in swaps.options(line, decision.profile, decision.course, KNOWN):
            assert swap.to_exercise in slot.able
            assert swap.to_exercise not in planned
            assert decision.profile.fits[swap.to_exercise].allowed


def test_a_low_confidence_makes_the_plan_shorter(visit) -> None:
    test = visit("plan", Log().answers(1))
    assert len(now(test).plan.lines) > 3

    answer(test, "plan_confidence", 5)
    (save,) = [button for button in test.button if button.key == "save_confidence"]
    fine(save.click().run())

    assert len(now(test).plan.lines) == 3
    first, last = rows(test, "answers")
    changed = {id for id in last if first.get(id) != last[id]}
    assert changed == {"answered_at", "answers_date", "confidence_0_10"}


def test_a_stop_is_never_lifted_by_the_question_about_confidence(visit) -> None:
    assert not visit("plan", stopped()).get("button_group")

    test = visit("plan", Log().answers(5).session(1))  # the stop comes in another window
    answer(test, "plan_confidence", 5)
    spreading = Log()
    spreading.store = journal.MemoryStore(test.session_state["guest_journal"], KNOWN.question_kinds)
    spreading.session(0, kind="spreading")
    (save,) = [button for button in test.button if button.key == "save_confidence"]
    fine(save.click().run())

    assert len(rows(test, "answers")) == 1
    assert "No session for now" in cards(test)


def test_slots_that_stayed_empty_say_why_each_reason_once(visit) -> None:
    words = said(visit("plan", Log().answers(1, minutes_per_session=10)))

    assert "Not in your plan for now" in words
    assert words.count("Your minutes are used up") == 1
    assert "**Side and walking.**" in words


# --- log a session ------------------------------------------------------------------------------------------


def fill(test: AppTest, **changes: Any) -> AppTest:
    """Everything done as planned, an ache; `changes` by field."""
    press(test, "All done as planned")
    for name, value in {"before": 2, "most": 3, "kind": "ache", **changes}.items():
        answer(test, f"log.{name}", value)
    return test


def test_what_is_missing_is_named_and_nothing_is_saved(visit) -> None:
    test = visit("log_session", Log().answers(1))
    press(test, "Save the session")

    assert "Not saved yet." in said(test)
    assert "pain before" in said(test)
    assert "what it was like" in said(test)
    assert rows(test, "sessions") == []


def test_no_pain_and_some_pain_do_not_go_together(visit) -> None:
    test = fill(visit("log_session", Log().answers(1)), kind="none")
    press(test, "Save the session")

    assert "You gave 3 for the most pain, and “No pain”." in said(test)
    assert rows(test, "sessions") == []


def test_a_note_that_is_too_long_stays_and_says_by_how_much(visit) -> None:
    test = fill(visit("log_session", Log().answers(1)), note="x" * 10_050)
    press(test, "Save the session")

    assert "Your note has 10,050 characters; up to 10,000 can be saved." in said(test)
    assert "shorten it by 50" in said(test)
    assert rows(test, "sessions") == []
    assert field(test, "log.note").value == "x" * 10_050

    answer(test, "log.note", "x" * 10_000)
    press(test, "Save the session")
    assert rows(test, "sessions")[0]["note"] == "x" * 10_000


def test_a_session_is_saved_once_and_today_says_so(visit) -> None:
    test = visit("log_session", Log().answers(1))
    plan = now(test).plan
    fill(test, after=1, effort=4, minutes=25, note='=cmd()\n🙂 "x"')
    press(test, "Save the session")

    (row,) = rows(test, "sessions")
    assert row["session_date"] == TODAY
    assert (row["plan_id"], row["rules_version"]) == (plan.id, plan.rules_version)
    assert row["phase"] == "rebuild"
    assert (row["pain_before_0_10"], row["pain_most_0_10"], row["pain_after_0_10"]) == (2, 3, 1)
    assert (row["effort_0_10"], row["minutes"], row["pain_kind"]) == (4, 25, "ache")
    assert row["note"] == '=cmd()\n🙂 "x"'
    done = now(test).progress.session_days[0].exercises
    assert {one.exercise_id for one in done} == {line.exercise_id for line in plan.lines}
    assert all(one.all_done for one in done)
    assert "Saved." in said(test)
    assert "Today" in said(test)
    assert "This week so far: 1 of 5 session days." in said(test)

    at(test, "log_session")
    assert "Not saved yet." not in said(test)
    assert field(test, "log.before").value is None


def test_parts_and_pain_are_kept_with_their_exercise(visit) -> None:
    test = visit("log_session", Log().answers(1))
    first, second, *_ = now(test).plan.lines
    fill(test)
    answer(test, f"log.done_{first.exercise_id}", "hurt")
    answer(test, f"log.part_{first.exercise_id}", "1")
    answer(test, f"log.pain_{first.exercise_id}", 6)
    answer(test, f"log.done_{second.exercise_id}", "less")
    answer(test, f"log.part_{second.exercise_id}", "0")
    answer(test, "log.most", 6)
    press(test, "Save the session")

    done = {one.exercise_id: one for one in now(test).progress.session_days[0].exercises}
    assert done[first.exercise_id].stopped == "pain"
    assert done[first.exercise_id].pain_0_10 == 6
    assert not done[first.exercise_id].all_done
    assert done[second.exercise_id].done_rounds == 0
    assert "**Not again today:**" in said(test)


def test_the_form_of_two_exercises_is_asked_and_kept(visit) -> None:
    test = visit("log_session", Log().answers(1))
    first, second, third, *_ = now(test).plan.lines
    fill(test)
    answer(test, f"log.form_{first.exercise_id}", "poor")
    answer(test, f"log.done_{second.exercise_id}", "none")
    answer(test, f"log.form_{third.exercise_id}", "mostly")
    press(test, "Save the session")

    forms = {one.exercise_id: one.form for one in now(test).progress.session_days[0].exercises}
    assert {id: form for id, form in forms.items() if form} == {
        first.exercise_id: "poor",
        third.exercise_id: "mostly",
    }


def test_what_was_typed_is_there_after_looking_at_other_pages(visit) -> None:
    test = fill(visit("log_session", Log().answers(1)), note="first line\nsecond", effort=0)
    at(test, "plan")
    at(test, "today")
    at(test, "log_session")

    assert field(test, "log.before").value == 2
    assert field(test, "log.effort").value == 0
    assert test.text_area[0].value == "first line\nsecond"
    press(test, "Save the session")
    (row,) = rows(test, "sessions")
    assert row["note"] == "first line\nsecond"


def test_a_session_of_yesterday_stands_at_noon_of_that_day(visit) -> None:
    test = fill(visit("log_session", Log().answers(3)), day=ago(1).isoformat())
    press(test, "Save the session")

    (row,) = rows(test, "sessions")
    assert row["session_date"] == ago(1)
    assert "How was this morning?" in cards(test)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (TODAY + timedelta(days=1), "That day is still to come."),
        (ago(30), "Your plan began on"),
        (None, "Please say which day it was."),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_a_sentence(visit, day, says) -> None:
    test = visit("log_session", Log().answers(9).session(1))
    answer(test, "log.day", "other")
    if day is not None:
        answer(test, "log.date", day)

    assert says in said(test)
    assert "Save the session" not in buttons(test)


def test_an_earlier_day_is_logged_against_the_plan_of_that_day(visit) -> None:
    log = Log().answers(9)
    log.session(3).checkin(2, "next_morning", pain_now_0_10=9)
    then, today = log.decision(4).plan, log.decision().plan
    assert then != today or log.decision(4).course.levels != log.decision().course.levels
    test = visit("log_session", log)
    answer(test, "log.day", "other")
    answer(test, "log.date", ago(4))
    fill(test)
    press(test, "Save the session")

    saved = [row for row in rows(test, "sessions") if row["session_date"] == ago(4)]
    assert [row["plan_id"] for row in saved] == [then.id]


def test_too_much_pain_before_means_no_session_and_the_signs(visit) -> None:
    test = visit("log_session", Log().answers(1))
    answer(test, "log.before", 7)
    assert "Ease it first" not in cards(test)
    assert "pain may go up to 7" in said(test)

    answer(test, "log.before", 8)

    assert "Ease it first" in cards(test)
    assert "With pain of 8 or more there is no session today." in said(test)
    assert "Numbness or tingling between your legs" in said(test)
    assert "you can still log it" in said(test)
    assert "Save the session" in buttons(test)


def test_sharp_pain_asks_which_exercise_it_was(visit) -> None:
    test = fill(visit("log_session", Log().answers(1)), kind="sharp")
    assert "Otherwise it counts for all of them." in said(test)

    answer(test, f"log.done_{now(test).plan.lines[0].exercise_id}", "hurt")
    assert "Otherwise it counts for all of them." not in said(test)


def test_spreading_pain_stops(visit) -> None:
    test = fill(visit("log_session", Log().answers(1)), kind="spreading")
    press(test, "Save the session")

    assert "No session for now" in cards(test)
    assert "Saved." in said(test)
    assert main_buttons(test) == ["Answer the questions"]


def test_a_second_press_of_save_saves_nothing_and_leaves_the_next_form_alone(visit) -> None:
    test = fill(visit("log_session", Log().answers(1)))
    press(test, "Save the session")
    assert len(rows(test, "sessions")) == 1

    def press_once_more() -> None:
        import streamlit as st

        from lib.ui.log import saving

        saving._save(st.session_state["old_id"], st.session_state["log_kept"])

    second = AppTest.from_function(press_once_more, default_timeout=30)
    for key in ("guest_journal", "log_kept", "form_log", "forms_log", "browser_store_memory"):
        second.session_state[key] = test.session_state[key]
    second.session_state["old_id"] = rows(test, "sessions")[0]["session_id"]
    fine(second.run())
    assert len(rows(second, "sessions")) == 1
    assert second.session_state["form_log"].saved("tried") is None


def test_a_form_left_open_over_midnight_keeps_the_day_that_was_meant(visit, monkeypatch) -> None:
    test = fill(visit("log_session", Log().answers(3)))
    monkeypatch.setenv("EVEN_KEEL_TODAY", (TODAY + timedelta(days=1)).isoformat())
    fine(test.run())

    assert field(test, "log.day").value == TODAY.isoformat()
    press(test, "Save the session")
    (row,) = rows(test, "sessions")
    assert row["session_date"] == TODAY


def test_an_untouched_form_left_open_is_for_the_new_day(visit, monkeypatch) -> None:
    test = visit("log_session", Log().answers(3))
    tomorrow = TODAY + timedelta(days=1)
    monkeypatch.setenv("EVEN_KEEL_TODAY", tomorrow.isoformat())
    fine(test.run())

    assert field(test, "log.day").value == tomorrow.isoformat()


def test_once_the_questions_are_answered_the_session_is_back(visit) -> None:
    log = Log().answers(5).session(0, 8, kind="spreading").answers(0, 9)
    test = visit("today", log)

    assert "No session for now" not in cards(test)
    assert "Pain spread down the leg. One step easier for now: **" in said(test)
    assert "Answer the emergency questions" not in said(test)
