"""One Google account behind the protocol of calendar accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from syncd.core.model import Reminder
from syncd.errors import InvalidObjectError, ProviderError
from syncd.formats.google_event import from_google_event
from syncd.formats.google_reminder import is_marked, reminder_from_google
from syncd.formats.google_task import reminder_from_task
from syncd.providers.base import Changes, Collection, Decoded, Facts, Resource, Targets
from syncd.providers.google.events import Events
from syncd.providers.google.http import GoogleSession
from syncd.providers.google.ids import Ids
from syncd.providers.google.refusals import RefusedError
from syncd.providers.google.resource import item_of
from syncd.providers.google.scopes import CALENDAR_LIST, is_calendar_id
from syncd.providers.google.targets import TASK_LIST, OwnPlaces, calendar_collection, is_writable, list_calendars
from syncd.providers.google.tasks import Tasks


class GoogleCalendars:
    """Calendars and lists of tasks of a Google account."""

    def __init__(
        self,
        session: GoogleSession,
        ids: Ids,
        *,
        zone: ZoneInfo,
        calendars: Sequence[str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare it; nothing is asked of Google before the first call.

        Args:
            session: The line to Google.
            ids: What is remembered of this account.
            zone: The user's: on which day a task falls.
            calendars: Watched ones, by id or display name; None for the primary one.
            clock: What time it is: how far ahead events are read.
        """
        self._session = session
        self._zone = zone
        self._names = tuple(calendars) if calendars is not None else ("primary",)
        self._events = Events(session=session, ids=ids, zone=zone, clock=clock)
        self._tasks = Tasks(session=session, ids=ids, zone=zone)
        self._places = OwnPlaces(session=session, ids=ids, tasks=self._tasks)

    def calendars(self) -> Sequence[Collection]:
        """The calendars this config names, and syncd's own places as far as they are known.

        Only where one is named by its display name does this ask Google, for which another right is needed.
        """
        found = {name: calendar_collection(name, name) for name in self._names if is_calendar_id(name)}
        if len(found) < len(self._names):
            for entry in list_calendars(self._session):
                key = "primary" if entry.get("primary") and "primary" in found else str(entry["id"])
                found[key] = calendar_collection(key, str(entry.get("summary", key)), writable=is_writable(entry))
        own = {collection.id: collection for collection in self._places.known()}
        return tuple({**found, **own}.values())

    def targets(self, name: str, *, create: bool) -> Targets | None:
        """See `OwnPlaces.find`."""
        return self._places.find(name, create=create)

    def changes(
        self, collection: Collection, known: Mapping[str, str], token: str | None, *, since: datetime | None
    ) -> Changes:
        """Compare with `known`; `since` does not matter to a list of tasks, which is short."""
        try:
            if collection.id.startswith(TASK_LIST):
                return self._tasks.changes(_tasklist(collection), known, token)
            return self._events.changes(collection.id, known, token, since=since)
        except RefusedError as err:
            if err.status not in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
                raise
            raise ProviderError(self._missing(collection)) from err

    def decode(self, resource: Resource, zone: ZoneInfo) -> Decoded:
        """An event of others, a reminder of syncd's, or neither: a task of the user's, a copy of a reminder."""
        try:
            item = item_of(resource)
        except ValueError as err:
            raise InvalidObjectError(resource.href, f"it is no JSON ({err})") from err
        if item.get("kind") == "tasks#task":
            return Decoded(actual=reminder_from_task(item, zone))
        if is_marked(item):
            return Decoded(actual=reminder_from_google(item, zone))
        return Decoded(events=(from_google_event(item, zone),))

    def create(self, collection: Collection, reminder: Reminder) -> Resource:
        """Write a new event or task."""
        if collection.id.startswith(TASK_LIST):
            return self._tasks.create(_tasklist(collection), reminder)
        return self._events.create(collection.id, reminder)

    def update(self, collection: Collection, resource: Resource, reminder: Reminder) -> Resource:
        """Write `reminder` over the parts of an event or task that the user left to syncd."""
        if collection.id.startswith(TASK_LIST):
            return self._tasks.update(_tasklist(collection), resource, reminder)
        return self._events.update(collection.id, resource, reminder)

    def delete(self, collection: Collection, resource: Resource) -> None:
        """Remove an event or task that syncd wrote."""
        if collection.id.startswith(TASK_LIST):
            self._tasks.delete(_tasklist(collection), resource)
        else:
            self._events.delete(collection.id, resource)

    def discard(self, collection: Collection) -> None:
        """See `OwnPlaces.discard`."""
        self._places.discard(collection)

    def facts(self) -> Facts:
        """See `GoogleSession.facts`."""
        return self._session.facts()

    def _missing(self, collection: Collection) -> str:
        if self._places.lose(collection.id):
            return f'"{collection.name}" is not there any more; it is made again when needed'
        more = "" if self._session.is_granted(CALENDAR_LIST) else " (its id stands in its settings, under Integrate)"
        return f'there is no calendar "{collection.name}"; mend `calendars`{more}'


def _tasklist(collection: Collection) -> str:
    return collection.id.removeprefix(TASK_LIST)
