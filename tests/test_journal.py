from datetime import UTC, date, datetime

import pytest

from lib import journal
from lib.journal import columns, split
from lib.model import InputError, journal_tables
from tests.journal_rows import (
    DAY,
    MOMENT,
    QUESTIONS,
    make_answers,
    make_checkin,
    make_session,
    make_set,
    saved_by_a_spreadsheet,
)

HEADER = ",".join(journal_tables({})["sessions"].names).encode() + b"\n"
ROW = b"s1,2026-11-22T07:30:00+01:00,2026-11-22,ease,p1,r1,2,3,2,ache,4,12.5,a note\n"


@pytest.fixture(params=["short files", "long files"], autouse=True)
def reads_by_distinct_texts_or_by_columns(request, monkeypatch):
    if request.param == "long files":
        monkeypatch.setattr(columns, "FEW", 0)


@pytest.fixture
def store(tmp_path):
    return journal.FolderStore(tmp_path / "journal", QUESTIONS)


def sessions(store):
    return journal.rows(store.read().frames["sessions"])


def ids(store):
    return store.read().frames["sessions"]["session_id"].tolist()


def holding(content, name="sessions.csv"):
    return journal.MemoryStore({name: content}, QUESTIONS)


# --- day one -------------------------------------------------------------------------


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xef\xbb\xbf", HEADER, HEADER[:-1]])
def test_day_one_reads_as_an_empty_journal_and_takes_the_first_row(tmp_path, content):
    if content is not None:
        (tmp_path / "sessions.csv").write_bytes(content)
    store = journal.FolderStore(tmp_path)

    before = store.read()
    store.append("sessions", [make_session()])

    assert {len(frame) for frame in before.frames.values()} == {0}
    assert before.set_aside == ()
    assert ids(store) == ["s1"]
    assert (tmp_path / "sessions.csv").read_bytes().startswith(HEADER)


def test_reading_a_folder_that_is_not_there_does_not_make_it(tmp_path):
    journal.read(tmp_path / "journal")

    assert list(tmp_path.iterdir()) == []


def test_frames_have_the_same_types_with_and_without_rows(store):
    empty = store.read().frames
    store.append_session(make_session(minutes=3), [make_set()])
    store.append("answers", [make_answers()])
    store.append("checkins", [make_checkin()])
    full = store.read().frames

    for name in ("answers", "sessions", "sets", "checkins"):
        assert dict(empty[name].dtypes) == dict(full[name].dtypes)


# --- what was saved comes back -------------------------------------------------------


def test_every_kind_of_answer_comes_back_as_it_was_given(store):
    answers = {
        "age_years": 44,
        "pain_now_0_10": 0,
        "pain_trend": "better",
        "kit": ("ball", "band"),
        "rf_night": False,
        "first_episode": True,
        "activity_1": "walk the dog",
        "cleared_on": DAY,
    }

    store.append("answers", [make_answers(**answers)])

    (row,) = journal.rows(store.read().frames["answers"])
    assert row == {
        "answered_at": datetime(2026, 11, 23, 6, 30, tzinfo=UTC),
        "answers_date": date(2026, 11, 23),
        **answers,
    }


def test_unanswered_is_left_out_and_an_answered_empty_list_is_not(store):
    store.append("answers", [make_answers(kit=None), make_answers(2, kit=())])

    unanswered, none_of_them = journal.rows(store.read().frames["answers"])
    assert "kit" not in unanswered
    assert none_of_them["kit"] == ()


def test_the_file_is_plain_csv_as_the_architecture_says(store, tmp_path):
    store.append(
        "answers", [make_answers(kit=(), rf_night=True), make_answers(2, kit=("ball", "band"))]
    )

    assert (tmp_path / "journal" / "answers.csv").read_text() == (
        "answered_at,answers_date,age_years,pain_now_0_10,pain_trend,kit,rf_night,first_episode,"
        "activity_1,cleared_on\n"
        "2026-11-23T07:30:00+01:00,2026-11-23,,,,none,true,,,\n"
        "2026-11-24T07:30:00+01:00,2026-11-24,,,,ball|band,,,,\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'", "\t", "\r", "'="])
def test_no_text_is_a_formula_in_the_file_and_every_text_comes_back(store, tmp_path, start):
    store.append("sessions", [make_session(note=f"{start}1+1")])

    cell = (tmp_path / "journal" / "sessions.csv").read_bytes().split(b",")[-1].lstrip(b'"')
    assert cell.startswith(b"'")
    assert sessions(store)[0]["note"] == f"{start}1+1"


def test_an_apostrophe_that_guards_nothing_is_part_of_the_text():
    store = holding(HEADER + ROW.replace(b"a note", b"'tis better"))

    assert sessions(store)[0]["note"] == "'tis better"


def test_numbers_in_a_text_stay_text():
    store = holding(
        HEADER
        + ROW.replace(b"a note", b"007")
        + ROW.replace(b"a note", b"1.0").replace(b"s1", b"0012")
    )

    assert store.read().frames["sessions"]["note"].tolist() == ["007", "1.0"]
    assert ids(store) == ["s1", "0012"]


def test_a_value_that_does_not_fit_is_refused_before_anything_is_written(store, tmp_path):
    with pytest.raises(
        journal.NotSaved, match=r"^Not saved: this session\. pain_before_0_10 must be from 0"
    ):
        store.append_session(make_session(pain_before_0_10=11), [make_set()])
    with pytest.raises(journal.NotSaved, match="started_at must be a moment"):
        store.append("sessions", [make_session(started_at=datetime(2026, 1, 1))])  # noqa: DTZ001
    with pytest.raises(journal.NotSaved, match="no column mood"):
        store.append("sessions", [make_session(mood=3)])
    with pytest.raises(journal.NotSaved, match="session_id is empty"):
        store.append("sessions", [make_session(session_id="")])

    assert not list((tmp_path / "journal").glob("*.csv"))


def test_a_session_exists_when_its_row_does(store):
    store.append("sets", [make_set(session_id="s1")])
    orphans = store.read().frames["sets"]
    store.append("sessions", [make_session(1)])

    assert len(orphans) == 0
    assert len(store.read().frames["sets"]) == 1


def test_saving_the_same_session_again_counts_it_once(store):
    store.append_session(make_session(note="first"), [make_set(reps_done=5)])
    store.append_session(make_session(note="again"), [make_set(reps_done=5)])

    now = store.read()

    assert now.frames["sessions"]["note"].tolist() == ["again"]
    assert len(now.frames["sets"]) == 1
    assert [(row.line, row.reason) for row in now.set_aside] == [
        (2, "the same session_id stands again further down; that row counts")
    ]


# --- files that somebody else saved ---------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_saved_by_a_spreadsheet_reads_the_same_and_takes_rows(separator, bom, line_end):
    first = journal.MemoryStore()
    first.append(
        "sessions", [make_session(1, minutes=2.5, note='a, "b"; c\td\r\ne\rf'), make_session(2)]
    )
    data = saved_by_a_spreadsheet(
        first.files.files["sessions.csv"],
        separator,
        bom,
        line_end,
        lambda rows: [list(reversed(row)) for row in rows],
    )
    store = holding(data)

    before = store.read()
    store.append("sessions", [make_session(3)])

    assert before.frames["sessions"].equals(first.read().frames["sessions"])
    assert ids(store) == ["s1", "s2", "s3"]
    assert store.files.files["sessions.csv"].startswith(first.files.files["sessions.csv"])
    assert store.read().set_aside == ()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (b"22.11.2026", date(2026, 11, 22)),
        (b"11/22/2026", date(2026, 11, 22)),
        (b"22/11/2026", date(2026, 11, 22)),
    ],
)
def test_dates_as_spreadsheets_save_them_are_read_and_written_back_as_iso(cell, day):
    store = holding(HEADER + ROW.replace(b"2026-11-22,ease", cell + b",ease"))

    (row,) = sessions(store)
    store.append("sessions", [make_session(2)])
    store.replace("sessions", "s2", make_session(2, note="rewrites the file"))

    assert row["session_date"] == day
    assert b",2026-11-22,ease" in store.files.files["sessions.csv"]


def test_where_day_and_month_could_be_either_the_moment_beside_decides():
    moment = b"2026-02-03T07:30:00+01:00"
    row = ROW.replace(b"2026-11-22T07:30:00+01:00", moment)

    for cell in (b"02/03/2026", b"03/02/2026"):
        store = holding(HEADER + row.replace(b"2026-11-22,", cell + b","))
        assert sessions(store)[0]["session_date"] == date(2026, 2, 3)
    store = holding(HEADER + row.replace(b"2026-11-22,", b"04/05/2026,"))
    assert "session_date" in store.read().set_aside[0].reason


def test_a_comma_in_a_number_counts_where_it_does_not_separate_cells():
    european = (HEADER + ROW).replace(b",", b";").replace(b"12.5", b"12,5")
    ours = HEADER + ROW.replace(b"12.5", b'"12,5"')

    assert sessions(holding(european))[0]["minutes"] == 12.5
    assert holding(ours).read().set_aside[0].reason == "minutes is “12,5” and must be a number"


def test_truth_is_read_in_capitals_too():
    header = "answered_at,answers_date,rf_night,first_episode\n"
    store = holding(
        (header + "2026-11-22T07:30:00Z,2026-11-22,TRUE,False\n").encode(), "answers.csv"
    )

    (row,) = journal.rows(store.read().frames["answers"])
    assert (row["rf_night"], row["first_episode"]) == (True, False)


def test_foreign_columns_are_kept_when_rows_come_and_when_the_file_is_rewritten():
    data = (
        b"mood,"
        + HEADER.replace(b"\n", b",\xc3\xa9t\xc3\xa9\n")
        + b"'=fine,"
        + ROW.replace(b"\n", b",007\n")
    )
    store = holding(data)

    store.append("sessions", [make_session(2)])
    store.append("sessions", [make_session(3)])
    store.replace("sessions", "s1", make_session(1, note="mended"))

    frame = store.read().frames["sessions"]
    assert frame["mood"].tolist()[0] == "=fine"
    assert frame["été"].tolist()[0] == "007"
    assert frame["session_id"].tolist() == ["s1", "s2", "s3"]
    assert frame["note"].tolist()[0] == "mended"


def test_a_file_from_before_a_column_was_added_reads_as_unanswered_and_gets_the_column():
    old = HEADER.replace(b",note", b"") + ROW.replace(b",a note", b"")
    store = holding(old)

    before = sessions(store)
    store.append("sessions", [make_session(2, note="new")])

    assert "note" not in before[0]
    assert [row.get("note") for row in sessions(store)] == [None, "new"]


# --- what does not fit is set aside ---------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (ROW.replace(b",2,3,2,", b",2,11,2,"), "pain_most_0_10 is “11” and must be from 0 to 10"),
        (ROW.replace(b",2,3,2,", b",2,x,2,"), "pain_most_0_10 is “x” and must be a whole number"),
        (
            ROW.replace(b",2,3,2,", b",2,2.5,2,"),
            "pain_most_0_10 is “2.5” and must be a whole number",
        ),
        (ROW.replace(b",12.5,", b",-1,"), "minutes is “-1” and must be 0 or more"),
        (
            ROW.replace(b"ache", b"odd"),
            "pain_kind is “odd” and must be one of none, ache, sharp, spreading",
        ),
        (
            ROW.replace(b"2026-11-22,", b"2026-02-30,"),
            "session_date is “2026-02-30” and is not a day",
        ),
        (ROW.replace(b"+01:00", b""), "started_at is “2026-11-22T07:30:00” and must be a moment"),
        (
            ROW.replace(b"2026-11-22T07:30:00", b"2026-11-22T07:61:00"),
            "started_at is “2026-11-22T07:61:00+01:00” and is not a moment of the calendar",
        ),
        (
            ROW.replace(b"2026-11-22T", b"0000-11-22T"),
            "started_at is “0000-11-22T07:30:00+01:00” and is not a moment of the calendar",
        ),
        (
            ROW.replace(b"2026-11-22T07:30:00+", b"9999-12-31T23:30:00-"),
            "started_at is “9999-12-31T23:30:00-01:00” and is not a moment of the calendar",
        ),
        (ROW.replace(b"s1,", b",", 1), "session_id is empty"),
        (b"s1,2026\n", "it has 2 cells where the header has 13"),
        (ROW.replace(b"\n", b",,\n"), "it has 15 cells where the header has 13"),
        (ROW.replace(b"a note", b'a "note'), "its quotation marks do not match"),
        (ROW.replace(b"a note", b'"a" note'), "its quotation marks do not match"),
        (ROW.replace(b"a note", b"caf\xe9"), "it holds characters that are not UTF-8 text"),
        (b"\0\0\0\0\n", "it has 1 cells where the header has 13"),
        (ROW.replace(b"a note", b"a\0note"), "it holds characters that are not UTF-8 text"),
        (ROW.replace(b"a note", b"a\rnote"), "its quotation marks do not match"),
    ],
)
def test_a_row_that_does_not_fit_is_set_aside_with_its_line_and_the_rows_around_it_stay(
    line, reason
):
    before, after = ROW.replace(b"s1", b"s0"), ROW.replace(b"s1", b"s2")
    store = holding(HEADER + before.replace(b"a note", b'"two\nlines"') + line + after)

    found = store.read()

    assert found.frames["sessions"]["session_id"].tolist() == ["s0", "s2"]
    (row,) = found.set_aside
    assert (row.file, row.line) == ("sessions.csv", 4)
    assert row.reason.startswith(reason)
    assert row.raw.replace("\\x00", "\0").replace("\\xe9", "é") == line.decode("latin-1")[:-1]


def test_blank_lines_and_empty_rows_are_nothing():
    store = holding(HEADER + b"\n" + b"," * 12 + b"\n" + ROW + b"  \r\n")

    assert ids(store) == ["s1"]
    assert store.read().set_aside == ()


def test_rows_set_aside_outlive_a_rewrite_and_are_still_shown():
    bad = ROW.replace(b",2,3,2,", b",2,11,2,").replace(b"a note", b'"=1\n""2"""')
    store = holding(HEADER + bad + ROW.replace(b"s1", b"s2") + b"s3,2026-11-")
    before = store.read().set_aside

    store.append("sessions", [make_session(4)])
    store.delete("sessions", "s2")

    assert len(before) == 2
    assert store.read().set_aside == before
    assert ids(store) == ["s4"]
    assert b"s3,2026" not in store.files.files["sessions.csv"]


def test_a_whole_last_row_without_a_line_end_is_a_row_and_the_next_one_starts_a_new_line():
    store = holding(HEADER + ROW[:-1])

    before = ids(store)
    store.append("sessions", [make_session(2)])

    assert before == ["s1"]
    assert ids(store) == ["s1", "s2"]
    assert store.read().set_aside == ()


def test_a_torn_line_never_swallows_the_good_ones_after_it():
    torn = ROW.replace(b"a note\n", b'"torn here\n')
    notes = [b'"quoted, too"', b"plain", b'"two\nlines"', b'"with ""quotes"""']
    good = [
        ROW.replace(b"s1", b"s%d" % n).replace(b"a note", note) for n, note in enumerate(notes, 2)
    ]
    store = holding(HEADER + torn + b"".join(good))

    assert ids(store) == ["s2", "s3", "s4", "s5"]
    assert [row.line for row in store.read().set_aside] == [2]


def test_what_is_left_of_a_torn_row_is_shown_without_good_rows_around_it():
    good = ROW.replace(b"s1", b"s2").replace(b"a note", b'"two\nlines"')
    store = holding(HEADER + b'"torn\n' + good + b"torn too\n")

    assert [(row.line, row.raw) for row in store.read().set_aside] == [
        (2, '"torn'),
        (5, "torn too"),
    ]
    assert ids(store) == ["s2"]


@pytest.mark.parametrize("last_line_end", [b"\n", b""])
def test_in_a_file_of_many_blocks_every_bad_row_is_found_by_its_line(last_line_end):
    rows = [ROW.replace(b"s1", b"s%05d" % n).replace(b"a note", b'"a, b"') for n in range(12_000)]
    bad = {0: b'"torn', 4000: b"s04000,2026", 5000: b"\xff", 6000: b"", 11_999: b"cut off"}
    for place, line in bad.items():
        rows[place] = line + b"\n"
    rows[7000] = rows[7000].replace(b"a, b", b'two\n""lines""')
    data = HEADER + b"".join(rows).removesuffix(b"\n") + last_line_end

    found = holding(data).read()

    assert len(data) > 3 * split.BLOCK_BYTES
    assert [row.line for row in found.set_aside] == [2, 4002, 5002, 12_002]
    assert found.set_aside[-1].reason == "it has 1 cells where the header has 13"
    assert found.frames["sessions"]["session_id"].tolist() == [
        f"s{n:05}" for n in range(12_000) if n not in bad
    ]


@pytest.mark.parametrize("again", [b"s1", b"s3", b"s2"])
def test_an_id_that_comes_twice_is_found_wherever_it_stands(again):
    rows = [ROW.replace(b"s1", id).replace(b"a note", id) for id in (b"s1", b"s2", b"s3")]
    store = holding(HEADER + b"".join(rows) + ROW.replace(b"s1", again))

    assert sorted(ids(store)) == ["s1", "s2", "s3"]
    assert [row.raw.split(",")[0].encode() for row in store.read().set_aside] == [again]


@pytest.mark.parametrize(
    "content",
    [
        b"name,amount\nrent,900\n",
        b"PK\x03\x04\x00\x00binary\x00\xff\xfe",
        b"\0" * 5000,
        (HEADER + ROW).decode().encode("utf-16"),
        HEADER.replace(b"session_id", b"id") + ROW,
        HEADER.replace(b"note", b"session_id") + ROW,
        ROW,
        b"{}",
    ],
)
def test_a_file_that_is_not_ours_is_named_and_never_written_over(tmp_path, content):
    (tmp_path / "sessions.csv").write_bytes(content)
    store = journal.FolderStore(tmp_path)

    with pytest.raises(
        InputError, match=r"sessions\.csv is not a file of Even Keel.*Nothing.*changed.*Move"
    ):
        store.read()
    with pytest.raises(journal.NotSaved, match=r"Not saved: this session\. sessions\.csv is not"):
        store.append_session(make_session(), [make_set()])

    assert (tmp_path / "sessions.csv").read_bytes() == content
    assert not (tmp_path / "sets.csv").exists()


# --- corrections ----------------------------------------------------------------------


def test_replace_changes_one_row_and_nothing_else(store):
    store.append("sessions", [make_session(n, note=f"note {n}") for n in range(1, 4)])

    store.replace("sessions", "s2", make_session(2, note="mended", pain_before_0_10=3))

    assert [row["note"] for row in sessions(store)] == ["note 1", "mended", "note 3"]
    assert sessions(store)[1]["pain_before_0_10"] == 3


def test_answers_are_found_by_their_moment_in_any_offset_and_keep_the_one_they_have(
    store, tmp_path
):
    store.append("answers", [make_answers(age_years=40), make_answers(2)])
    (first, _) = journal.rows(store.read().frames["answers"])

    store.replace("answers", first["answered_at"], {**first, "age_years": 41})

    assert journal.rows(store.read().frames["answers"])[0]["age_years"] == 41
    assert "2026-11-23T07:30:00+01:00" in (tmp_path / "journal" / "answers.csv").read_text()


def test_one_set_is_found_by_its_four_ids(store):
    store.append_session(make_session(), [make_set(side="left"), make_set(side="right")])

    store.replace(
        "sets",
        ("s1", "glute_bridge", 1, "right"),
        make_set(session_id="s1", side="right", reps_done=9),
    )
    store.delete("sets", ("s1", "glute_bridge", 1, "left"))

    (row,) = journal.rows(store.read().frames["sets"])
    assert (row["side"], row["reps_done"]) == ("right", 9)


def test_deleting_a_session_takes_its_sets_along(store):
    store.append_session(make_session(1), [make_set()])
    store.append_session(make_session(2), [make_set(), make_set(set_no=2)])

    store.delete_session("s2")

    assert ids(store) == ["s1"]
    assert store.read().frames["sets"]["session_id"].tolist() == ["s1"]


def test_what_is_no_longer_there_cannot_be_changed(store):
    with pytest.raises(journal.NotSaved, match="no longer there"):
        store.delete_session("s1")
    with pytest.raises(journal.NotSaved, match="no longer there"):
        store.replace("sessions", "s1", make_session())


# --- drafts, erasing, versions --------------------------------------------------------


def test_a_draft_is_kept_until_it_is_cleared(store):
    store.save_draft({"age_years": 40, "kit": ("ball",), "cleared_on": DAY, "note": "é\ud800"})

    kept = store.load_draft()
    store.clear_draft()

    assert kept == {"age_years": 40, "kit": ["ball"], "cleared_on": "2026-11-22", "note": "é\ud800"}
    assert store.load_draft() is None


def test_a_draft_that_cannot_be_read_is_none(tmp_path):
    (tmp_path / "draft.json").write_bytes(b'{"age')

    assert journal.FolderStore(tmp_path).load_draft() is None


def test_erasing_removes_everything_of_ours_and_nothing_else(tmp_path):
    store = journal.FolderStore(tmp_path, QUESTIONS)
    for name in ("letter.txt", ".sessions.csv.x.tmp", "sessions.csv.before"):
        (tmp_path / name).write_text("hello")
    (tmp_path / "sessions.csv").write_bytes(HEADER + b"torn")
    store.append_session(make_session(), [make_set()])
    store.append("answers", [make_answers()])
    store.save_draft({"a": 1})

    store.erase_all()

    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "letter.txt"]
    assert (tmp_path / ".lock").read_bytes() == b""


@pytest.mark.parametrize("kind", ["folder", "memory"])
def test_the_version_differs_after_every_change_and_not_without_one(tmp_path, kind):
    store = journal.FolderStore(tmp_path) if kind == "folder" else journal.MemoryStore()
    versions = [store.version()]
    for change in (
        lambda: store.append("sessions", [make_session(1)]),
        lambda: store.append("sessions", [make_session(2)]),
        lambda: store.replace("sessions", "s1", make_session(1, note="x")),
        lambda: store.delete("sessions", "s1"),
        store.erase_all,
    ):
        change()
        versions.append(store.version())
        assert store.read().version == versions[-1]

    assert len(set(versions)) == len(versions) - 1  # erased is as it began


def test_memory_stores_see_nothing_of_each_other():
    one, other = journal.MemoryStore(), journal.MemoryStore()

    one.append("sessions", [make_session()])

    assert len(other.read().frames["sessions"]) == 0


def test_new_ids_differ_and_no_spreadsheet_takes_them_for_numbers():
    ids = {journal.new_id("s", MOMENT) for _ in range(100)}

    assert len(ids) == 100
    assert all(id.startswith("s20261122T073000-") for id in ids)


def test_an_append_reads_only_the_ends_of_the_file(store, monkeypatch):
    store.append("sessions", [make_session(n) for n in range(1, 5)])

    def refuse(*_):
        raise AssertionError("the whole file was read")

    monkeypatch.setattr(type(store.files), "read", refuse)
    monkeypatch.setattr(type(store.files), "save", refuse)
    store.append("sessions", [make_session(5, note="two\nlines")])
    store.append("sessions", [make_session(6)])


def test_a_row_longer_than_the_window_that_is_read_does_not_stop_the_next(store):
    store.append("sessions", [make_session(1, note='long "\n' * 30_000)])
    store.append("sessions", [make_session(2)])

    assert ids(store) == ["s1", "s2"]
    assert sessions(store)[0]["note"] == 'long "\n' * 30_000


# --- a session with its sets --------------------------------------------------------------


def two_sessions(store):
    store.append_session(make_session(1, note="one"), [make_set(reps_done=5)])
    store.append_session(make_session(2, note="two"), [make_set(reps_done=5), make_set(set_no=2)])


def test_a_correction_writes_the_given_cells_of_a_session_and_its_sets_only(store, tmp_path):
    two_sessions(store)
    folder = tmp_path / "journal"
    before = (folder / "sessions.csv").read_text()

    journal.correct_session(
        store, "s2", {"note": "mended"}, [{**make_set(set_no=2), "reps_done": 7}]
    )

    assert (folder / "sessions.csv").read_text() == before.replace("two", "mended")
    assert [row.get("reps_done") for row in journal.rows(store.read().frames["sets"])] == [5, 5, 7]


@pytest.mark.parametrize(
    ("id", "changes", "sets", "says"),
    [
        ("s9", {"note": "x"}, [], "no longer there"),
        ("s2", {"note": "x"}, [make_set(set_no=9)], "no longer there"),
        ("s2", {"note": "x", "pain_most_0_10": 11}, [], "pain_most_0_10"),
        ("s2", {"note": "x"}, [{**make_set(), "form": "odd"}], "form"),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing_at_all(
    store, tmp_path, id, changes, sets, says
):
    two_sessions(store)
    before = {file.name: file.read_bytes() for file in (tmp_path / "journal").glob("*.csv")}

    with pytest.raises(journal.NotSaved, match=says):
        journal.correct_session(store, id, changes, sets)

    assert {f.name: f.read_bytes() for f in (tmp_path / "journal").glob("*.csv")} == before


def test_a_session_that_is_taken_out_comes_back_cell_by_cell(store, tmp_path):
    two_sessions(store)
    files = [tmp_path / "journal" / name for name in ("sessions.csv", "sets.csv")]
    for file in files:  # a column that is not ours
        first, *rest = file.read_text().splitlines()
        file.write_text("\n".join([f"{first},mine", *(f"{line},x" for line in rest)]) + "\n")
    before = [file.read_text() for file in files]

    taken = journal.take_out_session(store, "s2")
    assert ids(store) == ["s1"]
    assert store.read().frames["sets"]["session_id"].tolist() == ["s1"]
    store.append_session(make_session(3), [make_set()])
    journal.put_back_session(store, taken)
    journal.put_back_session(store, taken)

    assert ids(store) == ["s1", "s3", "s2"]
    for file, was in zip(files, before, strict=True):
        assert set(was.splitlines()) < set(file.read_text().splitlines())


def test_what_another_window_adds_before_a_correction_or_deletion_stays(store, tmp_path):
    two_sessions(store)
    other = journal.FolderStore(tmp_path / "journal", QUESTIONS)
    journal.correct_session(store, "s1", {"note": "mended"}, [])
    other.append_session(make_session(3), [make_set()])
    journal.correct_session(store, "s2", {"note": "mended too"}, [])
    other.append_session(make_session(4), [make_set()])
    journal.take_out_session(store, "s1")

    assert ids(store) == ["s2", "s3", "s4"]
    assert set(store.read().frames["sets"]["session_id"]) == {"s2", "s3", "s4"}


def test_a_copy_is_tried_on_and_changes_nothing_here(store):
    two_sessions(store)
    version = store.version()

    tried = journal.copy(store)
    journal.take_out_session(tried, "s2")

    assert ids(tried) == ["s1"]
    assert ids(store) == ["s1", "s2"]
    assert store.version() == version
