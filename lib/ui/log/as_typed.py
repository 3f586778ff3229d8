"""Hands a longer text over while it is being typed, not only when its field loses the focus.

Back by key or gesture leaves the field focused, and what had not been handed over would be gone.
"""

from __future__ import annotations

import streamlit as st

_component = st.components.v2.component(
    "even_keel_as_typed",
    js="""
const PAUSE_MS = 300  // after the last key
let waiting = 0
export default function ({ data }) {
  const hand = (event) => {
    const field = event.target
    if (!(field instanceof HTMLTextAreaElement) || event.isComposing) return
    if (!field.closest(".st-key-" + CSS.escape(data.within))) return
    clearTimeout(waiting)
    waiting = setTimeout(() => field.dispatchEvent(new KeyboardEvent(
      "keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }
    )), PAUSE_MS)  // what Streamlit takes for "apply"
  }
  document.addEventListener("input", hand)
  return () => document.removeEventListener("input", hand)
}
""",
)


def handed_over(within: str) -> None:
    """Does so for the text areas in the container with this key."""
    _component(key=f"as_typed_{within}", data={"within": within})
