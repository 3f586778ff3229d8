"""The first half of a consultation: a case, its weeks, other answers, the plan in large type; and out."""

from __future__ import annotations

from pathlib import Path

import chrome
from playwright.sync_api import Page, expect
from walks import Person

from lib.ui import screens
from lib.ui.for_therapists import weeks

MARK = "You are looking at an example: Aylin"
A_WEEK_MS = weeks.A_WEEK_S * 1000
_TIMERS = """(() => {
    // the repeating timers that are running, by how often they come
    const running = window.evenKeelTimers = new Map()
    const set = window.setInterval, clear = window.clearInterval
    window.setInterval = (what, every, ...more) => {
        const id = set(what, every, ...more)
        running.set(id, every)
        return id
    }
    window.clearInterval = id => { running.delete(id); clear(id) }
})()"""


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file of the journal; a lock beside it is not part of it."""
    return {
        file.name: file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix != ".lock"
    }


def exercises(page: Page) -> list[str]:
    return page.locator(".st-key-card_plan_then strong").all_inner_texts()


def cut_off(page: Page) -> list[str]:
    """The charts that are wider than the paper, or than the place they stand in."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".stVegaLiteChart :is(canvas, svg)")]
            .filter(each => each.getBoundingClientRect().right > innerWidth + 1
                || each.getBoundingClientRect().bottom >
                   each.closest(".stVegaLiteChart").getBoundingClientRect().bottom + 1)
            .map(each => each.outerHTML.slice(0, 80))"""
    )


def timers(page: Page) -> list[float]:
    """How often the repeating timers come that are running in the page, in milliseconds."""
    return page.evaluate("[...window.evenKeelTimers.values()]")


def test_ten_minutes_with_a_patient_leave_one_s_own_journal_as_it_was(
    page: Page, app: str, answered: Path
) -> None:
    page.add_init_script(_TIMERS)
    person = Person(page, app)
    person.logs(2, 3, note="my own")
    before = on_disk(answered)
    own_plan = person.opens("plan").page.locator("[class*=st-key-card_line_] h3").all_inner_texts()
    mark = page.get_by_text(MARK)

    # a case like hers, in one press
    page.locator(".stAppHeader").get_by_text("More", exact=True).click()
    page.get_by_role("menuitem", name="For therapists").click()
    person.sees("For therapists")
    page.locator(".st-key-therapists_kind").get_by_text("Bending hurts").click()
    person.settles().presses("Show Aylin").sees("Aylin")
    expect(mark).to_be_visible()
    at_the_end = exercises(page)

    # the weeks: back to the second, and the plan is the one of that day
    slider = page.get_by_role("slider")
    slider.press("ArrowLeft")
    person.settles()
    slider.press("ArrowLeft")
    person.settles()
    expect(mark).to_contain_text("Monday 23 March 2026")
    expect(page.get_by_text("23 March: A step up.")).to_be_visible()
    expect(page.get_by_text("26 March")).to_have_count(0)
    second_week = exercises(page)
    assert second_week
    assert second_week != at_the_end

    # paused, nothing is set to ask the server; playing goes on to the end and stops there
    slider.press("ArrowRight")
    person.settles()
    assert A_WEEK_MS not in timers(page)
    playing = page.locator(".st-key-therapists_plays").get_by_text("Play the weeks")
    playing.click()
    person.settles()
    assert A_WEEK_MS in timers(page)
    expect(mark).to_contain_text("Monday 6 April 2026")
    person.settles()
    assert exercises(page) == at_the_end
    assert A_WEEK_MS not in timers(page)

    # on paper it says that it is an example; what can only be pressed, and the frame, are gone
    page.emulate_media(media="print", color_scheme="dark")
    expect(mark).to_be_visible()
    for gone in (".stAppHeader", ".stButton", ".st-key-card_weeks", "details:not([open])"):
        assert not any(each.is_visible() for each in page.locator(gone).all()), gone
    assert cut_off(page) == []
    page.emulate_media(media="screen", color_scheme="light")

    # one answer changed, and the plan follows
    person.presses("Start from this person")
    expect(page.get_by_text("Change any answer, and the plan follows.")).to_be_visible()
    page.get_by_role("combobox", name="Which answers").click()
    page.get_by_role("option", name="How it behaves").click()
    person.settles().picks("worse_with", "Bending", "Sitting", "Arching back")
    expect(page.get_by_text("is now “Arching back”")).to_be_visible()
    assert exercises(page) != at_the_end
    expect(mark).to_contain_text("with other answers")
    tried = exercises(page)

    # every other page is of this example and says so
    for screen in (screens.PROGRESS, screens.STRENGTH, screens.TODAY, screens.PLAN):
        page.locator(".stAppHeader").get_by_role("link", name=screen.title, exact=True).click()
        page.wait_for_url(f"**/{screen.address}")
        person.settles()
        expect(mark).to_be_visible()

    # in large type: arrow keys to the end, Esc back to where it came from
    person.presses("Present")
    shown = page.get_by_role("dialog", name="The plan, large")
    expect(shown).to_contain_text("Example: Aylin")
    titles = [shown.locator("h2").inner_text()]
    while shown.get_by_role("button", name="Next").is_enabled():
        page.keyboard.press("ArrowRight")
        titles.append(shown.locator("h2").inner_text())
    assert titles[1:-2] == tried
    assert titles[-2:] == ["When to stop", "Get help at once"]
    page.keyboard.press("ArrowLeft")
    expect(shown.locator("h2")).to_have_text("When to stop")
    page.keyboard.press("Escape")
    person.sees("Your plan")

    # out of it: one's own plan, and not a byte has changed
    person.presses("Leave the example")
    expect(mark).to_have_count(0)
    chrome.settled(page)
    assert page.locator("[class*=st-key-card_line_] h3").all_inner_texts() == own_plan
    person.opens("sessions")
    assert on_disk(answered) == before
