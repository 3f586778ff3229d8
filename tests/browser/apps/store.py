"""A tiny app around the browser store: two pages, what is known, and a button for each wish."""

import streamlit as st

from lib.ui import browser_store


def first() -> None:
    st.title("First")


def second() -> None:
    st.title("Second")


page = st.navigation([st.Page(first, default=True), st.Page(second)], position="top")
text = st.text_input("Text")
if st.button("Keep"):
    browser_store.keep(text)
if st.button("Keep 2 million"):
    browser_store.keep("x" * 2_000_000)
if st.button("Keep 5.5 million"):
    browser_store.keep("x" * 5_500_000)
st.button("Erase", on_click=browser_store.erase)
st.button("Look again", on_click=browser_store.look_again)
st.button("Run again")
known = browser_store.current()
st.text(f"state={known.state.value}")
st.text(f"write={known.write.value}")
st.text(f"text={(known.text or '')[:200]}")
st.text(f"counter={known.counter}")
try:
    page.run()
finally:
    browser_store.mount()
