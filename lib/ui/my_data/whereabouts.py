"""Where the data is, how many rows each file has, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from lib.journal import Journal
from lib.model import Column, InputError, Knowledge, Table, journal_tables
from lib.people import Person
from lib.ui import blocks, browser_store, here, modes, screens
from lib.ui.modes import Mode

IN_WORDS: Mapping[str, str] = {
    "answers": "Check-ins: your answers to the questionnaire",
    "sessions": "Sessions",
    "sets": "Sets, by exercise and side",
    "checkins": "Next mornings and weekly answers",
    "overrides": "Choices about the plan, by whom and why",
    "tests": "Strength tests",
}
KINDS: Mapping[str, str] = {
    "whole": "whole number",
    "number": "number",
    "truth": "true or false",
    "word": "one word",
    "words": "words, joined by |",
    "text": "your own text",
    "date": "date",
    "moment": "date and time",
}
_UNTIL = {True: "", False: " until the page is closed"}
SHOWN_RAW = 300
ROWS_IN_FULL = 5  # as text that wraps on a phone; more of them stand in a table


def row_count(log: Journal) -> int:
    """How many rows there are in all files together."""
    return sum(len(frame) for frame in log.frames.values())


def is_empty(log: Journal) -> bool:
    """True when there is nothing at all, not even a row that could not be read."""
    return row_count(log) == 0 and not log.set_aside


def rows_words(count: int) -> str:
    """`1 row`, `12 rows`."""
    return f"{count:,} row{'' if count == 1 else 's'}".replace(",", " ")


# --- where -------------------------------------------------------------------------------------


def place(log: Journal) -> None:
    """Where one's own data is, and what is in it."""
    with blocks.card("Where your data is", key="place"):
        if modes.current() is Mode.LOCAL:
            st.markdown("In a folder on this computer, and nowhere else:")
            st.code(str(here.folder().resolve()), language=None, wrap_lines=True)
        elif browser_store.current().keeps:
            st.markdown(
                "In the memory of this session, with a copy in this browser. The server writes "
                "nothing."
            )
        else:
            st.markdown(
                "Only in the memory of this session. It is **gone when you close this page**, "
                "unless you export it or keep a copy in this browser. The server writes nothing."
            )
        st.caption(
            "A session under way is kept by this browser"
            f"{_UNTIL[modes.current() is Mode.LOCAL or browser_store.current().keeps]}, so that a "
            "reload does not lose it, and forgotten once it is in your log."
        )
        if is_empty(log):
            st.markdown("Nothing is in it yet. Your first check-in makes the first row.")
            blocks.way_to(screens.CHECK_IN, "Start the check-in")
            return
        _files(log)
        if len(log.frames["sessions"]):
            blocks.way_to(screens.SESSIONS, "See, correct or delete sessions")


def place_of_example(person: Person, log: Journal) -> None:
    """That these are nobody's data, and the way back to one's own."""
    with blocks.card("These are example data", key="place"):
        st.markdown(
            f"They belong to {blocks.plain(person.name)}, who does not exist. They are made anew "
            "from a file of the app each time. Nothing here is saved or mixed with your own data."
        )
        st.button(
            "Leave the example to see your own data",
            type="primary",
            key="my_data_leave",
            on_click=here.look_at,
            args=(None,),
        )
        _files(log)


def _files(log: Journal) -> None:
    rows = [(f"{name}.csv", IN_WORDS.get(name, name), len(log.frames[name])) for name in log.frames]
    frame = pd.DataFrame(rows, columns=["File", "What is in it", "Rows"])
    st.table(frame, hide_index=True, border="horizontal")


def gathered() -> tuple[Journal | None, str]:
    """The journal on show; None and the reason when one of its files is not ours at all."""
    try:
        return here.log(), ""
    except InputError as error:
        return None, str(error)


def unreadable(trouble: str) -> None:
    """That a file is not ours at all; nothing else can be shown then."""
    with blocks.card("Your journal could not be read", key="unreadable"):
        st.markdown(trouble)
        if modes.current() is Mode.LOCAL:
            st.markdown("Your folder:")
            st.code(str(here.folder().resolve()), language=None, wrap_lines=True)


def rows_set_aside(log: Journal) -> None:
    """The rows that could not be read: file, line, reason and what stands there."""
    if not log.set_aside:
        return
    with blocks.card("Rows that could not be read", key="set_aside"):
        st.markdown(
            f"{rows_words(len(log.set_aside))}. What stands there is kept, and left out of "
            "everything else. Correct it in the file, or leave it: nothing depends on it."
        )
        for row in log.set_aside[:ROWS_IN_FULL]:
            st.text(f"{row.file}, line {row.line}: {row.reason}")
            st.code(row.raw[:SHOWN_RAW], language=None, wrap_lines=True)
        rows = [(row.file, row.line, row.reason, row.raw[:SHOWN_RAW]) for row in log.set_aside]
        if len(rows) > ROWS_IN_FULL:
            st.markdown("All of them:")
            st.dataframe(
                pd.DataFrame(rows, columns=["File", "Line", "Why", "What stands there"]),
                hide_index=True,
            )


# --- the data dictionary -----------------------------------------------------------------------


def dictionary(known: Knowledge) -> None:
    """What every column of every file means, made from the columns themselves."""
    with blocks.card("What the columns mean", key="dictionary"):
        st.markdown(
            "One line for each column, for a spreadsheet or a notebook. Empty means not answered. "
            "The export carries the same list as `dictionary.csv`."
        )
        with blocks.why("Show all columns", key="dictionary"):
            st.dataframe(dictionary_frame(known), hide_index=True)


def dictionary_frame(known: Knowledge) -> pd.DataFrame:
    """File, column, meaning, kind and what is allowed, for every column of the journal."""
    rows = [
        (
            table.file,
            column.name,
            meaning(table, column, known),
            KINDS[column.kind],
            allowed(column),
        )
        for table in journal_tables(known.question_kinds).values()
        for column in table.columns
    ]
    return pd.DataFrame(rows, columns=["File", "Column", "What it means", "Kind", "Allowed"])


def meaning(table: Table, column: Column, known: Knowledge) -> str:
    """What a column says; for an answer the question itself."""
    question = known.questions.get(column.name)
    return question.asks if question is not None and table.name == "answers" else column.says


def allowed(column: Column) -> str:
    """The words or the range a cell may have, with its unit."""
    if column.allowed:
        return ", ".join(column.allowed)
    if column.at_least is None:
        return column.unit
    if column.at_most is None:
        return f"{column.at_least:g} or more {column.unit}".strip()
    unit = "" if column.unit == "0–10" else column.unit
    return f"{column.at_least:g} to {column.at_most:g} {unit}".strip()
