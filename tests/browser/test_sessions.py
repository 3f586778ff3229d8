"""Your sessions in a real browser: correct, delete, bring back; what was shown is what happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chrome
import pytest
import server
from playwright.sync_api import Locator, Page, expect
from walks import Person, rows

from lib import knowledge

KNOWN = knowledge.load()


def said(person: Person) -> list[str]:
    """What a change is said to do."""
    place = person.page.locator(".st-key-card_effect li, .st-key-sure li")
    expect(place.first).to_be_visible()
    return place.all_inner_texts()


def listed(person: Person) -> Locator:
    return person.page.locator("[class*=st-key-card_session_]")


def test_a_session_is_logged_corrected_deleted_and_the_plan_does_as_was_said(
    person: Person, day: Path, first_day: date, answered: Path
) -> None:
    person.logs(2, 3, "as it was")
    day.write_text((first_day + timedelta(days=1)).isoformat(), encoding="utf-8")
    person.logs(2, 3)
    before = {name: rows(answered, name) for name in ("sessions", "sets")}

    # a value is corrected: pain spread, so sessions stop, and that is said before it is saved
    person.opens("progress").page.get_by_role("link", name="See, correct or delete").click()
    person.sees("Your sessions")
    expect(listed(person)).to_have_count(2)
    expect(listed(person).first).to_contain_text("Tuesday 17 November 2026")
    listed(person).first.get_by_role("button", name="Edit").click()
    person.sees("Correct a session")
    assert person.has_chosen("The most pain while you did it") == "3"
    person.chooses("The most pain while you did it", "4")
    person.card("felt").get_by_text("It spread down a leg").click()
    person.settles()
    person.note().fill("=corrected\n“as typed” 🙂")
    person.note().press("Control+Enter")
    person.settles()
    assert "Sessions are stopped until you have answered the emergency questions again." in said(
        person
    )
    person.presses("Save the correction").sees("Your sessions")
    expect(person.page.get_by_text("The correction is saved.")).to_be_visible()

    old, new = before["sessions"], rows(answered, "sessions")
    assert new[0] == old[0]
    assert new[1] == {
        **old[1],
        "pain_most_0_10": "4",
        "pain_kind": "spreading",
        "note": "'=corrected\n“as typed” 🙂",
    }
    assert rows(answered, "sets") == before["sets"]
    person.opens()
    expect(person.card("stopped")).to_be_visible()  # it was true

    # it is deleted, and the stop goes with it, as was said; then it is brought back, and gone again
    person.opens("sessions")
    listed(person).first.get_by_role("button", name="Delete").click()
    person.settles()
    assert "Sessions are no longer stopped." in said(person)
    assert len(rows(answered, "sessions")) == 2  # asked, not yet done
    person.presses("Delete it")
    expect(listed(person)).to_have_count(1)
    assert rows(answered, "sessions") == new[:1]
    assert {row["session_id"] for row in rows(answered, "sets")} == {new[0]["session_id"]}

    person.presses("Bring it back")
    expect(listed(person)).to_have_count(2)
    assert rows(answered, "sessions") == new
    listed(person).first.get_by_role("button", name="Delete").click()
    person.settles().presses("Delete it")
    expect(listed(person)).to_have_count(1)
    person.opens()
    expect(person.card("stopped")).to_have_count(0)  # it was true
    expect(person.page.get_by_text("This week so far: 1 of")).to_be_visible()


def test_a_correction_in_one_window_and_a_new_session_in_another_are_both_there(
    person: Person, new_page: Callable[..., Page], app: str, answered: Path
) -> None:
    person.logs(2, 3)
    other = Person(new_page(), app)
    person.opens("sessions").presses("Edit").sees("Correct a session")
    person.chooses("The most pain while you did it", "4")

    other.logs(2, 2)  # while the form is open here
    person.presses("Save the correction")
    person.sees("Your sessions")
    expect(listed(person)).to_have_count(2)
    assert [row["pain_most_0_10"] for row in rows(answered, "sessions")] == ["4", "2"]

    other.opens("sessions")
    person.logs(3, 3)
    listed(other).first.get_by_role("button", name="Delete").click()
    other.settles().presses("Delete it")
    expect(other.page.get_by_text("The session is deleted.")).to_be_visible()
    assert [row["pain_most_0_10"] for row in rows(answered, "sessions")] == ["4", "3"]


@pytest.mark.own_profile  # may read what is on the clipboard
def test_a_note_longer_than_can_be_saved_stays_when_it_is_pasted_and_says_so(
    person: Person, answered: Path
) -> None:
    page, long = person.page, "word " * 2_010
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=person.address)
    person.opens("log_session").presses("All done as planned").felt(2, 3)
    page.evaluate("text => navigator.clipboard.writeText(text)", long)
    person.note().focus()
    page.keyboard.press("Control+V")
    person.settles()

    expect(person.note()).to_have_value(long)
    expect(page.get_by_text("Your note has 10,050 characters; up to 10,000")).to_be_visible()
    person.presses("Save the session")
    expect(person.note()).to_have_value(long)
    assert rows(answered, "sessions") == []

    person.note().fill(long[:10_000])
    person.presses("Save the session").sees("Today")
    assert rows(answered, "sessions")[0]["note"] == long[:10_000]


def test_a_guest_corrects_and_deletes_too(
    page: Page, guests: server.Standing, answered: Path
) -> None:
    guest = Person(page, guests.address).opens("my_data").brings(answered)
    guest.page.locator(".stAppHeader").get_by_role("link", name="Today").click()
    guest.sees("Today").presses("Log a session").sees("Log a session")
    guest.presses("All done as planned").felt(2, 3).presses("Save the session").sees("Today")
    guest.page.locator(".stAppHeader").get_by_role("link", name="Progress").click()
    guest.sees("Progress").page.get_by_role("link", name="See, correct or delete").click()
    guest.sees("Your sessions").presses("Edit").sees("Correct a session")
    guest.chooses("The most pain while you did it", "4")
    guest.presses("Save the correction").sees("Your sessions")
    expect(listed(guest)).to_contain_text("4 at most")
    guest.presses("Delete").presses("Delete it")
    expect(listed(guest)).to_have_count(0)
    guest.presses("Bring it back")
    expect(listed(guest)).to_contain_text("4 at most")


def test_nothing_scrolls_sideways(new_page: Callable[..., Page], app: str, person: Person) -> None:
    person.logs(2, 3, "a note " * 60)
    narrow = Person(new_page(viewport=chrome.PHONE), app)
    narrow.opens("sessions").presses("Delete")
    assert chrome.sideways(narrow.page, 390, 320) <= 0
    narrow.presses("Edit").sees("Correct a session")
    assert chrome.sideways(narrow.page, 390, 320) <= 0
