"""Numbers as they are written in ten countries, and what only looks like one."""

from __future__ import annotations

import pytest

from syncd.core.phones import country_of, phones_in

WRITTEN = [
    ("GB", "Call 07700 900455 when you arrive", ["+447700900455"]),
    ("US", "(416) 555-0126", ["+14165550126"]),
    ("DE", "Tel. 0511 99999-12, Fax folgt", ["+495119999912"]),
    ("FR", "au 04 79 55 01 28.", ["+33479550128"]),
    ("ES", "tlf 944 00 11 22", ["+34944001122"]),
    ("BR", "(51) 95555-0133", ["+5551955550133"]),
    ("IT", "Cell: 347 555 0119", ["+393475550119"]),
    ("NL", "010 555 01 73", ["+31105550173"]),
    ("PL", "+48 22 555 01 37", ["+48225550137"]),
    ("SE", "Ring 070-174 06 31", ["+46701740631"]),
    ("JP", "TEL 06-6000-0138", ["+81660000138"]),
    ("DE", "ring +44 20 7946 0133 or 030 5550192", ["+442079460133", "+49305550192"]),
    ("DK", "Antwort bis zum 20.11.2026", []),
    ("DE", "am 01.04.2027 um 10:00", []),
    ("US", "+13125550119,,84411902257#", []),
    ("GB", "Band 5, ref 12345, room 4.12", []),
]


@pytest.mark.parametrize(("country", "text", "numbers"), WRITTEN)
def test_numbers_are_read_as_of_the_country(country, text, numbers):
    """E.164; dates and codes to dial behind a number are none."""
    assert [phone.number for phone in phones_in(text, [country])] == numbers


@pytest.mark.parametrize(
    ("zone", "country"), [("Europe/Berlin", "DE"), ("America/Toronto", "CA"), ("Asia/Tokyo", "JP"), ("UTC", None)]
)
def test_the_country_of_a_zone(zone, country):
    """National numbers are read as of where the event takes place."""
    assert country_of(zone) == country
