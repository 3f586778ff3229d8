"""Shows sources the same way everywhere: title, link, and how sure the figure is."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from lib.model import Knowledge, Source
from lib.ui import blocks


def listed(ids: Iterable[str], known: Knowledge) -> None:
    """The sources as a list; `design` and `unverified` say what they are."""
    st.markdown("\n".join(f"- {as_line(known.sources[id])}" for id in ids))


def as_line(source: Source) -> str:
    """One source as markdown: a link where there is one, with its note."""
    title = blocks.plain(source.title)
    named = f"[{title}]({source.link})" if source.link else title
    return f"{named} :small[{blocks.plain(source.note)}]" if source.note else named
