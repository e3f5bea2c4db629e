"""Desired versus actual contacts: create, complete or leave alone; never delete, never overwrite. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from syncd.core.companies.organisations import company_key
from syncd.core.identity import digest
from syncd.core.model import ActualContact, Contact, ContactPart
from syncd.core.plan import Do

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactAction:
    """One write to an address book."""

    do: Do
    contact: Contact
    """As it will stand, under the UID it was desired with."""
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactPlan:
    """Everything one pass writes to address books."""

    actions: tuple[ContactAction, ...]
    unchanged: int


def plan_contacts(
    desired: Sequence[Contact], actual: Mapping[str, ActualContact | None], *, fill_missing: bool
) -> ContactPlan:
    """Compare the contacts that should stand with the matching ones that do.

    Args:
        desired: One per person met.
        actual: By the desired UID: the contact that is this person, or None when there is none.
        fill_missing: Add empty fields to contacts the user already had.
    """
    actions: list[ContactAction] = []
    unchanged = 0
    for contact in desired:
        there = actual[contact.uid]
        if there is None:
            actions.append(ContactAction(do=Do.CREATE, contact=contact, reason="met in an interview"))
            continue
        if there.ours:
            merged = merge_contact(contact, there)
        elif fill_missing:
            merged = fill(there.contact, contact)
        else:
            unchanged += 1
            continue
        if same(merged, there.contact):
            unchanged += 1
        else:
            reason = "more is known of them" if there.ours else "fields were empty"
            actions.append(ContactAction(do=Do.UPDATE, contact=merged, reason=reason))
    return ContactPlan(actions=tuple(actions), unchanged=unchanged)


def match(desired: Contact, candidates: Sequence[ActualContact]) -> ActualContact | None:
    """The candidate that is this person: same e-mail address, else same name at the same company; ours first.

    Where no company is known, the same name with another address is somebody else.
    """
    emails, company = {email.casefold() for email in desired.emails}, company_key(desired.organization or "")
    by_email = [c for c in candidates if emails & {email.casefold() for email in c.contact.emails}]
    by_name = [
        c
        for c in candidates
        if c.contact.name.casefold() == desired.name.casefold()
        and company_key(c.contact.organization or "") == company
        and (company or not (emails and c.contact.emails))
    ]
    found = sorted(by_email, key=lambda c: not c.ours) or sorted(by_name, key=lambda c: not c.ours)
    return found[0] if found else None


def merge_contact(desired: Contact, there: ActualContact) -> Contact:
    """A contact of syncd's brought up to date; what the user changed, and what is no longer known, stays."""
    old = there.contact

    def pick(part: ContactPart, new: T, now: T) -> T:
        return now if part in there.touched or not new else new

    return replace(
        desired,
        name=pick(ContactPart.NAME, desired.name, old.name),
        emails=pick(ContactPart.EMAILS, desired.emails, old.emails),
        phones=pick(ContactPart.PHONES, desired.phones, old.phones),
        title=pick(ContactPart.TITLE, desired.title, old.title),
        organization=pick(ContactPart.ORGANIZATION, desired.organization, old.organization),
        linkedin=pick(ContactPart.LINKEDIN, desired.linkedin, old.linkedin),
        note=pick(ContactPart.NOTE, desired.note, old.note),
        categories=old.categories,
    )


def fill(there: Contact, desired: Contact) -> Contact:
    """The user's own contact with its empty fields filled, and nothing else changed."""
    return replace(
        there,
        emails=there.emails or desired.emails,
        phones=there.phones or desired.phones,
        title=there.title or desired.title,
        organization=there.organization or desired.organization,
        linkedin=there.linkedin or desired.linkedin,
    )


def same(left: Contact, right: Contact) -> bool:
    """Nothing syncd writes differs; white space at line ends does not count."""
    return replace(left, uid="", note=digest(left.note), categories=()) == replace(
        right, uid="", note=digest(right.note), categories=()
    )
