"""The time of day of a task that can only hold a date: a calendar event beside it, gone when the task is ticked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from syncd.core.identity import reminder_uid
from syncd.core.model import Actual, Component, Kind, Reminder, ReminderStatus
from syncd.core.plan import merge

NUDGED = frozenset({Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP})
"""Kinds for which the hour matters: a call slot."""


def nudge_uid(uid: str, kind: Kind) -> str:
    """UID of the nudge beside a task."""
    return reminder_uid(kind, f"nudge {uid}")


def nudge(task: Reminder, standing: Actual | None, beside: Actual | None, now: datetime) -> Reminder | None:
    """The event beside `task`, at the hour the task cannot hold; None where none is called for.

    Args:
        task: As it should stand.
        standing: The task as it stands: its date may be the user's by now, and it may be ticked.
        beside: The nudge as it stands.
        now: A nudge is never made for a time that has passed; one that rang stays until the task is ticked.
    """
    if task.kind not in NUDGED:
        return None
    fitted = merge(task, standing) if standing else task
    if fitted.status is ReminderStatus.DONE or (beside is None and fitted.at <= now):
        return None
    why = "rings at the hour that the task beside it cannot hold"
    return replace(task, uid=nudge_uid(task.uid, task.kind), component=Component.VEVENT, at=fitted.at, why=why)
