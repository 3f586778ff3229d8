"""Draws what surrounds every page: style, logo, navigation, who-is-this lines, foot, phone bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib.ui import browser_store, modes, scroll, text_size
from lib.ui.browser_store import State
from lib.ui.ending import PageEnds
from lib.ui.modes import Mode
from lib.ui.screens import GET_HELP, MY_DATA, PHONE_BAR, SCREENS, TODAY, Screen, Shown

_ASSETS = Path(__file__).parent / "assets"

_PRINTED_DARK = "@media print { .stVegaLiteChart { filter: invert(1) hue-rotate(180deg); } }"
"""A chart drawn for the dark is turned light on paper: its hues stay."""

DISCLAIMER = (
    "For adults with ordinary low back pain. Even Keel suggests exercises; it does not diagnose, "
    "and it is not for emergencies."
)


@dataclass(frozen=True, slots=True)
class Banner:
    """A line on every page with one button, for instance while an example is looked at."""

    says: str
    button: str
    on_click: Callable[[], None]


def show(banner: Banner | None = None) -> None:
    """The whole app in one call: everything around the page, and the page that was asked for."""
    st.set_page_config(  # first of all: a page's own icon as favicon would be fetched from elsewhere
        page_icon=str(_ASSETS / "favicon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    page = st.navigation(navigation(), position="top")  # before anything that can stop the script
    st.set_page_config(page_title=f"{page.title} · Even Keel")
    _dress(page.url_path)
    guest = modes.current() is Mode.GUEST
    with st.container(key="who", gap="xsmall"):
        if banner is not None:
            _banner(banner)
        elif guest:
            _guest_line()
    _phone_bar()
    body, foot, store = st.container(), st.container(key="foot"), st.container(key="store")
    try:
        with body:
            page.run()
    except PageEnds:
        pass
    except Exception:
        with body:
            _trouble()
        raise  # Streamlit logs it; its own box is hidden beside ours
    finally:  # a page may stop, or leave for another one; the foot and the storage stay
        with foot:
            text_size.switch()
            st.caption(DISCLAIMER)
        if guest or browser_store.current().forgets:
            with store:
                browser_store.mount()


def navigation() -> Mapping[str, list[st.Page]]:
    """The pages as `st.navigation` wants them: the bar, and the rest under More."""
    bar = [_page(screen) for screen in SCREENS if screen.shown is Shown.BAR]
    rest = [_page(screen) for screen in SCREENS if screen.shown is not Shown.BAR]
    return {"": bar, "More": rest}


def _page(screen: Screen) -> st.Page:
    return st.Page(
        screen.file,
        title=screen.title,
        icon=screen.icon,
        url_path=screen.address or None,
        default=screen is TODAY,
        visibility="hidden" if screen.shown is Shown.NOWHERE else "visible",
    )


def _dress(page: str) -> None:
    dark = st.context.theme.type == "dark"
    st.logo(str(_ASSETS / ("logo-dark.svg" if dark else "logo.svg")), size="large")
    style = (_ASSETS / "style.css").read_text(encoding="utf-8") + (_PRINTED_DARK if dark else "")
    with st.container(key="style"):  # markdown is there before st.html is: no flash of bare pages
        st.markdown(f"<style>{style}</style>", unsafe_allow_html=True)
        scroll.to_top_of(page)


def _banner(banner: Banner) -> None:
    with st.container(
        key="banner",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        st.markdown(f":material/visibility: {banner.says}", width="content")
        st.button(banner.button, key="banner_button", on_click=banner.on_click)


def _guest_line() -> None:
    store = browser_store.current()
    if store.state is State.LOOKING:
        words, link = "Looking for your plan…", ""
    elif store.keeps:
        words, link = "A copy is kept in this browser, nothing on the server.", "My data"
    else:
        words, link = "Nothing you enter is kept once you close this page.", "Keep a copy"
    key = "guest_looking" if store.state is State.LOOKING else "guest"
    with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f":material/person: You are a guest. {words}", width="content")
        if link:
            st.page_link(MY_DATA.file, label=link)


def _trouble() -> None:
    with st.container(border=True, key="card_trouble"):
        st.subheader("Something went wrong here", anchor=False)
        st.markdown(
            "That is our mistake. What was saved is still there. Load the page again, or go on from "
            "Today. If you need help with your back now, use Get help."
        )
        st.page_link(TODAY.file, label="Go to Today", icon=TODAY.icon)
        st.page_link(GET_HELP.file, label=GET_HELP.title, icon=GET_HELP.icon)


def _phone_bar() -> None:
    with st.bottom, st.container(key="bar", horizontal=True, gap=None, wrap=False):
        for screen in PHONE_BAR:
            _bar_link(screen)


def _bar_link(screen: Screen) -> None:
    st.page_link(screen.file, label=screen.short, icon=screen.icon, width="stretch")
