"""A series of events as its occurrences (RFC 5545 section 3.8.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Component

from syncd.errors import InvalidObjectError
from syncd.formats.ical_value import moment_of, moments_of, values_of

MOST = 5
"""A series of more occurrences is everyday life, and only its first one is looked at."""
REACH = timedelta(days=366)
_PLAIN = frozenset({"FREQ", "COUNT", "UNTIL", "INTERVAL", "WKST"})
_FOLLOWED = {"DAILY": _PLAIN, "WEEKLY": _PLAIN | {"BYDAY"}, "MONTHLY": _PLAIN, "YEARLY": _PLAIN}
"""Parts of a rule that is followed: others make thousands of occurrences a day, or are sought for centuries."""


def occurrences(calendar: Calendar) -> Iterator[Component]:
    """Every VEVENT of a calendar object, a short series unfolded.

    Occurrences that were excluded, or moved by a VEVENT of their own, are left out of the series. The first one of the
    rule bears no RECURRENCE-ID, so that it is named by the UID alone, as the whole series is.
    """
    for component in calendar.walk("VEVENT"):
        if "RECURRENCE-ID" in component or not ("RRULE" in component or "RDATE" in component):
            yield component
            continue
        start = _moment(component.get("DTSTART"))
        if start is None:
            yield component  # reading it says so
        else:
            yield from _unfolded(calendar, component, start)


def _unfolded(calendar: Calendar, master: Component, start: date) -> Iterator[Component]:
    moved = _moved(calendar, master)
    found = _followed(calendar, master, start) if _is_bounded(master, start) else []
    if not 0 < len(found) <= MOST:
        if _name(start) not in _left_out(master) | moved:
            yield master
        return
    for occurrence in sorted(found, key=_begins):
        if _begins(occurrence) in moved:
            continue
        if _begins(occurrence) == _name(start):
            yield master
        else:
            occurrence["RECURRENCE-ID"] = occurrence["DTSTART"]
            yield occurrence


def _followed(calendar: Calendar, master: Component, start: date) -> list[Component]:
    """The occurrences of the first year, moved ones at their old places."""
    alone = Calendar()
    alone.subcomponents = [part for part in calendar.subcomponents if part.name == "VTIMEZONE"]
    alone.add_component(master)
    try:
        return list(recurring_ical_events.of(alone).between(start, start + REACH))
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as err:  # it lets all of these out
        raise InvalidObjectError("", f"its series cannot be followed: {err}") from err


def _begins(occurrence: Component) -> str:
    return _name(moment_of(occurrence["DTSTART"]))


def _is_bounded(master: Component, start: date) -> bool:
    rules = values_of(master.get("RRULE"))
    few = len(rules) <= 1 and len(moments_of(master.get("RDATE"))) <= MOST
    return few and all(_ends_soon(rule, start) for rule in rules)


def _ends_soon(rule: Any, start: date) -> bool:
    if not isinstance(rule, dict):
        return False
    if not all(rule.keys() <= _FOLLOWED.get(str(frequency), set()) for frequency in rule.get("FREQ", [""])):
        return False
    counts, untils = rule.get("COUNT", []), rule.get("UNTIL", [])
    if counts:
        return all(isinstance(count, int) and count <= MOST for count in counts)
    return bool(untils) and all(isinstance(end, date) and _day(end) <= _day(start) + REACH for end in untils)


def _left_out(master: Component) -> set[str]:
    return {_name(moment) for moment in moments_of(master.get("EXDATE")) if isinstance(moment, date)}


def _moved(calendar: Calendar, master: Component) -> set[str]:
    return {
        _name(original)
        for other in calendar.walk("VEVENT")
        if str(other.get("UID")) == str(master.get("UID"))
        and (original := _moment(other.get("RECURRENCE-ID"))) is not None
    }


def _moment(value: Any) -> date | None:
    moment = moment_of(value)
    return moment if isinstance(moment, date) else None


def _name(moment: date) -> str:
    """What two ways of writing a moment share."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.isoformat()


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
