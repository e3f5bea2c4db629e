"""The contacts and contact groups of the account, with a memory of how they were."""

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from tests.fakes.google.clock import Clock, timestamp
from tests.fakes.google.errors import Refusal, invalid, not_found
from tests.fakes.google.schema import Json

MY_CONTACTS: Final = "contactGroups/myContacts"
# Discovery, members.modify: "The only system contact groups that can have members added".
OPEN_SYSTEM_GROUPS: Final = frozenset({MY_CONTACTS, "contactGroups/starred"})
_SYSTEM_GROUPS: Final = ("myContacts", "starred", "friends", "family", "coworkers", "blocked")
# Discovery, people.createContact: "a field that is a singleton for contact sources".
SINGLETONS: Final = ("biographies", "birthdays", "genders", "names")


@dataclass(frozen=True, kw_only=True)
class Version:
    """How a contact was from some moment on."""

    since: datetime
    fields: Json | None
    """Lists of `Person`, as written; None once it is deleted."""
    number: int


@dataclass(kw_only=True)
class ContactState:
    """One contact."""

    resource_name: str
    versions: list[Version] = field(default_factory=list)

    @property
    def latest(self) -> Version:
        """How it is now."""
        return self.versions[-1]

    def at(self, moment: datetime) -> Version | None:
        """Return how it was, None if it was not there yet."""
        return next((v for v in reversed(self.versions) if v.since <= moment), None)


@dataclass(kw_only=True)
class GroupState:
    """One contact group (a label, in Google's own app)."""

    resource_name: str
    name: str
    system: bool
    updated: str
    number: int


@dataclass(kw_only=True)
class PeopleStore:
    """Everything Google Contacts knows about one account."""

    clock: Clock
    lag: timedelta = timedelta()
    """ "Writes may have a propagation delay of several minutes": for so long connections.list
    shows how things were (its discovery text says it of sync requests)."""
    contacts: dict[str, ContactState] = field(default_factory=dict)
    groups: dict[str, GroupState] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        """Open the account with the groups every account has."""
        for name in _SYSTEM_GROUPS:
            self._put_group(f"contactGroups/{name}", name, system=True)

    def find(self, resource_name: str) -> ContactState:
        """Return a contact that exists.

        Raises:
            Refusal: 404.
        """
        contact = self.contacts.get(resource_name)
        if contact is None or contact.latest.fields is None:
            raise not_found("Requested entity was not found.")
        return contact

    def add(self, fields: Json) -> ContactState:
        """Make a contact, in "My Contacts" unless its memberships say otherwise.

        Raises:
            Refusal: 400.
        """
        contact = ContactState(resource_name=f"people/c{secrets.randbits(62)}")
        home = [{"contactGroupMembership": {"contactGroupResourceName": MY_CONTACTS}}]
        self.put(contact, {"memberships": home, **fields})
        self.contacts[contact.resource_name] = contact
        return contact

    def put(self, contact: ContactState, fields: Json) -> None:
        """Give a contact a new version.

        Raises:
            Refusal: 400, more than one of a singleton, or a group that is not there.
        """
        for name in SINGLETONS:
            if len(fields.get(name, [])) > 1:
                raise invalid(f"Invalid {name}: only one is allowed for contact sources")
        for group in groups_of(fields):
            if group not in self.groups:
                raise invalid(f"Invalid contact group: {group}")
        self._append(contact, {name: value for name, value in fields.items() if value})

    def delete(self, contact: ContactState) -> None:
        """Delete a contact."""
        self._append(contact, None)

    def add_group(self, name: str) -> GroupState:
        """Make a group of the user's own.

        Raises:
            Refusal: 409, "names must be unique to the users contact groups".
        """
        if any(group.name == name for group in self.groups.values()):
            raise Refusal(409, "alreadyExists", "Contact group name already exists.")
        return self._put_group(f"contactGroups/{secrets.token_hex(8)}", name, system=False)

    def find_group(self, resource_name: str) -> GroupState:
        """Return a group.

        Raises:
            Refusal: 404.
        """
        if resource_name not in self.groups:
            raise not_found("Requested entity was not found.")
        return self.groups[resource_name]

    def members(self, resource_name: str) -> list[ContactState]:
        """Return who is in a group."""
        return [
            contact for contact in self.contacts.values() if resource_name in groups_of(contact.latest.fields or {})
        ]

    def move(self, contact: ContactState, groups: list[str]) -> None:
        """Put a contact into exactly these groups."""
        members = [{"contactGroupMembership": {"contactGroupResourceName": g}} for g in groups]
        self._append(contact, {**(contact.latest.fields or {}), "memberships": members})

    def _append(self, contact: ContactState, fields: Json | None) -> None:
        version = Version(since=self.clock.now(), fields=fields, number=next(self._numbers))
        contact.versions.append(version)

    def _put_group(self, resource_name: str, name: str, *, system: bool) -> GroupState:
        group = GroupState(
            resource_name=resource_name,
            name=name,
            system=system,
            updated=timestamp(self.clock.now()),
            number=next(self._numbers),
        )
        self.groups[resource_name] = group
        return group


def groups_of(fields: Json) -> list[str]:
    """Return the resource names of the groups that a contact is in."""
    return [
        membership["contactGroupMembership"]["contactGroupResourceName"]
        for membership in fields.get("memberships", [])
        if "contactGroupResourceName" in membership.get("contactGroupMembership", {})
    ]
