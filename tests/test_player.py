"""The way through a session, and what comes back from it, before any browser is involved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import decide, hurts, people, session_log
from lib.model import Dose, InputError, Phase, Prescription
from lib.session_log import Entry
from lib.ui import session_words
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


@cache
def planned_days(id):
    """The decisions of an example person, a week apart, one for each plan."""
    person = people.load(people.FOLDER, KNOWN)[id]
    lived = people.live(person, KNOWN)
    found = {}
    for back in range(0, (lived.today - lived.rows[0].day).days + 1, 7):
        day = lived.today - timedelta(days=back)
        decided = decide.decide(lived.rows, lived.frames, lived.overrides, KNOWN, day)
        if decided.plan is not None:
            found.setdefault(decided.plan.id, decided)
    return tuple(found.values())


PEOPLE = sorted(people.load(people.FOLDER, KNOWN))
LINES = (
    line(),
    line("bird_dog", SIDES),
    line("easy_walk", WALK),
    line("suitcase_carry", CARRY),
)
OFFERED = Offered("p1", DAY, 1, Phase.EASE, {one.exercise_id: one for one in LINES})


def told(line, **changes):
    """A line as the browser sends it back."""
    return {"exercise": line.exercise_id, **result.asked(line), **changes}


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
        "phase": "ease",
        "rules_version": "r1",
        "lines": [told(one) for one in LINES],
        "ago_s": 700,
        "ran_s": 620,
        "before": 2,
        "over": "whole",
        "sets": [done("glute_bridge", 8), done("glute_bridge", 8, 2)],
        "hurts": [],
    }
    return {**whole, **changes}


def read(**changes):
    return result.read(sent(**changes), OFFERED, Phase.EASE, KNOWN)


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


@pytest.mark.parametrize("id", PEOPLE)
def test_the_player_takes_as_long_as_each_plan_says_within_a_tenth(id) -> None:
    for decided in planned_days(id):
        for number in range(1, decided.plan.times_per_day + 1):
            lines = session_words.lines_of_round(decided.plan, number)
            runs = sum(steps.seconds(one.dose, KNOWN) for one in lines)
            told = session_words.minutes(lines, KNOWN) * 60
            assert runs == pytest.approx(told, rel=0.1), (decided.today, number)


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
    plan = replace(make_plan(), lines=planned)
    way = way_of(OFFERED, planned, plan, make_profile(), fresh_course(), KNOWN)

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
    ids = {session_id(read(ago_s=ago)) for ago in (700, 701, 9000, 90_000)}

    assert ids == {f"s20261122-{ID}"}


WRONG = {
    "nothing": None,
    "a text": "done",
    "no id": sent(id=None),
    "another id": sent(id="=cmd()"),
    "a plan that is none": sent(plan="=cmd()"),
    "no plan": sent(plan=None),
    "no rules": sent(rules_version=7),
    "a day that is none": sent(day="yesterday"),
    "a phase that is none": sent(plan="p2", phase="deload"),
    "no lines": sent(plan="p2", lines=None),
    "a line that is none": sent(plan="p2", lines=[7]),
    "too many lines": sent(plan="p2", lines=[{}] * 51),
    "a line twice": sent(plan="p2", lines=[told(LINES[2])] * 2),
    "a line without a dose": sent(plan="p2", lines=[{"exercise": "easy_walk", "level": 1}]),
    "a dose of words": sent(plan="p2", lines=[{**told(LINES[2]), "dose": {"minutes": "5"}}]),
    "a dose without end": sent(plan="p2", lines=[{**told(LINES[2]), "dose": {"minutes": 1e9}}]),
    "a dose below nought": sent(plan="p2", lines=[{**told(LINES[0]), "dose": {"sets": -1}}]),
    "a dose in parts": sent(plan="p2", lines=[{**told(LINES[0]), "dose": {"reps": [3, 2.5]}}]),
    "a dose of something else": sent(plan="p2", lines=[{**told(LINES[0]), "dose": {"years": 5}}]),
    "a side that is a number": sent(
        plan="p2", lines=[{**told(LINES[0]), "dose": {"each_side": 1}}]
    ),
    "a level that is a truth": sent(plan="p2", lines=[{**told(LINES[0]), "level": True}]),
    "an exercise with a formula": sent(plan="p2", lines=[{**told(LINES[0]), "exercise": "=x()"}]),
    "begun more than a week ago": sent(ago_s=7 * 86_400 + 1),
    "no pain before": sent(before=None),
    "a truth for pain": sent(before=True),
    "pain of eleven": sent(before=11),
    "another end": sent(over="won"),
    "no time": sent(ran_s=None),
    "time below nought": sent(ago_s=-1),
    "endless time": sent(ran_s=float("inf")),
    "sets that are none": sent(sets={"a": 1}),
    "a set that is none": sent(sets=["x"]),
    "more sets than there can be": sent(sets=[done("glute_bridge", 1)] * 501),
    "a set twice": sent(sets=[done("glute_bridge", 1)] * 2),
    "an unknown exercise": sent(sets=[done("moon_walk", 1)]),
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
    "a hurt elsewhere": sent(hurts=[hurt(3, exercise="moon_walk")]),
    "too many hurts": sent(hurts=[hurt(3)] * 201),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_in_a_sentence(what) -> None:
    with pytest.raises(InputError, match=r"Please log the session with the form instead\.$"):
        result.read(WRONG[what], OFFERED, Phase.EASE, KNOWN)


# --- of another plan, or another day ---------------------------------------------------------------


def real(id, level=1, **dose):
    """A line as a plan really has it, with what is changed in its dose."""
    return line(id, replace(KNOWN.exercises[id].levels[level - 1], **dose), level)


def other(asked_for, today=Phase.EASE, offered=OFFERED, **changes):
    """The result of a session with these lines, read when the plan is another one."""
    whole = {
        "plan": "p0",
        "day": "2026-11-21",
        "lines": [told(one) for one in asked_for],
        "sets": [],
    }
    return result.read(sent(**{**whole, **changes}), offered, today, KNOWN)


def test_a_session_of_another_plan_is_taken_as_it_was_asked_for() -> None:
    bridge = real("glute_bridge", 2)
    reps = bridge.dose.reps
    played = other([bridge], sets=[done("glute_bridge", reps)])

    assert not played.source.is_todays
    assert (played.source.plan_id, played.source.rules_version) == ("p0", "r1")
    assert played.source.lines == {"glute_bridge": replace(bridge, days_per_week=0, slot_id="")}
    first, *_ = result.rows_of(played.source.lines["glute_bridge"], played, KNOWN)
    assert (first["level"], first["reps_done"], first["stopped"]) == (2, reps, "none")


@pytest.mark.parametrize("offered", [None, OFFERED])
def test_with_nothing_to_do_today_it_is_taken_all_the_same(offered) -> None:
    walk = real("easy_walk")

    asked_for = replace(walk.dose, times_per_day=1)
    assert other([walk], offered=offered).source.lines["easy_walk"].dose == asked_for


DOUBTFUL = {
    "a level it has not": told(real("glute_bridge"), level=9),
    "no level": told(real("glute_bridge"), level=0),
    "more sets than a plan can ask for": told(real("glute_bridge", sets=9)),
    "more repetitions": told(real("glute_bridge", reps=99)),
    "a side it has not": told(real("glute_bridge", each_side=True)),
    "minutes it has not": told(real("glute_bridge", minutes=3)),
    "a place it has not": told(real("glute_bridge"), surface="moon"),
}


@pytest.mark.parametrize("what", DOUBTFUL)
def test_a_dose_its_levels_do_not_bear_out_is_asked_about(what) -> None:
    played = other(
        [], lines=[DOUBTFUL[what], told(real("easy_walk"))], sets=[done("glute_bridge", 99)]
    )

    assert played.source.unsure == {"glute_bridge"}
    assert list(played.source.lines) == ["glute_bridge", "easy_walk"]
    assert played.done == {}


def test_an_exercise_that_is_gone_leaves_its_pain_behind() -> None:
    gone = told(line("moon_walk"))
    played = other(
        [],
        lines=[gone, told(real("easy_walk"))],
        sets=[done("moon_walk", 8), done("easy_walk", 60)],
        hurts=[hurt(5, "sharp", "stop_exercise", exercise="moon_walk")],
    )

    assert played.source.gone == {"moon_walk"}
    assert list(played.source.lines) == ["easy_walk"]
    assert (played.most_0_10, played.kind, played.done) == (
        5,
        "sharp",
        {("easy_walk", 1, "both"): 60},
    )


def test_of_two_phases_the_stricter_answer_holds() -> None:
    bridge = real("glute_bridge")
    told_mildly = [hurt(5, answer="easier")]
    later = other([bridge], Phase.REBUILD, phase="rebuild", hurts=told_mildly)
    eased = other([bridge], Phase.EASE, phase="rebuild", hurts=told_mildly)
    forged = other([bridge], Phase.EASE, phase="keep", hurts=told_mildly)

    assert (later.hurts[0].answer, later.differs) == (hurts.EASIER, False)
    assert (eased.hurts[0].answer, eased.differs) == (hurts.STOP_EXERCISE, True)
    assert forged.hurts[0].answer == hurts.STOP_EXERCISE


@pytest.mark.parametrize("id", PEOPLE)
def test_what_a_plan_asks_for_is_borne_out_by_the_levels(id) -> None:
    for decided in planned_days(id):
        lines = decided.plan.lines
        played = other(lines, decided.course.phase, phase=decided.plan.phase.id)
        assert not played.source.unsure
        for asked_for, found in zip(lines, played.source.lines.values(), strict=True):
            assert steps.works(found.dose, KNOWN) == steps.works(asked_for.dose, KNOWN)
            assert (found.level, found.surface) == (asked_for.level, asked_for.surface)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(sorted(sent())), JUNK, st.sampled_from(["p1", "p0"]))
def test_whatever_is_sent_is_read_or_refused(name, junk, plan) -> None:
    with suppress(InputError):
        result.read(sent(**{"plan": plan, name: junk}), OFFERED, Phase.EASE, KNOWN)


@given(st.sampled_from(["exercise", "level", "surface", "dose"]), JUNK)
def test_whatever_is_in_a_line_is_read_or_refused(name, junk) -> None:
    with suppress(InputError):
        other([], lines=[told(LINES[0], **{name: junk})], sets=[done("glute_bridge", 8)])


@given(
    st.sampled_from(["exercise", "set", "side", "done", "pain", "kind", "answer", "chose"]), JUNK
)
def test_whatever_is_in_a_row_is_read_or_refused(name, junk) -> None:
    for table, row in (("sets", done("glute_bridge", 8)), ("hurts", hurt(3))):
        with suppress(InputError):
            result.read(sent(**{table: [{**row, name: junk}]}), OFFERED, Phase.EASE, KNOWN)


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
