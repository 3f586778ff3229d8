"""What is kept from one save to the next never changes what comes out, only how soon."""

from datetime import UTC, datetime, time, timedelta

import pandas.testing as same
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lib import again, course, decide, journal, people
from lib.course import kept
from lib.journal import MemoryStore
from lib.model import Clearance, Override
from tests.given import NO_FLAGS, make_check_in
from tests.test_course import as_of, day, logs
from tests.visits import KNOWN, PEOPLE

PERSON = PEOPLE["no_ball_steady_four"]
LIVED = people.live(PERSON, KNOWN)
FILES = dict(people.as_store(LIVED, KNOWN).files.files)
DAYS_BACK = st.integers(0, 70)
PAIN = st.integers(0, 10)


def at(days_back, hour):
    return datetime.combine(PERSON.as_of - timedelta(days=days_back), time(hour), UTC)


# --- what may happen to a journal -------------------------------------------------------------


def a_session(store, number, back, pain):
    now = at(back, 9)
    sessions, sets = (journal.rows(store.read().frames[name]) for name in ("sessions", "sets"))
    last = sessions[-1]
    row = {**last, "session_id": f"new{number}", "started_at": now, "session_date": now.date()}
    same_sets = [one for one in sets if one["session_id"] == last["session_id"]]
    store.append_session({**row, "pain_before_0_10": 2, "pain_most_0_10": pain}, same_sets)


def a_morning(store, number, back, pain):
    _check_in(store, number, back, {"kind": "next_morning", "pain_now_0_10": pain})


def a_week(store, number, back, pain):
    _check_in(store, number, back, {"kind": "weekly", "pain_average_7d_0_10": pain})


def _check_in(store, number, back, values):
    row = {"checkin_id": f"new{number}", "checkin_at": at(back, 7)}
    store.append("checkins", [{**row, "checkin_date": at(back, 7).date(), **values}])


def a_test(store, number, back, pain):
    row = {"test_id": f"new{number}", "tested_at": at(back, 10), "tested_date": at(back, 10).date()}
    store.append("tests", [{**row, "test": "supine_bridge", "seconds": 10 * pain}])


def answers(store, number, back, pain):
    now = at(back, 12) + timedelta(minutes=number)
    row = {**journal.rows(store.read().frames["answers"])[-1], "pain_now_0_10": pain}
    store.append("answers", [{**row, "answered_at": now, "answers_date": now.date()}])


def a_choice(store, number, back, pain):
    row = {"override_id": f"new{number}", "override_at": at(back, 11), "kind": "stay"}
    store.append("overrides", [{**row, "override_date": at(back, 11).date(), "phase": "rebuild"}])


def a_row_of_the_same_id(store, number, back, pain):
    row = journal.rows(store.read().frames["checkins"])[0]
    store.append("checkins", [{**row, "pain_now_0_10": pain}])


def corrected(store, number, back, pain):
    sessions = journal.rows(store.read().frames["sessions"])
    row = sessions[-1 - back % len(sessions)]
    store.replace("sessions", row["session_id"], {**row, "pain_most_0_10": pain})


def deleted(store, number, back, pain):
    sessions = journal.rows(store.read().frames["sessions"])
    store.delete_session(sessions[-1 - back % min(5, len(sessions))]["session_id"])


def broken_by_hand(store, number, back, pain):
    store.files.append("checkins.csv", b"this,is,no,row\r\n")


CHANGES = (
    a_session,
    a_morning,
    a_week,
    a_test,
    answers,
    a_choice,
    a_row_of_the_same_id,
    corrected,
    deleted,
    broken_by_hand,
)


def whole(store, today):
    read = store.read()
    rows = decide.answers_rows(journal.rows(read.frames["answers"]), KNOWN)
    overrides = decide.overrides_of(journal.rows(read.frames["overrides"]))
    return read, decide.decide(rows, read.frames, overrides, KNOWN, today)


NO_SHRINKING = (Phase.explicit, Phase.generate)  # an example costs a second; what failed is short


@settings(max_examples=5, deadline=None, phases=NO_SHRINKING)
@given(
    st.lists(
        st.tuples(st.sampled_from(CHANGES), DAYS_BACK, PAIN, st.sampled_from((0, 0, 1, 8))),
        min_size=2,
        max_size=4,
    )
)
def test_after_any_changes_log_and_decision_are_those_of_reading_and_deciding_anew(changes):
    store, today = MemoryStore(dict(FILES), KNOWN.question_kinds), PERSON.as_of
    log, before = store.read(), None
    for number, (change, back, pain, later) in enumerate(changes):
        _, before = again.decide_again(log, KNOWN, today, before)
        change(store, number, back, pain)
        today += timedelta(days=later)
        log = store.read(log)
        read, decided = whole(store, today)

        found, _ = again.decide_again(log, KNOWN, today, before)

        assert found == decided
        assert log.set_aside == read.set_aside
        for name, frame in read.frames.items():
            same.assert_frame_equal(log.frames[name], frame)


def test_a_clinician_s_yes_ends_in_time_though_no_row_is_new():
    store, given_on = MemoryStore({}, KNOWN.question_kinds), PERSON.as_of
    cleared = {"rd_preg": True, "cleared_flags": ("rd_preg",), "cleared_on": given_on}
    row = {"answered_at": at(0, 6), "answers_date": given_on, **NO_FLAGS, **cleared}
    store.append("answers", [row])
    log = store.read()
    decision, before = again.decide_again(log, KNOWN, given_on, None)
    assert decision.clearance is Clearance.PROCEED_WITH_CARE

    a_year_on = given_on + timedelta(days=366)
    found, _ = again.decide_again(store.read(log), KNOWN, a_year_on, before)

    assert found == whole(store, a_year_on)[1]
    assert found.profile is not None
    assert found.clearance is not decision.clearance


def test_sets_without_a_session_are_left_out_of_what_was_read_before_until_it_comes():
    store = MemoryStore(dict(FILES), KNOWN.question_kinds)
    log = store.read()
    session, one_set = (journal.rows(log.frames[name])[-1] for name in ("sessions", "sets"))
    number = len(log.frames["sets"])

    store.append("sets", [{**one_set, "session_id": "late"}])
    log = store.read(log)
    assert len(log.frames["sets"]) == number
    store.append("sets", [{**one_set, "session_id": "late", "set_no": int(one_set["set_no"]) + 1}])
    assert len(store.read(log).frames["sets"]) == number

    store.append("sessions", [{**session, "session_id": "late"}])
    same.assert_frame_equal(store.read(log).frames["sets"], store.read().frames["sets"])
    assert len(store.read(log).frames["sets"]) == number + 2


@settings(max_examples=8, deadline=None, phases=NO_SHRINKING)
@given(logs(80), logs(80), st.integers(0, 60))
def test_a_course_that_goes_on_from_an_earlier_one_is_the_course_replayed(log, other, until):
    """The days up to one of them as they were, later ones of another log altogether."""
    length, days, weekly, history = log
    longer, more_days, more_weekly, more_history = other
    mixed = (
        [*(d for d in days if d.day < day(until)), *(d for d in more_days if d.day >= day(until))],
        [
            *(w for w in weekly if w.day < day(until)),
            *(w for w in more_weekly if w.day >= day(until)),
        ],
    )
    since = (history[0], *(c for c in more_history[1:] if c.day >= day(until)))
    offer = decide.offer_of(KNOWN)
    _, before = kept.again(history, as_of(length, days, weekly), (), KNOWN, day(length), offer)
    facts = as_of(max(longer, until), *mixed)

    found, _ = kept.again(since, facts, (), KNOWN, facts.today, offer, before)

    assert found == course.replay(since, facts, (), KNOWN, facts.today, offer)


# --- that it is really kept ----------------------------------------------------------------------


def test_a_row_that_was_added_is_all_that_is_read_and_decided_anew(monkeypatch):
    store = MemoryStore(dict(FILES), KNOWN.question_kinds)
    log = store.read()
    _, before = again.decide_again(log, KNOWN, PERSON.as_of, None)
    lived = []
    monkeypatch.setattr(kept.Fold, "live", lambda fold, one: lived.append(one.date))

    a_morning(store, 0, 0, 3)
    grown = store.read(log)
    again.decide_again(grown, KNOWN, PERSON.as_of, before)

    assert grown.after == log.version
    assert grown.new_rows["checkins"] == 1
    assert sum(grown.new_rows.values()) == 1
    assert lived == []


@pytest.mark.parametrize("change", [a_row_of_the_same_id, corrected, deleted, broken_by_hand])
def test_a_file_that_was_written_anew_or_says_a_row_anew_is_read_whole(change):
    store = MemoryStore(dict(FILES), KNOWN.question_kinds)
    log = store.read()

    change(store, 0, 1, 9)

    assert store.read(log).after is None


def test_a_choice_begins_the_course_anew():
    first = make_check_in()
    facts, offer = as_of(20), decide.offer_of(KNOWN)
    _, before = kept.again((first,), facts, (), KNOWN, facts.today, offer)
    stay = Override(first.answered_at, day(3), "stay", phase="rebuild")

    found, _ = kept.again((first,), facts, (stay,), KNOWN, facts.today, offer, before)

    assert found == course.replay((first,), facts, (stay,), KNOWN, facts.today, offer)
    assert found.chosen == (stay,)
