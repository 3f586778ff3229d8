"""The exercise figures on the pages: where they stand, what they weigh, how often they are drawn."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from urllib.parse import unquote

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib import figures, knowledge, people, plan_words
from lib.figures import svg
from lib.model import Exercise, Surface
from lib.ui import figures as shown
from tests.visits import KNOWN, PEOPLE, at, fine, opened, press_key

MOST_ON_A_PAGE = 300_000
ON_THE_FLOOR, IN_THE_CHAIR = "no_ball_steady_four", "no_floor"

SOURCE = re.compile(r'<source media="\(prefers-reduced-motion: reduce\)" srcset="([^"]*)"')
IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')


@cache
def lived(id: str) -> people.Lived:
    return people.live(PEOPLE[id], KNOWN)


def person(id: str) -> tuple[date, dict[str, bytes]]:
    """An example person's day and journal, as if it were one's own."""
    return PEOPLE[id].as_of, dict(people.as_store(lived(id), KNOWN).files.files)


@pytest.fixture
def visit(monkeypatch) -> Callable[..., AppTest]:
    """Opens a page with an example person's journal, on that person's day."""

    def open_page(page: str, id: str = ON_THE_FLOOR) -> AppTest:
        day, files = person(id)
        monkeypatch.setenv("EVEN_KEEL_TODAY", day.isoformat())
        return opened(page, files)

    return open_page


def pictures(test: AppTest) -> list[str]:
    """The markup of every figure on the page."""
    return [element.value for element in test.markdown if "ek-figure" in element.value]


def described(test: AppTest) -> dict[str, str]:
    """Each image's address to its text alternative."""
    return {src: html.unescape(alt) for each in pictures(test) for src, alt in IMAGE.findall(each)}


def moves(test: AppTest) -> bool:
    return any("<animate" in unquote(each) for each in pictures(test))


@cache
def still(id: str) -> str:
    """The address of an exercise's thumbnail on a light page."""
    return shown.as_image(svg.thumbnail(figures.draw(id, KNOWN), dark=False)).address


# --- as an address ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [svg.animated, svg.panels, svg.thumbnail])
def test_an_address_holds_the_whole_drawing_and_nothing_that_ends_it(kind) -> None:
    drawing = kind(figures.draw("pelvic_tilt", KNOWN), False)
    address = shown.as_image(drawing).address

    assert unquote(address) == "data:image/svg+xml," + drawing.replace('"', "'")
    scheme, _, rest = address.partition(",")
    assert scheme == "data:image/svg+xml"
    assert re.fullmatch(r"[A-Za-z0-9_.~=;/%-]+", rest)


def test_an_address_compresses_about_as_well_as_the_drawing() -> None:
    drawing = svg.animated(figures.draw("bird_dog", KNOWN), False)
    address = shown.as_image(drawing).address

    assert compressed(address) < 1.3 * compressed(drawing)


def test_its_size_is_the_drawings_own() -> None:
    image = shown.as_image(svg.thumbnail(figures.draw("pelvic_tilt", KNOWN), False))

    assert image.width / image.height == pytest.approx(svg.ASPECT, rel=0.01)
    assert image.size == f'width="{image.width}" height="{image.height}"'


def _one_of_each():  # AppTest runs its source alone
    from lib import knowledge
    from lib.ui import figures

    known = knowledge.load()
    figures.thumbnail("pelvic_tilt", known)
    figures.moving("pelvic_tilt", known)
    figures.detail("pelvic_tilt", known)


def test_whatever_the_words_are_they_stay_words(monkeypatch) -> None:
    nasty = "Movement: \"<b>\" & '`x`' :red[y] $z$ > ."
    says = figures.Words('Start: ">', nasty, "End: <img>.", "Works: <i>.", "")
    monkeypatch.setattr(shown, "words_of", lambda seen: says)
    st.cache_resource.clear()
    try:
        test = fine(AppTest.from_function(_one_of_each, default_timeout=60).run())
    finally:
        st.cache_resource.clear()

    alternatives = list(described(test).values())
    assert nasty in alternatives
    assert str(says) in alternatives
    for markup in pictures(test):
        assert "<b>" not in markup
        assert "<i>" not in markup
        assert "<img>" not in markup


# --- beside every name ---------------------------------------------------------------------------------


def test_every_exercise_of_the_library_has_its_still_with_words(visit) -> None:
    seen = described(visit("exercises"))

    assert len(KNOWN.exercises) == 44
    for id in KNOWN.exercises:
        assert seen[still(id)]


@pytest.mark.parametrize("page", ["plan", "today", "log_session"])
@pytest.mark.parametrize("id", [ON_THE_FLOOR, IN_THE_CHAIR, "acute_irritable", "thin_bones"])
def test_every_line_of_the_plan_has_its_still_with_words_or_says_that_there_is_none(
    visit, page, id
) -> None:
    plan = lived(id).decision.plan
    assert plan is not None
    test = visit(page, id)
    seen = described(test)
    drawn = [line.exercise_id for line in plan.lines if plan_words.figure_of_line(line, KNOWN)]
    without = [line for line in plan.lines if not plan_words.figure_of_line(line, KNOWN)]

    for exercise_id in drawn:
        assert seen[still(exercise_id)]
    assert sum("No drawing" in markup for markup in pictures(test)) == len(without)
    for line in without:
        assert plan_words.name(line, KNOWN) in named(test)
        assert still(line.exercise_id) not in seen


def named(test: AppTest) -> str:
    names = [element.value for element in [*test.markdown, *test.subheader]]
    return "\n".join([*names, *(group.label for group in test.get("button_group"))])


def test_an_exercise_done_in_another_position_is_not_drawn_in_the_usual_one() -> None:
    def on(exercise: Exercise, id: str) -> Surface:
        return next(surface for surface in exercise.surfaces if surface.id == id)

    tilt = KNOWN.exercises["pelvic_tilt"]
    assert plan_words.done_on(None, tilt) == "pelvic_tilt"
    assert plan_words.done_on(on(tilt, "bed"), tilt) == "pelvic_tilt"
    assert plan_words.done_on(on(tilt, "chair"), tilt) is None
    assert plan_words.done_on(on(tilt, "wall"), tilt) is None


def test_one_exercise_in_full_moves_and_shows_start_and_end_in_pictures_and_words(visit) -> None:
    test = press_key(visit("exercises"), "open_bird_dog")
    drawn = figures.draw("bird_dog", KNOWN)
    says = figures.figure_of(drawn, dark=False).words
    (large,) = [markup for markup in pictures(test) if "ek-detail" in markup]

    assert described(test)[shown.as_image(svg.animated(drawn, False)).address] == str(says)
    assert described(test)[shown.as_image(svg.panels(drawn, False)).address]
    for part in (says.start, says.movement, says.end, says.regions.rstrip(".")):
        assert html.escape(part) in large
    assert shown.as_image(figures.legend_swatch("works", False)).address in large


def test_todays_exercises_open_on_top_of_the_page(visit) -> None:
    test = visit("today")
    assert not moves(test)

    press_key(test, "how_hip_hinge")

    assert moves(test)
    assert KNOWN.exercises["hip_hinge"].steps[0] in named(test)


# --- what they weigh, how often they are drawn ------------------------------------------------------------


def compressed(text: str) -> int:
    """Bytes on the line: the server deflates each message with a window of 4 kB."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -12, 5)
    return len(deflate.compress(text.encode()) + deflate.flush())


def weight(test: AppTest) -> int:
    """Bytes of all figures on a page."""
    return sum(compressed(markup) for markup in pictures(test))


@pytest.mark.parametrize("page", ["exercises", "plan", "today", "log_session"])
def test_the_figures_of_a_page_stay_within_their_weight(visit, page) -> None:
    assert 5_000 < weight(visit(page)) < MOST_ON_A_PAGE


def test_so_do_those_of_the_heaviest_plan_that_could_be_made() -> None:
    each = {id: _compressed(id) for id in KNOWN.exercises}
    for content in KNOWN.phases.values():
        heaviest = 0
        left = dict(each)
        for slot in content.slots:
            taken = max(left.keys() & set(slot.candidates), key=left.__getitem__)
            heaviest += left.pop(taken)
        assert heaviest < MOST_ON_A_PAGE


def _compressed(id: str) -> int:
    """Bytes of everything a plan shows of one exercise."""
    drawn = figures.draw(id, KNOWN)
    kinds = (svg.animated, svg.panels, svg.thumbnail)
    return sum(compressed(shown.as_image(kind(drawn, False)).address) for kind in kinds)


def test_a_warm_page_draws_nothing(visit, monkeypatch) -> None:
    drawn: list[str] = []
    draw = figures.draw

    def counted(id: str, known: knowledge.Knowledge) -> figures.Picture:
        drawn.append(id)
        return draw(id, known)

    monkeypatch.setattr(figures, "draw", counted)
    st.cache_resource.clear()
    visit("exercises")
    assert sorted(drawn) == sorted(KNOWN.exercises)

    for page in ("exercises", "plan", "today", "log_session"):
        visit(page)
    press_key(visit("exercises"), "open_bird_dog")
    assert len(drawn) == len(KNOWN.exercises)


# --- moving or still ------------------------------------------------------------------------------------


def test_lists_stand_still(visit) -> None:
    assert not moves(visit("exercises"))
    assert not moves(visit("today"))
    assert not moves(visit("log_session"))


def test_who_wants_stills_says_so_once(visit) -> None:
    test = visit("plan")
    assert moves(test)
    assert all(switch.value for switch in test.toggle)

    fine(test.toggle[0].set_value(False).run())
    assert not moves(test)
    assert not any(switch.value for switch in test.toggle)
    assert shown.as_image(svg.panels(figures.draw("hip_hinge", KNOWN), False)).address in described(
        test
    )

    press_key(at(test, "exercises"), "open_bird_dog")
    assert not moves(test)
    fine(test.toggle[0].set_value(True).run())
    assert moves(test)
    assert moves(at(test, "plan"))


def test_whoever_asks_the_system_for_less_motion_gets_start_and_end_once(visit) -> None:
    in_plan = SOURCE.findall("".join(pictures(visit("plan"))))
    in_full = SOURCE.findall("".join(pictures(press_key(visit("exercises"), "open_bird_dog"))))
    panels = svg.panels(figures.draw("hip_hinge", KNOWN), False)

    assert shown.as_image(panels).address in in_plan
    assert in_full == [still("bird_dog")]  # start and end stand beside it already
