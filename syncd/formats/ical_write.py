"""Reminder values <-> VEVENT and VTODO, with a mark that says what syncd wrote (RFC 5545).

X-SYNCD-APPLIED holds a digest of each part as syncd wrote it. A part that no longer matches its digest was changed by
the user, and stays theirs: the object itself remembers, whatever becomes of the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm as AlarmComponent
from icalendar import Calendar, Component, Todo
from icalendar import Event as EventComponent
from icalendar.prop import vDuration

from syncd.core.identity import CATEGORY, digest
from syncd.core.model import YEARS, Actual, Alarm, Kind, Part, Reminder, ReminderStatus
from syncd.core.model import Component as Wire
from syncd.errors import InvalidObjectError
from syncd.formats.ical_read import parse
from syncd.formats.ical_value import moment_of, values_of

PRODID = "-//syncd//Interview follow-up//EN"
KIND, INTERVIEW, APPLIED = "X-SYNCD-KIND", "X-SYNCD-INTERVIEW", "X-SYNCD-APPLIED"
CHECK_MARKS = ("✓", "✔", "☑", "✅", "[x]", "[X]")
"""At the start of a title: how an event is ticked where there are no tasks."""
_ALARMS = {"DISPLAY", "AUDIO"}


def actual_from_ical(text: str) -> Actual | None:
    """The reminder in a calendar object; None when it does not bear syncd's mark.

    Raises:
        InvalidObjectError: It bears the mark and cannot be understood.
    """
    component = _marked(parse(text))
    if component is None:
        return None
    reminder = _reminder(component)
    applied = _applied(component)
    touched = frozenset(part for part, value in _digests(reminder).items() if applied.get(part, value) != value)
    return Actual(reminder=reminder, touched=touched)


def to_ical(reminder: Reminder, *, stamp: datetime, base: str | None = None) -> str:
    """The calendar object of a reminder.

    Args:
        reminder: As it should stand.
        stamp: When it is written (DTSTAMP, LAST-MODIFIED).
        base: The object as it stands: every property syncd does not own is kept, and so is the memory of which parts
            the user took over.

    Raises:
        InvalidObjectError: `base` is no object of syncd's.
    """
    if base is None:
        return _new(reminder, stamp)
    calendar = parse(base)
    component = _marked(calendar)
    if component is None:
        raise InvalidObjectError("", "it no longer bears syncd's mark")
    _change(component, reminder, stamp)
    return _wire(calendar)


def _new(reminder: Reminder, stamp: datetime) -> str:
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    component: Component = Todo() if reminder.component is Wire.VTODO else EventComponent()
    component.add("UID", reminder.uid)
    component.add("DTSTAMP", stamp)
    component.add("CREATED", stamp)
    component.add("LAST-MODIFIED", stamp)
    component.add("SEQUENCE", 0)
    component.add("CATEGORIES", [CATEGORY])
    if reminder.component is Wire.VEVENT:
        component.add("TRANSP", "TRANSPARENT")
    component.add(KIND, reminder.kind.value)
    for part in Part:
        _WRITERS[part](component, reminder)
    _set_interviews(component, reminder)
    component.add(APPLIED, _to_applied(_digests(reminder)))
    calendar.add_component(component)
    return _wire(calendar)


def _change(component: Component, reminder: Reminder, stamp: datetime) -> None:
    there, wanted = _digests(_reminder(component)), _digests(reminder)
    applied = {part: _applied(component).get(part, value) for part, value in there.items()}
    for part in Part:
        if wanted[part] != there[part]:
            _WRITERS[part](component, reminder)
            applied[part] = wanted[part]
    if wanted[Part.AT] != there[Part.AT]:
        counted = str(component.get("SEQUENCE", ""))
        _set(component, "SEQUENCE", int(counted) + 1 if counted.isdecimal() else 1)
    _set_interviews(component, reminder)
    _set(component, APPLIED, _to_applied(applied))
    _set(component, "DTSTAMP", stamp)
    _set(component, "LAST-MODIFIED", stamp)


def _wire(calendar: Calendar) -> str:
    return str(calendar.to_ical(sorted=False), "utf-8")


def _marked(calendar: Calendar) -> Component | None:
    found = [part for name in ("VTODO", "VEVENT") for part in calendar.walk(name) if KIND in part]
    return found[0] if found else None


# Reading


def _reminder(component: Component) -> Reminder:
    try:
        kind = Kind(str(component[KIND]).strip())
    except ValueError as err:
        raise InvalidObjectError("", f"{KIND} is none that syncd writes: {component[KIND]}") from err
    wire = Wire.VTODO if component.name == "VTODO" else Wire.VEVENT
    at = _at(component, wire)
    duration = _duration(component, at) if wire is Wire.VEVENT else timedelta(minutes=15)
    status, done_at = _status(component, wire)
    return Reminder(
        uid=str(component.get("UID", "")),
        kind=kind,
        component=wire,
        interviews=tuple(str(value) for value in values_of(component.get(INTERVIEW))),
        summary=_text(component, "SUMMARY"),
        description=_text(component, "DESCRIPTION"),
        location=_text(component, "LOCATION"),
        at=at,
        duration=duration,
        alarms=tuple(sorted(_alarms(component, at, duration), key=lambda alarm: alarm.offset)),
        status=status,
        done_at=done_at,
    )


def _at(component: Component, wire: Wire) -> datetime:
    names = ("DUE", "DTSTART") if wire is Wire.VTODO else ("DTSTART",)
    for name in names:
        moment = moment_of(component.get(name))
        if isinstance(moment, date):
            return _aware(moment)
    raise InvalidObjectError("", f"it has no {names[0]}")


def _aware(moment: date) -> datetime:
    """In UTC where no zone is given: apps that rewrite a time keep one, or write UTC."""
    if moment.year not in YEARS:
        raise InvalidObjectError("", f"it is in the year {moment.year}")
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), tzinfo=UTC)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _duration(component: Component, at: datetime) -> timedelta:
    end = moment_of(component.get("DTEND"))
    if isinstance(end, date):
        return _aware(end) - at
    duration = moment_of(component.get("DURATION"))
    return duration if isinstance(duration, timedelta) else timedelta()


def _status(component: Component, wire: Wire) -> tuple[ReminderStatus, datetime | None]:
    status = str(component.get("STATUS", "")).upper()
    completed = moment_of(component.get("COMPLETED"))
    if wire is Wire.VTODO:
        percent = str(component.get("PERCENT-COMPLETE", "0"))
        done = status == "COMPLETED" or completed is not None or percent == "100"
    else:
        done = status == "CANCELLED" or _text(component, "SUMMARY").startswith(CHECK_MARKS)
    if not done:
        return ReminderStatus.OPEN, None
    moment = completed or moment_of(component.get("LAST-MODIFIED"))
    return ReminderStatus.DONE, _aware(moment) if isinstance(moment, date) else None


def _alarms(component: Component, at: datetime, duration: timedelta) -> Iterator[Alarm]:
    """Alarms that ring; what apps add to remember a snoozed one is not the user's choice of time."""
    for alarm in component.walk("VALARM"):
        trigger = alarm.get("TRIGGER")
        moment = moment_of(trigger)
        if str(alarm.get("ACTION", "DISPLAY")).upper() not in _ALARMS or "RELATED-TO" in alarm:
            continue
        if isinstance(moment, timedelta):
            at_end = str(trigger.params.get("RELATED", "START")).upper() == "END" and component.name == "VEVENT"
            yield Alarm(offset=moment + duration if at_end else moment)
        elif isinstance(moment, datetime):
            yield Alarm(offset=_aware(moment) - at)


def _text(component: Component, name: str) -> str:
    values = values_of(component.get(name))
    return str(values[0]).replace("\r\n", "\n") if values else ""


# Writing, part by part


def _write_at(component: Component, reminder: Reminder) -> None:
    at = reminder.at.astimezone(UTC)
    if component.name == "VTODO":
        component.pop("DTSTART", None)
        component.pop("DURATION", None)
        _set(component, "DUE", at)
    else:
        component.pop("DURATION", None)
        _set(component, "DTSTART", at)
        _set(component, "DTEND", at + reminder.duration)


def _write_alarms(component: Component, reminder: Reminder) -> None:
    component.subcomponents = [part for part in component.subcomponents if part.name != "VALARM"]
    for alarm in reminder.alarms:
        part = AlarmComponent()
        part.add("ACTION", "DISPLAY")
        part.add("DESCRIPTION", reminder.summary)
        trigger = vDuration(alarm.offset)
        if component.name == "VTODO":
            trigger.params["RELATED"] = "END"
        part["TRIGGER"] = trigger
        component.add_component(part)


def _write_status(component: Component, reminder: Reminder) -> None:
    for name in ("STATUS", "COMPLETED", "PERCENT-COMPLETE"):
        component.pop(name, None)
    is_task = component.name == "VTODO"
    if reminder.status is ReminderStatus.DONE:
        component.add("STATUS", "COMPLETED" if is_task else "CANCELLED")
        if is_task and reminder.done_at is not None:
            component.add("COMPLETED", reminder.done_at.astimezone(UTC))
    elif is_task:
        component.add("STATUS", "NEEDS-ACTION")


def _write_summary(component: Component, reminder: Reminder) -> None:
    _set(component, "SUMMARY", reminder.summary)


def _write_description(component: Component, reminder: Reminder) -> None:
    _set(component, "DESCRIPTION", reminder.description or None)


def _write_location(component: Component, reminder: Reminder) -> None:
    _set(component, "LOCATION", reminder.location or None)


_WRITERS = {
    Part.AT: _write_at,
    Part.SUMMARY: _write_summary,
    Part.DESCRIPTION: _write_description,
    Part.LOCATION: _write_location,
    Part.ALARMS: _write_alarms,
    Part.STATUS: _write_status,
}


def _set(component: Component, name: str, value: Any) -> None:
    component.pop(name, None)
    if value is not None:
        component.add(name, value)


def _set_interviews(component: Component, reminder: Reminder) -> None:
    if tuple(str(value) for value in values_of(component.get(INTERVIEW))) != reminder.interviews:
        component.pop(INTERVIEW, None)
        for key in reminder.interviews:
            component.add(INTERVIEW, key)


# The mark


def _digests(reminder: Reminder) -> dict[Part, str]:
    length = "" if reminder.component is Wire.VTODO else f"/{reminder.duration.total_seconds():.0f}"
    alarms = ",".join(f"{seconds:.0f}" for seconds in sorted({a.offset.total_seconds() for a in reminder.alarms}))
    return {
        Part.AT: digest(f"{reminder.at.timestamp():.0f}{length}"),
        Part.SUMMARY: digest(reminder.summary),
        Part.DESCRIPTION: digest(reminder.description),
        Part.LOCATION: digest(reminder.location),
        Part.ALARMS: digest(alarms),
        Part.STATUS: digest(reminder.status),
    }


def _to_applied(digests: Mapping[Part, str]) -> str:
    return " ".join(f"{part}={value}" for part, value in digests.items())


def _applied(component: Component) -> dict[Part, str]:
    pairs = (pair.partition("=") for pair in _text(component, APPLIED).split())
    return {Part(name): value for name, _, value in pairs if name in set(Part)}
