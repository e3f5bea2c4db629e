"""The store: private, alone, all or nothing, and forgetful of what is no interview."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syncd.core.model import Alarm, Component, Contact, Fate, Kind, Part, Reminder, ReminderStatus, Trace
from syncd.errors import ProviderError, TransientError
from syncd.store import Compared, ContactFate, ContactRow, Place, Role, Row, Store

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
REMINDER = Reminder(
    uid="u",
    kind=Kind.FOLLOW_UP,
    component=Component.VTODO,
    interviews=("a", "b"),
    summary="Ask “how it stands”",
    description="zwei\nZeilen",
    at=NOW,
    duration=timedelta(minutes=20),
    alarms=(Alarm(offset=timedelta(minutes=-10)), Alarm(offset=timedelta())),
    status=ReminderStatus.DONE,
    done_at=NOW + timedelta(hours=1),
)
PLACE = Place(account="home", collection="cal")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "state.sqlite"


@pytest.fixture
def store(path):
    store = Store.open(path)
    yield store
    store.close()


def row(href, role=Role.OTHER, **fields):
    return Row(account="home", collection="cal", href=href, etag="1", role=role, **fields)


def test_what_was_remembered_is_there_after_a_restart(path):
    """Traces, contacts, rows and notes survive, with every field."""
    trace = Trace(reminder=REMINDER, touched=frozenset({Part.AT, Part.STATUS}))
    contact = Contact(uid="c", name="Ada", emails=("ada@example.com",), interviews=("a",), note="met\nhere")
    contact_row = ContactRow(account="home", book="b", href="c.vcf", fate=ContactFate.OURS, desired=contact)
    compared = Compared(token="t", compared_at=NOW, emptied_at=None, fingerprint="f")
    first = Store.open(path)
    first.put_trace(trace, PLACE)
    first.put_contact(contact_row)
    first.put_row(row("e.ics", Role.EVENT, raw="BEGIN"))
    first.put_compared("home", "cal", compared)
    first.put_note("google:calendar", "id")
    first.close()
    second = Store.open(path)
    assert second.traces() == {"u": trace}
    assert second.places() == {"u": PLACE}
    assert second.contact_rows() == {"c": contact_row}
    assert second.rows(Role.EVENT) == [row("e.ics", Role.EVENT, raw="BEGIN")]
    assert second.compared("home", "cal") == compared
    assert second.notes("google:") == {"calendar": "id"}
    second.close()


def test_only_the_user_can_read_it(path, store):
    """File 0600, folder 0700."""
    store.put_note("a", "b")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o077 == 0 for file in path.parent.iterdir())


def test_two_processes_cannot_work_on_one_state(path, store):
    """The second is told so and can try again later."""
    script = f"from syncd.store import Store; from pathlib import Path; Store.open(Path({str(path)!r}))"
    second = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "TransientError" in second.stderr
    assert "another syncd" in second.stderr


def test_a_lock_dies_with_its_process(path):
    """After a kill -9 the next one opens."""
    script = (
        f"import os, signal; from syncd.store import Store; from pathlib import Path; Store.open(Path({str(path)!r}));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    Store.open(path).close()


def test_a_transaction_is_all_or_nothing(store):
    """An error in the middle leaves nothing of it."""
    with pytest.raises(RuntimeError), store.transaction():
        store.put_note("half", "written")
        raise RuntimeError
    assert store.note("half") is None


def test_peeking_changes_nothing_and_needs_no_lock(path, store):
    """A dry run decides on a copy."""
    store.put_note("a", "b")
    copy = Store.peek(path)
    assert copy.note("a") == "b"
    copy.put_note("a", "changed")
    copy.close()
    assert store.note("a") == "b"


def test_peeking_into_a_folder_of_any_name(tmp_path):
    """What means something in an address means nothing in a path."""
    path = tmp_path / "100%41 #1?mode=rwc" / "state.sqlite"
    store = Store.open(path)
    store.put_note("a", "b")
    store.close()
    copy = Store.peek(path)
    assert copy.note("a") == "b"
    copy.close()


def test_peeking_where_nothing_is_makes_nothing(path):
    """No folder, no file."""
    Store.peek(path).close()
    assert not path.parent.exists()


def test_deleted_text_does_not_linger_in_the_file(path):
    """What turned out to be no interview cannot be read from free pages."""
    store = Store.open(path)
    store.put_row(row("e.ics", Role.EVENT, raw="CANARY" * 500))
    store.put_row(row("e.ics"))
    store.close()
    assert b"CANARY" not in path.read_bytes()


def test_an_interview_that_is_gone_is_kept_as_gone_and_the_rest_forgotten(store):
    """What was called off must be known; other events leave no trace."""
    store.put_row(row("iv.ics", Role.EVENT, raw="BEGIN"))
    store.put_row(row("x.ics"))
    store.lose_rows("home", "cal", ["iv.ics", "x.ics"], NOW)
    store.lose_rows("home", "cal", ["iv.ics"], NOW + timedelta(days=1))
    assert store.etags("home", "cal") == {}
    assert store.rows(Role.EVENT) == [row("iv.ics", Role.EVENT, raw="BEGIN", gone_at=NOW)]
    assert store.rows(Role.OTHER) == []


def test_a_fate_is_remembered(store):
    """Deleted by the user stays deleted."""
    store.put_trace(Trace(reminder=REMINDER), PLACE)
    store.set_fate("u", Fate.DELETED)
    assert store.traces()["u"] == replace(Trace(reminder=REMINDER), fate=Fate.DELETED)


def test_a_broken_file_is_named_with_the_mend(path):
    """Not a database: which file, and that nothing is lost."""
    path.parent.mkdir()
    path.write_text("this is no database, " * 100)
    with pytest.raises(ProviderError, match="move it away"):
        Store.open(path)


def test_a_database_of_a_newer_version_is_left_alone(path):
    """An old syncd does not write into what it does not know."""
    Store.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(ProviderError, match="newer syncd"):
        Store.open(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """Where a file is in the way."""
    (tmp_path / "state").write_text("")
    with pytest.raises((ProviderError, TransientError), match="state"):
        Store.open(tmp_path / "state" / "sub" / "state.sqlite")


def test_a_full_disk_is_said_and_changes_nothing(store):
    """What stood stands; when there is space again, the same store goes on."""
    store.put_note("a", "1")
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProviderError, match="space left"), store.transaction():
        store.put_note("a", "2")
        store.put_note("b", "x" * 1_000_000)
    assert store.note("a") == "1"
    store._db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    store.put_note("b", "x" * 1_000_000)
    assert store.note("a") == "1"
