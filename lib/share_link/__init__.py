"""A check-in's answers as a link: packed after the `#`, which browsers send to no server.

    layout      which answer has which number; layout_1.txt and so on, of which none is ever changed
    __init__    numbers → one whole number → bytes → text, and back

The text after the `#` is `ek`, the layout's number, a dot, base64url, and a `z`: programs that turn
text into links leave out a last `-` or `_`. The bytes are the moment and the answers as one number of
mixed base, then the answers in own words, then a checksum. Nothing is compressed, so a short link
cannot become something long.
"""

from __future__ import annotations

import base64
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from lib import intake
from lib.decide import AnswersRow
from lib.model import InputError, Knowledge
from lib.share_link import layout
from lib.share_link.layout import TEXT, Place

LONGEST = 4_000
"""Characters after the `#`. Three activities, each as long as the form lets it be, fit into it."""

NOT_OURS = "This is not a link made by Even Keel."
TOO_LONG = "This link is too long to be one of Even Keel."
DAMAGED = (
    "This link is damaged: a part of it is missing or was changed. Copy it once more, from its "
    "beginning to its end."
)
NEWER = (
    "This link was made by a newer Even Keel than this one, so it cannot be read here. Open it where "
    "it was made."
)
NO_LONGER = "This link holds an answer that Even Keel no longer asks for. Make a new link from a new check-in."
TOO_MUCH = "What you wrote in your own words is too long for a link. Make it shorter."

_FORM = re.compile(r"ek([0-9]{1,4})\.([A-Za-z0-9_-]+)z", re.ASCII)
_FIRST_DAY = date(2020, 1, 1)
_DAYS, _SECONDS = 2**15, 50 * 60 * 60
"""How many days there are, and how many seconds on which a day can be somewhere on earth."""
_EARLIEST = timedelta(hours=-14)
"""So long before a day begins in UTC it begins where it begins first."""
_CHECKSUM, _LENGTH = 4, 2


PAGE = "shared_plan"
"""The address of the screen that opens links."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is in a link. `moved_on`: whoever made it had another plan by then than these answers
    give, because of a log or of choices that are not in it.
    """

    row: AnswersRow
    moved_on: bool = False


def address(base: str, row: AnswersRow, *, moved_on: bool = False) -> str:
    """The whole link. `base` is where the app lies, without a slash at its end. InputError as `pack`."""
    return f"{base}/{PAGE}#{pack(row, moved_on=moved_on)}"


def base_of(url: str) -> str:
    """Where the app lies, from the address of one of its screens."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path[: parts.path.rfind('/') + 1].rstrip('/')}"


# --- in ---------------------------------------------------------------------------------------


def pack(row: AnswersRow, *, moved_on: bool = False) -> str:
    """What stands after the `#`: all answers of the row, unanswered ones too, and their moment.

    InputError when an answer is none that the questionnaire allows, or all is too long.
    """
    places = layout.read(layout.NEWEST)
    unknown = sorted(row.raw.keys() - {place.id for place in places})
    if unknown:
        raise InputError(f"{unknown[0]}: there is no question with this id.")
    numbers = [*_moment(row), moved_on, *(place.number(row.raw.get(place.id)) for place in places)]
    whole = 0
    for number, count in zip(reversed(numbers), reversed(_counts(places)), strict=True):
        whole = whole * count + number
    own_words = (row.raw.get(place.id) for place in places if place.kind == TEXT)
    data = whole.to_bytes(_size(places), "big")
    data += b"".join(_as_bytes(text) for text in own_words if text is not None)
    data += _checksum(layout.NEWEST, data)
    packed = base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
    text = f"ek{layout.NEWEST}.{packed}z"
    if len(text) > LONGEST:
        raise InputError(TOO_MUCH)
    return text


def _moment(row: AnswersRow) -> tuple[int, int]:
    """The day, which is the person's own, and the moment as seconds from its very beginning."""
    days = (row.day - _FIRST_DAY).days
    if not 0 <= days < _DAYS:
        raise InputError(f"A check-in of {row.day} cannot be put into a link.")
    seconds = int((row.answered_at - _beginning(row.day)).total_seconds())
    return days, min(max(seconds, 0), _SECONDS - 1)


def _as_bytes(text: str) -> bytes:
    """The text with its length before it."""
    try:
        data = text.encode("utf-8")
        return len(data).to_bytes(_LENGTH, "big") + data
    except (UnicodeEncodeError, OverflowError):
        raise InputError(TOO_MUCH) from None


# --- out ----------------------------------------------------------------------------------------


def unpack(text: str, knowledge: Knowledge) -> Shared:
    """The check-in in what stands after a `#`, untrusted as it is.

    InputError, whose text is for the person who opened the link, when it is damaged, not ours, newer
    than this Even Keel, too long, or answers what is no longer asked.
    """
    if len(text) > LONGEST:
        raise InputError(TOO_LONG)
    found = _FORM.fullmatch(text)
    if found is None:
        raise InputError(DAMAGED if re.match(r"ek[0-9]{1,4}\b", text, re.ASCII) else NOT_OURS)
    version, packed = int(found[1]), found[2]
    if version > layout.NEWEST:
        raise InputError(NEWER)
    places = layout.read(version) if version >= layout.OLDEST else ()
    data = _decoded(packed)
    body, checksum = data[:-_CHECKSUM], data[-_CHECKSUM:]
    if not places or checksum != _checksum(version, body):
        raise InputError(DAMAGED)
    days, second, moved_on, *numbers = _numbers(body, places)
    raw = _answers(numbers, body[_size(places) :], places)
    return Shared(_checked(_row(days, second, raw), knowledge), bool(moved_on))


def _decoded(packed: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    except ValueError:
        raise InputError(DAMAGED) from None


def _numbers(body: bytes, places: Sequence[Place]) -> list[int]:
    whole, numbers = int.from_bytes(body[: _size(places)], "big"), []
    for count in _counts(places):
        whole, number = divmod(whole, count)
        numbers.append(number)
    if whole:
        raise InputError(DAMAGED)
    return numbers


def _answers(numbers: Sequence[int], rest: bytes, places: Sequence[Place]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, number in zip(places, numbers, strict=True):
        if number and place.kind == TEXT:
            found[place.id], rest = _text(rest)
        elif number:
            found[place.id] = place.value(number)
    if rest:
        raise InputError(DAMAGED)
    return found


def _text(rest: bytes) -> tuple[str, bytes]:
    """The first text, and what comes after it."""
    end = _LENGTH + int.from_bytes(rest[:_LENGTH], "big")
    if len(rest) < max(end, _LENGTH):
        raise InputError(DAMAGED)
    try:
        return rest[_LENGTH:end].decode("utf-8"), rest[end:]
    except UnicodeDecodeError:
        raise InputError(DAMAGED) from None


def _row(days: int, second: int, raw: Mapping[str, Any]) -> AnswersRow:
    day = _FIRST_DAY + timedelta(days=days)
    return AnswersRow(_beginning(day) + timedelta(seconds=second), day, raw)


def _checked(row: AnswersRow, knowledge: Knowledge) -> AnswersRow:
    try:
        intake.clean_answers(row.raw, knowledge, row.day)
    except InputError:
        raise InputError(NO_LONGER) from None
    return row


# --- both ---------------------------------------------------------------------------------------


def _counts(places: Sequence[Place]) -> list[int]:
    return [_DAYS, _SECONDS, 2, *(place.count for place in places)]


def _beginning(day: date) -> datetime:
    """When that day begins where it begins first."""
    return datetime.combine(day, time(), UTC) + _EARLIEST


def _size(places: Sequence[Place]) -> int:
    """The bytes that hold every number there can be."""
    return ((math.prod(_counts(places)) - 1).bit_length() + 7) // 8


def _checksum(version: int, data: bytes) -> bytes:
    return zlib.crc32(b"Even Keel %d." % version + data).to_bytes(_CHECKSUM, "big")
