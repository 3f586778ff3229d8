"""Text for paper: a person's own words made safe, lines cut at their width, right-to-left order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import groupby

from fpdf.bidi import BidiParagraph, auto_detect_base_direction
from fpdf.enums import TextDirection

from lib.paper import fonts

_JOINERS = "\u200c\u200d"
"""Of no width, but they decide how the letters beside them look."""
_MOST_MARKS = 3
"""Marks over or under one letter; more would run into the lines around it."""


def own_words(text: str, longest: int) -> str:
    """What somebody typed as one line: no control characters, at most `longest` letters.

    Letters that no typeface here has become a box.
    """
    kept, marks = [], 0
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        if letter.isspace():
            kept.append(" ")
        elif letter in _JOINERS:
            kept.append(letter)
        elif not kind.startswith("C"):
            marks = marks + 1 if kind.startswith("M") else 0
            if marks <= _MOST_MARKS:
                kept.append(fonts.MISSING if fonts.is_missing(letter) else letter)
    return " ".join("".join(kept).split())[:longest].strip(f" {_JOINERS}")


def own_lines(text: str, longest: int, most: int) -> tuple[str, ...]:
    """The same for several lines, without the empty ones: at most `most`, the last holds the rest.

    `longest` is for all of them together.
    """
    lines = [line for one in text[:longest].splitlines() if (line := own_words(one, longest))]
    rest = " ".join(lines[most - 1 :])
    return tuple(line for line in (*lines[: most - 1], rest) if line)


def cannot_be_written(text: str) -> str:
    """The letters of a text that stand as boxes, each once."""
    return "".join(
        dict.fromkeys(
            letter
            for letter in unicodedata.normalize("NFC", text)
            if not letter.isspace()
            and unicodedata.category(letter)[0] not in "C"
            and fonts.is_missing(letter)
        )
    )


# --- lines ----------------------------------------------------------------------------------


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """A text as lines no wider than `width`; a word that is wider is cut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if measure(longer) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            *cut, line = _cut(word, width, measure)
            lines.extend(cut)
        lines.append(line)
    return lines


def _cut(word: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """A word in pieces no wider than `width`; a letter and its marks stay together."""
    piece = ""
    for letter in word:
        is_mark = unicodedata.category(letter).startswith("M")
        if piece and not is_mark and measure(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


# --- which way it runs ----------------------------------------------------------------------


def is_plain(text: str) -> bool:
    """Whether the letters only have to be put one beside the other, from left to right."""
    return fonts.has(fonts.MAIN, text) and (
        text.isascii()
        or not any(
            unicodedata.category(letter)[0] == "M"
            or unicodedata.bidirectional(letter) in ("R", "AL", "AN")
            for letter in text
        )
    )


def begins_right(text: str) -> bool:
    """Whether a text begins with a script that is written from right to left."""
    return auto_detect_base_direction(text) is TextDirection.RTL


def runs(line: str) -> list[tuple[str, bool]]:
    """A line in the order in which it is seen: pieces from left to right, True for right-to-left.

    The letters inside a piece are in the order in which they are spoken. By the Unicode
    bidirectional algorithm.
    """
    seen = BidiParagraph(line, preserve_bn_chars=True).get_reordered_characters()
    found = []
    for level, letters in groupby(seen, key=lambda letter: letter.embedding_level):
        piece = "".join(letter.character for letter in letters)
        found.append((piece[::-1], True) if level % 2 else (piece, False))
    return found
