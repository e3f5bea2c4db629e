"""Telephone numbers in a text, in the formats of the countries at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

import phonenumbers

LIMIT = 4000
LEAST = 7
"""Digits of a number."""
MOST = 12
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in a text."""

    number: str
    """E.164, with `;ext=` where an extension is given."""
    start: int


@cache
def _countries() -> dict[str, str]:
    """The country of each IANA zone, from the zone table of the tzdata package."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}


def country_of(zone: str) -> str | None:
    """The country code of an IANA zone; None for UTC and the like."""
    return _countries().get(zone)


UNKNOWN_REGION = "ZZ"
"""What phonenumbers calls no country: only numbers with a country code are read."""


def phones_in(text: str, countries: list[str]) -> list[Phone]:
    """The telephone numbers in a text, national ones read as of the first country that makes them valid."""
    found: dict[int, Phone] = {}
    taken: set[int] = set()
    for leniency in (phonenumbers.Leniency.VALID, phonenumbers.Leniency.POSSIBLE):
        for country in [*countries] or [UNKNOWN_REGION]:
            for match in phonenumbers.PhoneNumberMatcher(text[:LIMIT], country, leniency=leniency, max_tries=200):
                span = range(match.start, match.end)
                digits = sum(char.isdigit() for char in match.raw_string)
                dialled = text[match.end : match.end + 2] == ",,"
                if taken.intersection(span) or digits < LEAST or dialled or _DATE.search(match.raw_string):
                    continue
                taken.update(span)
                number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
                found[match.start] = Phone(number, match.start)
                if len(found) >= MOST:
                    break
    return [found[start] for start in sorted(found)]
