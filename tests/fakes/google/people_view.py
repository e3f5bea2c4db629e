"""A contact as Google shows it: only what was asked for, each value with its source."""

import re
from collections.abc import Iterable
from typing import Final

from tests.fakes.google.clock import timestamp
from tests.fakes.google.contract import load_methods
from tests.fakes.google.errors import invalid
from tests.fakes.google.people_store import ContactState, Version
from tests.fakes.google.schema import Json


def valid_fields(method_id: str, parameter: str) -> frozenset[str]:
    """Return the field names that a mask parameter takes, out of its discovery text."""
    description = load_methods()[method_id].parameters[parameter]["description"]
    return frozenset(re.findall(r"\* (\w+)", description.partition("Valid ")[2]))


_READABLE: Final = valid_fields("people.people.get", "personFields")
_UPDATABLE: Final = valid_fields("people.people.updateContact", "updatePersonFields")


def read_mask(text: str | None, *, required: bool) -> frozenset[str]:
    """Return what `personFields` names; all fields when it may be left out and is.

    Raises:
        Refusal: 400 ("returns a 400 error if 'personFields' is not specified", people.get).
    """
    if not text:
        if required:
            raise invalid("personFields mask is required. Please specify one or more valid paths.")
        return _READABLE
    return _checked(text, _READABLE, "personFields")


def update_mask(text: str | None) -> frozenset[str]:
    """Return what `updatePersonFields` names ("Required.").

    Raises:
        Refusal: 400.
    """
    if not text:
        raise invalid("updatePersonFields mask is required.")
    return _checked(text, _UPDATABLE, "updatePersonFields")


def _checked(text: str, valid: Iterable[str], parameter: str) -> frozenset[str]:
    names = frozenset(text.split(","))
    unknown = names - frozenset(valid)
    if unknown:
        raise invalid(f'Invalid {parameter} mask path: "{min(unknown)}".')
    return names


def person_etag(version: Version) -> str:
    """Return the etag of the person as a whole."""
    return f"%EgUBAi43PRoEAQIFByIM{version.number:06d}"


def source_etag(version: Version) -> str:
    """Return the etag of its contact source, another string than the person's."""
    return f"#src{version.number:06d}"


def show_person(contact: ContactState, mask: frozenset[str], version: Version | None = None) -> Json:
    """Return the fields of a contact that `mask` names.

    `resourceName` and `etag` always come; `metadata`, with the etag that updateContact wants,
    only when it is named: it is one of the "Valid values" of personFields.
    """
    version = version or contact.latest
    source = {"type": "CONTACT", "id": contact.resource_name.removeprefix("people/c")}
    person: Json = {"resourceName": contact.resource_name, "etag": person_etag(version)}
    if "metadata" in mask:
        own = {**source, "etag": source_etag(version), "updateTime": timestamp(version.since)}
        person["metadata"] = {"sources": [own], "objectType": "PERSON"}
    for name, values in (version.fields or {}).items():
        if name in mask:
            person[name] = [
                _with_output_fields(name, value)
                | {"metadata": {"source": source} | ({"primary": True} if place == 0 else {})}
                for place, value in enumerate(values)
            ]
    return person


def _with_output_fields(name: str, value: Json) -> Json:
    """Return a value with what Google adds to it ("Output only")."""
    match name:
        case "names":
            return _with_name_parts(value)
        case "memberships":
            group = dict(value["contactGroupMembership"])
            group["contactGroupId"] = group["contactGroupResourceName"].rpartition("/")[2]
            return {**value, "contactGroupMembership": group}
        case "emailAddresses" | "phoneNumbers" | "urls" if "type" in value:
            return {**value, "formattedType": value["type"].capitalize()}
        case _:
            return value


def _with_name_parts(name: Json) -> Json:
    parts = ("honorificPrefix", "givenName", "middleName", "familyName", "honorificSuffix")
    full = " ".join(name[part] for part in parts if name.get(part))
    if not full and name.get("unstructuredName"):
        full = name["unstructuredName"]
        given, _, family = full.rpartition(" ")
        # Discovery, Name: "If the name is a mononym, the family name is empty."
        name = {**name, **({"givenName": given, "familyName": family} if given else {"givenName": full})}
    last_first = ", ".join(name[p] for p in ("familyName", "givenName") if name.get(p)) or full
    return {
        **name,
        "displayName": full,
        "displayNameLastFirst": last_first,
        "unstructuredName": name.get("unstructuredName", full),
    }
