"""Strength in the states a person can meet it in: nothing yet, refused, offered, tested."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import strength
from tests import visits
from tests.given import IN_EASE
from tests.visits import KNOWN, NOTHING_KEPT, TODAY, ago, cards, fine, moment, press_key, said

visit = visits.visit
STRONG = {
    "pain_duration": "6_to_12_weeks",
    "first_episode": False,
    "pain_now_0_10": 1,
    "pain_average_7d_0_10": 2,
    "pain_worst_7d_0_10": 3,
    "pain_settles": "same_day",
    "pain_trend": "same",
    "worse_with": (),
    "can_get_up_from_floor": "yes",
    "can_bridge_10s": "yes",
    "can_side_prop_left_10s": "yes",
    "can_side_prop_right_10s": "yes",
    "can_knee_plank_10s": "yes",
    "can_stand_one_leg_10s": "yes",
    "can_rise_from_chair_5x": "yes",
}


class Log(visits.Log):
    """The journal of somebody strong enough for every test."""

    def answers(self, days_ago: int = 0, hour: int = 6, **changes: Any) -> Log:
        super().answers(days_ago, hour, **{**STRONG, **changes})
        return self


def weeks_of_tests() -> Log:
    log = Log().answers(days_ago=60, age_years=63, sex="female")
    for days_ago, left, right in ((50, 18, 40), (32, 22, 41)):
        log.tested(days_ago, "side_bridge", left, "left")
        log.tested(days_ago, "side_bridge", right, "right")
    log.tested(32, "supine_bridge", 74).tested(32, "chair_stand_30s", 17)
    return log.answers(days_ago=1, age_years=63, sex="female")


def can_open(test: AppTest) -> list[str]:
    return [button.key[5:] for button in test.button if str(button.key).startswith("open_")]


def ready(test: AppTest, id: str, pain: int = 1) -> AppTest:
    """The test open, pain answered, tried for practice."""
    press_key(test, f"open_{id}")
    fine(test.get_by_key("strength_pain_now").set_value(pain).run())
    tried = [box for box in test.checkbox if box.key == f"tried_{id}" and not box.value]
    return fine(tried[0].check().run()) if tried else test


def stopwatch(test: AppTest) -> dict[str, Any]:
    """What the stopwatch on the page was given."""
    given = [json.loads(element.proto.json) for element in test.get("bidi_component") if "stopwatch" in element.proto.component_name]  # fmt: skip
    assert len(given) == 1
    return dict(given[0])


# --- nothing yet -----------------------------------------------------------------------------


def test_before_the_check_in_it_says_what_will_be_here(visit) -> None:
    test = visit("strength")

    assert "will be here, with a stopwatch" in said(test)
    assert can_open(test) == []


def test_without_results_there_is_no_picture_of_the_sides(visit) -> None:
    test = visit("strength", Log().answers())

    assert test.get("vega_lite_chart") == []
    assert cards(test)[0] == "Tests for now"


# --- not for now -------------------------------------------------------------------------------


def test_an_acute_person_is_refused_with_reasons(visit) -> None:
    test = visit(
        "strength", Log().answers(**IN_EASE, pain_duration="under_6_weeks", pain_now_0_10=6)
    )

    assert "No strength tests for now" in cards(test)
    assert "Your pain is younger than six weeks" in said(test)
    assert "Pain now is above 4" in said(test)
    assert set(KNOWN.tests).isdisjoint(can_open(test))
    assert stopwatch(test)["test"] == ""


def test_the_acute_example_is_refused_too(visit) -> None:
    test = visit("strength", example="acute_irritable")

    assert "No strength tests for now" in cards(test)
    assert can_open(test) == []


def test_pain_at_the_last_check_in_is_asked_again_before_it_refuses(visit) -> None:
    test = visit("strength", Log().answers(days_ago=3, pain_now_0_10=5))
    assert can_open(test) == []

    fine(test.get_by_key("strength_pain_now").set_value(2).run())

    assert "supine_bridge" in can_open(test)


def test_somebody_who_has_to_see_a_clinician_first_is_refused(visit) -> None:
    test = visit("strength", Log().answers(rd_heart=True))

    assert "Your answers ask for something else first" in said(test)
    assert can_open(test) == []


def test_each_reason_names_the_tests_it_speaks_against(visit) -> None:
    test = visit("strength", Log().answers(can_get_up_from_floor="no"))

    assert can_open(test) == ["chair_stand_30s", "chair_stand_60s"]
    floor = next(m.value for m in test.markdown if "Getting down to the floor" in m.value)
    assert "Bridge hold" in floor
    assert "Side bridge" in floor


def test_tests_for_a_therapist_are_marked_and_never_offered(visit) -> None:
    test = visit("strength", Log().answers())

    marked = next(m.value for m in test.markdown if "Only with a therapist" in m.value)
    assert "Biering-Sørensen" in marked
    assert {"sorensen", "flexor_60"}.isdisjoint(can_open(test))


# --- before the stopwatch --------------------------------------------------------------------------


def test_pain_and_a_practice_try_come_before_the_stopwatch(visit) -> None:
    test = press_key(visit("strength", Log().answers()), "open_supine_bridge")
    assert test.title[0].value == "Bridge hold"
    assert "stopwatch opens here" in said(test)
    assert stopwatches(test) == []

    fine(test.get_by_key("strength_pain_now").set_value(1).run())
    assert stopwatches(test) == []
    fine(test.checkbox(key="tried_supine_bridge").check().run())

    assert stopwatch(test)["test"] == "supine_bridge"
    assert stopwatch(test)["cap_s"] == KNOWN.limit("hold_cap_s")


def stopwatches(test: AppTest) -> list[object]:
    return [e for e in test.get("bidi_component") if "stopwatch" in e.proto.component_name]


def test_too_much_pain_just_now_refuses(visit) -> None:
    test = ready(visit("strength", Log().answers()), "supine_bridge", pain=5)

    assert "Pain now is above 4" in said(test)
    assert stopwatches(test) == []


@pytest.mark.parametrize(("pain", "at_most"), [(0, 1), (2, 3), (4, 5)])
def test_a_test_goes_on_up_to_one_point_more_pain_and_never_above_five(
    visit, pain: int, at_most: int
) -> None:
    test = ready(visit("strength", Log().answers()), "supine_bridge", pain=pain)

    assert stopwatch(test)["pain_at_most_0_10"] == at_most


def test_a_test_done_before_needs_no_practice(visit) -> None:
    test = press_key(visit("strength", weeks_of_tests()), "open_side_bridge")
    fine(test.get_by_key("strength_pain_now").set_value(1).run())

    assert stopwatch(test)["sides"] == ["left", "right"]
    assert stopwatch(test)["side_rest_s"] == KNOWN.limit("test_side_rest_s")


# --- saved ------------------------------------------------------------------------------------------


def takes(log: Log, *sent: object, first_holds: bool = False) -> AppTest:
    """What the page does with what the stopwatch sends; AppTest itself calls no component's callback."""

    def deliver() -> None:
        import streamlit as st

        from lib.ui import here
        from lib.ui.strength import first_holds, results

        for one in st.session_state["sent"]:
            (first_holds if st.session_state["first_holds"] else results).take(one)
        here.show_told()

    test = AppTest.from_function(deliver, default_timeout=30)
    test.session_state["browser_store_memory"] = NOTHING_KEPT
    test.session_state["guest_journal"] = log.files
    test.session_state["sent"] = sent
    test.session_state["first_holds"] = first_holds
    return fine(test.run())


def measured(
    test: str = "supine_bridge", id: str = "0123456789abcdef", **more: Any
) -> dict[str, Any]:
    hold = {"side": "", "seconds": 22.4, "count": None, "pain_0_10": None, "stopped": ""}
    return {"id": id, "test": test, "holds": [hold | more]}


@pytest.fixture
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVEN_KEEL_TODAY", TODAY.isoformat())


@pytest.mark.usefixtures("on_that_day")
def test_what_was_measured_is_saved_as_measured() -> None:
    log = Log().answers()
    takes(log, measured(pain_0_10=3, stopped="pain"))

    (row,) = log.rows("tests")
    assert (row["test_id"], row["test"]) == ("t0123456789abcdef", "supine_bridge")
    assert (row["seconds"], row.get("count"), row["pain_0_10"]) == (22.4, None, 3)
    assert row["stopped"] == "pain"
    assert str(row["tested_date"])[:10] == TODAY.isoformat()


@pytest.mark.usefixtures("on_that_day")
def test_both_sides_become_a_row_each() -> None:
    log = Log().answers()
    left = measured("side_bridge_knees", side="left")
    right = measured("side_bridge_knees", side="right", seconds=41)
    takes(log, {**left, "holds": [*left["holds"], *right["holds"]]})

    assert [(row["side"], row["seconds"]) for row in log.rows("tests")] == [
        ("left", 22.4),
        ("right", 41),
    ]
    assert len({row["test_id"] for row in log.rows("tests")}) == 2


@pytest.mark.usefixtures("on_that_day")
def test_a_second_delivery_is_ignored() -> None:
    log = Log().answers()
    takes(log, measured(), measured(), measured(id="fedcba9876543210"))
    takes(log, measured())

    assert [row["test_id"] for row in log.rows("tests")] == [
        "t0123456789abcdef",
        "tfedcba9876543210",
    ]


@pytest.mark.usefixtures("on_that_day")
@pytest.mark.parametrize("test", ["sorensen", "no_such_test"])
def test_what_is_not_offered_is_not_saved_even_if_a_browser_sends_it(test: str) -> None:
    log = Log().answers()
    told = takes(log, measured(test))

    assert "a test that is not offered here. Nothing was saved." in told.error[0].value
    assert log.rows("tests") == []


@pytest.mark.usefixtures("on_that_day")
def test_an_acute_person_s_browser_cannot_save_one_either() -> None:
    log = Log().answers(pain_duration="under_6_weeks")
    takes(log, measured())

    assert log.rows("tests") == []


def test_a_time_can_be_typed_instead(visit) -> None:
    log = Log().answers()
    test = ready(visit("strength", log), "side_bridge_knees")
    fields = [field for field in test.number_input if "Seconds held" in field.label]
    assert [field.label for field in fields] == [
        "Seconds held, left side",
        "Seconds held, right side",
    ]
    fields[0].set_value(22)
    fine(fields[1].set_value(41).run())
    press_key(test, "save_side_bridge_knees")

    assert [(r["side"], r["seconds"]) for r in log.rows("tests")] == [("left", 22), ("right", 41)]
    assert "Last: 22 s left, 41 s right, today." in said(test)
    assert "What next" in cards(test)


def test_nothing_typed_saves_nothing_and_says_so(visit) -> None:
    log = Log().answers()
    test = press_key(ready(visit("strength", log), "supine_bridge"), "save_supine_bridge")

    assert "**Not saved yet.** Please type a number." in said(test)
    assert log.rows("tests") == []


def test_after_a_test_comes_the_rest_and_the_next_one(visit) -> None:
    log = Log().answers()
    test = ready(visit("strength", log), "supine_bridge")
    field = next(field for field in test.number_input if field.label == "Seconds held")
    fine(field.set_value(50).run())
    press_key(test, "save_supine_bridge")
    assert "Rest for about 5 minutes" in said(test)

    press_key(test, "next_test")
    assert test.title[0].value == "Plank on the knees"
    fine(test.checkbox(key="tried_knee_plank").check().run())

    assert 0 < stopwatch(test)["rest_s"] <= 300
    assert stopwatch(test)["taken"] == []  # typed: nothing of the stopwatch's own is waiting


# --- what came of it ----------------------------------------------------------------------------------


def test_with_results_the_sides_are_a_picture_with_a_sentence(visit) -> None:
    test = visit("strength", weeks_of_tests())

    assert "Your left side held 22 s against 41 s on the right, twice." in cards(test)[0]
    (chart,) = test.get("vega_lite_chart")
    assert "Left side: 22 s, target 20 s" in json.loads(chart.proto.spec)["description"]


def test_a_result_stands_beside_its_published_group_with_size_and_limits(visit) -> None:
    test = press_key(visit("strength", weeks_of_tests()), "open_chair_stand_30s")

    text = said(test)
    assert "women aged 60 to 64" in text
    assert "7,183 people" in text
    assert "United States" in text
    for word in ("normal for", "below average", "fail", "poor"):
        assert word not in text.lower()


def test_who_has_not_said_which_values_is_asked_and_then_sees_them(visit) -> None:
    log = Log().answers(days_ago=40, age_years=63).tested(32, "chair_stand_30s", 17)
    test = press_key(visit("strength", log), "open_chair_stand_30s")
    assert "aged 60 to 64" not in said(test)

    fine(test.get_by_key("strength_sex").set_value("female").run())
    press_key(test, "save_sex")

    assert "women aged 60 to 64" in said(test)


def test_without_a_fitting_group_there_is_only_one_s_own_trend(visit) -> None:
    log = Log().answers(days_ago=40, age_years=44, sex="male").tested(32, "chair_stand_30s", 17)
    test = press_key(visit("strength", log), "open_chair_stand_30s")

    assert "Last: 17 times, 24 October." in said(test)
    assert "Published values:" not in said(test)


def test_a_change_within_the_error_of_the_test_is_no_clear_change(visit) -> None:
    test = press_key(visit("strength", weeks_of_tests()), "open_side_bridge")

    assert "No clear change: from 18 to 22 seconds." in said(test)
    charts = [json.loads(chart.proto.spec) for chart in test.get("vega_lite_chart")]
    assert len(charts) == 2
    assert all("No clear change" in chart["description"] for chart in charts)


def test_of_a_test_that_is_not_for_now_the_results_can_still_be_seen(visit) -> None:
    log = weeks_of_tests().answers(days_ago=1, pain_duration="under_6_weeks", age_years=63)
    test = visit("strength", log)
    assert "side_bridge" in can_open(test)

    press_key(test, "open_side_bridge")

    assert "Your pain is younger than six weeks" in said(test)
    assert stopwatches(test) == []
    assert "Last: 22 s left, 41 s right" in said(test)


def test_an_example_can_be_looked_at_and_not_measured(visit) -> None:
    test = visit("strength", example="desk_worker")
    assert "nothing can be measured here" in said(test)
    opened = can_open(test)
    assert opened

    press_key(test, f"open_{opened[0]}")

    assert stopwatches(test) == []
    assert not test.number_input


# --- the holds of the first sessions -----------------------------------------------------------------


ACUTE = {"pain_duration": "under_6_weeks", "can_bridge_10s": "not_tried"}
FIND_OUT = "With your next session: find out what you can do"


def test_what_was_not_tried_comes_with_the_next_session_also_for_an_acute_person(visit) -> None:
    test = visit("today", Log().answers(**ACUTE))
    assert FIND_OUT in cards(test)

    press_key(test, "open_first_supine_bridge")

    assert test.title[0].value == "Bridge hold"
    assert stopwatch(test)["test"] == "first_supine_bridge"
    assert stopwatch(test)["cap_s"] == KNOWN.limit("first_hold_stop_s")


def test_who_has_tried_everything_is_not_asked(visit) -> None:
    assert FIND_OUT not in cards(visit("today", Log().answers()))


@pytest.mark.usefixtures("on_that_day")
def test_such_a_hold_is_saved_as_exercise_and_answers_the_question(visit) -> None:
    log = Log().answers(**ACUTE)
    takes(log, measured("first_supine_bridge", seconds=20, stopped="cap"), first_holds=True)

    (row,) = log.rows("tests")
    assert (row["test"], row["seconds"], row["stopped"]) == ("supine_bridge", 20, "easy")
    test = visit("strength", log)
    assert FIND_OUT not in cards(test)
    assert "Tested before" not in cards(test)


@pytest.mark.usefixtures("on_that_day")
def test_such_a_hold_is_neither_longer_than_it_may_be_nor_taken_for_a_test() -> None:
    log = Log().answers(**ACUTE)
    takes(log, measured("first_supine_bridge", seconds=21), first_holds=True)
    takes(log, measured("supine_bridge", seconds=20), first_holds=True)
    takes(log, measured("first_supine_bridge", seconds=20))

    assert log.rows("tests") == []


def after_first_hold(log: Log, visit: Callable[..., AppTest], **hold: Any) -> AppTest:
    """The page on which the bridge hold was opened, after the stopwatch sent this."""
    press_key(visit("today", log), "open_first_supine_bridge")
    sent = takes(log, measured("first_supine_bridge", **hold), first_holds=True)
    test = visit("strength", log)
    for name in ("strength_open", "strength_saved"):
        test.session_state[name] = "first_supine_bridge"
    test.session_state["first_hold_found"] = sent.session_state["first_hold_found"]
    return fine(test.run())


@pytest.mark.usefixtures("on_that_day")
def test_ten_easy_seconds_answer_the_question_and_the_plan_s_change_is_said(visit) -> None:
    log = Log().answers(**ACUTE | {"can_rise_from_chair_5x": "not_tried"})
    test = after_first_hold(log, visit, seconds=12.9)
    text = said(test)

    assert cards(test) == ["Saved"]
    (row,) = log.rows("tests")
    assert (row["seconds"], row["stopped"]) == (12, "easy")
    assert "**You can now do the 10-second bridge**, because you held it for 12 seconds." in text
    assert FIND_OUT not in cards(visit("plan", log))


@pytest.mark.usefixtures("on_that_day")
@pytest.mark.parametrize(
    ("hold", "says"),
    [
        ({"seconds": 6}, "you held it for 6 seconds, and it takes 10."),
        ({"seconds": 9.9}, "you held it for 9 seconds, and it takes 10."),
        (
            {"seconds": 12, "pain_0_10": 4, "stopped": "pain"},
            "stays open: it hurt more than exercise may.",
        ),
    ],
)
def test_a_shorter_hold_or_one_that_hurt_too_much_leaves_the_question_open(
    visit, hold: dict[str, Any], says: str
) -> None:
    text = said(after_first_hold(Log().answers(**ACUTE), visit, **hold))

    assert says in text
    assert "rising from a chair 5 times counts instead" in text
    assert "You can now" not in text


def test_plan_shows_the_holds_too_and_opens_the_stopwatch(visit) -> None:
    test = visit("plan", Log().answers(**ACUTE))
    assert FIND_OUT in cards(test)

    press_key(test, "open_first_supine_bridge")

    assert stopwatch(test)["test"] == "first_supine_bridge"
    assert stopwatch(test)["pain_at_most_0_10"] == KNOWN.limit("ease_pain_ceiling_0_10")
    assert "Your pain goes above 3 of 10." in said(test)
    assert "above 5 of 10" not in said(test)


def test_the_first_reason_to_stop_is_how_much_pain_in_every_test() -> None:
    assert {strength.stops(test, KNOWN)[0] for test in KNOWN.tests.values()} == {
        "Your pain rises by 2 points, or goes above 5 of 10."
    }


@pytest.mark.parametrize("page", ["today", "plan"])
@pytest.mark.parametrize("against", [{"can_get_up_from_floor": "no"}, {"rd_heart": True}])
def test_nothing_is_to_be_found_out_where_something_speaks_against_it(
    visit, page: str, against: dict[str, Any]
) -> None:
    assert FIND_OUT not in cards(visit(page, Log().answers(**ACUTE, **against)))


def test_a_side_that_hurt_too_much_ends_it_for_today_on_both(visit) -> None:
    log = Log().answers(can_side_prop_left_10s="not_tried", can_side_prop_right_10s="not_tried")
    log.tested(0, "side_bridge_knees", 4, "left", pain_0_10=6, stopped="easy")

    assert FIND_OUT not in cards(visit("today", log))


# --- from elsewhere --------------------------------------------------------------------------------------


def test_today_says_quietly_that_a_test_is_worth_doing_again(visit) -> None:
    test = visit("today", weeks_of_tests())

    assert "Your last strength test is 4 weeks ago." in said(test)


@pytest.mark.parametrize("days_ago", [0, 27])
def test_before_four_weeks_today_says_nothing_of_tests(visit, days_ago: int) -> None:
    log = Log().answers(days_ago=days_ago).tested(days_ago, "supine_bridge", 50)

    assert "strength test is" not in said(visit("today", log))


def test_an_acute_person_is_not_reminded(visit) -> None:
    log = weeks_of_tests().answers(days_ago=1, pain_duration="under_6_weeks")

    assert "strength test is" not in said(visit("today", log))


@pytest.mark.parametrize("page", ["plan", "progress"])
def test_plan_and_progress_lead_there(visit, page: str) -> None:
    log = Log().answers(days_ago=3)
    at = moment(ago(1), 8)
    row = {"checkin_id": "c", "checkin_at": at, "checkin_date": at.date(), "kind": "next_morning"}
    log.store.append("checkins", [{**row, "pain_now_0_10": 1}])
    test = visit(page, log)

    links = [element.proto.page for element in test.get("page_link")]
    assert "strength" in links
