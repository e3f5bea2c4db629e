"""Where reminders go at Google: a calendar and a list of tasks that syncd makes, once, and finds again.

With the scope `calendar.app.created` no calendars can be listed, so the calendar's id is remembered twice: by the
store, and by a ticked task in the list of tasks, which is found by its title. Whoever loses one has the other. Only
where calendars may be listed is the calendar itself looked for, by the line in its description.

One gap remains that Google leaves no way to close: when the answer to the making of the calendar is lost and calendars
may not be listed, an empty calendar stays behind which nobody can name; another is made and used, and the log says so.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from syncd.core.identity import CATEGORY
from syncd.core.model import Component
from syncd.errors import ProviderError
from syncd.providers.base import Collection, Targets
from syncd.providers.google.http import GoogleSession
from syncd.providers.google.ids import Ids
from syncd.providers.google.refusals import RefusedError
from syncd.providers.google.scopes import CALENDAR_LIST, TASKS, is_calendar_id
from syncd.providers.google.tasks import Tasks

_LOG = logging.getLogger(__name__)

TASK_LIST = "tasklist:"
"""Begins the id of a collection that is a list of tasks; a calendar's is Google's own."""
DESCRIPTION = "Made by syncd: what to do before and after your interviews."
_EXPLANATION = "syncd keeps the address of its calendar here, to find it again. Please leave this."
_MARKER = re.compile(r"syncd:calendar\?id=(\S+)")
_WRITERS = {"owner", "writer"}
_NOT_THERE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


@dataclass(frozen=True, kw_only=True)
class OwnPlaces:
    """The calendar and the list of tasks of one account."""

    session: GoogleSession
    ids: Ids
    tasks: Tasks

    def known(self) -> tuple[Collection, ...]:
        """Every place that is remembered, those of an earlier `write_to` too; Google is not asked."""
        found: list[Collection] = []
        for name, place in self._held().items():
            if "calendar" in place:
                found.append(calendar_collection(place["calendar"], name))
            if "tasklist" in place:
                found.append(_tasklist_collection(place["tasklist"], name))
        return tuple(found)

    def find(self, name: str, *, create: bool) -> Targets | None:
        """Both places; None where one is missing and must not be made.

        Args:
            name: Title of both, or the id of a calendar of the user's.
            create: Make what is missing.
        """
        if is_calendar_id(name):
            return self._beside(name, create=create)
        if not create and not self.session.is_granted(TASKS):
            return None  # reminders of this account go elsewhere
        tasklist = self._tasklist(name, create=create)
        if tasklist is None:
            return None
        calendar = self._held()[name].get("calendar") or self._find_calendar(name, tasklist)
        if calendar is None and create:
            calendar = self._make_calendar(name)
        if calendar is None:
            return None
        if self._held()[name].get("calendar") != calendar:
            self._hold(name, calendar=calendar)
        if self._held()[name].get("marker") != calendar:
            self._put_marker(tasklist, calendar, name)
            self._hold(name, marker=calendar)
        return Targets(events=calendar_collection(calendar, name), tasks=_tasklist_collection(tasklist, name))

    def lose(self, collection: str) -> bool:
        """Forget a place that Google says is not there; whether it was one of ours."""
        for name, place in self._held().items():
            if place.get("calendar") == collection:
                self._hold(name, calendar=None, marker=None)
                return True
            if TASK_LIST + place.get("tasklist", "") == collection:
                self._hold(name, tasklist=None, marker=None)
                return True
        return False

    def discard(self, collection: Collection) -> None:
        """Remove a place of syncd's own that is empty; a list of tasks only after its calendar, which it names.

        What is not syncd's own, or gone already, is left as it is.

        Raises:
            ProviderError: There is something in it.
        """
        if collection.id not in {place.id for place in self.known()}:
            return
        if collection.id.startswith(TASK_LIST):
            self._discard_tasklist(collection)
        else:
            self._discard_calendar(collection)
        self.lose(collection.id)

    def _discard_calendar(self, collection: Collection) -> None:
        """Google deletes a calendar with all that is in it: whatever kind of event there is counts."""
        calendar = collection.id
        events = self.session.of("calendar.events")
        try:
            for page in self.session.pages(events.list, calendarId=calendar, fields="nextPageToken,items/id"):
                if page.get("items"):
                    raise ProviderError(f'"{collection.name}" is not empty')
            self.session.execute(self.session.of("calendar.calendars").delete(calendarId=calendar))
        except RefusedError as err:
            if err.status not in _NOT_THERE:
                raise

    def _discard_tasklist(self, collection: Collection) -> None:
        tasklist = collection.id.removeprefix(TASK_LIST)
        serves = any(p.get("tasklist") == tasklist and "calendar" in p for p in self._held().values())
        try:
            there = [item for item in self.tasks.items(tasklist) if not item.get("deleted")]
            if serves or any(not _MARKER.search(str(item.get("notes", ""))) for item in there):
                raise ProviderError(f'"{collection.name}" is not empty')
            self.session.execute(self.session.of("tasks.tasklists").delete(tasklist=tasklist))
        except RefusedError as err:
            if err.status not in _NOT_THERE:
                raise

    def _beside(self, calendar: str, *, create: bool) -> Targets | None:
        """A calendar the user named. Tasks go to the list of the usual name; without that right, to the calendar."""
        events = calendar_collection(calendar, calendar)
        if not self.session.is_granted(TASKS):
            return Targets(events=events, tasks=events)
        tasklist = self._tasklist(CATEGORY, create=create)
        if tasklist is None:
            return None
        return Targets(events=events, tasks=_tasklist_collection(tasklist, CATEGORY))

    def _tasklist(self, name: str, *, create: bool) -> str | None:
        tasklist = self._held().get(name, {}).get("tasklist")
        if tasklist is not None:
            return tasklist
        tasklist = self._find_tasklist(name)
        if tasklist is None and create:
            tasklist = self._make_tasklist(name)
        if tasklist is not None:
            self._hold(name, tasklist=tasklist)
        return tasklist

    def _held(self) -> dict[str, dict[str, str]]:
        """By name: ids of `calendar` and `tasklist`; as `marker` the calendar that the list's marker names; `making`.

        The last stands while the answer to the making of a calendar is awaited.
        """
        held: dict[str, dict[str, str]] = json.loads(self.ids.get("places") or "{}")
        return held

    def _hold(self, name: str, **ids: str | None) -> None:
        held = self._held()
        place: dict[str, str | None] = {**held.get(name, {}), **ids}
        held[name] = {key: value for key, value in place.items() if value is not None}
        self.ids.set("places", json.dumps(held))

    def _find_tasklist(self, title: str) -> str | None:
        """The list with this title; of several the one with the least id, so that every syncd chooses the same."""
        method = self.session.of("tasks.tasklists").list
        pages = self.session.pages(method, maxResults=1000, fields="nextPageToken,items(id,title)")
        found = (each["id"] for page in pages for each in page.get("items", ()) if each.get("title") == title)
        return min(found, default=None)

    def _make_tasklist(self, title: str) -> str:
        request = self.session.of("tasks.tasklists").insert(body={"title": title}, fields="id")
        return str(self.session.execute(request)["id"])

    def _find_calendar(self, name: str, tasklist: str) -> str | None:
        for item in self.tasks.items(tasklist):
            marker = _MARKER.search(str(item.get("notes", "")))
            if marker and self._is_there(marker[1]):
                return marker[1]
        if not self.session.is_granted(CALENDAR_LIST):
            return None
        found = (each["id"] for each in list_calendars(self.session) if _is_ours(each, name))
        return min(found, default=None)

    def _is_there(self, calendar: str) -> bool:
        request = self.session.of("calendar.calendars").get(calendarId=calendar, fields="id")
        try:
            self.session.execute(request)
        except RefusedError as err:
            if err.status in _NOT_THERE:
                return False
            raise
        return True

    def _make_calendar(self, name: str) -> str:
        if "making" in self._held()[name]:
            _LOG.warning(
                "%s: the answer to an earlier request for a calendar was lost; if two of one name are there now, "
                "remove the empty one",
                self.session.account,
            )
        self._hold(name, making="yes")
        body = {"summary": name, "description": DESCRIPTION, "timeZone": self.tasks.zone.key}
        request = self.session.of("calendar.calendars").insert(body=body, fields="id")
        calendar = str(self.session.execute(request)["id"])
        self._hold(name, calendar=calendar, making=None)
        return calendar

    def _put_marker(self, tasklist: str, calendar: str, name: str) -> None:
        """Leave one ticked task that names the calendar."""
        notes = f"{_EXPLANATION}\n\nsyncd:calendar?id={calendar}"
        tasks = self.session.of("tasks.tasks")
        for item in self.tasks.items(tasklist):
            if item.get("deleted") or not _MARKER.search(str(item.get("notes", ""))):
                continue
            if item["notes"] != notes:
                self.session.execute(
                    tasks.patch(tasklist=tasklist, task=item["id"], body={"notes": notes}, fields="id")
                )
            return
        body = {"title": f"{name}: calendar", "notes": notes, "status": "completed"}
        self.session.execute(tasks.insert(tasklist=tasklist, body=body, fields="id"))


def list_calendars(session: GoogleSession) -> Iterator[dict[str, Any]]:
    """The user's calendars whose events can be read; needs the right to list them."""
    fields = "nextPageToken,items(id,summary,description,accessRole,primary)"
    method = session.of("calendar.calendarList").list
    for page in session.pages(method, minAccessRole="reader", maxResults=250, fields=fields):
        yield from page.get("items", ())


def calendar_collection(calendar: str, name: str, *, writable: bool = True) -> Collection:
    """A calendar; tasks have lists of their own."""
    return Collection(id=calendar, name=name, components=frozenset({Component.VEVENT}), writable=writable)


def is_writable(entry: dict[str, Any]) -> bool:
    """The user may write into the calendar."""
    return entry.get("accessRole") in _WRITERS


def _tasklist_collection(tasklist: str, name: str) -> Collection:
    return Collection(id=TASK_LIST + tasklist, name=name, components=frozenset({Component.VTODO}), has_time=False)


def _is_ours(entry: dict[str, Any], name: str) -> bool:
    return entry.get("summary") == name and entry.get("description") == DESCRIPTION and is_writable(entry)
