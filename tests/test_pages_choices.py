"""A person's own choices on the Plan page: made with who and why, shown, counted, taken back."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib import overrides
from lib.model import Override, Phase
from lib.ui.plan import swaps
from tests.visits import (
    KNOWN,
    TODAY,
    Log,
    ago,
    answer,
    at,
    field,
    fine,
    moment,
    now,
    rows,
    said,
    stopped,
    visit,
)

__all__ = ["visit"]


def opens(test: AppTest, key: str) -> AppTest:
    """Opens a line that is drawn only when it is open."""
    test.session_state[f"why_{key}"] = True
    return fine(test.run())


def changes(test: AppTest, slot: str, what: str) -> AppTest:
    opens(test, f"change_{slot}")
    return answer(test, f"change_{slot}.what", what)


def fills(test: AppTest, name: str, **values: Any) -> AppTest:
    """Answers several fields of a form that all stand there already."""
    for one, value in values.items():
        field(test, f"{name}.{one}").set_value(value)
    return fine(test.run())


def says_why(test: AppTest, name: str, reason: str = "too_much", by: str = "you") -> AppTest:
    return fills(test, name, reason=reason, by=by)


def saves(test: AppTest, name: str) -> AppTest:
    return fine(test.button(key=f"{name}_save").click().run())


def choices(test: AppTest) -> list[tuple[str, str]]:
    return [(one.override.kind, one.state) for one in now(test).choices]


def exercises(test: AppTest) -> list[str]:
    plan = now(test).plan
    assert plan is not None
    return [line.exercise_id for line in plan.lines]


def takes_back(test: AppTest, number: int = -1) -> AppTest:
    made = now(test).choices[number].override
    return fine(test.button(key=f"take_back_{made.id}").click().run())


def test_a_line_is_swapped_eased_and_left_out_each_with_who_and_why_and_each_taken_back(
    visit: Any,
) -> None:
    test = visit("plan", Log().answers(1))
    before = now(test)
    assert before.plan is not None
    first, second, third = before.plan.lines[:3]

    changes(test, first.slot_id, "swap")
    name = f"change_{first.slot_id}"
    wanted = swaps.options(first, before.profile, before.course, KNOWN)[0].to_exercise
    answer(test, f"{name}.to", wanted)
    saves(test, name)
    assert "Not saved yet. Please say why." in said(test)
    says_why(test, name, "suits_better")
    saves(test, name)
    assert exercises(test)[0] == wanted
    assert "Chosen by you: this suits better." in said(test)

    name = f"change_{second.slot_id}"
    changes(test, second.slot_id, "dose")
    fills(test, name, sets=1, reps=5, reason="too_much", by="therapist")
    saves(test, name)
    dose = now(test).plan.lines[1].dose
    assert (dose.sets, dose.reps) == (1, 5)
    assert "Chosen by your therapist: it was too much for now." in said(test)

    name = f"change_{third.slot_id}"
    changes(test, third.slot_id, "remove")
    says_why(test, name, "other", "other")
    fills(test, name, reason_text="*My* knee = [sore](x)", by_name="Dr. Ö")
    saves(test, name)
    assert third.exercise_id not in exercises(test)
    assert r"Chosen by Dr. Ö: \*My\* knee = \[sore\]\(x\)." in said(test)
    assert choices(test) == [("swap", "counts"), ("dose", "counts"), ("remove", "counts")]

    for _ in range(3):
        takes_back(test)
    assert now(test) == before
    assert "Chosen by" not in said(test)
    kinds = [row["kind"] for row in rows(test, "overrides")]
    assert kinds == ["swap", "dose", "remove", "undo", "undo", "undo"]


def test_an_excluded_exercise_comes_in_only_after_what_speaks_against_it_was_confirmed(
    visit: Any,
) -> None:
    test = visit("plan", Log().answers(1, rd_osteo=True))
    opens(test, "add")
    answer(test, "add.exercise", "childs_pose")

    name = KNOWN.exercises["childs_pose"].name
    assert f"**{name} is left out of your plan for a reason:**" in said(test)
    assert "**Thin bones (deep bending).** With thin bones, deep bending" in said(test)
    assert "Osteoporosis (thin bones) or an easily broken bone”: yes" in said(test)
    assert not [button for button in test.button if button.key == "add_save"]

    answer(test, "add.sure_childs_pose", True)
    says_why(test, "add", "shown", "therapist")
    saves(test, "add")

    assert exercises(test)[-1] == "childs_pose"
    (row,) = rows(test, "overrides")
    assert row["confirmed"] == ("caution.osteo",)

    later = Log()
    later.store = type(later.store)(test.session_state["guest_journal"], KNOWN.question_kinds)
    later.answers(0, hour=20, rd_osteo=True, worse_with=("bending",))
    at(test, "plan")
    assert "childs_pose" not in exercises(test)
    assert "Something new speaks against" in said(test)
    assert "pain on bending" in said(test)
    assert choices(test) == [("add", "excluded")]
    takes_back(test)
    assert choices(test) == []


def test_a_phase_is_chosen_with_a_reason_told_on_progress_and_taken_back(visit: Any) -> None:
    test = visit("plan", Log().answers(6).session(4).session(2))
    before = now(test)

    opens(test, "phase")
    answer(test, "phase.what", "up")
    says_why(test, "phase", "too_easy", "therapist")
    saves(test, "phase")

    assert now(test).course.phase is Phase.STRENGTHEN
    assert "Chosen by your therapist: it was too easy by now." in said(test)
    words = said(at(test, "progress"))
    assert "On to Strengthen.** Chosen by your therapist: it was too easy by now." in words
    grounds = said(opens(test, f"decision_{TODAY:%Y%m%d}"))
    assert "**A choice, beside the rules.** Chosen by your therapist: it was too easy" in grounds
    assert "Chosen by your therapist" in said(at(test, "today"))
    at(test, "plan")
    takes_back(test)
    assert now(test) == before


def test_one_can_stay_in_a_phase_and_let_it_move_on_again(visit: Any) -> None:
    test = visit("plan", Log().answers(1))

    opens(test, "phase")
    answer(test, "phase.what", "stay")
    says_why(test, "phase", "suits_better")
    saves(test, "phase")
    assert "You chose to stay in Rebuild." in said(test)
    takes_back(test)
    assert "You chose to stay" not in said(test)
    assert [(row["kind"], row["phase"]) for row in rows(test, "overrides")] == [
        ("stay", "rebuild"),
        ("undo", "rebuild"),
    ]


def test_nothing_can_be_chosen_for_an_example_or_while_sessions_are_stopped(visit: Any) -> None:
    for test in (visit("plan", stopped()), visit("plan", example="desk_worker")):
        labels = [expander.label for expander in test.get("expander")]
        assert not {"Change", "Add an exercise", "Phase"} & set(labels)


def test_a_choice_of_an_older_file_says_that_it_was_ones_own(visit: Any) -> None:
    log = Log().answers(1)
    line = log.decision().plan.lines[0]
    swap = swaps.options(line, log.decision().profile, log.decision().course, KNOWN)[0]
    old = Override(
        moment(ago(0), 7), TODAY, "swap", "", swap.exercise, swap.to_exercise, id="o-old"
    )
    row = {name: value for name, value in overrides.as_row(old).items() if value is not None}
    log.store.append("overrides", [row])

    assert "Chosen by you." in said(visit("plan", log))


@pytest.mark.parametrize("page", ["plan", "progress", "session"])
def test_a_choice_about_what_is_gone_breaks_no_page(visit: Any, page: str) -> None:
    log = Log().answers(3).session(1)
    gone = [
        Override(moment(ago(0), 7), TODAY, kind, "", "gone", "gone_too", id=f"o-{kind}", sets=3)
        for kind in ("swap", "add", "remove", "dose")
    ]
    log.store.append("overrides", [overrides.as_row(one) for one in gone])

    test = visit(page, log)

    if page == "plan":
        assert said(test).count("This exercise is no longer part of Even Keel") == 4
