"""Answers as a link and back: every example, a thousand drawn people, and whatever is no link."""

import base64
import hashlib
import math
import random
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from types import MappingProxyType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib import decide, intake, journal, knowledge, people, qr_code, share_link
from lib.decide import AnswersRow
from lib.model import InputError, journal_tables
from lib.share_link import layout
from tests.given import NO_FLAGS

KNOWN = knowledge.load()
PEOPLE = people.load(people.FOLDER, KNOWN)
DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 17, 4, 5, tzinfo=timezone(timedelta(hours=1)))
ROW = AnswersRow(AT, DAY, NO_FLAGS)
ADDRESS = "https://plans.example.org"

MADE_IN_2026 = "ek1.AAAAAA7myyxEP2Z4ais6uR1JIy7PhVihbP4HenYKidUkD01Lz"
"""A link as it stands on somebody's paper: it has to be read for ever."""


def read(link):
    return share_link.unpack(link, KNOWN).row


def refused(link):
    with pytest.raises(InputError) as error:
        read(link)
    return str(error.value)


def with_bytes(data, version=1):
    """A link with these bytes and a checksum that fits."""
    data += zlib.crc32(b"Even Keel %d." % version + data).to_bytes(4, "big")
    return f"ek{version}.{base64.urlsafe_b64encode(data).decode().rstrip('=')}z"


# --- there and back -------------------------------------------------------------------------


def answers_of(question, dice):
    """Any answer that the questionnaire allows to this question."""
    match question.kind:
        case "whole" | "scale":
            return dice.randint(question.at_least, question.at_most)
        case "tick" | "yes_no":
            return dice.random() < 0.5
        case "choice":
            return dice.choice(question.choices).id
        case "several":
            return tuple(choice.id for choice in question.choices if dice.random() < 0.5)
        case "ids":
            flags = sorted({flag for rule in KNOWN.rules.values() for flag in rule.flags})
            return tuple(flag for flag in flags if dice.random() < 0.2)
        case "date":
            return DAY - timedelta(days=dice.randint(0, 20_000))


@st.composite
def people_drawn(draw):
    """A person's answers: each of them any that is allowed, or none; the own words as odd as can be.

    The answers come from one seed: drawn one by one they would take ten times as long.
    """
    dice = random.Random(draw(st.integers(0, 2**64)))
    answered = draw(st.sampled_from([0, 0.3, 0.9, 1]))
    raw = {
        id: answers_of(question, dice)
        for id, question in KNOWN.questions.items()
        if question.kind != "text" and dice.random() <= answered
    }
    texts = [id for id, question in KNOWN.questions.items() if question.kind == "text"]
    return raw | {id: draw(st.text(max_size=40)) for id in texts if dice.random() <= answered}


@settings(max_examples=1000)
@given(people_drawn())
def test_a_thousand_people_come_out_of_their_links_as_they_went_in(raw):
    row = AnswersRow(AT, DAY, raw)

    assert read(share_link.pack(row)) == row


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_every_example_gives_the_same_plan_through_its_link(person):
    for row in person.check_ins:
        address = share_link.address(ADDRESS, row)
        back = read(address.removeprefix(f"{ADDRESS}/shared_plan#"))

        assert (back.answered_at, back.day) == (row.answered_at, row.day)
        assert plan_of(back) == plan_of(row)
        assert len(address) == 91


def plan_of(row):
    tables = journal_tables(KNOWN.question_kinds)
    frames = {name: people._frame(table, []) for name, table in tables.items()}
    return decide.decide([row], frames, (), KNOWN, row.day)


@pytest.mark.parametrize("hours", [-12, -5, -3.5, 0, 5.75, 14])
@pytest.mark.parametrize("at", [time(0), time(12), time(23, 59, 59)])
def test_the_moment_keeps_its_second_and_its_day_as_a_journal_reads_them(hours, at):
    moment = datetime.combine(DAY, at, timezone(timedelta(hours=hours)))
    store = journal.MemoryStore({}, KNOWN.question_kinds)
    store.append("answers", [{"answered_at": moment, "answers_date": DAY, **NO_FLAGS}])
    (row,) = decide.answers_rows(journal.rows(store.read().frames["answers"]), KNOWN)

    back = read(share_link.pack(row))

    assert (back.answered_at, back.day) == (moment, DAY)


def test_that_the_plan_has_moved_on_comes_through():
    for moved_on in (True, False):
        link = share_link.pack(ROW, moved_on=moved_on)

        assert share_link.unpack(link, KNOWN).moved_on is moved_on


def test_an_emergency_sign_comes_through_and_gives_no_plan():
    stops = [
        flag
        for rule in KNOWN.rules_for("screen.")
        if rule.then.get("urgency") in ("EMERGENCY", "SAME_DAY")
        for flag in rule.flags
        if flag in KNOWN.questions
    ]
    assert len(stops) > 10
    for flag in stops:
        found = plan_of(read(share_link.pack(AnswersRow(AT, DAY, {**NO_FLAGS, flag: True}))))

        assert found.clearance.hides_exercises
        assert found.plan is None


# --- what is no link --------------------------------------------------------------------------


@given(st.text(max_size=80) | st.from_regex(r"ek[0-9]{1,5}\.[A-Za-z0-9_-]{0,80}z?", fullmatch=True))
@example("")
@example("#")
@example("ek1.")
@example("ek1.z")
@example("ek1.zz")
@example("ek0.AAAAz")
@example("ek١.AAAAAAAAz")
@example("ek1.AAAA AAAAz")
def test_whatever_stands_after_the_sign_is_refused_in_words(text):
    assert refused(text) in {share_link.NOT_OURS, share_link.DAMAGED, share_link.NEWER}


@given(st.binary(max_size=80))
def test_bytes_that_only_pretend_are_refused_or_are_answers(data):
    try:
        row = read(with_bytes(data))
    except InputError:
        return
    assert intake.clean_answers(row.raw, KNOWN, row.day)


def test_a_link_with_one_letter_changed_or_cut_off_is_damaged():
    link = share_link.pack(ROW)
    for place in range(4, len(link)):
        other = "A" if link[place] != "A" else "B"

        assert refused(link[:place]) in (share_link.DAMAGED, share_link.NOT_OURS)
        assert refused(link[:place] + other + link[place + 1 :]) == share_link.DAMAGED
        assert refused(link[:place] + link[place + 1 :]) == share_link.DAMAGED


def test_another_apps_link_is_not_ours():
    for text in ("", "top", "eyJhbGciOiJIUzI1NiJ9.e30.x", "ekx.AAAAz", "section-1"):
        assert refused(text) == share_link.NOT_OURS


def test_a_link_of_a_later_version_says_so():
    assert refused(share_link.pack(ROW).replace("ek1", "ek2")) == share_link.NEWER


def test_a_link_that_is_too_long_is_not_even_looked_at():
    assert refused("ek1." + "A" * 1_000_000 + "z") == share_link.TOO_LONG


def test_a_number_beyond_all_answers_is_damaged():
    places = layout.read(1)
    size, beyond = share_link._size(places), math.prod(share_link._counts(places))

    assert refused(with_bytes(b"\xff" * size)) == share_link.DAMAGED
    assert refused(with_bytes(beyond.to_bytes(size, "big"))) == share_link.DAMAGED
    assert refused(with_bytes(bytes(size) + b"more")) == share_link.DAMAGED
    assert read(with_bytes(bytes(size))).raw == {}


def without(id):
    kept = {key: question for key, question in KNOWN.questions.items() if key != id}
    return replace(KNOWN, questions=MappingProxyType(kept))


def test_an_answer_to_a_question_that_is_gone_is_refused_and_an_unanswered_one_is_not():
    link = share_link.pack(AnswersRow(AT, DAY, {**NO_FLAGS, "height_cm": 180, "kit": ["ball"]}))

    with pytest.raises(InputError) as error:
        share_link.unpack(link, without("height_cm"))
    assert str(error.value) == share_link.NO_LONGER
    assert share_link.unpack(link, without("sex")).row.raw["height_cm"] == 180


def test_an_answer_that_is_gone_is_refused():
    question = KNOWN.questions["pain_trend"]
    fewer = replace(question, choices=question.choices[:1])
    known = replace(KNOWN, questions=MappingProxyType({**KNOWN.questions, "pain_trend": fewer}))

    with pytest.raises(InputError) as error:
        share_link.unpack(share_link.pack(ROW), known)
    assert str(error.value) == share_link.NO_LONGER


# --- what cannot become a link ------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"age_years": 121},
        {"age_years": True},
        {"pain_now_0_10": 2.5},
        {"rf_night": "yes"},
        {"kit": ["sword"]},
        {"kit": "ball"},
        {"pain_trend": "odd"},
        {"cleared_on": "soon"},
        {"activity_1": "a" * 4_000},
        {"activity_1": "\ud800"},
        {"activity_1": 3},
        {"colour": "red"},
    ],
    ids=str,
)
def test_an_answer_that_is_none_makes_no_link(wrong):
    with pytest.raises(InputError):
        share_link.pack(AnswersRow(AT, DAY, {**NO_FLAGS, **wrong}))


def test_a_check_in_of_another_century_makes_no_link():
    with pytest.raises(InputError):
        share_link.pack(AnswersRow(datetime(1999, 1, 1, tzinfo=UTC), date(1999, 1, 1), NO_FLAGS))


def test_three_activities_as_long_as_the_form_allows_fit():
    long = {f"activity_{number}": "🏊" * 200 for number in (1, 2, 3)}

    row = AnswersRow(AT, DAY, {**NO_FLAGS, **long})

    assert read(share_link.pack(row)).raw == as_read(row.raw)


def as_read(raw):
    return {id: tuple(value) if isinstance(value, list) else value for id, value in raw.items()}


# --- the layout -----------------------------------------------------------------------------------


def test_the_newest_layout_holds_every_question_with_every_answer():
    """When this fails, links need a new layout: write `layout.as_text(layout.of(known))` into the
    next `layout_N.txt`, raise `layout.NEWEST`, and leave the older files as they are."""
    assert layout.read(layout.NEWEST) == layout.of(KNOWN)


def test_no_layout_that_links_were_made_with_was_changed():
    digests = {
        1: "c0e5ed0e278b",
    }
    for version in range(layout.OLDEST, layout.NEWEST + 1):
        text = layout.as_text(layout.read(version))

        assert hashlib.sha256(text.encode()).hexdigest()[:12] == digests[version]


def test_a_link_on_old_paper_is_still_read():
    assert read(MADE_IN_2026) == AnswersRow(AT, DAY, as_read(NO_FLAGS))


# --- the address ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://localhost:8501/take_along", "http://localhost:8501"),
        ("http://localhost:8501/", "http://localhost:8501"),
        ("http://localhost:8501", "http://localhost:8501"),
        ("https://clinic.example/keel/take_along", "https://clinic.example/keel"),
        ("https://clinic.example/keel/take_along?x=1", "https://clinic.example/keel"),
    ],
)
def test_the_base_is_where_the_app_lies(url, base):
    assert share_link.base_of(url) == base


def test_the_answers_stand_after_the_hash_and_nowhere_else():
    before, _, after = share_link.address(ADDRESS, ROW).partition("#")

    assert before == "https://plans.example.org/shared_plan"
    assert read(after).raw == as_read(NO_FLAGS)


# --- the code ---------------------------------------------------------------------------------------


def test_the_code_of_a_usual_link_has_so_few_squares_that_a_phone_reads_it():
    assert len(qr_code.matrix(share_link.address(ADDRESS, ROW))) == 41


def test_a_text_too_long_for_a_code_is_refused():
    assert len(qr_code.matrix("a" * 331)) == qr_code.MOST_SQUARES
    for text in ("a" * 332, "a" * 5_000):
        with pytest.raises(InputError):
            qr_code.matrix(text)
        with pytest.raises(InputError):
            qr_code.picture(text)
