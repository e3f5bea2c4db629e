"""When an account needs its user: one entry in a calendar that can be written to, withdrawn when mended."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from syncd.cli import main
from syncd.core.model import Component, Kind, ReminderStatus
from syncd.core.settings import Me, Settings
from syncd.core.wording import Wording
from syncd.errors import AuthError, ProviderError, TransientError
from syncd.formats.ical import actual_from_ical
from syncd.providers.memory import MemoryCalendars
from syncd.reconcile import run_pass
from syncd.reconcile.world import Account, World
from syncd.store import Store
from tests.daemon.harness import INVITATION
from tests.servers import PASSWORD

MONDAY = datetime(2026, 10, 5, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OWN = "Interview follow-up"


class Moody:
    """Calendars that can be made to refuse reading or writing."""

    def __init__(self) -> None:
        self.there = MemoryCalendars()
        self.reading: Exception | None = None
        self.writing: Exception | None = None

    def __getattr__(self, name):
        attribute = getattr(self.there, name)
        if not callable(attribute) or name == "decode":
            return attribute
        refused = self.writing if name in {"create", "update", "delete"} else self.reading

        def call(*arguments, **options):
            if refused:
                raise refused
            return attribute(*arguments, **options)

        return call


@dataclass
class Desk:
    """Two accounts, or one; in the first an interview is ahead."""

    names: tuple[str, ...] = ("home", "work")
    accounts: dict[str, Moody] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.names:
            self.accounts[name] = Moody()
            self.accounts[name].there.add("Personal", Component.VEVENT)
        self.home.there.put("Personal", "acme.ics", INVITATION)
        settings = Settings(me=Me(name="Sam Rivera", emails=("sam@example.com",), timezone="Europe/Berlin"))
        self.world = World(
            accounts={
                name: Account(name=name, calendars=calendars, write_account=name, contacts_account=None)
                for name, calendars in self.accounts.items()
            },
            store=Store.open_in_memory(),
            settings=settings,
            wording=Wording(settings.me.language),
            fingerprint="1",
        )

    @property
    def home(self) -> Moody:
        return self.accounts["home"]

    def sync(self, now: datetime):
        return run_pass(self.world, now)

    def entries(self, name: str) -> dict[str, object]:
        """The calls for attention in an account, by href."""
        box = self.accounts[name].there.boxes.get(OWN)
        read = {href: actual_from_ical(raw).reminder for href, raw in box.objects.items()} if box else {}
        return {href: reminder for href, reminder in read.items() if reminder.kind is Kind.ATTENTION}

    def the_entry(self, name: str = "work"):
        (entry,) = self.entries(name).values()
        return entry


def test_a_lost_sign_in_is_said_once_and_withdrawn():
    """The same evening, in the other account, with the way to mend it; every later pass leaves it as it is."""
    desk = Desk()
    desk.sync(MONDAY)
    desk.home.reading = AuthError("home: sign in again: syncd auth home")
    desk.sync(MONDAY + HOUR)
    entry = desk.the_entry()
    assert "home" in entry.summary
    assert "syncd auth home" in entry.description
    assert entry.at == datetime(2026, 10, 5, 16, tzinfo=UTC)
    assert len(entry.alarms) == 1
    for hours in (2, 9, 30, 300):
        assert desk.sync(MONDAY + hours * HOUR).actions == ()

    desk.home.reading = None
    report = desk.sync(MONDAY + 301 * HOUR)

    assert not desk.entries("work")
    assert [action.reason for action in report.actions if action.kind is Kind.ATTENTION] == ["mended"]


def test_a_server_may_be_away_for_a_day():
    """Then it is worth a word; nothing is said of a night."""
    desk = Desk()
    desk.home.reading = TransientError("home: no answer")
    for hours in range(24):
        desk.sync(MONDAY + hours * HOUR)
        assert not desk.entries("work")
    desk.sync(MONDAY + DAY)
    entry = desk.the_entry()
    assert entry.at > MONDAY + DAY
    desk.home.reading = None
    desk.sync(MONDAY + 2 * DAY)
    assert not desk.entries("work")


def test_a_server_that_is_away_now_and_then_is_no_trouble():
    """The day begins anew with each pass that works."""
    desk = Desk()
    for hours in range(60):
        desk.home.reading = TransientError("home: no answer") if hours % 20 else None
        desk.sync(MONDAY + hours * HOUR)
    assert not desk.entries("work")


def test_what_is_refused_for_a_day_is_said_too():
    """Reading works and no reminder can be written: the user would wait for it in vain."""
    desk = Desk()
    desk.home.writing = ProviderError("home: the server forbids it. Does this account have the right?")
    desk.sync(MONDAY)
    assert not desk.entries("work")
    desk.sync(MONDAY + DAY)
    desk.sync(MONDAY + DAY + HOUR)
    assert "forbids" in desk.the_entry().description
    desk.home.writing = None
    desk.sync(MONDAY + DAY + 2 * HOUR)
    desk.sync(MONDAY + DAY + 3 * HOUR)
    assert not desk.entries("work")
    assert desk.home.there.boxes[OWN].objects


def test_a_lost_sign_in_stays_one_entry_while_the_server_comes_and_goes():
    """Neither withdrawn nor said again because the network was down for an hour in between."""
    desk = Desk()
    desk.home.reading = AuthError("home: refused")
    desk.sync(MONDAY)
    (before,) = desk.entries("work")
    for hours, error in enumerate((TransientError("away"), AuthError("home: refused"), TransientError("away")), 1):
        desk.home.reading = error
        assert desk.sync(MONDAY + hours * HOUR).actions == ()
    assert list(desk.entries("work")) == [before]


def test_deleted_it_stays_away_until_there_is_new_trouble():
    """The user's no holds for this trouble, not for that of next month."""
    desk = Desk()
    desk.home.reading = AuthError("home: refused")
    desk.sync(MONDAY)
    (href,) = desk.entries("work")
    desk.accounts["work"].there.remove(OWN, href)
    for hours in (1, 50):
        desk.sync(MONDAY + hours * HOUR)
        assert not desk.entries("work")
    desk.home.reading = None
    desk.sync(MONDAY + 3 * DAY)
    desk.home.reading = AuthError("home: refused")
    desk.sync(MONDAY + 30 * DAY)
    assert desk.the_entry().status is ReminderStatus.OPEN


def test_both_accounts_in_trouble_are_no_crash_and_are_said_when_one_is_back():
    """There is nowhere to say it; as soon as there is, it is said of the other."""
    desk = Desk()
    for account in desk.accounts.values():
        account.reading = AuthError("refused")
    assert desk.sync(MONDAY).failed == {"home", "work"}
    desk.accounts["work"].reading = None
    desk.sync(MONDAY + HOUR)
    assert "home" in desk.the_entry().summary


def test_the_only_account_has_nowhere_to_say_it():
    """`syncd status` and the log do; the pass is none the worse."""
    desk = Desk(names=("home",))
    desk.home.reading = AuthError("refused")
    assert desk.sync(MONDAY).actions == ()


def test_the_only_account_says_so_itself_where_it_can():
    """A calendar that was renamed or taken away for a day: the rest of the account can still be written to."""
    desk = Desk(names=("home",))
    desk.sync(MONDAY)
    watched = Account(name="home", calendars=desk.home, watched=("Work",), write_account="home", contacts_account=None)
    desk.world.accounts = {"home": watched}
    desk.world.topologies.clear()
    for hours in range(1, 30):
        desk.sync(MONDAY + hours * HOUR)
        assert len(desk.entries("home")) == (hours >= 25), hours
    assert 'there is no calendar "Work"' in desk.the_entry("home").description
    desk.home.there.add("Work", Component.VEVENT)
    desk.sync(MONDAY + 31 * HOUR)
    assert not desk.entries("home")


def test_one_that_is_well_is_asked_before_one_that_is_half_well():
    """What can be read and written whole is the better place."""
    desk = Desk()
    desk.home.reading = ProviderError("home: the server forbids it")
    desk.sync(MONDAY)
    desk.sync(MONDAY + DAY)
    assert desk.the_entry("work")
    assert not desk.entries("home")


def test_an_account_that_writes_beside_interviews_needs_a_calendar_for_it():
    """With none to watch there is no place beside anything: another account is taken, or nothing said, and no crash."""
    desk = Desk()
    accounts = dict(desk.world.accounts)
    accounts["work"] = Account(
        name="work", calendars=MemoryCalendars(), write_to="same", write_account="work", contacts_account=None
    )
    desk.world.accounts = accounts
    desk.home.reading = AuthError("refused")
    assert desk.sync(MONDAY).failed == {"home"}


def test_it_is_not_written_to_an_account_that_only_watches():
    """An account whose reminders go to the one in trouble is none to say it in."""
    desk = Desk(names=("home", "work", "spare"))
    accounts = dict(desk.world.accounts)
    accounts["work"] = Account(
        name="work", calendars=desk.accounts["work"], write_account="home", contacts_account=None
    )
    desk.world.accounts = accounts
    desk.home.reading = AuthError("refused")
    desk.sync(MONDAY)
    assert not desk.entries("work")
    assert desk.the_entry("spare")


CONFIG = """
state_dir = "{folder}/state"
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
timezone = "Europe/Berlin"
[accounts.home]
type = "caldav"
url = "{url}"
username = "{user}"
password = "{password}"
[accounts.local]
type = "vdir"
path = "{folder}/calendars"
"""


@pytest.fixture
def person(radicale, tmp_path):
    """Somebody with an account at a server and with local calendars."""
    user = radicale.new_user()
    user.make_address_book("Contacts")
    user.put(user.make_calendar("Personal"), "acme.ics", INVITATION)
    (tmp_path / "calendars/private").mkdir(parents=True)
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(folder=tmp_path, url=user.url, user=user.name, password=PASSWORD))
    config.chmod(0o600)
    return user


def test_a_changed_password_is_said_in_the_local_calendar(person, tmp_path, capsys):
    """Through the command line, on a real server: the interview's reminders stay, and all is well again after."""

    def sync(hours: int):
        now = (MONDAY + hours * HOUR).isoformat()
        code = main(["-c", str(tmp_path / "config.toml"), "sync", "--json", "--now", now])
        return code, json.loads(capsys.readouterr().out)

    def entries() -> list[str]:
        texts = [file.read_bytes().decode() for file in (tmp_path / "calendars").rglob("*.ics")]
        return [text for text in texts if "X-SYNCD-KIND:attention" in text]

    assert sync(0)[0] == 0
    users = person.server.folder / "users"
    good = users.read_text()
    users.write_text(good.replace(f"{person.name}:{PASSWORD}", f"{person.name}:changed"))
    try:
        code, report = sync(1)
        assert code in {1, 77}
        assert [action["kind"] for action in report["actions"]] == ["attention"]
        assert sync(2)[1]["actions"] == []
        (entry,) = entries()
        assert "BEGIN:VALARM" in entry
    finally:
        users.write_text(good)

    code, report = sync(3)
    assert code == 0
    assert [(action["do"], action["kind"]) for action in report["actions"]] == [("delete", "attention")]
    assert not entries()
