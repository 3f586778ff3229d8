"""A button that prints the page, and what stands on the screen or on paper only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

_component = st.components.v2.component(
    "even_keel_print",
    html="""
<button type="button"></button>
""",
    css="""
button { font: inherit; font-weight: 600; min-block-size: 2.5rem; padding: .25rem 1rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
""",
    js="""
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.onclick = () => window.print()
}
""",
)


def button(label: str = "Print this page", *, key: str) -> None:
    """Opens the browser's print dialog, where the page can be saved as PDF too."""
    with st.container(key=f"off_paper_{key}", gap="xsmall"):
        _component(key=f"print_{key}", data={"label": label})
        st.caption("Also saves it as a PDF. Where nothing opens, take a screenshot.")


@contextmanager
def off_paper(key: str) -> Iterator[None]:
    """What is drawn inside the `with` is left out when the page is printed."""
    with st.container(key=f"off_paper_{key}"):
        yield


@contextmanager
def on_paper(key: str) -> Iterator[None]:
    """What is drawn inside the `with` stands on a printed page only."""
    with st.container(key=f"paper_{key}"):
        yield
