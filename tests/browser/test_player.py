"""The guided session in a real browser. The page's clock is moved by hand, so nothing waits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import chrome
import pytest
import server
from playing import Player, check_in
from playwright.sync_api import Page, expect
from walks import rows

from lib import knowledge

pytestmark = pytest.mark.own_profile  # its clock is moved

KNOWN = knowledge.load()
READY_S, REST_S, REP_S = 30, 30, 4


@pytest.fixture
def answered(folder: Path, first_day: date) -> Path:
    """Ease: pelvic tilt, cat and cow, breathing, a walk, knee rolls."""
    return check_in(folder, first_day)


@pytest.fixture
def player(page: Page, app: str, answered: Path) -> Iterator[Player]:
    somebody = Player(page, app)
    yield somebody
    assert somebody.errors == []


def by_exercise(folder: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(folder, "sets"):
        found.setdefault(row["exercise_id"], []).append(row)
    return found


# --- the whole of it -------------------------------------------------------------------------------


def test_a_whole_session_counts_itself_and_is_on_disk_as_done(
    player: Player, answered: Path
) -> None:
    player.opens().presses("Start").sees("Your session")
    expect(player.button("Start the session")).to_be_visible()
    player.begins()
    planned = int(re.findall(r"(\d+) minutes to go", player.text(".count"))[0])
    took = 0
    while player.view == "run":
        player.after(30)
        took += 30
    assert took / 60 == pytest.approx(planned, rel=0.1)
    assert player.view == "over"
    player.goes_to_the_log("How did it feel?")

    player.says_how_it_felt().presses("Save the session").sees("Today")

    (session,) = rows(answered, "sessions")
    assert (session["pain_before_0_10"], session["pain_most_0_10"]) == ("2", "2")
    assert int(session["minutes"]) == pytest.approx(planned, abs=1)
    found = by_exercise(answered)
    assert list(found) == [
        "pelvic_tilt",
        "cat_cow",
        "breathing_90_90",
        "easy_walk",
        "knee_rolls",
    ]
    for row in (row for sets in found.values() for row in sets):
        asked = {name: value for name, value in row.items() if name.endswith("_prescribed")}
        assert {name.replace("_prescribed", "_done"): value for name, value in asked.items()} == {
            name: value for name, value in row.items() if name.endswith("_done")
        }
        assert row["stopped"] == "none"
    assert [row["side"] for row in found["knee_rolls"]] == ["left", "right"]


def test_get_ready_then_repetitions_with_their_holds_then_the_next_exercise(
    player: Player,
) -> None:
    player.enters().begins()
    assert player.stands == ("Pelvic tilt", "Get into position", "30")
    player.after(26)
    assert player.stands == ("Pelvic tilt", "Get ready", "4")
    player.after(4)
    assert player.stands == ("Pelvic tilt", "Slowly there", "1")
    player.after(2)
    assert player.stands == ("Pelvic tilt", "Hold", "5")
    player.after(5)
    assert player.stands == ("Pelvic tilt", "Slowly back", "1")
    player.after(2)
    assert player.stands == ("Pelvic tilt", "Slowly there", "2")
    player.after(7 * 9)
    assert player.stands == ("Cat and cow", "Get into position", "30")


def test_both_sides_in_turn(player: Player) -> None:
    player.enters().begins()
    for _ in range(4):
        player.taps_on("Skip exercise")
    assert player.text(".set") == "Left side"
    player.taps_on("Start now").taps_on("Done")
    assert player.text(".word") == "Now the right side"
    assert player.text(".set") == "Right side"
    player.after(5)
    assert player.text(".word") == "Slowly there"


def test_a_rest_can_be_longer_or_shorter_and_stays_so(player: Player) -> None:
    player.enters().begins()
    player.taps_on("Skip exercise").taps_on("Skip exercise")
    assert player.text("h2") == "Breathing with your legs on a chair"
    player.taps_on("Start now").taps_on("Done")
    assert player.stands[1:] == ("Rest", "30")
    player.taps_on("+ 10 s")
    assert player.text(".number") == "40"
    player.taps_on("− 10 s").taps_on("− 10 s")
    assert player.text(".number") == "20"
    assert player.kept is not None
    assert player.kept["restMore"] == -10


def test_pause_back_and_skip(player: Player) -> None:
    player.enters().begins().after(READY_S + 20)
    player.taps_on("Pause").after(500)
    assert player.text(".word") == "Paused"
    player.taps_on("Go on").after(1)
    assert player.stands[0] == "Pelvic tilt"
    assert player.text(".under").endswith("8")
    player.taps_on("Skip set")
    assert player.stands[:2] == ("Cat and cow", "Get into position")
    assert player.kept is not None
    assert player.kept["done"] == {"pelvic_tilt|1|both": 2}
    player.taps_on("Back")
    assert player.stands == ("Pelvic tilt", "Get ready", "5")
    assert player.kept["done"] == {}


def test_a_device_that_slept_does_not_count_what_nobody_did(player: Player) -> None:
    player.enters().begins().after(READY_S + 3)

    player.page.clock.fast_forward("01:00:00")  # each timer fires once, as after a closed lid

    assert player.text(".word") == "Paused"
    player.taps_on("Go on").after(1)
    assert player.stands == ("Pelvic tilt", "Hold", "3")


def test_a_walk_with_the_screen_off_counts_and_waits_at_its_end(player: Player) -> None:
    player.enters().begins()
    for _ in range(3):
        player.taps_on("Skip exercise")
    player.taps_on("Start now").after(1)
    assert player.stands == ("Easy walk", "5 minutes", "4:59")

    player.page.clock.fast_forward("20:00")

    assert player.stands == ("Knee rolls", "Paused", "30")
    assert player.kept is not None
    assert player.kept["done"]["easy_walk|1|both"] == 300


# --- this hurts ---------------------------------------------------------------------------------------


def test_three_in_ease_carries_on_where_it_was(player: Player, answered: Path) -> None:
    player.enters().begins().after(READY_S + 3).says_it_hurts(3, "An ache")
    assert player.text("h2") == "Carry on, gently"
    player.after(60)
    player.taps_on("Carry on")
    assert player.stands == ("Pelvic tilt", "Hold", "4")
    player.taps_on("Done")
    assert player.text("h2") == "Cat and cow"


def test_six_ends_the_exercise_for_the_day(player: Player, answered: Path) -> None:
    player.enters().begins().after(READY_S + 2 * 9 + 1).says_it_hurts(6, "An ache")
    assert player.text("h2") == "Stop this exercise"
    expect(player.button("Carry on")).to_have_count(0)
    player.taps_on("Go on with cat and cow")
    assert player.stands[:2] == ("Cat and cow", "Get into position")
    player.taps_on("Back")
    assert player.text("h2") == "Cat and cow"  # there is no way back into it
    player.taps_on("Leave. Your place is kept.").goes_to_the_log("Finish here")

    assert player.has_chosen("The most pain while you did it") == "6"
    player.presses("Save the session").sees("Today")
    tilt = by_exercise(answered)["pelvic_tilt"]
    assert [(row["reps_done"], row["pain_0_10"], row["stopped"]) for row in tilt] == [
        ("2", "6", "pain")
    ]
    assert {row["reps_done"] for row in by_exercise(answered)["cat_cow"]} == {"0"}
    expect(player.page.get_by_text("Not again today:")).to_be_visible()


def test_spreading_ends_the_session_however_mild_and_help_is_there(
    player: Player, answered: Path
) -> None:
    player.enters().begins().after(READY_S + 1).says_it_hurts(1, "It spreads down a leg")
    assert player.text("h2") == "Stop for today"
    expect(player.inside.get_by_role("link", name="Call 112")).to_have_attribute("href", "tel:112")
    player.goes_to_the_log("Go on to the log").presses("Save the session").sees("Today")

    (session,) = rows(answered, "sessions")
    assert (session["pain_kind"], session["pain_most_0_10"]) == ("spreading", "1")
    expect(player.card("stopped")).to_be_visible()
    expect(player.page.get_by_role("button", name="Start", exact=True)).to_have_count(0)


def test_a_stop_cannot_be_undone_by_a_reload(player: Player) -> None:
    player.enters().begins().after(READY_S + 1).says_it_hurts(1, "It spreads down a leg")
    player.reloads()
    assert player.text("h2") == "Stop for today"
    expect(player.button("Go on")).to_have_count(0)


def test_help_is_one_press_away_from_the_stop(player: Player) -> None:
    player.enters().begins().after(READY_S + 1).says_it_hurts(9, "An ache")
    assert player.text("h2") == "Stop for today"
    player.lets_the_clock_go().taps_on("Get help")
    player.sees("Get help")


def test_later_five_offers_the_easier_neighbour_and_both_are_in_the_log(
    page: Page, app: str, folder: Path, first_day: date
) -> None:
    check_in(folder, first_day, can_bridge_10s="yes", kit=["ball"], minutes_per_session=60)
    player = Player(page, app).enters().begins()
    names = page.locator(".player li strong").all_inner_texts()
    for _ in range(len(names) + 6):
        player.taps_on("Start now").after(9).says_it_hurts(5, "An ache")
        assert player.text("h2") == "Make it easier"
        offer = player.inside.locator("button.main.big").inner_text()
        if offer.startswith("Do "):
            break
        player.taps_on("Carry on, smaller and slower").taps_on("Skip exercise")
    before = player.kept
    assert before is not None
    player.taps_on(offer)
    assert player.text("h2").lower() == offer.removeprefix("Do ").removesuffix(" instead")
    player.taps_on("Start now").taps_on("Done" if player.button("Done").count() else "Skip")
    player.taps_on("Leave. Your place is kept.").goes_to_the_log("Finish here")
    player.presses("Save the session").sees("Today")

    told = before["hurts"][-1]["exercise"]
    easier = KNOWN.exercises[told].easier
    found = by_exercise(folder)
    assert easier is not None
    assert {row["level"] for row in found[easier]} == {"1"}
    assert found[easier][0]["stopped"] == "none"
    assert {row["stopped"] for row in found[told]} == {""}
    assert player.errors == []


def test_with_too_much_pain_before_there_is_no_session(player: Player) -> None:
    player.enters().taps_on("8")
    expect(player.button("Start the session")).to_have_count(0)
    player.taps_on("Get help").sees("Get help")


def test_without_pain_before_it_does_not_begin(player: Player) -> None:
    player.enters().taps_on("Start the session")
    expect(player.inside.get_by_text("Please choose a number first")).to_be_visible()
    player.page.emulate_media(media="print")
    expect(player.inside).to_be_hidden()  # on paper there is nothing to press
    expect(player.page.get_by_text("When to stop")).to_be_visible()


# --- nothing is lost, nothing is counted twice -----------------------------------------------------------


def test_a_reload_goes_on_where_it_was(player: Player) -> None:
    player.enters().begins().after(READY_S + 20)
    before = player.stands
    player.reloads()
    assert player.view == "parked"
    player.holds_the_clock().taps_on("Go on")
    assert player.stands == before


def test_another_page_and_back_goes_on_where_it_was(player: Player) -> None:
    player.enters().begins().after(READY_S + 20)
    before = player.stands
    player.taps_on("Leave. Your place is kept.").lets_the_clock_go()
    player.page.locator(".stAppHeader").get_by_role("link", name="Plan", exact=True).click()
    player.sees("Your plan").opens().presses("Start").sees("Your session")
    player.holds_the_clock().taps_on("Go on")
    assert player.stands == before


def test_the_server_can_go_and_come_back_in_the_middle(
    page: Page, answered: Path, own: server.Standing
) -> None:
    player = Player(page, own.address).enters().begins().after(READY_S + 20)
    before = player.stands
    own.ends()
    player.after(1)
    assert player.stands[0] == before[0]  # it goes on without
    player.taps_on("Skip set")
    own.starts()
    player.lets_the_clock_go()
    player.settles()
    assert player.kept is not None
    if player.view == "parked":
        player.taps_on("Go on")
    assert player.text("h2") == "Cat and cow"
    player.taps_on("Leave. Your place is kept.").goes_to_the_log("Finish here")
    player.says_how_it_felt().presses("Save the session").sees("Today")
    assert [row["reps_done"] for row in by_exercise(answered)["pelvic_tilt"]] == ["2"]
    assert player.errors == []


def test_what_was_delivered_twice_is_stored_once(player: Player, answered: Path) -> None:
    player.enters().begins().taps_on("Start now").taps_on("Done")
    player.taps_on("Leave. Your place is kept.").goes_to_the_log("Finish here")
    player.reloads()  # delivered again, from what the browser keeps
    expect(player.page.get_by_text("What you did is filled in.")).to_be_visible()
    other = player.kept
    player.says_how_it_felt().presses("Save the session").sees("Today")
    assert len(rows(answered, "sessions")) == 1

    place = player.page.evaluate("Object.keys(localStorage).find(n => n.includes('session.'))")
    assert place is not None
    player.page.goto(f"{player.address}/session")  # the next round: what is saved is forgotten
    player.settles()
    expect(player.button("Start the session")).to_be_visible()
    assert player.kept is None
    assert other is not None
    assert len(rows(answered, "sessions")) == 1
    assert rows(answered, "sessions")[0]["session_id"].endswith(other["id"])


def test_a_double_press_delivers_and_saves_once(player: Player, answered: Path) -> None:
    player.enters().begins().taps_on("Start now").taps_on("Done")
    player.taps_on("Leave. Your place is kept.").goes_to_the_log("Finish here").says_how_it_felt()
    player.page.get_by_role("button", name="Save the session").dblclick()
    player.sees("Today")
    assert len(rows(answered, "sessions")) == 1


def test_a_session_nobody_wants_is_forgotten(player: Player, answered: Path) -> None:
    player.enters().begins().taps_on("Start now").taps_on("Done")
    player.taps_on("Leave. Your place is kept.").goes_to_the_log("Finish here")
    player.presses("Do not keep this session")
    expect(player.button("Start the session")).to_be_visible()
    assert player.kept is None
    assert rows(answered, "sessions") == []


def test_a_session_of_another_day_is_told_and_not_mixed_up(
    player: Player, day: Path, answered: Path
) -> None:
    player.enters().begins().taps_on("Start now").taps_on("Done")
    player.taps_on("Leave. Your place is kept.")
    day.write_text("2026-11-17", encoding="utf-8")
    player.reloads()
    expect(player.inside.get_by_text("A session of Monday 16 November")).to_be_visible()
    expect(player.button("Start the session")).to_be_visible()
    player.taps_on("Do not keep it").taps_on("Do not keep it")
    assert player.kept is None


DAMAGED = ("nonsense", "{}", "null", '{"id": "0123456789abcdef", "units": [{"x": "gone"}]}')


def test_what_is_damaged_in_the_browser_begins_anew(player: Player) -> None:
    player.enters().begins().taps_on("Leave. Your place is kept.")
    names = player.page.evaluate("Object.keys(localStorage)")
    (name,) = [name for name in names if name.startswith("even-keel.session.")]
    for text in DAMAGED:
        set_item = f"localStorage.setItem({json.dumps(name)}, {json.dumps(text)})"
        player.page.add_init_script(set_item)
        player.reloads()
        expect(player.button("Start the session")).to_be_visible()


def test_nothing_is_sent_while_it_counts(player: Player) -> None:
    player.enters().begins()
    before = player.sent
    player.after(READY_S + 60).taps_on("Pause").taps_on("Go on").taps_on("Skip set").after(40)
    player.says_it_hurts(3, "An ache").taps_on("Carry on").after(30)
    assert player.sent == before


# --- sound, voice, screen, keys, size --------------------------------------------------------------------


def test_it_sounds_keeps_the_screen_on_and_speaks_when_asked(player: Player) -> None:
    page = player.page
    player.enters().taps_on("Voice").begins().after(READY_S + 10)
    assert page.evaluate("window.beeps") >= 6  # three, two, one, go, hold, back
    assert page.evaluate("window.locks") == ["screen"]
    spoken = page.evaluate("window.spoken")
    assert spoken[0].startswith("Next: Pelvic tilt.")
    assert {"Go.", "Hold", "And back"} <= set(spoken)
    player.taps_on("Pause")
    assert page.evaluate("window.locks") == ["screen", "released"]
    player.taps_on("Go on").taps_on("Sound").taps_on("Voice")
    heard = page.evaluate("[window.beeps, window.spoken.length]")
    player.after(20)
    assert page.evaluate("[window.beeps, window.spoken.length]") == heard


def test_keys_alone_do_all_of_it(player: Player) -> None:
    page, keys = player.page, player.page.keyboard
    player.enters()
    player.button("2").focus()
    keys.press("Enter")
    player.button("Start the session").focus()
    player.holds_the_clock()
    keys.press("Enter")
    player.after(4)
    assert player.stands == ("Pelvic tilt", "Get into position", "26")
    keys.press("Space")
    assert player.text(".word") == "Paused"
    keys.press("Space")
    keys.press("ArrowUp")
    assert player.text(".number") == "36"
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    assert player.text(".word") == "Slowly there"
    player.after(10)
    keys.press("ArrowRight")
    assert player.text("h2") == "Cat and cow"
    keys.press("ArrowLeft")
    assert player.text("h2") == "Pelvic tilt"
    keys.press("h")
    assert player.view == "hurt"
    keys.press("Escape")
    assert player.view == "run"
    keys.press("h")
    keys.press("6")
    player.inside.get_by_role("button", name="An ache").focus()
    keys.press("Enter")
    assert player.text("h2") == "Stop this exercise"
    player.button("Go on with cat and cow").focus()
    keys.press("Enter")
    keys.press("Escape")
    assert player.text(".word") == "Paused"
    keys.press("Escape")
    assert player.view == "parked"
    player.button("Go on").focus()
    keys.press("Enter")
    assert player.view == "run"
    assert page.evaluate("document.activeElement !== document.body")


def test_on_a_phone_all_of_it_is_on_one_screen_and_large(
    new_page: Callable[..., Page], app: str, answered: Path
) -> None:
    page = new_page(viewport=chrome.PHONE, has_touch=True, is_mobile=True)
    player = Player(page, app).enters().begins().after(READY_S + 3)
    for width, height in ((390, 844), (360, 640), (320, 568)):
        page.set_viewport_size({"width": width, "height": height})
        all_of_it_is_on_one_screen_and_large(player, height)


def all_of_it_is_on_one_screen_and_large(player: Player, height: int) -> None:
    stage = player.inside.locator(".stage")
    assert stage.evaluate("e => e.scrollWidth <= e.clientWidth")
    if height > 600:
        assert stage.evaluate("e => e.scrollHeight <= e.clientHeight")
    hurt = player.button("This hurts").bounding_box()
    assert hurt is not None
    assert hurt["height"] >= 56
    assert hurt["y"] + hurt["height"] <= height
    for name in ("Back", "Pause", "Done", "Leave. Your place is kept."):
        box = player.button(name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, name
    letters = player.inside.locator(".number").evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert letters >= 80
    parts = [".figure", "h2", ".word", ".number", ".under"]
    there = [player.inside.locator(part).first for part in parts]
    boxes = [part.bounding_box() for part in there if part.is_visible()]
    assert len(boxes) >= 4
    for above, below in pairwise(boxes):
        assert above is not None
        assert below is not None
        assert above["y"] + above["height"] <= below["y"] + 1  # nothing lies over anything


def test_the_figure_stands_still_for_whoever_wants_less_motion(
    new_page: Callable[..., Page], app: str, answered: Path
) -> None:
    page = new_page(reduced_motion="reduce")
    Player(page, app).enters().begins()
    image = page.locator(".player .figure img")
    shown = image.evaluate("e => e.currentSrc")
    assert shown == page.locator(".player .figure source").evaluate("e => e.srcset")
    assert image.get_attribute("alt")
