"""Simulated people: stepping is replaying, the same seed is the same year, and the laws are kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from lib import decide
from lib.course.judge import Judge
from lib.model import Action, LevelChange, Phase, Reason
from lib.simulation import DOCUMENT, KINDS, fingerprint, live, report
from lib.simulation.laws import LAWS, broken, decisions
from lib.simulation.lives import Year
from tests.given import START, as_of, shipped
from tests.given import live as course_of
from tests.test_course import logs

JUDGE = Judge(shipped())
A_SEASON = 90
FEW = 3
"""Of each kind; the documented run has hundreds."""


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_a_visit_sees_is_what_a_replay_of_the_journal_so_far_gives(kind):
    seen = []
    live(kind, 1, shipped(), JUDGE, A_SEASON, lambda *visit: seen.append(visit))

    for decision, rows, progress in [*seen[::9], *seen[-1:]]:
        assert decide.decide_from(rows, progress, (), shipped()) == decision


def test_the_same_seed_gives_the_same_year_whoever_was_judged_before():
    kind = KINDS["flaring"]

    first, again = (live(kind, 5, shipped(), judge, A_SEASON) for judge in (JUDGE, None))

    assert first.course == again.course
    assert first.progress == again.progress
    assert first.course != live(kind, 6, shipped(), JUDGE, A_SEASON).course


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_no_law_is_broken(kind):
    for seed in range(1000, 1000 + FEW):
        assert broken(live(kind, seed, shipped(), JUDGE), shipped()) == {}


MOVING_UP = {"up_and_down", "twice", "no_data", "bad_week", "unsettled", "stop_loses"}


@settings(max_examples=60, deadline=None)
@given(logs(40))
def test_no_log_at_all_breaks_a_law_about_moving_up(log):
    """Never twice for one session day, never because data are missing, never on a bad week."""
    length, days, weekly, history = log
    lived = course_of(length, days, weekly, history=history)
    progress = as_of(length, days, weekly)
    year = Year(KINDS["persistent"], 0, START, [], progress, lived, history)

    assert not MOVING_UP & set(broken(year, shipped()))


# --- the laws see what they are for ------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_year():
    return live(KINDS["persistent"], 0, shipped(), JUDGE)


def with_decisions(year, made):
    return replace(year, course=replace(year.course, decisions=tuple(made)))


def changed(year, number, **changes):
    """The year with one decision changed."""
    made = list(decisions(year))
    made[number] = replace(made[number], **changes)
    return with_decisions(year, made)


def step(id="glute_bridge", rule="progress.exercise_step_up", up=True):
    return LevelChange(id, 1, id, 2 if up else 1, Reason(rule))


def first_step_up(year):
    return next(n for n, made in enumerate(decisions(year)) if made.action is Action.STEP_UP)


def test_each_law_is_broken_by_a_year_that_breaks_it(a_year):
    known = shipped()
    made = decisions(a_year)
    up = first_step_up(a_year)
    flare = Reason("progress.stop_weekly_flare", (("weekly_flare", True),))
    back_and_up = [
        replace(
            made[0],
            day=a_year.start + timedelta(days=9 * number),
            phase=Phase(1 - number % 2),
            phase_before=Phase(number % 2),
        )
        for number in range(8)
    ]
    visit = a_year.visits[40]
    in_ease = replace(
        visit, phase=Phase.EASE, entered_on=visit.day - timedelta(days=21), notes=frozenset()
    )
    silent = replace(
        visit,
        phase=Phase.REBUILD,
        stopped=False,
        notes=frozenset(),
        missing=frozenset(),
        held=False,
    )
    breaks = {
        "up_and_down": changed(a_year, up, changes=(step(), step("cat_cow", "progress.x", False))),
        "twice": with_decisions(
            a_year, [replace(made[up], changes=(step(), step("never_done"))), *made[up + 1 :]]
        ),
        "no_data": with_every_morning(a_year, None),
        "bad_week": changed(a_year, up, reasons=(flare,)),
        "unsettled": with_every_morning(a_year, 10),
        "stopped": replace(a_year, visits=[replace(visit, stopped=True, may_start=True)]),
        "stop_loses": changed(a_year, up, reasons=(flare,)),
        "ease_untold": replace(a_year, visits=[in_ease]),
        "no_change_untold": replace(
            a_year,
            visits=[replace(v, notes=frozenset()) for v in a_year.visits],
            progress=with_means(a_year, 9),
        ),
        "stuck": replace(a_year, visits=[silent, replace(silent, day=a_year.visits[41].day)]),
        "oscillates": with_decisions(a_year, back_and_up),
        "not_offered": replace(a_year, visits=[replace(visit, not_offered=frozenset({"a line"}))]),
    }

    assert broken(a_year, known) == {}
    assert set(breaks) == set(LAWS)
    for law, year in breaks.items():
        assert law in broken(year, known), law


def with_every_morning(year, pain):
    days = [replace(day, morning_0_10=pain) for day in year.progress.session_days]
    return replace(year, progress=replace(year.progress, session_days=tuple(days)))


def with_means(year, mean):
    rows = tuple(replace(row, mean_0_10=mean) for row in year.progress.weekly)
    return replace(year.progress, weekly=rows)


# --- the document ----------------------------------------------------------------------------------------


def test_the_report_has_every_kind_and_every_law():
    text = report(shipped(), count=1)

    assert all(kind.says in text for kind in KINDS.values())
    assert all(law.says in text for law in LAWS.values())


def test_the_document_was_made_by_this_code_under_rules_that_still_decide_the_same():
    """Else: python -m lib simulate people --write"""
    assert f"`{fingerprint(shipped())}`" in DOCUMENT.read_text(encoding="utf-8")
