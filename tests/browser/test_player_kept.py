"""A session that is interrupted: guests, another server, another day, another plan; full screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import server
from playing import Player, check_in
from playwright.sync_api import Page, expect
from walks import rows

pytestmark = pytest.mark.own_profile  # its clock is moved

READY_S = 30
NAMES = "Object.keys({}).filter(name => name.startsWith('even-keel.session.'))"


@pytest.fixture
def answered(folder: Path, first_day: date) -> Path:
    """Ease: pelvic tilt, cat and cow, breathing, a walk, knee rolls."""
    return check_in(folder, first_day)


@pytest.fixture
def player(page: Page, app: str, answered: Path) -> Iterator[Player]:
    somebody = Player(page, app)
    yield somebody
    assert somebody.errors == []


class Guest(Player):
    """A visitor whose journal is in the page's memory; every reload is a new visit."""

    def goes_to(self, page: str) -> Guest:
        """Another page of the same visit."""
        header = self.page.locator(".stAppHeader")
        if page == "My data":
            header.get_by_text("More", exact=True).click()
            self.page.get_by_role("menuitem", name=page).click()
        else:
            header.get_by_role("link", name=page, exact=True).click()
        self.sees(page)
        return self

    def starts(self) -> Guest:
        self.goes_to("Today").presses("Start").sees("Your session")
        return self

    def keeps_in(self, storage: str) -> int:
        """How many sessions lie there."""
        return len(self.page.evaluate(NAMES.format(storage)))


def under_way(player: Player) -> tuple[str, str, str]:
    """Two repetitions into the first exercise, then out of the window."""
    player.begins().after(READY_S + 20)
    stood = player.stands
    player.taps_on("Leave. Your place is kept.").lets_the_clock_go()
    return stood


# --- a guest --------------------------------------------------------------------------------------


def test_a_guest_s_session_outlives_a_reload_and_the_server_and_waits_for_the_answers(
    page: Page, answered: Path, guests: server.Standing
) -> None:
    guest = Guest(page, guests.address)
    guest.opens("my_data")
    guest.brings(answered).starts()
    stood = under_way(guest)
    assert (guest.keeps_in("sessionStorage"), guest.keeps_in("localStorage")) == (1, 0)

    guest.reloads()  # the answers are gone with the page, the session is not
    expect(guest.inside.get_by_text("it cannot be put in your log yet")).to_be_visible()
    expect(guest.inside.get_by_text("This tab keeps it until you close it")).to_be_visible()
    expect(guest.button("Put it in the log")).to_have_count(0)
    guest.holds_the_clock().taps_on("Go on with it")
    assert guest.stands == stood
    guests.ends()
    guest.taps_on("Skip set")  # it goes on without a server

    guests.starts()
    guest.reloads()
    guest.taps_on("Go on with it")
    assert guest.text("h2") == "Cat and cow"
    guest.taps_on("Leave. Your place is kept.").taps_on("Finish here")
    expect(guest.inside.get_by_text("1 exercise in")).to_be_visible()
    expect(guest.button("Go on with it")).to_have_count(0)

    guest.goes_to("My data")
    guest.brings(answered).goes_to("Today").presses("Start")
    expect(page.get_by_text("What you did is filled in.")).to_be_visible()
    guest.settles()
    guest.says_how_it_felt().presses("Save the session").sees("Today")
    guest.presses("Start").sees("Your session")
    expect(guest.button("Start the session")).to_be_visible()
    assert guest.keeps_in("sessionStorage") == 0
    assert guest.errors == []


def test_a_guest_who_said_yes_goes_on_after_the_server_and_takes_it_back(
    page: Page, answered: Path, guests: server.Standing
) -> None:
    guest = Guest(page, guests.address)
    guest.opens("my_data")
    guest.brings(answered).starts()
    stood = under_way(guest)
    guest.taps_on("Begin again").taps_on("Begin again")
    page.get_by_text("Keep a copy in this browser", exact=True).first.click()
    guest.settles().presses("Keep a copy in this browser")
    expect(page.locator(".st-key-keep_offer")).to_have_count(0)
    under_way(guest)
    assert (guest.keeps_in("sessionStorage"), guest.keeps_in("localStorage")) == (0, 1)

    guests.starts_anew()
    guest.reloads()
    assert guest.view == "parked"
    guest.holds_the_clock().taps_on("Go on")
    assert guest.stands == stood
    guest.taps_on("Leave. Your place is kept.").lets_the_clock_go()

    guest.goes_to("My data").presses("Erase the copy in this browser")
    expect(page.get_by_text("Off. Nothing is kept unless you say so.")).to_be_visible()
    assert (guest.keeps_in("sessionStorage"), guest.keeps_in("localStorage")) == (1, 0)

    page.get_by_text("Yes, delete it for good").click()
    guest.settles().presses("Delete everything")
    expect(page.get_by_text("Everything is deleted.")).to_be_visible()
    assert guest.keeps_in("sessionStorage") == 0
    assert guest.errors == []


def test_deleting_everything_forgets_the_session_under_way(player: Player) -> None:
    player.enters()
    under_way(player)
    player.opens("my_data")
    player.page.get_by_text("Yes, delete it for good").click()
    player.settles().presses("Delete everything")
    expect(player.page.get_by_text("Everything is deleted.")).to_be_visible()
    expect(player.page.get_by_text("There is nothing to delete.")).to_be_visible()

    names = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert [name for name in player.page.evaluate(names) if name.startswith("even-keel")] == []


# --- another day, another plan ----------------------------------------------------------------------


def test_a_session_that_runs_past_midnight_is_logged_for_the_day_it_was_begun(
    player: Player, day: Path, answered: Path
) -> None:
    player.enters().begins().after(READY_S + 20).taps_on("Skip set")
    day.write_text("2026-11-17", encoding="utf-8")
    player.page.clock.fast_forward("24:00:00")
    player.taps_on("Leave. Your place is kept.").goes_to_the_log("Finish here")
    expect(player.page.get_by_text("It is logged for Monday 16 November")).to_be_visible()
    player.says_how_it_felt().presses("Save the session").sees("Today")

    (session,) = rows(answered, "sessions")
    assert session["session_date"] == "2026-11-16"
    done = {row["exercise_id"]: row["reps_done"] for row in rows(answered, "sets")}
    assert (done["pelvic_tilt"], done["cat_cow"]) == ("2", "0")


def test_a_session_of_the_day_before_waits_and_is_put_in_the_log(
    player: Player, day: Path, answered: Path
) -> None:
    player.enters()
    under_way(player)
    day.write_text("2026-11-17", encoding="utf-8")
    player.page.clock.fast_forward("20:00:00")
    player.reloads()
    expect(player.inside.get_by_text("A session of Monday 16 November")).to_be_visible()
    expect(player.inside.get_by_text("1 exercise in 1 minute.")).to_be_visible()
    expect(player.button("Start the session")).to_be_visible()
    expect(player.button("Go on with it")).to_have_count(0)
    player.goes_to_the_log("Put it in the log")
    player.says_how_it_felt().presses("Save the session").sees("Today")

    assert len(rows(answered, "sessions")) == 1
    tilt = [row for row in rows(answered, "sets") if row["exercise_id"] == "pelvic_tilt"]
    assert [row["reps_done"] for row in tilt] == ["2"]


def test_with_a_new_plan_what_was_done_is_logged_from_the_one_it_was_begun_with(
    player: Player, answered: Path, first_day: date
) -> None:
    player.enters()
    under_way(player)
    kept = player.kept
    assert kept is not None
    check_in(answered, first_day, minutes_per_session=5)
    player.reloads()
    expect(player.button("Start the session")).to_be_visible()
    expect(player.button("Go on with it")).to_have_count(0)
    player.goes_to_the_log("Put it in the log")
    player.says_how_it_felt().presses("Save the session").sees("Today")

    (session,) = rows(answered, "sessions")
    assert session["plan_id"] == kept["way"]["plan"]
    asked = {one["id"] for one in kept["way"]["exercises"]}
    assert {row["exercise_id"] for row in rows(answered, "sets")} == asked
    player.presses("Start").sees("Your session")
    assert player.kept is None


# --- what cannot be taken ----------------------------------------------------------------------------


def changed(player: Player, change: Callable[[dict[str, Any]], None]) -> None:
    """What is kept, as somebody else's hand left it."""
    name = player.page.evaluate(NAMES.format("localStorage"))[0]
    state = player.kept
    assert state is not None
    change(state)
    set_item = f"localStorage.setItem({json.dumps(name)}, {json.dumps(json.dumps(state))})"
    player.page.add_init_script(f"window.once ||= ({set_item}, true)")


def test_a_result_that_cannot_be_is_refused_in_plain_words(player: Player, answered: Path) -> None:
    player.enters()
    under_way(player)
    changed(player, lambda state: state["done"].update({"cat_cow|1|both": 99}))
    player.reloads()
    player.taps_on("Finish here")
    expect(player.page.get_by_role("alert")).to_contain_text("more often than that")
    expect(player.inside.get_by_text("Please log it by hand.")).to_be_visible()
    expect(player.page.get_by_text("Log it without the player")).to_be_visible()
    assert rows(answered, "sessions") == []
    player.taps_on("Forget this session")
    expect(player.button("Start the session")).to_be_visible()
    assert player.kept is None


# --- full screen -------------------------------------------------------------------------------------


def test_full_screen_is_entered_and_left_by_its_button_by_esc_and_at_the_end(
    player: Player,
) -> None:
    def fills() -> bool:
        filled: bool = player.page.evaluate("document.fullscreenElement !== null")
        return filled

    def until(is_filled: bool) -> None:
        player.page.wait_for_function(
            f"(document.fullscreenElement !== null) === {str(is_filled).lower()}"
        )

    player.enters().begins().after(2)
    assert not fills()
    player.taps_on("Full screen")
    until(True)
    expect(player.button("Full screen")).to_have_attribute("aria-pressed", "true")
    assert player.view == "run"
    player.taps_on("Full screen")
    until(False)
    expect(player.button("Full screen")).to_have_attribute("aria-pressed", "false")

    player.taps_on("Full screen")
    until(True)
    player.page.evaluate("document.exitFullscreen()")  # Esc in a browser's window does this
    until(False)
    expect(player.button("Full screen")).to_have_attribute("aria-pressed", "false")
    expect(player.button("This hurts")).to_be_visible()  # over the page, not under it

    player.taps_on("Full screen")
    until(True)
    player.taps_on("Leave. Your place is kept.")
    until(False)
    assert player.view == "parked"
