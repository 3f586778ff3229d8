"""The summary for an appointment: one page however much was logged, and honest with little."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.dates import full_date
from lib.model import Action, Decision, Reason
from lib.summary import weeks
from lib.summary.content import Decided, Summary, summary
from lib.summary.pdf import pdf, sheet_of
from lib.ui.take_along import gather
from tests import long_logs, on_paper
from tests.given import TICKS
from tests.on_paper import DISCLAIMER, KNOWN, LONG_NAME, NAMES, PAPERS, PEOPLE, WIDE_NAME
from tests.visits import Log, decided, store_of

MANY_LINES = "\n".join(f"question {number}" for number in range(100))
IN_HEBREW = "מה עם 2 הכדורים, בבוקר? " * 20


def page_of(decision: Decision, **more: str) -> Summary:
    made = gather.decided(decision, KNOWN)
    return summary(decision, KNOWN, made, DISCLAIMER, **more)


def sheet(page: Summary, paper: str = "A4", *, large: bool = False):
    made = sheet_of(page, paper, large=large)  # type: ignore[arg-type]
    made.close()
    return made


@cache
def logged(days: int) -> Decision:
    files: dict[str, bytes] = {}
    store = store_of(files)
    return decided(store, long_logs.written(store, days, ask_plan_every_days=90))


def fits(page: Summary, paper: str) -> None:
    made = sheet(page, paper)
    assert made.pages == 1
    assert on_paper.beyond_margins(made) == []
    assert on_paper.on_each_other(made) == []


# --- it fits -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", PEOPLE)
def test_the_log_of_every_example_person_is_one_page(person):
    for number, asked in enumerate((MANY_LINES, IN_HEBREW)):
        page = page_of(on_paper.lived(person), name=LONG_NAME, questions=asked)
        fits(page, PAPERS[number % 2])


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_day_a_month_and_a_year_of_log_are_one_page(days):
    page = page_of(logged(days), name=WIDE_NAME, questions="W" * 600)

    for paper in PAPERS:
        fits(page, paper)


def test_every_readiness_statement_ticked_is_one_page_and_all_of_them_are_on_it():
    ticked = {id: True for id in TICKS if id.startswith("rd_")}
    page = page_of(Log().answers(**ticked).decision(), questions="W" * 600)

    fits(page, "Letter")
    said = " ".join(page.safety.items)
    assert [id for id in ticked if KNOWN.questions[id].asks not in said] == []


def test_large_print_has_nothing_below_16_points():
    made = sheet(page_of(on_paper.lived("desk_worker")), large=True)

    assert min(line.height for line in made.placed) >= 16 * 1.32 * 25.4 / 72 - 0.01
    assert on_paper.beyond_margins(made) == []
    assert on_paper.on_each_other(made) == []


# --- what it says --------------------------------------------------------------------------------


def test_with_an_empty_log_it_says_so_draws_nothing_and_leaves_lines_to_write_on():
    page = page_of(Log().answers().decision())
    text = on_paper.text_by_pdfium(pdf(page, "A4", large=False))

    assert "Too early to say" in text
    assert "No strength test yet." in text
    assert "Nothing has changed the plan yet." in text
    assert "No warning sign was ticked." in text
    assert "Mean pain of each week" not in text
    assert not weeks.is_worth_drawing(page.history)


def test_a_month_of_log_draws_the_weeks_and_says_it_in_words_too():
    page = page_of(logged(30))
    data = pdf(page, "A4", large=False)

    (alt,) = [alt for tag, alt in on_paper.tags(data) if tag == "/Figure"]
    assert alt.startswith(page.history.verdict.says)
    assert "mean pain" in alt
    assert page.history.verdict.says in on_paper.text_by_pdfium(data)
    assert [image for one in on_paper.reader(data).pages for image in one.images] == []


def test_others_find_answers_plan_tests_activities_and_decisions_in_the_text():
    page = page_of(logged(365), name=NAMES["Greek"], questions="May I run?")
    data = pdf(page, "A4", large=False)

    for found in (on_paper.text_by_pypdf(data), on_paper.text_by_pdfium(data)):
        assert NAMES["Greek"] in found
        assert "May I run?" in found
        for section in (page.answers, page.doing, page.plan, page.mornings, page.tests, page.own):
            assert section.title in found
            assert all(says in found for says in (*section.says, *section.items))
        assert page.decided[0].why in found
        assert page.rules_version in found
    assert all(on_paper.fonts(data).values())
    assert on_paper.reader(data).metadata.title == (
        f"Summary for my appointment, {full_date(page.day)}"
    )
    assert on_paper.reader(data).trailer["/Root"]["/Lang"] == "en"


def test_decisions_are_newest_first_with_what_moved_and_days_of_no_change_left_out():
    page = page_of(on_paper.lived("desk_worker"))

    days = [one.day for one in page.decided]
    assert days == sorted(days, reverse=True)
    assert Decided(days[0], "On to Keep", page.decided[0].why) == page.decided[0]
    assert any("level 1 to 2" in one.why for one in page.decided)
    assert not any(one.what == "No change" and not one.why for one in page.decided)


def test_a_statement_a_clinician_has_cleared_is_said_to_be_cleared():
    ticked = Log().answers(
        rd_heart=True, cleared_flags=["rd_heart"], cleared_on=Log().decision().today
    )
    page = page_of(ticked.decision())

    assert any("a clinician found exercise fine" in says for says in page.safety.items)


def test_somebody_without_a_plan_has_a_summary_that_says_so():
    page = page_of(Log().answers(rd_heart=True).decision())

    assert page.plan.says == ("There is no plan for now.",)
    fits(page, "A4")


def test_own_words_behind_a_decision_are_made_safe_for_paper():
    decision = on_paper.lived("desk_worker")
    last = decision.course.decisions[-1]
    said = (("by", "Dr\u202e\x00\tRuiz"), ("reason", ""), ("reason_text", "李\r\x1b[0m"))
    typed = Reason("choice.phase", said)
    made = replace(last, action=Action.STEP_UP, reasons=(typed,), changes=())
    course = replace(decision.course, decisions=(*decision.course.decisions, made))
    page = page_of(replace(decision, course=course))

    assert page.decided[0].why == "Chosen by Dr Ruiz: □ [0m."
    fits(page, "A4")


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=700))
def test_no_question_breaks_the_page(asked):
    page = page_of(Log().answers().decision(), name=asked[:150], questions=asked)
    made = sheet_of(page, "A4", large=False)

    assert made.output().startswith(b"%PDF")
    assert made.pages == 1
    assert on_paper.beyond_margins(made) == []
