"""The way through a session, and what comes back from it, before any browser is involved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import hurts, planning, session_log
from lib.model import Dose, InputError, Phase, Prescription
from lib.session_log import Entry
from lib.ui.player import result, session_id, steps, way_of
from lib.ui.player.result import Offered
from tests.given import fresh_course, make_plan, make_profile, shipped

KNOWN = shipped()
DAY = date(2026, 11, 22)
ID = "0123456789abcdef"
SETS = Dose(sets=2, reps=8, hold_s=3)
SIDES = Dose(sets=3, reps=(8, 6, 4), hold_s=8, each_side=True)
WALK = Dose(minutes=5)
CARRY = Dose(sets=3, distance_m=20, load_kg=4, each_side=True)


def line(id="glute_bridge", dose=SETS, level=1):
    return Prescription(id, "slot", level, dose, 5, None, (), ())


LINES = (
    line(),
    line("bird_dog", SIDES),
    line("easy_walk", WALK),
    line("suitcase_carry", CARRY),
)
OFFERED = Offered("p1", DAY, 1, Phase.EASE, {one.exercise_id: one for one in LINES})


def done(exercise, amount, set=1, side="both"):
    return {"exercise": exercise, "set": set, "side": side, "done": amount}


def hurt(pain, kind="ache", answer="carry_on", exercise="glute_bridge", set=1, **more):
    row = {"exercise": exercise, "set": set, "side": "both", "pain": pain, "kind": kind}
    return {**row, "answer": answer, "chose": None, **more}


def sent(**changes):
    whole = {
        "id": ID,
        "plan": "p1",
        "day": "2026-11-22",
        "round": 1,
        "ago_s": 700,
        "ran_s": 620,
        "before": 2,
        "over": "whole",
        "sets": [done("glute_bridge", 8), done("glute_bridge", 8, 2)],
        "hurts": [],
    }
    return {**whole, **changes}


def read(**changes):
    return result.read(sent(**changes), OFFERED, KNOWN)


def rows(id, **changes):
    return result.rows_of(OFFERED.lines[id], read(**changes), KNOWN)


def column(found, name):
    return [row.get(name) for row in found]


# --- the way through -----------------------------------------------------------------------------


def test_each_side_of_a_set_comes_before_the_next_set() -> None:
    order = [(work.set, work.side, work.reps) for work in steps.works(SIDES, KNOWN)]

    assert order == [
        (1, "left", 8),
        (1, "right", 8),
        (2, "left", 6),
        (2, "right", 6),
        (3, "left", 4),
        (3, "right", 4),
    ]


def test_a_set_takes_its_repetitions_with_their_holds_its_minutes_or_its_way() -> None:
    assert steps.works(SETS, KNOWN)[0].seconds == 8 * (3 + 4)
    assert steps.works(WALK, KNOWN)[0].seconds == 300
    assert steps.works(CARRY, KNOWN)[0].seconds == pytest.approx(24)
    assert steps.works(Dose(sets=2, hold_s=30), KNOWN)[1].seconds == 30


def test_the_player_takes_as_long_as_the_plan_says_within_a_tenth() -> None:
    for phase in Phase:
        lines = make_plan(phase=phase, minutes_per_session=60).lines
        told = sum(planning.minutes_of(one.dose, KNOWN) for one in lines) * 60
        runs = sum(steps.seconds(one.dose, KNOWN) for one in lines)
        assert runs == pytest.approx(told, rel=0.1), phase


def test_there_is_a_short_turn_between_sides_and_a_rest_between_sets() -> None:
    work = (8 + 6 + 4) * (8 + 4) * 2

    assert steps.seconds(SIDES, KNOWN) == work + 30 + 3 * steps.SIDE_S + 2 * 30


def test_the_player_has_as_many_sets_and_sides_as_the_journal() -> None:
    for exercise in KNOWN.exercises.values():
        for dose in exercise.levels:
            rows = session_log.set_rows(line(exercise.id, dose), Entry("all"))
            assert [(row["set_no"], row["side"]) for row in rows] == [
                (work.set, work.side) for work in steps.works(dose, KNOWN)
            ]


def easier_of(id, others=(), profile=None, **course):
    planned = (line(id), *others)
    who = profile or make_profile()
    return steps.easier_line(planned[0], planned, who, fresh_course(**course), KNOWN)


def test_the_easier_neighbour_comes_at_its_first_level() -> None:
    found = easier_of("single_leg_bridge")

    assert found is not None
    assert (found.exercise_id, found.level) == ("glute_bridge", 1)
    assert found.dose == KNOWN.exercises["glute_bridge"].levels[0]


def test_no_easier_neighbour_that_is_planned_left_out_or_does_not_suit() -> None:
    assert easier_of("single_leg_bridge", [line("glute_bridge")]) is None
    assert easier_of("single_leg_bridge", left_out=frozenset({"glute_bridge"})) is None
    pregnant = make_profile(rd_preg=True)
    assert not pregnant.fits["glute_bridge"].allowed or pregnant.fits["glute_bridge"].surface
    nobody = replace(
        make_profile(),
        fits={
            id: replace(fit, allowed=id != "glute_bridge")
            for id, fit in make_profile().fits.items()
        },
    )
    assert easier_of("single_leg_bridge", profile=nobody) is None
    assert easier_of("bird_dog") is None  # it has none


def test_the_way_offers_each_line_and_its_neighbour() -> None:
    planned = (line("single_leg_bridge"), line("bird_dog", SIDES))
    way = way_of(OFFERED, planned, planned, make_profile(), fresh_course(), KNOWN)

    assert list(way.offered.lines) == ["single_leg_bridge", "glute_bridge", "bird_dog"]
    assert [easier and easier.exercise_id for _, easier in way.lines] == ["glute_bridge", None]


# --- what came back --------------------------------------------------------------------------------


def test_what_was_done_set_by_set_stands_in_the_rows() -> None:
    found = rows("glute_bridge", sets=[done("glute_bridge", 8), done("glute_bridge", 5, 2)])

    assert column(found, "reps_done") == [8, 5]
    assert column(found, "hold_s_done") == [3, 3]
    assert column(found, "stopped") == ["none", None]
    assert column(found, "reps_prescribed") == [8, 8]


def test_a_side_that_was_not_reached_is_nought() -> None:
    found = rows("bird_dog", sets=[done("bird_dog", 8, 1, "left"), done("bird_dog", 3, 1, "right")])

    assert column(found, "reps_done") == [8, 3, 0, 0, 0, 0]
    assert column(found, "hold_s_done") == [8, 8, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 0), (150, 2.5), (170, 2.8), (299.9, 4.9), (300, 5)]
)
def test_a_walk_counts_to_a_tenth_of_a_minute_and_is_never_rounded_up(seconds, minutes) -> None:
    (row,) = rows("easy_walk", sets=[done("easy_walk", seconds)])

    assert row["minutes_done"] == minutes


def test_a_carry_counts_whole_metres_with_its_load() -> None:
    found = rows("suitcase_carry", sets=[done("suitcase_carry", 13, 1, "left")])

    assert (found[0]["distance_m_done"], found[0]["load_kg_done"]) == (10, 4)
    assert (found[1]["distance_m_done"], found[1]["load_kg_done"]) == (0, 0)


def test_pain_stands_with_its_set_and_ends_it_only_where_the_rules_say_so() -> None:
    little = rows("glute_bridge", hurts=[hurt(3)])
    much = rows("glute_bridge", hurts=[hurt(2), hurt(6, answer="stop_exercise")])

    assert (column(little, "pain_0_10"), column(little, "stopped")) == ([3, None], ["none"] * 2)
    assert (column(much, "pain_0_10"), column(much, "stopped")) == ([6, None], ["pain", "none"])


def test_ending_an_exercise_by_choice_is_a_stop_too() -> None:
    found = rows("glute_bridge", hurts=[hurt(2, chose="stop_exercise")])

    assert column(found, "stopped") == ["pain", "none"]


def test_most_pain_and_the_gravest_kind_are_those_that_were_told() -> None:
    told = [hurt(2), hurt(5, "sharp", "stop_exercise"), hurt(4)]
    played = read(hurts=told)

    assert (played.most_0_10, played.kind) == (5, "sharp")
    assert (read().most_0_10, read().kind) == (None, None)
    assert read(hurts=[*told, hurt(1, "spreading", "stop_today")]).kind == "spreading"


def test_the_browser_s_answer_is_not_believed() -> None:
    played = read(hurts=[hurt(6, "sharp", "carry_on", chose="carry_on")])

    assert played.differs
    assert played.hurts[0].answer == hurts.STOP_EXERCISE
    assert result.rows_of(LINES[0], played, KNOWN)[0]["stopped"] == "pain"
    assert not read(hurts=[hurt(3)]).differs


def test_the_id_in_the_journal_is_the_same_at_every_delivery() -> None:
    ids = {session_id(read(ago_s=ago).id, OFFERED) for ago in (700, 701, 9000)}

    assert ids == {f"s20261122-{ID}"}


WRONG = {
    "nothing": None,
    "a text": "done",
    "no id": sent(id=None),
    "another id": sent(id="=cmd()"),
    "another plan": sent(plan="p2"),
    "another day": sent(day="2026-11-21"),
    "another round": sent(round=2),
    "no pain before": sent(before=None),
    "a truth for pain": sent(before=True),
    "pain of eleven": sent(before=11),
    "another end": sent(over="won"),
    "no time": sent(ran_s=None),
    "time below nought": sent(ago_s=-1),
    "endless time": sent(ran_s=float("inf")),
    "sets that are none": sent(sets={"a": 1}),
    "a set that is none": sent(sets=["x"]),
    "more sets than there are": sent(sets=[done("glute_bridge", 1)] * 2),
    "a set twice": sent(sets=[done("glute_bridge", 1)] * 2),
    "an unknown exercise": sent(sets=[done("deadlift", 1)]),
    "a third set": sent(sets=[done("glute_bridge", 1, 3)]),
    "another side": sent(sets=[done("glute_bridge", 1, 1, "left")]),
    "a set number that is a truth": sent(sets=[done("glute_bridge", 1, True)]),
    "more than asked": sent(sets=[done("glute_bridge", 9)]),
    "half a repetition": sent(sets=[done("glute_bridge", 1.5)]),
    "less than nothing": sent(sets=[done("easy_walk", -1)]),
    "a longer walk": sent(sets=[done("easy_walk", 301)]),
    "a list for an exercise": sent(sets=[done(["x"], 1)]),
    "a hurt of eleven": sent(hurts=[hurt(11)]),
    "another kind": sent(hurts=[hurt(3, "burning")]),
    "another choice": sent(hurts=[hurt(3, chose="push on")]),
    "a list for a choice": sent(hurts=[hurt(3, chose=["x"])]),
    "a list for a kind": sent(hurts=[hurt(3, ["x"])]),
    "a list for an end": sent(over=["whole"]),
    "a hurt elsewhere": sent(hurts=[hurt(3, exercise="deadlift")]),
    "too many hurts": sent(hurts=[hurt(3)] * 201),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_in_a_sentence(what) -> None:
    with pytest.raises(InputError, match=r"Please log the session with the form instead\.$"):
        result.read(WRONG[what], OFFERED, KNOWN)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(sent())), JUNK)
def test_whatever_is_sent_is_read_or_refused(name, junk) -> None:
    with suppress(InputError):
        result.read(sent(**{name: junk}), OFFERED, KNOWN)


@given(
    st.sampled_from(["exercise", "set", "side", "done", "pain", "kind", "answer", "chose"]), JUNK
)
def test_whatever_is_in_a_row_is_read_or_refused(name, junk) -> None:
    for table, row in (("sets", done("glute_bridge", 8)), ("hurts", hurt(3))):
        with suppress(InputError):
            result.read(sent(**{table: [{**row, name: junk}]}), OFFERED, KNOWN)


# --- the form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Entry("all")),
        ({"sets": []}, Entry("none")),
        ({"sets": [done("glute_bridge", 8), done("glute_bridge", 5, 2)]}, Entry("less", 1)),
        (
            {"sets": [done("glute_bridge", 8)], "hurts": [hurt(6, set=2)]},
            Entry("hurt", 1, 6),
        ),
    ],
)
def test_the_form_says_what_was_done(changes, expected) -> None:
    assert result.entry_of(LINES[0], read(**changes), KNOWN) == expected


def test_what_nobody_changed_is_saved_set_by_set_and_with_its_form() -> None:
    played = read(sets=[done("glute_bridge", 8), done("glute_bridge", 5, 2)])
    entry = replace(result.entry_of(LINES[0], played, KNOWN), form="good")

    found = result.as_done([(LINES[0], entry)], played, KNOWN)

    assert column(found, "reps_done") == [8, 5]
    assert column(found, "form") == ["good", "good"]


def test_what_somebody_changed_is_saved_as_typed() -> None:
    played = read(sets=[done("glute_bridge", 8), done("glute_bridge", 5, 2)])

    found = result.as_done([(LINES[0], Entry("all", form="good"))], played, KNOWN)

    assert column(found, "reps_done") == [8, 8]
