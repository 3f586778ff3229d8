"""Reads the clock: the only place that does, so that everything else can be handed a day.

A guest's day is the day where the guest is, told by the browser; on one's own computer both
are the same. For tests and demonstrations a server started with EVEN_KEEL_TODAY_FILE=path takes
its date from that file (YYYY-MM-DD), read anew on every run, so that a running server can be
moved to another day; EVEN_KEEL_TODAY=YYYY-MM-DD does the same without a file. A pretended day
begins at noon, when the file was written or the server started, and time passes from there:
what happens on it does not hang on the hour at which it is tried. Both are settings of the
server; nothing a visitor sends can move the day.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

_NOON = time_of_day(12)
_STARTED = time.time()


def now() -> datetime:
    """This moment with the visitor's offset, to the second; on the pretended day if one is set."""
    zone, pretended = visitor_zone(), pretended_day(os.environ)
    if pretended is None:
        return datetime.now(UTC).astimezone(zone).replace(microsecond=0)
    day, passed = pretended
    noon = datetime.combine(day, _NOON, zone) if zone else datetime.combine(day, _NOON).astimezone()
    return (noon + passed).replace(microsecond=0)


def today() -> date:
    """The visitor's local date."""
    return now().date()


def visitor_zone() -> tzinfo | None:
    """The visitor's time zone; this computer's own (None) where the browser has not told."""
    return zone(st.context.timezone, st.context.timezone_offset)


def zone(name: str | None, minutes_behind_utc: int | None) -> tzinfo | None:
    """The zone of that name; where it is unknown here, one with the browser's present offset."""
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # no such zone on this computer, or not a zone's name at all
    if minutes_behind_utc is not None and abs(minutes_behind_utc) < 24 * 60:
        return timezone(timedelta(minutes=-minutes_behind_utc))
    return None


def pretended_day(environment: os._Environ[str] | dict[str, str]) -> tuple[date, timedelta] | None:
    """The day a test or demonstration asked for and the time since its noon; None in normal use.

    A file that is missing or holds no date raises: a test that silently ran today would lie.
    """
    named = environment.get("EVEN_KEEL_TODAY_FILE")
    if named:
        file = Path(named)
        return _day(file.read_text(encoding="utf-8")), _since(file.stat().st_mtime)
    word = environment.get("EVEN_KEEL_TODAY")
    return (_day(word), _since(_STARTED)) if word else None


def _day(word: str) -> date:
    return date.fromisoformat(word.strip())


def _since(then: float) -> timedelta:
    return timedelta(seconds=max(0.0, time.time() - then))
