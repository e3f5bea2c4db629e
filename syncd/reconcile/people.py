"""Contacts of one pass: look up only whom something is new about, then create, complete or leave alone."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from syncd.core.model import ActualContact, Component, Contact
from syncd.core.plan import Do
from syncd.core.plan_contacts import ContactAction, match, plan_contacts
from syncd.errors import ConflictError, InvalidObjectError, ProviderError, SyncdError
from syncd.providers.base import Collection, ContactProvider, Resource
from syncd.reconcile.world import Account, Done, Problem, Progress, World
from syncd.store import ContactFate, ContactRow


def write_contacts(
    world: World, home: Account, desired: Sequence[Contact], progress: Progress, *, dry_run: bool
) -> tuple[list[Done], list[Problem], int]:
    """Bring contacts into the address book that an account names.

    Returns:
        What was done, what went wrong, and how many stand as they should.
    """
    if home.contacts is None:
        return [], [], 0
    rows = world.store.contact_rows()
    settled = [contact for contact in desired if _is_settled(rows.get(contact.uid), contact)]
    pending = [contact for contact in desired if not _is_settled(rows.get(contact.uid), contact)]
    if not pending:
        return [], [], len(settled)
    done: list[Done] = []
    problems: list[Problem] = []
    unchanged = len(settled)
    try:
        books = _books(home, home.contacts)
    except SyncdError as err:
        return [], [Problem(account=home.name, where="contacts", what=str(err), error=err)], unchanged
    for contact in pending:
        progress.alive()
        book, row = books[0], rows.get(contact.uid)
        try:
            book = _book_of(home.contacts, books, contact, row)
            action = _settle(world, home, home.contacts, book, contact, row=row, dry_run=dry_run)
        except ConflictError:
            continue  # it changed while it was being written; the next pass reads it again
        except InvalidObjectError as err:
            problems.append(Problem(account=home.name, where=err.href, what=err.why))
            continue
        except SyncdError as err:
            problems.append(Problem(account=home.name, where=book.name, what=str(err), error=err))
            break
        if action is None:
            unchanged += 1
        else:
            done.append(_done(action, home, book))
    return done, problems, unchanged


def _is_settled(row: ContactRow | None, contact: Contact) -> bool:
    """Nothing is new since this contact was dealt with, or the user wants none."""
    return row is not None and (row.fate is ContactFate.DELETED or row.desired == contact)


def _books(home: Account, contacts: ContactProvider) -> list[Collection]:
    """Every address book, the one that new contacts go to first."""
    there = contacts.address_books()
    books = [book for book in there if book.writable]
    for book in books:
        if home.address_book is None or book.is_called(home.address_book):
            return [book, *(other for other in there if other.id != book.id)]
    names = ", ".join(sorted(book.name for book in books)) or "none"
    if home.address_book is None:
        raise ProviderError("the account has no address book to write to; make one, or set `address_book = false`")
    raise ProviderError(f'there is no address book "{home.address_book}"; there are: {names}. Mend `address_book`.')


def _book_of(
    contacts: ContactProvider, books: Sequence[Collection], contact: Contact, row: ContactRow | None
) -> Collection:
    """The address book somebody is in already; else the one that new contacts go to."""
    if row is not None:
        return next((book for book in books if book.id == row.book), books[0])
    first, *others = books
    if not others or _find(contacts, first, contact, None) is not None:
        return first
    for other in others:
        with contextlib.suppress(ProviderError):  # one that cannot be searched keeps nobody out of the others
            if _find(contacts, other, contact, None) is not None:
                return other
    return first


def _settle(
    world: World,
    home: Account,
    contacts: ContactProvider,
    book: Collection,
    contact: Contact,
    *,
    row: ContactRow | None,
    dry_run: bool,
) -> ContactAction | None:
    """Deal with one contact; None when nothing had to be written."""
    found = _find(contacts, book, contact, row)
    if found is None and row is not None:
        if not dry_run:
            world.store.put_contact(replace(row, fate=ContactFate.DELETED, desired=contact))
        return None
    there = found[1] if found else None
    planned = plan_contacts([contact], {contact.uid: there}, fill_missing=world.settings.contacts.fill_missing)
    action = planned.actions[0] if planned.actions else None
    if dry_run:
        return action
    resource = found[0] if found else None
    if action is not None:
        resource = (
            contacts.create(book, action.contact)
            if resource is None
            else contacts.update(book, resource, action.contact)
        )
    assert resource is not None, "what was neither there nor planned cannot be settled"
    fate = ContactFate.OURS if there is None or there.ours else ContactFate.USERS
    world.store.put_contact(ContactRow(account=home.name, book=book.id, href=resource.href, fate=fate, desired=contact))
    return action


def _find(
    contacts: ContactProvider, book: Collection, contact: Contact, row: ContactRow | None
) -> tuple[Resource, ActualContact] | None:
    if row is not None:
        resource = contacts.get(book, row.href)
        return (resource, contacts.decode(resource)) if resource else None
    found = contacts.find(book, contact.emails, [contact.name])
    candidates = [(resource, contacts.decode(resource)) for resource in found]
    chosen = match(contact, [there for _, there in candidates])
    return next((pair for pair in candidates if pair[1] is chosen), None)


def _done(action: ContactAction, home: Account, book: Collection) -> Done:
    contact = action.contact
    return Done(
        do=Do(action.do),
        account=home.name,
        collection=book.name,
        component=Component.VCARD,
        kind=None,
        uid=contact.uid,
        interview=contact.interviews[0] if contact.interviews else None,
        summary=contact.name,
        at=None,
        reason=action.reason,
    )
