"""What a pass works on, and what it says afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from syncd.core.model import Actual, Component, Event, Interview, Kind
from syncd.core.plan import Do
from syncd.core.settings import Settings
from syncd.core.wording import Wording
from syncd.errors import SyncdError
from syncd.providers.base import CalendarProvider, Collection, ContactProvider, Targets
from syncd.store import Row, Store

SAME = "same"
"""`write_to`: beside the interview."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One configured account with its doors to the outside."""

    name: str
    calendars: CalendarProvider
    contacts: ContactProvider | None = None
    watched: tuple[str, ...] | None = None
    """Display names or ids; None watches every calendar that holds events."""
    write_to: str = "Interview follow-up"
    write_account: str
    """Name of the account reminders of this one's interviews go to; its own by default."""
    contacts_account: str | None
    """Name of the account contacts go to; None writes none."""
    address_book: str | None = None
    """Display name or id; None takes the first."""
    tasks_have_time: bool = True
    """False where the list of tasks that will be made knows dates only; one that is there says so itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topology:
    """The collections of an account that a pass follows."""

    watched: tuple[Collection, ...]
    targets: Targets | None
    """None while the calendar for reminders does not exist, or where they go beside the interview."""
    others: tuple[Collection, ...]
    """Followed only because reminders stand in them."""
    there: frozenset[str]
    """Ids of every collection of the account, followed or not."""
    read_at: datetime

    @property
    def followed(self) -> tuple[Collection, ...]:
        """Each collection once."""
        own = (self.targets.events, self.targets.tasks) if self.targets else ()
        return tuple({there.id: there for there in (*self.watched, *own, *self.others)}.values())


@dataclass(kw_only=True, slots=True)
class World:
    """Accounts, memory and wishes. What was read is kept between the passes of one process."""

    accounts: Mapping[str, Account]
    store: Store
    settings: Settings
    wording: Wording
    fingerprint: str
    """Of everything a judgement of an event depends on; when it changes, events are read again."""
    topologies: dict[str, Topology] = field(default_factory=dict)
    events: dict[tuple[str, ...], tuple[Interview, ...]] = field(default_factory=dict)
    """What each interview resource says, by account, collection, href and etag."""
    actuals: dict[tuple[str, ...], Actual | None] = field(default_factory=dict)
    """What each of syncd's own resources says, by account, collection, href and etag."""

    def forget_all_but(self, rows: Iterable[Row]) -> None:
        """Keep in mind only what these rows say: in months, many an object is changed and many an event goes by."""
        names = {(row.account, row.collection, row.href, row.etag) for row in rows}
        self.events = {name: said for name, said in self.events.items() if name in names}
        self.actuals = {name: said for name, said in self.actuals.items() if name in names}


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something that went wrong while everything else went on."""

    account: str
    where: str
    """An account, a calendar, a file or href."""
    what: str
    error: SyncdError | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """One action, as JSON and people see it."""

    do: Do
    account: str
    collection: str
    component: Component
    kind: Kind | None
    """None for a contact."""
    uid: str
    interview: str | None
    summary: str
    at: datetime | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PassReport:
    """What one pass did, or would do."""

    actions: tuple[Done, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    interviews: int = 0
    failed: frozenset[str] = frozenset()
    """Accounts that could not be read or written to."""
    next_due: datetime | None = None
    """When the next open reminder is due."""
    wording: tuple[str, ...] = ()
    """What is wrong with the user's own texts; syncd's own were used instead."""

    @property
    def retry_after(self) -> Mapping[str, timedelta]:
        """How long each failed account asked to be left alone; those that did not ask are absent."""
        asked: dict[str, timedelta] = {}
        for problem in self.problems:
            wait = getattr(problem.error, "retry_after", None)
            if wait and problem.account in self.failed:
                asked[problem.account] = max(wait, asked.get(problem.account, timedelta()))
        return asked


def made_note(account: str, collection: str) -> str:
    """Name of the note that says that syncd made this calendar itself; its text is `write_to` of that time."""
    return f"made:{account}:{collection}"


def _no_matter(*_: object) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Told how far a pass is; what it raises breaks off the work on the account that tells it."""

    report: Callable[[str, int, int], None] = _no_matter
    """Called with a collection's name, objects read and objects in all."""
    alive: Callable[[], None] = _no_matter
    """Called before each write."""


def is_called_off(interview: Interview, gone_at: datetime | None) -> bool:
    """Cancelled, declined, or removed before it was held; one that was held stays held."""
    event: Event = interview.event
    return interview.called_off or (gone_at is not None and gone_at < event.end_at)
