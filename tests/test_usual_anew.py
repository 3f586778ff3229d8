"""The usual range of pain begun anew on request: told, honoured, taken back, and never the plan's."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lib import past, usual
from lib.usual.anew import ASKED
from lib.usual.ranges import FIRST_WEEKS
from tests.test_usual import FIVE, LIMIT, MONDAY, journal
from tests.visits import TODAY, Log, ago, moment, opened, press, press_key, said

TWO = [n - 3 for n in FIVE]


def history(days, *anew, **more):
    return usual.pain_history(journal(days, **more), LIMIT, (), anew)


def weeks_on(count):
    return MONDAY + timedelta(weeks=count)


def test_the_weeks_from_that_monday_on_make_a_range_of_their_own():
    found = history(FIVE * 6 + TWO * 6, weeks_on(6))

    before, now = found.ranges
    assert (before.reason, now.reason) == (FIRST_WEEKS, ASKED)
    assert (before.last, now.first) == (weeks_on(6) - timedelta(days=1), weeks_on(6))
    assert (before.centre, now.centre) == (5, 2)
    assert found.verdict.kind == usual.NO_CLEAR_CHANGE
    assert found.verdict.details[-1].endswith("began anew on 13 April, as you asked.")
    assert history(FIVE * 6 + TWO * 6).verdict.kind == usual.BETTER


def test_until_there_are_enough_weeks_it_is_too_early_to_say():
    asked_for = history(FIVE * 6, weeks_on(6))
    begun = history(FIVE * 6 + TWO, weeks_on(6))

    assert asked_for.verdict.says == (
        "Too early to say: your usual range will be made of your next weeks."
    )
    assert begun.verdict.says == "Too early to say: 1 of 4 weeks for your usual range."
    assert len(asked_for.ranges) == len(begun.ranges) == 1


PAINS = st.lists(st.one_of(st.none(), st.integers(0, 10)), max_size=120)


@settings(max_examples=60, deadline=None)
@given(PAINS, st.integers(-3, 20))
def test_what_was_before_and_what_comes_after_know_nothing_of_each_other(days, place):
    """The verdict is that of the later days alone, but for the sentence that says it began anew."""
    cut = max(0, 7 * place)
    together = history(days, weeks_on(place))
    alone = history([*([None] * len(days[:cut])), *days[cut:]])

    assert together.weeks[-1:] == alone.weeks[-1:] or not any(days[cut:])
    if any(pain is not None for pain in days[cut:]):
        assert together.verdict.kind == alone.verdict.kind
        assert together.verdict.usual is None or (
            together.verdict.usual.centre == alone.verdict.usual.centre
        )


def test_it_begins_with_the_monday_of_that_day_or_the_next():
    assert past.usual_begins(date(2026, 11, 23)) == date(2026, 11, 23)
    assert past.usual_begins(date(2026, 11, 24)) == date(2026, 11, 30)
    assert past.usual_begins(date(2026, 11, 29)) == date(2026, 11, 30)


# --- on the page ---------------------------------------------------------------------------------


def log_of_two_months():
    log = Log().answers(63)
    rows = [
        {
            "checkin_id": f"m{back}",
            "checkin_at": moment(ago(back), 7),
            "checkin_date": ago(back),
            "kind": "next_morning",
            "pain_now_0_10": FIVE[back % 7],
        }
        for back in range(60, 0, -1)
    ]
    log.store.append("checkins", rows)
    return log


def test_it_is_begun_with_a_press_changes_no_plan_and_is_taken_back(monkeypatch, tmp_path):
    monkeypatch.setenv("EVEN_KEEL_JOURNAL", str(tmp_path))
    monkeypatch.setenv("EVEN_KEEL_TODAY", TODAY.isoformat())
    log = log_of_two_months()
    page = opened("progress", log.files)
    before = said(page)
    page.session_state["why_usual_anew"] = True
    page.run()
    plan = log.decision().plan

    press(page, "Begin anew from 30 November")

    assert "Your usual range begins anew on 30 November 2026." in said(page)
    assert "Too early to say: your usual range will be made of your next weeks." in said(page)
    (row,) = log.rows("overrides")
    assert (row["kind"], row["override_id"]) == ("usual", "usual-2026-11-30-0")
    assert log.decision().plan == plan
    assert log.decision().choices == ()

    page.session_state["why_usual_anew"] = True
    page.run()
    press_key(page, "usual_anew_back_usual-2026-11-30-0")

    assert "Taken back." in said(page)
    assert log.decision().usual_anew == ()
    headline = next(line for line in before.splitlines() if "your usual range of" in line)
    assert headline in said(page)
