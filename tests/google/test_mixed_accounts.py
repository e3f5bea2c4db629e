"""Google and a CalDAV server side by side: watch one, write to the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.bootstrap import google_scopes
from syncd.core.model import Component, Kind
from syncd.formats.ical import actual_from_ical
from syncd.reconcile.undo import undo
from tests.fakes.google import SCOPE, FakeGoogle
from tests.google.hunt import ACCOUNT, BEGIN, TOMORROW, Hunt
from tests.servers import PASSWORD, User

HOME = f"""
[accounts.home]
type = "caldav"
url = "{{user.url}}"
username = "{{user.name}}"
password = "{PASSWORD}"
"""
KINDS = {Kind.PREPARE, Kind.THANK_YOU, Kind.FOLLOW_UP, Kind.KEEP_LOOKING}


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    with FakeGoogle(now=BEGIN) as fake:
        yield fake
        assert fake.violations == []
        assert fake.mails == []


@pytest.fixture
def user(radicale) -> Iterator[User]:
    someone = radicale.new_user()
    yield someone
    someone.leave()


def texts(user: User, ending: str) -> list[str]:
    """Every object of the user's, whatever collection it is in."""
    body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
    home = user.request("PROPFIND", f"/{user.name}/", body, {"Depth": "1"})[2]
    collections = {href for href in re.findall(r"href>([^<]*/)<", home) if href != f"/{user.name}/"}
    hrefs = [
        href
        for collection in sorted(collections)
        for href in re.findall(
            rf"href>([^<]*\.{ending})<", user.request("PROPFIND", collection, body, {"Depth": "1"})[2]
        )
    ]
    return [user.get(href) for href in hrefs]


def reminders(user: User) -> set[Kind]:
    found = [actual_from_ical(text) for text in texts(user, "ics")]
    kinds = [actual.reminder.kind for actual in found if actual is not None]
    assert len(kinds) == len(set(kinds)), "doubled"
    return set(kinds)


def test_watch_google_and_write_to_caldav_and_carddav(google: FakeGoogle, user: User, tmp_path: Path) -> None:
    """Google is only read, and asked for no more than that; everything stands on the other server, once."""
    user.make_calendar("Personal")
    user.make_address_book("Contacts")
    accounts = ACCOUNT + 'contacts_account = "home"\nwrite_account = "home"\n' + HOME
    hunt = Hunt(google, tmp_path, accounts=accounts, user=user)
    assert google_scopes(hunt.config.account("g"), hunt.config) == (SCOPE + "calendar.events.readonly",)
    hunt.invite()
    hunt.quietly()
    assert reminders(user) == KINDS
    assert [re.search(r"FN:(.*?)\r", card)[1] for card in texts(user, "vcf")] == ["Ada Acme"]
    google.forget_requests()
    assert hunt.quietly().actions == ()
    assert google.counts == {"calendar.events.list": 1}
    hunt.lose_store()
    assert hunt.quietly().actions == ()
    google.organizer_cancels_event("primary", "acme")
    hunt.quietly()
    assert reminders(user) == set()
    google.user_edits_event("primary", "acme", status="confirmed")
    hunt.invite(start=TOMORROW + timedelta(days=1))
    assert undo(hunt.world).problems == ()
    assert (reminders(user), texts(user, "vcf"), google.writes) == (set(), [], [])
    hunt.close()


def test_watch_caldav_and_write_to_google(google: FakeGoogle, user: User, tmp_path: Path) -> None:
    """The server is only read; Google holds the events, the tasks and the people."""
    personal = user.make_calendar("Personal")
    start = f"{TOMORROW:%Y%m%dT%H%M%SZ}"
    invitation = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:oak@example.com\r\n"
        f"DTSTAMP:20261001T000000Z\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nSUMMARY:Job interview with Oak\r\n"
        "ORGANIZER;CN=Bo Oak:mailto:bo@oak.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    path = user.put(personal, "oak.ics", invitation)
    accounts = HOME + 'calendars = ["Personal"]\ncontacts_account = "g"\nwrite_account = "g"\n' + ACCOUNT
    hunt = Hunt(google, tmp_path, accounts=accounts, user=user)
    hunt.quietly()
    assert {kind for kind, _ in hunt.reminders()} == KINDS
    assert (Kind.FOLLOW_UP, Component.VTODO) in hunt.reminders()
    assert (Kind.FOLLOW_UP, Component.VEVENT) in hunt.reminders()
    assert hunt.people() == ["Bo Oak"]
    assert (len(texts(user, "ics")), texts(user, "vcf")) == (1, [])
    google.forget_requests()
    assert hunt.quietly().actions == ()
    hunt.lose_store()
    assert hunt.quietly().actions == ()
    assert google.writes == []
    user.delete(path)
    hunt.quietly()
    assert hunt.reminders() == {}
    assert hunt.people() == ["Bo Oak"]
    hunt.close()
