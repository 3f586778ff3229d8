import io
import json
import struct
import zipfile
from datetime import date

import pytest

from lib import journal
from lib.journal import folder, transfer
from lib.model import InputError
from tests.journal_rows import QUESTIONS, make_answers, make_checkin, make_session, make_set
from tests.test_journal_crash import contents, files_may_grow_to


def full_store(store):
    store.append("answers", [make_answers(1, kit=(), activity_1="=walk\n'")])
    store.append_session(make_session(1, note="ä, \r\n"), [make_set(), make_set(set_no=2)])
    store.append_session(make_session(2), [make_set()])
    store.append("checkins", [make_checkin(3, pain_average_7d_0_10=4)])
    return store


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path):
    if request.param == "folder":
        return journal.FolderStore(tmp_path / "journal", QUESTIONS)
    return journal.MemoryStore(questions=QUESTIONS)


def the_same(one, other):
    frames, others = one.read().frames, other.read().frames
    return all(frames[name].equals(others[name]) for name in frames)


def zip_of(members, manifest=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if manifest is not False:
            archive.writestr(
                "manifest.json", json.dumps(manifest or {"app": "Even Keel", "format": 1})
            )
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_what_was_exported_comes_back_without_loss(store):
    origin = full_store(journal.MemoryStore(questions=QUESTIONS))

    journal.replace(store, journal.preview(store, journal.export(origin)))

    assert the_same(store, origin)
    assert journal.export(store) == journal.export(origin)


def test_the_export_holds_plain_files_and_a_dictionary_of_every_column():
    store = full_store(journal.MemoryStore(questions=QUESTIONS))

    with zipfile.ZipFile(io.BytesIO(journal.export(store))) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}

    assert members["sessions.csv"].encode() == store.files.files["sessions.csv"]
    for table in store.tables.values():
        for name in table.names:
            assert f"\n{table.file},{name}," in members["dictionary.csv"]
    assert "sessions.csv,pain_most_0_10,whole,0–10,0 to 10," in members["dictionary.csv"]


def test_the_preview_counts_what_is_new_and_what_is_there_already(store):
    full_store(store)
    store.delete_session("s2")
    origin = full_store(journal.MemoryStore(questions=QUESTIONS))

    found = journal.preview(store, journal.export(origin))

    assert dict(found.rows) == {
        "answers": 1,
        "sessions": 2,
        "sets": 3,
        "checkins": 1,
        "overrides": 0,
        "tests": 0,
    }
    assert dict(found.new) == {
        "answers": 0,
        "sessions": 1,
        "sets": 1,
        "checkins": 0,
        "overrides": 0,
        "tests": 0,
    }
    assert dict(found.known) == {
        "answers": 1,
        "sessions": 1,
        "sets": 2,
        "checkins": 1,
        "overrides": 0,
        "tests": 0,
    }
    assert (found.first, found.last) == (date(2026, 11, 23), date(2026, 11, 25))


def test_adding_twice_adds_nothing(store):
    origin = full_store(journal.MemoryStore(questions=QUESTIONS))
    store.append_session(make_session(7), [make_set()])
    exported = journal.export(origin)

    journal.add(store, journal.preview(store, exported))
    once = journal.export(store)
    stale = journal.preview(store, exported)
    journal.add(store, stale)
    journal.add(store, stale)

    assert journal.export(store) == once
    assert store.read().frames["sessions"]["session_id"].tolist() == ["s7", "s1", "s2"]
    assert len(store.read().frames["sets"]) == 4


def test_adding_knows_a_check_in_whose_moment_has_another_offset(store):
    store.append("answers", [make_answers(1)])
    data = b"answered_at,answers_date\n2026-11-23T06:30:00Z,2026-11-23\n"

    found = journal.preview(store, zip_of({"answers.csv": data}))

    assert found.new["answers"] == 0


def test_adding_does_not_bring_back_sets_of_a_session_that_was_corrected(store):
    full_store(store)
    exported = journal.export(store)
    store.delete("sets", ("s1", "glute_bridge", 2, "both"))

    journal.add(store, journal.preview(store, exported))

    assert len(store.read().frames["sets"]) == 2


def test_foreign_columns_and_unreadable_rows_travel_along(store):
    bad = "c2,2026-11-22T07:30:00Z,2026-11-22,yearly,x\n"
    data = "checkin_id,checkin_at,checkin_date,kind,mood\nc1,2026-11-22T07:30:00Z,2026-11-22,weekly,fine\n"
    origin = journal.MemoryStore({"checkins.csv": (data + bad).encode()}, QUESTIONS)
    exported = journal.export(origin)

    found = journal.preview(store, exported)
    journal.add(store, found)
    journal.add(store, found)

    after = store.read()
    assert [row.raw + "\n" for row in found.set_aside] == [bad]
    assert after.frames["checkins"]["mood"].tolist() == ["fine"]
    assert [row.raw + "\n" for row in after.set_aside] == [bad]
    assert journal.export(store) == exported


def test_replace_leaves_nothing_of_the_old_journal(store):
    full_store(store)
    origin = journal.MemoryStore(questions=QUESTIONS)
    origin.append("checkins", [make_checkin(9)])

    journal.replace(store, journal.preview(store, journal.export(origin)))

    assert the_same(store, origin)


@pytest.mark.parametrize("apply", [journal.replace, journal.add])
def test_an_import_for_which_there_is_no_room_changes_nothing(tmp_path, apply):
    store = full_store(journal.FolderStore(tmp_path, QUESTIONS))
    origin = journal.MemoryStore(questions=QUESTIONS)
    origin.append("checkins", [make_checkin(9)])
    origin.append("sessions", [make_session(n, note="x" * 500) for n in range(20, 40)])
    found = journal.preview(store, journal.export(origin))
    before = contents(tmp_path)

    with files_may_grow_to(5000), pytest.raises(journal.NotSaved, match="Not saved: the journal"):
        apply(store, found)

    assert contents(tmp_path) == before


@pytest.mark.parametrize("fails_at", range(1, 11))
def test_an_import_that_fails_half_way_brings_the_old_files_back(tmp_path, monkeypatch, fails_at):
    store = full_store(journal.FolderStore(tmp_path, QUESTIONS))
    origin = journal.MemoryStore(questions=QUESTIONS)
    origin.append_session(make_session(9), [make_set()])
    found = journal.preview(store, journal.export(origin))
    before, puts, put = contents(tmp_path), [], folder._put

    def fail_once(file, path):
        puts.append(path)
        if len(puts) == fails_at:
            raise OSError(5, "Input/output error")
        put(file, path)

    monkeypatch.setattr(folder, "_put", fail_once)
    with pytest.raises(journal.NotSaved, match="Input/output error"):
        journal.replace(store, found)

    assert contents(tmp_path) == before


# --- files that anybody may have made ---------------------------------------------------


def lying_about_its_size(data):
    """The same ZIP, but the sizes in its directory say 10 bytes."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]


def damaged(data):
    """The same ZIP with one byte changed in the middle of its first file."""
    at = data.index(b"manifest.json") + len("manifest.json") + 8
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


DAMAGED = damaged(zip_of({}))
BOMB = zip_of({"sessions.csv": b"\0" * 40_000_000})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"session_id,started_at\n",
        b"PK\x03\x04 not really",
        zip_of({})[:-30],
        zip_of({}, manifest=False),
        zip_of({}, manifest={"app": "Another App", "format": 1}),
        zip_of({}, manifest=["Even Keel"]),
        zip_of({}, manifest={"app": "Even Keel", "format": "one"}),
        zip_of({"../sessions.csv": b""}),
        zip_of({"/etc/passwd": b""}),
        zip_of({"C:\\sessions.csv": b""}),
        zip_of({"..\\sessions.csv": b""}),
        zip_of({"journal/sessions.csv": b""}),
        zip_of({"notes.txt": b""}),
        zip_of({"draft.json": b"{}"}),
        BOMB,
        lying_about_its_size(BOMB),
        DAMAGED,
    ],
)
def test_a_file_that_is_no_journal_of_ours_is_refused_and_changes_nothing(store, data):
    full_store(store)
    before = journal.export(store)

    with pytest.raises(
        InputError, match=r"not a journal that Even Keel exported\. Nothing was changed"
    ):
        journal.preview(store, data)

    assert journal.export(store) == before


def test_two_members_of_one_name_are_refused():
    out = io.BytesIO(zip_of({"sessions.csv": b""}))
    with (
        zipfile.ZipFile(out, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("sessions.csv", b"again")

    with pytest.raises(InputError, match="one file twice"):
        journal.preview(journal.MemoryStore(), out.getvalue())


def test_all_members_together_have_a_limit_too(monkeypatch):
    monkeypatch.setattr(transfer, "MOST_BYTES", 1000)
    incompressible = bytes(range(256)) * 3

    with pytest.raises(InputError, match="far too large"):
        journal.preview(
            journal.MemoryStore(),
            zip_of({"sessions.csv": incompressible, "sets.csv": incompressible}),
        )


def test_an_export_of_a_newer_version_says_so():
    with pytest.raises(InputError, match="newer Even Keel"):
        journal.preview(
            journal.MemoryStore(), zip_of({}, manifest={"app": "Even Keel", "format": 2})
        )


def test_a_member_that_is_not_the_table_it_says_is_named():
    with pytest.raises(InputError, match=r"sessions\.csv is not a file of Even Keel"):
        journal.preview(journal.MemoryStore(), zip_of({"sessions.csv": b"name,amount\nrent,900\n"}))
