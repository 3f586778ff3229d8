"""Export as one ZIP, and import of such a ZIP: choose a file, look at it, then confirm."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from lib import dates, journal
from lib.journal import Journal, Preview
from lib.model import InputError
from lib.ui import blocks, here
from lib.ui.my_data.whereabouts import is_empty, row_count, rows_words

_UPLOADS, _HOW = "my_data_uploads", "my_data_how"
EXPORT = "Export everything"
ADD, REPLACE = "add", "replace"


# --- out ---------------------------------------------------------------------------------------


def take_out(log: Journal) -> None:
    """One button for everything there is."""
    with blocks.card("Take it out", key="take_out"):
        if is_empty(log):
            st.markdown("Nothing to export yet.")
            return
        st.markdown(
            "One ZIP file with all your CSV files. Any spreadsheet opens them, and Even Keel reads "
            "them back without loss."
        )
        st.download_button(
            EXPORT,
            data=partial(journal.export, here.own_store()),
            file_name=f"even-keel-{here.today():%Y-%m-%d}.zip",
            mime="application/zip",
            on_click="ignore",
            type="secondary" if _chosen_file() else "primary",
            icon=":material/download:",
            key="my_data_export",
        )


# --- in ----------------------------------------------------------------------------------------


def bring_in(log: Journal) -> None:
    """A file is chosen, shown for what it is, and only then added or put in place."""
    with blocks.card("Bring it in", key="bring_in"):
        st.markdown(
            f"Choose a ZIP file that “{EXPORT}” gave you. You see what is in it before anything "
            "changes."
        )
        file = st.file_uploader(
            "Exported file", type="zip", key=_upload_key(), label_visibility="collapsed"
        )
        if file is None:
            return
        data = file.getvalue()
        try:
            incoming = journal.preview(here.own_store(), data)
        except InputError as error:
            st.error(str(error), icon=":material/error:")
            return
        _what_is_in_it(incoming)
        _choose(incoming, log)


def _upload_key() -> str:
    """A new name after each import, so that the chooser is empty again."""
    return f"my_data_upload_{st.session_state.get(_UPLOADS, 0)}"


def _chosen_file() -> bool:
    return st.session_state.get(_upload_key()) is not None


def _what_is_in_it(incoming: Preview) -> None:
    rows = [
        (name, incoming.new[name], incoming.known[name])
        for name, count in incoming.rows.items()
        if count
    ]
    if incoming.first is not None and incoming.last is not None:
        days = f"{dates.full_date(incoming.first)} to {dates.full_date(incoming.last)}"
        st.markdown(f"**In this file: {rows_words(sum(incoming.rows.values()))}**, {days}.")
    else:
        st.markdown("**This file is an empty journal.**")
    if rows:
        frame = pd.DataFrame(rows, columns=["Table", "New", "Here already"])
        st.table(frame, hide_index=True, border="horizontal")
    if incoming.set_aside:
        st.caption(
            f"{rows_words(len(incoming.set_aside))} in it cannot be read. They come along and stay "
            "set aside."
        )


def _choose(incoming: Preview, log: Journal) -> None:
    new, all_rows = sum(incoming.new.values()), sum(incoming.rows.values())
    how: str | None = ADD
    if not is_empty(log):
        how = st.radio(
            "What should happen?",
            [ADD, REPLACE],
            index=None,
            format_func={
                ADD: "Add what is new",
                REPLACE: "Put it in the place of what is here",
            }.__getitem__,
            captions=[
                f"{rows_words(new)} are added; what is here stays as it is."
                if new
                else "Nothing in it is new, so nothing would change.",
                f"The {rows_words(row_count(log))} here are deleted. Export them first if you may "
                "want them back.",
            ],
            key=_HOW,
        )
    st.button(
        {ADD: f"Add {rows_words(new)}", REPLACE: "Delete what is here and use the file"}.get(
            how or "", "Bring it in"
        ),
        type="primary",
        key="my_data_bring_in",
        disabled=how is None,
        on_click=_bring_in,
        args=(how, incoming, new, all_rows),
    )


def _bring_in(how: str, incoming: Preview, new: int, all_rows: int) -> None:
    act = journal.replace if how == REPLACE else journal.add
    if not here.saved(lambda store: act(store, incoming)):
        return
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    if how == REPLACE:
        here.tell(f"Done. Your journal is now what was in the file: {rows_words(all_rows)}.")
    elif new == 0:
        here.tell("Nothing was added: everything in the file was here already.")
    else:
        here.tell(f"Done. {rows_words(new)} added.")
