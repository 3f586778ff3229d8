"""Shared by the tests of pages on paper: content, figures drawn once, what a finished PDF holds."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pypdf
import pypdfium2

from lib import figures, knowledge, people
from lib.handout.content import Handout, Help
from lib.model import Decision, Urgency
from lib.paper.figure import Drawn, drawn
from lib.paper.sheet import Placed, Sheet
from lib.ui import help_content
from lib.ui.frame import DISCLAIMER as DISCLAIMER

KNOWN = knowledge.load()
PEOPLE = people.load(people.FOLDER, KNOWN)
PAPERS = ("A4", "Letter")
LONG_NAME = "Maximiliane-Theodora von und zu Hohenstauffenberg-Wittelsbacher, " * 2
WIDE_NAME = "W" * 200
NAMES = {
    "Latin": "Zoë Łukasiewicz-Nguyễn",
    "Greek": "Σωκράτης Παπαδόπουλος",
    "Cyrillic": "Иван Ёлкин",
    "Arabic": "محمد بن سلمان",
    "Persian": "پریسا رضایی",
    "Hebrew": "יוסף כהן",
}


@cache
def help_lines() -> Help:
    signs = help_content.load()
    return Help(
        "112",
        "Germany. From public pages, not from an official list.",
        tuple(sign.says for sign in signs.of(Urgency.EMERGENCY)),
        tuple(sign.says for sign in signs.of(Urgency.SAME_DAY)),
    )


@cache
def lived(person_id: str) -> Decision:
    return people.live(PEOPLE[person_id], KNOWN).decision


@cache
def figure(id: str) -> Drawn:
    return drawn(figures.draw(id, KNOWN))


def figures_of(page: Handout) -> dict[str, Drawn]:
    return {item.figure: figure(item.figure) for item in page.items if item.figure is not None}


# --- how it lies on its pages -----------------------------------------------------------------


def beyond_margins(sheet: Sheet) -> list[Placed]:
    touch = 0.01
    return [
        line
        for line in sheet.placed
        if line.x < sheet.left - touch
        or line.x + line.width > sheet.right + touch
        or line.y < sheet.top - touch
        or line.y + line.height > sheet.bottom + touch
    ]


def on_each_other(sheet: Sheet) -> list[tuple[str, str]]:
    """Lines whose boxes cover each other."""
    found = []
    for place, one in enumerate(sheet.placed):
        for other in sheet.placed[place + 1 :]:
            across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            if one.page == other.page and across > 0.1 and down > 0.1:
                found.append((one.text, other.text))
    return found


def lines_of(sheet: Sheet) -> str:
    return "\n".join(line.text for line in sheet.placed)


# --- read by others -----------------------------------------------------------------------------


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(data))


def text_by_pypdf(data: bytes) -> str:
    return _flat(" ".join(page.extract_text() for page in reader(data).pages))


def text_by_pdfium(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return _flat(" ".join(page.get_textpage().get_text_range() for page in pages))


def _flat(text: str) -> str:
    return " ".join(text.split())


def picture(data: bytes, page: int = 0, scale: float = 3.0) -> Any:
    """A page as an array of grey, 0 is black."""
    return pypdfium2.PdfDocument(data)[page].render(scale=scale, grayscale=True).to_numpy()


def fonts(data: bytes) -> dict[str, bool]:
    """Each typeface of a PDF, and whether its letters are in the file."""
    found = {}
    for page in reader(data).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            below = [one.get_object() for one in font.get("/DescendantFonts", [font])]
            for one in below:
                found[str(font["/BaseFont"])] = "/FontFile2" in one["/FontDescriptor"].get_object()
    return found


def tags(data: bytes) -> list[tuple[str, str]]:
    """What a PDF says its parts are, in their order, with the words for figures."""
    tree = reader(data).trailer["/Root"]["/StructTreeRoot"]
    (document,) = (one.get_object() for one in tree["/K"])
    parts = (one.get_object() for one in document["/K"])
    return [(str(part["/S"]), str(part.get("/Alt", ""))) for part in parts]
