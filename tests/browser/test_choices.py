"""A plan changed by choice in a real browser: kept over a restart with who and why, and taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import chrome
import server
from playwright.sync_api import Locator, Page, expect
from walks import Person, check_in, rows

from lib import knowledge

KNOWN = knowledge.load()


def says_why(person: Person, inside: Locator, reason: str, who: str) -> None:
    inside.get_by_text(reason, exact=True).click()
    person.settles()
    inside.get_by_text(who, exact=True).click()
    person.settles()


def opens(person: Person, inside: Locator, line: str) -> None:
    inside.get_by_text(line, exact=True).click()
    person.settles()


def shown(person: Person) -> list[str]:
    """What was chosen, newest first, by whom and why."""
    choices = person.page.locator("[class*=st-key-choice_] p:has(strong)")
    return [" ".join(text.split()) for text in choices.all_inner_texts()]


def test_choices_are_made_with_a_reason_kept_over_a_restart_and_taken_back(
    page: Page, folder: Path, own: server.Standing, first_day: date
) -> None:
    check_in(folder, first_day, rd_osteo=True)
    person = Person(page, own.address).opens("plan")
    bridge = page.locator(".st-key-card_line_rebuild_back")
    expect(bridge).to_contain_text("2 sets of 8, hold 3 seconds")

    # other numbers, with the reason and the name typed
    opens(person, bridge, "Change")
    opens(person, bridge, "Numbers")
    field = bridge.get_by_label("Repetitions a set")
    field.fill("5")
    field.press("Tab")
    person.settles()
    says_why(person, bridge, "Another reason", "Other")
    for label, typed in (
        ("The reason, in a few words", "=slowly *now*"),
        ("Their name", "Zoë"),
    ):
        bridge.get_by_label(label).fill(typed)
        bridge.get_by_label(label).press("Tab")
        person.settles()
    person.presses("Use these numbers")
    expect(bridge).to_contain_text("2 sets of 5, hold 3 seconds")
    expect(bridge).to_contain_text("Chosen by Zoë: =slowly *now*.")

    # an exercise that an answer speaks against, confirmed a second time
    below = person.card("choose")
    opens(person, below, "Add an exercise")
    below.get_by_role("combobox").click()
    page.keyboard.type("Child's pose (left")
    page.get_by_role("option").first.click()
    person.settles()
    expect(person.card("against")).to_contain_text("With thin bones, deep bending")
    expect(below.get_by_role("button", name="Add it")).to_have_count(0)
    below.get_by_text("I have read this").click()
    person.settles()
    says_why(person, below, "It was shown and tried out in person", "Your therapist")
    person.presses("Add it all the same")
    expect(page.locator(".st-key-card_line_own_childs_pose")).to_be_visible()

    # a phase up
    opens(person, below, "Phase")
    opens(person, below, "Go on to Strengthen")
    says_why(person, below, "It was too easy by now", "Your therapist")
    person.presses("Go on to Strengthen")
    expect(page.locator(".ek-line .now")).to_contain_text("Strengthen")
    before = shown(person)

    own.starts_anew()
    person.opens("plan")
    chosen = [
        "Go to Strengthen Chosen by your therapist: it was too easy by now. 16 November",
        "Child's pose added Chosen by your therapist: it was shown and tried out in person. "
        "16 November",
        "Bridge: 2 sets of 5, hold 3 seconds Chosen by Zoë: =slowly *now*. 16 November",
    ]
    assert shown(person) == before == chosen
    expect(page.locator(".st-key-card_line_own_childs_pose")).to_contain_text(
        "Chosen by your therapist: it was shown and tried out in person."
    )
    chrome.settled(page)

    for left in (2, 1, 0):
        page.get_by_role("button", name="Take back").first.click()
        person.settles()
        expect(page.get_by_role("button", name="Take back")).to_have_count(left)
    expect(page.locator(".ek-line .now")).to_contain_text("Rebuild")
    expect(page.locator(".st-key-card_line_rebuild_back")).to_contain_text(
        "2 sets of 8, hold 3 seconds"
    )
    expect(page.locator(".st-key-card_line_own_childs_pose")).to_have_count(0)

    kinds = [row["kind"] for row in rows(folder, "overrides")]
    assert kinds == ["dose", "add", "phase", "undo", "undo", "undo"]
