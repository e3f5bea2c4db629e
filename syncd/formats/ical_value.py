"""What icalendar's properties hold."""

from __future__ import annotations

from typing import Any


def moment_of(value: Any) -> Any:
    """The date, date-time or duration a property holds; None where it holds none, or none that could be parsed."""
    return _held(value, "dt")


def moments_of(value: Any) -> list[Any]:
    """The dates or date-times of a property that lists such (EXDATE), however often it stands."""
    return [moment_of(one) for dates in values_of(value) for one in _held(dates, "dts") or ()]


def _held(value: Any, name: str) -> Any:
    try:
        return getattr(value, name, None)
    except ValueError:  # icalendar's BrokenCalendarProperty
        return None


def values_of(value: Any) -> list[Any]:
    """The values of a property that may stand several times, or not at all."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
