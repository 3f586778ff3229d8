"""A stopwatch in the page: get ready, hold, stop, both sides in turn; its time is the browser's.

`mount` puts it there, or, with no test asked, only what was left unfinished before a reload. It
hands over a `Result` by `on_result`; what it hands over is untrusted, and `result.read` checks it.
A result stays in the tab's own storage until its id is among `taken`, so a result that could not be
saved is still there, and one that arrives twice can be told by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from lib.ui import scripts
from lib.ui.stopwatch.result import MOST_STANDS, SECONDS, Asked, Hold, Result, read

__all__ = ["MOST_STANDS", "SECONDS", "Asked", "Hold", "Result", "mount", "read"]

_KEY, _HEARD = "stopwatch", "stopwatch_heard"
_FOLDER = Path(__file__).parent

_component = st.components.v2.component(
    "even_keel_stopwatch",
    html=(_FOLDER / "component.html").read_text(encoding="utf-8"),
    css=scripts.styled(_FOLDER),
    js=scripts.joined(_FOLDER, "component"),
)


def mount(
    asked: Asked | None,
    *,
    taken: Sequence[str],
    on_result: Callable[[object], None],
    on_reopen: Callable[[str], None],
    rest_s: int = 0,
    side_rest_s: int = 0,
    pain_at_most_0_10: int = 10,
) -> None:
    """The stopwatch for this test; without one, what was left unfinished, if anything was.

    `on_result` gets what was measured, `on_reopen` a word that may be the id of a test to go on
    with: both unchecked.
    `rest_s` are the seconds still to rest before the first hold, `side_rest_s` those between sides;
    neither is enforced. With more pain than `pain_at_most_0_10` the other side is not measured.
    """
    data: dict[str, Any] = {
        "test": "" if asked is None else asked.test,
        "name": "" if asked is None else asked.name,
        "sides": [] if asked is None else list(asked.sides),
        "measure": "" if asked is None else asked.measure,
        "cap_s": 0 if asked is None else asked.cap_s,
        "rest_s": rest_s,
        "side_rest_s": side_rest_s,
        "pain_at_most_0_10": pain_at_most_0_10,
        "taken": list(taken),
        "heard": st.session_state.get(_HEARD, 0),
    }
    _component(
        key=_KEY,
        data=data,
        on_result_change=lambda: _hand_over("result", on_result),
        on_reopen_change=lambda: _hand_over("reopen", lambda sent: on_reopen(str(sent))),
    )


def _hand_over(what: str, to: Callable[[object], None]) -> None:
    sent = scripts.sent(_KEY, what)
    if sent is not None:
        st.session_state[_HEARD] = st.session_state.get(_HEARD, 0) + 1  # the component is told so
        to(sent)
