"""Logging sessions in a real browser, and what then stands in the CSV files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chrome
import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from walks import Person, rows

from lib import journal, knowledge

KNOWN = knowledge.load()
NASTY = (
    '=HYPERLINK("http://x")\nsecond line, with "quotes" and \'these\'; 🙂\n'
    "<script>alert(1)</script> :red[x] $y$ **z**\n\ttab\n"
)


# --- three days -------------------------------------------------------------------------------------


def test_three_sessions_on_three_days_are_on_disk_as_typed(
    person: Person, day: Path, first_day: date, answered: Path
) -> None:
    for number, (before, most, note) in enumerate(
        [(2, 3, NASTY), (3, 3, ""), (2, 2, "x" * 10_000)]
    ):
        day.write_text((first_day + timedelta(days=number)).isoformat(), encoding="utf-8")
        person.logs(before, most, note)
        expect(person.page.get_by_text("Saved.")).to_be_visible()

    saved = rows(answered, "sessions")
    assert [row["session_date"] for row in saved] == ["2026-11-16", "2026-11-17", "2026-11-18"]
    assert [row["pain_before_0_10"] for row in saved] == ["2", "3", "2"]
    assert [row["pain_most_0_10"] for row in saved] == ["3", "3", "2"]
    assert {row["pain_kind"] for row in saved} == {"ache"}
    assert {row["phase"] for row in saved} == {"ease"}
    assert {row["effort_0_10"] + row["minutes"] + row["pain_after_0_10"] for row in saved} == {""}
    assert all(row["plan_id"] and row["rules_version"] == KNOWN.rules_version for row in saved)
    assert [row["note"] for row in saved] == ["'" + NASTY, "", "x" * 10_000]
    again = journal.read(answered).frames["sessions"]["note"]
    assert again.iloc[0] == NASTY

    sets = rows(answered, "sets")
    assert {row["session_id"] for row in sets} == {row["session_id"] for row in saved}
    assert all(row["reps_done"] == row["reps_prescribed"] for row in sets)
    assert {row["stopped"] for row in sets} == {"none"}


def test_less_not_done_and_hurt_stand_with_their_exercise(person: Person, answered: Path) -> None:
    person.opens("log_session").presses("All done as planned").felt(2, 6)
    person.did("easy_walk", "Less")
    walk = person.page.locator(".st-key-did_easy_walk")
    walk.get_by_role("spinbutton").fill("2")
    walk.get_by_role("spinbutton").press("Enter")
    person.settles().did("cat_cow", "Not done")
    person.did("pelvic_tilt", "It hurt")
    person.chooses("How much did it hurt there?", "6")
    person.presses("Save the session").sees("Today")

    by_id = {row["exercise_id"]: row for row in rows(answered, "sets")}
    assert (by_id["easy_walk"]["minutes_done"], by_id["easy_walk"]["minutes_prescribed"]) == (
        "2",
        "5",
    )
    assert (by_id["cat_cow"]["reps_done"], by_id["cat_cow"]["stopped"]) == ("0", "")
    assert (by_id["pelvic_tilt"]["stopped"], by_id["pelvic_tilt"]["pain_0_10"]) == ("pain", "6")
    expect(person.page.get_by_text("Not again today:")).to_be_visible()
    expect(person.card("follows")).to_contain_text("It hurt more than is okay")


# --- nothing is lost, nothing is saved twice ------------------------------------------------------------


def test_back_and_forward_lose_nothing(person: Person, answered: Path) -> None:
    page, sockets = person.page, []
    page.on("websocket", lambda socket: sockets.append(socket))
    person.opens().presses("Log a session").sees("Log a session")
    person.presses("All done as planned").felt(4, 5)
    sent: list[bool] = []
    sockets[-1].on("framesent", lambda frame: sent.append("🙂".encode() in frame))
    with sockets[-1].expect_event("framereceived", lambda frame: any(sent) and _has_run(frame)):
        person.note().fill(NASTY)  # handed over as it was typed
    person.settles()
    expect(person.note()).to_be_focused()
    page.go_back()
    person.sees("Today")
    page.go_forward()
    person.sees("Log a session")
    page.locator(".stAppHeader").get_by_role("link", name="Plan", exact=True).click()
    person.sees("Your plan")
    page.go_back()
    person.sees("Log a session")

    assert person.has_chosen("Pain just before you began") == "4"
    assert person.has_chosen("The most pain while you did it") == "5"
    expect(person.note()).to_have_value(NASTY)
    person.presses("Save the session").sees("Today")
    (row,) = rows(answered, "sessions")
    assert row["note"] == "'" + NASTY


def _has_run(frame: bytes | str) -> bool:
    """Whether the server says that it has run the page."""
    return isinstance(frame, bytes) and (
        ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"
    )


def test_a_double_click_saves_once(person: Person, answered: Path) -> None:
    person.opens("log_session").presses("All done as planned").felt(2, 2)
    person.page.get_by_role("button", name="Save the session").dblclick()
    person.sees("Today")

    assert len(rows(answered, "sessions")) == 1
    person.opens("log_session")
    assert len(rows(answered, "sessions")) == 1


def test_two_windows_save_two_sessions(
    person: Person, new_page: Callable[..., Page], app: str, answered: Path
) -> None:
    other = Person(new_page(), app)
    for each, most in ((person, 2), (other, 3)):
        each.opens("log_session").presses("All done as planned").felt(2, most)
    for each in (person, other):
        each.presses("Save the session").sees("Today")

    assert [row["pain_most_0_10"] for row in rows(answered, "sessions")] == ["2", "3"]
    assert len({row["session_id"] for row in rows(answered, "sessions")}) == 2
    expect(other.page.get_by_text("All 2 rounds of today are logged.")).to_be_visible()


def test_when_the_disk_fails_it_says_not_saved_and_keeps_what_was_typed(
    person: Person, answered: Path, tmp_path: Path
) -> None:
    person.opens("log_session").presses("All done as planned").felt(4, 5)
    person.note().fill(NASTY)
    away = answered.rename(tmp_path / "away")
    answered.write_text("a file where the folder was", encoding="utf-8")
    person.presses("Save the session")

    expect(person.page.get_by_text("Not saved: this session.")).to_be_visible()
    person.sees("Log a session")
    assert person.has_chosen("Pain just before you began") == "4"
    expect(person.note()).to_have_value(NASTY)
    assert rows(away, "sessions") == []

    answered.unlink()
    away.rename(answered)
    person.presses("Save the session").sees("Today")
    (row,) = rows(answered, "sessions")
    assert (row["note"], row["pain_before_0_10"]) == ("'" + NASTY, "4")


# --- pressed quickly ---------------------------------------------------------------------------------------

ANSWERS_ARE_SLOW = """() => {
    const Plain = window.WebSocket
    const held = []
    window.evenKeelHolds = false
    window.WebSocket = class extends Plain {
        constructor(...where) {
            super(...where)
            this.addEventListener("message", event => {
                if (!window.evenKeelHolds) return
                event.stopImmediatePropagation()
                held.push([this, event.data])
            })
        }
    }
    window.evenKeelLetGo = () => {
        window.evenKeelHolds = false
        held.forEach(([socket, data]) => socket.dispatchEvent(new MessageEvent("message", { data })))
    }
}"""
AT_FIRST_SIGHT = """() => {
    const button = document.querySelector(".st-key-all_as_planned button")
    const drawn = row => row.querySelector("[role=radio]")
    const rows = [...document.querySelectorAll("[class*=st-key-did_], .st-key-card_before")]
    if (!button || rows.length < 4 || !rows.every(drawn)) return false
    button.click()
    window.evenKeelHolds = true
    window.evenKeelBefore = window.evenKeelAsked
    return true
}"""


@pytest.fixture
def slow(person: Person) -> Person:
    """Somebody whose line can be told to hold back what the server answers."""
    person.page.add_init_script(f"({ANSWERS_ARE_SLOW})()")
    return person


def all_are_done(person: Person) -> None:
    """Now, not in a while."""
    rows = person.page.locator("[class*=st-key-did_]").all()
    chosen = [row.locator("[aria-checked=true]").all_inner_texts() for row in rows]
    assert chosen == [["Done"]] * len(rows)
    assert len(rows) >= 3


@pytest.mark.parametrize("at_first_sight", [True, False])
def test_what_is_pressed_stays_whatever_follows_before_the_answer(
    slow: Person, answered: Path, at_first_sight: bool
) -> None:
    page = slow.page
    page.goto(f"{slow.address}/log_session")
    if not at_first_sight:
        slow.settles()
    page.wait_for_function(AT_FIRST_SIGHT)
    asked = "window.evenKeelAsked > window.evenKeelBefore"
    page.wait_for_function(
        f"{asked} && window.evenKeelRun === 'done'"
    )  # the page has no answer yet
    page.evaluate("window.evenKeelBefore = window.evenKeelAsked")
    before = slow.group("Pain just before you began")
    before.get_by_role("radio", name="3", exact=True).click()
    page.wait_for_function(asked)
    page.evaluate("window.evenKeelLetGo()")
    slow.settles()

    all_are_done(slow)
    slow.chooses("The most pain while you did it", "3")
    slow.card("felt").get_by_text("An ache, a pull or stiffness", exact=True).click()
    slow.settles().presses("Save the session").sees("Today")
    assert {row["stopped"] for row in rows(answered, "sets")} == {"none"}


def test_answering_pain_before_moves_nothing_below_it(person: Person) -> None:
    button = person.opens("log_session").page.get_by_role("button", name="All done as planned")
    before = button.bounding_box()

    person.chooses("Pain just before you began", "3")

    assert button.bounding_box() == before


LINE_IS_SLOW = """(() => {
    const after = (frames, then) =>
        frames ? requestAnimationFrame(() => after(frames - 1, then)) : then()
    const Plain = window.WebSocket
    window.WebSocket = class extends Plain {
        constructor(...where) {
            super(...where)
            this.addEventListener("message", event => {
                if (!event.isTrusted) return  // our own, later
                event.stopImmediatePropagation()
                const { data } = event
                after(30, () => this.dispatchEvent(new MessageEvent("message", { data })))
            })
        }
    }
})()"""


def test_a_page_is_not_settled_before_what_was_pressed_has_run(
    browser: Browser, app: str, answered: Path
) -> None:
    with browser.new_context(viewport=chrome.DESK) as context:
        context.add_init_script(LINE_IS_SLOW)
        person = Person(chrome.watched(context).new_page(), app).opens("log_session")

        person.presses("All done as planned")

        all_are_done(person)


# --- what it looks like ----------------------------------------------------------------------------------


def test_nothing_scrolls_sideways_and_the_main_button_is_large(
    new_page: Callable[..., Page], app: str, answered: Path
) -> None:
    narrow = Person(new_page(viewport=chrome.PHONE), app)
    for where in ("", "plan", "log_session"):
        assert chrome.sideways(narrow.opens(where).page, 195, 320, 390) <= 0, where
    narrow.opens()
    for width in (195, 320, 390):
        narrow.page.set_viewport_size({"width": width, "height": 844})
        narrow.settles()
        box = narrow.page.get_by_role("button", name="Start", exact=True).bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert box["y"] + box["height"] < 844 - 80
