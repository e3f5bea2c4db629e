"""The instances of a recurring event."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Final

import recurring_ical_events
from icalendar import Calendar, Event

from tests.fakes.google.calendar_store import CalendarState
from tests.fakes.google.event_rules import moment_of, span_of
from tests.fakes.google.schema import Json

# A series without end came back as about 700 instances, not for ever:
# https://github.com/garrytan/gbrain/pull/5015
_MOST_INSTANCES: Final = 730


def instances(master: Json, calendar: CalendarState, since: datetime | None) -> Iterator[Json]:
    """Yield what the rules of `master` alone give, oldest first, exceptions not considered.

    Args:
        master: An event with `recurrence`.
        calendar: Whose zone all-day events begin in.
        since: Instances that ended before may be left out.
    """
    start, end = span_of(master, calendar.zone)
    starts = _starts(master, start, calendar, since or start)
    for original in islice(starts, _MOST_INSTANCES):
        yield _instance(master, original, end - start, calendar)


def find_instance(master: Json, instance_id: str, calendar: CalendarState) -> Json | None:
    """Return the instance with that id, None when the series has no such day."""
    try:
        named = datetime.strptime(instance_id.rpartition("_")[2][:8], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    nearby = instances(master, calendar, named - timedelta(days=2))
    for instance in islice(nearby, 8):
        if instance["id"] == instance_id:
            return instance
    return None


def _starts(master: Json, start: datetime, calendar: CalendarState, since: datetime) -> Iterator[date | datetime]:
    all_day = "date" in master["start"]
    zone = master["start"].get("timeZone")
    lines = ["BEGIN:VEVENT", "UID:series", *master["recurrence"], "END:VEVENT"]
    event = Event.from_ical("\r\n".join(lines))
    if all_day:
        event.add("dtstart", start.date())
        event.add("dtend", moment_of(master["end"], calendar.zone).date())
    else:
        home = type(calendar.zone)(zone) if zone else calendar.zone
        event.add("dtstart", start.astimezone(home))
        event.add("dtend", moment_of(master["end"], calendar.zone).astimezone(home))
    document = Calendar()
    document.add_component(event)
    earliest = max(since, start - timedelta(days=1)).astimezone(UTC)
    for occurrence in recurring_ical_events.of(document).after(earliest):
        yield occurrence.start


def _instance(master: Json, original: date | datetime, length: timedelta, calendar: CalendarState) -> Json:
    zone = {"timeZone": master["start"]["timeZone"]} if "timeZone" in master["start"] else {}
    if isinstance(original, datetime):
        suffix = original.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        begin: Json = {"dateTime": original.isoformat(), **zone}
        end: Json = {"dateTime": (original.astimezone(UTC) + length).isoformat(), **zone}
    else:
        suffix = original.strftime("%Y%m%d")
        days = moment_of(master["end"], calendar.zone).date() - moment_of(master["start"], calendar.zone).date()
        begin, end = {"date": original.isoformat()}, {"date": (original + days).isoformat()}
    instance = {name: value for name, value in master.items() if name != "recurrence"}
    return instance | {
        "id": f"{master['id']}_{suffix}",
        "recurringEventId": master["id"],
        "originalStartTime": begin,
        "start": begin,
        "end": end,
    }
