import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import journal
from lib.journal import files, folder
from lib.model import InputError
from tests.journal_rows import make_answers, make_session, make_set

WRITER = Path(__file__).with_name("journal_writer.py")
AWKWARD = st.text(alphabet=st.sampled_from("a,\"\n\r;'=é😀"), max_size=12)


def session_ids(store):
    return set(store.read().frames["sessions"]["session_id"])


# --- killed at any moment -------------------------------------------------------------


class Writer:
    """A process whose children append until they are killed."""

    def __init__(self, process):
        self.process = process

    def start(self, home, name, room="-"):
        self.process.stdin.write(f"{home} {name} {room}\n".encode())
        self.process.stdin.flush()
        return int(self.process.stdout.readline().split()[1])

    def reported(self):
        """The ids that the child has reported as saved before it ended."""
        lines = iter(self.process.stdout.readline, b"end\n")
        return {line.decode().split()[1] for line in lines}


@pytest.fixture(scope="module")
def writer():
    command = [sys.executable, str(WRITER), "forks"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Writer(process)
        process.stdin.close()


def check_all_are_there(home, reported):
    found = journal.read(home)
    saved = set(found.frames["sessions"]["session_id"])
    assert reported <= saved
    assert saved == set(found.frames["sets"]["session_id"])  # never a session without its sets
    return found


def test_no_row_reported_saved_is_lost_in_60_kills_at_random_moments(tmp_path, writer):
    chance = random.Random(7)
    reported = {}
    for kill in range(60):
        home = tmp_path / f"home{kill // 6}"  # six kills in one journal: it goes on after each
        pid = writer.start(home, f"k{kill}")
        time.sleep(chance.uniform(0, 0.08))
        os.kill(pid, signal.SIGKILL)
        reported[home] = reported.get(home, set()) | writer.reported()

        check_all_are_there(home, reported[home])

    assert sum(map(len, reported.values())) > 0


def test_no_row_reported_saved_is_lost_when_the_process_dies_in_the_middle_of_a_row(
    tmp_path, writer
):
    chance = random.Random(11)
    reported, torn = {}, 0
    for death in range(24):
        home = tmp_path / f"home{death // 6}"
        writer.start(home, f"d{death}", chance.randrange(1, 3000))
        reported[home] = reported.get(home, set()) | writer.reported()

        check_all_are_there(home, reported[home])
        torn += not (home / "sessions.csv").read_bytes().endswith(b"\n")

    assert sum(map(len, reported.values())) >= 72  # each had three rows before it died
    assert torn > 12
    assert all(check_all_are_there(home, set()).set_aside for home in reported)


@settings(max_examples=60, deadline=None)
@given(
    saved=st.lists(AWKWARD, min_size=1, max_size=4),
    torn=AWKWARD,
    later=st.lists(AWKWARD, min_size=1, max_size=3),
    part=st.floats(0, 1),
)
def test_a_row_torn_at_any_byte_costs_no_other_row_before_or_after(saved, torn, later, part):
    store = journal.MemoryStore()
    store.append("sessions", [make_session(n, note=note) for n, note in enumerate(saved)])
    whole = store.files.files["sessions.csv"]
    store.append("sessions", [make_session(90, note=torn)])
    last = len(store.files.files["sessions.csv"]) - len(whole)
    store.files.truncate("sessions.csv", len(whole) + int(part * last))

    at_once = session_ids(store)
    for n, note in enumerate(later, start=10):
        store.append("sessions", [make_session(n, note=note)])

    kept = {f"s{n}": note or None for n, note in enumerate(saved)}
    kept |= {f"s{n}": note or None for n, note in enumerate(later, start=10)}
    rows = journal.rows(store.read().frames["sessions"])
    assert {f"s{n}" for n in range(len(saved))} <= at_once
    assert {r["session_id"]: r.get("note") for r in rows if r["session_id"] != "s90"} == kept


@pytest.mark.parametrize("cut", ["\nline two torn", "torn\n", ""])
def test_on_disk_a_torn_row_is_set_aside_and_the_next_row_starts_a_new_line(tmp_path, cut):
    store = journal.FolderStore(tmp_path)
    store.append("sessions", [make_session(1, note="two\nlines")])
    with (tmp_path / "sessions.csv").open("ab") as file:
        file.write(f's2,2026-11-24T07:30:00+01:00,2026-11-24,,,,,,,,,,"{cut}'.encode())

    before = store.read()
    store.append("sessions", [make_session(3, note="\nstarts with a new line")])
    after = store.read()

    assert before.frames["sessions"]["session_id"].tolist() == ["s1"]
    assert after.frames["sessions"]["session_id"].tolist() == ["s1", "s3"]
    assert after.frames["sessions"]["note"].tolist()[1] == "\nstarts with a new line"
    assert before.set_aside
    assert after.set_aside == before.set_aside
    assert before.set_aside[0].line == 4


def test_a_correction_never_writes_into_the_old_file(tmp_path):
    store = journal.FolderStore(tmp_path)
    store.append("sessions", [make_session(1), make_session(2)])
    before = (tmp_path / "sessions.csv").read_bytes()

    with (tmp_path / "sessions.csv").open("rb") as still_open:
        store.replace("sessions", "s1", make_session(1, note="corrected"))
        assert still_open.read() == before

    assert session_ids(store) == {"s1", "s2"}


def test_what_a_killed_rewrite_left_behind_is_neither_read_nor_kept(tmp_path):
    store = journal.FolderStore(tmp_path)
    store.append("sessions", [make_session(1), make_session(2)])
    (tmp_path / ".sessions.csv.abc.tmp").write_bytes(b"half a fi")

    before = session_ids(store)
    store.delete("sessions", "s1")

    assert before == {"s1", "s2"}
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_row_and_the_name_of_a_new_file_are_flushed_before_append_returns(tmp_path, monkeypatch):
    flushed, flush = [], os.fsync

    def remember(file):
        flush(file)
        flushed.append((Path(f"/proc/self/fd/{file}").readlink(), os.fstat(file).st_size))

    monkeypatch.setattr(os, "fsync", remember)
    store = journal.FolderStore(tmp_path / "new")
    for n in (1, 2):
        store.append("sessions", [make_session(n)])
        sizes = {path.name: path.stat().st_size for path in (tmp_path / "new").iterdir()}
        assert sizes["sessions.csv"] in {size for _, size in flushed}

    folders = [place for place, _ in flushed if place.is_dir()]
    assert folders == [tmp_path, tmp_path / "new"]


# --- several at once ------------------------------------------------------------------


def test_two_processes_that_append_and_correct_at_once_lose_nothing(tmp_path):
    home = tmp_path / "new"
    commands = [[sys.executable, str(WRITER), "some", str(home), name, "24"] for name in "ab"]

    with contextlib.ExitStack() as stack:
        writers = [stack.enter_context(subprocess.Popen(command)) for command in commands]
        assert [writer.wait() for writer in writers] == [0, 0]

    found = journal.FolderStore(home).read()
    assert len(found.frames["sessions"]) == len(found.frames["sets"]) == 48
    assert (found.frames["sessions"]["note"] == "corrected").sum() == 12
    assert found.set_aside == ()


def test_threads_that_append_correct_and_delete_at_once_lose_nothing(tmp_path):
    def work(name):
        store = journal.FolderStore(tmp_path)
        for n in range(8):
            id = f"{name}{n}"
            store.append_session(make_session(n, session_id=id), [make_set()])
            if n % 4 == 1:
                store.replace("sessions", id, make_session(n, session_id=id, note="mended"))
            if n % 4 == 3:
                store.delete_session(id)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    rows = journal.rows(journal.read(tmp_path).frames["sessions"])
    assert {r["session_id"] for r in rows} == {f"{c}{n}" for c in "abc" for n in (0, 1, 2, 4, 5, 6)}
    assert sum(r.get("note") == "mended" for r in rows) == 6


def test_waiting_for_another_window_ends_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "WAIT_S", 0.1)
    store = journal.FolderStore(tmp_path)
    store.append("sessions", [make_session(1)])

    started = time.monotonic()
    with (
        FileLock(tmp_path / ".lock"),
        pytest.raises(journal.NotSaved, match=r"Not saved: this session\. Another window"),
    ):
        store.append("sessions", [make_session(2)])

    assert time.monotonic() - started < 5
    assert session_ids(store) == {"s1"}


def test_waiting_for_another_thread_ends_too(monkeypatch):
    monkeypatch.setattr(files, "WAIT_S", 0.1)
    store, told = journal.MemoryStore(), []

    def try_to_save():
        try:
            store.append("sessions", [make_session(1)])
        except journal.NotSaved as error:
            told.append(str(error))

    with store.files.locked():
        thread = threading.Thread(target=try_to_save)
        thread.start()
        thread.join()

    assert told == [f"Not saved: this session. {files.BUSY}"]


# --- the disk refuses -----------------------------------------------------------------


@contextlib.contextmanager
def files_may_grow_to(size):
    """A real write error from the operating system: no file may grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def contents(place):
    return {path.name: path.read_bytes() for path in place.iterdir()}


@pytest.mark.parametrize("room", [0, 1, 40, 200])
def test_a_row_for_which_there_is_no_room_is_not_saved_and_leaves_no_trace(tmp_path, room):
    store = journal.FolderStore(tmp_path)
    store.append("sessions", [make_session(1)])
    before = contents(tmp_path)

    with (
        files_may_grow_to(len(before["sessions.csv"]) + room),
        pytest.raises(
            journal.NotSaved, match=r"Not saved: this session\. The file may not grow.*Make room"
        ),
    ):
        store.append("sessions", [make_session(2, note="x" * 300)])

    assert contents(tmp_path) == before
    store.append("sessions", [make_session(2)])
    assert session_ids(store) == {"s1", "s2"}


@pytest.mark.parametrize("has_sets", [True, False])
def test_a_session_whose_row_finds_no_room_takes_its_sets_back(tmp_path, has_sets):
    store = journal.FolderStore(tmp_path)
    sets = [make_set()] if has_sets else []
    store.append("sessions", [make_session(n) for n in range(40)])
    if has_sets:
        store.append("sets", [make_set(session_id="s1")])
    before = contents(tmp_path)

    with files_may_grow_to(len(before["sessions.csv"]) + 10), pytest.raises(journal.NotSaved):
        store.append_session(make_session(50, note="x" * 50), sets or [make_set()])

    assert contents(tmp_path) == before


def test_a_correction_for_which_there_is_no_room_changes_nothing(tmp_path):
    store = journal.FolderStore(tmp_path)
    store.append_session(make_session(1), [make_set()])
    before = contents(tmp_path)

    with files_may_grow_to(300), pytest.raises(journal.NotSaved, match="Make room"):
        store.replace("sessions", "s1", make_session(1, note="x" * 500))
    with files_may_grow_to(10), pytest.raises(journal.NotSaved, match="what you have typed so far"):
        store.save_draft({"note": "x" * 50})

    assert contents(tmp_path) == before


@contextlib.contextmanager
def small_disk(place, options):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk; the other tests fill a file instead")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_on_a_full_disk_every_row_reported_saved_is_there_and_the_last_is_told(tmp_path):
    with small_disk(tmp_path, "size=64k"):
        store, saved = journal.FolderStore(tmp_path), set()

        def save_until_refused():
            for n in range(1000):
                store.append_session(make_session(n, note="é\n" * 300), [make_set()])
                saved.add(f"s{n}")

        with pytest.raises(journal.NotSaved, match=r"Not saved: this session\. The disk is full"):
            save_until_refused()

        found = store.read()
        assert len(saved) > 10
        assert set(found.frames["sessions"]["session_id"]) == saved
        assert found.set_aside == ()


def test_a_read_only_disk_can_be_read_and_says_that_nothing_is_saved(tmp_path):
    with small_disk(tmp_path, "size=1m"):
        store = journal.FolderStore(tmp_path)
        store.append("sessions", [make_session(1)])
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)

        with pytest.raises(
            journal.NotSaved, match=r"Not saved: this session\. The journal folder is read-only"
        ):
            store.append("sessions", [make_session(2)])

        assert session_ids(store) == {"s1"}


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_where_the_folder_should_be_is_told_and_left_alone(tmp_path, below):
    (tmp_path / "journal").write_text("my letter")
    store = journal.FolderStore(tmp_path / "journal" / below)

    with pytest.raises(
        journal.NotSaved, match=r"Not saved: these answers\. .* there is a file\. Check"
    ):
        store.append("answers", [make_answers()])
    with pytest.raises(InputError, match="cannot be read"):
        store.read()

    assert (tmp_path / "journal").read_text() == "my letter"


def test_a_folder_where_a_file_should_be_is_told(tmp_path):
    (tmp_path / "sessions.csv").mkdir()
    store = journal.FolderStore(tmp_path)

    with pytest.raises(InputError, match=r"sessions\.csv in your journal folder cannot be read"):
        store.read()
    with pytest.raises(journal.NotSaved, match="Not saved: this session"):
        store.append("sessions", [make_session()])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)

    with pytest.raises(journal.NotSaved, match="may not write"):
        journal.FolderStore(tmp_path).append("sessions", [make_session()])
