"""Your session, with a result put in as the browser would send it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import hurts, journal
from lib.ui import player
from lib.ui.player import steps
from lib.ui.player.result import asked
from tests import visits
from tests.given import IN_EASE
from tests.visits import KNOWN, TODAY, Log, at, buttons, cards, fine, main_buttons, said

visit = visits.visit
ID = "00112233445566aa"


def result(log: Log, **changes: Any) -> dict[str, Any]:
    """A whole session of this log's plan, as the browser sends it."""
    plan = log.decision().plan
    assert plan is not None
    lines = [one for one in plan.lines if one.dose.times_per_day >= changes.get("round", 1)]
    sets = [
        {
            "exercise": line.exercise_id,
            "set": work.set,
            "side": work.side,
            "done": work.seconds if work.reps is None else work.reps,
        }
        for line in lines
        for work in steps.works(line.dose, KNOWN)
    ]
    whole = {
        "id": ID,
        "phase": plan.phase.id,
        "rules_version": plan.rules_version,
        "lines": [{"exercise": line.exercise_id, **asked(line)} for line in lines],
        "plan": plan.id,
        "day": TODAY.isoformat(),
        "round": 1,
        "ago_s": 0,
        "ran_s": 700,
        "before": 2,
        "over": "whole",
        "sets": sets,
        "hurts": [],
    }
    return {**whole, **changes}


def delivered(test: AppTest, sent: object) -> AppTest:
    test.session_state[player.SENT] = sent
    return fine(test.run())


def sent_along(test: AppTest) -> dict[str, Any] | None:
    """What the component was given; None where it is not on the page."""
    for element in test.get("bidi_component"):
        if element.proto.component_name.endswith("even_keel_player"):
            found: dict[str, Any] = json.loads(element.proto.json)
            return found
    return None


def may_begin(test: AppTest) -> bool:
    """Whether there is a session to begin."""
    data = sent_along(test)
    return data is not None and data["way"] is not None


def press(test: AppTest, label: str) -> AppTest:
    (button,) = [button for button in test.button if button.label == label]
    return fine(button.click().run())


def chosen(test: AppTest, name: str) -> Any:
    return test.session_state["form_log"].values.get(name)


def answer(test: AppTest, name: str, value: Any) -> AppTest:
    key = test.session_state["form_log"].key(name)
    return fine(test.get_by_key(key).set_value(value).run())


def saved(log: Log, table: str = "sessions") -> list[dict[str, Any]]:
    return journal.rows(log.store.read().frames[table])


@pytest.fixture
def log() -> Log:
    return Log().answers(1, **IN_EASE)


def test_today_starts_the_player_and_the_form_stays_beside_it(visit, log) -> None:
    test = visit("today", log)

    assert main_buttons(test) == ["Start"]
    assert "Log a session" in buttons(test)


def test_an_example_has_no_player(visit) -> None:
    test = visit("session", example="desk_worker")

    assert "its sessions cannot be done here" in said(test)
    assert not may_begin(test)


def test_without_a_plan_there_is_no_player(visit) -> None:
    assert not may_begin(visit("session"))
    assert "Start the check-in" in buttons(visit("session"))


def test_while_stopped_there_is_no_player(visit) -> None:
    test = visit("session", visits.stopped())

    assert "No session for now" in cards(test)
    assert not may_begin(test)


def test_a_whole_session_is_filled_in_and_saved_with_two_answers(visit, log) -> None:
    test = delivered(visit("session", log), result(log))

    assert "What you did is filled in" in said(test)
    assert (chosen(test, "before"), chosen(test, "minutes")) == (2, 12)
    assert {chosen(test, f"done_{line.exercise_id}") for line in log.decision().plan.lines} == {
        "all"
    }
    assert chosen(test, "most") is None  # nobody has said it
    test = answer(answer(test, "most", 2), "kind", "ache")
    press(test, "Save the session")

    (row,) = saved(log)
    assert row["session_id"] == f"s20261125-{ID}"
    sets = saved(log, "sets")
    assert all(row["stopped"] == "none" for row in sets)
    assert all(
        row[f"{name}_done"] == row[f"{name}_prescribed"]
        for row in sets
        for name in ("reps", "minutes")
        if row.get(f"{name}_prescribed") is not None
    )


def test_what_was_done_in_part_is_saved_as_far_as_it_was_done(visit, log) -> None:
    sent = result(log)
    sent["sets"] = [
        {**row, "done": 90.0 if row["exercise"] == "easy_walk" else row["done"]}
        for row in sent["sets"]
    ]
    test = delivered(visit("session", log), sent)
    assert chosen(test, "done_easy_walk") == "less"
    press(answer(answer(test, "most", 2), "kind", "ache"), "Save the session")

    (walk,) = [row for row in saved(log, "sets") if row["exercise_id"] == "easy_walk"]
    assert (walk["minutes_done"], walk["minutes_prescribed"]) == (1.5, 5)


def test_what_hurt_is_in_the_form(visit, log) -> None:
    told = {"exercise": "pelvic_tilt", "set": 1, "side": "both", "pain": 6, "kind": "sharp"}
    sent = result(log, hurts=[{**told, "answer": hurts.STOP_EXERCISE, "chose": None}])
    sent["sets"] = [row for row in sent["sets"] if row["exercise"] != "pelvic_tilt"]
    test = delivered(visit("session", log), sent)

    assert (chosen(test, "most"), chosen(test, "kind")) == (6, "sharp")
    assert (chosen(test, "done_pelvic_tilt"), chosen(test, "pain_pelvic_tilt")) == ("hurt", 6)
    press(test, "Save the session")
    rows = {row["exercise_id"]: row for row in saved(log, "sets")}
    assert (rows["pelvic_tilt"]["stopped"], rows["pelvic_tilt"]["pain_0_10"]) == ("pain", 6)
    changes = log.decision().course.decisions[-1].changes
    assert "pelvic_tilt" in {change.exercise_id for change in changes}


def test_a_milder_answer_of_the_browser_is_not_believed_and_that_is_said(visit, log) -> None:
    told = {"exercise": "pelvic_tilt", "set": 1, "side": "both", "pain": 6, "kind": "ache"}
    sent = result(log, hurts=[{**told, "answer": hurts.CARRY_ON, "chose": hurts.CARRY_ON}])
    test = delivered(visit("session", log), sent)

    assert chosen(test, "done_pelvic_tilt") == "hurt"
    assert "the stricter answer holds" in said(test)


def test_a_second_delivery_changes_nothing_that_was_typed(visit, log) -> None:
    test = delivered(visit("session", log), result(log))
    test = answer(answer(test, "most", 3), "before", 4)
    test = delivered(test, result(log, ago_s=60))

    assert (chosen(test, "most"), chosen(test, "before")) == (3, 4)


def test_what_is_in_the_journal_is_not_taken_again(visit, log) -> None:
    test = delivered(visit("session", log), result(log))
    test = answer(answer(test, "most", 2), "kind", "ache")
    press(test, "Save the session")
    again = delivered(at(test, "session"), result(log, round=1))

    assert "What you did is filled in" not in said(again)
    assert not again.error
    assert len(saved(log)) == 1


@pytest.mark.parametrize("sent", ["nonsense", {}, {"id": ID}])
def test_what_cannot_be_read_says_so_and_the_player_stays(visit, log, sent) -> None:
    test = delivered(visit("session", log), sent)

    assert [error.value for error in test.error]
    assert "Please log the session with the form instead." in test.error[0].value
    assert may_begin(test)


def test_what_nobody_wants_is_dropped_and_not_taken_again(visit, log) -> None:
    test = delivered(visit("session", log), result(log))
    test = press(test, "Do not keep this session")
    test = delivered(test, result(log))

    assert "What you did is filled in" not in said(test)
    assert may_begin(test)


def test_the_form_that_was_filled_in_is_the_same_on_both_pages(visit, log) -> None:
    test = delivered(visit("session", log), result(log))
    test = at(test, "log_session")

    assert test.title[0].value == "Your session"
    assert chosen(test, "before") == 2


def test_nothing_more_is_played_once_all_rounds_are_logged(visit, log) -> None:
    done = log.session(0, 8).session(0, 18)
    test = visit("session", done)

    assert "Nothing more today" in cards(test)
    assert not may_begin(test)


# --- of another day, another plan, or without a plan ---------------------------------------------

DAY_S = 86_400
YESTERDAY = TODAY - timedelta(days=1)


def finished(test: AppTest) -> AppTest:
    return press(answer(answer(test, "most", 2), "kind", "ache"), "Save the session")


def test_a_session_of_the_day_before_is_logged_for_that_day(visit, log) -> None:
    sent = result(log, day=YESTERDAY.isoformat(), ago_s=DAY_S)
    test = delivered(visit("session", log), sent)

    assert "It is logged for Tuesday 24 November" in said(test)
    finished(test)
    (row,) = saved(log)
    assert (row["session_id"], row["session_date"]) == (f"s20261124-{ID}", YESTERDAY)
    assert all(done["stopped"] == "none" for done in saved(log, "sets"))
    again = delivered(at(test, "session"), {**sent, "ago_s": DAY_S + 60})
    assert "What you did is filled in" not in said(again)
    assert len(saved(log)) == 1


def test_a_session_of_another_plan_is_logged_as_it_was_asked_for(visit, log) -> None:
    sent = result(log, plan="p0", phase="rebuild", rules_version="r0")
    sent["lines"] = [row for row in sent["lines"] if row["exercise"] == "pelvic_tilt"]
    sent["sets"] = [row for row in sent["sets"] if row["exercise"] == "pelvic_tilt"]
    finished(delivered(visit("session", log), sent))

    (row,) = saved(log)
    assert (row["plan_id"], row["phase"], row["rules_version"]) == ("p0", "rebuild", "r0")
    assert {done["exercise_id"] for done in saved(log, "sets")} == {"pelvic_tilt"}


def test_what_cannot_have_been_asked_for_is_asked_by_hand(visit, log) -> None:
    sent = result(log, plan="p0")
    sent["lines"] = [
        {**row, "level": 9} if row["exercise"] == "pelvic_tilt" else row for row in sent["lines"]
    ]
    sent["lines"].append({**sent["lines"][0], "exercise": "moon_walk"})
    test = delivered(visit("session", log), sent)

    assert "What you did of Pelvic tilt could not be filled in" in said(test)
    assert "1 exercise is no longer in the library" in said(test)
    assert (chosen(test, "done_pelvic_tilt"), chosen(test, "done_cat_cow")) == (None, "all")
    test = answer(answer(test, "most", 2), "kind", "ache")
    test = press(test, "Save the session")
    assert "Please fill in: pelvic tilt." in said(test)
    press(answer(test, "done_pelvic_tilt", "all"), "Save the session")
    assert len(saved(log)) == 1


def test_a_session_from_before_there_was_a_plan_is_refused(visit, log) -> None:
    test = delivered(visit("session", log), result(log, day="2026-11-20", ago_s=5 * DAY_S))

    assert "Your plan began on 24 November 2026." in test.error[0].value
    data = sent_along(test)
    assert data is not None
    assert data["refused"] == [ID]
    assert saved(log) == []


def test_one_that_is_too_old_is_refused(visit, log) -> None:
    test = delivered(visit("session", log), result(log, plan="p0", ago_s=8 * DAY_S))

    assert "begun more than 7 days ago" in test.error[0].value


def test_a_session_can_be_logged_though_nothing_more_is_planned(visit, log) -> None:
    sent = result(log)
    done = log.session(0, 8).session(0, 13).session(0, 18)
    test = visit("session", done)
    assert "Nothing more today" in cards(test)
    assert sent_along(test) is not None
    finished(delivered(test, sent))

    assert len(saved(done)) == 4


def test_while_stopped_what_was_done_can_be_logged_and_not_gone_on_with(visit) -> None:
    test = visit("session", visits.stopped())
    data = sent_along(test)

    assert data is not None
    assert (data["way"], data["can_log"], data["may_go_on"]) == (None, True, False)


def test_without_a_plan_what_was_begun_can_be_gone_on_with_and_not_logged(visit) -> None:
    data = sent_along(visit("session"))

    assert data is not None
    assert (data["way"], data["plan"]) == (None, "")
    assert (data["can_log"], data["may_go_on"]) == (False, True)
