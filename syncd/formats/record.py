"""Reminders and contacts <-> the JSON text the store keeps of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from syncd.core.model import Alarm, Component, Contact, Kind, Part, Reminder, ReminderStatus


def reminder_to_record(reminder: Reminder) -> str:
    """JSON of every field; times as ISO 8601, durations in seconds."""
    fields = asdict(reminder)
    del fields["why"]
    fields["at"] = reminder.at.isoformat()
    fields["done_at"] = reminder.done_at.isoformat() if reminder.done_at else None
    fields["duration"] = reminder.duration.total_seconds()
    fields["alarms"] = [alarm.offset.total_seconds() for alarm in reminder.alarms]
    return json.dumps(fields, ensure_ascii=False)


def reminder_from_record(record: str) -> Reminder:
    """The inverse of `reminder_to_record`."""
    fields: dict[str, Any] = json.loads(record)
    return Reminder(
        uid=fields["uid"],
        kind=Kind(fields["kind"]),
        component=Component(fields["component"]),
        interviews=tuple(fields["interviews"]),
        summary=fields["summary"],
        description=fields["description"],
        location=fields["location"],
        at=datetime.fromisoformat(fields["at"]),
        duration=timedelta(seconds=fields["duration"]),
        alarms=tuple(Alarm(offset=timedelta(seconds=seconds)) for seconds in fields["alarms"]),
        status=ReminderStatus(fields["status"]),
        done_at=datetime.fromisoformat(fields["done_at"]) if fields["done_at"] else None,
    )


def contact_to_record(contact: Contact) -> str:
    """JSON of every field."""
    return json.dumps(asdict(contact), ensure_ascii=False)


def contact_from_record(record: str) -> Contact:
    """The inverse of `contact_to_record`."""
    fields: dict[str, Any] = json.loads(record)
    return Contact(
        uid=fields["uid"],
        name=fields["name"],
        emails=tuple(fields["emails"]),
        phones=tuple(fields["phones"]),
        title=fields["title"],
        organization=fields["organization"],
        linkedin=fields["linkedin"],
        note=fields["note"],
        categories=tuple(fields["categories"]),
        interviews=tuple(fields["interviews"]),
    )


def parts_to_record(parts: Iterable[Part]) -> str:
    """Sorted, comma-separated."""
    return ",".join(sorted(parts))


def parts_from_record(record: str) -> frozenset[Part]:
    """The inverse of `parts_to_record`."""
    return frozenset(Part(name) for name in record.split(",") if name)
