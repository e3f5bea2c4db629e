"""A job hunt in memory: calendars, contacts, the user's hand, and trouble on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from syncd.core.model import Component
from syncd.core.settings import Me, Settings
from syncd.core.wording import Wording
from syncd.errors import TransientError
from syncd.formats.ical import actual_from_ical
from syncd.providers.memory import MemoryCalendars, MemoryContacts
from syncd.reconcile import run_pass
from syncd.reconcile.world import Account, PassReport, World
from syncd.store import Store

BEGIN = datetime(2026, 10, 5, 7, tzinfo=UTC)
PERSONAL, OWN, BOOK = "Personal", "Interview follow-up", "Contacts"
SETTINGS = Settings(me=Me(name="Sam Rivera", emails=("sam@example.com",), timezone="Europe/Berlin", country="DE"))


class Killed(BaseException):
    """The process dies here: nothing after it is executed."""


@dataclass(slots=True)
class Trouble:
    """What happens at the n-th write from now: before it or after it, an error or death."""

    countdown: int
    after: bool
    error: BaseException


@dataclass(slots=True)
class Line:
    """The way to the providers; writes may fail on it."""

    trouble: Trouble | None = None
    writes: int = 0

    def write(self, call: Callable):
        self.writes += 1
        trouble = self.trouble
        if trouble is None:
            return call()
        trouble.countdown -= 1
        if trouble.countdown >= 0:
            return call()
        self.trouble = None
        if not trouble.after:
            raise trouble.error
        call()
        raise trouble.error


class Careless:
    """A provider whose writes go over the line."""

    def __init__(self, provider, line: Line) -> None:
        self._provider = provider
        self._line = line

    def __getattr__(self, name):
        attribute = getattr(self._provider, name)
        if name not in {"create", "update", "delete"}:
            return attribute
        return lambda *arguments: self._line.write(lambda: attribute(*arguments))


@dataclass
class Hunt:
    """Everything at once; `store` may be lost, the calendars stay."""

    now: datetime = BEGIN
    calendars: MemoryCalendars = field(default_factory=MemoryCalendars)
    contacts: MemoryContacts = field(default_factory=MemoryContacts)
    line: Line = field(default_factory=Line)
    settings: Settings = SETTINGS
    world: World = None

    def __post_init__(self) -> None:
        self.calendars.add(PERSONAL, Component.VEVENT)
        self.contacts.add(BOOK, Component.VCARD)
        self.store = Store.open_in_memory()
        self.restart()

    def restart(self) -> None:
        """A new process on the same store."""
        account = Account(
            name="home",
            calendars=Careless(self.calendars, self.line),
            contacts=Careless(self.contacts, self.line),
            watched=(PERSONAL,),
            write_account="home",
            contacts_account="home",
        )
        self.world = World(
            accounts={"home": account},
            store=self.store,
            settings=self.settings,
            wording=Wording(self.settings.me.language),
            fingerprint="1",
        )

    def lose_store(self) -> None:
        self.store.close()
        self.store = Store.open_in_memory()
        self.restart()

    def sync(self) -> PassReport:
        return run_pass(self.world, self.now)

    def sync_with(self, trouble: Trouble) -> None:
        """A pass on which something happens; afterwards a new process begins."""
        self.line.trouble = trouble
        try:
            self.sync()
        except Killed:
            pass
        self.line.trouble = None
        self.restart()

    # The world outside

    def invite(self, name: str, start: datetime, *, status: str = "CONFIRMED", promise: str = "") -> None:
        """Write (or overwrite) the invitation of a company."""
        stamp = "%Y%m%dT%H%M%SZ"
        text = f"Hi Sam\\, we look forward to our interview for the Engineer position. {promise}"
        self.calendars.put(
            PERSONAL,
            f"{name}.ics",
            "\r\n".join(
                [
                    "BEGIN:VCALENDAR",
                    "VERSION:2.0",
                    "PRODID:-//x//x//EN",
                    "BEGIN:VEVENT",
                    f"UID:{name}@example.com",
                    "DTSTAMP:20261001T000000Z",
                    f"DTSTART:{start.astimezone(UTC).strftime(stamp)}",
                    f"DTEND:{(start + timedelta(hours=1)).astimezone(UTC).strftime(stamp)}",
                    f"SUMMARY:Job interview with {name.capitalize()}",
                    f"DESCRIPTION:{text}",
                    f"STATUS:{status}",
                    f"ORGANIZER;CN=Ada {name.capitalize()}:mailto:ada@{name}.example",
                    "ATTENDEE;CN=Sam Rivera;PARTSTAT=ACCEPTED:mailto:sam@example.com",
                    "END:VEVENT",
                    "END:VCALENDAR",
                    "",
                ]
            ),
        )

    def sources(self) -> dict[str, str]:
        """The user's own calendar, as it is."""
        return dict(self.calendars.boxes[PERSONAL].objects)

    def own(self) -> dict[str, str]:
        """What syncd wrote, by href."""
        return dict(self.calendars.boxes[OWN].objects) if OWN in self.calendars.boxes else {}

    def reminders(self) -> dict[str, object]:
        """The same, read."""
        return {href: actual_from_ical(raw).reminder for href, raw in self.own().items()}

    def people(self) -> dict[str, str]:
        """The address book."""
        return dict(self.contacts.boxes[BOOK].objects)

    # The user's hand

    def edit(self, href: str, change: Callable) -> None:
        """Change an object as an app does: parse, change, write back."""
        calendar = Calendar.from_ical(self.own()[href])
        component = next(part for part in calendar.walk() if part.name in {"VEVENT", "VTODO"})
        change(component)
        self.calendars.put(OWN, href, calendar.to_ical().decode())

    def tick(self, href: str) -> None:
        def change(component) -> None:
            if component.name == "VTODO":
                component.pop("STATUS", None)
                component.add("STATUS", "COMPLETED")
                component.add("COMPLETED", self.now)
            else:
                title = str(component.pop("SUMMARY"))
                component.add("SUMMARY", f"✓ {title}")

        self.edit(href, change)

    def move(self, href: str, by: timedelta) -> None:
        def change(component) -> None:
            for name in ("DUE", "DTSTART", "DTEND"):
                if name in component:
                    moment = component.pop(name).dt + by
                    component.add(name, moment)

        self.edit(href, change)

    def write(self, href: str, text: str) -> None:
        def change(component) -> None:
            old = str(component.pop("DESCRIPTION", ""))
            component.add("DESCRIPTION", f"{text}\n{old}")

        self.edit(href, change)

    def delete(self, href: str) -> None:
        self.calendars.remove(OWN, href)


def away() -> TransientError:
    """The server is away."""
    return TransientError("the server is away")
