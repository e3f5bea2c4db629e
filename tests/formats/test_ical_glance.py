"""A glance tells the same as a full parse, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from syncd.formats.ical_glance import glance, unsound

ZONE = ZoneInfo("Europe/Berlin")


def event(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


def test_folded_and_escaped_text_is_read():
    """RFC 5545 sections 3.1 and 3.3.11."""
    seen = glance(event("UID:1", "DTSTART:20261005T090000Z", r"SUMMARY:Lunch\, with\; J", " o\\nthen"), ZONE)
    assert seen.summary == "Lunch, with; Jo\nthen"
    assert seen.start_at == datetime(2026, 10, 5, 9, tzinfo=UTC)


def test_zones_floating_times_and_days():
    """A TZID, no zone at all, and an all-day event that ends with its day."""
    zoned = glance(event("UID:1", "DTSTART;TZID=America/New_York:20261005T090000"), ZONE)
    assert zoned.start_at == datetime(2026, 10, 5, 13, tzinfo=UTC)
    floating = glance(event("UID:1", "DTSTART:20261005T090000", "DTEND:20261005T100000"), ZONE)
    assert floating.end_at == datetime(2026, 10, 5, 10, tzinfo=ZONE)
    day = glance(event("UID:1", "DTSTART;VALUE=DATE:20261005"), ZONE)
    assert day.end_at == datetime(2026, 10, 6, tzinfo=ZONE)


@pytest.mark.parametrize(
    "lines",
    [
        ["UID:1"],
        ["UID:1", "DTSTART;TZID=W. Europe Standard Time:20261005T090000"],
        ["UID:1", "DTSTART:20261305T090000Z"],
        ["UID:1", "DTSTART:20261005T090000Z", "DURATION:PT1H"],
        ["DTSTART:20261005T090000Z"],
    ],
)
def test_anything_unusual_is_left_to_the_full_parse(lines):
    """None, never a wrong answer."""
    assert glance(event(*lines), ZONE) is None


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("hello", "no BEGIN:VCALENDAR"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1", "breaks off"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VCALENDAR\r\n", "does not end"),
        (event("UID:1"), "no start"),
    ],
)
def test_a_broken_outline_is_told(raw, why):
    """Even of an event nobody will look at closely."""
    assert why in unsound(raw)


def test_a_whole_outline_is_sound():
    """Byte order marks and blank lines around it do no harm."""
    assert unsound("\ufeff" + event("UID:1", "DTSTART:20261005T090000Z") + "\r\n\r\n") is None
