"""A job hunt at Google: the user's account, a config, and syncd from its config file down to the wire."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from syncd.bootstrap import DATABASE, build_world, google_scopes, token_file
from syncd.config import Config, load
from syncd.core.model import Component, Kind, Reminder
from syncd.core.wording import Wording
from syncd.formats.google_reminder import reminder_from_google
from syncd.formats.google_task import reminder_from_task
from syncd.providers.google.auth import Token, write_token
from syncd.reconcile import run_pass
from syncd.reconcile.world import PassReport, World
from syncd.store import Store
from tests.fakes.google import FakeGoogle

BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 10, 5, 7, tzinfo=UTC)
TOMORROW = BEGIN + timedelta(days=1, hours=2)
OWN = "Interview follow-up"
WORDING = Wording("en")
"""Made once: to read the templates takes longer than a pass."""

ME = """\
state_dir = "{folder}/state"
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
timezone = "Europe/Berlin"
country = "DE"
"""
ACCOUNT = """\
[accounts.g]
type = "google"
client_secret = "{folder}/client_secret.json"
endpoint = "{google.url}"
"""


class Hunt:
    """Everything at once; `lose_store` and `restart` leave Google as it is."""

    def __init__(self, google: FakeGoogle, folder: Path, *, accounts: str = ACCOUNT, **more: object) -> None:
        """Write the config and sign in; `more` stands for the other names in `accounts`."""
        self.google = google
        self.folder = folder
        self.now = BEGIN
        self.pauses: list[float] = []
        """Seconds that syncd would have waited between two tries."""
        google.write_client_secret(folder / "client_secret.json")
        self.path = folder / "config.toml"
        self.path.write_text((ME + accounts).format(folder=folder, google=google, **more), encoding="utf-8")
        self.path.chmod(0o600)
        self.config: Config = load(self.path)
        self.sign_in()
        self.store: Store | None = None
        self.world: World
        self.restart()

    def sign_in(self, *scopes: str) -> None:
        """Everything the config calls for is granted, unless `scopes` are named."""
        account = self.config.account("g")
        issued = self.google.issue_token(scopes or google_scopes(account, self.config))
        token = Token(
            client_id=issued.client_id,
            refresh_token=issued.refresh_token,
            access_token=issued.access_token,
            expires_at=datetime.now(UTC) + timedelta(hours=1),
            scopes=issued.scopes,
        )
        write_token(token_file(account, self.config), token)

    def restart(self) -> None:
        """A new process on the same files."""
        self.close()
        self.store = Store.open(self.config.state_dir / DATABASE)
        self.world = build_world(self.config, self.store)
        self.world.wording = WORDING
        account = self.world.accounts["g"]
        account.calendars._session._sleep = self.pauses.append
        if account.contacts:
            account.contacts._session._sleep = self.pauses.append
            account.contacts._clock = self.google.clock.now

    def close(self) -> None:
        """Let go of the store."""
        if self.store is not None:
            self.store.close()
            self.store = None

    def lose_store(self) -> None:
        """The database is gone; the sign-in is not."""
        self.close()
        for file in self.config.state_dir.glob("state.*"):
            file.unlink()
        self.restart()

    def sync(self) -> PassReport:
        """One pass."""
        return run_pass(self.world, self.now)

    def quietly(self) -> PassReport:
        """One pass on which nothing goes wrong."""
        report = self.sync()
        assert report.problems == ()
        return report

    # The user's calendar

    def invite(self, name: str = "acme", start: datetime = TOMORROW, *, promise: str = "") -> str:
        """Put a company's invitation on the primary calendar, or send a new one over it."""
        text = f"Hi Sam, we look forward to our interview for the Engineer position. {promise}"
        if any(event["id"] == name for event in self.google.events()):
            self.google.user_moves_event("primary", name, start)
            self.google.user_edits_event("primary", name, description=text)
            return name
        who = {"email": f"ada@{name}.example", "displayName": f"Ada {name.capitalize()}"}
        return self.google.add_event(
            summary=f"Job interview with {name.capitalize()}",
            start=start,
            event_id=name,
            description=text,
            organizer=who,
            attendees=[
                {**who, "organizer": True, "responseStatus": "accepted"},
                {"email": "sam@example.com", "self": True, "responseStatus": "accepted"},
            ],
            iCalUID=f"{name}@example.com",
        )

    # What syncd wrote, as the user's apps show it

    def events(self) -> list[dict[str, Any]]:
        """Events in every calendar of syncd's name, deleted ones left out."""
        return [event for calendar in self.own_calendars() for event in self.google.events(calendar)]

    def tasks(self) -> list[dict[str, Any]]:
        """Tasks in every list of syncd's name, without the one that names the calendar."""
        every = [task for tasklist in self.own_lists() for task in self.google.tasks(tasklist)]
        return [task for task in every if "syncd:calendar?" not in task.get("notes", "")]

    def reminders(self) -> dict[tuple[Kind, Component], Reminder]:
        """The same, read; each must stand once."""
        actuals = [reminder_from_google(event, BERLIN) for event in self.events()]
        actuals += [reminder_from_task(task, BERLIN) for task in self.tasks()]
        found = [actual.reminder for actual in actuals if actual is not None]
        twice = [uid for uid, times in Counter(reminder.uid for reminder in found).items() if times > 1]
        assert twice == []
        return {(reminder.kind, reminder.component): reminder for reminder in found}

    def event(self, kind: Kind) -> tuple[str, str]:
        """Calendar and id of the one event of this kind."""
        [found] = [
            (calendar, event["id"])
            for calendar in self.own_calendars()
            for event in self.google.events(calendar)
            if (actual := reminder_from_google(event, BERLIN)) and actual.reminder.kind is kind
        ]
        return found

    def task(self, kind: Kind) -> tuple[str, str]:
        """List and id of the one task of this kind."""
        [found] = [
            (tasklist, task["id"])
            for tasklist in self.own_lists()
            for task in self.google.tasks(tasklist)
            if (actual := reminder_from_task(task, BERLIN)) and actual.reminder.kind is kind
        ]
        return found

    def people(self) -> list[str]:
        """Names of all contacts."""
        return sorted(person["names"][0]["unstructuredName"] for person in self.google.contacts())

    def stands(self) -> dict[str, object]:
        """Everything a user can see of it, as two accounts have it in common."""
        every = [task for tasklist in self.own_lists() for task in self.google.tasks(tasklist)]
        return {
            "reminders": {(r.uid, r.kind, r.component, r.at, r.summary, r.status) for r in self.reminders().values()},
            "people": self.people(),
            "groups": {name: len(members) for name, members in self.google.contact_groups().items()},
            "lists": len(self.own_lists()),
            "markers": sum("syncd:calendar?" in task.get("notes", "") for task in every),
        }

    def own_calendars(self) -> list[str]:
        """Ids of the calendars of syncd's name."""
        return self.google.calendar_ids(OWN)

    def own_lists(self) -> list[str]:
        """Ids of the lists of tasks of syncd's name."""
        return self.google.task_list_ids(OWN)
