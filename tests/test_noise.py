import re
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from lib import knowledge, noise, usual
from lib.__main__ import main
from lib.model import Morning, Progress
from lib.noise import counts, rules, series
from lib.noise.agreement import agreement

KNOWN = knowledge.load(knowledge.DATA)
KINDS = {kind.id: kind for kind in (*series.STABLE, *series.UNSTEADY, *series.CHANGING)}
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
AGAIN = f"run `python -m lib simulate noise --write` and read docs/{noise.DOCUMENT.name}"


def count(id, people=300, rule=rules.own):
    return counts.count({"it": rule}, KINDS[id], people, 7, KNOWN.limit)["it"]


# --- it is the app's rule ------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["carry_05", "gaps", "step", "drift"])
def test_what_is_counted_is_what_the_app_says_on_the_monday_after(id):
    """A hundred diaries each, looked at on five Mondays: the verdict of the whole way through."""
    random = Random(id)
    for diary in series.diaries(KINDS[id], 100, 7):
        weeks = usual.pain_weeks(diary, series.END, KNOWN.limit)
        counted = rules.own(diary, weeks, KNOWN.limit)
        for week in random.sample(range(1, series.WEEKS + 1), 5):
            today = series.START + timedelta(weeks=week)
            mornings = tuple(Morning(NOON, day, pain) for day, pain in diary if day < today)
            app = usual.pain_history(Progress(today, (), (), mornings), KNOWN.limit).verdict

            told = [side for day, side in counted if day <= 7 * week]

            assert (told or [None])[-1] == rules.SIDE_OF.get(app.kind)
            assert app.basis == usual.DAYS


def test_a_long_silence_ends_what_was_said():
    (diary,) = series.diaries(KINDS["step"], 1, 7)
    until = series.START + timedelta(weeks=20)
    short = [one for one in diary if one[0] < until]
    weeks = usual.pain_weeks(short, series.END, KNOWN.limit)

    assert rules.own(short, weeks, KNOWN.limit)[-1] == (24 * 7, None)


# --- the made-up people --------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_diaries_and_another_seed_others():
    one, again, other = (list(series.diaries(KINDS["carry_05"], 3, seed)) for seed in (1, 1, 2))

    assert one == again
    assert one != other


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_diaries_are_whole_numbers_on_the_scale_with_the_share_of_days_missing(kind):
    diaries = list(series.diaries(kind, 50, 1))
    answered = sum(len(diary) for diary in diaries) / (50 * series.LENGTH)

    assert {pain for diary in diaries for _, pain in diary} <= set(range(11))
    assert answered == pytest.approx(1 - kind.missing, abs=0.02)


@pytest.mark.parametrize(
    ("id", "points"), [("step", -2), ("step_up", 2), ("large", -3), ("carry_05", 0)]
)
def test_the_change_is_as_large_as_it_says_and_begins_in_week_9(id, points):
    change = series.START + timedelta(days=series.CHANGE_DAY)
    days = [one for diary in series.diaries(KINDS[id], 300, 1) for one in diary]
    before, after = (
        [pain for day, pain in days if (day >= change) is later] for later in (False, True)
    )

    assert sum(after) / len(after) - sum(before) / len(before) == pytest.approx(points, abs=0.2)


# --- what comes out ---------------------------------------------------------------------------


def test_verdicts_are_counted_when_they_begin_or_stand_in_the_year_after_week_8():
    first, last = series.CHANGE_DAY, series.CHANGE_DAY + 7
    told = [
        [(first - 14, 1), (first - 7, -1), (first, 0), (last, 0)],  # over before
        [(first, 1), (last, 0)],  # stands as the year begins
        [(last, -1), (last + 7, -1), (last + 14, 0), (last + 21, -1)],  # begins twice
        [(last, 1), (last + 7, -1), (last + 14, None)],  # one of each
        [(last + 7, -1)],
    ]

    seen = counts.counted(told, -1)

    assert (seen.a_year, seen.share) == (6 / 5, 4 / 5)
    assert (seen.weeks, seen.soon, seen.wrong) == (2, 3 / 5, 2 / 5)
    assert seen.held == 2 / 3


@pytest.mark.parametrize(
    ("id", "low", "high"),
    [("carry_03", 0, 0.2), ("carry_05", 0.1, 0.6), ("cycle", 0, 0.2), ("gaps", 0.05, 0.5)],
)
def test_few_verdicts_a_year_on_people_whose_pain_does_not_change(id, low, high):
    assert low <= count(id).a_year <= high


@pytest.mark.parametrize(
    ("id", "weeks", "soon"),
    [("step", 4, 0.75), ("step_up", 4, 0.7), ("large", 3, 0.95), ("drift", 11, 0.3)],
)
def test_a_change_that_lasts_is_found_and_hardly_ever_the_wrong_way_round(id, weeks, soon):
    seen = count(id)

    assert seen.weeks <= weeks
    assert seen.soon >= soon
    assert seen.wrong <= 0.03


def test_the_control_chart_never_says_the_opposite_of_a_large_change():
    seen = agreement(KINDS["large"], 300, 7, KNOWN.limit)

    assert seen.told > 0.95
    assert seen.same > 0.85
    assert seen.opposite == 0


# --- the document -------------------------------------------------------------------------------


def test_the_document_was_made_with_this_code_and_these_thresholds():
    text = noise.DOCUMENT.read_text(encoding="utf-8")

    assert noise.fingerprint(KNOWN.limit) in text, AGAIN


def test_the_fingerprint_follows_each_threshold_the_figures_rest_on():
    read = set()

    def limit(id):
        read.add(id)
        return KNOWN.limit(id)

    noise.report(limit, people=2, seed=1)
    as_it_is = noise.fingerprint(KNOWN.limit)
    moved = [
        noise.fingerprint(lambda asked, id=id: KNOWN.limit(asked) + (asked == id)) for id in read
    ]

    assert len({as_it_is, *moved}) == 1 + len(read)


def test_the_command_prints_the_document_and_says_how_it_was_made(capsys):
    assert main(["simulate", "noise", "--people", "3", "--seed", "5"]) == 0

    printed = capsys.readouterr()
    assert "3 people of each kind, seed 5" in printed.out
    assert noise.fingerprint(KNOWN.limit) in printed.out
    assert "slow wander" in printed.err


def without_figures(text):
    """The words, and the heads and first columns of tables: what does not depend on chance."""
    lines = []
    for line in text.splitlines():
        is_row = line.startswith("|") and re.search(r"\d+ %", line) is not None
        first = line.split("|")[1] if is_row else line
        lines.append(re.sub(r"(never|over 52|[\d.,]+) ?\(?%?", "#", first))
    return lines


def test_the_words_of_the_document_are_those_the_command_writes():
    few = noise.report(KNOWN.limit, people=2, seed=1)
    written = noise.DOCUMENT.read_text(encoding="utf-8")

    for text in (few, written):
        assert len(re.findall(r"^\| ---", text, re.MULTILINE)) == 6
    assert [line for line in without_figures(few) if "Fingerprint" not in line] == [
        line for line in without_figures(written) if "Fingerprint" not in line
    ]
