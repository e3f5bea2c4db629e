"""Writing: one action after the other, each recorded before the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from syncd.core.model import Component, Fate, Reminder, Trace
from syncd.core.plan import Action, Do
from syncd.errors import AuthError, ConflictError, SyncdError, TransientError
from syncd.providers.base import Collection, Resource
from syncd.reconcile.decide import Decision, place_of, targets_of
from syncd.reconcile.world import SAME, Account, Done, Problem, Progress, World
from syncd.store import Place, Role, Row


@dataclass(kw_only=True, slots=True)
class Applied:
    """What writing brought."""

    done: list[Done] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Action] = field(default_factory=list)
    """Actions whose object somebody else changed meanwhile."""
    failed: set[str] = field(default_factory=set)
    """Accounts that cannot be written to now."""


def account_of(world: World, decision: Decision, action: Action) -> Account | None:
    """The account an action writes to; None when it is not configured any more."""
    standing = decision.standing.get(action.reminder.uid)
    if standing is not None:
        return world.accounts.get(standing[0].account)
    return place_of(world, decision.judged, action.reminder)


def preview(world: World, decision: Decision, actions: Sequence[Action]) -> list[Done]:
    """What `apply` would do."""
    shown = []
    for action in actions:
        account = account_of(world, decision, action)
        if account is not None:
            shown.append(_done(action, account, _name(world, decision, action, account)))
    return shown


def apply(world: World, decision: Decision, actions: Sequence[Action], progress: Progress) -> Applied:
    """Write; a refused object does not stop the rest, an account that is away is left alone."""
    applied = Applied()
    homeless: set[str] = set()
    for action in actions:
        account = account_of(world, decision, action)
        if account is None or account.name in applied.failed:
            continue
        if action.do is Do.CREATE and account.name in homeless:
            continue
        progress.alive()
        try:
            name = _write(world, decision, action, account)
        except ConflictError:
            applied.conflicts.append(action)
        except SyncdError as err:
            where = action.reminder.summary
            if action.do is Do.CREATE and _is_homeless(world, account):
                homeless.add(account.name)
                where = account.write_to
            applied.problems.append(Problem(account=account.name, where=where, what=str(err), error=err))
            if isinstance(err, TransientError | AuthError):
                applied.failed.add(account.name)
        else:
            applied.done.append(_done(action, account, name))
    return applied


def _is_homeless(world: World, account: Account) -> bool:
    """The calendar that its reminders go to could not be made: the next reminder would hear the same."""
    topology = world.topologies.get(account.name)
    return account.write_to != SAME and (topology is None or topology.targets is None)


def _write(world: World, decision: Decision, action: Action, account: Account) -> str:
    """Carry out one action and record it; the name of the collection it was written to."""
    reminder = action.reminder
    if action.do is Do.CREATE:
        home, targets = targets_of(world, decision.judged, reminder, create=True)
        assert targets is not None, "targets were made"
        collection = targets.tasks if reminder.component is Component.VTODO else targets.events
        if Component.VTODO not in collection.components and reminder.component is Component.VTODO:
            raise ConflictError("the calendar that was made holds no tasks; decide again")
        resource = home.calendars.create(collection, reminder)
        _record(world, home, collection.id, resource, reminder)
        return collection.name
    row, _ = decision.standing[reminder.uid]
    collection = _collection(world, row)
    resource = Resource(href=row.href, etag=row.etag, raw=row.raw or "")
    if action.do is Do.UPDATE:
        _record(world, account, row.collection, account.calendars.update(collection, resource, reminder), reminder)
    else:
        world.store.set_fate(reminder.uid, Fate.WITHDRAWN)  # before: what vanishes unexplained counts as the user's no
        account.calendars.delete(collection, resource)
        world.store.drop_row(row.account, row.collection, row.href)
    return collection.name


def _record(world: World, account: Account, collection: str, resource: Resource, reminder: Reminder) -> None:
    """Remember what was written, as it will be read back."""
    actual = account.calendars.decode(resource, world.settings.me.zone).actual
    trace = Trace(reminder=actual.reminder, touched=actual.touched) if actual else Trace(reminder=reminder)
    with world.store.transaction():
        world.store.put_row(
            Row(
                account=account.name,
                collection=collection,
                href=resource.href,
                etag=resource.etag,
                role=Role.OWN,
                raw=resource.raw,
            )
        )
        world.store.put_trace(trace, Place(account=account.name, collection=collection))


def _collection(world: World, row: Row) -> Collection:
    followed = world.topologies[row.account].followed
    return next(collection for collection in followed if collection.id == row.collection)


def _name(world: World, decision: Decision, action: Action, account: Account) -> str:
    standing = decision.standing.get(action.reminder.uid)
    if standing is not None:
        return _collection(world, standing[0]).name
    _, targets = targets_of(world, decision.judged, action.reminder, create=False)
    if targets is None:
        return account.write_to
    return (targets.tasks if action.reminder.component is Component.VTODO else targets.events).name


def _done(action: Action, account: Account, collection: str) -> Done:
    reminder = action.reminder
    return Done(
        do=action.do,
        account=account.name,
        collection=collection,
        component=reminder.component,
        kind=reminder.kind,
        uid=reminder.uid,
        interview=reminder.interviews[0] if reminder.interviews else None,
        summary=reminder.summary,
        at=reminder.at,
        reason=action.reason,
    )
