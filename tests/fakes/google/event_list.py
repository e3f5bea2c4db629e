"""Calendar v3: `events.list`. Unless another source is named, its discovery text is the source."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tests.fakes.google.calendar_store import CalendarState
from tests.fakes.google.clock import parse_timestamp
from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.event_rules import moment_of, span_of
from tests.fakes.google.event_store import EventStore
from tests.fakes.google.events import view_for
from tests.fakes.google.exchange import Answer, Call, Handler
from tests.fakes.google.paging import Pager
from tests.fakes.google.recurrence import instances
from tests.fakes.google.schema import Json

_DEFAULT_PAGE: Final = 250
_LARGEST_PAGE: Final = 2500


@dataclass(frozen=True, kw_only=True)
class _Window:
    """ "Lower bound (exclusive) for an event's end", "upper bound (exclusive) for its start"."""

    since: datetime | None
    until: datetime | None

    def holds(self, start: datetime, end: datetime) -> bool:
        if self.since is not None and end <= self.since:
            return False
        return self.until is None or start < self.until


@dataclass(frozen=True, kw_only=True)
class EventList:
    """The events of one calendar in a window, by whatever else was asked."""

    store: EventStore
    pager: Pager

    def handlers(self) -> Mapping[str, Handler]:
        """Return what answers which method."""
        return {"calendar.events.list": self.list_events}

    def list_events(self, call: Call) -> Answer:
        """Answer with one page.

        The list bears an etag of what is on it, so that If-None-Match answers 304:
        https://developers.google.com/workspace/calendar/api/guides/version-resources
        """
        calendar = self.store.calendars.readable(call)
        if "syncToken" in call.query:
            raise Refusal(501, "notImplemented", "The fake has no sync tokens")
        if len(call.query.get("privateExtendedProperty", [])) > 1:
            # The discovery text says all must match, the guide says any of them may:
            # https://developers.google.com/workspace/calendar/api/guides/extended-properties
            raise Refusal(501, "notImplemented", "Google contradicts itself here: send one")
        found = self._find(call, calendar)
        view = view_for(call, calendar)
        shown = [view.show(event) for event in found]
        wanted = [event for event in shown if _matches(call, event)]
        page = self.pager.page(call, wanted, min(call.number("maxResults", _DEFAULT_PAGE), _LARGEST_PAGE))
        state = json.dumps([page.items, calendar.version], sort_keys=True)
        body: Json = {
            "kind": "calendar#events",
            "etag": f'"p{hashlib.sha256(state.encode()).hexdigest()[:20]}"',
            "summary": calendar.summary,
            "updated": calendar.updated,
            "timeZone": view.zone.key,
            "accessRole": calendar.access_role,
            "defaultReminders": [{"method": "popup", "minutes": 10}] if calendar.primary else [],
            "items": list(page.items),
            **page.next_field,
        }
        return Answer(body=body)

    def _find(self, call: Call, calendar: CalendarState) -> Sequence[Json]:
        window = _Window(since=call.moment("timeMin"), until=call.moment("timeMax"))
        if window.since and window.until and window.until <= window.since:
            raise invalid("The specified time range is empty.", "timeRangeEmpty")
        single = call.flag("singleEvents")
        order = call.text("orderBy")
        if order == "startTime" and not single:
            # "This is only available when querying single events"
            raise invalid("The requested ordering is not available for the particular query.")
        events = _singles(calendar, window) if single else _underlying(calendar, window)
        found = [event for event in events if _is_shown(call, calendar, event)]
        if order == "startTime":
            found.sort(key=lambda event: moment_of(event["start"], calendar.zone))
        elif order == "updated":
            found.sort(key=lambda event: str(event["updated"]))
        return found


def _singles(calendar: CalendarState, window: _Window) -> Iterator[Json]:
    """Yield one-off events and instances, "but not the underlying recurring events"."""
    for event in list(calendar.events.values()):
        if "recurrence" in event:
            yield from _instances_in(event, calendar, window)
        elif window.holds(*span_of(event, calendar.zone)):
            yield event


def _underlying(calendar: CalendarState, window: _Window) -> Iterator[Json]:
    """Yield one-off events, series as such, and the exceptions to them."""
    for event in list(calendar.events.values()):
        if "recurrence" in event:
            if next(_instances_in(event, calendar, window), None):
                yield event
        elif window.holds(*span_of(event, calendar.zone)):
            yield event


def _instances_in(master: Json, calendar: CalendarState, window: _Window) -> Iterator[Json]:
    for instance in instances(master, calendar, window.since):
        start, end = span_of(instance, calendar.zone)
        if window.until is not None and start >= window.until:
            return
        if instance["id"] not in calendar.events and window.holds(start, end):
            yield instance


def _is_shown(call: Call, calendar: CalendarState, event: Json) -> bool:
    changed_since = call.moment("updatedMin")
    if changed_since is not None:
        # "entries deleted since this time will always be included regardless of showDeleted"
        updated = parse_timestamp(event["updated"])
        return updated is not None and updated >= changed_since
    if event["status"] != "cancelled" or call.flag("showDeleted"):
        return True
    # "Cancelled instances of recurring events (but not the underlying recurring event) will
    # still be included if showDeleted and singleEvents are both False."
    master = calendar.events.get(event.get("recurringEventId", ""), {"status": "cancelled"})
    return not call.flag("singleEvents") and master["status"] != "cancelled"


def _matches(call: Call, event: Json) -> bool:
    """Tell whether an event, as the caller sees it, is one the caller asked for."""
    types = call.query.get("eventTypes")
    if types and event.get("eventType", "default") not in types:
        return False
    if call.text("iCalUID") not in {None, event.get("iCalUID")}:
        return False
    tags = event.get("extendedProperties", {})
    for parameter, kind in (
        ("privateExtendedProperty", "private"),
        ("sharedExtendedProperty", "shared"),
    ):
        for constraint in call.query.get(parameter, []):
            name, _, value = constraint.partition("=")
            if tags.get(kind, {}).get(name) != value:
                return False
    return all(word in _searched(event) for word in (call.text("q") or "").lower().split())


def _searched(event: Json) -> str:
    people = [event.get("organizer", {}), *event.get("attendees", [])]
    texts = [event.get(name, "") for name in ("summary", "description", "location")]
    texts += [person.get(name, "") for person in people for name in ("displayName", "email")]
    return " ".join(texts).lower()
