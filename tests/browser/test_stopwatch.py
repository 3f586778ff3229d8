"""The stopwatch in a real browser. The page's clock is moved by hand, so nothing waits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import chrome
import pytest
import server
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.own_profile  # its clock is moved

READY_MS = 3000
PLACE = "even-keel.stopwatch"
LISTEN = """(() => {
    window.beeps = []
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
        window.beeps.push(this.frequency.value)
        return start.apply(this, when)
    }
})()"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server.serving(server.APPS / "stopwatch.py") as address:
        yield address


class Watch:
    """Somebody with a stopwatch; `after` moves the page's clock and fires what is due."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.add_init_script(LISTEN)
        page.clock.install()
        page.goto(address)
        chrome.settled(page)

    def opens(self, test: str) -> Watch:
        self.page.get_by_role("button", name=f"Open {test}").click()
        chrome.settled(self.page)
        return self.holds_the_clock()

    def holds_the_clock(self) -> Watch:
        self.page.clock.pause_at(self.page.evaluate("Date.now() / 1000") + 1)
        return self

    def lets_the_clock_go(self) -> Watch:
        self.page.clock.resume()
        chrome.settled(self.page)
        return self

    def after(self, seconds: float) -> Watch:
        self.page.clock.run_for(int(seconds * 1000))
        return self

    def presses(self, name: str) -> Watch:
        self.button(name).click()
        return self

    def holds(self, seconds: float, side: str = "") -> Watch:
        self.presses(f"Start: {side} side" if side else "Start")
        return self.after(READY_MS / 1000).after(seconds)

    def keeps(self) -> Watch:
        self.page.clock.resume()
        self.presses("Keep")
        expect(self.page.get_by_text("Saving …")).to_have_count(0)
        return self.lets_the_clock_go()

    def button(self, name: str) -> Locator:
        return self.page.locator(".stopwatch").get_by_role("button", name=name, exact=True)

    @property
    def phase(self) -> str | None:
        return self.page.locator(".stopwatch").get_attribute("data-phase")

    @property
    def number(self) -> str:
        return self.page.locator(".stopwatch .number").inner_text()

    @property
    def measured(self) -> list[str]:
        return self.page.locator(".stopwatch .measured li").all_inner_texts()

    @property
    def arrived(self) -> list[str]:
        return [text for text in self._texts() if "=" not in text]

    def told(self, what: str) -> str:
        return next(text for text in self._texts() if text.startswith(what)).partition("=")[2]

    def _texts(self) -> list[str]:
        return self.page.locator("[data-testid=stText]").all_inner_texts()

    @property
    def kept(self) -> str | None:
        text: str | None = self.page.evaluate(f"sessionStorage.getItem('{PLACE}')")
        return text


@pytest.fixture
def watch(page: Page, address: str) -> Watch:
    return Watch(page, address)


def test_get_ready_then_hold_then_stop(watch: Watch) -> None:
    watch.opens("bridge").presses("Start")
    assert watch.number == "3"
    watch.after(2)
    assert watch.number == "1"
    watch.after(1)
    assert (watch.phase, watch.number) == ("hold", "0")
    watch.after(22.4)
    assert watch.number == "22"
    watch.presses("Stop")
    assert watch.measured == ["22.4 seconds"]

    watch.keeps()

    assert watch.arrived == ["bridge - 22.4 None None -"]
    assert watch.kept is None


def test_time_is_the_clock_s_not_a_count_of_ticks(watch: Watch) -> None:
    watch.opens("bridge").presses("Start").after(3)

    watch.page.clock.fast_forward(31_700)  # each timer fires once, as in a hidden page

    watch.presses("Stop")
    assert watch.measured == ["31.7 seconds"]


def test_ten_seconds_to_get_ready_can_be_had(watch: Watch) -> None:
    watch.opens("bridge").presses("10 s to get ready").presses("Start")

    assert watch.after(9.5).phase == "ready"
    assert watch.after(0.5).phase == "hold"


def test_the_space_bar_stops_the_clock_and_presses_nothing_else(watch: Watch) -> None:
    watch.opens("bridge").holds(12.3)

    watch.page.locator("h1").click()  # the focus is elsewhere by now
    scrolled = watch.page.evaluate("document.querySelector('.stMain').scrollTop")
    watch.page.keyboard.down(" ")
    watch.page.keyboard.down(" ")  # held down: it repeats
    assert (watch.phase, watch.measured) == ("done", ["12.3 seconds"])
    watch.page.keyboard.up(" ")

    assert watch.phase == "done"
    assert watch.page.evaluate("document.querySelector('.stMain').scrollTop") == scrolled


def test_the_space_bar_on_it_hurt_is_it_hurt(watch: Watch) -> None:
    watch.opens("bridge").holds(8)

    watch.button("It hurt").focus()
    watch.page.keyboard.press(" ")

    assert watch.phase == "pain"


def test_before_it_begins_it_can_be_called_off(watch: Watch) -> None:
    watch.opens("bridge").presses("Start").after(1).presses("Cancel")

    assert watch.phase == "idle"
    assert watch.after(10).phase == "idle"


def test_at_the_cap_it_beeps_and_stops_by_itself(watch: Watch) -> None:
    watch.opens("bridge").holds(59.9)
    assert watch.page.evaluate("window.beeps.length") == 4  # three, two, one, go
    watch.after(0.2)

    assert watch.measured == ["60.0 seconds"]
    assert watch.page.evaluate("window.beeps.length") == 5
    assert watch.keeps().arrived == ["bridge - 60.0 None None cap"]


def test_without_sound_nothing_beeps(watch: Watch) -> None:
    watch.opens("bridge").presses("Sound").holds(61)

    assert watch.phase == "done"
    assert watch.page.evaluate("window.beeps.length") == 0


def test_it_hurt_stops_and_asks_how_much(watch: Watch) -> None:
    watch.opens("bridge").holds(15).presses("It hurt").after(20).presses("4")

    assert watch.measured == ["15.0 seconds, pain 4"]
    assert watch.keeps().arrived == ["bridge - 15.0 None 4 pain"]


def test_that_it_hurt_can_be_said_after_the_stop(watch: Watch) -> None:
    watch.opens("bridge").holds(15).presses("Stop").presses("It hurt").presses("2")

    assert watch.measured == ["15.0 seconds, pain 2"]


def test_both_sides_in_turn_with_a_rest_between(watch: Watch) -> None:
    watch.opens("side").holds(22.4, "left").presses("Stop")
    rest = watch.page.locator(".stopwatch .rest")
    assert rest.inner_text() == "Rest first: 0:30. You can start sooner."
    watch.after(10)
    assert rest.inner_text() == "Rest first: 0:20. You can start sooner."
    watch.after(20)
    assert rest.text_content() == ""
    watch.holds(41, "right").presses("Stop")

    assert watch.keeps().arrived == ["side left 22.4 None None -", "side right 41.0 None None -"]


def test_a_side_can_be_done_again(watch: Watch) -> None:
    watch.opens("side").holds(5, "left").presses("Stop").presses("Do the left side again")
    watch.holds(25, "left").presses("Stop").holds(20, "right").presses("Stop")
    watch.presses("Do the right side again").holds(30, "right").presses("Stop")

    assert watch.measured == ["Left side: 25.0 seconds", "Right side: 30.0 seconds"]


def test_with_too_much_pain_the_other_side_is_left(watch: Watch) -> None:
    watch.opens("side").holds(9, "left").presses("It hurt").presses("6")

    assert watch.phase == "done"
    expect(watch.page.get_by_text("no more of this today")).to_be_visible()
    expect(watch.button("Do the left side again")).to_have_count(0)
    assert watch.keeps().arrived == ["side left 9.0 None 6 pain"]


def test_a_reload_in_the_middle_does_not_lose_the_finished_side(watch: Watch) -> None:
    watch.opens("side").holds(22.4, "left").presses("Stop").holds(7, "right")
    watch.page.clock.resume()
    watch.page.reload()
    chrome.settled(watch.page)

    expect(watch.page.get_by_text("Not finished: Side bridge")).to_be_visible()
    assert watch.measured == ["Left side: 22.4 seconds"]
    watch.presses("Go on with it").lets_the_clock_go().holds_the_clock()
    watch.holds(41, "right").presses("Stop")

    assert watch.keeps().arrived == ["side left 22.4 None None -", "side right 41.0 None None -"]


def test_what_was_left_can_be_discarded(watch: Watch) -> None:
    watch.opens("side").holds(22.4, "left").presses("Stop")
    watch.page.clock.resume()
    watch.page.reload()
    chrome.settled(watch.page)

    watch.presses("Discard it")

    assert (watch.phase, watch.kept) == ("none", None)


def test_sides_of_an_hour_ago_do_not_count_any_more(watch: Watch) -> None:
    watch.opens("side").holds(22.4, "left").presses("Stop")
    watch.page.clock.fast_forward("01:00:01")
    watch.page.clock.resume()
    watch.page.reload()
    chrome.settled(watch.page)

    assert (watch.phase, watch.kept) == ("none", None)


@pytest.mark.parametrize("left", ["", "null", "7", "{}", '{"done": [null]}', "not JSON"])
def test_what_is_not_ours_in_the_storage_is_passed_over(watch: Watch, left: str) -> None:
    watch.page.evaluate(f"sessionStorage.setItem('{PLACE}', {json.dumps(left)})")
    watch.opens("side")

    assert watch.phase == "idle"


def test_a_result_that_was_not_saved_can_be_kept_once_more_under_the_same_id(watch: Watch) -> None:
    watch.page.get_by_text("Refuse").click()
    watch.opens("bridge").holds(20).presses("Stop").keeps()
    assert (watch.told("results"), watch.phase) == ("0", "done")
    assert watch.kept is not None
    watch.page.get_by_text("Refuse").click()
    chrome.settled(watch.page)

    watch.keeps()

    assert watch.told("deliveries") == "2"
    assert watch.arrived == ["bridge - 20.0 None None -"]
    assert watch.kept is None


def test_the_same_test_once_more_is_another_result(watch: Watch) -> None:
    for seconds in (20, 25):
        watch.opens("bridge").holds(seconds).presses("Stop").keeps()

    assert watch.arrived == ["bridge - 20.0 None None -", "bridge - 25.0 None None -"]


def test_stands_are_typed_when_the_time_is_over(watch: Watch) -> None:
    watch.opens("stands").holds(12)
    assert watch.number == "18"
    watch.after(18)
    field = watch.page.get_by_label("How many times did you stand up fully?")
    expect(field).to_be_focused()
    watch.presses("Take it")
    expect(watch.page.get_by_role("alert").get_by_text("whole number from 0 to 99")).to_be_visible()
    field.fill("14")
    field.press("Enter")

    assert watch.keeps().arrived == ["stands - None 14 None cap"]


def test_it_works_without_a_mouse(watch: Watch) -> None:
    watch.opens("side")
    watch.button("Start: left side").focus()
    press = watch.page.keyboard.press
    press("Enter")
    watch.after(3 + 14)
    press(" ")
    press("Enter")  # the way on has the focus
    watch.after(3 + 16)
    press("Enter")

    assert watch.measured == ["Left side: 14.0 seconds", "Right side: 16.0 seconds"]
    press("Tab")
    press("Tab")
    press("Enter")
    press("Tab")
    press("Enter")
    assert watch.measured[1] == "Right side: 16.0 seconds, pain 1"


def test_a_screen_reader_is_told_the_phase_not_each_second(watch: Watch) -> None:
    watch.page.evaluate(
        """() => {
            const find = () => [...document.querySelectorAll("*")].map(e => e.shadowRoot)
                .filter(Boolean).map(r => r.querySelector(".live")).find(Boolean)
                || document.querySelector(".live")
            window.said = []
            new MutationObserver(() => window.said.push(find().textContent))
                .observe(find(), { childList: true, characterData: true, subtree: true })
        }"""
    )
    watch.opens("bridge").holds(40).presses("Stop")

    assert watch.page.evaluate("window.said") == ["Get ready.", "Hold.", "40.0 seconds."]
    live = watch.page.locator(".stopwatch .live")
    expect(live).to_have_attribute("aria-live", "assertive")


def test_on_a_phone_it_can_be_hit_and_read_from_the_floor(
    new_page: Callable[..., Page], address: str
) -> None:
    phone = new_page(viewport=chrome.PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    watch = Watch(phone, address).opens("side").holds(23, "left")

    stop = watch.button("Stop").bounding_box()
    assert stop is not None
    assert stop["height"] >= 140
    assert stop["width"] >= 250
    assert 0 <= stop["y"] <= chrome.PHONE["height"] - stop["height"]
    size = phone.locator(".stopwatch .number").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")  # fmt: skip
    assert size >= 96
    for phase, press in (("between", "Stop"), ("pain", "It hurt")):
        watch.presses(press)
        assert watch.phase == phase
        heights = [box["height"] for button in phone.locator(".stopwatch button").all() if (box := button.bounding_box())]  # fmt: skip
        assert min(heights) >= 44
    assert phone.evaluate("document.querySelector('.stMain').scrollWidth") == chrome.PHONE["width"]


def test_nothing_moves_by_itself_where_less_motion_is_wished(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(reduced_motion="reduce")
    Watch(page, address).opens("bridge").holds(20)

    moving = page.locator(".stopwatch *").evaluate_all(
        "all => all.filter(e => e.getAnimations().length).length"
    )
    assert moving == 0
