"""TZID -> IANA zone: names as Olson, Windows, Exchange, Lotus and home-made calendars write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Calendar
from icalendar.prop import vUTCOffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_PREFIX = re.compile(r"^/(?:[^/]+/)+?(?=[A-Z][A-Za-z_]+/)|^/[^/]*/[^/]*/")
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d\d)?")


def find_zone(tzid: str, calendar: Calendar) -> ZoneInfo | None:
    """The zone a TZID means; None where neither its name nor the calendar's own VTIMEZONE tells.

    Tried in turn: the name itself, Windows' names (CLDR), a global prefix before an IANA name, X-LIC-LOCATION of the
    VTIMEZONE, and last an IANA zone that agrees with the VTIMEZONE's offsets in winter and summer.
    """
    name = tzid.strip().strip('"')
    return _by_name(name) or _by_definition(name, calendar)


@lru_cache(maxsize=512)
def _by_name(name: str) -> ZoneInfo | None:
    candidates = [name, WINDOWS_TO_OLSON.get(name, ""), _PREFIX.sub("", name), name.rpartition(": ")[2]]
    for candidate in candidates:
        if candidate in {"UTC", "GMT", "Z"}:
            return ZoneInfo("UTC")
        if candidate and candidate in _names():
            return ZoneInfo(candidate)
    return None


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def _by_definition(name: str, calendar: Calendar) -> ZoneInfo | None:
    for definition in calendar.walk("VTIMEZONE"):
        if str(definition.get("TZID", "")).strip() != name:
            continue
        location = _by_name(str(definition.get("X-LIC-LOCATION", "")))
        if location is not None:
            return location
        offsets = {
            kind: value.td
            for kind in ("STANDARD", "DAYLIGHT")
            for part in definition.walk(kind)
            if isinstance(value := part.get("TZOFFSETTO"), vUTCOffset)
        }
        standard = offsets.get("STANDARD")
        if standard is not None:
            return _by_offsets(standard, offsets.get("DAYLIGHT", standard))
    return None


@lru_cache(maxsize=64)
def _by_offsets(standard: timedelta, daylight: timedelta) -> ZoneInfo | None:
    if standard == daylight:
        hours = standard // timedelta(hours=1)
        if timedelta(hours=hours) == standard:
            return ZoneInfo(f"Etc/GMT{-hours:+d}") if hours else ZoneInfo("UTC")
    summer, winter = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    for candidate in sorted(set(WINDOWS_TO_OLSON.values())):
        zone = ZoneInfo(candidate)
        north = zone.utcoffset(winter.astimezone(zone)), zone.utcoffset(summer.astimezone(zone))
        if {north, north[::-1]} & {(standard, daylight)}:
            return zone
    return None
