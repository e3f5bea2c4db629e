"""What a pass needs of a calendar account and of an address book, whatever stands behind them.

Glossary. A *collection* is a calendar, a task list or an address book. A *resource* is one object in it: its
*href* (name within the account), its *etag* (changes whenever the content changes) and its *raw* text, which the
provider alone can decode. All calls block; all errors are those of `syncd.errors`.

Rules every provider keeps (tests/contract holds them to it):

- `create` never overwrites: ConflictError when the UID is there already (or, at Google, was deleted by the user).
- `update` and `delete` happen only if the resource still is as it was read (If-Match): else ConflictError.
- Deleting what is gone already is success.
- `update` keeps every property of the raw object that syncd does not own.
- A partial or failed read raises, or names the one object as Unreadable; it never looks like a deletion.
- Nothing written carries ATTENDEE or ORGANIZER, and nobody is mailed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from syncd.core.model import Actual, ActualContact, Component, Contact, Event, Reminder


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """A calendar, task list or address book."""

    id: str
    """URL, path or id: stable, unique within the account."""
    name: str
    """Display name."""
    components: frozenset[Component]
    """What it may hold."""
    writable: bool = True
    has_time: bool = True
    """False where a due date carries no time of day (Google Tasks)."""

    def is_called(self, wanted: str) -> bool:
        """By its display name or its id; an address may lack the host, and is the same however it is spelled."""
        here, asked = (unquote(text).rstrip("/") for text in (self.id, wanted))
        return wanted == self.name or (asked != "" and asked in {here, urlsplit(here).path})


@dataclass(frozen=True, kw_only=True, slots=True)
class Targets:
    """Where an account's reminders go."""

    events: Collection
    tasks: Collection
    """May be the same as `events`; a task goes there as a VEVENT when it holds no VTODO."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """One object as read."""

    href: str
    etag: str
    raw: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """One object that could not be read; the rest of the collection could."""

    href: str
    etag: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What is different in a collection from what was known."""

    changed: Iterable[Resource | Unreadable]
    """New and changed objects, read lazily in chunks; iterate once. May raise while iterating."""
    total: int
    """How many `changed` will yield, for a progress bar."""
    unread: Mapping[str, str] = field(default_factory=dict)
    """href -> etag of changed objects that lie before `since` and were not read."""
    gone: frozenset[str] = frozenset()
    """Known hrefs that are positively no longer there."""
    token: str | None = None
    """Give it back next time; only valid after `changed` was iterated to its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """What a calendar object is: events of others, or a reminder of syncd's (never both)."""

    events: tuple[Event, ...] = ()
    actual: Actual | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is good to know of a server, and no pass depends on."""

    mails_guests: bool | None = None
    """It sends invitations and answers by itself (RFC 6638); None where that is unknown."""
    ahead: timedelta | None = None
    """By how much its clock is ahead of this machine's."""
    signed_in_at: datetime | None = None
    """When the user last signed in by hand."""


@runtime_checkable
class HasFacts(Protocol):
    """A provider whose server can be asked for facts."""

    def facts(self) -> Facts:
        """Ask."""
        ...


class CalendarProvider(Protocol):
    """The calendars (and task lists) of one account."""

    def calendars(self) -> Sequence[Collection]:
        """Every collection of the account that holds events or tasks."""
        ...

    def targets(self, name: str, *, create: bool) -> Targets | None:
        """Where reminders go: the collection(s) with this display name.

        Args:
            name: Display name, or the id of an existing calendar.
            create: Make what is missing; else None is returned when something is missing.
        """
        ...

    def changes(
        self, collection: Collection, known: Mapping[str, str], token: str | None, *, since: datetime | None
    ) -> Changes:
        """Compare with `known` (href -> etag).

        Args:
            collection: Which one.
            known: What the last pass knew; empty at first.
            token: What the last pass got; None at first, or to force a full comparison.
            since: Objects that ended before are not read; None reads all.
        """
        ...

    def decode(self, resource: Resource, zone: ZoneInfo) -> Decoded:
        """Parse; `zone` is the reader's, for floating and all-day times. Raises InvalidObjectError. No I/O."""
        ...

    def create(self, collection: Collection, reminder: Reminder) -> Resource:
        """Write a new object; its href is derived from the UID."""
        ...

    def update(self, collection: Collection, resource: Resource, reminder: Reminder) -> Resource:
        """Write `reminder` over the parts syncd owns of `resource`."""
        ...

    def delete(self, collection: Collection, resource: Resource) -> None:
        """Remove an object that syncd wrote."""
        ...

    def discard(self, collection: Collection) -> None:
        """Remove a calendar that syncd made itself and that is empty; ProviderError when it is not empty."""
        ...


class ContactProvider(Protocol):
    """The address books of one account."""

    def address_books(self) -> Sequence[Collection]:
        """Every address book of the account."""
        ...

    def find(self, book: Collection, emails: Sequence[str], names: Sequence[str]) -> Sequence[Resource]:
        """Contacts that have one of the e-mail addresses or full names, compared case-folded."""
        ...

    def list(self, book: Collection) -> Iterator[Resource | Unreadable]:
        """All contacts."""
        ...

    def get(self, book: Collection, href: str) -> Resource | None:
        """One contact; None when it is gone."""
        ...

    def decode(self, resource: Resource) -> ActualContact:
        """Parse. Raises InvalidObjectError. No I/O."""
        ...

    def create(self, book: Collection, contact: Contact) -> Resource:
        """Write a new contact with syncd's mark; its href is derived from the UID."""
        ...

    def update(self, book: Collection, resource: Resource, contact: Contact) -> Resource:
        """Write `contact` over the parts syncd owns of `resource`."""
        ...

    def delete(self, book: Collection, resource: Resource) -> None:
        """Remove a contact that bears syncd's mark."""
        ...
