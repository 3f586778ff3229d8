"""A decision opened on Progress, its rows followed into the log, and a correction that changes it."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest

from lib import effect
from lib.ui.sessions import given
from tests.visits import (
    KNOWN,
    Log,
    ago,
    answer,
    at,
    buttons,
    fine,
    now,
    press,
    press_key,
    rows,
    said,
    visit,
)

__all__ = ["visit"]


def sore() -> Log:
    """A session two days ago, and a next morning that was clearly worse."""
    log = Log().answers(5).session(2)
    return log.checkin(1, "next_morning", pain_now_0_10=5)


def open_line(test: AppTest, key: str) -> AppTest:
    """Opens a line that is drawn only when it is open."""
    test.session_state[f"why_{key}"] = True
    return fine(test.run())


def decision_key(day: date) -> str:
    return f"decision_{day:%Y%m%d}"


def test_a_decision_is_a_line_and_opens_with_what_stands_behind_it(visit) -> None:
    test = visit("progress", sore())
    assert "A step back.** The next morning was clearly worse" in said(test)
    assert "The rule." not in said(test)

    open_line(test, decision_key(ago(1)))

    assert "**The rule.** Pain the next morning is 2 points or more above" in said(test)
    assert "With pain of 3 or less the next morning, instead of 5" in said(test)
    assert any(label.startswith("Session, 23 November: pain 2 before") for label in buttons(test))
    assert any(label.startswith("Next morning, 24 November: pain 5") for label in buttons(test))


def test_a_row_leads_to_its_day_in_the_log_and_back(visit) -> None:
    test = open_line(visit("progress", sore()), decision_key(ago(1)))
    (row,) = [button for button in test.button if button.label.startswith("Session, 23 November")]
    fine(row.click().run())

    assert test.title[0].value == "23 November 2026"
    assert "edit_s2-9" in [button.key for button in test.button]
    press(at(test, "sessions"), "All sessions")
    assert test.title[0].value == "Your sessions"


def test_progress_forgets_the_day_that_was_looked_at(visit) -> None:
    test = visit("sessions", sore())
    test.session_state["sessions_looked"] = ago(2)
    assert at(test, "sessions").title[0].value == "23 November 2026"
    at(test, "progress")
    assert at(test, "sessions").title[0].value == "Your sessions"


def test_the_check_in_of_a_day_stands_there_with_its_answers(visit) -> None:
    test = visit("sessions", sore())
    test.session_state["sessions_looked"] = ago(5)
    at(test, "sessions")

    assert "Check-in" in [card.value for card in test.subheader]
    assert "Its answers stay as they were given." in said(test)


def listed(test: AppTest) -> AppTest:
    return fine(test.get_by_key("which_list").set_value("Mornings and weekly answers").run())


def test_a_morning_is_corrected_and_the_decision_goes_with_it(visit) -> None:
    test = listed(visit("sessions", sore()))
    assert "**Next morning, Tuesday 24 November 2026**  \nPain 5" in said(test)
    before = now(test)
    (id,) = [row["checkin_id"] for row in rows(test, "checkins")]
    press_key(test, f"edit_{id}")
    assert "Nothing is changed so far." in said(test)
    answer(test, "answer.pain_now_0_10", 2)
    shown = said(test)
    press(test, "Save the correction")

    assert rows(test, "checkins")[0]["pain_now_0_10"] == 2
    for sentence in effect.of_change(before, now(test), KNOWN).says():
        assert sentence in shown
    at(test, "progress")
    assert "A step back" not in said(test)


def test_an_answer_is_deleted_and_brought_back(visit) -> None:
    log = sore().checkin(1, "weekly", pain_average_7d_0_10=3, pain_worst_7d_0_10=5, flare=False)
    test = listed(visit("sessions", log))
    before = rows(test, "checkins")
    assert "Average pain 3 · worst 5 · no flare" in said(test)

    press_key(test, f"delete_{before[1]['checkin_id']}")
    press(test, "Delete it")
    assert len(rows(test, "checkins")) == 1
    press(test, "Bring it back")
    assert rows(test, "checkins") == before


def test_worst_below_average_is_not_saved(visit) -> None:
    log = Log().answers(5).checkin(1, "weekly", pain_average_7d_0_10=3, pain_worst_7d_0_10=5)
    test = listed(visit("sessions", log))
    press_key(test, f"edit_{rows(test, 'checkins')[0]['checkin_id']}")
    answer(test, "answer.pain_worst_7d_0_10", 1)

    assert "cannot be below your average" in said(test)
    assert [b.disabled for b in test.button if b.label == "Save the correction"] == [True]


def test_of_two_answers_of_a_day_the_later_counts(visit) -> None:
    log = sore()
    row = log.rows("checkins")[0]
    log.store.append(
        "checkins",
        [{**row, "checkin_id": "later", "checkin_at": row["checkin_at"].replace(hour=11)}],
    )
    later, first = given.on(log.store.read().frames, ago(1))

    assert (later.id, later.counts, first.counts) == ("later", True, False)
    assert "a later answer of that day counts instead" in given.heading(first)


def test_an_example_can_be_followed_into_its_log_and_not_changed(visit) -> None:
    test = visit("progress", example="acute_irritable")
    lines = [line for line in test.expander if line.label == "Why, and from what"]
    assert lines
    test.session_state["sessions_looked"] = date(2026, 1, 15)
    at(test, "sessions")

    assert "can be looked at, not changed" in said(test)
    assert "Edit" not in buttons(test)
    assert "Next morning, Thursday 15 January 2026" in said(test)


def test_the_next_phase_says_what_is_missing_in_numbers(visit) -> None:
    test = open_line(visit("progress", sore()), "gate")

    assert "9 more days in this phase." in said(test)
    assert "A new weekly answer: there is none yet." in said(test)


def test_the_plan_says_what_came_close_under_why_this(visit) -> None:
    test = visit("plan", sore())

    assert "**What came close.**  \nNot chosen: Bridge with calves on the ball (no ball)." in said(
        test
    )
    assert "Not yet: level 2 (" in said(test)
