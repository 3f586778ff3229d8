"""The person's own choices as laws: what holds whatever anybody chooses, and single choices by example."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib import chosen, decide, journal, knowledge, overrides, progress, words
from lib.model import OVERRIDES, Action, Clearance, Decision, Override, Phase
from tests.given import START, live, make_day, make_weekly
from tests.visits import KNOWN, TODAY, Log, ago, decided, moment

KINDS = ("stay", "phase", "swap", "remove", "add", "dose", "undo")
IDS = (*KNOWN.exercises, "gone")
AGAINST = (*(rule.id for rule in KNOWN.rules_for("caution.")), "kit_ball", "kit_weight")
WAYS = {
    "steady": Log().answers(12).session(8).session(6).session(4).session(2),
    "careful": Log().answers(9, rd_osteo=True, worse_with=("bending",), kit=["ball"]).session(3),
    "stopped": Log().answers(9).session(3).session(1, kind="spreading"),
    "eased": Log().answers(6).session(3).checkin(2, "next_morning", pain_now_0_10=6),
    "waits": Log().answers(5).session(4).answers(1, rd_heart=True),
    "same_day": Log().answers(5).session(4).answers(0, rf_ces_saddle=True),
    "unsaid": Log().answers(2, pain_now_0_10=None),
}
"""Logs of people who are given a plan, who are stopped, and who are given none."""


@cache
def lived(way: str) -> tuple[Any, Any]:
    frames = WAYS[way].store.read().frames
    rows = decide.answers_rows(journal.rows(frames["answers"]), KNOWN)
    return rows, progress.summarise(frames, TODAY)


def decides(way: str, made: Any = ()) -> Decision:
    rows, facts = lived(way)
    return decide.decide_from(rows, facts, made, KNOWN)


def one(kind: str, days_ago: int = 0, **about: Any) -> Override:
    id = about.pop("id", f"{kind}{days_ago}{sorted(about.items())}")
    who = {"by": "therapist", "reason": "suits_better"}
    at = moment(ago(days_ago), 12)
    return Override(at, at.date(), kind, id=id, **{**who, **about})


@st.composite
def anything(draw: st.DrawFn, number: int) -> Override:
    """Any choice, sensible or not."""
    at = moment(ago(draw(st.integers(0, 14))), draw(st.integers(6, 20)))
    return Override(
        at,
        at.date(),
        draw(st.sampled_from(KINDS)),
        phase=draw(st.sampled_from([*(phase.id for phase in Phase), "", "gone"])),
        exercise_id=draw(st.sampled_from(IDS)),
        to_exercise_id=draw(st.sampled_from(IDS)),
        id=f"o{number}",
        by=draw(st.sampled_from(["you", "therapist", "", "A name"])),
        reason=draw(st.sampled_from(["too_much", "gone", ""])),
        reason_text=draw(st.sampled_from(["", "*own*"])),
        sets=draw(st.sampled_from([None, 0, 1, 3, 6, 7])),
        reps=draw(st.sampled_from([None, -1, 1, 12, 40, 999])),
        hold_s=draw(st.sampled_from([None, 1, 60, 180, 10_000])),
        minutes=draw(st.sampled_from([None, float("nan"), 0.5, 60.0, float("inf")])),
        level=draw(st.sampled_from([None, 1, 4])),
        confirmed=tuple(draw(st.lists(st.sampled_from(AGAINST), max_size=6))),
        undoes=draw(st.sampled_from(["", "o0", "o1", "o2", "gone"])),
    )


@st.composite
def many(draw: st.DrawFn) -> list[Override]:
    return [draw(anything(number)) for number in range(draw(st.integers(1, 7)))]


law = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


# --- laws -----------------------------------------------------------------------------------------


@law
@given(way=st.sampled_from(list(WAYS)), made=many())
def test_a_stop_always_wins_whatever_was_chosen(way: str, made: list[Override]) -> None:
    without, with_ = decides(way), decides(way, made)

    assert with_.clearance is without.clearance
    assert (with_.plan is None) == (without.plan is None)
    if way == "stopped":
        assert with_.course.stopped
    assert decide.may_start(with_) <= (not with_.course.stopped if with_.course else False)
    if with_.plan is None:
        assert not any(standing.counts for standing in with_.choices)


@law
@given(way=st.sampled_from(["steady", "careful", "eased"]), made=many())
def test_no_choice_adds_what_speaks_against_somebody_without_all_of_it_confirmed(
    way: str, made: list[Override]
) -> None:
    decision = decides(way, made)

    for line in decision.plan.lines:
        exercise = KNOWN.exercises[line.exercise_id]
        against = set(overrides.against(exercise, decision.profile, KNOWN))
        if against:
            (added,) = [by for by in line.chosen if by.kind == "add"]
            assert added.exercise_id == line.exercise_id
            assert against <= set(added.confirmed)
        for _, limit in line.limits:
            for name, most in limit.dose.items():
                assert name not in ("hold_s", "reps", "sets") or getattr(line.dose, name) <= most


@law
@given(way=st.sampled_from(list(WAYS)), made=many())
def test_whatever_is_chosen_a_plan_keeps_its_shape_and_each_choice_says_what_became_of_it(
    way: str, made: list[Override]
) -> None:
    decision = decides(way, made)

    assert decision == decides(way, made[::-1]) == decides(way, made)
    for standing in decision.choices:
        assert standing.counts or standing.state in KNOWN.own_choices.states
        assert "{" not in chosen.why_not(standing, decision, KNOWN)
        assert words.of_choice(standing.override, KNOWN).startswith("Chosen by ")
    if decision.plan is not None:
        ids = [line.exercise_id for line in decision.plan.lines]
        assert 1 <= len(ids) == len(set(ids))
        for line in decision.plan.lines:
            assert (line.dose.sets or 1) <= 6
            assert (line.dose.minutes or 1) <= 60


@law
@given(way=st.sampled_from(["steady", "careful", "eased", "stopped"]), made=many(), back=st.data())
def test_taking_a_choice_back_restores_the_very_same_decision(
    way: str, made: list[Override], back: st.DataObject
) -> None:
    others = [replace(other, undoes="") for other in made[1:]]
    others = [other for other in others if other.kind != "undo"]
    first = replace(made[0], kind=back.draw(st.sampled_from(KINDS[1:6])))
    undo = overrides.undo(first, one("undo", days_ago=back.draw(st.integers(0, 14))))
    undo = replace(undo, day=max(undo.day, first.day))

    assert decides(way, [first, *others, undo]) == decides(way, others)


# --- single choices ---------------------------------------------------------------------------------


def line_of(decision: Decision, id: str) -> Any:
    (found,) = [line for line in decision.plan.lines if line.exercise_id == id]
    return found


def state(decision: Decision, number: int = -1) -> str:
    return decision.choices[number].state


def test_a_chosen_dose_is_followed_and_says_by_whom() -> None:
    more = one("dose", exercise_id="glute_bridge", sets=4, reps=12, hold_s=9, level=1)

    line = line_of(decides("steady", [more]), "glute_bridge")

    assert (line.dose.sets, line.dose.reps, line.dose.hold_s) == (4, 12, 9)
    assert chosen.of_line(line, KNOWN) == ("Chosen by your therapist: this suits better",)


def test_no_chosen_dose_exceeds_what_a_caution_allows() -> None:
    log = Log().answers(1, worse_with=("standing",))
    before = line_of(log.decision(), "easy_walk")
    assert before.limits[0][1].dose == {"minutes": 3}
    longer = one("dose", exercise_id="easy_walk", minutes=20.0, level=1)
    log.store.append("overrides", [overrides.as_row(longer)])

    assert overrides.most(before, "minutes") == 3
    assert line_of(log.decision(), "easy_walk").dose.minutes == 3


def test_where_the_plan_has_gone_back_since_the_smaller_numbers_count_and_it_says_so() -> None:
    before = decides("eased")
    eased = [line for line in before.plan.lines if line.exercise_id in before.course.one_set]
    id = next(line.exercise_id for line in eased if isinstance(line.dose.reps, int))
    more = one("dose", 6, exercise_id=id, sets=5, reps=30, level=1)

    decision = decides("eased", [more])

    dose, own = line_of(decision, id).dose, line_of(before, id).dose
    assert (dose.sets, dose.reps) == (own.sets, own.reps)
    assert chosen.why_not(decision.choices[0], decision, KNOWN) == KNOWN.own_choices.smaller


def test_where_the_plan_would_have_gone_up_the_own_numbers_stand_and_it_says_so() -> None:
    log = Log().answers(12)
    for day in range(10, 0, -1):
        log.session(day).checkin(day - 1, "next_morning", pain_now_0_10=2)
    level = next(line for line in log.decision().plan.lines if line.level > 1)
    less = one("dose", 11, exercise_id=level.exercise_id, sets=1, reps=4, level=1)
    log.store.append("overrides", [overrides.as_row(less)])

    decision = decided(log.store, TODAY)

    assert line_of(decision, level.exercise_id).dose.reps == 4
    assert f"level {level.level} by now" in chosen.why_not(decision.choices[0], decision, KNOWN)


@pytest.mark.parametrize(
    ("made", "state_of_it"),
    [
        (one("add", exercise_id="glute_bridge"), "already_in_plan"),
        (one("add", exercise_id="ball_plank"), "excluded"),
        (one("add", exercise_id="ball_plank", confirmed=("kit_ball",)), "counts"),
        (one("remove", exercise_id="deadlift"), "not_in_plan"),
        (one("dose", exercise_id="glute_bridge", minutes=3.0), "does_not_fit"),
        (one("dose", exercise_id="glute_bridge", sets=9), "does_not_fit"),
        (one("swap", exercise_id="glute_bridge", to_exercise_id="ball_plank"), "swap_excluded"),
        (one("phase", phase="keep"), "too_far"),
        (one("phase", phase="rebuild"), "already_there"),
        (one("phase", phase="strengthen"), "counts"),
        (one("phase", 13, phase="strengthen"), "not_lived"),
        (one("stay", phase="ease"), "other_phase"),
    ],
    ids=lambda part: part if isinstance(part, str) else part.id[:40],
)
def test_a_choice_counts_or_says_why_not(made: Override, state_of_it: str) -> None:
    assert state(decides("steady", [made])) == state_of_it


def test_a_new_caution_ends_an_exercise_that_was_added_before_it() -> None:
    log = Log().answers(9, rd_osteo=True)
    (speaks,) = overrides.against(KNOWN.exercises["childs_pose"], log.decision().profile, KNOWN)
    added = one("add", 8, exercise_id="childs_pose", confirmed=(speaks,))
    log.store.append("overrides", [overrides.as_row(added)])
    assert state(log.decision()) == "counts"

    log.answers(1, rd_osteo=True, worse_with=("bending",))

    assert state(log.decision()) == "excluded"
    assert log.decision().choices[0].about == ("caution.bending_provokes",)
    assert "childs_pose" not in {line.exercise_id for line in log.decision().plan.lines}


def test_an_added_exercise_is_logged_and_judged_like_any_other() -> None:
    log = Log().answers(9)
    added = one("add", 8, exercise_id="clam")
    log.store.append("overrides", [overrides.as_row(added)])
    for day in (6, 4, 2):
        log.session(day).checkin(day - 1, "next_morning", pain_now_0_10=2)

    assert line_of(log.decision(), "clam").level == 2


def test_what_was_swapped_away_can_be_added_beside_what_took_its_place() -> None:
    swap = one("swap", exercise_id="glute_bridge", to_exercise_id="bird_dog")

    decision = decides("steady", [swap, one("add", exercise_id="glute_bridge")])

    assert line_of(decision, "bird_dog").chosen == (swap,)
    assert line_of(decision, "glute_bridge").slot_id == "own_glute_bridge"


def test_the_last_exercise_stays() -> None:
    ids = [line.exercise_id for line in decides("steady").plan.lines]

    decision = decides(
        "steady", [one("remove", exercise_id=id, id=f"o{n}") for n, id in enumerate(ids)]
    )

    assert [line.exercise_id for line in decision.plan.lines] == ids[-1:]
    assert [standing.state for standing in decision.choices] == ["counts"] * 5 + ["only_one"]


# --- a chosen phase and the course ----------------------------------------------------------------------


def test_a_chosen_phase_is_a_decision_of_its_day_with_who_and_why() -> None:
    decision = decides("steady", [one("phase", 3, phase="strengthen")])

    made = next(day for day in decision.course.decisions if day.day == ago(3))
    assert (made.phase_before, made.phase) == (Phase.REBUILD, Phase.STRENGTHEN)
    assert made.action is Action.STEP_UP
    assert words.of_reason(made.reasons[0], KNOWN) == (
        "Chosen by your therapist: this suits better."
    )
    assert (decision.course.phase, decision.course.entered_on) == (Phase.STRENGTHEN, ago(3))


def test_a_chosen_phase_stays_until_a_rule_has_new_evidence() -> None:
    """No gate and no hold takes it back on the days after."""
    for phase in ("ease", "strengthen"):
        decision = decides("steady", [one("phase", 7, phase=phase)])
        moves = [made for made in decision.course.decisions if made.phase != made.phase_before]
        assert [made.day for made in moves] == [ago(7)]


def test_after_going_down_by_choice_the_gate_opens_by_evidence_of_after_it() -> None:
    days = [make_day(number) for number in range(1, 22, 2)]
    weekly = [make_weekly(number, 3) for number in (7, 14, 21)]
    at = moment(START + timedelta(days=4), 12)
    down = Override(at, at.date(), "phase", "ease", id="o1", by="you", reason="too_much")

    decisions = live(22, days, weekly, overrides=[down]).decisions
    moves = [(made.day - START).days for made in decisions if made.phase != made.phase_before]

    assert moves == [4, 11]  # not before a week of this phase is over
    assert decisions[-1].phase is Phase.REBUILD


@pytest.mark.parametrize(
    ("way", "days_ago", "why"), [("stopped", 1, "stopped"), ("stopped", 0, "stopped")]
)
def test_no_phase_is_chosen_while_sessions_are_stopped(way: str, days_ago: int, why: str) -> None:
    decision = decides(way, [one("phase", days_ago, phase="strengthen")])

    assert state(decision) == why
    assert decision.course.phase is Phase.REBUILD


def test_a_phase_chosen_while_there_was_no_plan_never_counts() -> None:
    log = Log().answers(5).session(4).answers(3, rd_heart=True).answers(1)
    assert log.decision(3).clearance >= Clearance.SEE_CLINICIAN
    log.store.append("overrides", [overrides.as_row(one("phase", 3, phase="strengthen"))])

    assert state(log.decision()) == "withheld"
    assert log.decision().course.phase is Phase.REBUILD


# --- files ---------------------------------------------------------------------------------------------


def test_a_choice_comes_back_from_the_file_as_it_was_made() -> None:
    made = one("dose", exercise_id="glute_bridge", sets=3, reps=8, hold_s=5, minutes=2.5, level=2)
    made = replace(made, confirmed=("a.b", "kit_ball"), reason_text="=own words", undoes="o1")
    log = Log()
    log.store.append("overrides", [overrides.as_row(made)])

    assert decide.overrides_of(log.rows("overrides")) == (made,)


def test_a_choice_is_put_into_a_folder_once_however_often_it_is_saved(tmp_path: Any) -> None:
    store = journal.FolderStore(tmp_path, KNOWN.question_kinds)
    made = [one("remove", exercise_id="glute_bridge"), one("stay", phase="rebuild")]

    for _ in range(2):
        for choice in made:
            journal.put(store, "overrides", overrides.as_row(choice))

    assert set(decide.overrides_of(journal.rows(store.read().frames["overrides"]))) == set(made)


def test_a_file_from_before_with_fewer_columns_is_read(tmp_path: Any) -> None:
    (tmp_path / "overrides.csv").write_text(
        "override_id,override_at,override_date,kind,phase,exercise_id,to_exercise_id\n"
        "o1,2026-11-20T07:00:00+00:00,2026-11-20,swap,,glute_bridge,pelvic_tilt\n"
        "o2,2026-11-20T08:00:00+00:00,2026-11-20,stay,rebuild,,\n"
        "o3,2026-11-21T08:00:00+00:00,2026-11-21,undo,rebuild,,\n",
        encoding="utf-8",
    )
    read = journal.read(tmp_path)
    assert read.set_aside == ()

    made = decide.overrides_of(journal.rows(read.frames["overrides"]))

    assert overrides.swaps(overrides.in_force(made, TODAY)) == {"glute_bridge": "pelvic_tilt"}
    assert not overrides.stays_in(overrides.in_force(made, TODAY), Phase.REBUILD)
    assert overrides.stays_in(overrides.in_force(made, ago(5)), Phase.REBUILD)
    assert words.of_choice(made[0], KNOWN) == "Chosen by you"


def test_the_numbers_that_can_be_chosen_are_those_an_exercise_may_have() -> None:
    schema = json.loads((knowledge.DATA / "schema" / "exercise.json").read_text("utf-8"))
    may = schema["properties"]["levels"]["items"]["properties"]
    may["reps"] = may["reps"]["oneOf"][0]
    columns = {column.name: column for column in OVERRIDES.columns}

    for name in overrides.NUMBERS:
        assert columns[name].at_most == may[name]["maximum"]
        assert columns[name].at_least >= may[name].get("minimum", 0)
