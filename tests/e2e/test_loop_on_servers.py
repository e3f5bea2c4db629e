"""The whole loop through the command line, on real servers: what a person would see in their calendar app."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from syncd.cli import main
from syncd.formats.ical import actual_from_ical
from tests.servers import PASSWORD

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
START = datetime(2026, 10, 6, 9, tzinfo=UTC)
OWN = "Interview follow-up"


class Desk:
    """A person with a server, a config and syncd."""

    def __init__(self, user, folder, capsys):
        self.user = user
        self.capsys = capsys
        self.personal = user.make_calendar("Personal")
        self.book = user.make_address_book("Contacts")
        self.config = folder / "config.toml"
        self.config.write_text(
            f'state_dir = "{folder}/state"\n[me]\nname = "Sam Rivera"\nemails = ["sam@example.com"]\n'
            f'timezone = "Europe/Berlin"\ncountry = "DE"\n[accounts.home]\ntype = "caldav"\nurl = "{user.url}"\n'
            f'username = "{user.name}"\npassword = "{PASSWORD}"\ncalendars = ["Personal"]\n',
            encoding="utf-8",
        )
        self.config.chmod(0o600)

    def invite(self, start=START, status="CONFIRMED"):
        """The invitation as the recruiter's mail program writes it, over the old one."""
        stamp = "%Y%m%dT%H%M%SZ"
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//recruiting//EN",
            "BEGIN:VEVENT",
            "UID:acme-1@example.com",
            "DTSTAMP:20261001T000000Z",
            f"DTSTART:{start.strftime(stamp)}",
            f"DTEND:{(start + timedelta(hours=1)).strftime(stamp)}",
            "SUMMARY:Technical interview with Acme",
            "DESCRIPTION:You will meet Ada Byron\\, Head of Engines. We will let you know within a week.",
            f"STATUS:{status}",
            "ORGANIZER;CN=Ada Byron:mailto:ada@acme.example",
            "ATTENDEE;CN=Sam Rivera;PARTSTAT=ACCEPTED:mailto:sam@example.com",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
        return self.user.put(self.personal, "acme.ics", "\r\n".join(lines))

    def run(self, command, *arguments, now=NOW):
        """Exit code and output of one command."""
        clock = ["--now", now.isoformat()] if command in {"sync", "plan"} else []
        code = main(["-c", str(self.config), command, *clock, *arguments])
        return code, self.capsys.readouterr().out

    def sync(self, now=NOW):
        code, out = self.run("sync", "--json", now=now)
        report = json.loads(out)
        assert (code, report["errors"]) == (0, [])
        return report

    def hrefs(self, home, ending):
        """Paths of the objects of all collections but the watched one."""
        body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
        found = []
        for collection in self.collections():
            if collection.rstrip("/") == home.rstrip("/"):
                continue
            answer = self.user.request("PROPFIND", collection, body, {"Depth": "1"})[2]
            found += re.findall(rf"<(?:\w+:)?href>([^<]*\.{ending})</", answer)
        return found

    def collections(self):
        roots = (
            [f"/{self.user.name}/"]
            if self.user.server.has_accounts
            else [
                f"/{self.user.name}/calendars/",
                f"/{self.user.name}/contacts/",
            ]
        )
        body = '<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'
        found = []
        for root in roots:
            answer = self.user.request("PROPFIND", root, body, {"Depth": "1"})[2]
            found += [href for href in re.findall(r"<(?:\w+:)?href>([^<]*/)</", answer) if href != root]
        return found

    def reminders(self):
        """What stands of syncd's: kind -> (href, reminder)."""
        found = {}
        for href in self.hrefs(self.personal, "ics"):
            actual = actual_from_ical(self.user.get(href))
            if actual is not None:
                assert actual.reminder.kind not in found, "doubled"
                found[actual.reminder.kind] = (href, actual.reminder)
        return found

    def cards(self):
        return [self.user.get(href) for href in self.hrefs(self.personal, "vcf")]

    def change(self, kind, old, new):
        """What the user's app does to an entry."""
        href, _ = self.reminders()[kind]
        text = self.user.get(href).replace("\r\n ", "")
        changed = re.sub(old, new, text, count=1)
        assert changed != text
        folder, _, name = href.rpartition("/")
        self.user.put(folder + "/", name, changed)
        return href


@pytest.fixture
def desk(user, tmp_path, capsys):
    desk = Desk(user, tmp_path, capsys)
    desk.invite()
    desk.sync()
    return desk


def test_contacts_prepare_thank_you_and_follow_up_stand_on_the_server(desk):
    """The loop's first half, with the promise kept in mind."""
    there = desk.reminders()
    assert {"prepare", "thank-you", "follow-up"} <= set(there)
    assert there["thank-you"][1].at == START + timedelta(hours=1, minutes=15)
    assert there["follow-up"][1].at.date().isoformat() == "2026-10-14"
    (card,) = desk.cards()
    assert "FN:Ada Byron" in card
    assert "ada@acme.example" in card


def test_a_second_pass_writes_nothing(desk):
    """Not a byte: every collection keeps its ctag; and a lost store changes nothing of that."""
    before = {path: desk.user.ctag(path) for path in desk.collections()}
    assert desk.sync()["actions"] == []
    for file in desk.config.parent.joinpath("state").iterdir():
        file.unlink()
    assert desk.sync()["actions"] == []
    assert {path: desk.user.ctag(path) for path in desk.collections()} == before


def test_a_reschedule_moves_all_of_them_in_place(desk):
    """Same UID, same href, other time."""
    before = desk.reminders()
    desk.invite(START + timedelta(days=7))
    desk.sync()
    after = desk.reminders()
    for kind in ("prepare", "thank-you", "follow-up"):
        assert after[kind][0] == before[kind][0]
        assert after[kind][1].uid == before[kind][1].uid
        assert after[kind][1].at >= before[kind][1].at + timedelta(days=7)


def test_a_cancellation_removes_what_is_ahead(desk):
    """The contact stays."""
    desk.invite(status="CANCELLED")
    desk.sync()
    assert desk.reminders() == {}
    assert len(desk.cards()) == 1


def test_a_removed_event_counts_as_cancelled(desk):
    """The organizer, or the user, took it out of the calendar."""
    desk.user.delete(desk.personal + "acme.ics")
    desk.sync()
    assert desk.reminders() == {}


def test_a_ticked_task_stays_ticked(desk):
    """As a task app writes it; even when the interview moves."""
    desk.change(
        "follow-up", r"STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20261005T080000Z\r\nPERCENT-COMPLETE:100"
    )
    desk.sync()
    desk.invite(START + timedelta(days=1))
    desk.sync()
    href, _ = desk.reminders()["follow-up"]
    assert "STATUS:COMPLETED" in desk.user.get(href)


def test_a_deleted_one_stays_away(desk):
    """For ever."""
    href, _ = desk.reminders()["thank-you"]
    desk.user.delete(href)
    desk.sync()
    desk.invite(START + timedelta(days=1))
    desk.sync()
    assert "thank-you" not in desk.reminders()


def test_a_moved_one_stays_moved(desk):
    """With its end."""
    desk.change("thank-you", r"DTSTART:\d{8}T\d{6}Z", "DTSTART:20261006T160000Z")
    desk.change("thank-you", r"DTEND:\d{8}T\d{6}Z", "DTEND:20261006T161500Z")
    desk.sync()
    assert desk.reminders()["thank-you"][1].at == datetime(2026, 10, 6, 16, tzinfo=UTC)
    assert desk.sync()["actions"] == []


def test_an_answer_typed_into_the_thank_you_moves_the_follow_up(desk):
    """`Next step: call Thursday`, on the phone."""
    desk.change("thank-you", r"Next step:", "Next step: call Thursday")
    desk.sync(now=START + timedelta(hours=3))
    assert desk.reminders()["follow-up"][1].at.date().isoformat() == "2026-10-08"
    assert "Next step: call Thursday" in desk.user.get(desk.reminders()["thank-you"][0]).replace("\r\n ", "")


def test_undo_leaves_the_server_as_it_was(desk):
    """Except for what the user wrote into."""
    assert desk.run("undo", "--yes")[0] == 0
    assert desk.reminders() == {}
    assert desk.cards() == []
    assert sorted(path.rstrip("/").rpartition("/")[2] for path in desk.collections() if "nterview" in path) == []
    assert desk.user.get(desk.personal + "acme.ics") is not None
    assert desk.sync()["actions"] == []


def test_undo_keeps_what_the_user_wrote_into(desk):
    """And the calendar it is in."""
    desk.change("thank-you", r"DESCRIPTION:", "DESCRIPTION:my words ")
    desk.run("undo", "--yes")
    assert list(desk.reminders()) == ["thank-you"]


def test_plan_check_status_and_explain_say_what_is(desk):
    """Nothing is written by any of them."""
    code, out = desk.run("plan", "--json")
    assert (code, json.loads(out)["actions"]) == (0, [])
    code, out = desk.run("check")
    assert code == 0
    assert "Personal" in out
    code, out = desk.run("status", "--json")
    assert json.loads(out)["processes"][0]["company"] == "Acme"
    code, out = desk.run("explain", "acme-1@example.com")
    assert code == 0
    assert "Ada Byron" in out


def test_a_server_that_is_away_is_said_with_75(desk):
    """Everything stands as it did."""
    desk.config.write_text(desk.config.read_text().replace(desk.user.url, "http://127.0.0.1:9/"))
    code = main(["-c", str(desk.config), "sync"])
    assert code == 75
    assert "home" in desk.capsys.readouterr().err
