"""Turns the bytes of a CSV file into header and records, and sets aside what is neither.

A torn line may leave a quote open. Whatever follows is then read afresh from the next line, so
that one broken line never swallows a good one.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

SEPARATORS = (b",", b";", b"\t")
BOM = b"\xef\xbb\xbf"
TAIL_BYTES = 64 * 1024
BLOCK_BYTES = 256 * 1024

WRONG_QUOTES = "its quotation marks do not match; it was probably cut off"
NOT_UTF8 = "it holds characters that are not UTF-8 text"


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that does not fit: its line number (the header is line 1), raw text and why."""

    line: int
    raw: bytes
    reason: str


@dataclass(frozen=True)
class Records:
    """The records of a file. `starts` are the positions in `lines` where a good one begins."""

    data: bytes
    broken: tuple[Broken, ...]
    skipped: frozenset[int]
    """Lines of broken records, and blank lines."""
    continued: frozenset[int]
    """Lines that go on inside the quoted cell of the line before."""

    @functools.cached_property
    def lines(self) -> list[bytes]:
        """The lines of the file, taken apart only where a record is asked for."""
        return _lines(self.data)

    @property
    def starts(self) -> list[int]:
        """Where the good records begin: position in `lines`, which is line number minus 1."""
        left_out = self.skipped | self.continued
        return [i for i in range(1, len(self.lines)) if i not in left_out]

    def raw(self, start: int) -> bytes:
        """The record that begins at a position, as it stands in the file."""
        end = start + 1
        while end in self.continued:
            end += 1
        return b"\n".join(self.lines[start:end])

    def text(self) -> io.BytesIO:
        """The good records alone, one after the other, each with a plain line end."""
        if not self.skipped and b"\r" not in self.data:
            text = io.BytesIO(self.data)  # the data itself, not a copy
            text.readline()
            return text
        good = [
            line if i + 1 in self.continued else line.removesuffix(b"\r")
            for i, line in enumerate(self.lines)
            if i and i not in self.skipped
        ]
        return io.BytesIO(b"\n".join(good) + b"\n" if good else b"")


def cells_of(record: bytes, separator: bytes) -> list[bytes] | None:
    """The cells of one record without its line end; None when its quotes do not match."""
    cells, position, field = [], 0, _field(separator)
    while match := field.match(record, position):
        quoted, plain = match.groups()
        cells.append(plain if quoted is None else quoted.replace(b'""', b'"'))
        position = match.end()
        if position == len(record):
            return cells
        if record[position : position + 1] != separator:
            return None
        position += 1
    return None


@functools.cache
def _field(separator: bytes) -> re.Pattern[bytes]:
    return re.compile(rb'"([^"]*+(?:""[^"]*+)*+)"|([^"\r\n%s]*+)' % re.escape(separator))


@functools.cache
def _record(separator: bytes, width: int) -> re.Pattern[bytes]:
    """What a whole record looks like; the same grammar as `cells_of`, in one step."""
    field = rb"(?:%s)" % _field(separator).pattern.replace(b"([^", b"(?:[^")
    return re.compile(rb"(?:%s%s){%d}%s" % (field, re.escape(separator), width - 1, field))


def split(data: bytes, separator: bytes, width: int) -> Records:
    """The records below the header, each with `width` cells; the others are set aside.

    Blank lines are nothing. The work a line costs does not grow with the file: only lines with
    the wrong number of cells, or with a quote that does not simply open or close a cell, are
    looked at closely.
    """
    unusual = _unusual(data, separator, width)
    lines = _lines(data) if unusual else []
    broken: list[Broken] = []
    skipped: set[int] = set()
    continued: set[int] = set()
    looked_at = broken_until = 0
    for i in unusual:
        if i < looked_at or i == 0:
            continue
        end = _end_of_record(lines, i)
        raw = b"\n".join(lines[i:end])
        reason = _what_is_wrong(raw.removesuffix(b"\r"), separator, width)
        if reason and reason != NOT_UTF8:
            end, raw = i + 1, lines[i]  # start afresh with the next line
        if reason and broken and broken[-1].reason == WRONG_QUOTES and i == broken_until:
            broken[-1] = Broken(broken[-1].line, broken[-1].raw + b"\n" + raw, WRONG_QUOTES)
        elif reason and raw.strip(b" \t\r"):
            broken.append(Broken(i + 1, raw, reason))
        if reason:
            broken_until = end
            skipped.update(range(i, end))
        else:
            continued.update(range(i + 1, end))
        looked_at = end
    return Records(data, tuple(broken), frozenset(skipped), frozenset(continued))


def _lines(data: bytes) -> list[bytes]:
    lines = data.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def _unusual(data: bytes, separator: bytes, width: int) -> list[int]:
    """The lines that are not simply `width` cells, each without quotes or simply quoted."""
    unusual: list[int] = []
    first = 0
    for block in _blocks(data):
        shapes = _shapes(block, separator)
        odd = _odd_bytes(block)
        usual = separator * (width - 1)
        if odd or shapes.count(usual) < len(shapes):
            odd.update(i for i, shape in enumerate(shapes) if shape != usual)
            unusual += [first + i for i in sorted(odd)]
        first += len(shapes)
    return unusual


def _blocks(data: bytes) -> Iterator[bytes]:
    """The file in blocks of whole lines, small enough for the fast memory of a processor."""
    begin = 0
    while begin < len(data):
        end = (data.find(b"\n", begin + BLOCK_BYTES) + 1) or len(data)
        yield data[begin:end]
        begin = end


def _shapes(block: bytes, separator: bytes) -> list[bytes]:
    """What is left of each line without its simply quoted cells: separators and other quotes."""
    if b'"' in block:
        block = _simply_quoted(separator).sub(separator, block)
    return block.removesuffix(b"\n").translate(None, _all_but(separator)).split(b"\n")


def _odd_bytes(block: bytes) -> set[int]:
    """The lines with a carriage return in the middle, or that are not UTF-8 text."""
    odd: set[int] = set()
    if b"\r" in block:
        odd.update(i for i, line in enumerate(_lines(block)) if b"\r" in line[:-1])
    if not _is_utf8(block):
        odd.update(i for i, line in enumerate(_lines(block)) if not _is_utf8(line))
    return odd


@functools.cache
def _simply_quoted(separator: bytes) -> re.Pattern[bytes]:
    """A cell in quotes without a quote or a line end in it, and the separator before it.

    A quote inside a quoted cell is written twice, so a line whose quotes are all of this kind is
    one whole record.
    """
    return re.compile(rb'%s"[^"\n]*+"(?=[%s\r\n])' % (re.escape(separator), re.escape(separator)))


@functools.cache
def _all_but(separator: bytes) -> bytes:
    """Every byte that does not tell cells and lines apart."""
    return bytes(byte for byte in range(256) if byte not in separator + b'"\n')


def _end_of_record(lines: list[bytes], start: int) -> int:
    """One past the last line of the record: the line on which its quotes come out even."""
    is_open = False
    for end in range(start, len(lines)):
        is_open ^= bool(lines[end].count(b'"') % 2)
        if not is_open:
            return end + 1
    return start + 1


def _what_is_wrong(record: bytes, separator: bytes, width: int) -> str:
    """Why a record cannot be read; empty when it can."""
    if _record(separator, width).fullmatch(record):
        return "" if _is_utf8(record) else NOT_UTF8
    cells = cells_of(record, separator)
    if cells is None:
        return WRONG_QUOTES
    return f"it has {len(cells)} cells where the header has {width}"


def _is_utf8(data: bytes) -> bool:
    """True for UTF-8 text. NUL bytes, which a power cut can leave behind, are not text."""
    if b"\0" in data:
        return False
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def last_record(tail: bytes, separator: bytes, width: int) -> list[bytes] | None:
    """The cells of the last record, from the last bytes of a file.

    None when they do not end in one whole record, as after a crash in the middle of a row.
    """
    if not tail.endswith(b"\n"):
        return None
    lines, is_open = tail[:-1].split(b"\n"), False
    for start in range(len(lines) - 1, -1, -1):
        is_open ^= bool(lines[start].count(b'"') % 2)
        if not is_open:
            cells = cells_of(b"\n".join(lines[start:]), separator)
            if cells is not None and len(cells) == width:
                return cells
    return None
