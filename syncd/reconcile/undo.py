"""Removing everything that bears syncd's mark, except what holds the user's own words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from syncd.core.model import Component, Fate, Trace
from syncd.core.plan import Do, holds_users_words
from syncd.errors import ConflictError, InvalidObjectError, ProviderError, SyncdError
from syncd.providers.base import Collection, Resource, Unreadable
from syncd.reconcile.world import SAME, Account, Done, PassReport, Problem, World, made_note
from syncd.store import ContactFate, ContactRow, Place


def undo(world: World, *, dry_run: bool = False) -> PassReport:
    """Read everything there is, whatever the store remembers, and delete what is syncd's.

    A calendar that syncd made and that is empty now goes, too.

    What goes is remembered as the user's no: a daemon that still runs does not write it again.
    """
    done: list[Done] = []
    problems: list[Problem] = []
    kept = 0
    for account in world.accounts.values():
        for step in (_reminders, _contacts):
            try:
                for what in step(world, account, problems, dry_run=dry_run):
                    if what is None:
                        kept += 1
                    else:
                        done.append(what)
            except SyncdError as err:
                problems.append(Problem(account=account.name, where=account.name, what=str(err), error=err))
    world.topologies.clear()
    return PassReport(actions=tuple(done), unchanged=kept, problems=tuple(problems))


def _reminders(world: World, account: Account, problems: list[Problem], *, dry_run: bool) -> Iterator[Done | None]:
    targets = None if account.write_to == SAME else account.calendars.targets(account.write_to, create=False)
    own = (targets.events, targets.tasks) if targets else ()
    every = {collection.id: collection for collection in (*account.calendars.calendars(), *own)}
    for collection in every.values():
        for resource in account.calendars.changes(collection, {}, None, since=None).changed:
            if isinstance(resource, Unreadable):
                problems.append(Problem(account=account.name, where=resource.href, what=resource.why))
            elif "syncd" in resource.raw.casefold():
                try:
                    yield from _remove(world, account, collection, resource, dry_run=dry_run)
                except InvalidObjectError as err:
                    problems.append(Problem(account=account.name, where=resource.href, what=err.why))
        made = made_note(account.name, collection.id)
        if not dry_run and world.store.note(made) is not None:
            with contextlib.suppress(ProviderError):  # the user keeps something in it: then it stays
                account.calendars.discard(collection)
                world.store.put_note(made, None)


def _remove(
    world: World, account: Account, collection: Collection, resource: Resource, *, dry_run: bool
) -> Iterator[Done | None]:
    actual = account.calendars.decode(resource, world.settings.me.zone).actual
    if actual is None:
        return
    if holds_users_words(actual):
        yield None
        return
    reminder = actual.reminder
    if not dry_run:
        trace = Trace(reminder=reminder, touched=actual.touched, fate=Fate.DELETED)
        world.store.put_trace(trace, Place(account=account.name, collection=collection.id))
        try:
            account.calendars.delete(collection, resource)
        except ConflictError as err:
            raise ConflictError(f"{reminder.summary}: it changed meanwhile; run `syncd undo` again") from err
        world.store.drop_row(account.name, collection.id, resource.href)
    yield Done(
        do=Do.DELETE,
        account=account.name,
        collection=collection.name,
        component=reminder.component,
        kind=reminder.kind,
        uid=reminder.uid,
        interview=reminder.interviews[0] if reminder.interviews else None,
        summary=reminder.summary,
        at=reminder.at,
        reason="syncd wrote it",
    )


def _contacts(world: World, account: Account, problems: list[Problem], *, dry_run: bool) -> Iterator[Done | None]:
    if account.contacts is None:
        return
    rows = {row.href: row for row in world.store.contact_rows().values() if row.account == account.name}
    for book in account.contacts.address_books():
        for resource in account.contacts.list(book):
            if isinstance(resource, Unreadable):
                problems.append(Problem(account=account.name, where=resource.href, what=resource.why))
                continue
            if "syncd" not in resource.raw.casefold():
                continue
            try:
                there = account.contacts.decode(resource)
            except InvalidObjectError as err:
                problems.append(Problem(account=account.name, where=resource.href, what=err.why))
                continue
            if not there.ours:
                continue
            if there.touched or there.extra:
                yield None
                continue
            if not dry_run:
                row = rows.get(resource.href) or ContactRow(
                    account=account.name,
                    book=book.id,
                    href=resource.href,
                    fate=ContactFate.OURS,
                    desired=there.contact,
                )
                world.store.put_contact(replace(row, fate=ContactFate.DELETED))
                account.contacts.delete(book, resource)
            yield Done(
                do=Do.DELETE,
                account=account.name,
                collection=book.name,
                component=Component.VCARD,
                kind=None,
                uid=there.contact.uid,
                interview=there.contact.interviews[0] if there.contact.interviews else None,
                summary=there.contact.name,
                at=None,
                reason="syncd wrote it",
            )
