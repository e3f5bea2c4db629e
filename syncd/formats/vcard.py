"""Contact values <-> vCards, through vobject (3.0 is written; 3.0 and 4.0 are read and kept as they are)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import vobject
from nameparser import HumanName
from vobject.base import VObjectError

from syncd.core.identity import digest
from syncd.core.model import ActualContact, Contact, ContactPart
from syncd.errors import InvalidObjectError

INTERVIEW, APPLIED = "X-SYNCD-INTERVIEW", "X-SYNCD-APPLIED"
PRODID = "-//syncd//Interview follow-up//EN"
_PROFILE = re.compile(r"linkedin\.com/|xing\.com/", re.IGNORECASE)
_OWNED = frozenset(
    [
        "version",
        "prodid",
        "uid",
        "rev",
        "fn",
        "n",
        "email",
        "tel",
        "title",
        "org",
        "url",
        "note",
        "categories",
        "x-syncd-interview",
        "x-syncd-applied",
    ]
)


def contact_from_vcard(text: str) -> ActualContact:
    """The contact in a vCard.

    Raises:
        InvalidObjectError: It cannot be read; the message says why.
    """
    return _actual(_parse(text))


def to_vcard(contact: Contact, *, stamp: datetime, base: str | None = None) -> str:
    """The vCard of a contact.

    Args:
        contact: As it should stand.
        stamp: When it is written (REV).
        base: The card as it stands. Every property syncd does not own is kept; a card that was not syncd's does not
            become so.

    Raises:
        InvalidObjectError: `base` cannot be read.
    """
    if base is None:
        card = vobject.vCard()
        _add(card, "PRODID", PRODID)
        _add(card, "UID", contact.uid)
        card.add("n").value = _structured(contact.name)
        for part in ContactPart:
            _write(card, part, contact)
        if contact.categories:
            _add(card, "CATEGORIES", list(contact.categories))
        _mark(card, contact, _digests(contact))
    else:
        card = _parse(base)
        there = _actual(card)
        now, wanted = _digests(there.contact), _digests(contact)
        applied = {part: _applied(card).get(part, value) for part, value in now.items()}
        for part in ContactPart:
            if wanted[part] != now[part]:
                _write(card, part, contact)
                applied[part] = wanted[part]
        if there.ours:
            _mark(card, contact, applied)
    _set(card, "REV", stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    try:
        return str(card.serialize(lineLength=75))
    except (VObjectError, ValueError, TypeError, AttributeError) as err:  # vobject lets all of these out
        raise InvalidObjectError("", f"it cannot be written: {err}") from err


def _parse(text: str) -> Any:
    try:
        card = vobject.readOne(text.strip("\ufeff \r\n\t"))
    except (VObjectError, ValueError, TypeError, KeyError, IndexError, AttributeError, StopIteration) as err:
        raise InvalidObjectError("", f"it is no vCard that can be read: {err}") from err
    if getattr(card, "name", "") != "VCARD":
        raise InvalidObjectError("", "it is no vCard")
    return card


def _actual(card: Any) -> ActualContact:
    contact = Contact(
        uid=_first(card, "uid"),
        name=_first(card, "fn"),
        emails=tuple(email.removeprefix("mailto:") for email in _all(card, "email")),
        phones=tuple(phone.removeprefix("tel:") for phone in _all(card, "tel")),
        title=_first(card, "title") or None,
        organization=_first(card, "org") or None,
        linkedin=next((url for url in _all(card, "url") if _PROFILE.search(url)), None),
        note=_first(card, "note"),
        categories=tuple(_all(card, "categories")),
        interviews=tuple(_all(card, "x-syncd-interview")),
    )
    applied = _applied(card)
    return ActualContact(
        contact=contact,
        ours=bool(contact.interviews),
        touched=frozenset(part for part, value in _digests(contact).items() if applied.get(part, value) != value),
        extra=any(name not in _OWNED and not name.startswith("x-ab") for name in card.contents),
    )


def _first(card: Any, name: str) -> str:
    values = _all(card, name)
    return values[0] if values else ""


def _all(card: Any, name: str) -> list[str]:
    found = []
    for line in card.contents.get(name, []):
        value = line.value
        if isinstance(value, list):
            found += [str(value[0]).strip()] if name == "org" and value else [str(item).strip() for item in value]
        else:
            found.append(str(value).strip())
    return [value for value in found if value]


def _structured(name: str) -> Any:
    """N from FN: family, given, additional (RFC 6350 section 6.2.2)."""
    parsed = HumanName(name)
    family = " ".join(filter(None, [parsed.last_prefixes, parsed.last_base])) or parsed.last
    return vobject.vcard.Name(family=family, given=parsed.first or ("" if family else name), additional=parsed.middle)


def _write(card: Any, part: ContactPart, contact: Contact) -> None:
    match part:
        case ContactPart.NAME:
            _set(card, "FN", contact.name)
            if "n" in card.contents:
                card.n.value = _structured(contact.name)
        case ContactPart.EMAILS:
            _replace(card, "EMAIL", contact.emails, "INTERNET")
        case ContactPart.PHONES:
            _replace(card, "TEL", contact.phones, "WORK,VOICE")
        case ContactPart.TITLE:
            _set(card, "TITLE", contact.title)
        case ContactPart.ORGANIZATION:
            _set(card, "ORG", [contact.organization] if contact.organization else None)
        case ContactPart.LINKEDIN:
            urls = [url for url in card.contents.get("url", []) if not _PROFILE.search(str(url.value))]
            card.contents["url"] = urls
            if contact.linkedin:
                _add(card, "URL", contact.linkedin)
            if not card.contents["url"]:
                del card.contents["url"]
        case ContactPart.NOTE:
            _set(card, "NOTE", contact.note or None)


def _add(card: Any, name: str, value: Any) -> Any:
    line = card.add(name.lower())
    line.value = value
    return line


def _set(card: Any, name: str, value: Any) -> None:
    card.contents.pop(name.lower(), None)
    if value:
        _add(card, name, value)


def _replace(card: Any, name: str, values: tuple[str, ...], kind: str) -> None:
    """Bring a repeated property to `values`; lines whose value stays keep their parameters."""
    kept = [line for line in card.contents.get(name.lower(), []) if str(line.value).strip() in values]
    there = {str(line.value).strip() for line in kept}
    card.contents[name.lower()] = kept
    for value in values:
        if value not in there:
            _add(card, name, value).params["TYPE"] = kind.split(",")
    if not card.contents[name.lower()]:
        del card.contents[name.lower()]


def _mark(card: Any, contact: Contact, applied: Mapping[ContactPart, str]) -> None:
    card.contents.pop(INTERVIEW.lower(), None)
    for key in contact.interviews:
        _add(card, INTERVIEW, key)
    _set(card, APPLIED, " ".join(f"{part}={value}" for part, value in applied.items()))


def _applied(card: Any) -> dict[ContactPart, str]:
    pairs = (pair.partition("=") for pair in _first(card, APPLIED.lower()).split())
    return {ContactPart(name): value for name, _, value in pairs if name in set(ContactPart)}


def _digests(contact: Contact) -> dict[ContactPart, str]:
    return {
        ContactPart.NAME: digest(contact.name),
        ContactPart.EMAILS: digest("\n".join(sorted(email.casefold() for email in contact.emails))),
        ContactPart.PHONES: digest("\n".join(sorted(contact.phones))),
        ContactPart.TITLE: digest(contact.title or ""),
        ContactPart.ORGANIZATION: digest(contact.organization or ""),
        ContactPart.LINKEDIN: digest(contact.linkedin or ""),
        ContactPart.NOTE: digest(contact.note),
    }
