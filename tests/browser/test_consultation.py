"""The second half of a consultation: what if, one's own plan changed with a reason, and a page to take home."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import expect
from walks import Person

from tests import on_paper


def opens(person: Person, key: str, *lines: str) -> None:
    """Opens or picks one line of a card after the other."""
    for line in lines:
        person.page.locator(f".st-key-{key}").get_by_text(line, exact=True).first.click()
        person.settles()


def test_what_was_tried_stays_a_try_and_what_was_chosen_goes_home_on_paper(
    person: Person, answered: Path
) -> None:
    page = person.opens("for_therapists").page

    # an example: what it would take, tried and left
    person.presses("Show Walter").presses("What if …").sees("What if")
    expect(person.card("what_if_before")).to_contain_text("Walter (example)")
    sentence = page.locator("[class*=st-key-takes_]").filter(has_text="start in Rebuild")
    sentence.get_by_role("button", name="Try this").click()
    person.settles()
    expect(person.card("what_if_different")).to_contain_text("Because “")
    page.get_by_role("link", name="Back to For therapists").click()
    person.sees("Walter").presses("Leave the example")

    # one's own plan: other numbers, with who and why
    person.opens("plan").sees("Your plan")
    line = "card_line_ease_pelvic_control"
    opens(person, line, "Change", "Numbers")
    field = page.locator(f".st-key-{line}").get_by_label("Repetitions a set")
    field.fill("5")
    field.press("Tab")
    person.settles()
    opens(person, line, "It was shown and tried out in person", "Your therapist")
    person.presses("Use these numbers")
    expect(page.locator(f".st-key-{line}")).to_contain_text("Chosen by your therapist")

    # the page to take home says the same
    page.get_by_role("link", name="Take it along").click()
    person.sees("Take it along").presses("Make the page")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my plan").click()
    paper = on_paper.text_by_pdfium(Path(waiting.value.path()).read_bytes())
    told = " ".join(paper.split())
    assert "1 set of 5, hold 5 seconds" in told
    assert "hosen by your therapist" in told

    # of the example and of the try nothing is in the journal
    with (answered / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 1
    with (answered / "overrides.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["chosen_by"] for row in csv.DictReader(file)] == ["therapist"]
