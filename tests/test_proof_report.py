"""The report of the proof: it is of the content in `data/`, and what is made from it says the same."""

import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from lib import knowledge, proved
from lib.__main__ import main
from lib.model import ContentError, InputError
from lib.proof import properties, record, run
from lib.proved import Mutants
from lib.ui.rules_view import proved as page

WRITE = "python -m lib prove --write (some minutes)"
WRITE_ALL = "python -m lib prove --mutants --write (many minutes)"


@cache
def known():
    return knowledge.load()


@cache
def report():
    return proved.read()


# --- it is current ---


def test_the_report_is_about_the_content_in_data():
    assert report().is_about(known()), f"data/ has changed since it was proved: {WRITE}"


def test_its_mutants_are_those_of_the_rules_in_data():
    mutants = report().mutants

    assert mutants is not None, f"The mutants have not been tried: {WRITE_ALL}"
    assert mutants.logic == record.logic_version(known()), (
        f"Rules, exercises or demands have changed since the mutants were tried: {WRITE_ALL}"
    )


def test_it_is_of_a_whole_run_in_which_everything_holds():
    names = [one.name for one in report().sentences]

    assert names == list(properties.PROPERTIES), WRITE
    assert [one.name for one in report().sentences if not one.holds] == []
    assert report().compared.drawn >= run.PEOPLE
    assert report().compared.read_by_z3 >= run.REREAD
    assert report().compared.differences == 0
    assert report().mutants.missed == 0
    assert report().not_proved == run.NOT_PROVED, WRITE


def test_the_table_in_the_document_is_made_from_it():
    text = record.DOCUMENT.read_text(encoding="utf-8")

    assert record.with_table(text, report()) == text, WRITE


# --- the file ---


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(proved.as_json(report()), encoding="utf-8")

    assert proved.read(path) == report()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"mutants": 3}'])
def test_what_is_no_report_is_said_to_be_none(tmp_path, text):
    path = tmp_path / "report.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match="prove --write"):
        proved.read(path)


def test_only_a_whole_run_is_written_down():
    said = []
    with pytest.raises(InputError, match="all properties"):
        run.write(replace(report(), sentences=report().sentences[:3]), None, said.append)
    few = replace(report().compared, drawn=99_999)
    with pytest.raises(InputError, match="100,000"):
        run.write(replace(report(), compared=few), None, said.append)
    assert said == []


def test_only_the_shipped_content_is_written_down(tmp_path, capsys):
    assert main(["prove", "--write", "--data", str(tmp_path)]) == 2
    assert "data/" in capsys.readouterr().err


# --- its versions ---


def changed(part, id, **changes):
    rows = getattr(known(), part)
    return replace(known(), **{part: {**rows, id: replace(rows[id], **changes)}})


def test_other_words_are_no_other_logic():
    before = record.logic_version(known())

    for part, id, field in (
        ("rules", "caution.preg", "why"),
        ("rules", "caution.preg", "says"),
        ("questions", "age_years", "asks"),
        ("exercises", "clam", "purpose"),
    ):
        assert record.logic_version(changed(part, id, **{field: "Put otherwise."})) == before


def test_what_a_step_reads_is_other_logic():
    clam, rule = known().exercises["clam"], known().rules["caution.preg"]
    others = [
        changed("exercises", "clam", cautions=clam.cautions | {"knee"}),
        changed("exercises", "clam", levels=clam.levels[1:]),
        changed("rules", "caution.preg", then={"cautions": ("heavy",)}),
        changed("rules", "caution.preg", when=replace(rule.when, how="none")),
        changed("questions", "age_years", at_most=100),
        changed("thresholds", "ease_days", value=8),
        replace(known(), rules=dict(reversed(known().rules.items()))),
    ]

    versions = [record.logic_version(one) for one in (known(), *others)]
    assert len(set(versions)) == len(versions)


def test_mutants_are_kept_as_long_as_the_logic_is_the_same(tmp_path):
    tried = Mutants(date(2026, 11, 22), record.logic_version(known()), 9, 1, 2, 0)
    path = tmp_path / "report.json"
    path.write_text(proved.as_json(replace(report(), mutants=tried)), encoding="utf-8")
    words_only = changed("rules", "caution.preg", why="Put otherwise.")
    other = changed("rules", "caution.preg", then={"cautions": ("heavy",)})

    assert record.kept_mutants(words_only, path) == tried
    assert record.kept_mutants(other, path) is None
    assert record.kept_mutants(known(), tmp_path / "none.json") is None


# --- in words ---


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (3 * 10**60, "about 3 followed by 60 zeros"),
        (1_480_000, "about 15 followed by 5 zeros"),
        (9_960_000, "about 1 followed by 7 zeros"),
    ],
)
def test_a_number_with_too_many_digits_is_said_by_its_zeros(number, says):
    assert proved.zeros(number) == says


def whole(report):
    said = page.of_report(report, known())
    return "\n\n".join((said.before, said.title, said.sentences, said.after))


def test_the_page_says_what_was_proved_when_and_of_which_version():
    of_these = replace(report(), rules_version=known().rules_version)
    says = whole(of_these)

    assert f"version {known().rules_version}" in says
    assert "earlier version" not in says
    assert proved.zeros(report().answer_sets) in says
    assert f"{report().rules} rules and conditions, {report().exercises} exercises" in says
    for one in (*(sentence.says for sentence in report().sentences), *report().not_proved):
        assert one in says


def test_the_page_does_not_take_a_proof_of_other_rules_for_one_of_these():
    says = whole(replace(report(), rules_version="r0"))

    assert "earlier version" in says
    assert "the very rules" not in says


def test_the_page_says_what_does_not_hold_and_what_was_missed_or_only_checked():
    first, second, *others = report().sentences
    sentences = (replace(first, holds=False), replace(second, checked_on="ten years"), *others)
    bad = Mutants(date(2026, 11, 22), "l0", 9, 1, 2, 3)
    differ = replace(report().compared, differences=4)
    found = replace(report(), sentences=sentences, mutants=bad, compared=differ)
    said = page.of_report(found, known())

    assert first.says in said.before
    assert f"{second.says} (On ten years.)" in said.sentences
    assert "**4 times** differed" in said.after
    assert "**3 were missed.**" in said.after
    assert "has not been tried" in page.of_report(replace(report(), mutants=None), known()).after
    assert not found.holds


def test_the_size_is_written_with_all_its_digits():
    assert json.loads(proved.FILE.read_text(encoding="utf-8"))["answer_sets"].isdigit()
