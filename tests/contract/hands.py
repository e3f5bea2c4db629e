"""What people do with the entries in their apps, and where: the same gestures on every kind of calendar.

A provider joins the contract with a `CalendarDesk` and a `ContactDesk`: the provider, a collection the user made, and
hands that act on it as the user's own app would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from syncd.providers.base import CalendarProvider, Collection, ContactProvider


class CalendarHand(Protocol):
    """What the user does in a calendar."""

    def add_event(self, name: str, summary: str, start_at: datetime, *, series: bool = False) -> str:
        """Enter an event of an hour; its href."""

    def move(self, href: str, by: timedelta) -> None:
        """Drag an entry to another time."""

    def retitle(self, href: str, summary: str) -> None:
        """Type another title."""

    def describe(self, href: str, description: str) -> None:
        """Type another description (one line)."""

    def tick(self, href: str) -> None:
        """Tick a task."""

    def decorate(self, href: str) -> None:
        """Do what syncd does not care for, such as giving it a colour."""

    def is_decorated(self, href: str) -> bool:
        """What `decorate` did is there still."""

    def delete(self, href: str) -> None:
        """Remove an entry."""

    def text(self, href: str) -> str | None:
        """Everything the entry says, as its app stores it; None when it is not there."""

    def drop_calendar(self) -> None:
        """Remove the calendar with all that is in it."""


@dataclass(frozen=True)
class CalendarDesk:
    """A provider, and somebody who uses the same calendars."""

    provider: CalendarProvider
    calendar: Collection
    hand: CalendarHand


class ContactHand(Protocol):
    """What the user does in an address book."""

    def add(self, name: str, full_name: str, emails: Sequence[str], *, uid: str | None = None) -> str:
        """Enter a contact; its href."""

    def rename(self, href: str, full_name: str) -> None:
        """Type another name."""

    def decorate(self, href: str) -> None:
        """Enter a birthday."""

    def is_decorated(self, href: str) -> bool:
        """The birthday is there still."""

    def delete(self, href: str) -> None:
        """Remove a contact."""

    def text(self, href: str) -> str | None:
        """The contact as its app stores it; None when it is not there."""


@dataclass(frozen=True)
class ContactDesk:
    """A provider, and somebody who uses the same address book."""

    provider: ContactProvider
    book: Collection
    hand: ContactHand


@dataclass(frozen=True)
class Drawer:
    """Raw access to the objects of one collection, past the provider."""

    write: Callable[[str, str], str]
    """Name or href, text -> href."""
    read: Callable[[str], str | None]
    delete: Callable[[str], None]
    drop: Callable[[], None]


def event_text(uid: str, summary: str, start_at: datetime, *lines: str) -> str:
    """An event of an hour as a calendar app stores it."""
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//An app//EN",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20260901T120000Z",
            f"DTSTART:{utc(start_at)}",
            f"DTEND:{utc(start_at + timedelta(hours=1))}",
            f"SUMMARY:{summary}",
            *lines,
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def utc(moment: datetime) -> str:
    """As in iCalendar."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def from_utc(text: str) -> datetime:
    """The inverse of `utc`."""
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


class IcsHand:
    """Gestures on iCalendar texts, as apps carry them out: everything else in the object stays."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer

    def add_event(self, name: str, summary: str, start_at: datetime, *, series: bool = False) -> str:
        lines = ["RRULE:FREQ=WEEKLY"] if series else []
        return self._drawer.write(f"{name}.ics", event_text(name, summary, start_at, *lines))

    def put(self, name: str, text: str) -> str:
        """Write any object."""
        return self._drawer.write(name, text)

    def move(self, href: str, by: timedelta) -> None:
        def later(match: re.Match[str]) -> str:
            return match[1] + utc(from_utc(match[2]) + by)

        self._edit(href, r"^((?:DTSTART|DTEND|DUE):)(\d{8}T\d{6}Z)", later)

    def retitle(self, href: str, summary: str) -> None:
        self._edit(href, r"^SUMMARY:.*$", f"SUMMARY:{summary}")

    def describe(self, href: str, description: str) -> None:
        self._edit(href, r"^DESCRIPTION:.*$", f"DESCRIPTION:{description}", count=1)

    def tick(self, href: str) -> None:
        done = "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\nCOMPLETED:20261001T100000Z"
        self._edit(href, r"^STATUS:NEEDS-ACTION$", done)

    def decorate(self, href: str) -> None:
        self._edit(href, r"^(UID:.*)$", r"\1" + "\r\nCOLOR:tomato\r\nX-APPLE-SORT-ORDER:4711\r\nPRIORITY:3")

    def is_decorated(self, href: str) -> bool:
        text = self.text(href) or ""
        return all(line in text for line in ("COLOR:tomato", "X-APPLE-SORT-ORDER:4711", "PRIORITY:3"))

    def delete(self, href: str) -> None:
        self._drawer.delete(href)

    def text(self, href: str) -> str | None:
        return self._drawer.read(href)

    def drop_calendar(self) -> None:
        self._drawer.drop()

    def _edit(self, href: str, pattern: str, new: str | Callable[[re.Match[str]], str], count: int = 0) -> None:
        text = self._drawer.read(href)
        assert text is not None
        unfolded = re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n")
        edited, times = re.subn(pattern, new, unfolded, count=count, flags=re.MULTILINE)
        assert times, f"{pattern} is not in {unfolded}"
        self._drawer.write(href, edited.replace("\r\n", "\n").replace("\n", "\r\n"))


class VcfHand:
    """Gestures on vCards."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer

    def add(self, name: str, full_name: str, emails: Sequence[str], *, uid: str | None = None) -> str:
        lines = [f"EMAIL;TYPE=INTERNET:{email}" for email in emails]
        return self.put(f"{name}.vcf", card_text(uid or name, full_name, *lines))

    def put(self, name: str, text: str) -> str:
        """Write any card."""
        return self._drawer.write(name, text)

    def rename(self, href: str, full_name: str) -> None:
        self._edit(href, r"^FN:.*$", f"FN:{full_name}")

    def decorate(self, href: str) -> None:
        self._edit(href, r"^(UID:.*)$", r"\1" + "\nBDAY:1984-02-29\nitem1.URL:https://a.example/\nitem1.X-ABLABEL:Blog")

    def is_decorated(self, href: str) -> bool:
        text = (self.text(href) or "").replace("\r\n", "\n")
        return "BDAY:1984-02-29\n" in text and "https://a.example/" in text and "Blog" in text

    def delete(self, href: str) -> None:
        self._drawer.delete(href)

    def text(self, href: str) -> str | None:
        return self._drawer.read(href)

    def _edit(self, href: str, pattern: str, new: str) -> None:
        text = self._drawer.read(href)
        assert text is not None
        unfolded = re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n")
        edited, times = re.subn(pattern, new, unfolded, flags=re.MULTILINE)
        assert times, f"{pattern} is not in {unfolded}"
        self._drawer.write(href, edited.replace("\n", "\r\n"))


def card_text(uid: str, full_name: str, *lines: str, version: str = "3.0") -> str:
    """A contact as an address book stores it."""
    family = full_name.rpartition(" ")[2]
    given = full_name.rpartition(" ")[0]
    return "\r\n".join(
        [
            "BEGIN:VCARD",
            f"VERSION:{version}",
            f"UID:{uid}",
            f"FN:{full_name}",
            f"N:{family};{given};;;",
            *lines,
            "END:VCARD",
            "",
        ]
    )
