"""Keeps one text in the visitor's own browser, after a clear yes, and nowhere else.

The frame mounts the component on every page (`mount`, last thing in a run). Pages ask
`current()` and wish: `keep(text)` as often as they like, it is written when it differs;
`erase()`; `forget()`; `look_again()`. A wish is carried out when the run ends, its outcome arrives with the
next run, which the component itself causes. The text that comes back is untrusted: whoever
takes it must check it as if a stranger had sent it.

Examples must never call `keep`.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict
from pathlib import Path

import streamlit as st

from lib.ui import scripts
from lib.ui.browser_store.memory import Command, Memory, State, Write

__all__ = [
    "Command",
    "Memory",
    "State",
    "Write",
    "current",
    "erase",
    "forget",
    "keep",
    "look_again",
    "mount",
]

PLACE = "even-keel.journal"
"""The name in local storage."""

_MEMORY, _WRITER, _KEY = "browser_store_memory", "browser_store_writer", "browser_store"

_component = st.components.v2.component(
    "even_keel_browser_store",
    js=(Path(__file__).parent / "component.js").read_text(encoding="utf-8"),
)


def current() -> Memory:
    """What this session knows: `state`, `text`, `write`, `keeps`."""
    memory: Memory = st.session_state.setdefault(_MEMORY, Memory())
    return memory


def keep(text: str) -> None:
    """Has `text` kept. Does nothing while looking, after `Write.STALE`, or for the same text."""
    _remember(current().keep(text))


def erase() -> None:
    """Has the copy removed from the browser; a session under way goes back into the tab's storage."""
    _remember(current().erase())


def forget() -> None:
    """Has everything removed that this app keeps in the browser: the copy, a session under way."""
    _remember(current().forget())


def look_again() -> None:
    """Has the browser asked once more what it holds."""
    _remember(current().look_again())


def mount() -> None:
    """Puts the component on the page and hands it what is still to do."""
    writer = st.session_state.setdefault(_WRITER, secrets.token_hex(8))
    command = current().command
    _component(
        key=_KEY,
        data={"place": PLACE, "writer": writer, "command": command and asdict(command)},
        on_report_change=_take_report,
    )


def _take_report() -> None:
    _remember(current().after(scripts.sent(_KEY, "report")))


def _remember(memory: Memory) -> None:
    st.session_state[_MEMORY] = memory
