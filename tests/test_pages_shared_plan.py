"""The page that opens a link, and the cards that make links and calendar files.

What stands after the `#` only a browser can read, so here it is handed to the page; the way from the
browser is walked in tests/browser/test_shared_plan.py.
"""

from datetime import UTC, datetime, time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib import share_link
from lib.decide import AnswersRow
from lib.ui import screens, shared_plan
from tests.given import NO_FLAGS
from tests.visits import (
    KNOWN,
    TODAY,
    Log,
    answer,
    at,
    buttons,
    cards,
    decided,
    fine,
    now,
    press,
    rows,
    said,
    stopped,
    store_of,
    visit,
)

__all__ = ["visit"]


def shared(days_ago=0, moved_on=False, **changes):
    day = TODAY - timedelta(days=days_ago)
    moment = datetime.combine(day, time(6), UTC)
    return share_link.pack(AnswersRow(moment, day, {**NO_FLAGS, **changes}), moved_on=moved_on)


@pytest.fixture
def opens(visit, monkeypatch):
    """The page as it is with that link, for a visitor with that log."""

    def open_link(link, log=None, *, page=None, **more) -> AppTest:
        monkeypatch.setattr(shared_plan, "opened", lambda: link)
        return visit("shared_plan", log, **more) if page is None else fine(page.run())

    return open_link


# --- to look at ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes", [{}, {"can_bridge_10s": "not_tried", "rd_joint": True}], ids=str
)
def test_a_link_shows_the_plan_that_its_answers_have(opens, visit, changes):
    plan = [line for line in cards(visit("plan", Log().answers(**changes))) if line in NAMES]

    page = opens(shared(**changes))

    assert [line for line in cards(page) if line in NAMES] == plan
    assert len(plan) >= 3
    assert "From answers given on 25 November 2026." in said(page)


NAMES = {exercise.name for exercise in KNOWN.exercises.values()} | {
    surface.name for exercise in KNOWN.exercises.values() for surface in exercise.surfaces
}


def test_a_plan_that_has_moved_on_since_is_said_to_be_its_beginning(opens):
    page = opens(shared(moved_on=True))
    assert "Since then the plan has been changed" in said(page)

    assert "Since then the plan has been changed" not in said(opens(shared(), page=page))


def test_nothing_can_be_changed_and_nothing_is_saved_by_looking(opens, visit):
    assert "Change" in opening(visit("plan", Log().answers()))

    page = opens(shared())

    assert "How it goes" in opening(page)
    assert "Change" not in opening(page)
    assert buttons(page) == ["Keep in this browser"]
    assert rows(page, "answers") == []


def opening(page):
    """What can be opened in place."""
    return [one.label for one in page.expander]


def test_the_answers_behind_it_can_be_read(opens):
    words = said(opens(shared(activity_1="*digging*", rd_fall=True, kit=["ball"])))

    assert "- Your age: **40**" in words
    assert "- Pain right now: **3 of 10**" in words
    assert "- Emergency signs: **none ticked**" in words
    assert "- Your health: **Fallen within a year, or unsteady**" in words
    assert "- At home you have: **Exercise ball**" in words
    assert r"\*digging\*" in words


# --- no plan ----------------------------------------------------------------------------------------


def shows_no_exercise(page):
    return not NAMES & set(cards(page)) and "shared_use" not in [one.key for one in page.button]


def test_with_a_sign_that_stops_the_stop_page_speaks(opens):
    page = None
    for sign, title in {
        "rf_ces_bladder": "Please get help now",
        "rf_chest": "Please get help now",
        "rf_infection": "Please speak to a doctor today",
    }.items():
        page = opens(shared(**{sign: True}), page=page)

        assert [one.value for one in page.title] == [title]
        assert "112" in said(page)
        assert shows_no_exercise(page)


def test_where_somebody_is_to_be_asked_first_there_is_no_plan(opens):
    page = opens(shared(rd_heart=True))

    assert "Please ask a clinician before you start." in cards(page)
    assert shows_no_exercise(page)


def test_answers_from_long_ago_have_no_plan(opens):
    assert not shows_no_exercise(opens(shared(days_ago=28)))

    page = opens(shared(days_ago=29))

    assert "These answers are from 27 October 2026. That is too long ago" in said(page)
    assert shows_no_exercise(page)


def test_where_answers_are_missing_there_is_no_plan(opens):
    page = opens(shared(rf_chest=None))

    assert "Some answers are missing in this link" in said(page)
    assert shows_no_exercise(page)


def test_what_cannot_be_opened_says_why_and_where_to_go(opens):
    page = None
    for link, says in {
        "top": share_link.NOT_OURS,
        shared()[:-9]: share_link.DAMAGED,
        shared().replace("ek1", "ek9"): share_link.NEWER,
        "ek1." + "A" * 9_000: share_link.TOO_LONG,
        shared(days_ago=-1): "This link is from 26 November 2026, which is still to come here.",
    }.items():
        page = opens(link, page=page)

        assert "This link cannot be opened" in cards(page)
        assert says in said(page)
        assert buttons(page) == ["Go to Today"]


def test_without_a_link_the_page_says_what_it_is_for(opens):
    assert "Open a link that Even Keel has made" in said(opens(""))
    assert "Opening the link…" in said(opens(None))


def test_somebody_with_a_stop_of_their_own_sees_no_exercise_by_a_link(opens):
    page = opens(shared(), Log().answers(1, rf_chest=True))

    assert [title.value for title in page.title] == ["Please get help now"]
    assert shows_no_exercise(page)


def test_the_link_opens_the_page_that_reads_it():
    assert screens.SHARED_PLAN.address == share_link.PAGE
    assert screens.SHARED_PLAN.shown is screens.Shown.NOWHERE


# --- as one's own ------------------------------------------------------------------------------------


def test_keeping_it_saves_the_check_in_of_its_own_day(opens):
    page = press(opens(shared(days_ago=3, height_cm=180)), "Keep in this browser")

    (row,) = rows(page, "answers")
    assert (row["answers_date"], row["height_cm"]) == (TODAY - timedelta(days=3), 180)
    assert row["answered_at"] == datetime.combine(TODAY - timedelta(days=3), time(6), UTC)
    assert page.session_state["browser_store_memory"].command.what == "write"
    assert now(page).plan == Log().answers(3, height_cm=180).decision().plan
    assert "Five things first" in cards(page)


def test_what_was_kept_grows_old_from_the_day_it_was_answered(opens):
    page = press(opens(shared(days_ago=28)), "Keep in this browser")
    store = store_of(page.session_state["guest_journal"])

    assert decided(store, TODAY).plan is not None
    assert decided(store, TODAY + timedelta(days=1)).plan is None


def test_what_was_kept_is_known_when_its_link_is_opened_again(opens):
    page = at(press(opens(shared()), "Keep in this browser"), "shared_plan")

    assert "These are answers you have here already." in said(page)
    assert shows_no_way_to_use(page)
    assert len(rows(page, "answers")) == 1


def test_newer_answers_of_ones_own_stay(opens):
    page = opens(shared(days_ago=2), Log().answers(1))

    assert "You have a plan of your own here, from your answers of 24 November 2026." in said(page)
    assert shows_no_way_to_use(page)


def shows_no_way_to_use(page):
    return not {"Keep in this browser", "Use as my answers"} & set(buttons(page))


def test_over_older_answers_of_ones_own_it_says_what_happens_and_waits_for_a_yes(opens):
    page = opens(shared(days_ago=1, days_per_week=2), Log().answers(5).session(4))

    assert "the answers in this link become your check-in of 24 November 2026" in said(page)
    assert "it may stay different from the one shown here" in said(page)
    assert page.button(key="shared_use").disabled
    answer(page, "shared_plan_sure", True)
    press(page, "Keep in this browser")
    assert [row["days_per_week"] for row in rows(page, "answers")] == [5, 2]
    assert len(rows(page, "sessions")) == 1
    assert now(page).plan.days_per_week == 2


def test_while_an_example_is_shown_it_cannot_be_used(opens):
    page = opens(shared(), example="desk_worker")

    assert "You are looking at an example." in said(page)
    assert shows_no_way_to_use(page)


# --- to take along -------------------------------------------------------------------------------------


def test_what_the_link_reveals_is_said_before_it_is_made(visit, monkeypatch):
    monkeypatch.setenv("EVEN_KEEL_LINKS_TO", "https://keel.example.org/")
    page = visit("take_along", Log().answers(sex="male"))

    assert "Anyone with this link can read your answers" in said(page)
    assert "- Your age: **40**" in said(page)
    assert "ek1." not in said(page)
    press(page, "Make the link")
    (link,) = [one.value for one in page.code]
    before, _, after = link.partition("#")
    assert before == "https://keel.example.org/shared_plan"
    assert share_link.unpack(after, KNOWN).row.raw["sex"] == "male"


def test_the_link_is_asked_for_anew_after_the_next_check_in(visit):
    log = Log().answers(1)
    page = press(visit("take_along", log), "Make the link")
    assert "Make the link" not in buttons(page)
    log.answers(0)

    page.run()

    assert "Make the link" in buttons(page)


def test_a_plan_that_has_changed_since_is_said_to_have(visit, monkeypatch):
    monkeypatch.setenv("EVEN_KEEL_LINKS_TO", "https://keel.example.org")
    log = Log().answers(20, can_bridge_10s="not_tried")
    assert "Your plan has changed since then" not in said(visit("take_along", log))
    for day in (12, 10, 8, 6):
        log.session(day).checkin(day - 1, "next_morning", pain_now_0_10=2)

    page = press(visit("take_along", log), "Make the link")

    assert "Your plan has changed since then" in said(page)
    (link,) = [one.value for one in page.code]
    assert share_link.unpack(link.partition("#")[2], KNOWN).moved_on


@pytest.mark.parametrize("log", [stopped(), Log().answers(rd_heart=True)], ids=["stopped", "waits"])
def test_while_no_session_may_begin_there_is_neither_link_nor_calendar(visit, log):
    page = visit("take_along", log)

    assert not {"A link to your plan", "In your calendar"} & set(cards(page))


def test_an_example_gives_neither_link_nor_calendar_file(visit):
    page = visit("take_along", example="desk_worker")

    assert "This is an example. A link is made of your own answers only." in said(page)
    assert "This is an example. A calendar file is made of your own plan only." in said(page)
    assert "Make the link" not in buttons(page)


def test_answers_too_old_for_a_link_say_so(visit):
    log = Log().answers(40)
    for day in (30, 20, 10, 2):
        log.session(day)
    assert log.decision().plan is not None

    page = visit("take_along", log)

    assert "Your answers are from 16 October 2026. That is too long ago for a link." in said(page)
    assert "Make the link" not in buttons(page)


def test_the_calendar_offers_the_days_of_the_plan_and_no_more(visit):
    page = visit("take_along", Log().answers(days_per_week=3))
    (days,) = [one for one in page.get("button_group") if "calendar_days" in one.key]
    assert days.value == [0, 2, 4]
    assert downloads(page) == ["Download for your calendar"]

    days.set_value([0, 1, 2, 3]).run()

    assert "Your plan has 3 days a week. Choose no more." in said(page)
    assert downloads(page) == []


def downloads(page):
    return [
        one.proto.label
        for one in page.get("download_button")
        if one.proto.label == "Download for your calendar"
    ]
