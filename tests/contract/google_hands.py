"""What people do in Google's own apps, on the stand-in for Google."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from tests.fakes.google import FakeGoogle


@dataclass(frozen=True)
class GoogleEventHand:
    """Somebody at Google Calendar."""

    google: FakeGoogle
    calendar: str

    def add_event(self, name: str, summary: str, start_at: datetime, *, series: bool = False) -> str:
        rule = {"recurrence": ["RRULE:FREQ=WEEKLY"]} if series else {}
        return self.google.add_event(self.calendar, summary=summary, start=start_at, event_id=name, **rule)

    def move(self, href: str, by: timedelta) -> None:
        start_at = datetime.fromisoformat(self.google.event(self.calendar, href)["start"]["dateTime"])
        self.google.user_moves_event(self.calendar, href, start_at + by)

    def retitle(self, href: str, summary: str) -> None:
        self.google.user_edits_event(self.calendar, href, summary=summary)

    def describe(self, href: str, description: str) -> None:
        self.google.user_edits_event(self.calendar, href, description=description)

    def tick(self, href: str) -> None:
        pytest.skip("an event has nothing to tick")

    def decorate(self, href: str) -> None:
        self.google.user_edits_event(self.calendar, href, colorId="11", guestsCanModify=True)

    def is_decorated(self, href: str) -> bool:
        event = self.google.event(self.calendar, href)
        return event.get("colorId") == "11" and event.get("guestsCanModify") is True

    def delete(self, href: str) -> None:
        self.google.user_deletes_event(self.calendar, href)

    def text(self, href: str) -> str | None:
        there = [event for event in self.google.events(self.calendar) if event["id"] == href]
        # Google names the calendar as organizer, and an alarm's `method` sends nothing to anybody.
        return _written(there, "organizer", "creator", "reminders") if there else None

    def drop_calendar(self) -> None:
        self.google.user_deletes_calendar(self.calendar)


@dataclass(frozen=True)
class GoogleTaskHand:
    """Somebody at Google Tasks."""

    google: FakeGoogle
    tasklist: str

    def add_event(self, name: str, summary: str, start_at: datetime, *, series: bool = False) -> str:
        pytest.skip("a list of tasks holds no events")

    def move(self, href: str, by: timedelta) -> None:
        due_on = date.fromisoformat(self.google.task(self.tasklist, href)["due"][:10])
        self.google.user_moves_task(self.tasklist, href, due_on + by)

    def retitle(self, href: str, summary: str) -> None:
        self.google.user_edits_task(self.tasklist, href, title=summary)

    def describe(self, href: str, description: str) -> None:
        text, blank, mark = self.google.task(self.tasklist, href)["notes"].rpartition("\n\n")
        assert text, "there is a text above the mark"
        self.google.user_edits_task(self.tasklist, href, notes=f"{description}{blank}{mark}")

    def tick(self, href: str) -> None:
        self.google.user_completes_task(self.tasklist, href)

    def decorate(self, href: str) -> None:
        link = {"type": "email", "description": "Re: your interview", "link": "https://mail.example/1"}
        self.google.user_edits_task(self.tasklist, href, links=[link])

    def is_decorated(self, href: str) -> bool:
        return self.google.task(self.tasklist, href).get("links", []) != []

    def delete(self, href: str) -> None:
        self.google.user_deletes_task(self.tasklist, href)

    def text(self, href: str) -> str | None:
        there = [task for task in self.google.tasks(self.tasklist) if task["id"] == href]
        return _written(there) if there else None

    def drop_calendar(self) -> None:
        self.google.user_deletes_task_list(self.tasklist)


@dataclass(frozen=True)
class GoogleContactHand:
    """Somebody at Google Contacts."""

    google: FakeGoogle

    def add(self, name: str, full_name: str, emails: Sequence[str], *, uid: str | None = None) -> str:
        return self.google.user_adds_contact(full_name, emails=emails)

    def rename(self, href: str, full_name: str) -> None:
        self.google.user_edits_contact(href, names=[{"unstructuredName": full_name}])

    def decorate(self, href: str) -> None:
        birthday = {"date": {"year": 1984, "month": 2, "day": 29}}
        label = {"key": "Blog", "value": "https://a.example/"}
        self.google.user_edits_contact(href, birthdays=[birthday], userDefined=[label])

    def is_decorated(self, href: str) -> bool:
        contact = self.google.contact(href)
        return bool(contact.get("birthdays")) and bool(contact.get("userDefined"))

    def delete(self, href: str) -> None:
        self.google.user_deletes_contact(href)

    def text(self, href: str) -> str | None:
        there = [contact for contact in self.google.contacts() if contact["resourceName"] == href]
        return _written(there) if there else None


def _written(there: Sequence[dict[str, object]], *without: str) -> str:
    """The one object as JSON, without some of its fields and without empty lists."""
    [item] = there
    kept = {name: value for name, value in item.items() if name not in without and value != []}
    return json.dumps(kept, ensure_ascii=False)
