"""Progress, My data and How it works: every state a visitor can meet them in.

AppTest has no request, so its visitor is a guest: the journal lies in memory, made by the same store.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib import journal, knowledge, past, people, strength, verdicts
from lib.model import Action, DayDecision, Decision, LevelChange, Phase, Reason
from lib.ui import blocks, progress
from lib.ui.browser_store import Memory
from lib.ui.my_data import whereabouts
from lib.ui.progress import decisions, looks
from lib.ui.rules_view import checked, rule, sections

APP = str(Path(__file__).parents[1] / "app.py")
KNOWN = knowledge.load()
PEOPLE = people.load(people.FOLDER, KNOWN)
PAGES = ["progress", "my_data", "how_it_works"]
NOTHING_KEPT = Memory().after({"number": 1, "found": None, "counter": 0})
NAMES = [exercise.name for exercise in KNOWN.exercises.values()]


@pytest.fixture(scope="module")
def lived() -> Callable[[str], people.Lived]:
    made: dict[str, people.Lived] = {}

    def live(id: str) -> people.Lived:
        if id not in made:
            made[id] = people.live(PEOPLE[id], KNOWN)
        return made[id]

    return live


def files_of(lived: people.Lived) -> dict[str, bytes]:
    """The journal of an example as the files it would lie in."""
    files: dict[str, bytes] = {}
    store = journal.MemoryStore(files, KNOWN.question_kinds)
    for table, frame in lived.frames.items():
        store.append(table, journal.rows(frame))
    return files


def store_of(test: AppTest) -> journal.MemoryStore:
    return journal.MemoryStore(test.session_state["guest_journal"], KNOWN.question_kinds)


def rows_in(test: AppTest) -> dict[str, int]:
    return {name: len(frame) for name, frame in store_of(test).read().frames.items()}


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page as a visitor with these files, on this day; an example may be on show."""
    monkeypatch.setenv("EVEN_KEEL_JOURNAL", str(tmp_path))

    def run(
        page: str,
        files: Mapping[str, bytes] | None = None,
        today: date = date(2026, 5, 1),
        example: str | None = None,
        memory: Memory = NOTHING_KEPT,
    ) -> AppTest:
        monkeypatch.setenv("EVEN_KEEL_TODAY", str(today))
        test = AppTest.from_file(APP, default_timeout=30)
        test.session_state["browser_store_memory"] = memory
        test.session_state["guest_journal"] = dict(files or {})
        if example is not None:
            test.session_state["example"] = example
        return fine(test.switch_page(f"pages/{page}.py").run())

    return run


def fine(test: AppTest) -> AppTest:
    assert not test.exception, test.exception
    return test


def said(test: AppTest) -> str:
    """All the words on the page but those in tables of data."""
    kinds = (test.title, test.header, test.subheader, test.markdown, test.caption, test.text)
    kinds += (test.error, test.success, test.code)
    return "\n".join(element.value for kind in kinds for element in kind)


def charts_on(test: AppTest) -> int:
    return len(test.get("vega_lite_chart"))


def exported(files: Mapping[str, bytes]) -> bytes:
    return journal.export(journal.MemoryStore(dict(files), KNOWN.question_kinds))


def press(test: AppTest, key: str) -> AppTest:
    return fine(test.button(key=key).click().run())


def upload(test: AppTest, data: bytes) -> AppTest:
    return fine(test.file_uploader[0].upload("journal.zip", data).run())


# --- every page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_on_an_empty_journal_with_one_title(open_page, page: str) -> None:
    test = open_page(page)

    assert len(test.title) == 1


@pytest.mark.parametrize("id", PEOPLE)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_for_every_example(open_page, page: str, id: str) -> None:
    test = open_page(page, example=id)

    assert not test.error


@pytest.mark.parametrize("page", PAGES)
def test_while_the_browser_is_asked_nothing_else_is_shown(open_page, page: str) -> None:
    test = open_page(page, memory=Memory())

    assert "Looking for your plan…" in [caption.value for caption in test.caption]
    assert not test.subheader


# --- progress -----------------------------------------------------------------------------------


def test_before_the_first_check_in_progress_says_what_will_be_here(open_page) -> None:
    test = open_page("progress")

    assert "Charts will be here" in said(test)
    assert [button.label for button in test.button] == ["Start the check-in"]
    assert charts_on(test) == 0


def test_after_the_check_in_progress_waits_for_the_first_session(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    files = {"answers.csv": files_of(desk_worker)["answers.csv"]}

    test = open_page("progress", files, today=PEOPLE["desk_worker"].check_ins[0].day)

    assert "Nothing logged yet" in said(test)
    assert [button.label for button in test.button] == ["Go to Today"]
    assert charts_on(test) == 0


def test_somebody_who_must_see_a_clinician_first_is_not_sent_to_a_session(lived) -> None:
    decision = lived("recovered").decision
    day = decision.today
    stopped = Decision(day, decision.clearance, (), (), None, None, decision.progress, None, None)

    _, button, _ = progress._next_step(stopped)

    assert button == "Check in"


def test_progress_answers_its_questions_with_charts_and_numbers(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    facts, limit = desk_worker.decision.progress, KNOWN.limit

    test = every_chart(open_page("progress", files_of(desk_worker), today=desk_worker.today))

    headings = [heading.value for heading in test.subheader]
    assert past.pain_history(desk_worker.decision, KNOWN).verdict.says in headings
    assert verdicts.response(facts, limit).says in headings
    assert "You did 4 of 4 planned session days in the last two full weeks." in headings
    assert "This is the last phase: it keeps what you built." in headings
    asked = [caption.value for caption in test.caption]
    for question in (
        "Is my pain changing?",
        "How does my back answer to sessions?",
        "Am I doing it?",
        "What moves me on?",
        "Am I getting stronger?",
    ):
        assert question in asked
    # pain, sessions, calendar, minutes, phases, dose, balance, one test
    assert charts_on(test) == 8
    assert len(test.dataframe) >= 5
    assert "What was decided, and why" in headings


def every_chart(test: AppTest) -> AppTest:
    return fine(test.toggle(key="every_chart").set_value(True).run())


def test_an_answer_stands_there_before_its_chart_is_asked_for(open_page, lived) -> None:
    desk_worker = lived("desk_worker")

    test = open_page("progress", files_of(desk_worker), today=desk_worker.today)

    headings = [heading.value for heading in test.subheader]
    assert verdicts.response(desk_worker.decision.progress, KNOWN.limit).says in headings
    assert charts_on(test) == 2  # pain and phases
    assert [box.label for box in test.expander].count("Show the chart") == 3


def test_the_sides_are_compared_in_a_sentence_beside_what_got_stronger(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    found = strength.balance(desk_worker.decision.progress.tests, KNOWN)

    test = open_page("progress", files_of(desk_worker), today=desk_worker.today)

    assert f"{looks.SIDE_BY_SIDE} {found.says}" in [caption.value for caption in test.caption]


def test_what_it_is_too_early_for_stands_together_in_one_card(open_page, lived) -> None:
    person = PEOPLE["desk_worker"]
    third_day = person.check_ins[0].day + timedelta(days=3)
    early = people.live(person, KNOWN, third_day)

    test = open_page("progress", files_of(early), today=third_day)

    headings = [heading.value for heading in test.subheader]
    assert headings.count("Too early to say") == 1
    (waiting,) = [text.value for text in test.markdown if "**Am I doing it?**" in text.value]
    assert len(waiting.splitlines()) == 3
    assert "Name up to three things" in waiting
    assert charts_on(test) == 3  # pain, phases, what moves on; sets a week wait for a tap


def test_a_chart_says_its_answer_to_who_cannot_see_it(lived) -> None:
    kept = looks.Looks(lived("no_ball_steady_four").decision, KNOWN, dark=False)

    for look in (kept.pain(), kept.response(), kept.doing(), kept.gates(), kept.stronger()):
        drawn = look.drawn()
        assert drawn is not None
        assert drawn.spec["description"].startswith(look.says)


def test_the_charts_are_built_once_while_nothing_changes(
    open_page, lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk_worker = lived("desk_worker")
    built: list[str] = []
    build = looks.spec_of
    monkeypatch.setattr(looks, "spec_of", lambda chart: (built.append("one"), build(chart))[1])
    test = open_page("progress", files_of(desk_worker), today=desk_worker.today)
    assert len(built) == 2  # pain and phases; the others wait until they are asked for
    every_chart(test)
    all_of_them = len(built)

    fine(test.run())

    assert all_of_them == 8
    assert len(built) == all_of_them
    assert charts_on(test) == 8


def test_a_session_day_can_be_chosen_and_is_found_in_the_log(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    test = every_chart(open_page("progress", files_of(desk_worker), today=desk_worker.today))
    *_, before, last = desk_worker.decision.progress.session_days
    assert test.selectbox(key="progress_day").value == last.day

    fine(test.selectbox(key="progress_day").set_value(before.day).run())
    assert f"Pain before **{before.before_0_10}**" in said(test)
    press(test, "see_in_log")

    assert test.session_state["sessions_looked"] == before.day


def test_a_log_of_more_than_half_a_year_can_be_looked_at_in_part(lived) -> None:
    decision = lived("desk_worker").decision
    later = replace(decision, today=decision.today + timedelta(days=200))
    facts = replace(decision.progress, today=later.today)

    short, long = (
        looks.Looks(one, KNOWN, dark=False) for one in (decision, replace(later, progress=facts))
    )

    assert short.ranges() == ()
    assert long.ranges() == ("12 weeks", "Half a year", "All")


def test_rows_that_could_not_be_read_are_told_on_progress_and_my_data(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    files = files_of(desk_worker)
    broken = files["sessions.csv"].count(b"\n") + 1
    files["sessions.csv"] += b"s-broken,not a moment,2026-04-01\n"

    progress = open_page("progress", files, today=desk_worker.today)
    mine = open_page("my_data", files, today=desk_worker.today)

    assert "1 row of your log could not be read" in said(progress)
    assert f"sessions.csv, line {broken}:" in said(progress)
    assert f"sessions.csv, line {broken}:" in said(mine)
    assert "s-broken" in mine.code[-1].value


def test_many_rows_that_could_not_be_read_stand_in_a_table(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    files = files_of(desk_worker)
    files["sessions.csv"] += b"s-broken,not a moment,2026-04-01\n" * 6

    mine = open_page("my_data", files, today=desk_worker.today)

    assert len(mine.dataframe[0].value) == 6


def test_a_journal_that_is_not_ours_is_said_and_can_still_be_deleted(open_page) -> None:
    files = {"sessions.csv": b"colour,size\nred,3\n"}

    progress = open_page("progress", files)
    mine = open_page("my_data", files)
    how = open_page("how_it_works", files)

    assert "sessions.csv is not a file of Even Keel" in said(progress)
    assert "sessions.csv is not a file of Even Keel" in said(mine)
    assert [box.label for box in mine.checkbox] == ["Yes, delete it for good"]
    assert "**Your journal could not be read.** Until then no exercise is named" in said(how)
    assert [name for name in NAMES if f": {name}" in said(how)] == []


def test_the_phases_follow_each_other_without_a_gap(lived) -> None:
    decision = lived("desk_worker").decision

    spans = past.phase_spans(decision.course, decision.today, KNOWN)

    assert [id for id, *_ in spans] == ["rebuild", "strengthen", "keep"]
    assert spans[0][2] == decision.course.start
    assert spans[-1][2:] == (decision.course.entered_on, decision.today)
    assert all(end == start for (*_, end), (_, _, start, _) in pairwise(spans))


def test_planned_days_follow_each_phase_and_minutes_are_known_for_this_one(lived) -> None:
    decision = lived("desk_worker").decision

    planned = past.planned(decision, KNOWN)

    asked = decision.profile.days_per_week
    phases = (Phase.REBUILD, Phase.STRENGTHEN, Phase.KEEP)
    most = [KNOWN.whole(KNOWN.phases[phase].days_per_week) for phase in phases]
    assert [plan.days_per_week for plan in planned] == [min(asked, days) for days in most]
    assert [plan.minutes_per_week is None for plan in planned] == [True, True, False]
    assert planned[-1].days_per_week == decision.plan.days_per_week


def test_without_a_plan_no_minutes_are_planned(lived) -> None:
    decision = lived("recovered").decision
    assert decision.plan is None

    planned = past.planned(decision, KNOWN)

    assert planned
    assert all(plan.minutes_per_week is None for plan in planned)


def decided(
    action: Action = Action.HOLD,
    phase: Phase = Phase.EASE,
    before: Phase = Phase.EASE,
    reasons: tuple[Reason, ...] = (),
    changes: tuple[LevelChange, ...] = (),
) -> DayDecision:
    return DayDecision(date(2026, 3, 3), action, phase, before, reasons, changes)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (decided(), "No change"),
        (decided(Action.STEP_UP), "A step up"),
        (decided(Action.STEP_BACK), "A step back"),
        (decided(Action.STOP), "Stop, and answer the safety questions"),
        (decided(Action.STEP_UP, Phase.REBUILD), "On to Rebuild"),
        (decided(Action.STEP_BACK, Phase.EASE, Phase.REBUILD), "Back to Ease"),
    ],
)
def test_each_action_has_its_words(made: DayDecision, says: str) -> None:
    assert decisions.what_happened(made, KNOWN) == says


def change(from_level: int, to: str, to_level: int, rule_id: str = "") -> LevelChange:
    return LevelChange("pelvic_tilt", from_level, to, to_level, Reason(rule_id))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (change(1, "pelvic_tilt", 2), "Pelvic tilt: level\u00a01\u00a0→\u00a02"),
        (change(1, "glute_bridge", 1), "Pelvic tilt: Bridge takes its place, at level 1"),
        (change(1, "pelvic_tilt", 1), "Pelvic tilt: fewer sets for now, or a week's rest"),
        (change(1, "pelvic_tilt", 1, "progress.exercise_step_up"), "Pelvic tilt: all sets again"),
        (
            LevelChange("moonwalk", 1, "moonwalk", 2, Reason("")),
            "moonwalk: level\u00a01\u00a0→\u00a02",
        ),
    ],
)
def test_each_change_of_an_exercise_has_its_words(changed: LevelChange, says: str) -> None:
    assert decisions.why(decided(changes=(changed,)), KNOWN) == (says,)


def test_a_decision_without_a_reason_says_so_and_an_unknown_figure_is_no_reason() -> None:
    unknown = Reason("phase.strengthen_to_keep.activities")
    known = Reason("progress.hold_not_easy")

    assert decisions.why(decided(), KNOWN) == (decisions.NOTHING_ASKED,)
    assert len(decisions.why(decided(reasons=(unknown, known)), KNOWN)) == 1


def test_a_stop_of_the_past_is_told_without_what_to_do_about_it() -> None:
    (said,) = decisions.why(decided(reasons=(Reason("progress.stop_weekly_flare"),)), KNOWN)

    assert said == "You had a flare."


def test_older_decisions_wait_until_they_are_asked_for(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    test = open_page("progress", files_of(desk_worker), today=desk_worker.today)
    made = desk_worker.decision.course.decisions
    told = len([text for text in test.markdown if re.match(r"\*\*\d+ \w+.*: ", text.value)])
    assert told == decisions.LATEST
    earlier = int(test.button(key="decisions_more").label.split("(")[1].rstrip(")"))
    assert 0 < earlier < len(made) - decisions.LATEST

    press(test, "decisions_more")

    assert f"{made[0].day.day} {made[0].day:%B}" in said(test)
    assert "decisions_more" not in {button.key for button in test.button}


# --- my data ------------------------------------------------------------------------------------


def test_a_guest_is_told_that_nothing_stays(open_page) -> None:
    test = open_page("my_data")

    assert "gone when you close this page" in said(test)
    assert "Nothing to export yet." in said(test)
    assert "There is nothing to delete." in said(test)


def test_my_data_counts_the_rows_of_each_file(open_page, lived) -> None:
    desk_worker = lived("desk_worker")

    test = open_page("my_data", files_of(desk_worker), today=desk_worker.today)

    table = test.table[0].value.set_index("File")["Rows"].to_dict()
    assert table == {f"{name}.csv": len(frame) for name, frame in desk_worker.frames.items()}


def test_an_example_can_be_looked_at_but_nothing_of_it_leaves_or_changes(open_page) -> None:
    test = open_page("my_data", example="desk_worker")

    assert "These are example data" in said(test)
    assert not test.file_uploader
    assert not test.get("download_button")
    press(test, "my_data_leave")
    assert "Where your data is" in said(test)


def test_the_dictionary_has_every_column_and_the_questions_themselves() -> None:
    frame = whereabouts.dictionary_frame(KNOWN)
    columns = [
        (table.file, column.name)
        for table in journal.MemoryStore({}, KNOWN.question_kinds).tables.values()
        for column in table.columns
    ]

    assert list(zip(frame["File"], frame["Column"], strict=True)) == columns
    says = frame.set_index("Column")["What it means"]
    assert says["pain_trend"] == KNOWN.questions["pain_trend"].asks
    assert (frame["What it means"] != "").all()


def test_what_was_exported_comes_back_whole_and_is_decided_anew(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    files = files_of(desk_worker)
    test = open_page("my_data", today=desk_worker.today)

    upload(test, exported(files))
    assert "In this file: 735 rows" in said(test)
    press(test, "my_data_bring_in")

    assert "Done. 735 rows added." in said(test)
    assert exported(test.session_state["guest_journal"]) == exported(files)
    assert [box.label for box in test.checkbox] == ["Yes, delete it for good"]
    progress = every_chart(fine(test.switch_page("pages/progress.py").run()))
    assert charts_on(progress) == 8


def test_adding_the_same_file_again_adds_nothing(open_page, lived) -> None:
    desk_worker = lived("desk_worker")
    files = files_of(desk_worker)
    test = open_page("my_data", files, today=desk_worker.today)

    upload(test, exported(files))
    assert test.button(key="my_data_bring_in").disabled
    fine(test.radio(key="my_data_how").set_value("add").run())
    press(test, "my_data_bring_in")

    assert "Nothing was added: everything in the file was here already." in said(test)
    assert exported(test.session_state["guest_journal"]) == exported(files)


def test_replacing_leaves_only_what_is_in_the_file(open_page, lived) -> None:
    mine, other = files_of(lived("desk_worker")), files_of(lived("no_floor"))
    test = open_page("my_data", mine, today=lived("desk_worker").today)

    upload(test, exported(other))
    fine(test.radio(key="my_data_how").set_value("replace").run())
    press(test, "my_data_bring_in")

    assert "Done. Your journal is now what was in the file" in said(test)
    assert exported(test.session_state["guest_journal"]) == exported(other)
    assert test.table[0].value["Rows"].sum() == sum(rows_in(test).values())


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


OURS = b'{"app": "Even Keel", "format": 1}'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a zip at all", "It is no ZIP file, or it is damaged."),
        (zipped(photos=b"x"), "It holds “photos”."),
        (zipped(**{"../sessions.csv": b"x"}), "It holds “../sessions.csv”."),
        (zipped(**{"manifest.json": b'{"app": "Other", "format": 1}'}), "not a journal"),
        (
            zipped(**{"manifest.json": OURS, "sessions.csv": b"0" * 30_000_000}),
            "sessions.csv in it is far too large.",
        ),
        (
            zipped(**{"manifest.json": b'{"app": "Even Keel", "format": 99}'}),
            "exported by a newer Even Keel",
        ),
        (
            zipped(**{"manifest.json": OURS, "sessions.csv": b"colour,size\n"}),
            "sessions.csv is not a file of Even Keel",
        ),
    ],
    ids=["no zip", "another's", "outside", "another app", "a bomb", "newer", "foreign table"],
)
def test_a_file_that_is_not_ours_is_refused_in_words_and_changes_nothing(
    open_page, lived, data: bytes, says: str
) -> None:
    files = files_of(lived("no_floor"))
    test = open_page("my_data", files)

    upload(test, data)

    assert says in test.error[0].value
    assert "my_data_bring_in" not in [button.key for button in test.button]
    assert exported(test.session_state["guest_journal"]) == exported(files)


def test_everything_is_deleted_only_after_the_tick(open_page, lived) -> None:
    test = open_page("my_data", files_of(lived("no_floor")))
    test.session_state["typed_elsewhere"] = "mine"
    assert test.button(key="my_data_erase").disabled

    fine(test.checkbox(key="my_data_sure").check().run())
    press(test, "my_data_erase")

    assert "Everything is deleted." in said(test)
    assert "There is nothing to delete." in said(test)
    assert "typed_elsewhere" not in test.session_state
    progress = fine(test.switch_page("pages/progress.py").run())
    assert "Charts will be here" in said(progress)


def test_nothing_is_kept_in_the_browser_before_the_yes(open_page, lived) -> None:
    test = open_page("my_data", files_of(lived("no_floor")))
    assert test.session_state["browser_store_memory"].command is None
    assert "Off. Nothing is kept unless you say so." in said(test)

    press(test, "my_data_keep")

    command = test.session_state["browser_store_memory"].command
    assert command.what == "write"
    assert "Keeping a copy…" in said(test)


KEPT = NOTHING_KEPT.keep("x").after({"number": 2, "written": 2, "counter": 1})


@pytest.mark.parametrize(
    ("memory", "says", "buttons"),
    [
        (NOTHING_KEPT, "Off. Nothing is kept", ["my_data_keep"]),
        (KEPT, "On. A copy is in this browser.", ["my_data_forget"]),
        (
            KEPT.keep("y").after({"number": 3, "stale": True, "counter": 5}),
            "Another window saved something newer",
            ["my_data_join_now", "my_data_forget"],
        ),
        (
            NOTHING_KEPT.keep("y").after({"number": 2, "stale": True, "counter": 5}),
            "Another window saved something newer",
            ["my_data_join_now"],
        ),
        (
            KEPT.keep("y").after({"number": 3, "error": "full"}),
            "has no room for all of it",
            ["my_data_forget"],
        ),
        (
            KEPT.erase().after({"number": 3, "error": "blocked"}),
            "The browser refused.",
            ["my_data_forget"],
        ),
        (Memory().after({"number": 1, "error": "blocked"}), "does not let the page keep", []),
    ],
    ids=["off", "on", "stale", "stale from the start", "full", "blocked", "unavailable"],
)
def test_each_state_of_the_copy_has_its_words_and_its_way_on(
    open_page, lived, memory: Memory, says: str, buttons: list[str]
) -> None:
    test = open_page("my_data", files_of(lived("no_floor")), memory=memory)

    assert says in said(test)
    about_the_copy = {"my_data_keep", "my_data_forget", "my_data_join_now"}
    assert [button.key for button in test.button if button.key in about_the_copy] == buttons


def test_two_windows_are_brought_together(open_page, lived) -> None:
    here_, there = files_of(lived("no_floor")), files_of(lived("thin_bones"))
    text = _packed(there)
    stale = KEPT.keep("y").after({"number": 3, "stale": True, "counter": 5})
    test = open_page("my_data", here_, memory=stale)

    press(test, "my_data_join_now")
    looking = test.session_state["browser_store_memory"]
    assert looking.command.what == "read"
    report = {"number": looking.command.number, "found": text, "counter": 5}
    test.session_state["browser_store_memory"] = looking.after(report)
    fine(test.run())

    assert "Both windows' rows are here" in said(test)
    sessions = len(lived("no_floor").frames["sessions"]) + len(
        lived("thin_bones").frames["sessions"]
    )
    assert rows_in(test)["sessions"] == sessions
    assert test.session_state["browser_store_memory"].command.what == "write"


def _packed(files: Mapping[str, bytes]) -> str:
    from lib.ui import here

    return here.pack(journal.MemoryStore(dict(files), KNOWN.question_kinds))


# --- how it works ---------------------------------------------------------------------------------


def test_the_top_takes_at_most_four_minutes_to_read_and_says_what_it_must(open_page) -> None:
    test = open_page("how_it_works")
    top = said(test).split("Each phase has a few jobs")[0]

    assert len(top.split()) <= 4 * 200
    for must in (
        "does not diagnose",
        "**adults** (18 or older)",
        "Not for emergencies",
        "Not a medical device, unless",
        "The app itself is untested",
        "exercise education and self-tracking for adults with ordinary low back pain",
    ):
        assert must in top


def test_the_counts_on_the_page_are_those_of_the_content() -> None:
    text = checked.text(KNOWN, PEOPLE)

    every = [*KNOWN.rules.values(), *KNOWN.named.values()]
    own = sum(threshold.mark.value == "design" for threshold in KNOWN.thresholds.values())
    assert f"Each of the {len(every)} rules" in text
    assert f"{sum(len(each.cases) for each in every)} in all" in text
    assert f"{own} of the {len(KNOWN.thresholds)} numbers" in text
    assert f"{len(PEOPLE)} example people" in text


def test_every_rule_stands_in_exactly_one_part() -> None:
    shown = [each.id for _, rules_in in sections.RULES.values() for each in rules_in(KNOWN)]

    assert sorted(shown) == sorted([*KNOWN.rules, *KNOWN.named])


@pytest.mark.parametrize("name", sections.SECTIONS)
def test_every_part_can_be_opened(open_page, name: str) -> None:
    test = open_page("how_it_works")

    fine(test.button_group(key="rules_section").set_value(name).run())

    assert test.button_group(key="rules_section").value == name
    assert len(test.expander) <= sections.A_PAGE
    if name in sections.RULES:
        assert sections.RULES[name][0] in said(test)
        assert len(test.expander) == min(sections.A_PAGE, len(sections.RULES[name][1](KNOWN)))


def test_a_part_with_many_rules_shows_them_page_by_page(open_page) -> None:
    safety = sections.RULES["Safety"][1](KNOWN)
    test = open_page("how_it_works")
    fine(test.button_group(key="rules_section").set_value("Safety").run())
    first = said(test)

    test.session_state["rules_page_Safety"] = 2
    second = said(fine(test.run()))

    for place, each in enumerate(safety[:16]):
        asks = blocks.plain(each.asks)
        assert (asks in first) == (place < 8)
        assert (asks in second) == (place >= 8)


def test_every_rule_is_told_whole() -> None:
    for each in (*KNOWN.rules.values(), *KNOWN.named.values()):
        short = rule.in_short(each, KNOWN, names_exercises=True)
        full = rule.in_full(each, KNOWN)

        assert "**When** " in short
        assert "**Why** " in short
        assert ("**Then** " in short) == bool(set(each.then) - {"moves"}), each.id
        assert full.count("\n| ") == len(each.cases) + 2, each.id  # title and line
        assert "**Sources**" in full


def test_every_threshold_of_a_rule_carries_its_mark() -> None:
    each = KNOWN.rules["phase.ease_to_rebuild.days"]

    assert "(our own choice)" in rule.in_full(each, KNOWN)


def test_the_table_of_numbers_has_every_threshold_and_says_which_are_our_own() -> None:
    frame = sections.threshold_frame(KNOWN).set_index("Name")

    assert list(frame.index) == list(KNOWN.thresholds)
    for id, threshold in KNOWN.thresholds.items():
        is_own = threshold.mark.value == "design"
        assert (frame.loc[id, "How sure"] == "our own choice") == is_own
        assert frame.loc[id, "Number"].startswith(f"{threshold.value:g} ")


def test_a_word_finds_its_rules_in_every_part(open_page) -> None:
    test = open_page("how_it_works")

    fine(test.text_input(key="rules_words").input("flare").run())

    found = sections.matching("flare", KNOWN)
    assert f"{len(found)} rules" in said(test)
    assert all("flare" in sections._text(each, KNOWN) for each in found)
    assert KNOWN.rules["progress.stop_weekly_flare"] in found


def test_two_words_find_only_the_rules_that_hold_both() -> None:
    def found(query: str) -> set[str]:
        return {each.id for each in sections.matching(query, KNOWN)}

    assert found("Session MORNING") == found("session") & found("morning")
    assert 0 < len(found("session morning")) < len(found("morning"))


def test_words_that_no_rule_has_are_answered_and_a_part_ends_the_search(open_page) -> None:
    test = open_page("how_it_works")
    fine(test.text_input(key="rules_words").input("xylophone").run())
    assert "No rule holds all of these words" in said(test)

    fine(test.button_group(key="rules_section").set_value("Gates").run())

    assert test.text_input(key="rules_words").value == ""
    assert KNOWN.rules["phase.ease_to_rebuild.days"].asks in said(test)


@pytest.mark.parametrize("name", [*sections.SECTIONS, "found"])
def test_with_an_emergency_sign_no_exercise_is_named_anywhere(open_page, name: str) -> None:
    test = open_page("how_it_works", example="emergency_sign")

    if name == "found":
        fine(test.text_input(key="rules_words").input("select").run())
    else:
        fine(test.button_group(key="rules_section").set_value(name).run())

    lists = [
        word for word in NAMES if re.search(rf"(: |, ){re.escape(word)}(,|$)", said(test), re.M)
    ]
    assert lists == []
    assert "**Your answers ask for help first.**" in said(test)
    jobs = [slot.title for content in KNOWN.phases.values() for slot in content.slots]
    assert [job for job in jobs if f"**{job}**" in said(test)] == []


def test_without_a_sign_the_candidates_stand_in_order(open_page) -> None:
    slot = KNOWN.phases[Phase.EASE].slots[0]
    names = ", ".join(KNOWN.exercises[id].name for id in slot.candidates)

    front = KNOWN.phases[Phase.STRENGTHEN].slots[3]
    by_choice = ", ".join(KNOWN.exercises[id].name for id in front.to_choose)

    text = said(open_page("how_it_works"))

    assert f"**{slot.title}**: {names}" in text
    assert f". Only if you choose it: {by_choice}" in text


@pytest.mark.parametrize("page", ["my_data", "how_it_works"])
def test_with_an_emergency_sign_these_pages_stay_reachable(open_page, lived, page: str) -> None:
    person = lived("emergency_sign")

    test = open_page(page, files_of(person), today=person.today)

    assert [title.value for title in test.title] == [
        {"my_data": "My data", "how_it_works": "How it works"}[page]
    ]
