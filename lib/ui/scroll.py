"""Brings a new page or screen to its top, or an open question into view; Streamlit stays where it was."""

from __future__ import annotations

import streamlit as st

_component = st.components.v2.component(
    "even_keel_scroll",
    js="""
const seen = new WeakMap()
export default function ({ data, parentElement }) {
  if (seen.get(parentElement) === data.at) return
  seen.set(parentElement, data.at)
  const target = data.to && document.querySelector(".st-key-" + CSS.escape(data.to))
  if (target) { target.scrollIntoView({ block: "center" }); return }
  document.querySelector(".stMain")?.scrollTo({ top: 0 })
}
""",
)


def to(at: str, element_key: str = "") -> None:
    """Scrolls once for every new `at`: to that element, or to the top of the page."""
    with st.container(key="style_scroll"):
        _component(key="scroll_screen", data={"at": at, "to": element_key})


def to_top_of(page: str) -> None:
    """Scrolls to the top once for every new page. The frame asks for it before a page is drawn."""
    _component(key="scroll_page", data={"at": page, "to": ""})
