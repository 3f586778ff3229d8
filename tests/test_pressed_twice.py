"""What is pressed twice is in the journal once: Streamlit takes up again what a press broke off."""

from __future__ import annotations

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from lib import journal
from lib.ui import here
from tests import visits
from tests.journal_rows import QUESTIONS, make_checkin, make_session, make_set
from tests.visits import Log, answer, at, press, said

visit = visits.visit


@pytest.fixture
def store() -> journal.MemoryStore:
    made = journal.MemoryStore({}, QUESTIONS)
    journal.put_session(made, make_session(1), [make_set(), make_set(set_no=2)])
    journal.put_session(made, make_session(2), [make_set()])
    return made


def test_a_session_put_twice_is_there_once_with_its_sets(store: journal.MemoryStore) -> None:
    before = dict(store.files.files)
    journal.put_session(store, make_session(1), [make_set(), make_set(set_no=2)])
    frames = store.read().frames
    assert sorted(frames["sessions"]["session_id"]) == ["s1", "s2"]
    assert sorted(frames["sets"]["session_id"]) == ["s1", "s1", "s2"]
    journal.put_session(store, make_session(2), [make_set()])
    assert set(store.files.files) == set(before)
    assert len(store.read().frames["sessions"]) == 2


def test_a_session_put_again_with_other_values_has_the_later_ones(
    store: journal.MemoryStore,
) -> None:
    journal.put_session(
        store, make_session(2, note="s1 hurt less"), [make_set(), make_set(set_no=2)]
    )
    frames = store.read().frames
    assert list(frames["sessions"]["note"].fillna("")) == ["", "s1 hurt less"]
    assert sorted(frames["sets"]["session_id"]) == ["s1", "s1", "s2", "s2"]


def test_a_session_whose_id_stands_in_a_note_is_added(store: journal.MemoryStore) -> None:
    journal.put_session(store, make_session(3, note="like s4"), [make_set()])
    journal.put_session(store, make_session(4), [make_set()])
    assert sorted(store.read().frames["sessions"]["session_id"]) == ["s1", "s2", "s3", "s4"]


def test_several_rows_put_twice_are_there_once(store: journal.MemoryStore) -> None:
    store.append("checkins", [make_checkin(1)])
    for _ in range(2):
        journal.put(store, "checkins", make_checkin(1, pain_now_0_10=2), make_checkin(2))
    found = store.read().frames["checkins"]
    assert list(found["checkin_id"]) == ["c1", "c2"]
    assert found["pain_now_0_10"].iloc[0] == 2


# --- on a page -----------------------------------------------------------------------------------


@pytest.fixture
def breaks_off(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first press is broken off as soon as its rows are saved, as by a second press."""
    broken: list[str] = []
    keep_copy = here.keep_copy

    def broken_off() -> None:
        if not broken:
            broken.append("once")
            raise RerunException(RerunData())
        keep_copy()

    monkeypatch.setattr(here, "keep_copy", broken_off)
    return broken


def test_a_session_is_saved_once(visit, breaks_off) -> None:
    test = visit("log_session", Log().answers(1))
    press(test, "All done as planned")
    for name, value in {"before": 2, "most": 3, "kind": "ache"}.items():
        answer(test, f"log.{name}", value)
    press(test, "Save the session")
    assert breaks_off
    saved = dict(test.session_state["guest_journal"])

    press(at(test, "log_session"), "Save the session")
    assert "Saved." in said(test)
    after = test.session_state["guest_journal"]
    assert {file: after[file].count(b"\n") for file in saved} == {
        file: data.count(b"\n") for file, data in saved.items()
    }


def test_answers_are_saved_once_and_later_ones_still_count(visit, monkeypatch, breaks_off) -> None:
    log = Log().answers(10)
    monkeypatch.setattr(here, "own_store", lambda: log.store)
    state: dict[str, object] = {}
    monkeypatch.setattr(here.st, "session_state", state)
    monkeypatch.setattr(here, "log", log.store.read)
    monkeypatch.setattr(here, "is_own", lambda: True)
    with pytest.raises(RerunException):
        here.save_answers({"pain_now_0_10": 3})
    assert here.save_answers({"pain_now_0_10": 3})
    assert len(log.rows("answers")) == 2
    assert here.save_answers({"pain_now_0_10": 4})
    assert here.save_answers({"pain_now_0_10": 3})
    assert [row["pain_now_0_10"] for row in log.rows("answers")][1:] == [3, 4, 3]
