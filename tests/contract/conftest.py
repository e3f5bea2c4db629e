"""The desks on which the contract is kept: memory, folders, Radicale, Xandikos and the stand-in for Google."""

from __future__ import annotations

import pytest

from syncd.core.model import Component
from syncd.providers.base import Collection
from syncd.providers.caldav import CaldavCalendars
from syncd.providers.carddav import CarddavContacts
from syncd.providers.memory import MemoryCalendars, MemoryContacts
from syncd.providers.vdir import VdirCalendars, VdirContacts
from tests.contract.google_hands import GoogleContactHand, GoogleEventHand, GoogleTaskHand
from tests.contract.hands import CalendarDesk, ContactDesk, Drawer, IcsHand, VcfHand
from tests.fakes.google import ALL_SCOPES, FakeGoogle
from tests.google.account import NOW, Account
from tests.servers import PASSWORD

PLACES = ("memory", "vdir", "radicale", "xandikos", "google")


@pytest.fixture(params=[*PLACES, "google_tasks"])
def desk(request):
    """A calendar named Personal, and its user."""
    return request.getfixturevalue(f"{request.param}_desk")


@pytest.fixture(params=PLACES)
def contact_desk(request):
    """An address book named Contacts, and its user."""
    return request.getfixturevalue(f"{request.param}_contact_desk")


def access(user):
    """Arguments of the providers that speak to the user's server."""
    return {"url": user.url, "username": user.name, "password": lambda: PASSWORD}


def collection_at(path, collections):
    """The collection with this path in its address."""
    return next(each for each in collections if each.id.rstrip("/").endswith(path.rstrip("/")))


def _memory_drawer(boxes, collection):
    def write(name, text):
        boxes.put(collection.id, name, text)
        return name

    def drop():
        del boxes.boxes[collection.id]

    return Drawer(
        write,
        boxes.boxes[collection.id].objects.get,
        lambda href: boxes.remove(collection.id, href),
        drop,
    )


@pytest.fixture
def memory_desk():
    provider = MemoryCalendars()
    calendar = provider.add("Personal", Component.VEVENT, Component.VTODO)
    return CalendarDesk(provider, calendar, IcsHand(_memory_drawer(provider, calendar)))


@pytest.fixture
def memory_contact_desk():
    provider = MemoryContacts()
    book = provider.add("Contacts", Component.VCARD)
    return ContactDesk(provider, book, VcfHand(_memory_drawer(provider, book)))


def _folder_drawer(folder):
    def write(name, text):
        (folder / name).write_bytes(text.encode())
        return name

    def read(name):
        try:
            return (folder / name).read_bytes().decode()
        except FileNotFoundError:
            return None

    def drop():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()

    return Drawer(write, read, lambda name: (folder / name).unlink(), drop)


def _folder(path, name):
    folder = path / name.lower()
    folder.mkdir()
    (folder / "displayname").write_text(name, encoding="utf-8")
    return folder


@pytest.fixture
def vdir_desk(tmp_path):
    folder = _folder(tmp_path, "Personal")
    provider = VdirCalendars(tmp_path)
    return CalendarDesk(provider, provider.calendars()[0], IcsHand(_folder_drawer(folder)))


@pytest.fixture
def vdir_contact_desk(tmp_path):
    folder = _folder(tmp_path, "Contacts")
    provider = VdirContacts(tmp_path)
    return ContactDesk(provider, provider.address_books()[0], VcfHand(_folder_drawer(folder)))


def _server_drawer(user, path):
    def write(name, text):
        return user.put(path, name.rpartition("/")[2], text)

    return Drawer(write, user.get, user.delete, lambda: user.delete(path))


def _server_desk(server):
    user = server.new_user()
    path = user.make_calendar("Personal")
    provider = CaldavCalendars(**access(user))
    calendar = collection_at(path, provider.calendars())
    yield CalendarDesk(provider, calendar, IcsHand(_server_drawer(user, path)))
    user.leave()


def _server_contact_desk(server):
    user = server.new_user()
    path = user.make_address_book("Contacts")
    provider = CarddavContacts(**access(user))
    book = collection_at(path, provider.address_books())
    yield ContactDesk(provider, book, VcfHand(_server_drawer(user, path)))
    user.leave()


@pytest.fixture
def radicale_desk(radicale):
    yield from _server_desk(radicale)


@pytest.fixture
def xandikos_desk(xandikos):
    yield from _server_desk(xandikos)


@pytest.fixture
def radicale_contact_desk(radicale):
    yield from _server_contact_desk(radicale)


@pytest.fixture
def xandikos_contact_desk(xandikos):
    yield from _server_contact_desk(xandikos)


@pytest.fixture
def google_account(tmp_path):
    with FakeGoogle(now=NOW) as google:
        yield Account(google, tmp_path, ALL_SCOPES)
        assert google.violations == []
        assert google.mails == []


@pytest.fixture
def google_desk(google_account):
    google = google_account.google
    personal = google.add_calendar("Personal")
    google_account.restart((personal,))
    provider = google_account.calendars
    return CalendarDesk(provider, collection_at(personal, provider.calendars()), GoogleEventHand(google, personal))


@pytest.fixture
def google_tasks_desk(google_account):
    google = google_account.google
    tasklist = google.add_task_list("Personal")
    tasks = Collection(
        id=f"tasklist:{tasklist}", name="Personal", components=frozenset({Component.VTODO}), has_time=False
    )
    return CalendarDesk(google_account.calendars, tasks, GoogleTaskHand(google, tasklist))


@pytest.fixture
def google_contact_desk(google_account):
    provider = google_account.contacts
    return ContactDesk(provider, provider.address_books()[0], GoogleContactHand(google_account.google))
