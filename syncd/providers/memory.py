"""Calendars and address books in memory: the same texts and rules as elsewhere, without a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from syncd.core.model import ActualContact, Component, Contact, Reminder
from syncd.errors import ConflictError, ProviderError
from syncd.formats.ical import to_ical
from syncd.formats.vcard import to_vcard
from syncd.providers.base import Changes, Collection, Decoded, Resource, Targets, Unreadable
from syncd.providers.decode import bears_name, decode_contact, decode_object, ended_before


@dataclass(kw_only=True, slots=True)
class Box:
    """One collection: its objects by href, and a number that grows with every change."""

    collection: Collection
    objects: dict[str, str] = field(default_factory=dict)
    version: int = 0


def etag_of(raw: str) -> str:
    """Follows from the content."""
    return sha256(raw.encode()).hexdigest()[:16]


class _Boxes:
    """What calendars and address books have in common."""

    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}

    def add(self, name: str, *components: Component) -> Collection:
        """A new, empty collection."""
        collection = Collection(id=name, name=name, components=frozenset(components))
        self.boxes[name] = Box(collection=collection)
        return collection

    def put(self, name: str, href: str, raw: str) -> None:
        """What the user or somebody else writes."""
        box = self.boxes[name]
        box.objects[href] = raw
        box.version += 1

    def remove(self, name: str, href: str) -> None:
        """What the user or somebody else deletes."""
        box = self.boxes[name]
        del box.objects[href]
        box.version += 1

    def _box(self, collection: Collection) -> Box:
        if collection.id not in self.boxes:
            raise ProviderError(f"{collection.name}: there is no such collection any more")
        return self.boxes[collection.id]

    def _create(self, collection: Collection, href: str, raw: str) -> Resource:
        if href in self._box(collection).objects:
            raise ConflictError(f"{href} is there already")
        self.put(collection.id, href, raw)
        return Resource(href=href, etag=etag_of(raw), raw=raw)

    def _check(self, collection: Collection, resource: Resource) -> None:
        there = self._box(collection).objects.get(resource.href)
        if there is None or etag_of(there) != resource.etag:
            raise ConflictError(f"{resource.href} changed since it was read")

    def _delete(self, collection: Collection, resource: Resource) -> None:
        if resource.href in self._box(collection).objects:
            self._check(collection, resource)
            self.remove(collection.id, resource.href)


class MemoryCalendars(_Boxes):
    """A CalendarProvider over dictionaries."""

    def calendars(self) -> Sequence[Collection]:
        """Every collection."""
        return [box.collection for box in self.boxes.values()]

    def targets(self, name: str, *, create: bool) -> Targets | None:
        """The collection of this name holds both events and tasks."""
        found = next((there for there in self.calendars() if there.is_called(name)), None)
        if found is None and create:
            self.add(name, Component.VEVENT, Component.VTODO)
            found = self.boxes[name].collection
        return Targets(events=found, tasks=found) if found else None

    def changes(
        self, collection: Collection, known: Mapping[str, str], token: str | None, *, since: datetime | None
    ) -> Changes:
        """Compare etags; the token is the collection's version."""
        box = self._box(collection)
        now = str(box.version)
        if token == now and known:
            return Changes(changed=(), total=0, token=now)
        etags = {href: etag_of(raw) for href, raw in box.objects.items()}
        differing = [href for href, etag in etags.items() if known.get(href) != etag]
        old = {href for href in differing if since is not None and ended_before(box.objects[href], since)}
        return Changes(
            changed=self._read(box, [href for href in differing if href not in old]),
            total=len(differing) - len(old),
            unread={href: etags[href] for href in old},
            gone=frozenset(known.keys() - etags.keys()),
            token=now,
        )

    def decode(self, resource: Resource, zone: ZoneInfo) -> Decoded:
        """Parse the calendar object."""
        return decode_object(resource, zone)

    def create(self, collection: Collection, reminder: Reminder) -> Resource:
        """Write a new object."""
        return self._create(collection, f"{reminder.uid}.ics", to_ical(reminder, stamp=datetime.now(UTC)))

    def update(self, collection: Collection, resource: Resource, reminder: Reminder) -> Resource:
        """Write over what syncd owns of it."""
        self._check(collection, resource)
        raw = to_ical(reminder, stamp=datetime.now(UTC), base=resource.raw)
        self.put(collection.id, resource.href, raw)
        return Resource(href=resource.href, etag=etag_of(raw), raw=raw)

    def delete(self, collection: Collection, resource: Resource) -> None:
        """Remove it."""
        self._delete(collection, resource)

    def discard(self, collection: Collection) -> None:
        """Remove an empty collection."""
        if collection.id in self.boxes and self.boxes[collection.id].objects:
            raise ProviderError(f"{collection.name}: it is not empty")
        self.boxes.pop(collection.id, None)

    @staticmethod
    def _read(box: Box, hrefs: Iterable[str]) -> Iterator[Resource | Unreadable]:
        for href in hrefs:
            raw = box.objects[href]
            yield Resource(href=href, etag=etag_of(raw), raw=raw)


class MemoryContacts(_Boxes):
    """A ContactProvider over dictionaries."""

    def address_books(self) -> Sequence[Collection]:
        """Every collection."""
        return [box.collection for box in self.boxes.values()]

    def find(self, book: Collection, emails: Sequence[str], names: Sequence[str]) -> Sequence[Resource]:
        """Contacts that bear an address or a name."""
        return [found for found in self.list(book) if isinstance(found, Resource) and bears_name(found, emails, names)]

    def list(self, book: Collection) -> Iterator[Resource | Unreadable]:
        """All contacts."""
        for href, raw in list(self._box(book).objects.items()):
            yield Resource(href=href, etag=etag_of(raw), raw=raw)

    def get(self, book: Collection, href: str) -> Resource | None:
        """One contact."""
        raw = self._box(book).objects.get(href)
        return None if raw is None else Resource(href=href, etag=etag_of(raw), raw=raw)

    def decode(self, resource: Resource) -> ActualContact:
        """Parse the vCard."""
        return decode_contact(resource)

    def create(self, book: Collection, contact: Contact) -> Resource:
        """Write a new contact."""
        return self._create(book, f"{contact.uid}.vcf", to_vcard(contact, stamp=datetime.now(UTC)))

    def update(self, book: Collection, resource: Resource, contact: Contact) -> Resource:
        """Write over what syncd owns of it."""
        self._check(book, resource)
        raw = to_vcard(contact, stamp=datetime.now(UTC), base=resource.raw)
        self.put(book.id, resource.href, raw)
        return Resource(href=resource.href, etag=etag_of(raw), raw=raw)

    def delete(self, book: Collection, resource: Resource) -> None:
        """Remove it."""
        self._delete(book, resource)
