"""The handout: every plan fits its page, every script comes out, others can read the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import qr_code
from lib.dates import full_date
from lib.handout.content import LONGEST_NAME, Handout, NoHandout, handout
from lib.handout.pdf import pdf, sheet_of
from lib.model import Decision, Override, Surface
from lib.paper import fonts, writing
from lib.paper.sheet import line_height
from tests import on_paper
from tests.given import IN_EASE, IN_KEEP, IN_STRENGTHEN
from tests.on_paper import DISCLAIMER, KNOWN, LONG_NAME, NAMES, PAPERS, PEOPLE, WIDE_NAME
from tests.visits import TODAY, Log, stopped

LINK = "https://even-keel.example.org/shared_plan#ek1." + "A7bC9d-x" * 14 + "z"
QR = qr_code.matrix(LINK)
WITH_PLAN = [id for id in PEOPLE if id not in ("emergency_sign", "pregnant", "recovered")]
PHASES = ({}, IN_EASE, IN_STRENGTHEN, IN_KEEP)
KITS = ((), ("ball",), ("ball", "band", "weight", "step"))
BODIES = ({}, {"rd_osteo": True, "rd_fall": True}, {"can_get_up_from_floor": "no"})


def page_of(decision: Decision, **more: object) -> Handout:
    page = handout(decision, KNOWN, on_paper.help_lines(), DISCLAIMER, **more)  # type: ignore[arg-type]
    assert isinstance(page, Handout), page
    return page


def sheet(page: Handout, paper: str = "A4", *, large: bool = False):
    made = sheet_of(page, on_paper.figures_of(page), paper, large=large)  # type: ignore[arg-type]
    made.close()
    return made


def file(page: Handout, paper: str = "A4", *, large: bool = False) -> bytes:
    return pdf(page, on_paper.figures_of(page), paper, large=large)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def desk() -> Handout:
    return page_of(on_paper.lived("desk_worker"), name="Anna", qr=QR)


# --- it fits -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", WITH_PLAN)
def test_the_plan_of_every_example_person_is_one_page_and_nothing_runs_off_its_place(person):
    made = sheet(page_of(on_paper.lived(person), name=LONG_NAME, qr=QR), "Letter")

    assert made.pages == 1
    assert on_paper.beyond_margins(made) == []
    assert on_paper.on_each_other(made) == []


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: "+".join(kit) or "no kit")
def test_the_plan_of_every_phase_and_kit_is_one_page_whatever_is_changed_in_it(kit):
    """Each phase with another of the bodies, so that each body meets each kit."""
    for number, phase in enumerate(PHASES):
        body = BODIES[(number + KITS.index(kit)) % len(BODIES)]
        log = Log().answers(kit=list(kit), minutes_per_session=60, **phase, **body)
        made = sheet(page_of(log.decision(), name=WIDE_NAME, qr=QR), "A4")

        assert (made.pages, on_paper.beyond_margins(made)) == (1, [])


@pytest.mark.parametrize("paper", PAPERS)
def test_more_than_six_exercises_take_a_second_page_with_the_two_weeks_on_it(desk, paper):
    others = page_of(on_paper.lived("thin_bones")).items
    made = sheet(replace(desk, items=(*desk.items, *others)[:9]), paper)

    assert made.pages == 2
    assert on_paper.beyond_margins(made) == []
    assert on_paper.on_each_other(made) == []
    pages = {line.text: line.page for line in made.placed}
    assert pages["Two weeks"] == 2
    assert pages["When to stop"] == 1


def test_large_print_has_nothing_below_16_points_and_leaves_nothing_out(desk):
    small, large = sheet(desk), sheet(desk, large=True)

    assert min(line.height for line in large.placed) >= line_height(16)
    assert large.pages > 1
    assert on_paper.beyond_margins(large) == []
    assert on_paper.on_each_other(large) == []
    words = set(on_paper.lines_of(large).split())
    assert set(on_paper.lines_of(small).split()) - words <= {"behind", "with", "Opens"}


# --- what stands there ---------------------------------------------------------------------------


def test_others_find_every_exercise_dose_stop_rule_and_sign_in_the_text(desk):
    data = file(desk)

    for found in (on_paper.text_by_pypdf(data), on_paper.text_by_pdfium(data)):
        for item in desk.items:
            assert item.name in found
            assert item.dose in found
            assert all(cue in found for cue in item.cues)
        assert all(then in found for _, then in desk.stop)
        assert all(sign in found for sign in (*desk.help.now, *desk.help.today))
        assert full_date(desk.day) in found
        assert desk.rules_version in found
        assert "does not diagnose" in found


def test_the_file_says_its_title_and_language_and_holds_its_typefaces(desk):
    data = file(replace(desk, name=NAMES["Hebrew"]))
    read = on_paper.reader(data)

    assert read.metadata.title == f"Your exercise plan, {full_date(desk.day)}"
    assert read.trailer["/Root"]["/Lang"] == "en"
    assert read.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    embedded = on_paper.fonts(data)
    assert all(embedded.values())
    assert {name.partition("+")[2] for name in embedded} == {
        "NotoSans",
        "NotoSansBold",
        "DejaVuSansBook",
    }


def test_the_name_is_in_no_field_about_the_file(desk):
    metadata = on_paper.reader(file(desk)).metadata

    assert "Anna" not in str(dict(metadata))


def test_the_same_plan_gives_the_same_file(desk):
    assert file(desk) == file(desk)
    assert on_paper.reader(file(desk)).metadata.creation_date.date() == desk.day


def test_figures_are_drawn_and_not_pictures_and_each_has_its_words(desk):
    data = file(desk)

    assert [image for page in on_paper.reader(data).pages for image in page.images] == []
    said = [alt for tag, alt in on_paper.tags(data) if tag == "/Figure"]
    for item in desk.items:
        if item.figure is not None:
            assert on_paper.figure(item.figure).says in said


def test_a_screen_reader_meets_the_title_first_and_every_exercise_as_a_heading(desk):
    tags = [tag for tag, _ in on_paper.tags(file(desk))]

    assert tags[0] == "/H1"
    assert tags.count("/H2") == len(desk.items) + len(("stop", "now", "today", "weeks"))


def test_an_exercise_without_a_drawing_says_how_it_goes():
    page = page_of(on_paper.lived("no_floor"))
    (item,) = [item for item in page.items if item.figure is None]

    assert item.steps
    assert item.steps[0] in on_paper.text_by_pdfium(file(page))


def test_what_works_and_what_stretches_is_said_beside_the_figure(desk):
    item = next(item for item in desk.items if item.figure is not None)
    figure = on_paper.figure(item.figure)

    assert figure.regions
    assert figure.regions in on_paper.text_by_pdfium(file(desk))


def test_the_code_on_the_page_is_read_from_paper(desk):
    for large in (False, True):
        (code,) = zxingcpp.read_barcodes(on_paper.picture(file(desk, large=large)))

        assert code.text == LINK


def test_a_plan_of_two_rounds_a_day_has_two_boxes_to_tick_each_day():
    page = page_of(Log().answers(**IN_EASE).decision())

    assert page.rounds > 1
    assert "Tick each round you did." in on_paper.text_by_pdfium(file(page))


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", NAMES)
def test_a_name_comes_out_in_its_script(desk, script):
    data = file(replace(desk, name=NAMES[script]))

    assert NAMES[script] in on_paper.text_by_pdfium(data)


def test_letters_digits_and_brackets_of_a_line_are_put_in_the_order_in_which_they_are_seen():
    assert writing.runs("Dan יוסף (12) Ben") == [
        ("Dan ", False), (")", True), ("12", False), ("יוסף (", True), (" Ben", False),
    ]  # fmt: skip


def test_control_characters_leave_a_name_and_unknown_letters_are_told():
    assert writing.own_words("  Ann\u202e\x00\n\tLee\u200b ", 80) == "Ann Lee"
    assert writing.own_words("李 Bo", 80) == f"{fonts.MISSING} Bo"
    assert writing.cannot_be_written("李 Bo 李\x00") == "李"
    assert writing.own_words("e" + "\u0301\u0323" * 40, 80).count("\u0323") <= 3


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_no_name_breaks_the_page(name):
    made = page_of(on_paper.lived("bending_hurts"), name=name)
    page = replace(made, items=made.items[:1])
    written = sheet_of(page, on_paper.figures_of(page), "A4", large=False)

    assert len(made.name) <= LONGEST_NAME
    assert written.output().startswith(b"%PDF")
    assert written.pages == 1
    assert on_paper.beyond_margins(written) == []


# --- when there is none ----------------------------------------------------------------------------


def none(decision: Decision) -> str:
    page = handout(decision, KNOWN, on_paper.help_lines(), DISCLAIMER)
    assert isinstance(page, NoHandout)
    return page.says


def test_there_is_no_page_without_a_plan_and_a_sentence_says_why():
    assert "needs help now" in none(on_paper.lived("emergency_sign"))
    assert "a clinician has to have a look" in none(Log().answers(rd_heart=True).decision())
    assert "a doctor today" in none(Log().answers(rf_infection=True).decision())
    assert "some answers are missing" in none(Log().answers(60).decision())


def test_there_is_no_page_while_sessions_are_stopped():
    assert "sessions are stopped" in none(stopped().decision())


# --- what somebody chose ----------------------------------------------------------------------------


def test_what_a_therapist_chose_stands_beside_the_exercise_with_the_reason():
    decision = Log().answers(1).decision()
    first = decision.plan.lines[0]
    chosen = Override(
        at=datetime(2026, 11, 25, 9, tzinfo=UTC),
        day=TODAY,
        kind="dose",
        id="o1",
        exercise_id=first.exercise_id,
        by="Dr\u202e \x00Ruiz",
        reason_text="knee\nswollen",
    )
    plan = replace(
        decision.plan, lines=(replace(first, chosen=(chosen,)), *decision.plan.lines[1:])
    )
    page = page_of(replace(decision, plan=plan))

    assert page.items[0].chosen == ("Chosen by Dr Ruiz: knee swollen",)
    assert page.items[0].chosen[0] in on_paper.text_by_pdfium(file(page))


def test_what_was_left_out_by_choice_is_said_with_who_and_why():
    log = Log().answers(1)
    first = log.decision().plan.lines[0].exercise_id
    choice = {
        "override_id": "o1",
        "override_at": datetime(2026, 11, 25, 9, tzinfo=UTC),
        "override_date": TODAY,
        "kind": "remove",
        "exercise_id": first,
        "chosen_by": "therapist",
        "reason_text": "knee swollen",
    }
    log.store.append("overrides", [choice])
    page = page_of(log.decision())

    name = KNOWN.exercises[first].name
    assert name not in [item.name for item in page.items]
    assert page.notes[-1] == f"{name} left out. Chosen by your therapist: knee swollen"


def test_a_line_of_the_plan_done_elsewhere_is_called_as_it_is_there():
    surfaces = {
        line.surface.name
        for line in on_paper.lived("no_floor").plan.lines
        if isinstance(line.surface, Surface)
    }

    assert surfaces
    assert surfaces <= {item.name for item in page_of(on_paper.lived("no_floor")).items}
