import os
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lib.ui import clock


def test_a_zone_is_found_by_its_name() -> None:
    zone = clock.zone("Pacific/Auckland", 0)

    assert datetime(2026, 11, 22, 12, tzinfo=UTC).astimezone(zone).date() == date(2026, 11, 23)


@pytest.mark.parametrize("name", [None, "", "Nowhere/Atall", "../../etc/passwd", "/etc/passwd"])
def test_an_unknown_zone_falls_back_to_the_browsers_offset(name: str | None) -> None:
    zone = clock.zone(name, -330)

    assert zone is not None
    assert zone.utcoffset(None) == timedelta(hours=5, minutes=30)


@pytest.mark.parametrize("offset", [None, 100_000])
def test_without_zone_and_sensible_offset_it_is_this_computers(offset: int | None) -> None:
    assert clock.zone(None, offset) is None


def test_normally_no_day_is_pretended() -> None:
    assert clock.pretended_day({}) is None


def test_a_server_can_be_moved_to_another_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "today"
    monkeypatch.setenv("EVEN_KEEL_TODAY_FILE", str(file))
    monkeypatch.setenv("EVEN_KEEL_TODAY", "2020-01-01")

    file.write_text("2026-11-22\n", encoding="utf-8")
    first = clock.today()
    file.write_text("2026-11-25\n", encoding="utf-8")

    assert (first, clock.today()) == (date(2026, 11, 22), date(2026, 11, 25))


def test_a_pretended_day_begins_at_noon_at_whatever_hour_and_goes_on_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "today"
    file.write_text("2026-11-22", encoding="utf-8")
    monkeypatch.setenv("EVEN_KEEL_TODAY_FILE", str(file))

    def at(seconds_ago: float) -> datetime:
        os.utime(file, (time.time() - seconds_ago,) * 2)
        return clock.now()

    noon = datetime(2026, 11, 22, 12).astimezone()
    slow = timedelta(minutes=1)
    assert noon <= at(0) < noon + slow
    assert noon <= at(-5) < noon + slow  # a file from a moment that is still to come
    assert noon + timedelta(hours=3) <= at(3 * 3600) < noon + timedelta(hours=3) + slow
    assert at(13 * 3600).date() == date(2026, 11, 23)


def test_a_pretended_day_that_cannot_be_read_is_no_quiet_today(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing_here"):
        clock.pretended_day({"EVEN_KEEL_TODAY_FILE": str(tmp_path / "nothing_here")})
    with pytest.raises(ValueError, match="tomorrow"):
        clock.pretended_day({"EVEN_KEEL_TODAY": "tomorrow"})
