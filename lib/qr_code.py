"""A text as a QR code: squares for whoever draws them, or a picture."""

from __future__ import annotations

import segno
from segno import DataOverflowError, QRCode

from lib.model import InputError

QUIET = 4
"""Squares that stay white all around: what the standard asks for, and part of what is scanned."""

MOST_SQUARES = 69
"""A side of version 13. On a phone's screen its squares are still three points wide."""

TOO_LONG = "This is too long for a code that a camera reads well."


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of squares from the top, True is black; without the white around it.

    InputError when the text is too long.
    """
    return tuple(tuple(bool(square) for square in row) for row in _code(text).matrix)


def picture(text: str) -> str:
    """The code as an address that is safe in HTML attributes, of an SVG that fills its place.

    Black on white in every theme, with the white around it. InputError when the text is too long.
    """
    address: str = _code(text).svg_data_uri(border=QUIET, dark="#000", light="#fff", omitsize=True)
    return address


def _code(text: str) -> QRCode:
    """Error correction M: a scratch or a reflection may cover some of it."""
    try:
        code = segno.make_qr(text, error="m")
    except DataOverflowError:
        raise InputError(TOO_LONG) from None
    if len(code.matrix) > MOST_SQUARES:
        raise InputError(TOO_LONG)
    return code
