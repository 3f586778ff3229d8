"""Shows things the same way on every page: cards, gates, phases, evidence, empty states."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import streamlit as st

from lib.model import Evidence, Phase
from lib.ui.screens import Screen


@contextmanager
def card(title: str = "", *, key: str) -> Iterator[None]:
    """White paper with at most one title; what is drawn inside the `with` stands on it."""
    with st.container(border=True, key=f"card_{key}"):
        if title:
            st.subheader(title, anchor=False)
        yield


@contextmanager
def why(label: str = "Why this?", *, key: str) -> Iterator[None]:
    """A quiet line that opens in place."""
    with st.expander(label, type="compact", key=f"why_{key}"):
        yield


@contextmanager
def opened(label: str, *, key: str) -> Iterator[bool]:
    """The same; True once it is open, for until then nothing in it needs to be worked out."""
    line = st.expander(label, type="compact", key=f"why_{key}", on_change="rerun")
    with line:
        yield bool(line.open)


def title(words: str, under: str = "") -> None:
    """The one title of a page, with an optional quiet line under it."""
    st.title(words, anchor=False)
    if under:
        st.caption(under)


_NEEDS = {
    True: (":green[:material/check_circle:]", "done"),
    False: (":material/radio_button_unchecked:", "not\u00a0yet"),
    None: (":material/help:", "not\u00a0known\u00a0yet"),
}


def needs(rows: Sequence[tuple[bool | None, str]], *, all_missing: bool = False) -> None:
    """The lines of a gate: met, not met, or not known for want of data; in sign and in words.

    Where the words above say that all of them are missing, "not yet" is not said at each again.
    """
    lines = []
    for met, says in rows:
        sign, word = _NEEDS[met]
        is_said = all_missing and met is False
        lines.append(f"- {sign} {says}" + ("" if is_said else f" :small[·\u00a0{word}]"))
    with st.container(key="needs"):
        st.markdown("\n".join(lines))


def timeline(titles: Sequence[str], now: Phase | int, under_now: str = "") -> None:
    """The phases in a line; those before `now` are behind, `under_now` stands under the open one."""
    items = "".join(
        _phase_item(title, place - int(now), under_now) for place, title in enumerate(titles)
    )
    st.html(f'<ol class="ek-line" aria-label="The phases">{items}</ol>')


def _phase_item(title: str, distance: int, under_now: str) -> str:
    title = html.escape(title)
    if distance < 0:
        return f'<li class="done">{title}<span class="ek-said">, behind you</span></li>'
    if distance > 0:
        return f"<li>{title}</li>"
    under = f"<br>{html.escape(under_now)}" if under_now else ""
    return f'<li class="now" aria-current="step">{title}{under}</li>'


_EVIDENCE: dict[Evidence, tuple[str, str]] = {
    Evidence.B: ("green", ":material/done_all:"),
    Evidence.C: ("blue", ":material/check:"),
    Evidence.CONVENTION: ("gray", ":material/spa:"),
}


def evidence_badge(evidence: Evidence) -> None:
    """How well an exercise is supported, in words first."""
    color, icon = _EVIDENCE[evidence]
    st.badge(evidence.label, color=color, icon=icon)  # type: ignore[arg-type]


def empty_state(
    what_will_be_here: str,
    *,
    key: str,
    title: str = "",
    button: str = "",
    to: Screen | None = None,
    on_click: Callable[[], None] | None = None,
) -> None:
    """What will stand here, and the next step towards it as the page's main button."""
    with card(title, key=f"empty_{key}"):
        st.markdown(what_will_be_here)
        pressed = button and st.button(
            button, type="primary", key=f"empty_{key}_go", on_click=on_click
        )
        if pressed and to is not None:
            go(to)


class SetAside(Protocol):
    """A journal row that could not be read."""

    @property
    def file(self) -> str:
        """The CSV file's name."""

    @property
    def line(self) -> int:
        """The line in that file, the header being 1."""

    @property
    def reason(self) -> str:
        """Why, in words."""


def set_aside_notice(rows: Sequence[SetAside]) -> None:
    """Says how many rows could not be read, and which; nothing when there are none."""
    if not rows:
        return
    many = len(rows) != 1
    with card(key="set_aside"):
        st.markdown(
            f":material/info: **{len(rows)} row{'s' if many else ''} of your log could not be read.** "
            f"{'They are' if many else 'It is'} kept in the file and left out here."
        )
        with why("Which, and why?", key="set_aside"):
            st.text("\n".join(f"{row.file}, line {row.line}: {row.reason}" for row in rows))


_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|<>$~-])")
_DIRECTIVE = re.compile(r":(?=\w)")  # :material/…:, :red[…], :smile: are found after unescaping
_JOINER = "\u2060"  # of no width


def plain(text: str) -> str:
    """A person's own words for use inside markdown: shown as typed, on one line, never as marks."""
    marked = _MARKS.sub(r"\\\1", " ".join(text.split()))
    return _DIRECTIVE.sub(f":{_JOINER}", marked)


# --- ways to other screens ----------------------------------------------------------


def go(screen: Screen) -> None:
    """Leaves for another screen at once."""
    st.switch_page(screen.file)


def way_to(screen: Screen, label: str = "", *, icon: str = ":material/arrow_forward:") -> None:
    """A link to another screen that keeps the session (a link in markdown would not)."""
    st.page_link(screen.file, label=label or screen.title, icon=icon)
