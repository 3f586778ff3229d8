"""The page that opens a link with somebody's answers after its `#`.

    __init__    reads the link: the component
    shown       the plan of these answers, to look at; or why there is none
    keep        the way to use it as one's own
    said        answers in words: what is in a link

Nothing is stored until a clear yes. What the browser hands over is untrusted: `lib.share_link` checks
it as if a stranger had made it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lib import share_link

__all__ = ["opened"]

_KEY = "shared_link"

_component = st.components.v2.component(
    "even_keel_shared_link",
    js=(Path(__file__).parent / "component.js").read_text(encoding="utf-8"),
)


def opened() -> str | None:
    """What stands after the `#` of the page's address; None until the browser has told."""
    with st.container(key="store_link"):
        found = _component(
            key=_KEY, data={"longest": share_link.LONGEST}, on_link_change=lambda: None
        )
    link = found.link
    return link if isinstance(link, str) else None
