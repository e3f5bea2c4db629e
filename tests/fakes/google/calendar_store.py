"""The calendars of the account, and who may touch which."""

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from tests.fakes.google.clock import Clock, timestamp
from tests.fakes.google.errors import Refusal, not_found, scope_insufficient
from tests.fakes.google.exchange import Call
from tests.fakes.google.schema import Json

_PREFIX: Final = "https://www.googleapis.com/auth/"
_APP_CREATED: Final = _PREFIX + "calendar.app.created"
_OWNED: Final = frozenset({_PREFIX + "calendar.events.owned", _PREFIX + "calendar.events.owned.readonly"})
# They show free/busy or public calendars only; nobody's interview is read that way.
_NOT_MODELLED: Final = frozenset({_PREFIX + "calendar.events.freebusy", _PREFIX + "calendar.events.public.readonly"})
_WRITERS: Final = frozenset({"owner", "writer", "writerWithoutPrivateAccess"})


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail that Google would have sent, or might have, to the guests of an event."""

    method: str
    calendar_id: str
    event_id: str
    send_updates: str | None
    """What the client asked for; None when it did not say, and then "some emails might still be
    sent" (discovery, events.insert.sendUpdates)."""
    recipients: tuple[str, ...]


@dataclass(kw_only=True)
class CalendarState:
    """One calendar, and the user's copies of the events on it."""

    id: str
    summary: str
    time_zone: str
    access_role: str = "owner"
    description: str | None = None
    created_by: str | None = None
    """Client id of the app that made it; None when the user did."""
    primary: bool = False
    hidden: bool = False
    version: int = 0
    updated: str = ""
    events: dict[str, Json] = field(default_factory=dict)
    """By event id: masters, single events, exceptions of series, and what remains of deleted
    ones. As they were written; `event_view` makes the answer."""
    bare: set[str] = field(default_factory=set)
    """Ids of cancelled events of which "only the id field is guaranteed to be populated"."""

    @property
    def zone(self) -> ZoneInfo:
        """The calendar's own zone, in which all-day events begin and times are shown."""
        return ZoneInfo(self.time_zone)

    @property
    def etag(self) -> str:
        """The version of the calendar itself."""
        return f'"cal{self.version}"'


@dataclass(kw_only=True)
class CalendarStore:
    """Everything Google Calendar knows about one account."""

    clock: Clock
    user: str
    """The account's address, which is also the id of its primary calendar."""
    user_name: str
    time_zone: str
    calendars: dict[str, CalendarState] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    _versions: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        """Open the account with its primary calendar."""
        self.add(CalendarState(id=self.user, summary=self.user, time_zone=self.time_zone, primary=True))

    def add(self, calendar: CalendarState) -> CalendarState:
        """Put a calendar on the user's list."""
        self.calendars[calendar.id] = calendar
        self.touch(calendar)
        return calendar

    def create(self, summary: str, **fields: str | None) -> CalendarState:
        """Make a secondary calendar; `fields` are those of `CalendarState` that hold text."""
        calendar = CalendarState(
            id=f"c_{secrets.token_hex(32)}@group.calendar.google.com",
            summary=summary,
            time_zone=fields.get("time_zone") or "UTC",
            description=fields.get("description"),
            created_by=fields.get("created_by"),
        )
        return self.add(calendar)

    def touch(self, calendar: CalendarState) -> None:
        """Give the calendar a new version."""
        calendar.version = self.next_version()
        calendar.updated = timestamp(self.clock.now())

    def next_version(self) -> int:
        """Return a number that no etag has had before."""
        return 3_500_000_000_000_000 + 2 * next(self._versions)

    def find(self, calendar_id: str) -> CalendarState:
        """Return a calendar by its id or the word `primary` (discovery, calendarId).

        Raises:
            Refusal: 404.
        """
        calendar = self.calendars.get(self.user if calendar_id == "primary" else calendar_id)
        if calendar is None:
            raise not_found()
        return calendar

    def readable(self, call: Call) -> CalendarState:
        """Return the calendar that `call` names, if its scopes reach it.

        Raises:
            Refusal: 404, or 403 when the only scopes that allow the method are narrower than
                the whole account: "secondary calendars that this app created", "calendars you
                own" (discovery, auth.oauth2.scopes).
        """
        calendar = self.find(call.path["calendarId"])
        reach = call.grant.scopes & call.method.scopes
        if calendar.created_by != call.grant.client_id:
            reach -= {_APP_CREATED}
        if calendar.access_role != "owner":
            reach -= _OWNED
        if not reach - _NOT_MODELLED:
            raise scope_insufficient(call.method.id)
        return calendar

    def writable(self, call: Call) -> CalendarState:
        """Return the calendar that `call` names, if its events may be written.

        Raises:
            Refusal: 404 or 403; the user's role must be writer or owner (discovery,
                CalendarListEntry.accessRole).
        """
        calendar = self.readable(call)
        if calendar.access_role not in _WRITERS:
            message = "You need to have writer access to this calendar."
            raise Refusal(403, "requiredAccessLevel", message)
        return calendar
