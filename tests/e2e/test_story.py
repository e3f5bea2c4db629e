"""A job search played through on a real server: three companies, five rounds, six weeks, one evening pass a day.

The user does all of it in the calendar app. The table says what is new on the server after each evening and what is
gone, of what is still ahead and of the tasks that are not ticked. On evenings it does not name nothing changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from syncd import reconcile
from syncd.cli import main
from syncd.core.model import TASK_KINDS, Kind, Reminder, ReminderStatus
from syncd.formats.ical import actual_from_ical
from tests.servers import PASSWORD

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = 2026
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
EVERYTHING = (
    '<C:calendar-query xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><C:calendar-data/></prop>'
    '<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>'
)
ACME, GLOBEX, INITECH = "Acme", "Globex", "Initech"
PLACES = {ACME: "Europe/Berlin", GLOBEX: "America/New_York", INITECH: "Asia/Kolkata"}
PEOPLE = {ACME: "Ada Byron", GLOBEX: "Grace Murray", INITECH: "Indira Rao"}


class Search:
    """A person with a calendar on the server, and what they do there."""

    def __init__(self, user, folder, capsys):
        self.user = user
        self.capsys = capsys
        self.personal = user.make_calendar("Personal")
        self.book = user.make_address_book("Contacts")
        self.own = ""
        self.deleted: set[str] = set()
        self.now = datetime(YEAR, 4, 30, 20, tzinfo=BERLIN)
        self.config = folder / "config.toml"
        self.config.write_text(
            f'state_dir = "{folder}/state"\n[me]\nname = "Sam Rivera"\nemails = ["sam@example.com"]\n'
            f'timezone = "Europe/Berlin"\ncountry = "DE"\n[accounts.home]\ntype = "caldav"\nurl = "{user.url}"\n'
            f'username = "{user.name}"\npassword = "{PASSWORD}"\ncalendars = ["Personal"]\n',
            encoding="utf-8",
        )
        self.config.chmod(0o600)

    def sync(self):
        """One pass at `now`; the actions it took."""
        code = main(["-c", str(self.config), "sync", "--json", "--now", self.now.isoformat()])
        report = json.loads(self.capsys.readouterr().out)
        assert (code, report["errors"]) == (0, [])
        return report["actions"]

    def standing(self) -> dict[str, tuple[str, Reminder]]:
        """Everything of syncd's on the server: UID -> (path, reminder)."""
        if not self.own:
            listing = self.user.request("PROPFIND", f"/{self.user.name}/", "", {"Depth": "1"})[2]
            paths = set(re.findall(r"<(?:\w+:)?href>([^<]+/)</", listing))
            (self.own,) = paths - {f"/{self.user.name}/", self.personal, self.book}
        tree = ET.fromstring(self.user.request("REPORT", self.own, EVERYTHING, {"Depth": "1"})[2])
        found = {}
        for response in tree:
            actual = actual_from_ical(response.findtext(f".//{CALDAV}calendar-data"))
            assert actual.reminder.uid not in found, "doubled"
            found[actual.reminder.uid] = (response.findtext("{DAV:}href"), actual.reminder)
        return found

    def is_pending(self, one: Reminder) -> bool:
        """Ahead, or a task that is not ticked."""
        return one.status is ReminderStatus.OPEN and (one.kind in TASK_KINDS or one.at > self.now)

    def cards(self) -> list[dict[str, str]]:
        """The contacts: property -> value."""
        listing = self.user.request("PROPFIND", self.book, "", {"Depth": "1"})[2]
        texts = [self.user.get(path) for path in re.findall(r"<(?:\w+:)?href>([^<]*\.vcf)</", listing)]
        lines = [re.sub(r"\r\n[ \t]", "", text).splitlines() for text in texts]
        return [{line.partition(":")[0].partition(";")[0]: line for line in card} for card in lines]

    def table(self) -> list[str]:
        """What is ahead and what is open, as the tables below write it."""
        lines = []
        for _, one in sorted(self.standing().values(), key=lambda there: (there[1].at, there[1].uid)):
            if self.is_pending(one):
                at = one.at.astimezone(BERLIN)
                silent = "" if one.alarms else ", silent"
                lines.append(f"{at:%a} {at.day:2} {at:%b %H:%M} {one.kind} {company_of(one)}".rstrip() + silent)
        return lines

    def invite(self, company: str, number: int, start: datetime, told: str) -> None:
        stamp, zone = "%Y%m%dT%H%M%S", PLACES[company]
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//recruiting//EN",
            "BEGIN:VEVENT",
            f"UID:{company}-{number}",
            "DTSTAMP:20260401T000000Z",
            f"DTSTART;TZID={zone}:{start.strftime(stamp)}",
            f"DTEND;TZID={zone}:{(start + timedelta(hours=1)).strftime(stamp)}",
            f"SUMMARY:Technical interview with {company}",
            f"DESCRIPTION:{told}",
            f"ORGANIZER;CN={PEOPLE[company]}:mailto:{PEOPLE[company].split()[0].lower()}@{company.lower()}.example",
            "ATTENDEE;CN=Sam Rivera;PARTSTAT=ACCEPTED:mailto:sam@example.com",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        self.user.put(self.personal, f"{company}-{number}.ics", "\r\n".join(lines))

    def find(self, kind: str, company: str) -> tuple[str, Reminder]:
        """The last one of this kind that is not ticked."""
        mine = [
            there
            for there in self.standing().values()
            if there[1].kind == kind and company_of(there[1]) == company and there[1].status is ReminderStatus.OPEN
        ]
        return max(mine, key=lambda there: there[1].at)

    def change(self, path: str, *changes: tuple[str, str]) -> None:
        """What an app does that edits an entry."""
        text = self.user.get(path).replace("\r\n ", "")
        for old, new in changes:
            changed = re.sub(old, new, text, count=1)
            assert changed != text
            text = changed
        folder, _, name = path.rpartition("/")
        self.user.put(folder + "/", name, text)


def company_of(reminder: Reminder) -> str:
    return reminder.interviews[0].partition("-")[0] if reminder.interviews else ""


Gesture = Callable[[Search], None]


def invite(company: str, number: int, when: str, told: str = "We look forward to meeting you.") -> Gesture:
    return lambda search: search.invite(company, number, datetime.fromisoformat(f"{YEAR}-{when}"), told)


def tick(kind: str, company: str = "") -> Gesture:
    def do(search: Search) -> None:
        path, _ = search.find(kind, company)
        at = search.now.astimezone(ZoneInfo("UTC"))
        done = f"STATUS:COMPLETED\r\nCOMPLETED:{at:%Y%m%dT%H%M%SZ}\r\nPERCENT-COMPLETE:100"
        search.change(path, (r"STATUS:NEEDS-ACTION", done))

    return do


def move(kind: str, company: str, to: str) -> Gesture:
    def do(search: Search) -> None:
        path, _ = search.find(kind, company)
        at = datetime.fromisoformat(f"{YEAR}-{to}").replace(tzinfo=BERLIN).astimezone(ZoneInfo("UTC"))
        search.change(path, (r"DUE[^:\r]*:[^\r]*", f"DUE:{at:%Y%m%dT%H%M%SZ}"))

    return do


def delete(kind: str, company: str = "") -> Gesture:
    def do(search: Search) -> None:
        path, reminder = search.find(kind, company)
        search.user.delete(path)
        search.deleted.add(reminder.uid)

    return do


def write(kind: str, company: str, label: str, answer: str) -> Gesture:
    return lambda search: search.change(search.find(kind, company)[0], (f"{label}:", f"{label}: {answer}"))


# fmt: off
STORY: tuple[tuple[str, tuple[Gesture, ...], str], ...] = (
    ("04-30", (invite(ACME, 1, "05-04T10:00", "We will let you know within a week."),), """
        + Mon  4 May 09:00 prepare Acme
        + Mon  4 May 11:15 thank-you Acme
        + Wed  6 May 10:00 keep-looking
        + Tue 12 May 08:30 follow-up Acme
    """),
    ("05-02", (invite(GLOBEX, 1, "05-06T10:00"),), """
        + Wed  6 May 15:00 prepare Globex
        + Wed  6 May 17:15 thank-you Globex
        + Wed 13 May 14:30 follow-up Globex
    """),
    ("05-04", (), """
        - Mon  4 May 09:00 prepare Acme
        - Mon  4 May 11:15 thank-you Acme
        + Fri 29 May 10:00 close-out Acme
    """),
    ("05-05", (invite(INITECH, 1, "05-08T11:00"),), """
        + Fri  8 May 06:30 prepare Initech
        + Fri  8 May 08:45 thank-you Initech
        + Fri 15 May 13:00 follow-up Initech
    """),
    ("05-06", (), """
        - Wed  6 May 15:00 prepare Globex
        - Wed  6 May 17:15 thank-you Globex
        + Mon  1 Jun 10:00 close-out Globex
    """),
    ("05-08", (write("thank-you", INITECH, "Next step", "call Wednesday"),), """
        - Fri  8 May 06:30 prepare Initech
        - Fri  8 May 08:45 thank-you Initech
        - Fri 15 May 13:00 follow-up Initech
        + Wed 13 May 13:00 follow-up Initech
        + Tue  2 Jun 10:00 close-out Initech
    """),
    ("05-09", (delete("thank-you", INITECH),), ""),
    ("05-11", (invite(ACME, 2, "05-18T14:00"), tick("keep-looking")), """
        - Wed  6 May 10:00 keep-looking
        - Tue 12 May 08:30 follow-up Acme
        - Fri 29 May 10:00 close-out Acme
        + Wed 13 May 10:00 keep-looking
        + Mon 18 May 13:00 prepare Acme
        + Mon 18 May 15:15 thank-you Acme
        + Tue 26 May 08:30 follow-up Acme
    """),
    ("05-13", (tick("follow-up", GLOBEX), tick("follow-up", INITECH)), """
        - Wed 13 May 13:00 follow-up Initech
        - Wed 13 May 14:30 follow-up Globex
        + Fri 22 May 13:00 second-follow-up Initech
        + Fri 22 May 14:30 second-follow-up Globex
    """),
    ("05-15", (invite(INITECH, 2, "05-20T11:00", "You will get an answer in about seven days."),), """
        - Fri 22 May 13:00 second-follow-up Initech
        - Tue  2 Jun 10:00 close-out Initech
        + Wed 20 May 06:30 prepare Initech
        + Wed 20 May 08:45 thank-you Initech
        + Thu 28 May 13:00 follow-up Initech
    """),
    ("05-18", (write("thank-you", ACME, "Next step", "2 weeks"),), """
        - Mon 18 May 13:00 prepare Acme
        - Mon 18 May 15:15 thank-you Acme
        - Tue 26 May 08:30 follow-up Acme
        + Tue  2 Jun 08:30 follow-up Acme
        + Fri 12 Jun 10:00 close-out Acme
    """),
    ("05-19", (move("second-follow-up", GLOBEX, "05-26 15:00"),), """
        - Fri 22 May 14:30 second-follow-up Globex
        - Mon  1 Jun 10:00 close-out Globex
        + Tue 26 May 15:00 second-follow-up Globex
        + Tue  2 Jun 10:00 close-out Globex
    """),
    ("05-20", (), """
        - Wed 20 May 06:30 prepare Initech
        - Wed 20 May 08:45 thank-you Initech
        + Mon 15 Jun 10:00 close-out Initech
    """),
    ("05-26", (tick("second-follow-up", GLOBEX),), """
        - Tue 26 May 15:00 second-follow-up Globex
    """),
    ("05-28", (write("follow-up", INITECH, "Outcome", "offer"),), """
        - Mon 15 Jun 10:00 close-out Initech
    """),
    ("06-02", (tick("follow-up", ACME), delete("keep-looking")), """
        - Wed 13 May 10:00 keep-looking
        - Tue  2 Jun 08:30 follow-up Acme
        - Fri 12 Jun 10:00 close-out Acme
        + Thu 11 Jun 16:30 second-follow-up Acme
        + Thu 18 Jun 10:00 close-out Acme
    """),
    ("06-05", (tick("close-out", GLOBEX),), """
        - Tue  2 Jun 10:00 close-out Globex
    """),
    ("06-09", (write("second-follow-up", ACME, "Outcome", "rejected"),), """
        - Thu 11 Jun 16:30 second-follow-up Acme
        - Thu 18 Jun 10:00 close-out Acme
        + Thu 11 Jun 16:30 second-follow-up Acme, silent
    """),
)
# fmt: on
LAST = date(YEAR, 6, 11)


@pytest.fixture
def search(radicale, tmp_path, capsys):
    user = radicale.new_user()
    yield Search(user, tmp_path, capsys)
    user.leave()


def test_six_weeks_of_three_companies(search):
    """Each evening exactly what should stand stands; a pass more writes nothing, and nothing that is over is lost."""
    days = {date(YEAR, int(day[:2]), int(day[3:])): (gestures, table) for day, gestures, table in STORY}
    expected: set[str] = set()
    over: set[str] = set()
    while search.now.date() <= LAST:
        gestures, table = days.get(search.now.date(), ((), ""))
        for gesture in gestures:
            gesture(search)
        search.sync()
        changes = [line.strip() for line in table.strip().splitlines()]
        expected -= {line[2:] for line in changes if line.startswith("-")}
        expected |= {line[2:] for line in changes if line.startswith("+")}
        assert set(search.table()) == expected, search.now
        there = search.standing()
        assert over <= there.keys() | search.deleted, search.now
        over = {uid for uid, (_, one) in there.items() if not search.is_pending(one)}
        if gestures:
            assert search.sync() == [], search.now
        search.now += timedelta(days=1)
    words = [one.description for _, one in search.standing().values()]
    for answer in ("Next step: 2 weeks", "Outcome: offer", "Outcome: rejected"):
        assert len([text for text in words if answer in text]) == 1
    cards = search.cards()
    assert sorted(card["FN"] for card in cards) == sorted(f"FN:{name}" for name in PEOPLE.values())
    assert [card["NOTE"].count(f"{YEAR}") for card in cards if card["FN"] == f"FN:{PEOPLE[ACME]}"] == [2]


def test_what_the_user_does_while_syncd_writes_is_not_lost(search, monkeypatch):
    """Between its reading and its writing (412): words, a tick, a deletion stay, and the rest follows the interview."""
    invite(ACME, 1, "05-04T10:00")(search)
    search.sync()
    before = {one.kind: one.at for _, one in search.standing().values()}
    gestures = [
        write("thank-you", ACME, "Next step", "they were kind"),
        tick("follow-up", ACME),
        delete("prepare", ACME),
    ]
    whole = reconcile.apply

    def meanwhile(*arguments):
        while gestures:
            gestures.pop()(search)
        return whole(*arguments)

    monkeypatch.setattr(reconcile, "apply", meanwhile)
    invite(ACME, 1, "05-05T10:00")(search)
    search.sync()
    assert gestures == []
    search.sync()
    there = {one.kind: one for _, one in search.standing().values() if company_of(one) == ACME}
    assert Kind.PREPARE not in there
    assert "Next step: they were kind" in there[Kind.THANK_YOU].description
    assert there[Kind.THANK_YOU].at == before[Kind.THANK_YOU] + timedelta(days=1)
    assert there[Kind.FOLLOW_UP].status is ReminderStatus.DONE
    assert search.sync() == []


def test_a_broken_template_of_the_users_is_said_with_file_and_line(search, tmp_path):
    """One at once, one only when it is used; both entries stand with syncd's own words, and the pass is no failure."""
    folder = tmp_path / "wording"
    folder.mkdir()
    (folder / "thank-you.j2").write_text("Thanks\n{% if %}", encoding="utf-8")
    (folder / "follow-up.j2").write_text("Ask\n\n{{ compnay }}", encoding="utf-8")
    (folder / "prepare.j2").write_text("Off to {{ company }}!\n\nBreathe.", encoding="utf-8")
    search.config.write_text(f'templates = "{folder}"\n{search.config.read_text()}', encoding="utf-8")
    invite(ACME, 1, "05-04T10:00")(search)
    assert main(["-c", str(search.config), "check"]) == 0
    assert "thank-you.j2, line 2: " in search.capsys.readouterr().out
    assert main(["-c", str(search.config), "sync", "--now", search.now.isoformat()]) == 0
    said = search.capsys.readouterr().err
    assert "thank-you.j2, line 2: " in said
    assert "follow-up.j2, line 3: 'compnay' is undefined" in said
    titles = {one.kind: one.summary for _, one in search.standing().values()}
    assert titles[Kind.PREPARE] == "Off to Acme!"
    assert titles[Kind.THANK_YOU].startswith("Say thank you")
    assert titles[Kind.FOLLOW_UP].startswith("Ask Acme")
