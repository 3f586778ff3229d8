"""What `prove` prints when a sentence does not hold: readable answers that `plan` takes as they stand."""

import re
import shutil
from dataclasses import replace
from functools import cache

import pytest

from lib import knowledge
from lib.__main__ import main
from lib.knowledge import DATA
from lib.proof import agree, steps
from lib.proof.circuit import Circuit
from lib.proof.examples import examples
from lib.proof.simplest import simplest

SADDLE = re.compile(r"  - id: screen\.rf_ces_saddle\n.*?(?=  - id: )", re.DOTALL)


@cache
def known():
    return knowledge.load()


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The shipped content without one emergency sign."""
    folder = tmp_path_factory.mktemp("broken") / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("schema", "journal"))
    at = folder / "rules" / "screening.yaml"
    text = at.read_text(encoding="utf-8")
    assert SADDLE.search(text)
    at.write_text(SADDLE.sub("", text, count=1), encoding="utf-8")
    return folder


def pasted(said):
    """The lines below the first "save this", as somebody would copy them."""
    below = said.split("save this as answers.yaml")[1].splitlines()[1:]
    lines = []
    for line in below:
        if not line.startswith("    "):
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def test_a_counterexample_is_an_example_person_but_for_what_matters_and_goes_into_plan(
    broken, tmp_path, capsys
):
    assert main(["prove", "signs", "--people", "0", "--data", str(broken)]) == 1
    said = capsys.readouterr().out
    answers = tmp_path / "answers.yaml"
    answers.write_text(pasted(said), encoding="utf-8")
    (command,) = re.findall(r"python -m lib plan answers\.yaml (.*)", said)

    differing = pasted(said).split("# the rest as ")[0].splitlines()
    assert "NOT TRUE" in said
    assert "rf_ces_saddle True asks for EMERGENCY or graver" in said
    assert [line.strip().split("  # ")[0] for line in differing if line.strip()] == [
        "rf_ces_saddle: true"
    ]
    assert "New numbness or tingling" in differing[0]
    assert main(["plan", str(answers), *command.split()]) == 0
    shown = capsys.readouterr().out
    assert main(["plan", str(answers), "--today", str(steps.DAY)]) == 3
    assert "Clearance: emergency" in capsys.readouterr().out
    exercises = re.findall(r"^  - ([^:[]+): ", shown, re.MULTILINE)
    assert len(exercises) >= 3
    for name in exercises:
        assert name in said, "what comes out is said beside the answers"


def test_the_rules_that_a_counterexample_turns_on_are_named(tmp_path, capsys):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("schema", "journal"))
    at = folder / "rules" / "start.yaml"
    text = at.read_text(encoding="utf-8")
    ease = "pain_worst_7d_0_10, at_least: ease_worst_from_0_10}\n    then: {phase: ease}"
    assert ease in text
    at.write_text(text.replace(ease, ease.replace(": ease}", ": rebuild}")), encoding="utf-8")

    assert main(["prove", "start", "--people", "0", "--data", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "phase.start_ease_worst" in said
    assert "Rules: " in said


# --- the plainest answers ---------------------------------------------------------------------------


def test_only_what_matters_differs_from_the_base_and_numbers_go_no_further_than_they_must():
    c = Circuit()
    pain, age, tick, other = c.number("pain", 0, 10), c.number("age", 0, 99), *map(c.flag, "to")
    wanted = c.both(c.at_least(pain, c.whole(7)), c.some(tick, c.at_least(age, c.whole(60))), other)
    found = {"pain": 10, "age": 80, "t": True, "o": True}
    bases = [
        {"pain": 2, "age": 20, "t": False, "o": False},
        {"pain": 3, "age": 70, "t": False, "o": True},
    ]

    assert simplest(c, wanted, found, bases) == ({"pain": 7, "age": 70, "t": False, "o": True}, 1)
    assert simplest(c, wanted, found, bases[:1])[0]["pain"] == 7
    assert simplest(c, wanted, found, []) == ({"pain": 7, "age": 0, "t": True, "o": True}, 0)


def test_a_base_that_shows_it_already_is_given_as_it_is():
    c = Circuit()
    age = c.number("age", 0, 99)
    base = {"age": 50}

    assert simplest(c, c.at_least(age, c.whole(40)), {"age": 99}, [base]) == (base, 0)


def test_every_example_person_is_read_on_the_day_of_the_proof():
    people = examples(DATA, known())
    texts = {id for id, one in known().questions.items() if one.kind == "text"}

    assert {one.person_id for one in people} == {at.stem for at in (DATA / "people").glob("*.yaml")}
    assert not any(texts & set(one.raw) for one in people)
    plain = replace(people[0], raw={**people[0].raw})
    assert agree.decision_of(plain.raw, known()).today == steps.DAY
