"""Reads the clock: the only place that does, so that everything else can be handed a day.

A guest's day is the day where the guest is, told by the browser; on one's own computer both
are the same. For tests and demonstrations a server started with EVEN_KEEL_TODAY_FILE=path takes
its date from that file (YYYY-MM-DD), read anew on every run, so that a running server can be
moved to another day; EVEN_KEEL_TODAY=YYYY-MM-DD does the same for a fixed day. Both are settings
of the server; nothing a visitor sends can move the day.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def now() -> datetime:
    """This moment with the visitor's offset, to the second; on the pretended day if one is set."""
    moment = datetime.now(UTC).astimezone(visitor_zone()).replace(microsecond=0)
    day = pretended_day(os.environ)
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


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


def pretended_day(environment: os._Environ[str] | dict[str, str]) -> date | None:
    """The day a test or demonstration asked for; None in normal use.

    A file that is missing or holds no date raises: a test that silently ran today would lie.
    """
    file = environment.get("EVEN_KEEL_TODAY_FILE")
    word = Path(file).read_text(encoding="utf-8") if file else environment.get("EVEN_KEEL_TODAY")
    return date.fromisoformat(word.strip()) if word else None
