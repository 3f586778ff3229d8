"""Scripts and styles that the components of the page share: the player's and the stopwatch's.

    parts    small parts of a screen: a button, a scale from 0 to 10, a bar, a clock
    senses   sound, voice, a screen that stays on

A component's module has no address from which it could import another, so they are put together
here, into one text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).parent
_SHARED = ("parts", "senses")


def joined(folder: Path, *names: str) -> str:
    """The shared scripts and then a component's own, in this order, as one module."""
    files = [_FOLDER / f"{name}.js" for name in _SHARED] + [folder / f"{name}.js" for name in names]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def sent(key: str, what: str) -> Any:
    """What a component has sent; None when it has not, or its page was left meanwhile.

    In the second case the component sends it again once it is mounted anew.
    """
    return (st.session_state.get(key) or {}).get(what)


def styled(folder: Path) -> str:
    """The style of the shared parts and then a component's own, which is the stronger one."""
    files = (_FOLDER / "parts.css", folder / "component.css")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
