"""Calendar v3: `calendarList` and `calendars`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.fakes.google.calendar_store import CalendarState, CalendarStore
from tests.fakes.google.clock import zone_names
from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.exchange import NO_CONTENT, Answer, Call, Handler
from tests.fakes.google.paging import Pager
from tests.fakes.google.schema import Json

# Weakest first (discovery, calendarList.list.minAccessRole).
_ROLES: Final = ("freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner")
_DEFAULT_REMINDERS: Final = [{"method": "popup", "minutes": 10}]


@dataclass(frozen=True, kw_only=True)
class Calendars:
    """The calendars themselves, not what is on them."""

    store: CalendarStore
    pager: Pager

    def handlers(self) -> Mapping[str, Handler]:
        """Return what answers which method."""
        return {
            "calendar.calendarList.list": self.list_entries,
            "calendar.calendarList.get": self.get_entry,
            "calendar.calendars.get": self.get,
            "calendar.calendars.insert": self.insert,
            "calendar.calendars.patch": self.patch,
            "calendar.calendars.delete": self.delete,
        }

    def list_entries(self, call: Call) -> Answer:
        """Default page 100, never more than 250; hidden ones only on request (discovery)."""
        least = _ROLES.index(call.text("minAccessRole") or _ROLES[0])
        if "syncToken" in call.query:
            raise Refusal(501, "notImplemented", "The fake has no sync tokens")
        entries = [
            self._entry(calendar)
            for calendar in self.store.calendars.values()
            if _ROLES.index(calendar.access_role) >= least and (not calendar.hidden or call.flag("showHidden"))
        ]
        page = self.pager.page(call, entries, min(call.number("maxResults", 100), 250))
        etag = f'"list{max(c.version for c in self.store.calendars.values())}"'
        body = {
            "kind": "calendar#calendarList",
            "etag": etag,
            "items": list(page.items),
            **page.next_field,
        }
        return Answer(body=body)

    def get_entry(self, call: Call) -> Answer:
        """Answer with the user's own view of a calendar."""
        return Answer(body=self._entry(self.store.readable(call)))

    def get(self, call: Call) -> Answer:
        """Answer with the calendar's metadata."""
        return Answer(body=self._calendar(self.store.readable(call)))

    def insert(self, call: Call) -> Answer:
        """Make a secondary calendar, owned by the user, created by this client."""
        _check_time_zone(call.body)
        calendar = self.store.create(
            call.body["summary"],
            description=call.body.get("description"),
            time_zone=call.body.get("timeZone"),
            created_by=call.grant.client_id,
        )
        return Answer(body=self._calendar(calendar))

    def patch(self, call: Call) -> Answer:
        """Change title, description or zone; only an owner may (CalendarListEntry.accessRole)."""
        calendar = self._owned(call)
        call.check_if_match(calendar.etag)
        _check_time_zone(call.body)
        calendar.summary = call.body.get("summary", calendar.summary)
        calendar.description = call.body.get("description", calendar.description)
        calendar.time_zone = call.body.get("timeZone", calendar.time_zone)
        self.store.touch(calendar)
        return Answer(body=self._calendar(calendar))

    def delete(self, call: Call) -> Answer:
        """Delete a secondary calendar with all that is on it."""
        calendar = self._owned(call)
        if calendar.primary:
            # "Deletes a secondary calendar. Use calendars.clear for ... primary calendars."
            raise Refusal(403, "forbidden", "Cannot delete the primary calendar.")
        del self.store.calendars[calendar.id]
        return NO_CONTENT

    def _owned(self, call: Call) -> CalendarState:
        calendar = self.store.writable(call)
        if calendar.access_role != "owner":
            raise Refusal(403, "requiredAccessLevel", "You need to have owner access.")
        return calendar

    def _calendar(self, calendar: CalendarState) -> Json:
        body: Json = {
            "kind": "calendar#calendar",
            "etag": calendar.etag,
            "id": calendar.id,
            "summary": calendar.summary,
            "timeZone": calendar.time_zone,
            "conferenceProperties": {"allowedConferenceSolutionTypes": ["hangoutsMeet"]},
        }
        if calendar.description:
            body["description"] = calendar.description
        if not calendar.primary and calendar.access_role == "owner":
            body["dataOwner"] = self.store.user
        return body

    def _entry(self, calendar: CalendarState) -> Json:
        entry = self._calendar(calendar) | {
            "kind": "calendar#calendarListEntry",
            "accessRole": calendar.access_role,
            "defaultReminders": _DEFAULT_REMINDERS if calendar.primary else [],
            "selected": True,
        }
        if calendar.primary:
            entry["primary"] = True
        if calendar.hidden:
            entry["hidden"] = True
        return entry


def _check_time_zone(body: Json) -> None:
    zone = body.get("timeZone")
    if zone is not None and zone not in zone_names():
        raise invalid("Invalid time zone")
