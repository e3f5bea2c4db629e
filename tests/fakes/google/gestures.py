"""What people do to the account with their own hands, in Google's own apps.

None of it asks for a scope or an access role, and none of it appears in the journal: these are
not requests of the client under test.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.fakes.google.calendar_store import CalendarState
from tests.fakes.google.event_rules import moment_of, shifted, span_of
from tests.fakes.google.event_store import EventStore
from tests.fakes.google.exchange import merge_patch
from tests.fakes.google.people_store import ContactState, PeopleStore
from tests.fakes.google.schema import Json
from tests.fakes.google.tasks import TaskStore

Point = datetime | date


def _point(when: Point) -> Json:
    if isinstance(when, datetime):
        if when.tzinfo is None:
            message = f"{when} needs a time zone"
            raise ValueError(message)
        key = getattr(when.tzinfo, "key", None)
        return {"dateTime": when.isoformat(), "timeZone": key or "UTC"}
    return {"date": when.isoformat()}


class CalendarHands:
    """Calendars and events."""

    def __init__(self, events: EventStore, lock: threading.RLock) -> None:
        """Work on `events` while holding `lock`."""
        self._events = events
        self._lock = lock

    def _calendar(self, calendar_id: str) -> CalendarState:
        return self._events.calendars.find(calendar_id)

    @contextmanager
    def _event(self, calendar_id: str, event_id: str) -> Iterator[tuple[CalendarState, Json]]:
        with self._lock:
            calendar = self._calendar(calendar_id)
            yield calendar, self._events.current(calendar, event_id)

    def add_calendar(
        self,
        summary: str,
        *,
        access_role: str = "owner",
        time_zone: str | None = None,
        created_by: str | None = None,
        hidden: bool = False,
    ) -> str:
        """Put a calendar on the user's list; return its id.

        Args:
            summary: Its title.
            access_role: What the user may do with it; `reader` for one that others share.
            time_zone: The account's own when None.
            created_by: The client id that made it; None for the user's own, which the scope
                `calendar.app.created` does not reach.
            hidden: Hidden in the user's list.
        """
        with self._lock:
            store = self._events.calendars
            made = store.create(summary, time_zone=time_zone or store.time_zone, created_by=created_by)
            made.access_role = access_role
            made.hidden = hidden
            return made.id

    def user_deletes_calendar(self, calendar_id: str) -> None:
        """Delete a calendar with all that is on it."""
        with self._lock:
            del self._events.calendars.calendars[self._calendar(calendar_id).id]

    def add_event(
        self,
        calendar_id: str = "primary",
        *,
        summary: str,
        start: Point,
        end: Point | None = None,
        event_id: str | None = None,
        **fields: Any,
    ) -> str:
        """Put an event on a calendar; return its id.

        Args:
            calendar_id: An id or `primary`.
            summary: Its title.
            start: Aware, or a date for an all-day event.
            end: One hour (one day) after `start` when None.
            event_id: Google draws one when None; any text will do here.
            **fields: More of the discovery schema `Event`: `attendees`, `recurrence`,
                `organizer`, `eventType`, `extendedProperties` ...
        """
        length = timedelta(hours=1) if isinstance(start, datetime) else timedelta(days=1)
        times = {"start": _point(start), "end": _point(end or start + length)}
        with self._lock:
            calendar = self._calendar(calendar_id)
            body = {"summary": summary, **times, **deepcopy(fields)}
            return str(self._events.create(calendar, body, event_id=event_id)["id"])

    def user_edits_event(self, calendar_id: str, event_id: str, **fields: Any) -> None:
        """Change fields of an event or of one instance (None removes one)."""
        with self._event(calendar_id, event_id) as (calendar, event):
            self._events.replace(calendar, event, merge_patch(event, deepcopy(fields)))

    def user_moves_event(self, calendar_id: str, event_id: str, start: Point, end: Point | None = None) -> None:
        """Drag an event, or one instance of a series, to another time; it keeps its length."""
        with self._event(calendar_id, event_id) as (calendar, event):
            before, after = span_of(event, calendar.zone)
            new = _point(start)
            new_end = _point(end) if end else shifted(new, after - before)
            self._events.replace(calendar, event, {**event, "start": new, "end": new_end})

    def user_deletes_event(self, calendar_id: str, event_id: str) -> None:
        """Delete an event, a whole series, or one instance; its details can still be read."""
        with self._event(calendar_id, event_id) as (calendar, event):
            self._events.cancel(calendar, event)

    def organizer_cancels_event(self, calendar_id: str, event_id: str) -> None:
        """Let somebody else call it off: of the event only its id remains (Event.status)."""
        with self._event(calendar_id, event_id) as (calendar, event):
            self._events.cancel(calendar, event, bare=True)

    def event(self, calendar_id: str, event_id: str) -> Json:
        """Return an event as it is kept now, cancelled or not."""
        with self._event(calendar_id, event_id) as (_, event):
            return deepcopy(event)

    def events(self, calendar_id: str = "primary", *, cancelled: bool = False) -> list[Json]:
        """Return the events of a calendar by start, series unexpanded, the deleted on request."""
        with self._lock:
            calendar = self._calendar(calendar_id)
            found = [e for e in calendar.events.values() if cancelled or e["status"] != "cancelled"]
            return deepcopy(sorted(found, key=lambda e: moment_of(e["start"], calendar.zone)))

    def calendar_ids(self, summary: str) -> list[str]:
        """Return the ids of the calendars with that title."""
        with self._lock:
            return [c.id for c in self._events.calendars.calendars.values() if c.summary == summary]


class TaskHands:
    """Task lists and tasks."""

    def __init__(self, store: TaskStore, lock: threading.RLock) -> None:
        """Work on `store` while holding `lock`."""
        self._task_store = store
        self._lock = lock

    def add_task_list(self, title: str) -> str:
        """Make a list; return its id."""
        with self._lock:
            return self._task_store.add_list(title).id

    def user_deletes_task_list(self, list_id: str) -> None:
        """Delete a list with all tasks on it."""
        with self._lock:
            del self._task_store.lists[self._task_store.find_list(list_id).id]

    def add_task(self, list_id: str = "@default", *, title: str, due_on: date | None = None, **fields: Any) -> str:
        """Put a task on a list; return its id. `fields` are those of the schema `Task`."""
        due = {"due": f"{due_on}T00:00:00.000Z"} if due_on else {}
        with self._lock:
            return str(self._task_store.add(list_id, {"title": title, **due, **fields})["id"])

    def user_completes_task(self, list_id: str, task_id: str) -> None:
        """Tick a task in Google's app, which also hides it (tasks.list.showCompleted)."""
        self.user_edits_task(list_id, task_id, status="completed", hidden=True)

    def user_reopens_task(self, list_id: str, task_id: str) -> None:
        """Take the tick away."""
        self.user_edits_task(list_id, task_id, status="needsAction")

    def user_edits_task(self, list_id: str, task_id: str, **fields: Any) -> None:
        """Change fields of a task (None removes one)."""
        with self._lock:
            task = self._task_store.find(list_id, task_id)
            self._task_store.put(task, merge_patch(task, fields))

    def user_moves_task(self, list_id: str, task_id: str, due_on: date) -> None:
        """Give a task another day."""
        self.user_edits_task(list_id, task_id, due=f"{due_on}T00:00:00.000Z")

    def user_deletes_task(self, list_id: str, task_id: str) -> None:
        """Delete a task."""
        self.user_edits_task(list_id, task_id, deleted=True)

    def task(self, list_id: str, task_id: str) -> Json:
        """Return a task as it is kept now, deleted or not."""
        with self._lock:
            return deepcopy(self._task_store.find(list_id, task_id))

    def tasks(self, list_id: str = "@default", *, deleted: bool = False) -> list[Json]:
        """Return the tasks of a list, ticked ones too, the deleted on request."""
        with self._lock:
            found = self._task_store.find_list(list_id).tasks
            return deepcopy([t for t in found if deleted or not t.get("deleted")])

    def task_list_ids(self, title: str) -> list[str]:
        """Return the ids of the lists with that title."""
        with self._lock:
            return [each.id for each in self._task_store.lists.values() if each.title == title]


class ContactHands:
    """Contacts and their groups."""

    def __init__(self, store: PeopleStore, lock: threading.RLock) -> None:
        """Work on `store` while holding `lock`."""
        self._contact_store = store
        self._lock = lock

    def user_adds_contact(
        self, name: str, *, emails: Sequence[str] = (), phones: Sequence[str] = (), **fields: Any
    ) -> str:
        """Make a contact; return its resource name. `fields` are those of `Person`."""
        person = {
            "names": [{"unstructuredName": name}],
            "emailAddresses": [{"value": value} for value in emails],
            "phoneNumbers": [{"value": value} for value in phones],
        }
        with self._lock:
            return self._contact_store.add(person | fields).resource_name

    def user_edits_contact(self, resource_name: str, **fields: Any) -> None:
        """Replace whole fields of a contact (an empty list clears one)."""
        with self._lock:
            contact = self._contact_store.find(resource_name)
            self._contact_store.put(contact, (contact.latest.fields or {}) | fields)

    def user_deletes_contact(self, resource_name: str) -> None:
        """Delete a contact."""
        with self._lock:
            self._contact_store.delete(self._contact_store.find(resource_name))

    def contact(self, resource_name: str) -> Json:
        """Return a contact as it is kept now, with its `resourceName`."""
        with self._lock:
            return _kept(self._contact_store.find(resource_name))

    def contacts(self) -> list[Json]:
        """Return all contacts as they are kept now, whatever the propagation lag."""
        with self._lock:
            kept = self._contact_store.contacts.values()
            return [_kept(contact) for contact in kept if contact.latest.fields is not None]

    def contact_groups(self) -> Mapping[str, list[str]]:
        """Return the user's own groups by name, with the resource names of their members."""
        with self._lock:
            return {
                group.name: [m.resource_name for m in self._contact_store.members(group.resource_name)]
                for group in self._contact_store.groups.values()
                if not group.system
            }


def _kept(contact: ContactState) -> Json:
    return {"resourceName": contact.resource_name, **deepcopy(contact.latest.fields or {})}


def in_utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return an aware moment in as few words as a test wants to spend on it."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
