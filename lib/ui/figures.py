"""Shows the exercise figures: drawn once per content, moving or still as the visitor wishes.

Pictures go to the browser as addresses that hold the whole SVG. They are percent-encoded and not
base64, so that they still compress, and nothing is left in them that ends an attribute or a
`srcset`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import streamlit as st

from lib import figures
from lib.figures import svg
from lib.figures.words import words_of
from lib.model import Knowledge

_STILL = "figures_still"

_PICTURES: Mapping[str, Callable[[figures.Picture, bool], str]] = {
    "animated": svg.animated,
    "panels": svg.panels,
    "thumbnail": svg.thumbnail,
}
_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


@dataclass(frozen=True, slots=True)
class _Image:
    """An SVG as an address, and its size in CSS pixels, which keeps its place free."""

    address: str
    width: int
    height: int

    @property
    def size(self) -> str:
        """As attributes of `img` or `source`."""
        return f'width="{self.width}" height="{self.height}"'


# --- drawn once ------------------------------------------------------------------------------


def solved(id: str, known: Knowledge) -> figures.Picture:
    """The figure as it was solved, for another painter."""
    return _drawn(id, known.figures_version, known)


@st.cache_resource(show_spinner=False)
def _drawn(id: str, version: str, _known: Knowledge) -> figures.Picture:
    return figures.draw(id, _known)


@st.cache_resource(show_spinner=False)
def _image(kind: str, id: str, dark: bool, version: str, _known: Knowledge) -> _Image:
    """One picture of a figure; lists need only the thumbnail, which is by far the quickest."""
    return as_image(_PICTURES[kind](_drawn(id, version, _known), dark))


@st.cache_resource(show_spinner=False)
def _words(id: str, version: str, _known: Knowledge) -> figures.Words:
    return words_of(_drawn(id, version, _known).seen)


@st.cache_resource(show_spinner=False)
def _swatch(role: str, dark: bool) -> _Image:
    return as_image(figures.legend_swatch(role, dark))


def as_image(drawing: str) -> _Image:
    """An SVG text as an address that is safe in HTML attributes, `srcset` and markdown."""
    size = _SIZE.search(drawing)
    assert size is not None, "every SVG of lib.figures has a size"
    address = "data:image/svg+xml," + quote(drawing.replace('"', "'"), safe="/=;-.")
    return _Image(address, int(size[1]), int(size[2]))


def _is_dark() -> bool:
    return st.context.theme.type == "dark"


def _picture(kind: str, id: str, known: Knowledge) -> _Image:
    return _image(kind, id, _is_dark(), known.figures_version, known)


# --- shown ----------------------------------------------------------------------------------------


def thumbnail(id: str | None, known: Knowledge) -> None:
    """A small still for lists, as wide as its place; its place alone where there is none."""
    if id is None:
        _show('<div class="ek-figure ek-still ek-none">No drawing</div>')
        return
    image, says = _picture("thumbnail", id, known), _words(id, known.figures_version, known)
    _show(f'<figure class="ek-figure ek-still">{_img(image, says.movement)}</figure>')


@contextmanager
def beside(id: str | None, known: Knowledge, *, key: str) -> Iterator[None]:
    """A still, with what is drawn inside the `with` below it; on a phone small at its left."""
    with st.container(key=f"pictured_{key}"):
        thumbnail(id, known)
        with st.container(gap="xsmall"):
            yield


@contextmanager
def listed(id: str | None, known: Knowledge, *, key: str) -> Iterator[None]:
    """A small still at the left, with what is drawn inside the `with` at its right."""
    with beside(id, known, key=f"small_{key}"):
        yield


def moving(id: str, known: Knowledge) -> None:
    """The moving figure, or start and end for whoever wants no motion; below, what the marks mean."""
    says = _words(id, known.figures_version, known)
    shown = _moving(id, "panels", str(says), known) if moves() else _panels(id, str(says), known)
    _show(f'<figure class="ek-figure">{shown}{_legend(says)}</figure>')


def detail(id: str, known: Knowledge) -> None:
    """The moving figure large, start and end numbered, all of it in words, what the marks mean."""
    says = _words(id, known.figures_version, known)
    first = _moving(id, "thumbnail", str(says), known) if moves() else ""
    parts = (says.start, says.movement, says.end, says.other_side)
    told = "".join(f"<p>{html.escape(part)}</p>" for part in parts if part)
    panels = _panels(id, "Its start, marked 1, and its end, marked 2.", known)
    _show(
        f'<div class="ek-detail"><figure class="ek-figure">{first or panels}{_legend(says)}</figure>'
        f'<div class="ek-figure">{panels if first else ""}{told}</div></div>'
    )


def _moving(id: str, instead: str, alt: str, known: Knowledge) -> str:
    """The moving figure, and `instead` of it for a system that is set to less motion."""
    still = _picture(instead, id, known)
    return (
        '<picture><source media="(prefers-reduced-motion: reduce)" '
        f'srcset="{still.address}" {still.size}>'
        f"{_img(_picture('animated', id, known), alt)}</picture>"
    )


def _panels(id: str, alt: str, known: Knowledge) -> str:
    return _img(_picture("panels", id, known), alt)


def _img(image: _Image, alt: str) -> str:
    return f'<img src="{image.address}" alt="{html.escape(alt)}" {image.size}>'


def _legend(says: figures.Words) -> str:
    """A sample of each mark in the picture, with its word: works, stretches."""
    items = "".join(_mark(sentence) for sentence in _sentences(says.regions))
    return f"<figcaption>{items}</figcaption>" if items else ""


def _mark(sentence: str) -> str:
    sample = _swatch(sentence.partition(":")[0].lower(), _is_dark())
    return f'<span><img src="{sample.address}" alt="" {sample.size}> {html.escape(sentence)}</span>'


def _sentences(text: str) -> Iterable[str]:
    return [sentence for sentence in text.rstrip(".").split(". ") if sentence]


def _show(markup: str) -> None:
    st.markdown(markup, unsafe_allow_html=True)  # st.html drops pictures that are written in place


def addresses(id: str | None, known: Knowledge) -> dict[str, str] | None:
    """The moving figure, start and end for whoever wants no motion, and both in words."""
    if id is None:
        return None
    return {
        "moving": _picture("animated", id, known).address,
        "still": _picture("panels", id, known).address,
        "alt": str(_words(id, known.figures_version, known)),
    }


# --- moving or still ------------------------------------------------------------------------------


def moves() -> bool:
    """Whether figures move for this visitor; a browser set to less motion shows stills anyway."""
    return not st.session_state.get(_STILL, False)


def switch(key: str) -> None:
    """Lets figures move or stand still, here and on every other page."""
    widget = f"figures_move_{key}"
    st.session_state[widget] = moves()
    st.toggle("Moving pictures", key=widget, on_change=_choose, args=(widget,))


def _choose(widget: str) -> None:
    st.session_state[_STILL] = not st.session_state[widget]
