"""Reading: what is different in the calendars since the last pass, and what of it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from syncd.core.interview import interpret
from syncd.core.model import Actual, Component, Fate, Interview, Kind, ReminderStatus, Strength, Trace
from syncd.core.prefilter import prefilter
from syncd.errors import AuthError, InvalidObjectError, ProviderError, SyncdError, TransientError
from syncd.formats.ical_glance import unsound
from syncd.providers.base import Changes, Collection, Resource, Targets, Unreadable
from syncd.reconcile.world import SAME, Account, Problem, Progress, Topology, World, made_note
from syncd.store import Compared, Place, Role, Row

HISTORY = timedelta(days=60)
"""How far back events are read at first: a hiring process may take that long."""
FULL_COMPARISON = timedelta(days=1)
"""Some servers answer a dead token with what is there and are silent about what is gone (seen at DAViCal and SOGo)."""
TOPOLOGY_AGE = timedelta(hours=1)
EMPTY_QUARANTINE = timedelta(days=1)
"""A calendar that lost everything at once is believed only when it stays so."""


@dataclass(kw_only=True, slots=True)
class Gathered:
    """What reading one account brought."""

    account: str
    problems: list[Problem] = field(default_factory=list)
    compared: set[str] = field(default_factory=set)
    """Ids of the collections that were compared to the end."""
    failed: bool = False


def gather(world: World, account: Account, now: datetime, progress: Progress | None = None) -> Gathered:
    """Bring the store up to date with one account; a calendar that cannot be read does not stop the others."""
    found = Gathered(account=account.name)
    try:
        topology = topology_of(world, account, now)
    except SyncdError as err:
        found.failed = True
        found.problems.append(Problem(account=account.name, where=account.name, what=str(err), error=err))
        return found
    watched = {collection.id for collection in topology.watched}
    _leave_unwatched(world, account, topology, found, now)
    for collection in topology.followed:
        try:
            _follow(world, account, collection, found, now, watched=collection.id in watched, progress=progress)
        except SyncdError as err:
            found.failed = True
            world.topologies.pop(account.name, None)
            found.problems.append(Problem(account=account.name, where=collection.name, what=str(err), error=err))
            if isinstance(err, AuthError | TransientError):
                break  # it is the account, and the next calendar would hear the same
    return found


def answers(traces: Mapping[str, Trace]) -> dict[str, bool]:
    """What the user said to "Is this an interview?", by the event's key: ticked is yes, deleted is no."""
    said: dict[str, bool] = {}
    for trace in traces.values():
        if trace.reminder.kind is not Kind.CONFIRM:
            continue
        if trace.reminder.status is ReminderStatus.DONE:
            said |= dict.fromkeys(trace.reminder.interviews, True)
        elif trace.fate is Fate.DELETED:
            said |= dict.fromkeys(trace.reminder.interviews, False)
    return said


def believe(interview: Interview, said: Mapping[str, bool]) -> Interview:
    """The verdict with the user's answer, where there is one, to what was unsure."""
    answer = said.get(interview.key)
    if answer is None or interview.verdict.strength is Strength.SURE:
        return interview
    strength = Strength.SURE if answer else Strength.NO
    return replace(interview, verdict=replace(interview.verdict, strength=strength, confidence=float(answer)))


def topology_of(world: World, account: Account, now: datetime) -> Topology:
    """The collections of an account that matter; asked for again after an hour."""
    held = world.topologies.get(account.name)
    if held is not None and abs(now - held.read_at) < TOPOLOGY_AGE:
        return held
    collections = account.calendars.calendars()
    targets = None if account.write_to == SAME else _targets(world, account, collections)
    own = (targets.events, targets.tasks) if targets else ()
    _forget_missing(world, account, {collection.id for collection in (*collections, *own)})
    written = {place.collection for place in world.store.places().values() if place.account == account.name}
    topology = Topology(
        watched=_watched(account, collections),
        targets=targets,
        others=tuple(collection for collection in collections if collection.id in written),
        there=frozenset(collection.id for collection in collections),
        read_at=now,
    )
    world.topologies[account.name] = topology
    return topology


def _targets(world: World, account: Account, collections: Sequence[Collection]) -> Targets | None:
    """The calendar reminders go to, under the name the user gave it since syncd made it."""
    targets = account.calendars.targets(account.write_to, create=False)
    if targets is not None:
        return targets
    made = (one.id for one in collections if world.store.note(made_note(account.name, one.id)) == account.write_to)
    renamed = next(made, None)
    return account.calendars.targets(renamed, create=False) if renamed else None


def _forget_missing(world: World, account: Account, there: set[str]) -> None:
    """A calendar the user deleted took the reminders in it along: that is a no to each of them."""
    store = world.store
    with store.transaction():  # all of it: other accounts are read at the same time, on other threads
        traces = store.traces()
        for row in store.rows(Role.OWN):
            if row.account == account.name and row.collection not in there:
                store.drop_row(row.account, row.collection, row.href)
        for uid, place in store.places().items():
            lost = place.account == account.name and place.collection not in there
            if lost and traces[uid].fate is Fate.STANDING:
                store.set_fate(uid, Fate.DELETED)


def _leave_unwatched(world: World, account: Account, topology: Topology, found: Gathered, now: datetime) -> None:
    """Interviews in a calendar that is not watched any more are gone; one that is missing is believed after a day."""
    store = world.store
    watched = {collection.id for collection in topology.watched}
    left: dict[str, list[str]] = {}
    for row in store.rows(Role.EVENT):
        if row.account == account.name and row.collection not in watched and row.gone_at is None:
            left.setdefault(row.collection, []).append(row.href)
    for collection, hrefs in left.items():
        held = store.compared(account.name, collection)
        if collection not in topology.there:
            if held.emptied_at is None:
                held = replace(held, emptied_at=now)
                store.put_compared(account.name, collection, held)
            if held.emptied_at is not None and now - held.emptied_at < EMPTY_QUARANTINE:
                what = (
                    "the calendar is not there any more: what its interviews call for stays for now. "
                    "If you removed it yourself, wait: it is believed after a day."
                )
                found.problems.append(Problem(account=account.name, where=collection, what=what))
                continue
        with store.transaction():
            store.lose_rows(account.name, collection, hrefs, now)
            store.put_compared(account.name, collection, Compared())


def _watched(account: Account, collections: Sequence[Collection]) -> tuple[Collection, ...]:
    holding_events = [collection for collection in collections if Component.VEVENT in collection.components]
    if account.watched is None:
        return tuple(holding_events)
    chosen = []
    for wanted in account.watched:
        matching = [c for c in holding_events if c.is_called(wanted)]
        if not matching:
            names = ", ".join(sorted(collection.name for collection in holding_events)) or "none"
            raise ProviderError(f'there is no calendar "{wanted}"; the account has: {names}. Mend `calendars`.')
        chosen += matching
    return tuple(chosen)


def _follow(
    world: World,
    account: Account,
    collection: Collection,
    found: Gathered,
    now: datetime,
    *,
    watched: bool,
    progress: Progress | None,
) -> None:
    store = world.store
    held = store.compared(account.name, collection.id)
    known = store.etags(account.name, collection.id)
    fingerprint = world.fingerprint if watched else f"{world.fingerprint} unwatched"
    current = held.fingerprint == fingerprint
    recent = held.compared_at is not None and abs(now - held.compared_at) < FULL_COMPARISON
    changes = account.calendars.changes(
        collection,
        known if current else dict.fromkeys(known, ""),
        held.token if current and recent else None,
        since=now - HISTORY if watched else None,
    )
    if watched and _is_suddenly_empty(known, changes):
        if held.emptied_at is None:
            store.put_compared(account.name, collection.id, replace(held, emptied_at=now))
        if held.emptied_at is None or now - held.emptied_at < EMPTY_QUARANTINE:
            what = (
                f"the calendar is suddenly empty ({len(known)} objects before): nothing is removed on that account. "
                "If you emptied it yourself, wait: it is believed after a day."
            )
            found.problems.append(Problem(account=account.name, where=collection.name, what=what))
            return
    said = answers(store.traces())
    rows: list[Row] = []
    whole = True
    for number, item in enumerate(changes.changed, start=1):
        if progress is not None:
            progress.report(collection.name, number, changes.total)
        if isinstance(item, Unreadable):
            whole = False
            found.problems.append(Problem(account=account.name, where=item.href, what=item.why))
        else:
            rows.append(_judge(world, account, collection, item, found=found, said=said, watched=watched))
    left = set() if watched else _interviews_in(world, account, collection)
    with store.transaction():
        for row in rows:
            if row.role is Role.OWN or row.href not in left:
                store.put_row(row)
        for href, etag in changes.unread.items():
            store.put_row(_row(account, collection, href, etag))
        store.lose_rows(account.name, collection.id, changes.gone, now)
        store.put_compared(
            account.name,
            collection.id,
            Compared(
                token=changes.token if whole else held.token,
                compared_at=held.compared_at if recent and held.token is not None else now,
                fingerprint=fingerprint,
            ),
        )
        _remember_own(world, account, collection)
    found.compared.add(collection.id)


def _interviews_in(world: World, account: Account, collection: Collection) -> set[str]:
    """Hrefs of interviews that are remembered from when the calendar was watched: they tell what is called off."""
    rows = world.store.rows(Role.EVENT)
    return {row.href for row in rows if row.account == account.name and row.collection == collection.id}


def _is_suddenly_empty(known: Mapping[str, str], changes: Changes) -> bool:
    """One object that is gone is a deletion; two or more and nothing left is a fault until proven otherwise."""
    return len(known) > 1 and changes.gone >= known.keys() and changes.total == 0 and not changes.unread


def _judge(
    world: World,
    account: Account,
    collection: Collection,
    resource: Resource,
    *,
    found: Gathered,
    said: Mapping[str, bool],
    watched: bool,
) -> Row:
    """What is to be remembered of a resource: of what is no interview, nothing but href and etag."""
    marked = "syncd" in resource.raw.casefold()
    other = _row(account, collection, resource.href, resource.etag)
    if not marked and not (watched and prefilter(world.settings).passes(resource.raw)):
        why = None if resource.raw.startswith("{") else unsound(resource.raw)
        if why is not None:
            found.problems.append(Problem(account=account.name, where=resource.href, what=why))
        return other
    try:
        decoded = account.calendars.decode(resource, world.settings.me.zone)
    except InvalidObjectError as err:
        found.problems.append(Problem(account=account.name, where=resource.href, what=err.why))
        return other
    if decoded.actual is not None:
        return replace(other, role=Role.OWN, raw=resource.raw)
    if watched:
        judged = [believe(interpret(event, world.settings), said) for event in decoded.events]
        if any(interview.verdict.strength is not Strength.NO for interview in judged):
            return replace(other, role=Role.EVENT, raw=resource.raw)
    return other


def _row(account: Account, collection: Collection, href: str, etag: str) -> Row:
    return Row(account=account.name, collection=collection.id, href=href, etag=etag, role=Role.OTHER)


def own_rows(world: World) -> dict[str, tuple[Row, Actual]]:
    """Every reminder of syncd's that stands, by UID, with where it stands."""
    standing: dict[str, tuple[Row, Actual]] = {}
    for row in world.store.rows(Role.OWN):
        account = world.accounts.get(row.account)
        if account is None or row.raw is None:
            continue
        name = (row.account, row.collection, row.href, row.etag)
        if name not in world.actuals:
            resource = Resource(href=row.href, etag=row.etag, raw=row.raw)
            world.actuals[name] = account.calendars.decode(resource, world.settings.me.zone).actual
        actual = world.actuals[name]
        if actual is not None:
            standing.setdefault(actual.reminder.uid, (row, actual))
    return standing


def _remember_own(world: World, account: Account, collection: Collection) -> None:
    """Traces follow what stands; what was written here and stands nowhere was deleted by the user."""
    store = world.store
    traces = store.traces()
    places = store.places()
    standing = own_rows(world)
    for uid, (row, actual) in standing.items():
        trace = Trace(reminder=actual.reminder, touched=actual.touched)
        place = Place(account=row.account, collection=row.collection)
        if traces.get(uid) != trace or places.get(uid) != place:
            store.put_trace(trace, place)
    here = Place(account=account.name, collection=collection.id)
    for uid, trace in traces.items():
        if trace.fate is Fate.STANDING and places[uid] == here and uid not in standing:
            store.set_fate(uid, Fate.DELETED)
