"""Your sessions: the list, a correction and a deletion, and what each is said to do beforehand."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import course, effect, journal
from lib.model import Decision
from lib.session_log import Entry, corrected, entry_of, line_of, set_rows, whole_of
from lib.ui.sessions import history
from tests import visits
from tests.visits import (
    KNOWN,
    PEOPLE,
    TODAY,
    Log,
    ago,
    answer,
    at,
    buttons,
    field,
    now,
    press,
    press_key,
    rows,
    said,
)

NOTHING = effect.NOTHING
visit = visits.visit


def six_weeks() -> Log:
    """Sessions, mornings and weeks that have led from Ease to Rebuild, and one level up."""
    log = Log().answers(12, can_bridge_10s="not_tried")
    for days in range(11, 0, -2):
        log.session(days, before_0_10=1, most_0_10=2).checkin(
            days - 1, "next_morning", pain_now_0_10=1
        )
    return log.checkin(
        0,
        "weekly",
        pain_average_7d_0_10=2,
        pain_worst_7d_0_10=3,
        flare=False,
        leg_worse=False,
    )


def session_ids(test: AppTest) -> list[str]:
    return [row["session_id"] for row in rows(test, "sessions")]


def sentences(test: AppTest) -> set[str]:
    """What a change is said to do."""
    found: set[str] = set()
    for element in test.markdown:
        lines = element.value.splitlines()
        if lines and all(line.startswith("- ") for line in lines):
            found |= {line.removeprefix("- ") for line in lines}
    return found


# --- the list ------------------------------------------------------------------------------


def test_before_any_session_the_page_says_what_will_be_there(visit) -> None:
    test = visit("sessions", Log().answers(1))

    assert "No session logged yet" in said(test)
    assert "Go to Today" in buttons(test)


def test_sessions_stand_newest_first_with_what_was_done_and_felt(visit) -> None:
    log = Log().answers(5).session(2, after_0_10=1, effort_0_10=4, minutes=25.0, note="*a* :red[b]")
    log.session(1, outcome="none").session(1, 15, kind="spreading", most_0_10=5)
    test = visit("sessions", log)

    text = said(test)
    first, second, third = (
        "Tuesday 24 November 2026 · round 2 of 2",
        "Tuesday 24 November 2026 · round 1 of 2",
        "**Monday 23 November 2026**",
    )
    assert text.index(first) < text.index(second) < text.index(third)
    assert "Pain 2 before, 2 at most and 1 after · effort 4 of 10 · 25 minutes" in text
    assert "Not done: " in text
    assert r"“\*a\* :" in text


def test_a_long_log_has_pages(visit) -> None:
    log = Log().answers(20)
    for days in range(15, 0, -1):
        log.session(days, 8).session(days, 12)
    test = visit("sessions", log)

    assert "1 to 20 of 30" in said(test)
    assert len([label for label in buttons(test) if label == "Edit"]) == 20
    press(test, "Older")
    assert "21 to 30 of 30" in said(test)
    assert len([label for label in buttons(test) if label == "Edit"]) == 10
    press(test, "Newer")
    assert "1 to 20 of 30" in said(test)


@pytest.mark.parametrize("id", ["acute_irritable", "recovered"])
def test_an_example_can_be_looked_at_and_not_changed(visit, id) -> None:
    assert id in PEOPLE
    test = visit("sessions", None, example=id)

    assert "This is an example" in said(test)
    assert not {"Edit", "Delete"} & set(buttons(test))


def test_a_session_without_sets_and_with_an_unknown_exercise_is_listed(visit) -> None:
    log = Log().answers(3)
    bare = {"started_at": datetime.combine(ago(1), time(9), UTC), "session_date": ago(1)}
    log.store.append_session({"session_id": "bare", **bare}, [])
    log.store.append_session(
        {"session_id": "old", **bare},
        [{"exercise_id": "no_longer_here", "level": 1, "set_no": 1, "side": "both"}],
    )
    test = visit("sessions", log)

    assert "no\\_longer\\_here" in said(test)
    for id in ("old", "bare"):
        press_key(test, f"edit_{id}")
        answer(test, "correct.note", f"mended {id}")
        press(test, "Save the correction")
    assert {row["note"] for row in rows(test, "sessions")} == {"mended old", "mended bare"}


# --- deleting -----------------------------------------------------------------------------------


def test_deleting_asks_once_says_what_it_does_and_can_be_undone(visit) -> None:
    log = six_weeks()
    test = visit("sessions", log)
    before, files = now(test), dict(log.files)
    id = session_ids(test)[-1]

    press_key(test, f"delete_{id}")
    shown = sentences(test)
    assert id in session_ids(test)
    assert shown

    press_key(test, "sure_yes")
    assert id not in session_ids(test)
    assert {row["session_id"] for row in rows(test, "sets")} == set(session_ids(test))
    assert shown == set(effect.of_change(before, now(test), KNOWN).says())

    press(test, "Bring it back")
    assert sorted(session_ids(test)) == sorted(row_id(files))
    assert now(test) == before
    assert "The session is back" in said(test)


def row_id(files: dict[str, bytes]) -> list[str]:
    frame = journal.MemoryStore(dict(files), KNOWN.question_kinds).read().frames["sessions"]
    return list(frame["session_id"])


def test_keeping_it_changes_nothing(visit) -> None:
    test = visit("sessions", Log().answers(5).session(1))
    press_key(test, "delete_s1-9")
    press(test, "Keep it")

    assert session_ids(test) == ["s1-9"]
    assert "Delete it" not in buttons(test)


def test_every_deletion_is_said_to_do_what_it_does(visit) -> None:
    log = six_weeks()
    for id in row_id(log.files):
        test = visit("sessions", six_weeks())
        before = now(test)
        press_key(test, f"delete_{id}")
        shown = sentences(test)
        press_key(test, "sure_yes")
        assert shown == set(effect.of_change(before, now(test), KNOWN).says()), id


def test_the_session_that_stopped_everything_is_said_to_lift_the_stop(visit) -> None:
    test = visit("sessions", Log().answers(5).session(2).session(0, kind="spreading"))
    assert now(test).course.stopped
    press_key(test, "delete_s0-9")

    assert "Sessions are **no longer stopped**." in sentences(test)
    press_key(test, "sure_yes")
    assert not now(test).course.stopped


def test_what_was_shown_is_shown_again_where_another_window_has_changed_it(visit) -> None:
    log = Log().answers(5).session(2).session(0, kind="spreading")
    test = visit("sessions", log)
    press_key(test, "delete_s0-9")
    log.session(0, 15, kind="spreading")  # from another window: the stop would stay

    press_key(test, "sure_yes")

    assert "Something has changed since" in said(test)
    assert "s0-9" in session_ids(test)
    assert "Sessions are **no longer stopped**." not in sentences(test)
    press_key(test, "sure_yes")
    assert session_ids(test) == ["s2-9", "s0-15"]


def test_what_another_window_has_deleted_is_said_to_be_gone(visit) -> None:
    log = Log().answers(5).session(2).session(1)
    test = visit("sessions", log)
    press_key(test, "edit_s1-9")
    log.store.delete_session("s1-9")
    answer(test, "correct.before", 4)
    press(test, "Save the correction")

    assert "It is no longer there" in said(test)
    assert session_ids(test) == ["s2-9"]


# --- correcting --------------------------------------------------------------------------------------


def test_the_form_is_filled_in_and_nothing_is_changed_by_opening_it(visit) -> None:
    log = Log().answers(5).session(1, after_0_10=1, effort_0_10=4, minutes=25.0, note="as it was")
    files = dict(log.files)
    test = visit("sessions", log)
    press_key(test, "edit_s1-9")

    values = {name: field(test, f"correct.{name}").value for name in ("before", "after", "note")}
    assert values == {"before": 2, "after": 1, "note": "as it was"}
    assert field(test, "correct.date").value == ago(1)
    assert "Nothing is changed so far." in said(test)
    press(test, "Save the correction")
    press(test, "Back to all sessions")
    assert log.files == files


def test_a_correction_writes_what_was_changed_and_nothing_else(visit) -> None:
    log = Log().answers(5).session(2).session(1, note="old")
    was, sets_were = log.rows("sessions"), log.rows("sets")
    test = visit("sessions", log)
    press_key(test, "edit_s1-9")
    before = now(test)
    first = sets_were[-1]["exercise_id"]
    answer(test, "correct.most", 4)
    answer(test, "correct.note", '=new\n"x"')
    answer(test, f"correct.done_{first}", "none")
    shown = sentences(test)

    press(test, "Save the correction")

    assert "The correction is saved." in said(test)
    assert rows(test, "sessions") == [was[0], {**was[1], "pain_most_0_10": 4, "note": '=new\n"x"'}]
    for old, new in zip(sets_were, rows(test, "sets"), strict=True):
        if (old["session_id"], old["exercise_id"]) == ("s1-9", first):
            assert all(new[name] == 0 for name in new if name.endswith("_done"))
        else:
            assert new == old
    assert shown == set(effect.of_change(before, now(test), KNOWN).says())


def test_the_day_can_be_corrected_but_not_to_one_that_cannot_be(visit) -> None:
    log = Log().answers(5).session(1)
    test = visit("sessions", log)
    press_key(test, "edit_s1-9")

    for day, says in (
        (TODAY.replace(year=2027), "still to come"),
        (ago(30), "Your plan began on"),
        (None, "Please say which day"),
    ):
        answer(test, "correct.date", day)
        press(test, "Save the correction")
        assert says in said(test)
        assert rows(test, "sessions")[0]["session_date"] == ago(1)

    answer(test, "correct.date", ago(3))
    press(test, "Save the correction")
    (row,) = rows(test, "sessions")
    assert row["session_date"] == row["started_at"].date() == ago(3)


def test_what_was_said_cannot_be_taken_away_and_must_fit_together(visit) -> None:
    test = visit("sessions", Log().answers(5).session(1))
    press_key(test, "edit_s1-9")
    answer(test, "correct.before", None)
    assert "Please fill in: pain before." in said(test)
    answer(test, "correct.before", 3)
    answer(test, "correct.kind", "none")
    assert "“No pain”" in said(test)
    press(test, "Save the correction")
    assert rows(test, "sessions")[0]["pain_kind"] == "ache"


def test_a_correction_survives_a_look_at_another_page(visit) -> None:
    test = visit("sessions", Log().answers(5).session(1))
    press_key(test, "edit_s1-9")
    answer(test, "correct.before", 4)
    at(test, "plan")
    at(test, "sessions")

    assert field(test, "correct.before").value == 4
    press(test, "Save the correction")
    assert rows(test, "sessions")[0]["pain_before_0_10"] == 4


def test_two_windows_that_correct_different_things_keep_both(visit) -> None:
    log = Log().answers(5).session(1)
    test = visit("sessions", log)
    press_key(test, "edit_s1-9")
    journal.correct_session(log.store, "s1-9", {"effort_0_10": 7}, [])
    answer(test, "correct.note", "here")
    press(test, "Save the correction")

    (row,) = rows(test, "sessions")
    assert (row["effort_0_10"], row["note"]) == (7, "here")


# --- a saved session as the form shows it ------------------------------------------------------------


OUTCOMES = [
    Entry("all", form="good"),
    Entry("none"),
    Entry("less", 1.0),
    Entry("less"),
    Entry("hurt", 1.0, 6, "poor"),
    Entry("hurt", None, 4),
]


@pytest.mark.parametrize("id", sorted(KNOWN.exercises))
def test_every_dose_reads_back_as_it_was_typed(id) -> None:
    for number, dose in enumerate(KNOWN.exercises[id].levels, start=1):
        line = dataclasses.replace(LINE, exercise_id=id, level=number, dose=dose)
        for entry in OUTCOMES:
            saved = saved_rows(set_rows(line, entry))
            again = entry_of(saved)
            assert line_of(saved).level == number
            if entry.part == 1.0 and entry.outcome == "less" and whole_of(dose) <= 1:
                assert again.outcome == "all"  # one of one is all of it
            else:
                assert again == entry
            for other in OUTCOMES:
                mended = saved_rows(
                    {**old, **new} for old, new in zip(saved, corrected(saved, other), strict=True)
                )
                assert mended == saved_rows(set_rows(line, other)), (entry, other)


def saved_rows(found) -> tuple[dict[str, Any], ...]:
    """As the journal gives them back: without what is empty."""
    return tuple({name: v for name, v in row.items() if v is not None} for row in found)


LINE = line_of([{"exercise_id": "x", "set_no": 1, "side": "both", "reps_prescribed": 5}])


# --- the difference ------------------------------------------------------------------------------------


def decision_of(log: Log) -> Decision:
    return log.decision()


def test_the_same_decision_differs_in_nothing() -> None:
    log = six_weeks()

    assert effect.of_change(log.decision(), log.decision(), KNOWN).says() == (NOTHING,)


def test_a_phase_that_would_not_have_been_reached_is_named() -> None:
    reached = six_weeks().decision()
    ease = dataclasses.replace(
        reached, course=dataclasses.replace(reached.course, phase=course.Phase.EASE)
    )
    rebuilt = dataclasses.replace(
        reached, course=dataclasses.replace(reached.course, phase=course.Phase.REBUILD)
    )

    assert (
        "You are in **Ease** instead of **Rebuild**." in effect.of_change(rebuilt, ease, KNOWN).plan
    )
    assert effect.of_change(ease, ease, KNOWN).plan == ()


def test_levels_exercises_and_the_gate_are_named() -> None:
    before = six_weeks().decision()
    plan, lived = before.plan, before.course
    first, *rest = plan.lines
    after = dataclasses.replace(
        before,
        plan=dataclasses.replace(plan, lines=(dataclasses.replace(first, level=9), *rest[1:])),
        course=dataclasses.replace(
            lived,
            levels={**lived.levels, "deadlift": 2},
            gate=(dataclasses.replace(lived.gate[0], met=not lived.gate[0].met), *lived.gate[1:]),
        ),
    )
    says = "\n".join(effect.of_change(before, after, KNOWN).plan)

    name = KNOWN.exercises[first.exercise_id].name
    assert f"{name}: level 9 instead of {first.level}." in says
    assert f"Leaves your plan: {KNOWN.exercises[rest[0].exercise_id].name}." in says
    assert f"but at another step: {KNOWN.exercises['deadlift'].name}." in says
    assert "Towards **" in says
    assert "(met)" in says or "(not met)" in says


def test_no_plan_and_its_return_are_named() -> None:
    before = six_weeks().decision()
    without = dataclasses.replace(before, plan=None)

    assert "There is no plan for now." in effect.of_change(before, without, KNOWN).plan
    assert "Your plan is back." in effect.of_change(without, before, KNOWN).plan


def test_the_pages_of_the_list_hold_every_session_once() -> None:
    log = Log().answers(20)
    for days in range(15, 0, -1):
        log.session(days, 8).session(days, 12)
    frames = log.store.read().frames

    found = [
        one.id for number in range(history.pages(frames)) for one in history.page(frames, number)
    ]

    assert history.pages(frames) == 2
    assert found == sorted(
        found, key=lambda id: (int(id[1:].split("-")[0]), -int(id.split("-")[1]))
    )
    assert len(found) == len(set(found)) == 30
