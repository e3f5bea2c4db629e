"""Invitations written out by hand, for tables of what is read from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from syncd.core.model import Attendee, Event
from syncd.core.reading import Reading, read_event
from syncd.core.settings import Me, Settings

START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
SETTINGS = Settings(
    me=Me(name="Robin Falk", emails=("robin.falk@example.com",), timezone="Europe/Berlin", country="DE")
)


def invitation(title: str, body: str = "", organizer: str = "", place: str = "") -> Event:
    """An hour's event; the organizer as `Name <address>`."""
    name, _, address = organizer.rstrip(">").partition(" <")
    return Event(
        uid="one",
        summary=title,
        description=body,
        location=place,
        start_at=START,
        end_at=START + timedelta(hours=1),
        organizer=Attendee(email=address, name=name) if address else None,
        attendees=(Attendee(email="robin.falk@example.com", name="Robin Falk"),) if address else (),
    )


def read(title: str, body: str = "", organizer: str = "", place: str = "") -> Reading:
    """The same, read."""
    return read_event(invitation(title, body, organizer, place), SETTINGS)
