"""One Google account, and syncd signed in to it; and what syncd may want to write there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from syncd.core.model import Alarm, Component, Contact, Kind, Reminder
from syncd.providers.google import GoogleCalendars, GoogleContacts, GoogleSession
from syncd.providers.google.auth import Token, write_token
from tests.fakes.google import FakeGoogle

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
NAME = "Interview follow-up"


class Memory(dict[str, str]):
    """The store's memory of Google's ids, for one test."""

    def set(self, name: str, value: str | None) -> None:
        if value is None:
            self.pop(name, None)
        else:
            self[name] = value


class Account:
    """syncd's side of an account: what a process holds, and how to start it anew."""

    def __init__(self, google: FakeGoogle, folder: Path, scopes: tuple[str, ...]) -> None:
        self.google = google
        self.folder = folder
        self.ids = Memory()
        self.pauses: list[float] = []
        self.scopes = scopes
        self.client_secret = google.write_client_secret(folder / "client_secret.json")
        self.token_file = folder / "state/token.json"
        self.sign_in(scopes)
        self.restart()

    def sign_in(self, scopes: tuple[str, ...]) -> None:
        issued = self.google.issue_token(scopes)
        token = Token(
            client_id=issued.client_id,
            refresh_token=issued.refresh_token,
            access_token=issued.access_token,
            expires_at=datetime.now(UTC) + timedelta(hours=1),
            scopes=scopes,
        )
        write_token(self.token_file, token)

    def restart(self, calendars: tuple[str, ...] | None = None) -> None:
        """A new process: nothing is left but files and the store."""
        self.session = GoogleSession(
            "g",
            self.client_secret,
            self.token_file,
            self.scopes,
            endpoint=self.google.url,
            sleep=self.pauses.append,
        )
        self.calendars = GoogleCalendars(
            self.session, self.ids, zone=BERLIN, calendars=calendars, clock=self.google.clock.now
        )
        self.contacts = GoogleContacts(self.session, self.ids, category="Interviewers", clock=self.google.clock.now)


def a_reminder(uid: str = "uid-1", **fields: object) -> Reminder:
    values: dict[str, object] = {
        "uid": uid,
        "kind": Kind.THANK_YOU,
        "interviews": ("interview-1@example.com",),
        "summary": "Thank Dana Fox (Acme)",
        "description": "Write to Dana:\nmailto:dana@acme.example",
        "location": "Berlin",
        "at": NOW + timedelta(days=1, minutes=15),
        "alarms": (Alarm(offset=timedelta(0)), Alarm(offset=timedelta(hours=17))),
    }
    return Reminder(**{**values, **fields})  # type: ignore[arg-type]  # each key is a field


def a_task(uid: str = "uid-2", **fields: object) -> Reminder:
    values: dict[str, object] = {
        "kind": Kind.FOLLOW_UP,
        "component": Component.VTODO,
        "summary": "Call Acme",
        "location": "",
        "at": datetime(2026, 3, 9, 8, 30, tzinfo=BERLIN),
        "alarms": (Alarm(offset=timedelta(0)),),
    }
    return a_reminder(uid, **{**values, **fields})


def a_contact(uid: str = "contact-1", **fields: object) -> Contact:
    values: dict[str, object] = {
        "uid": uid,
        "name": "Dana Fox",
        "emails": ("dana@acme.example",),
        "phones": ("+4930123456",),
        "title": "Head of Engineering",
        "organization": "Acme",
        "linkedin": "https://www.linkedin.com/in/danafox",
        "note": "Met on 2 March 2026.\nIn common:",
        "interviews": ("interview-1@example.com",),
    }
    return Contact(**{**values, **fields})  # type: ignore[arg-type]  # each key is a field
