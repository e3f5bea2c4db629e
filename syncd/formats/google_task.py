"""Reminders <-> tasks of Google Tasks, which know a date but no time, no alarm, no place and no key of ours.

What a task cannot hold stands in the mark, the last line of its notes: read back untouched, a reminder is what it was.
A task without the mark is the user's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncd.core.model import Actual, Component, Part, Reminder, ReminderStatus
from syncd.errors import InvalidObjectError
from syncd.formats.google_marks import Mark, TaskMark, digests, fitting, join_notes, split_notes, touched_parts
from syncd.formats.google_time import from_rfc3339, to_rfc3339

Json = dict[str, Any]

TASK_FIELDS = "kind,id,etag,title,notes,due,status,completed,deleted,hidden,updated"
"""Partial response mask of everything that is read of a task."""

_TITLE_LIMIT = 1024
_NOTES_LIMIT = 8192


def task_uid(item: Mapping[str, Any]) -> str | None:
    """UID of the reminder a task is; None for a task of the user's."""
    marked = split_notes(str(item.get("notes", "")))[1]
    return marked.mark.uid if marked else None


def reminder_from_task(item: Mapping[str, Any], zone: ZoneInfo) -> Actual | None:
    """The reminder as it stands; None for a task of the user's.

    A task whose date the user changed keeps the time of day it had; one whose date they removed keeps the moment.

    Raises:
        InvalidObjectError: A date cannot be read.
    """
    text, marked = split_notes(str(item.get("notes", "")))
    if marked is None:
        return None
    values = _values(item, text)
    touched = touched_parts(values, marked.mark.applied)
    done = item.get("status") == "completed"
    try:
        at = _moved(marked.at, item, zone) if Part.AT in touched else marked.at
        done_at = from_rfc3339(str(item["completed"])) if done and item.get("completed") else None
    except ValueError as err:
        raise InvalidObjectError(str(item.get("id", "")), f"a date in the task cannot be read ({err})") from err
    return Actual(
        reminder=Reminder(
            uid=marked.mark.uid,
            kind=marked.mark.kind,
            component=Component.VTODO,
            interviews=marked.mark.interviews,
            summary=values[Part.SUMMARY],
            description=text,
            location=marked.location,
            at=at,
            alarms=marked.mark.alarms,
            status=ReminderStatus.DONE if done else ReminderStatus.OPEN,
            done_at=done_at,
        ),
        touched=touched,
    )


def reminder_to_task(reminder: Reminder, zone: ZoneInfo) -> Json:
    """The body of tasks.insert.

    Args:
        reminder: A task to tick.
        zone: The reader's: on which of their days the moment falls.
    """
    done = reminder.status is ReminderStatus.DONE
    body: Json = {
        "title": fitting(reminder.summary, _TITLE_LIMIT),
        "due": f"{reminder.at.astimezone(zone).date()}T00:00:00.000Z",
        "status": "completed" if done else "needsAction",
    }
    if done and reminder.done_at:
        body["completed"] = to_rfc3339(reminder.done_at)
    body["notes"] = _notes(reminder.description, reminder, body, {})
    return body


def task_patch(item: Mapping[str, Any], reminder: Reminder, zone: ZoneInfo) -> Json:
    """The body of tasks.patch that lays `reminder` over a task; empty where nothing would change.

    Parts the user touched are left as they are and keep their old digest: they stay the user's.

    Raises:
        InvalidObjectError: The task bears no mark.
    """
    text, marked = split_notes(str(item.get("notes", "")))
    if marked is None:
        raise InvalidObjectError(str(item.get("id", "")), "it is not syncd's; nothing is written over it")
    touched = touched_parts(_values(item, text), marked.mark.applied)
    body = reminder_to_task(reminder, zone)
    kept = {str(part): marked.mark.applied.get(part, "") for part in touched}
    description = text if Part.DESCRIPTION in touched else reminder.description
    body["notes"] = _notes(description, reminder, body, kept)
    if Part.AT in touched:
        del body["due"]
    if Part.SUMMARY in touched:
        del body["title"]
    if Part.STATUS in touched or body["status"] == item.get("status"):
        del body["status"]
        body.pop("completed", None)
    return {name: value for name, value in body.items() if value != item.get(name)}


def _notes(description: str, reminder: Reminder, body: Json, kept: Mapping[str, str]) -> str:
    """Description and mark. The description may have to be cut, and what is digested is what is written."""

    def with_digest_of(text: str) -> TaskMark:
        applied = {**digests(_values(body, text)), **kept}
        mark = Mark(
            uid=reminder.uid,
            kind=reminder.kind,
            interviews=reminder.interviews,
            alarms=reminder.alarms,
            applied={part: value for part, value in applied.items() if value},
        )
        return TaskMark(mark=mark, at=reminder.at, location=reminder.location)

    cut = split_notes(join_notes(description, with_digest_of(description), _NOTES_LIMIT))[0]
    return join_notes(cut, with_digest_of(cut), _NOTES_LIMIT)


def _values(item: Mapping[str, Any], text: str) -> dict[Part, str]:
    return {
        Part.AT: str(item.get("due", ""))[:10],
        Part.SUMMARY: str(item.get("title", "")),
        Part.DESCRIPTION: text,
        Part.STATUS: str(item.get("status", "needsAction")),
    }


def _moved(at: datetime, item: Mapping[str, Any], zone: ZoneInfo) -> datetime:
    due = str(item.get("due", ""))[:10]
    local = at.astimezone(zone)
    return datetime.combine(date.fromisoformat(due), local.time(), zone) if due else at
