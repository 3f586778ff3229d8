import dataclasses
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from lib import knowledge, plain_yaml
from lib.model import ContentError, InputError
from tests.given import shipped

ROOT = Path(__file__).parents[1]
BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def copy_of_data(tmp_path):
    """The shipped content without people, journal and schemas, which the loader does not read."""
    left_out = shutil.ignore_patterns("people", "journal", "schema")
    return Path(shutil.copytree(knowledge.DATA, tmp_path / "data", ignore=left_out))


def break_it(folder, patch):
    at = folder / patch["file"]
    if patch.get("gone"):
        at.unlink()
    elif "text" in patch:
        at.write_text(patch["text"], encoding=patch.get("bytes", "utf-8"))
    else:
        content = at.read_text(encoding="utf-8")
        assert patch["find"] in content, "the content has changed: mend this patch"
        at.write_text(content.replace(patch["find"], patch["replace"], 1), encoding="utf-8")


def check(folder):
    return subprocess.run(
        [sys.executable, "-m", "lib", "check", "--data", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


READ = cache(knowledge.read)


@pytest.fixture
def unchanged_files_are_read_once(monkeypatch):
    """Saves most of the time: what is as shipped has been read and checked with the shipped ones."""

    def read_changed(path, kind):
        places = (knowledge.DATA / path.parent.name / path.name, knowledge.DATA / path.name)
        there = [at for at in places if at.exists() and path.exists()]
        same = next((at for at in there if at.read_bytes() == path.read_bytes()), None)
        return read(path, kind) if same is None else READ(same, kind)

    read = knowledge.read
    monkeypatch.setattr(knowledge, "read", read_changed)


@pytest.mark.usefixtures("unchanged_files_are_read_once")
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken_content_stops_the_start_and_says_where(path, tmp_path):
    patch = yaml.safe_load(path.read_text(encoding="utf-8"))
    folder = copy_of_data(tmp_path)
    break_it(folder, patch)

    with pytest.raises(ContentError) as caught:
        knowledge.load(folder)

    assert str(caught.value) == patch["expect"]


def test_no_two_broken_contents_expect_the_same_sentence():
    expected = [yaml.safe_load(path.read_text(encoding="utf-8"))["expect"] for path in BROKEN]

    assert len(set(expected)) == len(expected)


@pytest.mark.parametrize("name", ["no_such_threshold", "duplicate_key", "missing_file"])
def test_the_check_command_says_the_one_sentence_and_fails(name, tmp_path):
    patch = yaml.safe_load((ROOT / f"tests/broken/{name}.yaml").read_text(encoding="utf-8"))
    folder = copy_of_data(tmp_path)
    break_it(folder, patch)

    done = check(folder)

    assert done.returncode == 2
    assert done.stderr == patch["expect"] + "\n"
    assert done.stdout == ""


def test_the_check_command_counts_what_it_has_read(tmp_path):
    done = check(copy_of_data(tmp_path))

    assert done.returncode == 0
    assert "44 exercises" in done.stdout
    assert shipped().rules_version in done.stdout
    assert done.stderr == ""


def test_the_check_command_on_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    done = check(tmp_path / "nowhere")

    assert done.returncode == 2
    assert done.stderr == "nowhere/thresholds.yaml: cannot be read (FileNotFoundError).\n"


def test_what_is_loaded_cannot_be_changed():
    known = shipped()

    with pytest.raises(TypeError):
        known.rules["screen.rf_night"] = None
    with pytest.raises(dataclasses.FrozenInstanceError):
        known.rules_version = "mine"


def test_loading_twice_gives_the_same():
    assert knowledge.load().rules_version == shipped().rules_version


def test_the_version_changes_with_any_word_of_the_content(tmp_path):
    folder = copy_of_data(tmp_path)
    at = folder / "exercises" / "clam.yaml"
    at.write_text(at.read_text("utf-8").replace("name: ", "name: My "), encoding="utf-8")

    assert knowledge.load(folder).rules_version != shipped().rules_version


def test_every_exercise_file_is_named_like_its_exercise():
    files = {path.stem for path in (knowledge.DATA / "exercises").glob("*.yaml")}

    assert files == set(shipped().exercises)


# --- a person's own YAML --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes", "yes"),
        ("a: no", "no"),
        ("a: true", True),
        ("a: False", False),
        ("a: 7", 7),
        ("a: -7", -7),
        ("a: 007", "007"),
        ("a: 7.5", 7.5),
        ("a: 1e3", "1e3"),
        ("a: 1:30", "1:30"),
        ("a: 2026-03-02", "2026-03-02"),
        ("a: '7'", "7"),
        ("a:", None),
        ("a: null", None),
        ("a: []", []),
        ("a: [x, 1]", ["x", 1]),
        ("a: " + "9" * 5000, "9" * 5000),
    ],
    ids=lambda part: str(part)[:20],
)
def test_words_of_a_persons_file_stay_what_they_look_like(text, value):
    read = plain_yaml.read_text(text)

    assert read == {"a": value}
    assert type(read["a"]) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: &x [*x]",
        "a: &x 1\nb: *x",
        "? [a, b]\n: 1",
        "a: " + "[" * 5000,
        "--- 1\n--- 2",
        "\0",
    ],
    ids=["open", "endless", "alias", "list as a key", "deep", "two documents", "zero"],
)
def test_what_nobody_would_write_is_not_read(text):
    with pytest.raises(yaml.YAMLError):
        plain_yaml.read_text(text)


def test_an_answer_given_twice_is_not_guessed():
    with pytest.raises(InputError, match="age_years: this stands twice; keep one"):
        plain_yaml.read_text("age_years: 44\nage_years: 17\n")
