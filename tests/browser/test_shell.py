"""The frame in a real browser: ways between pages, both sizes, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import chrome
import pytest
import server
from playwright.sync_api import Page, expect

from lib.ui import screens
from lib.ui.screens import SCREENS, Shown

BAR = [screen for screen in SCREENS if screen.shown is Shown.BAR]
BEHIND_MORE = [screen for screen in SCREENS if screen.shown is Shown.MORE]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """All widgets and blocks in the frame, as a guest would see them."""
    folder = tmp_path_factory.mktemp("gallery")
    with server.serving(server.gallery(folder), environment={"EVEN_KEEL_MODE": "guest"}) as address:
        yield address


def open_at(page: Page, address: str) -> Page:
    page.goto(address)
    return chrome.settled(page)


def elsewhere(page: Page) -> list[str]:
    """Collects from now on what the page asks of other hosts."""
    asked: list[str] = []

    def note(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname != "127.0.0.1":  # fmt: skip
            asked.append(url)

    page.on("request", lambda request: note(request.url))
    page.on("websocket", lambda socket: note(socket.url))
    return asked


def test_every_page_opens_by_its_address_inside_the_frame_asks_no_other_host_and_fits_a_phone(
    new_page: Callable[..., Page], app: str, gallery: str
) -> None:
    page = new_page(viewport=chrome.PHONE)
    asked, wide = elsewhere(page), {}
    for screen in SCREENS:
        open_at(page, f"{app}/{screen.address}")

        expect(page.locator(".stMain h1")).to_have_count(1)
        expect(page.locator(".st-key-foot")).to_contain_text("does not diagnose")
        expect(page.get_by_text("Page not found")).to_have_count(0)
        wide[screen.title] = chrome.sideways(page, 390, 320, 195)
    for title, where in {"widgets": gallery, "blocks": f"{gallery}/plan"}.items():
        wide[title] = chrome.sideways(open_at(page, where), 390, 320, 195)

    assert asked == []
    assert {title: by for title, by in wide.items() if by > 0} == {}


def test_on_a_desk_the_bar_leads_everywhere(page: Page, app: str) -> None:
    open_at(page, app)
    bar = page.locator(".stAppHeader")

    for screen in BAR[1:] + BAR[:1]:
        bar.get_by_role("link", name=screen.title, exact=True).click()
        page.wait_for_url(re.compile(f"/{screen.address}$"))
        chrome.settled(page)

        expect(page).to_have_title(f"{screen.title} · Even Keel")
    for screen in BEHIND_MORE:
        bar.get_by_text("More", exact=True).click()
        page.get_by_role("menuitem", name=screen.title).click()
        page.wait_for_url(re.compile(f"/{screen.address}$"))
        chrome.settled(page)

    expect(page.locator("[data-testid=stBottom]")).to_be_hidden()


def test_on_a_phone_five_links_at_the_foot_lead_everywhere(phone: Page, app: str) -> None:
    open_at(phone, app)
    bar = phone.locator(".st-key-bar")

    for screen in screens.PHONE_BAR[1:] + screens.PHONE_BAR[:1]:
        link = bar.get_by_role("link", name=screen.short)
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44
        link.click()
        phone.wait_for_url(re.compile(f"/{screen.address}$"))
        chrome.settled(phone)
    for screen in screens.BEHIND_MORE:
        bar.get_by_role("link", name=screens.MORE.short).click()
        phone.wait_for_url(re.compile(f"/{screens.MORE.address}$"))
        chrome.settled(phone)
        phone.locator(".stMain").get_by_role("link", name=screen.title).click()
        phone.wait_for_url(re.compile(f"/{screen.address}$"))
        chrome.settled(phone)


@pytest.mark.parametrize("first", ["plan", "more"])
def test_the_first_visitor_after_a_start_sees_the_frame_wherever_they_enter(
    page: Page, first: str
) -> None:
    with server.serving() as address:
        open_at(page, f"{address}/{first}")

        expect(page.locator(".st-key-foot")).to_be_visible()
        expect(page.get_by_test_id("stHeaderLogo")).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)


def test_a_local_visitor_is_not_told_about_guests(page: Page, app: str) -> None:
    open_at(page, app)

    expect(page.get_by_text("You are a guest")).to_have_count(0)


def test_a_server_that_others_can_reach_makes_guests_by_itself(page: Page) -> None:
    with server.serving(options=("--server.address", "0.0.0.0")) as address:
        open_at(page, address)

        expect(page.get_by_text("You are a guest")).to_be_visible()


def test_a_request_by_another_name_is_a_guests(new_page: Callable[..., Page], app: str) -> None:
    page = new_page(extra_http_headers={"X-Forwarded-For": "203.0.113.9"})

    open_at(page, app)

    expect(page.get_by_text("You are a guest")).to_be_visible()


def test_the_banner_stands_on_every_page_until_it_is_left(page: Page, gallery: str) -> None:
    says = page.get_by_text("You are looking at an example")
    open_at(page, gallery)
    expect(says).to_be_visible()

    page.locator(".stAppHeader").get_by_role("link", name="Get help").click()
    page.wait_for_url(re.compile("/get_help$"))
    chrome.settled(page)
    expect(says).to_be_visible()

    page.get_by_role("button", name="Leave the example").click()
    expect(says).to_have_count(0)


def test_get_help_has_the_visitors_number_above_the_fold(
    new_page: Callable[..., Page], app: str
) -> None:
    page = new_page(viewport=chrome.PHONE, timezone_id="Europe/London")
    open_at(page, f"{app}/get_help")
    call = page.get_by_role("link", name="Call 999")

    box = call.bounding_box()

    assert call.get_attribute("href") == "tel:999"
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] < 844 - 60
    expect(page.get_by_role("link", name="Call 111")).to_be_visible()


def test_another_country_can_be_chosen_and_stays_chosen(page: Page, app: str) -> None:
    open_at(page, f"{app}/get_help")
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()

    page.get_by_label("You are in").fill("United S")
    page.get_by_role("option", name="United States").click()
    expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    page.locator(".stAppHeader").get_by_role("link", name="Plan").click()
    page.wait_for_url(re.compile("/plan$"))
    chrome.settled(page)
    page.locator(".stAppHeader").get_by_role("link", name="Get help").click()

    expect(page.get_by_role("link", name="Call 911")).to_be_visible()


def test_get_help_prints_whole_and_without_the_frame(page: Page, app: str) -> None:
    open_at(page, f"{app}/get_help")

    page.emulate_media(media="print")

    expect(page.locator(".stAppHeader")).to_be_hidden()
    expect(page.get_by_text("A bad spell, without these signs")).to_be_visible()
    cut = page.evaluate("getComputedStyle(document.querySelector('.stMain')).overflowY")
    assert cut == "visible"


# --- widgets --------------------------------------------------------------------------


def said(page: Page) -> dict[str, str]:
    text = page.locator(".st-key-card_said").inner_text()
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def test_answers_survive_reruns_and_come_back_after_another_page(page: Page, gallery: str) -> None:
    open_at(page, gallery)
    wanted = {
        "age": "47",
        "length": "over_12_weeks",
        "first": "False",
        "bridge": "not_tried",
        "worse": "('bending', 'sitting')",
        "pain": "10",
        "numb": "True",
        "urine": "False",
        "weak": "False",
    }
    assert set(said(page).values()) <= {"None", "0 pressed=None"}

    page.get_by_label("Your age in years").fill("47")
    page.get_by_label("Your age in years").press("Tab")
    page.get_by_text("Over 12 weeks").click()
    page.locator(".st-key-first").get_by_text("No").click()
    page.locator(".st-key-bridge").get_by_text("Not tried").click()
    page.locator(".st-key-worse").get_by_text("Bending").click()
    page.locator(".st-key-worse").get_by_text("Sitting").click()
    page.locator(".st-key-pain").get_by_text("10", exact=True).click()
    page.get_by_text("New numbness between your legs").click()
    expect(page.locator(".st-key-card_said")).to_contain_text("numb=True")
    assert {id: said(page)[id] for id in wanted} == wanted

    page.get_by_role("button", name="Next").click()
    expect(page.locator(".st-key-card_said")).to_contain_text("pressed=next")
    page.locator(".stAppHeader").get_by_role("link", name="Plan").click()
    page.wait_for_url(re.compile("/plan$"))
    chrome.settled(page)
    page.locator(".stAppHeader").get_by_role("link", name="Today").click()
    expect(page.locator(".st-key-card_said")).to_contain_text("age=47")
    chrome.settled(page)
    assert {id: said(page)[id] for id in wanted} == wanted

    page.locator(".st-key-pain").get_by_text("3", exact=True).click()
    expect(page.locator(".st-key-card_said")).to_contain_text("pain=3")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".st-key-card_said")).to_contain_text("pressed=next")
    assert said(page)["pain"] == "3"
    assert said(page)["age"] == "47"


def test_none_of_these_and_a_statement_untick_each_other(page: Page, gallery: str) -> None:
    open_at(page, gallery)
    flags = page.locator(".st-key-card_flags")

    flags.get_by_text("A leg or foot getting weaker").click()
    expect(page.locator(".st-key-card_said")).to_contain_text("weak=True")
    flags.get_by_text("None of these").click()
    expect(page.locator(".st-key-card_said")).to_contain_text("weak=False")
    expect(flags.get_by_role("checkbox", name="A leg or foot getting weaker")).not_to_be_checked()
    flags.get_by_text("New numbness between your legs").click()
    expect(flags.get_by_role("checkbox", name="None of these")).not_to_be_checked()
    flags.get_by_text("New numbness between your legs").click()
    expect(page.locator(".st-key-card_said")).to_contain_text("numb=None")


def test_eleven_buttons_and_never_one_chosen_before(phone: Page, gallery: str, page: Page) -> None:
    for visitor, rows in ((phone, 2), (page, 1)):
        open_at(visitor, gallery)
        buttons = visitor.locator(".st-key-scale_pain button")
        expect(buttons).to_have_count(11)

        boxes = [button.bounding_box() for button in buttons.all()]

        assert len({round(box["y"]) for box in boxes if box}) == rows
        assert all(box and box["width"] >= 44 and box["height"] >= 44 for box in boxes)
        expect(visitor.locator('.st-key-scale_pain [data-selected="true"]')).to_have_count(0)


# --- the browser's own storage ------------------------------------------------------------


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    with server.serving(server.APPS / "store.py") as address:
        yield address


def know(page: Page, **what: str) -> None:
    """Waits until the app says so."""
    for name, value in what.items():
        expect(page.get_by_text(f"{name}={value}", exact=True)).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def keep(page: Page, text: str) -> None:
    page.get_by_label("Text").fill(text)
    page.get_by_label("Text").press("Enter")
    chrome.settled(page)
    press(page, "Keep")


def test_what_is_kept_is_there_on_the_next_visit_and_after_a_new_start(
    page: Page, tmp_path: Path
) -> None:
    port = server.free_port()
    with server.serving(server.APPS / "store.py", port=port) as store:
        page.goto(store)
        know(page, state="empty", counter="0")
        keep(page, "Grüße, “you” 🙂 \\n </script>")
        know(page, state="found", write="written", counter="1")
    with server.serving(server.APPS / "store.py", port=port) as store:
        page.goto(store)
        know(page, state="found", text="Grüße, “you” 🙂 \\n </script>", counter="1")


def test_nothing_is_written_before_a_wish_and_never_twice(page: Page, store: str) -> None:
    page.goto(store)
    know(page, state="empty")
    press(page, "Run again")
    chrome.settled(page)
    assert page.evaluate("localStorage.getItem('even-keel.journal')") is None

    keep(page, "once")
    know(page, write="written", counter="1")
    for name in ("Keep", "Run again", "Keep"):
        press(page, name)
        chrome.settled(page)

    know(page, write="written", counter="1")


def test_it_survives_another_page(page: Page, store: str) -> None:
    page.goto(store)
    know(page, state="empty")
    keep(page, "one")
    know(page, write="written", counter="1")

    page.get_by_role("link", name="second").click()
    expect(page.get_by_role("heading", name="Second")).to_be_visible()
    know(page, state="found", text="one", counter="1")
    keep(page, "two")
    know(page, text="two", counter="2")


def test_a_stale_tab_overwrites_nothing(page: Page, store: str) -> None:
    other = page.context.new_page()
    page.goto(store)
    other.goto(store)
    know(page, state="empty")
    know(other, state="empty")

    keep(other, "newer")
    know(other, write="written", counter="1")
    keep(page, "older")
    know(page, write="stale")
    assert "newer" in page.evaluate("localStorage.getItem('even-keel.journal')")

    press(page, "Look again")
    know(page, state="found", text="newer", counter="1")
    keep(page, "both")
    know(page, write="written", counter="2")


def test_a_tab_does_not_bring_back_what_another_erased(page: Page, store: str) -> None:
    page.goto(store)
    know(page, state="empty")
    keep(page, "mine")
    know(page, write="written")
    other = page.context.new_page()
    other.goto(store)
    know(other, state="found")

    press(other, "Erase")
    know(other, state="empty")
    assert other.evaluate("localStorage.getItem('even-keel.journal')") is None
    keep(page, "mine again")

    know(page, write="stale")
    assert page.evaluate("localStorage.getItem('even-keel.journal')") is None


def test_a_full_browser_is_told_and_keeps_what_it_had(page: Page, store: str) -> None:
    page.goto(store)
    know(page, state="empty")
    press(page, "Keep 2 million")
    know(page, write="written", counter="1")

    press(page, "Keep 5.5 million")

    know(page, write="full", counter="1")
    assert page.evaluate("localStorage.getItem('even-keel.journal').length") < 2_100_000


def test_a_browser_that_allows_no_storage_is_told(page: Page, store: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page.goto(store)

    know(page, state="unavailable")


def test_something_else_under_our_name_is_handed_over_as_it_is(page: Page, store: str) -> None:
    page.goto(store)
    know(page, state="empty")
    for junk in ("not json", '{"app": "another", "text": 1}', "null", "[]"):
        page.evaluate("junk => localStorage.setItem('even-keel.journal', junk)", junk)

        page.reload()

        know(page, state="found", text=junk, counter="0")


def test_another_browser_sees_nothing(
    page: Page, new_page: Callable[..., Page], store: str
) -> None:
    page.goto(store)
    know(page, state="empty")
    keep(page, "mine")
    know(page, write="written")

    stranger = new_page()
    stranger.goto(store)

    know(stranger, state="empty")
