"""Reads a text aloud on a press, with the browser's own voice; nothing of it goes anywhere.

What is read is plain words, part by part: a voice that is given a long text at once may fall silent
in the middle.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from lib.ui import scripts

__all__ = ["button"]

_FOLDER = Path(__file__).parent

_component = st.components.v2.component(
    "even_keel_aloud",
    html=(_FOLDER / "component.html").read_text(encoding="utf-8"),
    css=scripts.styled(_FOLDER),
    js=scripts.joined(_FOLDER, "component"),
)


def button(parts: Iterable[str], *, key: str) -> None:
    """A quiet button for these words, a sentence or so a part; none where the browser has no voice."""
    _component(key=f"aloud_{key}", data={"parts": [part for part in parts if part]})
