"""Law 5 at Google: killed at any boundary, what stands after the next pass is what a quiet pass would have written."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from syncd.errors import TransientError
from syncd.providers.google import GoogleContacts
from syncd.providers.google.http import _OnceHttp
from syncd.store import Store
from tests.fakes.google import FakeGoogle, Moment
from tests.google.account import Account, a_contact
from tests.google.hunt import ACCOUNT, BEGIN, TOMORROW, Hunt


class Killed(BaseException):
    """The process dies here: nothing after it is executed."""


class Death:
    """Comes at the n-th boundary from now, counted from 0."""

    def __init__(self, number: int) -> None:
        self.left = number
        self.came = False

    def pass_by(self) -> None:
        self.left -= 1
        if self.left == -1:
            self.came = True
            raise Killed


@contextmanager
def before_sending(patch: pytest.MonkeyPatch, death: Death) -> Iterator[None]:
    """A write was made up and never sent. (Before a read, all is as it was after the answer before it.)"""
    real = _OnceHttp.request

    def request(line: Any, uri: str, method: str = "GET", **rest: Any) -> Any:
        if method != "GET":
            death.pass_by()
        return real(line, uri, method, **rest)

    patch.setattr(_OnceHttp, "request", request)
    yield


@contextmanager
def after_the_commit(patch: pytest.MonkeyPatch, death: Death) -> Iterator[None]:
    """Google did it; the answer was never looked at, nothing was stored."""
    real = _OnceHttp.request

    def request(line: Any, uri: str, method: str = "GET", **rest: Any) -> Any:
        answer = real(line, uri, method, **rest)
        death.pass_by()
        return answer

    patch.setattr(_OnceHttp, "request", request)
    yield


@contextmanager
def before_the_store_wrote(patch: pytest.MonkeyPatch, death: Death) -> Iterator[None]:
    """A piece of memory was about to be kept."""
    real = Store.transaction

    @contextmanager
    def transaction(store: Store) -> Iterator[None]:
        outermost = not store._db.in_transaction
        with real(store):
            yield
            if outermost:
                death.pass_by()

    patch.setattr(Store, "transaction", transaction)
    yield


BOUNDARIES = [before_sending, after_the_commit, before_the_store_wrote]


def begun(hunt: Hunt) -> None:
    """An invitation came; syncd has not looked yet."""
    hunt.invite()


def moved(hunt: Hunt) -> None:
    """Everything stands, and the interview was put off by a week."""
    hunt.invite()
    hunt.quietly()
    hunt.invite(start=TOMORROW + timedelta(days=7))


def called_off(hunt: Hunt) -> None:
    """Everything stands, and the interview was called off."""
    hunt.invite()
    hunt.quietly()
    hunt.google.organizer_cancels_event("primary", "acme")


SWEEPS = [*((begun, each) for each in BOUNDARIES), (moved, after_the_commit), (called_off, after_the_commit)]


def names_of(each: Callable[..., Any]) -> str:
    return each.__name__


@pytest.mark.parametrize(("scene", "boundary"), SWEEPS, ids=names_of)
def test_killed_at_every_boundary(
    scene: Callable[[Hunt], None], boundary: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exactly the desired objects: no twin in Calendar, Tasks or People, nothing missing."""
    with FakeGoogle(now=BEGIN) as google:
        hunt = a_hunt(google, tmp_path / "quiet", scene)
        hunt.quietly()
        hunt.close()
        quiet = hunt.stands()
    for number in count():
        death = Death(number)
        with FakeGoogle(now=BEGIN) as google:
            hunt = a_hunt(google, tmp_path / str(number), scene)
            google.forget_requests()
            with monkeypatch.context() as patch, boundary(patch, death), suppress(Killed):
                hunt.sync()
            last = google.requests[-1].method if google.requests else "nothing"
            hunt.restart()
            hunt.quietly()
            hunt.close()
            assert hunt.stands() == quiet, (number, last)
            # The answer that named a new calendar cannot be had again: an empty one stays.
            left = 1 if boundary is not before_sending and last == "calendar.calendars.insert" else 0
            empty = [calendar for calendar in hunt.own_calendars() if not google.events(calendar, cancelled=True)]
            assert len(empty) == left, (number, last)
            assert google.violations == []
        if not death.came:
            break
    assert number > 5


def a_hunt(google: FakeGoogle, folder: Path, scene: Callable[[Hunt], None]) -> Hunt:
    folder.mkdir()
    hunt = Hunt(google, folder)
    scene(hunt)
    return hunt


@pytest.mark.parametrize("boundary", [before_sending, after_the_commit])
def test_a_contact_whose_answer_was_lost_is_there_once_though_the_list_lags(
    google: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boundary: Callable[..., Any]
) -> None:
    """Google may show a new contact minutes later; its group knows it at once."""
    google.people_lag = timedelta(minutes=5)
    hunt = Hunt(google, tmp_path)
    hunt.invite()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(GoogleContacts, "create", _killing(patch, boundary, GoogleContacts.create))
        hunt.sync()
    assert len(google.contacts()) == (1 if boundary is after_the_commit else 0)
    for _ in range(3):
        hunt.restart()
        hunt.quietly()
        google.clock.advance(timedelta(minutes=4))
        assert hunt.people() == ["Ada Acme"]
    assert hunt.store.contact_rows()
    hunt.close()


def _killing(patch: pytest.MonkeyPatch, boundary: Callable[..., Any], real: Callable[..., Any]) -> Callable[..., Any]:
    """A create that dies at its last request: it lists the groups, makes one, and makes the contact."""

    def create(*args: Any) -> Any:
        with boundary(patch, Death(1 if boundary is before_sending else 2)):
            return real(*args)

    return create


@pytest.mark.parametrize("by_name", [False, True])
def test_a_calendar_whose_answer_was_lost_is_found_where_calendars_may_be_listed(
    google: FakeGoogle, tmp_path: Path, caplog: pytest.LogCaptureFixture, by_name: bool
) -> None:
    """Elsewhere Google has no way to name it: an empty one stays, and the log says so."""
    google.add_calendar("Work")
    hunt = Hunt(google, tmp_path, accounts=ACCOUNT + ('calendars = ["Work", "primary"]\n' if by_name else ""))
    hunt.invite()
    google.fault("calendar.calendars.insert", "drop-after")
    assert hunt.sync().failed == {"g"}
    hunt.quietly()
    assert len(hunt.own_calendars()) == (1 if by_name else 2)
    assert ("remove the empty one" in caplog.text) is not by_name
    assert len(hunt.reminders()) == 5
    hunt.close()


@pytest.mark.parametrize("edited", [False, True])
def test_a_contact_that_was_nowhere_to_be_seen_is_made_again_and_the_second_removed(
    account: Account, google: FakeGoogle, edited: bool
) -> None:
    """Where even the group lags, the twin goes as soon as Google shows both; one the user wrote into stays."""
    contacts, [book] = account.contacts, account.contacts.address_books()
    google.fault("people.people.createContact", "drop-after")
    with pytest.raises(TransientError):
        contacts.create(book, a_contact())
    google.tamper("people.people.connections.list", lambda answer: {**answer, "connections": []})
    google.tamper("people.contactGroups.get", lambda answer: {**answer, "memberResourceNames": []})
    second = contacts.create(book, a_contact())
    google.tamper("people.people.connections.list", lambda answer: answer)
    assert len(google.contacts()) == 2
    first = next(person["resourceName"] for person in google.contacts() if person["resourceName"] != second.href)
    if edited:
        google.user_edits_contact(first, phoneNumbers=[{"value": "+4930999"}])
    google.clock.advance(timedelta(minutes=20))
    found = {resource.href for resource in contacts.find(book, a_contact().emails, [])}
    assert found == ({first, second.href} if edited else {second.href})
    assert {person["resourceName"] for person in google.contacts()} == found


@pytest.mark.parametrize(
    ("method", "stage"),
    [
        ("tasks.tasks.insert", "after"),
        ("people.people.createContact", "before"),
    ],
)
def test_a_real_process_that_is_killed_leaves_nothing_doubled(
    google: FakeGoogle, tmp_path: Path, method: str, stage: str
) -> None:
    """SIGKILL, while the kernel holds the request and the database its lock."""
    hunt = Hunt(google, tmp_path)
    hunt.invite()
    hunt.close()
    process: list[subprocess.Popen[bytes]] = []

    def kill(moment: Moment) -> bool:
        if (moment.request.method, moment.stage) != (method, stage):
            return False
        process[0].kill()
        process[0].wait()
        return True

    stop = google.on_request(kill)
    command = [sys.executable, "-m", "syncd", "-c", str(hunt.path), "sync", "--now", BEGIN.isoformat()]
    process.append(subprocess.Popen(command))
    assert process[0].wait(timeout=60) == -signal.SIGKILL
    stop()
    hunt.restart()
    hunt.quietly()
    stands = hunt.stands()
    assert len(stands["reminders"]) == 5
    assert stands["people"] == ["Ada Acme"]
    assert len(hunt.own_calendars()) == stands["lists"] == stands["markers"] == 1
    google.forget_requests()
    assert hunt.quietly().actions == ()
    assert google.writes == []
    hunt.close()
