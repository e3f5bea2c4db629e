"""The fake's own clock, and times as Google writes them."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import available_timezones

# RFC 3339 section 5.6. `fromisoformat` alone also takes "20260102T0304", which Google refuses.
_RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?(?P<offset>[Zz]|[+-]\d\d:\d\d)?")


class Clock:
    """Runs with the system until a test sets it; from then on it moves only when told."""

    def __init__(self, now: datetime | None = None) -> None:
        """Start frozen at `now`, or running when there is none."""
        self._frozen_at = now

    def now(self) -> datetime:
        """Return the moment it is for this Google, aware and in UTC."""
        return (self._frozen_at or datetime.now(UTC)).astimezone(UTC)

    def set(self, now: datetime) -> None:
        """Make it `now` (aware), and stand still there."""
        self._frozen_at = now

    def advance(self, by: timedelta) -> None:
        """Let time pass, then stand still."""
        self._frozen_at = self.now() + by


def timestamp(moment: datetime) -> str:
    """Return `moment` as Google writes `updated`: UTC, milliseconds, a final Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_timestamp(text: str, *, need_offset: bool = True) -> datetime | None:
    """Return the moment an RFC 3339 text names, or None where it names none.

    Args:
        text: What came over the wire.
        need_offset: False also takes a local time, which comes back naive. Only
            `EventDateTime.dateTime` may be one, and only beside a `timeZone` (discovery text).
    """
    match = _RFC3339.fullmatch(text)
    if match is None or (need_offset and not match["offset"]):
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


@cache
def zone_names() -> frozenset[str]:
    """Return every IANA name; looking them up walks hundreds of folders, so once."""
    return frozenset(available_timezones())
