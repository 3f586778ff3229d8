"""The question about the morning after a session day: one tap, its day, undone, late, forgotten."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import journal, progress
from lib.journal import MemoryStore, NotSaved
from lib.model import Action
from lib.ui import here
from lib.ui.today import mornings, questions
from lib.ui.today.mornings import Answer
from tests import visits
from tests.given import START, make_day
from tests.visits import KNOWN, TODAY, Log, ago, at, buttons, cards, fine, now, press, rows, said

visit = visits.visit
TITLES = ("How was this morning?", "How was yesterday morning?", "How was Monday morning?")


def tap(test: AppTest, number: int, days_ago: int = 0) -> AppTest:
    """One tap on the row of numbers of that morning."""
    return fine(test.get_by_key(f"morning_{ago(days_ago):%Y%m%d}").set_value(number).run())


def asked(test: AppTest) -> list[str]:
    return [title for title in cards(test) if title in TITLES]


def stored(test: AppTest) -> list[dict[str, Any]]:
    return [row for row in rows(test, "checkins") if row["kind"] == "next_morning"]


# --- one tap -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pain", [0, 4, 10])
def test_one_tap_saves_the_morning_and_says_what_was_saved(visit, pain) -> None:
    test = visit("today", Log().answers(3).session(1))
    assert asked(test) == ["How was this morning?"]

    tap(test, pain)

    (row,) = stored(test)
    assert (row["checkin_date"], row["pain_now_0_10"]) == (TODAY, pain)
    assert row["checkin_at"].date() == TODAY
    assert now(test).progress.session_days[0].morning_0_10 == pain
    assert asked(test) == []
    assert f"Saved: {pain} of 10 this morning." in said(test)


def test_what_follows_from_the_answer_stands_there_at_once(visit) -> None:
    worse = "The next morning was clearly worse, so everything goes one level back."
    test = tap(visit("today", Log().answers(3).session(1)), 4)
    assert worse in said(test)

    press(test, "Undo")

    assert worse not in said(test)


def test_an_undone_answer_is_gone_and_asked_again(visit) -> None:
    test = tap(visit("today", Log().answers(3).session(1)), 9)

    press(test, "Undo")
    assert stored(test) == []
    assert asked(test) == ["How was this morning?"]
    assert "Saved" not in said(test)

    tap(test, 2)
    assert [row["pain_now_0_10"] for row in stored(test)] == [2]


def test_what_was_answered_today_can_still_be_undone_in_another_visit(visit) -> None:
    log = Log().answers(3).session(1)
    tap(visit("today", log), 9)

    test = press(visit("today", log), "Undo")

    assert stored(test) == []


def test_what_was_answered_yesterday_is_not_spoken_of_today(visit) -> None:
    log = Log().answers(3).session(2).checkin(1, "next_morning", pain_now_0_10=3)
    test = visit("today", log)

    assert asked(test) == []
    assert "Saved" not in said(test)
    assert "Undo" not in buttons(test)


def test_a_morning_answered_in_two_windows_is_one_row(visit) -> None:
    log = Log().answers(3).session(1)
    one, other = visit("today", log), visit("today", log)

    tap(one, 4)
    tap(other, 6)

    (row,) = stored(other)
    assert row["pain_now_0_10"] == 6
    assert not log.store.read().set_aside


def test_an_answer_that_stood_there_before_is_corrected_in_place(visit) -> None:
    log = Log().answers(3).session(1)
    test = visit("today", log)
    log.checkin(0, "next_morning", pain_now_0_10=7)  # another window, an older version

    tap(test, 2)

    assert [(row["checkin_id"], row["pain_now_0_10"]) for row in stored(test)] == [
        ("c0next_morning", 2)
    ]


def test_the_weekly_question_is_separate(visit) -> None:
    test = visit("today", Log().answers(8).session(1))
    assert {"How was this morning?", "How was the last week?"} <= set(cards(test))

    tap(test, 1)

    assert "How was the last week?" in cards(test)


# --- not saved -----------------------------------------------------------------------------------


def test_an_answer_that_cannot_be_saved_stays_and_is_not_called_saved(visit, monkeypatch) -> None:
    test = visit("today", Log().answers(3).session(1))

    def refuse(*_: object) -> None:
        raise NotSaved("Not saved: this check-in. The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(journal, "put", refuse)
        tap(test, 0)
        assert [error.value for error in test.error] == ["Not saved: this check-in. The disk is full."]  # fmt: skip
        assert "Saved" not in said(test).replace("Not saved", "")
        assert test.get_by_key(f"morning_{TODAY:%Y%m%d}").value == 0
    assert stored(test) == []

    press(test, "Save it again")
    assert [row["pain_now_0_10"] for row in stored(test)] == [0]
    assert not test.error
    assert "Saved: 0 of 10 this morning." in said(test)


def test_an_undo_that_fails_leaves_the_answer_and_says_so(visit, monkeypatch) -> None:
    test = tap(visit("today", Log().answers(3).session(1)), 3)

    def refuse(*_: object) -> None:
        raise NotSaved("Not saved: this check-in. The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(MemoryStore, "delete", refuse)
        press(test, "Undo")

    assert [error.value for error in test.error] == ["Not saved: this check-in. The disk is full."]
    assert "Saved: 3 of 10 this morning." in said(test)
    assert len(stored(test)) == 1


def test_in_an_example_nothing_is_asked_and_nothing_saved(visit) -> None:
    test = visit("today", example="desk_worker")

    assert asked(test) == []
    assert not list(test.get("button_group"))


# --- late ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("session_days_ago", "title"),
    [
        (1, "How was this morning?"),
        (2, "How was yesterday morning?"),
        (3, "How was Monday morning?"),
        (4, "How was Sunday morning?"),
        (5, None),
    ],
)
def test_a_late_answer_is_asked_for_the_morning_it_means(visit, session_days_ago, title) -> None:
    test = visit("today", Log().answers(9).session(session_days_ago))

    assert [t for t in cards(test) if t.endswith("morning?")] == ([title] if title else [])


def test_a_late_answer_is_of_the_morning_it_means_and_of_the_moment_it_was_given(visit) -> None:
    test = visit("today", Log().answers(9).session(3))
    assert "I do not remember" in buttons(test)

    tap(test, 5, days_ago=2)

    (row,) = stored(test)
    assert (row["checkin_date"], row["pain_now_0_10"]) == (ago(2), 5)
    assert row["checkin_at"].date() == TODAY
    assert "Saved: 5 of 10 on Monday morning." in said(test)


def test_only_the_newest_morning_is_asked_and_then_the_one_before(visit) -> None:
    test = visit("today", Log().answers(9).session(3).session(1))
    assert asked(test) == ["How was this morning?"]
    assert "I do not remember" not in buttons(test)

    tap(test, 2)
    assert asked(test) == ["How was Monday morning?"]

    tap(test, 3, days_ago=2)
    assert asked(test) == []
    assert {(row["checkin_date"], row["pain_now_0_10"]) for row in stored(test)} == {
        (TODAY, 2),
        (ago(2), 3),
    }


def test_a_morning_that_is_not_remembered_is_asked_no_more_and_stays_unknown(visit) -> None:
    log = Log().answers(9).session(3)
    test = press(visit("today", log), "I do not remember")

    (row,) = stored(test)
    assert (row["checkin_date"], row.get("pain_now_0_10")) == (ago(2), None)
    assert "Saved: you do not remember Monday morning." in said(test)
    assert asked(test) == []
    assert asked(visit("today", log)) == []
    (session_day,) = now(test).progress.session_days
    assert session_day.morning_0_10 is None
    assert now(test).progress.mornings == ()
    assert "The next-morning question was not answered" in said(test)

    press(test, "Undo")
    assert asked(test) == ["How was Monday morning?"]


def test_not_remembered_does_not_hide_an_answer_given_in_another_window(visit) -> None:
    log = Log().answers(9).session(3).checkin(2, "next_morning", pain_now_0_10=6)
    log.store.append(
        "checkins",
        [{
            "checkin_id": "c-later",
            "checkin_at": datetime.combine(TODAY, time(8), UTC),
            "checkin_date": ago(2),
            "kind": "next_morning",
        }],
    )  # fmt: skip
    test = visit("today", log)

    assert now(test).progress.session_days[0].morning_0_10 == 6
    assert asked(test) == []


# --- what it decides ---------------------------------------------------------------------------------


def decisions(log: Log) -> dict[date, Action]:
    course = log.decision().course
    assert course is not None
    return {made.day: made.action for made in course.decisions}


def test_a_late_bad_morning_steps_back_on_the_day_it_means_and_no_other(visit) -> None:
    log = Log().answers(9).session(4).session(2)
    before = decisions(log)
    assert before[ago(3)] is Action.HOLD

    tap(press(visit("today", log), "I do not remember"), 6, days_ago=3)

    after = decisions(log)
    assert after[ago(3)] is Action.STEP_BACK
    assert {day for day in before | after if before.get(day) != after.get(day)} == {ago(3)}


def test_a_late_good_morning_makes_the_step_up_of_the_day_it_means(visit) -> None:
    log = Log().answers(9).session(4).checkin(3, "next_morning", pain_now_0_10=2).session(3)
    before = decisions(log)
    assert before[ago(2)] is Action.HOLD

    test = tap(visit("today", log), 2, days_ago=2)

    after = decisions(log)
    assert after[ago(2)] is Action.STEP_UP
    assert {day for day in before | after if before.get(day) != after.get(day)} == {ago(2)}
    assert now(test).plan != Log().answers(9).decision().plan


@pytest.mark.parametrize("pain", [None, *range(11)])
def test_a_late_answer_of_any_size_counts_for_its_day_alone(pain) -> None:
    log = Log().answers(9).session(4).session(2)
    row = {
        "checkin_id": "late",
        "checkin_at": datetime.combine(TODAY, time(7), UTC),
        "checkin_date": ago(3),
        "kind": "next_morning",
        "pain_now_0_10": pain,
    }
    log.store.append("checkins", [row])

    days = progress.summarise(log.store.read().frames, TODAY).session_days

    assert [day.morning_0_10 for day in days] == [pain, None]


def test_while_a_morning_can_still_be_answered_nothing_is_decided_about_it(visit) -> None:
    log = Log().answers(3).session(2)
    unanswered = "The next-morning question was not answered"
    for page in ("today", "progress"):
        assert unanswered not in said(visit(page, log))

    test = press(visit("today", log), "I do not remember")

    assert unanswered in said(test)
    assert unanswered in said(at(test, "progress"))


# --- when, and in what words -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "minutes_after_midnight", "is_asked"),
    [(23, 30, False), (23, 5 * 60, True), (9, 30, True)],
)
def test_nobody_is_asked_before_the_night(hour, minutes_after_midnight, is_asked) -> None:
    berlin = timezone(timedelta(hours=1))
    session = make_day(0)
    began = datetime.combine(START, time(hour), berlin)
    session = type(session)(
        **{name: getattr(session, name) for name in session.__slots__} | {"last_at": began}
    )
    midnight = datetime.combine(START + timedelta(days=1), time(0), berlin)

    found = mornings.waiting(
        [session], (), midnight + timedelta(minutes=minutes_after_midnight), KNOWN
    )

    assert (len(found) == 1) is is_asked


def test_the_day_is_that_of_the_visitor() -> None:
    """Seven in the evening in London is the next morning in Auckland."""
    session = make_day(0)
    evening = datetime.combine(START + timedelta(days=1), time(19), UTC)
    there = evening.astimezone(timezone(timedelta(hours=13)))

    assert mornings.waiting([session], (), evening, KNOWN) == (START + timedelta(days=1),)
    assert questions.morning_asks(START + timedelta(days=1), evening.date())[0] == TITLES[0]
    assert questions.morning_asks(START + timedelta(days=1), there.date())[0] == TITLES[1]


WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("days_ago", "title", "label", "saved", "forgotten"),
    [
        (
            0,
            "How was this morning?",
            "How much did it hurt when you got up?",
            "Saved: 0 of 10 this morning.",
            "Saved: you do not remember this morning.",
        ),
        (
            1,
            "How was yesterday morning?",
            "On Tuesday morning, 24 November, the day after your session: how much did it hurt "
            "when you got up?",
            "Saved: 0 of 10 yesterday morning.",
            "Saved: you do not remember yesterday morning.",
        ),
        (
            3,
            "How was Sunday morning?",
            "On Sunday morning, 22 November, the day after your session: how much did it hurt "
            "when you got up?",
            "Saved: 0 of 10 on Sunday morning.",
            "Saved: you do not remember Sunday morning.",
        ),
    ],
)
def test_a_morning_in_words(days_ago, title, label, saved, forgotten) -> None:
    day = WEDNESDAY - timedelta(days=days_ago)
    at = datetime.combine(WEDNESDAY, time(8), UTC)

    assert questions.morning_asks(day, WEDNESDAY) == (title, label)
    assert questions.answered_says(Answer("c", day, at, 0), WEDNESDAY) == saved
    assert questions.answered_says(Answer("c", day, at, None), WEDNESDAY) == forgotten


# --- in the file ------------------------------------------------------------------------------------


def test_a_row_put_twice_is_there_once_and_leaves_the_others_alone() -> None:
    log = Log().checkin(3, "weekly", flare=False)
    row = {
        "checkin_id": "c20261125-morning",
        "checkin_at": datetime.combine(TODAY, time(7), UTC),
        "checkin_date": TODAY,
        "kind": "next_morning",
    }
    for pain in (4, 4, None, 0):
        journal.put(log.store, "checkins", {**row, "pain_now_0_10": pain})

    weekly, morning = log.rows("checkins")
    assert (weekly["kind"], weekly["flare"]) == ("weekly", False)
    assert (morning["kind"], morning["pain_now_0_10"]) == ("next_morning", 0)
    with pytest.raises(NotSaved):
        journal.put(log.store, "checkins", {**row, "pain_now_0_10": 11})
    assert log.rows("checkins")[1]["pain_now_0_10"] == 0


def test_foreign_columns_of_a_file_stay(visit) -> None:
    log = Log().checkin(3, "weekly", flare=False)
    (name,) = log.files
    header, line = log.files[name].decode().splitlines()
    log.files[name] = f"{header},mood\n{line},fine\n".encode()
    for pain in (3, 5):
        row = {"checkin_id": "c1", "checkin_at": datetime.combine(TODAY, time(7), UTC)}
        row |= {"checkin_date": TODAY, "kind": "next_morning", "pain_now_0_10": pain}
        journal.put(log.store, "checkins", row)

    lines = log.files[name].decode().splitlines()
    assert [line.rpartition(",")[2] for line in lines] == ["mood", "fine", ""]


def test_here_tells_the_moment_of_whoever_is_on_show(monkeypatch) -> None:
    person = visits.PEOPLE["desk_worker"]
    monkeypatch.setattr(here, "example", lambda: person)

    assert here.now().date() == here.today() == person.as_of
