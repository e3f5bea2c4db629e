"""What syncd remembers between passes: one SQLite file that may be lost without harm.

It holds what was read (hrefs and etags; the text only of interviews, of events in question and of syncd's own
entries), what was written once (traces), and what the last pass said. Deleted text does not linger in free pages
(`secure_delete`). One process at a time holds the lock.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from syncd.core.model import Contact, Fate, Trace
from syncd.errors import ProviderError, TransientError
from syncd.formats.record import (
    contact_from_record,
    contact_to_record,
    parts_from_record,
    parts_to_record,
    reminder_from_record,
    reminder_to_record,
)

MIGRATIONS = (
    """
    CREATE TABLE collections (
        account TEXT NOT NULL, collection TEXT NOT NULL,
        token TEXT, compared_at TEXT, emptied_at TEXT, fingerprint TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (account, collection)
    ) STRICT;
    CREATE TABLE resources (
        account TEXT NOT NULL, collection TEXT NOT NULL, href TEXT NOT NULL,
        etag TEXT NOT NULL, role TEXT NOT NULL, raw TEXT, gone_at TEXT,
        PRIMARY KEY (account, collection, href)
    ) STRICT;
    CREATE TABLE traces (
        uid TEXT PRIMARY KEY, account TEXT NOT NULL, collection TEXT NOT NULL,
        reminder TEXT NOT NULL, touched TEXT NOT NULL, fate TEXT NOT NULL
    ) STRICT;
    CREATE TABLE contacts (
        uid TEXT PRIMARY KEY, account TEXT NOT NULL, book TEXT NOT NULL, href TEXT NOT NULL,
        fate TEXT NOT NULL, desired TEXT NOT NULL
    ) STRICT;
    CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """,
)
"""Each brings `PRAGMA user_version` one further."""

_ANEW = "move it away and run `syncd sync`: what was written is found again"


class Role(StrEnum):
    """Why a resource is remembered."""

    OTHER = "other"
    """Not an interview: href and etag only."""
    EVENT = "event"
    """An interview, or an event that may be one."""
    OWN = "own"
    """Written by syncd."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A resource as remembered."""

    account: str
    collection: str
    href: str
    etag: str
    role: Role
    raw: str | None = field(default=None, repr=False)
    gone_at: datetime | None = None
    """When an interview's event was found to be removed; it is kept to know what was called off."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """How far a collection was followed."""

    token: str | None = None
    compared_at: datetime | None = None
    """Last comparison without a token."""
    emptied_at: datetime | None = None
    """Since when it looks suddenly empty."""
    fingerprint: str = ""
    """Of the settings and the version that judged its events."""


class ContactFate(StrEnum):
    """How syncd stands to a contact."""

    OURS = "ours"
    USERS = "users"
    """There before; left alone."""
    DELETED = "deleted"
    """By the user: never write it again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactRow:
    """A contact that was dealt with."""

    account: str
    book: str
    href: str
    fate: ContactFate
    desired: Contact
    """As it was desired when it was dealt with; nothing needs to be asked while that stays the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a reminder was written."""

    account: str
    collection: str


class Store:
    """The open database. Safe to use from several threads; each method is one transaction."""

    def __init__(self, connection: sqlite3.Connection, lock_file: int | None = None) -> None:
        self._db = connection
        self._lock_file = lock_file
        self._mutex = threading.RLock()

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open or make the database, alone.

        Raises:
            TransientError: Another syncd works on it.
            ProviderError: The file cannot be made, or is no database of this version.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.chmod(0o700)
            lock_file = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as err:
            raise ProviderError(f"{path.parent}: cannot keep state there ({err.strerror}); check its owner") from err
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as err:
            os.close(lock_file)
            raise TransientError(
                f"{path}: another syncd is at work on it; wait a moment, or stop the service first "
                "(systemctl --user stop syncd)"
            ) from err
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            return cls(_connect(str(path)), lock_file)
        except (sqlite3.Error, OSError) as err:
            os.close(lock_file)
            raise ProviderError(f"{path}: cannot be opened as syncd's database ({err}); {_ANEW}") from err

    @classmethod
    def open_in_memory(cls) -> Store:
        """An empty one that is gone when it is closed."""
        return cls(_connect(":memory:"))

    @classmethod
    def peek(cls, path: Path) -> Store:
        """A copy in memory: what is decided with it is never remembered. Needs no lock."""
        copy = _connect(":memory:")
        if path.exists():
            try:
                with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as there:
                    there.backup(copy)
                _migrate(copy)
            except sqlite3.Error as err:
                raise ProviderError(f"{path}: cannot be read as syncd's database ({err}); {_ANEW}") from err
        return cls(copy)

    def close(self) -> None:
        """Give the lock back."""
        self._db.close()
        if self._lock_file is not None:
            os.close(self._lock_file)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; calls inside join it.

        Raises:
            ProviderError: The file cannot be used any more: the disk is full, or broken.
        """
        with self._mutex, _translated():
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:  # a full disk has ended it already
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # Collections and resources

    def compared(self, account: str, collection: str) -> Compared:
        """How far the collection was followed; blank at first."""
        row = self._one(
            "SELECT token, compared_at, emptied_at, fingerprint FROM collections WHERE account = ? AND collection = ?",
            account,
            collection,
        )
        if row is None:
            return Compared()
        return Compared(token=row[0], compared_at=_time(row[1]), emptied_at=_time(row[2]), fingerprint=row[3])

    def put_compared(self, account: str, collection: str, compared: Compared) -> None:
        """Remember how far the collection was followed."""
        self._write(
            "INSERT OR REPLACE INTO collections VALUES (?, ?, ?, ?, ?, ?)",
            account,
            collection,
            compared.token,
            _text(compared.compared_at),
            _text(compared.emptied_at),
            compared.fingerprint,
        )

    def etags(self, account: str, collection: str) -> dict[str, str]:
        """The etag of everything that stood there, by href."""
        rows = self._all(
            "SELECT href, etag FROM resources WHERE account = ? AND collection = ? AND gone_at IS NULL",
            account,
            collection,
        )
        return {str(href): str(etag) for href, etag in rows}

    def rows(self, role: Role) -> list[Row]:
        """Everything remembered for this reason, with its text."""
        rows = self._all(
            "SELECT account, collection, href, etag, role, raw, gone_at FROM resources WHERE role = ? "
            "ORDER BY account, collection, href",
            role,
        )
        return [
            Row(account=r[0], collection=r[1], href=r[2], etag=r[3], role=Role(r[4]), raw=r[5], gone_at=_time(r[6]))
            for r in rows
        ]

    def put_row(self, row: Row) -> None:
        """Remember a resource as it stands."""
        values = (row.account, row.collection, row.href, row.etag, row.role, row.raw, _text(row.gone_at))
        self._write("INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?, ?, ?, ?)", *values)

    def drop_row(self, account: str, collection: str, href: str) -> None:
        """Forget a resource."""
        self._write(
            "DELETE FROM resources WHERE account = ? AND collection = ? AND href = ?", account, collection, href
        )

    def lose_rows(self, account: str, collection: str, hrefs: Iterable[str], now: datetime) -> None:
        """Resources that are gone: an interview is kept as such, everything else forgotten."""
        with self.transaction():
            for href in hrefs:
                where = (account, collection, href)
                self._db.execute(
                    "UPDATE resources SET gone_at = ? WHERE account = ? AND collection = ? AND href = ? "
                    "AND role = 'event' AND gone_at IS NULL",
                    (_text(now), *where),
                )
                self._db.execute(
                    "DELETE FROM resources WHERE account = ? AND collection = ? AND href = ? AND role <> 'event'", where
                )

    # Traces

    def traces(self) -> dict[str, Trace]:
        """Everything that was ever written, by UID."""
        return {
            str(uid): Trace(
                reminder=reminder_from_record(reminder), touched=parts_from_record(touched), fate=Fate(fate)
            )
            for uid, reminder, touched, fate in self._all("SELECT uid, reminder, touched, fate FROM traces")
        }

    def places(self) -> dict[str, Place]:
        """Where each reminder was written, by UID."""
        rows = self._all("SELECT uid, account, collection FROM traces")
        return {str(uid): Place(account=account, collection=collection) for uid, account, collection in rows}

    def put_trace(self, trace: Trace, place: Place) -> None:
        """Remember a reminder as last seen."""
        self._write(
            "INSERT OR REPLACE INTO traces VALUES (?, ?, ?, ?, ?, ?)",
            trace.reminder.uid,
            place.account,
            place.collection,
            reminder_to_record(trace.reminder),
            parts_to_record(trace.touched),
            trace.fate,
        )

    def set_fate(self, uid: str, fate: Fate) -> None:
        """Remember what became of a reminder."""
        self._write("UPDATE traces SET fate = ? WHERE uid = ?", fate, uid)

    # Contacts

    def contact_rows(self) -> dict[str, ContactRow]:
        """Every contact that was dealt with, by the UID it was desired with."""
        rows = self._all("SELECT uid, account, book, href, fate, desired FROM contacts")
        return {
            str(r[0]): ContactRow(
                account=r[1], book=r[2], href=r[3], fate=ContactFate(r[4]), desired=contact_from_record(r[5])
            )
            for r in rows
        }

    def put_contact(self, row: ContactRow) -> None:
        """Remember how a contact was dealt with."""
        self._write(
            "INSERT OR REPLACE INTO contacts VALUES (?, ?, ?, ?, ?, ?)",
            row.desired.uid,
            row.account,
            row.book,
            row.href,
            row.fate,
            contact_to_record(row.desired),
        )

    # Notes: ids of what was made once, the last pass

    def note(self, name: str) -> str | None:
        """A short text remembered under a name."""
        row = self._one("SELECT value FROM notes WHERE name = ?", name)
        return None if row is None else str(row[0])

    def put_note(self, name: str, value: str | None) -> None:
        """Remember a short text; None forgets it."""
        if value is None:
            self._write("DELETE FROM notes WHERE name = ?", name)
        else:
            self._write("INSERT OR REPLACE INTO notes VALUES (?, ?)", name, value)

    def notes(self, prefix: str) -> Mapping[str, str]:
        """All notes whose name starts so, without the prefix."""
        rows = self._all("SELECT name, value FROM notes WHERE substr(name, 1, ?) = ?", len(prefix), prefix)
        return {str(name)[len(prefix) :]: str(value) for name, value in rows}

    def _write(self, statement: str, *values: object) -> None:
        with self.transaction():
            self._db.execute(statement, values)

    def _all(self, query: str, *values: object) -> list[tuple[str, ...]]:
        with self._mutex, _translated():
            return self._db.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> tuple[str, ...] | None:
        rows = self._all(query, *values)
        return rows[0] if rows else None


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as err:
        raise ProviderError(f"syncd's memory cannot be used ({err}); is there space left on the disk?") from err


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    _migrate(connection)
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise sqlite3.DatabaseError(f"it was made by a newer syncd (version {version})")
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN; {script}; PRAGMA user_version = {number}; COMMIT;")


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
