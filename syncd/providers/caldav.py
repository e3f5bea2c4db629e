"""Calendars on a CalDAV server (RFC 4791)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from syncd.core.model import Component, Reminder
from syncd.errors import ProviderError
from syncd.formats.ical import to_ical
from syncd.providers.base import Changes, Collection, Decoded, Facts, Resource, Targets
from syncd.providers.dav_discovery import CALENDARS, XML, Places
from syncd.providers.dav_errors import http_date
from syncd.providers.dav_objects import CHUNK, ICALENDAR, DavObjects
from syncd.providers.dav_session import DavSession, absolute
from syncd.providers.dav_sync import compare
from syncd.providers.dav_xml import answers, element, parse, path_of, prop, to_bytes
from syncd.providers.decode import decode_object

_TAKEN = frozenset({HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.CONFLICT})


class CaldavCalendars:
    """A CalendarProvider over a CalDAV server; nothing is asked of the server before the first call.

    Args:
        url: Host, principal or calendar: what discovery starts from.
        username: As the server knows the user.
        password: Called when the first request is made.
        timeout: Seconds to wait for an answer.
        ca_file: Certificate authority of a server of the user's own.

    Raises:
        ConfigError: The address is none, or would send the password unprotected over a network.
    """

    def __init__(
        self,
        *,
        url: str,
        username: str,
        password: Callable[[], str],
        timeout: float = 30.0,
        ca_file: Path | None = None,
    ) -> None:
        self._session = DavSession(url=url, username=username, password=password, timeout=timeout, ca_file=ca_file)
        self._places = Places(self._session, CALENDARS)
        self._objects = DavObjects(self._session, ICALENDAR)

    def calendars(self) -> Sequence[Collection]:
        """Every calendar that may hold events or tasks."""
        return [collection for collection in self._places.collections() if collection.components]

    def targets(self, name: str, *, create: bool) -> Targets | None:
        """The calendar of this name; some servers keep tasks in a second one of the same name."""
        found = self._named(name)
        if not found and create:
            found = [self._make(name)]
        if not found:
            return None
        events = next((each for each in found if Component.VEVENT in each.components), found[0])
        tasks = next((each for each in (events, *found) if Component.VTODO in each.components), events)
        return Targets(events=events, tasks=tasks)

    def changes(
        self, collection: Collection, known: Mapping[str, str], token: str | None, *, since: datetime | None
    ) -> Changes:
        """Ask the server what changed, and when all of it must be compared, what of it is worth reading."""
        difference = compare(self._session, self._objects, collection, known, token)
        differing = {href: etag for href, etag in difference.etags.items() if not etag or known.get(href) != etag}
        old: dict[str, str] = {}
        if since is not None and differing and (difference.whole or len(differing) > CHUNK):
            recent = self._not_before(collection, since)
            if recent is not None:
                old = {href: etag for href, etag in differing.items() if href not in recent}
        wanted = [href for href in differing if href not in old]
        return Changes(
            changed=self._objects.read(collection, wanted),
            total=len(wanted),
            unread=old,
            gone=difference.gone & known.keys(),
            token=difference.token,
        )

    def decode(self, resource: Resource, zone: ZoneInfo) -> Decoded:
        """Parse the calendar object."""
        return decode_object(resource, zone)

    def create(self, collection: Collection, reminder: Reminder) -> Resource:
        """PUT with If-None-Match."""
        return self._objects.create(collection, reminder.uid, to_ical(reminder, stamp=datetime.now(UTC)))

    def update(self, collection: Collection, resource: Resource, reminder: Reminder) -> Resource:
        """PUT with If-Match."""
        text = to_ical(reminder, stamp=datetime.now(UTC), base=resource.raw)
        return self._objects.update(collection, resource, text)

    def delete(self, collection: Collection, resource: Resource) -> None:
        """DELETE with If-Match; nobody is told (RFC 6638 section 8.1)."""
        self._objects.delete(collection, resource)

    def discard(self, collection: Collection) -> None:
        """Remove an empty calendar."""
        self._objects.discard(collection)

    def facts(self) -> Facts:
        """What the server says of itself in an OPTIONS answer."""
        asked_at = datetime.now(UTC)
        reply = self._session.request("OPTIONS", self._places.homes()[0])
        offered = {word.strip() for word in reply.headers.get("DAV", "").split(",")}
        said_at = http_date(reply.headers.get("Date"))
        return Facts(
            mails_guests="calendar-auto-schedule" in offered if reply.status < HTTPStatus.MULTIPLE_CHOICES else None,
            ahead=said_at - asked_at if said_at else None,
        )

    def _named(self, name: str) -> list[Collection]:
        return [each for each in self.calendars() if each.is_called(name)]

    def _make(self, name: str) -> Collection:
        """MKCALENDAR (RFC 4791 section 5.3.1)."""
        home = self._places.homes()[0]
        body = _mkcalendar(name)
        for slug in _slugs(name):
            url = urljoin(home.rstrip("/") + "/", slug + "/")
            reply = self._session.request("MKCALENDAR", url, body=body, headers=XML)
            if reply.status not in _TAKEN:
                break
        if reply.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise ProviderError(
                f'the calendar "{name}" cannot be made ({reply.error(url)}). Make one of that name in your calendar '
                "app, or name one that is there in `write_to`."
            )
        made = [each for each in self.calendars() if path_of(each.id).rstrip("/") == path_of(url).rstrip("/")]
        if not made:
            raise ProviderError(f'the calendar "{name}" was made and does not appear. Name another in `write_to`.')
        return made[0]

    def _not_before(self, collection: Collection, since: datetime) -> set[str] | None:
        """Hrefs of the events that end after `since`, and of all tasks; None where the server cannot tell."""
        ranges = []
        if Component.VEVENT in collection.components:
            start = since.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
            ranges.append(element("c:comp-filter", element("c:time-range", start=start), name="VEVENT"))
        if Component.VTODO in collection.components:
            ranges.append(element("c:comp-filter", name="VTODO"))
        found: set[str] = set()
        for wanted in ranges:
            calendar = element("c:comp-filter", wanted, name="VCALENDAR")
            body = to_bytes(element("c:calendar-query", prop("d:getetag"), element("c:filter", calendar)))
            reply = self._session.request("REPORT", collection.id, body=body, headers={"Depth": "1", **XML})
            root = parse(reply.body) if reply.status == HTTPStatus.MULTI_STATUS else None
            if root is None:
                return None
            found |= {path_of(absolute(reply.url, answer.href)) for answer in answers(root)}
        return found


def _mkcalendar(name: str) -> bytes:
    components = (element("c:comp", name=component) for component in ("VEVENT", "VTODO"))
    properties = element(
        "d:prop",
        element("d:displayname", text=name),
        element("c:supported-calendar-component-set", *components),
    )
    return to_bytes(element("c:mkcalendar", element("d:set", properties)))


def _slugs(name: str) -> tuple[str, ...]:
    """Last parts of a calendar's address: readable, and another for when that one is taken."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    exact = sha256(name.encode()).hexdigest()[:12]
    return (readable, f"{readable}-{exact}") if readable else (exact,)
