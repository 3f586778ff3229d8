"""Turns data/help.yaml into signs and emergency numbers, and a time zone into a country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lib import knowledge
from lib.model import Mark, Urgency

FILE = knowledge.DATA / "help.yaml"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign a person can notice, and how soon somebody should look at it."""

    id: str
    urgency: Urgency
    says: str
    detail: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone number for advice that is not an emergency."""

    number: str
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class Country:
    """Where to call from a country. `id` is its two-letter code, empty for anywhere else."""

    id: str
    name: str
    number: str
    mark: Mark
    says: str = ""
    advice: Line | None = None
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """Everything in data/help.yaml."""

    signs: tuple[Sign, ...]
    countries: Mapping[str, Country]
    anywhere_else: Country

    def of(self, urgency: Urgency) -> tuple[Sign, ...]:
        """The signs that call for help this soon."""
        return tuple(sign for sign in self.signs if sign.urgency is urgency)

    def country(self, id: str | None) -> Country:
        """The country of that code; anywhere else when there is none of that code."""
        return self.countries.get(id or "", self.anywhere_else)

    def country_at(self, zone: str | None) -> Country:
        """The country of an IANA time zone; anywhere else when it is in nobody's list."""
        for country in self.countries.values():
            for mine in country.zones:
                if zone == mine or (zone and mine.endswith("/") and zone.startswith(mine)):
                    return country
        return self.anywhere_else


@cache
def load(file: Path = FILE) -> Help:
    """The checked content of help.yaml; ContentError names what is wrong."""
    content = knowledge.read(file, "help")
    countries = [_country(row) for row in content["countries"]]
    knowledge.each_once(file, "countries", [country.id for country in countries])
    knowledge.each_once(file, "zones", [zone for country in countries for zone in country.zones])
    knowledge.each_once(file, "signs", [row["id"] for row in content["signs"]])
    return Help(
        signs=tuple(_sign(row) for row in content["signs"]),
        countries={country.id: country for country in countries},
        anywhere_else=Country(
            "", "Somewhere else", mark=Mark.SECONDARY, **content["anywhere_else"]
        ),
    )


def _sign(row: Mapping[str, Any]) -> Sign:
    return Sign(
        row["id"], Urgency(row["urgency"]), row["says"], row.get("detail", ""), tuple(row["flags"])
    )


def _country(row: Mapping[str, Any]) -> Country:
    return Country(
        id=row["id"],
        name=row["name"],
        number=row["number"],
        mark=Mark(row["mark"]),
        advice=Line(**row["advice"]) if "advice" in row else None,
        zones=tuple(row["zones"]),
    )
