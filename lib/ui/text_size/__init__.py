"""Three text sizes for every page, chosen at its foot and kept in the visitor's own browser.

The server learns nothing of it: the component has no data and reports nothing.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

__all__ = ["switch"]

_FOLDER = Path(__file__).parent

_component = st.components.v2.component(
    "even_keel_text_size",
    html=(_FOLDER / "component.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "component.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "component.js").read_text(encoding="utf-8"),
)


def switch() -> None:
    """Usual, large or larger; what was chosen before holds as soon as this is on the page."""
    _component(key="text_size")
