"""Calendar v3: one event at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tests.fakes.google.calendar_store import CalendarState, Mail
from tests.fakes.google.clock import zone_names
from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.event_rules import check_birthday, check_id, check_new
from tests.fakes.google.event_store import EventStore, changed_fields, writable_fields
from tests.fakes.google.event_view import View
from tests.fakes.google.exchange import NO_CONTENT, Answer, Call, Handler, merge_patch
from tests.fakes.google.schema import Json


@dataclass(frozen=True, kw_only=True)
class Events:
    """Get, insert, patch, update, delete."""

    store: EventStore

    def handlers(self) -> Mapping[str, Handler]:
        """Return what answers which method."""
        return {
            "calendar.events.get": self.get,
            "calendar.events.insert": self.insert,
            "calendar.events.patch": self.patch,
            "calendar.events.update": self.update,
            "calendar.events.delete": self.delete,
        }

    def get(self, call: Call) -> Answer:
        """Answer with an event, deleted ones included."""
        calendar = self.store.calendars.readable(call)
        event = self.store.current(calendar, call.path["eventId"])
        return Answer(body=view_for(call, calendar).show(event))

    def insert(self, call: Call) -> Answer:
        """Make an event, under the client's own id if it brings one.

        An id that was ever taken stays taken, a deleted event's as well:
        https://github.com/googleapis/google-api-python-client/issues/846
        """
        calendar = self.store.calendars.writable(call)
        event_id = call.body.get("id")
        if event_id is not None:
            check_id(event_id)
            if event_id in calendar.events:
                raise Refusal(409, "duplicate", "The requested identifier already exists.")
        check_new(call.body)
        fields = writable_fields(call.body)
        event = self.store.create(calendar, fields, event_id=event_id)
        self._mail(call, calendar, event)
        return Answer(body=view_for(call, calendar).show(event))

    def patch(self, call: Call) -> Answer:
        """Merge the body into the event, start and end as well, field by field."""
        calendar, old = self._to_change(call)
        return self._change(call, calendar, old, merge_patch(old, writable_fields(call.body)))

    def update(self, call: Call) -> Answer:
        """Replace the event: what the body does not say is gone."""
        calendar, old = self._to_change(call)
        if call.body.get("id", old["id"]) != old["id"]:
            raise invalid("Invalid resource id value.")
        return self._change(call, calendar, old, writable_fields(call.body))

    def delete(self, call: Call) -> Answer:
        """Delete an event; a second time answers 410 (errors guide, reason `deleted`)."""
        calendar = self.store.calendars.writable(call)
        event = self.store.current(calendar, call.path["eventId"])
        if event["status"] == "cancelled":
            raise Refusal(410, "deleted", "Resource has been deleted")
        call.check_if_match(event["etag"])
        self._mail(call, calendar, event)
        self.store.cancel(calendar, event)
        return NO_CONTENT

    def _to_change(self, call: Call) -> tuple[CalendarState, Json]:
        calendar = self.store.calendars.writable(call)
        event = self.store.current(calendar, call.path["eventId"])
        if event["status"] == "cancelled":
            # https://github.com/googleapis/google-api-ruby-client/issues/1811
            raise Refusal(403, "forbidden", "Forbidden")
        call.check_if_match(event["etag"])
        return calendar, event

    def _change(self, call: Call, calendar: CalendarState, old: Json, fields: Json) -> Answer:
        changed = set(changed_fields(old, {**old, **fields})) | (old.keys() - fields.keys())
        check_birthday(sorted(changed & call.body.keys()), old)
        event = self.store.replace(calendar, old, fields)
        self._mail(call, calendar, old, event)
        return Answer(body=view_for(call, calendar).show(event))

    def _mail(self, call: Call, calendar: CalendarState, *versions: Json) -> None:
        guests = {guest["email"] for event in versions for guest in event.get("attendees", []) if not guest.get("self")}
        # Not saying "none" is not safe: "Note that some emails might still be sent" (discovery).
        if not guests or call.text("sendUpdates") == "none":
            return
        self.store.calendars.mails.append(
            Mail(
                method=call.method.id,
                calendar_id=calendar.id,
                event_id=versions[-1]["id"],
                send_updates=call.text("sendUpdates"),
                recipients=tuple(sorted(guests)),
            )
        )


def view_for(call: Call, calendar: CalendarState) -> View:
    """Return how the events of `calendar` look to this caller.

    Raises:
        Refusal: 400, there is no such time zone.
    """
    name = call.text("timeZone") or calendar.time_zone
    if name not in zone_names():
        raise invalid("Invalid time zone")
    most = call.number("maxAttendees", 0) or None
    return View(calendar=calendar, zone=ZoneInfo(name), most_attendees=most)
