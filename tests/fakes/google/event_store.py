"""Events as they are kept and changed, whoever changes them: an app, the user, an organizer."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests.fakes.google.calendar_store import CalendarState, CalendarStore
from tests.fakes.google.clock import timestamp
from tests.fakes.google.errors import not_found
from tests.fakes.google.event_rules import check_event
from tests.fakes.google.recurrence import find_instance
from tests.fakes.google.schema import Json

# "Read-only." or "Immutable." (discovery, Event); what a client sends for them is ignored.
_NOT_THE_CLIENTS: Final = frozenset(
    {
        "kind",
        "etag",
        "id",
        "created",
        "updated",
        "creator",
        "organizer",
        "htmlLink",
        "recurringEventId",
        "originalStartTime",
        "hangoutLink",
        "locked",
        "attendeesOmitted",
        "endTimeUnspecified",
    }
)
# "Immutable", or fixed once the event exists.
_KEPT: Final = (
    "id",
    "iCalUID",
    "created",
    "creator",
    "organizer",
    "recurringEventId",
    "originalStartTime",
    "eventType",
    "sequence",
)
# A new time or rule is a new revision (RFC 5545, 3.8.7.4).
_REVISING: Final = ("start", "end", "recurrence", "status")


@dataclass(frozen=True, kw_only=True)
class EventStore:
    """Reads and writes the events of any calendar; knows nothing of scopes and requests."""

    calendars: CalendarStore

    def current(self, calendar: CalendarState, event_id: str) -> Json:
        """Return an event, a deleted one too ("the get method always returns them", Event.status).

        An instance of a series that nobody touched is found by its id as well.

        Raises:
            Refusal: 404.
        """
        if event_id in calendar.events:
            return calendar.events[event_id]
        master = calendar.events.get(event_id.rpartition("_")[0], {})
        instance = find_instance(master, event_id, calendar) if "recurrence" in master else None
        if instance is None:
            raise not_found()
        return instance

    def create(self, calendar: CalendarState, fields: Json, *, event_id: str | None = None) -> Json:
        """Keep a new event and return it.

        Args:
            calendar: Where.
            fields: As in the discovery schema `Event`. An `organizer` other than this calendar
                makes it somebody else's event, to which the user was invited.
            event_id: A free id; drawn when None.

        Raises:
            Refusal: 400, Google would not keep such an event.
        """
        check_event(fields)
        event_id = event_id or secrets.token_hex(13)
        now = timestamp(self.calendars.clock.now())
        user = self.calendars.user
        event: Json = {
            "iCalUID": f"{event_id}@google.com",
            "status": "confirmed",
            "sequence": 0,
            "eventType": "default",
            "reminders": {"useDefault": True},
            "creator": {"email": user},
            "organizer": {"email": calendar.id},
            **fields,
            "id": event_id,
            "created": now,
            "updated": now,
            "etag": self._next_etag(),
        }
        for name in ("creator", "organizer"):
            if event[name].get("email") == calendar.id:
                event[name] = event[name] | {"self": True}
        event["attendees"] = [self._attendee(guest) for guest in event.get("attendees", [])]
        calendar.events[event_id] = event
        return event

    def replace(self, calendar: CalendarState, old: Json, fields: Json) -> Json:
        """Put `fields` in the place of all that may change about `old`; return the new event.

        `old` may be an instance of a series, which becomes an exception.

        Raises:
            Refusal: 400.
        """
        event: Json = {"reminders": {"useDefault": True}, "status": "confirmed", **fields}
        event |= {name: old[name] for name in _KEPT if name in old}
        check_event(event)
        event["attendees"] = [self._attendee(guest) for guest in event.get("attendees", [])]
        changed = set(changed_fields(old, event))
        if changed & set(_REVISING):
            event["sequence"] = old.get("sequence", 0) + 1
        # Discovery, Event.updated: "Updating event reminders will not cause this to change."
        quiet = changed <= {"reminders"}
        event["updated"] = old["updated"] if quiet else timestamp(self.calendars.clock.now())
        event["etag"] = self._next_etag()
        calendar.events[event["id"]] = event
        return event

    def cancel(self, calendar: CalendarState, event: Json, *, bare: bool = False) -> None:
        """Turn an event into what remains of it, a series with all its exceptions.

        Args:
            calendar: Where it is.
            event: An event, or one instance of a series.
            bare: Whether only its id can still be read.
        """
        now = timestamp(self.calendars.clock.now())
        gone = [event]
        if "recurrence" in event:
            gone += [e for e in calendar.events.values() if e.get("recurringEventId") == event["id"]]
        for each in gone:
            remains = {**each, "status": "cancelled", "updated": now, "etag": self._next_etag()}
            calendar.events[each["id"]] = remains
            if bare:
                calendar.bare.add(each["id"])

    def _attendee(self, guest: Json) -> Json:
        own = {"self": True} if guest.get("email") == self.calendars.user else {}
        return {"responseStatus": "needsAction", **guest, **own}

    def _next_etag(self) -> str:
        return f'"{self.calendars.next_version()}"'


def writable_fields(body: Json) -> Json:
    """Return what of a body a client may set."""
    return {name: value for name, value in body.items() if name not in _NOT_THE_CLIENTS}


def changed_fields(old: Json, new: Json) -> Iterable[str]:
    """Yield the names of the fields in which two versions of an event differ, meaning aside."""
    ignored = {"etag", "updated", "sequence", "created"}
    for name in (old.keys() | new.keys()) - ignored:
        if (old.get(name) or None) != (new.get(name) or None):
            yield name
