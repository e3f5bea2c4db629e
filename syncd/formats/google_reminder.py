"""Reminders <-> events of Calendar v3 in syncd's own calendar.

Google's alarms ring before an event or at its start, never after it (EventReminder.minutes, 0 to 40320): an alarm of a
reminder that comes later is not written, and rings at the start if it is the only one. What was wanted stays in the
mark, so that nothing looks different when it is read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from syncd.core.identity import digest
from syncd.core.model import Actual, Alarm, Component, Part, Reminder
from syncd.errors import InvalidObjectError
from syncd.formats.google_event import text_of
from syncd.formats.google_marks import (
    PREFIX,
    Mark,
    digests,
    event_mark_from_properties,
    event_mark_to_properties,
    touched_parts,
)
from syncd.formats.google_time import from_event_time, is_all_day, to_rfc3339

Json = dict[str, Any]

_MOST_MINUTES = 40_320
_MOST_ALARMS = 5
_MINUTE = timedelta(minutes=1)


def is_marked(item: Mapping[str, Any]) -> bool:
    """The event bears syncd's mark, be it syncd's own or a copy the user made."""
    return f"{PREFIX}kind" in _properties(item)


def reminder_from_google(item: Mapping[str, Any], zone: ZoneInfo) -> Actual | None:
    """The reminder as it stands; None for a copy that the user made of one.

    Raises:
        InvalidObjectError: Mark or times cannot be read.
    """
    href = str(item.get("id", ""))
    try:
        mark = _mark(item)
        if mark is None:
            return None
        values = _values(item, zone, mark.applied)
        at = from_event_time(item["start"], zone)
        end = from_event_time(item.get("end") or item["start"], zone)
    except (KeyError, ValueError) as err:
        raise InvalidObjectError(href, f"an entry of syncd's cannot be read any more ({err})") from err
    touched = touched_parts(values, mark.applied)
    return Actual(
        reminder=Reminder(
            uid=mark.uid,
            kind=mark.kind,
            component=Component.VEVENT,
            interviews=mark.interviews,
            summary=str(item.get("summary", "")),
            description=values[Part.DESCRIPTION],
            location=str(item.get("location", "")),
            at=at,
            duration=max(end - at, timedelta()),
            alarms=_alarms(item) if Part.ALARMS in touched else mark.alarms,
        ),
        touched=touched,
    )


def reminder_to_google(reminder: Reminder, own_id: str) -> Json:
    """The body of events.insert: nobody invited, the time not blocked, exactly its own alarms."""
    body = _body(reminder)
    mark = Mark(
        uid=reminder.uid,
        kind=reminder.kind,
        interviews=reminder.interviews,
        alarms=reminder.alarms,
        applied=digests(_wanted(body)),
    )
    return {
        "id": own_id,
        **body,
        "transparency": "transparent",
        "extendedProperties": {"private": event_mark_to_properties(mark, own_id)},
    }


def reminder_patch(item: Mapping[str, Any], reminder: Reminder, zone: ZoneInfo) -> Json:
    """The body of events.patch that lays `reminder` over an event; empty where nothing would change.

    Parts the user touched are left as they are and keep their old digest: they stay the user's.

    Raises:
        InvalidObjectError: The event bears no mark that can be read.
    """
    own_id = str(item.get("id", ""))
    try:
        mark = _mark(item)
        if mark is None:
            raise InvalidObjectError(own_id, "it is not syncd's; nothing is written over it")
        standing = _values(item, zone, mark.applied)
    except (KeyError, ValueError) as err:
        raise InvalidObjectError(own_id, f"an entry of syncd's cannot be read any more ({err})") from err
    touched = touched_parts(standing, mark.applied)
    body = _body(reminder)
    wanted = _wanted(body)
    patch: Json = {}
    for part, fields in _FIELDS.items():
        if part not in touched and (
            wanted[part] != standing[part] or (part is Part.AT and _length_differs(item, body))
        ):
            patch |= {name: _replacing(item.get(name), body[name]) for name in fields}
    applied = digests(wanted) | {str(part): mark.applied.get(part, "") for part in touched}
    new = Mark(
        uid=mark.uid,
        kind=reminder.kind,
        interviews=reminder.interviews,
        alarms=mark.alarms if Part.ALARMS in touched else reminder.alarms,
        applied={part: value for part, value in applied.items() if value},
    )
    old_properties = _properties(item)
    properties: Json = dict(event_mark_to_properties(new, own_id))
    properties |= {name: None for name in old_properties if name.startswith(PREFIX) and name not in properties}
    changed = {name: value for name, value in properties.items() if old_properties.get(name) != value}
    if changed:
        patch["extendedProperties"] = {"private": changed}
    return patch


_FIELDS = {
    Part.AT: ("start", "end"),
    Part.SUMMARY: ("summary",),
    Part.DESCRIPTION: ("description",),
    Part.LOCATION: ("location",),
    Part.ALARMS: ("reminders",),
}
"""Which fields of an event a part is."""


def _body(reminder: Reminder) -> Json:
    return {
        "start": {"dateTime": to_rfc3339(reminder.at)},
        "end": {"dateTime": to_rfc3339(reminder.at + reminder.duration)},
        "summary": reminder.summary,
        "description": reminder.description,
        "location": reminder.location,
        "reminders": {
            "useDefault": False,
            "overrides": [{"method": "popup", "minutes": minutes} for minutes in _minutes(reminder.alarms)],
        },
    }


def _minutes(alarms: tuple[Alarm, ...]) -> list[int]:
    before = {min(-(alarm.offset // _MINUTE), _MOST_MINUTES) for alarm in alarms if alarm.offset <= timedelta()}
    return sorted(before or ({0} if alarms else set()))[:_MOST_ALARMS]


def _alarms(item: Mapping[str, Any]) -> tuple[Alarm, ...]:
    overrides = (item.get("reminders") or {}).get("overrides", ())
    return tuple(Alarm(offset=-each * _MINUTE) for each in sorted(int(each["minutes"]) for each in overrides))


def _wanted(body: Mapping[str, Any]) -> dict[Part, str]:
    description = str(body["description"])
    return _values(body, ZoneInfo("UTC"), {Part.DESCRIPTION: digest(description)})


def _values(item: Mapping[str, Any], zone: ZoneInfo, applied: Mapping[str, str]) -> dict[Part, str]:
    """What is compared with the digests: each part in the one form that Google's rewriting leaves alone.

    A description that is not as syncd wrote it is HTML: Google's editor makes such of every text it opens.
    """
    description = str(item.get("description", ""))
    written = digest(description) == applied.get(Part.DESCRIPTION)
    reminders = item.get("reminders") or {}
    start = item["start"]
    minutes = sorted(int(each["minutes"]) for each in reminders.get("overrides", ()))
    return {
        Part.AT: str(start["date"]) if is_all_day(start) else to_rfc3339(from_event_time(start, zone)),
        Part.SUMMARY: str(item.get("summary", "")),
        Part.DESCRIPTION: description if written else text_of(description).text,
        Part.LOCATION: str(item.get("location", "")),
        Part.ALARMS: "default" if reminders.get("useDefault") else ",".join(map(str, minutes)),
    }


def _length_differs(item: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    utc = ZoneInfo("UTC")
    return from_event_time(item.get("end") or item["start"], utc) != from_event_time(body["end"], utc)


def _replacing(old: object, new: object) -> object:
    """A patch merges objects field by field: what is not to stay of `start` and `end` must be null."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**{name: None for name in old if name in {"date", "timeZone"}}, **new}
    return new


def _mark(item: Mapping[str, Any]) -> Mark | None:
    properties = _properties(item)
    if properties.get(f"{PREFIX}id") != item.get("id"):
        return None
    return event_mark_from_properties(properties)


def _properties(item: Mapping[str, Any]) -> Mapping[str, str]:
    found = (item.get("extendedProperties") or {}).get("private") or {}
    return {str(name): str(value) for name, value in found.items()}
