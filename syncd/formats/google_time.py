"""Times as Calendar v3 writes them (EventDateTime, RFC 3339) <-> aware datetimes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo


def from_rfc3339(text: str) -> datetime:
    """An aware moment.

    Raises:
        ValueError: It is none, or has no offset.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no offset from UTC")
    return moment


def to_rfc3339(moment: datetime) -> str:
    """UTC, whole seconds, a final Z."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone; None where the name is missing, unknown, or no place at all (UTC)."""
    if not name or name in {"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Etc/Greenwich"}:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):
        return None


def from_event_time(value: Mapping[str, Any], zone: ZoneInfo) -> datetime:
    """The moment an EventDateTime names, in its own zone where it has one, else in `zone`.

    Raises:
        ValueError: It names none.
    """
    home = zone_named(value.get("timeZone")) or zone
    if value.get("dateTime"):
        moment = datetime.fromisoformat(value["dateTime"])
        return moment.replace(tzinfo=home) if moment.tzinfo is None else moment.astimezone(home)
    if value.get("date"):
        return datetime.combine(date.fromisoformat(value["date"]), time(), zone)
    raise ValueError("a time without date and dateTime")


def is_all_day(value: Mapping[str, Any]) -> bool:
    """It is a date, not a moment."""
    return not value.get("dateTime") and bool(value.get("date"))
