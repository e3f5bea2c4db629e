"""People v1: the user's contacts.

People has no key of ours either, and its list may show a new contact only minutes later. That one is to be made is
therefore kept before it is sent: where no answer came, it is looked for in the list and among the members of its group
before it is made again, and if it turns up twice all the same, the second is removed. Everything is sent one after the
other, as Google asks for writes of one user.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from syncd.core.model import ActualContact, Component, Contact
from syncd.errors import AuthError, ConflictError, InvalidObjectError, ProviderError
from syncd.formats.google_person import (
    INDEX_FIELDS,
    PERSON_FIELDS,
    from_google_person,
    person_emails,
    person_names,
    person_uid,
    person_update,
    to_google_person,
)
from syncd.providers.base import Collection, Resource
from syncd.providers.google.http import GoogleSession
from syncd.providers.google.ids import Ids
from syncd.providers.google.refusals import RefusedError, TooFastError
from syncd.providers.google.resource import item_of, to_resource

BOOK = Collection(id="people/me", name="Contacts", components=frozenset({Component.VCARD}))
_EVERYBODY = "contactGroups/myContacts"
_PAGE = 1000
_BATCH = 200
_TRIED = "tried"
_FRESH = timedelta(minutes=2)
"""For so long the list of contacts serves further look-ups: one reading for all the people of a pass."""
_LAG = timedelta(minutes=15)
"""Google: a write may take "several minutes" to show in the list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """What a look-up needs of a contact."""

    resource_name: str
    uid: str | None
    keys: frozenset[str]
    """Addresses and names, case-folded."""


class GoogleContacts:
    """The one address book of a Google account."""

    def __init__(
        self,
        session: GoogleSession,
        ids: Ids,
        *,
        category: str,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Prepare it; nothing is asked of Google before the first call.

        Args:
            session: The line to Google.
            ids: What is remembered of this account.
            category: Title of the contact group that new contacts go into.
            clock: What time it is: how old the list is that was read.
        """
        self._session = session
        self._ids = ids
        self._category = category
        self._clock = clock
        self._index: dict[str, _Entry] = {}
        self._written: dict[str, tuple[datetime, _Entry]] = {}
        self._read_at: datetime | None = None

    def address_books(self) -> Sequence[Collection]:
        """The only one there is."""
        return (BOOK,)

    def find(self, book: Collection, emails: Sequence[str], names: Sequence[str]) -> Sequence[Resource]:
        """Contacts that have one of the addresses or names."""
        wanted = {text.casefold() for text in (*emails, *names) if text}
        matching = [entry for entry in self._entries() if entry.keys & wanted]
        found = (self.get(book, entry.resource_name) for entry in matching)
        return [resource for resource in found if resource is not None]

    def list(self, book: Collection) -> Iterator[Resource]:
        """All contacts."""
        assert book.id == BOOK.id, "Google has one address book"
        for person in self._connections(PERSON_FIELDS):
            yield to_resource(person, person["resourceName"])

    def get(self, book: Collection, href: str) -> Resource | None:
        """One contact, as it is now; None when it is gone."""
        assert book.id == BOOK.id, "Google has one address book"
        request = self._session.of("people.people").get(resourceName=href, personFields=PERSON_FIELDS)
        try:
            return to_resource(self._session.execute(request), href)
        except RefusedError as err:
            if err.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def decode(self, resource: Resource) -> ActualContact:
        """The contact as it stands."""
        try:
            return from_google_person(item_of(resource))
        except ValueError as err:
            raise InvalidObjectError(resource.href, f"it is no JSON ({err})") from err

    def create(self, book: Collection, contact: Contact) -> Resource:
        """Write a new contact into its group, with syncd's mark.

        Raises:
            ConflictError: It is there already.
        """
        assert book.id == BOOK.id, "Google has one address book"
        note, twin = f"contact:{contact.uid}", f"twin:{contact.uid}"
        tried = self._ids.get(note) == _TRIED
        self._check_absent(contact, tried=tried)
        group = self._group()
        if tried:
            self._ids.set(twin, _TRIED)
        self._ids.set(note, _TRIED)
        body = to_google_person(contact, (_EVERYBODY, group))
        request = self._session.of("people.people").createContact(body=body, personFields=PERSON_FIELDS)
        try:
            person = self._session.execute(request)
        except (ProviderError, AuthError, TooFastError):
            self._ids.set(note, None)  # refused: nothing was made
            raise
        self._ids.set(note, person["resourceName"])
        self._enter(person)
        return to_resource(person, person["resourceName"])

    def _check_absent(self, contact: Contact, *, tried: bool) -> None:
        """See that the contact was not made before, be it without an answer or without the list showing it."""
        made = [entry.resource_name for entry in self._entries() if entry.uid == contact.uid]
        noted = self._ids.get(f"contact:{contact.uid}")
        if tried:
            made += [entry.resource_name for entry in self._members() if entry.uid == contact.uid]
        elif noted:
            made.append(noted)
        for resource_name in made:
            there = self.get(BOOK, resource_name)
            if there is not None:
                self._enter(item_of(there))
                self._ids.set(f"contact:{contact.uid}", resource_name)
                raise ConflictError(f"{contact.name}: it is there already")

    def update(self, book: Collection, resource: Resource, contact: Contact) -> Resource:
        """Write what changed, if the contact still is as it was read.

        Each field of the mask is replaced whole, so that the standing values are sent along with the new.
        """
        assert book.id == BOOK.id, "Google has one address book"
        update = person_update(item_of(resource), contact)
        if not update:
            return resource
        standing = self._standing(book, resource)
        body = {**update, "etag": standing["etag"], "metadata": _sources(standing)}
        request = self._session.of("people.people").updateContact(
            resourceName=resource.href,
            updatePersonFields=",".join(sorted(update)),
            personFields=PERSON_FIELDS,
            body=body,
        )
        person = self._session.execute(request)
        self._enter(person)
        return to_resource(person, resource.href)

    def delete(self, book: Collection, resource: Resource) -> None:
        """Remove a contact of syncd's, if it still is as it was read."""
        if person_uid(item_of(resource)) is None:
            raise ProviderError(f"{resource.href}: it is not syncd's; it is not removed")
        if self.get(book, resource.href) is None:
            return
        self._standing(book, resource)
        request = self._session.of("people.people").deleteContact(resourceName=resource.href)
        try:
            self._session.execute(request)
        except RefusedError as err:
            if err.status != HTTPStatus.NOT_FOUND:
                raise
        uid = person_uid(item_of(resource))
        self._ids.set(f"contact:{uid}", None)
        self._index.pop(resource.href, None)
        self._written.pop(resource.href, None)

    def _standing(self, book: Collection, resource: Resource) -> dict[str, Any]:
        """The contact as it is now, which must be as it was read."""
        there = self.get(book, resource.href)
        if there is None or there.etag != resource.etag:
            raise ConflictError(f"{resource.href}: the contact was changed meanwhile")
        return item_of(there)

    def _entries(self) -> Sequence[_Entry]:
        """Every contact, from Google's list of a moment ago and from what was written since."""
        now = self._clock()
        if self._read_at is None or not timedelta() <= now - self._read_at < _FRESH:
            self._index = {person["resourceName"]: _entry(person) for person in self._connections(INDEX_FIELDS)}
            self._read_at = now
            self._remove_twins()
        self._written = {name: each for name, each in self._written.items() if now - each[0] < _LAG}
        return tuple((self._index | {name: entry for name, (_, entry) in self._written.items()}).values())

    def _members(self) -> Iterator[_Entry]:
        """Members of the contact group that the list does not show."""
        group = self._find_group()
        if group is None:
            return
        request = self._session.of("people.contactGroups").get(resourceName=group, maxMembers=_PAGE)
        names = self._session.execute(request).get("memberResourceNames", ())
        unseen = [name for name in names if name not in self._index]
        for begin in range(0, len(unseen), _BATCH):
            batch = unseen[begin : begin + _BATCH]
            request = self._session.of("people.people").getBatchGet(resourceNames=batch, personFields=INDEX_FIELDS)
            for answer in self._session.execute(request).get("responses", ()):
                if "person" in answer:
                    yield _entry(answer["person"])

    def _remove_twins(self) -> None:
        """Of a contact that was made again because it was nowhere to be seen, leave one."""
        times = Counter(entry.uid for entry in self._index.values() if entry.uid)
        for uid in [uid for uid, number in times.items() if number > 1 and self._ids.get(f"twin:{uid}")]:
            names = sorted(entry.resource_name for entry in self._index.values() if entry.uid == uid)
            noted = self._ids.get(f"contact:{uid}")
            kept = noted if noted in names else names[0]
            for name in names:
                there = self.get(BOOK, name) if name != kept else None
                actual = self.decode(there) if there else None
                if there and actual and actual.ours and not (actual.touched or actual.extra):
                    self.delete(BOOK, there)
            self._ids.set(f"contact:{uid}", kept)
            self._ids.set(f"twin:{uid}", None)

    def _enter(self, person: dict[str, Any]) -> None:
        """Remember what was written, until the list is sure to show it."""
        self._written[person["resourceName"]] = (self._clock(), _entry(person))

    def _connections(self, fields: str) -> Iterator[dict[str, Any]]:
        method = self._session.of("people.people.connections").list
        for page in self._session.pages(method, resourceName="people/me", personFields=fields, pageSize=_PAGE):
            yield from page.get("connections", ())

    def _group(self) -> str:
        """Resource name of the contact group, which is made when it is missing."""
        return self._find_group() or self._make_group()

    def _find_group(self) -> str | None:
        method = self._session.of("people.contactGroups").list
        for page in self._session.pages(method, pageSize=_PAGE, groupFields="name,groupType"):
            for group in page.get("contactGroups", ()):
                if group.get("name") == self._category and group.get("groupType") == "USER_CONTACT_GROUP":
                    return str(group["resourceName"])
        return None

    def _make_group(self) -> str:
        body = {"contactGroup": {"name": self._category}, "readGroupFields": "name"}
        try:
            return str(
                self._session.execute(self._session.of("people.contactGroups").create(body=body))["resourceName"]
            )
        except RefusedError as err:
            there = self._find_group() if err.status == HTTPStatus.CONFLICT else None
            if there is None:
                raise
            return there


def _entry(person: dict[str, Any]) -> _Entry:
    names = (*person_emails(person), *person_names(person))
    return _Entry(
        resource_name=person["resourceName"],
        uid=person_uid(person),
        keys=frozenset(name.casefold() for name in names if name),
    )


def _sources(person: dict[str, Any]) -> dict[str, Any]:
    """The version an update was made from, as people.updateContact wants to be told."""
    sources = (person.get("metadata") or {}).get("sources", ())
    kept = [{key: each[key] for key in ("type", "id", "etag") if key in each} for each in sources]
    return {"sources": [each for each in kept if each.get("type") == "CONTACT"]}
