"""The rules as logic: the circuit agrees with the steps, the sentences hold, and both can fail."""

from dataclasses import replace
from functools import cache

import pytest

from lib import knowledge
from lib.__main__ import main
from lib.model import Clearance, Phase
from lib.proof import agree, answers, mutants, properties, steps, work
from lib.proof.circuit import Circuit, on_arrays, others_of
from lib.proof.examples import examples
from lib.proof.logic import Prover
from lib.proof.properties import World

DRAWN = 100_000
"""As many answers as `python -m lib prove` compares; here only what they cover is counted."""


@cache
def known():
    return knowledge.load()


@cache
def built():
    return steps.build(known())


@cache
def world():
    return World(built(), known(), people=1_500)


@cache
def prover():
    return Prover(built().circuit)


def outcome(name, content=None):
    if content is None:
        return properties.prove(world(), name, prover())
    other = World(steps.build(content), content, people=200)
    return properties.prove(other, name, Prover(other.c))


def without(rule_id):
    rules = {id: rule for id, rule in known().rules.items() if id != rule_id}
    return replace(known(), rules=rules)


def with_start(rule_id, phase):
    rules = dict(known().rules)
    rules[rule_id] = replace(rules[rule_id], then={"phase": phase})
    return replace(known(), rules=rules)


def with_exercise(id, **changes):
    exercises = dict(known().exercises)
    exercises[id] = replace(exercises[id], **changes)
    return replace(known(), exercises=exercises)


# --- the circuit beside the steps ---


def test_circuit_and_steps_say_the_same_of_drawn_answers_and_of_every_example():
    drawn = answers.drawn(known(), 1_500, seed=2026)
    raws = [one.raw for one in examples(knowledge.DATA, known())]

    with work.without_collecting():
        assert list(agree.differences(built(), drawn, known())) == []
    assert len(raws) >= 10
    assert list(agree.differences(built(), agree.as_given(raws, built()), known())) == []


def test_z3_reads_the_circuit_as_the_arrays_do():
    drawn = answers.drawn(known(), 20, seed=3)

    assert list(agree.misread(built(), drawn, prover())) == []


def test_drawn_answers_cover_every_rule_and_every_phase():
    covered = agree.counted(built(), answers.drawn(known(), DRAWN, seed=2026))

    assert covered.people == DRAWN
    assert covered.cleared >= 0.6 * DRAWN
    assert min(covered.phases[phase] for phase in Phase) >= 0.05 * DRAWN
    assert {id: n for id, n in covered.fires.items() if n < 100} == {}
    assert {id: n for id, n in covered.quiet.items() if n < 100} == {}


def test_a_circuit_of_other_rules_is_found_out():
    other = steps.build(without("caution.floor"))
    drawn = answers.drawn(known(), 50, seed=2026)

    assert list(agree.differences(other, drawn, known())) != []


def test_answers_go_to_variables_and_back_unchanged():
    raw = {"age_years": 41, "rf_night": True, "worse_with": ["sitting"], "pain_trend": "worse"}

    given = agree.as_given([raw], built())
    assignment = {name: array[0].item() for name, array in given.items()}

    assert answers.raw(assignment, known(), steps.DAY) == raw


# --- the sentences ---


@pytest.mark.parametrize("name", sorted(properties.PROPERTIES))
def test_the_sentence_is_proved_for_every_possible_answer(name):
    found = outcome(name)

    assert [broken.about for broken in found.broken] == []
    assert found.said.claims or found.said.possible


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("signs", lambda: without("screen.rf_ces_saddle")),
        ("signs", lambda: without("screen.both_legs_steady_worse")),
        ("exclusions", lambda: without("caution.preg")),
        ("exclusions", lambda: with_exercise("curl_up", cautions=frozenset({"floor"}))),
        ("exclusions", lambda: with_exercise("glute_bridge", limit_if={})),
        ("start", lambda: without("phase.start_ease_trend")),
        ("no_milder", lambda: with_start("phase.start_ease_worst", "keep")),
        ("exclusions", lambda: with_exercise("deadlift", kit=())),
    ],
    ids=["sign", "sign_of_two", "caution", "exercise", "limit", "start", "worse", "kit"],
)
def test_a_rule_that_is_taken_away_breaks_the_sentence(name, content):
    changed = content()
    other = World(steps.build(changed), changed, people=1)

    assert properties.breaks(other, name, Prover(other.c))


@pytest.mark.parametrize(
    ("name", "where", "says"),
    [
        ("no_harder", "Filler._asks_more", lambda self, id, too_much: self.circuit.no),
        ("no_harder", "Filler._easy_enough", lambda self, id, later: self.circuit.yes),
        (
            "no_more",
            "_Doses.no_more",
            lambda self, *_: dict.fromkeys(range(1, self.filler.most_sets), self.c.no),
        ),
    ],
)
def test_a_plan_that_forgets_what_ticks_may_not_bring_breaks_the_sentence(
    monkeypatch, name, where, says
):
    monkeypatch.setattr(f"lib.proof.plans.{where}", says)
    careless = World(steps.build(known()), known(), people=10)
    _ = careless.worse

    assert properties.breaks(careless, name, Prover(careless.c))


def test_a_counterexample_is_one_for_the_steps_too():
    content = without("screen.rf_ces_saddle")
    (broken,) = outcome("signs", content).broken
    raw = answers.raw(broken.example, known(), steps.DAY)

    assert "screen.rf_ces_saddle" in broken.rules or broken.about.startswith("rf_ces_saddle")
    assert agree.decision_of(raw, content).clearance < Clearance.EMERGENCY
    assert agree.decision_of(raw, known()).clearance is Clearance.EMERGENCY


def test_a_question_that_does_nothing_is_found():
    questions = dict(known().questions)
    questions["spare"] = replace(questions["movement_worry_0_10"], id="spare")

    broken = outcome("every_question", replace(known(), questions=questions)).broken

    assert "spare" in " ".join(one.about for one in broken)


# --- mutants ---


def test_every_listed_mutant_is_one_of_the_rules_as_they_are():
    assert set(mutants.listed()) <= {mutant.id for mutant in mutants.mutants(known())}


def test_a_mutant_is_caught_or_changes_nothing_or_would_be_missed():
    content = {mutant.id: mutant for mutant in mutants.mutants(known())}
    unreached = content["breathing_90_90 front cautions without neck"]
    watched_by_nobody = content["hip_hinge limit_if without shoulder"]

    pregnant = content["screen.rd_preg only ROUTINE"]
    assert mutants.caught_by(pregnant, known(), built()) == "signs"
    assert mutants.caught_by(unreached, known(), built()) == ""
    assert not mutants.makes_a_difference(unreached, known(), steps.build(known()))
    assert mutants.caught_by(watched_by_nobody, known(), built()) == ""
    assert mutants.makes_a_difference(watched_by_nobody, known(), steps.build(known()))


# --- the small language ---


def test_what_a_change_of_some_answers_changes_is_what_is_found_by_working_all_out_again():
    wanted = properties.outcomes(built())
    people = answers.drawn(known(), 40, seed=6)
    before = on_arrays(built().circuit, people, built().circuit.cone(wanted))
    other = {name: array[::-1] for name, array in people.items() if name.startswith("pain_")}

    found = others_of(built().circuit, before, other)

    again = on_arrays(built().circuit, {**people, **other}, list(before))
    assert set(found) == {node for node in before if (before[node] != again[node]).any()}
    assert all((found[node] == again[node]).all() for node in found)
    assert set(wanted) & set(found)


def test_what_is_always_so_is_simplified_away():
    c = Circuit()
    a, b = c.flag("a"), c.flag("b")
    number = c.number("n", 3, 5)

    assert c.both(a, c.neg(a)) == c.no
    assert c.some(a, c.neg(a)) == c.yes
    assert c.both(a, b) == c.both(b, a, c.yes)
    assert c.at_least(number, c.whole(3)) == c.yes
    assert c.equal(number, c.whole(6)) == c.no


# --- the command ---


def test_the_command_says_what_is_proved_and_what_is_not(capsys):
    assert main(["prove", "unanswered", "--people", "0"]) == 0

    said = capsys.readouterr().out
    assert "unanswered: proved" in said
    assert "the rules themselves are right, which needs clinicians" in said


def test_the_command_does_not_know_a_property_that_is_not_there(capsys):
    assert main(["prove", "everything"]) == 2
    assert "everything" in capsys.readouterr().err
