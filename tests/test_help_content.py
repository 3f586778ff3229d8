from pathlib import Path
from zoneinfo import available_timezones

import pytest

from lib import plain_yaml
from lib.model import ContentError, Urgency
from lib.ui import help_content

QUESTIONNAIRE = help_content.FILE.with_name("questionnaire.yaml")


@pytest.fixture
def known() -> help_content.Help:
    return help_content.load()


@pytest.mark.parametrize(
    ("zone", "country", "number"),
    [
        ("Europe/Berlin", "DE", "112"),
        ("Europe/London", "GB", "999"),
        ("America/Chicago", "US", "911"),
        ("America/Indiana/Knox", "US", "911"),
        ("America/Toronto", "CA", "911"),
        ("Australia/Perth", "AU", "000"),
        ("Pacific/Auckland", "NZ", "111"),
        ("Asia/Kolkata", "IN", "112"),
        ("Antarctica/Troll", "", "112"),
        ("nonsense", "", "112"),
        (None, "", "112"),
    ],
)
def test_the_number_follows_the_time_zone(
    known: help_content.Help, zone: str | None, country: str, number: str
) -> None:
    found = known.country_at(zone)

    assert (found.id, found.number) == (country, number)


def test_every_zone_in_the_file_exists(known: help_content.Help) -> None:
    exist = available_timezones()

    zones = [zone for country in known.countries.values() for zone in country.zones]

    assert [z for z in zones if z not in exist and not any(e.startswith(z) for e in exist)] == []


def test_every_sign_the_check_in_calls_an_emergency_stands_on_the_page(
    known: help_content.Help,
) -> None:
    questions = plain_yaml.read(QUESTIONNAIRE)["questions"]
    asked = {q["id"] for q in questions if q.get("list") == "emergency"}

    shown = {flag for sign in known.of(Urgency.EMERGENCY) for flag in sign.flags}

    assert asked == shown


def test_every_sign_of_illness_stands_on_the_page(known: help_content.Help) -> None:
    questions = plain_yaml.read(QUESTIONNAIRE)["questions"]
    asked = {q["id"] for q in questions if q.get("list") == "illness"}

    assert asked <= {flag for sign in known.signs for flag in sign.flags}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id: "NO"', "id: NO", "put it in quotes"),
        ('number: "999"', "number: 999", "help.yaml"),
        ("mark: secondary", "mark: certain", "certain"),
        ('id: "AT"', 'id: "AU"', "AU · countries: stands twice"),
        ("zones: [Europe/Vienna]", "zones: [Europe/Brussels]", "Europe/Brussels · zones"),
    ],
)
def test_a_wrong_file_stops_the_start_and_says_where(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    text = help_content.FILE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "help.yaml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError, match=says):
        help_content.load(wrong)
