import pytest
from streamlit.testing.v1 import AppTest

from lib.ui.browser_store.memory import LONGEST, Command, Memory, State, Write

EMPTY = Memory().after({"number": 1, "found": None, "counter": 0})
FOUND = Memory().after({"number": 1, "found": "old", "counter": 4})


def test_it_begins_by_looking() -> None:
    assert Memory().state is State.LOOKING
    assert Memory().command == Command(1, "read")


def test_an_empty_browser_is_empty_and_nothing_is_left_to_do() -> None:
    assert EMPTY.state is State.EMPTY
    assert EMPTY.command is None
    assert not EMPTY.keeps


def test_what_is_found_is_handed_over() -> None:
    assert (FOUND.state, FOUND.text, FOUND.counter) == (State.FOUND, "old", 4)


@pytest.mark.parametrize("report", [{"number": 1, "error": "blocked"}, {"number": 1}, {"number": 1, "found": None}])  # fmt: skip
def test_a_browser_that_refuses_is_unavailable(report: dict) -> None:
    assert Memory().after(report).state is State.UNAVAILABLE


@pytest.mark.parametrize("report", [None, "found", 7, [], {}, {"number": 9, "found": "x", "counter": 1}, {"number": "1"}])  # fmt: skip
def test_what_is_no_report_changes_nothing(report: object) -> None:
    assert Memory().after(report) == Memory()


@pytest.mark.parametrize("found", [7, {"a": 1}, ["x"], True, "x" * (LONGEST + 1)])
def test_what_is_no_text_counts_as_nothing_found(found: object) -> None:
    assert Memory().after({"number": 1, "found": found, "counter": 1}).state is State.EMPTY


def test_keeping_writes_once_and_only_what_differs() -> None:
    asked = EMPTY.keep("new")
    again = asked.keep("new")
    done = again.after({"number": 2, "written": 2, "counter": 1})

    assert asked.command == Command(2, "write", "new", 0)
    assert again == asked
    assert (done.state, done.text, done.write, done.counter) == (
        State.FOUND,
        "new",
        Write.WRITTEN,
        1,
    )
    assert done.keep("new") == done


def test_a_newer_text_takes_the_place_of_one_on_its_way() -> None:
    asked = EMPTY.keep("one").keep("two")
    late = asked.after({"number": 2, "written": 2, "counter": 1})
    done = late.after({"number": 3, "written": 3, "counter": 2})

    assert asked.command == Command(3, "write", "two", 0)
    assert late == asked
    assert done.text == "two"


def test_nothing_is_kept_before_the_browser_has_been_asked() -> None:
    assert Memory().keep("new") == Memory()


def test_another_tabs_newer_text_is_not_overwritten_until_it_has_been_read() -> None:
    stale = FOUND.keep("mine").after({"number": 2, "stale": True, "counter": 5})
    looking = stale.look_again()
    seen = looking.after({"number": 3, "found": "theirs", "counter": 5})

    assert stale.write is Write.STALE
    assert stale.keep("mine again") == stale
    assert looking.state is State.LOOKING
    assert seen.keep("mine again").command == Command(4, "write", "mine again", 5)


@pytest.mark.parametrize(("error", "write"), [("full", Write.FULL), ("blocked", Write.BLOCKED)])
def test_a_write_that_fails_says_why_and_can_be_tried_again(error: str, write: Write) -> None:
    failed = EMPTY.keep("new").after({"number": 2, "error": error})

    assert failed.write is write
    assert failed.state is State.EMPTY
    assert failed.keep("new").command == Command(3, "write", "new", 0)


def test_erasing_leaves_nothing() -> None:
    erased = FOUND.erase().after({"number": 2, "erased": True})

    assert (erased.state, erased.text, erased.counter) == (State.EMPTY, None, 0)
    assert not erased.keeps


def test_an_erasure_that_fails_does_not_claim_to_have_worked() -> None:
    failed = FOUND.erase().after({"number": 2, "error": "blocked"})

    assert failed.keeps
    assert failed.write is Write.BLOCKED


def test_forgetting_leaves_nothing_and_is_over_once_it_is_reported() -> None:
    asked = FOUND.forget()
    done = asked.after({"number": 2, "erased": True})

    assert (asked.command, asked.forgets) == (Command(2, "forget", "", 4), True)
    assert (done.state, done.text, done.forgets, done.keeps) == (State.EMPTY, None, False, False)


def _page_left_meanwhile() -> None:
    from lib.ui import browser_store

    browser_store._take_report()  # of a page that is no longer there: nothing lies under its key
    browser_store.mount()


def test_a_report_that_arrives_after_its_page_was_left_is_asked_for_again() -> None:
    test = AppTest.from_function(_page_left_meanwhile).run()

    assert not test.exception
    assert test.session_state["browser_store_memory"].command == Command(1, "read")
