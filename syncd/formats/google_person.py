"""Contacts <-> persons of People v1.

Only values whose source is the contact itself count: what Google shows of a person's own profile is not the user's and
cannot be written. syncd's mark is `clientData`, which no app of Google's shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from syncd.core.model import ActualContact, Contact, ContactPart
from syncd.formats.google_marks import (
    PREFIX,
    applied_from_text,
    applied_to_text,
    digests,
    keys_from_properties,
    keys_to_properties,
    touched_parts,
)

Json = dict[str, Any]

_WRITTEN = (
    "names",
    "emailAddresses",
    "phoneNumbers",
    "organizations",
    "urls",
    "biographies",
    "clientData",
    "memberships",
)
_OTHERS = (
    *("addresses", "birthdays", "calendarUrls", "events", "externalIds", "genders", "imClients", "interests"),
    *("locales", "locations", "miscKeywords", "nicknames", "occupations", "photos", "relations", "sipAddresses"),
    *("skills", "userDefined"),
)
PERSON_FIELDS = ",".join((*_WRITTEN, *_OTHERS, "metadata"))
"""personFields of everything that is read of a person."""
INDEX_FIELDS = "names,emailAddresses,clientData,metadata"
"""personFields of what a look-up needs."""

_FIELD_OF = {
    ContactPart.NAME: "names",
    ContactPart.EMAILS: "emailAddresses",
    ContactPart.PHONES: "phoneNumbers",
    ContactPart.TITLE: "organizations",
    ContactPart.ORGANIZATION: "organizations",
    ContactPart.LINKEDIN: "urls",
    ContactPart.NOTE: "biographies",
}
_PROFILES = ("linkedin.com/", "xing.com/")


def from_google_person(person: Mapping[str, Any]) -> ActualContact:
    """The contact as it stands, and whether it is syncd's."""
    values = _values(person)
    properties = _client_data(person)
    uid = properties.get(f"{PREFIX}uid")
    applied = applied_from_text(properties.get(f"{PREFIX}applied", ""))
    touched = touched_parts({part: "\n".join(value) for part, value in values.items()}, applied) if uid else frozenset()
    return ActualContact(
        contact=Contact(
            uid=uid or str(person.get("resourceName", "")),
            name=_first(values[ContactPart.NAME]) or "",
            emails=values[ContactPart.EMAILS],
            phones=values[ContactPart.PHONES],
            title=_first(values[ContactPart.TITLE]),
            organization=_first(values[ContactPart.ORGANIZATION]),
            linkedin=_first(values[ContactPart.LINKEDIN]),
            note=_first(values[ContactPart.NOTE]) or "",
            interviews=keys_from_properties(f"{PREFIX}interview", properties) if uid else (),
        ),
        ours=uid is not None,
        touched=touched,
        extra=_has_extra(person, values),
    )


def person_names(person: Mapping[str, Any]) -> tuple[str, ...]:
    """Every name a contact goes by."""
    return tuple(_name(each) for each in _own(person, "names"))


def person_emails(person: Mapping[str, Any]) -> tuple[str, ...]:
    """Every address of a contact."""
    return tuple(str(each.get("value", "")) for each in _own(person, "emailAddresses"))


def person_uid(person: Mapping[str, Any]) -> str | None:
    """UID under which syncd made a contact; None for one of the user's."""
    return _client_data(person).get(f"{PREFIX}uid")


def to_google_person(contact: Contact, groups: Sequence[str]) -> Json:
    """The body of people.createContact.

    Args:
        contact: Whom the user met.
        groups: Resource names of the contact groups they belong to.
    """
    body = _fields(contact)
    applied = digests({part: "\n".join(value) for part, value in _wanted(contact).items()})
    body["clientData"] = _mark(contact.uid, contact.interviews, applied)
    body["memberships"] = [{"contactGroupMembership": {"contactGroupResourceName": group}} for group in groups]
    return {name: value for name, value in body.items() if value}


def person_update(person: Mapping[str, Any], contact: Contact) -> Json:
    """The fields of people.updateContact that lay `contact` over a person; empty where nothing would change.

    The call replaces each named field whole, so that every one is the standing list with the changes made in it. On a
    contact of syncd's, parts the user touched are left as they are; on one of the user's, what they filled is.
    """
    there = from_google_person(person)
    standing, wanted = _values(person), _wanted(contact)
    frozen = there.touched if there.ours else frozenset(part for part, value in standing.items() if value)
    changing = {part for part in ContactPart if part not in frozen and wanted[part] != standing[part]}
    update: Json = {}
    for part in sorted(changing):
        field = _FIELD_OF[part]
        before = update.get(field, _bare(person, field))
        update[field] = _laid(part, before, standing[part], wanted[part])
    if there.ours:
        properties = _client_data(person)
        applied = digests({part: "\n".join(value) for part, value in wanted.items()})
        old = applied_from_text(properties.get(f"{PREFIX}applied", ""))
        applied |= {str(part): old.get(str(part), "") for part in there.touched}
        marks = _mark(there.contact.uid, contact.interviews, {part: value for part, value in applied.items() if value})
        foreign = [each for each in _bare(person, "clientData") if not str(each.get("key", "")).startswith(PREFIX)]
        if {each["key"]: each["value"] for each in marks} != {
            key: value for key, value in properties.items() if key.startswith(PREFIX)
        }:
            update["clientData"] = foreign + marks
    return update


def _fields(contact: Contact) -> Json:
    organization = {"name": contact.organization, "title": contact.title}
    return {
        "names": [{"unstructuredName": contact.name}],
        "emailAddresses": [{"value": email} for email in contact.emails],
        "phoneNumbers": [{"value": phone} for phone in contact.phones],
        "organizations": [{name: value for name, value in organization.items() if value}]
        if any(organization.values())
        else [],
        "urls": [{"value": contact.linkedin, "type": "profile"}] if contact.linkedin else [],
        "biographies": [{"value": contact.note, "contentType": "TEXT_PLAIN"}] if contact.note else [],
    }


def _laid(part: ContactPart, before: Sequence[Json], old: Sequence[str], new: Sequence[str]) -> list[Json]:
    """The list of a field with the values of one part exchanged, what else is in it kept."""
    match part:
        case ContactPart.NAME:
            return [{"unstructuredName": new[0]}] if new else []
        case ContactPart.NOTE:
            return [{"value": new[0], "contentType": "TEXT_PLAIN"}] if new else []
        case ContactPart.TITLE | ContactPart.ORGANIZATION:
            key = "title" if part is ContactPart.TITLE else "name"
            first = {name: value for name, value in (before[0] if before else {}).items() if name != key}
            first |= {key: new[0]} if new else {}
            return [each for each in (first, *before[1:]) if each]
        case _:
            by_value = {str(each.get("value", "")): each for each in before}
            rest = [each for value, each in by_value.items() if value not in old]
            kind = {"type": "profile"} if part is ContactPart.LINKEDIN else {}
            return [by_value.get(value, {"value": value, **kind}) for value in new] + rest


def _wanted(contact: Contact) -> dict[ContactPart, tuple[str, ...]]:
    return {
        ContactPart.NAME: _some(contact.name),
        ContactPart.EMAILS: contact.emails,
        ContactPart.PHONES: contact.phones,
        ContactPart.TITLE: _some(contact.title),
        ContactPart.ORGANIZATION: _some(contact.organization),
        ContactPart.LINKEDIN: _some(contact.linkedin),
        ContactPart.NOTE: _some(contact.note),
    }


def _values(person: Mapping[str, Any]) -> dict[ContactPart, tuple[str, ...]]:
    organization = next(iter(_own(person, "organizations")), {})
    urls = [str(each.get("value", "")) for each in _own(person, "urls")]
    notes = [str(each.get("value", "")) for each in _own(person, "biographies")]
    return {
        ContactPart.NAME: person_names(person)[:1],
        ContactPart.EMAILS: person_emails(person),
        ContactPart.PHONES: tuple(str(each.get("value", "")) for each in _own(person, "phoneNumbers")),
        ContactPart.TITLE: _some(organization.get("title")),
        ContactPart.ORGANIZATION: _some(organization.get("name")),
        ContactPart.LINKEDIN: tuple(url for url in urls if any(site in url.lower() for site in _PROFILES))[:1],
        ContactPart.NOTE: tuple(notes[:1]),
    }


def _own(person: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    """The values of a field that stand in the contact itself."""
    return [
        each
        for each in person.get(field, ())
        if ((each.get("metadata") or {}).get("source") or {}).get("type", "CONTACT") == "CONTACT"
    ]


def _bare(person: Mapping[str, Any], field: str) -> list[Json]:
    """The values as they can be sent back: without what only Google may say."""
    output = {"metadata", "formattedType", "displayName", "displayNameLastFirst", "canonicalForm"}
    return [{name: value for name, value in each.items() if name not in output} for each in _own(person, field)]


def _name(name: Mapping[str, Any]) -> str:
    return str(name.get("displayName") or name.get("unstructuredName") or "")


def _client_data(person: Mapping[str, Any]) -> dict[str, str]:
    return {str(each.get("key", "")): str(each.get("value", "")) for each in _own(person, "clientData")}


def _mark(uid: str, interviews: Sequence[str], applied: Mapping[str, str]) -> list[Json]:
    properties = {
        f"{PREFIX}uid": uid,
        f"{PREFIX}applied": applied_to_text(applied),
        **keys_to_properties(f"{PREFIX}interview", interviews),
    }
    return [{"key": key, "value": value} for key, value in properties.items() if value]


def _has_extra(person: Mapping[str, Any], values: Mapping[ContactPart, Sequence[str]]) -> bool:
    """It holds what no contact of syncd's does."""
    others = [each for field in _OTHERS for each in _own(person, field) if not each.get("default")]
    more_urls = len(_own(person, "urls")) > len(values[ContactPart.LINKEDIN])
    return bool(others) or more_urls or len(_own(person, "organizations")) > 1


def _some(text: object) -> tuple[str, ...]:
    return (str(text),) if text else ()


def _first(values: Sequence[str]) -> str | None:
    return values[0] if values else None
