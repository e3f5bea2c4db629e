"""Calendar v3: following the events of a calendar, and writing syncd's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from syncd.core.model import Reminder
from syncd.errors import ConflictError, ProviderError
from syncd.formats.google_event import EVENT_FIELDS
from syncd.formats.google_marks import event_id
from syncd.formats.google_reminder import is_marked, reminder_from_google, reminder_patch, reminder_to_google
from syncd.formats.google_time import from_event_time
from syncd.providers.base import Changes, Resource, Unreadable
from syncd.providers.google.http import GoogleSession
from syncd.providers.google.ids import Ids
from syncd.providers.google.refusals import RefusedError
from syncd.providers.google.resource import item_of, to_resource
from syncd.providers.google.window import Window, WindowToken, read_window_token, window_from

_PAGE = 2500
_TYPES = ["default", "fromGmail"]
"""Everything that can be an interview; birthdays, focus time and working places cannot."""
_LISTING = "etag,nextPageToken,items(id,etag,status)"
_FEW = 20
"""Up to so many events are read one by one; more by listing the window again, whole."""
_NOT_THERE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_NOBODY = "none"
"""sendUpdates: Google's default is to mail the guests."""


@dataclass(kw_only=True, slots=True)
class _Listing:
    """Ids of a window."""

    etags: dict[str, str] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    etag: str | None = None


@dataclass(kw_only=True, slots=True)
class _Missing:
    """What became of known events that the window no longer shows."""

    gone: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    unread: dict[str, str] = field(default_factory=dict)
    moved: list[Resource] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Events:
    """The events of one account's calendars."""

    session: GoogleSession
    ids: Ids
    zone: ZoneInfo
    clock: Callable[[], datetime]

    def changes(self, calendar: str, known: Mapping[str, str], token: str | None, *, since: datetime | None) -> Changes:
        """Compare a calendar with what was known: one request when nothing changed.

        Occurrences of a series come one by one, each under its own id. The window is bounded (see `window`), unless
        `since` is None: syncd's own calendar is read whole.
        """
        window = window_from(since, self.clock())
        held = read_window_token(token, window)
        listing = self._list(calendar, window, held.etag if held else None)
        if listing is None:
            return Changes(changed=(), total=0, token=token)
        settled = held.outside if held else frozenset()
        changed = {href for href, etag in listing.etags.items() if known.get(href) != etag}
        absent = known.keys() - listing.etags.keys() - listing.cancelled - settled
        missing = self._resolve(calendar, absent, known, window)
        outside = (settled | missing.outside) - listing.etags.keys()
        return Changes(
            changed=self._read(calendar, changed, window, missing.moved),
            total=len(changed) + len(missing.moved),
            unread=missing.unread,
            gone=frozenset((known.keys() & listing.cancelled) | missing.gone),
            token=WindowToken(window=window, etag=listing.etag, outside=frozenset(outside)).to_text(),
        )

    def create(self, calendar: str, reminder: Reminder) -> Resource:
        """Write a new event under the id that follows from its UID.

        Raises:
            ConflictError: It is there already, or was deleted by the user.
        """
        own_id = event_id(reminder.uid, self._generation(reminder.uid))
        if self.ids.get(f"deleted:{own_id}"):
            raise ConflictError(f"{reminder.summary}: you deleted it; it is not written again")
        body = reminder_to_google(reminder, own_id)
        request = self.session.of("calendar.events").insert(
            calendarId=calendar, body=body, sendUpdates=_NOBODY, fields=EVENT_FIELDS
        )
        try:
            item = self.session.execute(request)
        except RefusedError as err:
            if err.status != HTTPStatus.CONFLICT:
                raise
            standing = self._get(calendar, own_id)
            if standing is None or standing.get("status") == "cancelled":
                self.ids.set(f"deleted:{own_id}", "yes")
                raise ConflictError(f"{reminder.summary}: you deleted it; it is not written again") from err
            raise ConflictError(f"{reminder.summary}: it is there already") from err
        return to_resource(item, own_id)

    def update(self, calendar: str, resource: Resource, reminder: Reminder) -> Resource:
        """Write what changed, if the event still is as it was read."""
        patch = reminder_patch(item_of(resource), reminder, self.zone)
        if not patch:
            return resource
        request = self.session.of("calendar.events").patch(
            calendarId=calendar, eventId=resource.href, body=patch, sendUpdates=_NOBODY, fields=EVENT_FIELDS
        )
        try:
            item = self.session.execute(request, if_match=resource.etag)
        except RefusedError as err:
            standing = self._get(calendar, resource.href)
            if standing is None or standing.get("status") == "cancelled":
                raise ConflictError(f"{reminder.summary}: it was deleted meanwhile") from err
            raise
        return to_resource(item, resource.href)

    def delete(self, calendar: str, resource: Resource) -> None:
        """Remove an event of syncd's, if it still is as it was read.

        That syncd did it itself is remembered first: the id stays taken for ever, so that the same reminder, when it
        is called for again, must go by another one.
        """
        item = item_of(resource)
        own = reminder_from_google(item, self.zone) if is_marked(item) else None
        if own is None:
            raise ProviderError(f"{resource.href}: it is not syncd's; it is not removed")
        generation = self._generation(own.reminder.uid)
        if event_id(own.reminder.uid, generation) == resource.href:
            self.ids.set(f"withdrawn:{own.reminder.uid}", str(generation + 1))
        request = self.session.of("calendar.events").delete(
            calendarId=calendar, eventId=resource.href, sendUpdates=_NOBODY
        )
        try:
            self.session.execute(request, if_match=resource.etag)
        except RefusedError as err:
            if err.status not in _NOT_THERE:
                raise

    def _generation(self, uid: str) -> int:
        return int(self.ids.get(f"withdrawn:{uid}") or 0)

    def _list(self, calendar: str, window: Window, etag: str | None) -> _Listing | None:
        """Ids and etags; None where nothing changed since the list had this etag."""
        found = _Listing()
        pages = 0
        try:
            for page in self._pages(calendar, window, _LISTING, etag):
                pages += 1
                found.etag = page.get("etag") if pages == 1 else None
                for item in page.get("items", ()):
                    if item.get("status") == "cancelled":
                        found.cancelled.add(item["id"])
                    else:
                        found.etags[item["id"]] = item["etag"]
        except RefusedError as err:
            if err.status == HTTPStatus.NOT_MODIFIED:
                return None
            raise
        return found

    def _pages(self, calendar: str, window: Window, fields: str, etag: str | None = None) -> Iterator[dict[str, Any]]:
        yield from self.session.pages(
            self.session.of("calendar.events").list,
            if_none_match=etag,
            calendarId=calendar,
            singleEvents=True,
            showDeleted=True,
            eventTypes=_TYPES,
            maxResults=_PAGE,
            fields=fields,
            **window.parameters(),
        )

    def _read(
        self, calendar: str, changed: set[str], window: Window, moved: list[Resource]
    ) -> Iterator[Resource | Unreadable]:
        """The changed events, whole. One that vanishes meanwhile is the next poll's."""
        yield from moved
        if len(changed) <= _FEW:
            for href in sorted(changed):
                item = self._get(calendar, href)
                if item is not None and item.get("status") != "cancelled":
                    yield to_resource(item, href)
            return
        for page in self._pages(calendar, window, f"nextPageToken,items({EVENT_FIELDS})"):
            for item in page.get("items", ()):
                if item["id"] in changed and item.get("status") != "cancelled":
                    yield to_resource(item, item["id"])

    def _resolve(self, calendar: str, absent: set[str], known: Mapping[str, str], window: Window) -> _Missing:
        """Look for known events that are not in the window. Only an answer about the event itself says it is gone."""
        found = _Missing()
        if len(absent) > _FEW and window.since is not None:
            past = self._list(calendar, Window(since=None, until=window.since), None)
            assert past is not None, "asked without a condition"
            found.gone |= absent & past.cancelled
            found.outside |= absent & past.etags.keys()
            found.unread |= {href: past.etags[href] for href in found.outside if known[href] != past.etags[href]}
            absent = absent - found.gone - found.outside
        for href in sorted(absent):
            item = self._get(calendar, href)
            if item is None or item.get("status") == "cancelled":
                found.gone.add(href)
                continue
            found.outside.add(href)
            if item["etag"] != known[href]:
                if _ended_before(item, window.since, self.zone):
                    found.unread[href] = item["etag"]
                else:
                    found.moved.append(to_resource(item, href))
        return found

    def _get(self, calendar: str, href: str) -> dict[str, Any] | None:
        request = self.session.of("calendar.events").get(calendarId=calendar, eventId=href, fields=EVENT_FIELDS)
        try:
            item: dict[str, Any] = self.session.execute(request)
        except RefusedError as err:
            if err.status in _NOT_THERE:
                return None
            raise
        return item


def _ended_before(item: Mapping[str, Any], since: datetime | None, zone: ZoneInfo) -> bool:
    end = item.get("end") or item.get("start") or {}
    return since is not None and bool(end) and from_event_time(end, zone) <= since
