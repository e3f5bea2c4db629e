"""From what is remembered to what should be written: interviews, processes, reminders, plan. No I/O but the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from syncd.core.contacts import desired_contacts
from syncd.core.follow_up import desired as desired_reminders
from syncd.core.interview import interpret
from syncd.core.model import Actual, Component, Contact, Interview, Kind, Reminder, Strength, Trace
from syncd.core.nudge import nudge, nudge_uid
from syncd.core.plan import Knowledge, Plan, plan
from syncd.core.process import Process, group
from syncd.providers.base import Resource, Targets
from syncd.reconcile.gather import answers, believe, own_rows
from syncd.reconcile.trouble import Trouble, troubled
from syncd.reconcile.world import SAME, Account, World, is_called_off, made_note
from syncd.store import Role, Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """Every event that matters, with where it stands."""

    interviews: tuple[Interview, ...]
    """Sure ones, each key once; called off or not."""
    unsure: tuple[Interview, ...]
    rows: Mapping[str, Row]
    """Where the event of each key stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What should be, and the plan that leads there."""

    processes: tuple[Process, ...]
    contacts: tuple[Contact, ...]
    plan: Plan
    judged: Judged
    standing: Mapping[str, tuple[Row, Actual]]
    """syncd's reminders by UID."""


def judge(world: World) -> Judged:
    """Interpret every event that is remembered with its text; the same event in two calendars counts once.

    That is the copy that still stands, in a calendar that is followed, as the organizer changed it last.
    """
    said = answers(world.store.traces())
    sure: dict[str, Interview] = {}
    unsure: dict[str, Interview] = {}
    rows: dict[str, Row] = {}
    copies: list[tuple[Row, Interview]] = []
    for row in world.store.rows(Role.EVENT):
        account = world.accounts.get(row.account)
        if account is None or row.raw is None:
            continue
        believed = [believe(interview, said) for interview in _interviews(world, account, row)]
        if all(interview.verdict.strength is Strength.NO for interview in believed):
            world.store.put_row(replace(row, role=Role.OTHER, raw=None))
        copies += [(row, interview) for interview in believed]
    copies.sort(key=lambda copy: (copy[0].gone_at is not None, _is_left(world, copy[0]), -copy[1].event.sequence))
    for row, interview in copies:
        if interview.key in rows:
            continue
        if interview.verdict.strength is Strength.SURE:
            sure[interview.key] = replace(interview, called_off=is_called_off(interview, row.gone_at))
            rows[interview.key] = row
        elif interview.verdict.strength is Strength.UNSURE and row.gone_at is None:
            unsure[interview.key] = interview
            rows[interview.key] = row
    return Judged(interviews=tuple(sure.values()), unsure=tuple(unsure.values()), rows=rows)


def _is_left(world: World, row: Row) -> bool:
    """The calendar is not watched now, or is missing: what another one says of the same event counts."""
    topology = world.topologies.get(row.account)
    return topology is not None and row.collection not in {collection.id for collection in topology.watched}


def decide(world: World, now: datetime, extra: Sequence[Reminder] = (), *, complete: bool) -> Decision:
    """What should stand now, and the actions that lead there.

    Args:
        world: What was read.
        now: The moment of the pass.
        extra: Reminders that follow from no interview (attention).
        complete: Every account was read.
    """
    judged = judge(world)
    standing = own_rows(world)
    traces = world.store.traces()
    nudges = {nudge_uid(uid, trace.reminder.kind) for uid, trace in traces.items()}
    told = {uid: trace for uid, trace in traces.items() if uid not in nudges}
    processes = group(judged.interviews, told)
    wanted = [
        *desired_reminders(processes, judged.unsure, told, world.settings, world.wording, now),
        *extra,
    ]
    actual = {uid: there for uid, (_, there) in standing.items()}
    wanted = [fitted for reminder in wanted for fitted in _fit(world, judged, reminder, actual, now)]
    live = {i.key for i in (*judged.interviews, *judged.unsure) if not i.called_off}
    called_off = {i.key for i in judged.interviews if i.called_off}
    if complete:
        called_off |= {key for key in _asked_about(traces) if key not in live}
    knowledge = Knowledge(live=live, called_off=called_off, complete=complete)
    contacts = desired_contacts(processes, world.settings, world.wording)
    return Decision(
        processes=processes,
        contacts=contacts,
        plan=plan(wanted, actual, traces, knowledge, now),
        judged=judged,
        standing=standing,
    )


def place_of(world: World, judged: Judged, reminder: Reminder) -> Account | None:
    """The account a reminder goes to: that of its interview, or what that one writes to; else the first.

    What is wrong with an account is said in another one.
    """
    rows = [judged.rows[key] for key in reminder.interviews if key in judged.rows]
    if reminder.kind is Kind.ATTENTION:
        return _place_of_attention(world)
    home = rows[0].account if rows else next(iter(world.accounts), None)
    if home is None or home not in world.accounts:
        return None
    return world.accounts.get(world.accounts[home].write_account)


def _place_of_attention(world: World) -> Account | None:
    """The first account that is well; else the first that can be written to all the same."""
    ill, unread = troubled(world), world.store.notes(Trouble.READING)
    writers = [world.accounts[a.write_account] for a in world.accounts.values() if a.write_account in world.accounts]
    able = [account for account in writers if account.name not in ill and _has_place(world, account)]
    able.sort(key=lambda account: account.name in unread)
    return able[0] if able else None


def _has_place(world: World, account: Account) -> bool:
    """A calendar can be made, or there is one to write beside."""
    topology = world.topologies.get(account.name)
    return account.write_to != SAME or (topology is not None and bool(topology.watched))


def targets_of(world: World, judged: Judged, reminder: Reminder, *, create: bool) -> tuple[Account, Targets | None]:
    """Where a reminder goes; None while that calendar does not exist (and `create` is off)."""
    account = place_of(world, judged, reminder)
    assert account is not None, "a reminder belongs to a configured account"
    if account.write_to == SAME:
        rows = [judged.rows[key] for key in reminder.interviews if key in judged.rows]
        row = next((row for row in rows if row.account == account.name), None)
        topology = world.topologies.get(account.name)
        name = row.collection if row else topology.watched[0].id if topology and topology.watched else None
        return account, account.calendars.targets(name, create=create) if name else None
    topology = world.topologies.get(account.name)
    if topology is not None and topology.targets is not None:
        return account, topology.targets
    targets = account.calendars.targets(account.write_to, create=True) if create else None
    if targets is not None:
        for collection in {targets.events, targets.tasks}:
            world.store.put_note(made_note(account.name, collection.id), account.write_to)
    if topology is not None and targets is not None:
        world.topologies[account.name] = replace(topology, targets=targets)
    return account, targets


def _interviews(world: World, account: Account, row: Row) -> tuple[Interview, ...]:
    name = (row.account, row.collection, row.href, row.etag)
    if name not in world.events:
        resource = Resource(href=row.href, etag=row.etag, raw=row.raw or "")
        decoded = account.calendars.decode(resource, world.settings.me.zone)
        world.events[name] = tuple(interpret(event, world.settings) for event in decoded.events)
    return world.events[name]


def _fit(
    world: World, judged: Judged, reminder: Reminder, actual: Mapping[str, Actual], now: datetime
) -> list[Reminder]:
    """The reminder as the place it goes to can hold it: a task as an event, or with a nudge beside it."""
    if reminder.component is not Component.VTODO or place_of(world, judged, reminder) is None:
        return [reminder]
    account, targets = targets_of(world, judged, reminder, create=False)
    if targets is not None and Component.VTODO not in targets.tasks.components:
        return [replace(reminder, component=Component.VEVENT)]
    has_time = account.tasks_have_time if targets is None else targets.tasks.has_time
    if has_time:
        return [reminder]
    rings = actual.get(nudge_uid(reminder.uid, reminder.kind))
    beside = nudge(reminder, actual.get(reminder.uid), rings, now)
    return [reminder, beside] if beside else [reminder]


def _asked_about(traces: Mapping[str, Trace]) -> set[str]:
    return {
        key for trace in traces.values() if trace.reminder.kind is Kind.CONFIRM for key in trace.reminder.interviews
    }
