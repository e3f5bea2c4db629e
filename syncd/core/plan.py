"""Desired versus actual: what a pass writes, each action with a reason the user can read. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from syncd.core.identity import digest
from syncd.core.model import TASK_KINDS, Actual, Component, Fate, Kind, Part, Reminder, ReminderStatus, Trace


class Do(StrEnum):
    """What an action does."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One write to a calendar."""

    do: Do
    reminder: Reminder
    """As it will stand; as it stands now, for a deletion."""
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Everything one pass writes to calendars."""

    actions: tuple[Action, ...]
    unchanged: int
    """Reminders that stand as they should."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """What is known of the interviews behind the reminders; only what is known may lead to a deletion."""

    live: Collection[str]
    """Keys of interviews (and of events in question) that stand."""
    called_off: Collection[str]
    """Keys of interviews that were cancelled, declined or removed before they were held."""
    complete: bool
    """Every account was read: a reminder that belongs to no interview may be judged, too."""


def plan(
    desired: Sequence[Reminder],
    actual: Mapping[str, Actual],
    traces: Mapping[str, Trace],
    knowledge: Knowledge,
    now: datetime,
) -> Plan:
    """Compare what should stand with what stands.

    The user's hand wins: parts they touched keep their value, what they ticked is left alone, what they deleted is
    not written again, and what holds their words is never deleted: no longer called for, it only stops ringing.

    Args:
        desired: What should stand, each UID once.
        actual: What stands, by UID.
        traces: What was written once, by UID.
        knowledge: Which interviews were read this time.
        now: Deletions concern only what is still ahead, or still open.
    """
    actions: list[Action] = []
    unchanged = 0
    wanted = {reminder.uid for reminder in desired}
    for reminder in desired:
        standing = actual.get(reminder.uid)
        if standing is None:
            trace = traces.get(reminder.uid)
            if trace is None or trace.fate is not Fate.DELETED:
                actions.append(Action(do=Do.CREATE, reminder=reminder, reason=_why_create(reminder, trace)))
            continue
        merged = merge(reminder, standing)
        differing = difference(merged, standing.reminder)
        if differing:
            reason = f"changed: {', '.join(differing)}"
            actions.append(Action(do=Do.UPDATE, reminder=merged, reason=reason))
        else:
            unchanged += 1
    for uid, standing in actual.items():
        if uid in wanted:
            continue
        why = _why_not(standing.reminder, knowledge)
        if why is not None and is_pending(standing.reminder, now) and not holds_users_words(standing):
            actions.append(Action(do=Do.DELETE, reminder=standing.reminder, reason=why))
        elif why is not None and _still_rings(standing, now):
            silent = replace(standing.reminder, alarms=())
            actions.append(Action(do=Do.UPDATE, reminder=silent, reason=f"{why}: it stays, but rings no more"))
        else:
            unchanged += 1
    return Plan(actions=tuple(actions), unchanged=unchanged)


def merge(desired: Reminder, standing: Actual) -> Reminder:
    """`desired`, with every part that the user took over as they left it."""
    there = standing.reminder
    if there.status is ReminderStatus.DONE:
        return there
    kept: dict[str, object] = {"component": there.component, "status": there.status, "done_at": there.done_at}
    if Part.AT in standing.touched:
        kept |= {"at": there.at, "duration": there.duration}
    if Part.SUMMARY in standing.touched:
        kept["summary"] = there.summary
    if Part.DESCRIPTION in standing.touched:
        kept["description"] = there.description
    if Part.LOCATION in standing.touched:
        kept["location"] = there.location
    if Part.ALARMS in standing.touched:
        kept["alarms"] = there.alarms
    return replace(desired, **kept)  # type: ignore[arg-type]  # each key is a field, with that field's own value


def difference(left: Reminder, right: Reminder) -> tuple[str, ...]:
    """The names of what differs, as a person would say them; white space at line ends does not count."""
    timed = left.component is Component.VEVENT
    return tuple(
        name
        for name, same in (
            ("time", _is_same_moment(left.at, right.at) and (not timed or left.duration == right.duration)),
            ("title", digest(left.summary) == digest(right.summary)),
            ("text", digest(left.description) == digest(right.description)),
            ("place", digest(left.location) == digest(right.location)),
            ("alarms", set(left.alarms) == set(right.alarms)),
            ("interviews", left.interviews == right.interviews),
        )
        if not same
    )


def _is_same_moment(left: datetime, right: datetime) -> bool:
    """In the hours in which clocks are put back or forward, Python holds times of two zones never to be equal."""
    return left.timestamp() == right.timestamp()


def is_pending(reminder: Reminder, now: datetime) -> bool:
    """Still to be done, or still ahead: the rest is history."""
    if reminder.status is ReminderStatus.DONE:
        return False
    return reminder.kind in TASK_KINDS or reminder.kind is Kind.ATTENTION or reminder.at > now


def holds_users_words(standing: Actual) -> bool:
    """The user wrote into it."""
    return bool(standing.touched & {Part.SUMMARY, Part.DESCRIPTION, Part.LOCATION})


_WHY = {
    Kind.PREPARE: "an interview is ahead",
    Kind.THANK_YOU: "thanks are due right after the interview",
    Kind.FOLLOW_UP: "time to ask how things stand",
    Kind.SECOND_FOLLOW_UP: "the first question was asked and nothing was heard",
    Kind.CLOSE_OUT: "no answer by then: one last note, or move on",
    Kind.KEEP_LOOKING: "a hiring process is open: never hang all hopes on one",
    Kind.CONFIRM: "it may be an interview",
    Kind.ATTENTION: "an account needs you",
}


def _why_create(reminder: Reminder, trace: Trace | None) -> str:
    return f"{reminder.why or _WHY[reminder.kind]}{' (again)' if trace is not None else ''}"


def _still_rings(standing: Actual, now: datetime) -> bool:
    """An alarm that syncd set is ahead."""
    reminder = standing.reminder
    return Part.ALARMS not in standing.touched and any(reminder.at + alarm.offset > now for alarm in reminder.alarms)


def _why_not(reminder: Reminder, knowledge: Knowledge) -> str | None:
    """Why something that stands should not; None where that is not known, and for what is ticked."""
    if reminder.status is ReminderStatus.DONE:
        return None
    if reminder.kind is Kind.ATTENTION:
        return "mended"
    if not reminder.interviews:
        return "no longer called for" if knowledge.complete else None
    if all(key in knowledge.called_off for key in reminder.interviews):
        return "the interview was called off"
    if all(key in knowledge.live or key in knowledge.called_off for key in reminder.interviews):
        return "no longer called for"
    return None
