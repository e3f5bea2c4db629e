"""An event as Google shows it, which is not as it was written."""

import base64
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.fakes.google.calendar_store import CalendarState
from tests.fakes.google.event_rules import moment_of
from tests.fakes.google.schema import Json

_BARE: Final = ("id", "status", "etag")
_EXCEPTION: Final = (*_BARE, "recurringEventId", "originalStartTime")
_BUSY: Final = (*_EXCEPTION, "start", "end", "updated", "iCalUID", "eventType")
# A field that has its default value does not come back.
_SILENT: Final = {"transparency": "opaque", "visibility": "default"}


@dataclass(frozen=True, kw_only=True)
class View:
    """How one caller sees the events of one calendar."""

    calendar: CalendarState
    zone: ZoneInfo
    """ "Time zone used in the response ... default is the time zone of the calendar." """
    most_attendees: int | None = None

    def show(self, event: Json) -> Json:
        """Return the event as an answer holds it."""
        shown = {name: value for name, value in event.items() if value not in ("", [], {}, None)}
        if event["status"] == "cancelled":
            shown = self._remains(shown)
        elif self._hides_details(event):
            shown = {name: shown[name] for name in _BUSY if name in shown}
            shown["visibility"] = "private"
        for name, value in _SILENT.items():
            if shown.get(name) == value:
                del shown[name]
        for name in ("start", "end", "originalStartTime"):
            if name in shown:
                shown[name] = self._point(shown[name])
        self._cut_attendees(shown)
        key = f"{event['id']} {self.calendar.id}".encode()
        if "start" in shown:
            link = base64.urlsafe_b64encode(key).decode().rstrip("=")
            shown["htmlLink"] = f"https://www.google.com/calendar/event?eid={link}"
        return {"kind": "calendar#event", **shown}

    def _remains(self, event: Json) -> Json:
        """Return what can be read of a deleted event (discovery, Event.status).

        Of an exception to a live series "id, recurringEventId and originalStartTime" are sure,
        of any other "only the id field"; an organizer's own calendar goes on showing details.
        """
        if event["id"] in self.calendar.bare:
            return {name: event[name] for name in _BARE}
        master = self.calendar.events.get(event.get("recurringEventId", ""))
        if master is not None and master["status"] != "cancelled":
            return {name: event[name] for name in _EXCEPTION}
        return event

    def _hides_details(self, event: Json) -> bool:
        """Tell whether the user's role shows times only (CalendarListEntry.accessRole)."""
        if self.calendar.access_role == "freeBusyReader":
            return True
        secret = event.get("visibility") in {"private", "confidential"}
        return secret and self.calendar.access_role in {"reader", "writerWithoutPrivateAccess"}

    def _point(self, point: Json) -> Json:
        if "date" in point:
            return {"date": point["date"]}
        moment = moment_of(point, self.calendar.zone).astimezone(self.zone)
        text = moment.isoformat(timespec="seconds")
        if moment.utcoffset() == timedelta():
            text = moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return {"dateTime": text, "timeZone": point.get("timeZone", self.calendar.time_zone)}

    def _cut_attendees(self, shown: Json) -> None:
        """Return only the user when there are too many guests (discovery, maxAttendees)."""
        guests = shown.get("attendees", [])
        if self.most_attendees is not None and len(guests) > self.most_attendees:
            shown["attendees"] = [guest for guest in guests if guest.get("self")]
            shown["attendeesOmitted"] = True
