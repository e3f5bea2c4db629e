"""Folders of .ics and .vcf files, as vdirsyncer, khal, khard and todoman keep them (the vdir storage format).

A collection is a folder, an object is a file in it; `displayname` and `color` are files, too. Files are written beside
their place and moved there, so that nobody ever reads half of one. The etag is a hash of the content.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from syncd.core.model import ActualContact, Component, Contact, Reminder
from syncd.errors import ConflictError, ProviderError
from syncd.formats.ical import to_ical
from syncd.formats.vcard import to_vcard
from syncd.providers.base import Changes, Collection, Decoded, Resource, Targets, Unreadable
from syncd.providers.decode import bears_name, decode_contact, decode_object, ended_before

COLOR = "#2e7d32"
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]')


class _Folders:
    """What calendars and address books have in common: one folder of folders."""

    suffix: str
    components: frozenset[Component]

    def __init__(self, path: Path) -> None:
        self._path = path

    def _collections(self) -> list[Collection]:
        try:
            folders = sorted(entry for entry in self._path.iterdir() if entry.is_dir() and entry.name[0] != ".")
            lone = any(entry.suffix == self.suffix for entry in self._path.iterdir())
        except OSError as err:
            raise ProviderError(
                f"{self._path}: cannot be read ({err.strerror}); mend `path`, or make the folder"
            ) from err
        if lone:
            folders = [self._path, *folders]
        return [self._collection(folder) for folder in folders]

    def _collection(self, folder: Path) -> Collection:
        name = folder.name
        with contextlib.suppress(OSError, UnicodeDecodeError):
            name = (folder / "displayname").read_text(encoding="utf-8").strip() or name
        writable = os.access(folder, os.W_OK | os.X_OK)
        return Collection(id=str(folder), name=name, components=self.components, writable=writable)

    def _files(self, collection: Collection) -> dict[str, os.stat_result]:
        """Name and state of each object; a folder that cannot be read raises, it never looks empty."""
        try:
            with os.scandir(collection.id) as entries:
                return {
                    entry.name: entry.stat()
                    for entry in entries
                    if entry.name.endswith(self.suffix) and entry.name[0] != "." and entry.is_file()
                }
        except OSError as err:
            raise ProviderError(f"{collection.id}: cannot be read ({err.strerror})") from err

    def _read(self, collection: Collection, name: str) -> Resource | None:
        try:
            raw = (Path(collection.id) / name).read_bytes()
        except FileNotFoundError:
            return None
        return Resource(href=name, etag=_etag(raw), raw=raw.decode("utf-8", errors="replace"))

    def _create(self, collection: Collection, uid: str, text: str) -> Resource:
        name = f"{uid}{self.suffix}"
        content = text.encode()
        with self._beside(collection, content) as written:
            try:
                os.link(written, Path(collection.id) / name)  # unlike a rename, never over an existing file
            except FileExistsError as err:
                raise ConflictError(f"{name} is there already") from err
        return Resource(href=name, etag=_etag(content), raw=text)

    def _update(self, collection: Collection, resource: Resource, text: str) -> Resource:
        content = text.encode()
        with self._beside(collection, content) as written:
            self._check(collection, resource)
            written.replace(Path(collection.id) / resource.href)
        return Resource(href=resource.href, etag=_etag(content), raw=text)

    def _delete(self, collection: Collection, resource: Resource) -> None:
        try:
            if self._read(collection, resource.href) is None:
                return
            self._check(collection, resource)
            (Path(collection.id) / resource.href).unlink(missing_ok=True)
        except OSError as err:
            raise ProviderError(f"{collection.id}: cannot be written to ({err.strerror})") from err

    def _check(self, collection: Collection, resource: Resource) -> None:
        there = self._read(collection, resource.href)
        if there is None or there.etag != resource.etag:
            raise ConflictError(f"{resource.href} changed since it was read")

    @contextlib.contextmanager
    def _beside(self, collection: Collection, content: bytes) -> Iterator[Path]:
        """A hidden file with the content, safely on disk, in the same folder; gone afterwards."""
        try:
            handle, name = tempfile.mkstemp(prefix=".syncd-", suffix=".tmp", dir=collection.id)
        except OSError as err:
            raise ProviderError(f"{collection.id}: cannot be written to ({err.strerror})") from err
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            yield path
        except OSError as err:
            raise ProviderError(f"{collection.id}: cannot be written to ({err.strerror})") from err
        finally:
            path.unlink(missing_ok=True)


class VdirCalendars(_Folders):
    """A CalendarProvider over a folder of calendar folders."""

    suffix = ".ics"
    components = frozenset({Component.VEVENT, Component.VTODO})

    def calendars(self) -> Sequence[Collection]:
        """Every folder."""
        return self._collections()

    def targets(self, name: str, *, create: bool) -> Targets | None:
        """The folder with this display name holds both events and tasks."""
        found = next((there for there in self._collections() if there.is_called(name)), None)
        if found is None and create:
            folder = self._path / _UNSAFE.sub("-", name).strip(".")
            try:
                folder.mkdir()
                (folder / "displayname").write_text(name, encoding="utf-8")
                (folder / "color").write_text(COLOR, encoding="utf-8")
            except OSError as err:
                raise ProviderError(f"{folder}: cannot be made ({err.strerror})") from err
            found = self._collection(folder)
        return Targets(events=found, tasks=found) if found else None

    def changes(
        self, collection: Collection, known: Mapping[str, str], token: str | None, *, since: datetime | None
    ) -> Changes:
        """Compare contents; nothing is read while no name, size or time of a file has changed."""
        files = self._files(collection)
        now = _signature(files)
        if token == now and known:
            return Changes(changed=(), total=0, token=now)
        differing: list[str] = []
        old: dict[str, str] = {}
        for name in files:
            resource = self._readable(collection, name)
            if isinstance(resource, Unreadable):
                differing.append(name)
            elif resource is not None and known.get(name) != resource.etag:
                if since is not None and ended_before(resource.raw, since):
                    old[name] = resource.etag
                else:
                    differing.append(name)
        return Changes(
            changed=self._read_each(collection, differing),
            total=len(differing),
            unread=old,
            gone=frozenset(known.keys() - files.keys()),
            token=now,
        )

    def decode(self, resource: Resource, zone: ZoneInfo) -> Decoded:
        """Parse the file's text."""
        return decode_object(resource, zone)

    def create(self, collection: Collection, reminder: Reminder) -> Resource:
        """Write a new file."""
        return self._create(collection, reminder.uid, to_ical(reminder, stamp=datetime.now(UTC)))

    def update(self, collection: Collection, resource: Resource, reminder: Reminder) -> Resource:
        """Write over what syncd owns of it."""
        return self._update(collection, resource, to_ical(reminder, stamp=datetime.now(UTC), base=resource.raw))

    def delete(self, collection: Collection, resource: Resource) -> None:
        """Remove the file."""
        self._delete(collection, resource)

    def discard(self, collection: Collection) -> None:
        """Remove a folder without objects, and what syncd wrote about it."""
        folder = Path(collection.id)
        if not folder.is_dir():
            return
        if self._files(collection):
            raise ProviderError(f"{collection.name}: it is not empty")
        try:
            for about in ("displayname", "color"):
                (folder / about).unlink(missing_ok=True)
            folder.rmdir()
        except OSError as err:
            raise ProviderError(f"{folder}: cannot be removed ({err.strerror})") from err

    def _read_each(self, collection: Collection, names: Iterable[str]) -> Iterator[Resource | Unreadable]:
        for name in names:
            resource = self._readable(collection, name)
            if resource is not None:
                yield resource

    def _readable(self, collection: Collection, name: str) -> Resource | Unreadable | None:
        try:
            return self._read(collection, name)
        except OSError as err:
            return Unreadable(href=name, etag="", why=f"cannot be read: {err.strerror}")


class VdirContacts(_Folders):
    """A ContactProvider over a folder of address book folders."""

    suffix = ".vcf"
    components = frozenset({Component.VCARD})

    def address_books(self) -> Sequence[Collection]:
        """Every folder."""
        return self._collections()

    def find(self, book: Collection, emails: Sequence[str], names: Sequence[str]) -> Sequence[Resource]:
        """Contacts that bear an address or a name."""
        return [found for found in self.list(book) if isinstance(found, Resource) and bears_name(found, emails, names)]

    def list(self, book: Collection) -> Iterator[Resource | Unreadable]:
        """All contacts."""
        for name in sorted(self._files(book)):
            try:
                resource = self._read(book, name)
            except OSError as err:
                yield Unreadable(href=name, etag="", why=f"cannot be read: {err.strerror}")
            else:
                if resource is not None:
                    yield resource

    def get(self, book: Collection, href: str) -> Resource | None:
        """One contact."""
        try:
            return self._read(book, href)
        except OSError as err:
            raise ProviderError(f"{book.id}/{href}: cannot be read ({err.strerror})") from err

    def decode(self, resource: Resource) -> ActualContact:
        """Parse the file's text."""
        return decode_contact(resource)

    def create(self, book: Collection, contact: Contact) -> Resource:
        """Write a new file."""
        return self._create(book, contact.uid, to_vcard(contact, stamp=datetime.now(UTC)))

    def update(self, book: Collection, resource: Resource, contact: Contact) -> Resource:
        """Write over what syncd owns of it."""
        return self._update(book, resource, to_vcard(contact, stamp=datetime.now(UTC), base=resource.raw))

    def delete(self, book: Collection, resource: Resource) -> None:
        """Remove the file."""
        self._delete(book, resource)


def _etag(content: bytes) -> str:
    return sha256(content).hexdigest()[:32]


def _signature(files: Mapping[str, os.stat_result]) -> str:
    """Changes whenever a file appears, vanishes or is written."""
    states = (f"{name}\0{stat.st_mtime_ns}\0{stat.st_size}\0{stat.st_ino}" for name, stat in sorted(files.items()))
    return sha256("\n".join(states).encode()).hexdigest()[:32]
