"""What Google Calendar accepts as an event, beyond the types of its fields.

Everything here reads a complete event, as it would stand after the write.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from tests.fakes.google.clock import parse_timestamp, zone_names
from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.schema import Json

# Discovery, Event.id: "lowercase letters a-v and digits 0-9 ... between 5 and 1024 characters"
_ID: Final = re.compile(r"[0-9a-v]{5,1024}")
# Discovery, Event.recurrence: "List of RRULE, EXRULE, RDATE and EXDATE lines"
_RECURRENCE_LINE: Final = re.compile(r"(RRULE|EXRULE|RDATE|EXDATE)[;:].+")
# Discovery, EventReminder.minutes: "valid values are between 0 and 40320 (4 weeks in minutes)"
_MOST_MINUTES: Final = 40320
# Discovery, Event.reminders.overrides: "The maximum number of override reminders is 5"
_MOST_OVERRIDES: Final = 5


def check_id(event_id: str) -> None:
    """Refuse an id that a client may not choose.

    Raises:
        Refusal: 400.
    """
    if not _ID.fullmatch(event_id):
        raise invalid("Invalid resource id value.")


def check_event(event: Json) -> None:
    """Refuse an event that Google Calendar would not keep.

    Raises:
        Refusal: 400.
    """
    _check_times(event)
    _check_recurrence(event)
    _check_reminders(event.get("reminders", {}))
    for attendee in event.get("attendees", []):
        # Discovery, EventAttendee.email: "must be present when adding an attendee"
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", attendee.get("email", "")):
            raise invalid("Invalid attendee email.")


def check_new(event: Json) -> None:
    """Refuse the event types that no client can make.

    Raises:
        Refusal: 400.
    """
    if event.get("eventType") == "fromGmail":
        # Discovery, Event.eventType: "This type of event cannot be created."
        raise invalid("fromGmail events cannot be created.", "eventTypeRestriction")


def check_birthday(changed: Sequence[str], event: Json) -> None:
    """Refuse any change but the title's on a birthday.

    Source: https://github.com/t4t5/caldir/pull/61 .

    Raises:
        Refusal: 400.
    """
    if event.get("eventType") == "birthday" and set(changed) - {"summary"}:
        raise invalid("Birthday events accept no such change.", "eventTypeRestriction")


def moment_of(point: Json, zone: tzinfo) -> datetime:
    """Return when an EventDateTime is.

    Args:
        point: `date`, or `dateTime` with an offset or a `timeZone`.
        zone: The calendar's, in which all-day events begin.
    """
    if "date" in point:
        return datetime.combine(date.fromisoformat(point["date"]), time(), zone)
    moment = parse_timestamp(point["dateTime"], need_offset=False)
    if moment is None:
        raise invalid("Invalid start time.")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(point["timeZone"]))


def span_of(event: Json, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return start and end of an event, or of the first of a series."""
    return moment_of(event["start"], zone), moment_of(event["end"], zone)


def shifted(point: Json, by: timedelta) -> Json:
    """Return an EventDateTime that much later."""
    if "date" in point:
        return {**point, "date": (date.fromisoformat(point["date"]) + by).isoformat()}
    moment = parse_timestamp(point["dateTime"], need_offset=False)
    if moment is None:
        raise invalid("Invalid start time.")
    return {**point, "dateTime": (moment + by).isoformat()}


def _check_times(event: Json) -> None:
    kinds = []
    for name in ("start", "end"):
        point = event.get(name) or {}
        if ("date" in point) == ("dateTime" in point):
            # Both, after a PATCH from timed to all-day that left `dateTime` standing:
            # https://github.com/t4t5/caldir/pull/61
            raise invalid(f"Invalid {name} time.")
        zone = point.get("timeZone")
        if zone is not None and zone not in zone_names():
            raise invalid(f"Invalid time zone definition for {name} time.")
        if "dateTime" in point:
            # "A time zone offset is required unless a time zone is explicitly specified"
            text = point["dateTime"]
            if parse_timestamp(text, need_offset=zone is None) is None:
                message = f"Missing time zone definition for {name} time."
                raise invalid(message, "required")
        kinds.append("date" in point)
    if kinds[0] != kinds[1]:
        raise invalid("Invalid start time.")
    start, end = span_of(event, ZoneInfo("UTC"))
    if end < start or (kinds[0] and end == start):
        # An all-day end is exclusive (discovery, Event.end), so the same day is an empty one.
        raise invalid("The specified time range is empty.", "timeRangeEmpty")


def _check_recurrence(event: Json) -> None:
    lines = event.get("recurrence", [])
    for line in lines:
        if not _RECURRENCE_LINE.fullmatch(line):
            raise invalid("Invalid recurrence rule.")
    if lines and "dateTime" in event["start"] and "timeZone" not in event["start"]:
        # Discovery, EventDateTime.timeZone: "For recurring events this field is required"
        raise invalid("Missing time zone definition for start time.", "required")


def _check_reminders(reminders: Json) -> None:
    overrides = reminders.get("overrides", [])
    if reminders.get("useDefault") and overrides:
        # From memory of Google's own error text; no source found.
        message = "Cannot specify both default reminders and overrides at the same time."
        raise Refusal(400, "cannotUseDefaultRemindersAndSpecifyOverride", message)
    if len(overrides) > _MOST_OVERRIDES:
        raise invalid("Too many override reminders.")
    for override in overrides:
        # Discovery, EventReminder.method and .minutes: "Required when adding a reminder."
        if "method" not in override or "minutes" not in override:
            raise invalid("Missing reminder method or minutes.", "required")
        if not 0 <= override["minutes"] <= _MOST_MINUTES:
            raise invalid("Invalid reminder minutes.")
