from datetime import UTC, date, datetime, timedelta, timezone

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib import journal
from lib.journal import columns
from lib.journal.cells import clean, guard, unguard
from lib.journal.parse import parse
from lib.model import SESSIONS, journal_tables
from tests.journal_rows import QUESTIONS, make_session, saved_by_a_spreadsheet

TABLES = journal_tables(QUESTIONS)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=st.sampled_from("=+-@'\"\t\r\n,;|\0 a1é😀\u2028"), max_size=12),
    st.sampled_from(["NA", "null", "nan", "None", "none", "true", "1e5", "007", "-inf", "#REF!"]),
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
IDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
VALUES = {
    "whole": st.integers(0, 7),
    "number": st.integers(0, 999_999).map(lambda n: n / 10_000),
    "truth": st.booleans(),
    "word": IDS,
    "words": st.lists(IDS.filter(lambda id: id != "none"), max_size=3).map(tuple),
    "text": TEXTS,
    "date": st.dates(),
    "moment": st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=ZONES),  # noqa: DTZ001
}


def values_of(column):
    value = st.sampled_from(column.allowed) if column.allowed else VALUES[column.kind]
    if column.at_least and column.kind == "whole":
        value = st.integers(int(column.at_least), min(7, int(column.at_most or 7)))
    if column.at_least and column.kind == "number":
        most = int(column.at_most * 10_000)
        value = st.integers(int(column.at_least * 10_000), most).map(lambda n: n / 10_000)
    return value if column.needed else st.none() | value


def rows_of(table):
    row = st.fixed_dictionaries({column.name: values_of(column) for column in table.columns})
    return st.lists(
        row, max_size=4, unique_by=lambda row: tuple(key_part(row[k]) for k in table.key)
    )


def key_part(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def as_read(row):
    """A row as it comes back: unanswered left out, moments in UTC, texts as they can be saved."""
    plain = {
        name: clean(value) if isinstance(value, str) else key_part(value)
        for name, value in row.items()
    }
    return {name: value for name, value in plain.items() if value is not None and value != ""}


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_rows_of_every_table_come_back_as_they_were_saved(name, data):
    rows = data.draw(rows_of(TABLES[name]))
    if name == "sets":
        rows = [{**row, "session_id": "s1"} for row in rows]
        rows = list({tuple(row[k] for k in TABLES[name].key): row for row in rows}.values())
    store = journal.MemoryStore(questions=QUESTIONS)
    store.append("sessions", [make_session(1)] if name == "sets" else [])

    for row in rows:
        store.append(name, [row])

    found = store.read()
    assert journal.rows(found.frames[name]) == [as_read(row) for row in rows]
    assert found.set_aside == ()


@pytest.mark.parametrize("few", [columns.FEW, 0])
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), separator=st.sampled_from(",;\t"))
def test_any_text_survives_the_file_a_spreadsheet_and_a_rewrite(few, texts, separator):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "FEW", few)  # long files are read column by column
        check_any_text_survives(texts, separator)


def check_any_text_survives(texts, separator):
    store = journal.MemoryStore()
    store.append("sessions", [make_session(n, note=text) for n, text in enumerate(texts)])
    ours = store.files.files["sessions.csv"]
    resaved = journal.MemoryStore({"sessions.csv": saved_by_a_spreadsheet(ours, separator)})

    before = notes_in(resaved)
    resaved.append("sessions", [make_session(99)])

    assert notes_in(store) == before == [clean(text) or None for text in texts]
    assert notes_in(resaved) == [*before, None]
    assert resaved.files.files["sessions.csv"].startswith(ours)


def notes_in(store):
    parsed = parse(SESSIONS, store.files.files["sessions.csv"])
    assert parsed.set_aside == ()
    return [None if pd.isna(note) else note for note in parsed.frame["note"]]


@given(TEXTS)
def test_a_guarded_text_is_no_formula_and_comes_back(text):
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguard(guard(text)) == text


@given(TEXTS)
def test_any_cell_that_somebody_else_wrote_keeps_its_meaning_when_rewritten(cell):
    meaning = unguard(cell)

    assert unguard(guard(meaning)) == meaning


def test_ten_thousand_characters_of_anything_come_back(tmp_path):
    note = '=<script>alert("x")</script>\n🙂\r\n;,\t' * 300
    store = journal.FolderStore(tmp_path)

    store.append("sessions", [make_session(1, note=note), make_session(2)])

    assert len(note) > 10_000
    assert store.read().frames["sessions"]["note"].tolist()[0] == note


def test_what_no_file_can_hold_is_changed_before_it_is_saved():
    store = journal.MemoryStore()

    store.append("sessions", [make_session(1, note="a\0b\ud83dc")])

    assert store.read().frames["sessions"]["note"].tolist() == ["ab\ufffdc"]
    assert clean("\ud83d\ude00") == "😀"


def test_days_of_any_year_come_back():
    store = journal.MemoryStore()
    days = [date(1, 1, 1), date(9999, 12, 31)]

    store.append("sessions", [make_session(n, session_date=day) for n, day in enumerate(days)])

    assert [row["session_date"] for row in journal.rows(store.read().frames["sessions"])] == days
