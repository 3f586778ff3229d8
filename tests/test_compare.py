"""Two versions of `data/` side by side: each kind of edit is seen, with an example that is one."""

import shutil
from dataclasses import replace
from functools import cache

import pytest

from lib import knowledge
from lib.__main__ import main
from lib.compare import edits, truths
from lib.compare.both import both
from lib.compare.outcome import apart
from lib.compare.run import report
from lib.compare.search import Search
from lib.knowledge import DATA
from lib.model import ContentError, InputError, Truth
from lib.proof import agree
from lib.proof.examples import examples


@cache
def known():
    return knowledge.load()


def told(old, new, **more):
    """The lines of a report, and whether it found that any plan changes."""
    lines = []
    changes = report(old, new, lines.append, **more)
    return "\n".join(lines), changes


def by_heading(text):
    """Each line that is not indented, to those below it."""
    lines = text.splitlines()
    tops = [n for n, line in enumerate(lines) if line and not line.startswith(" ")]
    ends = [*tops[1:], len(lines)]
    return {lines[at]: "\n".join(lines[at + 1 : end]) for at, end in zip(tops, ends, strict=True)}


def of(id, found):
    ((heading, said),) = [(top, rest) for top, rest in found.items() if f" {id}: " in top]
    return heading, said


EDITS = {
    # a number that a first plan reads, by one step
    "thresholds.yaml": [
        ("id: ease_worst_from_0_10\n    value: 8", "id: ease_worst_from_0_10\n    value: 7"),
        ("id: sore_morning_rise_0_10\n    value: 2", "id: sore_morning_rise_0_10\n    value: 3"),
    ],
    # what follows, milder
    "rules/readiness.yaml": [
        (
            "when: {fact: rd_heart, is: true}\n    then: {urgency: CLEARANCE}",
            "when: {fact: rd_heart, is: true}\n    then: {urgency: ROUTINE}",
        ),
    ],
    # fewer cautions, and other words only
    "rules/cautions.yaml": [
        ("cautions: [preg_supine, preg_prone, preg_balance, heavy]", "cautions: [preg_supine, preg_balance, heavy]"),
        ("asks: Is there pelvic pain in or since pregnancy?", "asks: Is there pain in the pelvis?"),
    ],
    # an exercise left out for more people, another dose
    "exercises/heel_slide.yaml": [("cautions: [preg_supine, floor]", "cautions: [flex, preg_supine, floor]")],
    "exercises/pelvic_tilt.yaml": [("reps: 8", "reps: 9")],
}  # fmt: skip


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    """The shipped content with every edit above, and what is told of it."""
    folder = tmp_path_factory.mktemp("edited") / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("schema", "journal"))
    for file, changes in EDITS.items():
        at = folder / file
        text = at.read_text(encoding="utf-8")
        for find, put in changes:
            assert find in text, f"{file} has changed: mend this edit: {find}"
            text = text.replace(find, put, 1)
        at.write_text(text, encoding="utf-8")
    keep = folder.parent / "examples"
    text, changes = told(DATA, folder, keep=keep, count=300)
    assert changes
    return folder, text, by_heading(text), keep


# --- each kind of edit -----------------------------------------------------------------------------


def test_a_threshold_moved_by_one_step_shows_whom_it_moves(edited):
    heading, said = of("ease_worst_from_0_10", edited[2])

    assert "value 8 → 7" in heading
    assert "Phase: Ease instead of" in said
    assert "phase.start_ease_worst" in said


def test_a_milder_rule_shows_who_is_let_through(edited):
    heading, said = of("screen.rd_heart", edited[2])

    assert "then urgency CLEARANCE → ROUTINE" in heading
    assert "rd_heart: true" in said
    assert "Before: see clinician, no plan." in said
    assert "“See a clinician before you start”" in said


def test_a_caution_that_is_gone_shows_who_gets_the_exercise(edited):
    heading, said = of("caution.preg", edited[2])

    assert "then cautions − preg_prone" in heading
    assert "Leila (pregnant)" in said
    assert "Another version: Resting on your elbows" in said


def test_an_exercise_that_is_left_out_for_more_people_shows_one_of_them(edited):
    heading, said = of("heel_slide", edited[2])

    assert "cautions + flex" in heading
    assert "bending_hurts" in said
    assert "Another version: Heel slides on the bed (before: heel slides)" in said


def test_another_dose_is_said_with_both_doses(edited):
    heading, said = of("pelvic_tilt", edited[2])

    assert "set of 8" in heading
    assert "set of 9" in heading
    assert "Another dose: Pelvic tilt" in said


def test_a_number_that_only_logs_are_read_by_changes_no_first_plan_and_says_so(edited):
    _, said = of("sore_morning_rise_0_10", edited[2])

    assert "Proved: for no possible answers does a first plan change" in said
    assert "pain_next_morning_rise_0_10 2 it does not hold now; before it held" in said


def test_other_words_are_no_edit_and_are_named(edited):
    assert "Only words, sources or cases of: caution.preg_pgp." in edited[1]


def test_an_example_can_be_given_to_plan(edited, capsys):
    folder, _, _, keep = edited
    answers = str(keep / "screen_rd_heart.yaml")

    assert main(["plan", answers, "--today", "2026-03-02"]) == 3
    assert main(["plan", answers, "--today", "2026-03-02", "--data", str(folder)]) == 0
    assert "Clearance: proceed" in capsys.readouterr().out


# --- every number by one step ------------------------------------------------------------------------


def moved(id):
    threshold = known().thresholds[id]
    low, high = threshold.allowed
    to = threshold.value + threshold.step
    value = to if to <= high else threshold.value - threshold.step
    assert low <= value <= high
    return next(
        edit.alone(known())
        for edit in edits.between(
            known(),
            replace(
                known(),
                thresholds={**known().thresholds, id: replace(threshold, value=value)},
            ),
        )
    )


def test_every_number_that_a_first_plan_reads_is_seen_when_it_moves_by_one_step():
    sides = both(known(), known())
    first = sides.steps(known())
    search = Search(sides, first, examples(DATA, known()), count=1_000)
    read = {
        test.threshold
        for prefix in ("screen.", "phase.start_")
        for rule in known().rules_for(prefix)
        for test in rule.when.tests
        if test.threshold
    }
    differences = {id: apart(first, sides.steps(moved(id))) for id in sorted(read)}

    found = search.reached(list(differences.values()))

    assert len(read) >= 10
    assert [id for id, one in zip(differences, found, strict=True) if one.example is None] == []


# --- questions that come and go ------------------------------------------------------------------------


def with_questions(**changed):
    questions = {id: one for id, one in known().questions.items() if changed.get(id, one)}
    return replace(known(), questions={**questions, **{k: v for k, v in changed.items() if v}})


def assigned(sides, *raws):
    """Answers as assignments of the variables of both sides."""
    merged = replace(sides.steps(known()), variables=sides.variables)
    return agree.assignments(agree.as_given(raws, merged))


def seen(old, new):
    sides = both(old, new)
    search = Search(sides, sides.steps(old), examples(DATA, known()), count=500)
    difference = apart(sides.steps(old), sides.steps(new))
    (found,) = search.reached([difference])
    return sides, search.plainest(difference, found).example


def test_a_new_question_that_is_needed_asks_everybody_again():
    spare = replace(known().questions["pain_trend"], id="spare")
    sides, example = seen(known(), with_questions(spare=spare))

    assert "spare" not in sides.raw(example, known())
    (edit,) = edits.between(known(), with_questions(spare=spare))
    assert (edit.kind, edit.id, edit.how) == ("question", "spare", edits.NEW)


def test_a_question_that_is_gone_is_answered_on_the_old_side_only():
    fewer = with_questions(pain_trend=None)
    sides = both(known(), fewer)
    (given,) = assigned(sides, {"pain_trend": "worse", "age_years": 40})

    assert sides.raw(given, known()) == {"age_years": 40, "pain_trend": "worse"}
    assert sides.raw(given, fewer) == {"age_years": 40}
    assert "pain_trend" not in sides.steps(fewer).missing


def test_an_answer_that_is_no_longer_offered_counts_as_none():
    trend = known().questions["pain_trend"]
    fewer = with_questions(pain_trend=replace(trend, choices=trend.choices[1:]))
    sides = both(known(), fewer)
    gone, kept = trend.choices[0].id, trend.choices[1].id
    (given, other) = assigned(sides, {"pain_trend": gone}, {"pain_trend": kept})

    assert sides.raw(given, known()) == {"pain_trend": gone}
    assert sides.raw(given, fewer) == {}
    assert sides.raw(other, fewer) == {"pain_trend": kept}


def test_a_question_answered_in_another_way_cannot_be_compared():
    trend = replace(known().questions["pain_trend"], kind="several")

    with pytest.raises(InputError, match=r"pain_trend.*cannot be compared"):
        both(known(), with_questions(pain_trend=trend))


# --- rules and slots that come, go and move --------------------------------------------------------------


def test_what_is_new_gone_or_moved_is_an_edit_of_its_own_that_leads_there():
    rules = dict(known().rules)
    rules["caution.spare"] = replace(rules.pop("caution.preg"), id="caution.spare")
    order = ["phase.start_strengthen", "phase.start_keep"]
    places = iter(order)
    moved_rules = {}
    for place in rules:
        id = next(places) if place in order else place
        moved_rules[id] = rules[id]
    phases = dict(known().phases)
    phase = next(iter(phases))
    slot, *rest = phases[phase].slots
    turned = replace(slot, candidates=tuple(reversed(slot.candidates)))
    phases[phase] = replace(phases[phase], slots=(turned, *rest))
    new = replace(known(), rules=moved_rules, phases=phases)

    found = {(edit.kind, edit.how, edit.id): edit for edit in edits.between(known(), new)}
    after = known()
    for edit in found.values():
        after = edit.alone(after)

    assert set(found) == {
        ("rule", "new", "caution.spare"),
        ("rule", "gone", "caution.preg"),
        ("order", "changed", "phase.start_…"),
        ("phase", "changed", phase.id),
    }
    assert edits.between(after, new) == ()


def test_an_exercise_that_is_gone_leaves_its_slots():
    without = edits._without_exercise("clam")(known())
    clam = {id: one for id, one in known().exercises.items() if id != "clam"}

    assert "clam" not in without.exercises
    candidates = {id for p in without.phases.values() for s in p.slots for id in s.candidates}
    assert "clam" not in candidates
    found = edits.between(known(), replace(without, exercises=clam))
    assert ("exercise", "gone", "clam") in {(edit.kind, edit.how, edit.id) for edit in found}


def test_the_facts_that_show_a_changed_condition_are_as_few_as_can_be():
    other = moved("sore_morning_rise_0_10")

    facts, before, now = truths.apart("progress.step_back_after_sore_morning", known(), other)
    assert facts == {"pain_next_morning_rise_0_10": 2}
    assert (before, now) == (Truth.FIRES, Truth.QUIET)
    assert truths.apart("caution.preg", known(), other) is None


# --- folders -----------------------------------------------------------------------------------------


def test_the_same_folder_twice_changes_nothing(capsys):
    assert main(["compare", str(DATA), str(DATA)]) == 0
    assert "Nothing changes" in capsys.readouterr().out


def test_a_folder_that_cannot_be_read_is_named(tmp_path, capsys):
    assert main(["compare", str(tmp_path), str(DATA)]) == 2

    said = capsys.readouterr().err
    assert str(tmp_path) in said
    assert "Is it a whole data/ folder?" in said


def test_a_broken_old_folder_says_what_is_wrong_in_which_file(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("schema", "journal"))
    at = folder / "rules" / "start.yaml"
    text = at.read_text(encoding="utf-8").replace("phase: ease", "phase: nowhere", 1)
    at.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=r"data cannot be read.*start\.yaml"):
        told(folder, DATA)


def test_the_help_says_how_to_get_an_older_version(capsys):
    with pytest.raises(SystemExit):
        main(["compare", "--help"])

    assert "git worktree add" in capsys.readouterr().out
