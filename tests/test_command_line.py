"""The contract of `python -m lib plan`, with the command as it is really started."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from lib import __main__ as command_line
from lib import journal
from lib.model import InputError
from tests.given import START, make_raw, shipped

ROOT = Path(__file__).parents[1]
LINE_KEYS = {
    "id", "level", "sets", "reps", "hold_s", "minutes", "distance_m", "load_kg",
    "each_side", "times_per_day", "days_per_week", "why",
}  # fmt: skip


def write_answers(tmp_path, raw=None, text=None, **changes):
    """A file of answers as a person would write it: JSON is YAML too."""
    at = tmp_path / "answers.yaml"
    at.write_text(text or json.dumps(raw if raw is not None else make_raw(**changes)), "utf-8")
    return at


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "lib", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


def plan(at, *more, today=START, **environment):
    return run("plan", at, "--today", today, "--json", *more, **environment)


# --- with a plan ---------------------------------------------------------------------------


def test_with_a_plan_the_exit_is_0_and_the_json_has_every_key(tmp_path):
    done = plan(write_answers(tmp_path))

    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert done.stderr == ""
    assert list(found) == [
        "clearance", "findings", "phase", "action", "exercises", "gates", "rules_version",
    ]  # fmt: skip
    assert found["clearance"] == "PROCEED"
    assert found["findings"] == []
    assert found["phase"] == "rebuild"
    assert found["action"] == "HOLD"
    assert found["rules_version"] == shipped().rules_version
    assert all(set(line) == LINE_KEYS for line in found["exercises"])
    assert all(set(gate) == {"id", "met", "says"} for gate in found["gates"])
    reasons = [why for line in found["exercises"] for why in line["why"]]
    assert all(set(why) == {"rule_id", "facts", "sources"} for why in reasons)
    assert all(isinstance(why["facts"], dict) for why in reasons)


def test_what_does_not_apply_is_null_and_falling_reps_are_a_list(tmp_path):
    done = plan(
        write_answers(tmp_path, pain_now_0_10=1, pain_average_7d_0_10=1, pain_worst_7d_0_10=3)
    )

    lines = {line["id"]: line for line in json.loads(done.stdout)["exercises"]}
    assert lines["bird_dog"]["reps"] == [8, 6, 4]
    assert lines["bird_dog"]["minutes"] is None
    assert lines["bird_dog"]["load_kg"] is None
    assert lines["bird_dog"]["days_per_week"] == 2
    assert json.loads(done.stdout)["gates"] == []


def test_without_json_it_is_plain_sentences(tmp_path):
    done = run("plan", write_answers(tmp_path), "--today", START)

    assert done.returncode == 0
    assert done.stdout.startswith("Clearance: proceed\nPhase: Rebuild. Next: hold.\n")
    assert "Before the next phase:" in done.stdout


def test_findings_that_withhold_nothing_are_there_with_a_plan(tmp_path):
    found = as_json(tmp_path, rf_night=True, leg_symptoms="below_one_knee")

    assert found["clearance"] == "PROCEED_WITH_CARE"
    assert {"rule_id", "says", "sources"} == set(found["findings"][0])
    assert len(found["exercises"]) >= 3


# --- withheld ------------------------------------------------------------------------------------


def test_withheld_the_exit_is_3_and_the_json_is_printed_all_the_same(tmp_path):
    done = plan(write_answers(tmp_path, rf_ces_bladder=True))

    found = json.loads(done.stdout)
    assert done.returncode == 3
    assert done.stderr == ""
    assert found["clearance"] == "EMERGENCY"
    assert [finding["rule_id"] for finding in found["findings"]] == ["screen.rf_ces_bladder"]
    assert found["phase"] is None
    assert found["action"] is None
    assert found["exercises"] == []


def test_each_missing_needed_answer_is_one_finding_of_ask_again(tmp_path):
    done = plan(write_answers(tmp_path, raw={"age_years": 40}))

    found = json.loads(done.stdout)
    missing = [q for q in shipped().questions.values() if q.needed == "yes" and q.preset is None]
    assert done.returncode == 3
    assert found["clearance"] == "ASK_AGAIN"
    assert len(found["findings"]) == len(missing) - 1
    assert {finding["rule_id"] for finding in found["findings"]} == {"screen.unanswered"}
    says = " ".join(finding["says"] for finding in found["findings"])
    assert all(f"({question.id})" in says for question in missing if question.id != "age_years")


# --- wrong input ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pain_yesterday: 3\n", "pain_yesterday: there is no question with this id."),
        ("age_years: forty\n", "age_years: a whole number from 0 to 120 is needed."),
        (
            "age_years: 140\n",
            "age_years: 140 is out of range; a whole number from 0 to 120 is needed.",
        ),
    ],
)
def test_wrong_input_is_exit_2_and_one_sentence_with_the_id_and_what_is_allowed(
    tmp_path, text, says
):
    done = plan(write_answers(tmp_path, text=text))

    assert done.returncode == 2
    assert done.stderr == says + "\n"
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("rf_night: maybe\n", "rf_night: true or false is needed."),
        ("rf_night: yes\n", "rf_night: true or false is needed."),
        ("kit: ball\n", "kit: a list of any of ball, band, weight, step is needed."),
        ("pain_trend: wors\n", "pain_trend: one of better, same, worse is needed."),
        ("age_years: 40\nage_years: 17\n", "age_years: this stands twice; keep one."),
        ("age_years: 4" + "0" * 5000 + "\n", "age_years: a whole number from 0 to 120 is needed."),
        ("age_years: {a: 1}\n", "age_years: a whole number from 0 to 120 is needed."),
    ],
    ids=lambda part: str(part)[:30],
)
def test_wrong_answers_in_a_file_are_refused_by_name(tmp_path, text, says):
    with pytest.raises(InputError) as caught:
        decided(write_answers(tmp_path, text=text))

    assert str(caught.value) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a\n- b\n", "question ids and values are needed, one a line."),
        ("just words\n", "question ids and values are needed, one a line."),
        ("# nothing\n", "question ids and values are needed, one a line."),
        ("a: [\n", "this is not a YAML file of question ids and values."),
        ("? [a]\n: 1\n", "this is not a YAML file of question ids and values."),
        ("a: &x [*x]\n", "this is not a YAML file of question ids and values."),
    ],
)
def test_a_file_that_holds_no_answers_is_named(tmp_path, text, says):
    at = write_answers(tmp_path, text=text)

    with pytest.raises(InputError) as caught:
        decided(at)

    assert str(caught.value) == f"{at}: {says}"


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_a_file_that_is_not_there_is_named(tmp_path, name):
    at = tmp_path / name

    with pytest.raises(InputError) as caught:
        decided(at)

    assert str(caught.value) == f"{at}: there is no such file, or it cannot be read."


def test_a_file_that_is_no_text_is_named(tmp_path):
    at = tmp_path / "answers.yaml"
    at.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InputError, match="this is not a YAML file"):
        decided(at)


def test_a_day_that_is_none_is_exit_2(tmp_path):
    done = run("plan", write_answers(tmp_path), "--today", "yesterday")

    assert done.returncode == 2
    assert "'yesterday' is not a date like 2026-03-31" in done.stderr
    assert "Traceback" not in done.stderr


# --- with a journal --------------------------------------------------------------------------------


def decided(at, folder=None, today=START):
    return command_line.decide_from_files(at, folder, shipped(), today)


def as_json(tmp_path, folder=None, today=START, **answers):
    decision = decided(write_answers(tmp_path, **answers), folder, today)
    return json.loads(json.dumps(command_line.as_json(decision, shipped())))


def store(tmp_path):
    return journal.FolderStore(tmp_path / "journal", shipped().question_kinds)


def log_sessions(tmp_path, *numbers, morning=True):
    """Easy days with a bridge, done in full, and the next morning as it was before."""
    keep = store(tmp_path)
    for number in numbers:
        day = START + timedelta(days=number)
        at = datetime.combine(day, time(9), UTC)
        a_set = {
            "session_id": f"s{number}", "exercise_id": "glute_bridge", "level": 1,
            "side": "both", "reps_prescribed": 8, "reps_done": 8, "form": "good", "stopped": "none",
        }  # fmt: skip
        keep.append("sets", [{**a_set, "set_no": set_no} for set_no in (1, 2)])
        session = {
            "session_id": f"s{number}", "started_at": at, "session_date": day, "phase": "rebuild",
            "pain_before_0_10": 2, "pain_most_0_10": 2, "pain_after_0_10": 2, "pain_kind": "none",
        }  # fmt: skip
        keep.append("sessions", [session])
        if morning:
            check_in = {
                "checkin_id": f"c{number}", "checkin_at": at + timedelta(days=1),
                "checkin_date": day + timedelta(days=1), "kind": "next_morning", "pain_now_0_10": 2,
            }  # fmt: skip
            keep.append("checkins", [check_in])
    return tmp_path / "journal"


def log_check_in(tmp_path, number, at=time(8), **answers):
    day = START + timedelta(days=number)
    row = {
        "answered_at": datetime.combine(day, at, UTC),
        "answers_date": day,
        **make_raw(**answers),
    }
    store(tmp_path).append("answers", [row])


def test_the_plan_follows_the_journal(tmp_path):
    folder = log_sessions(tmp_path, 0, 1)

    done = plan(write_answers(tmp_path), "--journal", folder, today=START + timedelta(days=2))

    found = json.loads(done.stdout)
    bridge = next(line for line in found["exercises"] if line["id"] == "glute_bridge")
    assert done.returncode == 0
    assert bridge["level"] == 2
    assert found["action"] == "STEP_UP"
    assert "progress.exercise_step_up" in [why["rule_id"] for why in bridge["why"]]


@pytest.mark.parametrize("make", [lambda at: None, lambda at: at.mkdir()], ids=["none", "empty"])
def test_a_journal_folder_that_is_not_there_or_empty_is_the_first_day(tmp_path, make):
    folder = tmp_path / "journal"
    make(folder)

    assert as_json(tmp_path, folder)["action"] == "HOLD"


def test_what_was_logged_later_than_today_does_not_count(tmp_path):
    folder = log_sessions(tmp_path, 0, 1)

    assert as_json(tmp_path, folder, START + timedelta(days=1))["action"] == "HOLD"


def test_answers_that_the_journal_already_has_are_no_new_check_in(tmp_path):
    log_check_in(tmp_path, 0)
    at = write_answers(tmp_path)

    decision = decided(at, tmp_path / "journal", START + timedelta(days=3))

    assert len(decision.check_ins) == 1


def test_answers_that_differ_are_todays_check_in_and_count_as_the_last(tmp_path):
    log_check_in(tmp_path, 0)
    log_check_in(tmp_path, 3, at=time(23, 30), pain_now_0_10=4)
    at = write_answers(tmp_path, pain_now_0_10=6)

    decision = decided(at, tmp_path / "journal", START + timedelta(days=3))

    assert len(decision.check_ins) == 3
    assert decision.check_ins[-1].profile.facts["pain_now_0_10"] == 6
    assert [r.rule_id for r in decision.course.reasons] == ["phase.back_now"]


def test_more_than_28_days_without_anything_asks_again(tmp_path):
    log_check_in(tmp_path, 0)

    found = as_json(tmp_path, tmp_path / "journal", START + timedelta(days=29))

    assert found["clearance"] == "ASK_AGAIN"
    assert [finding["rule_id"] for finding in found["findings"]] == ["progress.away_too_long"]
    assert found["phase"] is None


# --- other content ------------------------------------------------------------------------------------


def test_broken_content_in_another_folder_is_exit_2(tmp_path):
    done = plan(write_answers(tmp_path), "--data", tmp_path / "nowhere")

    assert done.returncode == 2
    assert done.stderr == "nowhere/thresholds.yaml: cannot be read (FileNotFoundError).\n"


def test_the_same_input_gives_the_same_output_to_the_letter(tmp_path):
    at = write_answers(tmp_path, kit=["ball", "band"])

    one, other = plan(at, PYTHONHASHSEED="1"), plan(at, PYTHONHASHSEED="2")

    assert one.stdout == other.stdout


# --- figures -------------------------------------------------------------------------------


def test_a_figure_without_fault_exits_0_and_says_how_many_were_drawn():
    done = run("figures", "pelvic_tilt", "bird_dog")

    assert done.stdout == "2 figures drawn, 0 with something wrong.\n"
    assert done.returncode == 0


@pytest.mark.parametrize(("name", "begins"), [("sheet.svg", b"<svg"), ("sheet.png", b"\x89PNG")])
def test_a_sheet_is_written_as_the_kind_its_name_says(tmp_path, name, begins):
    done = run("figures", "pelvic_tilt", "--sheet", tmp_path / name)

    assert done.returncode == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_sheet_of_another_kind_is_refused_in_one_sentence(tmp_path):
    done = run("figures", "pelvic_tilt", "--sheet", tmp_path / "sheet.pdf")

    assert done.returncode == 2
    assert done.stderr == f"{tmp_path / 'sheet.pdf'}: a sheet is an .svg or a .png file.\n"


def test_a_figure_that_is_not_there_is_named():
    done = run("figures", "handstand")

    assert done.returncode == 2
    assert done.stderr == "There is no figure called handstand.\n"


def test_a_figure_with_a_fault_exits_2_and_says_what_is_wrong(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    file = data / "exercises" / "glute_bridge.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("hip_y: 29", "hip_y: 20"), encoding="utf-8")

    done = run("figures", "glute_bridge", "--data", data)

    assert done.returncode == 2
    assert "expect rises: hips" in done.stdout
    assert "1 figure drawn, 1 with something wrong." in done.stdout
